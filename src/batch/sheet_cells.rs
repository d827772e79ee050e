//! Cells of a spreadsheet, in rows: by their values and formats, joined or not.

use super::cell::{Cell, Epoch, Refusal};
use super::sheet_room::Room;
use super::shown::{self, number};
use super::shown_day::day;
use crate::language::Text;
use calamine::{DataRef, Dimensions, XlsxError};

/// How many letters a cell of a spreadsheet can hold.
const LONGEST_TEXT: usize = 32_767;
/// How many letters a format can have; each is read anew for each of its cells.
const LONGEST_FORMAT: usize = 255;

/// That a workbook is none, or is locked.
pub(super) fn unreadable(error: &dyn std::fmt::Display) -> Text {
    let why = error.to_string();
    if why.to_lowercase().contains("password") {
        return Text::new("文件有密码保护;去掉密码另存后再试", "it is protected by a password; save it without one");
    }
    Text::new(
        "不是完好的 XLSX 表格;用表格软件打开,另存为 XLSX 后再试",
        "it is no sound XLSX workbook; open it in a spreadsheet program and save it as XLSX",
    )
}

/// The number of a row that is counted from 0.
pub(super) fn counted_from_1(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

/// Cells joined over several rows, with what stands in them.
pub(super) struct Merged {
    /// Those that are not reached yet, the first of them last.
    ahead: Vec<Dimensions>,
    /// Those that are, with what they hold.
    held: Vec<(Dimensions, Cell)>,
}

impl Merged {
    /// Nothing is joined but these.
    pub(super) fn new(areas: Vec<Dimensions>) -> Self {
        let mut ahead: Vec<Dimensions> = areas.into_iter().filter(|area| area.end.0 > area.start.0).collect();
        ahead.sort_by_key(|area| std::cmp::Reverse(area.start));
        Self { ahead, held: Vec::new() }
    }

    /// How many of them reach into the next row, at most.
    pub(super) fn held(&self) -> usize {
        self.held.len()
    }

    /// Puts what is joined over several rows into each, as far as there is room; rows come from the top down.
    /// One in which nothing else stands remains blank, as it is no client.
    ///
    /// # Errors
    /// That the texts come to too much.
    pub(super) fn fill(&mut self, number: u32, cells: &mut Vec<Cell>, room: &mut Room) -> Result<(), Text> {
        self.held.retain(|(area, _)| number <= area.end.0);
        if !cells.iter().all(Cell::is_empty) {
            for (area, held) in self.held.iter().filter(|(area, _)| area.start.0 < number) {
                put(cells, area.start.1, room.admit(held, Cell::clone)?);
            }
        }
        while let Some(area) = self.ahead.pop_if(|area| area.start.0 <= number) {
            let column = usize::try_from(area.start.1).unwrap_or(usize::MAX);
            let begins = area.start.0 == number;
            let held = cells.get(column).filter(|_| begins).cloned().unwrap_or(Cell::EMPTY);
            self.held.push((area, held));
        }
        Ok(())
    }
}

/// Puts a cell into a row, however far to the right.
pub(super) fn put(cells: &mut Vec<Cell>, column: u32, cell: Cell) {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    while cells.len() <= column {
        cells.push(Cell::EMPTY);
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

/// A cell by its value, the format in which it is shown, and from when its workbook counts days.
pub(super) fn cell(value: &DataRef<'_>, format: Option<&str>, epoch: Epoch) -> Cell {
    let format = format.unwrap_or_default();
    let cell = match value {
        DataRef::Empty => Cell::EMPTY,
        _ if is_longer(format, LONGEST_FORMAT) => Cell::Fault("####".to_owned()),
        DataRef::Int(value) => Cell::Number(value.to_string()),
        DataRef::Float(value) => number(*value, format),
        DataRef::String(value) => text(value, format),
        DataRef::SharedString(value) => text(value, format),
        DataRef::Bool(value) => Cell::Text(value.to_string()),
        DataRef::DateTime(date) if date.is_datetime() && days(epoch).contains(&date.as_f64()) => {
            let (year, month, of_month, ..) = date.to_ymd_hms_milli();
            day((year, month, of_month), format)
        }
        // It is no day, or a time longer than one.
        DataRef::DateTime(date) => {
            Cell::ShownOtherwise { holds: Cell::number(date.as_f64()).shown().to_owned(), format: format.to_owned() }
        }
        DataRef::DateTimeIso(value) => text(value.split('T').next().unwrap_or(value), ""),
        DataRef::DurationIso(value) => text(value, ""),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    };
    cell.since(epoch)
}

/// The numbers that are shown as days, up to the end of the year 9999.
fn days(epoch: Epoch) -> std::ops::Range<f64> {
    match epoch {
        Epoch::Of1900 => 1.0..2_958_466.0,
        Epoch::Of1904 => 0.0..2_957_004.0,
    }
}

/// A cell of which the value cannot be read, though those beside it can; `None` where these cannot either.
pub(super) fn unreadable_value(error: &XlsxError) -> Option<Cell> {
    match error {
        XlsxError::CellError(shown) if !is_longer(shown, LONGEST_TEXT) => Some(Cell::Fault(shown.clone())),
        XlsxError::CellError(_)
        | XlsxError::Unexpected(_)
        | XlsxError::ParseFloat(_)
        | XlsxError::Unrecognized { .. }
        | XlsxError::CellTAttribute(_)
        | XlsxError::UnexpectedNode(_) => Some(Cell::Refused(Refusal::Otherwise)),
        _ => None,
    }
}

fn text(text: &str, format: &str) -> Cell {
    if is_longer(text, LONGEST_TEXT) { Cell::Refused(Refusal::TooLong) } else { shown::text(text, format) }
}

/// Whether a text has more letters; one that is very long is not counted to its end.
fn is_longer(text: &str, letters: usize) -> bool {
    text.len() > letters && text.chars().nth(letters).is_some()
}
