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

    /// The formula with what is said twice said once: inside a part of “all”, what the other
    /// parts say holds already; inside a part of “any”, what they say fails already.
    pub fn simplified(self) -> Self {
        let (parts, neutral) = match self {
            Self::All(parts) => (parts, true),
            Self::Any(parts) => (parts, false),
            Self::AtLeast(number, parts) => {
                return Self::AtLeast(number, parts.into_iter().map(Self::simplified).collect());
            }
            other => return other,
        };
        let mut parts: Vec<Self> = parts.into_iter().map(Self::simplified).collect();
        for at in 0..parts.len() {
            let Some(known) = parts.get(at).cloned() else { continue };
            for (_, other) in parts.iter_mut().enumerate().filter(|(other, _)| *other != at) {
                if other.is_compound() || matches!((&known, &*other), (Self::Test { slot: one, .. }, Self::Test { slot: two, .. }) if one == two) {
                    let taken = std::mem::replace(other, Self::Constant(neutral));
                    *other = taken.assuming(&known, neutral);
                }
            }
        }
        Self::joined(parts, neutral)
    }

    fn is_compound(&self) -> bool {
        matches!(self, Self::All(_) | Self::Any(_) | Self::AtLeast(..))
    }

    /// The formula where another one is known to hold, or to fail.
    fn assuming(self, known: &Self, value: bool) -> Self {
        if self == *known {
            return Self::Constant(value);
        }
        match (self, known) {
            (Self::Test { slot, allowed }, Self::Test { slot: same, allowed: set }) if slot == *same => {
                let possible = if value { set.clone() } else { set.complement() };
                if possible.intersect(&allowed).is_empty() {
                    Self::Constant(false)
                } else if possible.intersect(&allowed.complement()).is_empty() {
                    Self::Constant(true)
                } else {
                    Self::Test { slot, allowed }
                }
            }
            (Self::All(parts), _) => Self::all(parts.into_iter().map(|part| part.assuming(known, value))),
            (Self::Any(parts), _) => Self::any(parts.into_iter().map(|part| part.assuming(known, value))),
            (Self::AtLeast(number, parts), _) => {
                Self::AtLeast(number, parts.into_iter().map(|part| part.assuming(known, value)).collect())
            }
            (other, _) => other,
        }
    }

    /// What is left of the formula once one slot lies in an interval that no test of it parts.
    fn given(&self, slot: SlotId, cell: Interval) -> Self {
        match self {
            Self::Test { slot: own, allowed } if *own == slot => Self::Constant(allowed.covers(cell)),
            Self::Constant(_) | Self::Test { .. } => self.clone(),
            Self::All(parts) => Self::all(parts.iter().map(|part| part.given(slot, cell))),
            Self::Any(parts) => Self::any(parts.iter().map(|part| part.given(slot, cell))),
            Self::AtLeast(number, parts) => {
                Self::at_least(*number, parts.iter().map(|part| part.given(slot, cell)).collect())
            }
        }
    }

    /// What is left of the formula for all that is known.
    fn left(&self, knowledge: &Knowledge) -> Self {
        match self {
            Self::Constant(_) => self.clone(),
            Self::Test { .. } => self.kleene(knowledge).map_or_else(|| self.clone(), Self::Constant),
            Self::All(parts) => Self::all(parts.iter().map(|part| part.left(knowledge))),
            Self::Any(parts) => Self::any(parts.iter().map(|part| part.left(knowledge))),
            Self::AtLeast(number, parts) => {
                Self::at_least(*number, parts.iter().map(|part| part.left(knowledge)).collect())
            }
        }
    }

    fn at_least(number: usize, parts: Vec<Self>) -> Self {
        let holding = parts.iter().filter(|part| **part == Self::Constant(true)).count();
        let open: Vec<Self> = parts.into_iter().filter(|part| !matches!(part, Self::Constant(_))).collect();
        match number.checked_sub(holding) {
            None | Some(0) => Self::Constant(true),
            Some(more) if more > open.len() => Self::Constant(false),
            Some(more) => Self::AtLeast(more, open),
        }
    }

    /// The first slot that it tests.
    fn first_slot(&self) -> Option<SlotId> {
        match self {
            Self::Constant(_) => None,
            Self::Test { slot, .. } => Some(*slot),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => parts.iter().find_map(Self::first_slot),
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
        let (rule, cells) = Self::with_cells(formula.simplified(), facts);
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
        let nothing = Knowledge::nothing(facts);
        let (rule, _) = Self::with_cells(formula, facts);
        rule.search(&rule.formula.left(&nothing), &nothing)
    }

    /// Looks for numbers that make the formula hold, deciding one slot after the other.
    fn search(&self, formula: &Formula, knowledge: &Knowledge) -> bool {
        match formula {
            Formula::Constant(value) => *value,
            open => self.branch(open).is_some_and(|tested| {
                let mut cells = tested.cells(knowledge.get(tested.slot));
                cells.any(|cell| self.search(&open.given(tested.slot, cell), knowledge))
            }),
        }
    }

    fn branch(&self, formula: &Formula) -> Option<&Tested> {
        let slot = formula.first_slot()?;
        self.tested.iter().find(|tested| tested.slot == slot)
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
        let left = self.formula.left(knowledge);
        let mut open: Vec<SlotId> = Vec::new();
        left.each_test(&mut |slot, _| {
            if !open.contains(&slot) {
                open.push(slot);
            }
        });
        let turns = |tested: &&Tested| {
            let cells = tested.cells(knowledge.get(tested.slot));
            let ways: Vec<Formula> = cells.map(|cell| left.given(tested.slot, cell)).collect();
            ways.windows(2).any(|pair| match pair {
                [one, two] => self.differ(one, two, knowledge),
                _ => false,
            })
        };
        let tested = self.tested.iter().filter(|tested| open.contains(&tested.slot));
        tested.filter(turns).map(|tested| tested.slot).collect()
    }

    /// Whether some completion tells two formulas apart.
    fn differ(&self, one: &Formula, two: &Formula, knowledge: &Knowledge) -> bool {
        if one == two {
            return false;
        }
        let Some(tested) = self.branch(one).or_else(|| self.branch(two)) else { return true };
        let mut cells = tested.cells(knowledge.get(tested.slot));
        cells.any(|cell| self.differ(&one.given(tested.slot, cell), &two.given(tested.slot, cell), knowledge))
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
