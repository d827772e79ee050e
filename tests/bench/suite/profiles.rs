//! Applicants as profiles of the engine.

use super::draw::Applicant;
use super::lot::Lot;
use super::values::{FACTS, Known, values};
use huiqi::catalogue::Catalogue;
use huiqi::fact::{Fact, Kind, Value};
use huiqi::interval::Interval;
use huiqi::profile::Profile;

/// What makes profiles for a catalogue.
pub struct Profiles<'c> {
    catalogue: &'c Catalogue,
    facts: Vec<&'c Fact>,
}

impl<'c> Profiles<'c> {
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, facts: FACTS.iter().map(|(id, ..)| catalogue.fact(id).unwrap().1).collect() }
    }

    pub fn of(&self, applicant: &Applicant) -> Profile {
        let mut profile = Profile::default();
        for (at, (fact, known)) in self.facts.iter().zip(values(&applicant.facts)).enumerate() {
            if applicant.declined >> at & 1 == 1 {
                profile.decline(fact);
            } else if let Known::Years(years) = known {
                for (year, fen) in (1..).zip(years).filter(|(_, fen)| fen.is_some()) {
                    profile.give_year(fact, year, *fen);
                }
            } else if let Some(value) = value(&known) {
                profile.give(fact, &value);
            }
        }
        profile
    }

    /// The same, with values for the facts of the other measures too, of which a fifth is unknown.
    pub fn filled(&self, applicant: &Applicant) -> Profile {
        let mut profile = self.of(applicant);
        let mut lot = Lot::new(applicant.number);
        let others = self.catalogue.facts.iter().filter(|fact| FACTS.iter().all(|(id, ..)| *id != fact.id));
        for fact in others {
            let value = any_value(fact, &mut lot);
            if !lot.chance(20) {
                profile.give(fact, &value);
            }
        }
        profile
    }
}

fn any_value(fact: &Fact, lot: &mut Lot) -> Value {
    match fact.kind {
        Kind::YesNo => Value::YesNo(lot.chance(30)),
        Kind::Choice => Value::Choice(lot.below(fact.choices.len())),
        Kind::Choices => Value::Choices((0..fact.choices.len()).filter(|_| lot.chance(15)).collect()),
        Kind::YearlyMoney { years } => Value::Years(vec![Some(lot.money(1_000_000)); years]),
        Kind::Date => Value::Days(fact.domain),
        Kind::Money => Value::Number(lot.money(1_000_000)),
        Kind::Count | Kind::Quantity | Kind::Percent => Value::Number(fact.domain.low + lot.below(100) as i64),
    }
}

fn value(known: &Known<'_>) -> Option<Value> {
    match known {
        Known::Yes(yes) => yes.map(Value::YesNo),
        Known::Set(set, choices) => {
            set.map(|set| Value::Choices((0..choices.len()).filter(|at| set >> at & 1 == 1).collect()))
        }
        Known::One(at, _) => at.map(Value::Choice),
        Known::Day(day) => day.map(|day| Value::Days(Interval::point(i64::from(day)))),
        Known::Money(number) | Known::Count(number) | Known::Quantity(number) => number.map(Value::Number),
        Known::Years(_) => None,
    }
}
