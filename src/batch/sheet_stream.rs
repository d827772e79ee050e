//! A sheet of XLSX, read row by row in a thread of its own.

use super::cell::{Cell, Epoch, Lettering, Refusal};
use super::rich_text::Listed;
use super::rows::{Content, MOST_WEIGHT, Row};
use super::rows_hidden::RowsHidden;
use super::sheet_cells::{Merged, cell, counted_from_1, put, unreadable, unreadable_value};
use super::sheet_marks::{Letters, Mark, Marks};
use super::sheet_part;
use super::sheet_room::Room;
use super::shown_day::code;
use crate::language::Text;
use calamine::{DataRef, Xlsx, XlsxCellReader};
use std::collections::VecDeque;
use std::fs::File;
use std::io::BufReader;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use zip::ZipArchive;
use zip::read::ZipFile;

/// Rows that follow each other, none at the end, or why no more can be read.
pub(super) type Part = Result<VecDeque<Row>, Text>;

/// The last column that a sheet can have, XFD, counted from 1.
const MOST_COLUMNS: u32 = 1 << 14;

/// A sheet of a workbook that is open twice, as two readers go through it side by side.
pub(super) struct Sheet {
    pub(super) workbook: Xlsx<BufReader<File>>,
    pub(super) archive: ZipArchive<BufReader<File>>,
    pub(super) name: String,
    /// What is joined in it.
    pub(super) merged: Merged,
    /// How much its cells may come to.
    pub(super) room: Room,
    /// Where its rows are counted that are hidden.
    pub(super) hidden: RowsHidden,
}

/// The rows of a sheet of XLSX. What reads its cells borrows from the workbook; so a thread of its own has
/// both, until the last row is taken or no more are wanted.
///
/// # Errors
/// That the sheet cannot be read.
pub(super) fn stream(sheet: Sheet) -> Result<Receiver<Part>, Text> {
    let (parts, more) = sync_channel(1);
    std::thread::spawn(move || read(sheet, &parts));
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
fn read(mut sheet: Sheet, parts: &SyncSender<Part>) {
    let Sheet { workbook, archive, name, merged, room, hidden } = &mut sheet;
    let mut stream = match Stream::new(workbook, archive, name, merged, room, hidden) {
        Ok(stream) => stream,
        Err(why) => return drop(parts.send(Err(why))),
    };
    let mut wanted = parts.send(Ok(VecDeque::new())).is_ok();
    while wanted {
        let (rows, failed) = stream.part();
        let ended = rows.is_empty();
        if let Some(why) = failed {
            // Who takes no more rows asks for no reason either, so neither has to arrive.
            if !ended {
                let _ = parts.send(Ok(rows));
            }
            let _ = parts.send(Err(why));
            return;
        }
        wanted = parts.send(Ok(rows)).is_ok() && !ended;
    }
}

/// A sheet of XLSX, read cell by cell.
struct Stream<'w> {
    cells: XlsxCellReader<'w, BufReader<File>>,
    /// What else is said of the same cells.
    marks: Marks<BufReader<ZipFile<'w, BufReader<File>>>>,
    /// What is said of the texts that are listed.
    listed: Listed,
    /// From when it counts days.
    epoch: Epoch,
    /// Whether all cells were read; the reader must not be asked again.
    ended: bool,
    /// Whether a value was met that cannot be read; the reader may not know its column then.
    is_behind: bool,
    /// The cell after the last row that was taken.
    ahead: Option<(u32, u32, Cell)>,
    /// The row below the last one that was taken, counted from 0.
    below: u32,
    /// Whether the row of the last cell that was read is hidden.
    is_hidden: bool,
    merged: &'w mut Merged,
    room: &'w mut Room,
    hidden: &'w RowsHidden,
}

impl<'w> Stream<'w> {
    fn new(
        workbook: &'w mut Xlsx<BufReader<File>>,
        archive: &'w mut ZipArchive<BufReader<File>>,
        name: &str,
        merged: &'w mut Merged,
        room: &'w mut Room,
        hidden: &'w RowsHidden,
    ) -> Result<Self, Text> {
        let epoch = if workbook.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
        let cells = workbook.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
        let parts = sheet_part::of_sheet(archive, name).ok_or_else(|| unreadable(&"no part holds the sheet"))?;
        let listed = match parts.texts {
            Some(texts) => Listed::read(archive.by_index(texts).map_err(|error| unreadable(&error))?),
            None => Listed::default(),
        };
        let marks = Marks::new(archive.by_index(parts.sheet).map_err(|error| unreadable(&error))?);
        let (ended, is_behind, is_hidden) = (false, false, false);
        Ok(Self {
            cells,
            marks,
            listed,
            epoch,
            ended,
            is_behind,
            ahead: None,
            below: 0,
            is_hidden,
            merged,
            room,
            hidden,
        })
    }

    /// Some rows that follow each other, none at the end, and why no more can be read, if so.
    fn part(&mut self) -> (VecDeque<Row>, Option<Text>) {
        let (mut rows, mut weight) = (VecDeque::new(), 0_usize);
        while weight < MOST_WEIGHT {
            match self.next() {
                Ok(Some((number, row))) => {
                    let row = Row { number, content: Content::Cells(row) };
                    weight = weight.saturating_add(row.weight());
                    rows.push_back(row);
                }
                Ok(None) => break,
                Err(why) => return (rows, Some(why)),
            }
        }
        (rows, None)
    }

    /// The next row in which anything stands: its number, counted from 1, and its cells.
    ///
    /// # Errors
    /// Why it cannot be read. Of two rows with one number, or two cells in one place, each would take the
    /// other's place.
    fn next(&mut self) -> Result<Option<(usize, Vec<Cell>)>, Text> {
        let Some((number, column, cell)) = self.filled()? else { return Ok(None) };
        if number < self.below {
            return Err(out_of_order(number));
        }
        self.below = number.saturating_add(1);
        if self.is_hidden {
            self.hidden.add();
        }
        self.room.begin_row();
        let (mut cells, mut there, mut last) = (Vec::new(), 1_usize, column);
        put(&mut cells, column, self.room.admit(cell, |cell| cell)?);
        while let Some((row, column, cell)) = self.filled()? {
            if row != number {
                self.ahead = Some((row, column, cell));
                break;
            }
            if column <= last {
                return Err(out_of_order(number));
            }
            put(&mut cells, column, self.room.admit(cell, |cell| cell)?);
            (there, last) = (there.saturating_add(1), column);
        }
        self.merged.fill(number, &mut cells, self.room)?;
        let empty = cells.len().saturating_add(self.merged.held()).saturating_sub(there);
        self.room.add_empty(number, empty)?;
        Ok(Some((counted_from_1(number), cells)))
    }

    /// The next cell in which anything stands. One that is only coloured may stand anywhere.
    fn filled(&mut self) -> Result<Option<(u32, u32, Cell)>, Text> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        while let Some((row, column, cell)) = self.cell()? {
            if !cell.is_empty() {
                self.room.add_cell();
                return if column < MOST_COLUMNS { Ok(Some((row, column, cell))) } else { Err(too_far(row)) };
            }
        }
        Ok(None)
    }

    fn cell(&mut self) -> Result<Option<(u32, u32, Cell)>, Text> {
        if self.ended {
            return Ok(None);
        }
        let found = self.cells.next_cell_with_style_id();
        let mark = self.marks.next();
        let Some(Mark { place: (row, column), is_hidden, is_formula, is_plain, letters }) = mark else {
            self.ended = true;
            return match found {
                Ok(None) => Ok(None),
                Ok(Some(_)) => Err(unreadable(&"one reader has found more cells than the other")),
                Err(error) => Err(unreadable(&error)),
            };
        };
        self.is_hidden = is_hidden;
        let cell = match found {
            Ok(Some((found, style))) => {
                let place = found.get_position();
                if place.0 != row || (place.1 != column && !self.is_behind) {
                    return Err(unreadable(&"the readers have found different cells"));
                }
                let style = self.cells.styles().get(style);
                let format = style.and_then(|style| style.number_format.as_ref());
                let struck = style.and_then(|style| style.font.as_ref()).filter(|font| font.strikethrough);
                let lettering = match letters {
                    _ if struck.is_some() => Some(Lettering::Struck),
                    Letters::Alike => None,
                    Letters::Set(lettering) => Some(lettering),
                    Letters::Listed(place) => self.listed.at(place),
                };
                match found.get_value() {
                    _ if !is_plain => Cell::Refused(Refusal::Otherwise),
                    // A formula may well come to an empty text; only one without any value was never computed.
                    DataRef::Empty if is_formula => Cell::Uncomputed,
                    value => cell(value, format.map(code), self.epoch).set(lettering),
                }
            }
            Ok(None) => return Err(unreadable(&"one reader has found more cells than the other")),
            Err(error) => {
                self.is_behind = true;
                unreadable_value(&error).ok_or_else(|| unreadable(&error))?
            }
        };
        Ok(Some((row, column, cell)))
    }
}

/// That a cell stands where no sheet has one.
fn too_far(row: u32) -> Text {
    let row = counted_from_1(row);
    Text::new(
        format!(
            "第 {row} 行有内容在 XFD 列(第 {MOST_COLUMNS} 列)的右边,没有一张表有这么多列;用表格软件打开,另存为 XLSX 后再试"
        ),
        format!(
            "row {row} has something to the right of column XFD, the {MOST_COLUMNS}th, which no sheet can have; open it in a spreadsheet program and save it as XLSX"
        ),
    )
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
