//! How large a workbook is when it is unpacked: one of a few kilobytes may hold gigabytes, or claim to.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// How many bytes any archive may have when it is unpacked.
const ALWAYS: u64 = 48 << 20;
/// How many more for each of its own bytes; tables of clients have some ten.
const FOR_EACH: u64 = 40;
/// The same for the texts of all cells, which are kept in memory.
const TEXTS_ALWAYS: u64 = 24 << 20;
const TEXTS_FOR_EACH: u64 = 16;

/// How many bytes a text of a cell takes at least where all are listed, as in `<si/>`.
const LEAST_TEXT: u64 = 5;

/// How an archive begins, as every workbook of today is one.
const BEGINNING: &[u8] = b"PK\x03\x04";

/// Whether a file begins as an archive.
///
/// # Errors
/// Where the file cannot be read.
pub(super) fn is_archive(path: &Path) -> io::Result<bool> {
    let mut beginning = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut beginning)?;
    Ok(beginning == BEGINNING)
}

/// How many bytes an archive has when it is unpacked, `None` where they are too many; a file that is no archive
/// has none. What an archive says of its sizes is not believed; and room is made for as many texts as a list
/// says it has, so it must be long enough for them.
///
/// # Errors
/// Where the file cannot be read.
pub(super) fn bearable_size(path: &Path) -> io::Result<Option<u64>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let Ok(mut archive) = ZipArchive::new(BufReader::new(file)) else { return Ok(Some(0)) };
    let bearable = size.saturating_mul(FOR_EACH).saturating_add(ALWAYS);
    let mut left = bearable;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let texts = part.name().is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let texts = texts.then(|| size.saturating_mul(TEXTS_FOR_EACH).saturating_add(TEXTS_ALWAYS));
        let most = texts.map_or(left, |texts| texts.min(left));
        let mut part = part.take(most.saturating_add(1));
        let claimed = if texts.is_some() { texts_claimed(BufReader::new(&mut part)) } else { 0 };
        // A part that is found damaged ends there.
        let _ = io::copy(&mut part, &mut io::sink());
        let length = most.saturating_add(1).saturating_sub(part.limit());
        if length > most || claimed.saturating_mul(LEAST_TEXT) > length {
            return Ok(None);
        }
        left = left.saturating_sub(length);
    }
    Ok(Some(bearable.saturating_sub(left)))
}

/// How many texts a list of them says that it has, as those read it who make room for them.
fn texts_claimed(part: impl BufRead) -> u64 {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(list) | Event::Empty(list)) if list.local_name().as_ref() == "sst" => {
                let mut attributes = list.attributes();
                let attributes = attributes.with_checks(false).flatten();
                let counts = attributes.filter(|attribute| attribute.key.as_ref() == "uniqueCount");
                return counts.filter_map(|count| count.value.parse().ok()).max().unwrap_or_default();
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(name: &str, pieces: impl IntoIterator<Item = impl AsRef<[u8]>>) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        let mut archive = ZipWriter::new(File::create(&path).unwrap());
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        pieces.into_iter().for_each(|piece| archive.write_all(piece.as_ref()).unwrap());
        archive.finish().unwrap();
        bearable_size(&path).unwrap().is_some()
    }

    #[test]
    fn a_small_file_that_unpacks_to_much_is_refused_and_texts_before_sheets() {
        let megabytes = |count| std::iter::repeat_n(vec![b' '; 1 << 20], count);
        assert!(archive("xl/worksheets/sheet1.xml", megabytes(40)));
        assert!(!archive("xl/worksheets/sheet1.xml", megabytes(64)));
        assert!(archive("xl/sharedStrings.xml", megabytes(20)));
        assert!(!archive("xl/sharedStrings.xml", megabytes(32)));
    }

    #[test]
    fn a_list_is_refused_that_claims_more_texts_than_it_has_room_for() {
        let list = |count: &str| {
            let start = format!("<?xml version=\"1.0\"?><!-- x --><x:sst count='1' uniqueCount = '{count}'>");
            archive("xl/sharedStrings.xml", [start.as_str(), "<si/><si/><si/></x:sst>"])
        };
        // It has 90 bytes, two of them the count's, for texts of at least 5.
        assert!(list("3") && list("18") && list("many") && list("18446744073709551616"));
        assert!(!list("19") && !list("4000000000") && !list("18446744073709551615"));
    }

    #[test]
    fn what_is_no_archive_is_left_to_its_reader() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        std::fs::write(&path, "name,id").unwrap();
        assert_eq!(bearable_size(&path).unwrap(), Some(0));
    }
}
