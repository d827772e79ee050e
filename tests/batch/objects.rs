//! What is ours in an object is read, or it is named.

use crate::desk::{Desk, Ran, fact, problems};
use encoding_rs::GB18030;
use serde_json::{Value, json};

const MEASURE: [&str; 4] = ["--to", "ndjson", "--measure", "vc-paid-in-capital-award"];

fn ran(file: &str, bytes: impl AsRef<[u8]>) -> Ran {
    let desk = Desk::new();
    desk.put(file, bytes);
    desk.batch(file, &MEASURE)
}

#[test]
fn a_fact_beside_facts_is_named_and_not_used() {
    for (beside, mend) in [
        (r#""实缴资金":"3亿""#, "把它移到 facts 里面)"),
        (r#""paid_in_capital":"约3亿""#, "把它移到 facts 里面)"),
        (r#""实缴资金(万元)":30000"#, "把它移到 facts 里面,键写「paid-in-capital」,单位写在值里)"),
    ] {
        let key = beside.split('"').nth(1).unwrap();
        for facts in [r#""facts":{"主营业务":"创业投资、风险投资"}"#, r#""facts":{"paid-in-capital":"1亿"}"#]
        {
            for line in [format!(r#"{{"name":"甲",{beside},{facts}}}"#), format!(r#"{{"name":"甲",{facts},{beside}}}"#)]
            {
                let ran = ran("in.ndjson", &line);
                let result = &ran.results()[0];
                let code: Vec<_> = problems(result).into_iter().map(|it| it.1).collect();
                assert_eq!((ran.code, code), (4, vec!["unknown-key".to_owned()]), "{line}");
                let said = format!("「{key}」写在 facts 外面,没有采用({mend}");
                assert!(ran.err.contains(&said), "{}", ran.err);
                let inside = if facts.contains("1亿") { json!("100000000.00") } else { Value::Null };
                assert_eq!(
                    (fact(result, "paid-in-capital"), &result["applicant"]["other_columns"]),
                    (&inside, &Value::Null)
                );
            }
        }
    }
}

#[test]
fn a_year_beside_facts_is_named_by_the_key_that_it_has_inside() {
    let ran = ran("in.ndjson", r#"{"name":"甲","地方税收贡献(第2年)(万元)":5,"facts":{}}"#);
    let said = "把它移到 facts 里面,键写「local-tax-contribution/2」,单位写在值里";
    assert!(ran.code == 4 && ran.err.contains(said), "{}", ran.err);
}

#[test]
fn a_key_of_a_profile_in_other_letters_is_named_and_said_how_to_write() {
    let line = r#"{"Name":"甲","FACTS":{"实缴资金":"3亿"},"ｆａｃｔｓ":{},"Declined":[],"企业名称":"乙","编号":1}"#;
    let ran = ran("in.ndjson", line);
    assert_eq!(ran.code, 4);
    let result = &ran.results()[0];
    assert_eq!(result["applicant"]["facts"], json!({}));
    assert_eq!(problems(result).len(), 6);
    for (written, key) in [
        ("Name", "name"),
        ("FACTS", "facts"),
        ("ｆａｃｔｓ", "facts"),
        ("Declined", "declined"),
        ("企业名称", "name"),
        ("编号", "id"),
    ] {
        assert!(ran.err.contains(&format!("「{written}」没有采用(键写成「{key}」)")), "{written}: {}", ran.err);
    }
}

#[test]
fn a_name_in_other_words_beside_one_that_counts_is_named_where_it_says_something_else() {
    let facts = r#""name":"甲","facts":{}"#;
    let same = ran("in.ndjson", format!(r#"{{"企业名称":"甲",{facts}}}"#));
    assert_eq!((same.code, &same.results()[0]["applicant"]["name"]), (0, &json!("甲")), "{}", same.err);
    let other = ran("in.ndjson", format!(r#"{{"姓名":"张三",{facts}}}"#));
    assert_eq!((other.code, &other.results()[0]["applicant"]["name"]), (4, &json!("甲")));
    assert!(other.err.contains("「姓名」没有采用:已有「name」(留下一处)"), "{}", other.err);
}

#[test]
fn what_is_no_list_in_json_is_quoted_where_it_goes_wrong() {
    for (text, words) in [
        (
            "[{\"名称\":\"甲\"},\n {\"名称\":\"乙\",\"实缴资金\":3亿}]",
            "第 2 行第 20 字「{\"名称\":\"乙\",\"实缴资金\":3亿}]」:这里不是 JSON 的值;文字要放在英文双引号里",
        ),
        ("[{\"名称\":\"甲\"}", "到这里就结束了,列表还没有以 ] 结束;补上 ];看内容是否完整"),
        ("{\"名称\":\"甲\"", "第 1 行第 10 字「{\"名称\":\"甲\"」:到这里就结束了,还没有以 } 结束"),
        ("{\"名称\":\"甲\"}\n{\"名称\":\"乙\"}\n", "不是 JSON 列表,是一行一个对象;请加 --from ndjson"),
        ("名称,实缴资金\n甲,3亿\n", "第 1 行第 1 字「名称,实缴资金」:这里不是 JSON 的值"),
    ] {
        let ran = ran("in.json", text);
        assert_eq!(ran.code, 1, "{text}");
        assert!(ran.err.contains(words), "{text}: {}", ran.err);
    }
}

#[test]
fn what_is_declined_under_a_key_in_other_letters_is_named_in_a_flat_object_too() {
    let ran = ran("in.ndjson", r#"{"Name":"甲","DECLINED":["paid-in-capital"],"实缴资金(元)":1}"#);
    let result = &ran.results()[0];
    assert_eq!((ran.code, &result["applicant"]["name"]), (4, &json!("甲")));
    assert!(ran.err.contains("「DECLINED」没有采用(键写成「declined」)"), "{}", ran.err);
}

#[test]
fn what_is_none_of_ours_passes_through_beside_facts() {
    let ran = ran("in.ndjson", r#"{"name":"甲","客户经理":"王","统一社会信用代码":"91350100M000100Y43","facts":{}}"#);
    let others = json!({ "客户经理": "王", "统一社会信用代码": "91350100M000100Y43" });
    assert_eq!((ran.code, &ran.results()[0]["applicant"]["other_columns"]), (0, &others));
}

#[test]
fn lines_of_objects_are_read_in_the_encodings_in_which_tables_are() {
    let text = "{\"名称\":\"甲公司\",\"实缴资金(万元)\":30000}\n{\"名称\":\"乙公司\",\"备注\":\"青岛\"}\n";
    let units = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = |bytes: fn(u16) -> [u8; 2]| units(&format!("\u{feff}{text}"), bytes);
    let plain = ran("in.ndjson", text);
    assert!(plain.code == 0 && !plain.err.contains("编码"), "{}", plain.err);
    for (bytes, encoding) in [
        (GB18030.encode(text).0.into_owned(), "GB18030"),
        (marked(u16::to_le_bytes), "UTF-16LE"),
        (marked(u16::to_be_bytes), "UTF-16BE"),
        (units(text, u16::to_le_bytes), "UTF-16LE"),
    ] {
        let ran = ran("in.ndjson", bytes);
        assert_eq!((ran.code, ran.text()), (0, plain.text()), "{encoding}: {}", ran.err);
        assert!(ran.err.contains(&format!("「in.ndjson」按 {encoding} 编码读")), "{}", ran.err);
    }
    let marked = ran("in.ndjson", format!("\u{feff}{text}"));
    assert_eq!((marked.code, marked.text(), &marked.err), (0, plain.text(), &plain.err));
}

#[test]
fn what_steers_a_terminal_stands_in_json_by_its_number() {
    let name = "甲\u{9b}31m\u{202e}乙\u{2028}\u{200f}\u{61c}\u{2066}";
    let desk = Desk::new();
    desk.put("in.ndjson", json!({ "name": name, "备注": name, "实缴资金": name }).to_string());
    desk.put("in.json", json!({ "name": name, "facts": { "实缴资金": name } }).to_string());
    let measure = &MEASURE[2..];
    let batch = |options: &[&str]| desk.batch("in.ndjson", &[measure, options].concat());
    let errors = ["--to", "ndjson", "--errors", "errors.ndjson"];
    let ran = [
        batch(&errors),
        batch(&["--to", "ndjson", "--texts", "--reasons"]),
        batch(&["--to", "json"]),
        desk.run(&[&["assess", "in.json", "--format", "json"], measure].concat()),
        desk.run(&[&["assess", "in.json", "--format", "ndjson"], measure].concat()),
    ];
    let mut texts: Vec<String> = ran.iter().map(|ran| ran.text().to_owned()).collect();
    for text in &texts {
        let value: Value = serde_json::from_str(text).unwrap();
        let result = if value.is_array() { &value[0] } else { &value };
        assert_eq!(result["applicant"]["name"], name);
    }
    texts.push(desk.read("errors.ndjson"));
    for text in texts {
        assert!(text.contains("甲\\u009b31m\\u202e乙\\u2028\\u200f\\u061c\\u2066"), "{text}");
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{2028}', '\u{200f}', '\u{61c}', '\u{2066}']), "{text}");
    }
}
