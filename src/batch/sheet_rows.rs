//! Rows of a spreadsheet: XLSX as a stream, XLS, XLSB and ODS whole.

use super::bundle::Bundle;
use super::cell::Cell;
use super::header::MOST_ROWS_ABOVE;
use super::rows::{Content, Row, Rows, bundle_of};
use super::shown::number;
use crate::language::Text;
use calamine::{Data, Dimensions, Reader, SheetType, SheetVisible, Sheets, Xlsx, XlsxCellReader};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// The rows of one sheet.
pub struct SheetRows {
    /// The other visible sheets that hold anything, with their first rows where these can be read.
    pub unread: Vec<(String, Option<Vec<Row>>)>,
    source: Source,
    /// Rows that were looked at and not taken yet.
    waiting: VecDeque<Row>,
    /// Why no more can be read, where rows were handed over before that was said.
    failed: Option<Text>,
}

enum Source {
    /// The rows that have come of a sheet that another thread reads, and where more come from.
    Stream(VecDeque<Row>, Receiver<Part>),
    Whole(VecDeque<Row>),
}

/// Rows that follow each other, none at the end, or why no more can be read.
type Part = Result<VecDeque<Row>, Text>;

/// How many cells go together from the thread that reads them.
const CELLS_TOGETHER: usize = 1 << 12;

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

/// The first rows of a sheet; none where nothing stands in it.
///
/// # Errors
/// Where they cannot be read, so that anything may stand there.
fn beginning(workbook: &mut Sheets<BufReader<File>>, name: &str) -> Result<Vec<Row>, Text> {
    let mut rows = if let Sheets::Xlsx(workbook) = workbook {
        let cells = workbook.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
        let mut stream = Stream::of(cells, HashSet::new(), Merged::new(Vec::new()));
        let mut rows = VecDeque::new();
        while rows.len() < MOST_ROWS_ABOVE
            && let Some((number, row)) = stream.next()?
        {
            rows.push_back(Row { number, content: Content::Cells(row) });
        }
        rows
    } else {
        let range = workbook.worksheet_range(name).map_err(|error| unreadable(&error))?;
        whole(&range, Merged::new(Vec::new()))
    };
    rows.truncate(MOST_ROWS_ABOVE);
    let filled = |row: &Row| matches!(&row.content, Content::Cells(cells) if !cells.iter().all(Cell::is_empty));
    Ok(if rows.iter().any(filled) { rows.into() } else { Vec::new() })
}

/// At how many other sheets is looked at most; more may hold anything.
const MOST_LOOKED_AT: usize = 16;

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
        let others = others(workbook.sheets_metadata(), &name).into_iter().enumerate().map(|(at, other)| {
            let rows = (at < MOST_LOOKED_AT).then(|| beginning(&mut workbook, &other).ok()).flatten();
            (other, rows)
        });
        let unread = others.filter(|(_, rows)| rows.as_ref().is_none_or(|rows| !rows.is_empty())).collect();
        let source = match workbook {
            Sheets::Xlsx(workbook) => stream(workbook, name.clone())?,
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
        matches!(self.source, Source::Stream(..))
    }

    fn read(&mut self) -> Result<Option<Row>, Text> {
        match &mut self.source {
            Source::Whole(rows) => Ok(rows.pop_front()),
            Source::Stream(rows, more) => {
                if rows.is_empty() {
                    *rows = more.recv().unwrap_or_else(|_| Err(unreadable(&"the reader failed")))?;
                    if rows.is_empty() {
                        self.source = Source::Whole(VecDeque::new());
                        return Ok(None);
                    }
                }
                Ok(rows.pop_front())
            }
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
    /// Those that are not reached yet, the first of them last.
    ahead: Vec<Dimensions>,
    /// Those that are, with what they hold.
    held: Vec<(Dimensions, Cell)>,
}

impl Merged {
    fn new(areas: Vec<Dimensions>) -> Self {
        let mut ahead: Vec<Dimensions> = areas.into_iter().filter(|area| area.end.0 > area.start.0).collect();
        ahead.sort_by_key(|area| std::cmp::Reverse(area.start));
        Self { ahead, held: Vec::new() }
    }

    /// Puts what is joined over several rows into each; rows come from the top down. One in which
    /// nothing else stands remains blank, as it is no client.
    fn fill(&mut self, number: u32, cells: &mut Vec<Cell>) {
        self.held.retain(|(area, _)| number <= area.end.0);
        if !cells.iter().all(Cell::is_empty) {
            for (area, held) in self.held.iter().filter(|(area, _)| area.start.0 < number) {
                put(cells, area.start.1, held.clone());
            }
        }
        while let Some(area) = self.ahead.pop_if(|area| area.start.0 <= number) {
            let column = usize::try_from(area.start.1).unwrap_or(usize::MAX);
            let begins = area.start.0 == number;
            let held = cells.get(column).filter(|_| begins).cloned().unwrap_or(Cell::EMPTY);
            self.held.push((area, held));
        }
    }
}

/// The rows of a sheet of XLSX. What reads its cells borrows from the workbook; so a thread of its own has
/// both, until the last row is taken or no more are wanted.
fn stream(workbook: Xlsx<BufReader<File>>, name: String) -> Result<Source, Text> {
    let (parts, more) = sync_channel(1);
    std::thread::spawn(move || read(workbook, &name, &parts));
    // The first part says that there is such a sheet, and has no rows.
    let first = more.recv().unwrap_or_else(|_| Err(unreadable(&"the reader failed")))?;
    Ok(Source::Stream(first, more))
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
    /// Formulas that were never computed.
    uncomputed: HashSet<(u32, u32)>,
    merged: Merged,
    /// How many cells more may be put where the file has none.
    empty: usize,
}

/// The last column that a sheet can have, XFD, counted from 1.
const MOST_COLUMNS: u32 = 1 << 14;
/// How many cells may be put where the file has none, and how many more for each that it has. A file of a
/// few lines could otherwise stand for billions.
const MOST_EMPTY: usize = 1 << 22;
const EMPTY_FOR_EACH: usize = 64;

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
        Ok(Self::of(workbook.worksheet_cells_reader(name)?, uncomputed, merged))
    }

    fn of(cells: XlsxCellReader<'w, BufReader<File>>, uncomputed: HashSet<(u32, u32)>, merged: Merged) -> Self {
        Self { cells, ended: false, ahead: None, uncomputed, merged, empty: MOST_EMPTY }
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
    fn next(&mut self) -> Result<Option<(usize, Vec<Cell>)>, Text> {
        let Some((number, column, cell)) = self.read()? else { return Ok(None) };
        let (mut cells, mut there) = (Vec::new(), 1_usize);
        put(&mut cells, column, cell);
        while let Some((row, column, cell)) = self.read()? {
            if row != number {
                self.ahead = Some((row, column, cell));
                break;
            }
            put(&mut cells, column, cell);
            there = there.saturating_add(1);
        }
        self.merged.fill(number, &mut cells);
        let empty = cells.len().saturating_add(self.merged.held.len()).saturating_sub(there);
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
        let unread = |rows: SheetRows| rows.unread.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!((name.as_str(), unread(rows)), ("客户", vec!["续表".to_owned()]));
        let (rows, _) = SheetRows::open(&path, Some("续表")).unwrap();
        assert!(rows.formats_known());
        assert_eq!(unread(rows), ["客户"]);
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
        assert_eq!(rows.unread.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["续表"]);
    }
}
