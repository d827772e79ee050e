//! The text of a document, sentence by sentence, and what quotes which of its words.
//!
//! Headings, their numbers, lists of 责任单位, the title, the signature and the table of
//! particulars above the text are known by their form. Everything else must be quoted.

use crate::figure;
use crate::measure::Policy;
use std::ops::Range;

/// The text of one document.
#[derive(Debug)]
pub struct Ledger {
    /// What stands under each heading, in the document's order.
    pub sections: Vec<Section>,
}

/// What stands under one heading, that of its own parts left out.
#[derive(Debug)]
pub struct Section {
    /// The number of the clause, as in 四(一); empty outside the numbered clauses.
    pub clause: String,
    /// The words of its heading.
    pub heading: String,
    /// The offices it names.
    pub offices: Vec<String>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its letters in one row, for finding quotes.
    letters: Vec<Letter>,
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
    at: usize,
    length: usize,
    sentence: usize,
    covered: usize,
}

/// Why a quote does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misquote {
    /// Its words do not stand there.
    NotFound,
    /// Its words stand there more than once.
    NotUnique,
}

fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
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

const NUMERALS: &str = "一二三四五六七八九十百";

/// The number and the words of a heading: its level from 1, its number, where its words begin.
fn heading(line: &str) -> Option<(usize, &str, usize)> {
    let numeral = |text: &str| !text.is_empty() && text.chars().all(|letter| NUMERALS.contains(letter));
    let split = |mark: &str| line.split_once(mark).filter(|(number, _)| numeral(number));
    if let Some((number, _)) = split("、") {
        return Some((1, number, number.len().saturating_add("、".len())));
    }
    for (open, close) in [("(", ")"), ("（", "）")] {
        if let Some(rest) = line.strip_prefix(open)
            && let Some((number, _)) = rest.split_once(close)
            && numeral(number)
        {
            let length = open.len().saturating_add(number.len()).saturating_add(close.len());
            return Some((2, number, length));
        }
    }
    let digits = line.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0);
    let (number, rest) = line.split_at_checked(digits)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | '．' | '、'))?;
    (!number.is_empty()).then(|| (3, number, digits.saturating_add(mark.len_utf8())))
}

/// The particulars that stand above a document on government pages.
const PARTICULARS: [&str; 8] =
    ["索引号", "主题分类", "成文日期", "发布日期", "发文字号", "发文单位", "有效性", "规范性文件登记号"];

impl Ledger {
    /// Reads the text of a document.
    pub fn new(text: &str, policy: &Policy) -> Self {
        let section = |clause: String, heading: String| Section {
            clause,
            heading,
            offices: Vec::new(),
            sentences: Vec::new(),
            letters: Vec::new(),
        };
        let mut sections = vec![section(String::new(), String::new())];
        let mut numbers: Vec<String> = Vec::new();
        let mut ended = false;
        let signed = format!("{}年{}月{}日", policy.adopted.year(), policy.adopted.month(), policy.adopted.day());
        let mut start = 0_usize;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim_start().trim_start_matches('•').trim_start();
            let mut at = start.saturating_add(line.len()).saturating_sub(trimmed.len());
            start = start.saturating_add(line.len());
            let mut body = trimmed.trim_end();
            let is_particular = PARTICULARS.iter().any(|name| {
                body.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
            });
            let is_form = is_particular || body == policy.title.zh || body == policy.issuer.zh || body == signed;
            if body == policy.issuer.zh {
                ended = true;
            }
            if body.is_empty() || is_form {
                continue;
            }
            if let Some((level, number, length)) = heading(body) {
                numbers.truncate(level.saturating_sub(1));
                numbers.push(if level == 2 { format!("({number})") } else { number.to_owned() });
                let words = body.get(length..).unwrap_or_default();
                let (title, rest) = words.split_once('。').unwrap_or((words, ""));
                at = at.saturating_add(body.len()).saturating_sub(rest.len());
                sections.push(section(numbers.concat(), title.trim().to_owned()));
                body = rest;
            } else if ended || closes(policy, body) {
                sections.push(section(String::new(), String::new()));
                numbers.clear();
            }
            if let Some(section) = sections.last_mut() {
                section.add(body, at);
            }
        }
        Self { sections }
    }

    /// The section of a clause; for no clause everything outside the numbered ones.
    pub fn has_clause(&self, clause: &str) -> bool {
        self.sections.iter().any(|section| section.clause == clause)
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

    /// Where the words of a quote stand.
    ///
    /// # Errors
    /// Where they do not stand in the clause, or more than once.
    pub fn find(&self, clause: &str, quote: &str) -> Result<Covered, Misquote> {
        let wanted: Vec<char> = folded(quote).map(|(_, letter)| letter).collect();
        let mut found = Vec::new();
        for (at, section) in self.sections.iter().enumerate().filter(|(_, section)| section.clause == clause) {
            for start in 0..section.letters.len() {
                let end = start.saturating_add(wanted.len());
                let row = section.letters.get(start..end).unwrap_or_default();
                if !row.is_empty() && row.iter().map(|letter| letter.folded).eq(wanted.iter().copied()) {
                    found.push(Covered { section: at, letters: start..end });
                }
            }
        }
        match found.pop() {
            None => Err(Misquote::NotFound),
            Some(_) if !found.is_empty() => Err(Misquote::NotUnique),
            Some(only) => Ok(only),
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

    /// The sentences of which a word is accounted for by nothing, and from where on.
    pub fn uncovered(&self) -> Vec<(&Section, Range<usize>)> {
        let mut open = Vec::new();
        for section in &self.sections {
            for (at, sentence) in section.sentences.iter().enumerate() {
                let letters = section.letters.get(sentence.letters.clone()).unwrap_or_default();
                let bare = |letter: &&Letter| letter.sentence == at && letter.covered == 0 && letter.is_word();
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

fn closes(policy: &Policy, line: &str) -> bool {
    policy.closing.as_ref().is_some_and(|closing| {
        let plain = |text: &str| folded(text).map(|(_, letter)| letter).collect::<String>();
        plain(line).starts_with(&plain(&closing.quote))
    })
}

impl Letter {
    fn is_word(&self) -> bool {
        self.folded.is_alphanumeric()
    }
}

impl Section {
    fn add(&mut self, body: &str, at: usize) {
        let (text, offices) = without_offices(body);
        self.offices.extend(offices);
        let mut from = 0_usize;
        for part in text.split_inclusive(['。', ';', '；', '!', '！', '?', '？']) {
            let first = self.letters.len();
            let start = at.saturating_add(from);
            for (offset, letter) in folded(part) {
                let length = part.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                self.letters.push(Letter {
                    folded: letter,
                    at: start.saturating_add(offset),
                    length,
                    sentence: self.sentences.len(),
                    covered: 0,
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

/// The text without its closing (责任单位:…), and the offices that this names.
fn without_offices(body: &str) -> (&str, Vec<String>) {
    for (open, close) in [("(责任单位", ")"), ("（责任单位", "）")] {
        if let Some((text, list)) = body.rsplit_once(open)
            && let Some(list) = list.trim_end().strip_suffix(close)
        {
            let names = list.trim_start_matches([':', '：']).split(['、', ',', '，']);
            return (text, names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect());
        }
    }
    (body, Vec::new())
}
