//! Amounts as a catalogue states them, and the ranges that follow from what is known.

mod sum;

use self::sum::{Corner, Given, Sum, fact_of};
use crate::condition::{Compiler, Condition};
use crate::fact::{Fact, FactId, Kind, SlotId};
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::money::{Money, Rate};
use crate::truth::{Formula, MOST_CELLS, Rule, Switches, Truth};

/// An amount of support as the document states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Promised, with no figure.
    Unstated,
    /// From one amount to another, both inclusive; equal where the amount is exact.
    Between(Money, Money),
    /// A share of an amount of money; of a yearly one, of all its years together.
    Rate {
        /// The lowest and the highest share.
        share: (Rate, Rate),
        /// The fact that it is a share of.
        of: FactId,
    },
    /// So much for each full step of a count or quantity.
    Each {
        /// The lowest and the highest amount for one step.
        each: (Money, Money),
        /// The fact that is counted.
        of: FactId,
        /// How many make a step.
        per: i64,
    },
    /// Anything from nothing to the amount.
    UpTo(Box<Amount>),
    /// The amount a number of times, as for years.
    Times(u32, Box<Amount>),
    /// Not more than `cap` and not less than `floor`.
    Clamp {
        /// What is kept within the limits.
        of: Box<Amount>,
        /// The most.
        cap: Option<Box<Amount>>,
        /// The least.
        floor: Option<Money>,
    },
    /// The first one whose condition holds.
    Cases(Vec<(Option<Condition>, Amount)>),
}

/// What an amount comes to, for all that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// Promised, with no figure.
    Unstated,
    /// At least `low`; at most `high`, or with no top while an unknown fact leaves it open.
    Stated {
        /// The least, inclusive.
        low: Money,
        /// The most, inclusive; `None` while open.
        high: Option<Money>,
    },
}

impl Range {
    /// The least range that holds both. With no figure on one side, everything is open.
    pub fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unstated, Self::Unstated) => Self::Unstated,
            (Self::Stated { low, high }, Self::Stated { low: other_low, high: other_high }) => {
                Self::Stated { low: low.min(other_low), high: high.zip(other_high).map(|(one, two)| one.max(two)) }
            }
            _ => Self::Stated { low: Money::ZERO, high: None },
        }
    }
}

/// One way in which an amount can come out, and when.
#[derive(Clone, Debug)]
struct Branch {
    guard: Rule,
    sum: Sum,
}

/// An amount made ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Support {
    branches: Vec<Branch>,
}

/// Why an amount cannot be made ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// Its conditions fall into this many cells.
    TooManyCells(usize),
    /// An applicant may get the measure while no case holds.
    NotExhaustive,
    /// An applicant may get the measure while the fact does not apply.
    MayNotApply(FactId),
}

impl Support {
    /// Makes the amount ready that is given where `context` holds.
    pub fn new(amount: &Amount, context: &Formula, compiler: Compiler<'_>) -> Self {
        let branches = ways(amount, compiler).into_iter().filter_map(|(guard, sum, _)| {
            let guard = Rule::new(Formula::all([context.clone(), guard]));
            sum.map(|sum| Branch { guard, sum })
        });
        Self { branches: branches.collect() }
    }

    /// Proves that the amount can be told for every applicant for whom `context` holds.
    ///
    /// # Errors
    /// Where the cases do not cover every such applicant, or a fact may not apply.
    pub fn prove(amount: &Amount, context: &Formula, compiler: Compiler<'_>) -> Result<(), Unsound> {
        for (guard, sum, used) in ways(amount, compiler) {
            let guard = Formula::all([context.clone(), guard]);
            if sum.is_none() {
                if Rule::can_hold(guard, compiler.facts) {
                    return Err(Unsound::NotExhaustive);
                }
                continue;
            }
            for fact in used {
                let without = Formula::all([guard.clone(), compiler.applies(fact).negated()]);
                if Rule::can_hold(without, compiler.facts) {
                    return Err(Unsound::MayNotApply(fact));
                }
            }
            let cells = Rule::new(guard).cells(compiler.facts);
            if cells > MOST_CELLS {
                return Err(Unsound::TooManyCells(cells));
            }
        }
        Ok(())
    }

    /// Every slot on which the amount hangs.
    pub fn slots(&self, facts: &[Fact]) -> Vec<SlotId> {
        let mut slots = Vec::new();
        for branch in &self.branches {
            branch.sum.each_slot(&mut |slot| slots.push(slot));
            slots.extend(branch.guard.slots(facts));
        }
        slots
    }

    /// What the amount comes to; `None` where the measure cannot apply.
    pub fn range(&self, knowledge: &Knowledge<'_>) -> Option<Range> {
        let possible = self.branches.iter().filter(|branch| branch.guard.truth(knowledge) != Truth::Fails);
        possible.map(|branch| branch.range(knowledge)).reduce(Range::hull)
    }

    /// Whether the measure, and so the amount, is possible for all that is known.
    pub fn is_possible(&self, knowledge: &Knowledge<'_>) -> bool {
        self.branches.iter().any(|branch| branch.guard.truth(knowledge) != Truth::Fails)
    }

    /// Numbers of a slot that stand for all others: one of each cell that the conditions cut, and
    /// where the amount is computed from the slot, both ends of each and one between.
    pub fn trials(&self, slot: SlotId, knowledge: &Knowledge<'_>) -> Vec<Interval> {
        let whole = knowledge.get(slot);
        let cells: Vec<Interval> =
            self.branches.iter().flat_map(|branch| branch.guard.cells_of(slot, knowledge)).chain([whole]).collect();
        let mut numbers: Vec<i64> = cells.iter().map(|cell| cell.low).collect();
        let mut computed = false;
        self.branches.iter().for_each(|branch| branch.sum.each_slot(&mut |other| computed |= other == slot));
        if computed {
            numbers.extend(cells.iter().map(|cell| cell.high));
            numbers.push(whole.low.midpoint(whole.high));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(Interval::point).collect()
    }

    /// The facts that can still change what the amount comes to.
    pub fn open_facts(&self, knowledge: &Knowledge<'_>, switches: &Switches) -> Vec<FactId> {
        let mut open = Vec::new();
        let mut worths: Vec<(Worth<'_>, Vec<&Rule>)> = Vec::new();
        for branch in self.branches.iter().filter(|branch| branch.guard.truth(knowledge) != Truth::Fails) {
            let narrowed = branch.narrowed(knowledge);
            let slots = branch.sum.open_slots(&narrowed);
            let worth =
                if slots.is_empty() { Worth::Settled(branch.sum.at_top(&narrowed)) } else { Worth::Open(&branch.sum) };
            open.extend(slots.into_iter().map(|slot| fact_of(knowledge.facts(), slot)));
            match worths.iter_mut().find(|(other, _)| *other == worth) {
                Some((_, guards)) => guards.push(&branch.guard),
                None => worths.push((worth, vec![&branch.guard])),
            }
        }
        // Where all branches come to the same, it makes no difference which one is taken.
        if worths.len() > 1 {
            for (_, guards) in worths {
                open.extend(match guards.as_slice() {
                    [guard] => guard.turned_by(knowledge, switches),
                    several => {
                        let formulas = several.iter().map(|guard| guard.formula().clone());
                        Rule::new(Formula::any(formulas)).turned_by(knowledge, switches)
                    }
                });
            }
        }
        open
    }
}

/// What a branch comes to: settled, or hanging on facts not known.
#[derive(PartialEq, Eq)]
enum Worth<'s> {
    Settled(Option<Given>),
    Open(&'s Sum),
}

/// Every way through the cases of an amount: when it is taken, what it comes to, the facts used.
type Way = (Formula, Option<Sum>, Vec<FactId>);

fn ways(amount: &Amount, compiler: Compiler<'_>) -> Vec<Way> {
    let always = || Formula::Constant(true);
    let slot_of = |fact: FactId| {
        let fact = compiler.facts.get(fact.0);
        fact.map_or(SlotId(usize::MAX), |fact| fact.sum_slot().unwrap_or(SlotId(fact.slots.start)))
    };
    match amount {
        Amount::Unstated => vec![(always(), Some(Sum::Unstated), Vec::new())],
        Amount::Between(low, high) => vec![(always(), Some(Sum::Between(*low, *high)), Vec::new())],
        Amount::Rate { share, of } => {
            vec![(always(), Some(Sum::Rate { share: *share, slot: slot_of(*of) }), vec![*of])]
        }
        Amount::Each { each, of, per } => {
            let scale = match compiler.facts.get(of.0).map(|fact| fact.kind) {
                Some(Kind::Quantity) => 10_i64.saturating_pow(crate::fact::QUANTITY_DECIMALS),
                _ => 1,
            };
            let sum = Sum::Each { each: *each, slot: slot_of(*of), step: per.saturating_mul(scale) };
            vec![(always(), Some(sum), vec![*of])]
        }
        Amount::UpTo(inner) => wrapped(ways(inner, compiler), |sum| Sum::UpTo(Box::new(sum))),
        Amount::Times(number, inner) => wrapped(ways(inner, compiler), |sum| Sum::Times(*number, Box::new(sum))),
        Amount::Clamp { of, cap, floor } => {
            let no_cap = || vec![(always(), None, Vec::new())];
            let caps = cap.as_ref().map_or_else(no_cap, |cap| ways(cap, compiler));
            let mut all = Vec::new();
            for (guard, sum, used) in ways(of, compiler) {
                for (cap_guard, cap_sum, cap_used) in &caps {
                    let complete = cap.is_none() || cap_sum.is_some();
                    let clamped = sum.clone().filter(|_| complete).map(|sum| Sum::Clamp {
                        of: Box::new(sum),
                        cap: cap_sum.clone().map(Box::new),
                        floor: *floor,
                    });
                    let guard = Formula::all([guard.clone(), cap_guard.clone()]);
                    all.push((guard, clamped, [used.clone(), cap_used.clone()].concat()));
                }
            }
            all
        }
        Amount::Cases(cases) => {
            let mut before = always();
            let mut all = Vec::new();
            for (condition, amount) in cases {
                let holds = condition.as_ref().map_or_else(always, |condition| compiler.compile(condition));
                for (guard, sum, used) in ways(amount, compiler) {
                    all.push((Formula::all([before.clone(), holds.clone(), guard]), sum, used));
                }
                before = Formula::all([before, holds.negated()]);
            }
            all.push((before, None, Vec::new()));
            all
        }
    }
}

fn wrapped(ways: Vec<Way>, wrap: impl Fn(Sum) -> Sum) -> Vec<Way> {
    ways.into_iter().map(|(guard, sum, used)| (guard, sum.map(&wrap), used)).collect()
}

impl Branch {
    /// What is known once it is known that this branch is taken.
    fn narrowed<'c>(&self, knowledge: &Knowledge<'c>) -> Knowledge<'c> {
        let mut slots = Vec::new();
        self.sum.each_slot(&mut |slot| slots.push(slot));
        let mut narrowed = knowledge.clone();
        for slot in slots {
            if let Some(interval) = self.guard.feasible(slot, knowledge) {
                narrowed.set(slot, interval);
            }
        }
        narrowed
    }

    fn range(&self, knowledge: &Knowledge<'_>) -> Range {
        let narrowed = self.narrowed(knowledge);
        let lows = self.sum.at(&Corner { knowledge: &narrowed, top: false });
        let highs = self.sum.at(&Corner { knowledge: &narrowed, top: true });
        match (lows, highs) {
            (Some((low, _)), Some((_, high))) => Range::Stated { low: low.unwrap_or(Money::ZERO), high },
            _ => Range::Unstated,
        }
    }
}

/// The interval of a term, as in 包容期1–2年.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The shortest and the longest, both inclusive.
    pub length: Interval,
    /// Months or years.
    pub unit: TermUnit,
}

/// The unit of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermUnit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
}
