//! How long one assessment takes from a cold start, beside `/bin/true`, and how much memory.
//!
//! Run with `cargo bench --bench start`. The target: at most 5 ms more than `/bin/true`, median
//! of 20 side by side, and at most 16 MiB.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::io::Read;
use std::process::{Command, Stdio};
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

/// The most memory held, read while the program waits for somebody to take its output.
fn peak_memory() -> Option<String> {
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
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|peak| peak.trim().to_owned())
}

fn main() {
    for format in ["table", "json", "ndjson", "markdown"] {
        let (mut nothing, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            nothing.push(timed("/bin/true", &[]));
            ours.push(timed(env!("CARGO_BIN_EXE_huiqi"), &["assess", PROFILE, "--format", format]));
        }
        let (nothing, ours) = (median(nothing), median(ours));
        println!(
            "assess --format {format}: {ours:?}; /bin/true: {nothing:?}; difference {:?}",
            ours.saturating_sub(nothing)
        );
    }
    println!("peak memory: {}", peak_memory().unwrap_or_else(|| "not to be read here".to_owned()));
}
