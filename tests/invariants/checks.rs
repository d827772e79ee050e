//! Answers added one by one, completions, and what a finding rests on.

use super::{Engine, Report};
use crate::random::Lot;
use crate::random::marks::Drawn;
use crate::random::profiles::Known;
use crate::reference::{Decision, Figure, Reference, Sum};
use huiqi::amount::Range;
use huiqi::assess::{Total, Verdict};
use huiqi::catalogue::Catalogue;
use huiqi::measure::Class;
use huiqi::money::Money;
use huiqi::points::Points;

/// A check of one profile: an error says what is wrong.
pub type Check = fn(&dyn Engine, &Drawn<'_>, &Known, &mut Lot) -> Result<(), String>;

/// (a) One more answer never changes a settled verdict.
pub fn a_settled_verdict_stays(
    engine: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<(), String> {
    let Some(more) = drawn.with_one_more_answer(known, lot) else { return Ok(()) };
    let before = engine.assess(drawn.catalogue, known);
    let after = engine.assess(drawn.catalogue, &more);
    for (at, (one, two)) in before.found.iter().zip(&after.found).enumerate() {
        if one.verdict != Verdict::Undetermined && one.verdict != two.verdict {
            let with = more.words(drawn.catalogue);
            return Err(format!(
                "{}: {:?} became {:?} with {with}",
                name(drawn.catalogue, at),
                one.verdict,
                two.verdict
            ));
        }
    }
    Ok(())
}

/// (b) One more answer never lowers a total's low or raises its high, and never widens the
/// support of a measure that still applies.
pub fn ranges_only_narrow(engine: &dyn Engine, drawn: &Drawn<'_>, known: &Known, lot: &mut Lot) -> Result<(), String> {
    let Some(more) = drawn.with_one_more_answer(known, lot) else { return Ok(()) };
    let before = engine.assess(drawn.catalogue, known);
    let after = engine.assess(drawn.catalogue, &more);
    let with = || more.words(drawn.catalogue);
    for (at, (one, two)) in before.found.iter().zip(&after.found).enumerate() {
        if two.verdict != Verdict::Ineligible
            && !one.supports.iter().zip(&two.supports).all(|(one, two)| holds(*one, *two))
        {
            let name = name(drawn.catalogue, at);
            return Err(format!("{name}: {:?} widened to {:?} with {}", one.supports, two.supports, with()));
        }
    }
    for class in Class::ALL {
        let (one, two) = (total(&before, *class), total(&after, *class));
        if two.low < one.low || !at_most(two.high, one.high) {
            return Err(format!("{class:?}: {one:?} widened to {two:?} with {}", with()));
        }
    }
    Ok(())
}

/// (c) Every completion agrees with each settled verdict and lies within the ranges.
pub fn completions_agree(engine: &dyn Engine, drawn: &Drawn<'_>, known: &Known, lot: &mut Lot) -> Result<(), String> {
    let catalogue = drawn.catalogue;
    let report = engine.assess(catalogue, known);
    for _ in 0..3 {
        let values = drawn.completion(known, lot);
        let reference = Reference { catalogue, values: &values };
        let with = || Known::complete(&values).words(catalogue);
        for (at, (measure, found)) in catalogue.measures.iter().zip(&report.found).enumerate() {
            let decision = reference.decision(measure);
            if found.verdict != Verdict::Undetermined && verdict_of(decision) != found.verdict {
                return Err(format!("{}: {:?}, but {decision:?} with {}", name(catalogue, at), found.verdict, with()));
            }
            let figures = reference.figures(measure);
            let inside = found.supports.iter().zip(&figures).all(|(range, figure)| allows(*range, *figure));
            if decision.applies() && (found.supports.len() != figures.len() || !inside) {
                return Err(format!("{}: {:?}, but {figures:?} with {}", name(catalogue, at), found.supports, with()));
            }
        }
        for sum in reference.totals() {
            let total = total(&report, sum.class);
            let high = total.high.is_none_or(|high| sum.high <= high.fen());
            if sum.low < total.low.fen() || !high {
                return Err(format!("{total:?}, but {sum:?} with {}", with()));
            }
        }
    }
    Ok(())
}

/// Where everything is known, the engine says exactly what the reference says.
pub fn complete_profiles_agree(
    engine: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<(), String> {
    let catalogue = drawn.catalogue;
    let values = drawn.completion(known, lot);
    let complete = Known::complete(&values);
    let report = engine.assess(catalogue, &complete);
    let reference = Reference { catalogue, values: &values };
    for (at, (measure, found)) in catalogue.measures.iter().zip(&report.found).enumerate() {
        let (decision, figures) = (reference.decision(measure), reference.figures(measure));
        let same = found.verdict == verdict_of(decision)
            && found.ruled_out_by == reason_of(decision)
            && found.missing.is_empty()
            && found.supports.len() == figures.len()
            && found.supports.iter().zip(&figures).all(|(range, figure)| is_exactly(*range, *figure));
        if !same {
            let (name, with) = (name(catalogue, at), complete.words(catalogue));
            return Err(format!("{name}: {found:?}, but {decision:?} {figures:?} with {with}"));
        }
    }
    let exactly = |sum: Sum| Total {
        class: sum.class,
        low: Money::from_fen(sum.low),
        high: Some(Money::from_fen(sum.high)),
        settled_high: Some(Money::from_fen(sum.high)),
        unstated: sum.unstated,
        settled_unstated: sum.unstated,
    };
    let sums: Vec<Total> = reference.totals().into_iter().map(exactly).collect();
    if report.totals != sums {
        return Err(format!("{:?}, but {sums:?} with {}", report.totals, complete.words(catalogue)));
    }
    Ok(())
}

/// (g) The facts in `rests_on` alone re-prove the verdict and the support, and none of them can be
/// left out. Looks at a few measures of each profile.
pub fn what_it_rests_on_proves_it(
    engine: &dyn Engine,
    drawn: &Drawn<'_>,
    known: &Known,
    lot: &mut Lot,
) -> Result<(), String> {
    let catalogue = drawn.catalogue;
    for _ in 0..catalogue.measures.len().min(4) {
        let at = lot.below(catalogue.measures.len());
        let found = engine.find(catalogue, known, at);
        let same = |facts: &[_]| {
            let proven = engine.find(catalogue, &known.only(facts), at);
            let outcome = (&proven.verdict, &proven.ruled_out_by, &proven.supports);
            outcome == (&found.verdict, &found.ruled_out_by, &found.supports)
        };
        let facts = |facts: &[huiqi::fact::FactId]| {
            facts.iter().map(|fact| catalogue.facts[fact.0].id.as_str()).collect::<Vec<_>>().join(", ")
        };
        if let Some(unknown) = found.rests_on.iter().find(|fact| !known.0[fact.0].is_given()) {
            return Err(format!("{} rests on {}, which is not given", name(catalogue, at), facts(&[*unknown])));
        }
        if !same(&found.rests_on) {
            return Err(format!("{}: [{}] prove something else", name(catalogue, at), facts(&found.rests_on)));
        }
        if !found.rests_on.is_empty() {
            let mut fewer = found.rests_on.clone();
            fewer.remove(lot.below(fewer.len()));
            if same(&fewer) {
                return Err(format!("{}: [{}] suffice", name(catalogue, at), facts(&fewer)));
            }
        }
    }
    Ok(())
}

pub fn name(catalogue: &Catalogue, measure: usize) -> &str {
    &catalogue.measures[measure].id
}

pub fn verdict_of(decision: Decision) -> Verdict {
    match decision {
        Decision::Eligible => Verdict::Eligible,
        Decision::Provisional => Verdict::Provisional,
        Decision::OutOfForce | Decision::ForOthers | Decision::ConditionFails => Verdict::Ineligible,
    }
}

fn reason_of(decision: Decision) -> Option<huiqi::assess::RuledOutBy> {
    use huiqi::assess::RuledOutBy::{Audience, Conditions, Period};
    match decision {
        Decision::Eligible | Decision::Provisional => None,
        Decision::OutOfForce => Some(Period),
        Decision::ForOthers => Some(Audience),
        Decision::ConditionFails => Some(Conditions),
    }
}

/// The total of a class; nothing where the report has none.
fn total(report: &Report, class: Class) -> Total {
    let nothing = Some(Money::ZERO);
    let none =
        Total { class, low: Money::ZERO, high: nothing, settled_high: nothing, unstated: 0, settled_unstated: 0 };
    report.totals.iter().copied().find(|total| total.class == class).unwrap_or(none)
}

fn at_most<T: PartialOrd>(one: Option<T>, two: Option<T>) -> bool {
    two.is_none_or(|two| one.is_some_and(|one| one <= two))
}

/// Whether a range holds another one. What is open may turn out to have no figure.
fn holds(one: Option<Range>, two: Option<Range>) -> bool {
    match (one, two) {
        (Some(Range::Stated { low, high }), Some(Range::Stated { low: low_two, high: high_two })) => {
            low <= low_two && at_most(high_two, high)
        }
        (Some(Range::Points { low, high }), Some(Range::Points { low: low_two, high: high_two })) => {
            low <= low_two && at_most(high_two, high)
        }
        (Some(Range::Stated { low, high }), Some(Range::Unstated)) => low == Money::ZERO && high.is_none(),
        (Some(Range::Points { low, high }), Some(Range::Unstated)) => low.hundredths() == 0 && high.is_none(),
        (one, two) => one == two,
    }
}

fn allows(range: Option<Range>, figure: Option<Figure>) -> bool {
    let as_range = figure.map(|figure| match figure {
        Figure::Unstated => Range::Unstated,
        Figure::Between(low, high) => Range::Stated { low: Money::from_fen(low), high: Some(Money::from_fen(high)) },
        Figure::Points(low, high) => {
            Range::Points { low: Points::from_hundredths(low), high: Some(Points::from_hundredths(high)) }
        }
    });
    holds(range, as_range)
}

fn is_exactly(range: Option<Range>, figure: Option<Figure>) -> bool {
    match (range, figure) {
        (Some(Range::Stated { low, high: Some(high) }), Some(Figure::Between(least, most))) => {
            low.fen() == least && high.fen() == most
        }
        (Some(Range::Points { low, high: Some(high) }), Some(Figure::Points(least, most))) => {
            low.hundredths() == least && high.hundredths() == most
        }
        (Some(Range::Unstated), Some(Figure::Unstated)) | (None, None) => true,
        _ => false,
    }
}
