//! What a support comes to, for everybody in a block.

use super::circuit::Compilation;
use super::desk::Desk;
use super::ruling::Ruling;
use super::signature::Scope;
use crate::amount::{Branch, Range, Support};
use crate::block::{Block, LANES, Lanes, each_of, only};
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
            return Self::Constant(support.range_at(support.branches().iter(), &nothing, true));
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

/// What a support that varies comes to for everybody in a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// For some together.
    together: SmallVec<[(Lanes, Option<Range>); 4]>,
    /// For each of the others.
    each: Vec<Option<Range>>,
}

impl Found {
    pub(super) fn new() -> Self {
        Self { together: SmallVec::new(), each: vec![None; LANES] }
    }

    /// What it comes to for one for whom the measure is possible.
    pub(super) fn of(&self, lane: usize) -> Option<Range> {
        let together = self.together.iter().find(|(lanes, _)| lanes & only(lane) != 0);
        together.map_or_else(|| self.each.get(lane).copied().flatten(), |(_, range)| *range)
    }
}

impl Varying {
    /// What it comes to for each for whom the measure is possible; of others nothing is said.
    pub(super) fn find<'c>(
        &self,
        possible: Lanes,
        (block, facts): (&Block, &'c [Fact]),
        desk: &mut Desk<'c>,
        found: &mut Found,
    ) {
        let mut taken: SmallVec<[Lanes; 4]> = SmallVec::new();
        for guard in &self.guards {
            taken.push(guard.as_ref().map_or(possible, |guard| guard.among(possible, block, desk).may & possible));
        }
        let point = |slot: &SlotId| block.column(*slot).map_or(Lanes::MAX, |column| column.point);
        let in_numbers = |slots: &[SlotId]| slots.iter().fold(Lanes::MAX, |known, slot| known & point(slot));
        // For whom more is known of a number where a branch is taken.
        let narrowed =
            taken.iter().zip(&self.narrowed).fold(0, |open, (taken, slots)| open | taken & !in_numbers(slots));
        // For whom every amount that is possible is one number, and who gave any number at all.
        let exact =
            taken.iter().zip(&self.slots).fold(possible, |exact, (taken, slots)| exact & (!taken | in_numbers(slots)));
        let valued = self.slots.iter().flatten().fold(0, |valued, slot| valued | point(slot) | in_part(block, *slot));
        found.together.clear();
        let range_at = |lane: usize, exact: bool| {
            let branches = self.support.branches().iter().zip(&taken);
            let taken = branches.filter(|(_, taken)| **taken & only(lane) != 0).map(|(branch, _)| branch);
            self.support.range_at(taken, &OfLane { block, lane, facts }, exact)
        };
        let mut alike = possible & !narrowed & !(valued & !self.without_numbers(&taken));
        while let Some(first) = each_of(alike).next() {
            let same = |taken: &Lanes| if taken & only(first) == 0 { !taken } else { *taken };
            let lanes = taken.iter().fold(alike, |lanes, taken| lanes & same(taken));
            found.together.push((lanes, range_at(first, false)));
            alike &= !lanes;
        }
        let together = found.together.iter().fold(0, |lanes, (some, _)| lanes | some);
        for lane in each_of(possible & !together) {
            let range = if narrowed & only(lane) == 0 {
                range_at(lane, exact & only(lane) != 0)
            } else {
                let scope = (&self.scope, valued & only(lane) == 0);
                let range = |knowledge: &Knowledge<'_>| self.support.range(knowledge);
                desk.remembered(|desk| &mut desk.settled, scope, (block, lane), range)
            };
            if let Some(place) = found.each.get_mut(lane) {
                *place = range;
            }
        }
    }

    /// For whom no branch is possible that is computed from numbers.
    fn without_numbers(&self, taken: &[Lanes]) -> Lanes {
        let computed = taken.iter().zip(&self.slots).filter(|(_, slots)| !slots.is_empty());
        !computed.fold(0, |lanes, (taken, _)| lanes | taken)
    }
}

fn in_part(block: &Block, slot: SlotId) -> Lanes {
    block.column(slot).map_or(0, |column| column.in_part)
}
