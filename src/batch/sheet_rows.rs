//! Rows of a spreadsheet: XLSX as a stream, XLS, XLSB and ODS whole.

use super::bundle::Bundle;
use super::cell::Cell;
use super::header::MOST_ROWS_ABOVE;
use super::rows::{Content, Row, Rows, bundle_of};
use super::sheet_cells::{Merged, unreadable, whole};
use super::sheet_stream::{self, Part, Stream, stream};
use crate::beginning::beginning;
use crate::language::Text;
use calamine::{Reader, SheetType, SheetVisible, Sheets};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::Receiver;

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
            Some(name) => {
                let name = beginning(name);
                Text::new(
                    format!("没有「{name}」这张工作表;有:{zh}"),
                    format!("there is no sheet `{name}`; there are {en}"),
                )
            }
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
fn first_rows(workbook: &mut Sheets<BufReader<File>>, name: &str) -> Result<Vec<Row>, Text> {
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
            let rows = (at < MOST_LOOKED_AT).then(|| first_rows(&mut workbook, &other).ok()).flatten();
            (other, rows)
        });
        let unread = others.filter(|(_, rows)| rows.as_ref().is_none_or(|rows| !rows.is_empty())).collect();
        let source = match workbook {
            Sheets::Xlsx(workbook) => Source::Stream(VecDeque::new(), stream(workbook, name.clone())?),
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
                    *rows = sheet_stream::next(more)?;
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
