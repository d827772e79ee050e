//! Rows of CSV and TSV. A damaged row takes no other with it.

use super::bundle::{Bundle, Part};
use super::lines::{LONGEST, Line, Lines, MOST_TOGETHER, TOGETHER};
use super::rows::{Content, Row, Rows};
use super::split::{Splitter, closed_lines, is_quoted_after};
use crate::language::Text;
use crate::problem::{Code, Problem};
use std::io;
use std::sync::{Arc, LazyLock};

/// Over how many lines a row goes at most; a mark that is open for longer was never closed.
const MOST_LINES: usize = 1 << 10;
/// The same where so many lines were read in vain for marks that were not closed.
const MOST_IN_VAIN: usize = 1 << 15;
const FEW_LINES: usize = 1 << 4;

/// The rows of a text in which a sign parts the cells.
pub struct CsvRows {
    lines: Lines,
    splitter: Splitter,
    /// How many cells a row has, once that is known.
    width: Option<usize>,
    row: usize,
    /// How many lines were read for a mark and did not close it.
    in_vain: usize,
    /// Why no more can be read, where rows were handed over before that was said.
    failed: Option<Text>,
}

impl CsvRows {
    /// The rows of these lines, with this sign between the cells.
    pub fn new(lines: Lines, delimiter: u8) -> Self {
        Self { lines, splitter: Splitter::new(delimiter), width: None, row: 0, in_vain: 0, failed: None }
    }

    /// Takes another sign for what parts the cells.
    pub fn try_delimiter(&mut self, delimiter: u8) {
        self.splitter = Splitter::new(delimiter);
    }

    /// What stands in the row that begins with this line, and the lines that it takes.
    fn content(&mut self, first: Line) -> io::Result<(Content, Vec<Line>)> {
        if first.cut {
            let problem = Problem::nowhere(Code::DamagedRow, "这一行太长,超过 1 MiB", "this row is longer than 1 MiB")
                .mend("检查是否缺了换行", "see whether a line end is missing");
            return Ok((Content::damaged(first.body(), problem), vec![first]));
        }
        if first.torn && self.closes_what_it_does_not_open(&first) {
            return Ok((unclosed(first.body()), vec![first]));
        }
        let mut lines = vec![first];
        let mut text = String::new();
        let (mut quoted, mut joined) = (false, None);
        let most = if self.in_vain < MOST_IN_VAIN { MOST_LINES } else { FEW_LINES };
        while let Some(last) = lines.last() {
            text.push_str(last.body());
            text.push('\n');
            quoted = is_quoted_after(quoted, last.body(), self.splitter.delimiter());
            if let Some(cells) = (!quoted).then(|| self.splitter.row(&text)).flatten() {
                if lines.len() == 1 || self.width.is_none_or(|width| cells.len() == width) {
                    return Ok((Content::Cells(cells), lines));
                }
                joined = Some(cells.len());
                break;
            }
            let others = lines.len() > 1 && self.is_whole(last);
            if others || text.len() > LONGEST || lines.len() >= most {
                break;
            }
            match self.lines.take()? {
                Some(line) => lines.push(line),
                None => break,
            }
        }
        let mut others = lines.split_off(1);
        if let Some(last) = others.last_mut() {
            last.torn |= joined.is_some();
        }
        self.in_vain = self.in_vain.saturating_add(others.len());
        let further = others.len();
        self.lines.put_back(others.into_iter());
        let content = lines.first().map_or_else(
            || Content::Cells(Vec::new()),
            |first| match joined.zip(self.width) {
                Some(widths) => of_other_width(first.body(), further, widths),
                None => unclosed(first.body()),
            },
        );
        Ok((content, lines))
    }

    /// Whether a quotation mark in a line closes what began before it: it opens no cell, and has no other beside it.
    fn closes_what_it_does_not_open(&self, line: &Line) -> bool {
        let odd = !line.text.matches('"').count().is_multiple_of(2);
        odd && !is_quoted_after(false, line.body(), self.splitter.delimiter())
    }

    fn row(&mut self, number: usize) -> Result<Option<(Row, Vec<Line>)>, Text> {
        let Some(line) = self.lines.take().map_err(failed)? else { return Ok(None) };
        let (content, lines) = self.content(line).map_err(failed)?;
        Ok(Some((Row { number, content }, lines)))
    }

    /// The next part of a bundle: rows of a line each, or one that has to be read by itself.
    fn part(&mut self) -> Result<Option<Part>, Text> {
        let delimiter = self.splitter.delimiter();
        let Some(lines) = self.lines.together(|text| closed_lines(text, delimiter)).map_err(failed)? else {
            return Ok(None);
        };
        if lines.count == 0 {
            return Ok(self.next()?.map(|row| Part::Rows(vec![row])));
        }
        let first = self.row.saturating_add(1);
        self.row = self.row.saturating_add(lines.count);
        Ok(Some(Part::Cells { first, count: lines.count, text: lines.text, delimiter }))
    }

    /// Whether a line that a quotation mark joins to others would be a whole row by itself: then the
    /// first of them has lost its closing mark. In a narrow table a line of an address may look so too.
    fn is_whole(&mut self, line: &Line) -> bool {
        let even = line.text.matches('"').count().is_multiple_of(2);
        let wide = self.width.filter(|width| *width >= 3);
        even && wide.is_some_and(|width| self.splitter.line(line).is_some_and(|cells| cells.len() >= width))
    }
}

fn failed(error: io::Error) -> Text {
    crate::problem::io_words(&error)
}

/// What stands in a row, without its end, in which a quotation mark is still open.
pub(super) fn unclosed(row: &str) -> Content {
    // A file may be nothing but such rows.
    static PROBLEM: LazyLock<Arc<Problem>> = LazyLock::new(|| {
        let problem = Problem::nowhere(
            Code::DamagedRow,
            "这一行的引号不成对,分不清各格",
            "a quotation mark of this row has no other to go with, so its cells cannot be told apart",
        );
        Arc::new(problem.mend(
            "检查英文双引号;内容里的引号要写两遍",
            "look for a stray double quote; one inside a cell is written twice",
        ))
    });
    Content::damaged(row, Arc::clone(&PROBLEM))
}

/// What stands in a row that a quotation mark joins to so many lines below it, so that together they have so many cells
/// where there are so many columns.
fn of_other_width(row: &str, further: usize, (cells, columns): (usize, usize)) -> Content {
    let lines = if further == 1 { "line" } else { "lines" };
    let problem = Problem::nowhere(
        Code::DamagedRow,
        format!("这一行的引号要连下面 {further} 行才成对,连起来有 {cells} 格,表头有 {columns} 格,分不清哪几行是一行"),
        format!(
            "a quotation mark of this row is closed {further} {lines} below it; together they are {cells} cells under {columns} headings, so it is not clear which lines are one row"
        ),
    );
    let problem = problem.mend(
        "检查英文双引号;内容要换行的,这一行的格数要和表头一样",
        "look for a stray double quote; a row with a line break in a cell needs a cell under each heading and no more",
    );
    Content::damaged(row, problem)
}

impl Rows for CsvRows {
    fn next(&mut self) -> Result<Option<Row>, Text> {
        self.row = self.row.saturating_add(1);
        Ok(self.row(self.row)?.map(|(row, _)| row))
    }

    fn look(&mut self, least: usize, most: usize) -> Result<Vec<Row>, Text> {
        self.lines.look(least, most).map_err(failed)?;
        let (mut rows, mut taken) = (Vec::new(), Vec::new());
        while rows.len() < most && (rows.len() < least || self.lines.has_line() || !self.lines.may_come_slowly()) {
            let number = self.row.saturating_add(rows.len()).saturating_add(1);
            let Some((row, lines)) = self.row(number)? else { break };
            rows.push(row);
            taken.extend(lines);
        }
        self.lines.put_back(taken.into_iter());
        Ok(rows)
    }

    fn bundle(&mut self) -> Result<Option<Bundle>, Text> {
        if let Some(what) = self.failed.take() {
            return Err(what);
        }
        let mut bundle = Bundle::default();
        let (mut rows, mut bytes) = (0_usize, 0_usize);
        loop {
            match self.part() {
                Ok(Some(part)) => {
                    rows = rows.saturating_add(part.rows());
                    bytes = bytes.saturating_add(part.bytes());
                    bundle.add(part);
                }
                Ok(None) => return Ok(Some(bundle).filter(|bundle| !bundle.parts.is_empty())),
                Err(what) if bundle.parts.is_empty() => return Err(what),
                Err(what) => {
                    self.failed = Some(what);
                    return Ok(Some(bundle));
                }
            }
            // A row of several lines may have to wait for its last; those before it do not.
            let enough = rows >= MOST_TOGETHER || bytes >= TOGETHER;
            if enough || !self.lines.has_line() || self.lines.may_come_slowly() {
                return Ok(Some(bundle));
            }
        }
    }

    fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    fn is_strict(&self) -> bool {
        true
    }
}
