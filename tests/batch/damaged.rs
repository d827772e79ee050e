//! Ten thousand rows of which one in a hundred is damaged.

use crate::desk::{Desk, fact, problems};

/// A way to damage a row, the code under which it is reported and the column concerned.
type Damage = (&'static [u8], &'static str, &'static str);

/// Rows under 名称, 统一社会信用代码, 主体类型, 主营业务, 在青岛登记注册, 实缴资金(万元), 登记日期, 备注.
const DAMAGES: [Damage; 14] = [
    ("坏\",,企业,餐饮,是,1,2020-01-01,\"没有关上的引号".as_bytes(), "damaged-row", ""),
    ("坏,,企业,餐饮,是,1,000,2020-01-01,多了一格".as_bytes(), "damaged-row", ""),
    ("坏,9.137E+17,企业,餐饮,是,1,2020-01-01,".as_bytes(), "lost-digits", "B"),
    ("坏,,企业,餐饮,是,约3亿,2020-01-01,".as_bytes(), "bad-value", "F"),
    ("坏,,企业,餐饮,是,2e8,2020-01-01,".as_bytes(), "bad-value", "F"),
    ("坏,,企业,餐饮,是,300万美元,2020-01-01,".as_bytes(), "bad-value", "F"),
    ("坏,,企业,餐饮,是,99999999999999亿,2020-01-01,".as_bytes(), "bad-value", "F"),
    ("坏,,企业,餐饮,是,-5,2020-01-01,".as_bytes(), "bad-value", "F"),
    ("坏,,企业,餐饮,是,1,20/8/2020,".as_bytes(), "bad-value", "G"),
    ("坏,,企业,餐饮,是,1,2021-02-29,".as_bytes(), "bad-value", "G"),
    ("坏,,企业,餐饮,也许,1,2020-01-01,".as_bytes(), "bad-value", "E"),
    ("坏,,企业,开饭店,是,1,2020-01-01,".as_bytes(), "unknown-choice", "D"),
    (b"\xe5\x9d\x8f,,company,\xe9\xa4,yes,1,2020-01-01,", "garbled-text", "D"),
    ("坏,,企业,#N/A,是,1,2020-01-01,".as_bytes(), "unknown-choice", "D"),
];

const ROWS: usize = 10_000;

/// Every hundredth row is damaged, in one way after the other.
fn damage_of(row: usize) -> Option<&'static Damage> {
    (row % 100 == 50).then(|| &DAMAGES[(row / 100) % DAMAGES.len()])
}

fn table() -> Vec<u8> {
    let mut text =
        "名称,统一社会信用代码,主体类型,主营业务,在青岛登记注册,实缴资金(万元),登记日期,备注\n".as_bytes().to_vec();
    for row in 0..ROWS {
        match damage_of(row) {
            Some((bytes, ..)) => text.extend_from_slice(bytes),
            None => text.extend(format!("好{row},,企业,创业投资、风险投资,是,{row},2020-01-01,").bytes()),
        }
        text.push(b'\n');
    }
    text
}

#[test]
fn of_ten_thousand_rows_each_is_answered_and_each_damaged_one_named() {
    let desk = Desk::new();
    desk.put("big.csv", table());
    let measure = ["--measure", "vc-paid-in-capital-award"];
    let ran = desk.batch("big.csv", &[&measure[..], &["--errors", "errors.csv", "--jobs", "2"]].concat());
    assert_eq!(ran.code, 4);
    let results = ran.results();
    assert_eq!(results.len(), ROWS);
    for (row, result) in results.iter().enumerate() {
        let line = row + 2;
        match damage_of(row) {
            None => {
                assert_eq!(problems(result), [], "row {line}");
                assert_eq!(result["applicant"]["name"], format!("好{row}"));
                // 万元 to yuan.
                let yuan = if row == 0 { "0.00".to_owned() } else { format!("{row}0000.00") };
                assert_eq!(fact(result, "paid-in-capital"), &yuan);
            }
            Some((_, code, column)) => {
                assert_eq!(problems(result), [(format!("{column}{line}"), (*code).to_owned())], "row {line}");
            }
        }
    }
    // A fault in one cell leaves the others as they are.
    let money = results.iter().find(|result| problems(result).iter().any(|(place, _)| place.starts_with('F'))).unwrap();
    assert_eq!(fact(money, "registered-on"), "2020-01-01");
    assert!(fact(money, "paid-in-capital").is_null());
    let errors = desk.read("errors.csv");
    assert_eq!(errors.lines().count(), 1 + ROWS / 100);
    assert!(ran.err.contains("读入 10000 个客户,每个都有结果;有内容没能采用的 100 个,见「errors.csv」"), "{}", ran.err);
}

#[test]
fn a_row_too_long_is_reported_and_the_next_one_read() {
    let desk = Desk::new();
    let long = "长".repeat(1 << 19);
    desk.put("long.csv", format!("名称,主体类型\n{long},企业\n好,企业\n"));
    let results = desk.batch("long.csv", &["--measure", "vc-paid-in-capital-award"]).results();
    assert_eq!(problems(&results[0]), [("2".to_owned(), "damaged-row".to_owned())]);
    assert_eq!(results[1]["applicant"]["name"], "好");
}

#[test]
fn a_cell_of_several_lines_is_one_cell() {
    let desk = Desk::new();
    desk.put("lines.csv", "名称,备注\n\"甲\",\"第一行\n第二行,第二行\"\n乙,\"有\"\"引号\"\"\"\n");
    let ran = desk.batch("lines.csv", &["--measure", "vc-paid-in-capital-award"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let results = ran.results();
    assert_eq!(results.len(), 2);
    assert_eq!(results[0]["applicant"]["other_columns"]["备注"], "第一行\n第二行,第二行");
    assert_eq!(results[1]["applicant"]["other_columns"]["备注"], "有\"引号\"");
}

#[test]
fn a_damaged_line_among_objects_is_reported_with_its_place() {
    let desk = Desk::new();
    desk.put(
        "lines.ndjson",
        "{\"name\":\"甲\",\"facts\":{\"applicant\":[\"company\"]}}\n{\"name\":\"乙\",\n\n{\"name\":\"丙\",\"facts\":{\"paid-in-capital\":\"约3亿\"}}\n{\"名称\":\"丁\",\"实缴资金(万元)\":3}\n17\n",
    );
    let ran = desk.batch("lines.ndjson", &["--measure", "vc-paid-in-capital-award", "--texts"]);
    assert_eq!(ran.code, 4);
    let results = ran.results();
    assert_eq!(results.len(), 5);
    assert_eq!(fact(&results[0], "applicant"), &serde_json::json!(["company"]));
    assert_eq!(problems(&results[1]), [("2:13".to_owned(), "damaged-row".to_owned())]);
    // Line 4, the value begins with the 40th letter.
    assert_eq!(problems(&results[2]), [("4:40".to_owned(), "bad-value".to_owned())]);
    assert_eq!(fact(&results[3], "paid-in-capital"), "30000.00");
    assert_eq!(results[3]["applicant"]["name"], "丁");
    assert_eq!(problems(&results[4]).len(), 1);
}

#[test]
fn a_problem_says_row_column_value_why_and_what_to_do() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,实缴资金(万元)\n甲,约3亿\n");
    let result = &desk.batch("one.csv", &["--texts", "--errors", "errors.csv"]).results()[0];
    let warning = &result["warnings"][0];
    assert_eq!(warning["row"], 2);
    assert_eq!(warning["place"], "B2");
    assert_eq!(warning["column"], "实缴资金(万元)");
    assert_eq!(warning["value"], "约3亿");
    assert_eq!(warning["fact"], "paid-in-capital");
    assert_eq!(warning["text"], "实缴资金:「约3亿」不是确切的数(填确切的数,如「2.5亿元」;不清楚就填「不清楚」)");
    assert_eq!(
        desk.read("errors.csv"),
        "\u{feff}行,单元格,列,值,信息,代码,问题,怎样改,是否已采用\r\n2,B2,实缴资金(万元),约3亿,paid-in-capital,bad-value,实缴资金:「约3亿」不是确切的数,填确切的数,如「2.5亿元」;不清楚就填「不清楚」,否\r\n"
            .replace("填确切的数,如「2.5亿元」;不清楚就填「不清楚」", "\"填确切的数,如「2.5亿元」;不清楚就填「不清楚」\"")
    );
    desk.run(&["batch", "one.csv", "--errors", "errors.ndjson"]);
    let line: serde_json::Value = serde_json::from_str(&desk.read("errors.ndjson")).unwrap();
    assert_eq!((line["place"].as_str(), line["used"].as_bool()), (Some("B2"), Some(false)));
}
