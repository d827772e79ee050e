//! Where the bytes of a file of clients come from.

use super::encoding;
use super::lines::Lines;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// Where clients come from.
#[derive(Clone, Debug)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// Workbooks from standard input that are kept on disk.
static ASIDE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn aside() -> MutexGuard<'static, Vec<PathBuf>> {
    ASIDE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what is kept on disk, and lets nothing more be kept: the program ends.
pub fn abandon() {
    let aside = aside();
    for path in aside.iter() {
        let _ = std::fs::remove_file(path);
    }
    // Held for ever, so that nothing is kept any more.
    std::mem::forget(aside);
}

/// A workbook from standard input, kept on disk until it is opened: it is not read from front to back.
pub(super) struct Aside {
    // Taken away before the note of it is.
    pub file: NamedTempFile,
    _noted: Noted,
}

/// The note that a workbook is kept; it goes with the file.
struct Noted(PathBuf);

impl Drop for Noted {
    fn drop(&mut self) {
        aside().retain(|path| *path != self.0);
    }
}

impl Aside {
    pub(super) fn new() -> io::Result<Self> {
        let mut aside = aside();
        let file = NamedTempFile::new()?;
        aside.push(file.path().to_owned());
        Ok(Self { _noted: Noted(file.path().to_owned()), file })
    }
}

/// The lines of a text, and its encoding.
pub(super) fn lines(place: &Place) -> io::Result<(Lines, &'static str)> {
    let (bytes, encoding): (Box<dyn Read + Send>, _) = match place {
        Place::File(path) => {
            let mut file = File::open(path)?;
            match file.metadata()?.is_file() {
                true => {
                    let encoding = encoding::of(&mut file, true)?;
                    file.rewind()?;
                    (Box::new(file), encoding)
                }
                false => from_start(file)?,
            }
        }
        Place::Stdin => from_start(io::stdin())?,
    };
    Ok((Lines::of_any_kind(encoding::decoded(bytes, encoding))?, encoding.name()))
}

/// How much of a stream is read before its encoding is decided.
const START: u64 = 1 << 16;

fn from_start(
    mut bytes: impl Read + Send + 'static,
) -> io::Result<(Box<dyn Read + Send>, &'static encoding_rs::Encoding)> {
    let mut start = Vec::new();
    bytes.by_ref().take(START).read_to_end(&mut start)?;
    let encoding = encoding::of(start.as_slice(), false)?;
    Ok((Box::new(io::Cursor::new(start).chain(bytes)), encoding))
}
