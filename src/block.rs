//! What is known of up to 64 applicants at once, slot by slot.
//!
//! One bit of a machine word stands for each applicant, so that what is asked of one is answered
//! for all of them by the same few steps.

use crate::fact::{Fact, SlotId};
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::profile::{Profile, State};
use std::ops::Range;

/// How many applicants a block holds.
pub const LANES: usize = 64;

/// A set of the applicants of a block: bit `n` stands for the one at place `n`.
pub type Lanes = u64;

/// The places in a set of applicants, rising.
pub fn each_of(mut lanes: Lanes) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = lanes.trailing_zeros();
        lanes &= lanes.wrapping_sub(1);
        usize::try_from(lane).ok().filter(|lane| *lane < LANES)
    })
}

/// The set with one place only.
pub const fn only(lane: usize) -> Lanes {
    if lane < LANES { 1 << lane } else { 0 }
}

/// The facts known of up to 64 applicants.
///
/// It says the same as a [`Profile`] of each; names stand elsewhere.
#[derive(Clone, Debug)]
pub struct Block {
    /// Of whom anything may have been noted.
    noted: Lanes,
    slots: Vec<Slot>,
    numbers: Vec<Numbers>,
    sums: Vec<Sum>,
}

/// One slot of all applicants.
#[derive(Clone, Debug)]
struct Slot {
    /// Who gave something.
    given: Lanes,
    /// Who does not know.
    declined: Lanes,
    /// Of those for whom it can be several numbers, but not all.
    in_part: Lanes,
    /// For a slot that is 0 or 1: where it is 1.
    ones: Lanes,
    /// For any other slot: where its numbers stand.
    numbers: Option<usize>,
    /// Whether it is never filled by hand.
    computed: bool,
    domain: Interval,
}

/// The numbers of a slot. What stands at places that give nothing means nothing.
#[derive(Clone, Debug)]
struct Numbers {
    low: [i64; LANES],
    /// There once some number is known in part, and only to be read there.
    high: Option<Box<[i64; LANES]>>,
}

/// A slot that is never filled by hand: the sum of those of some years.
#[derive(Clone, Debug)]
struct Sum {
    slot: usize,
    years: Range<usize>,
}

/// The numbers of one slot, for all applicants.
#[derive(Clone, Copy, Debug)]
pub struct Column<'b> {
    /// Where exactly one number is known.
    pub point: Lanes,
    /// Where several numbers are possible, but fewer than the domain holds.
    pub in_part: Lanes,
    /// The numbers.
    pub values: Values<'b>,
    /// What the slot can be where nothing is known.
    pub domain: Interval,
}

/// How the numbers of a slot are kept.
#[derive(Clone, Copy, Debug)]
pub enum Values<'b> {
    /// As bits: where it is 1, and elsewhere 0.
    Ones(Lanes),
    /// As numbers; where one is known in part, the least.
    Numbers(&'b [i64; LANES]),
}

impl Block {
    /// A block of which nothing is known.
    pub fn new(facts: &[Fact]) -> Self {
        let mut block = Self { noted: 0, slots: Vec::new(), numbers: Vec::new(), sums: Vec::new() };
        for fact in facts {
            let mut sum = Interval::point(0);
            for _ in fact.given_slots() {
                sum.low = sum.low.saturating_add(fact.domain.low);
                sum.high = sum.high.saturating_add(fact.domain.high);
                block.add_slot(fact.domain, false);
            }
            if let Some(slot) = fact.sum_slot() {
                block.add_slot(sum, true);
                block.sums.push(Sum { slot: slot.0, years: fact.given_slots() });
            }
        }
        block
    }

    fn add_slot(&mut self, domain: Interval, computed: bool) {
        let bit = domain == Interval { low: 0, high: 1 };
        let numbers = (!bit).then_some(self.numbers.len());
        if !bit {
            self.numbers.push(Numbers { low: [0; LANES], high: None });
        }
        self.slots.push(Slot { given: 0, declined: 0, in_part: 0, ones: 0, numbers, computed, domain });
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.noted = 0;
        for slot in &mut self.slots {
            (slot.given, slot.declined, slot.in_part, slot.ones) = (0, 0, 0, 0);
        }
    }

    /// Takes note of the number that a slot has for an applicant.
    pub fn give(&mut self, lane: usize, slot: usize, number: i64) {
        self.set(lane, slot, State::Given(Interval::point(number)));
    }

    /// Takes note of the state of a slot for an applicant. The sum of years follows from them once
    /// [`Block::sum_up`] is called.
    pub fn set(&mut self, lane: usize, slot: usize, state: State) {
        let Some(slot) = self.slots.get_mut(slot) else { return };
        let bit = only(lane);
        self.noted |= bit;
        slot.given &= !bit;
        slot.declined &= !bit;
        slot.in_part &= !bit;
        match state {
            State::NotAsked => {}
            State::Declined => slot.declined |= bit,
            State::Given(interval) => {
                slot.given |= bit;
                slot.in_part |= if interval.is_point() { 0 } else { bit };
                match slot.numbers.and_then(|at| self.numbers.get_mut(at)) {
                    Some(numbers) => numbers.set(lane, interval),
                    None => slot.ones = (slot.ones & !bit) | if interval.low == 0 { 0 } else { bit },
                }
            }
        }
    }

    /// Takes note of slots that are each 0 or 1 for an applicant: bit `n` of `ones` is the slot at place `n`
    /// of these, of which there are at most 64.
    pub fn give_ones(&mut self, lane: usize, slots: Range<usize>, mut ones: u64) {
        let bit = only(lane);
        self.noted |= bit;
        for slot in self.slots.get_mut(slots).unwrap_or_default() {
            slot.given |= bit;
            slot.declined &= !bit;
            slot.in_part &= !bit;
            slot.ones = (slot.ones & !bit) | if ones & 1 == 0 { 0 } else { bit };
            ones >>= 1;
        }
    }

    /// The state of a slot for an applicant.
    pub fn state(&self, lane: usize, slot: usize) -> State {
        let Some(slot) = self.slots.get(slot) else { return State::NotAsked };
        let bit = only(lane);
        if slot.declined & bit != 0 {
            return State::Declined;
        }
        if slot.given & bit == 0 {
            return State::NotAsked;
        }
        State::Given(self.known(slot, lane))
    }

    /// What is known of a slot of which something is known.
    fn known(&self, slot: &Slot, lane: usize) -> Interval {
        match slot.numbers.and_then(|at| self.numbers.get(at)) {
            Some(numbers) => numbers.get(lane, slot.in_part & only(lane) != 0),
            None => Interval::point(i64::from(slot.ones & only(lane) != 0)),
        }
    }

    /// Who gave something for a slot, as a whole or in part.
    pub fn given(&self, slot: usize) -> Lanes {
        self.slots.get(slot).map_or(0, |slot| slot.given)
    }

    /// Who said not to know a slot.
    pub fn declined(&self, slot: usize) -> Lanes {
        self.slots.get(slot).map_or(0, |slot| slot.declined)
    }

    /// Takes over what a profile says, its name and marks left out.
    pub fn put(&mut self, lane: usize, profile: &Profile) {
        self.forget(lane);
        for (slot, state) in profile.noted() {
            self.set(lane, slot, state);
        }
    }

    /// Forgets what is known of an applicant.
    pub fn forget(&mut self, lane: usize) {
        let bit = only(lane);
        if self.noted & bit == 0 {
            return;
        }
        self.noted &= !bit;
        for slot in &mut self.slots {
            slot.given &= !bit;
            slot.declined &= !bit;
            slot.in_part &= !bit;
        }
    }

    /// What is known of an applicant, as a profile without a name.
    pub fn profile(&self, lane: usize) -> Profile {
        let state = |(at, slot): (usize, &Slot)| if slot.computed { State::NotAsked } else { self.state(lane, at) };
        Profile::of_states(self.slots.iter().enumerate().map(state))
    }

    /// Reckons the sums of years; to be called once all values are there.
    pub fn sum_up(&mut self) {
        for at in 0..self.sums.len() {
            let Some(Sum { slot, years }) = self.sums.get(at).cloned() else { continue };
            let lanes = years.clone().fold(0, |lanes, year| lanes | self.given(year));
            let domain = self.slots.get(slot).map_or(Interval::point(0), |slot| slot.domain);
            for lane in each_of(lanes) {
                let mut sum = Interval::point(0);
                for year in years.clone() {
                    let interval = self.interval(lane, SlotId(year));
                    sum.low = sum.low.saturating_add(interval.low);
                    sum.high = sum.high.saturating_add(interval.high);
                }
                self.set(lane, slot, if sum == domain { State::NotAsked } else { State::Given(sum) });
            }
        }
    }

    /// The numbers that a slot may still be for an applicant.
    pub fn interval(&self, lane: usize, slot: SlotId) -> Interval {
        match self.slots.get(slot.0) {
            Some(slot) if slot.given & only(lane) != 0 => self.known(slot, lane),
            Some(slot) => slot.domain,
            None => Interval { low: i64::MIN, high: i64::MAX },
        }
    }

    /// What is known of an applicant, of these facts; sums must be reckoned.
    pub fn knowledge<'c>(&self, lane: usize, facts: &'c [Fact]) -> Knowledge<'c> {
        Knowledge::within(facts, (0..self.slots.len()).map(|slot| self.interval(lane, SlotId(slot))))
    }

    /// The numbers of a slot for all applicants.
    pub fn column(&self, slot: SlotId) -> Option<Column<'_>> {
        let slot = self.slots.get(slot.0)?;
        let values = match slot.numbers.and_then(|at| self.numbers.get(at)) {
            Some(numbers) => Values::Numbers(&numbers.low),
            None => Values::Ones(slot.ones),
        };
        Some(Column { point: slot.given & !slot.in_part, in_part: slot.in_part, values, domain: slot.domain })
    }
}

impl Numbers {
    fn set(&mut self, lane: usize, interval: Interval) {
        if let Some(low) = self.low.get_mut(lane) {
            *low = interval.low;
        }
        if !interval.is_point() {
            let high = self.high.get_or_insert_with(|| Box::new([0; LANES]));
            if let Some(high) = high.get_mut(lane) {
                *high = interval.high;
            }
        }
    }

    fn get(&self, lane: usize, in_part: bool) -> Interval {
        let low = self.low.get(lane).copied().unwrap_or_default();
        let high = self.high.as_ref().filter(|_| in_part).and_then(|high| high.get(lane));
        Interval { low, high: high.copied().unwrap_or(low) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_a_set_come_in_order() {
        assert_eq!(each_of(0).count(), 0);
        assert_eq!(each_of(only(0) | only(5) | only(63)).collect::<Vec<_>>(), [0, 5, 63]);
        assert_eq!(each_of(Lanes::MAX).count(), LANES);
        assert_eq!(only(64), 0);
    }
}
