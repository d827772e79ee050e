//! What the conditions of a catalogue may refer to.

use crate::condition::ConditionId;
use crate::fact::{Fact, FactId};
use std::collections::{HashMap, HashSet};

/// The facts and named conditions by their ids.
#[derive(Debug)]
pub(super) struct Names<'c> {
    pub facts: &'c [Fact],
    fact_ids: HashMap<&'c str, usize>,
    condition_ids: HashMap<&'c str, usize>,
    conditions: &'c [String],
    /// Facts and conditions that are at fault themselves; what uses them is not at fault too.
    faulty: &'c HashSet<String>,
}

impl<'c> Names<'c> {
    pub(super) fn new(facts: &'c [Fact], conditions: &'c [String], faulty: &'c HashSet<String>) -> Self {
        let fact_ids = facts.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), at)).collect();
        let condition_ids = conditions.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        Self { facts, fact_ids, condition_ids, conditions, faulty }
    }

    pub(super) fn fact(&self, id: &str) -> Option<FactId> {
        self.fact_ids.get(id).copied().map(FactId)
    }

    pub(super) fn condition(&self, id: &str) -> Option<ConditionId> {
        self.condition_ids.get(id).copied().map(ConditionId)
    }

    /// The names of conditions, in the order of the files.
    pub(super) fn condition_names(&self) -> impl Iterator<Item = &'c str> {
        self.conditions.iter().map(String::as_str)
    }

    /// Whether there is such a fact, but with a fault that is known already.
    pub(super) fn is_faulty(&self, id: &str) -> bool {
        self.faulty.contains(id)
    }
}
