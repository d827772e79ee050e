//! What one thread keeps while it judges one block after the other.

use super::circuit::{Masks, NodeId};
use super::ranges::Found;
use super::signature::{Scope, Signature, Signatures};
use super::verdicts::Verdicts;
use crate::amount::Range;
use crate::block::{Block, Lanes};
use crate::fact::{Fact, FactId};
use crate::knowledge::Knowledge;
use crate::truth::Truth;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What one thread keeps while it judges one block after the other: the results of the last one,
/// and what was worked out for applicants alike, as much as fits.
#[derive(Debug)]
pub struct Desk<'c> {
    facts: &'c [Fact],
    pub(super) masks: Vec<Masks>,
    pub(super) verdicts: Vec<Verdicts>,
    /// For each measure those for whom it is possible and something on which it may hang is not known.
    pub(super) hanging: Vec<Lanes>,
    /// What each support comes to that is not the same for all.
    pub(super) found: Vec<Found>,
    /// How many blocks were taken up.
    blocks: u64,
    /// For each scope what decides it.
    signatures: Vec<Signatures>,
    /// What is known of one applicant of the block.
    knowledge: Option<(usize, Knowledge<'c>)>,
    /// For each fact those who can be asked for it, found when first needed.
    pub(super) askable: Vec<Option<Lanes>>,
    pub(super) truths: Memo<Truth>,
    pub(super) settled: Memo<Option<Range>>,
    pub(super) missing: Memo<Rc<[FactId]>>,
    pub(super) nothing: Rc<[FactId]>,
}

impl<'c> Desk<'c> {
    pub(super) fn new(facts: &'c [Fact], measures: usize, varying: usize, scopes: usize) -> Self {
        Self {
            facts,
            masks: Vec::new(),
            verdicts: vec![Verdicts::default(); measures],
            hanging: vec![0; measures],
            found: vec![Found::new(); varying],
            blocks: 0,
            signatures: vec![Signatures::default(); scopes],
            knowledge: None,
            askable: vec![None; facts.len()],
            truths: Memo::default(),
            settled: Memo::default(),
            missing: Memo::default(),
            nothing: Rc::new([]),
        }
    }

    /// The verdicts on a measure, by position, in the block judged last.
    pub fn verdicts(&self, measure: usize) -> Verdicts {
        self.verdicts.get(measure).copied().unwrap_or_default()
    }

    /// For whom something may be missing for a measure, by position, in the block judged last.
    pub fn hanging(&self, measure: usize) -> Lanes {
        self.hanging.get(measure).copied().unwrap_or_default()
    }

    /// Takes up another block.
    pub(super) fn begin(&mut self) {
        self.masks.clear();
        self.knowledge = None;
        self.askable.fill(None);
        self.blocks = self.blocks.wrapping_add(1);
    }

    pub(super) fn masks(&self, node: NodeId) -> Masks {
        self.masks.get(node).copied().unwrap_or_default()
    }

    /// What is known of an applicant of the block.
    pub(super) fn knowledge(&mut self, block: &Block, lane: usize) -> &Knowledge<'c> {
        let other = self.knowledge.take().filter(|(at, _)| *at == lane);
        let facts = self.facts;
        &self.knowledge.insert(other.unwrap_or_else(|| (lane, block.knowledge(lane, facts)))).1
    }

    /// What follows for an applicant from the rules of a scope; worked out unless it was for somebody
    /// alike. `alike` says whether the scope alone decides it.
    pub(super) fn remembered<T: Clone>(
        &mut self,
        memo: impl Fn(&mut Self) -> &mut Memo<T>,
        (scope, alike): (&Scope, bool),
        (block, lane): (&Block, usize),
        work_out: impl FnOnce(&Knowledge<'c>) -> T,
    ) -> T {
        let signatures = self.signatures.get_mut(scope.number()).filter(|_| alike);
        let signature = signatures.and_then(|it| it.of(scope, (self.blocks, block), lane, &self.masks));
        let Some(signature) = signature else { return work_out(self.knowledge(block, lane)) };
        if let Some(known) = memo(self).known.get(&signature) {
            return known.clone();
        }
        let value = work_out(self.knowledge(block, lane));
        memo(self).remember(signature, value.clone());
        value
    }
}

/// How many things are remembered of one kind before all of them are forgotten.
const MOST_REMEMBERED: usize = 1 << 16;

/// What was worked out for applicants alike.
#[derive(Debug)]
pub(super) struct Memo<T> {
    known: FxHashMap<Signature, T>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: FxHashMap::default() }
    }
}

impl<T> Memo<T> {
    fn remember(&mut self, signature: Signature, value: T) {
        if self.known.len() >= MOST_REMEMBERED {
            self.known.clear();
        }
        self.known.insert(signature, value);
    }
}
