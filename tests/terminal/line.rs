//! The line editor of the rich face.

use super::{WIDTHS, ask};

#[test]
fn chinese_text_is_erased_by_whole_characters() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "line", width);
        terminal.wait_for("先看结果");
        terminal.send("青岛市崂山去");
        terminal.wait_for_cursor("› 青岛市崂山去", 14, |text| text == "› 青岛市崂山去");
        terminal.send("\u{7f}");
        terminal.wait_for_cursor("› 青岛市崂山", 12, |text| text == "› 青岛市崂山");
        terminal.send("区\r");
        terminal.wait_for("Line(\"青岛市崂山区\")");
    }
}

#[test]
fn text_is_inserted_and_erased_in_the_middle_of_a_line() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "line", width);
        terminal.wait_for("先看结果");
        terminal.send("青岛崂区\u{1b}[D山");
        terminal.wait_for_cursor("› 青岛崂山区", 10, |text| text == "› 青岛崂山区");
        terminal.send("\u{1b}[H\u{1b}[C\u{1b}[C市");
        terminal.wait_for_cursor("› 青岛市崂山区", 8, |text| text == "› 青岛市崂山区");
        terminal.send("\u{1b}[3~老");
        terminal.wait_for("› 青岛市老山区");
        terminal.send("\r");
        terminal.wait_for("Line(\"青岛市老山区\")");
    }
}

#[test]
fn the_usual_keys_erase_and_move() {
    for (keys, text) in [
        ("abc\u{1}x", "xabc"),
        ("abc\u{1}\u{5}x", "abcx"),
        ("one two\u{17}", "one "),
        ("abcd\u{1b}[D\u{1b}[D\u{15}", "cd"),
        ("abcd\u{1b}[D\u{1b}[D\u{b}", "ab"),
        ("abc\u{8}", "ab"),
    ] {
        let mut terminal = ask("zh rich", "line", 80);
        terminal.wait_for("先看结果");
        terminal.send(keys);
        terminal.wait_for(&format!("› {text}"));
        terminal.send("\r");
        terminal.wait_for(&format!("Line({text:?})"));
    }
}

#[test]
fn a_line_longer_than_the_terminal_scrolls_in_its_row() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "line", width);
        terminal.wait_for("先看结果");
        let above = terminal.screen().split('›').next().unwrap_or_default().to_owned();
        let text: String = ('一'..).take(usize::from(width)).collect();
        terminal.send(&text);
        let last = text.chars().last().unwrap();
        // The prompt, the mark and all that fits in whole letters; the cursor behind the last.
        let end = 3 + (width - 5) / 2 * 2;
        terminal.wait_for_cursor("the end", end, |text| text.starts_with("› ‹") && text.ends_with(last));
        terminal.send("\u{1}");
        terminal.wait_for_cursor("the beginning", 2, |text| text.starts_with("› 一") && text.ends_with('›'));
        assert!(terminal.screen().starts_with(&above), "{}", terminal.screen());
        terminal.send("\r");
        let wanted = format!("Line({text:?})");
        terminal.wait_until(&wanted, |screen| screen.replace('\n', "").contains(&wanted));
    }
}

#[test]
fn what_stands_there_already_is_corrected() {
    for width in WIDTHS {
        let mut terminal = ask("zh rich", "line-again", width);
        terminal.wait_for_cursor("› 青岛市崂山区", 14, |text| text == "› 青岛市崂山区");
        terminal.send("\u{7f}\u{7f}\u{7f}黄岛区\r");
        terminal.wait_for("Line(\"青岛市黄岛区\")");
    }
}

#[test]
fn an_empty_line_is_returned_as_it_is() {
    let mut terminal = ask("zh rich", "line", 80);
    terminal.wait_for("先看结果");
    terminal.send("\r");
    terminal.wait_for("Line(\"\")");
}

#[test]
fn a_text_with_a_command_in_it_is_a_text() {
    let mut terminal = ask("zh rich", "line", 80);
    terminal.wait_for("先看结果");
    terminal.send("对吗？-q<\r");
    terminal.wait_for("Line(\"对吗？-q<\")");
}

#[test]
fn more_is_typed_ahead_than_a_terminal_gives_at_once() {
    let mut terminal = ask("zh rich", "line one one", 120);
    terminal.wait_for("先看结果");
    let text = "长".repeat(1000);
    terminal.send(&format!("{text}\r2"));
    terminal.wait_for("One(1)");
    assert!(terminal.written().contains(&format!("Line({text:?})")));
}
