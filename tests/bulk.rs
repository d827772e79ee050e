//! Many applicants at once come out as each of them alone, and as the reference says.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

mod invariants;
mod random;
mod reference;

use huiqi::amount::Range;
use huiqi::assess::{RuledOutBy, Verdict, assess};
use huiqi::block::{Block, LANES, Lanes, only};
use huiqi::bulk::{Bulk, Desk};
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::fact::{FactId, SlotId};
use huiqi::money::Money;
use huiqi::points::Points;
use huiqi::profile::Profile;
use invariants::run::{MOST_FACTS, cases, runner};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use random::Lot;
use random::catalogues::{AS_OF, catalogues};
use random::marks::Drawn;
use random::profiles::{Known, ProfilePlan, profiles};
use reference::{Decision, Figure, Reference};
use std::cell::Cell;

/// So many of the applicants of a block come again in the next one, at other places.
const AGAIN: usize = 40;

/// A block of these applicants, and which places they take.
fn block_of(catalogue: &Catalogue, profiles: &[Profile]) -> (Block, Lanes) {
    let mut block = Block::new(&catalogue.facts);
    for (lane, profile) in profiles.iter().enumerate() {
        block.put(lane, profile);
    }
    block.sum_up();
    (block, (0..profiles.len()).fold(0, |lanes, lane| lanes | only(lane)))
}

fn ranges<'c>(bulk: &Bulk<'c>, catalogue: &Catalogue, at: usize, lane: usize, desk: &Desk<'c>) -> Vec<Option<Range>> {
    (0..catalogue.measures[at].supports.len()).map(|support| bulk.range(at, support, lane, desk)).collect()
}

/// What a block says of each applicant, held against what is said of it alone.
fn same_as_alone<'c>(
    catalogue: &'c Catalogue,
    bulk: &Bulk<'c>,
    desk: &mut Desk<'c>,
    profiles: &[Profile],
) -> Result<(), String> {
    let (block, lanes) = block_of(catalogue, profiles);
    bulk.judge(lanes, &block, desk);
    let totals = bulk.totals(lanes, &block, desk);
    let ignored = bulk.ignored(lanes, &block, desk);
    for (lane, profile) in profiles.iter().enumerate() {
        let alone = assess(catalogue, profile);
        let verdicts: Vec<_> = bulk.verdicts(desk).map(|(_, verdicts)| verdicts.of(lane)).collect();
        let mut hanging = vec![0; catalogue.facts.len()];
        for (at, finding) in alone.findings.iter().enumerate() {
            let id = &finding.measure.id;
            if verdicts[at] != (finding.verdict, finding.ruled_out_by) {
                return Err(format!("{id}: {:?}, alone {:?}", verdicts[at], (finding.verdict, finding.ruled_out_by)));
            }
            let missing = bulk.missing(at, lane, &block, desk);
            if *missing != *finding.missing {
                return Err(format!("{id}: missing {missing:?}, alone {:?}", finding.missing));
            }
            missing.iter().for_each(|fact| hanging[fact.0] += 1);
            let expected: Vec<_> = finding.supports.iter().map(|(_, range)| *range).collect();
            let found = ranges(bulk, catalogue, at, lane, desk);
            if finding.verdict != Verdict::Ineligible && found != expected {
                return Err(format!("{id}: {found:?}, alone {expected:?}"));
            }
        }
        let found: Vec<_> = totals[lane].iter().flatten().copied().collect();
        if found != alone.totals {
            return Err(format!("{found:?}, alone {:?}", alone.totals));
        }
        let found: Vec<FactId> =
            ignored.iter().filter(|(_, lanes)| lanes & only(lane) != 0).map(|(fact, _)| *fact).collect();
        if found != alone.ignored {
            return Err(format!("ignored {found:?}, alone {:?}", alone.ignored));
        }
        let counts = hanging.iter().enumerate().filter(|(_, count)| **count > 0);
        let next = bulk.next_facts(counts.map(|(at, count)| (*count, FactId(at))), lane, &block, desk);
        if catalogue.stacking.is_empty() && next != alone.next_facts {
            return Err(format!("next {next:?}, alone {:?}", alone.next_facts));
        }
    }
    Ok(())
}

fn both_blocks_as_alone(catalogue: &Catalogue, plans: &[ProfilePlan]) -> Result<(), TestCaseError> {
    let drawn = Drawn::new(catalogue);
    let bulk = Bulk::new(catalogue);
    let mut desk = bulk.desk();
    let mut profiles: Vec<Profile> = plans.iter().map(|plan| drawn.known(plan).profile(catalogue)).collect();
    let mut check =
        |profiles: &[Profile]| same_as_alone(catalogue, &bulk, &mut desk, profiles).map_err(TestCaseError::fail);
    check(&profiles)?;
    // What was worked out for the first block is remembered for the second.
    profiles.truncate(AGAIN);
    profiles.reverse();
    check(&profiles)
}

#[test]
fn a_block_says_of_each_applicant_what_is_said_of_it_alone_on_random_catalogues() {
    let looked_at = Cell::new(0);
    let strategy = (catalogues(MOST_FACTS), prop::collection::vec(profiles(MOST_FACTS), LANES));
    let outcome = runner(cases().div_ceil(LANES), 400).run(&strategy, |(plan, profiles)| {
        let Ok(catalogue) = plan.load() else { return Err(TestCaseError::reject("it does not load")) };
        looked_at.set(looked_at.get() + profiles.len());
        both_blocks_as_alone(&catalogue, &profiles)
            .map_err(|why| TestCaseError::fail(format!("{why}\n{}", plan.text())))
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(looked_at.get() >= cases());
}

#[test]
fn a_block_says_of_each_applicant_what_is_said_of_it_alone_on_the_shipped_catalogue() {
    let catalogue = load_embedded(AS_OF).unwrap();
    let strategy = prop::collection::vec(profiles(catalogue.facts.len()), LANES);
    let outcome =
        runner(cases().div_ceil(LANES) / 4, 40).run(&strategy, |plans| both_blocks_as_alone(&catalogue, &plans));
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// What a block says of applicants of whom everything is known, held against the reference.
fn as_the_reference_says(catalogue: &Catalogue, plans: &[ProfilePlan]) -> Result<(), TestCaseError> {
    let drawn = Drawn::new(catalogue);
    let values: Vec<_> =
        plans.iter().map(|plan| drawn.completion(&drawn.known(plan), &mut Lot::new(plan.seed))).collect();
    let profiles: Vec<Profile> = values.iter().map(|values| Known::complete(values).profile(catalogue)).collect();
    let bulk = Bulk::new(catalogue);
    let mut desk = bulk.desk();
    let (block, lanes) = block_of(catalogue, &profiles);
    bulk.judge(lanes, &block, &mut desk);
    let totals = bulk.totals(lanes, &block, &mut desk);
    for (lane, values) in values.iter().enumerate() {
        let reference = Reference { catalogue, values };
        for (at, (measure, verdicts)) in bulk.verdicts(&desk).enumerate() {
            let decision = reference.decision(measure);
            prop_assert_eq!(verdicts.of(lane), verdict_of(decision), "{}", measure.id);
            if decision.applies() {
                let figures: Vec<_> = reference.figures(measure).into_iter().map(|it| it.map(range_of)).collect();
                prop_assert_eq!(ranges(&bulk, catalogue, at, lane, &desk), figures, "{}", measure.id);
            }
        }
        let sums = reference.totals();
        let found: Vec<_> = totals[lane].iter().flatten().collect();
        prop_assert_eq!(found.len(), sums.len());
        for (total, sum) in found.into_iter().zip(sums) {
            let fen = (total.low.fen(), total.high.map(Money::fen), total.settled_high.map(Money::fen));
            prop_assert_eq!((total.class, fen), (sum.class, (sum.low, Some(sum.high), Some(sum.high))));
            prop_assert_eq!((total.unstated, total.settled_unstated), (sum.unstated, sum.unstated));
        }
    }
    Ok(())
}

fn verdict_of(decision: Decision) -> (Verdict, Option<RuledOutBy>) {
    match decision {
        Decision::Eligible => (Verdict::Eligible, None),
        Decision::Provisional => (Verdict::Provisional, None),
        Decision::OutOfForce => (Verdict::Ineligible, Some(RuledOutBy::Period)),
        Decision::ForOthers => (Verdict::Ineligible, Some(RuledOutBy::Audience)),
        Decision::ConditionFails => (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
    }
}

fn range_of(figure: Figure) -> Range {
    match figure {
        Figure::Unstated => Range::Unstated,
        Figure::Between(low, high) => Range::Stated { low: Money::from_fen(low), high: Some(Money::from_fen(high)) },
        Figure::Points(low, high) => {
            Range::Points { low: Points::from_hundredths(low), high: Some(Points::from_hundredths(high)) }
        }
    }
}

#[test]
fn whole_blocks_of_complete_profiles_come_out_as_the_reference_says_on_random_catalogues() {
    let strategy = (catalogues(MOST_FACTS), prop::collection::vec(profiles(MOST_FACTS), LANES));
    let outcome = runner(cases().div_ceil(LANES), 400).run(&strategy, |(plan, profiles)| {
        let Ok(catalogue) = plan.load() else { return Err(TestCaseError::reject("it does not load")) };
        as_the_reference_says(&catalogue, &profiles)
            .map_err(|why| TestCaseError::fail(format!("{why}\n{}", plan.text())))
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn whole_blocks_of_complete_profiles_come_out_as_the_reference_says_on_the_shipped_catalogue() {
    let catalogue = load_embedded(AS_OF).unwrap();
    let strategy = prop::collection::vec(profiles(catalogue.facts.len()), LANES);
    let outcome = runner(cases().div_ceil(LANES), 40).run(&strategy, |plans| as_the_reference_says(&catalogue, &plans));
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_block_holds_what_the_profiles_in_it_say() {
    let catalogue = load_embedded(AS_OF).unwrap();
    let strategy = prop::collection::vec(profiles(catalogue.facts.len()), LANES);
    let outcome = runner(50, 40).run(&strategy, |plans| {
        let drawn = Drawn::new(&catalogue);
        let profiles: Vec<Profile> = plans.iter().map(|plan| drawn.known(plan).profile(&catalogue)).collect();
        let (mut block, _) = block_of(&catalogue, &profiles);
        for (lane, profile) in profiles.iter().enumerate() {
            prop_assert_eq!(&block.profile(lane), profile);
            let knowledge = huiqi::knowledge::Knowledge::of(&catalogue.facts, profile);
            for slot in catalogue.facts.iter().flat_map(|fact| fact.slots.clone()).map(SlotId) {
                prop_assert_eq!(block.interval(lane, slot), knowledge.get(slot));
            }
        }
        block.clear();
        prop_assert_eq!(block.profile(LANES - 1), Profile::default());
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
