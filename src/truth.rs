//! Exact three-valued truth of formulas over slots.
//!
//! A formula is open only if two completions of what is unknown differ on it. Kleene's tables
//! give exactly this where all tests of each slot can hold together and can fail together;
//! slots of which that is not so are split into the cells that their tests cut.

use crate::fact::{Fact, Kind, SlotId};
use crate::interval::{Interval, IntervalSet};
use crate::knowledge::Knowledge;

/// The most cells into which a formula may be split.
pub const MOST_CELLS: usize = 4096;

/// Whether something holds, for all that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds, whatever the unknown facts are.
    Holds,
    /// It fails, whatever the unknown facts are.
    Fails,
    /// The unknown facts decide.
    Open,
}

impl From<Option<bool>> for Truth {
    fn from(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Holds,
            Some(false) => Self::Fails,
            None => Self::Open,
        }
    }
}

/// A statement about slots, with every “not” pushed down into the tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Always so.
    Constant(bool),
    /// The slot's number is in the set.
    Test {
        /// The slot.
        slot: SlotId,
        /// The numbers for which the test holds.
        allowed: IntervalSet,
    },
    /// Every part holds.
    All(Vec<Formula>),
    /// Some part holds.
    Any(Vec<Formula>),
    /// At least so many parts hold.
    AtLeast(usize, Vec<Formula>),
}

impl Formula {
    /// Every part holds; parts that always hold are left out.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, true)
    }

    /// Some part holds; parts that never hold are left out.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, false)
    }

    fn joined(parts: impl IntoIterator<Item = Self>, neutral: bool) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        let mut add = |part: Self| {
            if !kept.contains(&part) {
                kept.push(part);
            }
        };
        for part in parts {
            match part {
                Self::Constant(value) if value == neutral => {}
                Self::Constant(value) => return Self::Constant(value),
                Self::All(inner) if neutral => inner.into_iter().for_each(&mut add),
                Self::Any(inner) if !neutral => inner.into_iter().for_each(&mut add),
                other => add(other),
            }
        }
        match (kept.pop(), kept.is_empty()) {
            (None, _) => Self::Constant(neutral),
            (Some(only), true) => only,
            (Some(last), false) => {
                kept.push(last);
                if neutral { Self::All(kept) } else { Self::Any(kept) }
            }
        }
    }

    /// The formula that holds exactly where this one fails.
    pub fn negated(&self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Test { slot, allowed } => Self::Test { slot: *slot, allowed: allowed.complement() },
            Self::All(parts) => Self::any(parts.iter().map(Self::negated)),
            Self::Any(parts) => Self::all(parts.iter().map(Self::negated)),
            Self::AtLeast(number, parts) => {
                let most = parts.len().saturating_add(1).saturating_sub(*number);
                Self::AtLeast(most, parts.iter().map(Self::negated).collect())
            }
        }
    }

    /// Kleene's value: right where it is known, open perhaps too often.
    fn kleene(&self, knowledge: &Knowledge) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Test { slot, allowed } => {
                let interval = knowledge.get(*slot);
                if allowed.covers(interval) {
                    Some(true)
                } else if allowed.meets(interval) {
                    None
                } else {
                    Some(false)
                }
            }
            Self::All(parts) => {
                let mut value = Some(true);
                for part in parts {
                    match part.kleene(knowledge) {
                        Some(false) => return Some(false),
                        None => value = None,
                        Some(true) => {}
                    }
                }
                value
            }
            Self::Any(parts) => {
                let mut value = Some(false);
                for part in parts {
                    match part.kleene(knowledge) {
                        Some(true) => return Some(true),
                        None => value = None,
                        Some(false) => {}
                    }
                }
                value
            }
            Self::AtLeast(number, parts) => {
                let (mut holding, mut possible) = (0_usize, 0_usize);
                for part in parts {
                    let value = part.kleene(knowledge);
                    holding = holding.saturating_add(usize::from(value == Some(true)));
                    possible = possible.saturating_add(usize::from(value != Some(false)));
                }
                if holding >= *number {
                    Some(true)
                } else if possible < *number {
                    Some(false)
                } else {
                    None
                }
            }
        }
    }

    fn each_test<'f>(&'f self, visit: &mut impl FnMut(SlotId, &'f IntervalSet)) {
        match self {
            Self::Constant(_) => {}
            Self::Test { slot, allowed } => visit(*slot, allowed),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.each_test(visit));
            }
        }
    }
}

/// A slot that a formula tests.
#[derive(Clone, Debug)]
struct Tested {
    slot: SlotId,
    /// The last number of each cell but the last; within one cell no test changes.
    cuts: Vec<i64>,
    /// Whether Kleene's tables alone may be wrong on it.
    split: bool,
}

impl Tested {
    fn cells(&self, interval: Interval) -> impl Iterator<Item = Interval> {
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
    formula: Formula,
    tested: Vec<Tested>,
}

impl Rule {
    /// Makes a formula over the slots of these facts ready.
    ///
    /// # Errors
    /// The number of cells into which it would have to be split, where that is beyond [`MOST_CELLS`].
    pub fn new(formula: Formula, facts: &[Fact]) -> Result<Self, usize> {
        let (rule, cells) = Self::with_cells(formula, facts);
        if cells > MOST_CELLS { Err(cells) } else { Ok(rule) }
    }

    fn with_cells(formula: Formula, facts: &[Fact]) -> (Self, usize) {
        let mut found: Vec<(SlotId, Vec<&IntervalSet>)> = Vec::new();
        formula.each_test(&mut |slot, allowed| match found.iter_mut().find(|(other, _)| *other == slot) {
            Some((_, sets)) => sets.push(allowed),
            None => found.push((slot, vec![allowed])),
        });
        let mut cells = 1_usize;
        let mut tested = Vec::with_capacity(found.len());
        for (slot, sets) in found {
            let Some(fact) = facts.iter().find(|fact| fact.slots.contains(&slot.0)) else { continue };
            let mut cuts: Vec<i64> = sets.iter().flat_map(|set| set.cuts()).collect();
            cuts.sort_unstable();
            cuts.dedup();
            let split = !pulls_one_way(fact, slot, &sets);
            if split {
                cells = cells.saturating_mul(cuts.len().saturating_add(1));
            }
            tested.push(Tested { slot, cuts, split });
        }
        (Self { formula, tested }, cells)
    }

    /// The formula.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// The slots that it tests.
    pub fn slots(&self) -> impl Iterator<Item = SlotId> {
        self.tested.iter().map(|tested| tested.slot)
    }

    /// Slots one of which must change for the formula to hold, where it fails as things are.
    pub fn blockers(&self, knowledge: &Knowledge) -> Vec<SlotId> {
        let mut slots = Vec::new();
        blockers(&self.formula, knowledge, &mut slots);
        slots
    }

    /// Whether it holds, exactly.
    pub fn truth(&self, knowledge: &Knowledge) -> Truth {
        let known = self.formula.kleene(knowledge);
        let unsure = |tested: &Tested| tested.split && !knowledge.get(tested.slot).is_point();
        if known.is_some() || !self.tested.iter().any(unsure) {
            return known.into();
        }
        let split: Vec<&Tested> = self.tested.iter().filter(|tested| tested.split).collect();
        let mut seen = Seen::default();
        self.explore(&split, &mut knowledge.clone(), &mut seen);
        match (seen.holds, seen.fails) {
            (true, false) => Truth::Holds,
            (false, true) => Truth::Fails,
            _ => Truth::Open,
        }
    }

    /// Whether some applicant meets the formula. For any formula, however tangled.
    pub fn can_hold(formula: Formula, facts: &[Fact]) -> bool {
        let (rule, _) = Self::with_cells(formula, facts);
        rule.search(&mut Knowledge::nothing(facts))
    }

    /// Looks for numbers that make the formula hold, deciding one open test after the other.
    fn search(&self, knowledge: &mut Knowledge) -> bool {
        if let Some(value) = self.formula.kleene(knowledge) {
            return value;
        }
        let open = open_test(&self.formula, None, knowledge);
        let Some(branch) = open.and_then(|slot| self.tested.iter().find(|tested| tested.slot == slot)) else {
            return false;
        };
        let whole = knowledge.get(branch.slot);
        let found = branch.cells(whole).any(|cell| {
            knowledge.set(branch.slot, cell);
            self.search(knowledge)
        });
        knowledge.set(branch.slot, whole);
        found
    }

    fn explore(&self, split: &[&Tested], knowledge: &mut Knowledge, seen: &mut Seen) {
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

    /// The cells in which the slot can lie while the formula holds.
    pub fn feasible_cells(&self, slot: SlotId, knowledge: &Knowledge) -> Vec<Interval> {
        let whole = knowledge.get(slot);
        let Some(tested) = self.tested.iter().find(|tested| tested.slot == slot) else {
            return if self.truth(knowledge) == Truth::Fails { Vec::new() } else { vec![whole] };
        };
        let mut narrowed = knowledge.clone();
        let mut possible = |cell: &Interval| {
            narrowed.set(slot, *cell);
            self.truth(&narrowed) != Truth::Fails
        };
        tested.cells(whole).filter(|cell| possible(cell)).collect()
    }

    /// The least interval with every number that the slot can be while the formula holds;
    /// `None` where it cannot hold.
    pub fn feasible(&self, slot: SlotId, knowledge: &Knowledge) -> Option<Interval> {
        let cells = self.feasible_cells(slot, knowledge);
        cells.first().zip(cells.last()).map(|(first, last)| Interval { low: first.low, high: last.high })
    }

    /// The slots that can turn the formula: two completions that differ in such a slot only
    /// differ on it.
    pub fn turned_by(&self, knowledge: &Knowledge) -> Vec<SlotId> {
        if self.formula.kleene(knowledge).is_some() {
            return Vec::new();
        }
        let mut work = knowledge.clone();
        let open = self.tested.iter().filter(|tested| !knowledge.get(tested.slot).is_point());
        open.filter(|tested| self.is_turned_by(tested, &mut work)).map(|tested| tested.slot).collect()
    }

    fn is_turned_by(&self, tested: &Tested, knowledge: &mut Knowledge) -> bool {
        let whole = knowledge.get(tested.slot);
        let cells: Vec<Interval> = tested.cells(whole).collect();
        let turned = cells.windows(2).any(|pair| match pair {
            [one, two] => self.differs(tested.slot, (*one, *two), knowledge),
            _ => false,
        });
        knowledge.set(tested.slot, whole);
        turned
    }

    fn differs(&self, slot: SlotId, pair: (Interval, Interval), knowledge: &mut Knowledge) -> bool {
        knowledge.set(slot, pair.0);
        let one = self.formula.kleene(knowledge);
        let open_one = one.is_none().then(|| self.open_slot(slot, knowledge)).flatten();
        knowledge.set(slot, pair.1);
        let two = self.formula.kleene(knowledge);
        if let (Some(one), Some(two)) = (one, two) {
            return one != two;
        }
        let Some(branch) = open_one.or_else(|| self.open_slot(slot, knowledge)) else { return false };
        let whole = knowledge.get(branch.slot);
        let found = branch.cells(whole).any(|cell| {
            knowledge.set(branch.slot, cell);
            self.differs(slot, pair, knowledge)
        });
        knowledge.set(branch.slot, whole);
        found
    }

    /// A slot on which the value of the formula still hangs, other than the one given.
    fn open_slot(&self, except: SlotId, knowledge: &Knowledge) -> Option<&Tested> {
        let slot = open_test(&self.formula, Some(except), knowledge)?;
        self.tested.iter().find(|tested| tested.slot == slot)
    }
}

/// The first test that is open in a part that is open.
fn open_test(formula: &Formula, except: Option<SlotId>, knowledge: &Knowledge) -> Option<SlotId> {
    if formula.kleene(knowledge).is_some() {
        return None;
    }
    match formula {
        Formula::Constant(_) => None,
        Formula::Test { slot, .. } => (Some(*slot) != except).then_some(*slot),
        Formula::All(parts) | Formula::Any(parts) | Formula::AtLeast(_, parts) => {
            parts.iter().find_map(|part| open_test(part, except, knowledge))
        }
    }
}

/// The slots of failing tests of which one at least must change; of parts that must all hold
/// those of the first one that fails.
fn blockers(formula: &Formula, knowledge: &Knowledge, slots: &mut Vec<SlotId>) {
    match formula {
        Formula::Constant(_) => {}
        Formula::Test { slot, allowed } => {
            if !allowed.meets(knowledge.get(*slot)) && !slots.contains(slot) {
                slots.push(*slot);
            }
        }
        Formula::All(parts) => {
            let failing = parts.iter().find(|part| part.kleene(knowledge) == Some(false));
            match failing {
                Some(part) => blockers(part, knowledge, slots),
                None => parts.iter().for_each(|part| part.each_test(&mut |slot, _| slots.push(slot))),
            }
        }
        Formula::Any(parts) | Formula::AtLeast(_, parts) => {
            parts.iter().for_each(|part| blockers(part, knowledge, slots));
        }
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

/// Whether some number passes all tests of the slot and some number none, so that Kleene's
/// tables are exact on it. A day or a sum may be known in part, so there all tests must be
/// lower bounds, or all upper bounds.
fn pulls_one_way(fact: &Fact, slot: SlotId, sets: &[&IntervalSet]) -> bool {
    let domain = fact.domain;
    if fact.kind == Kind::Date || fact.sum_slot() == Some(slot) {
        let up = sets.iter().all(|set| set.contains(i64::MAX) && set.intervals().len() == 1);
        let down = sets.iter().all(|set| set.contains(i64::MIN) && set.intervals().len() == 1);
        return up || down;
    }
    let whole = || IntervalSet::between(domain.low, domain.high);
    let all_hold = sets.iter().fold(whole(), |kept, set| kept.intersect(set));
    let all_fail = sets.iter().fold(whole(), |kept, set| kept.intersect(&set.complement()));
    !all_hold.is_empty() && !all_fail.is_empty()
}
