//! The forms of output, with names that want to be something else.

use crate::clients;
use crate::desk::Desk;
use huiqi::catalogue::Source;

/// What a table may hold where a name should stand.
pub const HOSTILE: [&str; 8] = [
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "@SUM(1+1)",
    "<script>alert(1)</script>",
    "\u{1b}[2J\u{1b}[31m",
    "第一行\n第二行",
    "\u{202e}倒",
    "![x](javascript:alert(1)) | `x`",
    "\"><img src=x onerror=alert(1)>",
];

fn hostile_table() -> String {
    let long = "长".repeat(10_000);
    let names = HOSTILE.iter().copied().chain([long.as_str()]);
    let row = |name: &str| format!("\"{}\",企业,\"{}\"\n", name.replace('"', "\"\""), name.replace('"', "\"\""));
    "名称,主体类型,备注\n".to_owned() + &names.map(row).collect::<String>()
}

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn cells(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_wide_table_has_a_row_a_client_with_sums_and_verdicts() {
    let desk = Desk::new();
    clients::put_all(&desk);
    assert_eq!(desk.batch("gb18030.csv", &["-o", "out.csv"]).code, 0);
    let text = desk.read("out.csv");
    assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
    let rows = cells(&text, b',');
    assert_eq!(rows.len(), 26);
    let column = |heading: &str| rows[0].iter().position(|cell| cell == heading).unwrap_or_else(|| panic!("{heading}"));
    let first = &rows[1];
    assert_eq!(&first[..4], ["2", "青岛一号创投", "91370200MA30A10009", "王"]);
    // 1 % of 8000万元 is firm; how many others apply is open.
    assert_eq!(first[column("资金:确定(元)")], "800000.00");
    let award = column("四(一) 创投风投机构实缴资金奖励 [vc-paid-in-capital-award]");
    assert_eq!(first[award], "可能符合;最高2000万元(奖励)");
    // 1.9999999亿 newly paid in and nothing known of the rest: more has to be known.
    assert!(rows[5][award].starts_with("需补充信息"));
    // An open amount is said to be so.
    assert_eq!(rows[25][column("资金:最高(元)")], "待补充");
}

#[test]
fn a_value_given_for_a_fact_that_does_not_apply_is_named_in_tables() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,主体类型,主营业务,实缴资金(万元)\n甲,企业,制造,300\n乙,企业,venture-capital,300\n");
    let said = "「实缴资金」对这个主体不适用,没有用到";
    assert_eq!(desk.batch("in.csv", &[&MEASURE[..], &["-o", "out.csv"]].concat()).code, 0);
    let rows = cells(&desk.read("out.csv"), b',');
    let column = rows[0].iter().position(|cell| cell == "问题").unwrap();
    assert_eq!([&rows[1][column], &rows[2][column]], [said, ""]);
    assert_eq!(desk.batch("in.csv", &[&MEASURE[..], &["-o", "out.xlsx"]].concat()).code, 0);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(desk.path("out.xlsx")).unwrap();
    let problems = calamine::Reader::worksheet_range(&mut workbook, "问题").unwrap();
    let told: Vec<String> =
        problems.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
    assert!(told.iter().any(|row| row == &format!("1|甲|2||实缴资金||{said}||没有用到,请核对")), "{told:?}");
}

#[test]
fn a_long_table_has_a_row_for_each_measure_of_each_client() {
    let desk = Desk::new();
    clients::put_all(&desk);
    let ran = desk.batch(
        "utf-8.csv",
        &[
            "--to",
            "tsv",
            "--shape",
            "long",
            "--lang",
            "en",
            MEASURE[0],
            MEASURE[1],
            "--measure",
            "vc-local-investment-award",
        ],
    );
    let rows = cells(ran.text(), b'\t');
    assert_eq!(rows.len(), 1 + 25 * 2);
    let column = |heading: &str| rows[0].iter().position(|cell| cell == heading).unwrap_or_else(|| panic!("{heading}"));
    let (verdict, low, high) = (column("Verdict code"), column("At least (yuan)"), column("At most (yuan)"));
    let shown = |row: usize| [verdict, low, high].map(|at| rows[row][at].clone());
    assert_eq!(shown(1), ["provisional", "0.00", "20000000.00"]);
    assert_eq!(shown(2), ["eligible", "800000.00", "800000.00"]);
    // 不详 leaves the investment of the third client open.
    assert_eq!(shown(6), ["undetermined", "0.00", "open"]);
}

#[test]
fn json_is_a_list_that_fits_the_schema() {
    let desk = Desk::new();
    clients::put_all(&desk);
    let ran = desk.batch("utf-8.csv", &["--to", "json"]);
    let list: serde_json::Value = serde_json::from_str(ran.text()).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 25);
    let schema: serde_json::Value = serde_json::from_str(desk.run(&["schema", "result"]).text()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&list));
    desk.put("bad.csv", "名称,实缴资金(万元)\n甲,约3亿\n");
    for result in desk.batch("bad.csv", &[]).results() {
        assert!(validator.is_valid(&result));
    }
    desk.put("none.csv", "名称\n");
    assert_eq!(desk.batch("none.csv", &["--to", "json"]).text(), "[]\n");
}

#[test]
fn hostile_names_are_harmless_in_tables_of_text() {
    let desk = Desk::new();
    desk.put("hostile.csv", hostile_table());
    for shape in ["wide", "long"] {
        let ran = desk.batch("hostile.csv", &["--to", "csv", "--shape", shape, MEASURE[0], MEASURE[1]]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let rows = cells(ran.text(), b',');
        assert_eq!(rows.len(), 10);
        for cell in rows.iter().flatten() {
            assert!(!cell.starts_with(['=', '@', '+']), "{cell}");
            assert!(!cell.chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{cell:?}");
        }
        assert_eq!(rows[9][1].chars().count(), 10_000);
    }
}

#[test]
fn nothing_of_a_table_reaches_the_terminal_as_a_command() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,\"\u{1b}[2J列\",实缴资金(万元)\n甲,x,\"\u{1b}[31m5\"\n");
    let ran = desk.batch("in.csv", &MEASURE);
    assert_eq!(ran.code, 4);
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    assert!(!ran.text().contains('\u{1b}'));
}

#[test]
fn a_table_that_was_written_reads_back() {
    let desk = Desk::new();
    desk.put("hostile.csv", hostile_table());
    desk.batch("hostile.csv", &["-o", "out.csv", MEASURE[0], MEASURE[1]]);
    let ran = desk.batch("out.csv", &MEASURE);
    let names: Vec<String> =
        ran.results().iter().map(|it| it["applicant"]["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names.len(), 9);
    assert_eq!(names[0], HOSTILE[0]);
}

#[test]
fn hostile_names_are_harmless_in_pages_and_workbooks_too() {
    let desk = Desk::new();
    desk.put("hostile.csv", hostile_table());
    for name in ["out.html", "out.md", "out.xlsx"] {
        let ran = desk.batch("hostile.csv", &["-o", name, MEASURE[0], MEASURE[1]]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    }
    let page = desk.read("out.html");
    for markup in ["<script", "<img", "\u{1b}", "\u{202e}"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert_eq!(page.matches("<section class=\"client\"").count(), 9);
    // What stands behind a backslash is a mere sign.
    let text = desk.read("out.md").replace("\\<", "").replace("\\[", "").replace("\\!", "");
    assert!(!text.contains("<script") && !text.contains("![x]") && !text.contains('\u{1b}'));
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(desk.path("out.xlsx")).unwrap();
    let summary = calamine::Reader::worksheet_range(&mut workbook, "汇总").unwrap();
    let formulas = calamine::Reader::worksheet_formula(&mut workbook, "汇总").unwrap();
    assert!(formulas.used_cells().next().is_none());
    let names: Vec<String> = summary.rows().skip(2).map(|row| row[1].to_string()).collect();
    assert_eq!(names.len(), 9);
    assert_eq!(names[0], HOSTILE[0]);
    assert_eq!(names[8].chars().count(), 10_000);
}

#[test]
fn a_workbook_shows_what_the_lines_of_json_say() {
    let desk = Desk::new();
    clients::put_all(&desk);
    let results = desk.batch("gb18030.csv", &[]).results();
    assert_eq!(desk.batch("gb18030.csv", &["-o", "out.xlsx"]).code, 0);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(desk.path("out.xlsx")).unwrap();
    let sheets = calamine::Reader::sheet_names(&workbook);
    assert_eq!(sheets, ["汇总", "明细", "待问", "问题", "说明"]);
    let summary = calamine::Reader::worksheet_range(&mut workbook, "汇总").unwrap();
    let rows: Vec<_> = summary.rows().collect();
    let column =
        |heading: &str| rows[1].iter().position(|cell| *cell == heading).unwrap_or_else(|| panic!("{heading}"));
    let (firm, most) = (column("资金:确定(元)"), column("资金:最高(元)"));
    for (row, result) in rows[2..].iter().zip(&results) {
        assert_eq!(row[1].to_string(), result["applicant"]["name"].as_str().unwrap());
        let cash = &result["totals"]["cash"];
        let low = row[firm].to_string().parse::<rust_decimal::Decimal>().unwrap();
        assert_eq!(low, cash["low"].as_str().unwrap().parse().unwrap());
        match cash["high"].as_str() {
            Some(high) => {
                assert_eq!(row[most].to_string().parse::<rust_decimal::Decimal>().unwrap(), high.parse().unwrap())
            }
            None => assert_eq!(row[most].to_string(), "待补充"),
        }
    }
}

/// A catalogue is a file that somebody else wrote. In its own texts there may be no such signs, but it quotes a document
/// as it is.
#[test]
fn what_a_document_says_steers_no_terminal_and_no_page_either() {
    const STEERS: [&str; 3] = ["\u{1b}", "\u{202e}", "&#27;"];
    let desk = Desk::new();
    let county = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/county");
    for file in Source::folder(&county).unwrap().files {
        let path = desk.path(&format!("county/{}", file.path));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let hostile = |line: &str| match file.path.ends_with(".txt") {
            true => line.replace("给予", "给\u{1b}[31m\u{202e}予"),
            false if line.starts_with("quote") => line.replace("给予", "给\\u001B[31m\\u202E予"),
            false => line.to_owned(),
        };
        let lines: Vec<String> = file.text.lines().map(hostile).collect();
        std::fs::write(path, lines.join("\n")).unwrap();
    }
    desk.put("in.csv", "名称\n甲\n");
    let mut written =
        vec![desk.run(&["--catalogue", "county", "explain", "yunling-equipment-grant"]).text().to_owned()];
    for form in ["html", "markdown"] {
        let ran = desk.batch("in.csv", &["--catalogue", "county", "--to", form]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        written.push(ran.text().to_owned());
    }
    for text in written {
        assert!(text.contains("给\u{fffd}"), "a quote stands there, with a mark: {text}");
        for steers in STEERS {
            assert!(!text.contains(steers), "{steers:?}: {text}");
        }
    }
}

/// Texts that a spreadsheet could take for a formula, and as they stand in a table.
const ODD: [(&str, &str); 12] = [
    ("=1", "'=1"),
    (" =1", "' =1"),
    ("\u{3000}=1", "'\u{3000}=1"),
    ("\t=1", "' =1"),
    ("\r=1", "' =1"),
    ("\r\n＝1,2", "' ＝1,2"),
    ("\u{feff}=1", "\u{fffd}=1"),
    ("\u{2028}@a", "' @a"),
    ("-1-1", "'-1-1"),
    ("-1.50", "-1.50"),
    ("+1", "'+1"),
    ("甲\u{fff9}乙\u{fffb}", "甲\u{fffd}乙\u{fffd}"),
];

#[test]
fn what_could_be_a_formula_is_guarded_alike_in_both_shapes_of_both_tables() {
    let desk = Desk::new();
    let record = |text: &str| serde_json::json!({"名称": "甲", "备注": text}).to_string();
    desk.put("in.ndjson", ODD.map(|(text, _)| record(text)).join("\n"));
    for (form, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        for shape in ["wide", "long"] {
            let ran = desk.batch("in.ndjson", &["--to", form, "--shape", shape, "-q"]);
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&ran.out[3..]);
            let mut rows: Vec<(String, String)> = Vec::new();
            for row in reader.records().map(Result::unwrap) {
                rows.push((row[0].to_owned(), row[3].to_owned()));
            }
            rows.dedup();
            let expected = (1..).zip(ODD).map(|(line, (_, written))| (line.to_string(), written.to_owned()));
            assert_eq!(rows, expected.collect::<Vec<_>>(), "{form} {shape}");
        }
    }
}
