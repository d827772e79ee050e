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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_embedded;
    use crate::fact::{Fact, Kind};
    use crate::interval::IntervalSet;
    use crate::truth::Rule;

    /// Whether the first of four counts from 0 to 9 turns the formula at the first guess.
    fn first_turns(formula: &Formula) -> bool {
        let shipped = load_embedded(jiff::civil::date(2026, 11, 24)).unwrap();
        let like = shipped.facts.first().unwrap();
        let (kind, domain) = (Kind::Count, Interval { low: 0, high: 9 });
        let count = |at| Fact { kind, domain, open_above: false, slots: at..at + 1, ..like.clone() };
        let facts: Vec<Fact> = (0..4).map(count).collect();
        let rule = Rule::new(formula.clone());
        let mut knowledge = Knowledge::nothing(&facts);
        let first = rule.tested(&facts).iter().find(|tested| tested.slot == SlotId(0)).unwrap();
        let found = turns(formula, first, &mut knowledge);
        // What was tried is taken back.
        assert!((0..4).all(|slot| knowledge.get(SlotId(slot)) == domain));
        found
    }

    fn at_least(slot: usize, low: i64) -> Formula {
        Formula::Test { slot: SlotId(slot), allowed: IntervalSet::between(low, i64::MAX) }
    }

    #[test]
    fn the_first_guess_brings_what_stands_beside_the_way_to_where_a_slot_decides() {
        let (first, second, third) = (at_least(0, 5), at_least(1, 5), at_least(2, 5));
        let two_of_three = Formula::AtLeast(2, vec![second.clone(), third.clone(), at_least(3, 5)]);
        assert!(first_turns(&first));
        assert!(first_turns(&Formula::all([first.clone(), second.clone()])));
        assert!(first_turns(&Formula::any([first.clone(), second.clone()])));
        assert!(first_turns(&Formula::all([first.clone(), Formula::any([second.clone(), third.clone()])])));
        assert!(first_turns(&Formula::any([first.clone(), Formula::all([second.clone(), third.clone()])])));
        assert!(first_turns(&Formula::all([first.clone(), two_of_three.clone()])));
        assert!(first_turns(&Formula::any([first.clone(), two_of_three])));
        assert!(first_turns(&Formula::AtLeast(2, vec![second.clone(), first, third])));
        // The slot itself is left as it is.
        assert!(first_turns(&Formula::all([at_least(0, 3), Formula::any([second, at_least(0, 7)])])));
    }
}
