//! Where the headings of a table stand: below titles, on one row or on two, with units beside them.

use super::cell::{Cell, Lettering, address};
use super::currency::is_short_for_many;
use super::faults::cell_fault;
use super::headings::{Headings, MOST_LOOKED_FOR, Role, squeezed};
use super::rows::{Content, Row};
use super::stated::{above, in_brackets, in_group, is_label};
use super::unit::{Remark, Unit};
use crate::beginning::beginning;
use crate::language::Text;
use std::ops::RangeInclusive;

/// Among how many rows at the top the headings are looked for; titles and notes may stand above them.
pub const MOST_ROWS_ABOVE: usize = 30;

/// The headings of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// Each heading, with remarks on its unit that stand elsewhere: below it, above its group, above all, as far as
    /// there are any; also of columns that have none but in which something stands.
    pub headings: Vec<(String, Vec<Vec<String>>)>,
    /// How many columns the headings are.
    pub width: usize,
    /// In how many columns anything stands below them.
    pub filled: usize,
    /// The last row of headings, by position.
    pub last: usize,
    /// The row below them that only numbers the columns, by position.
    pub numbering: Option<usize>,
    /// How many rows stand above the first client.
    pub rows_above: usize,
}

impl Header {
    /// That all headings stand in one cell, parted by a sign that parts no cells.
    pub fn in_one_cell(&self, headings: &Headings<'_>) -> Option<Text> {
        let [(text, _)] = self.headings.as_slice() else { return None };
        in_one_cell(headings, text)
    }
}

fn in_one_cell(headings: &Headings<'_>, text: &str) -> Option<Text> {
    let known = |sign: &char| headings.known(&text.split(*sign).map(str::to_owned).collect::<Vec<_>>());
    let sign = ['，', '；', '、', '|', '｜'].into_iter().find(|sign| known(sign) > 1)?;
    Some(Text::new(
        format!("各列之间是「{sign}」;改成英文逗号「,」、分号或制表符"),
        format!("the cells are parted by `{sign}`; make it a comma, a semicolon or a tab"),
    ))
}

/// How a row of a spreadsheet is laid out.
#[derive(Debug)]
pub struct Layout {
    /// The cells that are joined over several columns, by the first and the last of these, counted from 0.
    pub joined: Vec<RangeInclusive<usize>>,
    /// In how many columns anything stands, be it no text.
    pub filled: usize,
}

/// Finds the headings among the first rows, which are laid out like this, where that is known; `None` where none
/// is one of ours.
pub fn find(headings: &Headings<'_>, rows: &[Vec<String>], layouts: &[Layout]) -> Option<Header> {
    let counts: Vec<usize> = rows.iter().map(|row| headings.known(row)).collect();
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    // A row of data may hold a word that is a heading too, so the first that has enough counts.
    let mut at = counts.iter().position(|count| *count > 0 && count.saturating_mul(2) >= most)?;
    let row = |at: usize| rows.get(at).map(Vec::as_slice).unwrap_or_default();
    let mut end = at;
    if at > 0 && continues(headings, row(at.saturating_sub(1)), row(at)) {
        at = at.saturating_sub(1);
    } else if continues(headings, row(at), row(at.saturating_add(1))) {
        end = at.saturating_add(1);
    }
    let (top, bottom) = (row(at), row(end));
    let width = top.len().max(bottom.len());
    let said = Some(above(headings, rows.get(..at).unwrap_or_default())).filter(|said| !said.is_empty());
    let over = if end > at { at } else { at.wrapping_sub(1) };
    let groups =
        groups(headings, row(over), layouts.get(over).map(|layout| layout.joined.as_slice()).unwrap_or_default());
    let group = |column: usize| {
        let group = groups.get(column).or(groups.last()).filter(|group| column <= group.last);
        group.and_then(|group| group.units.clone())
    };
    let below = units_below(headings, bottom, row(end.saturating_add(1)));
    let heading = |column: usize| {
        let text = |row: &[String]| row.get(column).cloned().unwrap_or_default();
        let (upper, lower) = (text(top), text(bottom));
        let lower_counts =
            || !lower.trim().is_empty() && (headings.role(&lower) != Role::Other || upper.trim().is_empty());
        let text = if end == at || lower_counts() { lower } else { upper };
        let unit = below.as_ref().and_then(|units| units.get(column)).filter(|unit| !unit.is_empty()).cloned();
        let elsewhere = unit.map(|unit| vec![unit]).into_iter().chain(group(column)).chain(said.clone()).collect();
        (text, elsewhere)
    };
    let after = end.saturating_add(1).saturating_add(usize::from(below.is_some()));
    let numbering = Some(after).filter(|after| is_numbering(row(*after)));
    let rows_above = after.saturating_add(usize::from(numbering.is_some()));
    let filled = layouts.iter().skip(rows_above).map(|layout| layout.filled).max().unwrap_or_default();
    let headings = (0..width.max(filled)).map(heading).collect();
    Some(Header { headings, width, filled, last: end, numbering, rows_above })
}

/// Whether the lower row goes on with the headings of the upper: it holds some of ours, and nothing
/// else where the upper one has one of ours already.
fn continues(headings: &Headings<'_>, upper: &[String], lower: &[String]) -> bool {
    let goes_on = |(upper, lower): (&String, &String)| {
        headings.role(upper) == Role::Other || lower.trim().is_empty() || squeezed(lower) == squeezed(upper)
    };
    let pairs = || upper.iter().zip(lower);
    let new = pairs().any(|(upper, lower)| headings.role(lower) != Role::Other && squeezed(lower) != squeezed(upper));
    new && pairs().all(goes_on) && headings.known(upper) > 0
}

/// A group of columns.
#[derive(Clone)]
struct Group {
    /// The units in its heading, if any.
    units: Option<Vec<String>>,
    /// The last column that may belong to it, counted from 0.
    last: usize,
}

/// The group of each column, whose heading stands at the first one. It ends where the next begins, or, in a row
/// of which cells are joined, with those over which its heading is.
fn groups(headings: &Headings<'_>, row: &[String], joined: &[RangeInclusive<usize>]) -> Vec<Group> {
    let mut group = Group { units: None, last: usize::MAX };
    let of_column = |(at, text): (usize, &String)| {
        if !text.trim().is_empty() {
            let units = Some(in_group(headings, text)).filter(|units| !units.is_empty());
            let area = joined.iter().find(|area| *area.start() == at);
            let last = if joined.is_empty() { usize::MAX } else { area.map_or(at, |area| *area.end()) };
            group = Group { units, last };
        }
        group.clone()
    };
    row.iter().enumerate().map(of_column).collect()
}

/// The units in the row below the headings, where it holds nothing else.
fn units_below(headings: &Headings<'_>, header: &[String], row: &[String]) -> Option<Vec<String>> {
    let mut stated = false;
    let units: Vec<String> = row.iter().map(|text| in_brackets(text)).collect();
    for (heading, text) in header.iter().zip(&units).filter(|(_, text)| !text.is_empty() && !is_label(text)) {
        let role = headings.role(heading);
        let numbered = text.chars().any(|letter| letter.is_ascii_digit()) && !is_short_for_many(text);
        if numbered || matches!(role, Role::Own(_)) {
            return None;
        }
        match headings.remark(&role, text) {
            Some(Remark::Unit(unit)) if headings.is_amount(&role) => {
                stated |= matches!(unit, Unit::Of(_) | Unit::Foreign(_)) || is_short_for_many(text);
            }
            Some(Remark::Unit(_) | Remark::Idle) => {}
            Some(_) => return None,
            None if text.chars().count() > 4 => return None,
            None => {}
        }
    }
    stated.then_some(units)
}

/// Whether a row only numbers the columns.
fn is_numbering(row: &[String]) -> bool {
    let numbers: Option<Vec<usize>> =
        row.iter().filter(|text| !text.trim().is_empty()).map(|text| text.trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.len() >= 3 && numbers.iter().copied().eq(1..=numbers.len()))
}

/// That something in a row, which may be a heading, is not taken, if so.
pub fn refused(row: &Row) -> Option<Text> {
    let Content::Cells(cells) = &row.content else { return None };
    // Of a heading what is struck out may be the unit; a raised letter makes it no other heading of ours.
    let is_refused = |cell: &Cell| matches!(cell, Cell::Refused(_) | Cell::Marked { lettering: Lettering::Struck, .. });
    let (at, cell) = cells.iter().enumerate().find(|(_, cell)| is_refused(cell))?;
    let (address, problem) = (address(row.number, at.saturating_add(1)), cell_fault(cell));
    let mend = problem.mend.unwrap_or(Text::new("", ""));
    Some(Text::new(
        format!("表头里的 {address}:{};{}", problem.what.zh, mend.zh),
        format!("{address}, among the headings: {}; {}", problem.what.en, mend.en),
    ))
}

/// That no headings are found among the first rows, which hold these texts. Where none of them is nearly one
/// of ours, a damaged row may be the headings.
pub fn not_found(headings: &Headings<'_>, rows: &[Row], texts: &[Vec<String>]) -> Text {
    let filled = |text: &&str| !text.is_empty();
    let texts = texts.iter().map(|row| row.iter().map(|text| text.trim()).filter(filled).collect::<Vec<_>>());
    let widest = texts.rev().max_by_key(Vec::len).unwrap_or_default();
    if let [text] = widest.as_slice()
        && let Some(what) = in_one_cell(headings, text)
    {
        return what;
    }
    let near = widest.iter().take(MOST_LOOKED_FOR).find_map(|text| headings.nearest(text).map(|name| (text, name)));
    let damaged = rows.iter().find_map(|row| match &row.content {
        Content::Damaged { problem, .. } => Some((row.number, &problem.what, problem.mend.as_ref()?)),
        Content::Cells(_) | Content::Object(_) => None,
    });
    let (zh, en) = match (near, damaged) {
        (Some((text, name)), _) => {
            let text = beginning(text);
            (format!(";「{text}」是不是「{name}」?"), format!("; is `{text}` meant to be `{name}`? "))
        }
        (None, Some((number, what, mend))) => {
            return Text::new(
                format!("没有找到表头。第 {number} 行:{}({})", what.zh, mend.zh),
                format!("no headings found; row {number}: {} ({})", what.en, mend.en),
            );
        }
        (None, None) if widest.is_empty() => return Text::new("里面没有内容", "there is nothing in it"),
        (None, None) => ("。".to_owned(), ". ".to_owned()),
    };
    let shown: Vec<String> = widest.iter().take(8).map(|text| text.chars().take(20).collect()).collect();
    Text::new(
        format!(
            "没有找到表头:前 {MOST_ROWS_ABOVE} 行里没有一列认识。看到的是「{}」{zh}用 huiqi template 生成空表,或用 --map 列=信息 对应",
            shown.join("」「")
        ),
        format!(
            "no headings found: no column in the first {MOST_ROWS_ABOVE} rows is one of ours. There are `{}`{en}Make a blank form with `huiqi template`, or name columns with --map",
            shown.join("`, `")
        ),
    )
}
