//! What of an applicant decides a rule, in few words, so that it is worked out once for all alike.

use super::circuit::{Compilation, Masks, NodeId};
use crate::block::{Block, Lanes, only};
use crate::fact::SlotId;
use crate::truth::{Formula, Rule};
use smallvec::SmallVec;

/// Everything that some rules test, and slots besides.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    number: usize,
    tests: Vec<NodeId>,
    slots: Vec<SlotId>,
}

/// What of an applicant decides the rules of a scope: two applicants with the same one do not differ
/// on them.
pub(super) type Signature = SmallVec<[Lanes; 6]>;

impl Scope {
    pub(super) fn new<'r>(
        compilation: &mut Compilation<'_>,
        rules: impl IntoIterator<Item = &'r Rule>,
        slots: impl IntoIterator<Item = SlotId>,
    ) -> Self {
        let (mut tests, mut slots): (Vec<NodeId>, Vec<SlotId>) = (Vec::new(), slots.into_iter().collect());
        for rule in rules {
            rule.formula().each_test(&mut |slot, allowed| {
                let test = Formula::Test { slot, allowed: allowed.clone() };
                tests.push(compilation.node(&test));
                slots.push(slot);
            });
        }
        tests.sort_unstable();
        tests.dedup();
        slots.sort_unstable();
        slots.dedup();
        Self { number: compilation.new_scope(), tests, slots }
    }

    /// For whom some slot of the scope is not known exactly.
    pub(super) fn unknown(&self, block: &Block) -> Lanes {
        let point = |slot: &SlotId| block.column(*slot).map_or(Lanes::MAX, |column| column.point);
        !self.slots.iter().fold(Lanes::MAX, |known, slot| known & point(slot))
    }

    /// What decides the rules for an applicant; `None` where a slot is known in part, so that there
    /// are too many ways in which it can be.
    pub(super) fn signature(&self, block: &Block, lane: usize, masks: &[Masks]) -> Option<Signature> {
        let mut words = Words { signature: SmallVec::new(), word: 0, bits: 0 };
        words.signature.push(Lanes::try_from(self.number).unwrap_or(Lanes::MAX));
        for slot in &self.slots {
            let column = block.column(*slot)?;
            if column.in_part & only(lane) != 0 {
                return None;
            }
            words.push(column.point >> lane);
        }
        for test in &self.tests {
            let Masks { must, may } = masks.get(*test).copied().unwrap_or_default();
            words.push(must >> lane);
            words.push(may >> lane);
        }
        Some(words.finish())
    }
}

/// Bits one after the other.
struct Words {
    signature: Signature,
    word: Lanes,
    bits: u32,
}

impl Words {
    fn push(&mut self, bit: Lanes) {
        self.word = self.word << 1 | bit & 1;
        self.bits = self.bits.wrapping_add(1);
        if self.bits.is_multiple_of(Lanes::BITS) {
            self.signature.push(self.word);
            self.word = 0;
        }
    }

    fn finish(mut self) -> Signature {
        self.signature.push(self.word);
        self.signature
    }
}
