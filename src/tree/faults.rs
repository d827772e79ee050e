//! The faults of a text that is no TOML, as the events of the text bring them.

use std::ops::Range;
use toml_parser::{ErrorSink, ParseError};

/// With more faults than this a text is no TOML, and nothing more is made of it: each fault takes memory,
/// and some texts have one in every letter.
const MOST: usize = 1000;

/// The faults of a text, of each line the first.
pub(super) struct Faults<'t> {
    text: &'t str,
    first: Vec<(Range<usize>, String)>,
    /// Where the line ends in which the last of these stands.
    end: Option<usize>,
    number: usize,
    /// Whether a key has letters that TOML takes in quotes only. Profiles may have any number of these.
    has_unquoted_keys: bool,
}

impl<'t> Faults<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, first: Vec::new(), end: None, number: 0, has_unquoted_keys: false }
    }

    pub(super) fn is_none(&self) -> bool {
        self.number == 0 && !self.has_unquoted_keys
    }

    /// The faults, where there are too many for a file that is meant as TOML.
    pub(super) fn too_many(self) -> Option<Vec<(Range<usize>, String)>> {
        (self.number > MOST).then_some(self.first)
    }
}

impl ErrorSink for Faults<'_> {
    fn report_error(&mut self, error: ParseError) {
        if error.description().starts_with("invalid unquoted key") {
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
