//! Ask-whens and named conditions that lead back to themselves.

use crate::condition::{Condition, ConditionId, NamedCondition};
use crate::fact::{Fact, FactId};
use crate::problem::{Code, Place, Problem};
use std::collections::HashSet;

/// Every circle, as the steps from its first one until that comes again.
pub(super) fn find(ask_when: &[Option<Condition>], named: &[NamedCondition]) -> Vec<Vec<Step>> {
    let mut walk = Walk { ask_when, named, done: HashSet::new(), way: Vec::new(), found: Vec::new() };
    (0..ask_when.len()).for_each(|at| walk.step(Step::Fact(FactId(at))));
    (0..named.len()).for_each(|at| walk.step(Step::Named(ConditionId(at))));
    walk.found
}

/// The circles as faults, each at its first step; the places are those of ask-whens and conditions.
pub(super) fn problems(
    circles: &[Vec<Step>],
    facts: &[Fact],
    named: &[NamedCondition],
    (fact_places, named_places): (Vec<Place>, Vec<Place>),
) -> Vec<Problem> {
    let name = |step: &Step| match step {
        Step::Fact(id) => facts.get(id.0).map_or("", |fact| fact.id.as_str()),
        Step::Named(id) => named.get(id.0).map_or("", |named| named.id.as_str()),
    };
    let problem = |circle: &Vec<Step>| {
        let way: Vec<&str> = circle.iter().chain(circle.first()).map(name).collect();
        let way = way.join(" → ");
        let (place, zh, en) = match circle.first()? {
            Step::Fact(id) => (
                fact_places.get(id.0),
                format!("这项信息何时询问取决于它自己:{way}"),
                format!("when this fact is asked depends on the fact itself: {way}"),
            ),
            Step::Named(id) => {
                let (zh, en) = (format!("这个条件用到它自己:{way}"), format!("this condition uses itself: {way}"));
                (named_places.get(id.0), zh, en)
            }
        };
        let problem = Problem { place: place.cloned(), ..Problem::nowhere(Code::Circle, zh, en) };
        Some(problem.mend("去掉其中一步", "take one of the steps out"))
    };
    circles.iter().filter_map(problem).collect()
}

/// A fact whose ask-when, or a named condition whose own condition, refers to others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    Fact(FactId),
    Named(ConditionId),
}

/// A walk along what conditions refer to; it finds its way back only in a circle.
struct Walk<'w> {
    ask_when: &'w [Option<Condition>],
    named: &'w [NamedCondition],
    done: HashSet<Step>,
    way: Vec<Step>,
    found: Vec<Vec<Step>>,
}

impl<'w> Walk<'w> {
    fn step(&mut self, step: Step) {
        if let Some(at) = self.way.iter().position(|other| *other == step) {
            self.found.extend(self.way.get(at..).map(<[Step]>::to_vec));
            return;
        }
        if self.done.contains(&step) {
            return;
        }
        let condition = match step {
            Step::Fact(id) => self.ask_when.get(id.0).and_then(Option::as_ref),
            Step::Named(id) => self.named.get(id.0).map(|named| &named.when),
        };
        self.way.push(step);
        condition.into_iter().for_each(|condition| self.condition(condition));
        self.way.pop();
        self.done.insert(step);
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Named(id) => self.step(Step::Named(*id)),
            Condition::Fact(id, _) => self.step(Step::Fact(*id)),
        }
    }
}
