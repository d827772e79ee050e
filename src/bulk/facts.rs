//! Which facts apply to whom.

use super::Bulk;
use super::circuit::Compilation;
use super::desk::Desk;
use super::ruling::Ruling;
use crate::block::{Block, Lanes, only};
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::truth::Rule;
use std::cmp::Reverse;

/// When each fact applies; `None` where it always does.
#[derive(Clone, Debug)]
pub(super) struct Applying {
    facts: Vec<Option<Ruling>>,
}

impl Applying {
    pub(super) fn new(catalogue: &Catalogue, compilation: &mut Compilation<'_>) -> Self {
        let one = |(at, condition): (usize, &Option<_>)| {
            condition.as_ref().map(|_: &crate::condition::Condition| {
                Ruling::new(&Rule::new(catalogue.compiler().applies(FactId(at))), compilation)
            })
        };
        Self { facts: catalogue.ask_when.iter().enumerate().map(one).collect() }
    }
}

impl<'c> Bulk<'c> {
    /// For each fact those who gave it and to whom it does not apply.
    pub fn ignored(&self, lanes: Lanes, block: &Block, desk: &mut Desk<'c>) -> Vec<(FactId, Lanes)> {
        self.circuit.evaluate(self.circuit.len(), block, &mut desk.masks);
        let mut ignored = Vec::new();
        for (at, (fact, applies)) in self.catalogue.facts.iter().zip(&self.applying.facts).enumerate() {
            let Some(applies) = applies else { continue };
            let given = fact.given_slots().fold(0, |given, slot| given | block.given(slot)) & lanes;
            let not = given & !applies.among(given, block, desk).may;
            if not != 0 {
                ignored.push((FactId(at), not));
            }
        }
        ignored
    }

    /// Of facts on which so many measures hang those worth finding out that apply to an applicant;
    /// those on which most hang first.
    pub fn next_facts(
        &self,
        hanging: impl Iterator<Item = (usize, FactId)>,
        lane: usize,
        block: &Block,
        desk: &mut Desk<'c>,
    ) -> Vec<FactId> {
        let mut facts: Vec<(usize, FactId)> =
            hanging.filter(|(_, fact)| self.askable(*fact, block, desk) & only(lane) != 0).collect();
        facts.sort_unstable_by_key(|(number, fact)| (Reverse(*number), *fact));
        facts.into_iter().map(|(_, fact)| fact).collect()
    }

    /// Those who can be asked for a fact: it applies to them, and they did not say not to know it.
    fn askable(&self, fact: FactId, block: &Block, desk: &mut Desk<'c>) -> Lanes {
        if let Some(askable) = desk.askable.get(fact.0).copied().flatten() {
            return askable;
        }
        self.circuit.evaluate(self.circuit.len(), block, &mut desk.masks);
        let Some(slots) = self.catalogue.facts.get(fact.0).map(|fact| fact.given_slots()) else { return 0 };
        let declined = slots.into_iter().fold(0, |declined, slot| declined | block.declined(slot));
        let applies = self.applying.facts.get(fact.0).and_then(Option::as_ref);
        let askable = !declined & applies.map_or(Lanes::MAX, |applies| applies.among(!declined, block, desk).must);
        if let Some(kept) = desk.askable.get_mut(fact.0) {
            *kept = Some(askable);
        }
        askable
    }
}
