//! Rows of a workbook.

use super::bundle::Bundle;
use super::cell::Cell;
use super::header::MOST_ROWS_ABOVE;
use super::rows::{Content, Row, Rows, bundle_of};
use super::sheet_cells::{Merged, unreadable};
use super::sheet_stream::{self, Part, Stream, stream};
use crate::beginning::beginning;
use crate::language::Text;
use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::Receiver;

/// The rows of one sheet.
pub struct SheetRows {
    /// The other visible sheets that hold anything, with their first rows where these can be read.
    pub unread: Vec<(String, Option<Vec<Row>>)>,
    /// Where more rows come from, read by another thread; `None` after the last.
    more: Option<Receiver<Part>>,
    /// Rows that have come and are not taken yet.
    waiting: VecDeque<Row>,
    /// Why no more can be read, where rows were handed over before that was said.
    failed: Option<Text>,
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
fn first_rows(workbook: &mut Xlsx<BufReader<File>>, name: &str) -> Result<Vec<Row>, Text> {
    let cells = workbook.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
    let mut stream = Stream::of(cells, HashSet::new(), Merged::new(Vec::new()));
    let mut rows = Vec::new();
    while rows.len() < MOST_ROWS_ABOVE
        && let Some((number, row)) = stream.next()?
    {
        rows.push(Row { number, content: Content::Cells(row) });
    }
    let filled = |row: &Row| matches!(&row.content, Content::Cells(cells) if !cells.iter().all(Cell::is_empty));
    Ok(if rows.iter().any(filled) { rows } else { Vec::new() })
}

/// At how many other sheets is looked at most; more may hold anything.
const MOST_LOOKED_AT: usize = 16;

impl SheetRows {
    /// The rows of a sheet, and its name.
    ///
    /// # Errors
    /// Why the file cannot be read, or that there is no such sheet.
    pub fn open(path: &Path, sheet: Option<&str>) -> Result<(Self, String), Text> {
        let mut workbook: Xlsx<_> = calamine::open_workbook(path).map_err(|error| match &error {
            XlsxError::Io(error) => crate::problem::io_words(error),
            other => unreadable(other),
        })?;
        let name = choose(workbook.sheets_metadata(), sheet)?.to_owned();
        let others = others(workbook.sheets_metadata(), &name).into_iter().enumerate().map(|(at, other)| {
            let rows = (at < MOST_LOOKED_AT).then(|| first_rows(&mut workbook, &other).ok()).flatten();
            (other, rows)
        });
        let unread = others.filter(|(_, rows)| rows.as_ref().is_none_or(|rows| !rows.is_empty())).collect();
        let more = Some(stream(workbook, name.clone())?);
        Ok((Self { unread, more, waiting: VecDeque::new(), failed: None }, name))
    }

    /// Waits for more rows where none are waiting; `false` after the last.
    fn wait(&mut self) -> Result<bool, Text> {
        let Some(more) = &self.more else { return Ok(false) };
        let mut rows = sheet_stream::next(more)?;
        if rows.is_empty() {
            self.more = None;
            return Ok(false);
        }
        self.waiting.append(&mut rows);
        Ok(true)
    }
}

impl Rows for SheetRows {
    fn next(&mut self) -> Result<Option<Row>, Text> {
        if self.waiting.is_empty() {
            self.wait()?;
        }
        Ok(self.waiting.pop_front())
    }

    fn look(&mut self, _: usize, most: usize) -> Result<Vec<Row>, Text> {
        while self.waiting.len() < most && self.wait()? {}
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
        assert_eq!(unread(rows), ["客户"]);
    }
}
