//! The memory that an object takes of which much is wrong, and what is said of it: short of a megabyte, less than
//! 256 MiB.

use crate::desk::Desk;
use crate::{run_within, said};

/// Counts the lines of problems that a run with 256 MiB of address space says in its result.
#[track_caller]
fn listed_within_256_mib(desk: &Desk, command: &str, file: &str) -> usize {
    let form = if command == "batch" { ["--to", "ndjson", "--jobs", "1"].as_slice() } else { &["--format", "ndjson"] };
    let ran = run_within(256, desk, &[&[command, file, "--measure", "vc-paid-in-capital-award"], form].concat());
    assert_eq!(ran.status.code(), Some(4), "{command} {file}: {}", said(&ran));
    let text = String::from_utf8(ran.stdout).unwrap();
    let results: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [result] = results.as_slice() else { panic!("{command} {file}: {} results", results.len()) };
    let warnings = result["warnings"].as_array().unwrap();
    let unlisted = warnings.iter().filter(|warning| warning["code"] == "unlisted").count();
    assert!(unlisted <= 1, "{command} {file}");
    if unlisted == 1 { warnings.iter().filter(|warning| warning["code"] != "validity-unstated").count() } else { 0 }
}

/// An object with the name 甲 that has this unit over and over, in brackets of its own where it is a list.
fn object(before: &str, unit: &str, after: &str) -> String {
    let times = ((1 << 20) - 40 - before.len() - after.len()) / (unit.len() + 1);
    format!("{{\"name\":\"甲\",{before}{}{after}}}", vec![unit; times].join(","))
}

#[test]
fn a_megabyte_of_faults_in_one_object_takes_less_than_256_mib_and_a_thousand_are_listed() {
    let desk = Desk::new();
    for (before, unit, after) in [
        ("", "\"id\":1,\"编号\":2", ""),
        ("", "\"name\":\"乙\"", ""),
        ("\"facts\":{},", "\"name\":\"乙\"", ""),
        ("\"declined\":[", "1", "]"),
        ("\"declined\":[", "\"x\"", "]"),
        ("\"declined\":[", "[]", "]"),
        ("", "\"实缴资金\":1", ""),
        ("\"facts\":{", "\"实缴资金\":1", "}"),
        ("\"facts\":{", "\"x\":1", "}"),
        ("\"facts\":{},", "\"实缴资金\":1", ""),
        ("\"facts\":{},", "\"FACTS\":1", ""),
        ("", "\"declined\":[]", ""),
    ] {
        desk.put("client.ndjson", object(before, unit, after));
        let listed = listed_within_256_mib(&desk, "batch", "client.ndjson");
        // The general warnings of a result come on top.
        assert!((1_001..1_020).contains(&listed), "{before}{unit}: {listed}");
        desk.put("client.json", object(before, unit, after));
        let listed = listed_within_256_mib(&desk, "assess", "client.json");
        assert!((1_001..1_020).contains(&listed), "{before}{unit}: {listed}");
    }
}

#[test]
fn a_megabyte_of_years_takes_less_than_256_mib() {
    let desk = Desk::new();
    desk.put("client.ndjson", object("\"地方税收贡献\":[", "1", "]"));
    listed_within_256_mib(&desk, "batch", "client.ndjson");
    desk.put("client.json", object("\"facts\":{\"地方税收贡献\":[", "1", "]}"));
    listed_within_256_mib(&desk, "assess", "client.json");
}
