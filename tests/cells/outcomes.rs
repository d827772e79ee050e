//! What completions come to, what several of them come to together, and what must be said of them.

use super::engine::Said;
use crate::reference::{Decision, Figure, Reference};
use huiqi::amount::Range;
use huiqi::assess::{RuledOutBy, Verdict};
use huiqi::measure::{Class, Measure};
use huiqi::money::Money;
use huiqi::points::Points;
use std::collections::HashMap;

/// What some completions come to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// Each decision that one of them comes to, in order.
    decisions: Vec<u8>,
    /// What each support comes to over those for whom the measure applies; empty where it does for none.
    supports: Vec<Option<Reach>>,
}

/// From the least to the most that a support comes to, in the figures of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reach {
    Unstated,
    /// Stated for some, and not for others.
    Partly,
    Stated {
        low: i128,
        high: i128,
        /// Whether it still grows where a number without a top does.
        is_open: bool,
    },
}

impl Outcome {
    pub fn of(reference: &Reference<'_>, measure: &Measure) -> Self {
        let reach = |figure: Option<Figure>| {
            figure.map(|figure| match figure {
                Figure::Unstated => Reach::Unstated,
                Figure::Between(low, high) | Figure::Points(low, high) => Reach::Stated { low, high, is_open: false },
            })
        };
        Self {
            decisions: vec![reference.decision(measure) as u8],
            supports: reference.figures(measure).into_iter().map(reach).collect(),
        }
    }

    /// What both come to. Where the other one stands at the top of a number without one, what it alone
    /// reaches has no top either.
    fn with(&self, other: &Self, other_is_top: bool) -> Self {
        let mut decisions = [self.decisions.as_slice(), &other.decisions].concat();
        decisions.sort_unstable();
        decisions.dedup();
        let supports = match (self.supports.as_slice(), other.supports.as_slice()) {
            ([], only) | (only, []) => only.to_vec(),
            (ones, others) => {
                let both = ones.iter().zip(others);
                both.map(|(one, other)| Some((*one)?.with((*other)?, other_is_top))).collect()
            }
        };
        Self { decisions, supports }
    }

    /// What must be said where exactly these completions are possible.
    pub fn must_be_said(&self, measure: &Measure) -> Said {
        let is = |decision: Decision| self.decisions == [decision as u8];
        let applies = |decision: &u8| [Decision::Eligible as u8, Decision::Provisional as u8].contains(decision);
        let (verdict, ruled_out_by) = if is(Decision::Eligible) {
            (Verdict::Eligible, None)
        } else if is(Decision::Provisional) {
            (Verdict::Provisional, None)
        } else if self.decisions.iter().any(applies) {
            (Verdict::Undetermined, None)
        } else if is(Decision::OutOfForce) {
            (Verdict::Ineligible, Some(RuledOutBy::Period))
        } else if is(Decision::ForOthers) {
            (Verdict::Ineligible, Some(RuledOutBy::Audience))
        } else {
            (Verdict::Ineligible, Some(RuledOutBy::Conditions))
        };
        let classes = measure.supports.iter().map(|support| support.kind.class());
        let ranges = self.supports.iter().zip(classes).map(|(reach, class)| Some((*reach)?.range(class))).collect();
        Said { verdict, ruled_out_by, ranges }
    }
}

impl Reach {
    fn with(self, other: Self, other_is_top: bool) -> Self {
        match (self, other) {
            (Self::Unstated, Self::Unstated) => Self::Unstated,
            (
                Self::Stated { low, high, is_open },
                Self::Stated { low: other_low, high: other_high, is_open: other_is_open },
            ) => Self::Stated {
                low: low.min(other_low),
                high: high.max(other_high),
                is_open: is_open || other_is_open || other_is_top && other_high > high,
            },
            _ => Self::Partly,
        }
    }

    fn range(self, class: Class) -> Range {
        let (low, high) = match self {
            Self::Unstated => return Range::Unstated,
            Self::Partly => (0, None),
            Self::Stated { low, high, is_open } => (low, (!is_open).then_some(high)),
        };
        if class == Class::Points {
            return Range::Points { low: Points::from_hundredths(low), high: high.map(Points::from_hundredths) };
        }
        Range::Stated { low: Money::from_fen(low), high: high.map(Money::from_fen) }
    }
}

/// The different outcomes there are, by number; few, however many completions there are.
#[derive(Default)]
pub struct Outcomes {
    all: Vec<Outcome>,
    numbers: HashMap<Outcome, u32>,
    together: HashMap<(u32, u32, bool), u32>,
}

impl Outcomes {
    pub fn number_of(&mut self, outcome: Outcome) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap();
        *self.numbers.entry(outcome).or_insert_with_key(|outcome| {
            self.all.push(outcome.clone());
            next
        })
    }

    /// The outcome of two together.
    pub fn together(&mut self, one: u32, other: u32, other_is_top: bool) -> u32 {
        if one == other {
            return one;
        }
        if let Some(known) = self.together.get(&(one, other, other_is_top)) {
            return *known;
        }
        let both = self.all[one as usize].with(&self.all[other as usize], other_is_top);
        let number = self.number_of(both);
        self.together.insert((one, other, other_is_top), number);
        number
    }

    pub fn all(&self) -> &[Outcome] {
        &self.all
    }
}
