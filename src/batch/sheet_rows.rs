//! Rows of a spreadsheet: XLSX as a stream, XLS, XLSB and ODS whole.

use super::cell::Cell;
use super::rows::{Content, Row, Rows};
use super::shown::number;
use crate::language::Text;
use calamine::{Data, Dimensions, Reader, SheetType, SheetVisible, Sheets, Xlsx, XlsxCellReader};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The rows of one sheet.
pub struct SheetRows {
    source: Source,
    /// Rows that were looked at and not taken yet.
    waiting: VecDeque<Row>,
}

enum Source {
    Stream(Box<Stream>),
    Whole(VecDeque<Row>),
}

/// The sheet that is read: the one named, else the first that is visible.
///
/// # Errors
/// The sheets there are, where there is none such.
fn choose<'s>(sheets: &'s [calamine::Sheet], wanted: Option<&str>) -> Result<&'s str, Text> {
    let tables: Vec<&calamine::Sheet> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let named = |name: &str| tables.iter().find(|sheet| sheet.name == name);
    let found = match wanted {
        Some(name) => named(name),
        None => tables.iter().find(|sheet| sheet.visible == SheetVisible::Visible),
    };
    found.map(|sheet| sheet.name.as_str()).ok_or_else(|| {
        let names: Vec<&str> = tables.iter().map(|sheet| sheet.name.as_str()).collect();
        let (zh, en) = (names.join("、"), names.join(", "));
        match wanted {
            Some(name) => Text::new(
                format!("没有「{name}」这张工作表;有:{zh}"),
                format!("there is no sheet `{name}`; there are {en}"),
            ),
            None => Text::new(
                format!("没有可见的工作表;用 --sheet 指定一张:{zh}"),
                format!("no sheet is visible; choose one with --sheet: {en}"),
            ),
        }
    })
}

fn unreadable(error: &dyn std::fmt::Display) -> Text {
    let why = error.to_string();
    if why.to_lowercase().contains("password") {
        return Text::new("文件有密码保护;去掉密码另存后再试", "it is protected by a password; save it without one");
    }
    Text::new(
        "不是完好的表格文件;用表格软件打开,另存为 XLSX 后再试",
        "it is no sound spreadsheet; open it in a spreadsheet program and save it as XLSX",
    )
}

impl SheetRows {
    /// The rows of a sheet, and its name.
    ///
    /// # Errors
    /// Why the file cannot be read, or that there is no such sheet.
    pub fn open(path: &Path, sheet: Option<&str>) -> Result<(Self, String), Text> {
        let failed = |error: calamine::Error| match &error {
            calamine::Error::Io(error) => crate::problem::io_words(error),
            other => unreadable(other),
        };
        let (source, name) = match calamine::open_workbook_auto(path).map_err(failed)? {
            Sheets::Xlsx(workbook) => {
                // The stream borrows from the workbook, and both stay until the program ends.
                let workbook = Box::leak(Box::new(workbook));
                let name = choose(workbook.sheets_metadata(), sheet)?.to_owned();
                let stream = Stream::new(workbook, &name).map_err(|error| unreadable(&error))?;
                (Source::Stream(Box::new(stream)), name)
            }
            mut workbook => {
                let name = choose(workbook.sheets_metadata(), sheet)?.to_owned();
                let range = workbook.worksheet_range(&name).map_err(failed)?;
                (Source::Whole(whole(&range)), name)
            }
        };
        Ok((Self { source, waiting: VecDeque::new() }, name))
    }

    fn read(&mut self) -> Result<Option<Row>, Text> {
        match &mut self.source {
            Source::Whole(rows) => Ok(rows.pop_front()),
            Source::Stream(stream) => stream.next().map_err(|error| unreadable(&error)),
        }
    }
}

impl Rows for SheetRows {
    fn next(&mut self) -> Result<Option<Row>, Text> {
        match self.waiting.pop_front() {
            Some(row) => Ok(Some(row)),
            None => self.read(),
        }
    }

    fn look(&mut self, most: usize) -> Result<Vec<Row>, Text> {
        while self.waiting.len() < most {
            let Some(row) = self.read()? else { break };
            self.waiting.push_back(row);
        }
        Ok(self.waiting.iter().take(most).cloned().collect())
    }
}

fn whole(range: &calamine::Range<Data>) -> VecDeque<Row> {
    let (top, left) = range.start().unwrap_or_default();
    let place = |offset: u32, at: usize| usize::try_from(offset).unwrap_or(usize::MAX).saturating_add(at);
    let row = |(at, cells): (usize, &[Data])| {
        let before = vec![Cell::EMPTY; place(left, 0)];
        let cells = before.into_iter().chain(cells.iter().map(|data| cell(data, None))).collect();
        Row { number: place(top, at).saturating_add(1), content: Content::Cells(cells) }
    };
    range.rows().enumerate().map(row).collect()
}

/// A sheet of XLSX, read cell by cell.
struct Stream {
    cells: XlsxCellReader<'static, BufReader<File>>,
    /// Whether all cells were read; the reader must not be asked again.
    ended: bool,
    /// The cell after the last row that was taken.
    ahead: Option<(u32, u32, Cell)>,
    /// Formulas that were never computed.
    formulas: HashSet<(u32, u32)>,
    /// Cells joined over several rows, with what stands in them.
    merged: Vec<(Dimensions, Cell)>,
}

impl Stream {
    fn new(workbook: &'static mut Xlsx<BufReader<File>>, name: &str) -> Result<Self, calamine::XlsxError> {
        let mut formulas = HashSet::new();
        let mut reader = workbook.worksheet_cells_reader(name)?;
        while let Some(formula) = reader.next_formula()? {
            if !formula.get_value().is_empty() {
                formulas.insert(formula.get_position());
            }
        }
        drop(reader);
        let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
        let merged =
            merged.into_iter().filter(|area| area.end.0 > area.start.0).map(|area| (area, Cell::EMPTY)).collect();
        let cells = workbook.worksheet_cells_reader(name)?;
        Ok(Self { cells, ended: false, ahead: None, formulas, merged })
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
        let mut cell = cell(&found.get_value().clone().into(), style.map(|format| format.format_code.as_str()));
        if cell.is_empty() && self.formulas.contains(&(row, column)) {
            cell = Cell::Uncomputed;
        }
        Ok(Some((row, column, cell)))
    }

    fn next(&mut self) -> Result<Option<Row>, calamine::XlsxError> {
        let Some((number, column, cell)) = self.cell()? else { return Ok(None) };
        let mut cells = Vec::new();
        put(&mut cells, column, cell);
        while let Some((row, column, cell)) = self.cell()? {
            if row != number {
                self.ahead = Some((row, column, cell));
                break;
            }
            put(&mut cells, column, cell);
        }
        for (area, held) in &mut self.merged {
            let column = usize::try_from(area.start.1).unwrap_or(usize::MAX);
            if number == area.start.0 {
                *held = cells.get(column).cloned().unwrap_or(Cell::EMPTY);
            } else if area.start.0 < number && number <= area.end.0 {
                put(&mut cells, area.start.1, held.clone());
            }
        }
        let number = usize::try_from(number).unwrap_or(usize::MAX).saturating_add(1);
        Ok(Some(Row { number, content: Content::Cells(cells) }))
    }
}

fn put(cells: &mut Vec<Cell>, column: u32, cell: Cell) {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    while cells.len() <= column {
        cells.push(Cell::EMPTY);
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

/// A cell by its value and the format in which it is shown.
fn cell(value: &Data, format: Option<&str>) -> Cell {
    match value {
        Data::Empty => Cell::EMPTY,
        Data::Int(value) => Cell::Text(value.to_string()),
        Data::Float(value) => number(*value, format.unwrap_or_default()),
        Data::String(text) => Cell::Text(text.clone()),
        Data::Bool(value) => Cell::Text(value.to_string()),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        Data::DateTime(duration) => Cell::Text(duration.as_f64().to_string()),
        Data::DateTimeIso(text) => Cell::Text(text.split('T').next().unwrap_or(text).to_owned()),
        Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Error(error) => Cell::Fault(error.to_string()),
    }
}
