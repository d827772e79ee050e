//! Calendar days, as people write them and as numbers that can be compared.

use crate::interval::Interval;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The first day that a fact or a date of a catalogue can be, and for which can be judged.
pub const FIRST: Date = jiff::civil::date(1900, 1, 1);
/// The last such day.
pub const LAST: Date = jiff::civil::date(2199, 12, 31);

/// Whether a day is from [`FIRST`] to [`LAST`].
pub fn is_known(day: Date) -> bool {
    (FIRST..=LAST).contains(&day)
}

/// Days since 1 January 1970.
pub fn number_of(date: Date) -> i64 {
    date.duration_since(EPOCH).as_hours() / 24
}

/// The day with this number; the last day of the calendar where there is none.
pub fn from_number(number: i64) -> Date {
    Span::new().try_days(number).ok().and_then(|days| EPOCH.checked_add(days).ok()).unwrap_or(Date::MAX)
}

/// Today, by the clock and the time zone of this machine.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// The day that a text names, in the spellings of [`read`]; `None` where it names none, or a month.
pub fn read_day(text: &str) -> Option<Date> {
    read(text).filter(|days| days.is_point()).map(|day| from_number(day.low))
}

/// The day or the month that a text names, as the numbers of its first and last day.
///
/// Reads `2020-08-20`, `2020/8/20`, `2020.8.20`, `20200820`, `2020年8月20日`, `2020-08`, `2020年8月`.
/// `None` where it names none, or has the year last.
pub fn read(text: &str) -> Option<Interval> {
    let folded = crate::figure::fold(text);
    let compact = folded.len() == 8 && folded.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = if compact {
        (folded.get(..4)?, folded.get(4..6)?, Some(folded.get(6..)?))
    } else {
        let end = folded.chars().last().filter(|end| matches!(end, '日' | '号' | '月'));
        let named = end.and_then(|end| folded.strip_suffix(end)).unwrap_or(&folded);
        let mut parts = named.split(['-', '/', '.', '年', '月']).map(str::trim);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next());
        // 2020-5日 is a slip: it names the end of a day and no day.
        if parts.next().is_some() || end.is_some_and(|end| (end == '月') == day.is_some()) {
            return None;
        }
        (year, month, day)
    };
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?;
    if year.len() != 4 {
        return None;
    }
    let month = i8::try_from(number(month)?).ok()?;
    let first = Date::new(number(year)?, month, 1).ok()?;
    let whole = match day {
        Some(day) => {
            let date = Date::new(first.year(), month, i8::try_from(number(day)?).ok()?).ok()?;
            (date, date)
        }
        None => (first, first.last_of_month()),
    };
    Some(Interval { low: number_of(whole.0), high: number_of(whole.1) })
}

/// The day as `2020-08-20`; a whole month as `2020-08`.
pub fn write(days: Interval) -> String {
    let (first, last) = (from_number(days.low), from_number(days.high));
    if days.is_point() {
        first.to_string()
    } else if first.day() == 1 && last == first.last_of_month() {
        format!("{:04}-{:02}", first.year(), first.month())
    } else {
        format!("{first}/{last}")
    }
}

/// A length of time in whole months or days, as in 24 months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// Whole calendar months.
    Months(u16),
    /// Whole days.
    Days(u16),
}

impl Period {
    /// Reads `24 months`, `2 years`, `90 days`.
    pub fn read(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number = number.parse::<u16>().ok()?;
        match unit.trim_end_matches('s') {
            "day" => Some(Self::Days(number)),
            "month" => Some(Self::Months(number)),
            "year" => number.checked_mul(12).map(Self::Months),
            _ => None,
        }
    }

    /// The day this long before another one.
    pub fn before(self, date: Date) -> Date {
        let span = match self {
            Self::Months(months) => i32::from(months).months(),
            Self::Days(days) => i32::from(days).days(),
        };
        date.checked_sub(span).unwrap_or(Date::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_day_in_many_spellings_is_one_day() {
        let day = number_of(date(2020, 8, 20));
        for text in [
            "2020-08-20",
            "2020/8/20",
            "2020.8.20",
            "20200820",
            "2020年8月20日",
            "２０２０年８月２０日",
            "2020年8月20号",
            "2020-8-20",
        ] {
            assert_eq!(read(text), Some(Interval::point(day)), "{text}");
        }
        assert_eq!(from_number(day), date(2020, 8, 20));
    }

    #[test]
    fn a_month_is_all_its_days() {
        let month = Interval { low: number_of(date(2020, 2, 1)), high: number_of(date(2020, 2, 29)) };
        assert_eq!(read("2020年2月"), Some(month));
        assert_eq!(read("2020-02"), Some(month));
        assert_eq!(write(month), "2020-02");
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_refused() {
        for text in [
            "20/8/2020",
            "2020-13-01",
            "2021-02-29",
            "2020-02-30",
            "2020",
            "昨天",
            "",
            "2020-08-20-1",
            "20-08-20",
            "2020-5日",
            "2020.5日",
            "2020.12号",
            "2020年5日",
            "2020-8-20月",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_counts_back_in_calendar_months() {
        assert_eq!(Period::read("24 months").map(|it| it.before(date(2026, 2, 28))), Some(date(2024, 2, 28)));
        assert_eq!(Period::read("1 month").map(|it| it.before(date(2026, 3, 31))), Some(date(2026, 2, 28)));
        assert_eq!(Period::read("2 years"), Some(Period::Months(24)));
        assert_eq!(Period::read("24"), None);
    }
}
