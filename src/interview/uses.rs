//! What can change with a fact: found once for a catalogue.

use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::truth::Rule;

/// Which measures and which other facts ask for each fact.
#[derive(Debug)]
pub(super) struct Uses {
    /// For each fact the measures whose rules ask for it, rising.
    measures: Vec<Vec<usize>>,
    /// For each fact the rule under which it applies; `None` where it always does.
    gates: Vec<Option<Rule>>,
    /// For each fact those that apply or not by what it is.
    gated: Vec<Vec<FactId>>,
}

impl Uses {
    /// Every rule is made ready, so that no question waits for it.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let (facts, compiler) = (&catalogue.facts, catalogue.compiler());
        let mut measures: Vec<Vec<usize>> = vec![Vec::new(); facts.len()];
        for (at, measure) in catalogue.measures.iter().enumerate() {
            let rules = measure.rules(compiler);
            let conditions = [measure.for_whom(compiler), &rules.applies].into_iter().chain(&rules.unreserved);
            let amounts = rules.supports.iter().flatten().flat_map(|support| support.slots());
            let of_amounts = amounts.filter_map(|slot| catalogue.fact_of(slot));
            for fact in conditions.flat_map(|rule| rule.facts_tested(facts)).chain(of_amounts) {
                if let Some(users) = measures.get_mut(fact.0).filter(|users| users.last() != Some(&at)) {
                    users.push(at);
                }
            }
        }
        let gates: Vec<Option<Rule>> = (0..facts.len()).map(|at| compiler.gate(FactId(at)).cloned()).collect();
        let mut gated: Vec<Vec<FactId>> = vec![Vec::new(); facts.len()];
        for (at, gate) in gates.iter().enumerate() {
            for fact in gate.iter().flat_map(|gate| gate.facts_tested(facts)) {
                if let Some(gated) = gated.get_mut(fact.0).filter(|gated| gated.last() != Some(&FactId(at))) {
                    gated.push(FactId(at));
                }
            }
        }
        Self { measures, gates, gated }
    }

    /// The measures whose rules ask for a fact, by position, rising: no other can change with it.
    pub(super) fn measures(&self, fact: FactId) -> &[usize] {
        self.measures.get(fact.0).map_or(&[], Vec::as_slice)
    }

    /// The rule under which a fact applies; `None` where it always does.
    pub(super) fn gate(&self, fact: FactId) -> Option<&Rule> {
        self.gates.get(fact.0).and_then(Option::as_ref)
    }

    /// The facts that apply or not by what these are, rising.
    pub(super) fn gated_by(&self, facts: &[FactId]) -> Vec<FactId> {
        let mut gated: Vec<FactId> =
            facts.iter().filter_map(|fact| self.gated.get(fact.0)).flatten().copied().collect();
        gated.sort_unstable();
        gated.dedup();
        gated
    }

    /// These facts and all those that can be asked or not by what they are, rising.
    pub(super) fn behind(&self, facts: &[FactId]) -> Vec<FactId> {
        let mut seen = vec![false; self.gates.len()];
        let mut left = facts.to_vec();
        while let Some(fact) = left.pop() {
            if seen.get_mut(fact.0).is_some_and(|seen| !std::mem::replace(seen, true)) {
                left.extend(self.gated.get(fact.0).into_iter().flatten());
            }
        }
        seen.iter().enumerate().filter(|(_, seen)| **seen).map(|(at, _)| FactId(at)).collect()
    }
}
