//! How an applicant is drawn.

use super::Applicant;
use super::weights::{Block, Draw, Fits, Weights};
use crate::random::Lot;
use crate::random::marks::Drawn;
use huiqi::assess::applies;
use huiqi::catalogue::Catalogue;
use huiqi::fact::{FactId, Kind, Value};
use huiqi::interval::Interval;
use huiqi::knowledge::Knowledge;
use huiqi::profile::Profile;
use huiqi::truth::Truth;

/// Applicants of a catalogue by seed; the same seed gives the same applicant.
pub struct Applicants<'c> {
    catalogue: &'c Catalogue,
    weights: &'c Weights,
    marks: Drawn<'c>,
}

impl<'c> Applicants<'c> {
    pub fn new(catalogue: &'c Catalogue, weights: &'c Weights) -> Self {
        Self { catalogue, weights, marks: Drawn::new(catalogue) }
    }

    /// One applicant. Facts are drawn once it is certain that they apply, in the catalogue's order.
    pub fn draw(&self, seed: u64) -> Applicant {
        let mut lot = Lot::new(seed);
        let mut applicant = Applicant { values: vec![None; self.catalogue.facts.len()] };
        let mut profile = Profile::default();
        loop {
            let knowledge = Knowledge::of(&self.catalogue.facts, &profile);
            let due = |at: &usize| {
                applicant.values[*at].is_none() && applies(self.catalogue, FactId(*at), &knowledge) == Truth::Holds
            };
            let Some(at) = (0..self.catalogue.facts.len()).find(due) else { break };
            let value = self.value(at, &applicant, &mut lot);
            profile.give(&self.catalogue.facts[at], &value);
            applicant.values[at] = Some(value);
        }
        applicant
    }

    fn value(&self, at: usize, so_far: &Applicant, lot: &mut Lot) -> Value {
        let fact = &self.catalogue.facts[at];
        let block = self.weights.facts[at].iter().find(|block| block.fits(so_far)).unwrap();
        match &block.draw {
            Draw::Yes(percent) => Value::YesNo(lot.chance(*percent)),
            Draw::One(shares) => Value::Choice(by_share(shares, lot)),
            Draw::Each { none, .. } if lot.chance(*none) => Value::Choices(Vec::new()),
            Draw::Each { chances, .. } => {
                Value::Choices((0..chances.len()).filter(|at| lot.chance(chances[*at])).collect())
            }
            Draw::Several { numbers, shares } => Value::Choices(several(1 + by_share(numbers, lot), shares, lot)),
            Draw::Sets(sets) => {
                let shares: Vec<usize> = sets.iter().map(|(_, share)| *share).collect();
                let mut set = sets[by_share(&shares, lot)].0.clone();
                set.sort_unstable();
                Value::Choices(set)
            }
            Draw::Number { zero, low, high, not_above, not_before } => {
                let bound =
                    |other: &Option<FactId>| other.and_then(|other| number_of(so_far.values[other.0].as_ref()?));
                let low = bound(not_before).map_or(*low, |least| least.max(*low));
                let allowed = Interval {
                    low: bound(not_before).map_or(fact.domain.low, |least| least.max(fact.domain.low)),
                    high: bound(not_above).map_or(fact.domain.high, |most| most.min(fact.domain.high)),
                };
                let usual = Interval { low: low.min(allowed.high), high: (*high).min(allowed.high) };
                match fact.kind {
                    Kind::Date => {
                        let latest = huiqi::day::number_of(self.catalogue.as_of);
                        let allowed = Interval { high: allowed.high.min(latest), ..allowed };
                        Value::Days(Interval::point(self.number(at, *zero, usual, allowed, lot)))
                    }
                    Kind::YearlyMoney { years } => {
                        let first = self.number(at, *zero, usual, allowed, lot);
                        let later = |_| Some((first / 100 * lot.between(50, 150)).clamp(allowed.low, allowed.high));
                        let rest: Vec<Option<i64>> = (1..years).map(later).collect();
                        Value::Years([vec![Some(first)], rest].concat())
                    }
                    _ => Value::Number(self.number(at, *zero, usual, allowed, lot)),
                }
            }
        }
    }

    fn number(&self, at: usize, zero: usize, usual: Interval, allowed: Interval, lot: &mut Lot) -> i64 {
        let fact = &self.catalogue.facts[at];
        if lot.chance(zero) && allowed.low <= 0 {
            return 0;
        }
        let marks = &self.marks.marks[at].numbers;
        let drawn = lot.below(100);
        let near = self.weights.at_thresholds + self.weights.below_thresholds;
        let number = if !marks.is_empty() && drawn < near {
            lot.pick(marks) - i64::from(drawn >= self.weights.at_thresholds)
        } else if matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. }) {
            evenly_over_magnitudes(usual, lot)
        } else {
            lot.between(usual.low, usual.high.max(usual.low))
        };
        number.clamp(allowed.low, allowed.high)
    }
}

impl Block {
    fn fits(&self, so_far: &Applicant) -> bool {
        self.fits.iter().all(|(fact, fits)| match (fits, &so_far.values[fact.0]) {
            (Fits::Has(any), Some(Value::YesNo(yes))) => any.contains(&usize::from(*yes)),
            (Fits::Has(any), _) => so_far.chosen(*fact).iter().any(|at| any.contains(at)),
            (Fits::Before(day), Some(Value::Days(days))) => days.high < *day,
            (Fits::Before(_), _) => false,
        })
    }
}

fn number_of(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Days(days) => Some(days.low),
        _ => None,
    }
}

/// A position, each as often as its share says.
fn by_share(shares: &[usize], lot: &mut Lot) -> usize {
    let mut place = lot.below(shares.iter().sum());
    shares.iter().position(|share| place.checked_sub(*share).map(|left| place = left).is_none()).unwrap_or(0)
}

fn several(number: usize, shares: &[usize], lot: &mut Lot) -> Vec<usize> {
    let mut left = shares.to_vec();
    let mut chosen = Vec::new();
    while chosen.len() < number && left.iter().any(|share| *share > 0) {
        let at = by_share(&left, lot);
        left[at] = 0;
        chosen.push(at);
    }
    chosen.sort_unstable();
    chosen
}

/// Each doubling as often as the others, in full yuan.
fn evenly_over_magnitudes(usual: Interval, lot: &mut Lot) -> i64 {
    let (low, high) = (usual.low.max(1), usual.high.max(1));
    let doublings = (high / low).max(1).ilog2() as usize;
    let from = low << lot.below(doublings + 1);
    let fen = lot.between(from, (from * 2).min(high).max(from));
    (fen / 100 * 100).clamp(low.min(high), high)
}
