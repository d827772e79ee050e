//! What holds for every applicant: over random catalogues and profiles, and over the catalogue that
//! ships. `HUIQI_CASES` says how many cases; which ones they are is always the same.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod invariants;
mod random;
mod reference;

use huiqi::problem::Code;
use invariants::Huiqi;
use invariants::asked::{each_question_can_change_something, huiqi_asks, what_matters_is_asked};
use invariants::checks::{
    Check, a_settled_verdict_stays, complete_profiles_agree, completions_agree, ranges_only_narrow,
    what_it_rests_on_proves_it,
};
use invariants::exact::what_is_open_can_differ;
use invariants::run::{MOST_FACTS, Run, cases, runner};
use invariants::saved::a_saved_profile_reproduces_its_result;
use invariants::unmet::what_it_takes_is_enough_and_least;
use invariants::wanted;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Facts of a catalogue small enough for all completions to be worked out.
const FEW_FACTS: usize = 4;

fn holds_on_random_catalogues(most_facts: usize, check: Check) {
    // Of small catalogues a third has too many completions to be worked out.
    let cases = if most_facts == FEW_FACTS { cases() * 2 } else { cases() };
    let run = Run { cases, shrinks: 4000 };
    run.on_random_catalogues(&Huiqi, most_facts, check).unwrap_or_else(|error| panic!("{error}"));
}

fn holds_on_the_shipped_catalogue(check: Check) {
    let run = Run { cases: cases(), shrinks: 400 };
    run.on_the_shipped_catalogue(&Huiqi, check).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn one_more_answer_never_changes_a_settled_verdict_of_random_catalogues() {
    holds_on_random_catalogues(MOST_FACTS, a_settled_verdict_stays);
}

#[test]
fn one_more_answer_never_changes_a_settled_verdict_of_the_shipped_catalogue() {
    holds_on_the_shipped_catalogue(a_settled_verdict_stays);
}

#[test]
fn one_more_answer_only_narrows_the_ranges_of_random_catalogues() {
    holds_on_random_catalogues(MOST_FACTS, ranges_only_narrow);
}

#[test]
fn one_more_answer_only_narrows_the_ranges_of_the_shipped_catalogue() {
    holds_on_the_shipped_catalogue(ranges_only_narrow);
}

#[test]
fn every_completion_agrees_with_verdicts_and_ranges_of_random_catalogues() {
    holds_on_random_catalogues(MOST_FACTS, completions_agree);
}

#[test]
fn every_completion_agrees_with_verdicts_and_ranges_of_the_shipped_catalogue() {
    holds_on_the_shipped_catalogue(completions_agree);
}

#[test]
fn complete_profiles_come_out_as_the_reference_says_on_random_catalogues() {
    holds_on_random_catalogues(MOST_FACTS, complete_profiles_agree);
}

#[test]
fn complete_profiles_come_out_as_the_reference_says_on_the_shipped_catalogue() {
    holds_on_the_shipped_catalogue(complete_profiles_agree);
}

#[test]
fn what_a_finding_rests_on_proves_it_on_random_catalogues() {
    holds_on_random_catalogues(MOST_FACTS, what_it_rests_on_proves_it);
}

#[test]
fn what_a_finding_rests_on_proves_it_on_the_shipped_catalogue() {
    holds_on_the_shipped_catalogue(what_it_rests_on_proves_it);
}

#[test]
fn what_is_open_can_differ_and_what_is_missing_decides() {
    holds_on_random_catalogues(FEW_FACTS, what_is_open_can_differ);
}

#[test]
fn what_can_still_change_something_is_asked_and_nothing_else_on_random_catalogues() {
    holds_on_random_catalogues(FEW_FACTS, |_, drawn, known, _| what_matters_is_asked(huiqi_asks, drawn, known));
}

#[test]
fn each_question_can_change_something_on_the_shipped_catalogue() {
    let run = Run { cases: cases() / 50, shrinks: 0 };
    let check: Check = |_, drawn, known, lot| each_question_can_change_something(huiqi_asks, drawn, known, lot);
    run.on_the_shipped_catalogue(&Huiqi, check).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn what_it_takes_is_enough_and_nothing_less_is() {
    holds_on_random_catalogues(MOST_FACTS, what_it_takes_is_enough_and_least);
}

#[test]
fn a_saved_profile_reproduces_its_result_on_random_catalogues() {
    holds_on_random_catalogues(MOST_FACTS, a_saved_profile_reproduces_its_result);
}

#[test]
fn a_saved_profile_reproduces_its_result_on_the_shipped_catalogue() {
    // Each case writes and reads the whole profile in four ways.
    let run = Run { cases: cases() / 10, shrinks: 400 };
    run.on_the_shipped_catalogue(&Huiqi, a_saved_profile_reproduces_its_result)
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn most_random_catalogues_load_and_use_every_construct() {
    let texts = RefCell::new(String::new());
    let faults: RefCell<BTreeMap<&str, usize>> = RefCell::default();
    let (plans, loaded) = (400, RefCell::new(0));
    let strategy = random::catalogues::catalogues(MOST_FACTS);
    let drawn = runner(plans, 0).run(&strategy, |plan| {
        match plan.load() {
            Ok(_) => {
                *loaded.borrow_mut() += 1;
                texts.borrow_mut().push_str(&plan.text());
            }
            Err(problems) => {
                for problem in problems {
                    *faults.borrow_mut().entry(problem.code.code()).or_default() += 1;
                    let expected = [
                        Code::TooManyCells,
                        Code::MayNotApply,
                        Code::NotExhaustive,
                        Code::NeverHolds,
                        Code::YearsWithSum,
                    ];
                    assert!(expected.contains(&problem.code), "{problem:?}\n{}", plan.text());
                }
            }
        }
        Ok(())
    });
    drawn.unwrap_or_else(|error| panic!("{error}"));
    let (loaded, faults, texts) = (loaded.into_inner(), faults.into_inner(), texts.into_inner());
    assert!(loaded * 10 >= plans * 8, "{loaded} of {plans} load; faults: {faults:?}");
    for construct in [
        "yes-no",
        "count",
        "quantity",
        "money",
        "percent",
        "date",
        "choice",
        "choices",
        "yearly-money",
        "ask-when",
        "fixed = true",
        "min =",
        "max =",
        "is =",
        "all-of",
        "any-of",
        "none-of",
        "at-least-n-of",
        "at-least =",
        "more-than",
        "at-most",
        "less-than",
        "includes",
        "on-or-after",
        "before",
        "within",
        "any =",
        "every =",
        "sum =",
        "reserved",
        "unless",
        "exactly",
        "up-to = \"",
        "up-to = { rate",
        "from =",
        "rate = \"",
        "rate = { from",
        "each = \"",
        "each = { from",
        "per =",
        "rates = [",
        "cap-each-year",
        "less =",
        "cap = { exactly",
        "kind = \"points\"",
        "stages",
        "cap = \"",
        "cap = { rate",
        "floor",
        "years",
        "cases",
        "else",
        "unstated",
        "one-of",
        "chosen-by = \"applicant\"",
        "chosen-by = \"giver\"",
        "expires",
        "highest-of",
        "]\nchosen-by = \"applicant\"",
        "]\nchosen-by = \"giver\"",
        "total-at-most = \"",
        "total-at-most = {",
        "effective",
        "groups = [",
        "help = {",
        "aliases",
        "unit = {",
        "kind = \"points\"\namount = { up-to",
        "kind = \"points\"\namount = { from",
        "kind = \"points\"\namount = { cases",
        "offices = [\"一局\"]\neffective",
        "offices = [\"一局\"]\nexpires",
        "published = \"2020-01-01\"\neffective",
        "published = \"2020-01-01\"\nexpires",
        "what = {",
        "term = { from",
        "term = { exactly",
        "[[obligation]]",
        "[closing]",
        "[[reading]]",
        "[[remark]]",
        "[[undecided]]",
        "[[measure.reading]]",
        "[measure.words]",
        "[[measure.note]]",
    ] {
        assert!(texts.contains(construct), "no catalogue uses {construct}");
    }
}

#[test]
#[should_panic(expected = "HUIQI_CASES=1,000,000 is no whole number that fits")]
fn a_number_of_cases_that_is_none_is_not_taken_for_the_usual_one() {
    wanted::read::<usize>("HUIQI_CASES", &"1,000,000".into());
}
