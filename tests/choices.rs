//! Several choices in one text, whose labels may hold the signs that part them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use huiqi::catalogue::load_embedded;
use huiqi::day::today;
use huiqi::fact::{Fact, Kind, Unusable, Value};
use huiqi::language::Language;

fn facts() -> Vec<Fact> {
    load_embedded(today()).unwrap().facts
}

fn business() -> Fact {
    facts().into_iter().find(|fact| fact.id == "business").unwrap()
}

#[test]
fn every_two_choices_joined_by_a_sign_read_back_in_either_order() {
    let mut pairs = 0;
    for fact in facts().iter().filter(|fact| fact.kind == Kind::Choices) {
        for language in [Language::Chinese, Language::English] {
            let labels: Vec<&str> = fact.choices.iter().map(|choice| choice.label.get(language)).collect();
            for (one, first) in labels.iter().enumerate() {
                for (other, second) in labels.iter().enumerate().filter(|(other, _)| *other != one) {
                    let both = Value::Choices(vec![one.min(other), one.max(other)]);
                    for sign in ["、", ", ", ";", "|", "\r\n"] {
                        let text = format!("{first}{sign}{second}");
                        assert_eq!(fact.read(&text), Ok(both.clone()), "{}: {text:?}", fact.id);
                    }
                    pairs += 1;
                }
            }
        }
    }
    assert!(pairs > 4000, "{pairs}");
}

#[test]
fn a_label_that_holds_a_sign_is_one_choice_among_others() {
    let business = business();
    let ids = |text: &str| match business.read(text) {
        Ok(Value::Choices(chosen)) => chosen.iter().map(|at| business.choices[*at].id.clone()).collect::<Vec<_>>(),
        other => vec![format!("{other:?}")],
    };
    assert_eq!(ids("创业投资、风险投资、餐饮"), ["catering", "venture-capital"]);
    assert_eq!(ids("餐饮、创业投资、风险投资、"), ["catering", "venture-capital"]);
    assert_eq!(ids("住宿,物流、仓储、快递配送;venture-capital"), ["logistics", "accommodation", "venture-capital"]);
}

#[test]
fn the_part_that_is_no_choice_is_the_one_that_is_named() {
    let business = business();
    for (text, part) in [
        ("创业投资、风险投资、杂技", "杂技"),
        ("餐饮、创业投资、住宿", "创业投资"),
        (" 杂技 ,餐饮", "杂技"),
        ("无、餐饮", "无"),
        ("、", "、"),
    ] {
        assert_eq!(business.read(text), Err(Unusable::NotAChoice), "{text}");
        assert_eq!(business.not_a_choice(text), part, "{text}");
    }
}
