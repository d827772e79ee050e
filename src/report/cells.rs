//! Cells of a table, as bytes.

use super::formula::guarded;
use crate::harmless::colourless_message;
use crate::money::Money;
use csv_core::{Writer, WriterBuilder};

/// What writes cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    delimiter: u8,
}

impl Cells {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self { delimiter }
    }

    /// Begins the next cell.
    pub(super) fn next(self, row: &mut Vec<u8>) {
        row.push(self.delimiter);
    }

    /// Ends the row.
    pub(super) fn end(self, row: &mut Vec<u8>) {
        row.extend_from_slice(b"\r\n");
    }

    /// A text of ours.
    pub(super) fn text(self, row: &mut Vec<u8>, text: &str) {
        self.harmless(row, &colourless_message(text));
    }

    /// A text of somebody else, so that no spreadsheet takes it for a formula.
    pub(super) fn foreign(self, row: &mut Vec<u8>, text: &str) {
        self.harmless(row, &guarded(text));
    }

    fn harmless(self, row: &mut Vec<u8>, text: &str) {
        let special = |byte: u8| byte == self.delimiter || matches!(byte, b'"' | b'\r' | b'\n');
        if text.bytes().any(special) {
            self.quoted(row, text);
        } else {
            row.extend_from_slice(text.as_bytes());
        }
    }

    pub(super) fn number(self, row: &mut Vec<u8>, number: usize) {
        row.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
    }

    pub(super) fn money(self, row: &mut Vec<u8>, money: Money) {
        money.write_plain(row);
    }

    fn quoted(self, row: &mut Vec<u8>, text: &str) {
        let mut writer: Writer = WriterBuilder::new().delimiter(self.delimiter).build();
        // Each byte becomes two at most, between two marks.
        let mut buffer = vec![0; text.len().saturating_mul(2).saturating_add(2)];
        let (_, _, written) = writer.field(text.as_bytes(), &mut buffer);
        let (_, closed) = writer.finish(buffer.get_mut(written..).unwrap_or_default());
        row.extend_from_slice(buffer.get(..written.saturating_add(closed)).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(write: impl Fn(Cells, &mut Vec<u8>)) -> String {
        let mut row = Vec::new();
        write(Cells::new(b','), &mut row);
        String::from_utf8_lossy(&row).into_owned()
    }

    #[test]
    fn a_cell_is_quoted_where_its_text_could_part_it() {
        for (text, written) in
            [("甲公司", "甲公司"), ("甲,乙", "\"甲,乙\""), ("他说\"好\"", "\"他说\"\"好\"\"\""), ("", "")]
        {
            assert_eq!(cell(|cells, row| cells.text(row, text)), written);
        }
    }

    #[test]
    fn a_foreign_text_is_no_formula_and_steers_nothing() {
        for (text, written) in
            [("=1,1", "\"'=1,1\""), (" =1", "' =1"), ("甲\u{202e}\n乙", "甲\u{fffd} 乙"), ("-5", "-5")]
        {
            assert_eq!(cell(|cells, row| cells.foreign(row, text)), written);
        }
    }
}
