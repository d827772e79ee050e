//! The steps in which one fact is asked: one list or line, or first groups and then what is in them.

use super::screen::{Entry, Input};
use crate::catalogue::LONGEST_LIST;
use crate::fact::{Fact, Kind, Unusable, Value};
use crate::language::Language;

/// How far a fact of one or two steps is answered.
#[derive(Clone, Debug)]
pub(super) struct Steps<'f> {
    fact: &'f Fact,
    language: Language,
    /// What was answered before, to begin with.
    before: Option<Value>,
    /// The groups ticked to begin with, as before or before going back.
    ticked_groups: Option<Vec<usize>>,
    /// The options ticked to begin with.
    ticked: Vec<usize>,
    /// The groups chosen, by position; none before the first step of two is taken.
    groups: Option<Vec<usize>>,
    /// The options chosen so far, for each list that was put.
    chosen: Vec<Vec<usize>>,
}

/// What an answer leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The value is complete.
    Value(Value),
    /// There is another step.
    Step,
    /// The text is no value.
    Unusable(String, Unusable),
}

impl<'f> Steps<'f> {
    pub(super) fn new(fact: &'f Fact, before: Option<Value>, language: Language) -> Self {
        let ticked = match &before {
            Some(Value::Choice(at)) => vec![*at],
            Some(Value::Choices(chosen)) => chosen.clone(),
            _ => Vec::new(),
        };
        let ticked_groups = before.is_some().then(|| groups_of(fact, &ticked));
        Self { fact, language, before, ticked_groups, ticked, groups: None, chosen: Vec::new() }
    }

    fn in_groups(&self) -> bool {
        self.fact.choices.len() > LONGEST_LIST && !self.fact.groups.is_empty()
    }

    /// Goes back one step; false at the first.
    pub(super) fn step_back(&mut self) -> bool {
        if self.chosen.pop().is_some() {
            return true;
        }
        let groups = self.groups.take();
        let was_second = groups.is_some();
        self.ticked_groups = groups.or(self.ticked_groups.take());
        was_second
    }

    /// The group asked now, its number and how many there are; none at the first step.
    pub(super) fn group(&self) -> Option<(&'f str, usize, usize)> {
        let groups = self.groups.as_ref()?;
        let (_, label) = self.fact.groups.get(*groups.get(self.chosen.len())?)?;
        Some((label.get(self.language), self.chosen.len().saturating_add(1), groups.len()))
    }

    /// The positions of the options asked now.
    pub(super) fn options(&self) -> Vec<usize> {
        let group = self.groups.as_ref().and_then(|groups| groups.get(self.chosen.len()));
        let of_group =
            |at: &usize| self.fact.choices.get(*at).is_some_and(|it| group.is_none() || it.group == group.copied());
        (0..self.fact.choices.len()).filter(of_group).collect()
    }

    /// How the step at hand is answered.
    pub(super) fn entry(&self) -> Entry {
        let language = self.language;
        let several = self.fact.kind == Kind::Choices;
        if self.in_groups() && self.groups.is_none() {
            let options = self.fact.groups.iter().map(|(_, label)| label.get(language).to_owned()).collect();
            return list(options, self.ticked_groups.clone(), several);
        }
        match self.fact.kind {
            Kind::YesNo => {
                let options = [language.pick("是", "yes"), language.pick("否", "no")].map(str::to_owned).to_vec();
                let chosen = match self.before {
                    Some(Value::YesNo(yes)) => Some(usize::from(!yes)),
                    _ => None,
                };
                Entry::One { options, chosen }
            }
            Kind::Choice | Kind::Choices => {
                let positions = self.options();
                let label = |at: &usize| self.fact.choices.get(*at).map(|it| it.label.get(language).to_owned());
                let options = positions.iter().filter_map(label).collect();
                let here = |(at, position): (usize, &usize)| self.ticked.contains(position).then_some(at);
                let ticked: Vec<usize> = positions.iter().enumerate().filter_map(here).collect();
                // In a group of which nothing was chosen, “none of these” was never said.
                let said = !ticked.is_empty() || self.before.is_some() && !self.in_groups();
                let chosen = said.then_some(ticked);
                list(options, chosen, several)
            }
            _ => {
                let initial = self.before.as_ref().map(|value| self.fact.words(value, language)).unwrap_or_default();
                Entry::Line { initial, stands: true }
            }
        }
    }

    /// Takes what was said to the step at hand.
    pub(super) fn take(&mut self, input: &Input) -> Next {
        match input {
            Input::Line(text) => match read(self.fact, text) {
                Ok(value) => Next::Value(value),
                Err(why) => Next::Unusable(text.clone(), why),
            },
            Input::One(at) if self.fact.kind == Kind::YesNo => Next::Value(Value::YesNo(*at == 0)),
            Input::One(at) => self.choose(&[*at]),
            Input::Several(chosen) => self.choose(chosen),
            Input::NotSure | Input::Back | Input::Stop => Next::Step,
        }
    }

    fn choose(&mut self, chosen: &[usize]) -> Next {
        if self.in_groups() && self.groups.is_none() {
            self.groups = Some(chosen.to_vec());
        } else {
            let options = self.options();
            self.ticked.retain(|at| !options.contains(at));
            self.ticked.extend(chosen.iter().filter_map(|at| options.get(*at)));
            self.chosen.push(chosen.iter().filter_map(|at| options.get(*at).copied()).collect());
        }
        if self.groups.as_ref().is_some_and(|groups| self.chosen.len() < groups.len()) {
            return Next::Step;
        }
        let mut all: Vec<usize> = self.chosen.iter().flatten().copied().collect();
        all.sort_unstable();
        match (self.fact.kind, all.as_slice()) {
            (Kind::Choice, [only]) => Next::Value(Value::Choice(*only)),
            _ => Next::Value(Value::Choices(all)),
        }
    }
}

fn groups_of(fact: &Fact, chosen: &[usize]) -> Vec<usize> {
    let mut groups: Vec<usize> = chosen.iter().filter_map(|at| fact.choices.get(*at).and_then(|it| it.group)).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn list(options: Vec<String>, chosen: Option<Vec<usize>>, several: bool) -> Entry {
    if several {
        return Entry::Several { options, chosen };
    }
    Entry::One { options, chosen: chosen.and_then(|chosen| chosen.first().copied()) }
}

/// A line as a value; of a yearly amount either one for all years or one for each.
fn read(fact: &Fact, text: &str) -> Result<Value, Unusable> {
    let parts: Vec<&str> = text.split(['、', ';', '；', '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if !matches!(fact.kind, Kind::YearlyMoney { .. }) || parts.len() < 2 {
        return fact.read(text);
    }
    fact.read_list(&parts).map_err(|(_, why)| why)
}
