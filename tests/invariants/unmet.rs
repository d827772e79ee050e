//! What it would take: that it is enough, and that nothing less is.

use super::Engine;
use super::checks::{name, smaller};
use crate::random::Lot;
use crate::random::marks::Drawn;
use crate::random::profiles::{Answer, Known, bring_to_sum};
use crate::reference::Reference;
use huiqi::assess::{RuledOutBy, Verdict};
use huiqi::fact::{FactId, Kind, Value};
use huiqi::measure::Measure;
use huiqi::what_it_takes::Change;

/// One thing that an applicant could change: a fact, one of its choices, or one of its years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    fact: usize,
    part: usize,
}

/// Making the changes makes the measure no longer ineligible, and no smaller number of changes to
/// facts that are given and can change does.
pub fn what_it_takes_is_enough_and_least(
    engine: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<(), String> {
    if drawn.ties_years_to_sums() {
        return Ok(());
    }
    let catalogue = drawn.catalogue;
    for (at, measure) in catalogue.measures.iter().enumerate() {
        let found = engine.find(catalogue, known, at);
        if found.ruled_out_by != Some(RuledOutBy::Conditions) {
            continue;
        }
        // Where nothing is named, facts that cannot change are, and they alone rule it out.
        let mut least = 3;
        if found.unmet.is_none() {
            stands_in_the_way(engine, drawn, known, at, &found.in_the_way)?;
        }
        if let Some(unmet) = &found.unmet {
            least = unmet.changes.len();
            for changes in std::iter::once(&unmet.changes).chain(&unmet.alternatives) {
                if changes.len() != least {
                    return Err(format!("{}: alternatives of other size: {unmet:?}", name(catalogue, at)));
                }
                let changed = made(drawn, known, changes, lot);
                if engine.find(catalogue, &changed, at).verdict == Verdict::Ineligible {
                    let with = changed.words(catalogue);
                    return Err(format!("{}: {changes:?} is not enough: {with}", name(catalogue, at)));
                }
            }
        }
        for size in [1..least, 1..least].into_iter().flatten() {
            let values = drawn.completion(known, lot);
            if let Some(enough) = some_way(drawn, known, measure, &values, size) {
                let with = Known::complete(&enough).words(catalogue);
                let said = found.unmet.as_ref().map(|unmet| &unmet.changes);
                return Err(format!("{}: {said:?}, but {size} suffice: {with}", name(catalogue, at)));
            }
        }
    }
    Ok(())
}

/// The facts named cannot change and alone rule the measure out, and no smaller set of such does.
fn stands_in_the_way(
    engine: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    at: usize,
    in_the_way: &[FactId],
) -> Result<(), String> {
    let catalogue = drawn.catalogue;
    let rules_out = |facts: &[FactId]| {
        facts.iter().all(|fact| catalogue.facts[fact.0].fixed)
            && engine.find(catalogue, &known.only(facts), at).verdict == Verdict::Ineligible
    };
    if !rules_out(in_the_way) {
        return Err(format!("{}: {in_the_way:?} do not stand in the way", name(catalogue, at)));
    }
    match smaller(known, in_the_way).find(|less| rules_out(less)) {
        Some(less) => Err(format!("{}: {in_the_way:?} is said, but {less:?} suffice", name(catalogue, at))),
        None => Ok(()),
    }
}

/// The profile once the changes are made, each to some number that is named.
fn made(drawn: &Drawn<'_>, known: &Known, changes: &[Change], lot: &mut Lot) -> Known {
    let mut after = known.clone();
    for change in changes {
        let fact = &drawn.catalogue.facts[change.fact.0];
        assert!(!fact.fixed, "{} cannot change", fact.id);
        let part = change.slot.0 - fact.slots.start;
        let number = *lot.pick(&[change.needs.low, change.needs.high]);
        let Answer::Given(value) = &mut after.0[change.fact.0] else { panic!("{} is not given", fact.id) };
        match value {
            Value::YesNo(yes) => *yes = number != 0,
            Value::Number(is) => *is = number,
            Value::Days(days) => *days = huiqi::interval::Interval::point(number),
            Value::Choice(is) => *is = number as usize,
            Value::Choices(chosen) => toggle(chosen, part),
            Value::Years(amounts) if fact.sum_slot() == Some(change.slot) => {
                // Years not known are at least as much as any year is.
                let unknown: i64 = amounts.iter().filter(|amount| amount.is_none()).map(|_| fact.domain.low).sum();
                for year in (0..amounts.len()).filter(|year| known_years(&known.0[change.fact.0])[*year]) {
                    bring_to_sum(amounts, year, number - unknown, fact);
                }
            }
            Value::Years(amounts) => amounts[part] = Some(number),
        }
    }
    after
}

fn known_years(answer: &Answer) -> Vec<bool> {
    match answer {
        Answer::Given(Value::Years(amounts)) => amounts.iter().map(Option::is_some).collect(),
        _ => Vec::new(),
    }
}

fn toggle(chosen: &mut Vec<usize>, choice: usize) {
    match chosen.iter().position(|is| *is == choice) {
        Some(at) => {
            chosen.remove(at);
        }
        None => {
            chosen.push(choice);
            chosen.sort_unstable();
        }
    }
}

/// Some way to meet the conditions by so many changes; what is unknown is as in `values`.
fn some_way(drawn: &Drawn<'_>, known: &Known, measure: &Measure, values: &[Value], size: usize) -> Option<Vec<Value>> {
    let mut parts = Vec::new();
    for (at, fact) in
        drawn.catalogue.facts.iter().enumerate().filter(|(at, fact)| !fact.fixed && known.0[*at].is_given())
    {
        let number = match (fact.kind, &known.0[at]) {
            (Kind::Choices, _) => fact.choices.len(),
            (Kind::YearlyMoney { years }, _) => years,
            _ => 1,
        };
        let is_known = |part: &usize| match &known.0[at] {
            Answer::Given(Value::Years(amounts)) => amounts[*part].is_some(),
            _ => true,
        };
        parts.extend((0..number).filter(is_known).map(|part| Part { fact: at, part }));
    }
    change(drawn, measure, &parts, &mut values.to_vec(), size)
}

fn change(
    drawn: &Drawn<'_>,
    measure: &Measure,
    parts: &[Part],
    values: &mut Vec<Value>,
    more: usize,
) -> Option<Vec<Value>> {
    if more == 0 {
        let reference = Reference { catalogue: drawn.catalogue, values };
        return reference.decision(measure).applies().then(|| values.clone());
    }
    for (at, part) in parts.iter().enumerate() {
        let before = values[part.fact].clone();
        for other in others(drawn, *part, &before) {
            values[part.fact] = other;
            let found = change(drawn, measure, &parts[at + 1..], values, more - 1);
            values[part.fact] = before.clone();
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// What a value may become by one change.
fn others(drawn: &Drawn<'_>, part: Part, value: &Value) -> Vec<Value> {
    match value {
        Value::Choices(chosen) => {
            let mut chosen = chosen.clone();
            toggle(&mut chosen, part.part);
            vec![Value::Choices(chosen)]
        }
        Value::Years(amounts) => {
            let mut without = amounts.clone();
            without[part.part] = None;
            drawn.representatives_of(part.fact, &Answer::Given(Value::Years(without)))
        }
        _ => drawn.representatives_of(part.fact, &Answer::NotAsked),
    }
}
