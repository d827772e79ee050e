//! A row of a table as a profile. What cannot be used makes its fact unknown and is reported.

use super::beside::{self, Tells, Told};
use super::cell::{Cell, address, letters};
use super::faults::{cell_fault, garbled, unit_unstated, without_heading};
use super::headings::{Column, Role};
use super::unit::Unit;
use super::value::{is_bare_amount, mark, plain_text, take, without_noughts};
use crate::catalogue::Catalogue;
use crate::fact::Fact;
use crate::heading::Own;
use crate::problem::{Code, Problem};
use crate::profile::{Profile, State};
use crate::profile_file::{MOST_LISTED, unlisted};
use crate::report::client::CellProblem;
use std::borrow::Cow;
use std::sync::Arc;

/// What a row says.
#[derive(Clone, Debug)]
pub struct Said {
    /// What is known of the client.
    pub profile: Profile,
    /// What stands in the columns that are none of ours: the place of each among them, counted from 0, in order, and
    /// its text, which is not empty.
    pub others: Vec<(usize, String)>,
    /// What was wrong.
    pub problems: Vec<CellProblem>,
}

/// The columns of a table of clients.
#[derive(Debug)]
pub struct Table<'c> {
    catalogue: &'c Catalogue,
    columns: Vec<Column>,
    /// The places of the columns that say something of amounts beside them.
    telling: Vec<(usize, Tells)>,
    /// The places of the columns that pass through.
    passing: Vec<usize>,
    /// Whether a cell beyond the last column shows that the cells of its row have moved.
    strict: bool,
}

impl<'c> Table<'c> {
    /// A table with these columns. It is strict where cells have no place of their own but are counted
    /// from the left, as in CSV.
    pub fn new(catalogue: &'c Catalogue, columns: Vec<Column>, strict: bool) -> Self {
        let telling = columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.tells?))).collect();
        let passing = passing(&columns);
        Self { catalogue, columns, telling, passing, strict }
    }

    /// The same table with other columns.
    pub(super) fn with(&self, columns: Vec<Column>) -> Self {
        Self::new(self.catalogue, columns, self.strict)
    }

    /// The catalogue whose facts the columns hold.
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The places of the columns that say something of amounts beside them, counted from 0.
    pub(super) fn telling(&self) -> &[(usize, Tells)] {
        &self.telling
    }

    /// What the cells of such columns say in a row.
    fn told(&self, cells: &[Cell]) -> Vec<Told> {
        let told = |(at, tells): &(usize, Tells)| {
            let (column, cell) = (self.columns.get(*at)?, cells.get(*at).filter(|cell| !cell.is_empty())?);
            Some((*tells, column.heading.as_str(), Cow::Borrowed(cell.shown())))
        };
        let there = self.telling.iter().take_while(|(at, _)| *at < cells.len());
        beside::told(self.catalogue, there.filter_map(told))
    }

    /// The headings of the columns that pass through.
    pub fn others(&self) -> Vec<String> {
        self.passing.iter().filter_map(|at| self.columns.get(*at)).map(|column| column.heading.clone()).collect()
    }

    /// The heading of one of the columns that pass through, by its place among them.
    pub(super) fn other(&self, at: usize) -> Option<&str> {
        self.columns.get(*self.passing.get(at)?).map(|column| column.heading.as_str())
    }

    /// The places of the columns that pass through, counted from 0.
    pub(super) fn passing(&self) -> &[usize] {
        &self.passing
    }

    /// What a row says.
    pub fn read(&self, number: usize, cells: &[Cell]) -> Said {
        let mut reading = Reading {
            table: self,
            number,
            profile: Profile::default(),
            code: None,
            contradicted: Vec::new(),
            problems: Vec::new(),
            more: 0,
        };
        let beyond = cells.iter().skip(self.columns.len()).filter(|cell| !cell.is_empty()).count();
        if self.strict && beyond > 0 {
            reading.too_wide(cells.len());
            reading.own(cells);
        } else {
            if self.strict && cells.len() < self.columns.len() {
                reading.problems.push(in_row(number, too_short(cells.len(), self.columns.len()).into()));
            }
            reading.own(cells);
            reading.facts(cells);
            reading.without_heading(cells);
        }
        let others = passed(&self.passing, cells.len(), |at| cells.get(at).map_or("", Cell::shown));
        let others = others.map(|(at, text)| (at, text.to_owned())).collect();
        let more = (reading.more > 0).then(|| in_row(number, unlisted(reading.more).into()));
        reading.problems.extend(more);
        Said { profile: reading.profile, others, problems: reading.problems }
    }
}

struct Reading<'r, 'c> {
    table: &'r Table<'c>,
    number: usize,
    profile: Profile,
    code: Option<String>,
    /// The slots on which columns have contradicted each other.
    contradicted: Vec<usize>,
    problems: Vec<CellProblem>,
    /// How many more there are than are listed.
    more: usize,
}

impl Reading<'_, '_> {
    fn note(&mut self, at: usize, cell: &Cell, problem: Problem) {
        if self.problems.len() >= MOST_LISTED {
            self.more = self.more.saturating_add(1);
            return;
        }
        let counted = at.saturating_add(1);
        let heading = self.table.columns.get(at).map(|column| column.heading.clone());
        self.problems.push(CellProblem {
            place: address(self.number, counted),
            row: self.number,
            column: Some(heading.unwrap_or_else(|| letters(counted))),
            value: Some(cell.shown().to_owned()),
            problem: problem.into(),
        });
    }

    fn too_wide(&mut self, cells: usize) {
        let columns = self.table.columns.len();
        let problem = Problem::nowhere(
            Code::DamagedRow,
            format!("这一行有 {cells} 格,表头只有 {columns} 格,各格可能错位,整行的申报信息都没有采用"),
            format!(
                "this row has {cells} cells under {columns} headings; they may have moved, so no fact of it is used"
            ),
        );
        let problem = problem.mend(
            "检查有没有多出的分隔符;含逗号的内容要加英文双引号",
            "look for a separator too many; put what contains a comma in double quotes",
        );
        self.problems.push(in_row(self.number, problem.into()));
    }

    /// Names the first cell behind the last column.
    fn without_heading(&mut self, cells: &[Cell]) {
        let behind = cells.iter().enumerate().skip(self.table.columns.len());
        if let Some((at, cell)) = behind.into_iter().find(|(_, cell)| !cell.is_empty()) {
            self.note(at, cell, without_heading());
        }
    }

    /// Takes the name and the marks of the client.
    fn own(&mut self, cells: &[Cell]) {
        let columns = self.table.columns.iter().zip(cells).enumerate();
        for (at, (column, cell)) in columns.filter(|(_, (_, cell))| !cell.is_empty()) {
            let Role::Own(own) = column.role else {
                match cell {
                    _ if column.role != Role::Other => {}
                    Cell::Refused(_) => self.note(at, cell, cell_fault(cell)),
                    cell if cell.shown().contains('\u{fffd}') => self.note(at, cell, garbled()),
                    _ => {}
                }
                continue;
            };
            match mark(own, cell) {
                Err(problem) => self.note(at, cell, *problem),
                Ok((text, minded)) => {
                    minded.into_iter().for_each(|problem| self.note(at, cell, problem));
                    match own {
                        Own::Name => self.profile.name = Some(text),
                        Own::Id => self.profile.id = Some(text),
                        Own::CreditCode => self.code = Some(text),
                    }
                }
            }
        }
        if self.profile.id.is_none() {
            self.profile.id = self.code.take();
        }
    }

    fn facts(&mut self, cells: &[Cell]) {
        let table = self.table;
        let told = table.told(cells);
        for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
            let Role::Fact { fact: id, year, unit } = &column.role else { continue };
            let Some(fact) = table.catalogue.facts.get(id.0).filter(|_| !cell.is_empty()) else { continue };
            // What a spreadsheet shows before a number comes of its format, and nothing is cut there at a comma.
            let written = if table.strict { Cow::Borrowed(cell) } else { without_noughts(cell, fact) };
            match beside::against(&told, (*id, fact), unit, plain_text(&written)) {
                Some(problem) => self.note(at, cell, Problem { fact: Some(fact.id.clone()), ..problem }),
                None => self.fact(at, &written, fact, *year, unit),
            }
        }
    }

    fn fact(&mut self, at: usize, cell: &Cell, fact: &Fact, year: Option<usize>, unit: &Unit) {
        let state = |slot: usize| self.profile.state(slot);
        let asked = slots_of(fact, year).any(|slot| state(slot) != State::NotAsked);
        let before = asked.then(|| slots_of(fact, year).map(state).collect::<Vec<_>>());
        match take(&mut self.profile, cell, fact, year, unit) {
            Err(why) => self.note(at, cell, why.problem(cell, fact, unit)),
            Ok(text) => {
                self.contradiction(at, cell, fact, year, before.as_deref());
                if *unit == Unit::Unstated && is_bare_amount(fact, &text) {
                    self.note(at, cell, Problem { fact: Some(fact.id.clone()), ..unit_unstated(&text) });
                }
            }
        }
    }

    /// Two columns on the same fact that say different things leave it unknown. Of the fact was known before what
    /// these states say, where anything was.
    fn contradiction(&mut self, at: usize, cell: &Cell, fact: &Fact, year: Option<usize>, before: Option<&[State]>) {
        let slots = || slots_of(fact, year);
        let same = |before: &[State]| slots().map(|slot| self.profile.state(slot)).eq(before.iter().copied());
        let contradicted = slots().any(|slot| self.contradicted.contains(&slot));
        if !contradicted && before.is_none_or(same) {
            return;
        }
        // It is not that the client does not know: it stays worth asking.
        match year {
            Some(year) => self.profile.forget_year(fact, year),
            None => self.profile.forget(fact),
        }
        let new = slots().filter(|slot| !self.contradicted.contains(slot)).collect::<Vec<_>>();
        self.contradicted.extend(new);
        let problem = Problem::nowhere(
            Code::Duplicate,
            format!("另有一列也填了「{}」,两处不同,都没有采用", fact.label.zh),
            format!("another column gives `{}` too, and differently; neither is used", fact.label.en),
        );
        let problem = problem.mend("留下正确的一处", "keep the one that is right");
        self.note(at, cell, Problem { fact: Some(fact.id.clone()), ..problem });
    }
}

/// The places of the columns that pass through. A credit code does too where another column holds the keeper's own
/// mark.
fn passing(columns: &[Column]) -> Vec<usize> {
    let marked = columns.iter().any(|column| column.role == Role::Own(Own::Id));
    let passes = |column: &Column| match column.role {
        Role::Other => true,
        Role::Own(Own::CreditCode) => marked,
        _ => false,
    };
    columns.iter().enumerate().filter(|(_, column)| passes(column)).map(|(at, _)| at).collect()
}

/// What stands in the columns that pass through, of a row of so many cells: the place of each among them, and its
/// text, trimmed, where there is any. No more columns are gone through than there are cells: a row may be far
/// shorter than the headings are wide.
pub(super) fn passed<'r>(
    passing: &[usize],
    cells: usize,
    text: impl Fn(usize) -> &'r str,
) -> impl Iterator<Item = (usize, &'r str)> {
    let there = passing.iter().take_while(move |at| **at < cells).enumerate();
    there.map(move |(place, at)| (place, text(*at).trim())).filter(|(_, text)| !text.is_empty())
}

/// A problem of a row as a whole.
pub(super) fn in_row(number: usize, problem: Arc<Problem>) -> CellProblem {
    CellProblem { place: number.to_string(), row: number, column: None, value: None, problem }
}

/// What has to be minded of a row that has fewer cells than there are columns.
pub(super) fn too_short(cells: usize, columns: usize) -> Problem {
    Problem::nowhere(
        Code::ShortRow,
        format!("这一行只有 {cells} 格,表头有 {columns} 格,后面的按没有填处理"),
        format!("this row has {cells} of {columns} cells; the others count as not filled in"),
    )
    .mend("检查这一行是否缺了内容", "see whether something is missing from this row")
}

/// The slots of a fact, or the one of a year.
fn slots_of(fact: &Fact, year: Option<usize>) -> impl Iterator<Item = usize> {
    (1_usize..).zip(fact.given_slots()).filter(move |(at, _)| year.is_none_or(|year| year == *at)).map(|(_, slot)| slot)
}
