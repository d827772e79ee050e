//! The formulas of a catalogue, each part once, evaluated for 64 applicants together.

use crate::block::{Block, LANES, Lanes, Values, each_of, only};
use crate::fact::{Fact, SlotId};
use crate::interval::{Interval, IntervalSet};
use crate::truth::Formula;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// For whom something holds, whatever is not known, and for whom it may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// For whom it holds.
    pub must: Lanes,
    /// For whom it does not fail.
    pub may: Lanes,
}

impl Masks {
    /// Those for whom the unknown facts decide.
    pub const fn open(self) -> Lanes {
        self.may & !self.must
    }

    const fn constant(value: bool) -> Self {
        let lanes = if value { Lanes::MAX } else { 0 };
        Self { must: lanes, may: lanes }
    }
}

/// A part of a formula, by its position among all.
pub(super) type NodeId = usize;

/// Every part of the formulas compiled so far; what a part needs stands before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Circuit {
    nodes: Vec<Node>,
    parts: Vec<NodeId>,
}

#[derive(Clone, Debug)]
enum Node {
    Constant(bool),
    Test(Test),
    All(Range<usize>),
    Any(Range<usize>),
    AtLeast(usize, Range<usize>),
}

/// The slot's number is in a set.
#[derive(Clone, Debug)]
struct Test {
    slot: SlotId,
    allowed: IntervalSet,
    /// What it comes to where nothing is known.
    unknown: (bool, bool),
    /// What it comes to for 0 and for 1.
    bits: (bool, bool),
}

/// What makes two parts the same.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Constant(bool),
    Test(SlotId, IntervalSet),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    AtLeast(usize, Vec<NodeId>),
}

/// What compiles formulas into one circuit.
pub(super) struct Compilation<'c> {
    /// The facts of the catalogue.
    pub(super) facts: &'c [Fact],
    /// For each slot what it can be where nothing is known.
    domains: Vec<Interval>,
    circuit: Circuit,
    known: FxHashMap<Key, NodeId>,
    scopes: usize,
}

impl<'c> Compilation<'c> {
    pub(super) fn new(facts: &'c [Fact]) -> Self {
        let block = Block::new(facts);
        let slots = facts.last().map_or(0, |fact| fact.slots.end);
        let domains = (0..slots).map(|slot| block.interval(0, SlotId(slot))).collect();
        Self { facts, domains, circuit: Circuit::default(), known: FxHashMap::default(), scopes: 0 }
    }

    /// A number that no other scope has.
    pub(super) fn new_scope(&mut self) -> usize {
        let number = self.scopes;
        self.scopes = self.scopes.saturating_add(1);
        number
    }

    /// How many nodes there are so far.
    pub(super) const fn nodes(&self) -> usize {
        self.circuit.len()
    }

    /// How many scopes there are.
    pub(super) const fn scopes(&self) -> usize {
        self.scopes
    }

    /// The node that stands for a formula.
    pub(super) fn node(&mut self, formula: &Formula) -> NodeId {
        let key = match formula {
            Formula::Constant(value) => Key::Constant(*value),
            Formula::Test { slot, allowed } => Key::Test(*slot, allowed.clone()),
            Formula::All(parts) => Key::All(self.set(parts)),
            Formula::Any(parts) => Key::Any(self.set(parts)),
            Formula::AtLeast(number, parts) => {
                Key::AtLeast(*number, parts.iter().map(|part| self.node(part)).collect())
            }
        };
        if let Some(node) = self.known.get(&key) {
            return *node;
        }
        let node = match &key {
            Key::Constant(value) => Node::Constant(*value),
            Key::Test(slot, allowed) => Node::Test(Test::new(*slot, allowed, &self.domains)),
            Key::All(parts) => Node::All(self.circuit.add_parts(parts)),
            Key::Any(parts) => Node::Any(self.circuit.add_parts(parts)),
            Key::AtLeast(number, parts) => Node::AtLeast(*number, self.circuit.add_parts(parts)),
        };
        let at = self.circuit.nodes.len();
        self.circuit.nodes.push(node);
        self.known.insert(key, at);
        at
    }

    /// The nodes of parts of which the order and the number do not matter.
    fn set(&mut self, parts: &[Formula]) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = parts.iter().map(|part| self.node(part)).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    pub(super) fn finish(self) -> Circuit {
        self.circuit
    }
}

impl Circuit {
    fn add_parts(&mut self, parts: &[NodeId]) -> Range<usize> {
        let start = self.parts.len();
        self.parts.extend_from_slice(parts);
        start..self.parts.len()
    }

    /// How many nodes there are.
    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Evaluates the first so many nodes, those left out that were evaluated before, for everybody in
    /// a block, by Kleene's tables: right where it is known, open perhaps too often.
    pub(super) fn evaluate(&self, nodes: usize, block: &Block, masks: &mut Vec<Masks>) {
        for node in self.nodes.get(masks.len()..nodes).unwrap_or_default() {
            let parts = |range: &Range<usize>| {
                let parts = self.parts.get(range.clone()).unwrap_or_default();
                parts.iter().map(|part| masks.get(*part).copied().unwrap_or_default())
            };
            let value = match node {
                Node::Constant(value) => Masks::constant(*value),
                Node::Test(test) => test.masks(block),
                Node::All(range) => parts(range).fold(Masks::constant(true), |all, part| Masks {
                    must: all.must & part.must,
                    may: all.may & part.may,
                }),
                Node::Any(range) => parts(range)
                    .fold(Masks::default(), |any, part| Masks { must: any.must | part.must, may: any.may | part.may }),
                Node::AtLeast(number, range) => Masks {
                    must: at_least(*number, parts(range).map(|part| part.must)),
                    may: at_least(*number, parts(range).map(|part| part.may)),
                },
            };
            masks.push(value);
        }
    }
}

/// Those who are in at least so many sets.
fn at_least(number: usize, sets: impl Iterator<Item = Lanes>) -> Lanes {
    // reached[n] holds those who are in more than n of the sets seen.
    let mut reached = vec![0; number];
    for set in sets {
        let mut carried = set;
        for more in &mut reached {
            let before = *more;
            *more |= carried;
            carried &= before;
        }
    }
    reached.last().copied().unwrap_or(Lanes::MAX)
}

impl Test {
    fn new(slot: SlotId, allowed: &IntervalSet, domains: &[Interval]) -> Self {
        let domain = domains.get(slot.0).copied().unwrap_or(Interval { low: i64::MIN, high: i64::MAX });
        Self {
            slot,
            unknown: (allowed.covers(domain), allowed.meets(domain)),
            bits: (allowed.contains(0), allowed.contains(1)),
            allowed: allowed.clone(),
        }
    }

    fn masks(&self, block: &Block) -> Masks {
        let Some(column) = block.column(self.slot) else { return Masks::default() };
        let (whole, of) = (|value: bool| if value { Lanes::MAX } else { 0 }, column.point);
        let hit = match column.values {
            Values::Ones(ones) => whole(self.bits.1) & ones | whole(self.bits.0) & !ones,
            Values::Numbers(low) => {
                self.allowed.intervals().iter().fold(0, |hit, interval| hit | within(low, *interval))
            }
        };
        let mut must = hit & of | whole(self.unknown.0) & !of;
        let mut may = hit & of | whole(self.unknown.1) & !of;
        for lane in each_of(column.in_part) {
            let interval = block.interval(lane, self.slot);
            must = must & !only(lane) | whole(self.allowed.covers(interval)) & only(lane);
            may = may & !only(lane) | whole(self.allowed.meets(interval)) & only(lane);
        }
        Masks { must, may }
    }
}

/// Those whose number lies in the interval.
fn within(numbers: &[i64; LANES], Interval { low, high }: Interval) -> Lanes {
    match (low, high) {
        (i64::MIN, high) => those(numbers, |number| number <= high),
        (low, i64::MAX) => those(numbers, |number| low <= number),
        (low, high) if low == high => those(numbers, |number| number == low),
        (low, high) => those(numbers, |number| low <= number) & those(numbers, |number| number <= high),
    }
}

/// Those whose number is as wanted, eight at a time, which machines do side by side.
#[inline(always)]
fn those(numbers: &[i64; LANES], wanted: impl Fn(i64) -> bool) -> Lanes {
    let (eights, _) = numbers.as_chunks::<8>();
    let mut lanes = 0;
    for (eight, at) in eights.iter().zip((0..Lanes::BITS).step_by(8)) {
        let [a, b, c, d, e, f, g, h] = eight.map(|number| Lanes::from(wanted(number)));
        lanes |= (a | b << 1 | c << 2 | d << 3 | e << 4 | f << 5 | g << 6 | h << 7) << at;
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_in_enough_sets_are_found() {
        let sets = [0b0011, 0b0101, 0b1001];
        assert_eq!(at_least(0, sets.into_iter()), Lanes::MAX);
        assert_eq!(at_least(1, sets.into_iter()), 0b1111);
        assert_eq!(at_least(2, sets.into_iter()), 0b0001);
        assert_eq!(at_least(3, sets.into_iter()), 0b0001);
        assert_eq!(at_least(4, sets.into_iter()), 0);
    }
}
