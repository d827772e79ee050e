//! Numbers and days of workbooks as their formats show them.

use crate::desk::{Desk, Ran, fact, problems};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

/// What comes of a client for each value and format under this heading.
fn ran(heading: &str, cells: &[(f64, &str)]) -> Ran {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, heading).unwrap();
    for (row, (value, format)) in (1_u32..).zip(cells) {
        sheet.write_string(row, 0, *format).unwrap();
        sheet.write_number_with_format(row, 1, *value, &Format::new().set_num_format(*format)).unwrap();
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert!([0, 4].contains(&ran.code), "{}", ran.err);
    ran
}

fn one(heading: &str, value: f64, format: &str) -> Value {
    ran(heading, &[(value, format)]).results().remove(0)
}

#[test]
fn a_sign_of_the_currency_in_the_format_takes_the_unit_of_the_heading() {
    for format in [
        "\"¥\"#,##0.00",
        "[$¥-804]#,##0.00",
        "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        "\\¥#,##0",
        "[$CNY] #,##0",
        "¥#,##0.00",
        "#,##0\\ [$RMB]",
    ] {
        for (heading, yuan) in [("实缴资金(万元)", "3000000.00"), ("实缴资金", "300.00")] {
            let result = one(heading, 300.0, format);
            assert_eq!(fact(&result, "paid-in-capital"), yuan, "{heading}, {format}");
            assert_eq!(problems(&result), [], "{heading}, {format}");
        }
    }
}

#[test]
fn other_money_in_the_format_is_refused() {
    for format in
        ["[$¥-411]#,##0", "[$￥-411]#,##0", "₩#,##0", "[$₩-412]#,##0", "[$HK$-C04]#,##0", "\"JPY\"0", "0\"円\""]
    {
        for heading in ["实缴资金(万元)", "实缴资金"] {
            let result = one(heading, 300.0, format);
            assert!(fact(&result, "paid-in-capital").is_null(), "{heading}, {format}: {result}");
            assert_eq!(problems(&result), [("B2".to_owned(), "bad-value".to_owned())], "{heading}, {format}");
        }
    }
}

#[test]
fn a_number_that_is_shown_as_something_else_is_refused_and_both_are_named() {
    for (value, format) in [(2500.0, "0.00,\"万元\""), (300.0, ";;;"), (2_500_000.0, "0.00,,\"亿元\"")] {
        let ran = ran("实缴资金(万元)", &[(value, format)]);
        let result = &ran.results()[0];
        assert!(fact(result, "paid-in-capital").is_null(), "{format}");
        assert_eq!(problems(result), [("B2".to_owned(), "cell-fault".to_owned())], "{format}");
        let said = format!("B2「实缴资金(万元)」:这一格存的是「{value}」,按数字格式「{format}」显示出来的却不是它");
        assert!(ran.err.contains(&said), "{}", ran.err);
    }
}

#[test]
fn words_that_a_format_shows_for_a_number_count() {
    let unknown = one("实缴资金(万元)", 0.0, "0;-0;\"不详\"");
    assert_eq!(unknown["applicant"]["declined"], serde_json::json!(["paid-in-capital"]));
    assert_eq!(problems(&unknown), []);
    let words = ran("实缴资金(万元)", &[(300.0, "\"面议\"")]);
    assert!(words.err.contains("「面议」看不出是多少"), "{}", words.err);
    assert_eq!(fact(&one("实缴资金(万元)", 0.0, "0;-0;\"-\""), "paid-in-capital"), "0.00");
    assert_eq!(fact(&one("实缴资金(万元)", 0.0, "0;-0;;@"), "paid-in-capital"), "0.00");
}

#[test]
fn noughts_before_a_mark_are_part_of_it() {
    let results = ran("编号", &[(123.0, "00000"), (123.0, "0"), (123.0, "\"QD-\"00000")]).results();
    let ids: Vec<&str> = results.iter().map(|it| it["applicant"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["00123", "123", "QD-00123"]);
    assert_eq!(fact(&one("实缴资金(万元)", 123.0, "00000"), "paid-in-capital"), "1230000.00");
}

#[test]
fn a_day_is_known_as_far_as_its_format_shows_it() {
    // 44044 is 2020-08-01.
    for (format, day) in [
        ("yyyy-mm-dd", "2020-08-01"),
        ("yyyy\"年\"m\"月\"d\"日\"", "2020-08-01"),
        ("yyyy\"年\"m\"月\"", "2020-08"),
        ("mmm-yy", "2020-08"),
    ] {
        let result = one("登记日期", 44044.0, format);
        assert_eq!(fact(&result, "registered-on"), day, "{format}");
        assert_eq!(problems(&result), [], "{format}");
    }
    for format in ["yyyy", "m\"月\"d\"日\"", "h:mm"] {
        let result = one("登记日期", 44044.0, format);
        assert!(fact(&result, "registered-on").is_null(), "{format}");
        assert_eq!(problems(&result), [("B2".to_owned(), "cell-fault".to_owned())], "{format}");
    }
}

#[test]
fn formats_built_into_programs_in_chinese_show_months_and_days_too() {
    for (index, day) in [(57, Some("2020-08")), (31, Some("2020-08-01")), (14, Some("2020-08-01")), (58, None)] {
        let desk = Desk::new();
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "登记日期").unwrap();
        sheet.write_string(1, 0, "甲").unwrap();
        sheet.write_number_with_format(1, 1, 44044, &Format::new().set_num_format_index(index)).unwrap();
        workbook.save(desk.path("book.xlsx")).unwrap();
        let result = desk.batch("book.xlsx", &MEASURE).results().remove(0);
        assert_eq!(fact(&result, "registered-on").as_str(), day, "{index}");
    }
}

#[test]
fn a_yes_or_no_that_is_shown_as_a_stroke_or_not_at_all_is_neither() {
    for format in ["\"√\";\"×\";\"-\"", "\"是\";\"否\";\"-\"", "\"√\";\"×\";", "\"√\";;", "√;×;—"] {
        let results = ran("在青岛登记注册", &[(0.0, format), (1.0, format)]).results();
        assert!(fact(&results[0], "registered-in-qingdao").is_null(), "{format}");
        assert_eq!(problems(&results[0]), [("B2".to_owned(), "cell-fault".to_owned())], "{format}");
        assert_eq!(fact(&results[1], "registered-in-qingdao"), true, "{format}");
    }
}

#[test]
fn a_bound_in_a_format_is_none_of_its_number() {
    for (format, code) in [
        (">0", "bad-value"),
        ("0+", "bad-value"),
        ("<0", "bad-value"),
        ("~0", "bad-value"),
        ("(0)", "bad-value"),
        ("=0", "bad-value"),
        ("0k", "bad-value"),
        ("-0", "cell-fault"),
        ("0:0", "cell-fault"),
        ("0/0", "cell-fault"),
        ("0\"万\"0000", "cell-fault"),
    ] {
        for heading in ["实缴资金(万元)", "实缴资金"] {
            let result = one(heading, 500.0, format);
            assert!(fact(&result, "paid-in-capital").is_null(), "{heading}, {format}");
            assert_eq!(problems(&result), [("B2".to_owned(), code.to_owned())], "{heading}, {format}");
        }
    }
}

#[test]
fn a_text_counts_as_its_format_shows_it() {
    for (format, yuan) in [
        ("0\"万元\";-0\"万元\";0;@\"万元\"", Some("200000000.00")),
        ("@\"万元\"", Some("200000000.00")),
        ("0\"万元\"", Some("20000.00")),
        ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", Some("20000.00")),
        (";;;", None),
        ("0;0;0;\"不详\"", None),
    ] {
        let desk = Desk::new();
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "实缴资金(元)").unwrap();
        sheet.write_string(1, 0, "甲").unwrap();
        sheet.write_string_with_format(1, 1, "20000", &Format::new().set_num_format(format)).unwrap();
        workbook.save(desk.path("book.xlsx")).unwrap();
        let result = desk.batch("book.xlsx", &MEASURE).results().remove(0);
        assert_eq!(fact(&result, "paid-in-capital").as_str(), yuan, "{format}");
        let told = if yuan.is_some() { Vec::new() } else { vec![("B2".to_owned(), "cell-fault".to_owned())] };
        assert_eq!(problems(&result), told, "{format}");
    }
}

#[test]
fn a_day_with_words_around_it_or_of_only_some_days_is_none() {
    // 44063 is 2020-08-20.
    for format in ["\"约\"yyyy\"年\"m\"月\"", "yyyy\"年\"m\"月\"d\"日以前\"", "[<40000]yyyy-mm-dd;\"待定\"", "[h]:mm"]
    {
        let result = one("登记日期", 44063.0, format);
        assert!(fact(&result, "registered-on").is_null(), "{format}");
        assert_eq!(problems(&result), [("B2".to_owned(), "cell-fault".to_owned())], "{format}");
    }
    for value in [0.0, -1.0, 2_958_466.0] {
        let result = one("登记日期", value, "yyyy-mm-dd");
        assert_eq!(problems(&result), [("B2".to_owned(), "cell-fault".to_owned())], "{value}");
    }
}
