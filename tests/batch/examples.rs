//! Numbers that are no units, units of people, and figures of which it is not sure how much they are.

use crate::desk::{Desk, Ran, fact, problems};
use serde_json::Value;

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn ran(table: &str) -> Ran {
    let desk = Desk::new();
    desk.put("in.csv", table);
    let ran = desk.batch("in.csv", &MEASURE);
    assert!([0, 4].contains(&ran.code), "{table}: {}", ran.err);
    ran
}

fn facts(table: &str, id: &str) -> Vec<Value> {
    ran(table).results().iter().map(|result| fact(result, id).clone()).collect()
}

#[test]
fn an_amount_in_a_heading_multiplies_nothing() {
    for remark in [
        "(如:500万元)",
        "(如500万元)",
        "(1000万)",
        "(例:500万)",
        "(示例：500万元)",
        "(格式:2.5亿元)",
        "(门槛:2亿元)",
        "(标准/2亿元)",
        "(2亿元)",
        " 2亿元",
        "(¥500)",
        "(RMB 500)",
        "(如:10,000元)",
        "(最高10,000元)",
        "(10,000元,不低于)",
        "(万5000元)",
        "(.5万元)",
    ] {
        let table = format!("名称,\"实缴资金{remark}\"\n甲,8\n乙,800万元\n丙,800万\n");
        assert_eq!(
            facts(&table, "paid-in-capital"),
            [Value::Null, "8000000.00".into(), "8000000.00".into()],
            "{remark}"
        );
        assert_eq!(problems(&ran(&table).results()[0]), [("B2".to_owned(), "bad-value".to_owned())], "{remark}");
    }
    for title in ["单位:500万元", "\"单位:如:10,000元\"", "金额单位:2亿元"] {
        let table = format!("{title},\n名称,实缴资金\n甲,8\n乙,800万元\n");
        assert_eq!(facts(&table, "paid-in-capital"), [Value::Null, "8000000.00".into()], "{title}");
    }
    let table = ",\"资金(如:10,000元)\"\n名称,实缴资金\n甲,8\n";
    assert_eq!(facts(table, "paid-in-capital"), [Value::Null]);
    assert_eq!(facts("名称,培养人数(如:50人)\n甲,20\n", "trainees"), [20]);
    assert_eq!(facts("名称,\"培养人数(50人)\"\n甲,20\n", "trainees"), [20]);
    let desk = Desk::new();
    desk.put("in.ndjson", "{\"名称\":\"甲\",\"实缴资金(如:500万元)\":8}\n");
    assert!(fact(&desk.batch("in.ndjson", &MEASURE).results()[0], "paid-in-capital").is_null());
}

#[test]
fn round_numbers_of_yuan_are_units_where_nothing_else_is_said() {
    for (remark, yuan) in [
        ("RMB 10,000", "80000.00"),
        ("10,000 yuan", "80000.00"),
        ("1000元", "8000.00"),
        ("单位:1000元", "8000.00"),
        ("1元", "8.00"),
        ("1,000,000 RMB", "8000000.00"),
        ("100000000元", "800000000.00"),
        ("RMB'000", "8000.00"),
    ] {
        assert_eq!(facts(&format!("名称,\"实缴资金({remark})\"\n甲,8\n"), "paid-in-capital"), [yuan], "{remark}");
    }
}

#[test]
fn a_unit_of_people_holds_wherever_it_stands() {
    for table in [
        "单位:万元、万人,,\n名称,实缴资金,培养人数\n甲,3000,5\n",
        "单位:万人,,\n名称,实缴资金(万元),培养人数\n甲,3000,5\n",
        ",资金(万元),人员(万人)\n名称,实缴资金,培养人数\n甲,3000,5\n",
        "名称,实缴资金,培养人数\n,万元,万人\n甲,3000,5\n",
        "名称,实缴资金(万元),培养人数\n,,万人\n甲,3000,5\n",
        "名称,实缴资金(万元),培养人数(万人)\n甲,3000,5\n",
    ] {
        let ran = ran(table);
        let [result] = &ran.results()[..] else { panic!("{table}: {}", ran.err) };
        assert_eq!(fact(result, "paid-in-capital"), "30000000.00", "{table}");
        assert_eq!(fact(result, "trainees"), 50_000, "{table}");
        assert_eq!(problems(result), [], "{table}");
    }
}

#[test]
fn thousands_without_a_unit_are_refused_under_a_greater_one() {
    let table = "名称,实缴资金(万元)\n甲,2千\n乙,5百\n丙,3十\n丁,2 thousand\n戊,¥2千\n己,2千元\n庚,2千万\n辛,2千万元\n";
    let amounts = facts(table, "paid-in-capital");
    let refused = [Value::Null, Value::Null, Value::Null, Value::Null, Value::Null];
    assert_eq!(amounts[..5], refused);
    assert_eq!(amounts[5..], ["2000.00", "20000000.00", "20000000.00"]);
    let said = ran(table).err;
    assert!(said.contains("B2「实缴资金(万元)」:实缴资金:「2千」还要不要乘上这一列的单位,看不出来"), "{said}");
    assert_eq!(facts("名称,实缴资金(元)\n甲,2千\n", "paid-in-capital"), ["2000.00"]);
    assert_eq!(facts("名称,实缴资金\n甲,2千\n", "paid-in-capital"), ["2000.00"]);
    assert_eq!(facts("名称,培养人数(万人)\n甲,5百\n乙,5百人\n", "trainees"), [Value::Null, 500.into()]);
}

#[test]
fn what_begins_with_a_nought_may_be_the_rest_of_a_number() {
    let table = "名称,培养人数,实缴资金(万元),新增实缴资金(万元)\n甲,1,3,000\n乙,1,3,00\n丙,0300,3,1\n丁,1,3,00.5\n戊,1,3,0.5\n己,1,3,0\n";
    let new = facts(table, "new-paid-in-capital");
    assert_eq!(new, [Value::Null, Value::Null, "10000.00".into(), Value::Null, "5000.00".into(), "0.00".into()]);
    assert_eq!(facts(table, "trainees")[2], Value::Null);
    let said = ran(table).err;
    assert!(
        said.contains("D2「新增实缴资金(万元)」:新增实缴资金:「000」以 0 开头,可能是从千位逗号处断开的后半截"),
        "{said}"
    );
}

#[test]
fn empty_headings_at_the_end_are_none() {
    let table = "名称,实缴资金(万元),,\n甲,3,000,\n乙,3,,\n丙,3,\n丁,3\n";
    let (ran, three) = (ran(table), Value::from("30000.00"));
    let amounts: Vec<Value> = ran.results().iter().map(|result| fact(result, "paid-in-capital").clone()).collect();
    assert_eq!(amounts, [Value::Null, three.clone(), three.clone(), three]);
    assert_eq!(problems(&ran.results()[0]), [("2".to_owned(), "damaged-row".to_owned())]);
    assert!(ran.err.contains("这一行有 4 格,表头只有 2 格"), "{}", ran.err);
    // One to the left of the last stays what it is.
    assert_eq!(facts(",名称,实缴资金(万元)\n1,甲,3\n", "paid-in-capital"), ["30000.00"]);
}

#[test]
fn the_end_of_a_day_without_a_day_is_a_slip() {
    let table = "名称,登记日期\n甲,2020-5日\n乙,2020.5日\n丙,2020.12号\n丁,2020年5月\n戊,2020-5-3日\n";
    let days = facts(table, "registered-on");
    assert_eq!(days, [Value::Null, Value::Null, Value::Null, "2020-05".into(), "2020-05-03".into()]);
}
