//! Cells in plain spellings, read straight into a block. Whatever is not plain is read in full, and
//! what that came to is kept for the next time.

use super::cell::Cell;
use super::choice_names::ChoiceNames;
use super::memo::Memo;
use super::plain_figure::{Figure, holds, iso_day};
use super::unit::Unit;
use super::value::{is_bare_amount, take};
use crate::block::Block;
use crate::fact::{Fact, Kind};
use crate::interval::Interval;
use crate::problem::Problem;
use crate::profile::{Profile, State};
use crate::profile_file;
use std::ops::Range;
use std::sync::Arc;

/// How a fact is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// In a cell, under a heading that may state a unit.
    Cell(Unit),
    /// In an object, at a key that is a heading and may state a unit.
    Key(Unit),
    /// In a profile, with its unit beside it.
    Profile,
}

impl Manner {
    /// The unit of bare numbers.
    pub(super) fn unit(&self) -> &Unit {
        match self {
            Self::Cell(unit) | Self::Key(unit) => unit,
            Self::Profile => &Unit::Unstated,
        }
    }
}

/// What came of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Took {
    /// It is taken as it is.
    Whole,
    /// It is taken in yuan, for want of a unit.
    InYuan,
    /// It cannot be taken, whatever else stands in its row.
    Refused(Arc<Problem>),
    /// It has to be read in full, with the rest of its row.
    Not,
}

/// What reads the cells of one column.
#[derive(Debug)]
pub(super) struct CellReader<'c> {
    fact: &'c Fact,
    year: Option<usize>,
    manner: Manner,
    /// What it fills.
    slots: Range<usize>,
    figure: Option<Figure>,
    memo: Memo<Came>,
    /// How many cells the memo has not known.
    unknown: usize,
    /// The names of several choices, once there are so many different cells that they pay.
    names: Option<ChoiceNames>,
}

/// How many different cells there are before the names of choices are gathered.
const MANY: usize = 16;

/// What a cell came to that was read in full.
#[derive(Clone, Debug)]
enum Came {
    /// Nothing is said.
    Nothing,
    /// All of its slots have this state.
    Each(State),
    /// Of several choices, bit `n` says whether the one at place `n` is chosen.
    Ones(u64),
    /// It cannot be taken.
    Refused(Arc<Problem>),
    /// It has to be read with the rest of its row.
    Odd,
}

impl<'c> CellReader<'c> {
    pub(super) fn new(fact: &'c Fact, year: Option<usize>, manner: Manner) -> Self {
        let slots = match year.and_then(|year| fact.given_slots().nth(year.checked_sub(1)?)) {
            Some(slot) => slot..slot.saturating_add(1),
            None => fact.given_slots(),
        };
        let figure = Figure::of(fact, &manner);
        Self { fact, year, manner, slots, figure, memo: Memo::new(), unknown: 0, names: None }
    }

    /// The slots that it fills.
    pub(super) fn slots(&self) -> Range<usize> {
        self.slots.clone()
    }

    /// The fact that it reads.
    pub(super) fn fact(&self) -> &'c Fact {
        self.fact
    }

    /// Reads a cell. `scratch` is a profile of which nothing is known, and stays so.
    pub(super) fn read(&mut self, text: &str, block: &mut Block, lane: usize, scratch: &mut Profile) -> Took {
        if text.is_empty() {
            return Took::Whole;
        }
        // One number under a heading without a year may be a year's or the sum.
        let needs_year = self.year.is_none() && matches!(self.fact.kind, Kind::YearlyMoney { .. });
        if self.slots.len() == 1 && !needs_year {
            if let Some(figure) = &self.figure {
                if let Some(value) = figure.read(text) {
                    block.give(lane, self.slots.start, value);
                    return if figure.in_yuan && value != 0 { Took::InYuan } else { Took::Whole };
                }
            } else if self.fact.kind == Kind::Date
                && let Some(day) = iso_day(text).filter(|day| holds(self.fact.domain, *day))
            {
                block.give(lane, self.slots.start, day);
                return Took::Whole;
            }
        }
        if let Some(ones) = self.names.as_ref().and_then(|names| names.read(text)) {
            block.give_ones(lane, self.slots.clone(), ones);
            return Took::Whole;
        }
        let (fact, year, manner, slots) = (self.fact, self.year, &self.manner, &self.slots);
        let unknown = &mut self.unknown;
        let came = self.memo.of(text, || {
            *unknown = unknown.saturating_add(1);
            came(fact, year, manner, slots, text, scratch)
        });
        let unitless = *manner.unit() == Unit::Unstated;
        if self.unknown == MANY && fact.kind == Kind::Choices && unitless && fact.choices.len() <= 64 {
            self.names.get_or_insert_with(|| ChoiceNames::of(fact));
        }
        match came {
            Came::Nothing => Took::Whole,
            Came::Each(state) => {
                slots.clone().for_each(|slot| block.set(lane, slot, state));
                Took::Whole
            }
            Came::Ones(ones) => {
                block.give_ones(lane, slots.clone(), ones);
                Took::Whole
            }
            Came::Refused(problem) => Took::Refused(problem),
            Came::Odd => Took::Not,
        }
    }

    /// Reads the amount of one year out of a list of all; `None` is a year that nobody asked for.
    pub(super) fn read_year(&self, at: usize, text: Option<&str>, block: &mut Block, lane: usize) -> Took {
        let Some(slot) = self.slots.clone().nth(at) else { return Took::Not };
        let state = match (text, &self.figure) {
            (None, _) => State::NotAsked,
            (Some("?"), _) => State::Declined,
            (Some(text), Some(figure)) if !figure.in_yuan => match figure.read(text) {
                Some(value) => State::Given(Interval::point(value)),
                None => return Took::Not,
            },
            _ => return Took::Not,
        };
        block.set(lane, slot, state);
        Took::Whole
    }
}

/// What a cell comes to that is read in full.
fn came(
    fact: &Fact,
    year: Option<usize>,
    manner: &Manner,
    slots: &Range<usize>,
    text: &str,
    scratch: &mut Profile,
) -> Came {
    if text.trim().is_empty() {
        return Came::Nothing;
    }
    let taken = match manner {
        Manner::Profile => profile_file::take(scratch, fact, year, text).is_ok(),
        Manner::Cell(unit) | Manner::Key(unit) => {
            let cell = Cell::Text(text.to_owned());
            match take(scratch, &cell, fact, year, unit) {
                Ok(text) => *unit != Unit::Unstated || !is_bare_amount(fact, &text),
                // At a key it is said in other words.
                Err(_) if matches!(manner, Manner::Key(_)) => false,
                Err(why) => return Came::Refused(Arc::new(why.problem(&cell, fact, unit))),
            }
        }
    };
    let states: Vec<State> = slots.clone().map(|slot| scratch.state(slot)).collect();
    match year {
        Some(year) => scratch.forget_year(fact, year),
        None => scratch.forget(fact),
    }
    let Some(first) = states.first().copied().filter(|_| taken) else { return Came::Odd };
    let given = states.iter().enumerate().try_fold(0_u64, |ones, (at, state)| match state {
        State::Given(number) if at < 64 => Some(ones | if number.low == 0 { 0 } else { 1 << at }),
        _ => None,
    });
    match given {
        Some(ones) if fact.kind == Kind::Choices => Came::Ones(ones),
        _ if states.iter().all(|state| *state == first) => Came::Each(first),
        _ => Came::Odd,
    }
}
