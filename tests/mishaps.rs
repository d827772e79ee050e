//! What may happen to a machine while the program runs: it is killed, the disk is full, a file is gone,
//! somebody else is at work on the same file.
//!
//! `HUIQI_KILLS` is how often each program is killed at a moment by lot, 20 times if not given.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::print_stdout)]

#[path = "batch/desk.rs"]
#[allow(dead_code)]
mod desk;
#[path = "mishaps/disks.rs"]
mod disks;
#[path = "mishaps/empty.rs"]
mod empty;
#[cfg(unix)]
#[path = "mishaps/folders.rs"]
mod folders;
#[path = "terminal/harness.rs"]
mod harness;
#[cfg(unix)]
#[path = "mishaps/killed.rs"]
mod killed;
#[cfg(target_os = "linux")]
#[path = "mishaps/names.rs"]
mod names;
#[path = "mishaps/places.rs"]
mod places;
#[path = "mishaps/together.rs"]
mod together;
#[cfg(unix)]
mod wanted;

/// A table of so many clients, each another one.
fn table(rows: usize) -> String {
    let row = |at: usize| format!("第{at}家,企业,创业投资、风险投资,是,{}万,{}万\n", 20_000 + at, 500 + at % 40);
    let rows: String = (1..=rows).map(row).collect();
    format!("名称,申报主体类型,主营业务,是否在青岛登记注册,实缴资金,新增实缴资金\n{rows}")
}
