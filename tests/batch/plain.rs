//! Rows in plain spellings are read past the full reader; whatever is written, nothing comes out
//! differently.

use crate::desk::Desk;
use crate::random::Lot;
use crate::rows_twice::{self, Came, Next};
use huiqi::batch::{Kind, Place};
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::fact::{self, Fact};
use huiqi::heading::written;
use huiqi::language::Language;
use serde_json::{Value, json};

fn catalogue() -> &'static Catalogue {
    Box::leak(Box::new(load_embedded(jiff::civil::date(2026, 11, 24)).unwrap()))
}

fn compare(catalogue: &Catalogue, text: &str, kind: Kind) {
    let desk = Desk::new();
    desk.put("clients", text);
    let place = Place::File(desk.path("clients"));
    assert!(rows_twice::opened(catalogue, &place, kind).is_ok(), "{text}");
    rows_twice::compare(catalogue, &place, kind);
}

/// What may stand in any cell.
const ANYWHERE: [&str; 12] = ["", " ", "不清楚", "?", "-", "N/A", "\u{3000}", "#N/A", "\u{fffd}", "'5", "，", "a\"b"];
const YES_NO: [&str; 16] =
    ["是", "否", "有", "无", "√", "×", "Y", "no", "TRUE", "false", "1", "0", "ｙ", " 是 ", "也许", "2"];
const FIGURES: [&str; 34] = [
    "0",
    "-0",
    "0.00",
    "1",
    "12",
    "12.0",
    "12.50",
    "007",
    "-3",
    "+3",
    "1,000",
    "1,00",
    "1e3",
    "1.",
    ".5",
    "１２",
    "1.5万",
    "2.5亿元",
    "3 million yuan",
    "300万美元",
    "约3亿",
    "¥3,000",
    "0.001",
    "0.01",
    "0.0001",
    "0.123456",
    "99999999999999",
    "999999999999999999",
    "9999999999999999999999999999999",
    "25%",
    "2.5 %",
    "25％",
    "12人",
    "2亿5000万",
];
const DATES: [&str; 17] = [
    "2020-08-20",
    "2020/8/20",
    "2020.8.20",
    "20200820",
    "2020年8月20日",
    "44063",
    "2020-08",
    "2020年8月",
    "2021-02-29",
    "2024-02-29",
    "2020-08-20 10:00",
    "2020-08-20T00:00:00",
    "0000-01-01",
    "9999-12-31",
    "1850-01-01",
    "昨天",
    "20/8/2020",
];
const NAMES: [&str; 14] = [
    "甲公司",
    "  甲  ",
    "合计",
    "总计:",
    "小米科技",
    "备注:无",
    "注册中心",
    "'123",
    "=A1",
    "名称",
    "乙\u{fffd}",
    "平均",
    "a",
    "-",
];
const MARKS: [&str; 12] = [
    "A-1",
    "7",
    "91350100M000100Y43",
    "91350100M000100Y44",
    "91350100m000100y43",
    "9.137E+17",
    "1e5",
    "Ｅ１",
    "1 2",
    "客1",
    "'007",
    "91350100M000100Y4",
];

const CODES: [&str; 5] =
    ["91350100M000100Y43", "91350100M000100Y44", "91350100m000100y43", "９１350100M000100Y43", "9.137E+17"];

fn choice(fact: &Fact, calm: bool, lot: &mut Lot) -> String {
    let choice = lot.pick(&fact.choices);
    match lot.below(6) {
        _ if calm => [choice.id.as_str(), &*choice.label.zh, &*choice.label.en][lot.below(3)].to_owned(),
        0 => choice.id.clone(),
        1 => choice.id.to_uppercase(),
        2 => choice.label.en.to_string(),
        3 => "没有这一项".to_owned(),
        _ => choice.label.zh.to_string(),
    }
}

/// Something that may stand under the heading of a fact; a usable value where that is `calm`.
fn cell(fact: &Fact, calm: bool, lot: &mut Lot) -> String {
    if calm {
        return match fact.kind {
            _ if lot.chance(20) => String::new(),
            fact::Kind::YesNo => YES_NO[lot.below(12)].to_owned(),
            fact::Kind::Date => format!("20{:02}-{:02}-{:02}", lot.below(27), 1 + lot.below(12), 1 + lot.below(28)),
            fact::Kind::Choice => choice(fact, true, lot),
            fact::Kind::Choices => {
                let names: Vec<String> = (0..=lot.below(3)).map(|_| choice(fact, true, lot)).collect();
                names.join(*lot.pick(&["、", ",", "; ", "|"]))
            }
            _ => lot.between(1, 5_000).to_string(),
        };
    }
    if lot.chance(8) {
        return (*lot.pick(&ANYWHERE)).to_owned();
    }
    match fact.kind {
        fact::Kind::YesNo => (*lot.pick(&YES_NO)).to_owned(),
        fact::Kind::Date if lot.chance(40) => {
            format!("{:04}-{:02}-{:02}", lot.between(1900, 2100), lot.between(1, 12), lot.between(1, 31))
        }
        fact::Kind::Date => (*lot.pick(&DATES)).to_owned(),
        fact::Kind::Choice => choice(fact, false, lot),
        fact::Kind::Choices if lot.chance(10) => (*lot.pick(&["无", "none", "以上都不是", "、"])).to_owned(),
        fact::Kind::Choices => {
            let between = *lot.pick(&["、", ",", ";", " | ", "；"]);
            let names: Vec<String> = (0..=lot.below(3)).map(|_| choice(fact, false, lot)).collect();
            names.join(between)
        }
        _ if lot.chance(50) => lot.between(0, 100_000).to_string(),
        _ if lot.chance(40) => format!("{}.{}", lot.between(0, 10_000), lot.between(0, 999)),
        _ => (*lot.pick(&FIGURES)).to_owned(),
    }
}

fn quoted(cell: &str, lot: &mut Lot) -> String {
    let needed = cell.contains([',', '"', '\n']);
    match lot.below(100) {
        0 => format!("\"{cell}"),
        1..10 => cell.to_owned(),
        10..25 => format!("\"{}\"", cell.replace('"', "\"\"")),
        _ if needed => format!("\"{}\"", cell.replace('"', "\"\"")),
        _ => cell.to_owned(),
    }
}

/// A column: its heading and the fact that it holds, or what else.
enum Column<'c> {
    Fact(String, &'c Fact),
    Any(&'static str, &'static [&'static str]),
}

fn columns<'c>(catalogue: &'c Catalogue, lot: &mut Lot) -> Vec<Column<'c>> {
    let remarks: [&'static [&'static str]; 1] = [&["备注内容", "", "两\n行", "a,b", "  x ", "\u{fffd}"]];
    let mut columns = vec![Column::Any("名称", &NAMES)];
    for any in [Column::Any("编号", &MARKS), Column::Any("统一社会信用代码", &CODES), Column::Any("备注", remarks[0])]
    {
        if lot.chance(60) {
            columns.push(any);
        }
    }
    for _ in 0..lot.below(14) {
        let fact = lot.pick(&catalogue.facts);
        let again = |column: &Column<'_>| matches!(column, Column::Fact(_, other) if other.id == fact.id);
        if columns.iter().any(again) && lot.chance(90) {
            continue;
        }
        let years = fact.given_slots().len();
        let yearly = matches!(fact.kind, fact::Kind::YearlyMoney { .. }) && lot.chance(90);
        let year = yearly.then(|| lot.below(years) + 1);
        let own = year.map_or_else(|| fact.id.clone(), |year| format!("{}/{year}", fact.id));
        let heading = match lot.below(20) {
            0 => own,
            1 => format!("{}(元)", fact.label.zh),
            2 => format!("{}(美元)", fact.label.zh),
            3 => format!("{}(%)", fact.label.zh),
            4 | 5 => written(fact, year, Language::English),
            _ => written(fact, year, Language::Chinese),
        };
        columns.push(Column::Fact(heading, fact));
    }
    columns
}

fn table(catalogue: &Catalogue, rows: usize, lot: &mut Lot) -> String {
    let columns = columns(catalogue, lot);
    let end = *lot.pick(&["\n", "\r\n"]);
    let headings: Vec<String> = columns
        .iter()
        .map(|column| match column {
            Column::Fact(heading, _) => format!("\"{heading}\""),
            Column::Any(heading, _) => (*heading).to_owned(),
        })
        .collect();
    let mut lines = vec![headings.join(",")];
    for _ in 0..rows {
        let calm = lot.chance(60);
        let mut cells: Vec<String> = columns
            .iter()
            .map(|column| {
                let cell = match column {
                    Column::Fact(_, fact) => cell(fact, calm, lot),
                    Column::Any(_, texts) if calm => texts[0].to_owned(),
                    Column::Any(_, texts) => (*lot.pick(texts)).to_owned(),
                };
                if calm && !cell.contains([',', '"']) { cell } else { quoted(&cell, lot) }
            })
            .collect();
        match lot.below(60) {
            _ if calm => {}
            0 => cells.push(String::new()),
            1 => cells.push("多".to_owned()),
            2 => drop(cells.pop()),
            3 => cells.iter_mut().for_each(String::clear),
            4 => cells.clone_from(&headings),
            5 => cells.iter_mut().skip(1).for_each(|cell| cell.clone_from(&"5".to_owned())),
            6 => cells.iter_mut().skip(1).for_each(String::clear),
            _ => {}
        }
        lines.push(cells.join(","));
    }
    lines.join(end) + if lot.chance(50) { end } else { "" }
}

#[test]
fn a_table_is_read_the_same_in_blocks_as_row_by_row() {
    let catalogue = catalogue();
    for seed in 0..60 {
        let mut lot = Lot::new(seed);
        let rows = if seed % 30 == 0 { 3_000 } else { 150 };
        compare(catalogue, &table(catalogue, rows, &mut lot), Kind::Csv);
    }
}

/// A value of a fact in JSON, as a profile or a flat object has it.
fn value(fact: &Fact, calm: bool, lot: &mut Lot) -> Value {
    let text = cell(fact, calm, lot);
    match (fact.kind, if calm { 5 } else { lot.below(10) }) {
        (_, 0) => Value::Null,
        (_, 1) => json!({ "a": 1 }),
        (fact::Kind::Choices, 2..9) => (0..lot.below(4)).map(|_| json!(choice(fact, calm, lot))).collect(),
        (fact::Kind::YearlyMoney { years }, 2..9) => {
            let count = if calm || lot.chance(90) { years } else { lot.below(5) };
            let amount = |lot: &mut Lot| match lot.below(6) {
                0 => Value::Null,
                1 => json!("?"),
                2 | 3 => json!(lot.between(0, 100_000)),
                _ if calm => json!("120.50"),
                _ => json!(lot.pick(&FIGURES)),
            };
            (0..count).map(|_| amount(lot)).collect()
        }
        (_, 2) => json!([text]),
        (_, 3) => json!(lot.chance(50)),
        _ => serde_json::from_str::<Value>(&text).ok().filter(|_| lot.chance(50)).unwrap_or_else(|| json!(text)),
    }
}

fn object(catalogue: &Catalogue, flat: bool, lot: &mut Lot) -> String {
    let calm = lot.chance(60);
    let mut facts = Vec::new();
    for _ in 0..lot.below(16) {
        let fact = lot.pick(&catalogue.facts);
        let key = match lot.below(12) {
            _ if calm => fact.id.clone(),
            0 => fact.label.zh.to_string(),
            1 => format!("{}/1", fact.id),
            2 => written(fact, None, Language::Chinese),
            3 => "paid_in_capital".to_owned(),
            _ => fact.id.clone(),
        };
        facts.push((key, value(fact, calm, lot)));
    }
    let text = |key: &str, value: &Value| format!("{}:{value}", json!(key));
    let lines: Vec<String> = facts.iter().map(|(key, value)| text(key, value)).collect();
    let mut entries = vec![text("name", &json!(lot.pick(&NAMES)))];
    if lot.chance(50) {
        entries.push(text("id", &json!(lot.pick(&MARKS))));
    }
    if lot.chance(30) {
        entries.push(text("客户经理", &[json!("王"), json!(1.50), json!(null), json!(["a"])][lot.below(4)]));
    }
    if lot.chance(40) {
        let declined: Vec<&str> = (0..lot.below(4)).map(|_| lot.pick(&catalogue.facts).id.as_str()).collect();
        entries.push(text("declined", &json!(declined)));
    }
    match flat {
        true => entries.extend(lines.iter().cloned()),
        false => entries.push(format!("\"facts\": {{{}}}", lines.join(","))),
    }
    match lot.below(40) {
        _ if calm => {}
        0 => entries.push(text("name", &json!("又一个"))),
        1 => entries.push("\"facts\":5".to_owned()),
        2 => entries.push("\"经理\\u0041\":\"\\n\"".to_owned()),
        3 => entries.push("\"\u{fffd}\":1".to_owned()),
        4 => entries.push(",".to_owned()),
        5 => entries.push(text("名称", &json!("另一个名字"))),
        6 => entries.push(text("paid-in-capital", &json!("3亿元"))),
        7 => entries.push(format!("\"FACTS\":{{{}}}", lines.join(","))),
        8 => entries.push(text("Declined", &json!(["paid-in-capital"]))),
        9 => entries.push(text("统一社会信用代码", &json!("91350100M000100Y43"))),
        _ => {}
    }
    let object = format!("{{{}}}", entries.join(if lot.chance(50) { "," } else { " , " }));
    match lot.below(40) {
        _ if calm => object,
        0 => object + "x",
        1 => format!(" {object}\t"),
        2 => "[]".to_owned(),
        3 => String::new(),
        4 => object.chars().take(20).collect(),
        _ => object,
    }
}

#[test]
fn objects_are_read_the_same_in_blocks_as_one_by_one() {
    let catalogue = catalogue();
    for seed in 0..60 {
        let mut lot = Lot::new(seed);
        let flat = lot.chance(50);
        let rows = if seed % 30 == 0 { 3_000 } else { 150 };
        let lines: Vec<String> = (0..rows)
            .map(|_| {
                let other = lot.chance(5);
                object(catalogue, flat != other, &mut lot)
            })
            .collect();
        compare(catalogue, &lines.join("\n"), Kind::Ndjson);
    }
}

/// A property that only ever meets what is odd would prove nothing.
#[test]
fn much_of_what_is_compared_is_plain() {
    let catalogue = catalogue();
    let desk = Desk::new();
    let (mut all, mut sound) = (0, 0);
    for seed in 0..20 {
        desk.put("clients", table(catalogue, 100, &mut Lot::new(seed)));
        let place = Place::File(desk.path("clients"));
        rows_twice::in_blocks(rows_twice::opened(catalogue, &place, Kind::Csv).unwrap(), |next| {
            if let Next::Row(came) = next {
                all += 1;
                sound += usize::from(matches!(came, Came::Client { problems, .. } if problems.is_empty()));
            }
        });
    }
    assert!(sound * 5 > all, "{sound} of {all}");
}
