//! The memory that writing takes hangs neither on how long a cell is nor on how many clients there are.

use crate::desk::Desk;
use crate::{run_within, said};

/// Writes what a batch finds, within so many MiB.
#[track_caller]
fn written_within(mib: u32, desk: &Desk, file: &str, options: &[&str]) {
    let ran = run_within(mib, desk, &[&["batch", "-q", file], options].concat());
    assert_eq!(ran.status.code(), Some(0), "{file} with {options:?}: {}", said(&ran));
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
            written_within(128, &desk, file, options);
        }
    }
}

/// Each of so many clients has a line in the overview above all of them.
#[test]
fn a_page_about_thirty_thousand_clients_takes_less_than_48_mib() {
    let desk = Desk::new();
    desk.put("many.csv", format!("名称\n{}", "甲\n".repeat(30_000)));
    written_within(48, &desk, "many.csv", &["--to", "html", "--measure", "vc-paid-in-capital-award"]);
}

/// 26 rows with 16,000 cells at fault each are 416,000; of each row a thousand are listed, and one line says of the
/// rest how many they are.
#[test]
fn a_megabyte_of_faults_takes_less_than_160_mib_and_a_thousand_are_listed_of_each_client() {
    let desk = Desk::new();
    let row = format!("甲{}\n", ",x".repeat(16_000));
    desk.put("faults.csv", format!("名称{}\n{}", ",实缴资金".repeat(16_000), row.repeat(26)));
    for form in ["csv", "xlsx", "ndjson"] {
        let options = ["--to", form, "--measure", "vc-paid-in-capital-award", "--errors", "errors.csv"];
        let ran = run_within(160, &desk, &[&["batch", "faults.csv"][..], &options].concat());
        assert_eq!(ran.status.code(), Some(4), "{form}: {}", said(&ran));
        let errors = std::fs::read_to_string(desk.path("errors.csv")).unwrap();
        let unlisted = errors.lines().filter(|line| line.contains("还有 15000 处问题没有列出")).count();
        // Below the headings.
        assert_eq!((errors.lines().count(), unlisted), (1 + 26 * 1_001, 26), "{form}");
        std::fs::remove_file(desk.path("errors.csv")).unwrap();
    }
}
