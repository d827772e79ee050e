//! Units that are stated elsewhere than in a heading: above all of them, above a group, below each.

use super::currency::{is_all_money, is_foreign, is_like_money};
use super::headings::{Headings, squeezed};
use super::peel::peel;
use super::unit::parts;
use crate::figure;
use std::collections::HashSet;

/// What stands before a unit or a currency above the headings, and whether it is said of money alone.
const LABELS: [(&str, bool); 12] = [
    ("单位", false),
    ("币种", true),
    ("货币", true),
    ("金额", true),
    ("units", false),
    ("unit", false),
    ("currency", true),
    ("amounts in", true),
    ("amount in", true),
    ("figures in", true),
    ("expressed in", true),
    ("amounts are in", true),
];

/// What stands before 单位 where it is a unit of money.
const OF_MONEY: [&str; 4] = ["金额", "货币", "资金", "计价"];
/// What stands before 单位 where it is an office: 填报单位:元和科技有限公司.
const OF_OFFICES: [&str; 24] = [
    "填报", "填表", "编制", "编报", "报送", "制表", "申报", "申请", "主管", "责任", "牵头", "承办", "主办", "联系",
    "所属", "建设", "推荐", "归口", "用人", "开户", "企业", "下属", "提供", "出具",
];
/// What stands between a label and what it is of.
const OPENINGS: [&str; 12] = ["均为", "都为", "统一为", "一律为", "为", "是", ":", "(", " ", "=", "[", "【"];

/// How far behind such a word a unit or currency stands at most, in letters.
const FARTHEST: usize = 30;
/// How many words a unit has at most, as in 10 thousand yuan.
const MOST_WORDS: usize = 3;
/// How many of these words in one cell are looked at, and how many different ones above the headings.
const MOST_LABELS: usize = 8;
const MOST_DIFFERENT: usize = 200;
/// How many different units of money, and how many of other things, above the headings are looked at; each counts
/// for every column. Two units of money contradict each other, and one currency is enough.
const MOST_UNITS: usize = 4;
/// How many letters the unit of something else has at most: 平方公里, 人/万元.
const LONGEST_OTHER: usize = 8;

/// How a text speaks of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Speaks {
    /// Of what the unit is, is not said.
    OfAny,
    /// It is a unit of money.
    OfMoney,
    /// As in 以万元计.
    Counts,
}

/// What is said of units and currencies above the headings: 单位:万元, 币种:美元, 以美元计.
pub(super) fn above(headings: &Headings<'_>, rows: &[Vec<String>]) -> Vec<String> {
    let mut looked_at = HashSet::new();
    let (mut foreign, mut money, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (speaks, after) in rows.iter().flatten().flat_map(|text| labelled(&figure::fold(text).to_lowercase())) {
        if looked_at.len() >= MOST_DIFFERENT || !looked_at.insert((speaks, after.clone())) {
            continue;
        }
        for said in units_in(headings, &after, speaks) {
            let (kind, most) = if is_foreign(&said) {
                (&mut foreign, 1)
            } else if is_like_money(&said) && !headings.is_measure(&said) {
                (&mut money, MOST_UNITS)
            } else {
                (&mut others, MOST_UNITS)
            };
            if kind.len() < most && !kind.contains(&said) {
                kind.push(said);
            }
        }
    }
    foreign.into_iter().chain(money).chain(others).collect()
}

/// The units in the heading of a group, as in 资金(万元); none where it is a label itself, as 金额单位:万元 is, which
/// speaks of all columns, or a title.
pub(super) fn in_group(headings: &Headings<'_>, text: &str) -> Vec<String> {
    let folded = figure::fold(text);
    let Some((before, note)) = peel(&folded) else { return Vec::new() };
    let labels = folded.get(before.len()..).is_some_and(|rest| rest.trim_start().starts_with("单位"));
    let first = before.split([':', ' ']).next().unwrap_or_default();
    if labels || is_label(first) || is_label(&before) || first_letters(&note, FARTHEST).len() < note.len() {
        return Vec::new();
    }
    let units = parts(&note).into_iter().filter(|part| may_be_unit(part) || headings.is_measure(part));
    units.take(MOST_UNITS).map(|part| as_said(part, &note)).collect()
}

/// What stands in a cell, without brackets around it.
pub(super) fn in_brackets(text: &str) -> String {
    let folded = figure::fold(text);
    let pairs = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];
    let inner = pairs.iter().find_map(|(open, close)| folded.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(&folded).trim().to_owned()
}

/// Whether a text only says that units follow.
pub(super) fn is_label(text: &str) -> bool {
    let squeezed = squeezed(text);
    let of_money = OF_MONEY.iter().chain(&["计量"]).find_map(|word| squeezed.strip_prefix(*word));
    ["单位", "币种", "货币", "金额", "unit", "units", "currency"].contains(&of_money.unwrap_or(&squeezed))
}

/// What stands behind words that speak of units, as far as a unit may reach.
fn labelled(text: &str) -> Vec<(Speaks, String)> {
    let behind =
        |at: usize, word: &str| first_letters(text.get(at.saturating_add(word.len())..).unwrap_or_default(), FARTHEST);
    let mut found = Vec::new();
    for (label, of_money) in LABELS {
        for (at, _) in text.match_indices(label).take(MOST_LABELS) {
            let before = text.get(..at).unwrap_or_default().trim_end();
            let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
            let opened = OPENINGS.iter().find_map(|opening| behind(at, label).strip_prefix(opening));
            if let Some(after) = opened.filter(|_| label != "单位" || !ends(&OF_OFFICES)) {
                let speaks = if of_money || ends(&OF_MONEY) { Speaks::OfMoney } else { Speaks::OfAny };
                found.push((speaks, after.to_owned()));
            }
        }
    }
    for (at, word) in text.match_indices('以').take(MOST_LABELS) {
        let after = behind(at, word);
        let counted = after.split_once("为单位").or_else(|| after.split_once('计')).map(|(unit, _)| unit.trim());
        found.extend(counted.map(|unit| (Speaks::Counts, unit.to_owned())));
    }
    found
}

/// The units in what follows such a word. Of a unit of money the first counts even if it cannot be read.
fn units_in(headings: &Headings<'_>, after: &str, speaks: Speaks) -> Vec<String> {
    if speaks == Speaks::Counts {
        return if is_all_money(after) { vec![after.to_owned()] } else { Vec::new() };
    }
    let mut found = Vec::new();
    for (at, piece) in after.split(['(', ')', '[', ']', '【', '】', '。', ':']).enumerate() {
        for words in parts(piece) {
            // What stands behind a further label is of that.
            let sure = |text: &str| is_all_money(text) || headings.is_measure(text);
            let counts = |text: &String| sure(text) || (at == 0 && may_be_unit(text));
            found.extend(units_of(words).into_iter().filter(counts).map(|text| as_said(&text, after)));
            if found.is_empty() && speaks == Speaks::OfMoney {
                found.push(words.to_owned());
            }
        }
    }
    found
}

/// A unit as it counts: one with a number, which does not stand at the beginning of what is said, may be an
/// example or a bound, as in 如:10,000元, and only counts with what is before it.
fn as_said(unit: &str, said: &str) -> String {
    let begins = said.trim_start().starts_with(unit);
    let numbered = unit.contains(|letter: char| letter.is_ascii_digit()) && is_all_money(unit);
    if numbered && !begins { said.to_owned() } else { unit.to_owned() }
}

/// Words told apart where each may be a unit; a unit may be of several words, as 10,000 yuan.
fn units_of(words: &str) -> Vec<String> {
    let split: Vec<&str> = words.split_whitespace().collect();
    let (mut rest, mut found) = (split.as_slice(), Vec::new());
    while let Some(word) = rest.first() {
        let so_many = |count: usize| rest.get(..count).map(|words| (words.join(" "), count));
        let whole = (1..=MOST_WORDS).rev().filter_map(so_many).find(|(text, _)| is_all_money(text));
        let (text, count) = whole.unwrap_or_else(|| ((*word).to_owned(), 1));
        // Of ten thousand yuan no part is the unit.
        if count == 1 && !is_all_money(&text) && text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            found.push(rest.join(" "));
            return found;
        }
        found.push(text);
        rest = rest.get(count..).unwrap_or_default();
    }
    found
}

/// Whether a text may be a unit: one of money, be it read or not, or a short one of something else; no name of a
/// company or a table that only holds 元 or 万.
fn may_be_unit(text: &str) -> bool {
    const ENDS: [&str; 9] = ["元", "圆", "币", "幣", "圓", "yuan", "rmb", "cny", "万"];
    const WITHIN: [&str; 6] = ["万元", "亿元", "千元", "百元", "十元", "万圆"];
    let folded = text.to_lowercase();
    if !is_like_money(&folded) && !is_foreign(&folded) {
        return text.chars().count() <= LONGEST_OTHER;
    }
    is_all_money(&folded)
        || ENDS.iter().any(|end| folded.ends_with(end))
        || WITHIN.iter().any(|within| folded.contains(within))
}

/// The first letters of a text, so many at the most.
fn first_letters(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
