//! What of an applicant decides a rule, in few words, so that it is worked out once for all alike.

use super::circuit::{Compilation, Masks, NodeId};
use crate::block::{Block, LANES, Lanes};
use crate::fact::SlotId;
use crate::truth::{Formula, Rule};
use smallvec::SmallVec;

/// Everything that some rules test, and slots besides.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// Which of all scopes it is.
    number: usize,
    tests: Vec<NodeId>,
    slots: Vec<SlotId>,
}

/// What of an applicant decides the rules of a scope: two applicants with the same one do not differ
/// on them.
pub(super) type Signature = SmallVec<[Lanes; 6]>;

/// What decides the rules of a scope for everybody in a block, found when first needed.
#[derive(Clone, Debug, Default)]
pub(super) struct Signatures {
    /// For which block, counted from 1, they hold.
    block: u64,
    /// For whom a slot is known in part, so that there are too many ways in which it can be.
    in_part: Lanes,
    /// For each applicant some bits; then for each some more.
    words: Vec<[Lanes; LANES]>,
}

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

    /// Which of all scopes it is, counted from 0.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// For whom some slot of the scope is not known exactly.
    pub(super) fn unknown(&self, block: &Block) -> Lanes {
        let point = |slot: &SlotId| block.column(*slot).map_or(Lanes::MAX, |column| column.point);
        !self.slots.iter().fold(Lanes::MAX, |known, slot| known & point(slot))
    }
}

impl Signatures {
    /// What decides the rules of a scope for an applicant of the block with this number; `None` where
    /// a slot is known in part.
    pub(super) fn of(
        &mut self,
        scope: &Scope,
        (number, block): (u64, &Block),
        lane: usize,
        masks: &[Masks],
    ) -> Option<Signature> {
        if self.block != number {
            self.find(scope, block, masks);
            self.block = number;
        }
        if self.in_part & crate::block::only(lane) != 0 {
            return None;
        }
        let mut signature = Signature::new();
        signature.push(Lanes::try_from(scope.number).unwrap_or(Lanes::MAX));
        signature.extend(self.words.iter().filter_map(|words| words.get(lane).copied()));
        Some(signature)
    }

    fn find(&mut self, scope: &Scope, block: &Block, masks: &[Masks]) {
        self.words.clear();
        self.in_part = 0;
        let mut columns: Vec<Lanes> =
            Vec::with_capacity(scope.slots.len().saturating_add(scope.tests.len().saturating_mul(2)));
        for column in scope.slots.iter().filter_map(|slot| block.column(*slot)) {
            self.in_part |= column.in_part;
            columns.push(column.point);
        }
        for test in &scope.tests {
            let Masks { must, may } = masks.get(*test).copied().unwrap_or_default();
            columns.extend([must, may]);
        }
        for some in columns.chunks(LANES) {
            let mut words = [0; LANES];
            words.iter_mut().zip(some).for_each(|(word, column)| *word = *column);
            transpose(&mut words);
            self.words.push(words);
        }
    }
}

/// Makes the rows of 64 times 64 bits its columns: of halves, then of halves of these, the two blocks
/// off the diagonal change places.
fn transpose(words: &mut [Lanes; LANES]) {
    let mut size = LANES / 2;
    let mut mask = Lanes::MAX >> size;
    while size > 0 {
        for both in words.chunks_exact_mut(size.saturating_mul(2)) {
            let (above, below) = both.split_at_mut(size);
            for (one, two) in above.iter_mut().zip(below) {
                let crossing = (*one >> size ^ *two) & mask;
                *one ^= crossing << size;
                *two ^= crossing;
            }
        }
        size /= 2;
        mask ^= mask << size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{each_of, only};

    #[test]
    fn rows_become_columns() {
        let pairs = [(0, 0), (0, 5), (5, 0), (63, 1), (31, 32), (40, 40), (17, 62)];
        let mut words = [0; LANES];
        for (row, column) in pairs {
            words[row] |= only(column);
        }
        transpose(&mut words);
        let mut found: Vec<_> = (0..LANES).flat_map(|row| each_of(words[row]).map(move |at| (at, row))).collect();
        found.sort_unstable();
        let mut expected = pairs.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
