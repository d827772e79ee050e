//! What the conditions of a catalogue may refer to.

use crate::condition::ConditionId;
use crate::fact::{Fact, FactId};
use std::collections::HashMap;

/// The facts and named conditions by their ids.
#[derive(Debug)]
pub(super) struct Names<'c> {
    pub facts: &'c [Fact],
    fact_ids: HashMap<&'c str, usize>,
    condition_ids: HashMap<&'c str, usize>,
}

impl<'c> Names<'c> {
    pub(super) fn new(facts: &'c [Fact], conditions: &'c [String]) -> Self {
        let fact_ids = facts.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), at)).collect();
        let condition_ids = conditions.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        Self { facts, fact_ids, condition_ids }
    }

    pub(super) fn fact(&self, id: &str) -> Option<FactId> {
        self.fact_ids.get(id).copied().map(FactId)
    }

    pub(super) fn condition(&self, id: &str) -> Option<ConditionId> {
        self.condition_ids.get(id).copied().map(ConditionId)
    }

    pub(super) fn condition_names(&self) -> impl Iterator<Item = &'c str> {
        self.condition_ids.keys().copied()
    }
}
