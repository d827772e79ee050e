//! The faults of a text that is no TOML, as the events of the text bring them.

use std::ops::Range;
use toml_parser::{ErrorSink, ParseError};

/// With more faults than this a text is no TOML, and nothing more is made of it: each fault takes memory,
/// and some texts have one in every letter.
const MOST: usize = 1000;

/// How the message begins that a key has letters which TOML takes in quotes only.
const UNQUOTED_KEY: &str = "invalid unquoted key";
/// How many letters before and behind a fault are looked at, at the most: some texts have no end of them in
/// one word, and a fault in every letter.
const MOST_OF_A_WORD: usize = 100;

/// The faults without those that are none where a key may stand without quotes in any script: TOML wants
/// quotes around 实缴资金 = …; what is meant is plain without.
pub fn with_keys_of_any_script(
    text: &str,
    faults: Vec<(Range<usize>, String)>,
) -> impl Iterator<Item = (Range<usize>, String)> {
    let is_meant = |span: &Range<usize>| !text.get(word(text, span)).unwrap_or_default().is_ascii();
    faults.into_iter().filter(move |(span, message)| !(message.starts_with(UNQUOTED_KEY) && is_meant(span)))
}

/// The whole key or value without quotes of which a fault names a part; of a very long one the letters near it.
pub fn word(text: &str, fault: &Range<usize>) -> Range<usize> {
    let belongs = |letter: &char| !letter.is_whitespace() && !"=,[]{}\"'#".contains(*letter);
    let length = |letters: &mut dyn Iterator<Item = char>| -> usize {
        letters.take(MOST_OF_A_WORD).take_while(belongs).map(char::len_utf8).sum()
    };
    let before = length(&mut text.get(..fault.start).unwrap_or_default().chars().rev());
    let behind = length(&mut text.get(fault.end..).unwrap_or_default().chars());
    fault.start.saturating_sub(before)..fault.end.saturating_add(behind)
}

/// The faults of a text, of each line the first.
pub(super) struct Faults<'t> {
    text: &'t str,
    first: Vec<(Range<usize>, String)>,
    /// Where the line ends in which the last of these stands.
    end: Option<usize>,
    number: usize,
    /// Whether nothing more is to be made of the text.
    is_last: bool,
    /// Whether a key has letters that TOML takes in quotes only. Profiles may have any number of these.
    has_unquoted_keys: bool,
}

impl<'t> Faults<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, first: Vec::new(), end: None, number: 0, is_last: false, has_unquoted_keys: false }
    }

    pub(super) fn is_none(&self) -> bool {
        self.number == 0 && !self.has_unquoted_keys
    }

    /// Takes note of a fault with which nothing more is made of the text.
    pub(super) fn end_with(&mut self, span: Range<usize>, message: &str) {
        self.first.push((span, message.to_owned()));
        (self.number, self.is_last) = (self.number.saturating_add(1), true);
    }

    /// The faults, where nothing more is to be made of the text: there are too many for a file that is meant as TOML,
    /// or the last one says so.
    pub(super) fn conclusive(self) -> Option<Vec<(Range<usize>, String)>> {
        (self.is_last || self.number > MOST).then_some(self.first)
    }
}

impl ErrorSink for Faults<'_> {
    fn report_error(&mut self, error: ParseError) {
        if error.description().starts_with(UNQUOTED_KEY) {
            self.has_unquoted_keys = true;
            return;
        }
        self.number = self.number.saturating_add(1);
        let span = error.unexpected().map_or(0..0, |span| span.start()..span.end());
        if self.first.len() < MOST && self.end.is_none_or(|end| end < span.start) {
            let rest = self.text.get(span.start..).unwrap_or_default();
            let length = rest.find('\n').unwrap_or(rest.len());
            self.end = Some(span.start.saturating_add(length));
            self.first.push((span, error.description().to_owned()));
        }
    }
}
