//! The hidden sheet with what can be picked: a list inside a validation ends at 255 characters and
//! at the first comma of a label.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

/// The lists of a workbook, each once.
pub(super) struct Lists {
    sheet: &'static str,
    lists: Vec<Vec<String>>,
}

impl Lists {
    pub(super) fn new(sheet: &'static str) -> Self {
        Self { sheet, lists: Vec::new() }
    }

    /// Where a list stands.
    pub(super) fn place(&mut self, list: Vec<String>) -> Formula {
        let length = list.len();
        let at = self.lists.iter().position(|other| *other == list).unwrap_or_else(|| {
            self.lists.push(list);
            self.lists.len().saturating_sub(1)
        });
        let column = column_number_to_name(u16::try_from(at).unwrap_or(u16::MAX));
        Formula::new(format!("='{}'!${column}$1:${column}${length}", self.sheet))
    }

    /// Writes the lists into their sheet.
    pub(super) fn fill(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.sheet)?.set_hidden(true);
        for (column, list) in (0..).zip(&self.lists) {
            for (row, entry) in (0..).zip(list) {
                sheet.write_string(row, column, entry)?;
            }
        }
        Ok(())
    }
}
