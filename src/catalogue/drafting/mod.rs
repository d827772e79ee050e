//! A first draft of a catalogue, from the plain text of a document.
//!
//! What the text states by its form is taken over; every sentence is left to the author as
//! undecided, with the figures found in it as comments. Nothing is guessed.

mod figures;
pub(super) mod particulars;
mod sure;
mod words;
mod write;

use super::ledger::{Ledger, Misquote, Particulars};
use super::numbering::value;
use super::paragraphs::plain;
use super::section::Section;
use crate::harmless::hidden;
use crate::language::Text;
use crate::problem::line_and_column;
use std::collections::HashMap;
use std::ops::Range;

/// The files of a draft, and what is to be said of it.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// Names and contents.
    pub files: Vec<(String, String)>,
    /// How many clauses have a file.
    pub clauses: usize,
    /// How many sentences are to be decided on.
    pub sentences: usize,
    /// What the text does not tell.
    pub open: Vec<Text>,
}

/// Why a text cannot be drafted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undraftable {
    /// There is no sentence in it.
    Empty,
    /// A letter on this line, counted from 1, is none in the encoding of the text.
    Garbled(usize),
    /// A character that nobody sees, such as NUL, stands on this line, counted from 1.
    Unseen(usize, char),
    /// A clause begins on both lines, counted from 1.
    Twice(usize, usize),
    /// What stands between two clauses, or before or behind them, begins on both lines, counted from 1, and
    /// has the same words.
    Again(usize, usize),
    /// It is longer than [`LONGEST`].
    TooLong,
    /// It has more than [`MOST_CLAUSES`].
    TooMany,
}

/// The longest text that is drafted, in bytes: some ninety thousand letters. No document is as long.
pub const LONGEST: usize = 1 << 18;

/// The most clauses of a draft, each of which becomes a file. No document has as many.
pub const MOST_CLAUSES: usize = 5_000;

/// The clause of a draft: its number, title, offices and what is to be quoted of it.
struct Clause {
    number: String,
    title: Option<String>,
    offices: Vec<String>,
    quotes: Vec<String>,
}

/// Drafts a catalogue.
///
/// # Errors
/// Where there is nothing to draft, or the text is too long or has too many clauses, is damaged, has a clause twice or says the same
/// twice outside the clauses.
pub fn draft(text: &str) -> Result<Drafted, Undraftable> {
    if text.len() > LONGEST {
        return Err(Undraftable::TooLong);
    }
    // The mark of the order of bytes is no part of the text.
    let readable = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(readable.lines()) {
        let (whole, is_garbled) = line.split_once('\u{fffd}').map_or((line, false), |it| (it.0, true));
        match hidden(whole) {
            Some(sign) => return Err(Undraftable::Unseen(number, sign)),
            None if is_garbled => return Err(Undraftable::Garbled(number)),
            None => {}
        }
    }
    let found = particulars::find(text);
    let mut form = Particulars {
        title: found.title.clone().unwrap_or_default(),
        number: found.number.clone().unwrap_or_default(),
        issuer: found.issuer.clone().unwrap_or_default(),
        adopted: found.adopted,
        ..Particulars::default()
    };
    let perhaps = Ledger::new(text, &form);
    let headings = perhaps.sections.iter().filter_map(|section| {
        let heading = section.perhaps.as_ref().filter(|words| is_heading(words))?;
        Some((section.clause.clone(), heading.clone()))
    });
    form.titles = headings.collect();
    let ledger = Ledger::new(text, &form);
    if ledger.sentences() == 0 {
        return Err(Undraftable::Empty);
    }
    once(&ledger, text)?;
    let numbered = ledger.sections.iter().filter(|section| !section.clause.is_empty() && section.says_anything());
    if numbered.count() > MOST_CLAUSES {
        return Err(Undraftable::TooMany);
    }
    let mut outside = Vec::new();
    let mut clauses: Vec<Clause> = Vec::new();
    for (at, section) in ledger.sections.iter().enumerate() {
        let quotes = quotes(&ledger, at, text);
        if section.clause.is_empty() {
            outside.extend(quotes);
        } else if section.says_anything() {
            let title = Some(section.heading.clone()).filter(|heading| !heading.is_empty());
            let (number, offices) = (section.clause.clone(), section.offices.clone());
            clauses.push(Clause { number, title, offices, quotes });
        }
    }
    let sentences = clauses.iter().map(|clause| clause.quotes.len()).sum::<usize>().saturating_add(outside.len());
    let mut files =
        vec![("policy.toml".to_owned(), write::policy(&found, &outside)), ("source.txt".to_owned(), text.to_owned())];
    files.extend(clauses.iter().map(|clause| (file_name(&clause.number), write::clause(clause))));
    Ok(Drafted { files, clauses: clauses.len(), sentences, open: open(&found, &clauses) })
}

/// Whether the first words of an article are its heading: a few, and no statement.
fn is_heading(words: &str) -> bool {
    let stated = ["的", "由", "应", "须", "自", "至", "为", "起"];
    let begun = ["本", "各", "凡", "对", "按", "在", "从"];
    words.chars().count() <= 14
        && !stated.iter().any(|word| words.contains(word))
        && !begun.iter().any(|word| words.starts_with(word))
}

/// That no clause of which something is drafted begins twice, and nothing outside the clauses has the same
/// words as another such part: their sentences could not be told apart.
fn once(ledger: &Ledger, text: &str) -> Result<(), Undraftable> {
    let (numbered, outside): (Vec<&Section>, Vec<&Section>) = ledger
        .sections
        .iter()
        .filter(|section| section.says_anything())
        .partition(|section| !section.clause.is_empty());
    let line = |at: usize| line_and_column(text, at).0;
    let mut said: HashMap<String, usize> = HashMap::new();
    for section in outside {
        let Some(first) = section.sentences.first() else { continue };
        let words = plain(&section.words(0..section.sentences.len(), text));
        let bare = words.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
        if let Some(other) = said.insert(bare, first.span.start) {
            return Err(Undraftable::Again(line(other), line(first.span.start)));
        }
    }
    let mut begun: HashMap<&str, usize> = HashMap::new();
    for section in numbered {
        if let Some(other) = begun.insert(&section.clause, section.line_end) {
            return Err(Undraftable::Twice(line(other), line(section.line_end)));
        }
    }
    Ok(())
}

/// The sentences of a section, each as long as it takes to stand there once.
fn quotes(ledger: &Ledger, section: usize, text: &str) -> Vec<String> {
    let at = section;
    let Some(section) = ledger.sections.get(at) else { return Vec::new() };
    let end = section.sentences.len();
    let words = |begin: usize, end: usize| section.words(begin..end, text);
    // Where all of another part outside the clauses stands here too, its words mean that part.
    let is_here = |begin: usize, end: usize| match ledger.find(&section.clause, &words(begin, end)) {
        Ok(covered) => covered.section() == at,
        Err(misquote) => misquote == Misquote::NotFound,
    };
    let mut quotes = Vec::new();
    let mut begin = 0_usize;
    while begin < end {
        let ends = begin.saturating_add(1)..end.saturating_add(1);
        let Some(stop) = first(ends, |stop| is_here(begin, stop)) else { break };
        quotes.push(words(begin, stop));
        begin = stop;
    }
    // The last words alone stand there more than once: the quote before takes them in.
    if begin < end {
        let longer = first(1..begin.saturating_add(1), |more| is_here(begin.saturating_sub(more), end));
        let whole = words(begin.saturating_sub(longer.unwrap_or_default()), end);
        let taken_in = plain(&whole);
        quotes.retain(|quote| !taken_in.contains(&plain(quote)));
        quotes.push(whole);
    }
    quotes
}

/// The first number of a range for which something holds that holds for all behind it too. It is looked for
/// in longer and longer steps: a text that says the same over and over takes no longer for it.
fn first(range: Range<usize>, holds: impl Fn(usize) -> bool) -> Option<usize> {
    let last = range.end.checked_sub(1).filter(|last| *last >= range.start)?;
    let (mut from, mut to, mut step) = (range.start, range.start, 1_usize);
    while !holds(to) {
        if to == last {
            return None;
        }
        from = to.saturating_add(1);
        to = to.saturating_add(step).min(last);
        step = step.saturating_mul(2);
    }
    while from < to {
        let middle = from.midpoint(to);
        if holds(middle) {
            to = middle;
        } else {
            from = middle.saturating_add(1);
        }
    }
    Some(to)
}

/// The name of a clause's file, which keeps the order of the document: 第五条(一)2 is `5-1-2.toml`.
fn file_name(number: &str) -> String {
    let parts = number.split(['(', ')', '第', '条']).filter(|part| !part.is_empty());
    let mut numbers: Vec<String> = parts.filter_map(value).map(|it| it.to_string()).collect();
    if numbers.is_empty() {
        numbers.push("0".to_owned());
    }
    format!("{}.toml", numbers.join("-"))
}

/// What the text does not tell.
fn open(found: &particulars::Found, clauses: &[Clause]) -> Vec<Text> {
    let mut open = Vec::new();
    let mut say = |is_open: bool, zh: &'static str, en: &'static str| {
        if is_open {
            open.push(Text::new(zh, en));
        }
    };
    say(found.title.is_none(), "没有认出标题", "the title was not recognised");
    say(found.number.is_none(), "没有认出文号", "the number was not recognised");
    say(found.issuer.is_none(), "没有认出发文机关", "the issuer was not recognised");
    say(
        found.adopted.is_none(),
        "没有写成文日期,或前后不一",
        "the day of adoption is not stated, or not always the same",
    );
    say(
        found.published.is_none(),
        "没有写发布日期,或前后不一",
        "the day of publication is not stated, or not always the same",
    );
    say(found.effective.is_none(), "没有认出从哪一天起施行", "from when it holds was not recognised");
    let validity = found.expires.is_none();
    say(validity && !found.says_validity, "没有写有效期", "no period of validity is stated");
    say(
        validity && found.says_validity,
        "写了有效期,但推不出到哪一天",
        "a period of validity is stated, but not until which day",
    );
    say(
        clauses.is_empty(),
        "没有认出条款编号,全文都放在 policy.toml 里",
        "no numbers of clauses were recognised; the whole text stands in policy.toml",
    );
    open
}
