//! What a support comes to, for everybody in a block.

use super::circuit::Compilation;
use super::desk::Desk;
use super::ruling::Ruling;
use super::signature::Scope;
use crate::amount::{Branch, Range, Support};
use crate::block::{Block, Lanes, each_of, only};
use crate::fact::{Fact, SlotId};
use crate::interval::Interval;
use crate::knowledge::{Knowledge, Numbers};
use smallvec::SmallVec;

/// What a support comes to, as far as it is the same for all for whom its measure is possible.
#[derive(Clone, Debug)]
pub(super) enum Ranging {
    /// It comes to this.
    Constant(Option<Range>),
    /// It hangs on facts; where what it comes to stands among the results, and how it is found.
    Varying(usize, Box<Varying>),
}

/// An amount that hangs on facts.
#[derive(Clone, Debug)]
pub(super) struct Varying {
    support: Support,
    /// When each branch is taken; `None` for the only one, which is taken wherever the measure is
    /// possible.
    guards: Vec<Option<Ruling>>,
    /// From which slots each branch is computed.
    slots: Vec<Vec<SlotId>>,
    /// Of which of these it tells more that the branch is taken, unless they are known.
    narrowed: Vec<Vec<SlotId>>,
    scope: Scope,
}

/// The numbers of one applicant of a block.
struct OfLane<'b> {
    block: &'b Block,
    lane: usize,
    facts: &'b [Fact],
}

impl Numbers for OfLane<'_> {
    fn interval(&self, slot: SlotId) -> Interval {
        self.block.interval(self.lane, slot)
    }

    fn facts(&self) -> &[Fact] {
        self.facts
    }
}

impl Ranging {
    /// A support of a measure that is possible where `applies` does not fail; `place` is where its
    /// results may stand.
    pub(super) fn new(
        support: Option<&Support>,
        applies: &Ruling,
        place: usize,
        compilation: &mut Compilation<'_>,
    ) -> Self {
        let Some(support) = support else { return Self::Constant(None) };
        let slots: Vec<Vec<SlotId>> = support.branches().iter().map(Branch::slots).collect();
        let guards: Vec<Option<Ruling>> = support
            .branches()
            .iter()
            .map(|branch| Some(Ruling::new(branch.guard(), compilation)).filter(|guard| !guard.is_same(applies)))
            .collect();
        if let ([only], [None]) = (slots.as_slice(), guards.as_slice())
            && only.is_empty()
        {
            let nothing = OfLane { block: &Block::new(&[]), lane: 0, facts: &[] };
            return Self::Constant(support.range_at(support.branches().iter(), &nothing));
        }
        let narrowed = support.branches().iter().map(|branch| branch.narrowed_slots()).collect();
        let guarding = support.branches().iter().map(Branch::guard);
        let scope = Scope::new(compilation, guarding, slots.iter().flatten().copied());
        Self::Varying(place, Box::new(Varying { support: support.clone(), guards, slots, narrowed, scope }))
    }

    /// The slots from which the amount is computed, and whether there are several branches.
    pub(super) fn computed(&self) -> (Vec<SlotId>, bool) {
        match self {
            Self::Constant(_) => (Vec::new(), false),
            Self::Varying(_, varying) => (varying.slots.concat(), varying.guards.len() > 1),
        }
    }
}

impl Varying {
    /// What it comes to for each for whom the measure is possible; of others nothing is said.
    pub(super) fn find<'c>(
        &self,
        possible: Lanes,
        (block, facts): (&Block, &'c [Fact]),
        desk: &mut Desk<'c>,
        ranges: &mut [Option<Range>],
    ) {
        let mut taken: SmallVec<[Lanes; 4]> = SmallVec::new();
        for guard in &self.guards {
            taken.push(guard.as_ref().map_or(possible, |guard| guard.among(possible, block, desk).may & possible));
        }
        let point = |slot: &SlotId| block.column(*slot).map_or(Lanes::MAX, |column| column.point);
        let in_numbers = |slots: &[SlotId]| slots.iter().fold(Lanes::MAX, |known, slot| known & point(slot));
        // Where nothing is narrowed, the numbers decide.
        let open = taken.iter().zip(&self.narrowed).fold(0, |open, (taken, slots)| open | taken & !in_numbers(slots));
        // Who gave a number from which an amount is computed is like nobody else.
        let computed = self.slots.iter().flatten().fold(0, |computed, slot| computed | point(slot));
        for lane in each_of(possible) {
            let alone = only(lane);
            let range = if open & alone == 0 {
                let branches = self.support.branches().iter().zip(&taken);
                let taken = branches.filter(|(_, taken)| **taken & alone != 0).map(|(branch, _)| branch);
                self.support.range_at(taken, &OfLane { block, lane, facts })
            } else {
                let scope = (&self.scope, computed & alone == 0);
                let range = |knowledge: &Knowledge<'_>| self.support.range(knowledge);
                desk.remembered(|desk| &mut desk.settled, scope, (block, lane), range)
            };
            if let Some(place) = ranges.get_mut(lane) {
                *place = range;
            }
        }
    }
}
