//! The rows that the rich face draws and erases again, and no other.

use super::style::{Role, styled};
use super::wrap::columns;
use crossterm::cursor::{MoveToColumn, MoveUp};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType, DisableLineWrap, EnableLineWrap};
use std::io::{self, Write};

/// A row of text and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text, on one line.
    pub text: String,
    /// What it is.
    pub role: Role,
}

impl Row {
    /// A row.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }
}

/// What is drawn, and where the cursor stands in it, by row and column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The rows from the top.
    pub rows: Vec<Row>,
    /// The row and column of the cursor.
    pub cursor: (usize, usize),
}

/// The rows that are drawn; the cursor stands in one of them.
#[derive(Debug, Default)]
pub struct Area {
    /// How wide each row is down to that of the cursor; empty where nothing is drawn.
    widths: Vec<usize>,
}

impl Area {
    /// Draws a picture in place of the one before, on a terminal of so many rows.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn show(&mut self, to: &mut impl Write, picture: &Picture, height: usize, colour: bool) -> io::Result<()> {
        self.erase(to)?;
        let rows = || picture.rows.iter().take(height.max(1));
        let cursor = picture.cursor.0.min(rows().count().saturating_sub(1));
        // A row that the terminal takes for wider than it was counted is cut, not broken in two.
        queue!(to, DisableLineWrap)?;
        for (place, row) in rows().enumerate() {
            to.write_all(if place == 0 { b"" } else { b"\r\n" })?;
            to.write_all(styled(&row.text, row.role, colour).as_bytes())?;
        }
        queue!(to, EnableLineWrap)?;
        up(to, rows().count().saturating_sub(cursor).saturating_sub(1))?;
        queue!(to, MoveToColumn(u16::try_from(picture.cursor.1).unwrap_or(u16::MAX)))?;
        self.widths = rows().take(cursor.saturating_add(1)).map(|row| columns(&row.text)).collect();
        Ok(())
    }

    /// Erases what is drawn and leaves the cursor at the beginning of its first row.
    ///
    /// # Errors
    /// Where the terminal fails.
    pub fn erase(&mut self, to: &mut impl Write) -> io::Result<()> {
        up(to, self.widths.len().saturating_sub(1))?;
        queue!(to, MoveToColumn(0), Clear(ClearType::FromCursorDown))?;
        self.widths.clear();
        Ok(())
    }

    /// Whether a terminal of so many columns may have broken rows that stand above the cursor,
    /// so that it is not known any more where the first one begins.
    pub fn may_be_broken(&self, columns: usize) -> bool {
        self.widths.iter().any(|width| *width > columns)
    }
}

fn up(to: &mut impl Write, rows: usize) -> io::Result<()> {
    // Zero would be taken for one.
    match u16::try_from(rows).unwrap_or(u16::MAX) {
        0 => Ok(()),
        rows => queue!(to, MoveUp(rows)),
    }
}
