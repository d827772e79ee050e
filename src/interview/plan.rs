//! Which question comes next, and what hangs on it.

use super::hanging::Ground;
use super::sums::{cash, limits_hang_on, without};
use crate::amount::Range;
use crate::assess::{self, Given, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId};
use crate::knowledge::Knowledge;
use crate::measure::{Class, Measure};
use crate::money::Money;
use crate::profile::{Profile, State};
use crate::truth::{Rule, Truth};
use std::cell::OnceCell;
use std::cmp::Reverse;

/// What decides which question comes next.
///
/// It remembers what each measure hung on for the profile seen last, so that an answer costs
/// only what it changes; what it says depends on the profile alone.
#[derive(Debug)]
pub struct Plan<'c> {
    catalogue: &'c Catalogue,
    /// For each fact the rule under which it applies.
    applies: Vec<OnceCell<Rule>>,
    seen: Option<Profile>,
    knowledge: Knowledge<'c>,
    answerable: Vec<bool>,
    /// Whether anything is not known and never will be.
    blocked: bool,
    /// For each measure how it stands; worked out when somebody asks.
    stands: Vec<OnceCell<Stands>>,
    /// The facts on which limits on sums hang, each with the measures of these.
    limits: OnceCell<Vec<(FactId, Vec<usize>)>>,
}

/// How a measure stands.
#[derive(Debug)]
struct Stands {
    outcome: (Verdict, Vec<Option<Range>>),
    /// The facts that can still change its verdict or support.
    hanging: Vec<FactId>,
}

/// What hangs on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stake {
    /// How many measures.
    pub measures: usize,
    /// The most money that those of them give whose most is known.
    pub cash: Money,
    /// How many give money of which the most is not known, or no figure is stated.
    pub without_figure: usize,
}

/// How far an interview is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many measures have a verdict and supports that no answer can change any more.
    pub settled: usize,
    /// How many of these apply, or may.
    pub applying: usize,
    /// How many answers can still change.
    pub open: usize,
    /// How many have no verdict, and no answer can change that: something is not known for good.
    pub unclear: usize,
    /// How many questions are left at most.
    pub questions: usize,
    /// The cash that is firm.
    pub firm: Money,
    /// The most cash of those measures whose most is known.
    pub most: Money,
    /// How many measures give cash of which the most is not known yet.
    pub without_top: usize,
}

impl<'c> Plan<'c> {
    /// A plan for all measures of a catalogue; every rule is made ready, so that no question waits
    /// for it.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        for measure in &catalogue.measures {
            let rules = measure.rules(catalogue.compiler());
            rules.applies.cells(&catalogue.facts);
        }
        catalogue.switches();
        Self {
            catalogue,
            applies: vec![OnceCell::new(); catalogue.facts.len()],
            seen: None,
            knowledge: Knowledge::nothing(&catalogue.facts),
            answerable: vec![true; catalogue.facts.len()],
            blocked: false,
            stands: catalogue.measures.iter().map(|_| OnceCell::new()).collect(),
            limits: OnceCell::new(),
        }
    }

    /// The next question worth asking, where `topic` is the one of the question before.
    ///
    /// A question is worth asking only if its answer can change some verdict or support. Who the
    /// applicant is comes first; then the topic is not left while it has such a question.
    pub fn next(&mut self, profile: &Profile, topic: Option<usize>) -> Option<FactId> {
        self.look_at(profile);
        let facts = &self.catalogue.facts;
        let who = |id: &FactId| facts.get(id.0).is_some_and(|fact| fact.fixed) && self.always_applies(*id);
        let of_topic = |id: &FactId| facts.get(id.0).map(|fact| fact.topic) == topic;
        for preferred in [&who as &dyn Fn(&FactId) -> bool, &of_topic] {
            let unanswered = self.answerable.iter().enumerate().filter(|(_, answerable)| **answerable);
            let mut askable: Vec<FactId> = unanswered.map(|(at, _)| FactId(at)).filter(preferred).collect();
            askable.retain(|fact| self.applies(*fact) == Truth::Holds && self.matters(*fact));
            if let [only] = askable.as_slice() {
                return Some(*only);
            }
            let best = |fact: &FactId| (self.stands_alone(*fact), self.weight(*fact), Reverse(*fact));
            if let Some(next) = askable.into_iter().max_by_key(best) {
                return Some(next);
            }
        }
        // A new topic is taken up where most can be settled.
        let mut askable = self.open_facts();
        askable.retain(|fact| self.applies(*fact) == Truth::Holds);
        let heaviest = askable.into_iter().max_by_key(|fact| (self.weight(*fact), Reverse(*fact)))?;
        let next = facts.get(heaviest.0).map(|fact| fact.topic);
        if next == topic { Some(heaviest) } else { self.next(profile, next) }
    }

    /// What hangs on a question, for the profile seen last.
    pub fn stake(&self, fact: FactId) -> Stake {
        let mut stake = Stake { measures: 0, cash: Money::ZERO, without_figure: 0 };
        let mut all = self.given();
        for (at, given) in all.iter_mut().enumerate() {
            if !self.hangs(at, fact) {
                *given = without(given);
                continue;
            }
            stake.measures = stake.measures.saturating_add(1);
            let unstated = |(support, range): &(&crate::measure::Support, Option<Range>)| {
                support.kind.class() == Class::Cash && *range == Some(Range::Unstated)
            };
            if given.most(Class::Cash).is_none() || given.supports.iter().any(unstated) {
                stake.without_figure = stake.without_figure.saturating_add(1);
            }
        }
        stake.cash = cash(&all, &self.catalogue.together(&self.knowledge)).most;
        stake
    }

    /// How far the interview is, for the profile seen last.
    pub fn standing(&self) -> Standing {
        let (mut settled, mut applying, mut open, mut unclear) = (0_usize, 0_usize, 0_usize, 0_usize);
        for stands in self.all_stands() {
            let counted = match stands.outcome.0 {
                _ if !stands.hanging.is_empty() => &mut open,
                Verdict::Undetermined => &mut unclear,
                Verdict::Eligible | Verdict::Provisional => {
                    applying = applying.saturating_add(1);
                    &mut settled
                }
                Verdict::Ineligible => &mut settled,
            };
            *counted = counted.saturating_add(1);
        }
        let cash = cash(&self.given(), &self.catalogue.together(&self.knowledge));
        let (firm, most, without_top) = (cash.firm, cash.most, cash.without_top);
        Standing { settled, unclear, applying, open, questions: self.open_facts().len(), firm, most, without_top }
    }

    /// Whether the fact applies, for the profile seen last.
    pub fn applies(&self, fact: FactId) -> Truth {
        self.applies.get(fact.0).map_or(Truth::Fails, |rule| self.ready(fact, rule).truth(&self.knowledge))
    }

    /// The measures that hang on a question, for the profile seen last.
    pub fn measures_on(&self, fact: FactId) -> Vec<&'c Measure> {
        let measures = self.catalogue.measures.iter().enumerate();
        measures.filter(|(at, _)| self.hangs(*at, fact)).map(|(_, measure)| measure).collect()
    }

    /// Whether the answer can still change something, for the profile seen last.
    pub fn matters(&self, fact: FactId) -> bool {
        self.all_stands().any(|stands| stands.hanging.contains(&fact)) || self.limits().any(|(other, _)| *other == fact)
    }

    /// Whether a measure, or a limit on what it gives with others, hangs on a fact.
    fn hangs(&self, at: usize, fact: FactId) -> bool {
        self.stands(at).is_some_and(|stands| stands.hanging.contains(&fact))
            || self.limits().any(|(other, measures)| *other == fact && measures.contains(&at))
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
            let answerable = |fact: FactId| self.answerable.get(fact.0).is_some_and(|answerable| *answerable);
            limits_hang_on(self.catalogue, &self.knowledge, &self.given(), settled, answerable)
        });
        limits.iter()
    }

    fn all_stands(&self) -> impl Iterator<Item = &Stands> {
        (0..self.stands.len()).filter_map(|at| self.stands(at))
    }

    fn stands(&self, at: usize) -> Option<&Stands> {
        let (stands, measure) = (self.stands.get(at)?, self.catalogue.measures.get(at)?);
        Some(stands.get_or_init(|| {
            let outcome = assess::outcome(self.catalogue, measure, &self.knowledge);
            let Self { catalogue, knowledge, answerable, blocked, .. } = self;
            let hanging = Ground { catalogue, knowledge, answerable, blocked: *blocked }.hanging_on(measure, outcome.0);
            Stands { outcome, hanging }
        }))
    }

    fn ready<'r>(&self, fact: FactId, rule: &'r OnceCell<Rule>) -> &'r Rule {
        rule.get_or_init(|| Rule::new(self.catalogue.compiler().applies(fact)))
    }

    fn always_applies(&self, fact: FactId) -> bool {
        self.catalogue.ask_when.get(fact.0).is_some_and(Option::is_none)
    }

    fn open_facts(&self) -> Vec<FactId> {
        let mut open: Vec<FactId> = self.all_stands().flat_map(|stands| &stands.hanging).copied().collect();
        open.extend(self.limits().map(|(fact, _)| *fact));
        open.sort_unstable();
        open.dedup();
        open
    }

    /// Whether some measure hangs on the question alone. It must be asked in any case, so it goes
    /// before those that it may save.
    fn stands_alone(&self, fact: FactId) -> bool {
        self.all_stands().any(|stands| stands.hanging == [fact])
    }

    /// How much an answer can settle: how many measures hang on it, those with much money more, and
    /// those with few other questions more.
    fn weight(&self, fact: FactId) -> usize {
        let mut weight = 0_usize;
        let hanging = self.catalogue.measures.iter().zip(self.all_stands());
        for (measure, stands) in hanging.filter(|(_, stands)| stands.hanging.contains(&fact)) {
            let money = measure.supports.iter().any(|support| support.kind.class() == Class::Cash);
            let worth = match Given::of(measure, &stands.outcome).most(Class::Cash) {
                _ if !money => 1,
                Some(most) if most < MUCH => SOME_MONEY_WORTH,
                Some(_) | None => MUCH_MONEY_WORTH,
            };
            weight = weight.saturating_add(WHOLE.saturating_mul(worth).checked_div(stands.hanging.len()).unwrap_or(0));
        }
        weight
    }

    /// Takes note of what has changed since the profile seen last.
    pub fn look_at(&mut self, profile: &Profile) {
        let facts = &self.catalogue.facts;
        let (mut changed, mut all) = (Vec::new(), self.seen.is_none());
        for (at, fact) in facts.iter().enumerate() {
            for slot in fact.given_slots() {
                let (before, now) = (self.seen.as_ref().map(|seen| seen.state(slot)), profile.state(slot));
                if before == Some(now) {
                    continue;
                }
                changed.push(FactId(at));
                // An answer taken back opens anything; one refused reaches facts behind it.
                all = all || before != Some(State::NotAsked) || !is_one_number(now);
            }
        }
        self.seen = Some(profile.clone());
        if changed.is_empty() && !all {
            return;
        }
        self.knowledge = Knowledge::of(facts, profile);
        (self.answerable, self.blocked) = self.can_be_answered(profile);
        self.limits.take();
        for stands in &mut self.stands {
            if all || stands.get().is_some_and(|stands| stands.hanging.iter().any(|fact| changed.contains(fact))) {
                stands.take();
            }
        }
    }

    /// For each fact whether it can still be answered, and whether anything stays unknown for good: nobody asked for all of it yet, and it
    /// applies for certain once other such facts are answered rightly.
    fn can_be_answered(&self, profile: &Profile) -> (Vec<bool>, bool) {
        let facts = &self.catalogue.facts;
        let unasked = |fact: &Fact| {
            !profile.is_declined(fact) && fact.given_slots().any(|slot| profile.state(slot) == State::NotAsked)
        };
        let mut answerable: Vec<bool> = facts.iter().map(unasked).collect();
        let blocked = |(fact, answerable): (&Fact, &bool)| {
            let slots = fact.slots.clone().map(crate::fact::SlotId);
            !answerable && slots.into_iter().any(|slot| !self.knowledge.get(slot).is_point())
        };
        if !facts.iter().zip(&answerable).any(blocked) {
            return (answerable, false);
        }
        loop {
            let ground = Ground {
                catalogue: self.catalogue,
                knowledge: &self.knowledge,
                answerable: &answerable,
                blocked: true,
            };
            let can_apply = |at: usize, rule: &OnceCell<Rule>| {
                let surely = self.ready(FactId(at), rule).surely(&self.knowledge, &|slot| ground.stays_unknown(slot));
                surely.is_none_or(|formula| Rule::new(formula).truth(&self.knowledge) != Truth::Fails)
            };
            let next: Vec<bool> = self
                .applies
                .iter()
                .enumerate()
                .zip(&answerable)
                .map(|((at, rule), answerable)| *answerable && can_apply(at, rule))
                .collect();
            if next == answerable {
                return (answerable, true);
            }
            answerable = next;
        }
    }
}

/// Parts into which the worth of a measure is divided among the questions on which it hangs.
const WHOLE: usize = 60;
/// From this amount on, 100万元, money is much.
const MUCH: Money = Money::from_fen(100_000_000);
/// How much more a measure with some money counts.
const SOME_MONEY_WORTH: usize = 3;
/// How much more a measure with much money counts.
const MUCH_MONEY_WORTH: usize = 9;

fn is_one_number(state: State) -> bool {
    matches!(state, State::Given(interval) if interval.is_point())
}
