//! How many rows a second `huiqi batch` takes from file to file, beside the floor of any such program
//! and beside one written by hand, and what a second thread gives.
//!
//! Run with `cargo bench --bench files`. `HUIQI_ROWS` is the number of rows, 200,000 if not given: of fewer
//! a run is so short that what else the machine does shows in the ratios.
//! Everything runs as processes that write to files, in rounds that take turns; medians count. Where
//! `taskset` is there, what is to run on one thread is bound to one processor. Limits, as ratios
//! within the run, for the fixed measures: from CSV to CSV at least 0.6 of the program by hand, which
//! itself comes to about a third of the floor, as a row says much in few bytes; from NDJSON to NDJSON at
//! least 0.45 of the floor; two threads at least 0.85 of two processes; no more memory for ten times the
//! rows, but for 8 MiB. Where one is not kept it ends with 1.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::float_arithmetic)]

#[path = "suite/mod.rs"]
mod suite;
#[path = "../wanted/mod.rs"]
mod wanted;

use std::process::ExitCode;
use std::time::Duration;
use suite::by_hand::measures::MEASURES;
use suite::draw::applicants;
use suite::forms::{write_csv, write_ndjson};
use suite::processes::{Folder, Run, bound, huiqi, ourselves, peak_memory, together};
use suite::rounds::{Contender, Limits, grouped, medians, per_second};

const ROUNDS: usize = 5;

fn main() -> ExitCode {
    if let Some(done) = suite::programs::named() {
        return done;
    }
    let rows = wanted::number("HUIQI_ROWS").unwrap_or(200_000_u64);
    let folder = Folder::new();
    let mut limits = Limits::default();
    println!("{rows} rows, {ROUNDS} rounds, medians{}", if bound() { "" } else { "; taskset is not there" });
    for form in ["csv", "ndjson"] {
        for (name, number) in [("all", rows), ("first", rows / 2), ("few", rows / 10)] {
            let to = folder.create(&format!("{name}.{form}"));
            match form {
                "csv" => write_csv(applicants(0, number), to).unwrap(),
                _ => write_ndjson(applicants(0, number), to).unwrap(),
            }
        }
        let fixed: Vec<&str> = MEASURES.iter().flat_map(|id| ["--measure", *id]).collect();
        let (floor, by_hand) = one_thread(&folder, form, rows, &fixed);
        match form {
            "csv" => limits.at_least("csv, one thread / by hand", by_hand, 0.6),
            _ => limits.at_least("ndjson, one thread / floor", floor, 0.45),
        }
        one_thread(&folder, form, rows, &[]);
        let ratio = two_threads(&folder, form, rows, &fixed);
        limits.at_least(&format!("{form}, two threads / two processes"), ratio, 0.85);
        memory(&folder, form, &fixed, &mut limits);
        memory(&folder, form, &[], &mut limits);
    }
    limits.exit()
}

/// What `huiqi batch` reaches of the floor, and of the program by hand, which knows the fixed measures.
fn one_thread(folder: &Folder, form: &str, rows: u64, measures: &[&str]) -> (f64, f64) {
    let fixed = !measures.is_empty();
    let what = if fixed { "the fixed measures" } else { "the whole catalogue" };
    let all = folder.path(&format!("all.{form}"));
    let run = |arguments: &[&str]| Run::new(ourselves(), arguments, folder.path("out")).alone();
    let ours = huiqi(&all, form, 1, measures, folder.path("out")).alone();
    ours.finish();
    let (read, written) = (folder.size(&format!("all.{form}")), folder.size("out"));
    let bytes = written.div_ceil(rows).to_string();
    let mut contenders = vec![
        Contender::new("floor: parsed, as much written", || run(&["program", "floor", form, &all, &bytes]).finish()),
        Contender::new("huiqi batch --jobs 1", || ours.finish()),
    ];
    if fixed {
        contenders.push(Contender::new("by hand", || run(&["program", "by-hand", form, &all]).finish()));
    }
    let times = medians(&mut contenders, ROUNDS);
    println!("\n{form} to {form}, {what}: {} bytes in, {} bytes out a row", read / rows, written / rows);
    for (contender, time) in contenders.iter().zip(&times) {
        let share = times[0].as_secs_f64() / time.as_secs_f64();
        println!("{:<32}{:>14} rows/s  {share:.2} of the floor", contender.name, grouped(per_second(rows, *time)));
    }
    let reached = |other: &Duration| other.as_secs_f64() / times[1].as_secs_f64();
    (reached(&times[0]), times.get(2).map_or(f64::NAN, reached))
}

/// What two threads of one process reach of two processes, each with half of the rows.
fn two_threads(folder: &Folder, form: &str, rows: u64, measures: &[&str]) -> f64 {
    let half = folder.path(&format!("first.{form}"));
    let two = huiqi(&folder.path(&format!("all.{form}")), form, 2, measures, folder.path("out"));
    let halves = [0, 1].map(|at| huiqi(&half, form, 1, measures, folder.path(&format!("out-{at}"))).on(at));
    let mut contenders =
        [Contender::new("two threads", || two.finish()), Contender::new("two processes", || together(&halves))];
    let times: Vec<Duration> = medians(&mut contenders, ROUNDS);
    for (contender, time) in contenders.iter().zip(&times) {
        println!("{:<32}{:>14} rows/s", contender.name, grouped(per_second(rows, *time)));
    }
    times[1].as_secs_f64() / times[0].as_secs_f64()
}

/// The most memory held for all rows and for a tenth of them, where that can be read.
fn memory(folder: &Folder, form: &str, measures: &[&str], limits: &mut Limits) {
    let peak = |name: &str| {
        peak_memory(&huiqi(&folder.path(&format!("{name}.{form}")), form, 2, measures, folder.path("out")))
    };
    if let (Some(few), Some(all)) = (peak("few"), peak("all")) {
        let what = if measures.is_empty() { "the whole catalogue" } else { "the fixed measures" };
        println!("{what}, memory at most: {few} KiB for a tenth of the rows, {all} KiB for all");
        limits.at_most(
            &format!("{form}, {what}, MiB more for ten times the rows"),
            (all as f64 - few as f64) / 1024.0,
            8.0,
        );
    }
}
