//! Exactness: every combination of values that stand for all others is worked out by the reference.

use super::Engine;
use super::checks::{name, verdict_of};
use crate::random::Lot;
use crate::random::marks::Drawn;
use crate::random::profiles::Known;
use crate::reference::{Figure, Reference};
use huiqi::amount::Amount;
use huiqi::assess::Verdict;
use huiqi::catalogue::Catalogue;
use huiqi::fact::{Fact, FactId, SlotId, Value};
use huiqi::knowledge::Knowledge;
use huiqi::measure::Measure;
use std::collections::BTreeSet;

/// The most combinations that are worked out.
const MOST: usize = 3000;

/// All completions, one value of each fact standing for all that make no difference.
struct Completions {
    choices: Vec<Vec<Value>>,
}

impl Completions {
    fn of(drawn: &Drawn<'_>, known: &Known) -> Option<Self> {
        let choices = drawn.representatives(known);
        let number = choices.iter().try_fold(1_usize, |number, choices| number.checked_mul(choices.len()));
        number.filter(|number| *number <= MOST).map(|_| Self { choices })
    }

    fn number(&self) -> usize {
        self.choices.iter().map(Vec::len).product()
    }

    /// How far apart two completions stand that differ in the one fact only.
    fn step(&self, fact: usize) -> usize {
        self.choices[fact + 1..].iter().map(Vec::len).product()
    }

    fn at(&self, mut number: usize) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::with_capacity(self.choices.len());
        for choices in self.choices.iter().rev() {
            values.push(choices[number % choices.len()].clone());
            number /= choices.len();
        }
        values.reverse();
        values
    }

    fn outcomes(&self, drawn: &Drawn<'_>, measure: &Measure) -> Vec<(Verdict, Vec<Option<Figure>>)> {
        let outcome = |number| {
            let values = self.at(number);
            let reference = Reference { catalogue: drawn.catalogue, values: &values };
            (verdict_of(reference.decision(measure)), reference.figures(measure))
        };
        (0..self.number()).map(outcome).collect()
    }

    /// Whether two completions that differ in the fact only come out differently.
    fn decides<T: PartialEq>(&self, fact: usize, outcomes: &[T]) -> bool {
        let step = self.step(fact);
        let values = self.choices[fact].len();
        (0..outcomes.len()).any(|number| {
            let place = number / step % values;
            place > 0 && outcomes[number] != outcomes[number - place * step]
        })
    }
}

/// A verdict is undetermined only if two completions differ on it, and `missing` names exactly the
/// facts that can change the verdict or the support by themselves. Where an amount has cases and
/// is computed from facts besides, it may name more: that two cases which are written differently
/// come to the same is seen only once both are settled.
pub fn what_is_open_can_differ(
    engine: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    _: &mut Lot,
) -> Result<(), String> {
    // The sum of years and the single years are looked at as if they were free of each other.
    if drawn.ties_years_to_sums() {
        return Ok(());
    }
    let Some(completions) = Completions::of(drawn, known) else { return Ok(()) };
    let catalogue = drawn.catalogue;
    let as_much_as_can_be_said = is_said_to_be_most(catalogue, known);
    for (at, measure) in catalogue.measures.iter().enumerate() {
        let found = engine.find(catalogue, known, at);
        let outcomes = completions.outcomes(drawn, measure);
        let verdicts: Vec<Verdict> = outcomes.iter().map(|(verdict, _)| *verdict).collect();
        let settled = verdicts.iter().all(|verdict| *verdict == verdicts[0]);
        let expected = if settled { verdicts[0] } else { Verdict::Undetermined };
        if found.verdict != expected {
            return Err(format!("{} is {:?} and should be {expected:?}", name(catalogue, at), found.verdict));
        }
        let unknown: Vec<usize> = (0..known.0.len()).filter(|fact| !known.0[*fact].is_complete()).collect();
        let deciding: BTreeSet<FactId> =
            unknown.into_iter().filter(|fact| completions.decides(*fact, &outcomes)).map(FactId).collect();
        let missing: BTreeSet<FactId> = found.missing.iter().copied().collect();
        let may_name_more = may_name_more(measure) || as_much_as_can_be_said;
        if missing != deciding && !(may_name_more && missing.is_superset(&deciding)) {
            return Err(format!("{}: {missing:?} are missing, {deciding:?} decide", name(catalogue, at)));
        }
    }
    Ok(())
}

/// Whether a fact without a top is as much as can be said of it: what else there may be has no top
/// either, so that it may still outweigh it, and no completion shows it.
fn is_said_to_be_most(catalogue: &Catalogue, known: &Known) -> bool {
    let profile = known.profile(catalogue);
    let knowledge = Knowledge::of(&catalogue.facts, &profile);
    let is_most = |fact: &Fact| fact.slots.clone().any(|slot| knowledge.get(SlotId(slot)).low >= fact.domain.high);
    catalogue.facts.iter().any(|fact| fact.open_above && is_most(fact))
}

/// Whether an amount has cases and is computed from facts besides.
pub fn may_name_more(measure: &Measure) -> bool {
    measure.supports.iter().filter_map(|it| it.amount.as_ref()).any(is_computed_in_cases)
}

fn is_computed_in_cases(amount: &Amount) -> bool {
    has(amount, |part| matches!(part, Amount::Cases(_)))
        && has(amount, |part| {
            matches!(part, Amount::Rate { .. } | Amount::Yearly { .. } | Amount::Each { .. } | Amount::Less { .. })
        })
}

/// Whether the amount or something in it is of some form.
fn has(amount: &Amount, is: fn(&Amount) -> bool) -> bool {
    let inside = match amount {
        Amount::Unstated | Amount::Between(..) | Amount::Rate { .. } | Amount::Yearly { .. } | Amount::Each { .. } => {
            false
        }
        Amount::UpTo(inner) | Amount::Times(_, inner) | Amount::Less { of: inner, .. } => has(inner, is),
        Amount::Clamp { of, cap, .. } => has(of, is) || cap.as_ref().is_some_and(|cap| has(cap, is)),
        Amount::Cases(cases) => cases.iter().any(|(_, amount)| has(amount, is)),
    };
    inside || is(amount)
}
