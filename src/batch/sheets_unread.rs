//! The sheets of a workbook that are not read but hold something, which may be clients.

use super::header::MOST_ROWS_ABOVE;
use crate::heading::EXPLANATION;
use calamine::{Data, DataRef, SheetType, SheetVisible, Xlsx, XlsxError};
use std::fs::File;
use std::io::BufReader;

/// A sheet that is not read and holds something, or may.
#[derive(Debug)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// The texts of its first rows, those that are blank left out; none where they were not looked at.
    pub rows: Vec<Vec<String>>,
}

impl Unread {
    /// Whether it has to be named: a visible sheet, but for what explains the program's own form; a hidden one
    /// where a row holds several headings of ours, and is not one of lists to choose from, in which a few words
    /// may be some too. How many headings there are, `known` tells.
    pub fn may_hold_clients(&self, known: impl Fn(&[String]) -> usize) -> bool {
        let heads = |row: &Vec<String>| {
            let known = known(row);
            known > 1 && (!self.is_hidden || known.saturating_mul(3) >= row.len())
        };
        let has_headings = self.rows.iter().any(heads);
        let begins = |title: &str| self.rows.first().is_some_and(|row| row.iter().eq([title]));
        let explains = EXPLANATION.iter().any(|title| self.name == *title && begins(title));
        self.rows.is_empty() || has_headings || !(self.is_hidden || explains)
    }
}

/// At how many other sheets is looked at most; more may hold anything.
const MOST_LOOKED_AT: usize = 16;
/// At how many cells of one is looked at most, before it is taken to hold something.
const MOST_CELLS: usize = 1 << 16;
/// How long a text is looked at, in bytes; no heading is longer.
const LONGEST: usize = 1 << 10;

/// The sheets apart from the one that is read.
pub(super) fn unread(workbook: &mut Xlsx<BufReader<File>>, read: &str) -> Vec<Unread> {
    let others = calamine::Reader::sheets_metadata(workbook).iter();
    let others = others.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.name != read);
    let others: Vec<(String, bool)> =
        others.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    let looked_at = others.into_iter().enumerate().filter_map(|(at, (name, is_hidden))| {
        let rows = if at < MOST_LOOKED_AT { first_rows(workbook, &name) } else { Ok(First::Unknown) };
        match rows {
            Ok(First::Rows(rows)) if rows.is_empty() => None,
            Ok(First::Rows(rows)) => Some(Unread { name, is_hidden, rows }),
            // What cannot be looked at may hold anything.
            Ok(First::Unknown) | Err(_) => Some(Unread { name, is_hidden, rows: Vec::new() }),
        }
    });
    looked_at.collect()
}

/// What is known of the beginning of a sheet.
enum First {
    /// The texts of its first rows in which anything stands.
    Rows(Vec<Vec<String>>),
    /// Nothing.
    Unknown,
}

/// The beginning of a sheet.
fn first_rows(workbook: &mut Xlsx<BufReader<File>>, name: &str) -> Result<First, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let (mut rows, mut last) = (Vec::<Vec<String>>::new(), None);
    for _ in 0..MOST_CELLS {
        let Some(cell) = cells.next_cell()? else { return Ok(First::Rows(rows)) };
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => beginning(text),
            DataRef::SharedString(text) => beginning(text),
            other => Data::from(other.clone()).to_string(),
        };
        if text.trim().is_empty() {
            continue;
        }
        let row = cell.get_position().0;
        if last.replace(row) != Some(row) {
            if rows.len() >= MOST_ROWS_ABOVE {
                return Ok(First::Rows(rows));
            }
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(text);
        }
    }
    Ok(if rows.is_empty() { First::Unknown } else { First::Rows(rows) })
}

fn beginning(text: &str) -> String {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook;

    #[test]
    fn the_other_sheets_that_hold_anything_are_told() {
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
        let mut workbook: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        let mut others =
            |read| unread(&mut workbook, read).into_iter().map(|it| (it.name, it.is_hidden)).collect::<Vec<_>>();
        let (first, second, hidden) = ("客户".to_owned(), "续表".to_owned(), "藏起来的".to_owned());
        assert_eq!(others("客户"), [(second, false), (hidden.clone(), true)]);
        assert_eq!(others("续表"), [(first, false), (hidden, true)]);
    }
}
