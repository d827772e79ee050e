//! The text of a document, sentence by sentence, and what quotes which of its words.
//!
//! Headings, their numbers, lists of 责任单位, the title, the signature and the table of
//! particulars above the text are known by their form. Everything else must be quoted.

use super::offices::without_offices;
use super::paragraphs::Reader;
use crate::figure;
use crate::measure::{Clause, Policy};
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// The text of one document.
#[derive(Debug)]
pub struct Ledger {
    /// What stands under each heading, in the document's order.
    pub sections: Vec<Section>,
    /// Which of them belong to each clause; to none those outside the numbered ones.
    of_clause: HashMap<String, Vec<usize>>,
}

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
    letters: Vec<Letter>,
    /// The same as a text.
    row: String,
}

/// One sentence, up to 。 or ;.
#[derive(Debug)]
pub struct Sentence {
    /// Where it stands in the file, in bytes.
    pub span: Range<usize>,
    /// Its letters within those of the section.
    letters: Range<usize>,
}

#[derive(Debug)]
struct Letter {
    folded: char,
    /// Where it begins in the row of its section.
    begins: usize,
    at: usize,
    length: usize,
    sentence: usize,
    covered: usize,
    undecided: bool,
}

/// Why a quote does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misquote {
    /// Its words do not stand there.
    NotFound,
    /// Its words stand there more than once.
    NotUnique,
}

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

/// What decides which lines of a text are mere form.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// The title of the document.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Who signed it.
    pub issuer: String,
    /// The day on which it was signed.
    pub adopted: Option<Date>,
    /// The line that holds for every measure.
    pub closing: Option<String>,
    /// The titles that the author gave to clauses, by their numbers.
    pub titles: HashMap<String, String>,
}

impl Particulars {
    /// Those of a document in a catalogue, with its clauses.
    pub fn of<'c>(policy: &Policy, clauses: impl Iterator<Item = &'c Clause>) -> Self {
        // What a draft leaves open stands there in words of ours, which are no form of the document.
        let open = policy.draft.as_ref().map_or(&[][..], |draft| &draft.particulars);
        let stated = |key: &str, words: &str| if open.contains(&key) { String::new() } else { words.to_owned() };
        Self {
            title: stated("title", &policy.title.zh),
            number: stated("number", &policy.number),
            issuer: stated("issuer", &policy.issuer.zh),
            adopted: policy.adopted,
            closing: policy.closing.as_ref().map(|closing| closing.quote.to_string()),
            titles: clauses.map(|clause| (clause.number.clone(), clause.title.zh.to_string())).collect(),
        }
    }
}

impl Ledger {
    /// Reads the text of a document.
    pub fn new(text: &str, particulars: &Particulars) -> Self {
        Reader::new(text, particulars).read(text)
    }

    /// What stands under each heading, as it was read.
    pub(super) fn of(sections: Vec<Section>) -> Self {
        let mut of_clause: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, section) in sections.iter().enumerate() {
            of_clause.entry(section.clause.clone()).or_default().push(at);
        }
        Self { sections, of_clause }
    }

    /// The section of a clause; for no clause everything outside the numbered ones.
    pub fn has_clause(&self, clause: &str) -> bool {
        self.of_clause.contains_key(clause)
    }

    /// Marks the words of a quote as accounted for and returns the sections and places they take.
    ///
    /// # Errors
    /// Where the words do not stand in the clause, or more than once.
    pub fn cover(&mut self, clause: &str, quote: &str) -> Result<Covered, Misquote> {
        let found = self.find(clause, quote)?;
        for letter in self.letters_mut(&found) {
            letter.covered = letter.covered.saturating_add(1);
        }
        Ok(found)
    }

    /// Where the words of a quote stand. What stands more than once outside the clauses, but once as all that
    /// stands in one place, as below the last clause, means that place.
    ///
    /// # Errors
    /// Where they do not stand in the clause, or more than once.
    pub fn find(&self, clause: &str, quote: &str) -> Result<Covered, Misquote> {
        let wanted: String = folded(quote).map(|(_, letter)| letter).collect();
        let sections = || {
            let places = self.of_clause.get(clause).into_iter().flatten();
            places.filter_map(|at| Some((*at, self.sections.get(*at)?)))
        };
        let mut found = sections()
            .flat_map(|(at, section)| section.standing(&wanted).map(move |letters| Covered { section: at, letters }));
        match (found.next(), found.next()) {
            (None, _) => Err(Misquote::NotFound),
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => {
                let whole = |(at, section): (usize, &Section)| {
                    let letters = section.standing(&wanted).next().filter(|letters| section.is_all(letters))?;
                    Some(Covered { section: at, letters })
                };
                let mut whole = sections().filter_map(whole);
                whole.next().filter(|_| whole.next().is_none()).ok_or(Misquote::NotUnique)
            }
        }
    }

    /// The words of a quote as bytes of the file, and the sentences in which they stand.
    pub fn place(&self, covered: &Covered) -> (Range<usize>, Range<usize>) {
        let nowhere = (0..0, 0..0);
        let Some(section) = self.sections.get(covered.section) else { return nowhere };
        let letters = section.letters.get(covered.letters.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return nowhere };
        let sentence = |letter: &Letter| section.sentences.get(letter.sentence);
        let start = sentence(first).map_or(first.at, |sentence| sentence.span.start);
        let words = first.at..last.at.saturating_add(last.length);
        let end = sentence(last).map_or(words.end, |sentence| sentence.span.end);
        (words, start..end)
    }

    /// All sentences of the clause in which a quote stands, from the first to the last, as bytes of the file.
    pub fn clause(&self, covered: &Covered) -> Range<usize> {
        let sentences = self.sections.get(covered.section).map_or(&[][..], |section| &section.sentences);
        let ends = sentences.first().zip(sentences.last());
        ends.map_or(0..0, |(first, last)| first.span.start..last.span.end)
    }

    /// Whether a phrase stands in the sentences of a quote.
    pub fn stands_near(&self, covered: &Covered, phrase: &str) -> bool {
        let Some(section) = self.sections.get(covered.section) else { return false };
        let quoted = section.letters.get(covered.letters.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (quoted.first(), quoted.last()) else { return false };
        let near = |letter: &&Letter| (first.sentence..=last.sentence).contains(&letter.sentence);
        let near: String = section.letters.iter().filter(near).map(|letter| letter.folded).collect();
        near.contains(&folded(phrase).map(|(_, letter)| letter).collect::<String>())
    }

    fn letters_mut(&mut self, covered: &Covered) -> impl Iterator<Item = &mut Letter> {
        let section = self.sections.get_mut(covered.section);
        section.and_then(|section| section.letters.get_mut(covered.letters.clone())).into_iter().flatten()
    }

    /// Whether some word of a quote is accounted for by this quote alone.
    pub fn needs(&self, covered: &Covered) -> bool {
        let letters = self.sections.get(covered.section).and_then(|it| it.letters.get(covered.letters.clone()));
        letters.is_some_and(|letters| letters.iter().any(|letter| letter.covered == 1 && letter.is_word()))
    }

    /// Marks the words of a quote as still to be decided on, and returns where they stand.
    ///
    /// # Errors
    /// Where the words do not stand in the clause, or more than once.
    pub fn put_off(&mut self, clause: &str, quote: &str) -> Result<Covered, Misquote> {
        let found = self.find(clause, quote)?;
        self.letters_mut(&found).for_each(|letter| letter.undecided = true);
        Ok(found)
    }

    /// Whether some word of a quote is accounted for by nothing.
    pub fn is_open(&self, covered: &Covered) -> bool {
        let letters = self.sections.get(covered.section).and_then(|it| it.letters.get(covered.letters.clone()));
        letters.is_some_and(|letters| letters.iter().any(|letter| letter.covered == 0 && letter.is_word()))
    }

    /// The sentences of which a word is accounted for by nothing and not put off either, and from where on.
    pub fn uncovered(&self) -> Vec<(&Section, Range<usize>)> {
        self.open(false)
    }

    /// The sentences of which a word is still to be decided on, and from where on.
    pub fn undecided(&self) -> Vec<(&Section, Range<usize>)> {
        self.open(true)
    }

    fn open(&self, put_off: bool) -> Vec<(&Section, Range<usize>)> {
        let mut open = Vec::new();
        for section in &self.sections {
            for (at, sentence) in section.sentences.iter().enumerate() {
                let letters = section.letters.get(sentence.letters.clone()).unwrap_or_default();
                let bare = |letter: &&Letter| {
                    letter.sentence == at && letter.covered == 0 && letter.undecided == put_off && letter.is_word()
                };
                let mut rest = letters.iter().filter(bare);
                if let Some(first) = rest.next() {
                    let last = rest.next_back().unwrap_or(first);
                    open.push((section, first.at..last.at.saturating_add(last.length)));
                }
            }
        }
        open
    }

    /// How many sentences there are.
    pub fn sentences(&self) -> usize {
        self.sections.iter().map(|section| section.sentences.len()).sum()
    }
}

/// Where the words of a quote stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    section: usize,
    letters: Range<usize>,
}

impl Covered {
    /// The section, by its position.
    pub fn section(&self) -> usize {
        self.section
    }
}

impl Letter {
    fn is_word(&self) -> bool {
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
    fn standing(&self, wanted: &str) -> impl Iterator<Item = Range<usize>> {
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
    fn is_all(&self, letters: &Range<usize>) -> bool {
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
