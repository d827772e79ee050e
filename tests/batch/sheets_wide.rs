//! Workbooks with something beside the headings, and with headings joined over several columns.

use crate::desk::{Desk, fact, problems};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn put(desk: &Desk, fill: impl FnOnce(&mut Worksheet)) {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save(desk.path("book.xlsx")).unwrap();
}

fn write(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in (0_u16..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        match text.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number).unwrap(),
            Err(_) => sheet.write_string(row, column, *text).unwrap(),
        };
    }
}

#[test]
fn a_column_to_the_right_of_the_last_heading_goes_by_its_letter() {
    let desk = Desk::new();
    put(&desk, |sheet| {
        write(sheet, 0, &["名称", "登记日期"]);
        write(sheet, 1, &["甲", "2020-08-20", "", "300"]);
        write(sheet, 2, &["乙", "2020-08-20", "备注"]);
    });
    let ran = desk.batch("book.xlsx", &[&MEASURE[..], &["--to", "csv"]].concat());
    assert_eq!(ran.code, 0);
    assert!(ran.text().lines().next().unwrap().contains(",C,D,"), "{}", ran.text());
    assert!(ran.err.contains("原样带过 2 列:C、D"), "{}", ran.err);
    let ran = desk.batch("book.xlsx", &[&MEASURE[..], &["--map", "D=实缴资金(万元)"]].concat());
    assert_eq!(fact(&ran.results()[0], "paid-in-capital"), "3000000.00", "{}", ran.err);
}

#[test]
fn a_heading_joined_over_two_columns_is_that_of_the_first() {
    let desk = Desk::new();
    put(&desk, |sheet| {
        write(sheet, 0, &["名称"]);
        sheet.merge_range(0, 1, 0, 2, "实缴资金(万元)", &Format::new()).unwrap();
        write(sheet, 1, &["甲", "", "300"]);
    });
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert!(fact(&ran.results()[0], "paid-in-capital").is_null());
    assert!(ran.err.contains("原样带过 1 列:C"), "{}", ran.err);
}

#[test]
fn what_stands_to_the_right_only_further_down_is_named_row_by_row() {
    let desk = Desk::new();
    put(&desk, |sheet| {
        write(sheet, 0, &["名称", "实缴资金(万元)"]);
        for row in 1..50 {
            write(sheet, row, &["甲", "300"]);
        }
        write(sheet, 45, &["乙", "300", "", "补充", "再补充"]);
    });
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("D46「D」:这一格和右边的没有表头,没有用到"), "{}", ran.err);
    let results = ran.results();
    assert_eq!(problems(&results[44]), [("D46".to_owned(), "unknown-column".to_owned())]);
    assert_eq!(fact(&results[44], "paid-in-capital"), "3000000.00");
    assert_eq!(results.iter().map(problems).filter(|found| found.is_empty()).count(), 48);
}

/// A group of amounts in 万元, and one beside it that is in yuan.
fn grouped(sheet: &mut Worksheet) {
    write(sheet, 1, &["名称", "实缴资金", "新增实缴资金", "投资本地实体产业的到位额"]);
    write(sheet, 2, &["甲", "300", "200", "5000"]);
}

const AMOUNTS: [&str; 3] = ["paid-in-capital", "new-paid-in-capital", "local-industry-investment"];

#[test]
fn the_unit_of_a_group_ends_where_its_joined_cells_end() {
    let desk = Desk::new();
    let amounts = |desk: &Desk| {
        let results = desk.batch("book.xlsx", &MEASURE).results();
        let amount = |id: &&str| fact(&results[0], id).as_str().unwrap_or_default().to_owned();
        (AMOUNTS.iter().map(amount).collect::<Vec<_>>(), problems(&results[0]))
    };
    put(&desk, |sheet| {
        grouped(sheet);
        sheet.merge_range(0, 1, 0, 2, "资金(万元)", &Format::new()).unwrap();
    });
    let unstated = vec![("D3".to_owned(), "unit-unstated".to_owned())];
    assert_eq!(amounts(&desk), (["3000000.00", "2000000.00", "5000.00"].map(str::to_owned).to_vec(), unstated));
    // Where no cells are joined, a group goes on up to the next.
    put(&desk, |sheet| {
        grouped(sheet);
        write(sheet, 0, &["", "资金(万元)"]);
    });
    assert_eq!(amounts(&desk), (["3000000.00", "2000000.00", "50000000.00"].map(str::to_owned).to_vec(), Vec::new()));
}
