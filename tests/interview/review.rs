//! Looking the answers through, and stopping before.

use crate::person::{Person, applicant, fact, squeezed};
use crate::{NOODLE_SHOP, VENTURE_INVESTOR, WIDTHS};
use huiqi::language::Language;

/// The numbered answers as they stand on the screen for the last time.
fn numbered(person: &Person) -> Vec<String> {
    let screen = person.terminal.screen();
    let (_, answers) = screen.rsplit_once("您的回答:").unwrap();
    let begins = |line: &&str| line.split_once(". ").is_some_and(|(number, _)| number.parse::<usize>().is_ok());
    answers.lines().filter(begins).map(str::to_owned).collect()
}

#[test]
fn all_answers_are_shown_with_their_numbers_before_the_result() {
    let truth = applicant(NOODLE_SHOP);
    for options in [&[][..], &["--plain"][..]] {
        for columns in WIDTHS {
            let mut person = Person::begin(options, columns);
            let mut asked = Vec::new();
            while let Some(id) = person.asked() {
                asked.push(id);
                person.answer_from(&truth);
            }
            let shown = squeezed(&person.terminal.screen());
            let (_, shown) = shown.rsplit_once("您的回答:").unwrap();
            for (number, id) in (1..).zip(&asked) {
                let answer = fact(id).words(&truth.value(fact(id)).unwrap(), Language::Chinese);
                let wanted = squeezed(&format!("{number}. {}:{answer}", fact(id).label.zh));
                assert!(shown.contains(&wanted), "{wanted}:\n{shown}");
            }
            assert!(!shown.contains(&format!("{}.", asked.len() + 1)), "{shown}");
        }
    }
}

#[test]
fn an_answer_is_changed_by_its_number() {
    for (options, small) in [(&[][..], "2"), (&["--plain"][..], "2\r")] {
        let mut person = Person::begin(options, 80);
        person.answer_up_to(None, &applicant(NOODLE_SHOP));
        let answers = numbered(&person);
        let size = answers.iter().position(|answer| answer.contains("企业规模:微型")).unwrap();
        person.terminal.send(&format!("{}\r", size + 1));
        person.wait_asked(Some("enterprise-size"));
        person.answer(small);
        person.answer_up_to(None, &applicant(NOODLE_SHOP));
        assert!(numbered(&person)[size].ends_with("企业规模:小型"), "{:?}", numbered(&person));
        assert_eq!(numbered(&person).len(), answers.len());
        person.terminal.send("\r");
        person.terminal.wait_for("要把结果存成文件吗?");
        assert!(person.command().contains("enterprise-size=small"), "{}", person.command());
    }
}

#[test]
fn a_full_width_number_is_understood() {
    let mut person = Person::begin(&["--plain"], 80);
    person.answer_up_to(None, &applicant(NOODLE_SHOP));
    person.terminal.send("１\r");
    person.wait_asked(Some("applicant"));
}

#[test]
fn a_number_that_is_not_there_is_named() {
    let mut person = Person::begin(&[], 80);
    person.answer_up_to(None, &applicant(NOODLE_SHOP));
    person.terminal.send("99\r");
    person.terminal.wait_for("没有第「99」项");
    person.wait_asked(None);
    person.terminal.send("\r");
    person.terminal.wait_for("要把结果存成文件吗?");
}

#[test]
fn stopping_gives_the_result_at_every_kind_of_question() {
    for (id, truth) in [
        ("applicant", NOODLE_SHOP),
        ("business", NOODLE_SHOP),
        ("new-economy", NOODLE_SHOP),
        ("enterprise-size", NOODLE_SHOP),
        ("paid-in-capital", VENTURE_INVESTOR),
    ] {
        for (options, stop) in [(&[][..], "q"), (&["--plain"][..], "ｑ\r")] {
            let mut person = Person::begin(options, 80);
            person.answer_up_to(Some(id), &applicant(truth));
            let line = id == "paid-in-capital" && options.is_empty();
            person.terminal.send(&format!("{stop}{}", if line { "\r" } else { "" }));
            if id != "applicant" {
                person.terminal.wait_for("再次得到这个结果:");
            }
            person.terminal.wait_for("要把结果存成文件吗?");
            assert!(!person.terminal.screen().contains("您的回答:"));
            person.terminal.send("\r");
            assert_eq!(person.terminal.wait_exit(), 0, "{id}");
        }
    }
}
