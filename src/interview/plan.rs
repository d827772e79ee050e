//! Which question comes next, and what hangs on it.

use super::answerable::Answerable;
use super::standing::{Stake, Standing};
use super::sums::{Cash, cash, limits_hang_on, without};
use super::tally::{Stands, Tally};
use super::uses::Uses;
use super::working::Working;
use crate::amount::Range;
use crate::assess::Given;
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::knowledge::Knowledge;
use crate::measure::{Class, Measure};
use crate::money::Money;
use crate::profile::{Profile, State};
use crate::truth::Truth;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::rc::Rc;

/// What decides which question comes next.
///
/// It remembers what each measure hung on for the profile seen last, and what all of them come to,
/// so that an answer costs only what it changes; what it says depends on the profile alone.
#[derive(Debug)]
pub struct Plan<'c> {
    catalogue: &'c Catalogue,
    uses: Rc<Uses>,
    seen: Profile,
    knowledge: Knowledge<'c>,
    answerable: Answerable,
    /// For each measure how it stands; worked out when somebody asks.
    stands: Vec<OnceCell<Stands>>,
    /// What the measures counted so far come to; for each whether it is counted; those that are not.
    tally: Tally,
    counted: Vec<bool>,
    uncounted: Vec<usize>,
    /// The facts on which limits on sums hang, each with the measures of these.
    limits: OnceCell<Vec<(FactId, Vec<usize>)>>,
}

impl<'c> Plan<'c> {
    /// A plan for all measures of a catalogue. Every rule is made ready, and every measure looked at
    /// where nothing is known, so that no question waits for it.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        catalogue.switches();
        let mut plan = Self::over(catalogue, Rc::new(Uses::of(catalogue)));
        plan.count();
        plan
    }

    /// A plan for the same catalogue that has seen nothing but a profile of which nothing is known.
    pub(super) fn afresh(&self) -> Self {
        Self::over(self.catalogue, Rc::clone(&self.uses))
    }

    fn over(catalogue: &'c Catalogue, uses: Rc<Uses>) -> Self {
        let (facts, measures) = (catalogue.facts.len(), catalogue.measures.len());
        Self {
            catalogue,
            uses,
            seen: Profile::default(),
            knowledge: Knowledge::nothing(&catalogue.facts),
            answerable: Answerable::all(facts),
            stands: (0..measures).map(|_| OnceCell::new()).collect(),
            tally: Tally::new(facts),
            counted: vec![false; measures],
            uncounted: (0..measures).collect(),
            limits: OnceCell::new(),
        }
    }

    /// The next question worth asking, where `topic` is the one of the question before.
    ///
    /// A question is worth asking only if its answer can change some verdict or support. Who the
    /// applicant is comes first; then the topic is not left while it has such a question.
    pub fn next(&mut self, profile: &Profile, topic: Option<usize>) -> Option<FactId> {
        self.look_at(profile);
        self.count();
        self.best(topic)
    }

    /// The next question, once every measure is counted.
    fn best(&self, topic: Option<usize>) -> Option<FactId> {
        let facts = &self.catalogue.facts;
        let open = self.open_facts();
        let who = |id: &FactId| facts.get(id.0).is_some_and(|fact| fact.fixed) && self.always_applies(*id);
        let of_topic = |id: &FactId| facts.get(id.0).map(|fact| fact.topic) == topic;
        let preferences: [&dyn Fn(&FactId) -> bool; 2] = [&who, &of_topic];
        for preferred in preferences {
            let can_be_asked = |fact: &FactId| self.answerable.holds(*fact) && self.applies(*fact) == Truth::Holds;
            let askable = open.iter().copied().filter(preferred).filter(can_be_asked);
            // What a measure hangs on alone must be asked in any case, so it goes before what it may save.
            let best = |fact: &FactId| {
                let on = self.tally.on(*fact);
                (on.alone > 0, on.weight, Reverse(*fact))
            };
            if let Some(next) = askable.max_by_key(best) {
                return Some(next);
            }
        }
        // A new topic is taken up where most can be settled.
        let askable = open.into_iter().filter(|fact| self.applies(*fact) == Truth::Holds);
        let heaviest = askable.max_by_key(|fact| (self.tally.on(*fact).weight, Reverse(*fact)))?;
        let next = facts.get(heaviest.0).map(|fact| fact.topic);
        if next == topic { Some(heaviest) } else { self.best(next) }
    }

    /// What hangs on a question, for the profile seen last.
    pub fn stake(&self, fact: FactId) -> Stake {
        let hanging = self.hanging_on(fact);
        let mut stake = Stake { measures: hanging.len(), cash: Money::ZERO, without_figure: 0 };
        let mut sum = Cash::default();
        for (measure, stands) in hanging.iter().filter_map(|at| self.measure(*at)) {
            let unstated = |(support, range): (&crate::measure::Support, &Option<Range>)| {
                support.kind.class() == Class::Cash && *range == Some(Range::Unstated)
            };
            if stands.cash.1.is_none() || measure.supports.iter().zip(&stands.outcome.1).any(unstated) {
                stake.without_figure = stake.without_figure.saturating_add(1);
            }
            sum.count(stands);
        }
        if !self.catalogue.stacking.is_empty() {
            let mut given = self.given();
            let others = given.iter_mut().enumerate().filter(|(at, _)| hanging.binary_search(at).is_err());
            others.for_each(|(_, given)| *given = without(given));
            sum = cash(&given, &self.catalogue.together(&self.knowledge));
        }
        stake.cash = sum.most;
        stake
    }

    /// How far the interview is, for the profile seen last.
    pub fn standing(&mut self) -> Standing {
        self.count();
        let Tally { settled, applying, open, unclear, .. } = self.tally;
        let cash = if self.catalogue.stacking.is_empty() {
            self.tally.cash()
        } else {
            cash(&self.given(), &self.catalogue.together(&self.knowledge))
        };
        let (firm, most, without_top) = (cash.firm, cash.most, cash.without_top);
        Standing { settled, unclear, applying, open, questions: self.open_facts().len(), firm, most, without_top }
    }

    /// Whether the fact applies, for the profile seen last.
    pub fn applies(&self, fact: FactId) -> Truth {
        self.uses.gate(fact).map_or(Truth::Holds, |gate| gate.truth(&self.knowledge))
    }

    /// The measures that hang on a question, for the profile seen last.
    pub fn measures_on(&self, fact: FactId) -> Vec<&'c Measure> {
        self.hanging_on(fact).into_iter().filter_map(|at| self.catalogue.measures.get(at)).collect()
    }

    /// Whether the answer can still change something, for the profile seen last.
    pub fn matters(&self, fact: FactId) -> bool {
        let mut users = self.uses.measures(fact).iter();
        users.any(|at| self.hangs(*at, fact)) || self.limits().any(|(other, _)| *other == fact)
    }

    fn hangs(&self, at: usize, fact: FactId) -> bool {
        self.stands(at).is_some_and(|stands| stands.hanging.contains(&fact))
    }

    /// The measures that hang on a fact, or on which a limit does that hangs on it, by position, rising.
    fn hanging_on(&self, fact: FactId) -> Vec<usize> {
        let users = self.uses.measures(fact).iter().copied();
        let mut hanging: Vec<usize> = users.filter(|at| self.hangs(*at, fact)).collect();
        let before = hanging.len();
        hanging.extend(self.limits().filter(|(other, _)| *other == fact).flat_map(|(_, measures)| measures));
        if before < hanging.len() {
            hanging.sort_unstable();
            hanging.dedup();
        }
        hanging
    }

    fn measure(&self, at: usize) -> Option<(&'c Measure, &Stands)> {
        self.catalogue.measures.get(at).zip(self.stands(at))
    }

    /// What each measure gives.
    fn given(&self) -> Vec<Given<'c>> {
        let measures = self.catalogue.measures.iter().zip(self.all_stands());
        measures.map(|(measure, stands)| Given::of(measure, &stands.outcome)).collect()
    }

    fn limits(&self) -> impl Iterator<Item = &(FactId, Vec<usize>)> {
        let limits = self.limits.get_or_init(|| {
            if self.catalogue.stacking.is_empty() {
                return Vec::new();
            }
            let settled = |at| self.stands(at).is_some_and(|stands| stands.hanging.is_empty());
            let answerable = |fact: FactId| self.answerable.holds(fact);
            limits_hang_on(self.catalogue, &self.knowledge, &self.given(), settled, answerable)
        });
        limits.iter()
    }

    fn all_stands(&self) -> impl Iterator<Item = &Stands> {
        (0..self.stands.len()).filter_map(|at| self.stands(at))
    }

    fn stands(&self, at: usize) -> Option<&Stands> {
        let (stands, measure) = (self.stands.get(at)?, self.catalogue.measures.get(at)?);
        Some(stands.get_or_init(|| self.working().of(measure)))
    }

    fn working(&self) -> Working<'_, 'c> {
        Working { catalogue: self.catalogue, knowledge: &self.knowledge, answerable: &self.answerable }
    }

    /// Counts every measure that is not counted yet.
    fn count(&mut self) {
        let uncounted = std::mem::take(&mut self.uncounted);
        self.work_out(&uncounted);
        for at in uncounted {
            self.stands(at);
            if let (Some(stands), Some(counted)) =
                (self.stands.get(at).and_then(OnceCell::get), self.counted.get_mut(at))
            {
                self.tally.count(stands);
                *counted = true;
            }
        }
    }

    /// Works out how measures stand, where they are many: of few it is found when somebody asks.
    fn work_out(&mut self, measures: &[usize]) {
        let open = |at: &usize| self.stands.get(*at).is_some_and(|stands| stands.get().is_none());
        let open: Vec<usize> = measures.iter().copied().filter(open).collect();
        for (at, stands) in self.working().of_many(&open) {
            if let Some(cell) = self.stands.get_mut(at) {
                *cell = OnceCell::from(stands);
            }
        }
    }

    /// Forgets how a measure stands.
    fn forget(&mut self, at: usize) {
        let (Some(stands), Some(counted)) = (self.stands.get_mut(at), self.counted.get_mut(at)) else { return };
        if let Some(stands) = stands.take()
            && std::mem::take(counted)
        {
            self.tally.leave_out(&stands);
            self.uncounted.push(at);
        }
    }

    fn always_applies(&self, fact: FactId) -> bool {
        self.uses.gate(fact).is_none()
    }

    /// The facts on which something hangs, rising.
    fn open_facts(&self) -> Vec<FactId> {
        let mut open: Vec<FactId> = self.tally.open_facts().collect();
        open.extend(self.limits().map(|(fact, _)| *fact));
        open.sort_unstable();
        open.dedup();
        open
    }

    /// Those of these facts that apply and whose answers, each by itself taken back, could change something.
    pub(super) fn that_matter(&mut self, facts: &[FactId], profile: &Profile) -> Vec<FactId> {
        let mut before: Option<FactId> = None;
        let matters = |fact: &FactId| {
            match before.replace(*fact) {
                None => self.look((0..self.catalogue.facts.len()).map(FactId), profile, Some(*fact)),
                Some(before) => self.look([before.min(*fact), before.max(*fact)], profile, Some(*fact)),
            }
            self.applies(*fact) == Truth::Holds && self.matters(*fact)
        };
        facts.iter().copied().filter(matters).collect()
    }

    /// Takes note of what has changed since the profile seen last.
    pub fn look_at(&mut self, profile: &Profile) {
        self.look((0..self.catalogue.facts.len()).map(FactId), profile, None);
    }

    /// The same for a profile from which one answer is taken back, to tell what hangs on it.
    pub(super) fn look_at_without(&mut self, profile: &Profile, fact: FactId) {
        self.look((0..self.catalogue.facts.len()).map(FactId), profile, Some(fact));
        let uses = Rc::clone(&self.uses);
        self.work_out(uses.measures(fact));
    }

    /// Takes note of what has changed among these facts, rising; the others are as they were.
    fn look(&mut self, among: impl IntoIterator<Item = FactId>, profile: &Profile, without: Option<FactId>) {
        // An answer taken back opens anything; one refused reaches facts behind it.
        let (mut changed, mut all) = (Vec::new(), false);
        for id in among {
            let Some(fact) = self.catalogue.facts.get(id.0) else { continue };
            let taken_back = without == Some(id);
            let mut differs = false;
            for slot in fact.given_slots() {
                let (before, now) =
                    (self.seen.state(slot), if taken_back { State::NotAsked } else { profile.state(slot) });
                if before != now {
                    differs = true;
                    all = all || before != State::NotAsked || !is_one_number(now);
                }
            }
            if differs {
                changed.push(id);
                if taken_back {
                    self.seen.forget(fact)
                } else {
                    self.seen.recall(fact, profile)
                }
                self.knowledge.learn(fact, &self.seen);
            }
        }
        if changed.is_empty() {
            return;
        }
        self.limits.take();
        let uses = Rc::clone(&self.uses);
        let turned = self.answerable.changed(&changed, &uses, (self.catalogue, &self.knowledge), &self.seen);
        for fact in &changed {
            for at in uses.measures(*fact) {
                // One number more settles nothing that did not hang on it.
                let stays = |stands: &Stands| !all && !stands.hanging.contains(fact);
                if !self.stands.get(*at).and_then(OnceCell::get).is_some_and(stays) {
                    self.forget(*at);
                }
            }
        }
        turned.iter().flat_map(|fact| uses.measures(*fact)).for_each(|at| self.forget(*at));
    }
}

fn is_one_number(state: State) -> bool {
    matches!(state, State::Given(interval) if interval.is_point())
}
