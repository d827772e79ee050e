//! A sheet whose rows are written as they come, and that goes on on another one where it is full.

use super::cell::{Cell, Look, cut, number_of_yuan};
use super::formats::Formats;
use crate::harmless::colourless_message;
use rust_xlsxwriter::{Workbook as Xlsx, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// The most rows that a sheet may have.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// The number of A4 among paper sizes.
const A4: u8 = 9;
/// The height of a line of text, in points.
const LINE: u32 = 16;
/// The most lines that a row shows; a spreadsheet allows no higher rows.
const MOST_LINES: usize = 25;
/// So many rows of a page get a height, which is kept in memory until the end. Spreadsheets
/// find the height of the others by themselves; not all of them do.
const ROWS_WITH_HEIGHT: u32 = 20_000;

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What stands above its heading.
    pub(super) above: String,
    /// Its heading.
    pub(super) heading: String,
    /// Its width, in digits.
    pub(super) width: u16,
    /// What its cells look like.
    pub(super) look: Look,
}

impl Column {
    /// A column with nothing above its heading.
    pub(super) fn new(heading: impl Into<String>, width: u16, look: Look) -> Self {
        Self { above: String::new(), heading: heading.into(), width, look }
    }
}

/// What a sheet is like.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Its name.
    pub(super) name: &'static str,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// How many columns stay in sight.
    pub(super) fixed: u16,
    /// How many columns are printed, together one page wide; those after are for looking up.
    pub(super) printed: u16,
    /// The most rows, headings included.
    pub(super) most_rows: u32,
}

/// A sheet with all its continuations.
pub(super) struct Sheet {
    plan: Plan,
    pages: Vec<Worksheet>,
    /// The next row of the last page.
    row: u32,
}

impl Sheet {
    /// A sheet without rows.
    pub(super) fn new(plan: Plan) -> Self {
        Self { plan, pages: Vec::new(), row: 0 }
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// If the row cannot be put aside, or has more columns than a sheet can have.
    pub(super) fn push<'r>(
        &mut self,
        cells: impl Iterator<Item = &'r Cell> + Clone,
        xlsx: &mut Xlsx,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        if self.pages.is_empty() || self.row >= self.plan.most_rows {
            self.turn(xlsx, formats)?;
        }
        let row = self.row;
        if let Some(page) = self.pages.last_mut() {
            if row < ROWS_WITH_HEIGHT {
                let widths = self.plan.columns.iter().map(|column| (column.width, column.look));
                set_height(page, row, cells.clone(), widths)?;
            }
            for (cell, column) in cells.zip(0..) {
                write(page, row, column, cell, formats)?;
            }
        }
        self.row = row.saturating_add(1);
        Ok(())
    }

    /// Puts its pages into the workbook; at least one, with headings only.
    ///
    /// # Errors
    /// If a page cannot be begun.
    pub(super) fn finish(mut self, xlsx: &mut Xlsx, formats: &Formats) -> Result<(), XlsxError> {
        if self.pages.is_empty() {
            self.turn(xlsx, formats)?;
        }
        self.close()?;
        self.pages.into_iter().for_each(|page| xlsx.push_worksheet(page));
        Ok(())
    }

    fn heading_rows(&self) -> u32 {
        if self.plan.columns.iter().all(|column| column.above.is_empty()) { 1 } else { 2 }
    }

    /// Begins a page.
    fn turn(&mut self, xlsx: &mut Xlsx, formats: &Formats) -> Result<(), XlsxError> {
        if !self.pages.is_empty() {
            self.close()?;
        }
        let (plan, rows) = (&self.plan, self.heading_rows());
        let last = rows.saturating_sub(1);
        let mut page = xlsx.new_worksheet_with_low_memory()?;
        let name = match self.pages.len().saturating_add(1) {
            1 => plan.name.to_owned(),
            number => format!("{}({number})", plan.name),
        };
        page.set_name(name)?;
        set_up_for_print(&mut page)?;
        page.set_repeat_rows(0, last)?;
        page.set_freeze_panes(rows, plan.fixed)?;
        for (column, at) in plan.columns.iter().zip(0..) {
            page.set_column_width(at, column.width)?;
            if let Some(format) = formats.of(column.look) {
                page.set_column_format(at, format)?;
            }
            if rows > 1 {
                write(&mut page, 0, at, &Cell::Marked(Look::Above, column.above.clone()), formats)?;
            }
        }
        page.set_row_height(0, height(1))?;
        // One line more than the text, for the mark of the filter.
        let lines = plan.columns.iter().map(|column| lines(&column.heading, column.width)).max().unwrap_or(1);
        page.set_row_height(last, height(lines.saturating_add(1)))?;
        for (column, at) in plan.columns.iter().zip(0..) {
            write(&mut page, last, at, &Cell::Marked(Look::Heading, column.heading.clone()), formats)?;
        }
        self.pages.push(page);
        self.row = rows;
        Ok(())
    }

    /// Ends the last page, whose rows are all known now.
    fn close(&mut self) -> Result<(), XlsxError> {
        let heading = self.heading_rows().saturating_sub(1);
        let last_row = self.row.saturating_sub(1).max(heading);
        let last = |columns: usize| u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        let last_column = last(self.plan.columns.len());
        let printed = self.plan.printed.saturating_sub(1).min(last_column);
        if let Some(page) = self.pages.last_mut() {
            page.autofilter(heading, 0, last_row, last_column)?;
            page.set_print_area(0, 0, last_row, printed)?;
        }
        Ok(())
    }
}

/// A4 across, one page wide, with narrow margins, lines between the cells, the sheet's name and the page's number.
pub(super) fn set_up_for_print(page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_gridlines(true);
    page.set_margins(0.25, 0.25, 0.4, 0.5, 0.2, 0.2).set_footer("&L&A&R&P / &N");
    Ok(())
}

/// Makes a row as high as its texts need, in columns of these widths and looks.
pub(super) fn set_height<'r>(
    page: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = &'r Cell>,
    columns: impl Iterator<Item = (u16, Look)>,
) -> Result<(), XlsxError> {
    let needs = |(cell, (width, look)): (&Cell, (u16, Look))| match cell {
        Cell::Text(text) if look.wraps() => lines(text, width),
        Cell::Marked(Look::Title, _) => 2,
        Cell::Marked(look, text) if look.wraps() => lines(text, width),
        _ => 1,
    };
    let most = cells.zip(columns).map(needs).max().unwrap_or(1);
    page.set_row_height(row, height(most)).map(drop)
}

/// The height of so many lines, in points.
fn height(lines: usize) -> u32 {
    LINE.saturating_mul(u32::try_from(lines.clamp(1, MOST_LINES)).unwrap_or(1))
}

/// On how many lines a text stands in a column. A Han sign is a little wider than two digits.
fn lines(text: &str, width: u16) -> usize {
    let room = usize::from(width.saturating_sub(width / 16).saturating_sub(1).max(1));
    let line = |line: &str| if line.width() <= room { 1 } else { textwrap::wrap(line, room).len() };
    text.split('\n').map(line).sum()
}

/// Writes a cell. A text is always written as text, whatever it looks like.
pub(super) fn write(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let shown = |text: &str| cut(&colourless_message(text));
    let marked = |page: &mut Worksheet, look: Look, text: &str| match formats.of(look) {
        Some(format) => page.write_string_with_format(row, column, shown(text), format).map(drop),
        None => page.write_string(row, column, shown(text)).map(drop),
    };
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text) => page.write_string(row, column, shown(text)).map(drop),
        Cell::Marked(look, text) => marked(page, *look, text),
        Cell::Count(number) => page.write_number(row, column, u32::try_from(*number).unwrap_or(u32::MAX)).map(drop),
        Cell::Amount(amount) => match number_of_yuan(*amount) {
            Some(yuan) => page.write_number(row, column, yuan).map(drop),
            None => marked(page, Look::LongAmount, &amount.plain()),
        },
        Cell::Blank(look) => match formats.of(*look) {
            Some(format) => page.write_blank(row, column, format).map(drop),
            None => Ok(()),
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use calamine::{Reader, Xlsx as Read};
    use std::io::Cursor;

    #[test]
    fn a_full_sheet_goes_on_on_another_one_with_the_same_headings() {
        let columns = vec![Column::new("数", 8, Look::Count)];
        let plan = Plan { name: "明细", columns, fixed: 0, printed: 1, most_rows: 4 };
        let (mut xlsx, formats, mut sheet) = (Xlsx::new(), Formats::new(), Sheet::new(plan));
        (1..=7).for_each(|number| sheet.push([Cell::Count(number)].iter(), &mut xlsx, &formats).unwrap());
        sheet.finish(&mut xlsx, &formats).unwrap();
        let mut read: Read<_> = Read::new(Cursor::new(xlsx.save_to_buffer().unwrap())).unwrap();
        assert_eq!(read.sheet_names(), ["明细", "明细(2)", "明细(3)"]);
        let mut columns = |name: &str| {
            let range = read.worksheet_range(name).unwrap();
            range.rows().map(|row| row.first().unwrap().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(columns("明细"), ["数", "1", "2", "3"]);
        assert_eq!(columns("明细(2)"), ["数", "4", "5", "6"]);
        assert_eq!(columns("明细(3)"), ["数", "7"]);
    }
}
