//! What all measures come to together, kept as each of them changes.

use super::sums::Cash;
use crate::amount::Range;
use crate::assess::{Given, Verdict};
use crate::fact::FactId;
use crate::measure::{Class, Measure};
use crate::money::Money;

/// How a measure stands.
#[derive(Debug)]
pub(super) struct Stands {
    pub(super) outcome: (Verdict, Vec<Option<Range>>),
    /// The facts that can still change its verdict or support.
    pub(super) hanging: Vec<FactId>,
    /// The least and the most cash that it gives, the latter `None` while open.
    pub(super) cash: (Money, Option<Money>),
    /// How much it counts among others that hang on a question.
    worth: usize,
}

impl Stands {
    pub(super) fn new(measure: &Measure, outcome: (Verdict, Vec<Option<Range>>), hanging: Vec<FactId>) -> Self {
        if outcome.0 == Verdict::Ineligible {
            return Self { outcome, hanging, cash: (Money::ZERO, Some(Money::ZERO)), worth: 0 };
        }
        let money = measure.supports.iter().any(|support| support.kind.class() == Class::Cash);
        let nothing = (Money::ZERO, Some(Money::ZERO));
        let cash = if money { Given::of(measure, &outcome).sum(Class::Cash) } else { nothing };
        let worth = match cash.1 {
            _ if !money => 1,
            Some(most) if most < MUCH => SOME_MONEY_WORTH,
            Some(_) | None => MUCH_MONEY_WORTH,
        };
        Self { outcome, hanging, cash, worth }
    }
}

/// Parts into which the worth of a measure is divided among the questions on which it hangs.
const WHOLE: usize = 60;
/// From this amount on, 100万元, money is much.
const MUCH: Money = Money::from_fen(100_000_000);
/// How much more a measure with some money counts.
const SOME_MONEY_WORTH: usize = 3;
/// How much more a measure with much money counts.
const MUCH_MONEY_WORTH: usize = 9;

/// What hangs on one fact.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OnFact {
    /// How many measures.
    pub(super) measures: usize,
    /// How many of them hang on nothing else.
    pub(super) alone: usize,
    /// How much an answer can settle: how many measures hang on it, those with much money more, and
    /// those with few other questions more.
    pub(super) weight: usize,
}

/// The measures that were counted, by how they stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    facts: Vec<OnFact>,
    pub(super) settled: usize,
    pub(super) applying: usize,
    pub(super) open: usize,
    pub(super) unclear: usize,
    /// Their cash, if they all count together.
    cash: Cash,
}

impl Tally {
    /// Of no measures yet, over so many facts.
    pub(super) fn new(facts: usize) -> Self {
        Self { facts: vec![OnFact::default(); facts], ..Self::default() }
    }

    pub(super) fn on(&self, fact: FactId) -> OnFact {
        self.facts.get(fact.0).copied().unwrap_or_default()
    }

    /// The facts on which some measure hangs, rising.
    pub(super) fn open_facts(&self) -> impl Iterator<Item = FactId> {
        self.facts.iter().enumerate().filter(|(_, on)| on.measures > 0).map(|(at, _)| FactId(at))
    }

    /// The cash of the measures, where every one of them counts.
    pub(super) fn cash(&self) -> Cash {
        self.cash
    }

    pub(super) fn count(&mut self, stands: &Stands) {
        self.change(stands, usize::saturating_add);
        self.cash.count(stands);
    }

    pub(super) fn leave_out(&mut self, stands: &Stands) {
        self.change(stands, usize::saturating_sub);
        self.cash.leave_out(stands);
    }

    fn change(&mut self, stands: &Stands, by: fn(usize, usize) -> usize) {
        let weight = WHOLE.saturating_mul(stands.worth).checked_div(stands.hanging.len()).unwrap_or(0);
        for fact in &stands.hanging {
            if let Some(on) = self.facts.get_mut(fact.0) {
                on.measures = by(on.measures, 1);
                on.alone = by(on.alone, usize::from(stands.hanging.len() == 1));
                on.weight = by(on.weight, weight);
            }
        }
        match stands.outcome.0 {
            _ if !stands.hanging.is_empty() => self.open = by(self.open, 1),
            Verdict::Undetermined => self.unclear = by(self.unclear, 1),
            Verdict::Eligible | Verdict::Provisional => {
                self.applying = by(self.applying, 1);
                self.settled = by(self.settled, 1);
            }
            Verdict::Ineligible => self.settled = by(self.settled, 1),
        }
    }
}
