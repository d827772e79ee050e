//! Figures and days in plain digits.

use super::plain_cell::Manner;
use super::unit::Unit;
use crate::day;
use crate::fact::{Fact, Kind, PERCENT_DECIMALS, QUANTITY_DECIMALS};
use crate::interval::Interval;
use jiff::civil::Date;

/// A figure in plain digits, in units of its fact's last place.
#[derive(Debug)]
pub(super) struct Figure {
    /// By what the digits are multiplied, for each number of decimals; 0 where that is not a whole number.
    factors: [i64; MOST_DECIMALS],
    domain: Interval,
    /// Whether a sign of per cent must follow the digits.
    percent_sign: bool,
    /// Whether an amount is taken in yuan for want of a unit.
    pub in_yuan: bool,
}

/// With how many decimals, less one, a figure is plain.
const MOST_DECIMALS: usize = 7;
/// With how many digits a figure is plain; with more it may be beyond what can be computed with.
const MOST_DIGITS: usize = 15;

impl Figure {
    /// How plain figures of a fact are read; `None` where it has none.
    pub(super) fn of(fact: &Fact, manner: &Manner) -> Option<Self> {
        let unit = manner.unit();
        let money = matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. });
        let decimals = match fact.kind {
            Kind::Count => 0,
            Kind::Quantity => QUANTITY_DECIMALS,
            Kind::Money | Kind::YearlyMoney { .. } => 2,
            Kind::Percent => PERCENT_DECIMALS,
            Kind::YesNo | Kind::Date | Kind::Choice | Kind::Choices => return None,
        };
        let (number, scale) = match (unit, fact.kind) {
            (Unit::Unstated, _) | (Unit::Percent, Kind::Percent) => (1, 0),
            (Unit::Of(factor), kind) if kind != Kind::Percent => {
                let factor = factor.normalize();
                (i64::try_from(factor.mantissa()).ok()?, factor.scale())
            }
            _ => return None,
        };
        let factor = |after: usize| -> Option<i64> {
            let places = scale.checked_add(u32::try_from(after).ok()?)?;
            10_i64.checked_pow(decimals.checked_sub(places)?)?.checked_mul(number)
        };
        // 万元 with six decimals are whole fen all the same.
        let factor = |after: usize| -> i64 {
            factor(after)
                .or_else(|| {
                    let below = scale.checked_add(u32::try_from(after).ok()?)?.checked_sub(decimals)?;
                    let divisor = 10_i64.checked_pow(below)?;
                    (number.checked_rem(divisor)? == 0).then(|| number.checked_div(divisor))?
                })
                .filter(|factor| *factor <= 1_000_000_000_000)
                .unwrap_or_default()
        };
        Some(Self {
            factors: std::array::from_fn(factor),
            domain: fact.domain,
            percent_sign: fact.kind == Kind::Percent && *unit != Unit::Percent,
            in_yuan: money && *manner != Manner::Profile && *unit == Unit::Unstated,
        })
    }

    /// The value of a figure in plain digits that is within its bounds.
    pub(super) fn read(&self, text: &str) -> Option<i64> {
        let text = if self.percent_sign { text.strip_suffix('%')? } else { text };
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        // What begins with a nought may be the rest of a number that was cut.
        if let [b'0', b'0'..=b'9', ..] = unsigned.as_bytes() {
            return None;
        }
        let (mut digits, mut count, mut point) = (0_i64, 0_usize, None);
        for byte in unsigned.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
                    count = count.wrapping_add(1);
                }
                b'.' if point.is_none() && count > 0 => point = Some(count),
                _ => return None,
            }
        }
        let after = point.map_or(0, |before| count.wrapping_sub(before));
        if count == 0 || count > MOST_DIGITS || (point.is_some() && after == 0) {
            return None;
        }
        let factor = self.factors.get(after).copied().filter(|factor| *factor > 0)?;
        let value = digits.checked_mul(factor)?;
        let value = if negative { value.wrapping_neg() } else { value };
        holds(self.domain, value).then_some(value)
    }
}

/// Whether a value is within bounds.
pub(super) fn holds(domain: Interval, value: i64) -> bool {
    domain.low <= value && value <= domain.high
}

/// The number of a day written as `2020-08-20`.
pub(super) fn iso_day(text: &str) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *<&[u8; 10]>::try_from(text.as_bytes()).ok()? else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| number.wrapping_mul(10).wrapping_add(i16::from(digit.wrapping_sub(b'0'))))
        })
    };
    let (month, day) = (i8::try_from(number(&[m1, m2])?).ok()?, i8::try_from(number(&[d1, d2])?).ok()?);
    Some(day::number_of(Date::new(number(&[y1, y2, y3, y4])?, month, day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_embedded;

    fn money() -> Fact {
        let catalogue = load_embedded(jiff::civil::date(2026, 11, 24)).unwrap();
        catalogue.facts.iter().find(|fact| fact.kind == Kind::Money).unwrap().clone()
    }

    #[test]
    fn plain_figures_are_read_with_the_unit_of_their_column() {
        let fact = Fact { domain: Interval { low: -500, high: 1_000_000_000 }, ..money() };
        let unit = |factor: &str| Manner::Cell(Unit::Of(factor.parse().unwrap()));
        let read = |manner: &Manner, text: &str| Figure::of(&fact, manner).unwrap().read(text);
        // In fen.
        assert_eq!(read(&Manner::Profile, "12.3"), Some(1230));
        assert_eq!(read(&unit("10000"), "0.123456"), Some(123_456));
        assert_eq!(read(&unit("10000"), "7.50"), Some(7_500_000));
        assert_eq!(read(&unit("0.01"), "500"), Some(500));
        assert_eq!(read(&unit("1"), "-5"), Some(-500));
        // Finer than a fen, beyond the bounds, or not plain.
        for text in [
            "0.1234567",
            "1000.01",
            "1e3",
            "1,000",
            "+5",
            "",
            "-",
            "1.",
            ".5",
            "1.2.3",
            "007.50",
            "00",
            "１",
            " 1",
            "1234567890123456",
        ] {
            assert_eq!(read(&unit("10000"), text), None, "{text}");
        }
    }

    #[test]
    fn a_percentage_needs_its_sign_but_where_the_heading_has_it() {
        let (kind, domain) = (Kind::Percent, Interval { low: 0, high: 1_000_000 });
        let fact = Fact { kind, domain, ..money() };
        let read = |unit: Unit, text: &str| Figure::of(&fact, &Manner::Cell(unit)).unwrap().read(text);
        assert_eq!(read(Unit::Unstated, "25%"), Some(250_000));
        assert_eq!(read(Unit::Unstated, "25"), None);
        assert_eq!(read(Unit::Percent, "2.5"), Some(25_000));
        assert_eq!(read(Unit::Percent, "2.5%"), None);
    }

    #[test]
    fn a_day_in_ten_signs_is_plain_and_has_to_be_in_the_calendar() {
        // 2024-02-29 is 54 years, of which 13 are leap years, and 59 days after 1970-01-01.
        assert_eq!(iso_day("2024-02-29"), Some(54 * 365 + 13 + 59));
        for text in ["2023-02-29", "2024-2-29", "2024/02/29", "2024-02-29 ", "2024-02-2x", "0000000000", ""] {
            assert_eq!(iso_day(text), None, "{text}");
        }
    }
}
