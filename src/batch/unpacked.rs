//! How large a workbook is when it is unpacked: one of a few kilobytes may hold gigabytes.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// How many bytes any archive may have when it is unpacked.
const ALWAYS: u64 = 48 << 20;
/// How many more for each of its own bytes; tables of clients have some ten.
const FOR_EACH: u64 = 40;
/// The same for the texts of all cells, which are kept in memory.
const TEXTS_ALWAYS: u64 = 24 << 20;
const TEXTS_FOR_EACH: u64 = 16;

/// Whether a file is no archive, or one that is not too large when it is unpacked. What an archive says of
/// its sizes is not believed.
///
/// # Errors
/// Where the file cannot be read.
pub(super) fn is_bearable(path: &Path) -> io::Result<bool> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let Ok(mut archive) = ZipArchive::new(BufReader::new(file)) else { return Ok(true) };
    let mut left = size.saturating_mul(FOR_EACH).saturating_add(ALWAYS);
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let texts = part.name().is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let texts = texts.then(|| size.saturating_mul(TEXTS_FOR_EACH).saturating_add(TEXTS_ALWAYS));
        let most = texts.map_or(left, |texts| texts.min(left));
        let length = unpacked(part, most);
        if length > most {
            return Ok(false);
        }
        left = left.saturating_sub(length);
    }
    Ok(true)
}

/// How many bytes come out of a part before it ends or is found damaged; of more than `most`, some more.
fn unpacked(mut part: impl Read, most: u64) -> u64 {
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0_u64;
    while length <= most {
        match part.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => length = length.saturating_add(u64::try_from(count).unwrap_or(u64::MAX)),
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(name: &str, megabytes: usize) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        let mut archive = ZipWriter::new(File::create(&path).unwrap());
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        (0..megabytes).for_each(|_| archive.write_all(&[b' '; 1 << 20]).unwrap());
        archive.finish().unwrap();
        is_bearable(&path).unwrap()
    }

    #[test]
    fn a_small_file_that_unpacks_to_much_is_refused_and_texts_before_sheets() {
        assert!(archive("xl/worksheets/sheet1.xml", 40));
        assert!(!archive("xl/worksheets/sheet1.xml", 64));
        assert!(archive("xl/sharedStrings.xml", 20));
        assert!(!archive("xl/sharedStrings.xml", 32));
    }

    #[test]
    fn what_is_no_archive_is_left_to_its_reader() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        std::fs::write(&path, "name,id").unwrap();
        assert!(is_bearable(&path).unwrap());
    }
}
