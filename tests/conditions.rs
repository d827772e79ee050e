//! Conditions in the words that people read.

#![allow(clippy::unwrap_used)]

use huiqi::catalogue::load_embedded;
use huiqi::condition::{Bounds, Requirement, Time};
use huiqi::day::Period;
use huiqi::fact::{Fact, Kind};
use huiqi::language::Language;
use jiff::civil::{Date, date};

const AS_OF: Date = date(2021, 6, 30);

#[test]
fn a_requirement_is_said_as_the_document_would() {
    let shipped = load_embedded(AS_OF).unwrap();
    let money = shipped.facts.iter().find(|fact| fact.kind == Kind::Money).unwrap();
    let words = |requirement: Requirement| {
        [Language::Chinese, Language::English].map(|language| requirement.words(money, language))
    };
    let during = |time| words(Requirement::During(time));
    let on_or_after = Some(date(2020, 8, 20));
    assert_eq!(during(Time { on_or_after, ..Time::default() }), ["2020-08-20及以后", "on or after 2020-08-20"]);
    let before = Some(date(2021, 1, 1));
    assert_eq!(
        during(Time { on_or_after, before, within: None }),
        ["2020-08-20及以后且2021-01-01以前", "on or after 2020-08-20 and before 2021-01-01"]
    );
    let within = |period| during(Time { within: Some(period), ..Time::default() });
    assert_eq!(within(Period::Months(6)), ["最近6个月内", "within the last 6 months"]);
    assert_eq!(within(Period::Days(30)), ["最近30天内", "within the last 30 days"]);
    let bounds = Bounds { lower: Some((20_000, true)), upper: Some((50_000, false)) };
    assert_eq!(
        words(Requirement::Within(bounds)),
        ["不低于200元且低于500元", "at least 200 yuan and less than 500 yuan"]
    );
}

#[test]
fn of_one_choice_its_label_is_said_of_several_that_they_include_it() {
    let shipped = load_embedded(AS_OF).unwrap();
    let fact = |kind| shipped.facts.iter().find(|fact| fact.kind == kind).unwrap();
    let first = |fact: &Fact| Requirement::OneOf(vec![0]).words(fact, Language::English);
    let label = |fact: &Fact| fact.choices.first().unwrap().label.en.to_string();
    assert_eq!(first(fact(Kind::Choice)), label(fact(Kind::Choice)));
    assert_eq!(first(fact(Kind::Choices)), format!("includes {}", label(fact(Kind::Choices))));
}
