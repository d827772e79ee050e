//! Breaking off, and having no terminal.

use crate::WIDTHS;
use crate::harness::Terminal;
use crate::person::{DAY, HUIQI, Person, applicant, fact, shell};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What the noodle shop's draft must say when it is broken off at a question, and the assessment.
#[track_caller]
fn breaks_off_at(id: &str, truth: &str, options: &[&str], columns: u16) {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.toml");
    let truth = applicant(truth);
    let mut all = vec!["--save", draft.to_str().unwrap()];
    all.extend(options);
    let mut person = Person::begin(&all, columns);
    person.answer_up_to(Some(id), &truth);
    let answered =
        person.terminal.screen().lines().filter(|line| line.trim_start_matches("> ").starts_with("✓ ")).count();
    person.terminal.send("\u{3}");
    assert_eq!(person.terminal.wait_exit(), 130, "{id} {options:?} {columns}");
    assert!(person.terminal.cursor_is_visible());
    let text = std::fs::read_to_string(&draft).unwrap();
    let saved = applicant(&text);
    let given = huiqi::profile_file::assignments(crate::person::catalogue(), &saved);
    assert_eq!(given.len(), answered, "{text}");
    assert_eq!(saved.value(fact("applicant")), truth.value(fact("applicant")));
    assert!(saved.is_not_asked(fact(id)), "{text}");
    let assessed = shell(&format!("huiqi assess draft.toml --as-of {DAY}"), 80, folder.path());
    assert_eq!(assessed.status.code(), Some(0), "{}", String::from_utf8_lossy(&assessed.stderr));
    assert!(String::from_utf8(assessed.stdout).unwrap().contains("青政发〔2020〕9号"));
}

#[test]
fn breaking_off_at_a_list_keeps_the_answers() {
    for columns in WIDTHS {
        breaks_off_at("enterprise-size", crate::NOODLE_SHOP, &[], columns);
    }
}

#[test]
fn breaking_off_at_a_list_of_several_keeps_the_answers() {
    for columns in WIDTHS {
        breaks_off_at("catering-plans", crate::NOODLE_SHOP, &[], columns);
    }
}

#[test]
fn breaking_off_at_a_line_keeps_the_answers() {
    for columns in WIDTHS {
        breaks_off_at("paid-in-capital", crate::VENTURE_INVESTOR, &[], columns);
    }
}

#[test]
fn breaking_off_in_the_plain_face_keeps_the_answers() {
    for columns in WIDTHS {
        for id in ["enterprise-size", "catering-plans"] {
            breaks_off_at(id, crate::NOODLE_SHOP, &["--plain"], columns);
        }
        breaks_off_at("paid-in-capital", crate::VENTURE_INVESTOR, &["--plain"], columns);
    }
}

#[test]
fn breaking_off_names_the_command_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("my draft.toml");
    let mut person = Person::begin(&["--save", draft.to_str().unwrap()], 120);
    person.answer_up_to(Some("business"), &applicant(crate::NOODLE_SHOP));
    person.terminal.send("\u{3}");
    assert_eq!(person.terminal.wait_exit(), 130);
    let wanted = format!("huiqi ask --save '{}'", draft.to_str().unwrap());
    assert!(person.terminal.screen().replace('\n', "").contains(&wanted), "{}", person.terminal.screen());
}

/// Runs on a terminal but for what is redirected, and returns the code, standard error and
/// what stands on the terminal.
fn redirected(arguments: &str, redirection: &str) -> (u32, String) {
    let line = format!("\"$0\" {arguments} {redirection}");
    let terminal = Terminal::start(&["sh", "-c", &line, HUIQI], 80, 60);
    (terminal.wait_exit(), terminal.screen())
}

fn piped(arguments: &[&str]) -> Output {
    Command::new(HUIQI).args(arguments).stdin(Stdio::null()).env_remove("HUIQI_LANG").output().unwrap()
}

#[test]
fn ask_without_a_terminal_says_so_at_once_and_reads_nothing() {
    let output = piped(&["ask", "--as-of", DAY]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "错误: 一问一答要在终端里进行,这里的输入或错误输出不是终端;已有档案文件请用 huiqi assess\n");
    let output = piped(&["ask", "--as-of", DAY, "--lang", "en"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.starts_with("error: the interview needs a terminal"), "{said}");
}

#[test]
fn ask_needs_a_terminal_on_both_ends() {
    let folder = tempfile::tempdir().unwrap();
    for face in ["", "--plain"] {
        let (code, screen) = redirected(&format!("ask --as-of {DAY} {face}"), "< /dev/null");
        assert_eq!(code, 2);
        assert!(screen.contains("一问一答要在终端里进行"), "{screen}");
        let file = folder.path().join("error");
        let (code, screen) = redirected(&format!("ask --as-of {DAY} {face}"), &format!("2> '{}'", file.display()));
        assert_eq!((code, screen.as_str()), (2, ""));
        assert!(std::fs::read_to_string(&file).unwrap().contains("一问一答要在终端里进行"));
    }
}

#[test]
fn nothing_is_read_from_an_input_that_is_no_terminal() {
    let line = format!("printf 'left\\n' | {{ huiqi ask --as-of {DAY} 2> /dev/null; cat; }}");
    assert_eq!(String::from_utf8(shell(&line, 80, Path::new(".")).stdout).unwrap(), "left\n");
}

#[test]
fn the_name_alone_without_a_terminal_gives_the_short_help() {
    let output = piped(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    assert!(String::from_utf8(output.stderr).unwrap().contains("用法"));
    let (code, screen) = redirected("", "< /dev/null");
    assert_eq!(code, 2);
    assert!(screen.contains("用法"), "{screen}");
    assert_eq!(redirected("", "2> /dev/null"), (2, String::new()));
}

#[test]
fn the_name_alone_on_a_terminal_begins_the_interview() {
    let mut terminal = Terminal::start(&[HUIQI, "--as-of", DAY], 80, 60);
    terminal.wait_for("您以什么身份了解政策?");
    terminal.wait_for("先看结果");
    terminal.send("q");
    terminal.wait_for("要把结果存成文件吗?");
    terminal.send("\r");
    assert_eq!(terminal.wait_exit(), 0);
}
