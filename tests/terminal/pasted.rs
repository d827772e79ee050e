//! What comes in large pieces, as a text that is pasted.

use super::ask;

/// As much as a person pastes by mistake, a whole file.
const LARGE: usize = 900_000;

/// The most letters of a line.
const LONGEST: usize = 1000;

const TOO_LONG: [(&str, &str); 2] = [
    ("zh", "一行至多 1000 个字符,多出的没有收下;请删短后回车"),
    ("en", "a line holds at most 1000 characters; what came beyond was not taken; erase some and press Enter"),
];

#[test]
fn what_is_pasted_is_drawn_together_and_not_letter_by_letter() {
    for (question, answer) in [("one", "1"), ("several", "1\r"), ("line", "\u{15}x\r")] {
        for letter in ["x", "\u{1}", "万"] {
            let mut terminal = ask("zh rich", question, 80);
            terminal.wait_for("先看结果");
            terminal.send(&letter.repeat(20_000));
            terminal.send(answer);
            assert_eq!(terminal.wait_exit(), 0, "{question} {letter:?}");
            let written = terminal.written().len();
            assert!(written < 200_000, "{written} bytes are written for {letter:?} at {question}");
        }
    }
}

#[test]
fn a_ctrl_c_behind_a_large_paste_ends_the_question() {
    for question in ["one", "several", "line"] {
        for pasted in
            ["x".repeat(LARGE), "万".repeat(LARGE / 3), format!("\u{1b}[200~{}\u{1b}[201~", "x".repeat(LARGE))]
        {
            let mut terminal = ask("zh rich", question, 80);
            terminal.wait_for("先看结果");
            terminal.send(&pasted);
            terminal.send("\u{3}");
            assert_eq!(terminal.wait_exit(), 130, "{question}");
        }
    }
}

#[test]
fn a_ctrl_c_goes_before_all_that_waits_as_it_does_in_a_shell() {
    let mut terminal = ask("zh rich", &["line"; 200].join(" "), 80);
    terminal.wait_for("先看结果");
    terminal.send(&format!("{}\u{3}", "x\r".repeat(100)));
    assert_eq!(terminal.wait_exit(), 130);
}

#[test]
fn a_line_that_is_too_long_is_no_answer_and_that_is_said() {
    for (language, words) in TOO_LONG {
        for end in ["", "\r", "\r\r", "\u{1b}[D\r"] {
            let mut terminal = ask(&format!("{language} rich"), "line", 120);
            terminal.wait_for("?");
            terminal.send(&format!("{}{end}", "x".repeat(LONGEST + 1)));
            terminal.wait_for(words);
            // Shortened, it is an answer.
            terminal.send("\u{7f}y\r");
            assert_eq!(terminal.wait_exit(), 0, "{end:?}");
            assert!(terminal.written().contains("xy"), "{end:?}");
        }
    }
}

#[test]
fn a_line_of_the_longest_length_is_an_answer() {
    for manner in ["zh rich", "zh plain"] {
        let mut terminal = ask(manner, "line", 120);
        terminal.wait_for("先看结果");
        let text = "长".repeat(LONGEST);
        terminal.send(&format!("{text}\r"));
        assert_eq!(terminal.wait_exit(), 0);
        assert!(terminal.written().contains(&format!("Line({text:?})")), "{manner}");
    }
}

#[test]
fn a_plain_line_that_is_too_long_is_no_answer_and_that_is_said() {
    for (language, words) in [
        ("zh", "一行至多 1000 个字符,这一行没有收下;请重新输入"),
        ("en", "a line holds at most 1000 characters and this one was not taken; type again"),
    ] {
        // The system itself cuts what is longer than 4095 bytes.
        for text in ["x".repeat(LONGEST + 1), "1".repeat(5000), "万".repeat(5000), "𠀀".repeat(5000)] {
            for question in ["one", "several", "line"] {
                let mut terminal = ask(&format!("{language} plain"), question, 120);
                terminal.wait_for("\n> ");
                terminal.send(&format!("{text}\n"));
                terminal.wait_for(words);
                terminal.send("1\n");
                assert_eq!(terminal.wait_exit(), 0);
            }
        }
    }
}
