//! Random profiles, further answers and completions, for any catalogue.

use super::Lot;
use super::marks::Drawn;
use huiqi::catalogue::Catalogue;
use huiqi::day;
use huiqi::fact::{Fact, FactId, Kind, Value};
use huiqi::interval::Interval;
use huiqi::profile::Profile;
use proptest::prelude::*;

/// How a profile is drawn: how many of a hundred facts are given, and for each fact a number
/// below a hundred and a seed of its value.
#[derive(Clone, Debug)]
pub struct ProfilePlan {
    given: u8,
    facts: Vec<(u8, u64)>,
    /// What decides the further answers and completions of the profile.
    pub seed: u64,
}

pub fn profiles(facts: usize) -> impl Strategy<Value = ProfilePlan> {
    let given = prop_oneof![Just(0_u8), 20_u8..100, 60_u8..95, Just(100_u8)];
    (given, prop::collection::vec((0_u8..100, any::<u64>()), facts), any::<u64>())
        .prop_map(|(given, facts, seed)| ProfilePlan { given, facts, seed })
}

/// What is known of one fact. A day may be a month, and years may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    NotAsked,
    Declined,
    Given(Value),
}

/// What is known of one applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known(pub Vec<Answer>);

impl Drawn<'_> {
    /// The numbers of an interval between which a requirement on a number can change, and its ends.
    fn near(&self, marks: &[i64], interval: Interval) -> Vec<i64> {
        let mut numbers = vec![interval.low, interval.high];
        numbers.extend(marks.iter().flat_map(|mark| [mark - 1, *mark, mark + 1]));
        numbers.retain(|number| interval.low <= *number && *number <= interval.high);
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number(&self, fact: usize, lot: &mut Lot) -> i64 {
        let domain = self.catalogue.facts[fact].domain;
        let marks = &self.marks[fact];
        let usual = marks.numbers.iter().chain(&marks.sums).max().map_or(100_000_000, |most| most.saturating_mul(3));
        match lot.below(10) {
            0..6 => *lot.pick(&self.near(&marks.numbers, domain)),
            6 => domain.low,
            _ => lot.between(domain.low, domain.high.min(usual.max(domain.low))),
        }
    }

    /// Some complete value.
    pub fn value(&self, at: usize, lot: &mut Lot) -> Value {
        let fact = &self.catalogue.facts[at];
        match fact.kind {
            Kind::YesNo => Value::YesNo(lot.chance(60)),
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent => Value::Number(self.number(at, lot)),
            Kind::Date => Value::Days(Interval::point(self.number(at, lot))),
            Kind::Choice => Value::Choice(lot.below(fact.choices.len())),
            Kind::Choices => {
                let percent = *lot.pick(&[0, 10, 20, 50, 50]);
                let mut chosen: Vec<usize> = (0..fact.choices.len()).filter(|_| lot.chance(percent)).collect();
                if chosen.is_empty() && lot.chance(70) {
                    chosen.push(lot.below(fact.choices.len()));
                }
                Value::Choices(chosen)
            }
            Kind::YearlyMoney { years } => {
                let mut amounts: Vec<Option<i64>> = (0..years).map(|_| Some(self.number(at, lot))).collect();
                if !self.marks[at].sums.is_empty() && lot.chance(40) {
                    let sum = *lot.pick(&self.marks[at].sums) + lot.between(-1, 1);
                    bring_to_sum(&mut amounts, years - 1, sum, fact);
                }
                Value::Years(amounts)
            }
        }
    }

    pub fn known(&self, plan: &ProfilePlan) -> Known {
        let answer = |at: usize| {
            let (place, seed) = plan.facts[at];
            let lot = &mut Lot::new(seed);
            if place >= plan.given {
                return if lot.chance(30) { Answer::Declined } else { Answer::NotAsked };
            }
            let value = match self.value(at, lot) {
                Value::Days(day) if plan.given < 100 && lot.chance(30) => Value::Days(month_of(day)),
                Value::Years(mut amounts) if plan.given < 100 && lot.chance(40) => {
                    let unknown = lot.below(amounts.len());
                    amounts[unknown] = None;
                    Value::Years(amounts)
                }
                value => value,
            };
            if value.is_nothing() { Answer::NotAsked } else { Answer::Given(value) }
        };
        Known((0..self.catalogue.facts.len()).map(answer).collect())
    }

    /// The same with one more answer: a fact, one year of it, or the day in a month.
    pub fn with_one_more_answer(&self, known: &Known, lot: &mut Lot) -> Option<Known> {
        let open: Vec<usize> = (0..known.0.len()).filter(|at| !known.0[*at].is_complete()).collect();
        if open.is_empty() {
            return None;
        }
        let at = *lot.pick(&open);
        let mut more = known.clone();
        let value = match (&known.0[at], self.value(at, lot)) {
            (Answer::Given(Value::Years(amounts)), _) => self.one_more_year(at, amounts.clone(), lot),
            (Answer::Given(before), _) => self.completed_value(at, before, lot),
            (_, Value::Years(amounts)) if lot.chance(50) => self.one_more_year(at, vec![None; amounts.len()], lot),
            (_, value) => value,
        };
        more.0[at] = Answer::Given(value);
        Some(more)
    }

    fn one_more_year(&self, at: usize, mut amounts: Vec<Option<i64>>, lot: &mut Lot) -> Value {
        let unknown: Vec<usize> = (0..amounts.len()).filter(|year| amounts[*year].is_none()).collect();
        amounts[*lot.pick(&unknown)] = Some(self.number(at, lot));
        Value::Years(amounts)
    }

    /// Some value for every fact that agrees with what is known.
    pub fn completion(&self, known: &Known, lot: &mut Lot) -> Vec<Value> {
        let complete = |(at, answer): (usize, &Answer)| match answer {
            Answer::Given(value) => self.completed_value(at, value, lot),
            Answer::NotAsked | Answer::Declined => self.value(at, lot),
        };
        known.0.iter().enumerate().map(complete).collect()
    }

    fn completed_value(&self, at: usize, value: &Value, lot: &mut Lot) -> Value {
        match value {
            Value::Days(days) => Value::Days(Interval::point(*lot.pick(&self.near(&self.marks[at].numbers, *days)))),
            Value::Years(amounts) => {
                let Value::Years(others) = self.value(at, lot) else { return value.clone() };
                let both = amounts.iter().zip(others);
                let mut complete: Vec<Option<i64>> = both.map(|(known, other)| known.or(other)).collect();
                let unknown = amounts.iter().position(Option::is_none);
                if let Some(year) = unknown.filter(|_| !self.marks[at].sums.is_empty() && lot.chance(50)) {
                    let sum = *lot.pick(&self.marks[at].sums) + lot.between(-1, 1);
                    bring_to_sum(&mut complete, year, sum, &self.catalogue.facts[at]);
                }
                Value::Years(complete)
            }
            other => other.clone(),
        }
    }

    /// For every fact the values that agree with what is known and stand for all others: whatever
    /// some completion does, some combination of these does.
    pub fn representatives(&self, known: &Known) -> Vec<Vec<Value>> {
        (0..known.0.len()).map(|at| self.representatives_of(at, &known.0[at])).collect()
    }

    pub fn representatives_of(&self, at: usize, answer: &Answer) -> Vec<Value> {
        let fact = &self.catalogue.facts[at];
        let near = |interval| self.near(&self.marks[at].numbers, interval);
        match answer {
            Answer::Given(Value::Days(days)) => {
                near(*days).into_iter().map(|day| Value::Days(Interval::point(day))).collect()
            }
            Answer::Given(Value::Years(amounts)) => self.years(at, amounts),
            Answer::Given(value) => vec![value.clone()],
            Answer::NotAsked | Answer::Declined => match fact.kind {
                Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
                Kind::Choice => (0..fact.choices.len()).map(Value::Choice).collect(),
                Kind::Choices => {
                    let chosen = |set: usize| (0..fact.choices.len()).filter(|at| set >> at & 1 == 1).collect();
                    (0..1_usize << fact.choices.len()).map(|set| Value::Choices(chosen(set))).collect()
                }
                Kind::Date => near(fact.domain).into_iter().map(|day| Value::Days(Interval::point(day))).collect(),
                Kind::YearlyMoney { years } => self.years(at, &vec![None; years]),
                _ => near(fact.domain).into_iter().map(Value::Number).collect(),
            },
        }
    }

    fn years(&self, at: usize, known: &[Option<i64>]) -> Vec<Value> {
        let fact = &self.catalogue.facts[at];
        let marks = &self.marks[at];
        let mut all: Vec<Vec<Option<i64>>> = vec![Vec::new()];
        for year in known {
            let amounts = year.map_or_else(|| self.near(&marks.numbers, fact.domain), |amount| vec![amount]);
            let longer = |years: &Vec<Option<i64>>| {
                let years = years.clone();
                amounts.iter().map(move |amount| [years.clone(), vec![Some(*amount)]].concat()).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(longer).collect();
        }
        for year in (0..known.len()).filter(|year| known[*year].is_none()) {
            for amounts in all.clone() {
                for sum in marks.sums.iter().flat_map(|sum| [sum - 1, *sum, sum + 1]) {
                    let mut brought = amounts.clone();
                    bring_to_sum(&mut brought, year, sum, fact);
                    all.push(brought);
                }
            }
            all.sort_unstable();
            all.dedup();
        }
        all.into_iter().map(Value::Years).collect()
    }
}

/// Brings the sum of years as near to a number as the one year allows.
pub fn bring_to_sum(amounts: &mut [Option<i64>], year: usize, sum: i64, fact: &Fact) {
    let others: i64 = amounts.iter().enumerate().filter(|(at, _)| *at != year).filter_map(|(_, it)| *it).sum();
    amounts[year] = Some((sum - others).clamp(fact.domain.low, fact.domain.high));
}

fn month_of(day: Interval) -> Interval {
    let date = day::from_number(day.low);
    Interval { low: day::number_of(date.first_of_month()), high: day::number_of(date.last_of_month()) }
}

trait IsNothing {
    fn is_nothing(&self) -> bool;
}

impl IsNothing for Value {
    /// A list of years none of which is known.
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Years(amounts) if amounts.iter().all(Option::is_none))
    }
}

impl Answer {
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }

    pub fn is_complete(&self) -> bool {
        match self {
            Self::NotAsked | Self::Declined => false,
            Self::Given(Value::Days(days)) => days.is_point(),
            Self::Given(Value::Years(amounts)) => amounts.iter().all(Option::is_some),
            Self::Given(_) => true,
        }
    }
}

impl Known {
    pub fn complete(values: &[Value]) -> Self {
        Self(values.iter().cloned().map(Answer::Given).collect())
    }

    pub fn profile(&self, catalogue: &Catalogue) -> Profile {
        let mut profile = Profile::default();
        for (fact, answer) in catalogue.facts.iter().zip(&self.0) {
            match answer {
                Answer::NotAsked => {}
                Answer::Declined => profile.decline(fact),
                Answer::Given(value) => profile.give(fact, value),
            }
        }
        profile
    }

    /// Only what is known of these facts.
    pub fn only(&self, facts: &[FactId]) -> Self {
        let keep = |(at, answer): (usize, &Answer)| {
            if facts.contains(&FactId(at)) { answer.clone() } else { Answer::NotAsked }
        };
        Self(self.0.iter().enumerate().map(keep).collect())
    }

    /// What is given, in the words of the catalogue.
    pub fn words(&self, catalogue: &Catalogue) -> String {
        let line = |(fact, answer): (&Fact, &Answer)| match answer {
            Answer::NotAsked => None,
            Answer::Declined => Some(format!("{} = ?", fact.id)),
            Answer::Given(value) => {
                Some(format!("{} = {}", fact.id, fact.words(value, huiqi::language::Language::English)))
            }
        };
        catalogue.facts.iter().zip(&self.0).filter_map(line).collect::<Vec<_>>().join("; ")
    }
}
