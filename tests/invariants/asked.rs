//! (d) What is asked can change something, and nothing that can is left out.

use super::exact::may_name_more;
use crate::random::Lot;
use crate::random::marks::Drawn;
use crate::random::profiles::{Answer, Known};
use huiqi::amount::Range;
use huiqi::assess::{Given, Total, Verdict, applies, missing, outcome, total};
use huiqi::catalogue::Catalogue;
use huiqi::fact::{FactId, Value};
use huiqi::interview::plan::Plan;
use huiqi::knowledge::Knowledge;
use huiqi::measure::{Class, Measure};
use huiqi::profile::Profile;
use huiqi::truth::Truth;

/// The most combinations of answers that are worked out.
const MOST: usize = 600;
/// How many ways to a difference are tried before a question is said to be pointless.
const WAYS: usize = 400;

/// What an interview asks next, and the measures for which a fact still matters.
pub struct Asked<'c> {
    pub next: Option<FactId>,
    pub measures: Vec<Vec<&'c Measure>>,
}

/// Something that decides on the next question.
pub type Planner = for<'c> fn(&'c Catalogue, &Profile) -> Asked<'c>;

/// The plan of this crate.
pub fn huiqi_asks<'c>(catalogue: &'c Catalogue, profile: &Profile) -> Asked<'c> {
    let mut plan = Plan::new(catalogue);
    let next = plan.next(profile, None);
    Asked { next, measures: (0..catalogue.facts.len()).map(|at| plan.measures_on(FactId(at))).collect() }
}

type Outcome = (Verdict, Vec<Option<Range>>);

/// What is known, and the facts that can still be answered: neither given nor declined, not even
/// in part, and such that they apply for certain once other such facts are answered rightly.
struct Open<'d, 'c> {
    drawn: &'d Drawn<'c>,
    known: &'d Known,
    answerable: Vec<usize>,
    values: Vec<Vec<Value>>,
}

impl<'d, 'c> Open<'d, 'c> {
    /// `None` where the answers have too many combinations.
    fn of(drawn: &'d Drawn<'c>, known: &'d Known) -> Option<Self> {
        let unasked = (0..known.0.len()).filter(|at| known.0[*at] == Answer::NotAsked).collect();
        let mut open = Self { drawn, known, answerable: unasked, values: Vec::new() };
        loop {
            let all = |at: &usize| drawn.representatives_of(*at, &Answer::NotAsked);
            open.values = open.answerable.iter().map(all).collect();
            if open.number().is_none_or(|number| number > MOST) {
                return None;
            }
            let kept = open.those_that_can_apply();
            if kept == open.answerable {
                return Some(open);
            }
            open.answerable = kept;
        }
    }

    fn number(&self) -> Option<usize> {
        self.values.iter().try_fold(1_usize, |number, values| number.checked_mul(values.len()))
    }

    fn those_that_can_apply(&self) -> Vec<usize> {
        let mut kept = vec![false; self.answerable.len()];
        for number in 0..self.number().unwrap() {
            let profile = self.profile(number);
            let knowledge = Knowledge::of(&self.drawn.catalogue.facts, &profile);
            for (kept, at) in kept.iter_mut().zip(&self.answerable).filter(|(kept, _)| !**kept) {
                *kept = applies(self.drawn.catalogue, FactId(*at), &knowledge) == Truth::Holds;
            }
            if kept.iter().all(|kept| *kept) {
                break;
            }
        }
        self.answerable.iter().zip(kept).filter(|(_, kept)| *kept).map(|(at, _)| *at).collect()
    }

    fn profile(&self, mut number: usize) -> Profile {
        let catalogue = self.drawn.catalogue;
        let mut profile = self.known.profile(catalogue);
        for (at, values) in self.answerable.iter().zip(&self.values).rev() {
            profile.give(&catalogue.facts[*at], &values[number % values.len()]);
            number /= values.len();
        }
        profile
    }

    fn outcomes(&self) -> Vec<Vec<Outcome>> {
        let catalogue = self.drawn.catalogue;
        let of = |number| {
            let profile = self.profile(number);
            let knowledge = Knowledge::of(&catalogue.facts, &profile);
            catalogue.measures.iter().map(|measure| outcome(catalogue, measure, &knowledge)).collect()
        };
        (0..self.number().unwrap()).map(of).collect()
    }

    /// The totals, where a limit on a sum may hang on facts.
    fn totals(&self) -> Vec<Vec<Total>> {
        let catalogue = self.drawn.catalogue;
        let has_limits = catalogue.stacking.iter().any(|rule| !rule.rule.excludes());
        let of = |number| {
            let profile = self.profile(number);
            let knowledge = Knowledge::of(&catalogue.facts, &profile);
            let together = catalogue.together(&knowledge);
            let given: Vec<Given<'_>> = catalogue
                .measures
                .iter()
                .map(|measure| Given::of(measure, &outcome(catalogue, measure, &knowledge)))
                .collect();
            Class::ALL.iter().filter_map(|class| total(*class, &given, &together)).collect()
        };
        (0..self.number().unwrap()).filter(|_| has_limits).map(of).collect()
    }

    /// Whether two completions that differ in this answer only differ in a total.
    fn decides_totals(&self, place: usize, totals: &[Vec<Total>]) -> bool {
        let step: usize = self.values[place + 1..].iter().map(Vec::len).product();
        let values = self.values[place].len();
        (0..totals.len()).any(|number| totals[number] != totals[number - number / step % values * step])
    }

    /// The measures on which two completions differ that differ in this answer only.
    fn decided_by(&self, place: usize, outcomes: &[Vec<Outcome>]) -> Vec<usize> {
        let step: usize = self.values[place + 1..].iter().map(Vec::len).product();
        let values = self.values[place].len();
        let differs = |measure: &usize| {
            (0..outcomes.len()).any(|number| {
                let first = number - number / step % values * step;
                outcomes[number][*measure] != outcomes[first][*measure]
            })
        };
        (0..self.drawn.catalogue.measures.len()).filter(differs).collect()
    }
}

/// The measures whose sum has a limit that hangs on a fact.
fn limited_by(catalogue: &Catalogue, fact: FactId) -> Vec<usize> {
    let slots = &catalogue.facts[fact.0].slots;
    let hangs = |rule: &&huiqi::stacking::Stacking| {
        let limit = rule.limit(catalogue.compiler());
        limit.is_some_and(|limit| limit.slots().iter().any(|slot| slots.contains(&slot.0)))
    };
    catalogue.stacking.iter().filter(hangs).flat_map(|rule| rule.measures.clone()).collect()
}

/// Exactly the facts matter of which two answers make a difference, and while one of them is
/// known to apply, one of them is asked. On what a limit on a sum hangs is asked only once its
/// measures are settled. Where an amount has cases and is computed from facts
/// besides, more facts may matter, as more may be missing.
pub fn what_matters_is_asked(planner: Planner, drawn: &Drawn<'_>, known: &Known) -> Result<(), String> {
    // The sum of years and the single years are looked at as if they were free of each other.
    if drawn.ties_years_to_sums() {
        return Ok(());
    }
    let Some(open) = Open::of(drawn, known) else { return Ok(()) };
    let catalogue = drawn.catalogue;
    let profile = known.profile(catalogue);
    let knowledge = Knowledge::of(&catalogue.facts, &profile);
    let asked = planner(catalogue, &profile);
    let (outcomes, totals) = (open.outcomes(), open.totals());
    let (mut askable, mut must) = (Vec::new(), Vec::new());
    for (at, fact) in catalogue.facts.iter().enumerate() {
        let place = open.answerable.iter().position(|other| *other == at);
        let decided = place.map_or_else(Vec::new, |place| open.decided_by(place, &outcomes));
        let decides_totals = place.is_some_and(|place| open.decides_totals(place, &totals));
        let limited = limited_by(catalogue, FactId(at));
        let mut matters = false;
        for (number, measure) in catalogue.measures.iter().enumerate() {
            let said = asked.measures[at].iter().any(|other| other.id == measure.id);
            let decides = decided.contains(&number);
            let by_limit = limited.contains(&number) && decides_totals;
            if said != decides && !(said && (by_limit || place.is_some() && may_name_more(measure))) {
                return Err(format!("{} on {}: said {said}, is {decides}", measure.id, fact.id));
            }
            matters |= said;
        }
        if applies(catalogue, FactId(at), &knowledge) == Truth::Holds {
            askable.extend(matters.then_some(FactId(at)));
            must.extend((!decided.is_empty() || decides_totals).then_some(FactId(at)));
        }
    }
    match asked.next {
        Some(fact) if !askable.contains(&fact) => {
            Err(format!("{} is asked; worth asking are {askable:?}", catalogue.facts[fact.0].id))
        }
        None if !must.is_empty() => Err(format!("nothing is asked; worth asking are {must:?}")),
        _ => Ok(()),
    }
}

/// Goes on from what is known to the end of an interview with random answers, some of them 不清楚.
pub fn each_question_can_change_something(
    planner: Planner,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<(), String> {
    let mut known = known.clone();
    while let Some(fact) = can_change_something(planner, drawn, &known, lot)
        .map_err(|why| format!("{why} after {}", known.words(drawn.catalogue)))?
    {
        known.0[fact.0] = if lot.chance(20) { Answer::Declined } else { Answer::Given(drawn.value(fact.0, lot)) };
    }
    Ok(())
}

/// Finds two completions that differ in the next question's answer only and come out differently.
fn can_change_something(
    planner: Planner,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<Option<FactId>, String> {
    let catalogue = drawn.catalogue;
    let profile = known.profile(catalogue);
    let asked = planner(catalogue, &profile);
    let Some(fact) = asked.next else { return Ok(None) };
    let name = &catalogue.facts[fact.0].id;
    if known.0[fact.0] != Answer::NotAsked {
        return Err(format!("{name} is asked again"));
    }
    if applies(catalogue, fact, &Knowledge::of(&catalogue.facts, &profile)) != Truth::Holds {
        return Err(format!("{name} is asked and may not apply"));
    }
    let measures = &asked.measures[fact.0];
    let found = (0..WAYS).any(|way| {
        measures
            .get(way % measures.len().max(1))
            .is_some_and(|measure| makes_a_difference(drawn, known, fact, measure, lot))
    });
    if found { Ok(Some(fact)) } else { Err(format!("{name} is asked and seems to change nothing")) }
}

/// Walks to where the measure hangs on the fact alone, as far as it can be known.
fn makes_a_difference(drawn: &Drawn<'_>, known: &Known, fact: FactId, measure: &Measure, lot: &mut Lot) -> bool {
    let catalogue = drawn.catalogue;
    let facts = &catalogue.facts;
    let hangs_on = |profile: &Profile| {
        let knowledge = Knowledge::of(facts, profile);
        let verdict = outcome(catalogue, measure, &knowledge).0;
        missing(catalogue, measure, verdict, &knowledge)
    };
    let mut profile = known.profile(catalogue);
    loop {
        let mut others = hangs_on(&profile);
        others.retain(|other| *other != fact && profile.is_not_asked(&facts[other.0]));
        if others.is_empty() {
            break;
        }
        let other = *lot.pick(&others);
        let Some(next) = (0..20).find_map(|_| {
            let mut next = profile.clone();
            next.give(&facts[other.0], &drawn.value(other.0, lot));
            hangs_on(&next).contains(&fact).then_some(next)
        }) else {
            return false;
        };
        profile = next;
    }
    let completion = drawn.completion(known, lot);
    for (fact, value) in facts.iter().zip(&completion) {
        if profile.is_not_asked(fact) {
            profile.give(fact, value);
        }
    }
    let mut seen: Vec<Outcome> = Vec::new();
    for _ in 0..40 {
        profile.give(&facts[fact.0], &drawn.value(fact.0, lot));
        seen.push(outcome(catalogue, measure, &Knowledge::of(facts, &profile)));
        if seen.last() != seen.first() {
            return true;
        }
    }
    false
}
