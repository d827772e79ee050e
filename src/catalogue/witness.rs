//! Applicants who show that something can come about.

use super::Catalogue;
use super::slips::round_number;
use crate::assess::{RuledOutBy, Verdict, applies, verdict};
use crate::fact::{Fact, FactId, Kind, SlotId, Value};
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::measure::Measure;
use crate::profile::Profile;
use crate::truth::{Formula, Rule, Truth};

/// What can come of a measure: its verdict, and what rules it out.
pub type Outcome = (Verdict, Option<RuledOutBy>);

/// Every outcome of a measure within the document's period.
pub const OUTCOMES: [Outcome; 5] = [
    (Verdict::Eligible, None),
    (Verdict::Provisional, None),
    (Verdict::Undetermined, None),
    (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
    (Verdict::Ineligible, Some(RuledOutBy::Audience)),
];

/// An applicant for each outcome of a measure, of whom no more is known than that needs; `None`
/// where no applicant whatever comes to it on the day of the catalogue.
pub fn witnesses(catalogue: &Catalogue, measure: &Measure) -> Vec<(Outcome, Option<Profile>)> {
    OUTCOMES.into_iter().map(|outcome| (outcome, witness(catalogue, measure, outcome))).collect()
}

/// An applicant who comes to this outcome; `None` where nobody does.
pub fn witness(catalogue: &Catalogue, measure: &Measure, outcome: Outcome) -> Option<Profile> {
    if !catalogue.is_in_force(measure) {
        return (outcome == (Verdict::Ineligible, Some(RuledOutBy::Period))).then(Profile::default);
    }
    let compiler = catalogue.compiler();
    let rules = measure.rules(compiler);
    let audience = measure.for_whom(compiler).formula();
    let applies = rules.applies.formula();
    let unreserved = rules.unreserved.as_ref().map(Rule::formula);
    let formula = match (outcome, &measure.reserved, unreserved) {
        ((Verdict::Eligible, None), None, _) => applies.clone(),
        ((Verdict::Eligible, None), Some(_), Some(unreserved)) => unreserved.clone(),
        ((Verdict::Provisional, None), Some(_), None) => applies.clone(),
        ((Verdict::Provisional, None), Some(_), Some(unreserved)) => {
            Formula::all([applies.clone(), unreserved.negated()])
        }
        ((Verdict::Undetermined, None), ..) => return undetermined(catalogue, measure),
        ((Verdict::Ineligible, Some(RuledOutBy::Audience)), ..) => audience.negated(),
        ((Verdict::Ineligible, Some(RuledOutBy::Conditions)), ..) => {
            Formula::all([audience.clone(), applies.negated()])
        }
        _ => return None,
    };
    applicant(catalogue, &formula)
}

/// An applicant of whom one answer too few is known.
///
/// Where nothing is known and the verdict is settled all the same, it is settled for everybody.
fn undetermined(catalogue: &Catalogue, measure: &Measure) -> Option<Profile> {
    let open = |profile: &Profile| {
        let knowledge = Knowledge::of(&catalogue.facts, profile);
        verdict(catalogue, measure, &knowledge).0 == Verdict::Undetermined
    };
    let nothing = Profile::default();
    if !open(&nothing) {
        return None;
    }
    let known = [Verdict::Eligible, Verdict::Provisional].into_iter();
    let known = known.filter_map(|verdict| witness(catalogue, measure, (verdict, None)));
    let short_of_one = known.flat_map(|profile| {
        let given = catalogue.facts.iter().rev().filter(|fact| !profile.is_not_asked(fact)).collect::<Vec<_>>();
        given.into_iter().map(move |fact| {
            let mut less = profile.clone();
            less.forget(fact);
            less
        })
    });
    Some(short_of_one.into_iter().find(open).unwrap_or(nothing))
}

/// An applicant for whom the formula holds; `None` where there is none. Only what is needed is
/// known, what is known applies, and figures are round and near the bounds that they meet.
pub(super) fn applicant(catalogue: &Catalogue, formula: &Formula) -> Option<Profile> {
    let compiler = catalogue.compiler();
    let known = Rule::witness(formula, &catalogue.facts, &|id| compiler.applies(id))?;
    let mut drawn = Drawn { catalogue, rule: Rule::new(formula.clone()), known };
    let tells = |id: &FactId| catalogue.facts.get(id.0).is_some_and(|fact| drawn.known.tells(fact));
    let given: Vec<FactId> = (0..catalogue.facts.len()).map(FactId).filter(tells).collect();
    let mut profile = Profile::default();
    for id in &given {
        if let Some(fact) = catalogue.facts.get(id.0) {
            let value = drawn.value(fact, &given);
            profile.give(fact, &value);
        }
    }
    Some(profile)
}

struct Drawn<'d> {
    catalogue: &'d Catalogue,
    rule: Rule,
    known: Knowledge<'d>,
}

impl Drawn<'_> {
    fn is_narrowed(&self, slot: SlotId) -> bool {
        self.known.get(slot) != self.known.whole(slot)
    }

    fn holds(&self, given: &[FactId]) -> bool {
        let applies = |id: &FactId| applies(self.catalogue, *id, &self.known) == Truth::Holds;
        self.rule.truth(&self.known) == Truth::Holds && given.iter().all(applies)
    }

    fn value(&mut self, fact: &Fact, given: &[FactId]) -> Value {
        let first = self.known.get(SlotId(fact.slots.start));
        match fact.kind {
            Kind::YesNo => Value::YesNo(first.low != 0),
            Kind::Choice => Value::Choice(usize::try_from(first.low).unwrap_or_default()),
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent => Value::Number(round_number(first, fact)),
            Kind::Date => Value::Days(Interval::point(round_number(first, fact))),
            Kind::Choices => Value::Choices(self.choices(fact, given)),
            Kind::YearlyMoney { .. } => Value::Years(self.years(fact)),
        }
    }

    /// As few choices as will do; of who the applicant is, one at least where that will do.
    fn choices(&mut self, fact: &Fact, given: &[FactId]) -> Vec<usize> {
        for slot in fact.slots.clone().map(SlotId) {
            let chosen = self.known.get(slot).low;
            self.known.set(slot, Interval::point(chosen));
        }
        for slot in fact.slots.clone() {
            self.try_choice(slot, 0, given);
        }
        let chosen = |known: &Knowledge<'_>| {
            let taken = |(at, slot): (usize, usize)| (known.get(SlotId(slot)).low != 0).then_some(at);
            fact.slots.clone().enumerate().filter_map(taken).collect::<Vec<_>>()
        };
        if fact.fixed && chosen(&self.known).is_empty() {
            let _ = fact.slots.clone().any(|slot| self.try_choice(slot, 1, given));
        }
        chosen(&self.known)
    }

    /// Takes a choice, or leaves it, where everything still holds.
    fn try_choice(&mut self, slot: usize, chosen: i64, given: &[FactId]) -> bool {
        let before = self.known.set(SlotId(slot), Interval::point(chosen));
        let holds = self.holds(given);
        if !holds {
            self.known.set(SlotId(slot), before);
        }
        holds
    }

    /// Amounts of the years, with the sum where that matters: the first years take the most.
    fn years(&self, fact: &Fact) -> Vec<Option<i64>> {
        let slots = || fact.given_slots().map(SlotId);
        let of_year = |slot: SlotId| {
            let interval = self.known.get(slot);
            if self.is_narrowed(slot) { round_number(interval, fact) } else { interval.low }
        };
        let mut amounts: Vec<i64> = slots().map(of_year).collect();
        if let Some(sum) = fact.sum_slot().filter(|slot| self.is_narrowed(*slot)) {
            let mut rest = round_number(self.known.get(sum), fact);
            amounts.iter().for_each(|amount| rest = rest.saturating_sub(*amount));
            for (amount, slot) in amounts.iter_mut().zip(slots()) {
                let room = self.known.get(slot).high.saturating_sub(*amount);
                let more = rest.min(room).max(0);
                *amount = amount.saturating_add(more);
                rest = rest.saturating_sub(more);
            }
        }
        amounts.into_iter().map(Some).collect()
    }
}
