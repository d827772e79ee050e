//! What is known of each slot: the numbers it may still be.

use crate::fact::{Fact, SlotId};
use crate::interval::Interval;
use crate::profile::{Profile, State};

/// What tells the numbers that slots may still be.
pub trait Numbers {
    /// The numbers that a slot may still be.
    fn interval(&self, slot: SlotId) -> Interval;

    /// The facts of the catalogue.
    fn facts(&self) -> &[Fact];
}

impl Numbers for Knowledge<'_> {
    fn interval(&self, slot: SlotId) -> Interval {
        self.get(slot)
    }

    fn facts(&self) -> &[Fact] {
        self.facts
    }
}

/// For each slot the interval in which its number lies; a point where it is known.
#[derive(Clone, Debug)]
pub struct Knowledge<'c> {
    facts: &'c [Fact],
    slots: Vec<Interval>,
}

impl<'c> Knowledge<'c> {
    /// What a profile says of the slots of these facts.
    pub fn of(facts: &'c [Fact], profile: &Profile) -> Self {
        let mut slots = Vec::new();
        for fact in facts {
            let mut sum = Interval::point(0);
            for slot in fact.given_slots() {
                let interval = match profile.state(slot) {
                    State::Given(interval) => interval,
                    State::NotAsked | State::Declined => fact.domain,
                };
                sum.low = sum.low.saturating_add(interval.low);
                sum.high = sum.high.saturating_add(interval.high);
                slots.push(interval);
            }
            if fact.sum_slot().is_some() {
                slots.push(sum);
            }
        }
        Self { facts, slots }
    }

    /// Where the numbers of each slot lie in these intervals, sums of years included.
    pub fn within(facts: &'c [Fact], slots: impl Iterator<Item = Interval>) -> Self {
        Self { facts, slots: slots.collect() }
    }

    /// Where nothing is known.
    pub fn nothing(facts: &'c [Fact]) -> Self {
        Self::of(facts, &Profile::unknown(0))
    }

    /// The facts of the catalogue.
    pub fn facts(&self) -> &'c [Fact] {
        self.facts
    }

    /// The numbers that a slot may still be.
    pub fn get(&self, slot: SlotId) -> Interval {
        self.slots.get(slot.0).copied().unwrap_or(Interval { low: i64::MIN, high: i64::MAX })
    }

    /// The numbers that a slot may be where nothing is known.
    pub fn whole(&self, slot: SlotId) -> Interval {
        let fact = self.facts.get(self.facts.partition_point(|fact| fact.slots.end <= slot.0));
        fact.map_or(Interval { low: i64::MIN, high: i64::MAX }, |fact| fact.whole(slot))
    }

    /// Narrows a slot and returns what it was.
    pub fn set(&mut self, slot: SlotId, interval: Interval) -> Interval {
        self.slots.get_mut(slot.0).map_or(interval, |place| std::mem::replace(place, interval))
    }

    /// Forgets what is known of a fact.
    pub fn forget(&mut self, fact: &Fact) {
        for slot in fact.slots.clone().map(SlotId) {
            self.set(slot, fact.whole(slot));
        }
    }

    /// Takes what another knows of a fact.
    pub fn recall(&mut self, fact: &Fact, from: &Self) {
        for slot in fact.slots.clone().map(SlotId) {
            self.set(slot, from.get(slot));
        }
    }
}
