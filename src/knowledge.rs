//! What is known of each slot: the numbers it may still be.

use crate::fact::{Fact, FactId, SlotId};
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
    slots: Slots,
}

/// The intervals of all slots by position, or those of the few that a rule looks at.
#[derive(Clone, Debug)]
enum Slots {
    Every(Vec<Interval>),
    Few(Vec<(SlotId, Interval)>),
}

impl<'c> Knowledge<'c> {
    /// What a profile says of the slots of these facts.
    pub fn of(facts: &'c [Fact], profile: &Profile) -> Self {
        let slots = facts.iter().flat_map(|fact| of_fact(fact, profile)).collect();
        Self { facts, slots: Slots::Every(slots) }
    }

    /// Where the numbers of each slot lie in these intervals, sums of years included.
    pub fn within(facts: &'c [Fact], slots: impl Iterator<Item = Interval>) -> Self {
        Self { facts, slots: Slots::Every(slots.collect()) }
    }

    /// Where nothing is known.
    pub fn nothing(facts: &'c [Fact]) -> Self {
        Self::of(facts, &Profile::default())
    }

    /// Where nothing is known of these slots, and nobody asks for others: what it costs does not
    /// hang on how many slots there are.
    pub fn nothing_of(facts: &'c [Fact], slots: impl IntoIterator<Item = SlotId>) -> Self {
        let domain = |slot: SlotId| {
            let fact = facts.get(FactId::of(slot, facts).0)?;
            let Interval { low, high } = fact.domain;
            let years = i64::try_from(fact.given_slots().len()).unwrap_or(i64::MAX);
            let sum = Interval { low: low.saturating_mul(years), high: high.saturating_mul(years) };
            Some(if fact.sum_slot() == Some(slot) { sum } else { fact.domain })
        };
        let few = slots.into_iter().filter_map(|slot| Some((slot, domain(slot)?)));
        Self { facts, slots: Slots::few(few) }
    }

    /// The same of these slots, where nobody asks for others: a copy that costs no more where there
    /// are many.
    pub fn only(&self, slots: impl IntoIterator<Item = SlotId>) -> Self {
        match &self.slots {
            Slots::Every(every) if every.len() > FEW => {
                let few = slots.into_iter().map(|slot| (slot, self.get(slot)));
                Self { facts: self.facts, slots: Slots::few(few) }
            }
            _ => self.clone(),
        }
    }

    /// Takes what a profile says of one fact.
    pub fn learn(&mut self, fact: &Fact, profile: &Profile) {
        let slots = fact.slots.clone().map(SlotId);
        slots.zip(of_fact(fact, profile)).for_each(|(slot, interval)| {
            self.set(slot, interval);
        });
    }

    /// The facts of the catalogue.
    pub fn facts(&self) -> &'c [Fact] {
        self.facts
    }

    /// The numbers that a slot may still be.
    pub fn get(&self, slot: SlotId) -> Interval {
        let known = match &self.slots {
            Slots::Every(slots) => slots.get(slot.0).copied(),
            Slots::Few(few) => few.iter().find(|(other, _)| *other >= slot).filter(|it| it.0 == slot).map(|it| it.1),
        };
        known.unwrap_or(Interval { low: i64::MIN, high: i64::MAX })
    }

    /// The numbers that a slot may be where nothing is known.
    pub fn whole(&self, slot: SlotId) -> Interval {
        let fact = self.facts.get(FactId::of(slot, self.facts).0);
        fact.map_or(Interval { low: i64::MIN, high: i64::MAX }, |fact| fact.whole(slot))
    }

    /// Whether anything is known of a fact beyond its domain.
    pub fn tells(&self, fact: &Fact) -> bool {
        fact.slots.clone().map(SlotId).any(|slot| self.get(slot) != fact.whole(slot))
    }

    /// Narrows a slot and returns what it was.
    pub fn set(&mut self, slot: SlotId, interval: Interval) -> Interval {
        let place = match &mut self.slots {
            Slots::Every(slots) => slots.get_mut(slot.0),
            Slots::Few(few) => few.iter_mut().find(|(other, _)| *other == slot).map(|(_, interval)| interval),
        };
        place.map_or(interval, |place| std::mem::replace(place, interval))
    }

    /// Forgets what is known of a fact.
    pub fn forget(&mut self, fact: &Fact) {
        for slot in fact.slots.clone().map(SlotId) {
            self.set(slot, fact.whole(slot));
        }
    }

    /// Takes what another knows of a fact.
    pub fn recall(&mut self, fact: &Fact, from: &Self) {
        if let (Slots::Every(own), Slots::Every(others)) = (&mut self.slots, &from.slots) {
            let places = own.iter_mut().zip(others).skip(fact.slots.start).take(fact.slots.len());
            return places.for_each(|(own, other)| *own = *other);
        }
        for slot in fact.slots.clone().map(SlotId) {
            self.set(slot, from.get(slot));
        }
    }
}

/// So few slots that it is quicker to copy all of them than to look for some.
const FEW: usize = 256;

impl Slots {
    fn few(all: impl Iterator<Item = (SlotId, Interval)>) -> Self {
        let mut few: Vec<(SlotId, Interval)> = all.collect();
        few.sort_unstable_by_key(|(slot, _)| *slot);
        few.dedup_by_key(|(slot, _)| *slot);
        Self::Few(few)
    }
}

/// What a profile says of each slot of a fact, in order, and of the sum that follows.
fn of_fact(fact: &Fact, profile: &Profile) -> impl Iterator<Item = Interval> {
    let interval = |slot: usize| match profile.state(slot) {
        State::Given(interval) => interval,
        State::NotAsked | State::Declined => fact.domain,
    };
    let sum = fact.sum_slot().map(|_| {
        fact.given_slots().map(interval).fold(Interval::point(0), |sum, interval| Interval {
            low: sum.low.saturating_add(interval.low),
            high: sum.high.saturating_add(interval.high),
        })
    });
    fact.given_slots().map(interval).chain(sum)
}
