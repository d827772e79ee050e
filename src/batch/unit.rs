//! The unit that a heading states for the bare numbers below it.

use crate::fact::{Fact, Kind, Value};
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
}

/// What marks an amount as one in other money.
const FOREIGN: [&str; 16] =
    ["美元", "美金", "港币", "港元", "欧元", "日元", "英镑", "外币", "usd", "hkd", "eur", "jpy", "gbp", "$", "€", "£"];

/// The unit among the remarks of a heading.
pub(super) fn of_notes(fact: &Fact, notes: &[String]) -> Unit {
    notes.iter().map(|note| of_note(fact, note)).find(|unit| *unit != Unit::Unstated).unwrap_or(Unit::Unstated)
}

fn of_note(fact: &Fact, note: &str) -> Unit {
    let folded = figure::fold(note).to_lowercase();
    let note = folded.strip_prefix("单位").or(folded.strip_prefix("unit")).unwrap_or(&folded);
    let note = note.trim_start_matches(|letter: char| letter == ':' || letter.is_whitespace());
    let money = matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. });
    if money && FOREIGN.iter().any(|currency| note.contains(currency)) {
        return Unit::Foreign(note.to_owned());
    }
    if fact.kind == Kind::Percent && (note == "%" || note == "百分比") {
        return Unit::Percent;
    }
    // A year or a date in brackets is no unit.
    if note.is_empty() || (note.starts_with(|letter: char| letter.is_ascii_digit()) && !money) {
        return Unit::Unstated;
    }
    let one = number(fact, "1");
    let named = if note.starts_with(|letter: char| letter.is_ascii_digit()) {
        number(fact, note)
    } else {
        number(fact, &format!("1{note}"))
    };
    let has_unit = note.chars().any(|letter| !letter.is_ascii_digit() && !matches!(letter, ',' | '.'));
    match (named, one) {
        (Some(named), Some(one)) if has_unit && named > 0 => {
            Decimal::from(named).checked_div(Decimal::from(one)).map_or(Unit::Unstated, Unit::Of)
        }
        _ => Unit::Unstated,
    }
}

/// What a text comes to in the fact's smallest unit, its bounds apart.
fn number(fact: &Fact, text: &str) -> Option<i64> {
    let unbounded = Fact { domain: crate::interval::Interval { low: i64::MIN, high: i64::MAX }, ..fact.clone() };
    match unbounded.read(text).ok()? {
        Value::Number(number) => Some(number),
        Value::Years(years) => years.first().copied().flatten(),
        _ => None,
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
            Self::Unstated | Self::Foreign(_) => None,
        }
    }
}
