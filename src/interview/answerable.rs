//! Which facts can still be answered, kept as answers come in.

use super::hanging::Ground;
use super::uses::Uses;
use crate::catalogue::Catalogue;
use crate::fact::{FactId, SlotId};
use crate::knowledge::Knowledge;
use crate::profile::{Profile, State};
use crate::truth::{Rule, Truth};

/// For each fact whether it can still be answered: nobody asked for all of it yet, and it applies for
/// certain once other such facts are answered rightly.
#[derive(Debug)]
pub(super) struct Answerable {
    answerable: Vec<bool>,
    /// For each fact whether nobody will be asked for it again though it is not known, or not all of it.
    refused: Vec<bool>,
    /// How many of these there are.
    refusals: usize,
}

impl Answerable {
    /// Every one of so many facts.
    pub(super) fn all(facts: usize) -> Self {
        Self { answerable: vec![true; facts], refused: vec![false; facts], refusals: 0 }
    }

    pub(super) fn holds(&self, fact: FactId) -> bool {
        self.answerable.get(fact.0).is_some_and(|answerable| *answerable)
    }

    /// What can be answered, beside what is known.
    pub(super) fn ground<'g, 'c>(&'g self, catalogue: &'c Catalogue, knowledge: &'g Knowledge<'c>) -> Ground<'g, 'c> {
        Ground { catalogue, knowledge, answerable: &self.answerable, blocked: self.refusals > 0 }
    }

    /// Takes note of facts that have changed, rising; returns the others of which it is no longer as it
    /// was whether they can be answered.
    pub(super) fn changed(
        &mut self,
        changed: &[FactId],
        uses: &Uses,
        (catalogue, knowledge): (&Catalogue, &Knowledge<'_>),
        profile: &Profile,
    ) -> Vec<FactId> {
        let (before, was_blocked) = (self.answerable.clone(), self.refusals > 0);
        let mut touched = uses.behind(changed);
        touched.iter().for_each(|fact| self.ask_anew(*fact, (catalogue, knowledge), profile));
        if was_blocked != (self.refusals > 0) {
            // While everything can be answered, nobody looks at whether it applies.
            touched = (0..catalogue.facts.len()).map(FactId).collect();
            touched.iter().for_each(|fact| self.ask_anew(*fact, (catalogue, knowledge), profile));
        }
        let mut left = if self.refusals == 0 { Vec::new() } else { touched.clone() };
        while !left.is_empty() {
            left.retain(|fact| self.holds(*fact) && !self.can_apply(*fact, uses, catalogue, knowledge));
            for fact in &left {
                self.answerable.get_mut(fact.0).into_iter().for_each(|answerable| *answerable = false);
            }
            left = uses.gated_by(&left);
        }
        touched.retain(|fact| {
            let turned = before.get(fact.0).is_some_and(|before| *before != self.holds(*fact));
            turned && changed.binary_search(fact).is_err()
        });
        touched
    }

    /// Whether a fact can be answered by what was said so far, wherever it applies.
    fn ask_anew(&mut self, id: FactId, (catalogue, knowledge): (&Catalogue, &Knowledge<'_>), profile: &Profile) {
        let Some(fact) = catalogue.facts.get(id.0) else { return };
        let unasked =
            !profile.is_declined(fact) && fact.given_slots().any(|slot| profile.state(slot) == State::NotAsked);
        let refused = !unasked && fact.slots.clone().any(|slot| !knowledge.get(SlotId(slot)).is_point());
        if let (Some(answerable), Some(before)) = (self.answerable.get_mut(id.0), self.refused.get_mut(id.0)) {
            *answerable = unasked;
            let before = std::mem::replace(before, refused);
            self.refusals = self.refusals.saturating_add(usize::from(refused)).saturating_sub(usize::from(before));
        }
    }

    /// Whether the fact can turn out to apply for certain, once what can be answered is.
    fn can_apply(&self, fact: FactId, uses: &Uses, catalogue: &Catalogue, knowledge: &Knowledge<'_>) -> bool {
        let (Some(gate), ground) = (uses.gate(fact), self.ground(catalogue, knowledge)) else { return true };
        if let Some(applies) = gate.at_once(knowledge) {
            return applies;
        }
        let stays_unknown = |slot| ground.stays_unknown(slot);
        if !gate.may_hang_on(knowledge, stays_unknown) {
            return gate.truth(knowledge) != Truth::Fails;
        }
        if let Some(applies) = gate.surely_at_once(knowledge, &stays_unknown) {
            return applies;
        }
        let surely = gate.surely(knowledge, &stays_unknown);
        surely.is_none_or(|formula| Rule::new(formula).truth(knowledge) != Truth::Fails)
    }
}
