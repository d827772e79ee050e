//! What the remarks in a heading say: a unit for the bare numbers below it, a year, or nothing.

use super::currency::{is_foreign, is_like_money, is_short_for_many};
use crate::fact::{Fact, Kind};
use crate::figure;
use rust_decimal::Decimal;

/// The unit of bare numbers in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// None is stated.
    Unstated,
    /// So many of the fact's own unit, as 10000 for 万元.
    Of(Decimal),
    /// Per cent.
    Percent,
    /// Another currency, with what the heading calls it.
    Foreign(String),
    /// Something that looks like a unit of money and is none that can be read.
    Unreadable(String),
}

/// What one remark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// The unit.
    Unit(Unit),
    /// Which year, counted from 1.
    Year(usize),
    /// Nothing that changes a value.
    Idle,
    /// Something that is not understood.
    Unread,
}

/// What stands in headings and changes nothing.
const IDLE: [&str; 26] = [
    "必填",
    "选填",
    "可选",
    "可空",
    "单选",
    "多选",
    "可多选",
    "下拉选择",
    "文本",
    "日期",
    "数字",
    "金额",
    "是",
    "否",
    "有",
    "无",
    "年",
    "每年",
    "如有",
    "yes",
    "no",
    "required",
    "optional",
    "per year",
    "a year",
    "y",
];

/// What a remark says of a fact as a whole.
pub(super) fn remark(fact: &Fact, note: &str) -> Remark {
    one(fact, note, Stands::Alone)
}

/// What a remark says of a fact; a remark of several parts says what each of them does.
pub(super) fn remarks(fact: &Fact, note: &str) -> Vec<(String, Remark)> {
    let whole = remark(fact, note);
    if !matches!(whole, Remark::Unread | Remark::Unit(Unit::Unreadable(_))) {
        return vec![(note.to_owned(), whole)];
    }
    let folded = figure::fold(note);
    let parts = parts(&folded);
    if parts.len() < 2 {
        return vec![(note.to_owned(), whole)];
    }
    parts.into_iter().map(|part| (part.to_owned(), one(fact, part, Stands::AmongOthers))).collect()
}

/// Whether a text is all that a remark says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It is.
    Alone,
    /// It is a part of it.
    AmongOthers,
}

/// The parts of a folded remark, told apart by commas and strokes; the comma in 10,000 parts nothing.
pub(super) fn parts(folded: &str) -> Vec<&str> {
    let is_digit = |at: Option<usize>| at.and_then(|at| folded.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, sign) in folded.match_indices([',', '、', '/', ';', ':']) {
        let next = at.saturating_add(sign.len());
        if sign != "," || !is_digit(at.checked_sub(1)) || !is_digit(Some(next)) {
            parts.extend(folded.get(start..at));
            start = next;
        }
    }
    parts.extend(folded.get(start..));
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What stands before a unit and changes nothing of it.
const BEFORE: [&str; 11] = ["金额", "单位", "units", "unit", ":", "in ", "均为", "都为", "为", "是", "折合"];
/// What names the yuan before a unit.
const YUAN: [&str; 4] = ["人民币", "rmb", "cny", "¥"];

/// A remark without what stands before its unit, and whether that names the yuan.
fn bare(folded: &str) -> (&str, bool) {
    let (mut note, mut yuan) = (folded.trim(), false);
    let counted = note.strip_prefix('以').and_then(|rest| rest.strip_suffix("为单位").or(rest.strip_suffix('计')));
    note = counted.unwrap_or(note).trim();
    loop {
        let idle = BEFORE.iter().find_map(|word| note.strip_prefix(word));
        let named = YUAN.iter().find_map(|word| note.strip_prefix(word));
        yuan |= named.is_some();
        match idle.or(named) {
            Some(rest) => note = rest.trim(),
            None => return (note, yuan),
        }
    }
}

fn one(fact: &Fact, note: &str, stands: Stands) -> Remark {
    let folded = figure::fold(note).to_lowercase();
    let (note, yuan) = bare(&folded);
    let money = is_money(fact);
    if money && is_foreign(note) {
        return Remark::Unit(Unit::Foreign(note.to_owned()));
    }
    if fact.kind == Kind::Percent && (note == "%" || note == "百分比") {
        return Remark::Unit(Unit::Percent);
    }
    if let Kind::YearlyMoney { years } = fact.kind
        && !yuan
        && let Some(year) = year_of(note).filter(|year| (1..=years).contains(year))
    {
        return Remark::Year(year);
    }
    if note.is_empty() || IDLE.contains(&note) || note.bytes().all(|byte| byte == b'*') {
        return Remark::Idle;
    }
    let factor = if begins_with_digit(note) && !is_thousand(note) {
        // Behind other words, as in 如:10,000元, it is an example or a bound.
        so_many_yuan(note, yuan && !folded.contains('¥')).filter(|_| money && stands == Stands::Alone)
    } else {
        factor(fact, note, yuan)
    };
    if let Some(factor) = factor {
        return Remark::Unit(Unit::Of(factor));
    }
    let with_digits = yuan && note.contains(|letter: char| letter.is_ascii_digit());
    if money && (with_digits || is_like_money(note) || is_short_for_many(note)) && !note.contains('年') {
        return Remark::Unit(Unit::Unreadable(if with_digits { folded } else { note.to_owned() }));
    }
    Remark::Unread
}

/// Whether a text begins with a digit: it is a number, or an amount.
pub(super) fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The numbers of yuan that are units of money: 10,000 yuan is one, and 500万元 an amount.
const SO_MANY: [u32; 5] = [1, 1_000, 10_000, 1_000_000, 100_000_000];

/// How many yuan a unit in digits is, which is named in these words or, if `yuan`, before them.
fn so_many_yuan(note: &str, yuan: bool) -> Option<Decimal> {
    let named = ["元", "圆", "yuan", "rmb", "cny", "人民币"].into_iter().find_map(|name| note.strip_suffix(name));
    let number = figure::read_number(named.or(yuan.then_some(note))?.trim_end()).ok()?;
    SO_MANY.into_iter().map(Decimal::from).find(|unit| *unit == number)
}

/// Whether there is nothing but noughts, which behind the name of the yuan stand for a thousand: RMB'000.
fn is_thousand(noughts: &str) -> bool {
    noughts.len() >= 3 && noughts.bytes().all(|byte| byte == b'0')
}

/// How many of the fact's own unit a unit in words is.
fn factor(fact: &Fact, note: &str, yuan: bool) -> Option<Decimal> {
    let noughts = note.trim_start_matches(['\'', '’', '‘']);
    let is_thousand = yuan && is_thousand(noughts);
    let unit = if is_thousand { noughts } else { note };
    // 万5000元 and ,500人 are no units.
    let digits = is_money(fact) && unit.contains(|letter: char| letter.is_ascii_digit());
    if !is_thousand && (digits || !unit.starts_with(char::is_alphabetic)) {
        return None;
    }
    let number = |text: &str| fact.number(text).ok();
    let (named, own) = (number(&format!("1{unit}")).filter(|named| *named > 0)?, number("1")?);
    Decimal::from(named).checked_div(Decimal::from(own))
}

/// The year that a remark names: `1`, `第1年`, `year 1`.
fn year_of(note: &str) -> Option<usize> {
    let year = note.strip_prefix('第').and_then(|rest| rest.strip_suffix('年'));
    let year = year.or_else(|| note.strip_prefix("year")).unwrap_or(note).trim();
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let han = digits.iter().position(|digit| *digit == year).map(|at| at.saturating_add(1));
    han.or_else(|| year.parse().ok())
}

/// Of the units that several remarks state those that tell what they come to together: one that cannot be used,
/// else the first, with another that contradicts it.
pub(super) fn telling(units: Vec<(String, Unit)>) -> Vec<(String, Unit)> {
    let worse = |(_, unit): &&(String, Unit)| matches!(unit, Unit::Foreign(_) | Unit::Unreadable(_));
    if let Some(unit) = units.iter().find(worse) {
        return vec![unit.clone()];
    }
    let mut told: Vec<(String, Unit)> = Vec::new();
    for (text, unit) in units {
        if told.len() < 2 && told.iter().all(|(_, before)| *before != unit) {
            told.push((text, unit));
        }
    }
    told
}

/// The unit that remarks state together. Units that contradict each other cannot be read.
pub(super) fn together(units: Vec<(String, Unit)>) -> Unit {
    match telling(units).as_slice() {
        [] => Unit::Unstated,
        [(_, unit)] => unit.clone(),
        several => Unit::Unreadable(several.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("、")),
    }
}

/// A text that is nothing but a number.
pub(super) fn bare_number(text: &str) -> Option<Decimal> {
    let folded = figure::fold(text);
    let plain = folded.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'-' | b'+'));
    if !plain || !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    figure::read_number(&folded).ok()
}

/// A text that is nothing but a number of money, of which it may name the currency, and no unit.
pub(super) fn bare_amount(text: &str) -> Option<Decimal> {
    let folded = figure::fold(text).to_lowercase();
    bare_number(&folded).or_else(|| figure::without_currency(&folded).and_then(bare_number))
}

/// Whether a fact is an amount of money, or one for each year.
pub(super) fn is_money(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. })
}

/// Whether a text says how many and not of what, with less than ten thousand as its greatest word: of a column in
/// 万元, 2千 may be 2千万元 or 2千元.
pub(super) fn is_partial(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    let bare = figure::without_currency(&folded).unwrap_or(&folded);
    let ends = ["千", "百", "十", "thousand", "hundred"].iter().any(|word| bare.contains(word));
    let words = |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || matches!(sign, '.' | ',' | '-' | '+');
    let rest = bare.replace(words, "").replace("thousand", "").replace("hundred", "");
    ends && rest.chars().all(|sign| matches!(sign, '千' | '百' | '十'))
}

impl Unit {
    /// The text with this unit, where it is a bare number, or one of yuan that names the currency and no unit;
    /// `None` leaves it as it is.
    pub(super) fn applied(&self, fact: &Fact, text: &str) -> Option<String> {
        let number = || if is_money(fact) { bare_amount(text) } else { bare_number(text) };
        match self {
            Self::Of(factor) => number()?.checked_mul(*factor).map(|product| product.normalize().to_string()),
            Self::Percent => Some(format!("{}%", number()?.normalize())),
            Self::Unstated | Self::Foreign(_) | Self::Unreadable(_) => None,
        }
    }
}
