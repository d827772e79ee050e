//! Rows of a workbook.

use super::bundle::Bundle;
use super::rows::{Row, Rows, bundle_of};
use super::rows_hidden::RowsHidden;
use super::sheet_cells::{Merged, counted_from_1, unreadable};
use super::sheet_room::Room;
use super::sheet_stream::{self, Part, Sheet, stream};
use super::sheets_unread::{Unread, unread};
use crate::beginning::beginning;
use crate::language::Text;
use calamine::{Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader};
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::mpsc::Receiver;
use zip::ZipArchive;

/// The rows of one sheet.
pub struct SheetRows {
    /// The other sheets that hold anything.
    pub unread: Vec<Unread>,
    /// How many of its rows are hidden, as far as it is read.
    pub hidden: RowsHidden,
    /// What is joined over several columns.
    joined: Vec<Dimensions>,
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

impl SheetRows {
    /// The rows of a sheet, and its name, from a file that has so many bytes when it is unpacked.
    ///
    /// # Errors
    /// Why the file cannot be read, or that there is no such sheet.
    pub fn open(path: &Path, sheet: Option<&str>, unpacked: u64) -> Result<(Self, String), Text> {
        let mut workbook: Xlsx<_> = calamine::open_workbook(path).map_err(|error| match &error {
            XlsxError::Io(error) => crate::problem::io_words(error),
            other => unreadable(other),
        })?;
        let name = choose(workbook.sheets_metadata(), sheet)?.to_owned();
        let unread = unread(&mut workbook, &name);
        let areas = workbook.merge_cells_by_sheet_name(&name).map_err(|error| unreadable(&error))?;
        let joined = areas.iter().filter(|area| area.end.1 > area.start.1).copied().collect();
        let archive = archive(path)?;
        let (merged, room, hidden) = (Merged::new(areas), Room::new(unpacked), RowsHidden::default());
        let sheet = Sheet { workbook, archive, name: name.clone(), merged, room, hidden: hidden.clone() };
        let more = Some(stream(sheet)?);
        Ok((Self { unread, hidden, joined, more, waiting: VecDeque::new(), failed: None }, name))
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

/// The archive that a workbook is.
fn archive(path: &Path) -> Result<ZipArchive<BufReader<File>>, Text> {
    let failed = |error: io::Error| crate::problem::io_words(&error);
    ZipArchive::new(BufReader::new(File::open(path).map_err(failed)?)).map_err(|error| unreadable(&error))
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

    fn joined(&self, row: usize) -> Vec<RangeInclusive<usize>> {
        let within = |area: &&Dimensions| (counted_from_1(area.start.0)..=counted_from_1(area.end.0)).contains(&row);
        let column = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let columns = |area: &Dimensions| column(area.start.1)..=column(area.end.1);
        self.joined.iter().filter(within).map(columns).collect()
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
