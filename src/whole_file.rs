//! Text files that are read whole, up to a size that no such file has.

use crate::still_file::StillFile;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The largest profile, or map of columns, in bytes.
pub const PROFILE: u64 = 16 << 20;
/// The largest file of a catalogue, in bytes.
pub const CATALOGUE: u64 = 64 << 20;
/// The largest list of clients in JSON, in bytes; more go one a line, as NDJSON.
pub const LIST: u64 = 256 << 20;

/// That there is more than so many bytes.
#[derive(Debug)]
pub struct TooLarge {
    /// The most that is read, in bytes.
    pub most: u64,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "more than {} bytes", self.most)
    }
}

impl std::error::Error for TooLarge {}

/// The text of a file in UTF-8.
///
/// # Errors
/// Where it cannot be read, changes meanwhile, is no UTF-8, or has more than so many bytes, with [`TooLarge`] inside.
pub fn read(path: &Path, most: u64) -> io::Result<String> {
    read_from(StillFile::open(path)?, most)
}

/// The same from anywhere.
///
/// # Errors
/// As for [`read`].
pub fn read_from(from: impl Read, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(io::Error::new(ErrorKind::FileTooLarge, TooLarge { most }));
    }
    String::from_utf8(bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}
