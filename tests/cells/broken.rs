//! Engines that are broken on purpose.

use super::engine::{Applicant, Said, huiqi};
use huiqi::amount::Range;
use huiqi::assess::{RuledOutBy, Verdict};
use huiqi::condition::{Bounds, Condition, Requirement};
use huiqi::fact::SlotId;
use huiqi::interval::Interval;
use huiqi::measure::{Measure, Ready};
use huiqi::money::Money;

/// Takes what is unknown for the least it can be: no, none, nothing, the first choice.
pub fn reads_unknown_as_least(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let mut filled = applicant.clone();
    for slot in applicant.catalogue.facts.iter().flat_map(|fact| fact.slots.clone()).map(SlotId) {
        filled.knowledge.set(slot, Interval::point(applicant.knowledge.get(slot).low));
    }
    huiqi(measure, &filled)
}

pub fn says_eligible_for_undetermined(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let said = huiqi(measure, applicant);
    let verdict = if said.verdict == Verdict::Undetermined { Verdict::Eligible } else { said.verdict };
    Said { verdict, ..said }
}

/// Rules nothing out for the conditions alone.
pub fn says_undetermined_for_ineligible(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let said = huiqi(measure, applicant);
    if said.ruled_out_by != Some(RuledOutBy::Conditions) {
        return said;
    }
    Said { verdict: Verdict::Undetermined, ruled_out_by: None, ..said }
}

pub fn says_audience_for_conditions(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let said = huiqi(measure, applicant);
    let ruled_out_by = said.ruled_out_by.map(|_| RuledOutBy::Audience);
    Said { ruled_out_by, ..said }
}

/// A fen more at the top than anyone gets.
pub fn widens_ranges_by_a_fen(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    ranged(huiqi(measure, applicant), |low, high| (low, high.map(|high| high + Money::from_fen(1))))
}

/// The least is all there is.
pub fn leaves_out_the_top(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    ranged(huiqi(measure, applicant), |low, _| (low, Some(low)))
}

/// A top of a hundred million yuan where there is none.
pub fn closes_open_ranges(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let top = Money::from_fen(10_000_000_000);
    ranged(huiqi(measure, applicant), |low, high| (low, high.or(Some(top))))
}

fn ranged(mut said: Said, other: impl Fn(Money, Option<Money>) -> (Money, Option<Money>)) -> Said {
    for range in said.ranges.iter_mut().flatten() {
        if let Range::Stated { low, high } = range {
            (*low, *high) = other(*low, *high);
        }
    }
    said
}

/// Reads 以上 as 超过, and 以下 as 不满.
pub fn leaves_out_thresholds(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let mut other = measure.clone();
    other.ready = Ready::default();
    exclude_thresholds(&mut other.conditions);
    huiqi(&other, applicant)
}

fn exclude_thresholds(condition: &mut Condition) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
            parts.iter_mut().for_each(exclude_thresholds);
        }
        Condition::Fact(_, Requirement::Within(Bounds { lower, upper })) => {
            [lower, upper].into_iter().flatten().for_each(|(_, included)| *included = false);
        }
        Condition::Named(_) | Condition::Fact(..) => {}
    }
}
