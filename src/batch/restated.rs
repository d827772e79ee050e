//! Headings that stand once more further down, with other units than at the top: what is below them is in these.

use super::bundle::{Bundle, Part};
use super::cell::Cell;
use super::headings::{Column, Headings, Role, squeezed};
use super::peel::peel;
use super::rows::{Content, Row};
use super::split::Splitter;
use super::unit::Unit;
use crate::figure;
use crate::language::Text;
use memchr::memmem::Finder;
use std::sync::Arc;

/// The longest cell, in bytes, that may be a heading.
const LONGEST: usize = 1 << 10;
/// How many headings may come to stand anew in all, those that stay as they are included: each time all columns are
/// gone through.
const MOST: usize = 1 << 20;

/// What sees, on the thread that reads, where headings stand once more.
pub(super) struct Watch {
    /// Each heading at the top, squeezed, with its remarks and without.
    headings: Vec<(String, String)>,
    /// The column by which such a row is known at a glance, and its heading without remarks.
    key: Option<(usize, Finder<'static>)>,
    /// The headings under which the next row stands, where they are not those at the top.
    current: Option<Arc<[String]>>,
    /// How many headings have come to stand anew.
    anew: usize,
    /// In which row there came to be too many.
    too_many: Option<usize>,
}

impl Watch {
    /// For a table with these columns.
    pub(super) fn new(columns: &[Column]) -> Self {
        let headings: Vec<_> = columns.iter().map(|it| (squeezed(&it.heading), squeezed(&bare(&it.heading)))).collect();
        let ours = |wanted: fn(&Role) -> bool| columns.iter().position(|column| wanted(&column.role));
        let at = ours(|role| matches!(role, Role::Own(_))).or_else(|| ours(|role| *role != Role::Other));
        let text = at.and_then(|at| columns.get(at)).map(|column| bare(&column.heading));
        let key = at.zip(text.filter(|text| !text.is_empty())).map(|(at, text)| (at, Finder::new(&text).into_owned()));
        Self { headings, key, current: None, anew: 0, too_many: None }
    }

    /// A bundle with the headings that hold for its rows, where they are not those at the top.
    ///
    /// # Errors
    /// That other headings come too often.
    pub(super) fn over(&mut self, bundle: Bundle) -> Result<Bundle, Text> {
        let Some((at, key)) = self.key.clone() else { return Ok(bundle) };
        let mut parts: Vec<Part> = Vec::new();
        parts.extend(self.current.clone().map(|texts| Part::Headings { row: None, texts }));
        for part in bundle.parts {
            match part {
                Part::Rows(rows) => self.rows(rows, (at, &key), &mut parts),
                Part::Cells { first, count, text, delimiter } if key.find(text.as_bytes()).is_some() => {
                    self.cells((first, count), &text, delimiter, &key, &mut parts);
                }
                other => parts.push(other),
            }
        }
        self.too_many.map_or(Ok(Bundle { parts }), |row| {
            Err(Text::new(
                format!("下面换了太多次表头(第 {row} 行),不再往下读;一种表头存成一个文件"),
                format!("other headings come too often (row {row}), so nothing further is read; keep what stands under each in a file of its own"),
            ))
        })
    }

    fn rows(&mut self, rows: Vec<Row>, (at, key): (usize, &Finder<'_>), parts: &mut Vec<Part>) {
        let mut same = Vec::new();
        for row in rows {
            let changed = match &row.content {
                Content::Cells(cells)
                    if cells.get(at).is_some_and(|cell| key.find(cell.shown().as_bytes()).is_some()) =>
                {
                    self.change(row.number, cells)
                }
                _ => None,
            };
            match changed {
                Some(texts) => {
                    parts.extend([Part::Rows(std::mem::take(&mut same)), Part::Headings { row: Some(row), texts }]);
                }
                None => same.push(row),
            }
        }
        parts.push(Part::Rows(same));
    }

    fn cells(
        &mut self,
        (first, all): (usize, usize),
        text: &str,
        delimiter: u8,
        key: &Finder<'_>,
        parts: &mut Vec<Part>,
    ) {
        let mut splitter = Splitter::new(delimiter);
        let (mut from, mut start, mut end, mut number) = (first, 0_usize, 0_usize, first);
        let some = |from: usize, to: usize, text: Option<&str>| Part::Cells {
            first: from,
            count: to.saturating_sub(from),
            text: text.unwrap_or_default().to_owned(),
            delimiter,
        };
        for line in text.split_inclusive('\n') {
            let next = end.saturating_add(line.len());
            let cells = key.find(line.as_bytes()).and_then(|_| splitter.row(line.trim_end_matches(['\n', '\r'])));
            if let Some((cells, texts)) =
                cells.and_then(|cells| self.change(number, &cells).map(|texts| (cells, texts)))
            {
                parts.push(some(from, number, text.get(start..end)));
                parts.push(Part::Headings { row: Some(Row { number, content: Content::Cells(cells) }), texts });
                (from, start) = (number.saturating_add(1), next);
            }
            (end, number) = (next, number.saturating_add(1));
        }
        parts.push(some(from, first.saturating_add(all), text.get(start..)));
    }

    /// The headings in a row, where these are not those that hold so far.
    fn change(&mut self, row: usize, cells: &[Cell]) -> Option<Arc<[String]>> {
        let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let is_heading = |(at, cell): (usize, &Cell)| {
            let text = cell.shown();
            let heading = self.headings.get(at).filter(|_| text.len() <= LONGEST);
            heading.is_some_and(|(_, bare_heading)| squeezed(&bare(text)) == *bare_heading)
        };
        if filled().count() < 2 || !filled().all(is_heading) {
            return None;
        }
        let as_at_top = filled()
            .all(|(at, cell)| self.headings.get(at).is_some_and(|(heading, _)| squeezed(cell.shown()) == *heading));
        if as_at_top && self.current.is_none() {
            return None;
        }
        let there = filled().next_back().map_or(0, |(last, _)| last.saturating_add(1));
        let texts = || cells.iter().take(there).map(Cell::shown);
        if let Some(current) = self.current.as_ref().filter(|current| texts().eq(current.iter())) {
            return Some(Arc::clone(current));
        }
        self.anew = self.anew.saturating_add(self.headings.len());
        if self.anew > MOST {
            self.too_many = self.too_many.or(Some(row));
        }
        let texts: Arc<[String]> = texts().map(str::to_owned).collect();
        self.current = Some(Arc::clone(&texts)).filter(|_| !as_at_top);
        Some(texts)
    }
}

/// A heading without its remarks.
fn bare(heading: &str) -> String {
    let mut rest = figure::fold(heading).into_owned();
    while let Some((before, _)) = peel(&rest).filter(|(before, _)| !before.trim().is_empty()) {
        rest = before;
    }
    rest
}

/// The columns below headings that stand further down: amounts are in the units that these state. One that states
/// none, where another did so at the top, leaves open what is meant.
pub(super) fn restated(columns: &[Column], headings: &Headings<'_>, texts: &[String]) -> Vec<Column> {
    let under = |(column, text): (&Column, &str)| {
        if text.trim().is_empty() {
            return column.clone();
        }
        let role = match (&column.role, headings.column(text, &[]).role) {
            (Role::Fact { fact, year, unit }, Role::Fact { fact: below, year: other, unit: stated })
                if *fact == below && *year == other && squeezed(text) != squeezed(&column.heading) =>
            {
                let unit = match stated {
                    Unit::Unstated if *unit != Unit::Unstated => Unit::Unreadable(text.to_owned()),
                    stated => stated,
                };
                Role::Fact { fact: below, year: other, unit }
            }
            (role, _) => role.clone(),
        };
        Column { role, ..column.clone() }
    };
    let texts = texts.iter().map(String::as_str).chain(std::iter::repeat(""));
    columns.iter().zip(texts).map(under).collect()
}
