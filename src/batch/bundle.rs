//! Rows that go through together.

use super::rows::Row;

/// Rows that follow each other.
#[derive(Debug, Default)]
pub struct Bundle {
    /// What they are made of, in their order.
    pub parts: Vec<Part>,
}

/// Some rows of a bundle.
#[derive(Debug)]
pub enum Part {
    /// Rows that were told apart already.
    Rows(Vec<Row>),
    /// Rows of CSV of a line each.
    Cells {
        /// The number of the first row, counted from 1.
        first: usize,
        /// Their text.
        text: String,
        /// What ends a line.
        end: char,
        /// What stands between two cells.
        delimiter: u8,
    },
    /// Objects in JSON, one a line.
    Objects {
        /// The number of the first line, counted from 1.
        first: usize,
        /// Their text.
        text: String,
    },
}

impl Part {
    /// About how many bytes it holds; rows told apart count as if each were short.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.len().saturating_mul(1 << 8),
            Self::Cells { text, .. } | Self::Objects { text, .. } => text.len(),
        }
    }
}

/// The lines of a text without their ends, each with its number.
pub fn numbered(first: usize, text: &str, end: char) -> impl Iterator<Item = (usize, &str)> {
    (first..).zip(text.split_inclusive(end).map(|line| line.trim_end_matches(['\n', '\r'])))
}
