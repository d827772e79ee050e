//! The plain face.

use super::harness::Terminal;
use super::{WIDTHS, ask, faces};

const READY: &str = "先看结果\n> ";

#[test]
fn a_plain_question_is_numbered_lines() {
    let terminal = ask("zh plain", "several-again", 80);
    terminal.wait_for("\n> ");
    let wanted = "\
青岛新经济政策:先回答几个问题。

【企业概况】已答 3 题,至多还有 12 题
可能符合 8 条,最高 2,000 万元
贵单位得到过哪些认定?
1 经国家级主管部门认定并且在最近三个年度之内通过复核的新经济示范园区或者产业集聚
区运营单位
2 独角兽企业
3 高新技术企业
0 以上都不是
- 不清楚
(现在是:经国家级主管部门认定并且在最近三个年度之内通过复核的新经济示范园区或者产
业集聚区运营单位、高新技术企业;直接回车保留)
请输入编号后回车,可选几项,如 1 2  ? 说明  < 上一题  q 先看结果
> ";
    assert_eq!(terminal.screen(), wanted);
}

#[test]
fn nothing_steers_the_terminal() {
    for width in WIDTHS {
        let mut terminal = ask("zh plain", "one several line line-again yes-no", width);
        terminal.send("9\n2\n1、3\n青岛\n\n？\n1\n");
        assert_eq!(terminal.wait_exit(), 0);
        assert!(!terminal.written().contains('\u{1b}'), "{:?}", terminal.written());
    }
}

#[test]
fn every_command_is_understood_on_every_question() {
    for question in ["one", "several", "line"] {
        for (typed, said) in [
            ("<", "Back"),
            ("＜", "Back"),
            ("-", "NotSure"),
            ("－", "NotSure"),
            ("不详", "NotSure"),
            ("q", "Stop"),
            ("ｑ", "Stop"),
        ] {
            let mut terminal = ask("zh plain", question, 80);
            terminal.wait_for("\n> ");
            terminal.send(&format!("{typed}\n"));
            assert_eq!(terminal.wait_exit(), 0);
            assert!(terminal.screen().ends_with(said), "{question} {typed}:\n{}", terminal.screen());
        }
    }
}

#[test]
fn an_explanation_is_given_and_the_question_waits() {
    for mark in ["?", "？"] {
        let mut terminal = ask("zh plain", "one", 80);
        terminal.wait_for("\n> ");
        terminal.send(&format!("{mark}\n"));
        terminal.wait_for("概况:营业执照上的主要业务。\n\n【企业概况】");
        terminal.send("1\n");
        terminal.wait_for("One(0)");
    }
}

#[test]
fn a_command_that_is_not_allowed_leaves_the_question() {
    let mut terminal = ask("zh plain", "one-only", 80);
    terminal.wait_for("\n> ");
    terminal.send("<\n");
    terminal.wait_for("前面没有可以返回的问题\n> ");
    terminal.send("-\n");
    terminal.wait_for("这里不能答「不清楚」\n> ");
    terminal.send("2\n");
    terminal.wait_for("One(1)");
}

#[test]
fn several_are_chosen_by_their_numbers_in_any_writing() {
    for typed in ["1 3", "1,3", "1、3", "１，３"] {
        let mut terminal = ask("zh plain", "several", 80);
        terminal.wait_for(READY);
        terminal.send(&format!("{typed}\n"));
        terminal.wait_for("Several([0, 2])");
    }
}

#[test]
fn a_slip_is_named_and_can_be_mended() {
    let mut terminal = ask("zh plain", "one several", 80);
    terminal.wait_for(READY);
    terminal.send("七\n");
    terminal.wait_for("看不懂「七」;请输入编号 1-4\n> ");
    terminal.send("\n");
    terminal.wait_for("请先选一项;不清楚就选「不清楚」\n> ");
    terminal.send("创业投资\n");
    terminal.wait_for("One(2)");
    terminal.wait_for("以上都不是");
    terminal.send("0 1\n");
    terminal.wait_for("0 是「以上都不是」,不能和别的编号一起选");
    terminal.send("0\n");
    terminal.wait_for("Several([])");
}

#[test]
fn what_was_answered_before_is_kept_by_an_empty_line() {
    let mut terminal = ask("zh plain", "line-again one-again", 80);
    terminal.wait_for("(现在是:青岛市崂山区;直接回车保留)");
    terminal.send("\n");
    terminal.wait_for("Line(\"青岛市崂山区\")");
    terminal.wait_for("(现在是:创业投资;直接回车保留)");
    terminal.send("\n");
    terminal.wait_for("One(2)");
}

#[test]
fn the_end_of_the_input_stops_the_interview() {
    for question in ["one", "several", "line", "line-again"] {
        let mut terminal = ask("zh plain", question, 80);
        terminal.wait_for(READY);
        terminal.send("\u{4}");
        assert_eq!(terminal.wait_exit(), 0, "{question}");
        assert!(terminal.screen().ends_with("\nStop"), "{question}:\n{}", terminal.screen());
    }
}

#[test]
fn a_terminal_that_can_do_no_more_gets_the_plain_face() {
    for kind in ["dumb", ""] {
        let mut terminal = Terminal::start_as(kind, &[&faces(), "zh", "colour", "one"], 80, 24);
        terminal.wait_for(READY);
        terminal.send("1\n");
        assert_eq!(terminal.wait_exit(), 0);
        assert!(!terminal.written().contains('\u{1b}'), "{kind}");
    }
}

#[test]
fn what_is_typed_ahead_reaches_the_questions_in_order() {
    let mut terminal = ask("zh plain", "one line several", 80);
    terminal.send("2\n青岛\n1 3\n");
    assert_eq!(terminal.wait_exit(), 0);
    let screen = terminal.screen();
    let answers = ["One(1)", "Line(\"青岛\")", "Several([0, 2])"];
    let places: Vec<Option<usize>> = answers.iter().map(|answer| screen.find(answer)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{screen}");
}
