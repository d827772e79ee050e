//! The sums of each class over all measures.

use super::{Finding, Verdict};
use crate::amount::Range;
use crate::measure::{Alternative, Class, Measure, Support};
use crate::money::Money;
use crate::stacking::{Applies, Promise, Share, Together};

/// The sum of a class over the measures that count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The class.
    pub class: Class,
    /// The least that eligible measures give together.
    pub low: Money,
    /// The most that all measures not ruled out give together; `None` while open.
    pub high: Option<Money>,
    /// The same without those undetermined.
    pub settled_high: Option<Money>,
    /// How many supports without a figure stand beside it.
    pub unstated: usize,
    /// The same without those of undetermined measures.
    pub settled_unstated: usize,
}

/// What a measure gives, as sums need it.
#[derive(Clone, Debug)]
pub struct Given<'c> {
    /// The measure.
    pub measure: &'c Measure,
    /// Whether it applies.
    pub verdict: Verdict,
    /// What is given if it does; nothing where it does not.
    pub supports: Vec<(&'c Support, Option<Range>)>,
}

impl<'c> Given<'c> {
    /// From the outcome of a measure.
    pub fn of(measure: &'c Measure, (verdict, ranges): &(Verdict, Vec<Option<Range>>)) -> Self {
        Self { measure, verdict: *verdict, supports: measure.supports.iter().zip(ranges.iter().copied()).collect() }
    }

    /// What it gives of a class in figures, from the least to the most, the latter `None` while
    /// open; nothing where the document states no figure.
    pub fn range(&self, class: Class) -> Option<(Money, Option<Money>)> {
        let stated = |(support, range): &(&Support, Option<Range>)| {
            support.kind.class() == class && matches!(range, Some(Range::Stated { .. }))
        };
        self.supports.iter().any(stated).then(|| self.sum(class))
    }

    /// The most that it gives of a class; `None` while open.
    pub fn most(&self, class: Class) -> Option<Money> {
        self.sum(class).1
    }

    /// What it gives of a class in figures, nothing where the document states none.
    pub fn sum(&self, class: Class) -> (Money, Option<Money>) {
        parts(class, self).into_iter().fold((Money::ZERO, Some(Money::ZERO)), |(low, high), (least, most)| {
            (low + least, high.zip(most).map(|(one, two)| one + two))
        })
    }

    /// What it gives of a class beside other measures.
    pub(super) fn share(&self, class: Class) -> Share {
        let applies = match self.verdict {
            Verdict::Ineligible => return Share::NOTHING,
            Verdict::Eligible => Applies::Surely,
            Verdict::Provisional | Verdict::Undetermined => Applies::Perhaps,
        };
        let ranges: Vec<Option<Range>> =
            self.supports.iter().filter(|it| it.0.kind.class() == class).map(|it| it.1).collect();
        let promise = if ranges.is_empty() {
            Promise::Nothing
        } else if ranges.contains(&Some(Range::Unstated)) {
            Promise::Unstated
        } else {
            Promise::Stated
        };
        let (low, high) = self.sum(class);
        Share { low, high, applies, promise, elsewhere: ranges.len() < self.supports.len() }
    }
}

impl<'c> From<&Finding<'c>> for Given<'c> {
    fn from(finding: &Finding<'c>) -> Self {
        Self { measure: finding.measure, verdict: finding.verdict, supports: finding.supports.clone() }
    }
}

/// The sum of a class over all measures, in the catalogue's order; `None` where no measure belongs
/// to it, or none counts in money.
pub fn total(class: Class, given: &[Given<'_>], together: &Together<'_>) -> Option<Total> {
    let any = given.iter().flat_map(|one| &one.supports).any(|(support, _)| support.kind.class() == class);
    if !any || !class.is_money() {
        return None;
    }
    let mut shares: Vec<Share> = given.iter().map(|one| one.share(class)).collect();
    let sums = together.over(&shares);
    let (low, high) = (sums.least(), sums.most());
    let unstated = |one: &Given<'_>| {
        let unstated = |(support, range): &&(&Support, Option<Range>)| {
            support.kind.class() == class && *range == Some(Range::Unstated)
        };
        one.supports.iter().filter(unstated).count()
    };
    let settled = |one: &&Given<'_>| one.verdict != Verdict::Undetermined;
    let (all, settled_unstated) = (given.iter().map(unstated).sum(), given.iter().filter(settled).map(unstated).sum());
    for (share, _) in shares.iter_mut().zip(given).filter(|(_, one)| !settled(one)) {
        *share = Share::NOTHING;
    }
    let settled_high = together.over(&shares).most();
    Some(Total { class, low, high, settled_high, unstated: all, settled_unstated })
}

/// What a measure adds to a class: each support once, of alternatives only one.
fn parts(class: Class, given: &Given<'_>) -> Vec<(Money, Option<Money>)> {
    let mut parts = Vec::new();
    let mut groups: Vec<(Alternative, Money, Option<Money>)> = Vec::new();
    // What an applicant may choose in kind or in another class is no money of this class for sure.
    let elsewhere = |group: usize| {
        let of_group = |support: &&Support| support.one_of.is_some_and(|other| other.group == group);
        given.measure.supports.iter().filter(of_group).any(|support| support.kind.class() != class)
    };
    for (support, range) in &given.supports {
        let (low, high) = match range {
            Some(Range::Stated { low, high }) if support.kind.class() == class => (*low, *high),
            // What has no figure, or is given in kind or in another class, counts as nothing here.
            _ => (Money::ZERO, Some(Money::ZERO)),
        };
        let Some(alternative) = support.one_of else {
            parts.push((low, high));
            continue;
        };
        match groups.iter_mut().find(|(other, ..)| other.group == alternative.group) {
            Some((_, least, most)) => {
                let best = alternative.applicant_chooses && !elsewhere(alternative.group);
                *least = if best { (*least).max(low) } else { (*least).min(low) };
                *most = most.zip(high).map(|(one, two)| one.max(two));
            }
            None => groups.push((alternative, low, high)),
        }
    }
    parts.extend(groups.into_iter().map(|(_, low, high)| (low, high)));
    parts
}
