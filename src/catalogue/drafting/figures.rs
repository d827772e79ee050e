//! Figures that stand in a sentence, offered in the words of the format; the author decides.

use super::sure::Sure;
use super::words::{AFTER, BEFORE, RECOGNITIONS, TERMS, THINGS};
use crate::catalogue::beside::Bound;
use crate::catalogue::figures::{Unit as Time, Value};
use crate::catalogue::paragraphs::signed_day;
use std::collections::HashSet;

/// Something found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Offer {
    /// What it could become: `amount`, `threshold`, `term`, `date`, `recognition`.
    pub kind: &'static str,
    /// The words of the document.
    pub words: String,
    /// How that is written in the format.
    pub written: String,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Money,
    Percent,
    Term(&'static str),
    Thing,
}

/// The longest way from 每 to the figure that it belongs to, in letters.
const FARTHEST: usize = 20;

/// Everything found in a sentence, in its order, each once.
pub(super) fn offers(sentence: &str) -> Vec<Offer> {
    let sure = Sure::of(sentence);
    let text = sure.text();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut at = 0;
    while let Some((before, rest)) = text.split_at_checked(at) {
        let Some(first) = rest.chars().next() else { break };
        let mut length = first.len_utf8();
        let mut offered = None;
        if first.is_ascii_digit() {
            let taken;
            (offered, taken) = figure(before, rest, &sure);
            length = taken.max(1);
        } else if let Some(word) = RECOGNITIONS.iter().find(|word| rest.starts_with(**word)) {
            let written = "type = \"choice\" (held, under-review, none)".to_owned();
            offered = Some(Offer { kind: "recognition", words: (*word).to_owned(), written });
            length = word.len();
        }
        found.extend(offered.filter(|offer| seen.insert(offer.clone())));
        at = at.saturating_add(length);
    }
    found
}

/// A number, and how long it is.
fn number(text: &str) -> (&str, &str) {
    let end =
        text.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',').unwrap_or(text.len());
    let (digits, _) = text.split_at_checked(end).unwrap_or((text, ""));
    let digits = digits.trim_end_matches(['.', ',']);
    (digits, text.strip_prefix(digits).unwrap_or_default())
}

/// What is counted behind a number, with 万 or 亿 before it.
fn thing(rest: &str) -> Option<&str> {
    ["", "万", "亿"].into_iter().find_map(|scale| {
        let thing = rest.strip_prefix(scale)?;
        let word = THINGS.iter().find(|word| thing.starts_with(**word))?;
        rest.get(..scale.len().saturating_add(word.len()))
    })
}

/// What begins with a digit here, and how many bytes of it are read.
fn figure(before: &str, rest: &str, sure: &Sure) -> (Option<Offer>, usize) {
    let at = before.len();
    if let Some((date, words)) = date(rest).filter(|(_, words)| sure.at(at).is_some_and(|it| it.length == words.len()))
    {
        let offer = Offer { kind: "date", words: words.to_owned(), written: format!("\"{date}\"") };
        return (Some(offer), words.len());
    }
    let skipped = number(rest).0.len();
    let Some(read) = Figure::read(at, rest, sure) else { return (None, skipped) };
    let taken = rest.len().saturating_sub(read.rest.len());
    let lead = BEFORE.iter().find(|(word, _)| before.ends_with(word)).or_else(|| ceiling(before));
    let trail = AFTER.iter().find(|(word, _)| read.rest.starts_with(word));
    let mut words = rest.get(..taken).unwrap_or_default().to_owned();
    if let Some((word, _)) = lead {
        let between = before.rsplit_once(word).map_or("", |it| it.1);
        words.insert_str(0, &format!("{word}{between}"));
    }
    words.push_str(trail.map_or("", |it| it.0));
    let taken = taken.saturating_add(trail.map_or(0, |it| it.0.len()));
    // A word further off, or one before a whole list, bounds the figure too.
    let bound = trail.or(lead).map(|it| it.1).or(read.bound);
    (read.offer(words, bound, before), taken)
}

/// A day or a month: 2024年12月31日, 2024年5月.
fn date(rest: &str) -> Option<(String, &str)> {
    let (year, after) = number(rest);
    let after = after.strip_prefix('年').filter(|_| year.len() == 4)?;
    let (month, after) = number(after);
    let after = after.strip_prefix('月').filter(|_| !month.is_empty())?;
    let (day, end) = number(after);
    let words = |left: &str| rest.get(..rest.len().saturating_sub(left.len()));
    if let Some(end) = end.strip_prefix('日').filter(|_| !day.is_empty()) {
        let words = words(end)?;
        return Some((signed_day(words)?.to_string(), words));
    }
    let words = words(after)?;
    Some((crate::day::write(crate::day::read(words)?), words))
}

/// A figure that is whole: its words, and what it counts where it says so.
struct Part<'t> {
    words: &'t str,
    unit: Option<(Unit, &'t str)>,
    bound: Option<Bound>,
    rest: &'t str,
}

impl<'t> Part<'t> {
    /// The figure that begins at a place of the sentence, where all of it is surely read.
    fn read(at: usize, text: &'t str, sure: &Sure) -> Option<Self> {
        let found = sure.at(at)?;
        let (own, rest) = text.split_at_checked(found.length)?;
        let (_, behind) = number(own);
        let (_, further) = number(text);
        let unit = match found.value {
            Value::Yuan(_) => behind.ends_with('元').then_some((Unit::Money, behind)),
            Value::Percent(_) => behind.ends_with('%').then_some((Unit::Percent, behind)),
            Value::Time(_, unit) if !behind.is_empty() => {
                let (word, name) = TERMS.iter().find(|(word, _)| *word == behind)?;
                let same = matches!((unit, *name), (Time::Year, "year") | (Time::Month, "month") | (Time::Day, "day"));
                same.then_some((Unit::Term(name), behind.get(..word.len())?))
            }
            // 10万吨 is found as 10万, 10家 with its unit.
            Value::Number(_) => match thing(further) {
                Some(word) if word.starts_with(behind) => {
                    let rest = further.strip_prefix(word)?;
                    let words = text.get(..text.len().saturating_sub(rest.len()))?;
                    return Some(Self { words, unit: Some((Unit::Thing, word)), bound: found.bound, rest });
                }
                _ if behind.is_empty() => None,
                _ => return None,
            },
            Value::Day(_) | Value::Unclear(_) => return None,
            Value::Time(..) | Value::Bare(_) => None,
        };
        Some(Self { words: own, unit, bound: found.bound, rest })
    }

    /// The same with the unit of the upper end of the range of which it is the lower one.
    fn with_unit_of(&self, unit: Unit, word: &str) -> Option<String> {
        let scale = number(self.words).1;
        match unit {
            _ if self.unit.is_some() => Some(self.words.to_owned()),
            _ if scale.is_empty() => Some(format!("{}{word}", self.words)),
            Unit::Money => Some(format!("{}元", self.words)),
            _ => None,
        }
    }
}

/// One figure or a range of two, with its unit.
struct Figure<'t> {
    low: String,
    high: Option<String>,
    unit: Unit,
    /// Whether the bounds of a range say 含 or 不含, and what that makes of each.
    bounds: [Option<&'static str>; 2],
    /// How the text bounds a single figure.
    bound: Option<&'static str>,
    rest: &'t str,
}

impl<'t> Figure<'t> {
    fn read(at: usize, text: &'t str, sure: &Sure) -> Option<Self> {
        let low = Part::read(at, text, sure)?;
        let (bound, parted) = stated(low.rest, true);
        let second = ["至", "到", "-", "~"].iter().find_map(|mark| parted.strip_prefix(mark)).and_then(|rest| {
            let high = Part::read(at.saturating_add(text.len().saturating_sub(rest.len())), rest, sure)?;
            let (unit, word) = high.unit?;
            low.unit.is_none_or(|(own, _)| own == unit).then_some((high, unit, word))
        });
        if let Some((high, unit, word)) = second {
            let (upper, rest) = stated(high.rest, false);
            let low = low.with_unit_of(unit, word)?;
            return Some(Self {
                low,
                high: Some(high.words.to_owned()),
                unit,
                bounds: [bound, upper],
                bound: None,
                rest,
            });
        }
        let bound = match low.bound {
            Some(Bound::From | Bound::To) => return None,
            Some(Bound::AtLeast) => Some("at-least"),
            Some(Bound::MoreThan) => Some("more-than"),
            Some(Bound::AtMost) => Some("up-to"),
            Some(Bound::LessThan) => Some("less-than"),
            None => None,
        };
        let (unit, _) = low.unit?;
        // 2020年 alone is a year, no length of time.
        let is_year = matches!(unit, Unit::Term(_)) && number(low.words).0.len() == 4;
        let words = low.words.to_owned();
        (!is_year).then_some(Self { low: words, high: None, unit, bounds: [None; 2], bound, rest: low.rest })
    }

    fn offer(&self, words: String, bound: Option<&'static str>, before: &str) -> Option<Offer> {
        let Self { low, high, unit, bounds, rest, .. } = self;
        let offer = |kind, written| Some(Offer { kind, words: words.clone(), written });
        if let (Some(high), true) = (high, bounds.iter().any(Option::is_some)) {
            let [from, to] = bounds;
            let (from, to) = (from.unwrap_or("at-least"), to.unwrap_or("less-than"));
            return offer("threshold", format!("{{ {from} = \"{low}\", {to} = \"{high}\" }}"));
        }
        match (unit, high, bound) {
            (Unit::Term(name), high, _) => {
                let digits = |text: &str| number(text).0.to_owned();
                let length = match high {
                    Some(high) => format!("from = \"{}\", to = \"{}\"", digits(low), digits(high)),
                    None => format!("exactly = \"{}\"", digits(low)),
                };
                offer("term", format!("{{ {length}, unit = \"{name}\" }}"))
            }
            (Unit::Money | Unit::Percent, None, Some(bound)) if bound != "up-to" => {
                offer("threshold", format!("{{ {bound} = \"{low}\" }}"))
            }
            (Unit::Thing, None, Some(bound)) => {
                let bound = if bound == "up-to" { "at-most" } else { bound };
                offer("threshold", format!("{{ {bound} = \"{low}\" }}"))
            }
            (Unit::Thing, ..) => None,
            (Unit::Money, Some(high), _) => offer("amount", format!("{{ from = \"{low}\", to = \"{high}\" }}")),
            (Unit::Money, None, Some(_)) => offer("amount", format!("{{ up-to = \"{low}\" }}")),
            (Unit::Money, None, None) if rest.starts_with('/') || each(before) => {
                offer("amount", format!("{{ each = \"{low}\", of = … }}"))
            }
            (Unit::Money, None, None) => offer("amount", format!("{{ exactly = \"{low}\" }}")),
            (Unit::Percent, Some(high), _) => {
                offer("amount", format!("{{ rate = {{ from = \"{low}\", to = \"{high}\" }}, of = … }}"))
            }
            (Unit::Percent, None, Some(_)) => offer("amount", format!("{{ up-to = {{ rate = \"{low}\", of = … }} }}")),
            (Unit::Percent, None, None) => offer("amount", format!("{{ rate = \"{low}\", of = … }}")),
        }
    }
}

/// A word for a ceiling further up in the same part of the sentence, with no other figure between:
/// 最高不超过基金规模的20%, 最高给予300万元.
fn ceiling(before: &str) -> Option<&'static (&'static str, &'static str)> {
    let part = before.rsplit(|letter: char| ",;、。".contains(letter) || letter.is_ascii_digit()).next()?;
    BEFORE.iter().find(|(word, operator)| *operator == "up-to" && part.contains(word))
}

/// Whether 每 stands a few words before, as in 每亩补助3万元.
fn each(before: &str) -> bool {
    let near = before.char_indices().rev().take(FARTHEST).last().map_or(0, |it| it.0);
    let near = before.get(near..).unwrap_or_default();
    let clause = near.rsplit([',', ';', '、', '。']).next().unwrap_or_default();
    clause.contains('每') && !clause.contains("每年")
}

/// What (含) or (不含) behind a figure makes of it as the lower or the upper bound.
fn stated(rest: &str, lower: bool) -> (Option<&'static str>, &str) {
    let (with, without) = if lower { ("at-least", "more-than") } else { ("at-most", "less-than") };
    for (word, operator) in [("(不含)", without), ("(含)", with)] {
        if let Some(rest) = rest.strip_prefix(word) {
            return (Some(operator), rest);
        }
    }
    (None, rest)
}
