//! How much the cells of a sheet may come to, beside what its file holds: a file of a few lines could
//! otherwise stand for billions.

use super::cell::{Cell, Refusal};
use super::lines::LONGEST;
use super::sheet_cells::counted_from_1;
use crate::language::Text;

/// How many cells may be put where the file has none, and how many more for each that it has.
const MOST_EMPTY: usize = 1 << 22;
const EMPTY_FOR_EACH: usize = 64;
/// How many bytes of text there may be beyond those of the file, of which one may stand in many cells, and how
/// many more for each cell.
const MOST_TEXT: usize = 8 << 20;
const TEXT_FOR_EACH: usize = 256;

/// What is left.
pub(super) struct Room {
    /// How many cells more may be put where the file has none.
    empty: usize,
    /// How many bytes more of text.
    text: usize,
    /// How many bytes more in the row.
    row: usize,
}

impl Room {
    /// The room of a file that has so many bytes when it is unpacked.
    pub(super) fn new(unpacked: u64) -> Self {
        let unpacked = usize::try_from(unpacked).unwrap_or(usize::MAX);
        Self { empty: MOST_EMPTY, text: unpacked.saturating_add(MOST_TEXT), row: LONGEST }
    }

    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.row = LONGEST;
    }

    /// Counts a cell that the file has.
    pub(super) fn add_cell(&mut self) {
        self.empty = self.empty.saturating_add(EMPTY_FOR_EACH);
        self.text = self.text.saturating_add(TEXT_FOR_EACH);
    }

    /// Counts cells that are put where the file has none, in a row counted from 0.
    ///
    /// # Errors
    /// That there are too many of them.
    pub(super) fn add_empty(&mut self, row: u32, cells: usize) -> Result<(), Text> {
        let row = counted_from_1(row);
        self.empty = self.empty.checked_sub(cells).ok_or_else(|| {
            Text::new(
                format!("到第 {row} 行,空着的格(合并的也算)已经太多;删掉远在表格右边的内容和多余的合并,另存后再试"),
                format!(
                    "up to row {row} there are too many empty cells, joined ones included; delete what stands far to the right of the table, part cells that need not be joined, and save it anew"
                ),
            )
        })?;
        Ok(())
    }

    /// The cell that is made of another, or that it is refused where the texts of its row are too long.
    ///
    /// # Errors
    /// That the texts of all cells are too long.
    pub(super) fn admit<C: std::borrow::Borrow<Cell>>(
        &mut self,
        cell: C,
        made: impl FnOnce(C) -> Cell,
    ) -> Result<Cell, Text> {
        let length = cell.borrow().shown().len();
        self.text = self.text.checked_sub(length).ok_or_else(|| {
            Text::new(
                "各格的文字合起来比文件大太多(同一段文字重复太多次),不像一张表;用表格软件打开,只留要用的内容,另存后再试",
                "the texts of all cells, of which some are repeated again and again, come to far more than the file, unlike any table; open it in a spreadsheet program, keep what is needed, and save it anew",
            )
        })?;
        match self.row.checked_sub(length) {
            Some(left) => self.row = left,
            None => return Ok(Cell::Refused(Refusal::RowTooLong)),
        }
        Ok(made(cell))
    }
}
