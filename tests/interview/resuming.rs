//! Stopping, and going on another day.

use crate::person::{DAY, Person, applicant, catalogue, fact, shell};
use crate::{NOODLE_SHOP, WIDTHS};

#[test]
fn the_interview_goes_on_at_the_fourth_question_after_three() {
    let truth = applicant(NOODLE_SHOP);
    for columns in WIDTHS {
        for options in [&[][..], &["--plain"][..]] {
            let folder = tempfile::tempdir().unwrap();
            let draft = folder.path().join("draft.toml");
            let mut all = vec!["--save", draft.to_str().unwrap()];
            all.extend(options);
            let mut person = Person::begin(&all, columns);
            (0..3).for_each(|_| assert!(person.answer_from(&truth)));
            let fourth = person.asked();
            person.terminal.send(if options.is_empty() { "q" } else { "q\r" });
            person.terminal.wait_for("要把结果存成文件吗?");
            person.terminal.send("\r");
            assert_eq!(person.terminal.wait_exit(), 0);
            let mut person = Person::begin(&all, columns);
            assert_eq!(person.asked(), fourth);
            assert!(person.terminal.screen().contains("已答 3 题"));
            person.answer_up_to(None, &truth);
            let echoes =
                person.terminal.screen().lines().filter(|line| line.trim_start_matches("> ").starts_with("✓ ")).count();
            let saved = applicant(&std::fs::read_to_string(&draft).unwrap());
            let given = catalogue().facts.iter().filter(|fact| !saved.is_not_asked(fact)).count();
            assert_eq!(echoes + 3, given);
        }
    }
}

#[test]
fn what_was_declined_is_not_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.toml");
    let all = ["--save", draft.to_str().unwrap()];
    let mut person = Person::begin(&all, 80);
    person.answer_up_to(Some("enterprise-size"), &applicant(NOODLE_SHOP));
    person.answer("-");
    person.terminal.wait_for("✓ 企业规模:不清楚");
    person.terminal.send("\u{3}");
    assert_eq!(person.terminal.wait_exit(), 130);
    let mut person = Person::begin(&all, 80);
    while let Some(id) = person.asked() {
        assert_ne!(id, "enterprise-size");
        person.answer_from(&applicant(NOODLE_SHOP));
    }
    let saved = applicant(&std::fs::read_to_string(&draft).unwrap());
    assert!(saved.is_declined(fact("enterprise-size")));
}

#[test]
fn a_fact_that_the_catalogue_no_longer_has_is_reported_and_kept_as_a_comment() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.toml");
    std::fs::write(
        &draft,
        "[facts]\napplicant = [\"individual-business\"]\nshop-area = \"60\"\nbusiness = [\"catering\"]\n",
    )
    .unwrap();
    let mut person = Person::begin(&["--save", draft.to_str().unwrap()], 80);
    assert!(person.terminal.screen().contains("shop-area"), "{}", person.terminal.screen());
    let mut asked = Vec::new();
    while let Some(id) = person.asked() {
        asked.push(id);
        person.answer_from(&applicant(NOODLE_SHOP));
    }
    assert!(!asked.is_empty() && !asked.contains(&"applicant") && !asked.contains(&"business"), "{asked:?}");
    let text = std::fs::read_to_string(&draft).unwrap();
    assert!(text.lines().any(|line| line.starts_with('#') && line.contains("shop-area = \"60\"")), "{text}");
    applicant(&text);
    person.terminal.send("\r");
    person.terminal.wait_for("要把结果存成文件吗?");
    person.terminal.send("\r");
    assert_eq!(person.terminal.wait_exit(), 4);
    let assessed = shell(&format!("huiqi assess draft.toml --as-of {DAY}"), 80, folder.path());
    assert_eq!(assessed.status.code(), Some(0));
}
