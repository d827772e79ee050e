//! On which days something holds.

use crate::language::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The first and the last day on which something holds, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first day; `None` where none is stated.
    pub effective: Option<Date>,
    /// The last day; `None` where none is stated.
    pub expires: Option<Date>,
}

impl Validity {
    /// Whether it holds on this day.
    pub fn holds_on(self, date: Date) -> bool {
        self.effective.is_none_or(|first| first <= date) && self.expires.is_none_or(|last| date <= last)
    }

    /// Each day that this one states, and where it states none, that of the other.
    pub fn or(self, outer: Self) -> Self {
        Self { effective: self.effective.or(outer.effective), expires: self.expires.or(outer.expires) }
    }

    /// The days for people, to stand behind what holds; nothing where none is stated.
    pub fn words(self, language: Language) -> Option<String> {
        match (self.effective, self.expires) {
            (None, None) => None,
            (Some(first), None) => Some(language.pick(format!("自{first}起有效"), format!("in force from {first}"))),
            (None, Some(last)) => Some(language.pick(format!("有效期至{last}"), format!("in force until {last}"))),
            (Some(first), Some(last)) => {
                Some(language.pick(format!("有效期{first}至{last}"), format!("in force from {first} to {last}")))
            }
        }
    }
}
