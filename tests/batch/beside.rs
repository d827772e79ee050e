//! Columns and keys that say in what money, or in how many of it, the amounts beside them are.

use crate::desk::{Desk, Ran, fact, problems};
use crate::rows_twice;
use huiqi::batch::{Kind, Place};
use huiqi::catalogue::{Catalogue, load_embedded};
use serde_json::Value;

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn ran(file: &str, text: &str) -> Ran {
    let desk = Desk::new();
    desk.put(file, text);
    // What is read at a glance is what is read in full.
    let catalogue: &'static Catalogue = Box::leak(Box::new(load_embedded(jiff::civil::date(2026, 11, 24)).unwrap()));
    let kind = if file.ends_with("csv") { Kind::Csv } else { Kind::Ndjson };
    rows_twice::compare(catalogue, &Place::File(desk.path(file)), kind);
    let ran = desk.batch(file, &MEASURE);
    assert!([0, 4].contains(&ran.code), "{text}: {}", ran.err);
    ran
}

fn amount(result: &Value, id: &str) -> String {
    fact(result, id).as_str().unwrap_or("-").to_owned()
}

fn paid_in(file: &str, text: &str) -> Vec<String> {
    ran(file, text).results().iter().map(|result| amount(result, "paid-in-capital")).collect()
}

#[test]
fn amounts_beside_other_money_are_refused_and_its_cell_is_quoted() {
    for heading in [
        "币种",
        "货币",
        "计价币种",
        "currency",
        "Currency",
        "实缴资本币种",
        "实缴资金(万元)币种",
        "出资币种",
        "币种(必填)",
    ] {
        let table = format!(
            "名称,实缴资金(万元),{heading}\n甲,800,美元\n乙,800,人民币\n丙,800,\n丁,800,CNY\n戊,800,RMB\n己,800,元\n"
        );
        assert_eq!(
            paid_in("in.csv", &table),
            ["-", "8000000.00", "8000000.00", "8000000.00", "8000000.00", "8000000.00"]
        );
        let ran = ran("in.csv", &table);
        assert_eq!(problems(&ran.results()[0]), [("B2".to_owned(), "bad-value".to_owned())], "{heading}");
        assert!(ran.err.contains(&format!("「{heading}」写的是「美元」,不是人民币")), "{}", ran.err);
        assert!(!ran.err.contains("是不是「"), "{}", ran.err);
    }
}

#[test]
fn a_currency_that_is_not_known_refuses_what_does_not_name_the_yuan_itself() {
    let table =
        "名称,实缴资金,币种\n甲,8万,本币\n乙,8万元,本币\n丙,8,-\n丁,8万元,美元\n戊,人民币8万元,美元\n己,不详,美元\n";
    assert_eq!(paid_in("in.csv", table), ["-", "80000.00", "-", "-", "80000.00", "-"]);
    let ran = ran("in.csv", table);
    assert!(ran.err.contains("「币种」写的是「本币」,看不懂是什么货币"), "{}", ran.err);
    assert_eq!(problems(&ran.results()[5]), []);
}

#[test]
fn a_currency_of_one_fact_says_nothing_of_another() {
    let ran = ran("in.csv", "名称,实缴资本币种,实缴资金(万元),新增实缴资金(万元)\n甲,美元,8,9\n");
    let result = &ran.results()[0];
    assert_eq!(amount(result, "paid-in-capital"), "-");
    assert_eq!(amount(result, "new-paid-in-capital"), "90000.00");
}

#[test]
fn a_unit_in_a_cell_of_its_own_is_never_passed_over() {
    for heading in ["单位", "计量单位", "金额单位", "unit", "实缴资本单位", "实缴资金单位"] {
        let table = format!(
            "名称,{heading},实缴资金\n甲,万元,8\n乙,万元,8万元\n丙,元,8\n丁,青岛万元有限公司,8\n戊,万元,2千\n己,万美元,8万\n庚,,8\n"
        );
        assert_eq!(paid_in("in.csv", &table), ["-", "80000.00", "8.00", "8.00", "-", "-", "8.00"], "{heading}");
        let ran = ran("in.csv", &table);
        assert!(ran.err.contains(&format!("「{heading}」写的是「万元」,而这一格没有写单位")), "{}", ran.err);
        assert!(!ran.err.contains("--map"), "{}", ran.err);
        let table = format!("名称,{heading},实缴资金(万元)\n甲,万元,8\n乙,元,8\n丙,元,8元\n");
        assert_eq!(paid_in("in.csv", &table), ["80000.00", "-", "8.00"], "{heading}");
    }
}

#[test]
fn keys_of_objects_say_the_same() {
    let lines = r#"{"名称":"甲","实缴资金(万元)":8,"币种":"美元"}
{"名称":"乙","实缴资金(万元)":8,"币种":"人民币"}
{"名称":"丙","实缴资金(万元)":8,"币种":null}
{"名称":"丁","实缴资金(万元)":8,"币种":["x"]}
{"名称":"戊","实缴资金":8,"实缴资金单位":"万元"}
{"名称":"己","实缴资金":"8万元","实缴资金单位":"万元"}
{"name":"庚","facts":{"paid-in-capital":"8"},"币种":"美元"}
{"name":"辛","facts":{"paid-in-capital":"8"},"币种":"人民币"}
"#;
    assert_eq!(paid_in("in.ndjson", lines), ["-", "80000.00", "80000.00", "-", "-", "80000.00", "-", "8.00"]);
    let ran = ran("in.ndjson", lines);
    assert!(ran.err.contains("1:22「实缴资金(万元)」:实缴资金:「币种」写的是「美元」,不是人民币"), "{}", ran.err);
    assert_eq!(ran.code, 4);
}

#[test]
fn a_column_that_is_mapped_away_says_nothing() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,实缴资金(万元),币种\n甲,8,美元\n");
    let ran = desk.batch("in.csv", &[&MEASURE[..], &["--map", "币种=-"]].concat());
    assert_eq!(amount(&ran.results()[0], "paid-in-capital"), "80000.00", "{}", ran.err);
}

#[test]
fn a_saved_map_keeps_what_a_column_tells() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,实缴资金(万元),币种\n甲,8,美元\n");
    let saved = desk.batch("in.csv", &[&MEASURE[..], &["--save-map", "map.toml"]].concat());
    assert_eq!(saved.code, 4, "{}", saved.err);
    let ran = desk.batch("in.csv", &[&MEASURE[..], &["--map-file", "map.toml"]].concat());
    assert_eq!(amount(&ran.results()[0], "paid-in-capital"), "-", "{}", ran.err);
    assert!(ran.err.contains("「币种」写的是「美元」,不是人民币"), "{}", ran.err);
}

#[test]
fn a_heading_with_many_remarks_passes_through_soon() {
    let heading = |number: usize| format!("\"{}{number}单位\"", "单位,".repeat(140));
    let headings: Vec<String> = (0..300).map(heading).collect();
    let table = format!("名称,实缴资金(万元),{}\n甲,8\n", headings.join(","));
    let begun = std::time::Instant::now();
    let desk = Desk::new();
    desk.put("in.csv", &table);
    let ran = desk.batch("in.csv", &MEASURE);
    assert_eq!(amount(&ran.results()[0], "paid-in-capital"), "80000.00", "{}", ran.err);
    assert!(begun.elapsed() < std::time::Duration::from_secs(4), "{:?}", begun.elapsed());
}
