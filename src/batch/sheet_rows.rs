//! Rows of a spreadsheet: XLSX as a stream, XLS, XLSB and ODS whole.

use super::bundle::Bundle;
use super::cell::Cell;
use super::rows::{Content, Row, Rows, bundle_of};
use super::shown::number;
use crate::language::Text;
use calamine::{Data, Dimensions, Reader, SheetType, SheetVisible, Sheets, Xlsx, XlsxCellReader};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The rows of one sheet.
pub struct SheetRows {
    /// The other visible sheets that hold anything.
    pub unread: Vec<String>,
    source: Source,
    /// Rows that were looked at and not taken yet.
    waiting: VecDeque<Row>,
    /// Why no more can be read, where rows were handed over before that was said.
    failed: Option<Text>,
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

/// The visible sheets apart from the one that is read.
fn others(sheets: &[calamine::Sheet], read: &str) -> Vec<String> {
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible && sheet.name != read
    };
    sheets.iter().filter(visible).map(|sheet| sheet.name.clone()).collect()
}

/// Whether anything stands in a sheet, or may: one that cannot be read is not known to be empty.
fn holds_anything(workbook: &mut Sheets<BufReader<File>>, name: &str) -> bool {
    if let Sheets::Xlsx(workbook) = workbook {
        let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return true };
        loop {
            match cells.next_cell() {
                Ok(Some(found)) if Data::from(found.get_value().clone()) == Data::Empty => {}
                Ok(None) => return false,
                Ok(Some(_)) | Err(_) => return true,
            }
        }
    }
    workbook.worksheet_range(name).map_or(true, |range| range.used_cells().next().is_some())
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
        let mut workbook = calamine::open_workbook_auto(path).map_err(failed)?;
        let name = choose(workbook.sheets_metadata(), sheet)?.to_owned();
        let unread = others(workbook.sheets_metadata(), &name);
        let unread = unread.into_iter().filter(|other| holds_anything(&mut workbook, other)).collect();
        let source = match workbook {
            Sheets::Xlsx(workbook) => {
                // The stream borrows from the workbook, and both stay until the program ends.
                let workbook = Box::leak(Box::new(workbook));
                let stream = Stream::new(workbook, &name).map_err(|error| unreadable(&error))?;
                Source::Stream(Box::new(stream))
            }
            mut workbook => {
                let range = workbook.worksheet_range(&name).map_err(failed)?;
                let areas = match &workbook {
                    Sheets::Xls(workbook) => {
                        workbook.merge_cells_by_sheet_name(&name).map_err(|error| unreadable(&error))?
                    }
                    _ => Vec::new(),
                };
                Source::Whole(whole(&range, Merged::new(areas)))
            }
        };
        Ok((Self { unread, source, waiting: VecDeque::new(), failed: None }, name))
    }

    /// Whether it is known how numbers are shown, with a percent sign, a unit or a currency; of XLS,
    /// XLSB and ODS only their digits are.
    pub fn formats_known(&self) -> bool {
        matches!(self.source, Source::Stream(_))
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

    fn look(&mut self, _: usize, most: usize) -> Result<Vec<Row>, Text> {
        while self.waiting.len() < most {
            let Some(row) = self.read()? else { break };
            self.waiting.push_back(row);
        }
        Ok(self.waiting.iter().take(most).cloned().collect())
    }

    fn bundle(&mut self) -> Result<Option<Bundle>, Text> {
        if let Some(what) = self.failed.take() {
            return Err(what);
        }
        match bundle_of(self) {
            (None, Some(what)) => Err(what),
            (bundle, failed) => {
                self.failed = failed;
                Ok(bundle)
            }
        }
    }
}

fn whole(range: &calamine::Range<Data>, mut merged: Merged) -> VecDeque<Row> {
    let (top, left) = range.start().unwrap_or_default();
    let before = usize::try_from(left).unwrap_or(usize::MAX);
    let row = |(number, cells): (u32, &[Data])| {
        let before = std::iter::repeat_n(Cell::EMPTY, before);
        let mut cells = before.chain(cells.iter().map(|data| cell(data, None))).collect();
        merged.fill(number, &mut cells);
        Row { number: counted_from_1(number), content: Content::Cells(cells) }
    };
    (top..).zip(range.rows()).map(row).collect()
}

fn counted_from_1(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

/// Cells joined over several rows, with what stands in them.
struct Merged {
    areas: Vec<(Dimensions, Cell)>,
}

impl Merged {
    fn new(areas: Vec<Dimensions>) -> Self {
        let tall = areas.into_iter().filter(|area| area.end.0 > area.start.0);
        Self { areas: tall.map(|area| (area, Cell::EMPTY)).collect() }
    }

    /// Puts what is joined over several rows into each; rows come from the top down. One in which
    /// nothing else stands remains blank, as it is no client.
    fn fill(&mut self, number: u32, cells: &mut Vec<Cell>) {
        let blank = cells.iter().all(Cell::is_empty);
        for (area, held) in &mut self.areas {
            let column = usize::try_from(area.start.1).unwrap_or(usize::MAX);
            if number == area.start.0 {
                *held = cells.get(column).cloned().unwrap_or(Cell::EMPTY);
            } else if !blank && area.start.0 < number && number <= area.end.0 {
                put(cells, area.start.1, held.clone());
            }
        }
    }
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
    merged: Merged,
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
        let merged = Merged::new(workbook.merge_cells_by_sheet_name(name)?);
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
        let value = Data::from(found.get_value().clone());
        // A formula may well come to an empty text; only one without any value was never computed.
        let cell = match value == Data::Empty && self.formulas.contains(&(row, column)) {
            true => Cell::Uncomputed,
            false => cell(&value, style.map(|format| format.format_code.as_str())),
        };
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
        self.merged.fill(number, &mut cells);
        let number = counted_from_1(number);
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
        Data::Int(value) => Cell::Number(value.to_string()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook;
    use std::io::Write;

    #[test]
    fn the_other_visible_sheets_that_hold_anything_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        let mut workbook = Workbook::new();
        for name in ["客户", "空的", "续表", "藏起来的"] {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            sheet.set_hidden(name == "藏起来的");
            sheet.write_blank(0, 0, &rust_xlsxwriter::Format::new()).unwrap();
            if name != "空的" {
                sheet.write_string(1, 0, "名称").unwrap();
            }
        }
        workbook.save(&path).unwrap();
        let (rows, name) = SheetRows::open(&path, None).unwrap();
        assert_eq!((name.as_str(), rows.unread), ("客户", vec!["续表".to_owned()]));
        let (rows, _) = SheetRows::open(&path, Some("续表")).unwrap();
        assert_eq!(rows.unread, ["客户"]);
        assert!(rows.formats_known());
    }

    #[test]
    fn how_numbers_of_an_ods_are_shown_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.ods");
        let names = ["office", "table", "text"]
            .map(|name| format!(r#" xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0""#));
        let row = |text: &str| {
            let cell = format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p>"#);
            format!("<table:table-row>{cell}</table:table-cell></table:table-row>")
        };
        let table = |name: &str, rows: &str| format!(r#"<table:table table:name="{name}">{rows}</table:table>"#);
        let tables = [table("客户", &row("名称")), table("续表", &row("名称")), table("空的", "")].concat();
        let body = format!("<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>");
        let content = format!("<office:document-content{}>{body}</office:document-content>", names.concat());
        let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
        let kind = "application/vnd.oasis.opendocument.spreadsheet";
        for (name, text) in [("mimetype", kind), ("META-INF/manifest.xml", "<manifest/>"), ("content.xml", &content)] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        let (rows, _) = SheetRows::open(&path, None).unwrap();
        assert!(!rows.formats_known());
        assert_eq!(rows.unread, ["续表"]);
    }
}
