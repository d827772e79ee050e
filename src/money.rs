//! Money to the fen, exactly, and how it is written for people.

use crate::language::Language;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// An amount of yuan, kept as whole fen (hundredths).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    fen: i128,
}

impl Money {
    /// No money.
    pub const ZERO: Self = Self { fen: 0 };

    /// So many fen.
    pub const fn from_fen(fen: i128) -> Self {
        Self { fen }
    }

    /// The whole amount in fen.
    pub const fn fen(self) -> i128 {
        self.fen
    }

    /// The amount a number of times.
    pub const fn times(self, number: i128) -> Self {
        Self { fen: self.fen.saturating_mul(number) }
    }

    /// The amount in yuan with two decimals, as in `20000000.00`.
    pub fn plain(self) -> String {
        let mut text = Vec::new();
        self.write_plain(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    /// The same, behind other text.
    pub fn write_plain(self, text: &mut Vec<u8>) {
        if self.fen < 0 {
            text.push(b'-');
        }
        let fen = self.fen.unsigned_abs();
        // Nearly every amount is of the size at which machines divide at once.
        let (yuan, rest) = match u64::try_from(fen) {
            Ok(fen) => (u128::from(fen / 100), fen % 100),
            Err(_) => (fen / 100, u64::try_from(fen % 100).unwrap_or_default()),
        };
        match u64::try_from(yuan) {
            Ok(yuan) => text.extend_from_slice(itoa::Buffer::new().format(yuan).as_bytes()),
            Err(_) => text.extend_from_slice(itoa::Buffer::new().format(yuan).as_bytes()),
        }
        text.push(b'.');
        if rest < 10 {
            text.push(b'0');
        }
        text.extend_from_slice(itoa::Buffer::new().format(rest).as_bytes());
    }

    /// The amount for people: below 1万 in 元, then 万元, from 1亿 in 亿元; in English in yuan, from
    /// a million on in million yuan. A larger unit is used only where four decimals suffice.
    pub fn words(self, language: Language) -> String {
        let units: [(i128, &str); 3] = language.pick(
            [(100_000_000, "亿元"), (10_000, "万元"), (1, "元")],
            [(1_000_000_000, " billion yuan"), (1_000_000, " million yuan"), (1, " yuan")],
        );
        for (yuan, unit) in units {
            let unit_fen = yuan.saturating_mul(100);
            let exact = self.fen.saturating_mul(10_000).checked_rem(unit_fen) == Some(0);
            if yuan == 1 || (self.fen.abs() >= unit_fen && exact) {
                let zeros = unit_fen.checked_ilog10().unwrap_or_default();
                let number = Decimal::try_from_i128_with_scale(self.fen, zeros)
                    .map_or_else(|_| self.fen.to_string(), |number| number.normalize().to_string());
                let number = language.pick(number.clone(), with_commas(&number));
                return format!("{number}{unit}");
            }
        }
        self.plain()
    }
}

fn with_commas(number: &str) -> String {
    let (whole, decimals) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches('-');
    let mut grouped = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    decimals.map_or(grouped.clone(), |decimals| format!("{grouped}.{decimals}"))
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { fen: self.fen.saturating_add(other.fen) }
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { fen: self.fen.saturating_sub(other.fen) }
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// A share such as 1 % or 0.25, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rate {
    /// How many millionths.
    millionths: i64,
}

/// The parts of which a rate is a number.
const WHOLE: i64 = 1_000_000;

impl Rate {
    /// The rate with so many per cent, counted in ten-thousandths of a per cent.
    pub const fn from_percent_in_ten_thousandths(millionths: i64) -> Self {
        Self { millionths }
    }

    /// Whether it is no share at all.
    pub const fn is_zero(self) -> bool {
        self.millionths == 0
    }

    /// This share of an amount, rounded to the fen, half away from zero.
    pub fn of(self, amount: Money) -> Money {
        // The same in fewer bits, where they suffice.
        let product = i64::try_from(amount.fen).ok().and_then(|fen| fen.checked_mul(self.millionths));
        let half = product.map(|product| product.signum().saturating_mul(WHOLE / 2));
        if let Some(shifted) = product.zip(half).and_then(|(product, half)| product.checked_add(half)) {
            return Money::from_fen(i128::from(shifted / WHOLE));
        }
        let product = amount.fen.saturating_mul(i128::from(self.millionths));
        let half = i128::from(WHOLE / 2).saturating_mul(product.signum());
        Money::from_fen(product.saturating_add(half).checked_div(i128::from(WHOLE)).unwrap_or_default())
    }

    /// The least amount, or nearly so, of which this share is the amount given; `None` where there
    /// is none.
    pub fn base_of(self, part: Money) -> Option<Money> {
        let product = part.fen.saturating_mul(i128::from(WHOLE));
        product.checked_div(i128::from(self.millionths)).map(Money::from_fen)
    }

    /// This share and another one together.
    pub const fn and(self, other: Self) -> Self {
        Self { millionths: self.millionths.saturating_add(other.millionths) }
    }

    /// Whether it is the whole: 100 %.
    pub const fn is_whole(self) -> bool {
        self.millionths == WHOLE
    }

    /// The rate in per cent, as in `1%` or `2.5%`.
    pub fn words(self) -> String {
        let percent = Decimal::try_from_i128_with_scale(i128::from(self.millionths), 4).unwrap_or_default();
        format!("{}%", percent.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(amount: i128) -> Money {
        Money::from_fen(amount * 100)
    }

    #[test]
    fn amounts_are_written_as_the_documents_write_them() {
        let zh = |money: Money| money.words(Language::Chinese);
        assert_eq!(zh(yuan(600)), "600元");
        assert_eq!(zh(yuan(14_400)), "1.44万元");
        assert_eq!(zh(yuan(20_000_000)), "2000万元");
        assert_eq!(zh(yuan(100_000_000)), "1亿元");
        assert_eq!(zh(yuan(250_000_000)), "2.5亿元");
        assert_eq!(zh(Money::from_fen(1_234_567)), "12345.67元");
        assert_eq!(zh(yuan(100_000_001)), "10000.0001万元");
        assert_eq!(zh(Money::ZERO), "0元");
    }

    #[test]
    fn amounts_in_english_are_yuan_and_millions() {
        let en = |money: Money| money.words(Language::English);
        assert_eq!(en(yuan(600)), "600 yuan");
        assert_eq!(en(yuan(150_000)), "150,000 yuan");
        assert_eq!(en(yuan(20_800_000)), "20.8 million yuan");
        assert_eq!(en(yuan(250_000_000)), "250 million yuan");
        assert_eq!(en(yuan(1_000_000_000)), "1 billion yuan");
    }

    #[test]
    fn a_rate_is_exact_and_rounds_half_up_to_the_fen() {
        let one_percent = Rate::from_percent_in_ten_thousandths(10_000);
        assert_eq!(one_percent.of(yuan(80_000_000)), yuan(800_000));
        assert_eq!(one_percent.of(Money::from_fen(50)), Money::from_fen(1));
        assert_eq!(one_percent.of(Money::from_fen(49)), Money::ZERO);
        assert_eq!(one_percent.of(Money::from_fen(-50)), Money::from_fen(-1));
        let much = i128::from(i64::MAX) * 100;
        assert_eq!(one_percent.of(Money::from_fen(much)), Money::from_fen(i128::from(i64::MAX)));
        assert_eq!(one_percent.words(), "1%");
    }

    #[test]
    fn plain_amounts_have_two_decimals() {
        assert_eq!(yuan(20_000_000).plain(), "20000000.00");
        assert_eq!(Money::from_fen(-5).plain(), "-0.05");
        assert_eq!(Money::from_fen(1234).plain(), "12.34");
        assert_eq!(Money::from_fen(i128::from(u64::MAX)).plain(), "184467440737095516.15");
        assert_eq!(Money::from_fen(i128::MAX).plain(), "1701411834604692317316873037158841057.27");
    }
}
