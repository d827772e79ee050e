//! What ask-whens and named conditions lead to: not back to themselves, and not to too much.

use crate::condition::{Condition, ConditionId, NamedCondition, Requirement};
use crate::fact::{Fact, FactId};
use crate::problem::{Code, Place, Problem};
use std::collections::HashMap;

/// The most requirements that a condition may come to with all that it leads to.
pub(super) const MOST_REQUIREMENTS: usize = 500;
/// The most facts and named conditions that may lead to each other one after the other.
const MOST_STEPS: usize = 100;

/// Where ask-whens and named conditions lead.
pub(super) struct Leads {
    /// Every circle, as the steps from its first one until that comes again.
    circles: Vec<Vec<Step>>,
    /// The steps that come to too much, or to it over too many others.
    too_large: Vec<Step>,
    /// What each comes to.
    extents: HashMap<Step, Extent>,
}

/// How much something comes to with all that it leads to.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// How many requirements.
    requirements: usize,
    /// How many steps one behind the other.
    steps: usize,
}

/// A fact whose ask-when, or a named condition whose own condition, refers to others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Fact(FactId),
    Named(ConditionId),
}

impl Leads {
    /// Follows every one to its end.
    pub(super) fn of(ask_when: &[Option<Condition>], named: &[NamedCondition]) -> Self {
        let leads = Self { circles: Vec::new(), too_large: Vec::new(), extents: HashMap::new() };
        let mut walk = Walk { ask_when, named, way: Vec::new(), leads };
        for at in 0..ask_when.len() {
            walk.step(Step::Fact(FactId(at)));
        }
        for at in 0..named.len() {
            walk.step(Step::Named(ConditionId(at)));
        }
        walk.leads
    }

    /// Whether all of them can be put in where they are referred to.
    pub(super) fn are_sound(&self) -> bool {
        self.circles.is_empty() && self.too_large.is_empty()
    }

    /// How many requirements a condition comes to with all that it leads to; of a list of choices each is one.
    pub(super) fn requirements(&self, condition: &Condition) -> usize {
        extent(condition, &mut |step| self.extents.get(&step).copied().unwrap_or_default()).requirements
    }

    /// The faults, each at its first step; the places are those of ask-whens and conditions.
    pub(super) fn problems(
        &self,
        facts: &[Fact],
        named: &[NamedCondition],
        (fact_places, named_places): (Vec<Place>, Vec<Place>),
    ) -> Vec<Problem> {
        let name = |step: &Step| match step {
            Step::Fact(id) => facts.get(id.0).map_or("", |fact| fact.id.as_str()),
            Step::Named(id) => named.get(id.0).map_or("", |named| named.id.as_str()),
        };
        let place = |step: &Step| match step {
            Step::Fact(id) => fact_places.get(id.0).cloned(),
            Step::Named(id) => named_places.get(id.0).cloned(),
        };
        let circle = |circle: &Vec<Step>| {
            let way: Vec<&str> = circle.iter().chain(circle.first()).map(name).collect();
            let way = way.join(" → ");
            let first = circle.first()?;
            let (zh, en) = match first {
                Step::Fact(_) => (
                    format!("这项信息何时询问取决于它自己:{way}"),
                    format!("when this fact is asked depends on the fact itself: {way}"),
                ),
                Step::Named(_) => (format!("这个条件用到它自己:{way}"), format!("this condition uses itself: {way}")),
            };
            let problem = Problem { place: place(first), ..Problem::nowhere(Code::Circle, zh, en) };
            Some(problem.mend("去掉其中一步", "take one of the steps out"))
        };
        let too_large = |step: &Step| Problem { place: place(step), ..too_large() };
        self.circles.iter().filter_map(circle).chain(self.too_large.iter().map(too_large)).collect()
    }
}

/// That a condition comes to too much.
fn too_large() -> Problem {
    let zh = format!("条件连同它用到的条件太大:最多 {MOST_REQUIREMENTS} 项要求,一个接一个最多 {MOST_STEPS} 层");
    let en = format!(
        "with all that it leads to the condition is too large: {MOST_REQUIREMENTS} requirements at most, \
         {MOST_STEPS} one behind the other"
    );
    Problem::nowhere(Code::TooLargeCondition, zh, en)
        .mend("少用别的条件,或分成几项措施", "let it lead to less, or part the measure")
}

/// What a condition comes to, where it is told of each step that it refers to.
fn extent(condition: &Condition, step: &mut impl FnMut(Step) -> Extent) -> Extent {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().fold(Extent::default(), |all, part| {
                let part = extent(part, step);
                let requirements = all.requirements.saturating_add(part.requirements);
                Extent { requirements, steps: all.steps.max(part.steps) }
            })
        }
        Condition::Named(id) => step(Step::Named(*id)),
        Condition::Fact(id, requirement) => {
            let own = if let Requirement::OneOf(choices) = requirement { choices.len().max(1) } else { 1 };
            let gate = step(Step::Fact(*id));
            Extent { requirements: gate.requirements.saturating_add(own), ..gate }
        }
    }
}

/// A walk along what conditions refer to; it finds its way back only in a circle.
struct Walk<'w> {
    ask_when: &'w [Option<Condition>],
    named: &'w [NamedCondition],
    way: Vec<Step>,
    leads: Leads,
}

impl Walk<'_> {
    /// What a step comes to; nothing where it is at fault, so that what leads to it is not too.
    fn step(&mut self, step: Step) -> Extent {
        if let Some(at) = self.way.iter().position(|other| *other == step) {
            self.leads.circles.extend(self.way.get(at..).map(<[Step]>::to_vec));
            return Extent::default();
        }
        if let Some(extent) = self.leads.extents.get(&step) {
            return *extent;
        }
        // However long a chain is, no more of it is gone through at once.
        if self.way.len() > MOST_STEPS {
            self.note(self.way.last().copied());
            return Extent::default();
        }
        let condition = match step {
            Step::Fact(id) => self.ask_when.get(id.0).and_then(Option::as_ref),
            Step::Named(id) => self.named.get(id.0).map(|named| &named.when),
        };
        self.way.push(step);
        let found = condition.map(|condition| extent(condition, &mut |next| self.step(next)));
        self.way.pop();
        let mut extent = found.map_or(Extent::default(), |it| Extent { steps: it.steps.saturating_add(1), ..it });
        if extent.requirements > MOST_REQUIREMENTS || extent.steps > MOST_STEPS {
            self.note(Some(step));
            extent = Extent::default();
        }
        self.leads.extents.insert(step, extent);
        extent
    }

    fn note(&mut self, step: Option<Step>) {
        self.leads.too_large.extend(step.filter(|step| self.leads.too_large.last() != Some(step)));
    }
}
