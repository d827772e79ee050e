//! What is ours in an object is read, or it is named.

use crate::desk::{Desk, Ran};
use encoding_rs::GB18030;
use serde_json::{Value, json};

const MEASURE: [&str; 4] = ["--to", "ndjson", "--measure", "vc-paid-in-capital-award"];

fn ran(file: &str, bytes: impl AsRef<[u8]>) -> Ran {
    let desk = Desk::new();
    desk.put(file, bytes);
    desk.batch(file, &MEASURE)
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
