//! The face with lists to move in and a line to edit.

use super::area::{Area, Picture, Row};
use super::heading::{heading, question};
use super::keys::{Command, Key};
use super::line::Line;
use super::list::List;
use super::raw::Raw;
use super::source::Source;
use super::step::Step;
use super::style::{Role, styled};
use super::{size, words, wrap};
use crate::interview::screen::{Broken, Entry, Face, Input, Screen};
use crate::language::Language;
use crossterm::queue;
use crossterm::style::Print;
use std::io::{self, Write};

/// The fewest rows for an entry before the line of keys gives way.
const FEWEST: usize = 3;

/// The fewest rows below the question before that may leave the terminal.
const BELOW: usize = 6;

/// The face with lists to move in and a line to edit.
#[derive(Debug)]
pub struct Rich {
    language: Language,
    colour: bool,
    source: Source,
}

/// What the person works on.
enum Widget {
    List(List),
    Line(Line),
}

impl Rich {
    /// The face in a language, in colour or not.
    pub fn new(language: Language, colour: bool) -> Self {
        Self { language, colour, source: Source::default() }
    }

    fn widget(&self, screen: &Screen) -> Widget {
        let (commands, language) = (screen.commands, self.language);
        match &screen.entry {
            Entry::One { options, chosen } => Widget::List(List::one(options, *chosen, commands, language)),
            Entry::Several { options, chosen } => {
                Widget::List(List::several(options, chosen.as_deref(), commands, language))
            }
            Entry::Line { initial, .. } => Widget::Line(Line::new(initial, language)),
        }
    }

    /// The widget, the notice and the keys, no higher than the terminal where that can be.
    fn picture(&self, screen: &Screen, widget: &mut Widget, notice: Option<&str>) -> Picture {
        let (width, all) = size();
        let above = wrap::lines(&screen.question, width).len();
        let height = all.checked_sub(above).filter(|height| *height >= BELOW).unwrap_or(all);
        let notice = notice.map(|notice| wrap::lines(notice, width)).unwrap_or_default();
        let mut keys = wrap::flow(&words::keys(&screen.entry, screen.commands, self.language), width);
        // One row stays free above the keys.
        let below = |keys: &[String]| notice.len().saturating_add(keys.len()).saturating_add(1);
        if height.saturating_sub(below(&keys)) < FEWEST {
            keys.clear();
        }
        let mut picture = match widget {
            Widget::List(list) => list.picture(width, height.saturating_sub(below(&keys))),
            Widget::Line(line) => line.picture(width),
        };
        picture.rows.extend(notice.into_iter().map(|line| Row::new(line, Role::Notice)));
        if !keys.is_empty() {
            picture.rows.push(Row::new("", Role::Plain));
        }
        picture.rows.extend(keys.into_iter().map(|line| Row::new(line, Role::Aside)));
        picture
    }

    /// Waits for an answer; the area is what is drawn when it comes.
    fn answer(&mut self, screen: &Screen, area: &mut Area) -> Result<Input, Broken> {
        let mut widget = self.widget(screen);
        let mut notice: Option<String> = None;
        loop {
            // What comes together is drawn together.
            if !self.source.is_waiting()? {
                let picture = self.picture(screen, &mut widget, notice.as_deref());
                write(|to| area.show(to, &picture, size().1, self.colour))?;
            }
            let key = self.source.next()?;
            let step = match (key, &mut widget) {
                (Key::Interrupt, _) => return Err(Broken::Interrupted),
                (Key::EndOfInput, _) => Step::Command(Command::Stop),
                (Key::Escape, _) => Step::Command(Command::Back),
                (Key::Resized, _) => {
                    self.resize(screen, area)?;
                    continue;
                }
                (key, Widget::List(list)) => list.press(key),
                (key, Widget::Line(line)) => line.press(key),
            };
            notice = match step {
                Step::Say(input) => return Ok(input),
                Step::Command(command) if command.is_among(screen.commands) => match command.input() {
                    Some(input) => return Ok(input),
                    None => {
                        self.explain(screen, area)?;
                        None
                    }
                },
                Step::Command(command) => Some(words::refusal(command, self.language).to_owned()),
                Step::Notice(words) => Some(words),
                Step::Stay => None,
            };
        }
    }

    /// Puts the explanation above the question, and what the person works on stays as it is.
    fn explain(&self, screen: &Screen, area: &mut Area) -> Result<(), Broken> {
        let (width, _) = size();
        let explanation = screen.explanation.iter().flat_map(|paragraph| wrap::lines(paragraph, width));
        let mut lines: Vec<String> = explanation.map(|line| styled(&line, Role::Notice, self.colour)).collect();
        lines.push(String::new());
        lines.extend(question(screen, width, self.colour));
        write(|to| {
            area.erase(to)?;
            print(to, &lines)
        })?;
        Ok(())
    }

    /// Where a narrower terminal may have broken rows above the cursor, it is not known how many
    /// there are; rather than erase what stands above them, the question is put once more below.
    fn resize(&mut self, screen: &Screen, area: &mut Area) -> Result<(), Broken> {
        self.source.settle()?;
        let (width, _) = size();
        if area.may_be_broken(width) {
            let question = question(screen, width, self.colour);
            write(|to| {
                area.erase(to)?;
                print(to, &question)
            })?;
        }
        Ok(())
    }
}

impl Face for Rich {
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken> {
        let _raw = Raw::begin()?;
        let heading = heading(screen, size().0, self.colour);
        let mut area = Area::default();
        write(|to| {
            // What was typed before the question may stand on this row.
            area.erase(to)?;
            print(to, &heading)
        })?;
        let said = self.answer(screen, &mut area);
        write(|to| area.erase(to))?;
        said
    }

    fn tell(&mut self, paragraphs: &[String]) -> Result<(), Broken> {
        let width = size().0;
        let mut text = String::new();
        for line in paragraphs.iter().flat_map(|paragraph| wrap::lines(paragraph, width)) {
            text.push_str(&line);
            text.push('\n');
        }
        Ok(write(|to| to.write_all(text.as_bytes()))?)
    }
}

/// Writes to the terminal in one piece, so that nothing half drawn is seen.
fn write(draw: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
    let mut drawn = Vec::new();
    draw(&mut drawn)?;
    let mut terminal = io::stderr().lock();
    terminal.write_all(&drawn)?;
    terminal.flush()
}

/// Lines while the terminal gives every key at once, where a line end does not lead to the
/// first column.
fn print(to: &mut Vec<u8>, lines: &[String]) -> io::Result<()> {
    lines.iter().try_for_each(|line| queue!(to, Print(line), Print("\r\n")))
}
