//! How the faces begin and how they leave the terminal.

use super::harness::Terminal;
use super::{WIDTHS, ask, faces};
use std::process::{Command, Stdio};

#[test]
fn breaking_off_leaves_a_visible_cursor_and_a_terminal_that_works() {
    for question in ["one", "several", "line"] {
        for width in WIDTHS {
            let script = format!("{} zh rich {question}; code=$?; stty -a; exit $code", faces());
            let mut terminal = Terminal::start(&["sh", "-c", &script], width, 40);
            terminal.wait_for("先看结果");
            assert!(terminal.cursor_is_visible());
            terminal.send("\u{3}");
            assert_eq!(terminal.wait_exit(), 130, "{question}");
            assert!(terminal.cursor_is_visible());
            let screen = terminal.screen();
            let settings: Vec<&str> = screen.split_whitespace().collect();
            for setting in ["icanon", "echo", "isig", "opost", "icrnl"] {
                assert!(settings.contains(&setting), "{question} {setting}:\n{screen}");
            }
        }
    }
}

#[test]
fn every_answer_leaves_a_terminal_that_works() {
    for keys in ["1", "-", "?1", "<", "q"] {
        let script = format!("{} zh rich one; stty -a", faces());
        let mut terminal = Terminal::start(&["sh", "-c", &script], 80, 40);
        terminal.wait_for("先看结果");
        terminal.send(keys);
        assert_eq!(terminal.wait_exit(), 0);
        let screen = terminal.screen();
        assert!(screen.split_whitespace().any(|setting| setting == "icanon"), "{keys}:\n{screen}");
    }
}

#[test]
fn the_cursor_is_never_hidden() {
    let mut terminal = ask("zh colour", "one several line", 80);
    terminal.send("\u{1b}[B\r\u{1b}[B \rabc\r");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(!terminal.written().contains("\u{1b}[?25"));
}

#[test]
fn lines_are_broken_by_the_terminal_again_after_each_drawing() {
    let mut terminal = ask("zh rich", "one several line", 80);
    terminal.wait_for("先看结果");
    terminal.send("11\r\r");
    assert_eq!(terminal.wait_exit(), 0);
    let written = terminal.written();
    assert!(written.rfind("\u{1b}[?7h") > written.rfind("\u{1b}[?7l"));
}

#[test]
fn nobody_is_asked_without_a_terminal_on_both_ends() {
    let no_input = Command::new(faces()).args(["zh", "rich", "one"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(no_input.status.code(), Some(2));
    for redirected in ["< /dev/null", "2> /dev/null"] {
        for manner in ["rich", "plain"] {
            let script = format!("{} zh {manner} one {redirected}", faces());
            let terminal = Terminal::start(&["sh", "-c", &script], 80, 24);
            assert_eq!(terminal.wait_exit(), 2, "{redirected} {manner}");
            assert_eq!(terminal.written(), "", "{redirected} {manner}");
        }
    }
}

#[test]
fn standard_output_may_go_elsewhere() {
    let script = format!("{} zh rich one > /dev/null", faces());
    let mut terminal = Terminal::start(&["sh", "-c", &script], 80, 24);
    terminal.wait_for("先看结果");
    terminal.send("1");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_terminal_that_is_gone_ends_the_question() {
    // The program is not told by the system here, as under nohup.
    let script = format!("trap '' HUP; {} zh rich several-only; echo $? > \"$0\"", faces());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code");
    let mut terminal = Terminal::start(&["sh", "-c", &script, file.to_str().unwrap()], 80, 24);
    terminal.wait_for("回车 确定");
    terminal.close("j");
    let start = std::time::Instant::now();
    while std::fs::read_to_string(&file).unwrap_or_default() != "1\n" {
        assert!(start.elapsed().as_secs() < 20, "the program goes on without a terminal");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn what_a_person_pastes_by_mistake_breaks_nothing() {
    let mut terminal = ask("zh rich", "one several line", 80);
    terminal.wait_for("先看结果");
    terminal.send("\u{1b}[;;;m\u{1b}[99;99;99R\u{1b}]0;x\u{7}\u{1b}[200~\u{1b}Oz\0\u{1f}\u{200d}\u{301}");
    terminal.send("\u{3}");
    assert_eq!(terminal.wait_exit(), 130);
}
