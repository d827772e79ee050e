//! The figures of a sentence, as `check` will find them.

use crate::catalogue::beside::Bound;
use crate::catalogue::figures::{Value, figures};
use crate::catalogue::section::folded;
use std::collections::HashMap;

/// A figure.
pub(super) struct Found {
    /// What it says.
    pub value: Value,
    /// How many bytes of the plain sentence it takes.
    pub length: usize,
    /// How the words beside it bound it.
    pub bound: Option<Bound>,
}

/// A sentence in plain letters, and its figures.
pub(super) struct Sure {
    text: String,
    found: HashMap<usize, Found>,
}

impl Sure {
    pub(super) fn of(sentence: &str) -> Self {
        let mut text = String::with_capacity(sentence.len());
        // Where each plain letter stood in the sentence, and where it stands now.
        let mut places = Vec::new();
        for (at, letter) in folded(sentence) {
            places.push((at, text.len()));
            text.push(letter);
        }
        let place = |at: usize| {
            let next = places.partition_point(|(from, _)| *from < at);
            places.get(next).map_or(text.len(), |it| it.1)
        };
        let found = figures(sentence).into_iter().map(|figure| {
            let (start, end) = (place(figure.span.start), place(figure.span.end));
            let bound = figure.bound.map(|it| it.0);
            (start, Found { value: figure.value, length: end.saturating_sub(start), bound })
        });
        let found = found.collect();
        Self { text, found }
    }

    /// The sentence without its spaces, and with half-width signs.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The figure that begins at a byte of that text.
    pub(super) fn at(&self, at: usize) -> Option<&Found> {
        self.found.get(&at)
    }
}
