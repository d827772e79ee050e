//! How many rows of a sheet are hidden and were read all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many rows were read, so far, that are hidden, by hand or by a filter: whoever reads them counts, and
/// whoever has all results knows how many they are.
#[derive(Clone, Debug, Default)]
pub struct RowsHidden(Arc<AtomicUsize>);

impl RowsHidden {
    /// Counts a row.
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}
