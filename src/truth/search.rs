//! Looking for completions: whether a formula can hold, and what can turn it.

use super::formula::{Formula, at_least, open_test};
use super::open::{FewSlots, left_of};
use super::rule::{Rule, Tested};
use super::sample;
use super::switches::Switches;
use crate::fact::{Fact, FactId, SlotId};
use crate::interval::{Interval, IntervalSet};
use crate::knowledge::Knowledge;
use std::cmp::Reverse;

impl Rule {
    /// Whether some applicant meets the formula. For any formula, however tangled.
    pub fn can_hold(formula: Formula, facts: &[Fact]) -> bool {
        let mut slots = FewSlots::new();
        formula.each_test(&mut |slot, _| slots.push(slot));
        let mut nothing = Knowledge::nothing_of(facts, slots);
        if let Some(left) = left_of(&formula, &nothing) {
            return left.value != Some(false);
        }
        let rule = Self::new(formula);
        let needs = [Need { part: Part::Whole(&rule.formula), holds: true, fixed: None }];
        rule.search(&needs, &mut nothing, &mut |_| {})
    }

    /// Whether the formula can hold, and a way in which it does: cells of slots that suffice.
    pub(super) fn some_way<'c>(&self, facts: &'c [Fact], found: &mut impl FnMut(&Knowledge<'c>)) -> bool {
        let needs = [Need { part: Part::Whole(&self.formula), holds: true, fixed: None }];
        self.search(&needs, &mut Knowledge::nothing(facts), found)
    }

    /// Looks for numbers that meet all needs, deciding one slot after the other, and for each
    /// the numbers first that bring the test at hand to what is needed. What is found is shown
    /// before it is taken back.
    fn search<'c>(
        &self,
        needs: &[Need<'_>],
        knowledge: &mut Knowledge<'c>,
        found: &mut impl FnMut(&Knowledge<'c>),
    ) -> bool {
        let mut open = None;
        for need in needs {
            match need.value(knowledge) {
                Some(value) if value == need.holds => {}
                Some(_) => return false,
                None => open = open.or(Some(need)),
            }
        }
        let Some(need) = open else {
            found(knowledge);
            return true;
        };
        let Some((slot, allowed)) = need.open_test(knowledge) else { return false };
        let Some(tested) = self.tested(knowledge.facts()).iter().find(|tested| tested.slot == slot) else {
            return false;
        };
        let whole = knowledge.get(slot);
        let mut possible = false;
        for wanted in [need.holds, !need.holds] {
            for cell in tested.cells(whole).filter(|cell| allowed.covers(*cell) == wanted) {
                knowledge.set(slot, cell);
                possible = possible || self.search(needs, knowledge, found);
            }
        }
        knowledge.set(slot, whole);
        possible
    }

    /// The facts that can turn the formula: two completions that differ in one slot of such a
    /// fact only differ on it. Every test must stand beside what switches its fact on.
    pub fn turned_by(&self, knowledge: &Knowledge<'_>, switches: &Switches) -> Vec<FactId> {
        let mut facts = Vec::new();
        let all = knowledge.facts();
        if let Some(left) = left_of(&self.formula, knowledge) {
            let turning = self.slots().filter(|slot| left.slots.binary_search(slot).is_ok());
            turning.for_each(|slot| switches.add(FactId::of(slot, all), knowledge, &mut facts));
            return facts;
        }
        if self.formula.kleene(knowledge).is_some() {
            return facts;
        }
        let tested = self.tested(all);
        let mut work = knowledge.only(tested.iter().map(|tested| tested.slot));
        let unknown = || tested.iter().filter(|tested| !knowledge.get(tested.slot).is_point());
        let mut order: Vec<FactId> = unknown().map(|tested| tested.fact).collect();
        order.sort_unstable_by_key(|fact| (Reverse(switches.depth(*fact)), *fact));
        order.dedup();
        for fact in order {
            if facts.contains(&fact) {
                continue;
            }
            let own = || unknown().filter(|tested| tested.fact == fact);
            if own().any(|tested| sample::turns(&self.formula, tested, &mut work))
                || own().any(|tested| self.turns(tested, &mut work))
            {
                switches.add(fact, knowledge, &mut facts);
            }
        }
        facts
    }

    fn turns(&self, tested: &Tested, knowledge: &mut Knowledge<'_>) -> bool {
        let cells: Vec<Interval> = tested.cells(knowledge.get(tested.slot)).collect();
        let mut turn = |held: &Interval, failed: &Interval| {
            let (held, failed) = (*held, *failed);
            Turn { rule: self, slot: tested.slot, held, failed, needs: Vec::new() }
                .is_possible(&self.formula, knowledge)
        };
        cells.iter().zip(cells.iter().skip(1)).any(|(one, two)| turn(one, two) || turn(two, one))
    }
}

/// Something that must hold, or must fail, for a slot to turn a formula.
#[derive(Clone, Copy)]
struct Need<'f> {
    part: Part<'f>,
    holds: bool,
    /// The cell in which the turning slot is looked at.
    fixed: Option<(SlotId, Interval)>,
}

#[derive(Clone, Copy)]
enum Part<'f> {
    Whole(&'f Formula),
    /// At least so many of the parts but one.
    AllBut {
        number: usize,
        parts: &'f [Formula],
        except: usize,
    },
}

impl<'f> Need<'f> {
    fn fixed<T>(&self, knowledge: &mut Knowledge<'_>, look: impl FnOnce(&Knowledge<'_>) -> T) -> T {
        let before = self.fixed.map(|(slot, cell)| (slot, knowledge.set(slot, cell)));
        let seen = look(knowledge);
        if let Some((slot, cell)) = before {
            knowledge.set(slot, cell);
        }
        seen
    }

    fn value(&self, knowledge: &mut Knowledge<'_>) -> Option<bool> {
        self.fixed(knowledge, |knowledge| match self.part {
            Part::Whole(formula) => formula.kleene(knowledge),
            Part::AllBut { number, parts, except } => {
                at_least(number, all_but(parts, except).map(|part| part.kleene(knowledge)))
            }
        })
    }

    /// The first test that is open in a part that is open.
    fn open_test(&self, knowledge: &mut Knowledge<'_>) -> Option<(SlotId, &'f IntervalSet)> {
        self.fixed(knowledge, |knowledge| match self.part {
            Part::Whole(formula) => open_test(formula, knowledge),
            Part::AllBut { parts, except, .. } => all_but(parts, except).find_map(|part| open_test(part, knowledge)),
        })
    }
}

fn all_but(parts: &[Formula], except: usize) -> impl Iterator<Item = &Formula> {
    parts.iter().enumerate().filter(move |(at, _)| *at != except).map(|(_, part)| part)
}

/// A slot that goes from one cell to another, and whether a formula can turn with it.
///
/// A formula holds in the first cell and fails in the second only if one of its tests does, and
/// along the way up from that test every other part of an “all” holds in the first cell, and
/// every other part of an “any” fails in the second.
struct Turn<'f> {
    rule: &'f Rule,
    slot: SlotId,
    held: Interval,
    failed: Interval,
    needs: Vec<Need<'f>>,
}

impl<'f> Turn<'f> {
    fn is_possible(&mut self, formula: &'f Formula, knowledge: &mut Knowledge<'_>) -> bool {
        let (parts, number) = match formula {
            Formula::Constant(_) => return false,
            Formula::Test { slot, allowed } => {
                return *slot == self.slot
                    && allowed.covers(self.held)
                    && !allowed.covers(self.failed)
                    && self.rule.search(&self.needs, knowledge, &mut |_| {});
            }
            Formula::All(parts) => (parts, parts.len()),
            Formula::Any(parts) => (parts, 1),
            Formula::AtLeast(number, parts) => (parts, *number),
        };
        if formula.kleene(knowledge).is_some() {
            return false;
        }
        let held = Some((self.slot, self.held));
        let failed = Some((self.slot, self.failed));
        (0..parts.len()).any(|except| {
            let Some(part) = parts.get(except).filter(|part| part.tests(self.slot)) else { return false };
            let depth = self.needs.len();
            let others = all_but(parts, except).map(Part::Whole);
            match formula {
                Formula::All(_) => self.needs.extend(others.map(|part| Need { part, holds: true, fixed: held })),
                Formula::Any(_) => self.needs.extend(others.map(|part| Need { part, holds: false, fixed: failed })),
                _ => self.needs.extend([
                    Need {
                        part: Part::AllBut { number: number.saturating_sub(1), parts, except },
                        holds: true,
                        fixed: held,
                    },
                    Need { part: Part::AllBut { number, parts, except }, holds: false, fixed: failed },
                ]),
            }
            let possible = self.is_possible(part, knowledge);
            self.needs.truncate(depth);
            possible
        })
    }
}
