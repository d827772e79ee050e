//! Rows as every kind of file gives them, before anything is made of them.

use super::cell::Cell;
use super::headings::squeezed;
use crate::language::Text;

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
    /// An object in JSON.
    Object(String),
    /// Something that cannot be told apart.
    Damaged {
        /// The beginning of it.
        shown: String,
        /// What is wrong.
        what: Text,
        /// What to do about it.
        mend: Text,
    },
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A client, readable or not.
    Client,
    /// The sum of rows above it.
    Total,
    /// Nothing.
    Blank,
}

impl Row {
    /// What the row stands for.
    pub fn standing(&self) -> Standing {
        let Content::Cells(cells) = &self.content else { return Standing::Client };
        let Some(first) = cells.iter().find(|cell| !cell.is_empty()) else { return Standing::Blank };
        let words = ["合计", "总计", "小计", "共计", "total", "subtotal", "grandtotal"];
        let total = words.contains(&squeezed(first.shown()).as_str());
        if total { Standing::Total } else { Standing::Client }
    }
}

/// The rows of a file, one after the other.
pub trait Rows {
    /// The next row, blank ones included; `None` after the last.
    ///
    /// # Errors
    /// Why the file cannot be read any further.
    fn next(&mut self) -> Result<Option<Row>, Text>;

    /// Looks at so many rows, or fewer at the end, without taking them.
    ///
    /// # Errors
    /// Why the file cannot be read.
    fn look(&mut self, most: usize) -> Result<Vec<Row>, Text>;

    /// Takes note of how many columns the headings are.
    fn set_width(&mut self, _: usize) {}

    /// Whether cells are counted from the left and have no place of their own.
    fn is_strict(&self) -> bool {
        false
    }
}
