//! How long one assessment takes from a cold start, beside `/bin/true`, and how much memory.
//!
//! Run with `cargo bench --bench start`. The target: at most 5 ms more than `/bin/true`, median
//! of 20 side by side, and at most 16 MiB; beyond that it ends with 1.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::io::Read;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 20;
const PROFILE: &str = "policies/qingdao-new-economy-2020/examples/venture-investor.toml";

fn timed(program: &str, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("the program runs");
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
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
    let mut slowest = Duration::ZERO;
    for format in ["table", "json", "ndjson", "markdown", "html"] {
        let (mut nothing, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            nothing.push(timed("/bin/true", &[]));
            ours.push(timed(env!("CARGO_BIN_EXE_huiqi"), &["assess", PROFILE, "--format", format]));
        }
        let (nothing, ours) = (median(nothing), median(ours));
        slowest = slowest.max(ours.saturating_sub(nothing));
        println!(
            "assess --format {format}: {ours:?}; /bin/true: {nothing:?}; difference {:?}",
            ours.saturating_sub(nothing)
        );
    }
    let peak = peak_memory();
    println!("peak memory: {}", peak.map_or("not to be read here".to_owned(), |peak| format!("{peak} KiB")));
    let kept = slowest <= Duration::from_millis(5) && peak.is_none_or(|peak| peak <= 16 * 1024);
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
