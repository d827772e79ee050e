//! Rows as every kind of file gives them, before anything is made of them.

use super::bundle::{Bundle, Part};
use super::cell::Cell;
use super::faults;
use super::headings::squeezed;
use super::peel::peel;
use crate::figure;
use crate::language::Text;
use crate::report::client::CellProblem;
use std::ops::RangeInclusive;

/// One row of a table, or one object.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row, line or object of its file, counted from 1.
    pub number: usize,
    /// What stands there.
    pub content: Content,
}

/// What stands in a row.
#[derive(Clone, Debug)]
pub enum Content {
    /// Cells, from the first column on.
    Cells(Vec<Cell>),
    /// What should be an object in JSON.
    Object(Object),
    /// Something that cannot be told apart.
    Damaged {
        /// The beginning of it.
        shown: String,
        /// What is wrong.
        what: Text,
        /// What to do about it.
        mend: Text,
    },
}

/// The text of an object, and where in its file it begins.
#[derive(Clone, Debug)]
pub struct Object {
    /// The text.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in letters.
    pub column: usize,
}

impl Object {
    /// One that is a whole line.
    pub fn on_line(line: usize, text: &str) -> Self {
        Self { text: text.to_owned(), line, column: 1 }
    }
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A client, readable or not.
    Client,
    /// The sum of rows above it, a remark, or the headings once more.
    Aside,
    /// Nothing.
    Blank,
}

/// What sums are called.
const SUMS: [&str; 10] =
    ["合计", "总计", "小计", "共计", "本页合计", "平均", "total", "subtotal", "grandtotal", "average"];
/// How remarks below a table begin.
const REMARKS: [&str; 12] =
    ["备注", "注:", "注释", "说明", "制表", "填表", "审核", "填报", "单位:", "note", "remark", "prepared by"];

impl Row {
    /// How many bytes it takes, about.
    pub(super) fn weight(&self) -> usize {
        match &self.content {
            Content::Cells(cells) => {
                cells.iter().map(|cell| size_of_val(cell).saturating_add(cell.shown().len())).sum()
            }
            Content::Object(object) => object.text.len(),
            Content::Damaged { shown, .. } => shown.len(),
        }
    }

    /// In how many columns anything stands.
    pub(super) fn filled(&self) -> usize {
        let Content::Cells(cells) = &self.content else { return 0 };
        cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last.saturating_add(1))
    }

    /// What is said of a row that is no client.
    pub fn aside(&self) -> CellProblem {
        faults::aside(self.number, self.shown())
    }

    /// That a row only numbers the columns, and is no client.
    pub(super) fn numbering(&self) -> CellProblem {
        faults::numbering(self.number, self.shown())
    }

    /// The first thing that stands there, for people.
    fn shown(&self) -> &str {
        match &self.content {
            Content::Cells(cells) => cells.iter().find(|cell| !cell.is_empty()).map_or("", Cell::shown),
            Content::Object(object) => &object.text,
            Content::Damaged { shown, .. } => shown,
        }
    }

    /// What the row stands for in a table with these headings.
    pub fn standing(&self, headings: &[String]) -> Standing {
        let Content::Cells(cells) = &self.content else { return Standing::Client };
        let filled: Vec<&str> = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.shown().trim()).collect();
        if filled.is_empty() {
            Standing::Blank
        } else if is_sum(&filled) || is_remark(&filled) || repeats(cells, headings) {
            Standing::Aside
        } else {
            Standing::Client
        }
    }
}

/// Whether a cell, trimmed, says that its row sums up.
fn says_sum(text: &str) -> bool {
    let folded = figure::fold(text).into_owned();
    let bare = peel(&folded).map_or(folded, |(before, _)| before);
    SUMS.contains(&squeezed(&bare).as_str())
}

/// Whether a cell, trimmed, begins as remarks do.
fn begins_remark(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    REMARKS.iter().any(|word| folded.starts_with(word))
}

/// Whether a row sums up: it says so in its first cell, or behind a number, and holds only figures besides.
fn is_sum(filled: &[&str]) -> bool {
    let says = |text: &&str| says_sum(text);
    let figures = |text: &&str| text.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '.'));
    let at = filled.iter().take(2).position(says);
    at.is_some_and(|at| filled.iter().enumerate().all(|(other, text)| other == at || figures(text)))
}

/// Whether a row only holds remarks.
fn is_remark(filled: &[&str]) -> bool {
    let begins = filled.first().is_some_and(|text| begins_remark(text));
    begins && (filled.len() == 1 || filled.iter().all(|text| figure::fold(text).contains(':')))
}

/// Whether a row repeats the headings.
fn repeats(cells: &[Cell], headings: &[String]) -> bool {
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let same = |(at, cell): (usize, &Cell)| headings.get(at).is_some_and(|it| squeezed(it) == squeezed(cell.shown()));
    filled.clone().count() > 1 && filled.into_iter().all(same)
}

/// The first sign of a text that counts where headings and sums are compared.
fn first_sign(text: &str) -> Option<char> {
    let idle = |sign: &char| !sign.is_whitespace() && !matches!(sign, '*' | '_' | '-' | ':' | '\u{feff}' | '\'');
    let sign = text.chars().map(figure::half_width).find(idle)?;
    sign.to_lowercase().next()
}

/// What shows at a glance that a row is a client.
#[derive(Debug)]
pub(super) struct Glance {
    /// How what sums or remarks may begin.
    signs: Vec<Option<char>>,
    /// How each heading begins, and what it is.
    headings: Vec<(Option<char>, String)>,
}

impl Glance {
    /// For a table with these headings.
    pub(super) fn new(headings: &[String]) -> Self {
        let words = SUMS.iter().chain(&REMARKS);
        let signs = words.map(|word| first_sign(word)).chain([None]).collect();
        let headings = headings.iter().map(|heading| (first_sign(heading), squeezed(heading))).collect();
        Self { signs, headings }
    }

    /// What a row stands for by its cells, of which only the first two that are filled are looked at;
    /// `None` where that is not enough to see it.
    pub(super) fn standing<'r>(&self, cells: impl Iterator<Item = &'r str>) -> Option<Standing> {
        let mut filled = cells.enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let Some((at, first)) = filled.next() else { return Some(Standing::Blank) };
        let sign = first_sign(first);
        let (heads, heading) = self.headings.get(at).map_or((None, ""), |(sign, heading)| (*sign, heading.as_str()));
        let odd = self.signs.contains(&sign) && (says_sum(first.trim()) || begins_remark(first.trim()));
        let odd = odd || (sign == heads && squeezed(first) == *heading);
        let sums = |cell: &str| self.signs.contains(&first_sign(cell)) && says_sum(cell.trim());
        (!odd && !filled.next().is_some_and(|(_, cell)| sums(cell))).then_some(Standing::Client)
    }
}

/// How many rows that were told apart one by one go together, and about how many bytes of them.
const TOGETHER: usize = 64;
pub(super) const MOST_WEIGHT: usize = 1 << 18;

/// Takes rows one after the other as a bundle, and says why no more can be taken, where that is so.
pub(super) fn bundle_of(rows: &mut impl Rows) -> (Option<Bundle>, Option<Text>) {
    let (mut taken, mut weight, mut failed) = (Vec::new(), 0_usize, None);
    while taken.len() < TOGETHER && weight < MOST_WEIGHT && failed.is_none() {
        match rows.next() {
            Ok(Some(row)) => {
                weight = weight.saturating_add(row.weight());
                taken.push(row);
            }
            Ok(None) => break,
            Err(what) => failed = Some(what),
        }
    }
    ((!taken.is_empty()).then(|| Bundle { parts: vec![Part::Rows(taken)] }), failed)
}

/// The rows of a file, one after the other.
pub trait Rows {
    /// The next row, blank ones included; `None` after the last.
    ///
    /// # Errors
    /// Why the file cannot be read any further.
    fn next(&mut self) -> Result<Option<Row>, Text>;

    /// Looks at so many rows without taking them; at fewer at the end, or where at least `least` are
    /// there and no more come for a while.
    ///
    /// # Errors
    /// Why the file cannot be read.
    fn look(&mut self, least: usize, most: usize) -> Result<Vec<Row>, Text>;

    /// Takes some rows that are there, waiting only for the first; `None` after the last.
    ///
    /// # Errors
    /// Why the file cannot be read any further.
    fn bundle(&mut self) -> Result<Option<Bundle>, Text>;

    /// The cells of a row that are joined over several columns, by the first and the last of these, counted
    /// from 0; none where a file joins no cells.
    fn joined(&self, _row: usize) -> Vec<RangeInclusive<usize>> {
        Vec::new()
    }

    /// Takes note of how many columns the headings are.
    fn set_width(&mut self, _: usize) {}

    /// Whether cells are counted from the left and have no place of their own.
    fn is_strict(&self) -> bool {
        false
    }
}
