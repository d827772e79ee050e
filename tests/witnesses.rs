//! An applicant for every verdict that a measure can come to, and none for those it cannot.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod random;
#[allow(dead_code)]
mod reference;

use huiqi::assess::{RuledOutBy, Verdict, assess};
use huiqi::catalogue::{Catalogue, Outcome, load_embedded, witnesses};
use huiqi::language::Language;
use huiqi::profile_file::{self, Format};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use random::catalogues::catalogues;
use random::marks::Drawn;
use random::profiles::{Answer, Known};
use reference::{Decision, Reference};
use std::collections::BTreeSet;

/// The most combinations of values that are worked out for one catalogue.
const MOST: usize = 3000;

/// What is wrong with the applicants that are found for the measures of a catalogue.
fn wrong(catalogue: &Catalogue) -> Vec<String> {
    let mut wrong = Vec::new();
    for measure in &catalogue.measures {
        for (outcome, profile) in witnesses(catalogue, measure) {
            let Some(profile) = profile else { continue };
            let assessment = assess(catalogue, &profile);
            let finding = assessment.findings.iter().find(|it| it.measure.id == measure.id).unwrap();
            let text = profile_file::write(catalogue, &profile, Format::Toml, Language::Chinese, &[]);
            if (finding.verdict, finding.ruled_out_by) != outcome {
                wrong.push(format!("{}: {outcome:?} but is {:?}\n{text}", measure.id, finding.verdict));
            }
            if !assessment.ignored.is_empty() {
                wrong.push(format!("{}: {outcome:?} with a fact that does not apply\n{text}", measure.id));
            }
            let (read, problems) = profile_file::read(catalogue, &text, Format::Toml, 0).unwrap();
            if read != profile || !problems.is_empty() {
                wrong.push(format!("{}: {outcome:?} does not read back\n{text}", measure.id));
            }
        }
    }
    wrong
}

#[test]
fn every_applicant_of_the_shipped_catalogue_comes_to_its_verdict() {
    let catalogue = load_embedded(date(2026, 11, 23)).unwrap();
    assert_eq!(wrong(&catalogue), Vec::<String>::new());
    // Each measure is for somebody, not for everybody, and can be met.
    for measure in &catalogue.measures {
        let found: Vec<Outcome> =
            witnesses(&catalogue, measure).into_iter().filter(|(_, it)| it.is_some()).map(|it| it.0).collect();
        let met = |verdict| found.contains(&(verdict, None));
        assert!(met(Verdict::Eligible) || met(Verdict::Provisional), "{}", measure.id);
        assert!(found.contains(&(Verdict::Ineligible, Some(RuledOutBy::Audience))), "{}", measure.id);
    }
}

#[test]
fn the_verdicts_of_random_catalogues_are_those_that_some_applicant_comes_to() {
    let config = Config { cases: 600, failure_persistence: None, max_global_rejects: u32::MAX, ..Config::default() };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, b"the same applicants, every time!");
    let compared = std::cell::Cell::new(0_usize);
    let outcome = TestRunner::new_with_rng(config, seed).run(&catalogues(4), |plan| {
        let Ok(catalogue) = plan.load() else { return Err(TestCaseError::reject("it does not load")) };
        let Some(reached) = reached(&catalogue) else { return Err(TestCaseError::reject("too many completions")) };
        prop_assert_eq!(wrong(&catalogue), Vec::<String>::new());
        for (measure, reached) in catalogue.measures.iter().zip(reached) {
            let mut found = BTreeSet::new();
            for (outcome, profile) in witnesses(&catalogue, measure) {
                found.extend(profile.map(|_| code(outcome)));
            }
            prop_assert_eq!(&found, &reached, "{}\n{}", measure.id, plan.text());
        }
        compared.set(compared.get() + catalogue.measures.len());
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(compared.get() > 600, "only {} measures were compared", compared.get());
}

fn code((verdict, ruled_out_by): Outcome) -> &'static str {
    ruled_out_by.map_or(verdict.code(), RuledOutBy::code)
}

/// For each measure what some applicant comes to, by the reference; undetermined where verdicts differ.
fn reached(catalogue: &Catalogue) -> Option<Vec<BTreeSet<&'static str>>> {
    let drawn = Drawn::new(catalogue);
    let choices = drawn.representatives(&Known(vec![Answer::NotAsked; catalogue.facts.len()]));
    let number = choices.iter().try_fold(1_usize, |number, choices| number.checked_mul(choices.len()))?;
    if number > MOST {
        return None;
    }
    let mut reached = vec![BTreeSet::new(); catalogue.measures.len()];
    for mut place in 0..number {
        let mut values = Vec::new();
        for choices in &choices {
            values.push(choices[place % choices.len()].clone());
            place /= choices.len();
        }
        let reference = Reference { catalogue, values: &values };
        for (measure, reached) in catalogue.measures.iter().zip(&mut reached) {
            reached.extend(match reference.decision(measure) {
                Decision::Eligible => Some("eligible"),
                Decision::Provisional => Some("provisional"),
                Decision::ForOthers => Some("audience"),
                Decision::ConditionFails => Some("conditions"),
                // Outside the period nothing within it is reached.
                Decision::OutOfForce => None,
            });
        }
    }
    for reached in &mut reached {
        let verdicts: BTreeSet<bool> = reached.iter().map(|code| ["audience", "conditions"].contains(code)).collect();
        if verdicts.len() > 1 || reached.contains("eligible") && reached.contains("provisional") {
            reached.insert("undetermined");
        }
    }
    Some(reached)
}
