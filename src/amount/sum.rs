//! An amount without cases, and what it comes to between the least and the most that is known.

use super::size::Size;
use crate::fact::{Fact, FactId, SlotId};
use crate::knowledge::{Knowledge, Numbers};
use crate::money::{Money, Rate};

/// An amount without cases: what one branch comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    Unstated,
    Between(Size, Size),
    Rate {
        share: (Rate, Rate),
        slot: SlotId,
    },
    /// A share of each year, each year's part limited by itself.
    Yearly {
        years: Vec<((Rate, Rate), SlotId)>,
        cap: Option<Size>,
    },
    Each {
        each: (Size, Size),
        slot: SlotId,
        step: Step,
    },
    UpTo(Box<Sum>),
    Times(u32, Box<Sum>),
    /// What a slot says is taken off, down to nothing.
    Less {
        of: Box<Sum>,
        slot: SlotId,
    },
    Clamp {
        of: Box<Sum>,
        cap: Option<Box<Sum>>,
        floor: Option<Size>,
    },
}

/// How a number is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// In full steps of so many.
    Full(i64),
    /// Exactly; so many make one.
    Part(i64),
}

/// Every slot at the end that makes the amount least, or greatest.
#[derive(Clone, Copy)]
pub(super) struct Corner<'k> {
    pub(super) knowledge: &'k dyn Numbers,
    pub(super) top: bool,
}

impl Corner<'_> {
    /// The slot's number in this corner; `None` where it has no top.
    fn number(self, slot: SlotId) -> Option<i64> {
        let interval = self.knowledge.interval(slot);
        if !self.top || interval.is_point() {
            return Some(interval.low);
        }
        let facts = self.knowledge.facts();
        let fact = facts.get(FactId::of(slot, facts).0);
        let open = fact.is_some_and(|fact| fact.open_above && interval.high >= fact.domain.high);
        (!open).then_some(interval.high)
    }

    fn money(self, slot: SlotId) -> Option<Money> {
        self.number(slot).map(|fen| Money::from_fen(i128::from(fen)))
    }

    /// What the slot of an amount of money says.
    pub(super) fn size(self, slot: SlotId) -> Option<Size> {
        self.money(slot).map(Size::from)
    }

    /// The corner for what lowers the amount.
    pub(super) fn opposite(self) -> Self {
        Self { top: !self.top, ..self }
    }
}

/// The least and the most that the giver may give; no figure of a bound means that it is open.
pub(super) type Given = (Option<Size>, Option<Size>);

impl Sum {
    /// The sum and everything in it.
    fn each_part<'s>(&'s self, visit: &mut impl FnMut(&'s Self)) {
        visit(self);
        match self {
            Self::Unstated | Self::Between(..) | Self::Rate { .. } | Self::Yearly { .. } | Self::Each { .. } => {}
            Self::UpTo(inner) | Self::Times(_, inner) | Self::Less { of: inner, .. } => inner.each_part(visit),
            Self::Clamp { of, cap, .. } => {
                of.each_part(visit);
                cap.iter().for_each(|cap| cap.each_part(visit));
            }
        }
    }

    /// Every slot, with whether it raises the sum; otherwise it lowers it.
    fn each_pull(&self, visit: &mut impl FnMut(SlotId, bool)) {
        self.each_part(&mut |part| match part {
            Self::Rate { slot, .. } | Self::Each { slot, .. } => visit(*slot, true),
            Self::Yearly { years, .. } => years.iter().for_each(|(_, slot)| visit(*slot, true)),
            Self::Less { slot, .. } => visit(*slot, false),
            Self::Unstated | Self::Between(..) | Self::UpTo(_) | Self::Times(..) | Self::Clamp { .. } => {}
        });
    }

    pub(super) fn each_slot(&self, visit: &mut impl FnMut(SlotId)) {
        self.each_pull(&mut |slot, _| visit(slot));
    }

    /// A fact that would both raise and lower the amount.
    pub(super) fn pulls_both_ways(&self, facts: &[Fact]) -> Option<FactId> {
        let (mut raising, mut lowering) = (Vec::new(), Vec::new());
        self.each_pull(&mut |slot, raises| {
            if raises { &mut raising } else { &mut lowering }.push(FactId::of(slot, facts))
        });
        lowering.into_iter().find(|fact| raising.contains(fact))
    }

    /// Where parts are added or taken off, a slot may make a difference only while another one stands
    /// between its ends: the numbers of the slot at which the sum may turn, as what the slot adds or
    /// takes off reaches a size that stands in it.
    pub(super) fn turns(&self, slot: SlotId) -> Vec<i64> {
        let (mut sizes, mut parts) = (Vec::new(), Vec::new());
        self.each_part(&mut |part| match part {
            Self::Between(low, high) => sizes.extend([*low, *high]),
            Self::Rate { share, slot: own } if *own == slot => {
                parts.extend([Part::Share(share.0), Part::Share(share.1)])
            }
            Self::Yearly { years, cap } => {
                sizes.extend(*cap);
                parts.extend(years.iter().filter(|(_, own)| *own == slot).map(|((_, share), _)| Part::Share(*share)));
            }
            Self::Each { each, slot: own, step } if *own == slot => {
                parts.extend([Part::Each(each.0, *step), Part::Each(each.1, *step)])
            }
            Self::Less { slot: own, .. } if *own == slot => parts.push(Part::Whole),
            Self::Clamp { floor, .. } => sizes.extend(*floor),
            _ => {}
        });
        let numbers = parts.iter().flat_map(|part| sizes.iter().filter_map(|size| part.number_for(*size)));
        numbers.filter_map(|number| i64::try_from(number).ok()).collect()
    }

    /// What the giver may give in a corner; `None` where no figure is stated. No slot both raises
    /// and lowers the amount, so the corners bound everything between them.
    pub(super) fn at(&self, corner: Corner<'_>) -> Option<Given> {
        match self {
            Self::Unstated => None,
            Self::Between(low, high) => Some((Some(*low), Some(*high))),
            Self::Rate { share, slot } => Some(share_of(*share, corner.money(*slot))),
            Self::Yearly { years, cap } => {
                let parts = years.iter().map(|year| year_part(year, *cap, corner));
                Some(parts.fold((Some(Size::ZERO), Some(Size::ZERO)), |sum, part| {
                    (added(sum.0, part.0), added(sum.1, part.1))
                }))
            }
            Self::Each { each, slot, step } => {
                let number = corner.number(*slot);
                let sum = |each: Size| {
                    let sum = number.map(|number| step.of(each, number));
                    sum.or((each == Size::ZERO).then_some(Size::ZERO))
                };
                Some((sum(each.0), sum(each.1)))
            }
            Self::UpTo(inner) => inner.at(corner).map(|(_, high)| (Some(Size::ZERO), high)),
            Self::Times(number, inner) => inner.at(corner).map(|(low, high)| {
                let times = |size: Size| size.times(i128::from(*number));
                (low.map(times), high.map(times))
            }),
            Self::Less { of, slot } => of.at(corner).map(|(low, high)| {
                let off = corner.opposite().size(*slot);
                // However much there is, an open amount less something known stays open.
                let left = |size: Size| off.map_or(Size::ZERO, |off| (size - off).max(Size::ZERO));
                (low.map(left), high.map(left))
            }),
            Self::Clamp { of, cap, floor } => {
                let (low, high) = of.at(corner)?;
                let cap = cap.as_ref().and_then(|cap| cap.at(corner)).unwrap_or_default();
                let raised = |size: Size| floor.map_or(size, |floor| size.max(floor));
                Some((lowered(low, cap.0).map(raised), lowered(high, cap.1).map(raised)))
            }
        }
    }

    pub(super) fn at_top(&self, knowledge: &Knowledge<'_>) -> Option<Given> {
        self.at(Corner { knowledge, top: true })
    }
}

/// What a slot alone adds to a sum, or takes off.
#[derive(Clone, Copy)]
enum Part {
    /// What it says.
    Whole,
    /// A share of it.
    Share(Rate),
    /// So much for each.
    Each(Size, Step),
}

impl Part {
    /// The number of the slot at which it comes to a size; of a share nearly so.
    fn number_for(self, size: Size) -> Option<i128> {
        match self {
            Self::Whole => Some(size.hundredths()),
            Self::Share(share) => share.base_of(size.money()).map(Money::fen),
            Self::Each(each, step) => step.number_for(each, size),
        }
    }
}

impl Step {
    /// The least number for which so much each comes to a size.
    fn number_for(self, each: Size, size: Size) -> Option<i128> {
        let (each, size) = (each.hundredths(), size.hundredths());
        let up = |whole: i128| whole.saturating_add(each).saturating_sub(1).checked_div(each);
        match self {
            Self::Full(step) => Some(up(size)?.saturating_mul(i128::from(step))),
            Self::Part(whole) => up(size.saturating_mul(i128::from(whole))),
        }
    }

    fn of(self, each: Size, number: i64) -> Size {
        match self {
            Self::Full(step) => each.times(i128::from(number.checked_div_euclid(step).unwrap_or_default())),
            Self::Part(whole) => each.portion(i128::from(number), i128::from(whole)),
        }
    }
}

/// The least and the most share of an amount. No share of anything is nothing, however much that is.
fn share_of(share: (Rate, Rate), base: Option<Money>) -> Given {
    let part = |share: Rate| base.map(|base| share.of(base)).or(share.is_zero().then_some(Money::ZERO));
    (part(share.0).map(Size::from), part(share.1).map(Size::from))
}

/// What one year adds.
pub(super) fn year_part(year: &((Rate, Rate), SlotId), cap: Option<Size>, corner: Corner<'_>) -> Given {
    let (low, high) = share_of(year.0, corner.money(year.1));
    (lowered(low, cap), lowered(high, cap))
}

/// The sum of two; open where one of them is.
pub(super) fn added(one: Option<Size>, two: Option<Size>) -> Option<Size> {
    one.zip(two).map(|(one, two)| one + two)
}

/// The lesser one; an open amount is greater than any.
pub(super) fn lowered(size: Option<Size>, cap: Option<Size>) -> Option<Size> {
    match (size, cap) {
        (Some(size), Some(cap)) => Some(size.min(cap)),
        (None, limit) | (limit, None) => limit,
    }
}
