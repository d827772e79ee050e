//! In what money and in how many of it amounts are, wherever that is written.

use crate::desk::{Desk, fact, problems};
use serde_json::Value;

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn results(table: &str) -> Vec<Value> {
    let desk = Desk::new();
    desk.put("in.csv", table);
    let ran = desk.batch("in.csv", &MEASURE);
    assert!([0, 4].contains(&ran.code), "{table}: {}", ran.err);
    ran.results()
}

fn paid_in(table: &str) -> Value {
    fact(&results(table)[0], "paid-in-capital").clone()
}

/// The only amount is refused, and its cell is named.
fn is_refused(table: &str, place: &str) {
    let result = &results(table)[0];
    assert!(fact(result, "paid-in-capital").is_null(), "{table}: {result}");
    assert_eq!(problems(result), [(place.to_owned(), "bad-value".to_owned())], "{table}");
}

#[test]
fn a_sign_or_name_of_the_currency_is_no_unit_and_takes_that_of_the_heading() {
    for amount in ["¥300", "￥300.00", "RMB 300", "人民币300", "CNY300", "300 RMB", "300人民币", "¥ 300", "300整"]
    {
        for (table, yuan) in [
            (format!("名称,实缴资金(万元)\n甲,{amount}\n"), "3000000.00"),
            (format!("单位:万元,\n名称,实缴资金\n甲,{amount}\n"), "3000000.00"),
            (format!("名称,实缴资金(元)\n甲,{amount}\n"), "300.00"),
            (format!("名称,实缴资金\n甲,{amount}\n"), "300.00"),
        ] {
            let result = &results(&table)[0];
            assert_eq!(fact(result, "paid-in-capital"), yuan, "{table}");
            assert_eq!(problems(result), [], "{table}");
        }
    }
    // What states a unit of its own keeps it.
    for (amount, yuan) in [
        ("300元", "300.00"),
        ("¥300元", "300.00"),
        ("¥300万元", "3000000.00"),
        ("人民币300元整", "300.00"),
        ("RMB 3 million", "3000000.00"),
        ("300 yuan", "300.00"),
    ] {
        assert_eq!(paid_in(&format!("名称,实缴资金(万元)\n甲,{amount}\n")), yuan, "{amount}");
    }
    let people = results("名称,培养人数(人)\n甲,¥300\n");
    assert_eq!(problems(&people[0]), [("B2".to_owned(), "bad-value".to_owned())]);
}

#[test]
fn other_money_is_refused_by_all_its_names() {
    for unit in [
        "SGD",
        "KRW",
        "AUD",
        "CHF",
        "TWD",
        "thb",
        "泰铢",
        "円",
        "₩",
        "万新加坡元",
        "新元",
        "加元",
        "澳门元",
        "越南盾",
        "卢比",
        "新台币",
        "千円",
        "MUSD",
        "NT$",
        "原币",
        "以日元计",
    ] {
        is_refused(&format!("名称,实缴资金({unit})\n甲,300\n"), "B2");
        is_refused(&format!("币种:{unit},\n名称,实缴资金(万元)\n甲,300\n"), "B3");
    }
}

#[test]
fn what_is_short_for_many_is_refused_and_never_taken_for_yuan() {
    for unit in [
        "'000",
        "000",
        "k",
        "K",
        "M",
        "mn",
        "RMB mn",
        "mln",
        "bn",
        "w",
        "W",
        "10k",
        "100K",
        "in thousands",
        "thousands",
        "in millions",
        "RMB, k",
        "unit: k",
        "单位:w",
        "k,必填",
    ] {
        is_refused(&format!("名称,\"实缴资金({unit})\"\n甲,250\n"), "B2");
    }
    for above in ["单位:k", "Unit: '000", "(amounts in thousands)", "单位:w"] {
        is_refused(&format!("\"{above}\",\n名称,实缴资金\n甲,250\n"), "B3");
    }
    for below in ["k", "'000", "mn"] {
        is_refused(&format!("名称,实缴资金\n,{below}\n甲,250\n"), "B3");
    }
    for column in ["k", "'000", "mn", "thousands"] {
        is_refused(&format!("名称,实缴资金,实缴资金单位\n甲,250,{column}\n"), "B2");
    }
    // A letter that names the column is none of them.
    assert_eq!(paid_in("名称,实缴资金(A)\n甲,250\n"), "250.00");
    assert_eq!(paid_in("名称,实缴资金(thousand)\n甲,250\n"), "250000.00");
}

#[test]
fn a_unit_of_money_is_found_among_other_units_and_in_other_words() {
    for above in [
        "单位:人、万元",
        "单位：万元、人",
        "单位:人 万元",
        "单位:人/万元",
        "以万元计",
        "以人民币万元为单位",
        "注:金额单位为万元",
        "金额单位均为万元",
        "单位:RMB 10,000",
        "\"Unit: 10,000 yuan\"",
        "\"Amounts in RMB 10,000\"",
        "单位:万元 填报人:张元",
        "填报单位:青岛元和科技有限公司 单位:万元",
    ] {
        let above = above.trim_matches('"');
        assert_eq!(paid_in(&format!("\"{above}\",\n名称,实缴资金\n甲,300\n")), "3000000.00", "{above}");
    }
    for (heading, yuan) in [
        ("实缴资金(RMB 10,000)", "3000000.00"),
        ("实缴资金(10,000 RMB)", "3000000.00"),
        ("实缴资金(in RMB 10,000)", "3000000.00"),
        ("实缴资金(RMB'000)", "300000.00"),
        ("实缴资金(以万元计)", "3000000.00"),
        ("实缴资金 万元", "3000000.00"),
        ("实缴资金_万元", "3000000.00"),
        ("实缴资金-万元", "3000000.00"),
        ("实缴资金:万元", "3000000.00"),
        ("Paid-in capital 10,000 yuan", "3000000.00"),
        ("paid-in-capital million yuan", "300000000.00"),
    ] {
        assert_eq!(paid_in(&format!("名称,\"{heading}\"\n甲,300\n")), yuan, "{heading}");
    }
    is_refused("名称,实缴资金-美元\n甲,300\n", "B2");
    is_refused("名称,实缴资金(RMB 2x)\n甲,300\n", "B2");
}

#[test]
fn a_row_of_units_may_have_brackets_and_a_label() {
    for units in ["单位,万元,亿元,人", ",(万元),（亿元）,(人)", "(单位),[万元],【亿元】,人", "计量单位,万元,亿元,人"]
    {
        let results = results(&format!("名称,实缴资金,新增实缴资金,培养人数\n{units}\n甲,3,4,5\n"));
        assert_eq!(results.len(), 1, "{units}");
        assert_eq!(fact(&results[0], "paid-in-capital"), "30000.00", "{units}");
        assert_eq!(fact(&results[0], "new-paid-in-capital"), "400000000.00", "{units}");
        assert_eq!(problems(&results[0]), [], "{units}");
    }
}

#[test]
fn units_that_contradict_each_other_are_refused_wherever_they_stand() {
    for above in [
        "单位:万元,\n金额单位:元,",
        "金额单位:元,\n单位:万元,",
        "单位:万元,金额单位:元",
        "单位:元/万元,",
        "单位:元、万元,",
        "以万元计 单位:元,",
    ] {
        let desk = Desk::new();
        desk.put("in.csv", format!("{above}\n名称,实缴资金\n甲,3\n"));
        let ran = desk.batch("in.csv", &MEASURE);
        assert!(fact(&ran.results()[0], "paid-in-capital").is_null(), "{above}: {}", ran.err);
        assert!(ran.err.contains("看不懂这一列的单位「"), "{above}: {}", ran.err);
    }
    let desk = Desk::new();
    desk.put("in.csv", "单位:万元,\n金额单位:元,\n名称,实缴资金\n甲,3\n");
    let ran = desk.batch("in.csv", &MEASURE);
    assert!(ran.err.contains("看不懂这一列的单位「万元、元」"), "{}", ran.err);
    // The same twice is no contradiction, and what a heading or its group says goes before.
    assert_eq!(paid_in("单位:万元,\n金额单位:人民币万元,\n名称,实缴资金\n甲,3\n"), "30000.00");
    assert_eq!(paid_in("单位:万元,\n金额单位:元,\n名称,实缴资金(亿元)\n甲,3\n"), "300000000.00");
    assert_eq!(paid_in("单位:万元,\n,资金(元)\n名称,实缴资金\n甲,3\n"), "3.00");
}

#[test]
fn names_of_offices_and_titles_are_no_units() {
    for above in [
        "填报单位:青岛元和科技有限公司",
        "填报单位:美元咨询有限公司",
        "编制单位:国元",
        "单位:亿联创投",
        "单位名称:万达",
        "客户表(元旦版)",
        "招商表(万达项目)",
        "单位:创新元年有限公司",
    ] {
        assert_eq!(paid_in(&format!("{above},\n名称,实缴资金(万元)\n甲,300\n")), "3000000.00", "{above}");
        let result = &results(&format!("{above},\n名称,实缴资金\n甲,300\n"))[0];
        assert_eq!(fact(result, "paid-in-capital"), "300.00", "{above}");
        assert_eq!(problems(result), [("B3".to_owned(), "unit-unstated".to_owned())], "{above}");
    }
    // But what is called a unit of money, or looks like one, is never passed over.
    for above in ["金额单位:万圆圆", "金额单位:亿方", "单位:合计万元", "单位:10k yuan", "货币单位:元角"]
    {
        is_refused(&format!("{above},\n名称,实缴资金\n甲,300\n"), "B3");
    }
}

#[test]
fn how_many_decimals_there_may_be_is_said_in_the_unit_of_the_column() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,实缴资金(万元)\n甲,333.3333333\n乙,333.333333\n丙,333.3333333万\n丁,0.001元\n");
    let ran = desk.batch("in.csv", &MEASURE);
    assert!(
        ran.err.contains("B2「实缴资金(万元)」:实缴资金:「333.3333333」小数超过 6 位(最多写 6 位小数)"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("B5「实缴资金(万元)」:实缴资金:「0.001元」小数超过 2 位"), "{}", ran.err);
    assert_eq!(fact(&ran.results()[1], "paid-in-capital"), "3333333.33");
}

#[test]
fn a_month_of_which_a_spreadsheet_may_have_cut_a_nought_is_refused() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,登记日期\n甲,2020.1\n乙,2020.10\n丙,2020.01\n丁,2020.8\n戊,2020年8月\n");
    let ran = desk.batch("in.csv", &MEASURE);
    let days: Vec<Value> = ran.results().iter().map(|it| fact(it, "registered-on").clone()).collect();
    assert_eq!(days, [Value::Null, "2020-10".into(), "2020-01".into(), "2020-08".into(), "2020-08".into()]);
    assert!(ran.err.contains("「2020.1」可能是 1 月,也可能是 10 月"), "{}", ran.err);
}

#[test]
fn headings_that_stand_once_more_with_other_units_hold_for_what_is_below_them() {
    let table = "名称,实缴资金(万元)\n甲,3\n名称,实缴资金(万元)\n乙,4\n名称,实缴资金(元)\n丙,4\n丁,5万\n\
                 名称,实缴资金(美元)\n戊,6\n名称,实缴资金\n己,7\n名称,实缴资金(万元)\n庚,8\n";
    let desk = Desk::new();
    desk.put("in.csv", table);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0_u32..).zip(table.lines()) {
        let (name, amount) = line.split_once(',').unwrap();
        sheet.write_string(row, 0, name).unwrap();
        match amount.parse::<f64>() {
            Ok(number) => sheet.write_number(row, 1, number).unwrap(),
            Err(_) => sheet.write_string(row, 1, amount).unwrap(),
        };
    }
    workbook.save(desk.path("in.xlsx")).unwrap();
    for file in ["in.csv", "in.xlsx"] {
        let ran = desk.batch(file, &MEASURE);
        let said = |result: &Value| {
            let amount = fact(result, "paid-in-capital").as_str().unwrap_or("-").to_owned();
            format!("{} {amount}", result["applicant"]["name"].as_str().unwrap())
        };
        let said: Vec<String> = ran.results().iter().map(said).collect();
        let expected = ["甲 30000.00", "乙 40000.00", "丙 4.00", "丁 50000.00", "戊 -", "己 -", "庚 80000.00"];
        assert_eq!(said, expected, "{file}: {}", ran.err);
        assert_eq!(ran.code, 4, "{file}");
        assert!(ran.err.contains("没有当作客户的 5 行"), "{file}: {}", ran.err);
    }
}

#[test]
fn headings_once_more_hold_for_all_clients_below_however_many() {
    let many: String = (0..60_000).map(|at| format!("客户{at},3\n")).collect();
    let results = results(&format!("名称,实缴资金(万元)\n{many}名称,实缴资金(元)\n{many}"));
    assert_eq!(results.len(), 120_000);
    let amounts = results.iter().map(|it| fact(it, "paid-in-capital").as_str().unwrap());
    let right = amounts.enumerate().all(|(at, amount)| amount == if at < 60_000 { "30000.00" } else { "3.00" });
    assert!(right);
}
