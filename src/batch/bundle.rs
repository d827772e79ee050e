//! Rows that go through together.

use super::rows::Row;
use memchr::memchr_iter;
use std::sync::Arc;

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
        /// How many there are.
        count: usize,
        /// Their text.
        text: String,
        /// What stands between two cells.
        delimiter: u8,
    },
    /// Objects in JSON, one a line.
    Objects {
        /// The number of the first line, counted from 1.
        first: usize,
        /// How many there are.
        count: usize,
        /// Their text.
        text: String,
    },
    /// Headings that stand further down and are not those at the top, for all rows of the bundle that follow.
    Headings {
        /// The row in which they stand, where that is in this bundle.
        row: Option<Row>,
        /// The headings, one for each column up to the last that has one there.
        texts: Arc<[String]>,
    },
}

impl Bundle {
    /// Adds rows behind the others.
    pub(super) fn add(&mut self, part: Part) {
        match (self.parts.last_mut(), part) {
            (Some(Part::Rows(before)), Part::Rows(mut rows)) => before.append(&mut rows),
            (_, part) => self.parts.push(part),
        }
    }

    /// How many bytes its rows take, about.
    pub(super) fn weight(&self) -> usize {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.weight()))
    }
}

impl Part {
    fn weight(&self) -> usize {
        let content = match self {
            Self::Rows(rows) => rows.iter().fold(0_usize, |sum, row| sum.saturating_add(row.weight())),
            Self::Cells { text, .. } | Self::Objects { text, .. } => text.len(),
            Self::Headings { row, .. } => row.as_ref().map_or(0, Row::weight),
        };
        size_of::<Self>().saturating_add(content)
    }

    /// How many rows it holds.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.len(),
            Self::Cells { count, .. } | Self::Objects { count, .. } => *count,
            Self::Headings { row, .. } => usize::from(row.is_some()),
        }
    }

    /// How many bytes of text it holds that are not told apart.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Rows(_) | Self::Headings { .. } => 0,
            Self::Cells { text, .. } | Self::Objects { text, .. } => text.len(),
        }
    }
}

/// The lines of a text without their ends, each with its number.
pub fn numbered(first: usize, text: &str) -> impl Iterator<Item = (usize, &str)> {
    let unended = text.as_bytes().last().filter(|last| **last != b'\n').map(|_| text.len());
    let stops = memchr_iter(b'\n', text.as_bytes()).map(|at| at.saturating_add(1)).chain(unended);
    let lines = stops.scan(0, |start, stop| text.get(std::mem::replace(start, stop)..stop));
    (first..).zip(lines.map(|line| line.trim_end_matches(['\n', '\r'])))
}
