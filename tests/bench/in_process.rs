//! How many applicants a second the engine judges in process, beside code written by hand for exactly
//! the same measures (`by_hand/`), what a measure costs in the whole catalogue, and how the cost grows.
//!
//! Run with `cargo bench --bench in_process`. `HUIQI_APPLICANTS` is the most applicants, a million if
//! not given. Limits, as ratios within the run: at least a quarter of the code by hand; a measure of
//! the whole catalogue costs no more than one of the fixed set; an applicant among many costs, beside
//! the code by hand, at most 1.25 of what one among ten thousand does. Where a limit is not kept it
//! ends with 1.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::float_arithmetic)]

#[path = "engine.rs"]
mod engine;
#[path = "suite/mod.rs"]
mod suite;
#[path = "../wanted/mod.rs"]
mod wanted;

use huiqi::bulk::Bulk;
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::profile::Profile;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;
use suite::by_hand::facts::Facts;
use suite::by_hand::measures::{AS_OF, MEASURES};
use suite::by_hand::rules::{self, Days};
use suite::draw::applicants;
use suite::profiles::Profiles;
use suite::rounds::{Contender, Limits, grouped, medians, nanoseconds_each, per_second};

/// Applicants of whom the contenders take turns; few enough for the fastest cache but one.
const APPLICANTS: u64 = 10_000;
const ROUNDS: usize = 15;
/// Of how many there are profiles at a time, whole blocks of them.
const SOME: usize = 6400;
/// How much more an applicant may cost among many, beside the code by hand: beyond the machine's caches
/// both take longer.
const GROWTH: f64 = 1.25;

fn main() -> ExitCode {
    let most = wanted::number("HUIQI_APPLICANTS").unwrap_or(1_000_000);
    let whole = load_embedded(AS_OF).unwrap();
    let mut fixed = whole.clone();
    fixed.only(&MEASURES);
    let mut limits = Limits::default();
    speed(&fixed, &whole, &mut limits);
    growth(&fixed, most, &mut limits);
    limits.exit()
}

fn speed(fixed: &Catalogue, whole: &Catalogue, limits: &mut Limits) {
    let days = Days::of(AS_OF);
    let facts: Vec<Facts> = applicants(0, APPLICANTS).map(|applicant| applicant.facts).collect();
    let of_fixed: Vec<Profile> = applicants(0, APPLICANTS).map(|it| Profiles::new(fixed).of(&it)).collect();
    let filled = Profiles::new(whole);
    let of_whole: Vec<Profile> = applicants(0, APPLICANTS).map(|it| filled.filled(&it)).collect();
    let (prepared, prepared_whole) = (engine::prepare(fixed, &of_fixed), engine::prepare(whole, &of_whole));
    let (bulk, bulk_whole) = (Bulk::new(fixed), Bulk::new(whole));
    let mut contenders = [
        Contender::new("by hand", || by_hand(&facts, &days)),
        Contender::new("engine, the same measures", || engine::judge(&bulk, &prepared)),
        Contender::new("engine, the whole catalogue", || engine::judge(&bulk_whole, &prepared_whole)),
        Contender::new("engine, each result taken out", || engine::judge_and_take_out(&bulk, &prepared)),
        Contender::new("profiles made ready", || drop(black_box(engine::prepare(fixed, &of_fixed)))),
    ];
    let times = medians(&mut contenders, ROUNDS);
    let measures = [MEASURES.len(), MEASURES.len(), whole.measures.len(), MEASURES.len(), 0];
    println!("{APPLICANTS} applicants, {ROUNDS} rounds, medians, one thread");
    println!("{:<30}{:>10}{:>16}{:>20}", "", "measures", "applicants/s", "ns a measure");
    for ((contender, time), measures) in contenders.iter().zip(&times).zip(measures) {
        let cost = if measures == 0 { String::new() } else { format!("{:.2}", cost(*time, measures)) };
        let rate = grouped(per_second(APPLICANTS, *time));
        println!("{:<30}{measures:>10}{rate:>16}{cost:>20}", contender.name);
    }
    let [hand, engine, all, ..] = times[..] else { return };
    limits.at_least("engine / by hand", hand.as_secs_f64() / engine.as_secs_f64(), 0.25);
    let of_one = cost(all, whole.measures.len()) / cost(engine, MEASURES.len());
    limits.at_most("cost of a measure, the whole catalogue / the fixed set", of_one, 1.0);
}

fn cost(time: Duration, measures: usize) -> f64 {
    nanoseconds_each(APPLICANTS * measures as u64, time)
}

fn by_hand(facts: &[Facts], days: &Days) {
    for facts in facts {
        black_box(rules::assess(facts, days));
    }
}

/// What an applicant costs among more and more of them.
fn growth(catalogue: &Catalogue, most: u64, limits: &mut Limits) {
    let days = Days::of(AS_OF);
    println!("\n{:>12}{:>22}{:>22}", "applicants", "engine, ns each", "by hand, ns each");
    let bulk = Bulk::new(catalogue);
    let mut costs = Vec::new();
    for number in [1_000, 10_000, 100_000, 1_000_000].into_iter().filter(|number| *number <= most) {
        let facts: Vec<Facts> = applicants(0, number).map(|applicant| applicant.facts).collect();
        let mut prepared = Vec::new();
        let profiles = Profiles::new(catalogue);
        for first in (0..number).step_by(SOME) {
            let some = applicants(first, (number - first).min(SOME as u64));
            let some: Vec<Profile> = some.map(|applicant| profiles.of(&applicant)).collect();
            prepared.append(&mut engine::prepare(catalogue, &some));
        }
        // Few of them are done many times, so that each turn takes about as long.
        let times = (100_000 / number).max(1);
        let again = |run: &dyn Fn()| (0..times).for_each(|_| run());
        let mut contenders = [
            Contender::new("engine", || again(&|| engine::judge(&bulk, &prepared))),
            Contender::new("by hand", || again(&|| by_hand(&facts, &days))),
        ];
        let each: Vec<f64> =
            medians(&mut contenders, 5).iter().map(|time| nanoseconds_each(number * times, *time)).collect();
        println!("{:>12}{:>22.1}{:>22.1}", grouped(number as f64), each[0], each[1]);
        costs.push((number, each[0] / each[1]));
    }
    let base = costs.iter().find(|(number, _)| *number == 10_000).map(|(_, cost)| *cost);
    if let (Some(base), Some((number, last))) = (base, costs.last()) {
        limits.at_most(
            &format!("cost of an applicant among {}, beside the code by hand", grouped(*number as f64)),
            last / base,
            GROWTH,
        );
    }
}
