//! The forms that county documents use, in a small document with cases worked by hand: shares of
//! single years, parts of a quantity, money taken off, points, stages, obligations, narrower days.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use huiqi::catalogue::{Source, check, test};
use huiqi::language::Language;
use huiqi::problem::render;
use jiff::civil::date;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

#[test]
fn the_document_has_no_fault_and_its_cases_hold() {
    let source = Source::folder(&folder()).unwrap();
    let as_of = date(2024, 6, 1);
    let (_, mut problems) = check(&source, as_of);
    problems.extend(test(&source, as_of).unwrap().1);
    assert!(problems.is_empty(), "{}", render(&problems, &source.files, Language::English, false));
}

const COMPANY: &str = r#"{ "facts": { "applicant": ["company"], "contribution": ["1000万元", "?", "300万元"],
    "land": "10.5", "investment": "4000万元", "higher-level-money": "120万元" } }"#;
const PERSON: &str = r#"{ "facts": { "applicant": ["person"], "full-years": "7" } }"#;
/// A founder and the company: two measures give money, and one gives points.
const BOTH: &str = r#"{ "facts": { "applicant": ["company", "person"], "full-years": "7", "contribution": "0",
    "land": "10.5", "investment": "0", "higher-level-money": "0" } }"#;

/// What huiqi says of a profile on a day.
fn assess(profile: &str, day: &str, format: &str, language: &str) -> String {
    let mut huiqi = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(["assess", "-", "--format", format, "--as-of", day, "--lang", language, "--all", "--catalogue"])
        .arg(folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    huiqi.stdin.take().unwrap().write_all(profile.as_bytes()).unwrap();
    let output = huiqi.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn result(profile: &str, day: &str) -> Value {
    serde_json::from_str(&assess(profile, day, "json", "zh")).unwrap()
}

fn measure<'v>(result: &'v Value, id: &str) -> &'v Value {
    result["measures"].as_array().unwrap().iter().find(|measure| measure["id"] == id).unwrap()
}

#[test]
fn points_stand_in_points_and_in_no_total() {
    let result = result(BOTH, "2024-06-01");
    let support = &measure(&result, "insurance-points")["support"][0];
    assert_eq!(
        json!([support["class"], support["low"], support["high"], support["unit"]]),
        json!(["points", "14", "14", "point"])
    );
    let classes: Vec<&String> = result["totals"].as_object().unwrap().keys().collect();
    assert_eq!(classes, ["cash"]);
    // 21万元 for the land and 5万元 for its ten full mu.
    assert_eq!(result["totals"]["cash"]["high"], "260000.00");
}

#[test]
fn money_names_no_unit() {
    let result = result(COMPANY, "2024-06-01");
    assert_eq!(measure(&result, "land-grant")["support"][0].get("unit"), None);
}

#[test]
fn stages_are_shares_with_their_words_and_leave_the_amount_as_it_is() {
    let result = result(COMPANY, "2024-06-01");
    let support = &measure(&result, "equipment-grant")["support"][0];
    assert_eq!(support["high"], "3800000.00");
    assert_eq!(
        support["stages"],
        json!([
            { "share": "30%", "text": "签约后" },
            { "share": "30%", "text": "开工后" },
            { "share": "40%", "text": "验收后" }
        ])
    );
}

#[test]
fn an_obligation_stands_with_its_measure_or_with_the_document() {
    let result = result(COMPANY, "2024-06-01");
    assert_eq!(
        measure(&result, "contribution-award")["obligations"],
        json!([{
            "quote": "企业自获得扶持之日起十年内迁出的,退还全部扶持资金",
            "text": "十年内迁出的,退还全部资金",
            "term": { "from": 10, "to": 10, "unit": "year" }
        }])
    );
    assert_eq!(measure(&result, "land-grant").get("obligations"), None);
    assert_eq!(result["catalogue"]["policies"][0]["obligations"][0]["text"], "按要求如实报送数据");
}

#[test]
fn an_obligation_is_not_shown_with_a_measure_that_is_ruled_out() {
    let result = result(PERSON, "2024-06-01");
    assert_eq!(measure(&result, "contribution-award").get("obligations"), None);
}

#[test]
fn a_report_says_stages_points_obligations_and_narrower_days() {
    let zh = |profile| assess(profile, "2024-06-01", "markdown", "zh");
    let en = |profile| assess(profile, "2024-06-01", "markdown", "en");
    for (report, words) in [
        (zh(COMPANY), "分3期拨付:30% 签约后、30% 开工后、40% 验收后"),
        (zh(COMPANY), "须遵守:「企业自获得扶持之日起十年内迁出的,退还全部扶持资金」:十年内迁出的,退还全部资金(10年)"),
        (zh(COMPANY), "须遵守:「获得扶持的企业应当如实报送数据」:按要求如实报送数据"),
        (zh(PERSON), "支持:积分 14分"),
        (zh(PERSON), "本条有效期至2025-12-31"),
        (en(COMPANY), "paid out in 3 parts: 30% on signing, 30% once begun, 40% once accepted"),
        (en(COMPANY), "repay everything on moving away within ten years (10 years)"),
        (en(PERSON), "points: 14 points"),
        (en(PERSON), "this measure is in force until 2025-12-31"),
    ] {
        assert!(report.contains(words), "{words} does not stand in\n{report}");
    }
}

#[test]
fn a_clause_that_has_expired_rules_its_measure_out_and_says_so() {
    let result = result(PERSON, "2026-01-01");
    let points = measure(&result, "insurance-points");
    assert_eq!(json!([points["verdict"], points["ruled_out_by"]]), json!(["ineligible", "period"]));
    assert!(assess(PERSON, "2026-01-01", "table", "zh").contains("本条有效期至2025-12-31"));
}

#[test]
fn a_document_that_does_not_hold_on_the_day_says_since_or_until_when() {
    for (day, language, words) in [
        ("2027-02-01", "zh", "有效期已于2027-01-31届满"),
        ("2027-02-01", "en", "expired on 2027-01-31"),
        ("2024-01-31", "zh", "自2024-02-01起施行,尚未施行"),
        ("2024-01-31", "en", "not in force before 2024-02-01"),
    ] {
        let report = assess(COMPANY, day, "markdown", language);
        assert!(report.contains(words), "{words} does not stand in\n{report}");
    }
}
