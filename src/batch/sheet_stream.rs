//! A sheet of XLSX, read row by row in a thread of its own.

use super::cell::Cell;
use super::rows::{Content, Row};
use super::sheet_cells::{Merged, cell, counted_from_1, put, unreadable};
use crate::language::Text;
use calamine::{Data, Xlsx, XlsxCellReader};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Rows that follow each other, none at the end, or why no more can be read.
pub(super) type Part = Result<VecDeque<Row>, Text>;

/// How many cells go together from the thread that reads them.
const CELLS_TOGETHER: usize = 1 << 12;

/// The last column that a sheet can have, XFD, counted from 1.
const MOST_COLUMNS: u32 = 1 << 14;
/// How many cells may be put where the file has none, and how many more for each that it has. A file of a
/// few lines could otherwise stand for billions.
const MOST_EMPTY: usize = 1 << 22;
const EMPTY_FOR_EACH: usize = 64;

/// The rows of a sheet of XLSX. What reads its cells borrows from the workbook; so a thread of its own has
/// both, until the last row is taken or no more are wanted.
///
/// # Errors
/// That the sheet cannot be read.
pub(super) fn stream(workbook: Xlsx<BufReader<File>>, name: String) -> Result<Receiver<Part>, Text> {
    let (parts, more) = sync_channel(1);
    std::thread::spawn(move || read(workbook, &name, &parts));
    // The first part says that there is such a sheet, and has no rows.
    next(&more)?;
    Ok(more)
}

/// The rows that come next, none at the end.
///
/// # Errors
/// Why no more can be read.
pub(super) fn next(parts: &Receiver<Part>) -> Part {
    parts.recv().unwrap_or_else(|_| Err(unreadable(&"the reader failed")))
}

/// Reads the rows of a sheet as long as somebody takes them.
fn read(mut workbook: Xlsx<BufReader<File>>, name: &str, parts: &SyncSender<Part>) {
    let mut stream = match Stream::new(&mut workbook, name) {
        Ok(stream) => stream,
        Err(error) => return drop(parts.send(Err(unreadable(&error)))),
    };
    let mut wanted = parts.send(Ok(VecDeque::new())).is_ok();
    while wanted {
        let (rows, failed) = stream.part();
        let ended = rows.is_empty();
        if let Some(why) = failed {
            let _ = if ended { Ok(()) } else { parts.send(Ok(rows)) }.and_then(|()| parts.send(Err(why)));
            return;
        }
        wanted = parts.send(Ok(rows)).is_ok() && !ended;
    }
}

/// A sheet of XLSX, read cell by cell.
struct Stream<'w> {
    cells: XlsxCellReader<'w, BufReader<File>>,
    /// Whether all cells were read; the reader must not be asked again.
    ended: bool,
    /// The cell after the last row that was taken.
    ahead: Option<(u32, u32, Cell)>,
    /// The row below the last one that was taken, counted from 0.
    below: u32,
    /// Formulas that were never computed.
    uncomputed: HashSet<(u32, u32)>,
    merged: Merged,
    /// How many cells more may be put where the file has none.
    empty: usize,
}

impl<'w> Stream<'w> {
    fn new(workbook: &'w mut Xlsx<BufReader<File>>, name: &str) -> Result<Self, calamine::XlsxError> {
        let mut uncomputed = HashSet::new();
        let mut reader = workbook.worksheet_cells_reader(name)?;
        while let Some(found) = reader.next_cell_with_formula_metadata()? {
            if found.formula.is_some() && Data::from(found.value) == Data::Empty {
                uncomputed.insert(found.pos);
            }
        }
        drop(reader);
        let merged = Merged::new(workbook.merge_cells_by_sheet_name(name)?);
        let cells = workbook.worksheet_cells_reader(name)?;
        Ok(Self { cells, ended: false, ahead: None, below: 0, uncomputed, merged, empty: MOST_EMPTY })
    }

    /// Some rows that follow each other, none at the end, and why no more can be read, if so.
    fn part(&mut self) -> (VecDeque<Row>, Option<Text>) {
        let (mut rows, mut cells) = (VecDeque::new(), 0_usize);
        while cells < CELLS_TOGETHER {
            match self.next() {
                Ok(Some((number, row))) => {
                    cells = cells.saturating_add(row.len().max(1));
                    rows.push_back(Row { number, content: Content::Cells(row) });
                }
                Ok(None) => break,
                Err(why) => return (rows, Some(why)),
            }
        }
        (rows, None)
    }

    fn cell(&mut self) -> Result<Option<(u32, u32, Cell)>, calamine::XlsxError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        if self.ended {
            return Ok(None);
        }
        let Some((found, style)) = self.cells.next_cell_with_style_id()? else {
            self.ended = true;
            return Ok(None);
        };
        let (row, column) = found.get_position();
        let style = self.cells.styles().get(style).and_then(|style| style.number_format.as_ref());
        let value = Data::from(found.get_value().clone());
        // A formula may well come to an empty text; only one without any value was never computed.
        let cell = match value == Data::Empty && self.uncomputed.contains(&(row, column)) {
            true => Cell::Uncomputed,
            false => cell(&value, style.map(|format| format.format_code.as_str())),
        };
        Ok(Some((row, column, cell)))
    }

    /// The next row: its number, counted from 1, and its cells.
    ///
    /// # Errors
    /// Why it cannot be read. Of two rows with one number, or two cells in one place, each would take the
    /// other's place.
    fn next(&mut self) -> Result<Option<(usize, Vec<Cell>)>, Text> {
        let Some((number, column, cell)) = self.read()? else { return Ok(None) };
        if number < self.below {
            return Err(out_of_order(number));
        }
        self.below = number.saturating_add(1);
        let (mut cells, mut there, mut last) = (Vec::new(), 1_usize, column);
        put(&mut cells, column, cell);
        while let Some((row, column, cell)) = self.read()? {
            if row != number {
                self.ahead = Some((row, column, cell));
                break;
            }
            if column <= last {
                return Err(out_of_order(number));
            }
            put(&mut cells, column, cell);
            (there, last) = (there.saturating_add(1), column);
        }
        self.merged.fill(number, &mut cells);
        let empty = cells.len().saturating_add(self.merged.held()).saturating_sub(there);
        let allowed = self.empty.saturating_add(there.saturating_mul(EMPTY_FOR_EACH));
        self.empty = allowed.checked_sub(empty).ok_or_else(|| unreadable(&"too many empty cells"))?;
        Ok(Some((counted_from_1(number), cells)))
    }

    /// The next cell, where a sheet can have one.
    fn read(&mut self) -> Result<Option<(u32, u32, Cell)>, Text> {
        let found = self.cell().map_err(|error| unreadable(&error))?;
        match found {
            Some((_, column, _)) if column >= MOST_COLUMNS => Err(unreadable(&"a column beyond the last")),
            found => Ok(found),
        }
    }
}

/// That rows or cells do not follow each other, as in every sheet they do.
fn out_of_order(row: u32) -> Text {
    let row = counted_from_1(row);
    Text::new(
        format!("第 {row} 行在文件里重复出现,或各格次序颠倒;用表格软件打开,另存为 XLSX 后再试"),
        format!(
            "row {row} stands in the file twice, or its cells out of order; open it in a spreadsheet program and save it as XLSX"
        ),
    )
}
