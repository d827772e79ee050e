//! Rows as every kind of file gives them, before anything is made of them.

use super::bundle::{Bundle, Part};
use super::cell::Cell;
use super::faults;
use crate::beginning::beginning;
use crate::language::Text;
use crate::problem::Problem;
use crate::report::client::CellProblem;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// One row of a table, or one object.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row, line or object of its file, counted from 1.
    pub number: usize,
    /// What stands there.
    pub content: Content,
}

/// What stands in a row.
#[derive(Clone, Debug)]
pub enum Content {
    /// Cells, from the first column on.
    Cells(Vec<Cell>),
    /// What should be an object in JSON.
    Object(Object),
    /// Something that cannot be told apart.
    Damaged {
        /// The beginning of it.
        shown: String,
        /// What is wrong, and what to do about it.
        problem: Arc<Problem>,
    },
}

impl Content {
    /// A row or a line that cannot be told apart, and what is wrong with it.
    pub(super) fn damaged(row: &str, problem: impl Into<Arc<Problem>>) -> Self {
        Self::Damaged { shown: beginning(row).into_owned(), problem: problem.into() }
    }
}

/// The text of an object, and where in its file it begins.
#[derive(Clone, Debug)]
pub struct Object {
    /// The text.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in letters.
    pub column: usize,
}

impl Object {
    /// One that is a whole line.
    pub fn on_line(line: usize, text: &str) -> Self {
        Self { text: text.to_owned(), line, column: 1 }
    }
}

impl Row {
    /// How many bytes it takes, about; what is wrong with it is mostly that of others too.
    pub(super) fn weight(&self) -> usize {
        let content: usize = match &self.content {
            Content::Cells(cells) => {
                cells.iter().map(|cell| size_of_val(cell).saturating_add(cell.shown().len())).sum()
            }
            Content::Object(object) => object.text.len(),
            Content::Damaged { shown, .. } => shown.len(),
        };
        size_of::<Self>().saturating_add(content)
    }

    /// In how many columns anything stands.
    pub(super) fn filled(&self) -> usize {
        let Content::Cells(cells) = &self.content else { return 0 };
        cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last.saturating_add(1))
    }

    /// What is said of a row that is no client.
    pub fn aside(&self) -> CellProblem {
        faults::aside(self.number, self.shown())
    }

    /// That a row only numbers the columns, and is no client.
    pub(super) fn numbering(&self) -> CellProblem {
        faults::numbering(self.number, self.shown())
    }

    /// The first thing that stands there, for people.
    fn shown(&self) -> &str {
        match &self.content {
            Content::Cells(cells) => cells.iter().find(|cell| !cell.is_empty()).map_or("", Cell::shown),
            Content::Object(object) => &object.text,
            Content::Damaged { shown, .. } => shown,
        }
    }
}

/// How many rows that were told apart one by one go together, and about how many bytes of them.
const TOGETHER: usize = 64;
pub(super) const MOST_WEIGHT: usize = 1 << 18;

/// Takes rows one after the other as a bundle, and says why no more can be taken, where that is so.
pub(super) fn bundle_of(rows: &mut impl Rows) -> (Option<Bundle>, Option<Text>) {
    let (mut taken, mut weight, mut failed) = (Vec::new(), 0_usize, None);
    while taken.len() < TOGETHER && weight < MOST_WEIGHT && failed.is_none() {
        match rows.next() {
            Ok(Some(row)) => {
                weight = weight.saturating_add(row.weight());
                taken.push(row);
            }
            Ok(None) => break,
            Err(what) => failed = Some(what),
        }
    }
    ((!taken.is_empty()).then(|| Bundle { parts: vec![Part::Rows(taken)] }), failed)
}

/// The rows of a file, one after the other.
pub trait Rows {
    /// The next row, blank ones included; `None` after the last.
    ///
    /// # Errors
    /// Why the file cannot be read any further.
    fn next(&mut self) -> Result<Option<Row>, Text>;

    /// Looks at so many rows without taking them; at fewer at the end, or where at least `least` are
    /// there and no more come for a while.
    ///
    /// # Errors
    /// Why the file cannot be read.
    fn look(&mut self, least: usize, most: usize) -> Result<Vec<Row>, Text>;

    /// Takes some rows that are there, waiting only for the first; `None` after the last.
    ///
    /// # Errors
    /// Why the file cannot be read any further.
    fn bundle(&mut self) -> Result<Option<Bundle>, Text>;

    /// The cells of a row that are joined over several columns, by the first and the last of these, counted
    /// from 0; none where a file joins no cells.
    fn joined(&self, _row: usize) -> Vec<RangeInclusive<usize>> {
        Vec::new()
    }

    /// Takes note of how many columns the headings are.
    fn set_width(&mut self, _: usize) {}

    /// Whether cells are counted from the left and have no place of their own.
    fn is_strict(&self) -> bool {
        false
    }
}
