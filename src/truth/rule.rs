//! Formulas made ready to be evaluated exactly.

use super::formula::{Formula, Truth, blockers, fewest_changes};
use super::open::{FewSlots, left_of, open_slots};
use crate::fact::{Fact, FactId, Kind, SlotId};
use crate::interval::{Interval, IntervalSet};
use crate::knowledge::Knowledge;
use smallvec::SmallVec;
use std::sync::OnceLock;

/// The most cells into which a formula may be split.
pub const MOST_CELLS: usize = 4096;

/// A slot that a formula tests.
#[derive(Clone, Debug)]
pub(super) struct Tested {
    pub(super) slot: SlotId,
    pub(super) fact: FactId,
    /// The last number of each cell but the last; within one cell no test changes.
    cuts: SmallVec<[i64; 2]>,
    /// Whether Kleene's tables alone may be wrong on it.
    pub(super) split: Split,
}

/// Where Kleene's tables alone may be wrong on a slot of which more than one number is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Split {
    Never,
    /// Where it can be some numbers of these, but not all.
    InPart(Interval),
    Always,
}

impl Tested {
    fn new(slot: SlotId, sets: &[&IntervalSet], facts: &[Fact]) -> Option<Self> {
        let id = FactId::of(slot, facts);
        let fact = facts.get(id.0)?;
        let mut cuts = SmallVec::new();
        sets.iter().for_each(|set| cuts.extend(set.cuts()));
        if sets.len() > 1 {
            cuts.sort_unstable();
            cuts.dedup();
        }
        Some(Self { slot, fact: id, cuts, split: Split::of(fact, slot, sets) })
    }

    /// Whether Kleene's tables alone may be wrong where the slot is one of these numbers.
    pub(super) fn misleads(&self, known: Interval) -> bool {
        match self.split {
            Split::Never => false,
            _ if known.is_point() => false,
            Split::InPart(whole) => known != whole,
            Split::Always => true,
        }
    }

    pub(super) fn cells(&self, interval: Interval) -> impl Iterator<Item = Interval> {
        let mut low = interval.low;
        let ends = self.cuts.iter().copied().filter(move |cut| interval.low <= *cut && *cut < interval.high);
        ends.chain(std::iter::once(interval.high)).map(move |high| {
            let cell = Interval { low, high };
            low = high.saturating_add(1);
            cell
        })
    }
}

/// A formula made ready to be evaluated exactly.
#[derive(Clone, Debug)]
pub struct Rule {
    pub(super) formula: Formula,
    /// Made when first needed: most rules are decided without.
    tested: OnceLock<Vec<Tested>>,
}

impl Rule {
    /// Makes a formula ready.
    pub fn new(formula: Formula) -> Self {
        Self { formula, tested: OnceLock::new() }
    }

    pub(super) fn tested(&self, facts: &[Fact]) -> &[Tested] {
        self.tested.get_or_init(|| {
            let mut tests: Vec<(SlotId, usize, &IntervalSet)> = Vec::new();
            self.formula.each_test(&mut |slot, allowed| tests.push((slot, tests.len(), allowed)));
            tests.sort_unstable_by_key(|(slot, at, _)| (*slot, *at));
            let of_slots = tests.chunk_by(|(one, ..), (two, ..)| one == two).filter_map(|tests| {
                let (slot, at, _) = tests.first()?;
                let mut sets: SmallVec<[&IntervalSet; 4]> = SmallVec::new();
                for (.., allowed) in tests {
                    if !sets.contains(allowed) {
                        sets.push(allowed);
                    }
                }
                Some((*at, Tested::new(*slot, &sets, facts)?))
            });
            // In the order in which the formula first tests them.
            let mut found: Vec<(usize, Tested)> = of_slots.collect();
            found.sort_unstable_by_key(|(at, _)| *at);
            found.into_iter().map(|(_, tested)| tested).collect()
        })
    }

    /// Into how many cells a formula has to be split, where those are more than [`MOST_CELLS`], which
    /// is a fault of the catalogue.
    pub fn too_many_cells(formula: &Formula, facts: &[Fact]) -> Option<usize> {
        let mut tests: SmallVec<[(SlotId, &IntervalSet); 16]> = SmallVec::new();
        formula.each_test(&mut |slot, allowed| tests.push((slot, allowed)));
        tests.sort_by_key(|(slot, _)| *slot);
        let of_slots = || tests.chunk_by(|(one, _), (two, _)| one == two);
        // Where every slot is split, and no two bounds of one are the same, there are most cells.
        let cuts = |tests: &[(SlotId, &IntervalSet)]| tests.iter().map(|(_, allowed)| allowed.cuts().count()).sum();
        let product = |cells: usize, more: usize| cells.saturating_mul(more.saturating_add(1));
        if of_slots().map(cuts).fold(1, product) <= MOST_CELLS {
            return None;
        }
        let split = |tests: &[(SlotId, &IntervalSet)]| {
            let (slot, _) = tests.first()?;
            let sets: SmallVec<[&IntervalSet; 4]> = tests.iter().map(|(_, allowed)| *allowed).collect();
            Tested::new(*slot, &sets, facts)
                .filter(|tested| tested.split != Split::Never)
                .map(|tested| tested.cuts.len())
        };
        Some(of_slots().filter_map(split).fold(1, product)).filter(|cells| *cells > MOST_CELLS)
    }

    /// The formula.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// The facts that it tests, some more than once.
    pub fn facts_tested(&self, facts: &[Fact]) -> impl Iterator<Item = FactId> {
        self.tested(facts).iter().map(|tested| tested.fact)
    }

    /// The slots that it tests.
    pub fn slots(&self) -> impl Iterator<Item = SlotId> {
        let mut slots = FewSlots::new();
        self.formula.each_test(&mut |slot, _| {
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        });
        slots.into_iter()
    }

    /// Whether it hangs on such a slot, with what is known put in. It may say so where it does not, never
    /// the other way round.
    pub fn may_hang_on(&self, knowledge: &Knowledge<'_>, wanted: impl Fn(SlotId) -> bool) -> bool {
        open_slots(&self.formula, knowledge).into_iter().any(wanted)
    }

    /// The slots on which Kleene's tables alone may leave the formula open where it is not; each with
    /// whether they may also where nothing is known of it.
    pub fn split_slots(&self, facts: &[Fact]) -> impl Iterator<Item = (SlotId, bool)> {
        let split = self.tested(facts).iter().filter(|tested| tested.split != Split::Never);
        split.map(|tested| (tested.slot, tested.split == Split::Always))
    }

    /// Slots one of which must change for the formula to hold, where it fails as things are.
    pub fn blockers(&self, knowledge: &Knowledge<'_>) -> Vec<SlotId> {
        let mut slots = Vec::new();
        blockers(&self.formula, knowledge, &mut slots);
        slots
    }

    /// At least how many of the slots that can change must change for the formula not to fail;
    /// `None` where no change of those would do. It may be too few, never too many.
    pub fn fewest_changes(&self, knowledge: &Knowledge<'_>, can_change: &impl Fn(SlotId) -> bool) -> Option<usize> {
        fewest_changes(&self.formula, knowledge, can_change)
    }

    /// Whether it holds, where that is seen at once; `None` proves nothing.
    pub fn at_once(&self, knowledge: &Knowledge<'_>) -> Option<bool> {
        self.formula.kleene(knowledge)
    }

    /// Whether it holds, exactly.
    pub fn truth(&self, knowledge: &Knowledge<'_>) -> Truth {
        let known = self.formula.kleene(knowledge);
        if known.is_some() {
            return known.into();
        }
        let unsure = |tested: &&Tested| tested.misleads(knowledge.get(tested.slot));
        if self.tested.get().is_none()
            && let Some(left) = left_of(&self.formula, knowledge)
        {
            return left.value.into();
        }
        let tested = self.tested(knowledge.facts());
        if !tested.iter().any(|tested| unsure(&tested)) {
            return known.into();
        }
        if let Some(left) = left_of(&self.formula, knowledge) {
            return left.value.into();
        }
        let split: Vec<&Tested> = tested.iter().filter(unsure).collect();
        let mut seen = Seen::default();
        self.explore(&split, &mut knowledge.only(tested.iter().map(|tested| tested.slot)), &mut seen);
        match (seen.holds, seen.fails) {
            (true, false) => Truth::Holds,
            (false, true) => Truth::Fails,
            _ => Truth::Open,
        }
    }

    fn explore(&self, split: &[&Tested], knowledge: &mut Knowledge<'_>, seen: &mut Seen) {
        match (self.formula.kleene(knowledge), split) {
            (Some(value), _) => seen.note(value),
            (None, []) => {
                seen.note(true);
                seen.note(false);
            }
            (None, [first, rest @ ..]) => {
                let whole = knowledge.get(first.slot);
                for cell in first.cells(whole) {
                    knowledge.set(first.slot, cell);
                    self.explore(rest, knowledge, seen);
                    if seen.holds && seen.fails {
                        break;
                    }
                }
                knowledge.set(first.slot, whole);
            }
        }
    }

    /// The cells into which the rule cuts what is known of a slot.
    pub fn cells_of(&self, slot: SlotId, knowledge: &Knowledge<'_>) -> Vec<Interval> {
        let tested = self.tested(knowledge.facts()).iter().find(|tested| tested.slot == slot);
        tested.map_or_else(Vec::new, |tested| tested.cells(knowledge.get(slot)).collect())
    }

    /// The cells in which the slot can lie while the formula holds.
    pub fn feasible_cells(&self, slot: SlotId, knowledge: &Knowledge<'_>) -> Vec<Interval> {
        let whole = knowledge.get(slot);
        let all = self.tested(knowledge.facts());
        let Some(tested) = all.iter().find(|tested| tested.slot == slot) else {
            return if self.truth(knowledge) == Truth::Fails { Vec::new() } else { vec![whole] };
        };
        let mut narrowed = knowledge.only(all.iter().map(|tested| tested.slot));
        let mut possible = |cell: &Interval| {
            narrowed.set(slot, *cell);
            self.truth(&narrowed) != Truth::Fails
        };
        tested.cells(whole).filter(|cell| possible(cell)).collect()
    }

    /// The least interval with every number that the slot can be while the formula holds;
    /// `None` where it cannot hold.
    pub fn feasible(&self, slot: SlotId, knowledge: &Knowledge<'_>) -> Option<Interval> {
        let cells = self.feasible_cells(slot, knowledge);
        cells.first().zip(cells.last()).map(|(first, last)| Interval { low: first.low, high: last.high })
    }
}

#[derive(Default)]
struct Seen {
    holds: bool,
    fails: bool,
}

impl Seen {
    fn note(&mut self, value: bool) {
        if value {
            self.holds = true;
        } else {
            self.fails = true;
        }
    }
}

impl Split {
    /// Kleene's tables are exact on a slot of which some number passes all tests, and some number
    /// none. Of a day or a sum that is known in part this is so for certain only where all tests are
    /// lower bounds, or all upper bounds.
    fn of(fact: &Fact, slot: SlotId, sets: &[&IntervalSet]) -> Self {
        // One test that is open can hold and can fail, however much is known.
        if sets.len() == 1 {
            return Self::Never;
        }
        let whole = fact.whole(slot);
        let numbers = || IntervalSet::between(whole.low, whole.high);
        let all_hold = sets.iter().fold(numbers(), |kept, set| kept.intersect(set));
        let all_fail = sets.iter().fold(numbers(), |kept, set| kept.intersect(&set.complement()));
        if all_hold.is_empty() || all_fail.is_empty() {
            return Self::Always;
        }
        let bounds_to = |end: i64| sets.iter().all(|set| set.contains(end) && set.intervals().len() == 1);
        let in_part = fact.kind == Kind::Date || fact.sum_slot() == Some(slot);
        if in_part && !bounds_to(i64::MAX) && !bounds_to(i64::MIN) { Self::InPart(whole) } else { Self::Never }
    }
}
