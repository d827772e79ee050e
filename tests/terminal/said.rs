//! What can be said besides an answer, and in which language the faces speak.

use super::{WIDTHS, ask};

const QUESTIONS: [&str; 3] = ["one", "several", "line"];

#[test]
fn every_command_is_understood_on_every_question_at_every_width() {
    for (question, width) in QUESTIONS.into_iter().flat_map(|question| WIDTHS.map(|width| (question, width))) {
        let enter = if question == "line" { "\r" } else { "" };
        for (key, said) in [
            ("\u{1b}".to_owned(), "Back"),
            ("<".to_owned(), "Back"),
            ("＜".to_owned(), "Back"),
            (format!("-{enter}"), "NotSure"),
            (format!("－{enter}"), "NotSure"),
            (format!("不清楚{enter}"), "NotSure"),
            (format!("q{enter}"), "Stop"),
            (format!("ｑ{enter}"), "Stop"),
            ("\u{4}".to_owned(), "Stop"),
        ] {
            let mut terminal = ask("zh rich", question, width);
            terminal.wait_for("先看结果");
            terminal.send(&key);
            assert_eq!(terminal.wait_exit(), 0, "{question} {key} {width}");
            assert!(terminal.screen().ends_with(said), "{question} {key}:\n{}", terminal.screen());
        }
    }
}

#[test]
fn an_explanation_leaves_what_was_ticked_and_typed() {
    for width in WIDTHS {
        for mark in ["?", "？"] {
            let mut terminal = ask("zh rich", "several", width);
            terminal.wait_for("先看结果");
            terminal.send(&format!("2{mark}"));
            terminal.wait_for("概况:营业执照上的主要业务。");
            terminal.send("\r");
            terminal.wait_for("Several([1])");
        }
    }
}

#[test]
fn a_command_that_is_not_allowed_leaves_the_question() {
    for (question, answer, said) in [
        ("one-only", "1", "One(0)"),
        ("several-only", "1\r", "Several([0])"),
        ("line-only", "\u{15}x\r", "Line(\"x\")"),
    ] {
        let enter = if question == "line-only" { "\r" } else { "" };
        for (key, notice) in [
            ("\u{1b}".to_owned(), "前面没有可以返回的问题"),
            ("?".to_owned(), "这里没有更多说明"),
            ("\u{4}".to_owned(), "这里还不能结束"),
            (format!("-{enter}"), "这里不能答「不清楚」"),
        ] {
            let mut terminal = ask("zh rich", question, 80);
            terminal.wait_for("回车");
            terminal.send(&key);
            terminal.wait_for(notice);
            terminal.send(answer);
            terminal.wait_for(said);
        }
    }
}

#[test]
fn what_is_typed_ahead_reaches_the_questions_in_order() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "one line several one", width);
        terminal.send("2青岛\r13\r\u{1b}");
        assert_eq!(terminal.wait_exit(), 0);
        let screen = terminal.screen();
        let said: Vec<&str> = screen
            .lines()
            .filter(|line| ["One(", "Line(", "Several(", "Back"].iter().any(|word| line.starts_with(word)))
            .collect();
        assert_eq!(said, ["One(1)", "Line(\"青岛\")", "Several([0, 2])", "Back"], "{width}:\n{screen}");
    }
}

#[test]
fn escape_and_a_key_in_one_burst_are_two_keys() {
    let mut terminal = ask("zh rich", "one one", 80);
    terminal.wait_for("先看结果");
    terminal.send("\u{1b}3");
    terminal.wait_for("Back");
    terminal.wait_for("One(2)");
}

#[test]
fn a_chinese_screen_has_no_english_word() {
    for manner in ["zh rich", "zh plain"] {
        for question in ["several", "one", "line", "several-only", "one-only", "line-only"] {
            let mut terminal = ask(manner, question, 80);
            terminal.wait_for("回车");
            terminal.send(if manner.ends_with("rich") && !question.starts_with("line") { "-" } else { "-\r" });
            terminal
                .wait_until("an answer or a notice", |screen| screen.contains("NotSure") || screen.contains("不能答"));
            let screen = terminal.screen().replace("NotSure", "").replace("[2J", "");
            let english = screen.split(|letter: char| !letter.is_ascii_alphabetic()).find(|word| word.len() > 1);
            assert_eq!(english, None, "{manner} {question}:\n{screen}");
        }
    }
}

#[test]
fn an_english_screen_has_no_chinese_word() {
    for manner in ["en rich", "en plain"] {
        for question in ["several", "one", "line", "several-only", "one-only", "line-only"] {
            let mut terminal = ask(manner, question, 80);
            terminal.wait_for("Enter");
            terminal.send(if manner.ends_with("rich") && !question.starts_with("line") { "-" } else { "-\r" });
            terminal.wait_until("an answer or a notice", |screen| {
                screen.contains("NotSure") || screen.contains("is no answer here")
            });
            let screen = terminal.screen();
            let is_han = |letter: char| ('\u{3000}'..='\u{ffef}').contains(&letter);
            assert!(!screen.contains(is_han), "{manner} {question}:\n{screen}");
        }
    }
}
