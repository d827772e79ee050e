//! The memory that writing takes hangs neither on how long a cell is nor on how many clients there are.

use crate::desk::Desk;
use std::process::Command;

/// Runs `huiqi batch` with so many KiB of address space.
#[track_caller]
fn written_within(kib: u32, desk: &Desk, file: &str, options: &[&str]) {
    // Each thread would put space aside that nothing uses.
    let limited = format!("ulimit -v {kib}; export MALLOC_ARENA_MAX=1; exec \"$0\" batch -q \"$@\" >/dev/null");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_huiqi"), file]).args(options).current_dir(desk.path(""));
    let ran = command.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{file} with {options:?}: {said}");
}

/// A long cell stands beside each measure of a table in the long shape, and in each row of a workbook.
#[test]
fn a_megabyte_in_one_cell_takes_less_than_128_mib_in_every_form() {
    let desk = Desk::new();
    let cell = |unit: &str| unit.repeat(1_000_000 / unit.len());
    desk.put("name.csv", format!("名称,备注\n{},乙\n", cell("甲")));
    desk.put("remark.csv", format!("名称,备注\n乙,{}\n", cell("x")));
    desk.put("hostile.csv", format!("名称,备注\n乙,{}\n", cell("\u{1}")));
    desk.put("heading.csv", format!("名称,{}\n乙,x\n", cell("x")));
    for file in ["name.csv", "remark.csv", "hostile.csv", "heading.csv"] {
        for options in [
            &["--to", "csv"][..],
            &["--to", "csv", "--shape", "long"],
            &["--to", "tsv", "--shape", "long"],
            &["--to", "ndjson", "--reasons", "--texts"],
            &["--to", "json"],
            &["--to", "xlsx"],
            &["--to", "html"],
            &["--to", "markdown"],
        ] {
            written_within(128 << 10, &desk, file, options);
        }
    }
}

/// Each of so many clients has a line in the overview above all of them.
#[test]
fn a_page_about_thirty_thousand_clients_takes_less_than_48_mib() {
    let desk = Desk::new();
    desk.put("many.csv", format!("名称\n{}", "甲\n".repeat(30_000)));
    written_within(48 << 10, &desk, "many.csv", &["--to", "html", "--measure", "vc-paid-in-capital-award"]);
}
