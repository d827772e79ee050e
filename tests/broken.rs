//! That the properties can fail: engines that are broken on purpose, each of which is caught within
//! the number of cases that the properties look at.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod invariants;
mod random;
mod reference;
#[allow(dead_code)]
mod small;

use huiqi::amount::Range;
use huiqi::assess::{Verdict, applies};
use huiqi::catalogue::Catalogue;
use huiqi::fact::{FactId, Kind};
use huiqi::knowledge::Knowledge;
use huiqi::language::Language;
use huiqi::profile::Profile;
use huiqi::profile_file::{self, Format};
use huiqi::stacking::{Rule, Stacking};
use huiqi::truth::Truth;
use invariants::asked::{Asked, each_question_can_change_something, huiqi_asks, what_matters_is_asked};
use invariants::checks::{
    Check, a_settled_verdict_stays, complete_profiles_agree, completions_agree, ranges_only_narrow,
    what_it_rests_on_proves_it,
};
use invariants::exact::what_is_open_can_differ;
use invariants::run::{MOST_FACTS, Run, cases};
use invariants::saved::{assignments_read_back, files_read_back};
use invariants::unmet::what_it_takes_is_enough_and_least;
use invariants::{Engine, Found, Huiqi, Report};
use random::profiles::{Answer, Known};
use small::least_value;

/// The engine with something done to the profile before it, and to the report after it.
struct Broken {
    before: fn(&Catalogue, &Known) -> Known,
    found: fn(&mut Found),
    report: fn(&mut Report),
}

const WHOLE: Broken = Broken { before: |_, known| known.clone(), found: |_| {}, report: |_| {} };

impl Engine for Broken {
    fn assess(&self, catalogue: &Catalogue, known: &Known) -> Report {
        let mut report = Huiqi.assess(catalogue, &(self.before)(catalogue, known));
        report.found.iter_mut().for_each(self.found);
        (self.report)(&mut report);
        report
    }

    fn find(&self, catalogue: &Catalogue, known: &Known, measure: usize) -> Found {
        let mut found = Huiqi.find(catalogue, &(self.before)(catalogue, known), measure);
        (self.found)(&mut found);
        found
    }
}

fn is_caught_by(check: Check, engine: &Broken) {
    let run = Run { cases: cases(), shrinks: 0 };
    assert!(run.on_random_catalogues(engine, MOST_FACTS, check).is_err(), "random catalogues do not catch it");
}

fn is_caught_everywhere_by(check: Check, engine: &Broken) {
    is_caught_by(check, engine);
    let run = Run { cases: cases(), shrinks: 0 };
    assert!(run.on_the_shipped_catalogue(engine, check).is_err(), "the shipped catalogue does not catch it");
}

/// The engine over a catalogue with something done to its rules on stacking.
struct OtherRules(fn(&mut Vec<Stacking>));

impl Engine for OtherRules {
    fn assess(&self, catalogue: &Catalogue, known: &Known) -> Report {
        let mut other = catalogue.clone();
        (self.0)(&mut other.stacking);
        Huiqi.assess(&other, known)
    }

    fn find(&self, catalogue: &Catalogue, known: &Known, measure: usize) -> Found {
        Huiqi.find(catalogue, known, measure)
    }
}

fn other_rules_are_caught_by(check: Check, rules: fn(&mut Vec<Stacking>)) {
    // Few random applicants get two measures of one rule with figures that differ.
    let run = Run { cases: cases().saturating_mul(30), shrinks: 0 };
    assert!(run.on_random_catalogues(&OtherRules(rules), MOST_FACTS, check).is_err());
}

#[test]
fn totals_that_add_measures_of_which_one_counts_are_caught() {
    other_rules_are_caught_by(complete_profiles_agree, |rules| rules.retain(|rule| !rule.rule.excludes()));
}

#[test]
fn the_best_where_the_giver_chooses_is_caught() {
    let best = |rules: &mut Vec<Stacking>| {
        for rule in rules {
            if let Rule::OneOf { applicant_chooses } = &mut rule.rule {
                *applicant_chooses = true;
            }
        }
    };
    other_rules_are_caught_by(completions_agree, best);
    other_rules_are_caught_by(complete_profiles_agree, best);
}

#[test]
fn sums_without_their_limits_are_caught() {
    let without: fn(&mut Vec<Stacking>) = |rules| rules.retain(|rule| rule.rule.excludes());
    other_rules_are_caught_by(completions_agree, without);
    other_rules_are_caught_by(complete_profiles_agree, without);
}

/// The profile with the lowest value for each unknown fact of some kinds.
fn filled(catalogue: &Catalogue, known: &Known, kinds: fn(Kind) -> bool) -> Known {
    let fill = |(fact, answer): (&huiqi::fact::Fact, &Answer)| {
        if answer.is_given() || !kinds(fact.kind) {
            return answer.clone();
        }
        Answer::Given(least_value(fact))
    };
    Known(catalogue.facts.iter().zip(&known.0).map(fill).collect())
}

#[test]
fn the_engine_as_it_is_is_not_caught() {
    for check in [a_settled_verdict_stays, ranges_only_narrow, completions_agree, what_it_rests_on_proves_it] {
        let run = Run { cases: 400, shrinks: 0 };
        assert_eq!(run.on_random_catalogues(&WHOLE, MOST_FACTS, check), Ok(()));
    }
}

#[test]
fn unknown_read_as_no_is_caught() {
    let engine = Broken {
        before: |catalogue, known| filled(catalogue, known, |kind| matches!(kind, Kind::YesNo | Kind::Choices)),
        ..WHOLE
    };
    is_caught_everywhere_by(a_settled_verdict_stays, &engine);
    is_caught_everywhere_by(completions_agree, &engine);
    is_caught_by(what_is_open_can_differ, &engine);
}

#[test]
fn unknown_read_as_zero_is_caught() {
    let engine = Broken {
        before: |catalogue, known| {
            filled(catalogue, known, |kind| !matches!(kind, Kind::YesNo | Kind::Choice | Kind::Choices | Kind::Date))
        },
        ..WHOLE
    };
    is_caught_everywhere_by(a_settled_verdict_stays, &engine);
    is_caught_everywhere_by(ranges_only_narrow, &engine);
    is_caught_everywhere_by(completions_agree, &engine);
}

#[test]
fn eligible_for_undetermined_is_caught() {
    let engine = Broken {
        found: |found| {
            if found.verdict == Verdict::Undetermined {
                found.verdict = Verdict::Eligible;
            }
        },
        ..WHOLE
    };
    is_caught_everywhere_by(a_settled_verdict_stays, &engine);
    is_caught_everywhere_by(completions_agree, &engine);
}

#[test]
fn provisional_for_eligible_is_caught() {
    let engine = Broken {
        found: |found| {
            if found.verdict == Verdict::Eligible {
                found.verdict = Verdict::Provisional;
            }
        },
        ..WHOLE
    };
    is_caught_everywhere_by(completions_agree, &engine);
    is_caught_everywhere_by(complete_profiles_agree, &engine);
}

#[test]
fn a_total_that_leaves_out_undetermined_measures_is_caught() {
    let engine =
        Broken { report: |report| report.totals.iter_mut().for_each(|total| total.high = total.settled_high), ..WHOLE };
    is_caught_everywhere_by(ranges_only_narrow, &engine);
    is_caught_everywhere_by(completions_agree, &engine);
}

#[test]
fn a_low_that_counts_what_the_giver_may_withhold_is_caught() {
    let engine = Broken {
        found: |found| {
            for range in found.supports.iter_mut().flatten() {
                if let Range::Stated { low, high: Some(high) } = range {
                    *low = *high;
                }
            }
        },
        ..WHOLE
    };
    is_caught_everywhere_by(ranges_only_narrow, &engine);
    is_caught_everywhere_by(completions_agree, &engine);
    is_caught_everywhere_by(complete_profiles_agree, &engine);
}

#[test]
fn a_reason_too_few_is_caught() {
    let engine = Broken { found: |found| found.rests_on.truncate(found.rests_on.len().saturating_sub(1)), ..WHOLE };
    is_caught_everywhere_by(what_it_rests_on_proves_it, &engine);
}

#[test]
fn a_reason_too_many_is_caught() {
    let engine = Broken {
        found: |found| {
            let next = found.rests_on.last().map_or(0, |last| last.0 + 1);
            found.rests_on.push(huiqi::fact::FactId(next));
        },
        ..WHOLE
    };
    is_caught_everywhere_by(what_it_rests_on_proves_it, &engine);
}

#[test]
fn too_much_caution_is_caught() {
    let engine = Broken {
        found: |found| {
            if !found.missing.is_empty() {
                found.verdict = Verdict::Undetermined;
            }
        },
        ..WHOLE
    };
    is_caught_by(what_is_open_can_differ, &engine);
}

#[test]
fn a_missing_fact_too_few_is_caught() {
    let engine = Broken { found: |found| found.missing.truncate(found.missing.len().saturating_sub(1)), ..WHOLE };
    is_caught_by(what_is_open_can_differ, &engine);
}

/// Without what is declined.
fn forgetful(catalogue: &Catalogue, profile: &Profile, format: Format, language: Language, rest: &[String]) -> String {
    let text = profile_file::write(catalogue, profile, format, language, rest);
    text.lines().filter(|line| !line.starts_with("declined")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_file_without_what_is_declined_is_caught() {
    is_caught_everywhere_by(|_, drawn, known, lot| files_read_back(forgetful, drawn, known, lot), &WHOLE);
}

fn one_too_few(catalogue: &Catalogue, profile: &Profile) -> Vec<String> {
    let mut assignments = profile_file::assignments(catalogue, profile);
    assignments.pop();
    assignments
}

#[test]
fn an_assignment_too_few_is_caught() {
    is_caught_everywhere_by(|_, drawn, known, lot| assignments_read_back(one_too_few, drawn, known, lot), &WHOLE);
}

#[test]
fn too_few_changes_are_caught() {
    let engine = Broken {
        found: |found| found.unmet.iter_mut().for_each(|unmet| unmet.changes.truncate(unmet.changes.len() - 1)),
        ..WHOLE
    };
    is_caught_by(what_it_takes_is_enough_and_least, &engine);
}

/// Asks the first fact of all, whatever it is.
fn the_first_fact<'c>(catalogue: &'c Catalogue, profile: &Profile) -> Asked<'c> {
    Asked { next: Some(FactId(0)), ..huiqi_asks(catalogue, profile) }
}

fn nothing<'c>(catalogue: &'c Catalogue, profile: &Profile) -> Asked<'c> {
    Asked { next: None, ..huiqi_asks(catalogue, profile) }
}

/// Asks what was declined before anything else.
fn the_declined<'c>(catalogue: &'c Catalogue, profile: &Profile) -> Asked<'c> {
    let asked = huiqi_asks(catalogue, profile);
    let declined = catalogue.facts.iter().position(|fact| profile.is_declined(fact)).map(FactId);
    Asked { next: declined.or(asked.next), ..asked }
}

#[test]
fn a_question_that_changes_nothing_is_caught() {
    is_caught_by(|_, drawn, known, _| what_matters_is_asked(the_first_fact, drawn, known), &WHOLE);
}

#[test]
fn a_question_left_out_is_caught() {
    is_caught_by(|_, drawn, known, _| what_matters_is_asked(nothing, drawn, known), &WHOLE);
}

#[test]
fn a_declined_question_asked_again_is_caught_everywhere() {
    is_caught_by(|_, drawn, known, _| what_matters_is_asked(the_declined, drawn, known), &WHOLE);
    let run = Run { cases: 100, shrinks: 0 };
    let check: Check = |_, drawn, known, lot| each_question_can_change_something(the_declined, drawn, known, lot);
    assert!(run.on_the_shipped_catalogue(&WHOLE, check).is_err());
}

/// Asks what applies and changes nothing, and says that every measure hangs on it.
fn what_changes_nothing<'c>(catalogue: &'c Catalogue, profile: &Profile) -> Asked<'c> {
    let asked = huiqi_asks(catalogue, profile);
    let knowledge = Knowledge::of(&catalogue.facts, profile);
    let pointless = |at: &usize| {
        profile.is_not_asked(&catalogue.facts[*at])
            && asked.measures[*at].is_empty()
            && applies(catalogue, FactId(*at), &knowledge) == Truth::Holds
    };
    let next = (0..catalogue.facts.len()).find(pointless).map(FactId);
    Asked { next, measures: vec![catalogue.measures.iter().collect(); catalogue.facts.len()] }
}

#[test]
fn a_question_that_changes_nothing_of_the_shipped_catalogue_is_caught() {
    let run = Run { cases: 100, shrinks: 0 };
    let check: Check =
        |_, drawn, known, lot| each_question_can_change_something(what_changes_nothing, drawn, known, lot);
    assert!(run.on_the_shipped_catalogue(&WHOLE, check).is_err());
}
