//! What is read, what is written, and what is left alone.

use crate::desk::Desk;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};

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
    desk.put("map.toml", "\"名称\" = \"name\"\n");
    for options in [
        &["-o", "in.csv", "--errors", "errors.csv"][..],
        &["-o", "./in.csv", "--errors", "errors.csv"],
        &["-o", "linked.csv", "--errors", "errors.csv"],
        &["-o", "out.csv", "--errors", "in.csv"],
        &["-o", "out.csv", "--errors", "out.csv"],
        &["-o", "out.csv", "--errors", "./out.csv"],
        &["--save-map", "in.csv"],
        &["--save-map", "linked.csv"],
        &["-o", "out.xlsx", "--save-map", "out.xlsx"],
        &["--errors", "errors.csv", "--save-map", "./errors.csv"],
        &["-o", "map.toml", "--to", "csv", "--map-file", "map.toml"],
        &["--map-file", "map.toml", "--save-map", "map.toml"],
    ] {
        let ran = desk.batch("in.csv", &[options, &["--force"]].concat());
        assert_eq!(ran.code, 2, "{options:?}: {}", ran.err);
        assert!(ran.err.contains("不能既读又写,或写两样东西;换一个文件名"), "{options:?}: {}", ran.err);
        assert_eq!(desk.read("in.csv"), TABLE);
        assert_eq!(desk.files(), ["in.csv", "linked.csv", "map.toml"], "{options:?}");
    }
    assert_eq!(desk.read("map.toml"), "\"名称\" = \"name\"\n");
}

#[test]
fn a_map_that_is_there_is_kept_before_any_work_is_done() {
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    desk.put("map.toml", "mine");
    let ran = desk.batch("in.csv", &["-o", "out.csv", "--save-map", "map.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("「map.toml」已经存在;要覆盖请加 --force"), "{}", ran.err);
    assert_eq!(desk.read("map.toml"), "mine");
    assert_eq!(desk.files(), ["in.csv", "map.toml"]);
}

#[test]
fn a_profile_is_not_overwritten_with_its_own_result() {
    let desk = Desk::new();
    desk.put("one.toml", "name = \"甲\"\n");
    let ran = desk.run(&["assess", "one.toml", "-o", "./one.toml", "--force"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("「./one.toml」不能既读又写,或写两样东西;换一个文件名"), "{}", ran.err);
    assert_eq!(desk.read("one.toml"), "name = \"甲\"\n");
}

#[test]
fn a_folder_is_not_written_to() {
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    std::fs::create_dir(desk.path("folder")).unwrap();
    for options in [
        &["-o", "folder/", "--to", "csv"][..],
        &["-o", "folder", "--to", "csv", "--force"],
        &["-o", "none/", "--to", "csv"],
        &["--errors", "folder"],
    ] {
        let ran = desk.batch("in.csv", options);
        assert_eq!(ran.code, 1, "{options:?}");
        assert!(ran.err.contains("这是文件夹,不是文件"), "{options:?}: {}", ran.err);
    }
}

#[test]
fn options_that_mean_nothing_here_are_refused() {
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    desk.put("in.ndjson", "{\"名称\":\"甲\"}\n");
    for (input, options, words) in [
        ("in.csv", ["--errors", "-"], "--errors 不能写 -;写一个文件名"),
        ("in.csv", ["--save-map", "-"], "--save-map 不能写 -;写一个文件名"),
        ("in.csv", ["--sheet", "客户"], "--sheet 只用于工作簿"),
        ("in.csv", ["--shape", "long"], "--shape 只用于 CSV 和 TSV 输出"),
        ("in.ndjson", ["--save-map", "map.toml"], "--save-map 只用于表格"),
    ] {
        let ran = desk.batch(input, &options);
        assert_eq!(ran.code, 2, "{options:?}");
        assert!(ran.err.contains(words), "{options:?}: {}", ran.err);
        assert!(ran.out.is_empty());
    }
    assert_eq!(desk.files(), ["in.csv", "in.ndjson"]);
}

#[test]
fn a_key_that_no_object_has_is_said_at_the_end() {
    let desk = Desk::new();
    desk.put("in.ndjson", "{\"名称\":\"甲\"}\n{\"名称\":\"乙\",\"注资\":\"300万\"}\n");
    let map = |map| desk.batch("in.ndjson", &["--map", map, MEASURE[0], MEASURE[1]]);
    let ran = map("注姿=paid-in-capital");
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("提醒: --map 写的「注姿」在任何一条记录里都没有"), "{}", ran.err);
    assert!(!map("注资=paid-in-capital").err.contains("--map"));
}

#[test]
fn a_form_of_output_goes_by_its_endings_too() {
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    for (ending, name) in [("md", "markdown"), ("htm", "html"), ("jsonl", "ndjson"), ("tab", "tsv")] {
        let ran = desk.batch("in.csv", &["--to", ending]);
        assert_eq!(ran.code, 0, "{ending}: {}", ran.err);
        assert_eq!(ran.out, desk.batch("in.csv", &["--to", name]).out, "{ending}");
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

/// Writes each row only when the one before is answered, and returns the answers.
fn in_conversation(input: &str, kind: &str, before: &str, rows: [&str; 3]) -> Vec<String> {
    let desk = Desk::new();
    let mut child = desk
        .command(&["batch", input, "--from", kind, "-q", MEASURE[0], MEASURE[1]])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    input.write_all(before.as_bytes()).unwrap();
    let answers = rows.map(|row| {
        writeln!(input, "{row}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        line
    });
    drop(input);
    assert!(child.wait().unwrap().success());
    answers.into()
}

#[test]
fn a_pipe_is_answered_row_by_row_by_its_name_too() {
    // By its path it is a pipe like any other.
    let pipes = if cfg!(unix) { &["-", "/dev/stdin"][..] } else { &["-"] };
    pipes.iter().for_each(|pipe| is_answered_row_by_row(pipe));
}

fn is_answered_row_by_row(input: &str) {
    let objects = ["{\"名称\":\"甲\"}", "{\"名称\":\"乙\"}", "{\"名称\":\"丙\"}"];
    // A cell of two lines, and a row that follows it.
    let rows = ["甲,企业", "乙,\"企业\n\"", "丙,个人"];
    for answers in [
        in_conversation(input, "ndjson", "", objects),
        in_conversation(input, "csv", "名称,主体类型\n", rows),
        in_conversation(input, "csv", "客户清单,\n\n名称,主体类型\n", rows),
    ] {
        for (name, answer) in ["甲", "乙", "丙"].iter().zip(answers) {
            assert!(answer.contains(&format!("\"name\":\"{name}\"")), "{answer}");
        }
    }
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

/// How a program ended that has to end soon.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn nobody_who_stops_reading_is_kept_waiting_for_rows_that_do_not_come() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["batch", "-", "--from", "ndjson", "-q", MEASURE[0], MEASURE[1]])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // One result that nobody reads; the input stays open, and nothing more comes.
    writeln!(input, "{{\"名称\":\"甲\"}}").unwrap();
    let status = ended(&mut child);
    drop(input);
    assert_eq!(status.and_then(|status| status.code()), Some(0));
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_read_but_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let desk = Desk::new();
    desk.put("in.csv", TABLE);
    assert!(std::process::Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    for options in [["-o", "pipe", "--to", "csv"], ["--errors", "pipe", "--to", "csv"]] {
        for force in [&[][..], &["--force"]] {
            let mut child = desk
                .command(&[&["batch", "in.csv"], &options[..], force].concat())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            assert_eq!(ended(&mut child).and_then(|status| status.code()), Some(1), "{options:?}");
            let said = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
            assert!(said.contains("「pipe」不是普通文件"), "{said}");
        }
    }
    assert!(std::fs::metadata(desk.path("pipe")).unwrap().file_type().is_fifo());
    let mut child = desk.command(&["batch", "pipe", "--from", "csv", "-o", "out.csv"]).spawn().unwrap();
    let pipe = desk.path("pipe");
    std::thread::spawn(move || std::fs::write(pipe, TABLE));
    assert_eq!(ended(&mut child).and_then(|status| status.code()), Some(0));
    assert!(desk.read("out.csv").contains('乙'));
}

#[cfg(unix)]
#[test]
fn breaking_off_leaves_no_workbook_from_standard_input_behind() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("kept")).unwrap();
    let kept = || std::fs::read_dir(desk.path("kept")).unwrap().count();
    let mut child = desk
        .command(&["batch", "-", "--from", "xlsx", "-q"])
        .env("TMPDIR", desk.path("kept"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    for _ in 0..500 {
        if kept() > 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(kept(), 1);
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(ended(&mut child).and_then(|status| status.code()), Some(130));
    assert_eq!(kept(), 0);
}

#[cfg(unix)]
#[test]
fn breaking_off_leaves_no_half_file() {
    let desk = Desk::new();
    let rows: String = (0..200_000).map(|row| format!("第{row},企业\n")).collect();
    desk.put("many.csv", format!("名称,主体类型\n{rows}"));
    let child = desk
        .command(&["batch", "many.csv", "-o", "out.csv", "--errors", "errors.csv", "--save-map", "map.toml"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It has begun once something stands beside the output's place.
    for _ in 0..200 {
        if desk.files().len() >= 4 {
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
