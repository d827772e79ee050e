//! What tells the cells of a row of CSV apart.

use super::cell::Cell;
use super::lines::Line;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use memchr::{memchr, memrchr};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What tells the cells of a row apart.
pub struct Splitter {
    /// What reads rows that have to be read sign by sign; made for the first of them.
    reader: Option<Box<Reader>>,
    delimiter: u8,
    /// The row with its end, as it is to be read.
    input: Vec<u8>,
    output: Vec<u8>,
    text: String,
    ends: Vec<usize>,
    bounds: Vec<(usize, usize)>,
}

/// The cells of a row, as parts of a text.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'r> {
    text: &'r str,
    /// Where each cell begins and ends.
    bounds: &'r [(usize, usize)],
}

impl<'r> Cells<'r> {
    /// The cells, from the first column on.
    pub fn iter(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let Self { text, bounds } = *self;
        bounds.iter().map(|(start, end)| text.get(*start..*end).unwrap_or_default())
    }

    /// The cell of a column, counted from 0.
    pub fn get(&self, at: usize) -> Option<&'r str> {
        let (start, end) = *self.bounds.get(at)?;
        // Most cells of a wide table are empty.
        if start == end { Some("") } else { self.text.get(start..end) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// The same as cells of any kind of table.
    pub fn owned(&self) -> Vec<Cell> {
        self.iter().map(|text| Cell::Text(text.to_owned())).collect()
    }
}

impl Splitter {
    /// What splits at this sign.
    pub fn new(delimiter: u8) -> Self {
        let (input, output, text) = (Vec::new(), Vec::new(), String::new());
        Self { reader: None, delimiter, input, output, text, ends: Vec::new(), bounds: Vec::new() }
    }

    /// The sign at which it splits.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The cells of a line that is a whole row.
    pub(super) fn line(&mut self, line: &Line) -> Option<Vec<Cell>> {
        self.row(line.body())
    }

    /// The cells of a row, with its end or without; `None` where a quotation mark is still open.
    pub(super) fn row(&mut self, text: &str) -> Option<Vec<Cell>> {
        self.cells(text.trim_end_matches(['\n', '\r'])).map(|cells| cells.owned())
    }

    /// The cells of a row without its end; none in a row where nothing stands, and `None` where a
    /// quotation mark is still open. Where one file was put behind another, a row begins with the mark of
    /// its byte order, which is no part of the first cell.
    pub fn cells<'r>(&'r mut self, row: &'r str) -> Option<Cells<'r>> {
        let row = row.trim_start_matches(BYTE_ORDER_MARK);
        self.bounds.clear();
        if row.is_empty() || plain_bounds(row.as_bytes(), self.delimiter, &mut self.bounds) {
            return Some(Cells { text: row, bounds: &self.bounds });
        }
        self.input.clear();
        self.input.extend_from_slice(row.as_bytes());
        self.input.push(b'\n');
        self.output.resize(self.input.len(), 0);
        self.ends.resize(self.input.len(), 0);
        let reader = self.reader.get_or_insert_with(|| {
            let rows = Terminator::Any(b'\n');
            Box::new(ReaderBuilder::new().delimiter(self.delimiter).terminator(rows).build())
        });
        reader.reset();
        let (result, _, length, count) = reader.read_record(&self.input, &mut self.output, &mut self.ends);
        if !matches!(result, ReadRecordResult::Record) {
            return None;
        }
        self.text.clear();
        self.text.push_str(std::str::from_utf8(self.output.get(..length)?).unwrap_or_default());
        let ends = self.ends.get(..count)?;
        self.bounds.clear();
        self.bounds.extend(std::iter::once(0).chain(ends.iter().copied()).zip(ends.iter().copied()));
        Some(Cells { text: &self.text, bounds: &self.bounds })
    }
}

/// Finds where the cells of a row begin and end; `false` where one cannot be taken as it stands in the
/// row, without its quotation marks around it.
fn plain_bounds(row: &[u8], delimiter: u8, bounds: &mut Vec<(usize, usize)>) -> bool {
    let mut start = 0_usize;
    for (at, byte) in row.iter().enumerate() {
        if *byte == delimiter {
            bounds.push((start, at));
            start = at.saturating_add(1);
        } else if matches!(byte, b'"' | b'\n') {
            return quoted_bounds(row, start, delimiter, bounds);
        }
    }
    bounds.push((start, row.len()));
    true
}

/// The same from a cell on, some of which stand between quotation marks.
fn quoted_bounds(row: &[u8], mut start: usize, delimiter: u8, bounds: &mut Vec<(usize, usize)>) -> bool {
    loop {
        let rest = row.get(start..).unwrap_or_default();
        let next = if let [b'"', inside @ ..] = rest {
            let Some(length) = inside.iter().position(|byte| *byte == b'"') else { return false };
            let first = start.saturating_add(1);
            let end = first.saturating_add(length);
            let next = end.saturating_add(1);
            if row.get(next).is_some_and(|byte| *byte != delimiter) {
                return false;
            }
            bounds.push((first, end));
            next
        } else {
            let stop = rest.iter().position(|byte| *byte == delimiter || *byte == b'\n');
            let end = stop.map_or(row.len(), |at| start.saturating_add(at));
            if row.get(end) == Some(&b'\n') {
                return false;
            }
            bounds.push((start, end));
            end
        };
        if next >= row.len() {
            return true;
        }
        start = next.saturating_add(1);
    }
}

/// How much of some lines comes before the first in which a quotation mark is still open at its end.
pub fn closed_lines(text: &str, delimiter: u8) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0_usize;
    while let Some(mark) = bytes.get(from..).and_then(|rest| memchr(b'"', rest)).map(|at| from.saturating_add(at)) {
        let start = memrchr(b'\n', bytes.get(..mark).unwrap_or_default()).map_or(0, |at| at.saturating_add(1));
        let rest = bytes.get(mark..).unwrap_or_default();
        let stop = memchr(b'\n', rest).map_or(text.len(), |at| mark.saturating_add(at).saturating_add(1));
        let line = text.get(start..stop).unwrap_or_default().trim_end_matches(['\n', '\r']);
        if is_quoted_after(false, line, delimiter) {
            return start;
        }
        from = stop;
    }
    text.len()
}

/// Whether a quotation mark that opens a cell is still open after a line, as one may be before it. A mark
/// that stands inside a cell without opening it is a sign as any other; so is what follows a closed one.
pub(super) fn is_quoted_after(mut quoted: bool, line: &str, delimiter: u8) -> bool {
    let line = line.trim_start_matches(BYTE_ORDER_MARK).as_bytes();
    let mut at = 0_usize;
    let byte = |at: usize| line.get(at).copied();
    while let Some(mark) = line.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'"')) {
        at = at.saturating_add(mark);
        let next = at.saturating_add(1);
        if quoted {
            let doubled = byte(next) == Some(b'"');
            quoted = doubled;
            at = next.saturating_add(usize::from(doubled));
        } else {
            quoted = at.checked_sub(1).is_none_or(|before| byte(before) == Some(delimiter));
            at = next;
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &str) -> Option<Vec<String>> {
        Splitter::new(b',').cells(row).map(|cells| cells.iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_quotation_mark_keeps_what_stands_in_it_together() {
        let split = |row| cells(row).unwrap();
        assert_eq!(split("甲,,b"), ["甲", "", "b"]);
        assert_eq!(split("\"甲,乙\",\"1\"\"\""), ["甲,乙", "1\""]);
        assert_eq!(split("a\"b,c"), ["a\"b", "c"]);
        assert_eq!(split(""), Vec::<String>::new());
        assert_eq!(cells("\"甲,乙"), None);
    }

    #[test]
    fn the_byte_order_mark_of_a_file_behind_another_is_no_part_of_a_cell() {
        assert_eq!(cells("\u{feff}甲,1").unwrap(), ["甲", "1"]);
        assert_eq!(cells("\u{feff}\"甲,乙\",1").unwrap(), ["甲,乙", "1"]);
        assert_eq!(cells("\u{feff}\"甲,1"), None);
    }

    #[test]
    fn a_cell_is_found_by_its_column() {
        let mut splitter = Splitter::new(b',');
        for row in ["a,b,,d", "\"a\",b,,\"d\""] {
            let cells = splitter.cells(row).unwrap();
            assert_eq!(
                [cells.get(0), cells.get(2), cells.get(3), cells.get(4)],
                [Some("a"), Some(""), Some("d"), None]
            );
        }
    }

    /// Every short text over the signs that matter.
    #[test]
    fn a_line_is_closed_where_its_cells_can_be_told_apart() {
        let signs = ['"', ',', 'a', BYTE_ORDER_MARK];
        let mut lines = vec![String::new()];
        for _ in 0..6 {
            lines = lines
                .iter()
                .flat_map(|line| signs.map(|sign| format!("{line}{sign}")))
                .chain([String::new()])
                .collect();
            for line in &lines {
                assert_eq!(!is_quoted_after(false, line, b','), cells(line).is_some(), "{line}");
            }
        }
    }

    #[test]
    fn lines_are_closed_up_to_the_first_that_is_not() {
        let closed = |text: &str| text.get(..closed_lines(text, b',')).unwrap().to_owned();
        assert_eq!(closed("a,b\nc,d\n"), "a,b\nc,d\n");
        assert_eq!(closed("a,b\n\"c\",d\r\n\"e,f\ng\",h\n"), "a,b\n\"c\",d\r\n");
        assert_eq!(closed("\"a\n"), "");
    }
}
