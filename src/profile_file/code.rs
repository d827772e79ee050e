//! Values in codes that are the same in every language and read back the same.

use crate::catalogue::Catalogue;
use crate::day;
use crate::fact::{Fact, Kind, Value};
use crate::profile::{Profile, State};
use serde_json::{Value as Json, json};

/// The codes of choices.
pub(super) fn choice_codes<'f>(fact: &'f Fact, chosen: &[usize]) -> Vec<&'f str> {
    chosen.iter().filter_map(|at| fact.choices.get(*at)).map(|choice| choice.id.as_str()).collect()
}

/// A value as JSON: money in yuan with two decimals, choices by code.
///
/// A year that is not known is `"?"`, one that nobody asked for is null.
pub fn value_json(fact: &Fact, value: &Value, profile: &Profile) -> Json {
    match value {
        Value::YesNo(yes) => json!(yes),
        Value::Number(number) if fact.kind == Kind::Count => json!(number),
        Value::Number(number) => json!(fact.number_code(*number)),
        Value::Days(days) => json!(day::write(*days)),
        Value::Choice(at) => json!(choice_codes(fact, &[*at]).first()),
        Value::Choices(chosen) => json!(choice_codes(fact, chosen)),
        Value::Years(years) => {
            let amount = |(slot, amount): (usize, &Option<i64>)| match amount {
                Some(fen) => json!(fact.number_code(*fen)),
                None if profile.state(slot) == State::Declined => json!("?"),
                None => Json::Null,
            };
            Json::Array(fact.given_slots().zip(years).map(amount).collect())
        }
    }
}

/// What a profile says as `fact=value` texts, which [`set`](super::set) takes into an empty
/// profile; all but its name and mark. What is declined is `fact=?`, a year `fact/1=…`, and none of
/// several choices `fact=none`.
pub fn assignments(catalogue: &Catalogue, profile: &Profile) -> Vec<String> {
    catalogue.facts.iter().flat_map(|fact| assignments_of(fact, profile)).collect()
}

fn assignments_of(fact: &Fact, profile: &Profile) -> Vec<String> {
    let id = &fact.id;
    let states = || fact.given_slots().map(|slot| profile.state(slot));
    if states().all(|state| state == State::Declined) {
        return vec![format!("{id}=?")];
    }
    if matches!(fact.kind, Kind::YearlyMoney { .. }) {
        let year = |(year, state): (usize, State)| match state {
            State::NotAsked => None,
            State::Declined => Some(format!("{id}/{year}=?")),
            State::Given(amount) => Some(format!("{id}/{year}={}", fact.number_code(amount.low))),
        };
        return (1_usize..).zip(states()).filter_map(year).collect();
    }
    let value = profile.value(fact).map(|value| match value {
        Value::Choices(chosen) if chosen.is_empty() => "none".to_owned(),
        Value::Choices(chosen) => choice_codes(fact, &chosen).join(","),
        Value::Choice(at) => choice_codes(fact, &[at]).concat(),
        Value::YesNo(yes) => yes.to_string(),
        Value::Number(number) => fact.number_code(number),
        Value::Days(days) => day::write(days),
        // Years were dealt with above.
        Value::Years(_) => String::new(),
    });
    value.map(|value| format!("{id}={value}")).into_iter().collect()
}
