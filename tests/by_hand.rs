//! The code against which the engine is measured says the same as the engine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "bench/suite/mod.rs"]
mod suite;

use huiqi::amount::Range;
use huiqi::assess::{self, RuledOutBy, Verdict};
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::knowledge::Knowledge;
use suite::by_hand::measures::{AS_OF, MEASURES};
use suite::by_hand::outcome::{Amount, Outcome, Verdict as ByHand};
use suite::by_hand::rules::{self, Days};
use suite::draw::{Applicant, applicants};
use suite::profiles::Profiles;

const APPLICANTS: u64 = 20_000;

/// What the engine says of the fixed measures, in the words of the code by hand.
fn by_engine(catalogue: &Catalogue, profiles: &Profiles<'_>, applicant: &Applicant) -> Vec<Outcome> {
    let profile = profiles.of(applicant);
    let knowledge = Knowledge::of(&catalogue.facts, &profile);
    let outcome = |id: &&str| {
        let measure = catalogue.measure(id).unwrap();
        let (verdict, ranges) = assess::outcome(catalogue, measure, &knowledge);
        let ruled_out_by = assess::verdict(catalogue, measure, &knowledge).1;
        let verdict = match (verdict, ruled_out_by) {
            (Verdict::Eligible, None) => ByHand::Eligible,
            (Verdict::Provisional, None) => ByHand::Provisional,
            (Verdict::Undetermined, None) => ByHand::Undetermined,
            (Verdict::Ineligible, Some(RuledOutBy::Audience)) => ByHand::Audience,
            (Verdict::Ineligible, Some(RuledOutBy::Conditions)) => ByHand::Conditions,
            other => unreachable!("{id}: {other:?}"),
        };
        let mut amounts = ranges.into_iter().flatten().map(|range| match range {
            Range::Unstated => Amount::Unstated,
            Range::Stated { low, high } => {
                Amount::Between(low.fen().try_into().unwrap(), high.map(|high| high.fen().try_into().unwrap()))
            }
            Range::Points { .. } => unreachable!("{id} is counted in money"),
        });
        let amount = amounts.next().unwrap_or(Amount::Nothing);
        assert_eq!(amounts.next(), None, "{id} has one amount");
        Outcome { verdict, amount }
    };
    MEASURES.iter().map(outcome).collect()
}

#[test]
fn the_code_by_hand_says_of_every_applicant_what_the_engine_says() {
    let catalogue = load_embedded(AS_OF).unwrap();
    let (profiles, days) = (Profiles::new(&catalogue), Days::of(AS_OF));
    for applicant in applicants(0, APPLICANTS) {
        let (theirs, ours) = (rules::assess(&applicant.facts, &days), by_engine(&catalogue, &profiles, &applicant));
        for (id, (theirs, ours)) in MEASURES.iter().zip(theirs.iter().zip(&ours)) {
            assert_eq!(theirs, ours, "{id} of {applicant:?}");
        }
    }
}

#[test]
fn the_applicants_come_to_every_verdict_on_every_measure() {
    let days = Days::of(AS_OF);
    let mut seen: Vec<Vec<ByHand>> = vec![Vec::new(); MEASURES.len()];
    for applicant in applicants(0, APPLICANTS) {
        for (seen, outcome) in seen.iter_mut().zip(rules::assess(&applicant.facts, &days)) {
            if !seen.contains(&outcome.verdict) {
                seen.push(outcome.verdict);
            }
        }
    }
    use ByHand::{Audience, Conditions, Eligible, Provisional, Undetermined};
    for (id, seen) in MEASURES.iter().zip(seen) {
        assert!([Undetermined, Audience, Conditions].iter().all(|verdict| seen.contains(verdict)), "{id}: {seen:?}");
        assert!(seen.contains(&Eligible) || seen.contains(&Provisional), "{id}: {seen:?}");
    }
}

#[test]
fn about_one_fact_in_five_is_unknown_and_some_are_declined() {
    // Of what applies, a fifth is forgotten; of 5,000 applicants more than a tenth declined something.
    let declined = applicants(0, 5000).filter(|applicant| applicant.declined != 0).count();
    let unknown = applicants(0, 5000).filter(|applicant| applicant.facts.applicant.is_none()).count();
    assert!((900..1100).contains(&unknown), "{unknown}");
    assert!(declined > 500, "{declined}");
}
