//! How long one assessment takes from a cold start, beside `/bin/true`, and how much memory.
//!
//! Run with `cargo bench --bench start`. The target: at most 3 ms more than `/bin/true` in every form
//! on a machine on which that takes 0.8 ms, so 3.75 times as much more on any; the quickest of 120 side by
//! side, as whatever else a machine does only makes a start slower; and at most 16 MiB. Beyond that it ends
//! with 1. It shows the medians too, and of that time what loading the catalogue takes, from a folder for
//! comparison.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use huiqi::catalogue::{Source, load, load_embedded};
use huiqi::day::today;
use std::io::Read;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 120;
/// How many hundredths of the time of `/bin/true` it takes more at most.
const LIMIT: u128 = 375;
const PROFILE: &str = "policies/qingdao-new-economy-2020/examples/venture-investor.toml";

fn timed(program: &str, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("the program runs");
    start.elapsed()
}

/// How long the work takes in this process, and what it leaves is not taken apart.
fn in_process<T>(work: impl Fn() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::mem::forget(work());
        start.elapsed()
    };
    median((0..RUNS).map(time).collect())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Says how much longer it takes, and returns it in hundredths of what nothing takes.
fn said(what: &str, nothing: Duration, ours: Duration) -> u128 {
    let more = ours.saturating_sub(nothing);
    let times = more.as_nanos() * 100 / nothing.as_nanos();
    let (whole, hundredths) = (times / 100, times % 100);
    println!("{what}: {ours:.2?}; /bin/true: {nothing:.2?}; {more:.2?} more, {whole}.{hundredths:02} times as much");
    times
}

/// The most memory held, in KiB, read while the program waits for somebody to take its output.
fn peak_memory() -> Option<u64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(["assess", PROFILE, "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    std::thread::sleep(Duration::from_millis(200));
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let mut sink = Vec::new();
    child.stdout.take()?.read_to_end(&mut sink).ok()?;
    child.wait().ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn main() -> ExitCode {
    let mut slowest = 0;
    for format in ["table", "json", "ndjson", "markdown", "html"] {
        let (mut nothing, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            nothing.push(timed("/bin/true", &[]));
            ours.push(timed(env!("CARGO_BIN_EXE_huiqi"), &["assess", PROFILE, "--format", format]));
        }
        let least = |times: &[Duration]| times.iter().copied().min().expect("it was run");
        slowest = slowest.max(said(&format!("assess --format {format}, quickest"), least(&nothing), least(&ours)));
        said(&format!("assess --format {format}, median"), median(nothing), median(ours));
    }
    let source = Source::embedded();
    println!("loading in process, from the program: {:?}", in_process(|| load_embedded(today())));
    println!("loading in process, from its files: {:?}", in_process(|| load(&source, today())));
    let peak = peak_memory();
    println!("peak memory: {}", peak.map_or("not to be read here".to_owned(), |peak| format!("{peak} KiB")));
    let kept = slowest <= LIMIT && peak.is_none_or(|peak| peak <= 16 * 1024);
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
