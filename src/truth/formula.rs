//! Statements about slots, and Kleene's value of them.

use crate::fact::SlotId;
use crate::interval::IntervalSet;
use crate::knowledge::Knowledge;
use std::collections::HashSet;

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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        let parts = parts.into_iter();
        // No room is taken that stays empty: a catalogue has thousands of these.
        let mut kept = Distinct { parts: Vec::with_capacity(parts.size_hint().0), seen: None };
        let mut add = |part: Self| kept.add(part);
        for part in parts {
            match part {
                Self::Constant(value) if value == neutral => {}
                Self::Constant(value) => return Self::Constant(value),
                Self::All(inner) if neutral => inner.into_iter().for_each(&mut add),
                Self::Any(inner) if !neutral => inner.into_iter().for_each(&mut add),
                other => add(other),
            }
        }
        let mut kept = kept.parts;
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

    /// Whether another formula is among what must hold for this one to hold, word for word. A “no”
    /// proves nothing.
    pub fn states(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Constant(true)) => true,
            (_, Self::All(wanted)) => wanted.iter().all(|wanted| self.states(wanted)),
            (Self::All(parts), _) => parts.contains(other),
            _ => self == other,
        }
    }

    /// The formula with every test replaced by its value, where it has one.
    pub(super) fn with(&self, value: &impl Fn(SlotId, &IntervalSet) -> Option<bool>) -> Self {
        let each = |parts: &[Self]| parts.iter().map(|part| part.with(value)).collect::<Vec<_>>();
        match self {
            Self::Test { slot, allowed } => value(*slot, allowed).map_or_else(|| self.clone(), Self::Constant),
            Self::Constant(_) => self.clone(),
            Self::All(parts) => Self::all(each(parts)),
            Self::Any(parts) => Self::any(each(parts)),
            Self::AtLeast(number, parts) => Self::AtLeast(*number, each(parts)),
        }
    }

    /// Kleene's value: right where it is known, open perhaps too often.
    pub(super) fn kleene(&self, knowledge: &Knowledge<'_>) -> Option<bool> {
        self.value(&|slot, allowed| allowed.decides(knowledge.get(slot)))
    }

    /// The same where the tests have these values.
    pub(super) fn value(&self, test: &impl Fn(SlotId, &IntervalSet) -> Option<bool>) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Test { slot, allowed } => test(*slot, allowed),
            Self::All(parts) => {
                let mut value = Some(true);
                for part in parts {
                    match part.value(test) {
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
                    match part.value(test) {
                        Some(true) => return Some(true),
                        None => value = None,
                        Some(false) => {}
                    }
                }
                value
            }
            Self::AtLeast(number, parts) => at_least(*number, parts.iter().map(|part| part.value(test))),
        }
    }

    /// Whether the slot is tested somewhere.
    pub(super) fn tests(&self, wanted: SlotId) -> bool {
        match self {
            Self::Constant(_) => false,
            Self::Test { slot, .. } => *slot == wanted,
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().any(|part| part.tests(wanted))
            }
        }
    }

    /// Visits every test, in the order of the formula.
    pub(crate) fn each_test<'f>(&'f self, visit: &mut impl FnMut(SlotId, &'f IntervalSet)) {
        match self {
            Self::Constant(_) => {}
            Self::Test { slot, allowed } => visit(*slot, allowed),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.each_test(visit));
            }
        }
    }
}

/// Formulas, each once, in the order in which they came.
struct Distinct {
    parts: Vec<Formula>,
    /// The same, to look them up; kept only where there are many.
    seen: Option<HashSet<Formula>>,
}

/// So few that it is quicker to look at each.
const FEW: usize = 16;

impl Distinct {
    fn add(&mut self, part: Formula) {
        let new = if self.parts.len() < FEW {
            !self.parts.contains(&part)
        } else {
            let seen = self.seen.get_or_insert_with(|| self.parts.iter().cloned().collect());
            seen.insert(part.clone())
        };
        if new {
            self.parts.push(part);
        }
    }
}

/// How many parts hold, by their values, against a number.
pub(super) fn at_least(number: usize, values: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let (mut holding, mut possible) = (0_usize, 0_usize);
    for value in values {
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

pub(super) fn open_test<'f>(formula: &'f Formula, knowledge: &Knowledge<'_>) -> Option<(SlotId, &'f IntervalSet)> {
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

/// The slots of failing tests of which one at least must change; of parts that must all hold
/// those of the first one that fails.
pub(super) fn blockers(formula: &Formula, knowledge: &Knowledge<'_>, slots: &mut Vec<SlotId>) {
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

/// At least how many slots must change for the formula not to fail, where only some slots can;
/// `None` where no change of those would do. It may be too few where parts share slots.
pub(super) fn fewest_changes(
    formula: &Formula,
    knowledge: &Knowledge<'_>,
    can_change: &impl Fn(SlotId) -> bool,
) -> Option<usize> {
    let each = |parts: &[Formula]| -> Vec<Option<usize>> {
        parts.iter().map(|part| fewest_changes(part, knowledge, can_change)).collect()
    };
    match formula {
        Formula::Constant(value) => value.then_some(0),
        Formula::Test { slot, allowed } => {
            if allowed.meets(knowledge.get(*slot)) {
                Some(0)
            } else {
                can_change(*slot).then_some(1)
            }
        }
        Formula::All(parts) => {
            let changes: Vec<usize> = each(parts).into_iter().collect::<Option<_>>()?;
            let mut counted: Vec<SlotId> = Vec::new();
            let mut apart = 0_usize;
            for (part, least) in parts.iter().zip(&changes).filter(|(_, least)| **least > 0) {
                let mut own = Vec::new();
                part.each_test(&mut |slot, _| own.push(slot));
                if !own.iter().any(|slot| counted.contains(slot)) {
                    apart = apart.saturating_add(*least);
                    counted.append(&mut own);
                }
            }
            changes.into_iter().max().map_or(Some(0), |most| Some(most.max(apart)))
        }
        Formula::Any(parts) => each(parts).into_iter().flatten().min(),
        Formula::AtLeast(number, parts) => {
            let mut changes: Vec<usize> = each(parts).into_iter().flatten().collect();
            changes.sort_unstable();
            number.checked_sub(1).map_or(Some(0), |last| changes.get(last).copied())
        }
    }
}
