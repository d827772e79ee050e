//! The text of a document, sentence by sentence, and what quotes which of its words.
//!
//! Headings, their numbers, lists of 责任单位, the title, the signature and the table of
//! particulars above the text are known by their form. Everything else must be quoted.

use super::paragraphs::Reader;
use super::section::{Letter, Section, folded};
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

/// Why a quote does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misquote {
    /// Its words do not stand there.
    NotFound,
    /// Its words stand there more than once.
    NotUnique,
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
