//! The interview: few questions, in a sensible order, the answers of one applicant.

mod answerable;
mod hanging;
pub mod plan;
pub mod screen;
pub mod standing;
mod steps;
mod sums;
mod tally;
pub mod terminal;
mod uses;
mod wording;
mod working;

use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Value};
use crate::language::Language;
use crate::measure::Measure;
use crate::profile::{Profile, State};
use crate::profile_file::words::words as what_is_wrong;
use crate::truth::Truth;
use plan::Plan;
use screen::{Broken, Entry, Face, Input};
use standing::Stake;
use steps::{Next, Steps};
use wording::{Progress, Wording};

/// Where answers are kept as they are given.
pub trait Keeper {
    /// Keeps what is known now; what goes wrong is told to the person, in words.
    fn keep(&mut self, profile: &Profile) -> Option<String>;
}

/// Asks until nothing that matters is unknown and the answers are looked through, or until the
/// person has had enough; `profile` is what is known, before and after.
///
/// # Errors
/// Where the person breaks off or the terminal fails; every answer is in `profile` then too.
pub fn interview(
    catalogue: &Catalogue,
    language: Language,
    profile: &mut Profile,
    face: &mut dyn Face,
    keeper: &mut dyn Keeper,
) -> Result<(), Broken> {
    let asked = catalogue.facts.iter().enumerate().filter(|(_, fact)| !profile.is_not_asked(fact));
    let history: Vec<FactId> = asked.map(|(at, _)| FactId(at)).collect();
    // What was begun another day goes on in its topic.
    let topic = history.last().and_then(|last| catalogue.facts.get(last.0)).map(|fact| fact.topic);
    let wording = Wording { catalogue, language };
    let plan = Plan::new(catalogue);
    let trial = plan.afresh();
    Interview { catalogue, wording, plan, trial, profile, face, keeper, history, topic, notices: Vec::new() }.run()
}

struct Interview<'i, 'c> {
    catalogue: &'c Catalogue,
    wording: Wording<'c>,
    plan: Plan<'c>,
    /// The same for profiles in which one answer is taken back to see what hangs on it.
    trial: Plan<'c>,
    profile: &'i mut Profile,
    face: &'i mut dyn Face,
    keeper: &'i mut dyn Keeper,
    /// What was answered or declined, in the order in which it was asked.
    history: Vec<FactId>,
    topic: Option<usize>,
    /// What is to be said above the next question.
    notices: Vec<String>,
}

/// What a person says to a question in the end.
enum Reply {
    Answer(Value),
    NotSure,
    Back,
    Stop,
}

/// What follows the review.
enum Reviewed {
    Done,
    Change(FactId),
}

impl<'c> Interview<'_, 'c> {
    fn run(&mut self) -> Result<(), Broken> {
        let mut again: Option<FactId> = None;
        let mut reviewing = false;
        loop {
            let Some(id) = again.take().or_else(|| self.plan.next(self.profile, self.topic)) else {
                match self.review()? {
                    Reviewed::Done => return Ok(()),
                    Reviewed::Change(fact) => (again, reviewing) = (Some(fact), true),
                }
                continue;
            };
            let Some(fact) = self.catalogue.facts.get(id.0) else { return Ok(()) };
            match self.ask(id, fact, reviewing)? {
                Reply::Answer(value) => self.answer(id, fact, Some(&value))?,
                Reply::NotSure => self.answer(id, fact, None)?,
                // Whoever came from the review goes back there.
                Reply::Back if reviewing => {}
                Reply::Back => again = self.before(id),
                Reply::Stop => return Ok(()),
            }
            reviewing = false;
        }
    }

    /// The answers that apply as things are, in the order in which they were asked.
    fn in_use(&self) -> Vec<FactId> {
        self.history.iter().copied().filter(|id| self.plan.applies(*id) != Truth::Fails).collect()
    }

    /// The question before this one.
    fn before(&self, id: FactId) -> Option<FactId> {
        let asked = self.in_use();
        let at = asked.iter().position(|other| *other == id).unwrap_or(asked.len());
        at.checked_sub(1).and_then(|at| asked.get(at)).copied()
    }

    /// What was answered before, if all of it was asked for.
    fn answered(&self, fact: &Fact) -> Option<Value> {
        let unasked = fact.given_slots().any(|slot| self.profile.state(slot) == State::NotAsked);
        if unasked { None } else { self.profile.value(fact) }
    }

    fn ask(&mut self, id: FactId, fact: &'c Fact, reviewing: bool) -> Result<Reply, Broken> {
        let language = self.wording.language;
        let (stake, measures) = self.stake(id);
        let mut steps = Steps::new(fact, self.answered(fact), language);
        let mut typed: Option<String> = None;
        loop {
            let progress = Progress {
                answered: self.in_use().len(),
                standing: self.plan.standing(),
                stake,
                back: reviewing || self.before(id).is_some(),
            };
            let mut screen = self.wording.screen(fact, &steps, &progress, std::mem::take(&mut self.notices));
            screen.explanation = self.wording.explanation(fact, &steps, &measures);
            if let (Some(text), Entry::Line { initial, stands }) = (typed.take(), &mut screen.entry) {
                (*initial, *stands) = (text, false);
            }
            match self.face.ask(&screen)? {
                Input::NotSure => return Ok(Reply::NotSure),
                Input::Stop => return Ok(Reply::Stop),
                Input::Back if steps.step_back() => {}
                Input::Back => return Ok(Reply::Back),
                Input::Line(text) if text.trim().is_empty() => self.notices.push(self.wording.nothing_typed()),
                said => match steps.take(&said) {
                    Next::Value(value) => {
                        self.notices.extend(self.wording.unit_not_typed(fact, &said, &value));
                        return Ok(Reply::Answer(value));
                    }
                    Next::Step => {}
                    Next::Unusable(text, why) => {
                        let (what, mend) = what_is_wrong(fact, &text, &why);
                        let (what, mend) = (what.get(language), mend.get(language));
                        self.notices.push(language.pick(format!("{what};{mend}"), format!("{what}; {mend}")));
                        typed = Some(text);
                    }
                },
            }
        }
    }

    /// What hangs on a question, asked for the first time or again.
    fn stake(&mut self, id: FactId) -> (Stake, Vec<&'c Measure>) {
        let asked = self.catalogue.facts.get(id.0).is_some_and(|fact| !self.profile.is_not_asked(fact));
        let plan = if asked {
            self.trial.look_at_without(self.profile, id);
            &self.trial
        } else {
            self.plan.look_at(self.profile);
            &self.plan
        };
        (plan.stake(id), plan.measures_on(id))
    }

    fn answer(&mut self, id: FactId, fact: &'c Fact, value: Option<&Value>) -> Result<(), Broken> {
        let changed = self.history.contains(&id) && self.profile.value(fact).as_ref() != value;
        let others = self.history.iter().copied().filter(|other| changed && *other != id);
        let used = self.trial.that_matter(&others.collect::<Vec<_>>(), self.profile);
        match value {
            Some(value) => self.profile.give(fact, value),
            None => self.profile.decline(fact),
        }
        if !self.history.contains(&id) {
            self.history.push(id);
        }
        self.topic = Some(fact.topic);
        if changed {
            // What made no difference before cannot be set aside.
            let still = self.trial.that_matter(&used, self.profile);
            let aside: Vec<FactId> = used.into_iter().filter(|fact| !still.contains(fact)).collect();
            self.notices.extend(self.wording.set_aside(&aside));
        }
        self.notices.extend(self.keeper.keep(self.profile));
        self.face.tell(&[self.wording.echo(fact, value)])
    }

    /// Shows all answers until one is to be changed or the result is wanted.
    fn review(&mut self) -> Result<Reviewed, Broken> {
        let answers = self.in_use();
        if answers.is_empty() {
            return Ok(Reviewed::Done);
        }
        let aside: Vec<FactId> = self.history.iter().copied().filter(|id| !answers.contains(id)).collect();
        self.face.tell(&self.wording.answers(&answers, &aside, self.profile))?;
        loop {
            let screen = self.wording.review(&self.plan.standing(), std::mem::take(&mut self.notices));
            let written = match self.face.ask(&screen)? {
                Input::Line(text) => crate::figure::fold(&text).trim().to_owned(),
                Input::Back => return Ok(answers.last().map_or(Reviewed::Done, |last| Reviewed::Change(*last))),
                _ => return Ok(Reviewed::Done),
            };
            let number = written.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match number.and_then(|at| answers.get(at)) {
                _ if written.is_empty() => return Ok(Reviewed::Done),
                Some(fact) => return Ok(Reviewed::Change(*fact)),
                None => self.notices.push(self.wording.no_such_answer(&written, answers.len())),
            }
        }
    }
}
