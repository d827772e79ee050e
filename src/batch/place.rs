//! Where the bytes of a file of clients come from.

use super::encoding::{self, Bytes, Decoded};
use super::lines::Lines;
use super::stream::Stream;
use crate::language::Text;
use crate::problem::{io_words, temporary_folder_words};
use crate::still_file::StillFile;
use std::io::{self, BufRead, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
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
    file: NamedTempFile,
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
    /// Keeps all that comes from standard input.
    ///
    /// # Errors
    /// Why it could not be read, or why nothing can be kept.
    pub(super) fn of_stdin() -> Result<Self, Text> {
        let kept = |error: io::Error| temporary_folder_words(&error);
        let mut aside = Self::empty().map_err(kept)?;
        let mut stdin = io::stdin().lock();
        loop {
            let bytes = match stdin.fill_buf() {
                Ok([]) => break,
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(io_words(&error)),
            };
            aside.file.write_all(bytes).map_err(kept)?;
            let length = bytes.len();
            stdin.consume(length);
        }
        aside.file.flush().map_err(kept)?;
        Ok(aside)
    }

    fn empty() -> io::Result<Self> {
        let mut aside = aside();
        let file = NamedTempFile::new()?;
        aside.push(file.path().to_owned());
        Ok(Self { _noted: Noted(file.path().to_owned()), file })
    }

    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }
}

/// The lines of a table, and its encoding.
pub(super) fn lines_of_table(place: &Place) -> io::Result<(Lines, &'static str)> {
    // Headings, and a row below them.
    let (text, encoding) = decoded(place, 2)?;
    Ok((Lines::of_any_kind(text), encoding))
}

/// The lines of a text with an object a line, and its encoding.
pub(super) fn lines_of_objects(place: &Place) -> io::Result<(Lines, &'static str)> {
    let (text, encoding) = decoded(place, 1)?;
    Ok((Lines::new(text), encoding))
}

/// A text, of which so many lines suffice where more come slowly, and its encoding.
fn decoded(place: &Place, suffice: usize) -> io::Result<(Decoded, &'static str)> {
    let (bytes, encoding): (Box<dyn Bytes>, _) = match opened(place)? {
        Came::File(mut file) => {
            let encoding = encoding::of(&mut file, true)?;
            file.rewind()?;
            (Box::new(file), encoding)
        }
        Came::Stream(mut stream) => {
            let encoding = encoding::of(stream.start(suffice)?, false)?;
            (Box::new(stream), encoding)
        }
    };
    Ok((Decoded::new(bytes, encoding), encoding.name()))
}

impl Place {
    /// Whether its bytes may not be there as a whole, so that nobody waits for the next.
    pub fn may_come_slowly(&self) -> bool {
        match self {
            Self::Stdin => true,
            Self::File(path) => std::fs::metadata(path).is_ok_and(|found| !found.is_file()),
        }
    }
}

/// What bytes come from.
enum Came {
    File(StillFile),
    /// A pipe, or whatever else may not be there as a whole.
    Stream(Stream),
}

fn opened(place: &Place) -> io::Result<Came> {
    Ok(match place {
        Place::Stdin => Came::Stream(Stream::new(io::stdin())),
        Place::File(path) => {
            let file = StillFile::open(path)?;
            if file.is_file() { Came::File(file) } else { Came::Stream(Stream::new(file)) }
        }
    })
}

/// How many bytes of a file are read together.
const TOGETHER: u64 = 1 << 16;

impl Bytes for StillFile {
    fn more(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        self.take(TOGETHER).read_to_end(bytes)
    }
}
