//! What suffices for a formula to hold: as few facts as tell it, one after the other.

use super::formula::{Formula, Truth};
use super::rule::Rule;
use crate::fact::{Fact, FactId};
use crate::knowledge::Knowledge;

impl Rule {
    /// What one need know of an applicant to see that the formula holds; `None` where it never
    /// does. For any formula, however tangled.
    ///
    /// What is known of a slot is an interval, every number of which will do. Of each fact that is
    /// known, it is known too that it applies: `applies` is the formula for that.
    pub fn witness<'c>(
        formula: &Formula,
        facts: &'c [Fact],
        applies: &impl Fn(FactId) -> Formula,
    ) -> Option<Knowledge<'c>> {
        let mut settled: Vec<(FactId, Formula)> = Vec::new();
        loop {
            let applying = settled.iter().map(|(_, formula)| formula.clone());
            let mut way = None;
            Self::new(Formula::all(applying.chain([formula.clone()]))).some_way(facts, &mut |found| {
                way = Some(found.clone());
            });
            let mut witness = Witness { facts, formula, applies, known: way? };
            witness.leave_out();
            let Some(fact) = witness.known_but_not_applying(&settled) else { return Some(witness.known) };
            // Where the fact cannot apply, the formula holds without it.
            let applying = applies(fact);
            let before = settled.iter().map(|(_, formula)| formula.clone());
            let both = Formula::all(before.chain([formula.clone(), applying.clone()]));
            let can_apply = Self::can_hold(both, facts);
            settled.push((fact, if can_apply { applying } else { applying.negated() }));
        }
    }
}

struct Witness<'w, 'c, A> {
    facts: &'c [Fact],
    formula: &'w Formula,
    applies: &'w A,
    known: Knowledge<'c>,
}

impl<A: Fn(FactId) -> Formula> Witness<'_, '_, A> {
    fn is_known(&self, id: FactId) -> bool {
        self.facts.get(id.0).is_some_and(|fact| self.known.tells(fact))
    }

    fn known_facts(&self) -> impl Iterator<Item = FactId> {
        (0..self.facts.len()).map(FactId).filter(|id| self.is_known(*id))
    }

    /// Leaves out what is not needed, the last facts first, as these hang on earlier ones.
    fn leave_out(&mut self) {
        let known: Vec<FactId> = self.known_facts().collect();
        let applying: Vec<FactId> = known.iter().copied().filter(|id| self.applies_surely(*id)).collect();
        let rule = Rule::new(self.formula.clone());
        for id in known.into_iter().rev() {
            let Some(fact) = self.facts.get(id.0) else { continue };
            let before = self.known.clone();
            self.known.forget(fact);
            let mut others = applying.iter().copied().filter(|other| self.is_known(*other));
            let enough = rule.truth(&self.known) == Truth::Holds && others.all(|other| self.applies_surely(other));
            if !enough {
                self.known = before;
            }
        }
    }

    fn applies_surely(&self, id: FactId) -> bool {
        Rule::new((self.applies)(id)).truth(&self.known) == Truth::Holds
    }

    fn known_but_not_applying(&self, settled: &[(FactId, Formula)]) -> Option<FactId> {
        self.known_facts().find(|id| !settled.iter().any(|(fact, _)| fact == id) && !self.applies_surely(*id))
    }
}
