//! A line of text that is edited, in the rich face.

use super::area::{Picture, Row};
use super::keys::{Command, Key};
use super::step::Step;
use super::style::Role;
use super::wrap::columns;
use crate::harmless::harmless;
use crate::interview::screen;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

const PROMPT: &str = "› ";

/// A line of text that is edited.
#[derive(Debug)]
pub struct Line {
    text: Input,
    /// The first letter that is shown, where not all fit.
    first: usize,
    /// Whether the person has done nothing yet to what stood there.
    untouched: bool,
}

impl Line {
    /// A line that begins with a text, the cursor at its end.
    pub fn new(initial: &str) -> Self {
        Self { text: Input::new(initial.to_owned()), first: 0, untouched: true }
    }

    /// What comes of a key.
    pub fn press(&mut self, key: Key) -> Step {
        let request = match key {
            Key::Enter => {
                let text = self.text.value();
                return Command::of_line(text)
                    .map_or_else(|| Step::Say(screen::Input::Line(text.to_owned())), Step::Command);
            }
            Key::Letter(letter) => {
                if let Some(command) = Command::of_letter(letter).filter(|command| self.means(*command)) {
                    return Step::Command(command);
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
        self.text.handle(request);
        Step::Stay
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
        let taken = |from: usize, to: usize| -> usize {
            letters.iter().take(to).skip(from).map(|letter| columns(letter)).sum()
        };
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
