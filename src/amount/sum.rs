//! An amount without cases, and what it comes to between the least and the most that is known.

use crate::fact::{Fact, FactId, SlotId};
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::money::{Money, Rate};

/// An amount without cases: what one branch comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    Unstated,
    Between(Money, Money),
    Rate { share: (Rate, Rate), slot: SlotId },
    Each { each: (Money, Money), slot: SlotId, step: i64 },
    UpTo(Box<Sum>),
    Times(u32, Box<Sum>),
    Clamp { of: Box<Sum>, cap: Option<Box<Sum>>, floor: Option<Money> },
}

/// Every slot at its least, or every slot at its greatest number.
pub(super) struct Corner<'k> {
    pub(super) knowledge: &'k Knowledge<'k>,
    pub(super) top: bool,
}

impl Corner<'_> {
    /// The slot's number in this corner; `None` where it has no top.
    fn number(&self, slot: SlotId) -> Option<i64> {
        let interval = self.knowledge.get(slot);
        if !self.top {
            return Some(interval.low);
        }
        let facts = self.knowledge.facts();
        let fact = facts.get(fact_of(facts, slot).0);
        let open = fact.is_some_and(|fact| fact.open_above && interval.high >= fact.domain.high);
        (interval.is_point() || !open).then_some(interval.high)
    }
}

/// The least and the most that the giver may give; no figure of a bound means that it is open.
pub(super) type Given = (Option<Money>, Option<Money>);

impl Sum {
    pub(super) fn each_slot(&self, visit: &mut impl FnMut(SlotId)) {
        match self {
            Self::Unstated | Self::Between(..) => {}
            Self::Rate { slot, .. } | Self::Each { slot, .. } => visit(*slot),
            Self::UpTo(inner) | Self::Times(_, inner) => inner.each_slot(visit),
            Self::Clamp { of, cap, .. } => {
                of.each_slot(visit);
                cap.iter().for_each(|cap| cap.each_slot(visit));
            }
        }
    }

    /// What the giver may give in a corner; `None` where no figure is stated. Every part
    /// rises with each slot, so the corners bound everything between them.
    pub(super) fn at(&self, corner: &Corner<'_>) -> Option<Given> {
        match self {
            Self::Unstated => None,
            Self::Between(low, high) => Some((Some(*low), Some(*high))),
            Self::Rate { share, slot } => {
                let base = corner.number(*slot).map(|fen| Money::from_fen(i128::from(fen)));
                // No share of anything is nothing, however much that is.
                let part = |share: Rate| base.map(|base| share.of(base)).or(share.is_zero().then_some(Money::ZERO));
                Some((part(share.0), part(share.1)))
            }
            Self::Each { each, slot, step } => {
                let steps = corner.number(*slot).and_then(|number| number.checked_div_euclid(*step)).map(i128::from);
                let sum =
                    |each: Money| steps.map(|steps| each.times(steps)).or((each == Money::ZERO).then_some(Money::ZERO));
                Some((sum(each.0), sum(each.1)))
            }
            Self::UpTo(inner) => inner.at(corner).map(|(_, high)| (Some(Money::ZERO), high)),
            Self::Times(number, inner) => inner.at(corner).map(|(low, high)| {
                let times = |money: Money| money.times(i128::from(*number));
                (low.map(times), high.map(times))
            }),
            Self::Clamp { of, cap, floor } => {
                let (low, high) = of.at(corner)?;
                let cap = cap.as_ref().and_then(|cap| cap.at(corner)).unwrap_or_default();
                let raised = |amount: Money| floor.map_or(amount, |floor| amount.max(floor));
                Some((lowered(low, cap.0).map(raised), lowered(high, cap.1).map(raised)))
            }
        }
    }

    pub(super) fn at_top(&self, knowledge: &Knowledge<'_>) -> Option<Given> {
        self.at(&Corner { knowledge, top: true })
    }

    /// The slots that can change the sum by themselves; where there is none, nothing can. The others
    /// stand at their greatest number, where they limit it least: a sum takes the lesser of two
    /// parts, never the greater.
    pub(super) fn open_slots(&self, knowledge: &Knowledge<'_>) -> Vec<SlotId> {
        let mut slots = Vec::new();
        self.each_slot(&mut |slot| slots.push(slot));
        slots.retain(|slot| {
            let mut lowered = knowledge.clone();
            lowered.set(*slot, Interval::point(knowledge.get(*slot).low));
            self.at_top(&lowered) != self.at_top(knowledge)
        });
        slots
    }
}

/// The lesser one; an open amount is greater than any.
fn lowered(amount: Option<Money>, cap: Option<Money>) -> Option<Money> {
    match (amount, cap) {
        (Some(amount), Some(cap)) => Some(amount.min(cap)),
        (None, limit) | (limit, None) => limit,
    }
}

pub(super) fn fact_of(facts: &[Fact], slot: SlotId) -> FactId {
    FactId(facts.partition_point(|fact| fact.slots.end <= slot.0))
}
