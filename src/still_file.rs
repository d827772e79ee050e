//! A file that stays as it is while it is read: of one that is written anew meanwhile, the rest would be missing or
//! another's, down to the middle of an amount.

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

/// That a file changed while it was read.
#[derive(Debug)]
pub struct Changed;

impl fmt::Display for Changed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("changed while it was read")
    }
}

impl std::error::Error for Changed {}

/// By what a file that was written meanwhile is known.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self { length: found.len(), modified: found.modified().ok() }
    }
}

/// A file whose end is read only if it is still what it was when it was opened; else there is an error with
/// [`Changed`] inside. A pipe, or whatever else is no file, has no such end.
#[derive(Debug)]
pub struct StillFile {
    file: File,
    stamp: Option<Stamp>,
}

impl StillFile {
    /// Opens a file for reading.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let found = file.metadata()?;
        Ok(Self { stamp: found.is_file().then(|| Stamp::of(&found)), file })
    }

    /// Whether it is a file, which is there as a whole.
    pub fn is_file(&self) -> bool {
        self.stamp.is_some()
    }
}

impl Read for StillFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        if length == 0
            && !buffer.is_empty()
            && let Some(stamp) = &self.stamp
            && *stamp != Stamp::of(&self.file.metadata()?)
        {
            return Err(io::Error::other(Changed));
        }
        Ok(length)
    }
}

impl Seek for StillFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_file_that_was_cut_or_written_on_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clients.csv");
        for (then, changed) in [("甲,2500", true), ("甲,250000000\n乙,1\n", true), ("", false)] {
            std::fs::write(&path, "甲,250000000\n").unwrap();
            let mut file = StillFile::open(&path).unwrap();
            let mut first = [0; 4];
            file.read_exact(&mut first).unwrap();
            if changed {
                std::fs::write(&path, then).unwrap();
            }
            let rest = file.read_to_end(&mut Vec::new());
            let why = rest.err().and_then(io::Error::into_inner).map(|why| why.is::<Changed>());
            assert_eq!(why, changed.then_some(true), "{then:?}");
        }
    }
}
