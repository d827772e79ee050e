//! What is open of a formula, where that alone tells what can turn it.

use super::formula::Formula;
use crate::fact::SlotId;
use crate::interval::{Interval, IntervalSet};
use crate::knowledge::Knowledge;
use smallvec::SmallVec;

/// Slots, few enough for most formulas to stand without an allocation.
pub(super) type FewSlots = SmallVec<[SlotId; 16]>;

/// What is left of a formula once what is known is put in.
pub(super) struct Left {
    /// Its value, where that is known.
    pub(super) value: Option<bool>,
    /// The slots of the tests left, rising; none where the value is known.
    pub(super) slots: FewSlots,
}

/// What is left of a formula, where no two of the tests left are of one slot.
///
/// Then each test can be brought to hold and to fail whatever the others are, so that the formula
/// can hold, can fail, and is turned by every one of the slots. Otherwise only a search can tell.
pub(super) fn left_of(formula: &Formula, knowledge: &Knowledge<'_>) -> Option<Left> {
    let (value, mut slots) = walked(formula, knowledge);
    slots.sort_unstable();
    let apart = slots.iter().zip(slots.iter().skip(1)).all(|(one, two)| one != two);
    apart.then_some(Left { value, slots })
}

/// The slots of the tests that are left, some more than once: over these alone the formula can be written
/// so that it is the same wherever what is known is so.
pub(super) fn open_slots(formula: &Formula, knowledge: &Knowledge<'_>) -> FewSlots {
    walked(formula, knowledge).1
}

fn walked(formula: &Formula, knowledge: &Knowledge<'_>) -> (Option<bool>, FewSlots) {
    let mut walk = Walk { knowledge, beside: SmallVec::new(), slots: FewSlots::new() };
    (walk.value(formula), walk.slots)
}

struct Walk<'w, 'f> {
    knowledge: &'w Knowledge<'w>,
    /// Tests that stand beside the part at hand: wherever the part matters, they hold, or fail.
    beside: SmallVec<[(SlotId, &'f IntervalSet, bool); 8]>,
    slots: FewSlots,
}

impl<'f> Walk<'_, 'f> {
    /// Notes the tests left and returns the value; nothing is noted where that is known.
    fn value(&mut self, formula: &'f Formula) -> Option<bool> {
        let (before, beside) = (self.slots.len(), self.beside.len());
        let value = match formula {
            Formula::Constant(value) => Some(*value),
            Formula::Test { slot, allowed } => self.test(*slot, allowed),
            Formula::All(parts) => self.joined(parts, true),
            Formula::Any(parts) => self.joined(parts, false),
            Formula::AtLeast(number, parts) => {
                let (mut holding, mut possible) = (0_usize, 0_usize);
                for part in parts {
                    let value = self.value(part);
                    holding = holding.saturating_add(usize::from(value == Some(true)));
                    possible = possible.saturating_add(usize::from(value != Some(false)));
                }
                if holding >= *number {
                    Some(true)
                } else if possible < *number {
                    Some(false)
                } else {
                    None
                }
            }
        };
        self.beside.truncate(beside);
        if value.is_some() {
            self.slots.truncate(before);
        }
        value
    }

    fn test(&mut self, slot: SlotId, allowed: &'f IntervalSet) -> Option<bool> {
        let known = self.knowledge.get(slot);
        let value = allowed.decides(known);
        if value.is_some() {
            return value;
        }
        let beside = self.beside.iter().filter(|(other, ..)| *other == slot);
        let decided = beside.into_iter().find_map(|(_, set, holds)| decided(allowed, set, *holds, known));
        if decided.is_none() {
            self.slots.push(slot);
        }
        decided
    }

    /// All parts hold, or some part does. Where one test is not as it has to be, the other parts make
    /// no difference; so they are looked at as if it were.
    fn joined(&mut self, parts: &'f [Formula], all: bool) -> Option<bool> {
        let is_test = |part: &&Formula| matches!(part, Formula::Test { .. });
        let mut value = Some(all);
        for part in parts.iter().filter(is_test).chain(parts.iter().filter(|part| !is_test(part))) {
            match (self.value(part), part) {
                (Some(known), _) if known != all => return Some(!all),
                (Some(_), _) => {}
                (None, Formula::Test { slot, allowed }) => {
                    value = None;
                    self.beside.push((*slot, allowed, all));
                }
                (None, _) => value = None,
            }
        }
        value
    }
}

/// Whether a test of a slot holds where another one does, or fails; `None` where it may do either.
fn decided(allowed: &IntervalSet, other: &IntervalSet, holds: bool, known: Interval) -> Option<bool> {
    let other = if holds { other.clone() } else { other.complement() };
    let mut parts = other.intervals().iter().filter_map(|part| part.intersect(known));
    let first = allowed.decides(parts.next()?)?;
    parts.all(|part| allowed.decides(part) == Some(first)).then_some(first)
}
