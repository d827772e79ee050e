//! What a catalogue says of an applicant of whom everything is known, worked out a second time.
//!
//! It walks the conditions and amounts as they are authored, in the plainest way, and shares no
//! code with the engine: no formulas, no intervals, no three values.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod stacking;

use huiqi::amount::Amount;
use huiqi::catalogue::Catalogue;
use huiqi::condition::{Bounds, Condition, Requirement, Time};
use huiqi::day::Period;
use huiqi::fact::{FactId, Kind, Value};
use huiqi::interval::Interval;
use huiqi::measure::{Class, Measure, Support, SupportKind};
use huiqi::money::Rate;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// What holds for one measure once everything is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Eligible,
    Provisional,
    OutOfForce,
    ForOthers,
    ConditionFails,
}

impl Decision {
    pub fn applies(self) -> bool {
        matches!(self, Self::Eligible | Self::Provisional)
    }
}

/// What a support comes to, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Unstated,
    Between(i128, i128),
    /// In hundredths of a point.
    Points(i128, i128),
}

/// The sum of a class, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub class: Class,
    pub low: i128,
    pub high: i128,
    pub unstated: usize,
}

/// A catalogue and one value for each of its facts.
#[derive(Clone, Copy)]
pub struct Reference<'r> {
    pub catalogue: &'r Catalogue,
    pub values: &'r [Value],
}

impl Reference<'_> {
    pub fn decision(&self, measure: &Measure) -> Decision {
        let (_, policy) = self.catalogue.place_of(measure).unwrap();
        let today = self.catalogue.as_of;
        if today < policy.effective || policy.expires.is_some_and(|last| last < today) {
            return Decision::OutOfForce;
        }
        let narrower = measure.validity;
        if narrower.effective.is_some_and(|first| today < first) || narrower.expires.is_some_and(|last| last < today) {
            return Decision::OutOfForce;
        }
        if !self.holds(&measure.audience) {
            return Decision::ForOthers;
        }
        if !self.holds(&measure.conditions) {
            return Decision::ConditionFails;
        }
        let Some(reserved) = &measure.reserved else { return Decision::Eligible };
        let nothing_reserved = reserved.unless.as_ref().is_some_and(|unless| self.holds(unless));
        if nothing_reserved { Decision::Eligible } else { Decision::Provisional }
    }

    /// What each support comes to; empty where the measure does not apply.
    pub fn figures(&self, measure: &Measure) -> Vec<Option<Figure>> {
        if !self.decision(measure).applies() {
            return Vec::new();
        }
        let figure = |support: &Support| {
            let figure = self.figure(support.amount.as_ref()?);
            Some(match figure {
                Figure::Between(low, high) if support.kind == SupportKind::Points => Figure::Points(low, high),
                figure => figure,
            })
        };
        measure.supports.iter().map(figure).collect()
    }

    pub fn totals(&self) -> Vec<Sum> {
        let mut sums = Vec::new();
        for class in [Class::Cash, Class::Investment, Class::Relief, Class::Finance] {
            let mut sum = Sum { class, low: 0, high: 0, unstated: 0 };
            let mut any = false;
            let mut shares = Vec::new();
            for (at, measure) in self.catalogue.measures.iter().enumerate() {
                let (in_class, range) = self.add(measure, &mut sum);
                any |= in_class;
                shares.push(self.share(at, class, range));
            }
            // Trying every set takes too long where there are many measures and nothing to try.
            if self.catalogue.stacking.is_empty() {
                let eligible = shares.iter().filter(|share| share.decision == Decision::Eligible);
                sum.low = eligible.map(|share| share.low).sum();
                sum.high = shares.iter().map(|share| share.high).sum();
            } else {
                (sum.low, sum.high) = self.together(&shares);
            }
            if any {
                sums.push(sum);
            }
        }
        sums
    }

    /// Whether a measure gives anything of the class, and from the least to the most.
    fn add(&self, measure: &Measure, sum: &mut Sum) -> (bool, (i128, i128)) {
        let (mut least, mut most) = (0, 0);
        let figures = self.figures(measure);
        let mut any = false;
        let groups = measure.supports.iter().filter_map(|support| support.one_of).map(|place| place.group).max();
        for group in 0..=groups.unwrap_or(0) {
            let mut lows = Vec::new();
            let mut highs = Vec::new();
            let mut applicant_chooses = false;
            let mut all_in_class = true;
            for (support, figure) in measure.supports.iter().zip(&figures) {
                if support.one_of.map_or(0, |place| place.group) != group {
                    continue;
                }
                applicant_chooses |= support.one_of.is_some_and(|place| place.applicant_chooses);
                let in_class = support.kind.class() == sum.class;
                all_in_class &= in_class;
                any |= in_class;
                let (low, high) = match figure {
                    Some(Figure::Between(low, high)) if in_class => (*low, *high),
                    Some(Figure::Unstated) if in_class => {
                        sum.unstated += 1;
                        (0, 0)
                    }
                    _ => (0, 0),
                };
                lows.push(low);
                highs.push(high);
            }
            // Group 0 holds what is given in any case; of every other one thing is given.
            let (low, high): (i128, i128) = if group == 0 {
                (lows.iter().sum(), highs.iter().sum())
            } else if applicant_chooses && all_in_class {
                (lows.into_iter().max().unwrap_or(0), highs.into_iter().max().unwrap_or(0))
            } else {
                (lows.into_iter().min().unwrap_or(0), highs.into_iter().max().unwrap_or(0))
            };
            least += low;
            most += high;
        }
        (any, (least, most))
    }

    /// Whether the fact applies to the applicant at all.
    pub fn applies(&self, fact: FactId) -> bool {
        self.catalogue.ask_when[fact.0].as_ref().is_none_or(|ask_when| self.holds(ask_when))
    }

    pub fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::None(parts) => !parts.iter().any(|part| self.holds(part)),
            Condition::AtLeast(number, parts) => parts.iter().filter(|part| self.holds(part)).count() >= *number,
            Condition::Named(name) => self.holds(&self.catalogue.named[name.0].when),
            Condition::Fact(fact, requirement) => self.applies(*fact) && self.meets(*fact, requirement),
        }
    }

    fn meets(&self, fact: FactId, requirement: &Requirement) -> bool {
        match (requirement, &self.values[fact.0]) {
            (Requirement::YesNo(wanted), Value::YesNo(is)) => wanted == is,
            (Requirement::OneOf(wanted), Value::Choice(is)) => wanted.contains(is),
            (Requirement::OneOf(wanted), Value::Choices(are)) => are.iter().any(|is| wanted.contains(is)),
            (Requirement::Within(bounds), Value::Number(is)) => within(*bounds, i128::from(*is)),
            (Requirement::During(time), Value::Days(is)) => during(*time, day_of(*is), self.catalogue.as_of),
            (Requirement::AnyYear(bounds), Value::Years(are)) => years(are).any(|is| within(*bounds, is)),
            (Requirement::EveryYear(bounds), Value::Years(are)) => years(are).all(|is| within(*bounds, is)),
            (Requirement::SumOfYears(bounds), Value::Years(are)) => within(*bounds, years(are).sum()),
            (requirement, value) => panic!("{requirement:?} does not fit {value:?}"),
        }
    }

    fn figure(&self, amount: &Amount) -> Figure {
        match amount {
            Amount::Unstated => Figure::Unstated,
            Amount::Between(low, high) => Figure::Between(low.hundredths(), high.hundredths()),
            Amount::Rate { share, of } => {
                let base = self.base(*of);
                Figure::Between(share_of(share.0, base), share_of(share.1, base))
            }
            Amount::Yearly { shares, of, cap } => {
                let mut sums = (0, 0);
                for (share, amount) in shares.iter().zip(self.years_of(*of)) {
                    let limited = |part: i128| cap.map_or(part, |cap| part.min(cap.hundredths()));
                    sums.0 += limited(share_of(share.0, amount));
                    sums.1 += limited(share_of(share.1, amount));
                }
                Figure::Between(sums.0, sums.1)
            }
            Amount::Each { each, of, per } => {
                let quantity = self.catalogue.facts[of.0].kind == Kind::Quantity;
                let number = self.base(*of);
                let times = |each: i128| match (per, quantity) {
                    (None, false) => each * number,
                    (Some(per), false) => each * (number / i128::from(*per)),
                    (None, true) => (2 * each * number + 10_000) / 20_000,
                    (Some(per), true) => each * (number / (i128::from(*per) * 10_000)),
                };
                Figure::Between(times(each.0.hundredths()), times(each.1.hundredths()))
            }
            Amount::Less { of, less } => match self.figure(of) {
                Figure::Between(low, high) => {
                    let off = self.base(*less);
                    Figure::Between((low - off).max(0), (high - off).max(0))
                }
                other => other,
            },
            Amount::UpTo(inner) => match self.figure(inner) {
                Figure::Between(_, high) => Figure::Between(0, high),
                other => other,
            },
            Amount::Times(number, inner) => match self.figure(inner) {
                Figure::Between(low, high) => Figure::Between(low * i128::from(*number), high * i128::from(*number)),
                other => other,
            },
            Amount::Clamp { of, cap, floor } => {
                let Figure::Between(mut low, mut high) = self.figure(of) else { return Figure::Unstated };
                if let Some(Figure::Between(low_cap, high_cap)) = cap.as_ref().map(|cap| self.figure(cap)) {
                    low = low.min(low_cap);
                    high = high.min(high_cap);
                }
                if let Some(floor) = floor {
                    low = low.max(floor.hundredths());
                    high = high.max(floor.hundredths());
                }
                Figure::Between(low, high)
            }
            Amount::Cases(cases) => {
                let first = cases.iter().find(|(when, _)| when.as_ref().is_none_or(|when| self.holds(when)));
                let (_, amount) = first.unwrap_or_else(|| panic!("no case holds of {cases:?}"));
                self.figure(amount)
            }
        }
    }

    fn years_of(&self, fact: FactId) -> impl Iterator<Item = i128> {
        assert!(self.applies(fact), "an amount uses {} where it does not apply", self.catalogue.facts[fact.0].id);
        match &self.values[fact.0] {
            Value::Years(amounts) => years(amounts),
            other => panic!("{other:?} has no years"),
        }
    }

    fn base(&self, fact: FactId) -> i128 {
        assert!(self.applies(fact), "an amount uses {} where it does not apply", self.catalogue.facts[fact.0].id);
        match &self.values[fact.0] {
            Value::Number(number) => i128::from(*number),
            Value::Years(amounts) => years(amounts).sum(),
            other => panic!("{other:?} is no number"),
        }
    }
}

fn years(amounts: &[Option<i64>]) -> impl Iterator<Item = i128> {
    amounts.iter().map(|amount| i128::from(amount.unwrap()))
}

fn within(bounds: Bounds, is: i128) -> bool {
    let above = bounds.lower.is_none_or(|(bound, included)| {
        let bound = i128::from(bound);
        if included { is >= bound } else { is > bound }
    });
    let below = bounds.upper.is_none_or(|(bound, included)| {
        let bound = i128::from(bound);
        if included { is <= bound } else { is < bound }
    });
    above && below
}

fn day_of(days: Interval) -> Date {
    assert!(days.is_point(), "a month is no complete answer");
    date(1970, 1, 1) + days.low.days()
}

fn during(time: Time, is: Date, today: Date) -> bool {
    let late_enough = time.on_or_after.is_none_or(|first| is >= first);
    let early_enough = time.before.is_none_or(|end| is < end);
    let recent = time.within.is_none_or(|period| {
        let first = match period {
            Period::Months(months) => today - i32::from(months).months(),
            Period::Days(days) => today - i32::from(days).days(),
        };
        first <= is && is <= today
    });
    late_enough && early_enough && recent
}

/// A share of fen, rounded to the fen, half away from zero; neither is negative.
fn share_of(rate: Rate, base: i128) -> i128 {
    let words = rate.words();
    let percent = words.strip_suffix('%').unwrap();
    let (whole, decimals) = percent.split_once('.').unwrap_or((percent, ""));
    let ten_thousandths: i128 = format!("{whole}{decimals:0<4}").parse().unwrap();
    (2 * ten_thousandths * base + 1_000_000) / 2_000_000
}
