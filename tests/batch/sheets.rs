//! Workbooks as people keep them.

use crate::desk::{Desk, fact, problems};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::Write;

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
    sheet.write_string(5, 0, "错误值").unwrap();
    sheet.write_formula(5, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_string(6, 0, "算过").unwrap();
    sheet.write_formula(6, 2, Formula::new("=100+200").set_result("300")).unwrap();
    sheet.write_string(7, 0, "天数").unwrap().write_number(7, 3, 44063_f64).unwrap();
    workbook.save(desk.path("book.xlsx")).unwrap();
    let results = desk.batch("book.xlsx", &MEASURE).results();
    let found: Vec<_> = results.iter().map(problems).collect();
    let one = |place: &str, code: &str| vec![(place.to_owned(), code.to_owned())];
    assert_eq!(found[0], one("B5", "lost-digits"));
    assert_eq!(found[1], one("C6", "cell-fault"));
    assert_eq!(fact(&results[2], "paid-in-capital"), "3000000.00");
    assert_eq!(fact(&results[3], "registered-on"), "2020-08-20");
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
fn a_unit_or_currency_in_the_format_goes_before_the_unit_of_the_heading() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "实缴资金(万元)").unwrap();
    let formats = [
        ("#,##0", Some("25000000.00")),
        ("#,##0\"元\"", Some("2500.00")),
        ("[$¥-804]#,##0", Some("25000000.00")),
        ("0.0,,\"百万\"", Some("2500.00")),
        ("0\"百万\"", Some("2500000000.00")),
        ("#,##0\"万美元\"", None),
        ("\"US$\"0", None),
        ("[$$-409]#,##0", None),
        ("[$€-2]0", None),
        ("[$USD]0", None),
    ];
    for (row, (format, _)) in (1_u32..).zip(formats) {
        sheet.write_string(row, 0, format).unwrap();
        sheet.write_number_with_format(row, 1, 2500, &Format::new().set_num_format(format)).unwrap();
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    let results = desk.batch("book.xlsx", &MEASURE).results();
    for (row, ((format, amount), result)) in (2_usize..).zip(formats.into_iter().zip(&results)) {
        assert_eq!(fact(result, "paid-in-capital").as_str(), amount, "{format}");
        let refused = vec![(format!("B{row}"), "bad-value".to_owned())];
        assert_eq!(problems(result), if amount.is_some() { Vec::new() } else { refused }, "{format}");
    }
}

/// A workbook whose only sheet is this XML.
pub fn put_sheet(desk: &Desk, rows: &str, joined: &str) {
    put_book(desk, "", rows, joined);
}

/// The same, with this XML before the list of sheets.
pub fn put_book(desk: &Desk, properties: &str, rows: &str, joined: &str) {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = |kind: &str, target: &str| {
        let link = format!(r#"<Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/>"#);
        format!(r#"<Relationships xmlns="{package}">{link}</Relationships>"#)
    };
    let sheets = r#"<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>"#;
    let sheets = format!("{properties}{sheets}");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(desk.path("book.xlsx")).unwrap());
    for (name, text) in [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", format!(r#"<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>"#)),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{joined}</worksheet>"#),
        ),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

pub fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn a_formula_without_a_value_is_refused_and_one_that_comes_to_nothing_is_an_empty_cell() {
    let desk = Desk::new();
    let headings = text("A1", "名称") + &text("B1", "实缴资金(万元)");
    let mut rows = format!(r#"<row r="1">{headings}</row>"#);
    for (row, formula) in (2..).zip([
        r#"<c r="B2"><f>1+1</f><v/></c>"#,
        r#"<c r="B3"><f>1+1</f></c>"#,
        r#"<c r="B4" t="str"><f>IF(A9="","",3)</f><v></v></c>"#,
        r#"<c r="B5"><f>1.1*3</f><v>3.3000000000000003</v></c>"#,
    ]) {
        rows += &format!(r#"<row r="{row}">{}{formula}</row>"#, text(&format!("A{row}"), "甲"));
    }
    // Formulas filled down below the last client make no more of them.
    rows += r#"<row r="6"><c r="B6" t="str"><f>IF(A6="","",3)</f><v></v></c></row>"#;
    put_sheet(&desk, &rows, "");
    let results = desk.batch("book.xlsx", &MEASURE).results();
    let found: Vec<_> = results.iter().map(problems).collect();
    let fault = |place: &str| vec![(place.to_owned(), "cell-fault".to_owned())];
    assert_eq!(found, [fault("B2"), fault("B3"), Vec::new(), Vec::new()]);
    assert!(fact(&results[2], "paid-in-capital").is_null());
    assert_eq!(fact(&results[3], "paid-in-capital"), "33000.00");
}

#[test]
fn headings_joined_over_two_rows_hold_beside_those_of_the_second() {
    let desk = Desk::new();
    let above = text("A1", "名称") + &text("B1", "主体类型") + &text("C1", "资金");
    let below = text("C2", "实缴资金(万元)") + &text("D2", "登记日期");
    let client = text("A3", "甲") + &text("B3", "企业") + r#"<c r="C3"><v>300</v></c>"# + &text("D3", "2020-08-20");
    let joined = r#"<mergeCell ref="C1:D1"/><mergeCell ref="B1:B2"/><mergeCell ref="A1:A2"/>"#;
    let styled = r#"<c r="A2" s="1"/><c r="B2" s="1"/>"#;
    for covered in ["", styled] {
        let rows = format!(r#"<row r="1">{above}</row><row r="2">{covered}{below}</row><row r="3">{client}</row>"#);
        put_sheet(&desk, &rows, &format!("<mergeCells>{joined}</mergeCells>"));
        let results = desk.batch("book.xlsx", &MEASURE).results();
        assert_eq!(results.len(), 1);
        assert_eq!(results[0]["applicant"]["name"], "甲");
        assert_eq!(fact(&results[0], "applicant"), &serde_json::json!(["company"]));
        assert_eq!(fact(&results[0], "paid-in-capital"), "3000000.00");
        assert_eq!(fact(&results[0], "registered-on"), "2020-08-20");
    }
}

#[test]
fn a_row_in_which_nothing_stands_but_a_joined_cell_is_no_client() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "主体类型").unwrap();
    sheet.write_string(1, 0, "甲").unwrap().merge_range(1, 1, 4, 1, "企业", &Format::new()).unwrap();
    sheet.write_string(2, 0, "乙").unwrap();
    workbook.save(desk.path("book.xlsx")).unwrap();
    let results = desk.batch("book.xlsx", &MEASURE).results();
    let names: Vec<_> = results.iter().map(|result| result["applicant"]["name"].as_str()).collect();
    assert_eq!(names, [Some("甲"), Some("乙")]);
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
    assert!(ran.err.contains("不是完好的 XLSX 表格"), "{}", ran.err);
}

#[test]
fn a_workbook_of_another_kind_is_told_to_be_saved_as_xlsx() {
    let desk = Desk::new();
    // How a file of XLS and one of WPS begin.
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 1016]].concat();
    for name in ["book.xls", "book.et", "book.ods", "book.xlsb"] {
        desk.put(name, &old);
        let ran = desk.batch(name, &[]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("不是完好的 XLSX 表格;用表格软件打开,另存为 XLSX 后再试"), "{}", ran.err);
    }
}

#[test]
fn a_workbook_by_the_name_of_a_table_is_said_to_be_one() {
    let desk = Desk::new();
    put_sheet(&desk, &format!(r#"<row r="1">{}</row>"#, text("A1", "名称")), "");
    std::fs::rename(desk.path("book.xlsx"), desk.path("book.csv")).unwrap();
    let ran = desk.batch("book.csv", &[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("这是表格软件的文件,不是 CSV;是 XLSX 的,文件名以 .xlsx 结尾,或加 --from xlsx"),
        "{}",
        ran.err
    );
}

#[test]
fn a_sheet_in_which_rows_or_cells_take_each_others_place_is_refused() {
    let desk = Desk::new();
    let row = |number: u32, cells: &[&str]| format!(r#"<row r="{number}">{}</row>"#, cells.concat());
    let cell = |place: &str| text(place, "甲");
    for rows in [
        row(2, &[&cell("A2")]) + &row(2, &[&cell("A2")]),
        row(2, &[&cell("A2")]) + &row(3, &[&cell("A3")]) + &row(2, &[&cell("B2")]),
        row(2, &[&cell("A2"), &cell("A2")]),
        row(2, &[&cell("B2"), &cell("A2")]),
    ] {
        put_sheet(&desk, &(row(1, &[&text("A1", "名称"), &text("B1", "编号")]) + &rows), "");
        let ran = desk.batch("book.xlsx", &MEASURE);
        assert_eq!(ran.code, 1, "{rows}");
        assert!(ran.err.contains("第 2 行在文件里重复出现,或各格次序颠倒"), "{}", ran.err);
    }
}

#[test]
fn a_sheet_by_a_hostile_name_is_told_so_that_a_shell_takes_it_for_one_word() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    for name in ["甲", "b';touch x;'c"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "主体类型").unwrap();
        sheet.write_string(1, 0, "甲").unwrap().write_string(1, 1, "企业").unwrap();
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    for (language, option) in [("zh", "用 --sheet "), ("en", "with --sheet ")] {
        let ran = desk.batch("book.xlsx", &[&MEASURE[..], &["--lang", language]].concat());
        let told = ran.err.split_once(option).map(|(_, told)| told.replace([')'], " ")).unwrap();
        let words = shlex::split(told.lines().next().unwrap()).unwrap();
        assert_eq!(words[0], "b';touch x;'c", "{}", ran.err);
    }
}
