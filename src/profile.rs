//! Profiles: what is known of one applicant.

use crate::fact::{Fact, Kind, Value};
use crate::interval::Interval;

/// What is known of one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum State {
    /// Nobody asked yet.
    #[default]
    NotAsked,
    /// Asked, and the applicant does not know.
    Declined,
    /// Known to be this number, or one of these.
    Given(Interval),
}

/// The facts known of one applicant.
///
/// It belongs to the catalogue whose facts are noted in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Profile {
    /// The applicant's name.
    pub name: Option<String>,
    /// The keeper's own mark for the applicant.
    pub id: Option<String>,
    /// The state of each slot up to the last of which something is known.
    states: Vec<State>,
}

impl Profile {
    /// What these states say, one for each slot, of an applicant without a name.
    pub fn of_states(states: impl Iterator<Item = State>) -> Self {
        let mut profile = Self { states: states.collect(), ..Self::default() };
        profile.trim();
        profile
    }

    /// Forgets the slots behind the last of which something is known, so that profiles that say the same are the same.
    fn trim(&mut self) {
        let last = self.states.iter().rposition(|state| *state != State::NotAsked);
        self.states.truncate(last.map_or(0, |last| last.saturating_add(1)));
    }

    /// The slots of which something is known, if only that the applicant does not know, with what that is.
    pub fn noted(&self) -> impl Iterator<Item = (usize, State)> {
        self.states.iter().copied().enumerate().filter(|(_, state)| *state != State::NotAsked)
    }

    /// The state of a slot.
    pub fn state(&self, slot: usize) -> State {
        self.states.get(slot).copied().unwrap_or_default()
    }

    fn set(&mut self, slot: usize, state: State) {
        let least = if state == State::NotAsked { 0 } else { slot.saturating_add(1) };
        if self.states.len() < least {
            self.states.resize(least, State::NotAsked);
        }
        if let Some(place) = self.states.get_mut(slot) {
            *place = state;
        }
        if state == State::NotAsked {
            self.trim();
        }
    }

    /// Takes note of a value. A year not known is declined.
    pub fn give(&mut self, fact: &Fact, value: &Value) {
        let point = |number: i64| State::Given(Interval::point(number));
        let one = |number: i64| vec![point(number)];
        let states = match value {
            Value::YesNo(yes) => one(i64::from(*yes)),
            Value::Number(number) => one(*number),
            Value::Days(days) => vec![State::Given(*days)],
            Value::Choice(at) => one(i64::try_from(*at).unwrap_or(i64::MAX)),
            Value::Choices(chosen) => {
                (0..fact.choices.len()).map(|at| point(i64::from(chosen.contains(&at)))).collect()
            }
            Value::Years(years) => years.iter().map(|amount| amount.map_or(State::Declined, point)).collect(),
        };
        for (slot, state) in fact.given_slots().zip(states) {
            self.set(slot, state);
        }
    }

    /// Takes note of the amount of one year, counted from 1; `None` declines it.
    pub fn give_year(&mut self, fact: &Fact, year: usize, amount: Option<i64>) {
        if let Some(slot) = year.checked_sub(1).and_then(|at| fact.given_slots().nth(at)) {
            self.set(slot, amount.map_or(State::Declined, |fen| State::Given(Interval::point(fen))));
        }
    }

    /// Forgets the amount of one year, counted from 1.
    pub fn forget_year(&mut self, fact: &Fact, year: usize) {
        if let Some(slot) = year.checked_sub(1).and_then(|at| fact.given_slots().nth(at)) {
            self.set(slot, State::NotAsked);
        }
    }

    /// Takes note that the applicant does not know.
    pub fn decline(&mut self, fact: &Fact) {
        fact.given_slots().for_each(|slot| self.set(slot, State::Declined));
    }

    /// Forgets what is known of a fact.
    pub fn forget(&mut self, fact: &Fact) {
        fact.given_slots().for_each(|slot| self.set(slot, State::NotAsked));
    }

    /// Takes what another profile of the same catalogue says of a fact.
    pub fn recall(&mut self, fact: &Fact, from: &Self) {
        fact.given_slots().for_each(|slot| self.set(slot, from.state(slot)));
    }

    /// The value of a fact, where one is given. Of a yearly amount one year suffices.
    pub fn value(&self, fact: &Fact) -> Option<Value> {
        let given = |slot: usize| match self.state(slot) {
            State::Given(interval) => Some(interval),
            State::NotAsked | State::Declined => None,
        };
        let first = || given(fact.slots.start);
        match fact.kind {
            Kind::YesNo => first().map(|interval| Value::YesNo(interval.low != 0)),
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent => first().map(|it| Value::Number(it.low)),
            Kind::Date => first().map(Value::Days),
            Kind::Choice => first().and_then(|it| usize::try_from(it.low).ok()).map(Value::Choice),
            Kind::Choices => {
                first()?;
                let chosen = |(at, slot)| given(slot).is_some_and(|it| it.low != 0).then_some(at);
                Some(Value::Choices(fact.slots.clone().enumerate().filter_map(chosen).collect()))
            }
            Kind::YearlyMoney { .. } => {
                let years: Vec<_> = fact.given_slots().map(|slot| given(slot).map(|it| it.low)).collect();
                years.iter().any(Option::is_some).then_some(Value::Years(years))
            }
        }
    }

    /// Whether the applicant said not to know the fact, or any of its years.
    pub fn is_declined(&self, fact: &Fact) -> bool {
        fact.given_slots().any(|slot| self.state(slot) == State::Declined)
    }

    /// Whether nothing is known of the fact because nobody asked.
    pub fn is_not_asked(&self, fact: &Fact) -> bool {
        fact.given_slots().all(|slot| self.state(slot) == State::NotAsked)
    }
}
