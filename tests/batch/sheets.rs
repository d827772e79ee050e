//! Workbooks as people keep them.

use crate::desk::{Desk, fact, problems};
use rust_xlsxwriter::{Format, Formula, Workbook};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

#[test]
fn the_first_visible_sheet_is_read_or_the_one_named() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    for (name, client, hidden) in [("藏起来的", "甲", true), ("客户", "乙", false), ("另一张", "丙", false)]
    {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "名称").unwrap().write_string(1, 0, client).unwrap();
        sheet.set_hidden(hidden).set_active(name == "客户");
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    let name = |options: &[&str]| {
        let ran = desk.batch("book.xlsx", &[&MEASURE[..], options].concat());
        ran.results().first().map(|result| result["applicant"]["name"].as_str().unwrap().to_owned())
    };
    assert_eq!(name(&[]).as_deref(), Some("乙"));
    assert_eq!(name(&["--sheet", "另一张"]).as_deref(), Some("丙"));
    assert_eq!(name(&["--sheet", "藏起来的"]).as_deref(), Some("甲"));
    let none = desk.batch("book.xlsx", &["--sheet", "没有"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("没有「没有」这张工作表;有:藏起来的、客户、另一张"), "{}", none.err);
}

#[test]
fn cells_that_a_spreadsheet_has_spoiled_are_refused_by_address() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0_u16..).zip(["名称", "统一社会信用代码", "实缴资金(万元)", "登记日期"])
    {
        sheet.write_string(3, column, heading).unwrap();
    }
    sheet.write_string(0, 0, "客户清单").unwrap();
    sheet.write_string(4, 0, "位数丢失").unwrap().write_number(4, 1, 913_702_000_000_000_000_f64).unwrap();
    sheet.write_string(5, 0, "没有算过").unwrap();
    sheet.set_formula_result_default("").write_formula(5, 2, Formula::new("=1+1")).unwrap();
    sheet.write_string(6, 0, "错误值").unwrap();
    sheet.write_formula(6, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_string(7, 0, "算过").unwrap();
    sheet.write_formula(7, 2, Formula::new("=100+200").set_result("300")).unwrap();
    sheet.write_string(8, 0, "天数").unwrap().write_number(8, 3, 44063_f64).unwrap();
    workbook.save(desk.path("book.xlsx")).unwrap();
    let results = desk.batch("book.xlsx", &MEASURE).results();
    let found: Vec<_> = results.iter().map(problems).collect();
    let one = |place: &str, code: &str| vec![(place.to_owned(), code.to_owned())];
    assert_eq!(found[0], one("B5", "lost-digits"));
    assert_eq!(found[1], one("C6", "cell-fault"));
    assert_eq!(found[2].len(), 1);
    assert_eq!(found[2][0].0, "C7");
    assert_eq!(fact(&results[3], "paid-in-capital"), "3000000.00");
    assert_eq!(fact(&results[4], "registered-on"), "2020-08-20");
}

#[test]
fn numbers_are_read_as_their_format_shows_them() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "实缴资金").unwrap();
    for (row, (value, format)) in (1_u32..).zip([
        (300.0, "#,##0\"万元\""),
        (250_000_000.0, "0!.0,\"万\""),
        (0.1, "0.00\"万元\""),
        (199_999_999.99, "#,##0.00\"元\""),
    ]) {
        sheet.write_string(row, 0, format!("第{row}")).unwrap();
        sheet.write_number_with_format(row, 1, value, &Format::new().set_num_format(format)).unwrap();
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    let results = desk.batch("book.xlsx", &MEASURE).results();
    let amounts: Vec<&str> = results.iter().map(|it| fact(it, "paid-in-capital").as_str().unwrap()).collect();
    assert_eq!(amounts, ["3000000.00", "250000000.00", "1000.00", "199999999.99"]);
}

#[test]
fn what_is_joined_over_several_rows_holds_for_each() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "主体类型").unwrap();
    for (row, name) in (1_u32..).zip(["甲", "乙", "丙"]) {
        sheet.write_string(row, 0, name).unwrap();
    }
    sheet.merge_range(1, 1, 2, 1, "企业", &Format::new()).unwrap();
    workbook.save(desk.path("book.xlsx")).unwrap();
    let results = desk.batch("book.xlsx", &MEASURE).results();
    let company = serde_json::json!(["company"]);
    assert_eq!((fact(&results[0], "applicant"), fact(&results[1], "applicant")), (&company, &company));
    assert!(fact(&results[2], "applicant").is_null());
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    let desk = Desk::new();
    desk.put("book.xlsx", "no workbook");
    let ran = desk.batch("book.xlsx", &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("不是完好的表格文件"), "{}", ran.err);
}
