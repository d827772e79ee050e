//! Files for readers that take no bytes.

use std::path::PathBuf;
use tempfile::TempDir;

thread_local! {
    static DESK: TempDir = tempfile::tempdir().unwrap();
}

/// A file with these bytes, until the next one of that name.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = DESK.with(|desk| desk.path().join(name));
    std::fs::write(&path, bytes).unwrap();
    path
}
