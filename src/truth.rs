//! Exact three-valued truth of formulas over slots.
//!
//! A formula is open only if two completions of what is unknown differ on it. Kleene's tables
//! give exactly this where all tests of each slot can hold together and can fail together;
//! slots of which that is not so are split into the cells that their tests cut.

use crate::fact::{Fact, FactId, Kind, SlotId};
use crate::interval::{Interval, IntervalSet};
use crate::knowledge::Knowledge;
use std::sync::OnceLock;

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
    fn kleene(&self, knowledge: &Knowledge<'_>) -> Option<bool> {
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
            Self::AtLeast(number, parts) => at_least(*number, parts.iter(), knowledge),
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
    fact: FactId,
    /// The last number of each cell but the last; within one cell no test changes.
    cuts: Vec<i64>,
    /// Whether Kleene's tables alone may be wrong on it.
    split: bool,
}

impl Tested {
    fn new(slot: SlotId, sets: &[&IntervalSet], facts: &[Fact]) -> Option<Self> {
        let at = facts.partition_point(|fact| fact.slots.end <= slot.0);
        let fact = facts.get(at)?;
        let mut cuts: Vec<i64> = sets.iter().flat_map(|set| set.cuts()).collect();
        cuts.sort_unstable();
        cuts.dedup();
        Some(Self { slot, fact: FactId(at), cuts, split: !pulls_one_way(fact, slot, sets) })
    }

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
    /// Made when first needed: most rules are decided without.
    tested: OnceLock<Vec<Tested>>,
}

impl Rule {
    /// Makes a formula ready.
    pub fn new(formula: Formula) -> Self {
        Self { formula, tested: OnceLock::new() }
    }

    fn tested(&self, facts: &[Fact]) -> &[Tested] {
        self.tested.get_or_init(|| {
            let mut found: Vec<(SlotId, Vec<&IntervalSet>)> = Vec::new();
            self.formula.each_test(&mut |slot, allowed| match found.iter_mut().find(|(other, _)| *other == slot) {
                Some((_, sets)) => sets.push(allowed),
                None => found.push((slot, vec![allowed])),
            });
            found.into_iter().filter_map(|(slot, sets)| Tested::new(slot, &sets, facts)).collect()
        })
    }

    /// Into how many cells the formula has to be split; beyond [`MOST_CELLS`] it is a fault of
    /// the catalogue.
    pub fn cells(&self, facts: &[Fact]) -> usize {
        let split = self.tested(facts).iter().filter(|tested| tested.split);
        split.fold(1, |cells, tested| cells.saturating_mul(tested.cuts.len().saturating_add(1)))
    }

    /// The formula.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// The slots that it tests.
    pub fn slots(&self, facts: &[Fact]) -> impl Iterator<Item = SlotId> {
        self.tested(facts).iter().map(|tested| tested.slot)
    }

    /// Slots one of which must change for the formula to hold, where it fails as things are.
    pub fn blockers(&self, knowledge: &Knowledge<'_>) -> Vec<SlotId> {
        let mut slots = Vec::new();
        blockers(&self.formula, knowledge, &mut slots);
        slots
    }

    /// Whether it holds, exactly.
    pub fn truth(&self, knowledge: &Knowledge<'_>) -> Truth {
        let known = self.formula.kleene(knowledge);
        let unsure = |tested: &Tested| tested.split && !knowledge.get(tested.slot).is_point();
        if known.is_some() || !self.tested(knowledge.facts()).iter().any(unsure) {
            return known.into();
        }
        let split: Vec<&Tested> = self.tested(knowledge.facts()).iter().filter(|tested| tested.split).collect();
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
        let rule = Self::new(formula);
        let mut knowledge = Knowledge::nothing(facts);
        rule.search(&[Need { part: Part::Whole(&rule.formula), holds: true, fixed: None }], &mut knowledge)
    }

    /// Looks for numbers that meet all needs, deciding one slot after the other, and for each
    /// the numbers first that bring the test at hand to what is needed.
    fn search(&self, needs: &[Need<'_>], knowledge: &mut Knowledge<'_>) -> bool {
        let mut open = None;
        for need in needs {
            match need.value(knowledge) {
                Some(value) if value == need.holds => {}
                Some(_) => return false,
                None => open = open.or(Some(need)),
            }
        }
        let Some(need) = open else { return true };
        let Some((slot, allowed)) = need.open_test(knowledge) else { return false };
        let Some(tested) = self.tested(knowledge.facts()).iter().find(|tested| tested.slot == slot) else {
            return false;
        };
        let whole = knowledge.get(slot);
        let mut found = false;
        for wanted in [need.holds, !need.holds] {
            for cell in tested.cells(whole).filter(|cell| allowed.covers(*cell) == wanted) {
                knowledge.set(slot, cell);
                found = found || self.search(needs, knowledge);
            }
        }
        knowledge.set(slot, whole);
        found
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

    /// The cells in which the slot can lie while the formula holds.
    pub fn feasible_cells(&self, slot: SlotId, knowledge: &Knowledge<'_>) -> Vec<Interval> {
        let whole = knowledge.get(slot);
        let Some(tested) = self.tested(knowledge.facts()).iter().find(|tested| tested.slot == slot) else {
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
    pub fn feasible(&self, slot: SlotId, knowledge: &Knowledge<'_>) -> Option<Interval> {
        let cells = self.feasible_cells(slot, knowledge);
        cells.first().zip(cells.last()).map(|(first, last)| Interval { low: first.low, high: last.high })
    }

    /// The facts that can turn the formula: two completions that differ in one slot of such a
    /// fact only differ on it.
    pub fn turned_by(&self, knowledge: &Knowledge<'_>) -> Vec<FactId> {
        if self.formula.kleene(knowledge).is_some() {
            return Vec::new();
        }
        let mut work = knowledge.clone();
        let unknown = self.tested(knowledge.facts()).iter().filter(|tested| !knowledge.get(tested.slot).is_point());
        let mut turns = |tested: &Tested| {
            let mut cells = tested.cells(knowledge.get(tested.slot));
            let mut one = cells.next();
            cells.any(|two| {
                let Some(one) = one.replace(two) else { return false };
                let mut turn = |held, failed| {
                    let mut turn = Turn { rule: self, slot: tested.slot, held, failed, needs: Vec::new() };
                    turn.is_possible(&self.formula, &mut work)
                };
                turn(one, two) || turn(two, one)
            })
        };
        let mut facts = Vec::new();
        for tested in unknown {
            if !facts.contains(&tested.fact) && turns(tested) {
                facts.push(tested.fact);
            }
        }
        facts
    }
}

/// How many parts hold, against a number.
fn at_least<'f>(number: usize, parts: impl Iterator<Item = &'f Formula>, knowledge: &Knowledge<'_>) -> Option<bool> {
    let (mut holding, mut possible) = (0_usize, 0_usize);
    for part in parts {
        let value = part.kleene(knowledge);
        holding = holding.saturating_add(usize::from(value == Some(true)));
        possible = possible.saturating_add(usize::from(value != Some(false)));
    }
    if holding >= number {
        Some(true)
    } else if possible < number {
        Some(false)
    } else {
        None
    }
}

/// Something that must hold, or must fail, for a slot to turn a formula.
#[derive(Clone, Copy)]
struct Need<'f> {
    part: Part<'f>,
    holds: bool,
    /// The cell in which the turning slot is looked at.
    fixed: Option<(SlotId, Interval)>,
}

#[derive(Clone, Copy)]
enum Part<'f> {
    Whole(&'f Formula),
    /// At least so many of the parts but one.
    AllBut {
        number: usize,
        parts: &'f [Formula],
        except: usize,
    },
}

impl<'f> Need<'f> {
    fn fixed<T>(&self, knowledge: &mut Knowledge<'_>, look: impl FnOnce(&Knowledge<'_>) -> T) -> T {
        let before = self.fixed.map(|(slot, cell)| (slot, knowledge.set(slot, cell)));
        let seen = look(knowledge);
        if let Some((slot, cell)) = before {
            knowledge.set(slot, cell);
        }
        seen
    }

    fn value(&self, knowledge: &mut Knowledge<'_>) -> Option<bool> {
        self.fixed(knowledge, |knowledge| match self.part {
            Part::Whole(formula) => formula.kleene(knowledge),
            Part::AllBut { number, parts, except } => at_least(number, all_but(parts, except), knowledge),
        })
    }

    /// The first test that is open in a part that is open.
    fn open_test(&self, knowledge: &mut Knowledge<'_>) -> Option<(SlotId, &'f IntervalSet)> {
        self.fixed(knowledge, |knowledge| match self.part {
            Part::Whole(formula) => open_test(formula, knowledge),
            Part::AllBut { parts, except, .. } => all_but(parts, except).find_map(|part| open_test(part, knowledge)),
        })
    }
}

fn all_but(parts: &[Formula], except: usize) -> impl Iterator<Item = &Formula> {
    parts.iter().enumerate().filter(move |(at, _)| *at != except).map(|(_, part)| part)
}

fn open_test<'f>(formula: &'f Formula, knowledge: &Knowledge<'_>) -> Option<(SlotId, &'f IntervalSet)> {
    if formula.kleene(knowledge).is_some() {
        return None;
    }
    match formula {
        Formula::Constant(_) => None,
        Formula::Test { slot, allowed } => Some((*slot, allowed)),
        Formula::All(parts) | Formula::Any(parts) | Formula::AtLeast(_, parts) => {
            parts.iter().find_map(|part| open_test(part, knowledge))
        }
    }
}

/// A slot that goes from one cell to another, and whether a formula can turn with it.
///
/// A formula holds in the first cell and fails in the second only if one of its tests does, and
/// along the way up from that test every other part of an “all” holds in the first cell, and
/// every other part of an “any” fails in the second.
struct Turn<'f> {
    rule: &'f Rule,
    slot: SlotId,
    held: Interval,
    failed: Interval,
    needs: Vec<Need<'f>>,
}

impl<'f> Turn<'f> {
    fn is_possible(&mut self, formula: &'f Formula, knowledge: &mut Knowledge<'_>) -> bool {
        let (parts, number) = match formula {
            Formula::Constant(_) => return false,
            Formula::Test { slot, allowed } => {
                return *slot == self.slot
                    && allowed.covers(self.held)
                    && !allowed.covers(self.failed)
                    && self.rule.search(&self.needs, knowledge);
            }
            Formula::All(parts) => (parts, parts.len()),
            Formula::Any(parts) => (parts, 1),
            Formula::AtLeast(number, parts) => (parts, *number),
        };
        if formula.kleene(knowledge).is_some() {
            return false;
        }
        let held = Some((self.slot, self.held));
        let failed = Some((self.slot, self.failed));
        (0..parts.len()).any(|except| {
            let Some(part) = parts.get(except) else { return false };
            let depth = self.needs.len();
            let others = all_but(parts, except).map(Part::Whole);
            match formula {
                Formula::All(_) => self.needs.extend(others.map(|part| Need { part, holds: true, fixed: held })),
                Formula::Any(_) => self.needs.extend(others.map(|part| Need { part, holds: false, fixed: failed })),
                _ => self.needs.extend([
                    Need {
                        part: Part::AllBut { number: number.saturating_sub(1), parts, except },
                        holds: true,
                        fixed: held,
                    },
                    Need { part: Part::AllBut { number, parts, except }, holds: false, fixed: failed },
                ]),
            }
            let possible = self.is_possible(part, knowledge);
            self.needs.truncate(depth);
            possible
        })
    }
}

/// The slots of failing tests of which one at least must change; of parts that must all hold
/// those of the first one that fails.
fn blockers(formula: &Formula, knowledge: &Knowledge<'_>, slots: &mut Vec<SlotId>) {
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
