//! What a line typed in the plain face says.

use super::keys::{Command, digit};
use super::line::LONGEST;
use super::step::Step;
use super::words;
use crate::figure::{fold, half_width};
use crate::interview::screen::{Commands, Entry, Input};
use crate::language::Language;

/// What the line says to a question with this entry and these commands.
pub fn read(line: &str, entry: &Entry, commands: Commands, language: Language) -> Step {
    if line.chars().count() > LONGEST {
        return Step::Notice(words::line_too_long(language));
    }
    let typed = line.trim();
    if let Some(command) = Command::of_line(typed) {
        return Step::Command(command);
    }
    match entry {
        Entry::Line { initial, stands: true } if typed.is_empty() => Step::Say(Input::Line(initial.clone())),
        Entry::Line { .. } => Step::Say(Input::Line(line.to_owned())),
        Entry::One { options, chosen } => one(typed, options, *chosen, commands, language),
        Entry::Several { options, chosen } => several(typed, options, chosen.as_deref(), commands, language),
    }
}

fn one(typed: &str, options: &[String], chosen: Option<usize>, commands: Commands, language: Language) -> Step {
    if typed.is_empty() {
        return chosen.filter(|at| *at < options.len()).map_or_else(
            || Step::Notice(words::nothing_chosen(false, commands, language)),
            |chosen| Step::Say(Input::One(chosen)),
        );
    }
    match number(typed).and_then(|number| number.checked_sub(1)).or_else(|| labelled(typed, options)) {
        Some(at) if at < options.len() => Step::Say(Input::One(at)),
        _ => Step::Notice(words::no_such_number(typed, options.len(), false, language)),
    }
}

fn several(typed: &str, options: &[String], chosen: Option<&[usize]>, commands: Commands, language: Language) -> Step {
    if typed.is_empty() {
        return chosen.map_or_else(
            || Step::Notice(words::nothing_chosen(true, commands, language)),
            |chosen| Step::Say(Input::Several(chosen.to_vec())),
        );
    }
    let none = words::none_of_these(language);
    if same(typed, none) {
        return Step::Say(Input::Several(Vec::new()));
    }
    // A label may hold a comma or a space itself.
    if let Some(at) = labelled(typed, options) {
        return Step::Say(Input::Several(vec![at]));
    }
    let between = |letter: char| matches!(half_width(letter), ',' | ';' | '、' | ' ' | '\t' | '。');
    let mut picked = Vec::new();
    let mut none_picked = false;
    for part in typed.split(between).filter(|part| !part.is_empty()) {
        match number(part).or_else(|| labelled(part, options).map(|at| at.saturating_add(1))) {
            Some(0) => none_picked = true,
            Some(number) if number <= options.len() => picked.push(number.saturating_sub(1)),
            _ if same(part, none) => none_picked = true,
            _ => return Step::Notice(words::no_such_number(part, options.len(), true, language)),
        }
    }
    picked.sort_unstable();
    picked.dedup();
    match (none_picked, picked.is_empty()) {
        (true, false) => Step::Notice(words::none_and_some(language).to_owned()),
        (false, true) => Step::Notice(words::no_such_number(typed, options.len(), true, language)),
        _ => Step::Say(Input::Several(picked)),
    }
}

/// A number of one digit.
fn number(text: &str) -> Option<usize> {
    let mut letters = text.chars();
    letters.next().and_then(digit).filter(|_| letters.next().is_none())
}

/// The option with this label; on a yes/no question also y and n.
fn labelled(typed: &str, options: &[String]) -> Option<usize> {
    let yes_no = match options {
        [yes, no] if same(yes, "是") && same(no, "否") || same(yes, "yes") && same(no, "no") => ["y", "n"],
        _ => ["", ""],
    };
    let letter = yes_no.iter().position(|letter| same(typed, letter));
    options.iter().position(|label| same(typed, label)).or(letter)
}

fn same(one: &str, other: &str) -> bool {
    fold(one).to_lowercase() == fold(other).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Vec<String> {
        ["软件", "硬件、设备", "Network"].map(str::to_owned).to_vec()
    }

    fn read_several(line: &str) -> Step {
        let entry = Entry::Several { options: options(), chosen: None };
        read(line, &entry, Commands::default(), Language::Chinese)
    }

    #[test]
    fn several_numbers_are_read_in_every_way_they_are_written() {
        for line in ["1 3", "1,3", "1、3", "１，３", "3 1 1", " 1 ; 3 ", "软件,network", "1、Ｎｅｔｗｏｒｋ"]
        {
            assert_eq!(read_several(line), Step::Say(Input::Several(vec![0, 2])), "{line}");
        }
    }

    #[test]
    fn a_label_with_a_comma_in_it_is_one_label() {
        assert_eq!(read_several("硬件、设备"), Step::Say(Input::Several(vec![1])));
    }

    #[test]
    fn none_of_these_is_said_by_zero_or_in_words() {
        for line in ["0", "０", "以上都不是"] {
            assert_eq!(read_several(line), Step::Say(Input::Several(Vec::new())), "{line}");
        }
    }

    #[test]
    fn none_of_these_does_not_go_with_one_of_them() {
        for line in ["0 1", "1、以上都不是"] {
            assert_eq!(read_several(line), Step::Notice(words::none_and_some(Language::Chinese).to_owned()), "{line}");
        }
    }

    #[test]
    fn what_is_no_number_of_an_option_is_said() {
        for (line, part) in [("1 4", "4"), ("13", "13"), ("1.3", "1.3"), (",", ","), ("软", "软")] {
            let notice = words::no_such_number(part, 3, true, Language::Chinese);
            assert_eq!(read_several(line), Step::Notice(notice), "{line}");
        }
    }

    #[test]
    fn an_empty_line_keeps_what_was_chosen() {
        let (commands, language) = (Commands::default(), Language::English);
        let one = Entry::One { options: options(), chosen: Some(1) };
        assert_eq!(read("", &one, commands, language), Step::Say(Input::One(1)));
        let several = Entry::Several { options: options(), chosen: Some(Vec::new()) };
        assert_eq!(read(" ", &several, commands, language), Step::Say(Input::Several(Vec::new())));
        let line = Entry::Line { initial: "北京".to_owned(), stands: true };
        assert_eq!(read("", &line, commands, language), Step::Say(Input::Line("北京".to_owned())));
    }

    #[test]
    fn an_empty_line_chooses_nothing() {
        let entry = Entry::One { options: options(), chosen: None };
        assert!(matches!(read("", &entry, Commands::default(), Language::Chinese), Step::Notice(_)));
        assert!(matches!(read_several(""), Step::Notice(_)));
    }

    #[test]
    fn yes_and_no_have_letters() {
        let entry = Entry::One { options: ["是", "否"].map(str::to_owned).to_vec(), chosen: None };
        for (line, at) in [("y", 0), ("Ｎ", 1), ("是", 0), ("2", 1)] {
            let said = read(line, &entry, Commands::default(), Language::Chinese);
            assert_eq!(said, Step::Say(Input::One(at)), "{line}");
        }
        let other = Entry::One { options: options(), chosen: None };
        assert!(matches!(read("y", &other, Commands::default(), Language::Chinese), Step::Notice(_)));
    }
}
