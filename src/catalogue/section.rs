//! What stands under one heading of a document: its sentences, letter by letter, and its offices.

use super::offices::without_offices;
use crate::figure;
use std::ops::Range;

/// What stands under one heading, that of its own parts left out.
#[derive(Debug, Default)]
pub struct Section {
    /// The number of the clause, as in 四(一); empty outside the numbered clauses.
    pub clause: String,
    /// Where the line with its number ends in the file, in bytes.
    pub line_end: usize,
    /// The words of its heading; empty where it has none.
    pub heading: String,
    /// Words at its beginning that are its heading if the author takes them as the title.
    pub perhaps: Option<String>,
    /// The offices it names.
    pub offices: Vec<String>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its letters in one row, for finding quotes.
    pub(super) letters: Vec<Letter>,
    /// The same as a text.
    row: String,
}

/// One sentence, up to 。 or ;.
#[derive(Debug)]
pub struct Sentence {
    /// Where it stands in the file, in bytes.
    pub span: Range<usize>,
    /// Its letters within those of the section.
    pub(super) letters: Range<usize>,
}

/// One letter that is no space.
#[derive(Debug)]
pub(super) struct Letter {
    /// The same in half width, with plain quotation marks.
    pub(super) folded: char,
    /// Where it begins in the row of its section.
    begins: usize,
    /// Where it begins in the file, in bytes.
    pub(super) at: usize,
    /// How many bytes it takes there.
    pub(super) length: usize,
    /// The sentence to which it belongs, by position.
    pub(super) sentence: usize,
    /// How many quotes account for it.
    pub(super) covered: usize,
    /// Whether it is still to be decided on.
    pub(super) undecided: bool,
}

/// The letters of a text that are no spaces, each with where it begins, in half width and with plain quotation marks.
pub(super) fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|(_, letter)| !letter.is_whitespace()).map(|(at, letter)| {
        let half = figure::half_width(letter);
        let plain = match half {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            other => other,
        };
        (at, plain)
    })
}

impl Letter {
    /// Whether it is more than a sign between words.
    pub(super) fn is_word(&self) -> bool {
        self.folded.is_alphanumeric()
    }
}

impl Section {
    /// What stands under a heading, of which nothing was read yet.
    pub(super) fn new(clause: String, line_end: usize) -> Self {
        Self { clause, line_end, ..Self::default() }
    }

    /// The words of some sentences that follow each other, as they stand in the text, without what is
    /// mere form between them and without the signs that end the last.
    pub(super) fn words(&self, sentences: Range<usize>, text: &str) -> String {
        let sentences = self.sentences.get(sentences).unwrap_or_default();
        let ends = sentences.first().zip(sentences.last());
        let letters = ends.map_or(0..0, |(first, last)| first.letters.start..last.letters.end);
        let (mut words, mut end) = (String::new(), None);
        for letter in self.letters.get(letters).unwrap_or_default() {
            if end.is_some_and(|end| end < letter.at) {
                words.push(' ');
            }
            let stop = letter.at.saturating_add(letter.length);
            words.push_str(text.get(letter.at..stop).unwrap_or_default());
            end = Some(stop);
        }
        let length = words.trim_end_matches([' ', '。', ';', '；']).len();
        words.truncate(length);
        words
    }

    /// Where these letters stand in the row, which may overlap.
    pub(super) fn standing(&self, wanted: &str) -> impl Iterator<Item = Range<usize>> {
        let first = wanted.chars().next();
        let mut from = 0_usize;
        std::iter::from_fn(move || {
            let begins = self.row.get(from..)?.find(wanted)?.saturating_add(from);
            from = begins.saturating_add(first?.len_utf8());
            let start = self.letters.partition_point(|letter| letter.begins < begins);
            Some(start..start.saturating_add(wanted.chars().count()))
        })
    }

    /// Whether it holds more than a heading, as the entries of a table of contents do not.
    pub(super) fn says_anything(&self) -> bool {
        !self.sentences.is_empty() || !self.offices.is_empty()
    }

    /// Whether beside these letters there are no words.
    pub(super) fn is_all(&self, letters: &Range<usize>) -> bool {
        let (before, after) = (self.letters.get(..letters.start), self.letters.get(letters.end..));
        ![before, after].into_iter().flatten().flatten().any(Letter::is_word)
    }

    /// Takes words that stood alone behind the number for the heading, of which 。 and offices are no part.
    pub(super) fn take_heading(&mut self, words: &str) {
        let (first, behind) = first_sentence(words);
        self.heading = self.keep_offices(first).trim_end_matches('。').trim().to_owned();
        self.keep_offices(behind);
    }

    /// Keeps the offices that a line names at its end, and returns what stands before them.
    fn keep_offices<'l>(&mut self, line: &'l str) -> &'l str {
        let (text, offices) = without_offices(line);
        for office in offices {
            if !self.offices.contains(&office) {
                self.offices.push(office);
            }
        }
        text
    }

    /// Takes in a line of text that begins at this byte.
    pub(super) fn add(&mut self, body: &str, at: usize) {
        let text = self.keep_offices(body);
        let mut from = 0_usize;
        for part in text.split_inclusive(['。', ';', '；', '!', '！', '?', '？']) {
            let first = self.letters.len();
            let start = at.saturating_add(from);
            for (offset, letter) in folded(part) {
                let length = part.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let begins = self.row.len();
                self.row.push(letter);
                self.letters.push(Letter {
                    folded: letter,
                    begins,
                    at: start.saturating_add(offset),
                    length,
                    sentence: self.sentences.len(),
                    covered: 0,
                    undecided: false,
                });
            }
            let letters = first..self.letters.len();
            if self.letters.get(letters.clone()).is_some_and(|letters| letters.iter().any(Letter::is_word)) {
                self.sentences.push(Sentence { span: start..start.saturating_add(part.trim_end().len()), letters });
            }
            from = from.saturating_add(part.len());
        }
    }
}

/// The words up to the first 。, which is part of them, and what stands behind.
pub(super) fn first_sentence(words: &str) -> (&str, &str) {
    let length = words.find('。').map_or(words.len(), |at| at.saturating_add('。'.len_utf8()));
    words.split_at_checked(length).unwrap_or((words, ""))
}
