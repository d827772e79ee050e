//! Which slots can change a sum by themselves.

use super::size::Size;
use super::sum::{Corner, Given, Sum, added, lowered, year_part};
use crate::fact::SlotId;
use crate::knowledge::Knowledge;

/// Sizes that a sum passes as one slot alone goes from one end to the other, for some numbers of
/// the others: from the first, inclusive, up to the second, exclusive, which has no end while open.
type Passed = (Size, Option<Size>);

/// Which of the two things that the giver may give is looked at.
#[derive(Clone, Copy)]
enum Side {
    Least,
    Most,
}

impl Side {
    fn of(self, given: Given) -> Option<Size> {
        match self {
            Self::Least => given.0,
            Self::Most => given.1,
        }
    }
}

impl Sum {
    /// The slots that can change the sum by themselves; where there is none, nothing can.
    pub(super) fn open_slots(&self, knowledge: &Knowledge<'_>) -> Vec<SlotId> {
        let mut slots = Vec::new();
        if self.at_top(knowledge).is_some() {
            self.each_slot(&mut |slot| slots.push(slot));
        }
        slots.retain(|slot| {
            let moves = |side| !self.passed(*slot, Look { knowledge, side }).is_empty();
            moves(Side::Least) || moves(Side::Most)
        });
        slots
    }

    fn passed(&self, slot: SlotId, look: Look<'_>) -> Vec<Passed> {
        match self {
            Self::Unstated | Self::Between(..) => Vec::new(),
            Self::Rate { slot: own, .. } | Self::Each { slot: own, .. } => {
                some(look.ends(self).filter(|_| *own == slot))
            }
            Self::Yearly { years, cap } => {
                let part = |year: &_| look.both(|corner| Some(year_part(year, *cap, corner)));
                let mut passed = Vec::new();
                for (at, _) in years.iter().enumerate().filter(|(_, (_, own))| *own == slot) {
                    let mut sum = (Size::ZERO, Some(Size::ZERO));
                    let mut own = None;
                    for (other, year) in years.iter().enumerate() {
                        let Some((low, high)) = part(year) else { continue };
                        if other == at {
                            own = Some((low, high)).filter(not_empty);
                        }
                        sum = (sum.0 + low, added(sum.1, high));
                    }
                    passed.extend(own.map(|_| sum));
                }
                passed
            }
            Self::UpTo(inner) => match look.side {
                Side::Least => Vec::new(),
                Side::Most => inner.passed(slot, look),
            },
            Self::Times(number, inner) => {
                let times = |size: Size| size.times(i128::from(*number));
                inner.passed(slot, look).into_iter().map(|(low, high)| (times(low), high.map(times))).collect()
            }
            Self::Less { of, slot: own } => {
                let off = Corner { knowledge: look.knowledge, top: false };
                let (least, most) = (off.size(*own).unwrap_or_default(), off.opposite().size(*own));
                let mut passed = of.passed(slot, look);
                passed.extend(look.bounds(of).filter(|_| *own == slot && most != Some(least)));
                let left = |(low, high): Passed| {
                    let low = most.map_or(Size::ZERO, |most| (low - most).max(Size::ZERO));
                    (low, high.map(|high| high - least))
                };
                passed.into_iter().map(left).filter(not_empty).collect()
            }
            Self::Clamp { of, cap, floor } => {
                let below = |passed: Vec<Passed>, limit: Option<Size>| {
                    passed.into_iter().map(move |(low, high)| (low, lowered(high, limit)))
                };
                let cap = cap.as_deref().filter(|cap| look.bounds(cap).is_some());
                let top = |sum: &Self| look.bounds(sum).and_then(|(_, high)| high);
                let own = below(of.passed(slot, look), cap.and_then(top));
                let caps = cap.map(|cap| cap.passed(slot, look)).unwrap_or_default();
                let floor = floor.unwrap_or_default();
                let all = own.chain(below(caps, top(of)));
                all.map(|(low, high)| (low.max(floor), high)).filter(not_empty).collect()
            }
        }
    }
}

/// What is looked at, and for all that is known.
#[derive(Clone, Copy)]
struct Look<'k> {
    knowledge: &'k Knowledge<'k>,
    side: Side,
}

impl Look<'_> {
    fn both(self, at: impl Fn(Corner<'_>) -> Option<Given>) -> Option<Passed> {
        let corner = Corner { knowledge: self.knowledge, top: false };
        let (low, high) = (at(corner)?, at(corner.opposite())?);
        Some((self.side.of(low).unwrap_or_default(), self.side.of(high)))
    }

    /// The least and the most that a sum can be; nothing where it has no figure.
    fn bounds(self, sum: &Sum) -> Option<Passed> {
        self.both(|corner| sum.at(corner))
    }

    /// The same, where they differ.
    fn ends(self, sum: &Sum) -> Option<Passed> {
        self.bounds(sum).filter(not_empty)
    }
}

fn some(passed: Option<Passed>) -> Vec<Passed> {
    passed.into_iter().collect()
}

fn not_empty((low, high): &Passed) -> bool {
    high.is_none_or(|high| *low < high)
}
