//! Twenty-five clients, written down as people do, in every form that a table of clients has.

use crate::desk::{Desk, fact, problems};
use encoding_rs::{GB18030, UTF_16LE};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Map, Value, json};

pub const HEADINGS: [&str; 10] = [
    "企业名称*",
    "统一社会信用代码",
    "客户经理",
    "申报主体类型",
    "主营业务",
    "是否在青岛登记注册(是/否)",
    "实缴资金（万元）",
    "新增实缴资金(元)",
    "到位投资额",
    "成立日期",
];

pub const CLIENTS: [[&str; 10]; 25] = [
    [
        "青岛一号创投",
        "91370200MA30A10009",
        "王",
        "企业",
        "创业投资、风险投资",
        "是",
        "25000",
        "100000000",
        "8000万",
        "2020年8月20日",
    ],
    ["青岛二号创投", "91370201MA30A10259", "王", "企业", "创业投资、风险投资", "√", "2亿元", "0", "1.2亿", "2020/8/20"],
    [
        "青岛三号创投",
        "91370202MA30A104A9",
        "李",
        "企业",
        "创业投资、风险投资",
        "有",
        "19999.99",
        "不详",
        "-",
        "2020-08-20",
    ],
    [
        "青岛四号创投",
        "91370203MA30A106F9",
        "李",
        "企业",
        "创业投资、风险投资",
        "Y",
        "２００００",
        "200,000,000",
        "不清楚",
        "2020.8.20",
    ],
    [
        "青岛五号创投",
        "91370204MA30A1094Q",
        "",
        "企业",
        "创业投资、风险投资",
        "×",
        "",
        "199999999.99",
        "3000万元",
        "20200820",
    ],
    ["青岛六号餐饮", "91370205MA30A10B9Q", "赵", "企业", "餐饮", "是", "", "", "", "2019年3月"],
    ["青岛七号餐饮", "91370206MA30A10DEQ", "赵", "个体工商户", "餐饮", "是", "", "", "", "2021/12/31"],
    ["青岛八号餐饮", "91370207MA30A1103D", "赵", "企业、个人", "餐饮", "否", "", "", "", "待定"],
    ["青岛九号住宿", "91370208MA30A1128D", "钱", "企业", "住宿", "1", "", "", "", "2018-01-01"],
    ["青岛十号制造", "91370209MA30A114DD", "钱", "企业", "制造", "0", "", "", "", "2001-02-03"],
    ["青岛十一号制造", "91370210MA30A1172U", "钱", "company", "manufacturing", "yes", "", "", "", "2001-02-03"],
    ["青岛十二号电商", "91370211MA30A1197U", "孙", "企业", "电子商务", "不清楚", "", "", "", "2022年2月28日"],
    ["青岛十三号电商", "91370212MA30A11BCU", "孙", "企业", "电子商务;餐饮", "-", "", "", "", ""],
    [
        "青岛十四号互联网",
        "91370213MA30A11E1B",
        "孙",
        "企业",
        "互联网、软件和信息技术服务",
        "是",
        "",
        "",
        "",
        "2020-10-01",
    ],
    ["青岛十五号互联网", "91370200MA30A12067", "周", "企业", "internet", "是", "", "", "", "2020-10-01"],
    ["青岛十六号物流", "91370201MA30A122B7", "周", "企业", "物流、仓储、快递配送", "是", "", "", "", "2015/6/1"],
    ["青岛十七号教育", "91370202MA30A1250N", "周", "企业", "教育培训", "对", "", "", "", "2015/6/1"],
    ["青岛十八号医疗", "91370203MA30A1275N", "吴", "医疗机构", "", "", "", "", "", ""],
    ["青岛十九号大学", "91370204MA30A129AN", "吴", "普通高校", "", "", "", "", "", ""],
    ["青岛二十号协会", "91370205MA30A12BFN", "吴", "association", "", "", "", "", "", ""],
    ["王二十一", "", "郑", "个人", "", "", "", "", "", ""],
    ["青岛二十二号担保", "91370207MA30A1309B", "郑", "企业", "融资担保", "是", "", "", "", "2010-10-10"],
    ["青岛二十三号孵化", "91370208MA30A132EB", "郑", "企业", "创业孵化、园区运营", "是", "", "", "", "2010-10-10"],
    ["青岛二十四号未知", "91370209MA30A1353T", "冯", "不详", "不详", "不详", "不详", "不详", "不详", "不详"],
    ["青岛二十五号空白", "91370210MA30A1378R", "冯", "", "", "", "", "", "", ""],
];

/// The clients as text, with this sign between the cells.
pub fn text(delimiter: &str) -> String {
    let quoted = |cell: &&str| {
        if cell.contains(delimiter) || cell.contains('"') {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            (*cell).to_owned()
        }
    };
    let row = |cells: &[&str; 10]| cells.iter().map(quoted).collect::<Vec<_>>().join(delimiter) + "\r\n";
    std::iter::once(&HEADINGS).chain(&CLIENTS).map(row).collect()
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && cell.len() < 12
}

/// The clients as a workbook: numbers are numbers, and days written 2020/8/20 are days.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    for (row, cells) in (0_u32..).zip(std::iter::once(&HEADINGS).chain(&CLIENTS)) {
        for (column, cell) in (0_u16..).zip(cells) {
            let parts: Vec<&str> = cell.split('/').collect();
            if column == 9 && parts.len() == 3 {
                let number = |at: usize| parts[at].parse::<u16>().unwrap();
                let date = ExcelDateTime::from_ymd(number(0), number(1) as u8, number(2) as u8).unwrap();
                sheet.write_datetime_with_format(row, column, &date, &day).unwrap();
            } else if column > 3 && column < 9 && is_number(cell) && row > 0 {
                sheet.write_number(row, column, cell.parse::<f64>().unwrap()).unwrap();
            } else {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The clients as objects: headings are keys.
fn objects() -> Vec<Value> {
    let value =
        |cell: &str| if is_number(cell) { serde_json::from_str(cell).unwrap_or(json!(cell)) } else { json!(cell) };
    let object = |cells: &[&str; 10]| {
        let pairs = HEADINGS.iter().zip(cells).map(|(heading, cell)| ((*heading).to_owned(), value(cell)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    CLIENTS.iter().map(object).collect()
}

/// Puts the clients on the desk in every form and returns the names of the files.
pub fn put_all(desk: &Desk) -> Vec<&'static str> {
    let (csv, tabs) = (text(","), text("\t"));
    desk.put("utf-8.csv", &csv);
    desk.put("with-mark.csv", format!("\u{feff}{csv}"));
    desk.put("gb18030.csv", GB18030.encode(&csv).0);
    let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    desk.put("utf-16.csv", [UTF_16LE_MARK.as_slice(), &units(&tabs)].concat());
    desk.put("tabs.tsv", &tabs);
    desk.put("title.csv", format!("客户清单,,,,,,,,,\r\n2026年11月,,,,,,,,,\r\n{csv}"));
    desk.put("semicolons.csv", text(";"));
    desk.put("book.xlsx", workbook());
    let lines: String = objects().iter().map(|object| format!("{object}\n")).collect();
    desk.put("lines.ndjson", lines);
    desk.put("list.json", Value::Array(objects()).to_string());
    assert_eq!(UTF_16LE.name(), "UTF-16LE");
    vec![
        "utf-8.csv",
        "with-mark.csv",
        "gb18030.csv",
        "utf-16.csv",
        "tabs.tsv",
        "semicolons.csv",
        "book.xlsx",
        "lines.ndjson",
        "list.json",
    ]
}

const UTF_16LE_MARK: [u8; 2] = [0xff, 0xfe];

/// The same with the places left out at which an amount without a unit stands.
fn without_places(text: &str) -> Vec<Value> {
    let mut results: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for warning in results.iter_mut().flat_map(|result| result["warnings"].as_array_mut().unwrap()) {
        warning["place"] = Value::Null;
        for key in ["row", "column"] {
            warning.as_object_mut().unwrap().remove(key);
        }
    }
    results
}

#[test]
fn twenty_five_clients_give_the_same_bytes_in_every_form_of_table() {
    let desk = Desk::new();
    let files = put_all(&desk);
    let first = desk.batch(files[0], &[]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(first.text().lines().count(), 25);
    for file in &files {
        let other = desk.batch(file, &[]);
        assert_eq!(other.code, 0, "{file}: {}", other.err);
        assert!(other.out == first.out, "{file} differs: {}", other.err);
    }
    // Below titles the clients are the same, two rows further down.
    let titled = desk.batch("title.csv", &[]);
    assert_eq!(without_places(titled.text()), without_places(first.text()));
}

#[test]
fn what_is_written_in_cells_is_read_as_it_is_meant() {
    let desk = Desk::new();
    put_all(&desk);
    let results = desk.batch("gb18030.csv", &[]).results();
    let facts = |at: usize, id: &str| fact(&results[at], id).clone();
    // 25000 under (万元), 2亿元 with its own unit, full-width digits, thousands commas.
    assert_eq!(facts(0, "paid-in-capital"), "250000000.00");
    assert_eq!(facts(1, "paid-in-capital"), "200000000.00");
    assert_eq!(facts(2, "paid-in-capital"), "199999900.00");
    assert_eq!(facts(3, "paid-in-capital"), "200000000.00");
    assert_eq!(facts(0, "new-paid-in-capital"), "100000000.00");
    assert_eq!(facts(3, "new-paid-in-capital"), "200000000.00");
    assert_eq!(facts(4, "new-paid-in-capital"), "199999999.99");
    assert_eq!(facts(1, "new-paid-in-capital"), "0.00");
    assert_eq!(facts(1, "local-industry-investment"), "120000000.00");
    for at in 0..5 {
        assert_eq!(facts(at, "registered-on"), "2020-08-20", "{at}");
    }
    assert_eq!(facts(5, "registered-on"), "2019-03");
    let in_qingdao: Vec<Value> = (0..10).map(|at| facts(at, "registered-in-qingdao")).collect();
    assert_eq!(in_qingdao, [true, true, true, true, false, true, true, false, true, false].map(Value::Bool));
    assert_eq!(facts(7, "applicant"), json!(["company", "person"]));
    assert_eq!(facts(12, "business"), json!(["e-commerce", "catering"]));
    assert_eq!(results[2]["applicant"]["declined"], json!(["new-paid-in-capital", "local-industry-investment"]));
    assert_eq!(results[24]["applicant"]["declined"], json!([]));
    assert_eq!(results[24]["applicant"]["facts"], json!({}));
    assert_eq!(results[20]["applicant"]["id"], Value::Null);
    assert_eq!(results[0]["applicant"]["id"], "91370200MA30A10009");
    assert_eq!(results[0]["applicant"]["other_columns"], json!({ "客户经理": "王" }));
}

#[test]
fn a_table_gives_what_single_profiles_give() {
    let desk = Desk::new();
    put_all(&desk);
    let results = desk.batch("utf-8.csv", &[]).results();
    desk.put(
        "one.toml",
        "name = \"青岛一号创投\"\n[facts]\napplicant = [\"company\"]\nbusiness = [\"venture-capital\"]\nregistered-in-qingdao = true\npaid-in-capital = \"2.5亿\"\nnew-paid-in-capital = \"1亿\"\nlocal-industry-investment = \"8000万\"\nregistered-on = \"2020-08-20\"\n",
    );
    let single = desk.run(&["assess", "one.toml", "--format", "ndjson"]).results();
    for part in ["measures", "totals", "next_facts"] {
        assert_eq!(results[0][part], single[0][part], "{part}");
    }
    // 1 % of 8000万元 is firm; the award for 2.5亿元 paid in is at most 2000万元.
    assert_eq!(results[0]["totals"]["cash"]["low"], "800000.00");
}

#[test]
fn one_thread_and_several_give_the_same_bytes() {
    let desk = Desk::new();
    put_all(&desk);
    let runs: Vec<Vec<u8>> =
        ["1", "2", "7"].iter().map(|jobs| desk.batch("book.xlsx", &["--jobs", jobs]).out).collect();
    assert!(runs[0] == runs[1] && runs[1] == runs[2]);
}

#[test]
fn clean_clients_have_no_problems() {
    let desk = Desk::new();
    put_all(&desk);
    for result in desk.batch("utf-8.csv", &[]).results() {
        assert_eq!(problems(&result), [], "{}", result["applicant"]["name"]);
    }
}
