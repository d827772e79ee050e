//! What no worked case tells is found, and each case of a good catalogue is missed.

#![allow(clippy::unwrap_used)]

use huiqi::catalogue::{Source, case_coverage, missing_cases, test};
use huiqi::language::Language;
use huiqi::problem::Code;
use jiff::civil::{Date, date};
use std::path::Path;
use std::process::Command;

const AS_OF: Date = date(2026, 11, 23);
const CASES: &str = "demo/cases.toml";

fn base() -> Source {
    Source::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/base")).unwrap()
}

/// The base without the case of this name.
fn without(name: &str) -> Source {
    let files = base().files.into_iter().map(|file| {
        let cases = file.text.split("[[case]]").filter(|case| !case.contains(&format!("\"{name}\"")));
        let kept = cases.collect::<Vec<_>>().join("[[case]]");
        (file.path, kept)
    });
    Source::of(files)
}

#[test]
fn each_case_is_missed_when_it_is_gone() {
    let source = base();
    let cases = source.files.iter().find(|file| file.path == CASES).unwrap();
    let names: Vec<&str> = cases.text.split("name   = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names.len(), 8);
    for name in names {
        let (_, problems) = test(&without(name), AS_OF).unwrap();
        let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
        assert!(codes.contains(&Code::Untested) || codes.contains(&Code::NoCase), "{name}: {codes:?}");
    }
}

#[test]
fn a_draft_has_the_applicant_and_leaves_what_to_expect_to_its_author() {
    let (loaded, coverage, _) = case_coverage(&without("1万元 short"), AS_OF).unwrap();
    let text = missing_cases(&loaded.catalogue, &coverage, Language::Chinese);
    let draft = text.split("[[case]]").find(|draft| draft.contains("1.9999亿元")).unwrap();
    assert!(draft.contains("# 现按规则得出:verdict = \"ineligible\", ruled-out-by = \"conditions\""), "{draft}");
    assert!(draft.lines().all(|line| line.starts_with('#') || !line.contains("expect")), "{draft}");
    for line in ["staff = \"10人\"", "foreign-share = \"25%\"", "founded = \"2020-08-20\"", "listed = \"是\""] {
        assert!(draft.contains(line), "{line} in {draft}");
    }
    let (_, errors) = huiqi::tree::from_toml(&text);
    assert!(errors.is_empty(), "{text}");
}

#[test]
fn coverage_is_counted_and_points_at_the_line() {
    let folder = tempfile::tempdir().unwrap();
    for file in without("a laboratory under review is not yet one").files {
        let path = folder.path().join(file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text.as_bytes()).unwrap();
    }
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
        command.args(["catalogue", "test", "--as-of", "2026-11-23", "--catalogue"]).arg(folder.path()).args(arguments);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (exit, text) = run(&["--coverage", "--lang", "en"]);
    assert_eq!(exit, Some(0));
    assert!(text.contains("demo/2-investment.toml:16:1 no case falls short of this alone\n"), "{text}");
    // Two `for`, one `when` and its six lines; each is told by holding and by failing, but one.
    assert!(text.contains("conditions 17/18, numbers 8/8, amounts 2/2\n"), "{text}");
    let (_, json) = run(&["--coverage", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.pointer("/counts/number/told"), Some(&8.into()));
    // Without being asked for the coverage, the fault is reported all the same.
    assert_eq!(run(&[]).0, Some(3));
}
