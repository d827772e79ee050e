//! Amounts as a catalogue states them, and the ranges that follow from what is known.

mod passed;
mod size;
mod sum;
mod support;
mod ways;

pub use self::size::{Size, Unit};
pub use self::support::{Branch, Support, Unsound};

use crate::condition::Condition;
use crate::fact::FactId;
use crate::interval::Interval;
use crate::money::{Money, Rate};
use crate::points::Points;
use serde::{Deserialize, Serialize};

/// An amount of support as the document states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Amount {
    /// Promised, with no figure.
    Unstated,
    /// From one size to another, both inclusive; equal where the amount is exact.
    Between(Size, Size),
    /// A share of an amount of money; of a yearly one, of all its years together.
    Rate {
        /// The lowest and the highest share.
        share: (Rate, Rate),
        /// The fact that it is a share of.
        of: FactId,
    },
    /// A share of each year of a yearly amount of money, and the sum of that.
    Yearly {
        /// The lowest and the highest share of each year; as many as the fact has years.
        shares: Vec<(Rate, Rate)>,
        /// The fact.
        of: FactId,
        /// The most of each year.
        cap: Option<Size>,
    },
    /// So much for each of a count or quantity.
    Each {
        /// The lowest and the highest size for one, or for one step.
        each: (Size, Size),
        /// The fact that is counted.
        of: FactId,
        /// How many make a full step; `None` where parts count, rounded to the hundredth, half away
        /// from zero.
        per: Option<i64>,
    },
    /// Anything from nothing to the amount.
    UpTo(Box<Amount>),
    /// The amount a number of times, as for years.
    Times(u32, Box<Amount>),
    /// The amount less what a fact says, and never less than nothing.
    Less {
        /// The amount from which it is taken off.
        of: Box<Amount>,
        /// The amount of money taken off; of a yearly one, all its years together.
        less: FactId,
    },
    /// Not more than `cap` and not less than `floor`.
    Clamp {
        /// What is kept within the limits.
        of: Box<Amount>,
        /// The most.
        cap: Option<Box<Amount>>,
        /// The least.
        floor: Option<Size>,
    },
    /// The first one whose condition holds.
    Cases(Vec<(Option<Condition>, Amount)>),
}

impl Amount {
    /// The conditions of its cases.
    pub(crate) fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Unstated | Self::Between(..) | Self::Rate { .. } | Self::Yearly { .. } | Self::Each { .. } => {
                Vec::new()
            }
            Self::UpTo(inner) | Self::Times(_, inner) | Self::Less { of: inner, .. } => inner.conditions(),
            Self::Clamp { of, cap, .. } => {
                of.conditions().into_iter().chain(cap.iter().flat_map(|cap| cap.conditions())).collect()
            }
            Self::Cases(cases) => {
                cases.iter().flat_map(|(when, amount)| when.iter().chain(amount.conditions())).collect()
            }
        }
    }
}

/// What an amount comes to, for all that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Range {
    /// Promised, with no figure.
    Unstated,
    /// At least `low`; at most `high`, or with no top while an unknown fact leaves it open.
    Stated {
        /// The least, inclusive.
        low: Money,
        /// The most, inclusive; `None` while open.
        high: Option<Money>,
    },
    /// The same in points, which are no money and are never added to it.
    Points {
        /// The least, inclusive.
        low: Points,
        /// The most, inclusive; `None` while open.
        high: Option<Points>,
    },
}

impl Range {
    /// From a least to a most size of a unit, the latter `None` while open.
    fn of(unit: Unit, low: Size, high: Option<Size>) -> Self {
        match unit {
            Unit::Yuan => Self::Stated { low: low.money(), high: high.map(Size::money) },
            Unit::Point => Self::Points { low: low.points(), high: high.map(Size::points) },
        }
    }
}

/// The interval of a term, as in 包容期1–2年.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The shortest and the longest, both inclusive.
    pub length: Interval,
    /// Months or years.
    pub unit: TermUnit,
}

/// The unit of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermUnit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
}
