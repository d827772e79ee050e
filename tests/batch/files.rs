//! What is read, what is written, and what is left alone.

use crate::desk::Desk;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

const TABLE: &str = "名称,主体类型\n甲,企业\n乙,个人\n";
const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

#[test]
fn a_file_that_is_there_is_not_overwritten_without_force() {
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    desk.put("out.csv", "mine");
    let ran = desk.batch("in.csv", &["-o", "out.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("已经存在;要覆盖请加 --force"), "{}", ran.err);
    assert_eq!(desk.read("out.csv"), "mine");
    assert_eq!(desk.batch("in.csv", &["-o", "out.csv", "--force"]).code, 0);
    assert!(desk.read("out.csv").contains('甲'));
    assert_eq!(desk.files(), ["in.csv", "out.csv"]);
}

#[test]
fn no_output_may_be_the_input_or_the_other_output() {
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    std::fs::hard_link(desk.path("in.csv"), desk.path("linked.csv")).unwrap();
    for options in [
        ["-o", "in.csv", "--force", "--errors", "errors.csv"],
        ["-o", "./in.csv", "--force", "--errors", "errors.csv"],
        ["-o", "linked.csv", "--force", "--errors", "errors.csv"],
        ["-o", "out.csv", "--force", "--errors", "in.csv"],
        ["-o", "out.csv", "--force", "--errors", "out.csv"],
    ] {
        let ran = desk.batch("in.csv", &options);
        assert_eq!(ran.code, 2, "{options:?}: {}", ran.err);
        assert_eq!(desk.read("in.csv"), TABLE);
    }
}

#[test]
fn a_form_that_is_not_known_is_asked_for() {
    let desk = Desk::new();
    desk.put("in.dat", TABLE);
    assert_eq!(desk.batch("in.dat", &[]).code, 2);
    assert_eq!(desk.batch("in.dat", &["--from", "csv"]).code, 0);
    assert_eq!(desk.batch("in.dat", &["--from", "csv", "-o", "out.pdf"]).code, 2);
    assert_eq!(desk.batch("-", &[]).code, 2);
    assert_eq!(desk.batch("missing.csv", &[]).code, 1);
    assert_eq!(desk.files(), ["in.dat"]);
}

#[test]
fn standard_input_is_read_row_by_row() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["batch", "-", "--from", "ndjson", "-q", MEASURE[0], MEASURE[1]])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for name in ["甲", "乙"] {
        // The answer comes before the next row is there.
        writeln!(input, "{{\"名称\":\"{name}\"}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"name\":\"{name}\"")), "{line}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn nobody_who_stops_reading_gets_an_error() {
    let desk = Desk::new();
    let rows: String = (0..3_000).map(|row| format!("第{row},企业\n")).collect();
    desk.put("many.csv", format!("名称,主体类型\n{rows}"));
    let mut child = desk
        .command(&["batch", "many.csv", MEASURE[0], MEASURE[1]])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(!String::from_utf8(ended.stderr).unwrap().contains("错误"));
}

#[cfg(unix)]
#[test]
fn breaking_off_leaves_no_half_file() {
    let desk = Desk::new();
    let rows: String = (0..200_000).map(|row| format!("第{row},企业\n")).collect();
    desk.put("many.csv", format!("名称,主体类型\n{rows}"));
    let child = desk
        .command(&["batch", "many.csv", "-o", "out.csv", "--errors", "errors.csv"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It has begun once something stands beside the output's place.
    for _ in 0..200 {
        if desk.files().len() >= 3 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("已中断,没有写出文件"));
    assert_eq!(desk.files(), ["many.csv"]);
}
