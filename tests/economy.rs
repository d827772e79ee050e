//! How economical the questions of the interview are, over random applicants of every kind, and
//! that what measures it is right.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

mod applicants;
mod questions;
mod random;

use applicants::draw::Applicants;
use applicants::weights::Weights;
use applicants::{Applicant, WEIGHTS};
use huiqi::assess::{applies, assess, outcome};
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::fact::{FactId, Value};
use huiqi::interview::plan::Plan;
use huiqi::knowledge::Knowledge;
use huiqi::truth::Truth;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use questions::bound::bound;
use questions::ground::Ground;
use questions::limits::broken;
use questions::standing::Standing;
use questions::sums::survey;
use random::Lot;
use random::marks::Drawn;
use random::profiles::profiles;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| load_embedded(date(2026, 11, 23)).unwrap());

fn weights() -> Weights {
    Weights::read(WEIGHTS, &SHIPPED).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

#[test]
fn the_weights_name_only_facts_and_choices_that_there_are() {
    weights();
    let wrong =
        WEIGHTS.replace("\"registered-in-qingdao\"", "\"registered-in-jinan\"").replace("vocational-school", "school");
    let faults = Weights::read(&wrong, &SHIPPED).err().unwrap();
    assert_eq!(faults, ["applicant has no choice school", "there is no fact registered-in-jinan"]);
}

#[test]
fn applicants_of_every_kind_and_line_occur_each_with_a_value_for_exactly_what_applies() {
    let weights = weights();
    let applicants = Applicants::new(&SHIPPED, &weights);
    let drawn: Vec<Applicant> = (0..1000).map(|seed| applicants.draw(seed)).collect();
    for applicant in &drawn {
        assert!(applicant.is_consistent(&SHIPPED), "{applicant:?}");
    }
    for id in ["applicant", "business"] {
        let (fact, known) = SHIPPED.fact(id).unwrap();
        for (at, choice) in known.choices.iter().enumerate() {
            assert!(drawn.iter().any(|it| it.chosen(fact).contains(&at)), "nobody is {}", choice.id);
        }
    }
}

#[test]
fn the_interview_asks_little_more_than_any_could() {
    let weights = weights();
    let ground = Ground::new(&SHIPPED);
    let rows = survey(&ground, &Applicants::new(&SHIPPED, &weights), 1000);
    assert_eq!(broken(&ground, &rows), Vec::<String>::new());
}

#[test]
fn what_is_asked_hangs_only_on_what_is_known() {
    let weights = weights();
    let (ground, applicants) = (Ground::new(&SHIPPED), Applicants::new(&SHIPPED, &weights));
    let mut used = Plan::new(&SHIPPED);
    for seed in 0..20 {
        let applicant = applicants.draw(seed);
        let mut standing = Standing::new(&ground);
        while let Some(fact) = used.next(&standing.profile, None) {
            assert_eq!(Some(fact), Plan::new(&SHIPPED).next(&standing.profile, None));
            standing.answer(fact, applicant.values[fact.0].as_ref());
        }
    }
}

#[test]
fn what_still_matters_is_what_the_assessment_says() {
    let weights = weights();
    let (ground, applicants) = (Ground::new(&SHIPPED), Applicants::new(&SHIPPED, &weights));
    for seed in 0..20 {
        let (applicant, mut lot) = (applicants.draw(seed), Lot::new(seed));
        let mut standing = Standing::new(&ground);
        loop {
            let open = standing.open();
            let mut said = assess(&SHIPPED, &standing.profile).next_facts;
            said.sort_unstable();
            assert_eq!(open, said);
            if open.is_empty() {
                break;
            }
            let fact = *lot.pick(&open);
            standing.answer(fact, applicant.values[fact.0].as_ref().filter(|_| !lot.chance(10)));
        }
    }
}

/// The size of the smallest certificate, by trying every set of facts, the smaller sets first.
fn by_trying_all(catalogue: &Catalogue, applicant: &Applicant) -> usize {
    let facts: Vec<FactId> = applicant.facts().collect();
    let full = Knowledge::of(&catalogue.facts, &applicant.profile(catalogue));
    let mut sets: Vec<u32> = (0..1 << facts.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    let certifies = |set: &u32| {
        let mut some = Applicant { values: vec![None; catalogue.facts.len()] };
        for fact in facts.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, fact)| fact) {
            some.values[fact.0].clone_from(&applicant.values[fact.0]);
        }
        let known = Knowledge::of(&catalogue.facts, &some.profile(catalogue));
        some.facts().all(|fact| applies(catalogue, fact, &known) == Truth::Holds)
            && catalogue.measures.iter().all(|it| outcome(catalogue, it, &known) == outcome(catalogue, it, &full))
    };
    sets.iter().find(|set| certifies(set)).unwrap().count_ones() as usize
}

#[test]
fn the_bound_is_what_trying_all_sets_of_answers_gives_for_shipped_measures() {
    let weights = weights();
    let (ground, applicants) = (Ground::new(&SHIPPED), Applicants::new(&SHIPPED, &weights));
    let few = (0..1000).map(|seed| applicants.draw(seed)).filter(|it| it.facts().count() <= 10).take(30);
    for applicant in few {
        let found = bound(&ground, &applicant);
        assert_eq!(found.least, by_trying_all(&SHIPPED, &applicant), "{applicant:?}");
        assert_eq!(found.certificate.map(|it| it.len()), Some(found.least));
    }
}

#[test]
fn the_bound_is_what_trying_all_sets_of_answers_gives_for_tangled_measures() {
    const FACTS: usize = 8;
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"the same applicants, every time!");
    let strategy = (random::catalogues::catalogues(FACTS), profiles(FACTS));
    let beyond_necessity = std::cell::Cell::new(0);
    let outcome = TestRunner::new_with_rng(config, rng).run(&strategy, |(plan, profile)| {
        let Ok(catalogue) = plan.load() else { return Ok(()) };
        let drawn = Drawn::new(&catalogue);
        let values = drawn.completion(&drawn.known(&profile), &mut Lot::new(profile.seed));
        let mut applicant = Applicant { values: values.into_iter().map(Some).collect::<Vec<Option<Value>>>() };
        let full = Knowledge::of(&catalogue.facts, &applicant.profile(&catalogue));
        for at in 0..catalogue.facts.len() {
            if applies(&catalogue, FactId(at), &full) == Truth::Fails {
                applicant.values[at] = None;
            }
        }
        let found = bound(&Ground::new(&catalogue), &applicant);
        prop_assert_eq!(found.least, by_trying_all(&catalogue, &applicant), "{}", plan.text());
        beyond_necessity.set(beyond_necessity.get() + usize::from(found.least > found.necessary));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(beyond_necessity.get() > 20, "only {} had to be searched", beyond_necessity.get());
}

#[test]
fn applicants_written_out_are_asked_no_more_than_they_should_be() {
    let ground = Ground::new(&SHIPPED);
    let too_many: Vec<String> = questions::limits::written_out(&ground)
        .into_iter()
        .filter(|it| it.record.asked.len() > it.most)
        .map(|it| format!("{}: {} questions, at most {}", it.name, it.record.asked.len(), it.most))
        .collect();
    assert_eq!(too_many, Vec::<String>::new());
}
