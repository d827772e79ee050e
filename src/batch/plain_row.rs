//! Rows of a table in plain spellings, read straight into a block of clients.

use super::beside::Tells;
use super::cell::{Cell, address};
use super::clients::Clients;
use super::credit_code;
use super::faults::unit_unstated;
use super::headings::{Column, Role};
use super::memo::Memo;
use super::plain_cell::{CellReader, Manner, Took};
use super::row::{Table, in_row, passed, too_short};
use super::split::Cells;
use super::unit::Unit;
use super::value::mark;
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::heading::Own;
use crate::problem::Problem;
use crate::profile::Profile;
use crate::profile_file::MOST_LISTED;
use crate::report::client::CellProblem;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What reads plain rows of a table. It gives what the table's full reader gives, or nothing.
#[derive(Debug)]
pub(super) struct PlainTable<'c> {
    /// Each column that is ours, with its place.
    columns: Vec<(usize, PlainColumn<'c>)>,
    /// The places of the columns that pass through.
    passing: Vec<usize>,
    /// Those of them that may say something of amounts beside them, with what texts change nothing.
    telling: Vec<(usize, Tells, Memo<bool>)>,
    /// Each fact with the unit of its column, unless there are too many.
    amounts: Option<Vec<(FactId, Unit)>>,
    catalogue: &'c Catalogue,
    headings: Vec<String>,
    short: ShortRows,
    /// What is wrong with the row that is read; what an earlier row left is its room alone.
    problems: Vec<CellProblem>,
    /// A profile of which nothing is known.
    scratch: Profile,
}

/// What has to be minded of rows with too few cells, by how many these are.
#[derive(Debug, Default)]
struct ShortRows(HashMap<usize, Arc<Problem>>);

impl ShortRows {
    /// The same of one row.
    fn of(&mut self, number: usize, cells: usize, columns: usize) -> CellProblem {
        in_row(number, Arc::clone(self.0.entry(cells).or_insert_with(|| too_short(cells, columns).into())))
    }
}

/// With how many columns a unit beside amounts is compared with those of all columns ahead of the row.
const MOST_COMPARED: usize = 1 << 8;

#[derive(Debug)]
enum PlainColumn<'c> {
    Own(Own),
    Fact(Box<CellReader<'c>>),
    /// One whose cells are only read in full.
    Odd,
}

impl<'c> PlainTable<'c> {
    /// For this table.
    pub(super) fn new(catalogue: &'c Catalogue, table: &Table<'c>) -> Self {
        let mut columns: Vec<(usize, PlainColumn<'c>)> = Vec::new();
        for (at, column) in table.columns().iter().enumerate() {
            columns.extend(PlainColumn::of(catalogue, column).map(|column| (at, column)));
        }
        // Columns on the same fact may contradict each other.
        let filled: Vec<_> = columns.iter().map(|(_, column)| column.slots()).collect();
        for (at, (_, column)) in columns.iter_mut().enumerate() {
            let own = column.slots();
            let others = filled.iter().enumerate().filter(|(other, _)| *other != at);
            if others.into_iter().any(|(_, slots)| own.start < slots.end && slots.start < own.end) {
                *column = PlainColumn::Odd;
            }
        }
        let amounts = table.columns().iter().filter_map(|column| match &column.role {
            Role::Fact { fact, unit, .. } => Some((*fact, unit.clone())),
            _ => None,
        });
        Self {
            columns,
            passing: table.passing().to_vec(),
            telling: table.telling().iter().map(|(at, tells)| (*at, *tells, Memo::new())).collect(),
            amounts: (table.columns().len() <= MOST_COMPARED).then(|| amounts.collect()),
            catalogue,
            headings: table.columns().iter().map(|column| column.heading.clone()).collect(),
            short: ShortRows::default(),
            problems: Vec::new(),
            scratch: Profile::default(),
        }
    }

    /// Reads the row of a client and adds it; `false` where it has to be read in full, and nothing is
    /// added.
    pub(super) fn read(&mut self, number: usize, cells: Cells<'_>, clients: &mut Clients) -> bool {
        let width = self.headings.len();
        if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            return false;
        }
        let (catalogue, amounts) = (self.catalogue, &self.amounts);
        let changes_nothing = |(at, tells, memo): &mut (usize, Tells, Memo<bool>)| {
            let cell = cells.get(*at).unwrap_or_default().trim();
            let agrees = |cell| amounts.as_ref().is_some_and(|amounts| tells.agrees(catalogue, amounts, cell));
            cell.is_empty() || memo.of(cell, || tells.is_silent(cell) || agrees(cell))
        };
        if !self.telling.iter_mut().take_while(|(at, ..)| *at < cells.len()).all(changes_nothing) {
            return false;
        }
        let lane = clients.len();
        let (mut name, mut id, mut code) = (None, None, None);
        self.problems.clear();
        self.problems.extend((cells.len() < width).then(|| self.short.of(number, cells.len(), width)));
        for (at, column) in self.columns.iter_mut().take_while(|(at, _)| *at < cells.len()) {
            let Some(cell) = cells.get(*at).filter(|cell| !cell.is_empty()) else { continue };
            match column {
                PlainColumn::Fact(reader) => {
                    let problem = match reader.read(cell, clients.block_mut(), lane, &mut self.scratch) {
                        Took::Whole => continue,
                        Took::InYuan => Arc::new(in_yuan(cell, &reader.fact().id)),
                        Took::Refused(problem) => problem,
                        Took::Not => return false,
                    };
                    // Of a row in which more is wrong than is listed the rest is counted.
                    if self.problems.len() >= MOST_LISTED {
                        return false;
                    }
                    let (place, column) = (address(number, at.saturating_add(1)), self.headings.get(*at).cloned());
                    let value = Some(cell.to_owned());
                    self.problems.push(CellProblem { place, row: number, column, value, problem });
                }
                PlainColumn::Own(own) => {
                    let Ok(text) = own_text(*own, cell) else { return false };
                    match own {
                        Own::Name => name = text,
                        Own::Id => id = text,
                        Own::CreditCode => code = text,
                    }
                }
                PlainColumn::Odd if cell.trim().is_empty() => {}
                PlainColumn::Odd => return false,
            }
        }
        let others = passed(&self.passing, cells.len(), |at| cells.get(at).unwrap_or_default());
        clients.add_filled(number, name.as_deref(), id.or(code).as_deref(), others, self.problems.drain(..));
        true
    }
}

impl<'c> PlainColumn<'c> {
    fn of(catalogue: &'c Catalogue, column: &Column) -> Option<Self> {
        match &column.role {
            Role::Own(own) => Some(Self::Own(*own)),
            Role::Other => None,
            Role::Fact { fact, year, unit } => catalogue
                .facts
                .get(fact.0)
                .map(|fact| Self::Fact(Box::new(CellReader::new(fact, *year, Manner::Cell(unit.clone()))))),
        }
    }

    /// The slots that it fills.
    fn slots(&self) -> std::ops::Range<usize> {
        match self {
            Self::Fact(reader) => reader.slots(),
            Self::Own(_) | Self::Odd => 0..0,
        }
    }
}

/// A name or mark that nothing is wrong with, trimmed; `None` where there is none.
///
/// # Errors
/// Where it has to be read in full.
pub(super) fn own_text(own: Own, cell: &str) -> Result<Option<Cow<'_, str>>, ()> {
    let text = cell.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let plain = match own {
        // An apostrophe may be one that spreadsheets put before text.
        Own::Name => !text.starts_with('\''),
        Own::CreditCode => credit_code::is_valid(text),
        Own::Id => {
            let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/');
            text.bytes().all(sign) && (!credit_code::looks_like_one(text) || credit_code::is_valid(text))
        }
    };
    if plain {
        return Ok(Some(Cow::Borrowed(text)));
    }
    match mark(own, &Cell::Text(cell.to_owned())) {
        Ok((text, None)) => Ok(Some(Cow::Owned(text))),
        Ok((_, Some(_))) | Err(_) => Err(()),
    }
}

/// What has to be minded of an amount that is taken in yuan for want of a unit.
fn in_yuan(cell: &str, fact: &str) -> Problem {
    Problem { fact: Some(fact.to_owned()), ..unit_unstated(cell) }
}
