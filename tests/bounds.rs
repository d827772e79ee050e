//! The limits that the README states: what lies at one goes through, what lies beyond is refused in words.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

#[path = "batch/desk.rs"]
#[allow(dead_code)]
mod desk;
#[cfg(target_os = "linux")]
#[path = "bounds/objects.rs"]
mod objects;
#[cfg(target_os = "linux")]
#[path = "bounds/outputs.rs"]
mod outputs;
#[path = "bounds/sheets.rs"]
mod sheets;

use desk::Desk;
#[cfg(target_os = "linux")]
use std::process::{Command, Output};

/// Runs `huiqi` with so many MiB of address space.
#[cfg(target_os = "linux")]
fn run_within(mib: u32, desk: &Desk, arguments: &[&str]) -> Output {
    // Of several arenas each would put up to 64 MiB aside that nothing uses, how many hangs on how threads meet.
    let limited = format!("ulimit -v {}; export MALLOC_ARENA_MAX=1; exec \"$0\" \"$@\"", mib << 10);
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_huiqi")]).args(arguments).current_dir(desk.path(""));
    command.output().unwrap()
}

/// The beginning of what a run says.
#[cfg(target_os = "linux")]
fn said(ran: &Output) -> String {
    String::from_utf8_lossy(&ran.stderr).chars().take(600).collect()
}

/// What a run says of a file that it refuses, in both languages.
#[track_caller]
fn refused(desk: &Desk, arguments: &[&str], code: i32, words: [&str; 2]) {
    for (language, words) in ["zh", "en"].into_iter().zip(words) {
        let ran = desk.run(&[arguments, &["--lang", language]].concat());
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err.chars().take(600).collect::<String>());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err.chars().take(600).collect::<String>());
    }
}

#[test]
fn an_amount_is_at_most_a_million_yi_and_a_day_lies_between_1900_and_2199() {
    let desk = Desk::new();
    for fits in
        ["paid-in-capital=1000000亿元", "paid-in-capital=0", "registered-on=1900-01-01", "registered-on=2199-12-31"]
    {
        let ran = desk.run(&["assess", "--set", fits, "--format", "ndjson", "-q"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{fits}");
    }
    let money = ["应在 0元 与 1000000亿元 之间", "from 0 yuan to 100,000 billion yuan"];
    let day = ["应在 1900-01-01 与 2199-12-31 之间", "from 1900-01-01 to 2199-12-31"];
    let no_day = ["不是日期", "is no date"];
    let power = ["是科学记数法,位数可能已经丢失", "digits may be lost"];
    for (beyond, words) in [
        ("paid-in-capital=1000000亿零1元", ["看不出是多少", "is no figure"]),
        ("paid-in-capital=100000000000000.01元", money),
        ("paid-in-capital=99999999999999999999999999999999999999999元", money),
        ("paid-in-capital=1e400", power),
        ("paid-in-capital=NaN", ["看不出是多少", "is no figure"]),
        ("paid-in-capital=Infinity", ["看不出是多少", "is no figure"]),
        ("registered-on=1899-12-31", day),
        ("registered-on=2200-01-01", day),
        ("registered-on=2021-02-29", no_day),
        ("registered-on=99999-01-01", no_day),
    ] {
        refused(&desk, &["assess", "--set", beyond], 2, words);
    }
}

#[test]
fn the_day_of_an_assessment_lies_between_1900_and_2199_too() {
    let run = |day: &str, language: &str| {
        let arguments = ["assess", "--set", "paid-in-capital=1元", "--format", "ndjson", "-q", "--lang", language];
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_huiqi")).args(arguments).args(["--as-of", day]).output();
        let output = output.unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    for day in ["1900-01-01", "2199-12-31"] {
        assert_eq!(run(day, "zh"), (0, String::new()), "{day}");
    }
    for day in ["1899-12-31", "2200-01-01"] {
        let said = format!("错误: --as-of 的「{day}」应在 1900-01-01 与 2199-12-31 之间\n");
        assert_eq!(run(day, "zh"), (2, said));
        let said = format!("error: `{day}` for --as-of must be from 1900-01-01 to 2199-12-31\n");
        assert_eq!(run(day, "en"), (2, said));
    }
}

#[test]
fn of_a_name_of_any_length_the_first_sixty_letters_are_quoted() {
    let desk = Desk::new();
    let (name, quoted) = ("甲".repeat(300_000), format!("{}…", "甲".repeat(60)));
    desk.put("key.toml", format!("\"{name}\" = 1\n"));
    desk.put("fact.toml", format!("[facts]\n\"{name}\" = 1\n"));
    desk.put("declined.json", format!("{{\"declined\":[\"{name}\"]}}"));
    desk.put("heading.csv", format!("企业名称,{name}\n某公司,1\n"));
    desk.put("cell.csv", format!("企业名称,实缴资金\n某公司,{name}\n"));
    desk.put("key.ndjson", format!("{{\"facts\":{{\"{name}\":1}}}}\n"));
    let (assess, batch) = (["assess", "--format", "ndjson"], ["batch", "--to", "ndjson"]);
    for (file, command) in [
        ("key.toml", assess.as_slice()),
        ("fact.toml", &assess),
        ("declined.json", &assess),
        ("heading.csv", &batch),
        ("cell.csv", &batch),
        ("key.ndjson", &batch),
    ] {
        for language in ["zh", "en"] {
            let ran = desk.run(&[command, &[file, "--lang", language]].concat());
            assert!(ran.err.contains(&quoted), "{file}: {}", ran.err.chars().take(600).collect::<String>());
            assert!(ran.err.len() < 4_000, "{file}: {} bytes", ran.err.len());
        }
    }
}

#[test]
fn a_profile_is_nested_no_deeper_than_it_can_be_meant() {
    let desk = Desk::new();
    let deep = ["嵌套太深", "this is nested too deep"];
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    for (name, text) in [
        ("value.json", format!("{{\"facts\":{{\"paid-in-capital\":{open}{close}}}}}")),
        ("list.json", format!("{open}{close}")),
        ("objects.json", format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000))),
        ("value.toml", format!("[facts]\npaid-in-capital = {open}{close}\n")),
        ("header.toml", format!("[{}a]\n", "a.".repeat(100_000))),
        ("tables.toml", format!("a = {}\n", "{ a = ".repeat(100_000))),
    ] {
        desk.put(name, text);
        refused(&desk, &["assess", name], 4, deep);
    }
    desk.put("rows.ndjson", format!("{{\"主体类型\":{open}{close}}}\n{{\"名称\":\"乙\",\"主体类型\":\"企业\"}}\n"));
    let ran = desk.batch("rows.ndjson", &["--to", "ndjson"]);
    assert!(ran.err.contains("1:16:读不了「{\"主体类型\":[[["), "{}", ran.err);
    assert_eq!(desk::fact(&ran.results()[1], "applicant"), &serde_json::json!(["company"]));
}

#[test]
fn signs_that_nobody_sees_are_named_where_they_stand() {
    let desk = Desk::new();
    let control = ["这里有看不见的控制字符", "there is a control character here"];
    desk.put("nul.toml", "[facts]\npaid-in-capital = \"3\u{0}0\"\n");
    refused(&desk, &["assess", "nul.toml"], 4, control);
    assert!(desk.run(&["assess", "nul.toml"]).err.contains("nul.toml:2:21"));
    desk.put("nul.json", "{\"facts\":{\"paid-in-capital\":\"3\u{0}0\"}}");
    refused(&desk, &["assess", "nul.json"], 4, control);
    assert!(desk.run(&["assess", "nul.json"]).err.contains("nul.json:1:31"));
    desk.put("half.json", "{\"name\":\"\\ud800\"}");
    refused(&desk, &["assess", "half.json"], 4, ["「\\u」后面只有半个字", "is half a letter"]);
    // Half a letter in a table of UTF-16.
    let letters = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let table = [vec![0xff, 0xfe], letters("名称,申报主体类型\n"), vec![0, 0xd8], letters(",企业\n")].concat();
    desk.put("half.csv", table);
    let ran = desk.batch("half.csv", &["--to", "ndjson"]);
    assert!(ran.err.contains("A2「名称」:这一格有乱码"), "{}", ran.err);
}

#[test]
fn a_line_has_at_most_a_mebibyte_and_a_table_at_most_16384_columns() {
    let desk = Desk::new();
    let row = |length: usize| format!("名称,申报主体类型\n{},企业\n乙,企业\n", "a".repeat(length - ",企业\n".len()));
    desk.put("fits.csv", row(1 << 20));
    assert!(!desk.batch("fits.csv", &["--to", "ndjson"]).err.contains("太长"));
    desk.put("beyond.csv", row((1 << 20) + 1));
    let ran = desk.batch("beyond.csv", &["--to", "ndjson"]);
    assert!(ran.err.contains("第 2 行:这一行太长,超过 1 MiB"), "{}", ran.err);
    // The row after it is read as ever.
    assert_eq!(desk::fact(&ran.results()[1], "applicant"), &serde_json::json!(["company"]));
    let columns = |number: usize| format!("名称,申报主体类型{}\n乙,企业\n", ",x".repeat(number - 2));
    desk.put("fits.csv", columns(16_384));
    assert_eq!(desk.batch("fits.csv", &["--to", "ndjson"]).results().len(), 1);
    desk.put("beyond.csv", columns(16_385));
    refused(&desk, &["batch", "beyond.csv"], 1, ["列太多,超过 16384 列", "16384 columns"]);
}

#[test]
fn files_that_are_read_whole_have_a_size_that_none_of_their_kind_has() {
    let desk = Desk::new();
    let filled = |text: &str, size: usize| format!("{text}{}", "\n".repeat(size - text.len()));
    desk.put("fits.toml", filled("name = \"甲\"\n", 16 << 20));
    assert_eq!(desk.run(&["assess", "fits.toml", "--format", "ndjson"]).code, 0);
    desk.put("beyond.toml", filled("name = \"甲\"\n", (16 << 20) + 1));
    let words = ["文件太大,超过 16 MiB", "the file is too large, more than 16 MiB"];
    refused(&desk, &["assess", "beyond.toml"], 1, words);
    desk.put("clients.csv", "名称,申报主体类型\n甲,企业\n");
    refused(&desk, &["batch", "clients.csv", "--map-file", "beyond.toml"], 1, words);
    desk.put("beyond.json", filled("[]", (256 << 20) + 1));
    let words = ["文件太大,超过 256 MiB", "the file is too large, more than 256 MiB"];
    refused(&desk, &["batch", "beyond.json"], 1, words);
    // A document of which no catalogue is drafted.
    desk.put("document.txt", format!("一、支持\n{}", "支持企业。\n".repeat(20_000)));
    refused(&desk, &["catalogue", "new", "-o", "drafted", "document.txt"], 1, ["256 KiB", "is longer than 256 KiB"]);
    desk.put("clauses.txt", (1..=5_001).map(|at| format!("{at}、支持\n")).collect::<String>());
    let words = ["条款超过 5000 个", "has more than 5000 clauses"];
    refused(&desk, &["catalogue", "new", "-o", "drafted", "clauses.txt"], 1, words);
}

#[test]
fn a_folder_with_more_entries_than_any_catalogue_has_is_refused_in_one_sentence() {
    let desk = Desk::new();
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/base");
    for folder in ["catalogue", "catalogue/demo", "catalogue/more"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
    }
    let mut entries = 2;
    for folder in ["", "demo"] {
        for file in std::fs::read_dir(format!("{base}/{folder}")).unwrap().map(Result::unwrap) {
            if file.path().is_file() {
                std::fs::copy(file.path(), desk.path("catalogue").join(folder).join(file.file_name())).unwrap();
                entries += 1;
            }
        }
    }
    for number in entries..100_000 {
        desk.put(&format!("catalogue/more/{number}"), "");
    }
    let check = ["--catalogue", "catalogue", "catalogue", "check"];
    let ran = desk.run(&check);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    desk.put("catalogue/more/beyond", "");
    let words = [
        "错误[missing-file]: 读不了「catalogue」:里面的文件和文件夹超过 100000 个,不是政策目录",
        "error[missing-file]: cannot read `catalogue`: it holds more than 100000 files and folders, and is no catalogue",
    ];
    refused(&desk, &check, 1, words);
}

/// A file of so many lines that are no TOML.
fn faulty(lines: usize) -> String {
    "= 1\n".repeat(lines)
}

#[test]
fn of_a_file_that_is_no_toml_the_first_fifty_lines_are_listed_and_that_is_said_first() {
    let desk = Desk::new();
    let listed = |err: &str| err.matches("[syntax]").count();
    desk.put("fits.toml", faulty(50));
    let ran = desk.run(&["assess", "fits.toml"]);
    assert_eq!((listed(&ran.err), ran.code), (50, 4));
    // With a thousand more, nothing else is made of the file.
    for lines in [51, 1_000, 1_001, 20_000] {
        desk.put("beyond.toml", faulty(lines));
        let ran = desk.run(&["assess", "beyond.toml"]);
        assert_eq!((listed(&ran.err), ran.code), (51, 4), "{lines}");
        let [first, place] = ran.err.lines().take(2).collect::<Vec<_>>()[..] else { panic!("{}", ran.err) };
        assert_eq!(first, "错误[syntax]: 这个文件有很多行不符合 TOML 的写法,只列出前 50 行");
        assert!(place.ends_with("beyond.toml:1:1"), "{place}");
        refused(&desk, &["assess", "beyond.toml"], 4, ["建议: 是不是选错了文件?", "help: is it the right file?"]);
        refused(
            &desk,
            &["assess", "beyond.toml"],
            4,
            ["只列出前 50 行", "many lines of this file are not TOML; only the first 50 are listed"],
        );
    }
}

#[test]
fn a_profile_may_have_any_number_of_keys_without_quotes() {
    let desk = Desk::new();
    let keys: String = ('一'..).take(3_000).map(|letter| format!("键{letter} = 1\n")).collect();
    desk.put("profile.toml", format!("[facts]\n{keys}实缴资金 = \"2.5亿元\"\n"));
    let ran = desk.run(&["assess", "profile.toml", "--format", "ndjson"]);
    assert_eq!(desk::fact(&ran.results()[0], "paid-in-capital"), &serde_json::json!("250000000.00"));
}

/// Each fault that is kept takes memory, and here are half a million.
#[cfg(target_os = "linux")]
#[test]
fn a_megabyte_of_faults_of_syntax_takes_less_than_256_mib() {
    let desk = Desk::new();
    for unit in ["=\n", "[\n", ".\n", "#\0\n", "b\n", "=", "b\r", "a=1\n", "资=1\n"] {
        desk.put("profile.toml", unit.repeat((1 << 20) / unit.len()));
        let ran = run_within(256, &desk, &["assess", "profile.toml"]);
        assert_eq!(ran.status.code(), Some(4), "{unit:?}: {}", said(&ran));
    }
}
