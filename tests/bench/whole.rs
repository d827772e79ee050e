//! Whole processes beside each other: from a cold start with one applicant, and over a table.
//!
//! Run with `cargo bench --bench whole`. `HUIQI_ROWS` is the number of rows, 100,000 if not given.
//! DuckDB takes part where its program `duckdb` is there, or a Python with the module, `python3` or the
//! one that `HUIQI_PYTHON` names; first its answers must be the same. The table has no limits of its
//! own: those are kept by `start`, `in_process` and `files`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::float_arithmetic)]

#[path = "suite/mod.rs"]
mod suite;
#[path = "../wanted/mod.rs"]
mod wanted;

use std::process::ExitCode;
use std::time::Duration;
use suite::by_hand::measures::MEASURES;
use suite::draw::applicants;
use suite::duckdb::{DuckDb, differences};
use suite::forms::{write_csv, write_ndjson};
use suite::processes::{Folder, Run, huiqi, ourselves};
use suite::rounds::{Contender, grouped, medians, per_second};

const PROFILE: &str = "policies/qingdao-new-economy-2020/examples/venture-investor.toml";
const STARTS: usize = 30;
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    if let Some(done) = suite::programs::named() {
        return done;
    }
    let rows = wanted::number("HUIQI_ROWS").unwrap_or(100_000_u64);
    let folder = Folder::new();
    for number in [1, rows] {
        write_csv(applicants(0, number), folder.create(&format!("{number}.csv"))).unwrap();
        write_ndjson(applicants(0, number), folder.create(&format!("{number}.ndjson"))).unwrap();
    }
    starts(&folder);
    let duckdb = DuckDb::found();
    if let Some(duckdb) = &duckdb {
        let input = folder.path(&format!("{rows}.csv"));
        let faults = differences(duckdb, &folder, &input);
        if !faults.is_empty() {
            faults.iter().for_each(|fault| println!("{fault}"));
            return ExitCode::FAILURE;
        }
        println!("\n{}: the same verdicts and figures for {rows} rows", duckdb.name());
    }
    table(&folder, rows, duckdb.as_ref());
    ExitCode::SUCCESS
}

fn starts(folder: &Folder) {
    let run = |program: &str, arguments: &[&str]| Run::new(program.to_owned(), arguments, folder.path("out"));
    let (us, huiqi) = (ourselves(), env!("CARGO_BIN_EXE_huiqi"));
    let one = folder.path("1.csv");
    let runs = [
        ("/bin/true", run("/bin/true", &[])),
        ("by hand, a table of one row", run(&us, &["program", "by-hand", "csv", &one])),
        ("huiqi assess, one profile, JSON", run(huiqi, &["assess", PROFILE, "--format", "json"])),
        ("huiqi assess, one profile, table", run(huiqi, &["assess", PROFILE])),
    ];
    let mut contenders: Vec<Contender<'_>> =
        runs.iter().map(|(name, run)| Contender::new(name, || run.finish())).collect();
    let times = medians(&mut contenders, STARTS);
    println!("from a cold start, {STARTS} rounds, medians");
    for (contender, time) in contenders.iter().zip(&times) {
        let (whole, more) = (milliseconds(*time), milliseconds(time.saturating_sub(times[0])));
        println!("{:<40}{whole:>8.2} ms{more:>8.2} ms over /bin/true", contender.name);
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn table(folder: &Folder, rows: u64, duckdb: Option<&DuckDb>) {
    let fixed: Vec<&str> = MEASURES.iter().flat_map(|id| ["--measure", *id]).collect();
    let input = |form: &str| folder.path(&format!("{rows}.{form}"));
    let ours = |form: &'static str, jobs| huiqi(&input(form), form, jobs, &fixed, folder.path("out"));
    let program = |words: &[&str]| Run::new(ourselves(), words, folder.path("out"));
    let mut runs = Vec::new();
    for form in ["csv", "ndjson"] {
        let one = ours(form, 1).alone();
        one.finish();
        let bytes = folder.size("out").div_ceil(rows).to_string();
        let of = |what: &str| format!("{form}: {what}");
        runs.push((of("floor"), program(&["program", "floor", form, &input(form), &bytes]).alone()));
        runs.push((of("by hand"), program(&["program", "by-hand", form, &input(form)]).alone()));
        runs.push((of("huiqi batch, one processor"), one));
        runs.push((of("huiqi batch, two threads"), ours(form, 2)));
        if let Some(duckdb) = duckdb.filter(|_| form == "csv") {
            for threads in [1, 2] {
                let run = duckdb.run(folder, &input(form), threads);
                let run = if threads == 1 { run.alone() } else { run };
                runs.push((of(&format!("{}, {threads} threads", duckdb.name())), run));
            }
        }
    }
    let mut contenders: Vec<Contender<'_>> =
        runs.iter().map(|(name, run)| Contender::new(name, || run.finish())).collect();
    let times = medians(&mut contenders, ROUNDS);
    println!("\n{rows} rows, 17 measures, whole processes from file to file, {ROUNDS} rounds, medians");
    let mut floor = Duration::ZERO;
    for (contender, time) in contenders.iter().zip(&times) {
        floor = if contender.name.ends_with("floor") { *time } else { floor };
        let share = floor.as_secs_f64() / time.as_secs_f64();
        println!(
            "{:<40}{:>10.0} ms{:>14} rows/s{share:>8.2} of the floor",
            contender.name,
            milliseconds(*time),
            grouped(per_second(rows, *time))
        );
    }
}
