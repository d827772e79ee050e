//! Seeded defects: whether `catalogue check` and `catalogue test` notice what authors get wrong.
//!
//! Each operator of `defects/operators` makes one kind of mistake, at every place of the shipped
//! catalogue and its cases where it fits. The suite tries a fixed sample of each operator;
//! `HUIQI_DEFECTS=all cargo test --test defects -- --nocapture` tries every place, and
//! `HUIQI_DEFECTS=all HUIQI_DEFECTS_OF='wrong number'` every place of one operator. A defect is
//! found at the right line if some fault points at it, first or second, or into the part of the
//! measure, fact or case in which it stands; something dropped, where it is missed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout)]

#[path = "defects/equal.rs"]
mod equal;
#[path = "defects/operators.rs"]
mod operators;
#[path = "defects/spots.rs"]
mod spots;
#[path = "defects/table.rs"]
mod table;

use huiqi::catalogue::{Source, check, test};
use huiqi::problem::{Place, Problem};
use jiff::civil::{Date, date};
use spots::Mutant;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use table::Fate;

const AS_OF: Date = date(2026, 11, 23);

/// How many defects of each operator the suite tries.
const SAMPLE: usize = 11;

fn main_sample(mutants: Vec<Mutant>) -> Vec<Mutant> {
    let [how_many, only] = ["HUIQI_DEFECTS", "HUIQI_DEFECTS_OF"].map(std::env::var_os);
    if let Some(how_many) = how_many {
        assert_eq!(how_many, "all", "HUIQI_DEFECTS is `all` or not set");
        let of = |mutant: &Mutant| only.as_ref().is_none_or(|only| only == mutant.operator);
        let chosen: Vec<Mutant> = mutants.into_iter().filter(of).collect();
        assert!(!chosen.is_empty(), "no operator is named as HUIQI_DEFECTS_OF says");
        return chosen;
    }
    assert_eq!(only, None, "HUIQI_DEFECTS_OF needs HUIQI_DEFECTS=all");
    let mut chosen: Vec<Mutant> = Vec::new();
    for (operator, of) in by_operator(mutants) {
        // The same places each time: those whose mixed-up number is least.
        let mut ranked: Vec<(u64, Mutant)> =
            of.into_iter().enumerate().map(|(at, mutant)| (mixed(at as u64, operator.len() as u64), mutant)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        chosen.extend(ranked.into_iter().take(SAMPLE).map(|(_, mutant)| mutant));
    }
    chosen
}

fn by_operator(mutants: Vec<Mutant>) -> Vec<(&'static str, Vec<Mutant>)> {
    let mut groups: Vec<(&'static str, Vec<Mutant>)> = Vec::new();
    for mutant in mutants {
        match groups.iter_mut().find(|(operator, _)| *operator == mutant.operator) {
            Some((_, group)) => group.push(mutant),
            None => groups.push((mutant.operator, vec![mutant])),
        }
    }
    groups
}

/// The bits of a number well mixed (splitmix64).
fn mixed(number: u64, seed: u64) -> u64 {
    let mut bits = number.wrapping_add(seed << 32).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Whether a fault points into one of the places where the defect stands or is missed.
fn points_at(mutant: &Mutant, source: &Source, problem: &Problem) -> bool {
    let also = problem.also.as_ref().map(|(place, _)| place);
    let line = |file: usize, at: usize| source.files[file].text[..at].matches('\n').count();
    problem.place.iter().chain(also).any(|place: &Place| {
        mutant.areas.iter().any(|(file, area)| {
            *file == place.file
                && (line(*file, area.start)..=line(*file, area.end)).contains(&line(*file, place.span.start))
        })
    })
}

fn fate(whole: &Source, mutant: &Mutant) -> Fate {
    let source = mutant.applied(whole);
    let (_, problems) = check(&source, AS_OF);
    let right = |problems: &[Problem]| problems.iter().any(|problem| points_at(mutant, &source, problem));
    if right(&problems) {
        return Fate::RightLine;
    }
    let reported = !problems.is_empty();
    let tested = test(&source, AS_OF).map_or_else(|problems| problems, |(_, problems)| problems);
    match (reported || !tested.is_empty(), right(&tested)) {
        (_, true) => Fate::RightLine,
        (true, false) => Fate::Elsewhere,
        (false, false) if equal::means_the_same(whole, &source, AS_OF) => Fate::Equal,
        (false, false) => Fate::Survived,
    }
}

#[test]
fn defects_are_reported_at_their_lines() {
    let whole = Source::embedded();
    assert!(check(&whole, AS_OF).1.is_empty() && test(&whole, AS_OF).unwrap().1.is_empty());
    let mutants = main_sample(operators::all(&whole));
    let next = AtomicUsize::new(0);
    let fates = Mutex::new(vec![None; mutants.len()]);
    let threads = std::thread::available_parallelism().map_or(2, |it| it.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, mutant)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, mutants.get(at)?)))
                {
                    let fate = fate(&whole, mutant);
                    fates.lock().unwrap()[at] = Some(fate);
                }
            });
        }
    });
    let fates = fates.into_inner().unwrap();
    let tried: Vec<(&Mutant, Fate)> = mutants.iter().zip(fates.into_iter().flatten()).collect();
    let table = table::Table::new(&tried);
    println!("{table}");
    for (mutant, fate) in tried.iter().filter(|(_, fate)| matches!(fate, Fate::Survived | Fate::Elsewhere)) {
        println!("{fate:?}: {}", mutant.words(&whole));
    }
    table.assert_enough();
}
