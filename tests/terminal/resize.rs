//! Another size of the terminal while a question is open.

use super::ask;

#[test]
fn a_wider_terminal_shows_the_question_once() {
    let mut terminal = ask("zh rich", "one", 40);
    terminal.wait_for("先看结果");
    terminal.send("j");
    terminal.wait_for("› 1 制造业");
    terminal.resize(80, 40);
    terminal.wait_for("  ? 说明  < 上一题  q 先看结果");
    let screen = terminal.screen();
    for text in ["贵单位主要从事", "› 1 制造业", "3 创业投资", "先看结果", "企业概况"] {
        assert_eq!(screen.matches(text).count(), 1, "{text}:\n{screen}");
    }
}

#[test]
fn a_narrower_terminal_keeps_what_stands_above() {
    let mut terminal = ask("zh rich", "line one", 120);
    terminal.wait_for("先看结果");
    terminal.send("青岛\r");
    terminal.wait_for("2 利用");
    terminal.send("k");
    terminal.wait_for("› - 不清楚");
    terminal.resize(40, 40);
    terminal.wait_for("\n< 上一题  q 先看结果");
    let screen = terminal.screen();
    assert!(screen.contains("Line(\"青岛\")"), "{screen}");
    terminal.send("1");
    terminal.wait_for("One(0)");
}

#[test]
fn the_answer_given_so_far_outlives_another_size() {
    let mut terminal = ask("zh rich", "several", 80);
    terminal.wait_for("先看结果");
    terminal.send("13");
    terminal.wait_for("› 3 [x]");
    terminal.resize(40, 30);
    terminal.resize(120, 30);
    terminal.send("\r");
    terminal.wait_for("Several([0, 2])");
}
