//! Conditions as a catalogue states them, and the formulas they mean.

use crate::day::{self, Period};
use crate::fact::{Fact, FactId, Kind, SlotId};
use crate::interval::IntervalSet;
use crate::language::Language;
use crate::truth::{Formula, Rule};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A named condition of a catalogue, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ConditionId(pub usize);

/// A condition over facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// Some one holds.
    Any(Vec<Condition>),
    /// None holds.
    None(Vec<Condition>),
    /// At least so many hold.
    AtLeast(usize, Vec<Condition>),
    /// The named condition holds.
    Named(ConditionId),
    /// The fact applies and meets the requirement.
    Fact(FactId, Requirement),
}

/// What is required of one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Requirement {
    /// This answer.
    YesNo(bool),
    /// One of these choices; for several choices, any of these among them.
    OneOf(Vec<usize>),
    /// A number within bounds.
    Within(Bounds),
    /// A day in this time.
    During(Time),
    /// An amount of some year within bounds.
    AnyYear(Bounds),
    /// The amount of every year within bounds.
    EveryYear(Bounds),
    /// The sum of all years within bounds.
    SumOfYears(Bounds),
}

/// Bounds of a number, in units of the fact's last place, each with whether it is included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The lower bound: 以上 includes it, 超过 does not.
    pub lower: Option<(i64, bool)>,
    /// The upper bound: 以下 includes it, 不满 does not.
    pub upper: Option<(i64, bool)>,
}

impl Bounds {
    fn allowed(self) -> IntervalSet {
        let low = self.lower.map_or(i64::MIN, |(value, included)| value.saturating_add(i64::from(!included)));
        let high = self.upper.map_or(i64::MAX, |(value, included)| value.saturating_sub(i64::from(!included)));
        IntervalSet::between(low, high)
    }
}

/// A time in which a day must lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// On this day or later.
    pub on_or_after: Option<Date>,
    /// Before this day.
    pub before: Option<Date>,
    /// Not longer ago than this, and not in the future, seen from the as-of date.
    pub within: Option<Period>,
}

impl Time {
    fn allowed(self, as_of: Date) -> IntervalSet {
        let mut set = IntervalSet::all();
        if let Some(date) = self.on_or_after {
            set = set.intersect(&IntervalSet::between(day::number_of(date), i64::MAX));
        }
        if let Some(date) = self.before {
            set = set.intersect(&IntervalSet::between(i64::MIN, day::number_of(date).saturating_sub(1)));
        }
        if let Some(period) = self.within {
            let first = day::number_of(period.before(as_of));
            set = set.intersect(&IntervalSet::between(first, day::number_of(as_of)));
        }
        set
    }
}

/// A condition with a name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedCondition {
    /// Its code, unique in the catalogue.
    pub id: String,
    /// The condition.
    pub when: Condition,
}

/// Turns conditions into formulas.
///
/// A requirement holds only if its fact applies, so a fact's ask-when becomes part of each of
/// its tests. Neither ask-whens nor named conditions may refer to themselves.
#[derive(Clone, Copy, Debug)]
pub struct Compiler<'c> {
    /// The facts of the catalogue.
    pub facts: &'c [Fact],
    /// For each fact the condition under which it applies.
    pub ask_when: &'c [Option<Condition>],
    /// The named conditions.
    pub named: &'c [NamedCondition],
    /// The day for which `within` is reckoned.
    pub as_of: Date,
    /// What was compiled already of these conditions, for this day.
    pub compiled: &'c Compiled,
}

/// The rules of the ask-whens and of the named conditions, each compiled when first needed.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    applies: Vec<OnceLock<Rule>>,
    named: Vec<OnceLock<Rule>>,
}

impl Compiled {
    /// Nothing yet, for so many facts and named conditions.
    pub fn new(facts: usize, named: usize) -> Self {
        Self { applies: vec![OnceLock::new(); facts], named: vec![OnceLock::new(); named] }
    }
}

impl<'c> Compiler<'c> {
    /// The formula that holds exactly where the condition does.
    pub fn compile(&self, condition: &Condition) -> Formula {
        let each = |parts: &[Condition]| parts.iter().map(|part| self.compile(part)).collect::<Vec<_>>();
        match condition {
            Condition::All(parts) => Formula::all(each(parts)),
            Condition::Any(parts) => Formula::any(each(parts)),
            Condition::None(parts) => Formula::any(each(parts)).negated(),
            Condition::AtLeast(number, parts) => Formula::AtLeast(*number, each(parts)),
            Condition::Named(id) => self.named(*id).map_or(Formula::Constant(true), |rule| rule.formula().clone()),
            Condition::Fact(id, requirement) => match self.gate(*id) {
                Some(gate) => Formula::all([gate.formula().clone(), self.test(*id, requirement)]),
                None => self.test(*id, requirement),
            },
        }
    }

    /// The rule that a named condition is, made only once.
    pub fn named(&self, id: ConditionId) -> Option<&'c Rule> {
        let (named, compiled) = self.named.get(id.0).zip(self.compiled.named.get(id.0))?;
        Some(compiled.get_or_init(|| Rule::new(self.compile(&named.when))))
    }

    /// The formula that holds exactly where the fact applies.
    pub fn applies(&self, id: FactId) -> Formula {
        self.gate(id).map_or(Formula::Constant(true), |gate| gate.formula().clone())
    }

    /// The rule that holds exactly where the fact applies, made only once; `None` where it always does.
    pub fn gate(&self, id: FactId) -> Option<&'c Rule> {
        let condition = self.ask_when.get(id.0)?.as_ref()?;
        Some(self.compiled.applies.get(id.0)?.get_or_init(|| Rule::new(self.compile(condition))))
    }

    fn test(&self, id: FactId, requirement: &Requirement) -> Formula {
        let Some(fact) = self.facts.get(id.0) else { return Formula::Constant(true) };
        let first = SlotId(fact.slots.start);
        let test = |slot, allowed| Formula::Test { slot, allowed };
        let years = |bounds: &Bounds| {
            let allowed = bounds.allowed();
            fact.given_slots().map(move |slot| test(SlotId(slot), allowed.clone()))
        };
        match requirement {
            Requirement::YesNo(yes) => test(first, IntervalSet::between(i64::from(*yes), i64::from(*yes))),
            Requirement::OneOf(choices) if fact.kind == Kind::Choices => {
                let chosen =
                    |choice: &usize| test(SlotId(fact.slots.start.saturating_add(*choice)), IntervalSet::between(1, 1));
                match choices.as_slice() {
                    [only] => chosen(only),
                    several => Formula::any(several.iter().map(chosen)),
                }
            }
            Requirement::OneOf(choices) => {
                test(first, IntervalSet::of(choices.iter().filter_map(|choice| i64::try_from(*choice).ok())))
            }
            Requirement::Within(bounds) => test(first, bounds.allowed()),
            Requirement::During(time) => test(first, time.allowed(self.as_of)),
            Requirement::AnyYear(bounds) => Formula::any(years(bounds)),
            Requirement::EveryYear(bounds) => Formula::all(years(bounds)),
            Requirement::SumOfYears(bounds) => {
                fact.sum_slot().map_or(Formula::Constant(true), |slot| test(slot, bounds.allowed()))
            }
        }
    }
}

impl Requirement {
    /// The requirement in words, to stand behind the label of its fact: `不低于 2亿元`.
    pub fn words(&self, fact: &Fact, language: Language) -> String {
        let choices = |chosen: &[usize]| {
            let label = |at: &usize| fact.choices.get(*at).map(|choice| choice.label.get(language));
            chosen.iter().filter_map(label).collect::<Vec<_>>().join(language.pick("或", " or "))
        };
        let bounds = |bounds: &Bounds| bounds_words(*bounds, fact, language);
        match self {
            Self::YesNo(yes) => fact.number_words(i64::from(*yes), language),
            Self::OneOf(chosen) if fact.kind == Kind::Choices => {
                format!("{}{}", language.pick("包括", "includes "), choices(chosen))
            }
            Self::OneOf(chosen) => choices(chosen),
            Self::Within(it) => bounds(it),
            Self::During(time) => time_words(*time, language),
            Self::AnyYear(it) => format!("{}{}", language.pick("任一年", "in some year "), bounds(it)),
            Self::EveryYear(it) => format!("{}{}", language.pick("每一年都", "in every year "), bounds(it)),
            Self::SumOfYears(it) => format!("{}{}", language.pick("各年合计", "in total "), bounds(it)),
        }
    }
}

fn bounds_words(bounds: Bounds, fact: &Fact, language: Language) -> String {
    let number = |value| fact.number_words(value, language);
    let lower = bounds.lower.map(|(value, included)| {
        let words =
            if included { language.pick("不低于", "at least ") } else { language.pick("超过", "more than ") };
        format!("{words}{}", number(value))
    });
    let upper = bounds.upper.map(|(value, included)| {
        let words =
            if included { language.pick("不超过", "at most ") } else { language.pick("低于", "less than ") };
        format!("{words}{}", number(value))
    });
    lower.into_iter().chain(upper).collect::<Vec<_>>().join(language.pick("且", " and "))
}

fn time_words(time: Time, language: Language) -> String {
    let mut parts = Vec::new();
    if let Some(date) = time.on_or_after {
        parts.push(language.pick(format!("{date}及以后"), format!("on or after {date}")));
    }
    if let Some(date) = time.before {
        parts.push(language.pick(format!("{date}以前"), format!("before {date}")));
    }
    match time.within {
        Some(Period::Months(months)) => {
            parts.push(language.pick(format!("最近{months}个月内"), format!("within the last {months} months")));
        }
        Some(Period::Days(days)) => {
            parts.push(language.pick(format!("最近{days}天内"), format!("within the last {days} days")));
        }
        None => {}
    }
    parts.join(language.pick("且", " and "))
}
