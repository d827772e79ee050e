//! Small facts, values and formulas, for what is worked out by hand.

use huiqi::catalogue::load_embedded;
use huiqi::fact::{Fact, Kind, SlotId, Value};
use huiqi::interval::{Interval, IntervalSet};
use huiqi::knowledge::Knowledge;
use huiqi::truth::Formula;
use jiff::civil::date;

/// So many facts of a kind with numbers from 0 to 9.
pub fn facts(number: usize, kind: Kind) -> Vec<Fact> {
    let shipped = load_embedded(date(2026, 11, 24)).unwrap();
    let like = shipped.facts.first().unwrap();
    let domain = Interval { low: 0, high: 9 };
    let fact = |at| Fact { kind, domain, open_above: false, slots: at..at + 1, ..like.clone() };
    (0..number).map(fact).collect()
}

/// That a slot lies between two numbers, both included.
pub fn within(slot: usize, low: i64, high: i64) -> Formula {
    Formula::Test { slot: SlotId(slot), allowed: IntervalSet::between(low, high) }
}

/// That a slot is at least a number.
pub fn at_least(slot: usize, low: i64) -> Formula {
    within(slot, low, i64::MAX)
}

/// That a slot is at most a number.
pub fn at_most(slot: usize, high: i64) -> Formula {
    within(slot, i64::MIN, high)
}

/// What is known where these slots have these numbers.
pub fn known<'f>(facts: &'f [Fact], numbers: &[(usize, i64)]) -> Knowledge<'f> {
    let mut knowledge = Knowledge::nothing(facts);
    for (slot, number) in numbers {
        knowledge.set(SlotId(*slot), Interval::point(*number));
    }
    knowledge
}

/// The least that can be said of a fact: no, the lowest number, the first choice, none of several.
pub fn least_value(fact: &Fact) -> Value {
    match fact.kind {
        Kind::YesNo => Value::YesNo(false),
        Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent => Value::Number(fact.domain.low),
        Kind::Date => Value::Days(Interval::point(fact.domain.low)),
        Kind::Choice => Value::Choice(0),
        Kind::Choices => Value::Choices(Vec::new()),
        Kind::YearlyMoney { years } => Value::Years(vec![Some(fact.domain.low); years]),
    }
}
