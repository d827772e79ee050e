//! Facts: the typed things that can be known about an applicant, and their values.

pub use crate::choices::{Choice, Choices};

use crate::choices::NONE;
use crate::figure::Misread;
use crate::interval::Interval;
use crate::language::{Language, Text};
use crate::money::Money;
use crate::{day, figure};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Decimals that a quantity keeps.
pub const QUANTITY_DECIMALS: u32 = 4;
/// Decimals that a percentage keeps: 1 % is kept as 10000.
pub const PERCENT_DECIMALS: u32 = 4;

/// A fact of a catalogue, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactId(pub usize);

impl FactId {
    /// The fact of a catalogue to which a slot belongs; behind the last one where there is no such slot.
    pub(crate) fn of(slot: SlotId, facts: &[Fact]) -> Self {
        Self(facts.partition_point(|fact| fact.slots.end <= slot.0))
    }
}

/// A place for one whole number. A fact has one; a fact of several choices one for each
/// choice; a yearly amount one for each year and one, never filled by hand, for their sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId(pub usize);

/// What kind of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// 是 or 否.
    YesNo,
    /// A whole number.
    Count,
    /// A decimal with a unit.
    Quantity,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A day, or a month where the day is not known.
    Date,
    /// One of the fact's choices.
    Choice,
    /// Any number of the fact's choices, none included.
    Choices,
    /// An amount of money for each of so many years.
    YearlyMoney {
        /// How many years; at least one.
        years: usize,
    },
}

/// One typed thing that can be known about an applicant.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Fact {
    /// Its code, unique in the catalogue.
    pub id: String,
    /// The topic it belongs to, by position.
    pub topic: usize,
    /// What kind of value it has.
    pub kind: Kind,
    /// Whether it is who or what the applicant is, and cannot be changed.
    pub fixed: bool,
    /// A short label.
    pub label: Text,
    /// The question that asks for it.
    pub question: Text,
    /// What the term means and where to find the figure.
    pub help: Text,
    /// Other headings under which it stands in spreadsheets.
    pub aliases: Vec<String>,
    /// The unit of a count or quantity.
    pub unit: Option<Text>,
    /// What can be chosen.
    pub choices: Choices,
    /// Groups of choices, by id and label, where there are too many for one list.
    pub groups: Vec<(String, Text)>,
    /// The least and greatest value of each of its slots, both inclusive.
    pub domain: Interval,
    /// Whether the greatest value is only the limit of what can be computed with.
    pub open_above: bool,
    /// Its slots.
    pub slots: Range<usize>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// 是 or 否.
    YesNo(bool),
    /// A count, or a quantity, amount or percentage in units of its last place.
    Number(i64),
    /// A day, or all days of a month.
    Days(Interval),
    /// The position of the choice.
    Choice(usize),
    /// The positions of the choices, rising.
    Choices(Vec<usize>),
    /// The amounts in fen; `None` for a year not known.
    Years(Vec<Option<i64>>),
}

/// Why a text is no value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no figure of the kind.
    Figure(Misread),
    /// It is beyond the fact's bounds.
    OutOfBounds,
    /// It is neither 是 nor 否.
    NotYesNo,
    /// It is no day of the calendar, or not written as one.
    NotADate,
    /// It is none of the choices.
    NotAChoice,
    /// Several values, or none, where one is needed.
    NotOne,
    /// Not as many amounts as there are years.
    WrongNumberOfYears,
}

impl Fact {
    /// Reads one text as a value. Several choices may be parted by 、 , ; | or line ends.
    ///
    /// # Errors
    /// Says why the text is no value of this fact.
    pub fn read(&self, text: &str) -> Result<Value, Unusable> {
        match self.kind {
            Kind::YesNo => read_yes_no(text).map(Value::YesNo).ok_or(Unusable::NotYesNo),
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent => {
                self.within_bounds(self.number(text).map_err(Unusable::Figure)?).map(Value::Number)
            }
            Kind::Date => {
                let days = day::read(text).ok_or(Unusable::NotADate)?;
                days.intersect(self.domain).filter(|kept| *kept == days).map(Value::Days).ok_or(Unusable::OutOfBounds)
            }
            Kind::Choice => self.choices.named(text).map(Value::Choice).ok_or(Unusable::NotAChoice),
            Kind::Choices => self.read_choices(text),
            Kind::YearlyMoney { years } => {
                let amount = self.read_amount_of_a_year(text)?;
                Ok(Value::Years(vec![amount; years]))
            }
        }
    }

    /// The number that a text comes to in the fact's smallest unit, its bounds apart; of a yearly amount that of one
    /// year.
    ///
    /// # Errors
    /// Why it is none, as no text is one for a fact that is no number.
    pub(crate) fn number(&self, text: &str) -> Result<i64, Misread> {
        let units = self.unit.as_ref().map_or(Vec::new(), |unit| vec![unit.zh.as_ref(), unit.en.as_ref()]);
        match self.kind {
            Kind::Count => figure::read_count(text, &units),
            Kind::Quantity => figure::read_quantity(text, &units, QUANTITY_DECIMALS),
            Kind::Money | Kind::YearlyMoney { .. } => figure::read_money(text),
            Kind::Percent => figure::read_percent(text, PERCENT_DECIMALS),
            Kind::YesNo | Kind::Date | Kind::Choice | Kind::Choices => Err(Misread::NotAFigure),
        }
    }

    /// Reads a list of texts: several choices, or one amount for each year.
    ///
    /// # Errors
    /// Says which text, by position, is no value of this fact, and why; the position after the
    /// last stands for the whole list.
    pub fn read_list(&self, texts: &[&str]) -> Result<Value, (usize, Unusable)> {
        match self.kind {
            Kind::Choices => {
                let mut chosen = Vec::new();
                for (at, text) in texts.iter().enumerate() {
                    chosen.push(self.choices.named(text).ok_or((at, Unusable::NotAChoice))?);
                }
                chosen.sort_unstable();
                chosen.dedup();
                Ok(Value::Choices(chosen))
            }
            Kind::YearlyMoney { years } if texts.len() == years => {
                let read = |(at, text): (usize, &&str)| self.read_amount_of_a_year(text).map_err(|why| (at, why));
                texts.iter().enumerate().map(read).collect::<Result<_, _>>().map(Value::Years)
            }
            Kind::YearlyMoney { .. } => Err((texts.len(), Unusable::WrongNumberOfYears)),
            _ => match texts {
                [one] => self.read(one).map_err(|why| (0, why)),
                _ => Err((texts.len(), Unusable::NotOne)),
            },
        }
    }

    fn read_choices(&self, text: &str) -> Result<Value, Unusable> {
        let mut chosen = if NONE.contains(&figure::fold(text).to_lowercase().as_str()) {
            Vec::new()
        } else {
            self.choices.named_in(text).map_err(|_| Unusable::NotAChoice)?
        };
        chosen.sort_unstable();
        chosen.dedup();
        Ok(Value::Choices(chosen))
    }

    fn read_amount_of_a_year(&self, text: &str) -> Result<Option<i64>, Unusable> {
        if figure::says_unknown(text) {
            return Ok(None);
        }
        self.within_bounds(self.number(text).map_err(Unusable::Figure)?).map(Some)
    }

    fn within_bounds(&self, value: i64) -> Result<i64, Unusable> {
        if value < self.domain.low || self.domain.high < value { Err(Unusable::OutOfBounds) } else { Ok(value) }
    }

    /// The first part of a text of several choices that is none of them.
    pub fn not_a_choice<'w>(&self, written: &'w str) -> &'w str {
        if self.kind == Kind::Choices { self.choices.named_in(written).err().unwrap_or(written) } else { written }
    }

    /// The slots that hold one piece of what is given, the sum of years left out.
    pub fn given_slots(&self) -> Range<usize> {
        match self.kind {
            Kind::YearlyMoney { years } => self.slots.start..self.slots.start.saturating_add(years),
            _ => self.slots.clone(),
        }
    }

    /// The slot that is the sum of the years, for a yearly amount.
    pub fn sum_slot(&self) -> Option<SlotId> {
        matches!(self.kind, Kind::YearlyMoney { .. }).then(|| SlotId(self.slots.end.saturating_sub(1)))
    }

    /// The numbers that one of its slots may have: of the sum of yearly amounts as many times those
    /// of one year as there are years.
    pub fn whole(&self, slot: SlotId) -> Interval {
        if self.sum_slot() != Some(slot) {
            return self.domain;
        }
        let years = i64::try_from(self.given_slots().len()).unwrap_or(i64::MAX);
        Interval { low: self.domain.low.saturating_mul(years), high: self.domain.high.saturating_mul(years) }
    }

    /// A single number of this fact for people: an amount, a count with its unit, a day, a choice.
    pub fn number_words(&self, value: i64, language: Language) -> String {
        let with_unit = |number: Decimal| match &self.unit {
            Some(unit) => language.pick(format!("{number}{}", unit.zh), format!("{number} {}", unit.en)),
            None => number.to_string(),
        };
        let decimal =
            |decimals| Decimal::try_from_i128_with_scale(i128::from(value), decimals).unwrap_or_default().normalize();
        match self.kind {
            Kind::YesNo => yes_no_words(value != 0, language).to_owned(),
            Kind::Count => with_unit(Decimal::from(value)),
            Kind::Quantity => with_unit(decimal(QUANTITY_DECIMALS)),
            Kind::Money | Kind::YearlyMoney { .. } => Money::from_fen(i128::from(value)).words(language),
            Kind::Percent => format!("{}%", decimal(PERCENT_DECIMALS)),
            Kind::Date => day::write(Interval::point(value)),
            Kind::Choice | Kind::Choices => usize::try_from(value)
                .ok()
                .and_then(|at| self.choices.get(at))
                .map_or_else(String::new, |choice| choice.label.get(language).to_owned()),
        }
    }

    /// A single number of this fact in a form that reads back the same, free of language:
    /// money in yuan with two decimals, choices by code.
    pub fn number_code(&self, value: i64) -> String {
        match self.kind {
            Kind::YesNo => (value != 0).to_string(),
            Kind::Money | Kind::YearlyMoney { .. } => Money::from_fen(i128::from(value)).plain(),
            Kind::Choice | Kind::Choices => usize::try_from(value)
                .ok()
                .and_then(|at| self.choices.get(at))
                .map_or_else(String::new, |choice| choice.id.clone()),
            Kind::Quantity => Decimal::try_from_i128_with_scale(i128::from(value), QUANTITY_DECIMALS)
                .unwrap_or_default()
                .normalize()
                .to_string(),
            Kind::Count | Kind::Percent | Kind::Date => self.number_words_without_unit(value),
        }
    }

    fn number_words_without_unit(&self, value: i64) -> String {
        if self.kind == Kind::Count { value.to_string() } else { self.number_words(value, Language::English) }
    }

    /// A value for people.
    pub fn words(&self, value: &Value, language: Language) -> String {
        match value {
            Value::YesNo(yes) => yes_no_words(*yes, language).to_owned(),
            Value::Number(number) => self.number_words(*number, language),
            Value::Days(days) => day::write(*days),
            Value::Choice(at) => self.choice_words(std::slice::from_ref(at), language),
            Value::Choices(chosen) if chosen.is_empty() => language.pick("以上都不是", "none of these").to_owned(),
            Value::Choices(chosen) => self.choice_words(chosen, language),
            Value::Years(years) => {
                let year = |amount: &Option<i64>| match amount {
                    Some(fen) => self.number_words(*fen, language),
                    None => language.pick("不清楚", "not sure").to_owned(),
                };
                years.iter().map(year).collect::<Vec<_>>().join(language.pick("、", "; "))
            }
        }
    }

    fn choice_words(&self, chosen: &[usize], language: Language) -> String {
        let label = |at: &usize| self.choices.get(*at).map(|choice| choice.label.get(language));
        chosen.iter().filter_map(label).collect::<Vec<_>>().join(language.pick("、", ", "))
    }
}

fn yes_no_words(yes: bool, language: Language) -> &'static str {
    if yes { language.pick("是", "yes") } else { language.pick("否", "no") }
}

fn read_yes_no(text: &str) -> Option<bool> {
    match figure::fold(text).to_lowercase().as_str() {
        "是" | "有" | "对" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" => Some(true),
        "否" | "无" | "没有" | "不是" | "×" | "✗" | "✘" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}
