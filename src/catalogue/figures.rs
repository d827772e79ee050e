//! The figures in a text of law: amounts, percentages, terms, counts and dates, in digits or in
//! Chinese numerals, and the words beside them that bound them.

use super::beside::{self, Bound};
use super::edges::CURRENCIES;
use super::numerals::{Letters, is_numeral, number};
use super::ranges::{self, Joined};
use crate::fact::PERCENT_DECIMALS;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::ops::Range;

/// What a figure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// So many yuan.
    Yuan(Decimal),
    /// So many per cent.
    Percent(Decimal),
    /// So many years, months or days.
    Time(Decimal, Unit),
    /// A number of something else.
    Number(Decimal),
    /// A number in 万 or 亿 with nothing behind it: of what, the text does not say.
    Bare(Decimal),
    /// A day.
    Day(Date),
    /// An amount or a percentage of which this number is read and which may go on beside it, as 500 of 1'500元: what
    /// it says is not known, only that something is said.
    Unclear(Decimal),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
}

impl Value {
    /// Whether the figure of a rule is the one that stands in the text.
    pub(super) fn is(self, stated: Self) -> bool {
        match (self, stated) {
            (Self::Yuan(one) | Self::Number(one), Self::Bare(other)) => one == other,
            (Self::Number(one), Self::Time(other, _)) => one == other,
            (Self::Time(one, unit), Self::Time(other, stated)) => in_least(one, unit) == in_least(other, stated),
            (one, other) => one == other,
        }
    }

    /// Whether both are amounts, both percentages, and so on, as far as the other is clear.
    pub(super) fn same_kind(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Number(_), Self::Time(..))
                | (Self::Yuan(_), Self::Bare(_))
                | (Self::Yuan(_) | Self::Percent(_), Self::Unclear(_))
        ) || std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// A length of time in months or, where it is given in days, in days.
fn in_least(number: Decimal, unit: Unit) -> (Decimal, bool) {
    match unit {
        Unit::Year => (number.saturating_mul(Decimal::from(12)), false),
        Unit::Month => (number, false),
        Unit::Day => (number, true),
    }
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// What it says.
    pub value: Value,
    /// Its digits and its unit, in bytes of the text.
    pub span: Range<usize>,
    /// How the words beside it bound it, and where they and the figure stand together.
    pub bound: Option<(Bound, Range<usize>)>,
}

/// All figures of a text, in its order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let letters = Letters::new(text);
    let mut found: Vec<Raw> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        match date(&letters, at).or_else(|| read(&letters, at)) {
            Some(raw) => {
                at = raw.letters.end;
                found.push(raw);
            }
            None => at = after_run(&letters, at),
        }
    }
    ranges::join(&letters, &mut found);
    let mut figures = Vec::new();
    let mut before = 0_usize;
    // Where the word stands that caps the figure before, so that it caps a whole list.
    let mut cap: Option<usize> = None;
    for (raw, whole) in found.iter().zip(ranges::wholes(&letters, &found)) {
        if !whole {
            (before, cap) = (raw.letters.end, None);
            if matches!(raw.unit, RawUnit::Yuan | RawUnit::Percent) {
                figures.push(Figure {
                    value: Value::Unclear(raw.number),
                    span: letters.bytes(&raw.letters),
                    bound: None,
                });
            }
            continue;
        }
        let Some(value) = raw.value() else { continue };
        let listed = raw.letters.start == before.saturating_add(1) && letters.at(before) == '、';
        let beside = match raw.range {
            Some(bound) => Some((bound, raw.letters.clone())),
            None => beside::bound(&letters, raw.letters.clone(), before)
                .or_else(|| Some((Bound::AtMost, cap.filter(|_| listed)?..raw.letters.end))),
        };
        let capped = beside.as_ref().filter(|it| it.0 == Bound::AtMost && it.1.start < raw.letters.start);
        cap = capped.map(|it| it.1.start);
        let bound = beside.map(|(bound, whole)| (bound, letters.bytes(&whole)));
        figures.push(Figure { value, span: letters.bytes(&raw.letters), bound });
        before = raw.letters.end;
    }
    figures
}

/// Digits with letters of the Latin alphabet about them, as in 5G and B2B, are no figures.
fn after_run(letters: &Letters, at: usize) -> usize {
    let mut end = at.saturating_add(1);
    if letters.at(at).is_ascii_alphanumeric() {
        while letters.at(end).is_ascii_alphanumeric() {
            end = end.saturating_add(1);
        }
    }
    end
}

/// A figure as it was read, before what follows it is known.
pub(super) struct Raw {
    /// Without its unit.
    pub number: Decimal,
    /// What 万 or 亿 it ends with.
    pub scale: Option<Decimal>,
    /// What it counts.
    pub unit: RawUnit,
    /// Where it stands.
    pub letters: Range<usize>,
    /// Whether it is written in Chinese numerals.
    pub han: bool,
    /// Which end of a range of two like figures it is.
    pub range: Option<Bound>,
    /// How it hangs together with its neighbours.
    pub joined: Joined,
}

/// The unit of a figure as it was read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum RawUnit {
    None,
    Yuan,
    Percent,
    Time(Unit),
    Other,
    Day(Date),
}

impl Raw {
    fn value(&self) -> Option<Value> {
        Some(match self.unit {
            RawUnit::Yuan => Value::Yuan(self.number),
            RawUnit::Percent => Value::Percent(self.number),
            RawUnit::Time(unit) => Value::Time(self.number, unit),
            RawUnit::Day(day) => Value::Day(day),
            RawUnit::Other => Value::Number(self.number),
            // 一 with nothing behind it is a word, not a figure.
            RawUnit::None if self.han => return None,
            RawUnit::None if self.scale.is_some() => Value::Bare(self.number),
            RawUnit::None => Value::Number(self.number),
        })
    }
}

/// Units and what they count; longer ones first.
const UNITS: [(&str, RawUnit); 12] = [
    ("个百分点", RawUnit::Other),
    ("个月", RawUnit::Time(Unit::Month)),
    ("周年", RawUnit::Time(Unit::Year)),
    ("年度", RawUnit::Time(Unit::Year)),
    ("年", RawUnit::Time(Unit::Year)),
    ("个工作日", RawUnit::Time(Unit::Day)),
    ("工作日", RawUnit::Time(Unit::Day)),
    ("日", RawUnit::Time(Unit::Day)),
    ("天", RawUnit::Time(Unit::Day)),
    ("元", RawUnit::Yuan),
    ("圆", RawUnit::Yuan),
    ("%", RawUnit::Percent),
];

/// What can be counted by a Chinese numeral; behind digits anything can.
const COUNTED: &str = "人名位家个项户亩次件台套岁倍篇座支只款处间辆分";

fn read(letters: &Letters, start: usize) -> Option<Raw> {
    if letters.follows(start, "半年") {
        let letters = start..start.saturating_add(2);
        let (number, unit) = (Decimal::from(6), RawUnit::Time(Unit::Month));
        return Some(Raw { number, scale: None, unit, letters, han: true, range: None, joined: Joined::default() });
    }
    let of_hundred = letters.follows(start, "百分之");
    let first = if of_hundred { start.saturating_add(3) } else { start };
    let before = first.checked_sub(1).map_or(' ', |before| letters.at(before));
    if before.is_ascii_alphanumeric() || is_numeral(before) || before == '第' {
        return None;
    }
    let read = number(letters, first)?;
    let end = letters.skip_spaces(read.end);
    let unit = UNITS.iter().find(|(name, _)| letters.follows(end, name));
    let other_money = CURRENCIES.iter().find(|name| letters.follows(end, name));
    let (unit, end) = match (unit, other_money) {
        _ if of_hundred => (RawUnit::Percent, read.end),
        (_, Some(name)) => (RawUnit::Other, end.saturating_add(name.chars().count())),
        (Some((name, unit)), None) => (*unit, end.saturating_add(name.chars().count())),
        (None, None) if letters.at(read.end).is_ascii_alphabetic() => return None,
        (None, None) if COUNTED.contains(letters.at(end)) => (RawUnit::Other, end.saturating_add(1)),
        (None, None) => (RawUnit::None, read.end),
    };
    // 100万平方米 counts something; 300万 before a bound, a mark or the end does not say what.
    let next = letters.at(end);
    let counts = unit == RawUnit::None && read.scale.is_some() && next.is_alphabetic() && !beside::begins(letters, end);
    let unit = if counts { RawUnit::Other } else { unit };
    let joined = Joined::default();
    Some(Raw { number: read.value, scale: read.scale, unit, letters: start..end, han: read.han, range: None, joined })
}

/// A day: 2020年8月20日, 2020-08-20, 2020年8月 for its first day, or a year alone for nothing.
fn date(letters: &Letters, start: usize) -> Option<Raw> {
    let digits = |from: usize, most: usize| {
        let mut end = from;
        let mut value = 0_i16;
        while letters.at(end).is_ascii_digit() && end.saturating_sub(from) < most {
            let digit = letters.at(end).to_digit(10).and_then(|it| i16::try_from(it).ok()).unwrap_or_default();
            value = value.saturating_mul(10).saturating_add(digit);
            end = end.saturating_add(1);
        }
        (end > from).then_some((value, end))
    };
    if start.checked_sub(1).is_some_and(|before| letters.at(before).is_ascii_alphanumeric()) {
        return None;
    }
    let (year, end) = digits(start, 4).filter(|(year, end)| end.saturating_sub(start) == 4 && *year >= 1900)?;
    let mark = letters.at(end);
    if !matches!(mark, '年' | '-' | '/' | '.') {
        return None;
    }
    let whole = |day: Date, end: usize| Raw {
        number: Decimal::ZERO,
        scale: None,
        unit: RawUnit::Day(day),
        letters: start..end,
        han: false,
        range: None,
        joined: Joined::default(),
    };
    let after_year = end.saturating_add(1);
    let month = digits(after_year, 2).and_then(|(month, end)| Some((i8::try_from(month).ok()?, end)));
    let month = month.filter(|(_, end)| mark != '年' || letters.at(*end) == '月');
    let Some((month, end)) = month else {
        return (mark == '年').then(|| Date::new(year, 1, 1).ok().map(|day| whole(day, after_year)))?;
    };
    let after_month = end.saturating_add(1);
    let day = digits(after_month, 2).and_then(|(day, end)| Some((i8::try_from(day).ok()?, end)));
    let day = day.filter(|(_, end)| {
        if mark == '年' {
            letters.at(*end) == '日'
        } else {
            letters.at(after_month.saturating_sub(1)) == mark && !letters.at(*end).is_ascii_digit()
        }
    });
    match day {
        Some((day, end)) => {
            let end = if mark == '年' { end.saturating_add(1) } else { end };
            Date::new(year, month, day).ok().map(|day| whole(day, end))
        }
        None if mark == '年' => Date::new(year, month, 1).ok().map(|day| whole(day, after_month)),
        None => None,
    }
}

/// A percentage as a catalogue keeps it, in units of its last place.
pub(super) fn percent(units: i64) -> Value {
    let value = Decimal::try_from_i128_with_scale(i128::from(units), PERCENT_DECIMALS);
    Value::Percent(value.unwrap_or_default().normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(Value, &str, Option<Bound>)> {
        let found = figures(text).into_iter();
        found.map(|it| (it.value, text.get(it.span).unwrap_or_default(), it.bound.map(|it| it.0))).collect()
    }

    fn yuan(amount: i64) -> Value {
        Value::Yuan(Decimal::from(amount))
    }

    fn years(number: i64) -> Value {
        Value::Time(Decimal::from(number), Unit::Year)
    }

    #[test]
    fn amounts_are_found_in_digits_and_in_numerals() {
        assert_eq!(values("给予300万元奖励"), [(yuan(3_000_000), "300万元", None)]);
        assert_eq!(values("奖励五百万元。"), [(yuan(5_000_000), "五百万元", None)]);
        assert_eq!(values("一亿五千万元"), [(yuan(150_000_000), "一亿五千万元", None)]);
        assert_eq!(values("１０００万元"), [(yuan(10_000_000), "１０００万元", None)]);
        assert_eq!(values("15万元、10万元安家费").len(), 2);
        assert_eq!(values("奖励300万。")[0].0, Value::Bare(Decimal::from(3_000_000)));
        assert_eq!(values("估值10亿美元")[0].0, Value::Number(Decimal::from(1_000_000_000)));
    }

    #[test]
    fn the_lower_figure_of_a_range_takes_its_unit_from_the_upper() {
        let ends = |text| values(text).into_iter().map(|it| (it.0, it.2)).collect::<Vec<_>>();
        let range = |low, high| [(low, Some(Bound::From)), (high, Some(Bound::To))];
        assert_eq!(ends("600元至12000元"), range(yuan(600), yuan(12_000)));
        assert_eq!(ends("300-500万元"), range(yuan(3_000_000), yuan(5_000_000)));
        assert_eq!(ends("25%-50%"), range(Value::Percent(Decimal::from(25)), Value::Percent(Decimal::from(50))));
        assert_eq!(ends("1-2年包容期"), range(years(1), years(2)));
    }

    #[test]
    fn terms_counts_shares_and_days_are_told_apart() {
        assert_eq!(values("连续三年")[0].0, years(3));
        assert_eq!(values("24个月内")[0].0, Value::Time(Decimal::from(24), Unit::Month));
        assert!(years(2).is(values("24个月")[0].0) && !years(2).is(values("2个月")[0].0));
        assert_eq!(values("百分之二十")[0].0, Value::Percent(Decimal::from(20)));
        assert_eq!(values("1万人次")[0].0, Value::Number(Decimal::from(10_000)));
        assert_eq!(values("10.5亩")[0].0, Value::Number(Decimal::new(105, 1)));
        assert_eq!(values("2020年8月20日起")[0].0, Value::Day(jiff::civil::date(2020, 8, 20)));
        assert_eq!(values("2020-08-20")[0].0, Value::Day(jiff::civil::date(2020, 8, 20)));
    }

    #[test]
    fn of_a_figure_that_may_go_on_only_that_it_is_there_is_known() {
        let unclear = |number: i64, words| vec![(Value::Unclear(Decimal::from(number)), words, None)];
        assert_eq!(values("给予1'500元奖励"), unclear(500, "500元"));
        assert_eq!(values("给予12·5%贴息"), unclear(5, "5%"));
        assert!(!yuan(500).is(values("给予1'500元奖励")[0].0));
        assert_eq!(values("为1'3年"), []);
    }

    #[test]
    fn words_and_names_with_digits_are_no_figures() {
        for text in ["一批企业", "5G基站", "B2B平台", "第五条", "(一)指导思想", "万元", "“一业一证”", "统一标准"]
        {
            assert_eq!(values(text), [], "{text}");
        }
    }
}
