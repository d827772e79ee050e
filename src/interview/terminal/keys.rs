//! What a key or a typed word means, the same in every face.

use crate::figure::{fold, half_width, says_unknown};
use crate::interview::screen::{Commands, Input};

/// What a person presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, digit or sign.
    Letter(char),
    /// The end of a line.
    Enter,
    /// Back.
    Escape,
    /// The line above.
    Up,
    /// The line below.
    Down,
    /// The letter before.
    Left,
    /// The letter after.
    Right,
    /// The beginning.
    Home,
    /// The end.
    End,
    /// Erase the letter before.
    Backspace,
    /// Erase the letter after.
    Delete,
    /// Erase all before.
    EraseBefore,
    /// Erase all after.
    EraseAfter,
    /// Erase the word before.
    EraseWord,
    /// The end of the input.
    EndOfInput,
    /// Break off.
    Interrupt,
    /// No key: the terminal has another size.
    Resized,
}

/// What can be said to every question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// 不清楚
    NotSure,
    /// What does this mean?
    Help,
    /// To the question before.
    Back,
    /// Enough.
    Stop,
}

impl Command {
    /// The command that a single key means on a list.
    ///
    /// A Chinese keyboard gives 《 for < and a double dash for -; the halves of that dash are
    /// no command each, or the second one would be said to the next question.
    pub fn of_letter(letter: char) -> Option<Self> {
        match letter {
            '—' | '–' => None,
            '《' | '〈' => Some(Self::Back),
            other => match half_width(other).to_ascii_lowercase() {
                '?' => Some(Self::Help),
                '<' => Some(Self::Back),
                '-' => Some(Self::NotSure),
                'q' => Some(Self::Stop),
                _ => None,
            },
        }
    }

    /// The command that a whole line means.
    pub fn of_line(line: &str) -> Option<Self> {
        let folded = fold(line);
        let mut letters = folded.chars();
        match (letters.next().and_then(Self::of_letter), letters.next()) {
            (Some(command), None) => Some(command),
            _ => says_unknown(&folded).then_some(Self::NotSure),
        }
    }

    /// What the person says with it; nothing where the face answers by itself.
    pub fn input(self) -> Option<Input> {
        match self {
            Self::Help => None,
            Self::NotSure => Some(Input::NotSure),
            Self::Back => Some(Input::Back),
            Self::Stop => Some(Input::Stop),
        }
    }

    /// Whether it can be said to a question with these commands.
    pub fn is_among(self, commands: Commands) -> bool {
        match self {
            Self::NotSure => commands.not_sure,
            Self::Help => commands.help,
            Self::Back => commands.back,
            Self::Stop => commands.stop,
        }
    }
}

/// The digit that a letter shows, full-width or not.
pub fn digit(letter: char) -> Option<usize> {
    half_width(letter).to_digit(10).and_then(|digit| usize::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_command_in_every_width_and_case() {
        for (line, command) in [
            ("?", Command::Help),
            ("？", Command::Help),
            ("<", Command::Back),
            ("＜", Command::Back),
            ("《", Command::Back),
            (" Q ", Command::Stop),
            ("ｑ", Command::Stop),
            ("-", Command::NotSure),
            ("－", Command::NotSure),
            ("——", Command::NotSure),
            ("—", Command::NotSure),
            ("不清楚", Command::NotSure),
            ("Unknown", Command::NotSure),
        ] {
            assert_eq!(Command::of_line(line), Some(command), "{line}");
        }
    }

    #[test]
    fn a_text_with_a_command_in_it_is_a_text() {
        for line in ["", "qq", "问?", "a<b", "-5", "0", "不清楚的公司"] {
            assert_eq!(Command::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn half_a_chinese_dash_is_no_command_on_a_list() {
        assert_eq!(Command::of_letter('—'), None);
        assert_eq!(Command::of_letter('－'), Some(Command::NotSure));
    }
}
