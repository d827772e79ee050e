//! Going back, changing an answer, and asking what a question means.

use crate::person::{Person, applicant, catalogue, fact, squeezed};
use crate::{NOODLE_SHOP, VENTURE_INVESTOR, WIDTHS};
use huiqi::fact::Kind;
use huiqi::language::Language;

/// The rows from the last time that a question was put.
fn put(person: &Person, id: &str) -> String {
    let screen = person.terminal.screen();
    let question: String = fact(id).question.zh.chars().take(8).collect();
    screen.get(screen.rfind(&question).unwrap()..).unwrap().to_owned()
}

/// Answers all of an applicant's questions; before each but the first goes back once, sees the
/// answer, keeps it and is asked the same again.
#[track_caller]
fn goes_back_everywhere(truth: &str, options: &[&str], keys: &str, columns: u16) {
    let truth = applicant(truth);
    let plain = options.contains(&"--plain");
    let mut person = Person::begin(options, columns);
    let mut before: Option<&str> = None;
    while let Some(id) = person.asked() {
        if let Some(before) = before {
            let enter = if plain { "\r" } else { "" };
            person.terminal.send(&format!("{keys}{enter}"));
            person.wait_asked(Some(before));
            let answer = fact(before).words(&truth.value(fact(before)).unwrap(), Language::Chinese);
            let shown = squeezed(&put(&person, before));
            if plain && fact(before).choices.len() <= 9 {
                let answer = if answer == "无" { "以上都不是".to_owned() } else { answer };
                assert!(
                    shown.contains(&squeezed(&format!("(现在是:{answer};直接回车保留)"))),
                    "{before} {answer}:\n{shown}"
                );
            } else if !plain && fact(before).kind == Kind::Choices {
                assert!(shown.contains("[x]"), "{before}:\n{shown}");
            } else {
                assert!(plain || shown.contains('›'), "{before}:\n{shown}");
            }
            // What is kept by Enter alone, in every step of the question.
            let echoes = |person: &Person| person.terminal.screen().matches("✓ ").count();
            let said = echoes(&person);
            let steps = if fact(before).choices.len() > 9 { 2 } else { 1 };
            person.terminal.send(&"\r".repeat(steps));
            person.terminal.wait_until("the answer said back", |screen| screen.matches("✓ ").count() > said);
            person.wait_asked(Some(id));
        }
        before = Some(id);
        assert!(person.answer_from(&truth));
    }
    assert!(before.is_some());
}

#[test]
fn escape_goes_back_from_every_kind_of_question_to_its_answer() {
    for columns in WIDTHS {
        goes_back_everywhere(VENTURE_INVESTOR, &[], "\u{1b}", columns);
    }
}

#[test]
fn a_full_width_sign_goes_back_from_every_kind_of_question_to_its_answer() {
    goes_back_everywhere(VENTURE_INVESTOR, &[], "＜", 80);
    for columns in WIDTHS {
        goes_back_everywhere(VENTURE_INVESTOR, &["--plain"], "＜", columns);
    }
}

#[test]
fn back_inside_a_question_of_two_steps_leads_to_its_first_step() {
    let mut person = Person::begin(&[], 80);
    person.answer_up_to(Some("business"), &applicant(NOODLE_SHOP));
    person.terminal.send("3\r");
    person.terminal.wait_for("生活服务(第 1 类,共 1 类)");
    person.terminal.wait_for("  1 [ ] 餐饮");
    person.terminal.send("\u{1b}");
    person.terminal.wait_without("  1 [ ] 餐饮");
    person.terminal.wait_for("制造与农业");
    // What was ticked before going back is ticked still.
    person.answer("\r1\r");
    person.terminal.wait_for("✓ 主营业务:餐饮");
}

#[test]
fn there_is_nothing_before_the_first_question() {
    let mut person = Person::begin(&[], 80);
    person.terminal.send("\u{1b}");
    person.terminal.wait_for("前面没有可以返回的问题");
    assert_eq!(person.asked(), Some("applicant"));
}

#[test]
fn an_earlier_answer_is_changed_and_changed_back_and_nothing_is_lost() {
    for (options, person_only, company_only) in [(&[][..], "13\r", "13\r"), (&["--plain"][..], "3\r", "1\r")] {
        let truth = applicant(VENTURE_INVESTOR);
        let mut person = Person::begin(options, 80);
        person.answer_up_to(Some("paid-in-capital"), &truth);
        let mut at = "paid-in-capital";
        while at != "applicant" {
            person.terminal.send(if options.is_empty() { "<" } else { "<\r" });
            person
                .terminal
                .wait_until("the question before", |screen| person.asked_on(screen).is_some_and(|it| it != at));
            at = person.asked().unwrap();
            person.wait_asked(Some(at));
        }
        person.answer(person_only);
        person.terminal.wait_for("这样一改,这些回答目前不再影响结果(已保留,改回来仍然有效)");
        let said = squeezed(&person.terminal.screen());
        let (_, aside) = said.rsplit_once("改回来仍然有效):").unwrap();
        assert!(aside.starts_with("主营业务"), "{aside}");
        let next = person.asked().unwrap();
        assert_ne!(next, "business");
        let is_for_a_person = catalogue().fact(next).is_some();
        assert!(is_for_a_person);
        // All the way back, which is as many questions as were answered.
        let mut at = next;
        while at != "applicant" {
            person.terminal.send(if options.is_empty() { "<" } else { "<\r" });
            person
                .terminal
                .wait_until("the question before", |screen| person.asked_on(screen).is_some_and(|it| it != at));
            at = person.asked().unwrap();
            person.wait_asked(Some(at));
        }
        person.answer(company_only);
        assert_eq!(person.asked(), Some("paid-in-capital"));
    }
}

#[test]
fn an_explanation_gives_the_clause_and_its_words_and_the_question_again() {
    for (options, key) in [(&[][..], "?"), (&[][..], "？"), (&["--plain"][..], "?\r"), (&["--plain"][..], "？\r")] {
        for columns in WIDTHS {
            let mut person = Person::begin(options, columns);
            person.answer_up_to(Some("catering-plans"), &applicant(NOODLE_SHOP));
            person.terminal.send(key);
            person.terminal.wait_for("出处:");
            person.wait_asked(Some("catering-plans"));
            let screen = squeezed(&person.terminal.screen());
            let (before, after) = screen.rsplit_once("出处:").unwrap();
            assert!(before.contains(&squeezed(&fact("catering-plans").help.zh)), "{before}");
            let (source, again) = after.split_once("【").or_else(|| after.split_once("──")).unwrap_or((after, after));
            assert!(source.starts_with("·二("), "{source}");
            assert!(source.contains('「') && source.contains('」'), "{source}");
            assert!(again.contains(&squeezed(&fact("catering-plans").question.zh)), "{again}");
        }
    }
}
