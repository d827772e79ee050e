//! How much memory a batch takes as its input grows.
//!
//! Run with `cargo bench --bench stream`. The target: a million rows of CSV in at most 64 MiB, and
//! no more than a hundredth of the rows takes, but for a few MiB; beyond that it ends with 1. The
//! million is assessed against one measure, so that the run takes half a minute; `HUIQI_ROWS=1000000`
//! takes as many through the whole catalogue.

#![allow(clippy::expect_used, clippy::print_stdout)]

#[path = "../wanted/mod.rs"]
mod wanted;

use std::fmt::Write;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn table(rows: usize) -> String {
    let mut text = "名称,主体类型,主营业务,在青岛登记注册,实缴资金(万元),登记日期,新经济企业\n".to_owned();
    let businesses = ["创业投资、风险投资", "餐饮", "制造", "电子商务", "物流、仓储、快递配送"];
    for (row, business) in (0..rows).zip(businesses.iter().cycle()) {
        let (yes, month) = (if row % 3 == 0 { "是" } else { "否" }, row % 12 + 1);
        writeln!(text, "客户{row},企业,{business},{yes},{row},2020-{month:02}-11,不清楚").expect("text can be written");
    }
    text
}

/// The most memory held, in KiB, and the time.
fn run(path: &std::path::Path, options: &[&str]) -> (u64, Duration) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .arg("batch")
        .arg(path)
        .args(["--to", "csv", "-q"])
        .args(options)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut peak = 0;
    while child.try_wait().expect("the program runs").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
        peak = peak.max(held.unwrap_or_default());
        std::thread::sleep(Duration::from_millis(20));
    }
    (peak, start.elapsed())
}

fn main() -> ExitCode {
    let folder = tempfile::tempdir().expect("a folder for the tables");
    let rows = wanted::number("HUIQI_ROWS").unwrap_or(10_000);
    let mut peaks = Vec::new();
    for (rows, options) in [(10_000, &MEASURE[..]), (1_000_000, &MEASURE[..]), (rows, &[])] {
        let path = folder.path().join("clients.csv");
        std::fs::write(&path, table(rows)).expect("the table can be written");
        let (peak, time) = run(&path, options);
        let what = if options.is_empty() { "the whole catalogue" } else { "one measure" };
        println!("{rows} rows, {what}: at most {peak} KiB, {time:.1?}");
        peaks.push(peak);
    }
    let few = peaks.first().copied().unwrap_or_default();
    let kept = peaks.iter().all(|peak| *peak <= 64 * 1024) && peaks.get(1).is_some_and(|many| *many <= few + 8 * 1024);
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
