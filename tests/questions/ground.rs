//! What of a catalogue never changes during interviews, made ready once.

use huiqi::assess::outcome;
use huiqi::catalogue::Catalogue;
use huiqi::fact::{FactId, SlotId};
use huiqi::knowledge::Knowledge;
use huiqi::truth::Rule;

/// Which facts decide which measures, and which facts decide whether a fact applies.
pub struct Ground<'c> {
    pub catalogue: &'c Catalogue,
    /// For each measure the facts on which its verdict and supports can hang.
    pub used: Vec<Vec<FactId>>,
    /// For each fact the measures that it can decide.
    pub users: Vec<Vec<usize>>,
    /// For each fact the rule under which it applies.
    pub gates: Vec<Rule>,
    /// For each fact the facts that decide whether it applies.
    pub switches: Vec<Vec<FactId>>,
}

impl<'c> Ground<'c> {
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let compiler = catalogue.compiler();
        let facts = &catalogue.facts;
        let of = |slots: Vec<SlotId>| {
            let mut found: Vec<FactId> = slots.into_iter().filter_map(|slot| catalogue.fact_of(slot)).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let used: Vec<Vec<FactId>> = catalogue
            .measures
            .iter()
            .map(|measure| {
                let rules = measure.rules(compiler);
                let mut slots: Vec<SlotId> = measure.for_whom(compiler).slots().collect();
                for rule in std::iter::once(&rules.applies).chain(&rules.unreserved) {
                    slots.extend(rule.slots());
                }
                slots.extend(rules.supports.iter().flatten().flat_map(|support| support.slots()));
                of(slots)
            })
            .collect();
        let mut users = vec![Vec::new(); facts.len()];
        for (measure, used) in used.iter().enumerate() {
            used.iter().for_each(|fact| users[fact.0].push(measure));
        }
        let gates: Vec<Rule> = (0..facts.len()).map(|at| Rule::new(compiler.applies(FactId(at)))).collect();
        let switches = gates.iter().map(|gate| of(gate.slots().collect())).collect();
        Self { catalogue, used, users, gates, switches }
    }

    /// What a measure comes to.
    pub fn outcome(&self, measure: usize, knowledge: &Knowledge<'_>) -> Outcome {
        outcome(self.catalogue, &self.catalogue.measures[measure], knowledge)
    }
}

/// A verdict, and a range for each support.
pub type Outcome = (huiqi::assess::Verdict, Vec<Option<huiqi::amount::Range>>);
