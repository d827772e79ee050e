//! How economical the questions of the interview are, and how fast they are chosen.
//!
//! Run with `cargo bench --bench questions`. `HUIQI_APPLICANTS` sets the number of random
//! applicants; `HUIQI_SHOW=1` or `-v` lists what is asked, what is wasted and where a topic is taken
//! up again. Where a limit is not kept it ends with 1.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, dead_code)]

#[path = "../applicants/mod.rs"]
mod applicants;
#[path = "../questions/mod.rs"]
mod questions;
#[path = "../random/mod.rs"]
mod random;
#[path = "../wanted/mod.rs"]
mod wanted;

use applicants::WEIGHTS;
use applicants::draw::Applicants;
use applicants::weights::Weights;
use huiqi::catalogue::{Catalogue, load, load_embedded};
use huiqi::fact::FactId;
use huiqi::interview::plan::Plan;
use questions::ground::Ground;
use questions::interview::{Order, interview};
use questions::limits::{broken, written_out};
use questions::sums::{Row, Sum, at_share, kind, sum, survey};
use questions::waste::{by_number, waste};
use random::Lot;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 11, 23);
/// Interviews over which the time of a question is measured.
const TIMED: u64 = 50;
const LIMIT_SHIPPED: Duration = Duration::from_millis(1);
const LIMIT_LARGE: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    let number = wanted::number("HUIQI_APPLICANTS").unwrap_or(1000);
    let show = std::env::var("HUIQI_SHOW").is_ok_and(|it| it != "0") || std::env::args().any(|it| it == "-v");
    let catalogue = load_embedded(AS_OF).unwrap();
    let weights = Weights::read(WEIGHTS, &catalogue).unwrap();
    let ground = Ground::new(&catalogue);
    let rows = survey(&ground, &Applicants::new(&catalogue, &weights), number);
    orders(&rows);
    kinds(&ground, &rows);
    let mut faults = broken(&ground, &rows);
    faults.extend(written(&ground, show));
    if show {
        wasted(&ground, &rows);
    }
    faults.extend(times("the shipped catalogue", &catalogue, LIMIT_SHIPPED));
    let large = load(&questions::large::large(1000, 500), AS_OF).unwrap();
    faults.extend(times("1000 measures and 500 facts", &large, LIMIT_LARGE));
    for fault in &faults {
        println!("limit not kept: {fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn thousandths(number: usize) -> String {
    format!("{}.{:03}", number / 1000, number % 1000)
}

fn orders(rows: &[Row]) {
    let inexact = rows.iter().filter(|row| row.bound.certificate.is_none()).count();
    let necessary = rows.iter().filter(|row| row.bound.necessary == row.bound.least).count();
    println!("{} applicants; the fewest answers that could do: {} in all", rows.len(), total_least(rows));
    println!("of these {necessary} by necessary facts alone; {inexact} only bounded from below\n");
    println!("questions / fewest    mean  median     p95    most  questions  prompts  switches  pointless");
    let line = |name: &str, sum: &Sum| {
        let ratios = [sum.mean, sum.median, sum.p95, sum.most].map(thousandths);
        println!(
            "{name:<18}{:>8}{:>8}{:>8}{:>8}{:>11}{:>9}{:>10}{:>11}",
            ratios[0], ratios[1], ratios[2], ratios[3], sum.questions, sum.prompts, sum.switches, sum.pointless
        );
    };
    let (ours, most) = (sum(rows, |row| &row.ours), sum(rows, |row| &row.most_mentioned));
    line("ours", &ours);
    line("most mentioned", &most);
    line("random", &sum(rows, |row| &row.random));
    println!("switches: ours {} % of most mentioned", ours.switches * 100 / most.switches.max(1));
    let declining = sum(rows, |row| &row.declining);
    println!(
        "one in five declined: {} questions, {} asked twice, {} verdicts wrong, {} pointless, {} left open\n",
        declining.questions, declining.twice, declining.wrong, declining.pointless, declining.left_open
    );
}

fn total_least(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.bound.least).sum()
}

fn kinds(ground: &Ground<'_>, rows: &[Row]) {
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for row in rows {
        kinds.entry(kind(ground, &row.applicant)).or_default().push(row.ours.asked.len());
    }
    println!("kind of applicant    number  median questions");
    for (kind, mut asked) in kinds {
        asked.sort_unstable();
        println!("{kind:<20}{:>7}{:>18}", asked.len(), at_share(&asked, 50));
    }
    println!();
}

fn id<'c>(ground: &Ground<'c>, fact: FactId) -> &'c str {
    &ground.catalogue.facts[fact.0].id
}

fn written(ground: &Ground<'_>, show: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for it in written_out(ground) {
        let (questions, prompts) = (it.record.asked.len(), it.record.prompts);
        let least = questions::bound::bound(ground, &it.applicant).least;
        println!("{}: {questions} questions (at most {}), {prompts} prompts, fewest {least}", it.name, it.most);
        if show {
            it.record.asked.iter().for_each(|fact| println!("    {}", id(ground, *fact)));
        }
        if questions > it.most {
            faults.push(format!("questions to the {}: {questions}, at most {}", it.name, it.most));
        }
    }
    faults
}

fn wasted(ground: &Ground<'_>, rows: &[Row]) {
    let waste = waste(ground, rows);
    println!(
        "\n{} questions more than the fewest; {} of them unnecessary beside the others",
        waste.surplus, waste.avoidable
    );
    for (fact, count) in by_number(waste.facts.iter().map(|(fact, (count, _))| (*fact, *count))) {
        let later = by_number(waste.facts[&fact].1.clone());
        let later: Vec<String> =
            later.iter().take(4).map(|(it, count)| format!("{} {count}", id(ground, *it))).collect();
        println!("{count:6} {} before what decided it: {}", id(ground, fact), later.join(", "));
    }
    println!("{} changes of topic; {} if each topic were taken up once", waste.switches.0, waste.switches.1);
    println!("{} between the topics of a smallest certificate", waste.least_switches);
    for ((fact, before), count) in by_number(waste.returns).into_iter().take(20) {
        println!("{count:6} back for {} after {}", id(ground, fact), id(ground, before));
    }
}

/// How long the plan takes for one question.
fn times(name: &str, catalogue: &Catalogue, limit: Duration) -> Option<String> {
    let weights = Weights::read(&weights_of(catalogue), catalogue).unwrap();
    let ground = Ground::new(catalogue);
    let applicants = Applicants::new(catalogue, &weights);
    let (mut all, mut made) = (Vec::new(), Duration::ZERO);
    for seed in 0..TIMED {
        let start = Instant::now();
        let mut plan = Plan::new(catalogue);
        made = made.max(start.elapsed());
        let applicant = applicants.draw(seed);
        let mut lot = Lot::new(seed);
        all.extend(interview(&ground, &applicant, Order::Ours(&mut plan), 0, &mut lot).times);
    }
    let mean = all.iter().sum::<Duration>() / u32::try_from(all.len()).unwrap();
    let worst = all.iter().max().copied().unwrap_or_default();
    println!("{name}: a question takes {mean:?}, at worst {worst:?} of {}; a plan at worst {made:?}", all.len());
    (worst > limit).then(|| format!("time of a question, {name}: {worst:?}, at most {limit:?}"))
}

/// The weights; of the generated catalogue the defaults, and everybody has a business of some lines.
fn weights_of(catalogue: &Catalogue) -> String {
    if catalogue.fact("applicant").is_some() {
        return WEIGHTS.to_owned();
    }
    let defaults = WEIGHTS.split("[[fact]]").next().unwrap_or_default();
    let kinds = "[[fact]]\nid = \"fact-0\"\nsets = [{ of = [\"kind-0\"], share = 1 }]\n";
    format!("{defaults}{kinds}[[fact]]\nid = \"fact-1\"\neach = 5\n")
}
