//! Lists of the rich face.

use super::{WIDTHS, ask, ask_on};

/// A text without the line ends and indents that wrapping brings.
fn joined(screen: &str) -> String {
    screen.chars().filter(|letter| !letter.is_whitespace()).collect()
}

const LONG_KIND: &str =
    "利用互联网平台整合分散资源并向社会公众提供共享服务的平台型企业或者机构以及为它们提供支撑服务的单位";
const LONG_HONOUR: &str = "经国家级主管部门认定并且在最近三个年度之内通过复核的新经济示范园区或者产业集聚区运营单位";

#[test]
fn moving_through_long_labels_wipes_nothing_above() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "one", width);
        terminal.wait_for("先看结果");
        let above = |screen: &str| screen.split("  1 ").next().unwrap_or_default().to_owned();
        let before = terminal.screen();
        for (key, row) in [
            ("\u{1b}[B", "› 1 制造业"),
            ("j", "› 2 利用"),
            ("\u{1b}[B", "› 3 创业"),
            ("k", "› 2 利用"),
            ("\u{1b}[F", "› - 不清楚"),
            ("\u{1b}[B", "› 1 制造业"),
            ("\u{1b}[A", "› - 不清楚"),
            ("\u{1b}[H", "› 1 制造业"),
        ] {
            terminal.send(key);
            terminal.wait_for_cursor(row, 0, |text| text.starts_with(row));
        }
        terminal.send("\u{1b}[B");
        terminal.wait_for("› 2");
        let after = terminal.screen();
        assert_eq!(above(&after), above(&before), "{width}");
        assert!(joined(&after).contains(LONG_KIND), "{width}:\n{after}");
        assert_eq!(after.matches("创业投资").count(), 1, "{width}:\n{after}");
    }
}

#[test]
fn toggling_long_labels_wipes_nothing_above() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "several", width);
        terminal.wait_for("先看结果");
        let above = |screen: &str| screen.split("  1 [").next().unwrap_or_default().to_owned();
        let before = terminal.screen();
        terminal.send("\u{1b}[B ");
        terminal.wait_for("› 1 [x] 经国家级");
        terminal.send("3");
        terminal.wait_for("› 3 [x] 高新技术企业");
        terminal.send("2 ");
        terminal.wait_for("› 2 [ ] 独角兽企业");
        let after = terminal.screen();
        assert_eq!(above(&after), above(&before), "{width}");
        assert!(joined(&after).contains(LONG_HONOUR), "{width}:\n{after}");
        terminal.send("\r");
        assert_eq!(terminal.wait_exit(), 0);
        let answered = terminal.screen();
        assert!(answered.contains("贵单位得到过哪些认定?\nSeveral([0, 2])"), "{width}:\n{answered}");
        assert!(!answered.contains("独角兽"), "{width}:\n{answered}");
    }
}

#[test]
fn one_key_picks_one_option() {
    for (key, said) in [("3", "One(2)"), ("３", "One(2)"), ("\u{1b}[B\u{1b}[B\r", "One(1)"), ("\u{1b}[A\r", "NotSure")]
    {
        let mut terminal = ask("zh rich", "one", 80);
        terminal.wait_for("先看结果");
        terminal.send(key);
        terminal.wait_for(said);
    }
}

#[test]
fn enter_with_nothing_chosen_answers_nothing() {
    for (question, notice) in [("one", "请先选一项"), ("several", "还没有选")] {
        for width in WIDTHS {
            let mut terminal = ask("zh rich", question, width);
            terminal.wait_for("先看结果");
            assert!(!terminal.screen().contains('›'), "{question}");
            terminal.send("\r");
            terminal.wait_for(notice);
            terminal.send("1\r");
            assert_eq!(terminal.wait_exit(), 0);
            assert!(!terminal.screen().contains(notice), "{question}");
        }
    }
}

#[test]
fn enter_on_an_option_that_is_not_ticked_answers_nothing() {
    let mut terminal = ask("zh rich", "several", 80);
    terminal.wait_for("先看结果");
    terminal.send("\u{1b}[B\r");
    terminal.wait_for("还没有选");
}

#[test]
fn what_was_chosen_before_is_chosen_again() {
    let mut terminal = ask("zh rich", "one-again several-again", 80);
    terminal.wait_for("› 3 创业投资");
    terminal.send("\r");
    terminal.wait_for("One(2)");
    terminal.wait_for("› 1 [x]");
    terminal.send("\r");
    terminal.wait_for("Several([0, 2])");
}

#[test]
fn none_of_these_and_the_options_exclude_each_other() {
    let mut terminal = ask("zh rich", "several several", 80);
    terminal.wait_for("先看结果");
    terminal.send("20");
    terminal.wait_for("› 0 [x] 以上都不是");
    assert!(terminal.screen().contains("2 [ ] 独角兽"), "{}", terminal.screen());
    terminal.send("3");
    terminal.wait_for("› 3 [x] 高新");
    assert!(terminal.screen().contains("0 [ ] 以上都不是"), "{}", terminal.screen());
    terminal.send("0\r");
    terminal.wait_for("Several([])");
    terminal.wait_for("[ ] 独角兽");
    terminal.send("\u{1b}[F\u{1b}[A\r");
    terminal.wait_until("none of these twice", |screen| screen.matches("Several([])").count() == 2);
}

#[test]
fn a_key_that_is_no_option_is_named() {
    for (key, notice) in [("9", "「9」不是选项;请按 1-4"), ("x", "「x」不是选项"), ("甲", "「甲」不是选项")]
    {
        let mut terminal = ask("zh rich", "one", 80);
        terminal.wait_for("先看结果");
        terminal.send(key);
        terminal.wait_for(notice);
        terminal.send("1");
        terminal.wait_for("One(0)");
    }
}

#[test]
fn words_typed_with_a_chinese_keyboard_are_understood() {
    for (typed, said) in [("不清楚", "NotSure"), ("——", "NotSure"), ("创业投资", "One(2)"), ("《", "Back")]
    {
        let mut terminal = ask("zh rich", "one", 80);
        terminal.wait_for("先看结果");
        terminal.send(typed);
        terminal.wait_for(said);
    }
}

#[test]
fn yes_and_no_have_letters() {
    for (manner, key, said) in [
        ("zh rich", "是", "One(0)"),
        ("zh rich", "n", "One(1)"),
        ("en rich", "Y", "One(0)"),
        ("en rich", "n", "One(1)"),
    ] {
        let mut terminal = ask(manner, "yes-no", 80);
        terminal.wait_until("the keys", |screen| screen.contains("先看结果") || screen.contains("finish"));
        terminal.send(key);
        terminal.wait_for(said);
    }
}

#[test]
fn a_list_higher_than_the_terminal_is_shown_around_the_highlighted_line() {
    let mut terminal = ask_on("zh rich", "one", 40, 9);
    terminal.wait_for("先看结果");
    terminal.wait_for("  1 制造业");
    assert!(terminal.screen().contains("  …"), "{}", terminal.screen());
    for (key, row) in
        [("\u{1b}[F", "› - 不清楚"), ("k", "› 4 其他"), ("k", "› 3 创业"), ("k", "› 2 利用"), ("k", "› 1 制造业")]
    {
        terminal.send(key);
        terminal.wait_for_cursor(row, 0, |text| text.starts_with(row));
    }
    terminal.send("\r");
    terminal.wait_for("贵单位主要从事哪一类业务?\nOne(0)");
}

#[test]
fn a_label_cannot_steer_the_terminal() {
    let terminal = ask("zh rich", "one", 80);
    terminal.wait_for("先看结果");
    assert!(terminal.written().contains("4 其他\u{fffd}[2J"), "{}", terminal.screen());
}
