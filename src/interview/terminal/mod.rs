//! The interview on a terminal: a rich face with lists and a line editor, and a plain one of
//! numbered lines. Both write to standard error only.

mod area;
mod heading;
mod keys;
mod line;
mod list;
mod list_picture;
mod plain;
mod plain_answer;
mod raw;
mod rich;
mod source;
mod step;
mod style;
mod window;
mod words;
mod wrap;

use crate::interview::screen::Face;
use crate::language::Language;
use plain::Plain;
use rich::Rich;
use std::io::{self, IsTerminal};

/// There is nobody to ask: standard input or standard error is no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTerminal;

/// The face that suits the terminal: the plain one where it is asked for or where the terminal
/// can do no more, else the rich one, in colour where that is wanted.
///
/// # Errors
/// Where standard input or standard error is no terminal.
pub fn open(plain: bool, language: Language, colour: bool) -> Result<Box<dyn Face>, NoTerminal> {
    if !is_there() {
        return Err(NoTerminal);
    }
    if plain || !moves_the_cursor() {
        return Ok(Box::new(Plain::new(language)));
    }
    Ok(Box::new(Rich::new(language, colour)))
}

/// Whether there is somebody to ask: both standard input and standard error are terminals.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Gives the terminal back as it was before a question was put, where the program has to end.
pub fn give_back() {
    let _ = crossterm::terminal::disable_raw_mode();
}

/// Whether the terminal says that it can do more than write line after line.
fn moves_the_cursor() -> bool {
    match std::env::var_os("TERM") {
        Some(kind) if kind == "dumb" => false,
        Some(kind) if !kind.is_empty() => true,
        _ => cfg!(windows),
    }
}

/// How many columns and rows the terminal has; 80 and 24 where it does not say.
fn size() -> (usize, usize) {
    terminal_size::terminal_size_of(io::stderr())
        .map_or((80, 24), |(columns, rows)| (usize::from(columns.0), usize::from(rows.0)))
}
