//! Which column holds what: headings read in either language, with units and marks in them.

use super::cell::letters;
use super::unit::{self, Unit};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, Kind};
use crate::figure;
use crate::heading::Own;
use crate::problem::nearest;
use std::collections::HashMap;

/// Among how many rows at the top the headings are looked for; titles and notes may stand above them.
pub const MOST_ROWS_ABOVE: usize = 30;

/// What stands for a column that only passes through.
pub const PASSES: &str = "-";

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something that is not a fact of the catalogue, but ours.
    Own(Own),
    /// A fact, or one of its years.
    Fact {
        /// The fact.
        fact: FactId,
        /// The year, counted from 1, of a yearly amount.
        year: Option<usize>,
        /// The unit that the heading states for bare numbers.
        unit: Unit,
    },
    /// Something else, which passes through.
    Other,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading as it is written.
    pub heading: String,
    /// What the column holds.
    pub role: Role,
    /// The same as a heading of ours in a form that every language reads, or `-`.
    pub target: String,
}

/// What headings mean.
#[derive(Debug)]
pub struct Headings<'c> {
    catalogue: &'c Catalogue,
    names: HashMap<String, Named>,
    /// What the user said of single headings.
    mapped: HashMap<String, (Role, String)>,
}

#[derive(Clone, Copy, Debug)]
enum Named {
    Own(Own),
    Fact(FactId),
}

/// A heading without what people write in it or not: spaces, stars, colons, case, width.
pub fn squeezed(heading: &str) -> String {
    let kept = |letter: &char| !letter.is_whitespace() && !matches!(letter, '*' | '_' | '-' | ':' | '\u{feff}' | '\'');
    figure::fold(heading).to_lowercase().chars().filter(kept).collect()
}

impl<'c> Headings<'c> {
    /// The headings of a catalogue's facts.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let mut names = HashMap::new();
        // An id is never taken for the label of another fact, nor one of ours for a fact.
        for (at, fact) in catalogue.facts.iter().enumerate() {
            names.entry(squeezed(&fact.id)).or_insert(Named::Fact(FactId(at)));
        }
        for (at, fact) in catalogue.facts.iter().enumerate() {
            let own = [fact.label.zh.as_str(), fact.label.en.as_str()];
            for name in own.into_iter().chain(fact.aliases.iter().map(String::as_str)) {
                names.entry(squeezed(name)).or_insert(Named::Fact(FactId(at)));
            }
        }
        for own in Own::ALL {
            for name in own.names() {
                names.entry(squeezed(name)).or_insert(Named::Own(own));
            }
        }
        Self { catalogue, names, mapped: HashMap::new() }
    }

    /// Takes note of what the user says of a heading: a heading of ours with its unit, or `-` for
    /// a column that only passes through.
    ///
    /// # Errors
    /// The nearest name, if any, where the target is none of ours.
    pub fn map(&mut self, heading: &str, target: &str) -> Result<(), Option<&str>> {
        let target = target.trim();
        let role = if target == PASSES { Role::Other } else { self.role(target) };
        if role == Role::Other && target != PASSES {
            return Err(self.nearest(target));
        }
        self.mapped.insert(squeezed(heading), (role, target.to_owned()));
        Ok(())
    }

    /// The headings that the user spoke of and that stand in none of these columns.
    pub fn unused<'m>(&self, maps: impl Iterator<Item = &'m str>, columns: &[Column]) -> Vec<&'m str> {
        let stands = |heading: &str| columns.iter().any(|column| squeezed(&column.heading) == squeezed(heading));
        maps.filter(|heading| !stands(heading)).collect()
    }

    /// What a column with this heading holds.
    pub fn role(&self, heading: &str) -> Role {
        self.role_and_target(heading).0
    }

    fn role_and_target(&self, heading: &str) -> (Role, String) {
        if let Some(mapped) = self.mapped.get(&squeezed(heading)) {
            return mapped.clone();
        }
        let whole = figure::fold(heading).into_owned();
        let mut rest = whole.clone();
        let mut year = None;
        let mut notes: Vec<String> = Vec::new();
        loop {
            if let Some((role, id)) = self.find(&rest, year, &notes) {
                let remarks = whole.get(rest.len()..).unwrap_or_default().trim();
                return (role, format!("{id}{remarks}"));
            }
            let Some((before, note)) = peel(&rest) else { return (Role::Other, PASSES.to_owned()) };
            match year_of(&note) {
                Some(number) => year = Some(number),
                None => notes.push(note),
            }
            rest = before;
        }
    }

    fn find(&self, name: &str, year: Option<usize>, notes: &[String]) -> Option<(Role, &str)> {
        let squeezed = squeezed(name);
        let bare = || squeezed.strip_prefix("是否").and_then(|rest| self.names.get(rest));
        match self.names.get(&squeezed).or_else(bare)? {
            Named::Own(own) => year.is_none().then_some((Role::Own(*own), own.id())),
            Named::Fact(id) => {
                let fact = self.catalogue.facts.get(id.0)?;
                let fits = match (fact.kind, year) {
                    (_, None) => true,
                    (Kind::YearlyMoney { years }, Some(year)) => (1..=years).contains(&year),
                    (_, Some(_)) => false,
                };
                let unit = unit::of_notes(fact, notes);
                fits.then_some((Role::Fact { fact: *id, year, unit }, fact.id.as_str()))
            }
        }
    }

    /// The row that holds the headings, by position: the one with most of ours, of several the first.
    pub fn row_of_headings(&self, rows: &[Vec<String>]) -> Option<usize> {
        let ours = |row: &Vec<String>| row.iter().filter(|text| self.role(text) != Role::Other).count();
        let counts: Vec<usize> = rows.iter().map(ours).collect();
        let most = counts.iter().max().filter(|most| **most > 0)?;
        counts.iter().position(|count| count == most)
    }

    /// The columns under these headings. One without a heading goes by its letters.
    pub fn columns(&self, headings: &[String]) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (at, text) in headings.iter().enumerate() {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (role, target) = self.role_and_target(&text);
            let heading = if text.is_empty() { letters(at.saturating_add(1)) } else { text };
            let free = |heading: &String| !columns.iter().any(|column| column.heading == *heading);
            let numbered = (2_usize..).map(|number| format!("{heading} ({number})"));
            let heading = std::iter::once(heading.clone()).chain(numbered).find(free).unwrap_or_default();
            columns.push(Column { heading, role, target });
        }
        columns
    }

    /// The heading of ours that was probably meant.
    pub fn nearest(&self, heading: &str) -> Option<&str> {
        let mut bare = figure::fold(heading).into_owned();
        while let Some((before, _)) = peel(&bare).filter(|(before, _)| !before.is_empty()) {
            bare = before;
        }
        let mut names: Vec<&str> = Own::ALL.into_iter().flat_map(Own::names).collect();
        for fact in &self.catalogue.facts {
            names.extend([fact.id.as_str(), fact.label.zh.as_str(), fact.label.en.as_str()]);
            names.extend(fact.aliases.iter().map(String::as_str));
        }
        // One or two signs are near to everything.
        if bare.chars().count() < 3 {
            return None;
        }
        nearest(&bare, names)
    }
}

/// A heading without its last remark, which stands in brackets or behind a stroke.
fn peel(heading: &str) -> Option<(String, String)> {
    let heading = heading.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '*' | ':'));
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        if let Some(inner) = heading.strip_suffix(close) {
            let (before, note) = inner.rsplit_once(open)?;
            return Some((before.to_owned(), note.trim().to_owned()));
        }
    }
    let stroke =
        |mark: char| heading.rsplit_once(mark).map(|(before, note)| (before.to_owned(), note.trim().to_owned()));
    stroke('/').or_else(|| stroke(','))
}

/// The year that a remark names: `1`, `第1年`, `year 1`.
fn year_of(note: &str) -> Option<usize> {
    let folded = note.to_lowercase();
    let year = folded.strip_prefix('第').and_then(|rest| rest.strip_suffix('年'));
    let year = year.or_else(|| folded.strip_prefix("year")).unwrap_or(&folded).trim();
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let han = digits.iter().position(|digit| *digit == year).map(|at| at.saturating_add(1));
    han.or_else(|| year.parse().ok()).filter(|year| (1..100).contains(year))
}
