//! The sheets of a workbook that are not read.

use crate::desk::Desk;
use rust_xlsxwriter::{Format, Workbook};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

#[test]
fn every_other_visible_sheet_that_holds_anything_is_named() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let with_headings = ["名称", "主体类型"];
    for (name, cells, row, hidden) in [
        ("企业", with_headings, 0, false),
        ("个人", with_headings, 0, false),
        // Nothing but names, clients without headings, headings far down, a remark.
        ("名单", ["名称", ""], 0, false),
        ("续表", ["丙", "企业"], 0, false),
        ("靠下", with_headings, 40, false),
        ("备忘", ["本表由甲填写", ""], 0, false),
        ("空的", ["", ""], 0, false),
        // Of what is hidden, lists to choose from are no clients.
        ("旧客户", with_headings, 0, true),
        ("选项", ["企业", "个人"], 0, true),
    ] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(hidden).write_blank(90, 3, &Format::new().set_bold()).unwrap();
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
        if row > 0 {
            sheet.write_string(0, 0, "说明").unwrap();
        }
        if name != "空的" {
            sheet.write_string(row + 1, 0, "甲").unwrap();
        }
    }
    workbook.save(desk.path("book.xlsx")).unwrap();
    let ran = desk.batch("book.xlsx", &[&MEASURE[..], &["--errors", "errors.csv"]].concat());
    assert_eq!(ran.code, 0);
    let errors = desk.read("errors.csv");
    for named in [
        "工作表「个人」",
        "工作表「名单」",
        "工作表「续表」",
        "工作表「靠下」",
        "工作表「备忘」",
        "隐藏的工作表「旧客户」",
    ] {
        assert!(errors.contains(&format!("{named}没有读")), "{named}: {errors}");
    }
    assert_eq!(errors.lines().count(), 7, "{errors}");
    // The sheet that explains the program's own form is no table of clients.
    for language in ["zh", "en"] {
        desk.run(&["template", "-o", "form.xlsx", "--force", "--lang", language]);
        desk.batch("form.xlsx", &[&MEASURE[..], &["--errors", "form.csv", "--force"]].concat());
        assert_eq!(desk.read("form.csv").lines().count(), 1);
    }
}
