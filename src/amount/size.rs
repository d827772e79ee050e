//! How much an amount is, in the unit of its support.

use crate::language::Language;
use crate::money::Money;
use crate::points::Points;
use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// What a support is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money, in yuan.
    Yuan,
    /// Points of a list that counts them (积分).
    Point,
}

impl Unit {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yuan => "yuan",
            Self::Point => "point",
        }
    }
}

/// How much, in hundredths of a unit that the support decides: nothing can show it, and nothing
/// makes money or points of it, that does not name the unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Size {
    hundredths: i128,
}

impl Size {
    /// Nothing.
    pub const ZERO: Self = Self { hundredths: 0 };

    /// So many hundredths.
    pub const fn from_hundredths(hundredths: i128) -> Self {
        Self { hundredths }
    }

    /// The whole in hundredths.
    pub const fn hundredths(self) -> i128 {
        self.hundredths
    }

    /// So many times as much.
    pub const fn times(self, number: i128) -> Self {
        Self { hundredths: self.hundredths.saturating_mul(number) }
    }

    /// The size times `numerator` by `denominator`, rounded to the hundredth, half away from zero.
    /// Neither may be negative; `denominator` is positive.
    pub fn portion(self, numerator: i128, denominator: i128) -> Self {
        let product = self.hundredths.saturating_mul(numerator);
        let half = denominator.checked_div(2).unwrap_or_default();
        Self { hundredths: product.saturating_add(half).checked_div(denominator).unwrap_or_default() }
    }

    /// As money, where the unit is the yuan.
    pub const fn money(self) -> Money {
        Money::from_fen(self.hundredths)
    }

    /// As points, where the unit is the point.
    pub const fn points(self) -> Points {
        Points::from_hundredths(self.hundredths)
    }

    /// The size for people.
    pub fn words(self, unit: Unit, language: Language) -> String {
        match unit {
            Unit::Yuan => self.money().words(language),
            Unit::Point => self.points().words(language),
        }
    }
}

impl From<Money> for Size {
    fn from(money: Money) -> Self {
        Self { hundredths: money.fen() }
    }
}

impl From<Points> for Size {
    fn from(points: Points) -> Self {
        Self { hundredths: points.hundredths() }
    }
}

impl Add for Size {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { hundredths: self.hundredths.saturating_add(other.hundredths) }
    }
}

impl Sub for Size {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { hundredths: self.hundredths.saturating_sub(other.hundredths) }
    }
}
