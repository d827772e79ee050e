//! What two versions of a catalogue differ in, and for whom.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/base");

fn huiqi(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .env_remove("HUIQI_LANG")
        .env_remove("HUIQI_CATALOGUE")
        .env("COLUMNS", "80")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A copy of the smallest catalogue in which one text of one file is another.
fn catalogue(changes: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("demo")).unwrap();
    for file in [
        "facts.toml",
        "demo/1-companies.toml",
        "demo/2-investment.toml",
        "demo/cases.toml",
        "demo/policy.toml",
        "demo/source.txt",
    ] {
        let mut text = std::fs::read_to_string(Path::new(BASE).join(file)).unwrap();
        for (_, from, to) in changes.iter().filter(|(path, ..)| *path == file) {
            assert!(text.contains(from), "{file}: {from}");
            text = text.replace(from, to);
        }
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The award of 10万元 is 20万元 now; capital must be 3亿元 now, which was 2亿元; the laboratory has
/// one choice more, and whether one is listed is not asked any more.
fn changed() -> TempDir {
    let clause = "demo/2-investment.toml";
    catalogue(&[
        ("demo/1-companies.toml", r#"exactly = "10万元""#, r#"exactly = "20万元""#),
        (clause, r#"{ at-least = "2亿元" }"#, r#"{ at-least = "3亿元" }"#),
        (clause, "listed        = true\n", ""),
        (
            "facts.toml",
            r#"  { id = "none","#,
            "  { id = \"lost\", zh = \"已撤销\", en = \"Lost\" },\n  { id = \"none\",",
        ),
        ("facts.toml", "id       = \"listed\"", "id       = \"quoted\""),
        ("facts.toml", "en = \"Listed\"", "en = \"Quoted\""),
    ])
}

const INVESTOR: &str = r#"name = "甲"
[facts]
applicant = ["company"]
staff = 20
capital = "2.5亿元"
foreign-share = "0%"
founded = "2021-01-01"
listed = true
laboratory = "held"
investment = "100万元"
"#;

fn json(arguments: &[&str]) -> Value {
    let (code, out, err) = huiqi(&[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn measures_and_facts_that_changed_are_named_with_what_stood_there() {
    let (old, new) = (catalogue(&[]), changed());
    let found = json(&["catalogue", "diff", old.path().to_str().unwrap(), "--catalogue", new.path().to_str().unwrap()]);
    assert_eq!(found["measures"]["added"], serde_json::json!([]));
    assert_eq!(found["measures"]["removed"], serde_json::json!([]));
    let changed = &found["measures"]["changed"];
    assert_eq!(changed[0]["id"], "company-award");
    assert_eq!(
        changed[0]["parts"],
        serde_json::json!([{ "part": "support", "before": "奖励 10万元", "after": "奖励 20万元" }])
    );
    assert_eq!(changed[1]["id"], "investment-grant");
    assert_eq!(changed[1]["parts"][0]["part"], "when");
    assert!(changed[1]["parts"][0]["before"].as_str().unwrap().contains("2亿元"));
    assert!(changed[1]["parts"][0]["after"].as_str().unwrap().contains("3亿元"));
    assert_eq!(found["facts"]["added"], serde_json::json!(["quoted"]));
    assert_eq!(found["facts"]["removed"], serde_json::json!(["listed"]));
    assert_eq!(found["facts"]["changed"][0]["choices"]["added"], serde_json::json!(["lost"]));
}

#[test]
fn an_applicant_gains_what_is_more_and_loses_what_is_ruled_out() {
    let (old, new) = (catalogue(&[]), changed());
    let profile = write(&new, "甲.profile", INVESTOR);
    let found = json(&[
        "catalogue",
        "diff",
        old.path().to_str().unwrap(),
        &profile,
        "--catalogue",
        new.path().to_str().unwrap(),
    ]);
    let applicant = &found["applicants"][0];
    assert_eq!(applicant["name"], "甲");
    let effects = applicant["measures"].as_array().unwrap();
    assert_eq!(effects.len(), 2);
    assert_eq!((&effects[0]["measure"], &effects[0]["sense"]), (&"company-award".into(), &"gains".into()));
    assert_eq!((&effects[1]["measure"], &effects[1]["sense"]), (&"investment-grant".into(), &"loses".into()));
    assert_eq!(effects[1]["before"]["verdict"], "eligible");
    assert_eq!(effects[1]["after"]["verdict"], "ineligible");
    // 10万元 and 1% of 100万元 in each of three years, that is 3万元; 20万元 alone.
    let total = &applicant["totals"][0];
    assert_eq!((&total["before"]["low"], &total["before"]["high"]), (&"130000.00".into(), &"130000.00".into()));
    assert_eq!((&total["after"]["low"], &total["after"]["high"]), (&"200000.00".into(), &"200000.00".into()));
    assert_eq!(applicant["unread"]["before"], serde_json::json!([]));
    assert_eq!(applicant["unread"]["after"], serde_json::json!(["没有「listed」这项申报信息"]));
}

#[test]
fn each_client_of_a_table_is_compared() {
    let (old, new) = (catalogue(&[]), changed());
    let table = write(&new, "clients.csv", "名称,申报主体类型,是否上市\n甲,企业,是\n乙,个人,否\n");
    let found = json(&[
        "catalogue",
        "diff",
        old.path().to_str().unwrap(),
        "--clients",
        &table,
        "--catalogue",
        new.path().to_str().unwrap(),
    ]);
    let applicants = found["applicants"].as_array().unwrap();
    assert_eq!(applicants.len(), 2);
    assert_eq!(applicants[0]["measures"][0]["measure"], "company-award");
    assert_eq!(applicants[1]["measures"], serde_json::json!([]));
}

#[test]
fn the_same_catalogue_differs_in_nothing() {
    let (old, new) = (catalogue(&[]), catalogue(&[]));
    let profile = write(&new, "甲.profile", INVESTOR);
    let arguments =
        ["catalogue", "diff", old.path().to_str().unwrap(), &profile, "--catalogue", new.path().to_str().unwrap()];
    let (code, out, _) = huiqi(&arguments);
    assert_eq!(code, 0);
    assert_eq!(out, "政策措施\n  没有变化\n\n申报信息\n  没有变化\n\n甲\n  没有变化\n");
    let (_, out, _) = huiqi(&[&arguments[..], &["--lang", "en"]].concat());
    assert_eq!(out, "Measures\n  no change\n\nFacts\n  no change\n\n甲\n  no change\n");
}

#[test]
fn faults_of_the_older_version_are_findings() {
    let (old, new) = (catalogue(&[("facts.toml", "topic    =", "topik    =")]), catalogue(&[]));
    let (code, _, err) =
        huiqi(&["catalogue", "diff", old.path().to_str().unwrap(), "--catalogue", new.path().to_str().unwrap()]);
    assert_eq!(code, 3);
    assert!(err.contains("topik"), "{err}");
}

#[test]
fn a_profile_that_is_none_is_shown_with_its_place_and_the_others_are_compared() {
    let (old, new) = (catalogue(&[]), changed());
    let profiles = tempfile::tempdir().unwrap();
    let broken = write(&profiles, "乙.toml", "name = \"乙\"\n[facts\nstaff = 20\n");
    let whole = write(&profiles, "甲.toml", INVESTOR);
    let catalogues = [old.path().to_str().unwrap(), "--catalogue", new.path().to_str().unwrap()];
    let diff = |more: &[&str]| huiqi(&[&["catalogue", "diff"], &catalogues[..], &[&broken, &whole], more].concat());
    let (code, out, err) = diff(&[]);
    assert_eq!(code, 4, "{err}");
    let assessed = huiqi(&["assess", &broken, "--catalogue", new.path().to_str().unwrap()]).2;
    assert!(assessed.contains('^') && err.starts_with(&assessed), "{err}");
    assert!(err.contains(&format!("档案「{broken}」读不了,没有比较")), "{err}");
    assert!(!out.contains("乙") && out.contains("\n甲\n"), "{out}");
    let (code, out, err) = diff(&["--format", "json", "--lang", "en"]);
    assert_eq!(code, 4);
    assert!(err.contains("cannot be read and is not compared"), "{err}");
    let applicants = serde_json::from_str::<Value>(&out).unwrap()["applicants"].clone();
    assert_eq!(applicants.as_array().unwrap().len(), 1);
    assert_eq!(applicants[0]["name"], "甲");
}

#[test]
fn other_days_and_obligations_of_a_document_are_said() {
    let obligation = "[[obligation]]\nquote = \"迁出的退还\"\nzh = \"十年内迁出的,退还全部资金\"\n\
                      en = \"repay on moving away within ten years\"\nterm = { exactly = 10, unit = \"year\" }\n\n";
    let published = "published = \"2020-08-31\"\n";
    let new =
        catalogue(&[("demo/policy.toml", published, &format!("{published}expires = \"2030-12-31\"\n\n{obligation}"))]);
    let old = catalogue(&[]);
    let new = new.path().to_str().unwrap().to_owned();
    let (code, out, _) = huiqi(&["catalogue", "diff", old.path().to_str().unwrap(), "--catalogue", &new]);
    assert_eq!(code, 0);
    assert!(out.starts_with("文件\n  ~ 关于支持发展的意见 [demo]\n      有效期 原为:"), "{out}");
    assert!(out.contains("2030-12-31"), "{out}");
    let kept = "      须遵守 原为:(没有)\n      须遵守 现为:「迁出的退还」:十年内迁出的,退还全部资金(10年)\n";
    assert!(out.contains(kept), "{out}");
    let (_, out, _) =
        huiqi(&["catalogue", "diff", old.path().to_str().unwrap(), "--catalogue", &new, "--format", "json"]);
    let document: Value = serde_json::from_str(&out).unwrap();
    let parts = document["policies"]["changed"][0]["parts"].as_array().unwrap();
    let codes: Vec<&str> = parts.iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(codes, ["validity", "obligations"]);
}

#[test]
fn a_profile_of_which_something_cannot_be_used_is_compared_and_ends_as_an_assessment_does() {
    let (old, new) = (catalogue(&[]), changed());
    let profiles = tempfile::tempdir().unwrap();
    let catalogues = [old.path().to_str().unwrap(), "--catalogue", new.path().to_str().unwrap()];
    let amount = INVESTOR.replace("2.5亿元", "约3亿");
    let key = format!("color = \"red\"\n{INVESTOR}");
    let fact = format!("{INVESTOR}colour = \"red\"\n");
    for text in [&amount, &key, &fact] {
        let profile = write(&profiles, "甲.toml", text);
        let (code, out, err) = huiqi(&[&["catalogue", "diff"], &catalogues[..], &[&profile]].concat());
        assert!(out.contains("\n甲\n"), "{out}{err}");
        assert_eq!(code, 4, "{text}");
        assert_eq!(huiqi(&["assess", &profile, "--catalogue", catalogues[2]]).0, 4, "{text}");
    }
}

#[test]
fn a_fact_or_choice_of_one_version_alone_is_no_fault_of_a_profile() {
    let (old, new) = (catalogue(&[]), changed());
    let profiles = tempfile::tempdir().unwrap();
    let catalogues = [old.path().to_str().unwrap(), "--catalogue", new.path().to_str().unwrap()];
    for text in [INVESTOR.to_owned(), INVESTOR.replace("\"held\"", "\"lost\""), INVESTOR.replace("listed", "quoted")] {
        let profile = write(&profiles, "甲.toml", &text);
        assert_eq!(huiqi(&[&["catalogue", "diff"], &catalogues[..], &[&profile]].concat()).0, 0, "{text}");
    }
}

#[test]
fn a_table_of_which_a_cell_cannot_be_used_is_compared_and_ends_as_a_batch_does() {
    let (old, new) = (catalogue(&[]), changed());
    let tables = tempfile::tempdir().unwrap();
    let catalogues = [old.path().to_str().unwrap(), "--catalogue", new.path().to_str().unwrap()];
    for (cell, expected) in [("25000", 0), ("约3亿", 4)] {
        let table = write(&tables, "clients.csv", &format!("name,capital(万元)\n甲,{cell}\n"));
        let (code, out, err) = huiqi(&[&["catalogue", "diff"], &catalogues[..], &["--clients", &table]].concat());
        assert!(out.contains("\n甲\n"), "{out}{err}");
        assert_eq!(code, expected, "{cell}");
    }
}
