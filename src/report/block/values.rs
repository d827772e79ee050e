//! The values of facts as JSON, as profiles in JSON have them.

use crate::block::{Block, only};
use crate::fact::{Fact, Kind};
use crate::interval::Interval;
use crate::json_text;
use crate::money::Money;
use crate::profile::State;

/// What is the same in all values of a fact.
#[derive(Debug)]
pub(super) struct FactValues {
    /// Its id, as JSON.
    id: Vec<u8>,
    /// The codes of its choices, as JSON.
    choices: Vec<Vec<u8>>,
}

impl FactValues {
    pub(super) fn new(fact: &Fact) -> Self {
        let json = |text: &String| json_text::line(text);
        Self { id: json(&fact.id), choices: fact.choices.iter().map(|choice| json(&choice.id)).collect() }
    }

    /// The fact's id, as JSON.
    pub(super) fn id(&self) -> &[u8] {
        &self.id
    }

    /// Whether a value is given; of a yearly amount one year suffices.
    pub(super) fn is_given(&self, block: &Block, lane: usize, fact: &Fact) -> bool {
        let given = |slot: usize| block.given(slot) & only(lane) != 0;
        match fact.kind {
            Kind::YearlyMoney { .. } => fact.given_slots().any(given),
            _ => given(fact.slots.start),
        }
    }

    /// Whether the applicant said not to know it, and nothing of it is given.
    pub(super) fn is_declined(&self, block: &Block, lane: usize, fact: &Fact) -> bool {
        let declined = |slot: usize| block.declined(slot) & only(lane) != 0;
        fact.given_slots().any(declined) && !self.is_given(block, lane, fact)
    }

    /// Appends the id and the value, which must be given.
    pub(super) fn write(&self, block: &Block, lane: usize, fact: &Fact, line: &mut Vec<u8>) {
        line.extend_from_slice(&self.id);
        line.push(b':');
        let slot = fact.slots.start;
        match (fact.kind, block.state(lane, slot)) {
            (Kind::Choices, _) => {
                let chosen = |(slot, _): &(usize, &Vec<u8>)| matches!(block.state(lane, *slot), State::Given(interval) if interval.low != 0);
                let chosen = fact.slots.clone().zip(&self.choices).filter(chosen);
                list(chosen.map(|(_, code)| code.as_slice()), line);
            }
            (Kind::YearlyMoney { .. }, _) => {
                let mut years = Vec::new();
                for slot in fact.given_slots() {
                    years.push(match block.state(lane, slot) {
                        State::Given(interval) => money(interval.low),
                        State::Declined => b"\"?\"".to_vec(),
                        State::NotAsked => b"null".to_vec(),
                    });
                }
                list(years.iter().map(Vec::as_slice), line);
            }
            (_, State::Given(interval)) => self.one(fact, interval, line),
            (_, State::NotAsked | State::Declined) => line.extend_from_slice(b"null"),
        }
    }

    fn one(&self, fact: &Fact, interval: Interval, line: &mut Vec<u8>) {
        let number = interval.low;
        let quoted = |text: &str, line: &mut Vec<u8>| {
            line.push(b'"');
            line.extend_from_slice(text.as_bytes());
            line.push(b'"');
        };
        match fact.kind {
            Kind::YesNo => line.extend_from_slice(if number == 0 { b"false" } else { b"true" }),
            Kind::Count => line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
            Kind::Money => line.extend_from_slice(&money(number)),
            Kind::Date => quoted(&crate::day::write(interval), line),
            Kind::Choice => {
                let code = usize::try_from(number).ok().and_then(|at| self.choices.get(at));
                line.extend_from_slice(code.map_or(b"null", Vec::as_slice));
            }
            _ => quoted(&fact.number_code(number), line),
        }
    }
}

fn money(fen: i64) -> Vec<u8> {
    let mut text = vec![b'"'];
    Money::from_fen(i128::from(fen)).write_plain(&mut text);
    text.push(b'"');
    text
}

fn list<'t>(parts: impl Iterator<Item = &'t [u8]>, line: &mut Vec<u8>) {
    line.push(b'[');
    for (at, part) in parts.enumerate() {
        if at > 0 {
            line.push(b',');
        }
        line.extend_from_slice(part);
    }
    line.push(b']');
}
