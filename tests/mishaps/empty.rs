//! Files with nothing in them, as a program leaves them that was to fill them and failed.

use crate::desk::Desk;
use crate::harness::Terminal;

#[test]
fn a_profile_with_nothing_in_it_is_refused_as_a_table_is() {
    let desk = Desk::new();
    desk.put("good.toml", "[facts]\n");
    for (name, text) in [("empty.toml", ""), ("blank.toml", " \n\n"), ("mark.toml", "\u{feff}\n"), ("empty.json", "")] {
        desk.put(name, text);
        for (language, said) in [
            ("zh", format!("错误: 读不了「{name}」:里面没有内容\n")),
            ("en", format!("error: cannot read `{name}`: there is nothing in it\n")),
        ] {
            for command in [["assess"].as_slice(), &["explain", "listing-grant"]] {
                let ran = desk.run(&[command, &[name, "--lang", language]].concat());
                assert_eq!((ran.code, ran.text(), ran.err.as_str()), (1, "", said.as_str()), "{command:?}");
            }
        }
    }
    desk.put("empty.csv", "");
    let ran = desk.run(&["batch", "empty.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "错误: 读不了「empty.csv」:里面没有内容\n"));
    // Standard input, and beside another profile, which is assessed.
    let ran = desk.run(&["assess", "-", "good.toml", "--format", "ndjson"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "错误: 读不了「-」:里面没有内容\n"));
    assert_eq!(ran.results().len(), 1);
}

#[test]
fn answers_may_be_saved_to_a_file_that_was_made_for_them_and_is_empty() {
    let desk = Desk::new();
    desk.put("mine.toml", "");
    let mine = desk.path("mine.toml").display().to_string();
    let command = [env!("CARGO_BIN_EXE_huiqi"), "ask", "--plain", "--as-of", "2026-11-24"];
    let mut terminal = Terminal::start(&[command.as_slice(), &["--save", &mine]].concat(), 200, 200);
    terminal.wait_until("the first question", |screen| screen.contains("> "));
    terminal.send("1\r");
    terminal.wait_until("the second question", |screen| screen.matches("✓ ").count() == 1);
    assert!(desk.read("mine.toml").contains("applicant = [\"company\"]"), "{}", desk.read("mine.toml"));
    desk.put("other.toml", "");
    let other = desk.path("other.toml").display().to_string();
    let terminal = Terminal::start(&[command.as_slice(), &[&other]].concat(), 200, 200);
    assert_eq!(terminal.wait_exit(), 1);
    assert!(terminal.screen().contains("里面没有内容"), "{}", terminal.screen());
}
