//! Names of files that are no UTF-8, as archives from elsewhere unpack: 客户 and 档案 in GBK.

use crate::desk::{Desk, Ran};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

const CLIENTS: &[u8] = b"\xbf\xcd\xbb\xa7";
const PROFILE: &[u8] = b"\xb5\xb5\xb0\xb8";

/// How the first is shown: of its four bytes two happen to be a letter in UTF-8.
const SHOWN: &str = "\u{fffd}\u{37b}\u{fffd}";

/// A name in a folder: these bytes, then an ending.
fn name(stem: &[u8], ending: &str) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(&[stem, ending.as_bytes()].concat()))
}

fn run(desk: &Desk, arguments: &[&dyn AsRef<OsStr>]) -> Ran {
    let mut command = desk.command(&[]);
    let output = command.args(arguments.iter().map(|argument| argument.as_ref())).output().unwrap();
    Ran { code: output.status.code().unwrap(), out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
}

#[test]
fn a_table_with_such_a_name_is_read_and_results_are_written_to_one() {
    let desk = Desk::new();
    fs::write(desk.path("").join(name(CLIENTS, ".csv")), "名称,实缴资金\n甲,1亿\n乙,很多\n").unwrap();
    let [results, errors, map] = [".json", "-errors.csv", ".toml"].map(|ending| name(CLIENTS, ending));
    let input = name(CLIENTS, ".csv");
    let ran =
        run(&desk, &[&"batch", &input, &"-o", &results, &"--errors", &errors, &"--save-map", &map, &"--lang", &"en"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains(&format!("the results are in `{SHOWN}.json`")), "{}", ran.err);
    for file in [&results, &errors, &map] {
        assert!(fs::metadata(desk.path("").join(file)).unwrap().len() > 0, "{}", file.display());
    }
    let again = run(&desk, &[&"batch", &input, &"--map-file", &map]);
    assert_eq!(again.results()[0]["applicant"]["name"], "甲", "{}", again.err);
    let kept = run(&desk, &[&"batch", &input, &"-o", &results]);
    assert_eq!(kept.code, 1, "a file with such a name that is there is kept: {}", kept.err);
}

#[test]
fn a_profile_with_such_a_name_is_read() {
    let desk = Desk::new();
    let (profile, page) = (name(PROFILE, ".toml"), name(PROFILE, ".html"));
    fs::write(desk.path("").join(&profile), "[facts]\n实缴资金 = \"很多\"\n").unwrap();
    let ran = run(&desk, &[&"assess", &profile, &"-o", &page]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains("\u{fffd}.toml:2:"), "{}", ran.err);
    assert!(fs::read_to_string(desk.path("").join(&page)).unwrap().contains("<html"));
    let ran = run(&desk, &[&"explain", &"vc-paid-in-capital-award", &profile]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    let table = run(&desk, &[&"assess", &name(CLIENTS, ".csv")]);
    assert!(table.err.contains("用 huiqi batch $'\\277\\315\\273\\247.csv' -o"), "{}", table.err);
}

#[test]
fn a_catalogue_with_such_a_name_is_used_wherever_it_is_named() {
    let desk = Desk::new();
    let folder = name(CLIENTS, "");
    let command = |variable: bool| {
        let mut command = desk.command(&["measures", "--lang", "en"]);
        if variable {
            command.env("HUIQI_CATALOGUE", &folder)
        } else {
            command.arg("--catalogue").arg(&folder)
        };
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    for variable in [false, true] {
        let said = command(variable);
        assert!(said.contains(&format!("cannot read `{SHOWN}`: there is no such")), "{said}");
    }
}

#[test]
fn another_part_of_the_command_that_is_no_utf_8_is_said_to_be() {
    let desk = Desk::new();
    for (language, said) in [("zh", "错误: 命令里有的字不是 UTF-8"), ("en", "error: a part of the command is no UTF-8")]
    {
        let ran = run(&desk, &[&"assess", &"--lang", &language, &"--set", &name(CLIENTS, "=1")]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
