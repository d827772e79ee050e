//! The lines of a text, one after the other or many together, however long they are.

use super::encoding::Decoded;
use memchr::{memchr, memchr_iter, memrchr};
use std::collections::VecDeque;
use std::io;

/// The longest line that is read, in bytes; a longer one is cut there.
pub const LONGEST: usize = 1 << 20;

/// About how many bytes of lines go together.
pub(super) const TOGETHER: usize = 3 << 14;
/// How many lines go together at most.
pub(super) const MOST_TOGETHER: usize = 1 << 9;

/// How many lines are tried at once, few first: where the next line has to be taken alone, those behind it are
/// not looked through again for every such row.
const STEPS: [usize; 3] = [1, 1 << 4, MOST_TOGETHER];

/// One line, with its end where it has one.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// Whether it was longer than [`LONGEST`] and is cut.
    pub cut: bool,
    /// Whether it may be the rest of a row that began further up and could not be told apart.
    pub torn: bool,
}

impl Line {
    /// Its text without its end.
    pub fn body(&self) -> &str {
        self.text.trim_end_matches(['\n', '\r'])
    }
}

/// Whole lines that follow each other, none of them longer than [`LONGEST`].
#[derive(Debug)]
pub struct Together {
    /// The number of the first, counted from 1.
    pub first: usize,
    /// How many there are.
    pub count: usize,
    /// Their text.
    pub text: String,
}

/// The lines of a text.
pub struct Lines {
    text: Decoded,
    /// Whether a carriage return alone ends a line too, as in files of old.
    returns: bool,
    /// The number of the last line that was read.
    read: usize,
    /// Text that was decoded and is not read as lines yet, from `at` on.
    buffer: String,
    at: usize,
    begun: bool,
    /// Whether all of the text was decoded.
    ended: bool,
    /// How many carriage returns were decoded last, of which what follows tells the meaning.
    held: usize,
    /// Lines that were looked at and not taken yet.
    waiting: VecDeque<Line>,
}

impl Lines {
    /// The lines of this text.
    pub fn new(text: Decoded) -> Self {
        Self {
            text,
            returns: false,
            read: 0,
            buffer: String::new(),
            at: 0,
            begun: false,
            ended: false,
            held: 0,
            waiting: VecDeque::new(),
        }
    }

    /// The lines of a text in which a carriage return alone ends a line too: in files of old all do, and one
    /// such may have been put behind another file.
    pub fn of_any_kind(text: Decoded) -> Self {
        Self { returns: true, ..Self::new(text) }
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

    /// Looks at so many lines without taking them; at fewer at the end, or where at least `least` are
    /// there and no more come for a while.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn look(&mut self, least: usize, most: usize) -> io::Result<Vec<Line>> {
        while self.waiting.len() < most {
            if self.waiting.len() >= least && !self.has_end() && self.text.is_silent() {
                break;
            }
            let Some(line) = self.read()? else { break };
            self.waiting.push_back(line);
        }
        Ok(self.waiting.iter().take(most).cloned().collect())
    }

    /// Whether a whole line is there, so that nobody has to wait for it.
    pub fn has_line(&self) -> bool {
        !self.waiting.is_empty() || self.has_end()
    }

    /// Whether lines may come slowly.
    pub fn may_come_slowly(&self) -> bool {
        self.text.may_come_slowly()
    }

    /// Takes what lines are there, up to [`MOST_TOGETHER`] of about [`TOGETHER`] bytes, waiting only for
    /// the first; `None` at the end of the text. `plain` says how much of some whole lines can be taken
    /// so; where that is nothing of the first line, or the line is too long, nothing is taken, and it has
    /// to be taken alone.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn together(&mut self, plain: impl Fn(&str) -> usize) -> io::Result<Option<Together>> {
        if let Some(line) = self.waiting.front() {
            let mut together = Together { first: line.number, count: 0, text: String::new() };
            let fits = |line: &mut Line| !line.cut && !line.torn && plain(&line.text) == line.text.len();
            while together.text.len() < TOGETHER
                && together.count < MOST_TOGETHER
                && let Some(line) = self.waiting.pop_front_if(fits)
            {
                together.count = together.count.saturating_add(1);
                together.text.push_str(&line.text);
            }
            return Ok(Some(together));
        }
        let (length, whole) = self.reach()?;
        if length == 0 {
            return Ok(None);
        }
        let first = self.read.saturating_add(1);
        if length > LONGEST || (length == LONGEST && !whole) {
            return Ok(Some(Together { first, count: 0, text: String::new() }));
        }
        let whole = memrchr(b'\n', self.rest().as_bytes()).map_or(length, |end| end.saturating_add(1));
        let there = self.rest().get(..whole).unwrap_or_default();
        let mut length = 0;
        for most in STEPS {
            let end = memchr_iter(b'\n', there.as_bytes()).nth(most.saturating_sub(1));
            let ahead = end.and_then(|end| there.get(..=end)).unwrap_or(there);
            length = plain(ahead);
            if length < ahead.len() || ahead.len() == there.len() {
                break;
            }
        }
        let there = there.get(..length).unwrap_or(there);
        let ends = memchr_iter(b'\n', there.as_bytes()).count();
        let count = ends.saturating_add(usize::from(there.as_bytes().last().is_some_and(|last| *last != b'\n')));
        let text = if self.at == 0 && self.buffer.len() < length.saturating_mul(2) {
            let rest = self.buffer.split_off(length);
            std::mem::replace(&mut self.buffer, rest)
        } else {
            let text = there.to_owned();
            self.at = self.at.saturating_add(length);
            text
        };
        self.read = self.read.saturating_add(count);
        Ok(Some(Together { first, count, text }))
    }

    fn rest(&self) -> &str {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    fn has_end(&self) -> bool {
        memchr(b'\n', self.rest().as_bytes()).is_some()
    }

    /// Decodes more; `false` at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..std::mem::take(&mut self.at));
        let known = self.buffer.len();
        self.buffer.extend(std::iter::repeat_n('\r', std::mem::take(&mut self.held)));
        let more = self.text.more(&mut self.buffer)?;
        if !self.begun && self.buffer.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        self.begun |= more;
        self.ended = !more;
        if self.returns {
            if more {
                let kept = self.buffer.trim_end_matches('\r').len().max(known);
                self.held = self.buffer.len().saturating_sub(kept);
                self.buffer.truncate(kept);
            }
            self.level_ends(known);
        }
        Ok(more)
    }

    /// Makes a line feed of every carriage return, from a place on, that ends a line alone. Those before a line
    /// feed are part of its end.
    fn level_ends(&mut self, from: usize) {
        let bytes = self.buffer.as_bytes().get(from..).unwrap_or_default();
        let follows = |at: usize| bytes.get(at.saturating_add(1));
        if memchr_iter(b'\r', bytes).all(|at| matches!(follows(at), Some(b'\r' | b'\n'))) {
            return;
        }
        let text = self.buffer.split_off(from);
        let mut pieces = text.split_inclusive('\r').peekable();
        while let Some(piece) = pieces.next() {
            let body = piece.trim_end_matches('\r');
            self.buffer.push_str(body);
            let mut returns = piece.len().saturating_sub(body.len());
            while pieces.next_if(|piece| *piece == "\r").is_some() {
                returns = returns.saturating_add(1);
            }
            let ends = if pieces.peek().is_some_and(|next| next.starts_with('\n')) { 0 } else { returns };
            self.buffer.extend(std::iter::repeat_n('\n', ends));
        }
    }

    /// How long the next line is, its end included, and whether it has one; of a line that is too long,
    /// at least [`LONGEST`].
    fn reach(&mut self) -> io::Result<(usize, bool)> {
        let mut known = 0;
        loop {
            let found = self.rest().as_bytes().get(known..).and_then(|rest| memchr(b'\n', rest));
            if let Some(end) = found {
                return Ok((known.saturating_add(end).saturating_add(1), true));
            }
            known = self.rest().len();
            if known >= LONGEST || self.ended {
                return Ok((known, false));
            }
            self.fill()?;
            // A mark of the byte order may have gone.
            known = known.min(self.rest().len());
        }
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let (length, whole) = self.reach()?;
        if length == 0 {
            return Ok(None);
        }
        self.read = self.read.saturating_add(1);
        let cut = length > LONGEST || (length == LONGEST && !whole);
        let kept = if cut { self.rest().floor_char_boundary(LONGEST) } else { length };
        let text = self.rest().get(..kept).unwrap_or_default().to_owned();
        self.at = self.at.saturating_add(if whole { length } else { self.rest().len() });
        if cut && !whole {
            self.skip_to_end()?;
        }
        Ok(Some(Line { number: self.read, text, cut, torn: false }))
    }

    fn skip_to_end(&mut self) -> io::Result<()> {
        while self.fill()? {
            if let Some(end) = memchr(b'\n', self.rest().as_bytes()) {
                self.at = self.at.saturating_add(end).saturating_add(1);
                return Ok(());
            }
            self.at = self.buffer.len();
        }
        self.at = self.buffer.len();
        Ok(())
    }
}
