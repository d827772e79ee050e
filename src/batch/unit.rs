//! What the remarks in a heading say: a unit for the bare numbers below it, a year, or nothing.

use crate::fact::{Fact, Kind, Value};
use crate::figure;
use crate::interval::Interval;
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

/// What marks an amount as one in other money.
const FOREIGN: [&str; 28] = [
    "美元",
    "美金",
    "港币",
    "港元",
    "欧元",
    "日元",
    "日圆",
    "英镑",
    "澳元",
    "加元",
    "新元",
    "韩元",
    "韩币",
    "卢布",
    "瑞郎",
    "澳门元",
    "新台币",
    "台币",
    "外币",
    "usd",
    "hkd",
    "eur",
    "jpy",
    "gbp",
    "dollar",
    "$",
    "€",
    "£",
];

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

/// Whether a heading speaks of other money than yuan.
pub(super) fn is_foreign(heading: &str) -> bool {
    let folded = figure::fold(heading).to_lowercase();
    FOREIGN.iter().any(|currency| folded.contains(currency))
}

/// Whether a remark names the yuan as what it is, not only 元, which other money is called too.
pub(super) fn names_yuan(note: &str) -> bool {
    let folded = figure::fold(note).to_lowercase();
    ["人民币", "rmb", "cny", "yuan"].iter().any(|name| folded.contains(name))
}

/// What a remark says of a fact; a remark of several parts says what each of them does.
pub(super) fn remarks(fact: &Fact, note: &str) -> Vec<(String, Remark)> {
    let whole = one(fact, note);
    if !matches!(whole, Remark::Unread | Remark::Unit(Unit::Unreadable(_))) {
        return vec![(note.to_owned(), whole)];
    }
    let folded = figure::fold(note).into_owned();
    let parts: Vec<&str> =
        folded.split([',', '、', '/', ';', ':']).map(str::trim).filter(|it| !it.is_empty()).collect();
    if parts.len() < 2 {
        return vec![(note.to_owned(), whole)];
    }
    parts.into_iter().map(|part| (part.to_owned(), one(fact, part))).collect()
}

fn one(fact: &Fact, note: &str) -> Remark {
    let folded = figure::fold(note).to_lowercase();
    let mut note = folded.as_str();
    for prefix in ["金额", "单位", "unit", ":", "人民币", "rmb", "cny", "¥", "in "] {
        note = note.strip_prefix(prefix).unwrap_or(note).trim();
    }
    let money = matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. });
    if money && is_foreign(note) {
        return Remark::Unit(Unit::Foreign(note.to_owned()));
    }
    if fact.kind == Kind::Percent && (note == "%" || note == "百分比") {
        return Remark::Unit(Unit::Percent);
    }
    if let Kind::YearlyMoney { years } = fact.kind
        && let Some(year) = year_of(note).filter(|year| (1..=years).contains(year))
    {
        return Remark::Year(year);
    }
    if note.is_empty() || IDLE.contains(&note) || note.bytes().all(|byte| byte == b'*') {
        return Remark::Idle;
    }
    if let Some(factor) = factor(fact, note) {
        return Remark::Unit(Unit::Of(factor));
    }
    let like_money = ["元", "币", "圆", "yuan", "rmb", "cny", "万", "亿", "million", "billion"];
    if money && like_money.iter().any(|word| note.contains(word)) && !note.contains('年') {
        return Remark::Unit(Unit::Unreadable(note.to_owned()));
    }
    Remark::Unread
}

/// How many of the fact's own unit a unit is.
fn factor(fact: &Fact, note: &str) -> Option<Decimal> {
    if !note.chars().any(|letter| letter.is_alphabetic()) {
        return None;
    }
    let numbered = note.starts_with(|letter: char| letter.is_ascii_digit());
    let named = if numbered { number(fact, note) } else { number(fact, &format!("1{note}")) };
    let (named, own) = (named.filter(|named| *named > 0)?, number(fact, "1")?);
    Decimal::from(named).checked_div(Decimal::from(own))
}

/// What a text comes to in the fact's smallest unit, its bounds apart.
fn number(fact: &Fact, text: &str) -> Option<i64> {
    let unbounded = Fact { domain: Interval { low: i64::MIN, high: i64::MAX }, ..fact.clone() };
    match unbounded.read(text).ok()? {
        Value::Number(number) => Some(number),
        Value::Years(years) => years.first().copied().flatten(),
        _ => None,
    }
}

/// The year that a remark names: `1`, `第1年`, `year 1`.
fn year_of(note: &str) -> Option<usize> {
    let year = note.strip_prefix('第').and_then(|rest| rest.strip_suffix('年'));
    let year = year.or_else(|| note.strip_prefix("year")).unwrap_or(note).trim();
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let han = digits.iter().position(|digit| *digit == year).map(|at| at.saturating_add(1));
    han.or_else(|| year.parse().ok())
}

/// The unit that several remarks state together. Units that contradict each other cannot be read.
pub(super) fn together(units: Vec<Unit>) -> Unit {
    let worse = |unit: &Unit| matches!(unit, Unit::Foreign(_) | Unit::Unreadable(_));
    if let Some(unit) = units.iter().find(|unit| worse(unit)) {
        return unit.clone();
    }
    let Some(first) = units.first() else { return Unit::Unstated };
    match units.iter().find(|unit| *unit != first) {
        None => first.clone(),
        Some(_) => Unit::Unreadable("…".to_owned()),
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

impl Unit {
    /// The text with this unit, where it is a bare number; `None` leaves it as it is.
    pub(super) fn applied(&self, text: &str) -> Option<String> {
        let number = bare_number(text)?;
        match self {
            Self::Of(factor) => number.checked_mul(*factor).map(|product| product.normalize().to_string()),
            Self::Percent => Some(format!("{}%", number.normalize())),
            Self::Unstated | Self::Foreign(_) | Self::Unreadable(_) => None,
        }
    }
}
