//! Whole interviews, to the result and the command that gives it again.

use crate::person::{DAY, Person, applicant, catalogue, shell};
use crate::{NOODLE_SHOP, VENTURE_INVESTOR};
use std::path::Path;

/// Answers everything, looks the answers through and leaves.
#[track_caller]
fn answered(truth: &str, options: &[&str], columns: u16) -> Person {
    let mut person = Person::begin(options, columns);
    person.answer_up_to(None, &applicant(truth));
    person.terminal.send("\r");
    person
}

/// The result that the interview writes is the one that its command gives.
#[track_caller]
fn is_reproduced(truth: &str, options: &[&str], columns: u16) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("result");
    let mut all = vec!["-o", file.to_str().unwrap()];
    all.extend(options);
    let person = answered(truth, &all, columns);
    assert_eq!(person.terminal.wait_exit(), 0);
    let again = shell(&person.command(), columns, folder.path());
    assert_eq!(again.status.code(), Some(0));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("青政发〔2020〕9号"), "{written}");
    assert_eq!(written, String::from_utf8(again.stdout).unwrap(), "{}", person.command());
}

#[test]
fn a_chinese_interview_ends_with_a_result_that_its_command_gives_again() {
    is_reproduced(NOODLE_SHOP, &[], 80);
    is_reproduced(NOODLE_SHOP, &["--plain"], 40);
}

#[test]
fn an_english_interview_ends_with_a_result_that_its_command_gives_again() {
    is_reproduced(NOODLE_SHOP, &["--lang", "en"], 80);
    is_reproduced(NOODLE_SHOP, &["--lang", "en", "--plain"], 40);
}

#[test]
fn amounts_and_dates_come_back_the_same_from_the_command() {
    is_reproduced(VENTURE_INVESTOR, &[], 120);
    is_reproduced(VENTURE_INVESTOR, &["--lang", "en", "--plain"], 80);
}

#[test]
fn the_command_gives_the_result_in_the_same_form_and_as_long() {
    for options in [
        ["--format", "json"],
        ["--format", "ndjson"],
        ["--format", "markdown"],
        ["--format", "html"],
        ["--all", "--plain"],
    ] {
        is_reproduced(NOODLE_SHOP, &options, 80);
    }
}

#[test]
fn a_saved_interview_gives_the_command_with_its_draft() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("面馆.toml");
    let person = answered(NOODLE_SHOP, &["--save", draft.to_str().unwrap()], 120);
    person.terminal.wait_for("要把结果存成文件吗?");
    let command = person.command();
    assert!(command.starts_with("huiqi assess ") && command.contains("面馆.toml"), "{command}");
    assert_eq!(shell(&command, 80, Path::new("/")).status.code(), Some(0));
}

#[test]
fn the_result_stands_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out");
    let line = format!("\"$0\" ask --plain --as-of {DAY} > '{}'", file.display());
    let mut terminal = crate::harness::Terminal::start(&["sh", "-c", &line, crate::person::HUIQI], 80, 100);
    terminal.wait_for("先看结果\n> ");
    terminal.send("q\r");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(!terminal.screen().contains("接下来最值得弄清的"), "{}", terminal.screen());
    assert!(std::fs::read_to_string(&file).unwrap().contains("接下来最值得弄清的"));
}

#[test]
fn the_report_offered_at_the_end_is_saved_under_a_name_that_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let [taken, free] = ["taken.md", "free.md"].map(|name| folder.path().join(name));
    std::fs::write(&taken, "mine").unwrap();
    let mut person = answered(NOODLE_SHOP, &[], 120);
    person.terminal.wait_for("要把结果存成文件吗?");
    person.terminal.send(&format!("{}\r", taken.display()));
    person.terminal.wait_for("已经存在");
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
    person.terminal.send(&format!("\u{15}{}\r", free.display()));
    assert_eq!(person.terminal.wait_exit(), 0);
    let report = std::fs::read_to_string(&free).unwrap();
    assert!(report.starts_with('#') && report.contains("2026-11-23"), "{report}");
}

#[test]
fn a_noodle_shop_with_nothing_online_answers_few_questions() {
    let person = answered(NOODLE_SHOP, &[], 80);
    person.terminal.wait_for("要把结果存成文件吗?");
    let screen = person.terminal.screen();
    let echoes = screen.lines().filter(|line| line.trim_start_matches("> ").starts_with("✓ ")).count();
    assert!((1..=12).contains(&echoes), "{echoes}");
    let labels = catalogue().facts.iter().map(|fact| format!("✓ {}:", fact.label.zh));
    let most = labels.map(|label| screen.lines().filter(|line| line.starts_with(&label)).count()).max();
    assert_eq!(most, Some(1), "a question was asked twice:\n{screen}");
}

#[test]
fn the_readme_shows_the_screen_as_it_is() {
    let mut person = Person::begin(&[], 80);
    for keys in ["1\r", "4\r1\r"] {
        person.answer(keys);
    }
    person.wait_asked(Some("new-economy"));
    let screen = person.terminal.screen();
    let (_, shown) = screen.rsplit_once("── ").unwrap();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(shown.trim_end()), "{shown}");
}
