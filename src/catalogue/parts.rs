//! The conditions of a measure one by one, each with what holds already where it decides.

use super::outline::{Outline, Rules};
use crate::amount::Amount;
use crate::condition::{Bounds, Compiler, Condition, Requirement};
use crate::fact::{FactId, Kind};
use crate::measure::{Measure, Ready};
use crate::truth::Formula;

/// Which condition of a measure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its audience.
    For,
    /// Its conditions.
    When,
    /// That under which nothing is reserved.
    Unless,
    /// That of a case of an amount: the support, and the condition by its place in the amount.
    Case { support: usize, at: usize },
}

/// One condition of a measure.
#[derive(Clone, Debug)]
pub(super) struct Deciding {
    pub part: Part,
    /// What holds of every applicant for whom the condition decides.
    pub context: Formula,
    pub condition: Condition,
    pub outline: Outline,
}

/// An `else` of an amount: when it is reached, and where it stands.
pub(super) type Otherwise = (Formula, Outline);

/// Every condition of a measure, and every `else`.
pub(super) fn of(measure: &Measure, rules: &Rules, compiler: Compiler<'_>) -> (Vec<Deciding>, Vec<Otherwise>) {
    let audience = compiler.compile(&measure.audience);
    let applies = Formula::all([audience.clone(), compiler.compile(&measure.conditions)]);
    let mut parts = vec![Deciding {
        part: Part::For,
        context: Formula::Constant(true),
        condition: measure.audience.clone(),
        outline: rules.audience.clone(),
    }];
    if measure.conditions != Condition::All(Vec::new()) {
        let (condition, outline) = (measure.conditions.clone(), rules.conditions.clone());
        parts.push(Deciding { part: Part::When, context: audience, condition, outline });
    }
    if let Some(unless) = measure.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref()) {
        let (condition, outline) = (unless.clone(), rules.unless.clone());
        parts.push(Deciding { part: Part::Unless, context: applies.clone(), condition, outline });
    }
    let mut others = Vec::new();
    for (support, (given, places)) in measure.supports.iter().zip(&rules.amounts).enumerate() {
        let Some(amount) = &given.amount else { continue };
        let mut found = Vec::new();
        cases(amount, &applies, compiler, &mut found);
        let mut at = 0_usize;
        for ((context, condition), outline) in found.into_iter().zip(&places.cases) {
            let outline = outline.clone();
            match condition {
                Some(condition) => {
                    parts.push(Deciding { part: Part::Case { support, at }, context, condition, outline });
                    at = at.saturating_add(1);
                }
                None => others.push((context, outline)),
            }
        }
    }
    (parts, others)
}

/// The conditions of the cases in an amount, and when each is come to.
fn cases(amount: &Amount, reached: &Formula, compiler: Compiler<'_>, found: &mut Vec<(Formula, Option<Condition>)>) {
    match amount {
        Amount::Unstated | Amount::Between(..) | Amount::Rate { .. } | Amount::Yearly { .. } | Amount::Each { .. } => {}
        Amount::UpTo(inner) | Amount::Times(_, inner) | Amount::Less { of: inner, .. } => {
            cases(inner, reached, compiler, found)
        }
        Amount::Clamp { of, cap, .. } => {
            cases(of, reached, compiler, found);
            cap.iter().for_each(|cap| cases(cap, reached, compiler, found));
        }
        Amount::Cases(list) => {
            let mut before = reached.clone();
            for (condition, amount) in list {
                found.push((before.clone(), condition.clone()));
                let holds = condition.as_ref().map_or(Formula::Constant(true), |it| compiler.compile(it));
                cases(amount, &Formula::all([before.clone(), holds.clone()]), compiler, found);
                before = Formula::all([before, holds.negated()]);
            }
        }
    }
}

/// For each figure of an amount when it is come to, in the order of the amount's outline.
pub(super) fn figures(amount: &Amount, reached: &Formula, compiler: Compiler<'_>, found: &mut Vec<Formula>) {
    match amount {
        Amount::Unstated | Amount::Between(..) => found.push(reached.clone()),
        Amount::Rate { of, .. } | Amount::Yearly { of, .. } | Amount::Each { of, .. } => {
            // A figure tells only where there is something that it is a figure of.
            found.push(Formula::all([reached.clone(), compiler.compile(&something(*of, compiler))]));
        }
        Amount::UpTo(inner) | Amount::Times(_, inner) | Amount::Less { of: inner, .. } => {
            figures(inner, reached, compiler, found)
        }
        Amount::Clamp { of, cap, .. } => {
            figures(of, reached, compiler, found);
            cap.iter().for_each(|cap| figures(cap, reached, compiler, found));
        }
        Amount::Cases(list) => {
            let mut before = reached.clone();
            for (condition, amount) in list {
                let holds = condition.as_ref().map_or(Formula::Constant(true), |it| compiler.compile(it));
                figures(amount, &Formula::all([before.clone(), holds.clone()]), compiler, found);
                before = Formula::all([before, holds.negated()]);
            }
        }
    }
}

/// That a fact is more than nothing.
fn something(of: FactId, compiler: Compiler<'_>) -> Condition {
    let bounds = Bounds { lower: Some((0, false)), upper: None };
    let yearly = compiler.facts.get(of.0).is_some_and(|fact| matches!(fact.kind, Kind::YearlyMoney { .. }));
    let requirement = if yearly { Requirement::SumOfYears(bounds) } else { Requirement::Within(bounds) };
    Condition::Fact(of, requirement)
}

/// The measure with one of its conditions replaced.
pub(super) fn with(measure: &Measure, part: Part, condition: Condition) -> Measure {
    let mut changed = Measure { ready: Ready::default(), ..measure.clone() };
    match part {
        Part::For => changed.audience = condition,
        Part::When => changed.conditions = condition,
        Part::Unless => changed.reserved.iter_mut().for_each(|reserved| reserved.unless = Some(condition.clone())),
        Part::Case { support, at } => {
            let mut places = Vec::new();
            let amount = changed.supports.get_mut(support).and_then(|support| support.amount.as_mut());
            amount.into_iter().for_each(|amount| conditions_in(amount, &mut places));
            places.into_iter().nth(at).into_iter().for_each(|place| *place = condition.clone());
        }
    }
    changed
}

fn conditions_in<'a>(amount: &'a mut Amount, found: &mut Vec<&'a mut Condition>) {
    match amount {
        Amount::Unstated | Amount::Between(..) | Amount::Rate { .. } | Amount::Yearly { .. } | Amount::Each { .. } => {}
        Amount::UpTo(inner) | Amount::Times(_, inner) | Amount::Less { of: inner, .. } => conditions_in(inner, found),
        Amount::Clamp { of, cap, .. } => {
            conditions_in(of, found);
            cap.iter_mut().for_each(|cap| conditions_in(cap, found));
        }
        Amount::Cases(list) => {
            for (condition, amount) in list {
                found.extend(condition.iter_mut());
                conditions_in(amount, found);
            }
        }
    }
}

/// The figures of an amount that has no cases inside, in the order of its outline.
pub(super) fn figures_in<'a>(amount: &'a mut Amount, found: &mut Vec<&'a mut Amount>) {
    match amount {
        Amount::Unstated | Amount::Between(..) | Amount::Rate { .. } | Amount::Yearly { .. } | Amount::Each { .. } => {
            found.push(amount)
        }
        Amount::UpTo(inner) | Amount::Times(_, inner) | Amount::Less { of: inner, .. } => figures_in(inner, found),
        Amount::Clamp { of, cap, .. } => {
            figures_in(of, found);
            cap.iter_mut().for_each(|cap| figures_in(cap, found));
        }
        Amount::Cases(list) => list.iter_mut().for_each(|(_, amount)| figures_in(amount, found)),
    }
}
