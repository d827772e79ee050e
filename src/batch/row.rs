//! A row of a table as a profile. What cannot be used makes its fact unknown and is reported.

use super::cell::{Cell, address, date_of_serial};
use super::credit_code;
use super::faults::{cell_fault, garbled, lost_digits, unit_unstated, wrong_code};
use super::headings::{Column, Role};
use super::unit::{Unit, bare_number};
use crate::catalogue::Catalogue;
use crate::fact::{Fact, Kind};
use crate::figure;
use crate::heading::Own;
use crate::problem::{Code, Problem};
use crate::profile::{Profile, State};
use crate::profile_file;
use crate::report::client::CellProblem;

/// What a row says.
#[derive(Clone, Debug)]
pub struct Said {
    /// What is known of the client.
    pub profile: Profile,
    /// What the columns hold that are none of ours.
    pub others: Vec<String>,
    /// What was wrong.
    pub problems: Vec<CellProblem>,
}

/// The columns of a table of clients.
#[derive(Debug)]
pub struct Table<'c> {
    catalogue: &'c Catalogue,
    columns: Vec<Column>,
    /// Whether a cell beyond the last column shows that the cells of its row have moved.
    strict: bool,
}

impl<'c> Table<'c> {
    /// A table with these columns. It is strict where cells have no place of their own but are counted
    /// from the left, as in CSV.
    pub fn new(catalogue: &'c Catalogue, columns: Vec<Column>, strict: bool) -> Self {
        Self { catalogue, columns, strict }
    }

    /// The catalogue whose facts the columns hold.
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The headings of the columns that pass through.
    pub fn others(&self) -> Vec<String> {
        self.passing().map(|(_, column)| column.heading.clone()).collect()
    }

    /// A credit code passes through too where another column holds the keeper's own mark.
    fn passing(&self) -> impl Iterator<Item = (usize, &Column)> {
        let marked = self.columns.iter().any(|column| column.role == Role::Own(Own::Id));
        self.columns.iter().enumerate().filter(move |(_, column)| match column.role {
            Role::Other => true,
            Role::Own(Own::CreditCode) => marked,
            _ => false,
        })
    }

    /// What a row says.
    pub fn read(&self, number: usize, cells: &[Cell]) -> Said {
        let mut reading = Reading {
            table: self,
            number,
            profile: self.catalogue.unknown_profile(),
            code: None,
            problems: Vec::new(),
        };
        let beyond = cells.iter().skip(self.columns.len()).filter(|cell| !cell.is_empty()).count();
        if self.strict && beyond > 0 {
            reading.too_wide(cells.len());
            reading.own(cells);
        } else {
            if self.strict && cells.len() < self.columns.len() {
                reading.too_short(cells.len());
            }
            reading.own(cells);
            reading.facts(cells);
        }
        let others = self.passing().map(|(at, _)| cells.get(at).map_or("", Cell::shown).trim().to_owned()).collect();
        Said { profile: reading.profile, others, problems: reading.problems }
    }
}

struct Reading<'r, 'c> {
    table: &'r Table<'c>,
    number: usize,
    profile: Profile,
    code: Option<String>,
    problems: Vec<CellProblem>,
}

impl Reading<'_, '_> {
    fn note(&mut self, at: usize, cell: &Cell, problem: Problem) {
        let column = self.table.columns.get(at).map(|column| column.heading.clone());
        self.problems.push(CellProblem {
            place: address(self.number, at.saturating_add(1)),
            row: self.number,
            column,
            value: Some(cell.shown().to_owned()),
            problem,
        });
    }

    fn note_row(&mut self, problem: Problem) {
        let place = self.number.to_string();
        self.problems.push(CellProblem { place, row: self.number, column: None, value: None, problem });
    }

    fn too_wide(&mut self, cells: usize) {
        let columns = self.table.columns.len();
        self.note_row(
            Problem::nowhere(
                Code::DamagedRow,
                format!("这一行有 {cells} 格,表头只有 {columns} 格,各格可能错位,整行的申报信息都没有采用"),
                format!(
                    "this row has {cells} cells under {columns} headings; they may have moved, so no fact of it is used"
                ),
            )
            .mend(
                "检查有没有多出的分隔符;含逗号的内容要加英文双引号",
                "look for a separator too many; put what contains a comma in double quotes",
            ),
        );
    }

    fn too_short(&mut self, cells: usize) {
        let columns = self.table.columns.len();
        self.note_row(
            Problem::nowhere(
                Code::ShortRow,
                format!("这一行只有 {cells} 格,表头有 {columns} 格,后面的按没有填处理"),
                format!("this row has {cells} of {columns} cells; the others count as not filled in"),
            )
            .mend("检查这一行是否缺了内容", "see whether something is missing from this row"),
        );
    }

    /// Takes the name and the marks of the client.
    fn own(&mut self, cells: &[Cell]) {
        let columns = self.table.columns.iter().zip(cells).enumerate();
        for (at, (column, cell)) in columns.filter(|(_, (_, cell))| !cell.is_empty()) {
            let Role::Own(own) = column.role else {
                if column.role == Role::Other && cell.shown().contains('\u{fffd}') {
                    self.note(at, cell, garbled());
                }
                continue;
            };
            if let Some(problem) = unusable_mark(own, cell) {
                self.note(at, cell, problem);
                continue;
            }
            let text = plain_text(cell);
            if text.contains('\u{fffd}') {
                self.note(at, cell, garbled());
            }
            match own {
                Own::Name => self.profile.name = Some(text),
                Own::Id => {
                    self.check_code(at, cell, &text);
                    self.profile.id = Some(text);
                }
                Own::CreditCode => {
                    let code = credit_code::plain(&text);
                    self.check_code(at, cell, &code);
                    self.code = Some(code);
                }
            }
        }
        if self.profile.id.is_none() {
            self.profile.id = self.code.take();
        }
    }

    /// A code of the keeper's own may look like a credit code or not; a credit code must be one.
    fn check_code(&mut self, at: usize, cell: &Cell, code: &str) {
        let must = self.table.columns.get(at).is_some_and(|column| column.role == Role::Own(Own::CreditCode));
        let folded = credit_code::plain(code);
        if (must || credit_code::looks_like_one(&folded)) && !credit_code::is_valid(&folded) {
            self.note(at, cell, wrong_code(code));
        }
    }

    fn facts(&mut self, cells: &[Cell]) {
        let table = self.table;
        for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
            let Role::Fact { fact, year, unit } = &column.role else { continue };
            let Some(fact) = table.catalogue.facts.get(fact.0).filter(|_| !cell.is_empty()) else { continue };
            self.fact(at, cell, fact, *year, unit);
        }
    }

    fn fact(&mut self, at: usize, cell: &Cell, fact: &Fact, year: Option<usize>, unit: &Unit) {
        match written(cell, fact, unit) {
            Err(problem) => self.note(at, cell, Problem { fact: Some(fact.id.clone()), ..*problem }),
            Ok(text) => {
                let before: Vec<State> = slots_of(fact, year).map(|slot| self.profile.state(slot)).collect();
                match profile_file::take(&mut self.profile, fact, year, &text) {
                    Err(why) => {
                        let code =
                            if why == crate::fact::Unusable::NotAChoice { Code::UnknownChoice } else { Code::BadValue };
                        let (what, mend) = profile_file::words(fact, plain_text(cell).as_str(), &why);
                        let problem =
                            Problem { code, place: None, what, mend: Some(mend), fact: Some(fact.id.clone()) };
                        self.note(at, cell, problem);
                    }
                    Ok(()) => {
                        self.contradiction(at, cell, fact, year, &before);
                        if *unit == Unit::Unstated && is_bare_amount(fact, &text) {
                            self.note(at, cell, Problem { fact: Some(fact.id.clone()), ..unit_unstated(&text) });
                        }
                    }
                }
            }
        }
    }

    /// Two columns on the same fact that say different things leave it unknown.
    fn contradiction(&mut self, at: usize, cell: &Cell, fact: &Fact, year: Option<usize>, before: &[State]) {
        let asked = before.iter().any(|state| *state != State::NotAsked);
        let now = slots_of(fact, year).map(|slot| self.profile.state(slot));
        if !asked || now.eq(before.iter().copied()) {
            return;
        }
        match year {
            Some(year) => self.profile.give_year(fact, year, None),
            None => self.profile.decline(fact),
        }
        let problem = Problem::nowhere(
            Code::Duplicate,
            format!("另有一列也填了「{}」,两处不同,按不清楚处理", fact.label.zh),
            format!("another column gives `{}` too, and differently; it counts as unknown", fact.label.en),
        );
        let problem = problem.mend("留下正确的一处", "keep the one that is right");
        self.note(at, cell, Problem { fact: Some(fact.id.clone()), ..problem });
    }
}

/// The slots of a fact, or the one of a year.
fn slots_of(fact: &Fact, year: Option<usize>) -> impl Iterator<Item = usize> {
    (1_usize..).zip(fact.given_slots()).filter(move |(at, _)| year.is_none_or(|year| year == *at)).map(|(_, slot)| slot)
}

/// The text of a cell without the apostrophe that spreadsheets put before text.
fn plain_text(cell: &Cell) -> String {
    let text = cell.shown().trim();
    let guarded = |rest: &&str| rest.starts_with(|letter: char| letter.is_ascii_digit() || "=+-@".contains(letter));
    text.strip_prefix('\'').filter(guarded).unwrap_or(text).to_owned()
}

/// What is written of a fact, with the unit of the heading.
fn written(cell: &Cell, fact: &Fact, unit: &Unit) -> Result<String, Box<Problem>> {
    let text = match cell {
        Cell::Text(_) | Cell::Number(_) => plain_text(cell),
        Cell::LostDigits(_) => return Err(Box::new(lost_digits(cell.shown()))),
        Cell::Fault(_) | Cell::Uncomputed => return Err(Box::new(cell_fault(cell))),
    };
    if text.contains('\u{fffd}') {
        return Err(Box::new(garbled()));
    }
    if figure::says_unknown(&text) {
        return Ok(text);
    }
    if let Unit::Foreign(currency) = unit {
        let problem = Problem::nowhere(
            Code::BadValue,
            format!("{}:这一列以「{currency}」计,不是人民币", fact.label.zh),
            format!("{}: this column is in `{currency}`, not in yuan", fact.label.en),
        );
        return Err(Box::new(problem.mend("换算成人民币再填", "convert it to yuan")));
    }
    if fact.kind == Kind::Date {
        return Ok(date_of_serial(&text).unwrap_or_else(|| without_midnight(&text).to_owned()));
    }
    Ok(unit.applied(&text).unwrap_or(text))
}

fn is_bare_amount(fact: &Fact, text: &str) -> bool {
    matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. })
        && bare_number(text).is_some_and(|number| !number.is_zero())
}

/// A date without the time of day that spreadsheets add.
fn without_midnight(text: &str) -> &str {
    let ends = [" 00:00:00", " 0:00:00", " 00:00", " 0:00", "T00:00:00"];
    ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

/// Why a name or mark cannot be used.
fn unusable_mark(own: Own, cell: &Cell) -> Option<Problem> {
    let text = cell.shown();
    let exponent = || {
        let folded = figure::fold(text).to_lowercase();
        let (number, power) = folded.split_once('e')?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        (digits(number) && digits(power) && number.contains('.')).then_some(())
    };
    match cell {
        Cell::LostDigits(_) => Some(lost_digits(text)),
        Cell::Text(_) | Cell::Number(_) if own != Own::Name && exponent().is_some() => Some(lost_digits(text)),
        Cell::Fault(_) | Cell::Uncomputed => Some(cell_fault(cell)),
        Cell::Text(_) | Cell::Number(_) => None,
    }
}
