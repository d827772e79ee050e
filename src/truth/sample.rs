//! A first guess at a completion in which one slot turns a formula: nearly always right, and
//! much quicker than looking for one.

use super::formula::Formula;
use super::rule::Tested;
use crate::fact::SlotId;
use crate::interval::Interval;
use crate::knowledge::Knowledge;

/// Whether the slot turns the formula in the first completion that comes to mind. A “no” proves
/// nothing.
pub(super) fn turns(formula: &Formula, tested: &Tested, knowledge: &mut Knowledge<'_>) -> bool {
    let mut sample = Sample { slot: tested.slot, knowledge, before: Vec::new() };
    // What must fail leaves no choice, what must hold often does.
    sample.lay_open(formula, false);
    sample.lay_open(formula, true);
    let Sample { knowledge, before, .. } = sample;
    let whole = knowledge.get(tested.slot);
    let mut values = tested.cells(whole).map(|cell| {
        knowledge.set(tested.slot, cell);
        formula.kleene(knowledge)
    });
    let first = values.next().flatten();
    let turns = first.is_some() && values.any(|value| value.is_some() && value != first);
    knowledge.set(tested.slot, whole);
    before.into_iter().rev().for_each(|(slot, interval)| {
        knowledge.set(slot, interval);
    });
    turns
}

struct Sample<'k, 'c> {
    slot: SlotId,
    knowledge: &'k mut Knowledge<'c>,
    before: Vec<(SlotId, Interval)>,
}

impl Sample<'_, '_> {
    /// Brings what stands beside the way to the slot's first test to where that test decides:
    /// what has to hold, or what has to fail.
    fn lay_open(&mut self, formula: &Formula, wanted: bool) {
        let (parts, others_holding) = match formula {
            Formula::Constant(_) | Formula::Test { .. } => return,
            Formula::All(parts) => (parts, parts.len().saturating_sub(1)),
            Formula::Any(parts) => (parts, 0),
            Formula::AtLeast(number, parts) => (parts, number.saturating_sub(1)),
        };
        let Some(at) = parts.iter().position(|part| part.tests(self.slot)) else { return };
        let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
        for (count, (_, part)) in others.enumerate() {
            if (count < others_holding) == wanted {
                self.bring(part, wanted);
            }
        }
        if let Some(part) = parts.get(at) {
            self.lay_open(part, wanted);
        }
    }

    fn bring(&mut self, formula: &Formula, wanted: bool) {
        match (formula, wanted) {
            (Formula::Constant(_), _) => {}
            (Formula::Test { slot, allowed }, _) => {
                let whole = self.knowledge.get(*slot);
                if *slot != self.slot
                    && !whole.is_point()
                    && let Some(part) = allowed.part_of(whole, wanted)
                {
                    self.before.push((*slot, self.knowledge.set(*slot, part)));
                }
            }
            (Formula::All(parts), true) | (Formula::Any(parts), false) => {
                parts.iter().for_each(|part| self.bring(part, wanted));
            }
            (Formula::All(parts), false) | (Formula::Any(parts), true) => self.bring_one(parts, wanted),
            (Formula::AtLeast(number, parts), _) => {
                let holding = if wanted { *number } else { number.saturating_sub(1) };
                parts.iter().enumerate().for_each(|(at, part)| self.bring(part, at < holding));
            }
        }
    }

    /// Brings the last part that can be brought there: earlier ones say who the applicant is,
    /// and other parts hang on that.
    fn bring_one(&mut self, parts: &[Formula], wanted: bool) {
        let value = |part: &Formula, knowledge: &Knowledge<'_>| part.kleene(knowledge);
        if parts.iter().any(|part| value(part, self.knowledge) == Some(wanted)) {
            return;
        }
        let open = parts.iter().rev().find(|part| value(part, self.knowledge).is_none());
        if let Some(part) = open {
            self.bring(part, wanted);
        }
    }
}
