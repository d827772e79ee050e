//! Rules with one part changed, as a slip of the author would change them.
//!
//! Where no applicant could tell the rule from the changed one, the part makes no difference;
//! where no worked case could, the part is not tested.

use super::outline::Outline;
use crate::condition::{Bounds, Compiler, Condition, Requirement, Time};
use crate::fact::{Fact, Kind};
use crate::interval::Interval;
use crate::truth::Formula;
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// One part of a condition, changed.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// The way from the condition down to the part.
    pub path: Vec<usize>,
    /// Where the part stands.
    pub span: Range<usize>,
    pub change: Change,
    /// Whether the changed condition holds for more applicants, and not for fewer.
    pub widens: bool,
}

/// What is changed.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// The part always holds, as if it were left out of lines that must all hold.
    Holds,
    /// The part never holds, as if it were left out of alternatives.
    Fails,
    /// One choice of a list is left out.
    Without(usize),
    /// One of two bounds is left out: the lower one, or the upper.
    Unbounded { lower: bool },
    /// The bound is at the same number, but includes it where it did not, or the other way round.
    AtNumber { lower: bool },
    /// The bound lies a little to the other side of what [`Change::AtNumber`] tells.
    BesideNumber { lower: bool },
}

/// The slips that can be made in a condition, of each part before those inside it, and of later
/// parts before earlier ones.
pub(super) fn slips(condition: &Condition, outline: &Outline, facts: &[Fact]) -> Vec<Slip> {
    let mut walk = Walk { facts, path: Vec::new(), found: Vec::new() };
    walk.part(condition, outline, true);
    walk.found
}

struct Walk<'w> {
    facts: &'w [Fact],
    path: Vec<usize>,
    found: Vec<Slip>,
}

impl Walk<'_> {
    fn note(&mut self, span: &Range<usize>, change: Change, widens: bool) {
        self.found.push(Slip { path: self.path.clone(), span: span.clone(), change, widens });
    }

    fn part(&mut self, condition: &Condition, outline: &Outline, upright: bool) {
        self.note(&outline.span, Change::Holds, upright);
        self.note(&outline.span, Change::Fails, !upright);
        let inner = upright != matches!(condition, Condition::None(_));
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
                for (at, (part, outline)) in parts.iter().zip(&outline.parts).enumerate().rev() {
                    self.path.push(at);
                    self.part(part, outline, inner);
                    self.path.pop();
                }
            }
            Condition::Named(_) => {}
            Condition::Fact(id, requirement) => {
                if let Some(fact) = self.facts.get(id.0) {
                    self.requirement(requirement, fact, outline, upright);
                }
            }
        }
    }

    fn requirement(&mut self, requirement: &Requirement, fact: &Fact, outline: &Outline, upright: bool) {
        match requirement {
            Requirement::YesNo(_) => {}
            Requirement::OneOf(choices) if choices.len() < 2 => {}
            Requirement::OneOf(choices) => {
                for (choice, item) in choices.iter().zip(&outline.parts).rev() {
                    self.note(&item.span, Change::Without(*choice), !upright);
                }
            }
            Requirement::Within(bounds)
            | Requirement::AnyYear(bounds)
            | Requirement::EveryYear(bounds)
            | Requirement::SumOfYears(bounds) => {
                let both = bounds.lower.is_some() && bounds.upper.is_some();
                for (side, lower) in [(bounds.lower, true), (bounds.upper, false)] {
                    let Some((number, included)) = side else { continue };
                    let keys = if lower { ["at-least", "more-than"] } else { ["at-most", "less-than"] };
                    let span = outline.line(&keys);
                    if both {
                        self.note(&span, Change::Unbounded { lower }, upright);
                    }
                    self.note(&span, Change::AtNumber { lower }, upright != included);
                    if number != 0 || fact.kind == Kind::Count {
                        self.note(&span, Change::BesideNumber { lower }, upright == included);
                    }
                }
            }
            Requirement::During(time) => {
                let first = time.on_or_after.is_some() || time.within.is_some();
                if first {
                    let span = outline.line(&["on-or-after", "within"]);
                    self.note(&span, Change::AtNumber { lower: true }, !upright);
                    self.note(&span, Change::BesideNumber { lower: true }, upright);
                }
                if time.before.is_some() {
                    let span = outline.line(&["before"]);
                    self.note(&span, Change::AtNumber { lower: false }, upright);
                    self.note(&span, Change::BesideNumber { lower: false }, !upright);
                }
            }
        }
    }
}

impl Outline {
    /// Where the line with one of these keys stands, or else the whole.
    fn line(&self, keys: &[&str]) -> Range<usize> {
        let line = self.parts.iter().find(|part| keys.contains(&part.key.as_str()));
        line.map_or(&self.span, |line| &line.span).clone()
    }
}

impl Slip {
    /// The condition with the part changed.
    pub(super) fn made_in(&self, condition: &Condition, compiler: Compiler<'_>) -> Condition {
        changed(condition, &self.path, &|part| self.change.of(part, compiler))
    }

    /// Whether the part lies inside the one at the end of another way.
    pub(super) fn is_inside(&self, path: &[usize]) -> bool {
        self.path.starts_with(path)
    }

    /// The applicants who can tell the condition from the changed one: the formula for them.
    pub(super) fn told_by(&self, whole: &Formula, changed: &Formula) -> Formula {
        if self.widens {
            Formula::all([whole.negated(), changed.clone()])
        } else {
            Formula::all([whole.clone(), changed.negated()])
        }
    }
}

/// The part at the end of the way.
pub(super) fn part_at<'c>(condition: &'c Condition, path: &[usize]) -> Option<&'c Condition> {
    match (path, condition) {
        ([], part) => Some(part),
        (
            [at, rest @ ..],
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts),
        ) => part_at(parts.get(*at)?, rest),
        _ => None,
    }
}

fn changed(condition: &Condition, path: &[usize], change: &impl Fn(&Condition) -> Condition) -> Condition {
    let [at, rest @ ..] = path else { return change(condition) };
    let inside = |parts: &[Condition]| -> Vec<Condition> {
        let each = |(place, part): (usize, &Condition)| {
            if place == *at { changed(part, rest, change) } else { part.clone() }
        };
        parts.iter().enumerate().map(each).collect()
    };
    match condition {
        Condition::All(parts) => Condition::All(inside(parts)),
        Condition::Any(parts) => Condition::Any(inside(parts)),
        Condition::None(parts) => Condition::None(inside(parts)),
        Condition::AtLeast(number, parts) => Condition::AtLeast(*number, inside(parts)),
        Condition::Named(_) | Condition::Fact(..) => condition.clone(),
    }
}

impl Change {
    fn of(&self, part: &Condition, compiler: Compiler<'_>) -> Condition {
        match (self, part) {
            (Self::Holds, _) => Condition::All(Vec::new()),
            (Self::Fails, _) => Condition::Any(Vec::new()),
            (Self::Without(gone), Condition::Fact(id, Requirement::OneOf(choices))) => {
                let kept = choices.iter().copied().filter(|choice| choice != gone).collect();
                Condition::Fact(*id, Requirement::OneOf(kept))
            }
            (_, Condition::Fact(id, requirement)) => {
                let whole_numbers = compiler.facts.get(id.0).is_some_and(|fact| fact.kind == Kind::Count);
                let bounds = |bounds: &Bounds| self.bounds(*bounds, whole_numbers);
                let requirement = match requirement {
                    Requirement::Within(it) => Requirement::Within(bounds(it)),
                    Requirement::AnyYear(it) => Requirement::AnyYear(bounds(it)),
                    Requirement::EveryYear(it) => Requirement::EveryYear(bounds(it)),
                    Requirement::SumOfYears(it) => Requirement::SumOfYears(bounds(it)),
                    Requirement::During(time) => Requirement::During(self.time(*time, compiler.as_of)),
                    Requirement::YesNo(_) | Requirement::OneOf(_) => requirement.clone(),
                };
                Condition::Fact(*id, requirement)
            }
            _ => part.clone(),
        }
    }

    fn bounds(&self, mut bounds: Bounds, whole_numbers: bool) -> Bounds {
        let (Self::Unbounded { lower } | Self::AtNumber { lower } | Self::BesideNumber { lower }) = self else {
            return bounds;
        };
        let side = if *lower { &mut bounds.lower } else { &mut bounds.upper };
        *side = match (self, *side) {
            (Self::AtNumber { .. }, Some((number, included))) => Some((number, !included)),
            (Self::BesideNumber { .. }, Some((number, included))) => {
                let near = if whole_numbers { 1 } else { number.saturating_abs().saturating_div(100).max(1) };
                // A bound that includes its number is told from a wider one, another from a narrower.
                let down = *lower == included;
                let moved = if down { number.saturating_sub(near) } else { number.saturating_add(near) };
                Some((moved, included))
            }
            _ => None,
        };
        bounds
    }

    fn time(&self, mut time: Time, as_of: Date) -> Time {
        let (Self::AtNumber { lower } | Self::BesideNumber { lower }) = self else { return time };
        let moved = |date: Date, days: i64| date.checked_add(days.days()).unwrap_or(date);
        if !lower {
            let days = if matches!(self, Self::AtNumber { .. }) { 1 } else { -1 };
            time.before = time.before.map(|date| moved(date, days));
            return time;
        }
        let recent = time.within.map(|period| period.before(as_of));
        let first = time.on_or_after.max(recent);
        let days = if matches!(self, Self::AtNumber { .. }) { 1 } else { -1 };
        time.on_or_after = first.map(|date| moved(date, days));
        if time.within.take().is_some() {
            let tomorrow = moved(as_of, 1);
            time.before = Some(time.before.map_or(tomorrow, |date| date.min(tomorrow)));
        }
        time
    }

    /// The number beside a bound that an author would write: 1.9999亿 below 2亿.
    pub(super) fn step(number: i64) -> i64 {
        let mut step = 1_i64;
        while step.saturating_mul(100_000) <= number.saturating_abs() {
            step = step.saturating_mul(10);
        }
        step
    }
}

/// A number of an interval that reads well: its own threshold, or the next round figure to it.
pub(super) fn round_number(interval: Interval, fact: &Fact) -> i64 {
    let Interval { low, high } = interval;
    if matches!(fact.kind, Kind::YesNo | Kind::Choice | Kind::Choices | Kind::Date) {
        // The last day before a bound, the first day after one.
        return if fact.kind == Kind::Date && low <= fact.domain.low { high } else { low };
    }
    let rounder = |one: i64, two: i64| zeros(one) > zeros(two);
    if low > fact.domain.low {
        let before = low.saturating_sub(1);
        if before == 0 && fact.kind != Kind::Count {
            // Anything above nothing: a million yuan, one of a quantity, one per cent.
            let some = if fact.kind == Kind::Quantity || fact.kind == Kind::Percent { 10_000 } else { 100_000_000 };
            return some.min(high);
        }
        let next = before.saturating_add(Change::step(before));
        return if rounder(before, low) && next <= high { next } else { low };
    }
    if fact.kind == Kind::Count || high >= fact.domain.high {
        return if high >= fact.domain.high { low } else { high };
    }
    let after = high.saturating_add(1);
    let next = after.saturating_sub(Change::step(after));
    if rounder(after, high) && next >= low { next } else { high }
}

fn zeros(number: i64) -> u32 {
    let mut number = number;
    let mut zeros = 0_u32;
    while number != 0 && number.checked_rem(10) == Some(0) {
        number = number.saturating_div(10);
        zeros = zeros.saturating_add(1);
    }
    if number == 0 { u32::MAX } else { zeros }
}
