//! What is different between two versions of a catalogue, and what that changes for an applicant.

use crate::assess::{Assessment, Finding, Total, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::{Choice, Fact};
use crate::measure::{Class, Measure, Policy};
use crate::money::Money;

/// One thing in the version before and in the version after; at least one of them has it.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'c, T> {
    /// As it was.
    pub before: Option<&'c T>,
    /// As it is.
    pub after: Option<&'c T>,
}

/// Everything of both versions by its id: what is there now in its order, then what is gone.
fn pairs<'c, T>(before: &'c [T], after: &'c [T], id: impl Fn(&T) -> &str) -> Vec<Pair<'c, T>> {
    let find = |within: &'c [T], like: &T| within.iter().find(|it| id(it) == id(like));
    let now = after.iter().map(|it| Pair { before: find(before, it), after: Some(it) });
    let gone = before.iter().filter(|it| find(after, it).is_none()).map(|it| Pair { before: Some(it), after: None });
    now.chain(gone).collect()
}

/// The documents of both versions.
pub fn policies<'c>(before: &'c Catalogue, after: &'c Catalogue) -> Vec<Pair<'c, Policy>> {
    pairs(&before.policies, &after.policies, |policy| &policy.id)
}

/// The measures of both versions.
pub fn measures<'c>(before: &'c Catalogue, after: &'c Catalogue) -> Vec<Pair<'c, Measure>> {
    pairs(&before.measures, &after.measures, |measure| &measure.id)
}

/// The facts of both versions.
pub fn facts<'c>(before: &'c Catalogue, after: &'c Catalogue) -> Vec<Pair<'c, Fact>> {
    pairs(&before.facts, &after.facts, |fact| &fact.id)
}

/// The choices of a fact in both versions.
pub fn choices<'c>(before: &'c Fact, after: &'c Fact) -> Vec<Pair<'c, Choice>> {
    pairs(&before.choices, &after.choices, |choice| &choice.id)
}

/// Which way a change goes for an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Nothing gets worse, and something better.
    Gains,
    /// Nothing gets better, and something worse.
    Loses,
    /// Neither can be said.
    Changes,
}

impl Sense {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gains => "gains",
            Self::Loses => "loses",
            Self::Changes => "changes",
        }
    }

    fn of(changes: impl IntoIterator<Item = std::cmp::Ordering>) -> Self {
        let (mut better, mut worse) = (false, false);
        for change in changes {
            better |= change.is_gt();
            worse |= change.is_lt();
        }
        match (better, worse) {
            (true, false) => Self::Gains,
            (false, true) => Self::Loses,
            _ => Self::Changes,
        }
    }
}

/// What a measure was for an applicant, and what it is.
#[derive(Clone, Copy, Debug)]
pub struct Effect<'f, 'c> {
    /// What held; `None` where the measure is new.
    pub before: Option<&'f Finding<'c>>,
    /// What holds; `None` where the measure is gone.
    pub after: Option<&'f Finding<'c>>,
    /// Which way it goes.
    pub sense: Sense,
}

/// The measures whose verdict or support is another one. A measure that is new or gone counts as
/// ruled out in the version that does not have it.
pub fn effects<'f, 'c>(before: &'f Assessment<'c>, after: &'f Assessment<'c>) -> Vec<Effect<'f, 'c>> {
    let all = pairs(&before.findings, &after.findings, |finding| &finding.measure.id);
    let changed = all.into_iter().filter(|pair| !same(pair.before, pair.after));
    let effect = |Pair { before, after }: Pair<'f, Finding<'c>>| {
        let verdict = standing(after).cmp(&standing(before));
        // A range counts only where the measure was open and still is.
        let open = before.zip(after).filter(|(before, after)| standing(Some(before)).min(standing(Some(after))) > 0);
        let sums = open.into_iter().flat_map(|(before, after)| {
            Class::ALL.iter().flat_map(move |class| {
                let (was, is) = (sum(before, *class), sum(after, *class));
                [is.0.cmp(&was.0), above(is.1, was.1)]
            })
        });
        Effect { before, after, sense: Sense::of(std::iter::once(verdict).chain(sums)) }
    };
    changed.map(effect).collect()
}

fn same(before: Option<&Finding<'_>>, after: Option<&Finding<'_>>) -> bool {
    let (Some(one), Some(two)) = (before, after) else { return standing(before) == standing(after) };
    let supports = |finding: &Finding<'_>| -> Vec<_> {
        finding.supports.iter().map(|(support, range)| (support.kind, *range)).collect()
    };
    one.verdict == two.verdict && one.ruled_out_by == two.ruled_out_by && supports(one) == supports(two)
}

/// How near a measure is, from 0 where it is ruled out or not there.
const fn standing(finding: Option<&Finding<'_>>) -> u8 {
    match finding {
        None => 0,
        Some(finding) => match finding.verdict {
            Verdict::Ineligible => 0,
            Verdict::Undetermined => 1,
            Verdict::Provisional => 2,
            Verdict::Eligible => 3,
        },
    }
}

fn sum(finding: &Finding<'_>, class: Class) -> (Money, Option<Money>) {
    crate::assess::Given::from(finding).range(class).unwrap_or((Money::ZERO, Some(Money::ZERO)))
}

/// An amount that is open lies above every other.
fn above(one: Option<Money>, other: Option<Money>) -> std::cmp::Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// The totals that are another one, with those of the version that lacks it left out.
pub fn totals<'f>(before: &'f Assessment<'_>, after: &'f Assessment<'_>) -> Vec<Pair<'f, Total>> {
    let all = pairs(&before.totals, &after.totals, |total| total.class.code());
    all.into_iter().filter(|pair| pair.before != pair.after).collect()
}
