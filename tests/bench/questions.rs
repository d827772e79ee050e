//! How economical the questions of the interview are.
//!
//! Run with `cargo bench --bench questions`. `HUIQI_APPLICANTS` sets the number of random
//! applicants, `HUIQI_SHOW=1` or `-v` lists what is asked and wasted. Where a limit is not kept it
//! ends with 1.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, dead_code)]

#[path = "../applicants/mod.rs"]
mod applicants;
#[path = "../questions/mod.rs"]
mod questions;
#[path = "../random/mod.rs"]
mod random;

use applicants::draw::Applicants;
use applicants::weights::Weights;
use applicants::{Applicant, WEIGHTS};
use huiqi::catalogue::load_embedded;
use huiqi::fact::FactId;
use questions::ground::Ground;
use questions::interview::{Order, interview};
use questions::sums::{Row, Sum, at_share, kind, sum, survey};
use questions::waste::{by_number, waste};
use std::collections::BTreeMap;
use std::process::ExitCode;

fn thousandths(number: usize) -> String {
    format!("{}.{:03}", number / 1000, number % 1000)
}

fn main() -> ExitCode {
    let number = std::env::var("HUIQI_APPLICANTS").ok().and_then(|it| it.parse().ok()).unwrap_or(1000);
    let show = std::env::var("HUIQI_SHOW").is_ok_and(|it| it != "0") || std::env::args().any(|it| it == "-v");
    let catalogue = load_embedded(jiff::civil::date(2026, 11, 23)).unwrap();
    let weights = Weights::read(WEIGHTS, &catalogue).unwrap();
    let ground = Ground::new(&catalogue);
    let start = std::time::Instant::now();
    let rows = survey(&ground, &Applicants::new(&catalogue, &weights), number);
    println!("{number} applicants in {:?}", start.elapsed());
    let inexact = rows.iter().filter(|row| row.bound.certificate.is_none()).count();
    let by_necessity = rows.iter().filter(|row| row.bound.necessary == row.bound.least).count();
    println!("bound: {by_necessity} by necessary facts alone, {inexact} not exact");
    for (name, sum) in [
        ("ours", sum(&rows, |r| &r.ours)),
        ("most", sum(&rows, |r| &r.most_mentioned)),
        ("random", sum(&rows, |r| &r.random)),
        ("declining", sum(&rows, |r| &r.declining)),
    ] {
        println!("{name}: {sum:?}");
    }
    let mut kinds: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for row in &rows {
        kinds.entry(kind(&ground, &row.applicant)).or_default().push((row.ours.asked.len(), row.bound.least));
    }
    for (kind, all) in kinds {
        let mut q: Vec<usize> = all.iter().map(|it| it.0).collect();
        let mut b: Vec<usize> = all.iter().map(|it| it.1).collect();
        q.sort();
        b.sort();
        println!("{kind} n={} median {} bound {}", q.len(), at_share(&q, 50), at_share(&b, 50));
    }
    let id = |fact: &FactId| catalogue.facts[fact.0].id.as_str();
    let waste = waste(&ground, &rows);
    println!("surplus {} avoidable {} switches {:?}", waste.surplus, waste.avoidable, waste.switches);
    for (fact, count) in by_number(waste.facts.iter().map(|(f, (c, _))| (*f, *c))) {
        let later = by_number(waste.facts[&fact].1.clone());
        let later: Vec<String> = later.iter().take(4).map(|(f, c)| format!("{} {c}", id(f))).collect();
        println!("  {count:4} {} <- {}", id(&fact), later.join(", "));
    }
    for ((fact, before), count) in by_number(waste.returns).into_iter().take(40) {
        println!(
            "  {count:4} back to {} ({}) after {}",
            catalogue.topics[catalogue.facts[fact.0].topic].id,
            id(&fact),
            id(&before)
        );
    }
    for (name, text) in [
        ("noodle", include_str!("../applicants/noodle-shop.toml")),
        ("graduate", include_str!("../applicants/graduate.toml")),
        ("venture", include_str!("../applicants/venture-investor.toml")),
        ("hq", include_str!("../applicants/internet-headquarters.toml")),
    ] {
        let applicant = Applicant::written(&catalogue, name, text);
        let mut plan = huiqi::interview::plan::Plan::new(&catalogue);
        let record = interview(&ground, &applicant, Order::Ours(&mut plan), 0, &mut random::Lot::new(0));
        let bound = questions::bound::bound(&ground, &applicant);
        println!(
            "{name}: {} questions {} prompts bound {} : {:?}",
            record.asked.len(),
            record.prompts,
            bound.least,
            record.asked.iter().map(id).collect::<Vec<_>>()
        );
    }
    ExitCode::SUCCESS
}
