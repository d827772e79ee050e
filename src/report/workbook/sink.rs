//! Where the finished workbook goes.

use std::io::{Error, Result, Write};

/// Keeps the first error for itself and takes the rest without writing it, because what packs the
/// workbook would print on the terminal by itself.
#[derive(Debug)]
pub(super) struct Sink<W> {
    to: W,
    failed: Option<Error>,
}

impl<W: Write> Sink<W> {
    /// A sink before the first byte.
    pub(super) const fn new(to: W) -> Self {
        Self { to, failed: None }
    }

    /// Ends it.
    ///
    /// # Errors
    /// The first one there was.
    pub(super) fn finish(mut self) -> Result<()> {
        self.failed.map_or_else(|| self.to.flush(), Err)
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.failed.is_none() {
            self.failed = self.to.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
