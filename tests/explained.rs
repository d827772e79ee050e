//! A measure explained for an applicant: the proof in the words of the clause.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};
use std::process::{Command, Stdio};

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/base");

fn huiqi(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .env_remove("HUIQI_LANG")
        .env_remove("HUIQI_CATALOGUE")
        .env("COLUMNS", "80")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const INVESTOR: &str = "vc-paid-in-capital-award";

fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let after = text.split_once(&format!("\n{heading}\n")).unwrap().1;
    after.split_once("\n\n").map_or(after, |(section, _)| section)
}

fn investor(capital: &str, more: &[&str]) -> String {
    let capital = format!("paid-in-capital={capital}");
    let given = ["--set", "applicant=company", "--set", "business=venture-capital", "--set", &capital];
    huiqi(&[&["explain", INVESTOR], &given[..], &["--set", "new-paid-in-capital=0"], more].concat())
}

#[test]
fn a_yes_shows_the_words_of_the_clause_that_ask_for_each_answer() {
    let text = investor("2.5亿元", &[]);
    let proof = section(&text, "为什么是这个结论");
    assert!(proof.contains("「实缴或新增实缴资金2亿元以上的」\n    ✓ 实缴资金:不低于2亿元(现为:2.5亿元)"), "{proof}");
    assert!(!proof.contains('✗'), "{proof}");
    let english = investor("2.5亿元", &["--lang", "en"]);
    assert!(section(&english, "Why this verdict").contains("“实缴或新增实缴资金2亿元以上的”"), "{english}");
}

#[test]
fn a_no_shows_the_words_that_fail_and_the_smallest_change() {
    let text = investor("1.9999亿元", &[]);
    let proof = section(&text, "为什么是这个结论");
    assert!(proof.contains("✗ 实缴资金:不低于2亿元(现为:1.9999亿元)"), "{proof}");
    assert!(proof.contains("✗ 新增实缴资金:不低于2亿元(现为:0元)"), "{proof}");
    assert!(section(&text, "要符合,需要").contains("还差1万元"), "{text}");
}

#[test]
fn the_explanation_as_json_has_the_tree_the_proof_and_what_it_takes() {
    let found: Value = serde_json::from_str(&investor("1.9999亿元", &["--format", "json"])).unwrap();
    assert_eq!(found["measure"]["verdict"], "ineligible");
    assert_eq!(found["for"]["truth"], "holds");
    assert_eq!(found["when"]["op"], "any-of");
    assert_eq!(found["when"]["truth"], "fails");
    assert_eq!(found["when"]["parts"][0]["fact"], "paid-in-capital");
    assert_eq!(found["when"]["parts"][0]["has"], "1.9999亿元");
    let proof: Vec<_> = found["proof"].as_array().unwrap().iter().map(|it| (&it["fact"], &it["met"])).collect();
    assert!(proof.contains(&(&json!("paid-in-capital"), &json!(false))), "{proof:?}");
    assert_eq!(found["measure"]["unmet"]["changes"][0]["gap"], "10000.00");
    assert_eq!(found["measure"]["in_the_way"], json!([]));
}

#[test]
fn an_answer_that_only_switches_others_on_stands_apart_and_one_that_is_counted_says_so() {
    let proof = |id: &str, given: &[&str]| {
        let sets: Vec<&str> = given.iter().flat_map(|set| ["--set", *set]).collect();
        section(&huiqi(&[&["explain", id], &sets[..]].concat()), "为什么是这个结论").to_owned()
    };
    let capital = ["applicant=company", "business=venture-capital", "paid-in-capital=2.5亿元"];
    let last = proof(INVESTOR, &capital);
    let (_, apart) = last.split_once("  原文没有问,但决定其他信息是否适用\n").unwrap();
    assert_eq!(apart, "    · 申报主体类型(现为:企业)");
    let tax = [
        "applicant=company",
        "business=internet",
        "internet-headquarters=headquarters",
        "arrival-in-qingdao=newly-registered",
        "internet-headquarters-recognition=held",
        "local-tax-contribution=2000万元",
    ];
    let first = proof("internet-headquarters-tax-grant", &tax);
    let counted = "  整段原文\n    · 地方税收贡献(现为:2000万元、2000万元、2000万元),金额据此计算";
    assert!(first.replace("\n      ", "").starts_with(counted), "{first}");
}

#[test]
fn without_an_applicant_nothing_is_proved() {
    let found: Value = serde_json::from_str(&huiqi(&["explain", INVESTOR, "--format", "json"])).unwrap();
    assert_eq!(found["proof"], json!([]));
    assert_eq!(found["when"]["truth"], Value::Null);
    assert!(!huiqi(&["explain", INVESTOR]).contains("为什么是这个结论"));
}

/// The smallest catalogue with other words in place of some.
fn catalogue(changes: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("demo")).unwrap();
    for file in ["facts.toml", "demo/1-companies.toml", "demo/2-investment.toml", "demo/policy.toml", "demo/source.txt"]
    {
        let mut text = std::fs::read_to_string(format!("{BASE}/{file}")).unwrap();
        for (_, from, to) in changes.iter().filter(|(path, ..)| *path == file) {
            assert!(text.contains(from), "{file}: {from}");
            text = text.replace(from, to);
        }
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

#[test]
fn words_that_the_author_names_stand_before_those_that_are_found() {
    let named = "[measure.words]\napplicant = \"符合条件的企业\"\n\n[[measure.support]]\nkind   = \"grant\"";
    let clause = "demo/2-investment.toml";
    let folder = catalogue(&[(clause, "[[measure.support]]\nkind   = \"grant\"", named)]);
    let given = ["--set", "applicant=person", "--catalogue", folder.path().to_str().unwrap()];
    let text = huiqi(&[&["explain", "investment-grant"], &given[..]].concat());
    let proof = section(&text, "为什么是这个结论");
    assert_eq!(proof, "  「符合条件的企业」\n    ✗ 申报主体类型:包括企业(现为:个人)");
}

#[test]
fn a_no_that_no_change_can_mend_says_what_stands_in_the_way() {
    let fixed = "type     = \"yes-no\"\nfixed    = true";
    let folder = catalogue(&[("facts.toml", "type     = \"yes-no\"", fixed)]);
    let given = ["--set", "applicant=company", "--set", "listed=no", "--set", "staff=1"];
    let folder = ["--catalogue", folder.path().to_str().unwrap()];
    let text = huiqi(&[&["explain", "investment-grant"], &given[..], &folder].concat());
    let takes = section(&text, "要符合,需要");
    assert_eq!(takes, "  改变其他信息也不能符合:取决于不能改变的“是否上市”");
    let found: Value = serde_json::from_str(&huiqi(
        &[&["explain", "investment-grant", "--format", "json"], &given[..], &folder].concat(),
    ))
    .unwrap();
    assert_eq!(found["measure"]["unmet"], Value::Null);
    assert_eq!(found["measure"]["in_the_way"], json!(["listed"]));
}

#[test]
fn five_changes_are_named_where_fewer_would_not_do() {
    let folder = catalogue(&[]);
    let given = ["applicant=company", "staff=1", "capital=1亿元", "foreign-share=30%", "listed=no", "laboratory=none"];
    let sets: Vec<&str> = given.iter().flat_map(|set| ["--set", *set]).collect();
    let more = ["--catalogue", folder.path().to_str().unwrap(), "--format", "json"];
    let found: Value =
        serde_json::from_str(&huiqi(&[&["explain", "investment-grant"], &sets[..], &more].concat())).unwrap();
    let changes: Vec<&str> = found["measure"]["unmet"]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["fact"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["staff", "capital", "foreign-share", "listed", "laboratory"]);
    assert_eq!(found["measure"]["unmet"]["then_needs"], json!(["founded", "investment"]));
}

#[test]
fn a_measure_of_a_draft_says_that_it_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let demo = folder.path().join("demo");
    std::fs::create_dir(&demo).unwrap();
    std::fs::copy(format!("{BASE}/facts.toml"), folder.path().join("facts.toml")).unwrap();
    for file in ["1-companies.toml", "2-investment.toml", "cases.toml", "policy.toml", "source.txt"] {
        std::fs::copy(format!("{BASE}/demo/{file}"), demo.join(file)).unwrap();
    }
    let explain = |more: &[&str]| {
        let catalogue = folder.path().to_str().unwrap();
        huiqi(&[&["explain", "company-award", "--catalogue", catalogue], more].concat())
    };
    let json = || serde_json::from_str::<Value>(&explain(&["--format", "json"])).unwrap()["undecided"].clone();
    assert!(!explain(&[]).contains("草稿"));
    assert_eq!(json(), Value::Null);
    let source = std::fs::read_to_string(demo.join("source.txt")).unwrap();
    std::fs::write(demo.join("source.txt"), format!("{source}\n三、支持人才。给予人才奖励。\n")).unwrap();
    let clause = "clause = \"三\"\ntitle = { zh = \"支持人才\" }\n[[undecided]]\nquote = \"给予人才奖励\"\n";
    std::fs::write(demo.join("3.toml"), clause).unwrap();
    assert!(explain(&[]).contains("! 这份文件的目录是草稿,还有 1 句待定"));
    assert!(explain(&["--lang", "en"]).contains("! this document is a draft, undecided: 1"));
    assert_eq!(json(), 1);
}
