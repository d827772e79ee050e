//! The lines of a text, one after the other, however long it is.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// The longest line that is read, in bytes; a longer one is cut there.
pub const LONGEST: usize = 1 << 20;

/// How much of a text shows what ends its lines.
const START: u64 = 1 << 12;

/// One line, with its end where it has one.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// Whether it was longer than [`LONGEST`] and is cut.
    pub cut: bool,
}

impl Line {
    /// Its text without its end.
    pub fn body(&self) -> &str {
        self.text.trim_end_matches(['\n', '\r'])
    }
}

/// The lines of a text.
pub struct Lines {
    text: Box<dyn BufRead + Send>,
    /// What ends a line: a line feed, or in files of old a carriage return alone.
    end: u8,
    read: usize,
    /// Lines that were looked at and not taken yet.
    waiting: VecDeque<Line>,
}

impl Lines {
    /// The lines of this text.
    pub fn new(text: Box<dyn BufRead + Send>) -> Self {
        Self { text, end: b'\n', read: 0, waiting: VecDeque::new() }
    }

    /// The lines of a text that may be of the old kind in which a carriage return alone ends a line; its
    /// beginning shows it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_any_kind(mut text: Box<dyn BufRead + Send>) -> io::Result<Self> {
        let mut start = Vec::new();
        text.by_ref().take(START).read_to_end(&mut start)?;
        let old = start.contains(&b'\r') && !start.contains(&b'\n');
        let text = Box::new(io::Cursor::new(start).chain(text));
        Ok(Self { end: if old { b'\r' } else { b'\n' }, ..Self::new(text) })
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn take(&mut self) -> io::Result<Option<Line>> {
        match self.waiting.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.read(),
        }
    }

    /// Puts lines back, to be taken again.
    pub fn put_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        lines.rev().for_each(|line| self.waiting.push_front(line));
    }

    /// Looks at so many lines, or fewer at the end, without taking them.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn look(&mut self, most: usize) -> io::Result<Vec<Line>> {
        while self.waiting.len() < most {
            let Some(line) = self.read()? else { break };
            self.waiting.push_back(line);
        }
        Ok(self.waiting.iter().take(most).cloned().collect())
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let end = self.end;
        let most = u64::try_from(LONGEST).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let length = self.text.by_ref().take(most).read_until(end, &mut bytes)?;
        if length == 0 {
            return Ok(None);
        }
        self.read = self.read.saturating_add(1);
        let cut = length >= LONGEST && !bytes.ends_with(&[end]);
        if cut {
            self.skip_to_end(end)?;
        }
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let text = if self.read == 1 { text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text) } else { text };
        Ok(Some(Line { number: self.read, text, cut }))
    }

    fn skip_to_end(&mut self, end_of_line: u8) -> io::Result<()> {
        loop {
            let part = self.text.fill_buf()?;
            let end = part.iter().position(|byte| *byte == end_of_line).map(|at| at.saturating_add(1));
            let length = end.unwrap_or(part.len());
            self.text.consume(length);
            if end.is_some() || length == 0 {
                return Ok(());
            }
        }
    }
}
