//! Letters raised or struck out, and days counted from 1904.

use crate::desk::{Desk, Ran, fact, problems};
use crate::sheets::{put_book, put_sheet, text};
use rust_xlsxwriter::{Format, FormatScript, Workbook};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn fault(place: &str) -> Vec<(String, String)> {
    vec![(place.to_owned(), "cell-fault".to_owned())]
}

/// A workbook with a client a row, whose amount is written in these runs.
fn amounts(heading: &[(&Format, &str)], rows: &[&[(&Format, &str)]]) -> Ran {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_rich_string(0, 1, heading).unwrap();
    for (row, runs) in (1_u32..).zip(rows) {
        sheet.write_string(row, 0, "甲").unwrap().write_rich_string(row, 1, runs).unwrap();
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    desk.batch("book.xlsx", &MEASURE)
}

#[test]
fn letters_raised_or_struck_out_are_not_read_like_the_others() {
    let plain = Format::new();
    let bold = Format::new().set_bold();
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let lowered = Format::new().set_font_script(FormatScript::Subscript);
    let struck = Format::new().set_font_strikethrough();
    let heading = [(&bold, "实缴资金"), (&plain, "(万元)")];
    let ran = amounts(
        &heading,
        &[
            &[(&plain, "2000"), (&raised, "1")],
            &[(&struck, "2000"), (&plain, "3000")],
            &[(&plain, "2000"), (&lowered, "1")],
            &[(&bold, "2000"), (&plain, "万元")],
        ],
    );
    assert_eq!(ran.code, 4, "{}", ran.err);
    let results = ran.results();
    let found: Vec<_> = results.iter().map(problems).collect();
    assert_eq!(found, [fault("B2"), fault("B3"), fault("B4"), Vec::new()]);
    assert!(results[..3].iter().all(|it| fact(it, "paid-in-capital").is_null()));
    assert_eq!(fact(&results[3], "paid-in-capital"), "20000000.00");
    for said in [
        "B2「实缴资金(万元)」:这一格是「20001」,其中有上标或下标,不能当普通字读",
        "B3「实缴资金(万元)」:这一格是「20003000」,有删除线,看不出哪些还算数",
    ] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

#[test]
fn a_heading_of_which_something_is_struck_out_is_refused_and_a_power_in_another_passes() {
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    let ran = amounts(&[(&plain, "实缴资金"), (&struck, "(万元)")], &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("表头里的 B1:这一格是「实缴资金(万元)」,有删除线"), "{}", ran.err);
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let ran = amounts(&[(&plain, "面积(m"), (&raised, "2"), (&plain, ")")], &[&[(&plain, "3"), (&bold(), "0")]]);
    assert_eq!((ran.code, problems(&ran.results()[0])), (0, Vec::new()), "{}", ran.err);
}

fn bold() -> Format {
    Format::new().set_bold()
}

#[test]
fn a_cell_struck_out_as_a_whole_is_not_read() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let struck = Format::new().set_font_strikethrough();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap().write_string(0, 1, "实缴资金(万元)").unwrap();
    sheet.write_string(1, 0, "甲").unwrap().write_number_with_format(1, 1, 2000, &struck).unwrap();
    sheet.write_string_with_format(2, 0, "乙", &struck).unwrap().write_number(2, 1, 2000).unwrap();
    sheet.write_string(3, 0, "丙").unwrap().write_blank(3, 1, &struck).unwrap();
    workbook.save(desk.path("book.xlsx")).unwrap();
    let found: Vec<_> = desk.batch("book.xlsx", &MEASURE).results().iter().map(problems).collect();
    assert_eq!(found, [fault("B2"), fault("A3"), Vec::new()]);
}

#[test]
fn letters_are_minded_too_where_the_text_stands_in_its_cell() {
    let desk = Desk::new();
    let runs = "<is><r><t>2000</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is>";
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\" t=\"inlineStr\">{runs}</c></row>",
        text("A1", "名称"),
        text("B1", "实缴资金(万元)"),
        text("A2", "甲")
    );
    put_sheet(&desk, &rows, "");
    let result = desk.batch("book.xlsx", &MEASURE).results().remove(0);
    assert!(fact(&result, "paid-in-capital").is_null());
    assert_eq!(problems(&result), fault("B2"));
}

#[test]
fn a_number_stands_for_the_day_that_its_workbook_counts_from() {
    // 42601 days after 1904-01-01 is 2020-08-20; after the beginning of other workbooks, 2016-08-19.
    let rows = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>42601</v></c><c r=\"C2\"><v>42601</v></c></row><row r=\"3\">{}{}</row>",
        text("A1", "名称"),
        text("B1", "登记日期"),
        text("C1", "实缴资金(元)"),
        text("A2", "甲"),
        text("A3", "乙"),
        text("B3", "42601")
    );
    for (properties, day) in [
        ("<workbookPr date1904=\"1\"/>", "2020-08-20"),
        ("<workbookPr date1904=\"true\"/>", "2020-08-20"),
        ("<workbookPr date1904=\"0\"/>", "2016-08-19"),
        ("", "2016-08-19"),
    ] {
        let desk = Desk::new();
        put_book(&desk, properties, &rows, "");
        let results = desk.batch("book.xlsx", &MEASURE).results();
        assert!(results.iter().all(|it| fact(it, "registered-on") == day), "{properties}");
        assert_eq!(fact(&results[0], "paid-in-capital"), "42601.00", "{properties}");
        assert_eq!(problems(&results[0]), []);
    }
}
