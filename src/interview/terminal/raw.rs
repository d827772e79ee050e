//! The terminal while a question is open.

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io;

/// The terminal gives every key at once for as long as this lives.
#[derive(Debug)]
pub struct Raw(());

impl Raw {
    /// Begins it.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn begin() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self(()))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // There is no way left to tell a person that this failed.
        let _ = disable_raw_mode();
    }
}
