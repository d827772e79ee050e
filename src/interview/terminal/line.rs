//! A line of text that is edited, in the rich face.

use super::area::{Picture, Row};
use super::keys::{Command, Key};
use super::step::Step;
use super::style::Role;
use super::words;
use super::wrap::columns;
use crate::harmless::harmless;
use crate::interview::screen;
use crate::language::Language;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

const PROMPT: &str = "› ";

/// The most letters of a line. A system that hands over whole lines cuts them at 4095 bytes, which
/// are always more letters than these.
pub const LONGEST: usize = 1000;

/// A line of text that is edited.
#[derive(Debug)]
pub struct Line {
    text: Input,
    /// The first letter that is shown, where not all fit.
    first: usize,
    /// Whether the person has done nothing yet to what stood there.
    untouched: bool,
    /// Whether a letter was refused and nothing was erased since.
    cut: bool,
    language: Language,
}

impl Line {
    /// A line that begins with a text, the cursor at its end.
    pub fn new(initial: &str, language: Language) -> Self {
        Self { text: Input::new(initial.to_owned()), first: 0, untouched: true, cut: false, language }
    }

    /// What comes of a key.
    pub fn press(&mut self, key: Key) -> Step {
        let request = match key {
            // An Enter in what was pasted would make an answer of what is left of it.
            Key::Enter if self.cut => return self.too_long(),
            Key::Enter => {
                let text = self.text.value();
                return Command::of_line(text)
                    .map_or_else(|| Step::Say(screen::Input::Line(text.to_owned())), Step::Command);
            }
            Key::Letter(letter) => {
                if let Some(command) = Command::of_letter(letter).filter(|command| self.means(*command)) {
                    return Step::Command(command);
                }
                if self.length() >= LONGEST {
                    self.cut = true;
                    return self.too_long();
                }
                InputRequest::InsertChar(letter)
            }
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Home => InputRequest::GoToStart,
            Key::End => InputRequest::GoToEnd,
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::EraseBefore => InputRequest::DeleteFromStart,
            Key::EraseAfter => InputRequest::DeleteTillEnd,
            Key::EraseWord => InputRequest::DeletePrevWord,
            _ => return Step::Stay,
        };
        self.untouched = false;
        let before = self.length();
        self.text.handle(request);
        self.cut &= self.length() >= before;
        Step::Stay
    }

    fn length(&self) -> usize {
        self.text.value().chars().count()
    }

    fn too_long(&self) -> Step {
        Step::Notice(words::beyond_the_line(self.language))
    }

    /// Whether a sign is the command at once: no answer begins with ? or <, and behind an answer
    /// that stands there nobody adds a sign to it.
    fn means(&self, command: Command) -> bool {
        let empty = self.text.value().is_empty();
        let sign = matches!(command, Command::Help | Command::Back);
        if empty { sign } else { self.untouched }
    }

    /// The line in one row of so many columns, with the part around the cursor where not all
    /// fits; `‹` and `›` stand for more.
    pub fn picture(&mut self, width: usize) -> Picture {
        let shown = harmless(self.text.value());
        let letters: Vec<&str> = shown.graphemes(true).collect();
        let before: String = shown.chars().take(self.text.cursor()).collect();
        let cursor = before.graphemes(true).count();
        // One column for the cursor behind the last letter, one for each mark.
        let room = width.saturating_sub(columns(PROMPT)).saturating_sub(3).max(2);
        // How many columns are taken up to each letter.
        let mut ends = vec![0_usize];
        ends.extend(letters.iter().scan(0_usize, |end, letter| {
            *end = end.saturating_add(columns(letter));
            Some(*end)
        }));
        let end_of = |at: usize| ends.get(at).copied().unwrap_or_default();
        let taken = |from: usize, to: usize| end_of(to).saturating_sub(end_of(from));
        self.first = self.first.min(cursor);
        while taken(self.first, cursor) > room {
            self.first = self.first.saturating_add(1);
        }
        while self.first > 0 && taken(self.first.saturating_sub(1), letters.len()) <= room {
            self.first = self.first.saturating_sub(1);
        }
        let mut end = self.first;
        while end < letters.len() && taken(self.first, end.saturating_add(1)) <= room {
            end = end.saturating_add(1);
        }
        let left = if self.first > 0 { "‹" } else { "" };
        let right = if end < letters.len() { "›" } else { "" };
        let middle: String = letters.iter().take(end).skip(self.first).copied().collect();
        let column = columns(PROMPT).saturating_add(columns(left)).saturating_add(taken(self.first, cursor));
        Picture { rows: vec![Row::new(format!("{PROMPT}{left}{middle}{right}"), Role::Plain)], cursor: (0, column) }
    }
}
