//! The cells of what a measure mentions: values of which each stands for all that make no difference.

use super::mentions::{Mention, Mentions};
use crate::random::Lot;
use huiqi::fact::{Fact, FactId, Kind, Value};
use huiqi::interval::Interval;
use std::collections::BTreeMap;

/// One thing that is known or not: a fact, or one year of it.
#[derive(Clone, Debug)]
pub struct Dimension {
    pub fact: FactId,
    /// Which year, counted from 1, for a yearly amount.
    pub year: Option<usize>,
    pub cells: Vec<Cell>,
    /// Whether the last cell stands for numbers without a top.
    pub is_open: bool,
}

/// One value, as it fills the place of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    YesNo(bool),
    Number(i64),
    Day(i64),
    Choice(usize),
    Choices(Vec<usize>),
}

impl Cell {
    /// The value of the fact; of a yearly amount a cell is that of one year and no value of the fact.
    pub fn value(&self) -> Value {
        match self {
            Self::YesNo(yes) => Value::YesNo(*yes),
            Self::Number(number) => Value::Number(*number),
            Self::Day(day) => Value::Days(Interval::point(*day)),
            Self::Choice(at) => Value::Choice(*at),
            Self::Choices(chosen) => Value::Choices(chosen.clone()),
        }
    }
}

/// Every fact that is mentioned, in the catalogue's order; of a yearly amount each year by itself.
pub fn dimensions(mentions: &Mentions<'_>, facts: &[Fact], lot: &mut Lot) -> Vec<Dimension> {
    let mut all = Vec::new();
    for (id, mention) in &mentions.facts {
        let fact = &facts[id.0];
        let years =
            if let Kind::YearlyMoney { years } = fact.kind { (1..=years).map(Some).collect() } else { vec![None] };
        for year in years {
            let cells = cells(fact, mention, lot);
            all.push(Dimension { fact: *id, year, cells, is_open: mention.computed && fact.open_above });
        }
    }
    all
}

fn cells(fact: &Fact, mention: &Mention, lot: &mut Lot) -> Vec<Cell> {
    match fact.kind {
        Kind::YesNo => vec![Cell::YesNo(false), Cell::YesNo(true)],
        Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent | Kind::YearlyMoney { .. } => {
            numbers(fact, mention).into_iter().map(Cell::Number).collect()
        }
        Kind::Date => numbers(fact, mention).into_iter().map(Cell::Day).collect(),
        Kind::Choice => {
            let Groups { named, unnamed } = Groups::of(fact, mention);
            let groups = named.iter().chain((!unnamed.is_empty()).then_some(&unnamed));
            groups.map(|group| Cell::Choice(*lot.pick(group))).collect()
        }
        Kind::Choices => {
            let Groups { named, unnamed } = Groups::of(fact, mention);
            let mut cells: Vec<Cell> = (0..1_usize << named.len()).map(|set| some_of(&named, set, lot)).collect();
            cells.extend((!unnamed.is_empty()).then(|| Cell::Choices(vec![*lot.pick(&unnamed)])));
            cells
        }
    }
}

/// Choices that make the same difference: of each list either all or none of a group are named.
struct Groups {
    named: Vec<Vec<usize>>,
    /// Those that no list names.
    unnamed: Vec<usize>,
}

impl Groups {
    fn of(fact: &Fact, mention: &Mention) -> Self {
        let mut by_lists: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
        for choice in 0..fact.choices.len() {
            let lists = mention.lists.iter().map(|list| list.contains(&choice)).collect();
            by_lists.entry(lists).or_default().push(choice);
        }
        let unnamed = by_lists.remove(&vec![false; mention.lists.len()]).unwrap_or_default();
        Self { named: by_lists.into_values().collect(), unnamed }
    }
}

/// Some choice of each group that the bits of a number name.
fn some_of(groups: &[Vec<usize>], set: usize, lot: &mut Lot) -> Cell {
    let mut chosen: Vec<usize> = Vec::new();
    for (_, group) in groups.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1) {
        chosen.push(*lot.pick(group));
    }
    chosen.sort_unstable();
    Cell::Choices(chosen)
}

/// Both sides of each cut and both ends; where amounts are computed, one between, which tells whether
/// more and more gives more and more.
fn numbers(fact: &Fact, mention: &Mention) -> Vec<i64> {
    let Interval { low, high } = fact.domain;
    let mut numbers: Vec<i64> = mention.cuts.iter().flat_map(|cut| [*cut, cut + 1]).chain([low, high]).collect();
    if mention.computed {
        numbers.push(low.midpoint(high));
    }
    numbers.retain(|number| low <= *number && *number <= high);
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
