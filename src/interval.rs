//! Sets of whole numbers as closed intervals: what a requirement allows a value to be.

use serde::{Deserialize, Serialize};
use smallvec::{SmallVec, smallvec};

/// A closed interval `low ..= high`; `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// The least number in it.
    pub low: i64,
    /// The greatest number in it.
    pub high: i64,
}

impl Interval {
    /// The interval that holds one number only.
    pub const fn point(value: i64) -> Self {
        Self { low: value, high: value }
    }

    /// Whether it holds one number only.
    pub const fn is_point(self) -> bool {
        self.low == self.high
    }

    /// What both intervals hold; `None` where they do not meet.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }
}

/// A set of whole numbers, kept as sorted closed intervals that neither overlap nor touch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IntervalSet(SmallVec<[Interval; 1]>);

impl IntervalSet {
    /// Every number.
    pub fn all() -> Self {
        Self(smallvec![Interval { low: i64::MIN, high: i64::MAX }])
    }

    /// The numbers `low ..= high`; none where `low > high`.
    pub fn between(low: i64, high: i64) -> Self {
        Self(if low <= high { smallvec![Interval { low, high }] } else { SmallVec::new() })
    }

    /// The numbers given.
    pub fn of(values: impl IntoIterator<Item = i64>) -> Self {
        Self::from_intervals(values.into_iter().map(Interval::point).collect())
    }

    fn from_intervals(mut intervals: SmallVec<[Interval; 1]>) -> Self {
        intervals.sort_by_key(|interval| interval.low);
        let mut merged: SmallVec<[Interval; 1]> = SmallVec::new();
        for next in intervals {
            match merged.last_mut() {
                Some(last) if next.low <= last.high.saturating_add(1) => last.high = last.high.max(next.high),
                _ => merged.push(next),
            }
        }
        Self(merged)
    }

    /// The intervals, in order.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds the number.
    pub fn contains(&self, value: i64) -> bool {
        self.0.iter().any(|interval| interval.low <= value && value <= interval.high)
    }

    /// Whether it holds every number of the interval.
    pub fn covers(&self, whole: Interval) -> bool {
        self.0.iter().any(|interval| interval.low <= whole.low && whole.high <= interval.high)
    }

    /// Whether it holds some number of the interval.
    pub fn meets(&self, other: Interval) -> bool {
        self.0.iter().any(|interval| interval.intersect(other).is_some())
    }

    /// Whether every number of the interval is in it, or none; `None` where some are.
    pub fn decides(&self, interval: Interval) -> Option<bool> {
        if self.covers(interval) {
            Some(true)
        } else if self.meets(interval) {
            None
        } else {
            Some(false)
        }
    }

    /// A part of `whole` that lies in the set, or else one that lies outside; `None` where there
    /// is none.
    pub fn part_of(&self, whole: Interval, inside: bool) -> Option<Interval> {
        if inside {
            return self.0.iter().find_map(|interval| interval.intersect(whole));
        }
        let mut low = whole.low;
        for interval in self.0.iter().filter(|interval| whole.low <= interval.high) {
            if low < interval.low {
                return Some(Interval { low, high: whole.high.min(interval.low.saturating_sub(1)) });
            }
            low = interval.high.checked_add(1).filter(|low| *low <= whole.high)?;
        }
        Some(Interval { low, high: whole.high })
    }

    /// Every number that it does not hold.
    pub fn complement(&self) -> Self {
        let mut gaps = SmallVec::new();
        let mut from = Some(i64::MIN);
        for interval in &self.0 {
            if let Some(low) = from
                && low < interval.low
            {
                gaps.push(Interval { low, high: interval.low.saturating_sub(1) });
            }
            from = interval.high.checked_add(1);
        }
        if let Some(low) = from {
            gaps.push(Interval { low, high: i64::MAX });
        }
        Self(gaps)
    }

    /// What both sets hold.
    pub fn intersect(&self, other: &Self) -> Self {
        Self(self.0.iter().flat_map(|one| other.0.iter().filter_map(move |two| one.intersect(*two))).collect())
    }

    /// The last numbers of the parts into which this set cuts the numbers: a change of
    /// membership lies between each of them and the next number.
    pub fn cuts(&self) -> impl Iterator<Item = i64> {
        self.0.iter().flat_map(|interval| {
            let before = interval.low.checked_sub(1);
            let last = (interval.high < i64::MAX).then_some(interval.high);
            before.into_iter().chain(last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complement_holds_exactly_what_the_set_does_not() {
        let set = IntervalSet::of([1, 2, 5]);
        assert_eq!(set.intervals().len(), 2);
        for value in -1..8 {
            assert_eq!(set.contains(value), !set.complement().contains(value), "{value}");
        }
        assert_eq!(set.complement().complement(), set);
        assert!(IntervalSet::all().complement().is_empty());
    }

    #[test]
    fn a_part_lies_inside_or_outside_as_wanted() {
        let set = IntervalSet::of([1, 2, 5]);
        let within = |low, high, inside| set.part_of(Interval { low, high }, inside);
        assert_eq!(within(0, 9, true), Some(Interval { low: 1, high: 2 }));
        assert_eq!(within(3, 4, true), None);
        assert_eq!(within(1, 9, false), Some(Interval { low: 3, high: 4 }));
        assert_eq!(within(4, 9, false), Some(Interval { low: 4, high: 4 }));
        assert_eq!(within(1, 2, false), None);
        assert_eq!(within(5, 9, false), Some(Interval { low: 6, high: 9 }));
        assert_eq!(within(0, 0, false), Some(Interval { low: 0, high: 0 }));
    }

    #[test]
    fn cuts_lie_where_membership_changes() {
        assert_eq!(IntervalSet::between(3, 4).cuts().collect::<Vec<_>>(), [2, 4]);
        assert_eq!(IntervalSet::between(3, i64::MAX).cuts().collect::<Vec<_>>(), [2]);
        assert_eq!(IntervalSet::between(4, 3), IntervalSet::of([]));
    }

    #[test]
    fn an_intersection_holds_what_both_hold() {
        let both = IntervalSet::between(1, 9).intersect(&IntervalSet::of([0, 1, 5, 9, 10]));
        assert_eq!(both, IntervalSet::of([1, 5, 9]));
    }
}
