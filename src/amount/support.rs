//! Amounts made ready to be evaluated.

use super::sum::{Corner, Given, Sum};
use super::ways::ways;
use super::{Amount, Range, Size, Unit};
use crate::condition::Compiler;
use crate::fact::{FactId, SlotId};
use crate::interval::Interval;
use crate::knowledge::{Knowledge, Numbers};
use crate::truth::{Formula, Rule, Switches, Truth};

/// One way in which an amount can come out, and when.
#[derive(Clone, Debug)]
pub struct Branch {
    guard: Rule,
    sum: Sum,
    /// Whether it is taken wherever the amount is given at all.
    always: bool,
}

/// An amount made ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Support {
    unit: Unit,
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
    /// The fact would both raise and lower the amount.
    RaisesAndLowers(FactId),
}

impl Support {
    /// Makes the amount ready, counted in `unit`, that is given where `context` holds.
    pub fn new(amount: &Amount, unit: Unit, context: &Formula, compiler: Compiler<'_>) -> Self {
        let branches = ways(amount, compiler).into_iter().filter_map(|(guard, sum, _)| {
            let always = guard == Formula::Constant(true);
            let guard = Rule::new(Formula::all([context.clone(), guard]));
            sum.map(|sum| Branch { guard, sum, always })
        });
        Self { unit, branches: branches.collect() }
    }

    /// Proves that the amount can be told for every applicant for whom `context` holds.
    ///
    /// # Errors
    /// Where the cases do not cover every such applicant, a fact may not apply, or one pulls both ways.
    pub fn prove(amount: &Amount, context: &Formula, compiler: Compiler<'_>) -> Result<(), Unsound> {
        for (guard, sum, used) in ways(amount, compiler) {
            let guard = Formula::all([context.clone(), guard]);
            let Some(sum) = sum else {
                if Rule::can_hold(guard, compiler.facts) {
                    return Err(Unsound::NotExhaustive);
                }
                continue;
            };
            if let Some(fact) = sum.pulls_both_ways(compiler.facts) {
                return Err(Unsound::RaisesAndLowers(fact));
            }
            for fact in used {
                let applies = compiler.applies(fact);
                if guard.states(&applies) {
                    continue;
                }
                let without = Formula::all([guard.clone(), applies.negated()]);
                if Rule::can_hold(without, compiler.facts) {
                    return Err(Unsound::MayNotApply(fact));
                }
            }
            if let Some(cells) = Rule::too_many_cells(&guard, compiler.facts) {
                return Err(Unsound::TooManyCells(cells));
            }
        }
        Ok(())
    }

    /// Every slot on which the amount hangs.
    pub fn slots(&self) -> Vec<SlotId> {
        let mut slots = Vec::new();
        for branch in &self.branches {
            branch.sum.each_slot(&mut |slot| slots.push(slot));
            slots.extend(branch.guard.slots());
        }
        slots
    }

    /// The ways in which it can come out.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// What the amount comes to; `None` where the measure cannot apply.
    pub fn range(&self, knowledge: &Knowledge<'_>) -> Option<Range> {
        let possible = self.branches.iter().filter(|branch| branch.guard.truth(knowledge) != Truth::Fails);
        self.range_of(possible.map(|branch| branch.bounds(knowledge)))
    }

    /// The same where it is known already that the amount may be given.
    pub fn range_if_given(&self, knowledge: &Knowledge<'_>) -> Option<Range> {
        match self.branches.as_slice() {
            [only] if only.always => self.range_of(std::iter::once(only.bounds(knowledge))),
            _ => self.range(knowledge),
        }
    }

    /// What the amount comes to where these branches are possible, and that they are tells no more of
    /// the slots from which they are computed; `None` where there is none. `exact` says that each of
    /// these slots has one number, which makes it quicker.
    pub fn range_at<'b>(
        &self,
        possible: impl Iterator<Item = &'b Branch>,
        numbers: &dyn Numbers,
        exact: bool,
    ) -> Option<Range> {
        let bounds = |branch: &Branch| if exact { branch.exact_bounds(numbers) } else { branch.bounds_at(numbers) };
        self.range_of(possible.map(bounds))
    }

    fn range_of(&self, bounds: impl Iterator<Item = Option<Bounds>>) -> Option<Range> {
        let bounds = bounds.reduce(hull)?;
        Some(bounds.map_or(Range::Unstated, |(low, high)| Range::of(self.unit, low, high)))
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
            let turns = self.branches.iter().flat_map(|branch| branch.sum.turns(slot));
            numbers.extend(turns.filter(|number| whole.low <= *number && *number <= whole.high));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(Interval::point).collect()
    }

    /// The slots on which the range hangs: where only one branch is possible, and that it is taken tells
    /// nothing of the slots from which it is computed, these alone.
    pub fn ranging_slots(&self, knowledge: &Knowledge<'_>) -> Vec<SlotId> {
        let mut possible = self.branches.iter().filter(|branch| branch.guard.truth(knowledge) != Truth::Fails);
        match (possible.next(), possible.next()) {
            (Some(only), None) if only.narrowed_slots().iter().all(|slot| knowledge.get(*slot).is_point()) => {
                only.slots()
            }
            _ => self.slots(),
        }
    }

    /// The facts that can still change what the amount comes to.
    pub fn open_facts(&self, knowledge: &Knowledge<'_>, switches: &Switches) -> Vec<FactId> {
        let mut open = Vec::new();
        if let [only] = self.branches.as_slice()
            && only.slots().is_empty()
        {
            return open;
        }
        let mut worths: Vec<(Worth<'_>, Vec<&Rule>)> = Vec::new();
        for branch in self.branches.iter().filter(|branch| branch.guard.truth(knowledge) != Truth::Fails) {
            let narrowed = branch.narrowed(knowledge);
            let slots = branch.sum.open_slots(&narrowed);
            let worth =
                if slots.is_empty() { Worth::Settled(branch.sum.at_top(&narrowed)) } else { Worth::Open(&branch.sum) };
            open.extend(slots.into_iter().map(|slot| FactId::of(slot, knowledge.facts())));
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

impl Branch {
    /// When it is taken.
    pub fn guard(&self) -> &Rule {
        &self.guard
    }

    /// The slots from which it is computed and of which it tells more that the branch is taken, where
    /// they are not known exactly.
    pub fn narrowed_slots(&self) -> Vec<SlotId> {
        let tested: Vec<SlotId> = self.guard.slots().collect();
        self.slots().into_iter().filter(|slot| tested.contains(slot)).collect()
    }

    /// The slots from which it is computed.
    pub fn slots(&self) -> Vec<SlotId> {
        let mut slots = Vec::new();
        self.sum.each_slot(&mut |slot| slots.push(slot));
        slots
    }

    /// What is known once it is known that this branch is taken. Years and their sum are narrowed each
    /// by itself, which leaves them wider than they could be, never narrower.
    fn narrowed<'c>(&self, knowledge: &Knowledge<'c>) -> Knowledge<'c> {
        let slots = self.slots();
        let mut narrowed = if slots.is_empty() {
            Knowledge::nothing_of(knowledge.facts(), [])
        } else {
            knowledge.only(slots.iter().copied())
        };
        for slot in slots {
            if let Some(interval) = self.guard.feasible(slot, knowledge) {
                narrowed.set(slot, interval);
            }
        }
        narrowed
    }

    fn bounds(&self, knowledge: &Knowledge<'_>) -> Option<Bounds> {
        self.bounds_at(&self.narrowed(knowledge))
    }

    /// The bounds where each slot has one number.
    fn exact_bounds(&self, numbers: &dyn Numbers) -> Option<Bounds> {
        let (low, high) = self.sum.at(Corner { knowledge: numbers, top: false })?;
        Some((low.unwrap_or_default(), high))
    }

    fn bounds_at(&self, numbers: &dyn Numbers) -> Option<Bounds> {
        let corner = Corner { knowledge: numbers, top: false };
        let ((low, _), (_, high)) = (self.sum.at(corner)?, self.sum.at(corner.opposite())?);
        Some((low.unwrap_or_default(), high))
    }
}

/// The least and the most, the latter `None` while open.
type Bounds = (Size, Option<Size>);

/// The least bounds that hold both. With no figure on one side, everything is open.
fn hull(one: Option<Bounds>, two: Option<Bounds>) -> Option<Bounds> {
    match (one, two) {
        (None, None) => None,
        (Some((low, high)), Some((other_low, other_high))) => {
            Some((low.min(other_low), high.zip(other_high).map(|(one, two)| one.max(two))))
        }
        _ => Some((Size::ZERO, None)),
    }
}
