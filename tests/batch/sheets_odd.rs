//! What stands in a workbook otherwise than programs write it, and more than a cell can hold.

use crate::desk::{Desk, fact, problems};
use crate::sheets::{put_sheet, text};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn row(number: usize, cells: &[&str]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

fn headings() -> String {
    row(1, &[&text("A1", "名称"), &text("B1", "实缴资金(万元)")])
}

fn fault(place: &str) -> Vec<(String, String)> {
    vec![(place.to_owned(), "cell-fault".to_owned())]
}

#[test]
fn a_value_in_several_pieces_is_refused_and_the_rest_read() {
    let desk = Desk::new();
    let odd = [
        r#"<c r="B0"><v>3<!-- -->00</v></c>"#,
        r#"<c r="B0"><v>3&#48;0</v></c>"#,
        r#"<c r="B0"><v>3<?pi?>00</v></c>"#,
        r#"<c r="B0"><v><![CDATA[300]]></v></c>"#,
        r#"<c r="B0" t="str"><v><![CDATA[300]]></v></c>"#,
        r#"<c r="B0" t="s"><v>1<!-- -->0</v></c>"#,
        r#"<c r="B0"><v>300</v><f>1</f></c>"#,
    ];
    let mut rows = headings();
    for (number, cell) in (2..).zip(odd) {
        let cell = cell.replace("B0", &format!("B{number}"));
        rows += &row(number, &[&text(&format!("A{number}"), "甲"), &cell]);
    }
    // Where it stands for nothing or is text, a comment does no harm.
    rows += &row(9, &[&text("A9", "乙<!-- -->丙"), r#"<c r="B9"><!-- --><v>300</v></c>"#]);
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("B2「实缴资金(万元)」:这一格在文件里写得不合常规,读不准"), "{}", ran.err);
    let results = ran.results();
    assert_eq!(results.len(), 8);
    for (number, result) in (2..).zip(&results[..7]) {
        assert_eq!(problems(result), fault(&format!("B{number}")));
        assert!(fact(result, "paid-in-capital").is_null());
    }
    assert_eq!(results[7]["applicant"]["name"], "乙丙");
    assert_eq!(fact(&results[7], "paid-in-capital"), "3000000.00");
}

#[test]
fn a_value_that_cannot_be_read_takes_no_other_cell_with_it() {
    let desk = Desk::new();
    let mut rows = row(1, &[&text("A1", "名称"), &text("B1", "实缴资金(万元)"), &text("C1", "登记日期")]);
    let date = "<c t=\"str\"><v>2020-08-20</v></c>";
    for (number, value) in (2..).zip([
        "<c t=\"e\"><v>#SPILL!</v></c>",
        "<c t=\"s\"><v>7</v></c>",
        "<c t=\"n\"><v>x</v></c>",
        "<c t=\"b\"><v>7</v></c>",
        "<c t=\"z\"><v>7</v></c>",
    ]) {
        // Cells that do not say their place stand side by side.
        rows += &row(number, &["<c t=\"str\"><v>甲</v></c>", value, date]);
    }
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert!(ran.err.contains("B2「实缴资金(万元)」:这一格是错误值「#SPILL!」"), "{}", ran.err);
    let results = ran.results();
    assert_eq!(results.len(), 5);
    for (number, result) in (2..).zip(&results) {
        assert_eq!(problems(result), fault(&format!("B{number}")));
        assert_eq!(fact(result, "registered-on"), "2020-08-20");
    }
}

#[test]
fn a_heading_that_cannot_be_read_for_sure_is_named() {
    let desk = Desk::new();
    let heading = r#"<c r="B1" t="str"><v>实缴资金<![CDATA[(万元)]]></v></c>"#;
    let rows = row(1, &[&text("A1", "名称"), heading]) + &row(2, &[&text("A2", "甲"), "<c r=\"B2\"><v>3</v></c>"]);
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("表头里的 B1:这一格在文件里写得不合常规,读不准"), "{}", ran.err);
}

#[test]
fn a_cell_holds_at_most_32767_letters() {
    let desk = Desk::new();
    let mut rows = row(1, &[&text("A1", "名称"), &text("B1", "备注")]);
    for (number, length) in [(2, 32_767), (3, 32_768), (4, 300_000)] {
        rows += &row(number, &[&text(&format!("A{number}"), "甲"), &text(&format!("B{number}"), &"长".repeat(length))]);
    }
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("B3「备注」:这一格的文字超过 32,767 个字,没有读"), "{}", ran.err);
    let found: Vec<_> = ran.results().iter().map(problems).collect();
    assert_eq!(found, [Vec::new(), fault("B3"), fault("B4")]);
}

#[test]
fn a_cell_that_is_only_coloured_is_nothing_however_far_it_stands() {
    let desk = Desk::new();
    let mut rows = headings();
    for number in 2..302 {
        let cells = [text(&format!("A{number}"), "甲"), format!(r#"<c r="XFD{number}" s="1"/>"#)];
        rows += &row(number, &[&cells[0], &cells[1]]);
    }
    rows += &row(400, &[r#"<c r="B400" s="1"/>"#]);
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!((ran.code, ran.results().len()), (0, 300), "{}", ran.err);
}

#[test]
fn a_cell_beyond_the_last_column_is_refused_by_its_row() {
    let desk = Desk::new();
    let rows = headings() + &row(2, &[&text("A2", "甲"), r#"<c r="XFE2"><v>1</v></c>"#]);
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("第 2 行有内容在 XFD 列(第 16384 列)的右边"), "{}", ran.err);
}

#[test]
fn rows_that_are_hidden_are_read_and_counted() {
    let desk = Desk::new();
    let mut rows = headings();
    for (number, hidden) in (2..).zip(["", " hidden=\"1\"", " hidden=\"0\"", " hidden=\"true\"", " hidden=\"1\""]) {
        let name = if number == 6 { r#"<c r="A6" s="1"/>"#.to_owned() } else { text(&format!("A{number}"), "甲") };
        rows += &format!(r#"<row r="{number}"{hidden}>{name}</row>"#);
    }
    put_sheet(&desk, &rows, "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert_eq!((ran.code, ran.results().len()), (0, 4));
    assert!(ran.err.contains("有 2 行是隐藏或被筛掉的,也读了\n"), "{}", ran.err);
    let ran = desk.batch("book.xlsx", &[&MEASURE[..], &["--lang", "en"]].concat());
    assert!(ran.err.contains("rows that are hidden or filtered out, and were read all the same: 2\n"), "{}", ran.err);
    put_sheet(&desk, &(headings() + &row(2, &[&text("A2", "甲")])), "");
    let ran = desk.batch("book.xlsx", &MEASURE);
    assert!(!ran.err.contains("隐藏"), "{}", ran.err);
}
