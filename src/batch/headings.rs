//! Which column holds what: headings read in either language, with units and marks in them.

pub use super::beside::{Tells, What};
pub use super::column::{By, Column, Role, Yield};

use super::beside;
use super::cell::letters;
use super::column::{PASSES, keep_one};
use super::currency;
use super::near::near;
use super::peel::{ends, peel};
use super::unit::{self, Remark, Unit};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, Kind};
use crate::figure;
use crate::heading::Own;
use std::collections::{HashMap, HashSet};

/// For how many unknown headings of a table the nearest name is looked for.
pub const MOST_LOOKED_FOR: usize = 200;
/// The longest text, in bytes, that may be a heading of ours with its remarks; a longer one passes through.
const LONGEST_HEADING: usize = 1 << 10;

/// How many remarks a heading has at most; one with more passes through.
const MOST_REMARKS: usize = 8;
/// How many remarks may stand in the heading of a currency or unit.
const MOST_NOTES: usize = 3;

/// What headings mean.
#[derive(Debug)]
pub struct Headings<'c> {
    catalogue: &'c Catalogue,
    names: HashMap<String, Named>,
    /// The units of facts that are counted or measured, in small letters.
    measures: HashSet<String>,
    /// Of how many letters the longest name is.
    longest: usize,
    /// What the user said of single headings, and where.
    mapped: HashMap<String, (String, By)>,
}

/// The role, the target and what is not understood of the column of a fact.
type OfFact = (Role, String, Vec<String>);
/// What remarks elsewhere come to for a fact, as many columns have the same above them.
type Stated<'r> = HashMap<(FactId, &'r [String]), Vec<(String, Unit)>>;

#[derive(Clone, Copy, Debug)]
enum Named {
    Own(Own),
    Fact(FactId),
}

/// A heading without what people write in it or not: spaces, stars, colons, case, width.
pub fn squeezed(heading: &str) -> String {
    figure::fold(heading).to_lowercase().chars().filter(is_kept).collect()
}

/// Whether a letter counts where headings are compared.
fn is_kept(letter: &char) -> bool {
    !letter.is_whitespace() && !matches!(letter, '*' | '_' | '-' | ':' | '\u{feff}' | '\'')
}

/// That words are no heading of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHeading;

impl<'c> Headings<'c> {
    /// The headings of a catalogue's facts.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let mut names = HashMap::new();
        // An id is never taken for the label of another fact, nor one of ours for a fact.
        for (at, fact) in catalogue.facts.iter().enumerate() {
            names.entry(squeezed(&fact.id)).or_insert(Named::Fact(FactId(at)));
        }
        for (at, fact) in catalogue.facts.iter().enumerate() {
            let own = [fact.label.zh.as_ref(), fact.label.en.as_ref()];
            for name in own.into_iter().chain(fact.aliases.iter().map(String::as_str)) {
                names.entry(squeezed(name)).or_insert(Named::Fact(FactId(at)));
            }
        }
        for own in Own::ALL {
            for name in own.names() {
                names.entry(squeezed(name)).or_insert(Named::Own(own));
            }
        }
        let units = catalogue.facts.iter().filter_map(|fact| fact.unit.as_ref());
        let measures = units.flat_map(|unit| [unit.zh.to_lowercase(), unit.en.to_lowercase()]).collect();
        let longest = names.keys().map(|name| name.chars().count()).max().unwrap_or_default();
        // 是否 may stand before it.
        let longest = longest.saturating_add(2);
        Self { catalogue, names, measures, longest, mapped: HashMap::new() }
    }

    /// Takes note of what the user says of a heading: a heading of ours with its unit, or `-` for
    /// a column that only passes through.
    ///
    /// # Errors
    /// Where the target is none of ours.
    pub fn map(&mut self, heading: &str, target: &str, by: By) -> Result<(), NoHeading> {
        let target = target.trim();
        if target != PASSES && self.role(target) == Role::Other {
            return Err(NoHeading);
        }
        self.mapped.insert(squeezed(heading), (target.to_owned(), by));
        Ok(())
    }

    fn mapped(&self, heading: &str) -> Option<(&str, By)> {
        if self.mapped.is_empty() {
            return None;
        }
        self.mapped.get(&squeezed(heading)).map(|(target, by)| (target.as_str(), *by))
    }

    /// What a column with this heading holds.
    pub fn role(&self, heading: &str) -> Role {
        self.column(heading, &[]).role
    }

    /// What a column holds with this heading and these remarks, which stand elsewhere, the nearer ones first, and
    /// count where neither the heading itself nor a nearer one states a unit.
    pub fn column(&self, heading: &str, elsewhere: &[Vec<String>]) -> Column {
        self.column_under(heading, elsewhere, &mut HashMap::new())
    }

    fn column_under<'r>(&self, heading: &str, elsewhere: &'r [Vec<String>], stated: &mut Stated<'r>) -> Column {
        match self.mapped(heading) {
            Some((target, by)) => {
                let column = self.of_words(target, elsewhere, stated);
                // A saved map takes note that a column passes through; only the user can say that it tells nothing.
                let kept = target == PASSES && by == By::Saved;
                let tells = if kept { self.of_words(heading, elsewhere, stated).tells } else { column.tells };
                Column { heading: heading.to_owned(), by, tells, ..column }
            }
            None => self.of_words(heading, elsewhere, stated),
        }
    }

    /// What a column holds by these words, whatever the user says of others.
    fn of_words<'r>(&self, heading: &str, elsewhere: &'r [Vec<String>], stated: &mut Stated<'r>) -> Column {
        let passes = || Column {
            heading: heading.to_owned(),
            role: Role::Other,
            target: PASSES.to_owned(),
            unread: Vec::new(),
            by: By::Heading,
            tells: None,
            yields: None,
        };
        if heading.len() > LONGEST_HEADING || heading == PASSES {
            return passes();
        }
        let whole = figure::fold(heading).into_owned();
        let (mut rest, mut notes) = (whole.clone(), Vec::new());
        let named = loop {
            if let Some(named) = self.named(&rest) {
                break named;
            }
            let tells = if notes.len() < MOST_NOTES { self.tells(&rest) } else { None };
            if let Some(tells) = tells {
                return Column { tells: Some(tells), ..passes() };
            }
            let peeled = || Some(()).filter(|()| notes.len() < MOST_REMARKS).and_then(|()| peel(&rest));
            let Some((before, note)) = self.with_unit(&rest).or_else(peeled) else { return passes() };
            notes.push(note);
            rest = before;
        };
        let remarks = whole.get(rest.len()..).unwrap_or_default().trim().to_owned();
        match named {
            Named::Own(own) => Column { role: Role::Own(own), target: own.id().to_owned(), ..passes() },
            Named::Fact(id) => match self.of_fact(id, (&notes, &remarks), elsewhere, stated) {
                Some((role, target, unread)) => Column { role, target, unread, ..passes() },
                None => passes(),
            },
        }
    }

    /// A heading of ours with a unit of money behind it, and no more than a space or the like between.
    fn with_unit(&self, heading: &str) -> Option<(String, String)> {
        // What stands in brackets is told apart by these.
        let is_it = |(before, unit): &(&str, &str)| {
            !unit.contains('(') && self.named(before).is_some() && currency::is_all_money(unit)
        };
        ends(heading).find(is_it).map(|(before, unit)| (before.to_owned(), unit.to_owned()))
    }

    /// What the cells under a heading say of amounts beside them, where it is that of a currency or unit.
    fn tells(&self, heading: &str) -> Option<Tells> {
        let squeezed = squeezed(heading);
        let (before, what) = beside::of_heading(&squeezed)?;
        let stems = std::iter::successors(Some(before.to_owned()), |stem| peel(stem).map(|(before, _)| before));
        match stems.take(MOST_NOTES).find_map(|stem| self.named(&stem)) {
            _ if before.is_empty() => Some(Tells { what, of: None }),
            Some(Named::Fact(id)) => Some(Tells { what, of: Some(id) }),
            _ => beside::is_of_any_money(&squeezed).then_some(Tells { what, of: None }),
        }
    }

    fn named(&self, name: &str) -> Option<Named> {
        // Most of what is no name is far too long.
        if name.chars().filter(is_kept).nth(self.longest).is_some() {
            return None;
        }
        let squeezed = squeezed(name);
        let bare = || squeezed.strip_prefix("是否").and_then(|rest| self.names.get(rest));
        self.names.get(&squeezed).or_else(bare).copied()
    }

    fn of_fact<'r>(
        &self,
        id: FactId,
        (notes, remarks): (&[String], &str),
        elsewhere: &'r [Vec<String>],
        stated: &mut Stated<'r>,
    ) -> Option<OfFact> {
        let fact = self.catalogue.facts.get(id.0)?;
        let (mut units, mut unread, mut year) = (Vec::new(), Vec::new(), None);
        for (text, remark) in notes.iter().flat_map(|note| unit::remarks(fact, note)) {
            match remark {
                Remark::Unit(unit) => units.push((text, unit)),
                Remark::Year(number) => year = Some(number),
                Remark::Idle => {}
                Remark::Unread => unread.push(text),
            }
        }
        let mut target = format!("{}{remarks}", fact.id);
        let of_level = |level: &Vec<String>| -> Vec<(String, Unit)> {
            let found = level.iter().flat_map(|note| unit::remarks(fact, note));
            let units = found.filter_map(|(text, remark)| match remark {
                // 万人 is no unit of money that cannot be read.
                Remark::Unit(Unit::Unreadable(_)) if self.is_measure(&text) => None,
                Remark::Unit(unit) => Some((text, unit)),
                _ => None,
            });
            unit::telling(units.collect())
        };
        let levels = elsewhere.iter().map(|level| stated.entry((id, level)).or_insert_with(|| of_level(level)).clone());
        let found: Vec<Vec<(String, Unit)>> = levels.collect();
        // 万元 under a title that says 美元 may be 万美元, unless the heading names the yuan.
        let foreign = found.iter().flatten().find(|(_, unit)| matches!(unit, Unit::Foreign(_)));
        let foreign =
            foreign.filter(|_| !notes.iter().any(|note| currency::names_yuan(note))).map(std::slice::from_ref);
        let nearest = || found.iter().map(Vec::as_slice).find(|level| !level.is_empty() && units.is_empty());
        if let Some(counting) = foreign.or_else(nearest) {
            let texts: Vec<&str> = counting.iter().map(|(text, _)| text.as_str()).collect();
            target.push_str(&format!("({})", texts.join("、")));
            units.extend(counting.iter().cloned());
        }
        let role = Role::Fact { fact: id, year, unit: unit::together(units) };
        Some((role, target, unread))
    }

    /// The columns under these headings, each with the remarks that stand elsewhere. One without a
    /// heading goes by its letters; of several names or marks one counts, and the others pass through.
    pub fn columns(&self, headings: &[(String, Vec<Vec<String>>)]) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let mut stated = HashMap::new();
        let mut taken = HashSet::new();
        let mut repeated: HashMap<String, usize> = HashMap::new();
        for (at, (text, elsewhere)) in headings.iter().enumerate() {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let heading = if text.is_empty() { letters(at.saturating_add(1)) } else { text.clone() };
            let mut own = heading.clone();
            while !taken.insert(own.clone()) {
                let times = repeated.entry(heading.clone()).or_insert(1);
                *times = times.saturating_add(1);
                own = format!("{heading} ({times})");
            }
            // The user knows a column by the heading that is shown, which may not be the one in the file.
            let (words, is_shown) = if self.mapped(&own).is_some() { (&own, true) } else { (&text, false) };
            let column = self.column_under(words, elsewhere, &mut stated);
            // Of several columns with one heading the user has named the first.
            let by = if is_shown { column.by } else { By::Heading };
            columns.push(Column { heading: own, by, ..column });
        }
        Own::ALL.into_iter().for_each(|own| keep_one(&mut columns, own));
        columns
    }

    /// How many different headings of ours there are among these texts.
    pub fn known(&self, row: &[String]) -> usize {
        let mut seen: Vec<Role> = Vec::new();
        for text in row {
            let role = match self.role(text) {
                Role::Fact { fact, year, .. } => Role::Fact { fact, year, unit: Unit::Unstated },
                other => other,
            };
            if role != Role::Other && !seen.contains(&role) {
                seen.push(role);
            }
        }
        seen.len()
    }

    /// The heading of ours that was probably meant by one of which the user has said nothing.
    pub fn nearest(&self, heading: &str) -> Option<&str> {
        if self.mapped(heading).is_some() { None } else { self.near(heading) }
    }

    /// The name nearest to a heading, whatever the user says of it.
    pub fn near(&self, heading: &str) -> Option<&str> {
        if heading.len() > LONGEST_HEADING { None } else { near(self.catalogue, heading) }
    }

    /// Whether a fact is so many of something: of money, people, land.
    pub(super) fn is_amount(&self, role: &Role) -> bool {
        let Role::Fact { fact, .. } = role else { return false };
        let kind = self.catalogue.facts.get(fact.0).map(|fact| fact.kind);
        matches!(kind, Some(Kind::Money | Kind::YearlyMoney { .. } | Kind::Count | Kind::Quantity))
    }

    /// Whether a text is a unit of something that is counted or measured, or so many of it: 人, 万人.
    pub(super) fn is_measure(&self, text: &str) -> bool {
        let folded = figure::fold(text).to_lowercase();
        let mut rest = folded.as_str();
        while !self.measures.contains(rest) {
            let many = ["万", "萬", "亿", "千", "百", "十", "million", "thousand", "hundred"];
            match many.iter().find_map(|word| rest.strip_prefix(word)) {
                Some(after) => rest = after.trim_start(),
                None => return false,
            }
        }
        true
    }

    /// What a text says of the column of a fact, as one remark.
    pub(super) fn remark(&self, role: &Role, text: &str) -> Option<Remark> {
        let Role::Fact { fact, .. } = role else { return None };
        let fact = self.catalogue.facts.get(fact.0)?;
        unit::remarks(fact, text).into_iter().next().map(|(_, remark)| remark)
    }
}
