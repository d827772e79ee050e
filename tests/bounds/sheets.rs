//! What the cells of a workbook may come to.

use crate::desk::{Desk, problems};
use crate::refused;
#[cfg(target_os = "linux")]
use crate::{run_within, said};
use rust_xlsxwriter::{Workbook, Worksheet};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn put(desk: &Desk, fill: impl FnOnce(&mut Worksheet)) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名称").unwrap();
    fill(sheet);
    workbook.save(desk.path("book.xlsx")).unwrap();
}

/// The longest text that a cell can hold: 98,301 bytes.
fn long() -> String {
    "长".repeat(32_767)
}

#[test]
fn a_text_that_is_repeated_comes_to_at_most_8_mib_more_than_the_file() {
    let desk = Desk::new();
    let rows = |count: u32| {
        put(&desk, |sheet| {
            for row in 1..=count {
                sheet.write_string(row, 0, "甲").unwrap().write_string(row, 1, long()).unwrap();
            }
        });
    };
    // 80 of them are 7.5 MiB; 100 are 9.4 MiB, with some 0.2 MiB in the file and 256 bytes for each cell.
    rows(80);
    assert_eq!(desk.batch("book.xlsx", &MEASURE).results().len(), 80);
    rows(100);
    refused(
        &desk,
        &["batch", "book.xlsx"],
        1,
        ["各格的文字合起来比文件大太多", "the texts of all cells, of which some are repeated again and again"],
    );
    // One that is joined over rows is repeated in each.
    put(&desk, |sheet| {
        sheet.merge_range(1, 1, 100, 1, &long(), &rust_xlsxwriter::Format::new()).unwrap();
        for row in 1..=100 {
            sheet.write_string(row, 0, "甲").unwrap();
        }
    });
    refused(&desk, &["batch", "book.xlsx"], 1, ["各格的文字合起来比文件大太多", "come to far more than the file"]);
}

#[test]
fn a_row_holds_at_most_a_mebibyte() {
    let desk = Desk::new();
    put(&desk, |sheet| {
        sheet.write_string(1, 0, "甲").unwrap().write_string(2, 0, "乙").unwrap();
        for column in 1..=11 {
            sheet.write_string(0, column, format!("x{column}")).unwrap().write_string(1, column, long()).unwrap();
        }
    });
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert!(ran.err.contains("L2「x11」:这一行的文字超过 1 MiB,这一格没有读"), "{}", &ran.err);
    // Ten times 98,301 bytes and the name go through, and the row below.
    let found: Vec<_> = ran.results().iter().map(problems).collect();
    assert_eq!(found, [vec![("L2".to_owned(), "cell-fault".to_owned())], Vec::new()]);
}

#[test]
fn cells_that_are_empty_have_a_limit_that_is_named() {
    let desk = Desk::new();
    let rows = |count: u32| {
        put(&desk, |sheet| {
            for row in 1..=count {
                sheet.write_number(row, 16_383, 1).unwrap();
            }
        });
    };
    // A row has 16,383 empty cells, of which 64 are allowed for its one that is filled.
    rows(250);
    assert!(
        !desk.batch("book.xlsx", &[&MEASURE[..], &["-o", "out.csv", "--to", "csv"]].concat()).err.contains("空着的格")
    );
    rows(300);
    let words = ["行,空着的格(合并的也算)已经太多", "there are too many empty cells, joined ones included"];
    refused(&desk, &["batch", "book.xlsx", "-o", "more.csv"], 1, words);
}

/// A format of any length is read for each of its cells, and a text stands in any number of them.
#[cfg(target_os = "linux")]
#[test]
fn a_text_of_megabytes_in_thousands_of_cells_takes_less_than_256_mib() {
    use std::io::Write;
    let desk = Desk::new();
    put(&desk, |sheet| {
        sheet.write_string(0, 1, "备注").unwrap();
        for row in 1..=5_000 {
            sheet.write_string(row, 0, "甲").unwrap().write_string(row, 1, "长").unwrap();
        }
    });
    let mut read = zip::ZipArchive::new(std::fs::File::open(desk.path("book.xlsx")).unwrap()).unwrap();
    let mut written = zip::ZipWriter::new(std::fs::File::create(desk.path("long.xlsx")).unwrap());
    for at in 0..read.len() {
        let part = read.by_index(at).unwrap();
        written.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = std::io::read_to_string(part).unwrap().replace('长', &"x".repeat(20 << 20));
        written.write_all(text.as_bytes()).unwrap();
    }
    written.finish().unwrap();
    let ran = run_within(256, &desk, &[&["batch", "-q", "long.xlsx"][..], &MEASURE].concat());
    assert_eq!(ran.status.code(), Some(4), "{}", said(&ran));
}
