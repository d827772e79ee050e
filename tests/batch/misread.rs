//! What must never be misread quietly: units and years in odd places, other money, odd tables.

use crate::desk::{Desk, fact, problems};
use serde_json::{Value, json};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn results(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Value> {
    let desk = Desk::new();
    desk.put(name, bytes);
    let ran = desk.batch(name, &MEASURE);
    assert!([0, 4].contains(&ran.code), "{}", ran.err);
    ran.results()
}

fn paid_in(table: &str) -> Value {
    fact(&results("in.csv", table)[0], "paid-in-capital").clone()
}

#[test]
fn a_unit_is_found_above_below_and_beside_the_heading() {
    for table in [
        "客户清单,,\n单位:万元,,\n名称,主体类型,实缴资金\n甲,企业,300\n",
        "客户清单(单位：万元),,\n名称,主体类型,实缴资金\n甲,企业,300\n",
        "名称,主体类型,实缴资金\n,,万元\n甲,企业,300\n",
        "名称,主体类型,资金(万元),\n,,新增实缴资金,实缴资金\n甲,企业,1,300\n",
        "名称,主体类型,实缴资金(人民币万元)\n甲,企业,300\n",
        "名称,主体类型,\"实缴资金(截至2020年底,万元)\"\n甲,企业,300\n",
        "名称,主体类型,实缴资金 单位:万元\n甲,企业,300\n",
        "名称,主体类型,实缴资金(RMB万元)\n甲,企业,300\n",
    ] {
        assert_eq!(paid_in(table), "3000000.00", "{table}");
    }
    // The heading's own unit counts before one that stands elsewhere.
    assert_eq!(paid_in("单位:万元,\n名称,实缴资金(元)\n甲,300\n"), "300.00");
}

#[test]
fn a_row_that_numbers_the_columns_is_no_client_and_is_named_for_it_may_be_one() {
    let desk = Desk::new();
    desk.put("in.csv", "编号,实缴资金(万元),培养人数\n1,2,3\n2,4,5\n");
    let ran = desk.batch("in.csv", &["--measure", "vc-paid-in-capital-award", "--errors", "errors.csv"]);
    assert_eq!(ran.results().len(), 1);
    assert_eq!(ran.results()[0]["applicant"]["id"], "2");
    assert!(desk.read("errors.csv").contains("这一行只给各列编号,没有当作客户"), "{}", desk.read("errors.csv"));
    let said = desk.batch("in.csv", &MEASURE).err;
    assert!(said.contains("提醒: 第 2 行:这一行只给各列编号,没有当作客户(如果是客户,请写明名称)"), "{said}");
}

#[test]
fn columns_that_are_parted_by_a_sign_of_text_are_refused_with_the_sign() {
    let desk = Desk::new();
    for (table, sign) in [("名称，实缴资金(万元)\n甲，3\n", "，"), ("名称|实缴资金(万元)\n甲|3\n", "|")]
    {
        desk.put("in.csv", table);
        let ran = desk.batch("in.csv", &MEASURE);
        assert_eq!((ran.code, ran.out.len()), (1, 0));
        assert!(ran.err.contains(&format!("各列之间是「{sign}」;改成英文逗号「,」、分号或制表符")), "{}", ran.err);
    }
    // One heading with a remark behind the same sign is one.
    assert_eq!(results("in.csv", "名称，按营业执照\n甲\n")[0]["applicant"]["name"], "甲");
}

#[test]
fn other_money_and_units_that_cannot_be_read_are_refused() {
    for unit in ["美元", "万美元", "USD", "$", "英镑", "港币", "澳元", "日圆", "新台币", "10k yuan", "元)(万元"]
    {
        let result = &results("in.csv", format!("名称,实缴资金({unit})\n甲,300\n"))[0];
        assert!(fact(result, "paid-in-capital").is_null(), "{unit}");
        assert_eq!(problems(result), [("B2".to_owned(), "bad-value".to_owned())], "{unit}");
        let line = json!({ "名称": "甲", format!("实缴资金({unit})"): 300 }).to_string();
        let result = &results("in.ndjson", line)[0];
        assert!(fact(result, "paid-in-capital").is_null(), "{unit} in JSON");
        assert_eq!(problems(result).len(), 1, "{unit} in JSON");
    }
    assert!(paid_in("名称,实缴资金(美元)(万元)\n甲,300\n").is_null());
}

#[test]
fn other_money_named_above_the_headings_is_refused_too() {
    for above in [
        "单位:万元 币种:美元",
        "货币:USD 单位:万元",
        "单位：万元　币种：港元",
        "单位:万元;币种:USD",
        "单位(万美元)",
        "单位 美元",
        "币种:美元",
        "以美元计",
        "金额:万美元",
        "Currency: USD",
        "Unit: USD thousand",
        "Amounts in EUR",
    ] {
        for heading in ["实缴资金", "实缴资金(万元)"] {
            let result = &results("in.csv", format!("{above},\n名称,{heading}\n甲,300\n"))[0];
            assert!(fact(result, "paid-in-capital").is_null(), "{above}, {heading}");
            assert_eq!(problems(result), [("B3".to_owned(), "bad-value".to_owned())], "{above}, {heading}");
        }
        // As the advice says, in Chinese and in English.
        for (unit, amount) in [("人民币万元", "3000000.00"), ("yuan", "300.00")] {
            let table = format!("{above},\n名称,实缴资金({unit})\n甲,300\n");
            assert_eq!(paid_in(&table), amount, "{above}, {unit}");
        }
    }
}

#[test]
fn a_title_that_names_no_other_money_leaves_the_unit_as_it_is() {
    for above in ["创新元年客户,单位:万元", "单位:万元 币种:人民币,", "(单位:万元;币种:CNY),", "单位(万元),"]
    {
        let table = format!("{above}\n名称,实缴资金\n甲,300\n");
        assert_eq!(paid_in(&table), "3000000.00", "{above}");
    }
    assert_eq!(paid_in("填报单位:美元咨询有限公司,\n名称,实缴资金(RMB万元)\n甲,300\n"), "3000000.00");
}

#[test]
fn a_remark_that_is_not_understood_is_said() {
    let desk = Desk::new();
    desk.put("in.csv", "名称,实缴资金(认缴)(万元)\n甲,300\n");
    let ran = desk.batch("in.csv", &MEASURE);
    assert!(ran.err.contains("B1「实缴资金(认缴)(万元)」:表头里的「认缴」没有用到"), "{}", ran.err);
}

#[test]
fn one_number_is_never_taken_for_every_year() {
    for heading in
        ["地方税收贡献(万元)", "地方税收贡献(2022年)(万元)", "地方税收贡献(3年合计)(万元)", "地方税收贡献/2020"]
    {
        let result = &results("in.csv", format!("名称,{heading}\n甲,300\n"))[0];
        assert!(fact(result, "local-tax-contribution").is_null(), "{heading}");
        assert_eq!(problems(result), [("B2".to_owned(), "bad-value".to_owned())], "{heading}");
    }
    // A list names its years by their order, in the unit of its key.
    let result = &results("in.ndjson", r#"{"名称":"甲","地方税收贡献(万元)":[100,"?",300]}"#)[0];
    assert_eq!(fact(result, "local-tax-contribution"), &json!(["1000000.00", "?", "3000000.00"]));
}

#[test]
fn of_several_names_and_marks_the_first_counts_and_none_is_lost() {
    let result = &results("in.csv", "姓名,企业名称,客户编号,档案号\n张三,甲公司,A1,B2\n")[0];
    assert_eq!(result["applicant"]["name"], "甲公司");
    assert_eq!(result["applicant"]["id"], "A1");
    assert_eq!(result["applicant"]["other_columns"], json!({ "姓名": "张三", "档案号": "B2" }));
}

#[test]
fn a_second_name_or_mark_of_an_object_is_said_not_to_be_used() {
    let found = |line: &str| {
        let result = &results("in.ndjson", line)[0];
        (result["applicant"]["name"].clone(), problems(result).into_iter().map(|it| it.1).collect::<Vec<_>>())
    };
    assert_eq!(found(r#"{"名称":"甲","企业名称":"乙"}"#), (json!("甲"), vec!["duplicate".to_owned()]));
    assert_eq!(found(r#"{"name":"甲","name":"乙"}"#), (json!("甲"), vec!["duplicate".to_owned()]));
    assert_eq!(found(r#"{"名称":"甲","编号":"1","id":"2"}"#), (json!("甲"), vec!["duplicate".to_owned()]));
    assert_eq!(found(r#"{"名称":"甲","企业名称":"甲","姓名":null}"#), (json!("甲"), vec![]));
    // As in tables, an organisation goes before a person, and what the user says before all.
    assert_eq!(found(r#"{"姓名":"张三","企业名称":"甲"}"#), (json!("甲"), vec!["duplicate".to_owned()]));
    let desk = Desk::new();
    desk.put("in.ndjson", r#"{"名称":"甲","企业名称":"乙"}"#);
    let mapped = desk.batch("in.ndjson", &[&MEASURE[..], &["--map", "企业名称=name"]].concat()).results();
    assert_eq!(mapped[0]["applicant"]["name"], "乙");
}

#[test]
fn a_credit_code_beside_a_mark_of_the_keeper_passes_through() {
    let lines =
        "{\"编号\":\"A1\",\"统一社会信用代码\":\"91350100M000100Y43\"}\n{\"统一社会信用代码\":\"91350100M000100Y43\"}";
    let code = json!({ "统一社会信用代码": "91350100M000100Y43" });
    let said = |result: &Value| (result["applicant"]["id"].clone(), result["applicant"]["other_columns"].clone());
    let results: Vec<_> = results("in.ndjson", lines).iter().map(said).collect();
    assert_eq!(results, [(json!("A1"), code.clone()), (json!("91350100M000100Y43"), code)]);
}

#[test]
fn objects_of_another_form_are_not_taken_for_clients_of_whom_nothing_is_known() {
    let found = |line: &str| problems(&results("in.ndjson", line)[0]).into_iter().map(|it| it.1).collect::<Vec<_>>();
    for facts in ["null", "[]", "5", "\"实缴资金\"", r#"[{"实缴资金":"1亿元"}]"#] {
        assert_eq!(found(&format!(r#"{{"name":"甲","facts":{facts}}}"#)), ["wrong-type"], "{facts}");
    }
    let desk = Desk::new();
    desk.put("in.json", r#"{"clients":[{"名称":"甲","实缴资金":"1亿元"}]}"#);
    let ran = desk.batch("in.json", &MEASURE);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("没有一个键认识。看到的是「clients」;应是客户的列表"), "{}", ran.err);
}

#[test]
fn what_is_declined_beside_flat_keys_stays_declined() {
    let result = &results("in.ndjson", r#"{"名称":"乙","declined":["paid-in-capital"]}"#)[0];
    assert_eq!(result["applicant"]["declined"], json!(["paid-in-capital"]));
}

#[test]
fn objects_are_checked_like_cells() {
    let found = |line: &str| problems(&results("in.ndjson", line)[0]).into_iter().map(|it| it.1).collect::<Vec<_>>();
    assert_eq!(found(r#"{"编号":"91350100M000100Y44"}"#), ["credit-code"]);
    assert_eq!(found(r#"{"统一社会信用代码":"9.137E+17"}"#), ["lost-digits"]);
    assert_eq!(found(r#"{"名称":{"a":1}}"#), ["wrong-type"]);
    assert_eq!(found(r#"{"名称":"甲","登记日期":44063}"#), Vec::<String>::new());
    assert_eq!(found(r#"{"名称":"甲","实缴资金":99999999999999999999}"#), ["bad-value"]);
}

#[test]
fn what_parts_the_cells_is_seen_from_the_headings() {
    let table = "名称,申报主体类型,主营业务\n甲,企业,餐饮;住宿;制造;电子商务;教育培训\n";
    assert_eq!(fact(&results("in.csv", table)[0], "applicant"), &json!(["company"]));
    let table = "名称;申报主体类型;备注\n甲;企业;一,二,三,四,五,六\n";
    assert_eq!(fact(&results("in.csv", table)[0], "applicant"), &json!(["company"]));
    let table = "名称\t申报主体类型\t备注\n甲\t企业\t\"一,二,三,四,五,六\"\n";
    assert_eq!(fact(&results("in.txt", table)[0], "applicant"), &json!(["company"]));
}

/// The names of the clients of a CSV file; `-` where none is known.
fn names(bytes: &str) -> Vec<String> {
    let results = results("in.csv", bytes);
    results.iter().map(|it| it["applicant"]["name"].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn no_row_is_lost_to_odd_line_ends_or_a_lost_quotation_mark() {
    assert_eq!(names("名称,实缴资金(万元)\r甲,100\r乙,200\r"), ["甲", "乙"]);
    assert_eq!(names("名称,实缴资金(万元)\n\"甲公司,100\n乙公司,200\n丙公司,\"300\"\n"), ["-", "乙公司", "丙公司"]);
    let long = format!("名称,类型,备注\n甲,企业,\"{}\"\n乙,企业,x\n", "一行\n".repeat(70));
    assert_eq!(names(&long), ["甲", "乙"]);
}

#[test]
fn a_row_over_several_lines_with_another_number_of_cells_is_named_and_so_is_the_line_that_ends_it() {
    let table = "名称,实缴资金(万元),备注\n\"甲\n公司\",300\n丁,5,\"x\ny\",,\n乙,7,z\n丙,\"8\n\",z\n";
    let desk = Desk::new();
    desk.put("in.csv", table);
    let ran = desk.batch("in.csv", &MEASURE);
    let found = ran.results();
    let read: Vec<_> = found.iter().map(|it| (it["applicant"]["name"].clone(), problems(it))).collect();
    let damaged = |row: &str| (Value::Null, vec![(row.to_owned(), "damaged-row".to_owned())]);
    assert_eq!(read[..4], ["2", "3", "4", "5"].map(damaged));
    assert_eq!(read[4..], [(json!("乙"), vec![]), (json!("丙"), vec![])]);
    assert!(ran.err.contains("要连下面 1 行才成对,连起来有 2 格,表头有 3 格"), "{}", ran.err);
}

#[test]
fn a_heading_that_is_repeated_in_other_letters_or_alone_in_its_table_is_no_client() {
    assert_eq!(names("ΑΣ,名称,实缴资金(万元)\n1,甲,300\nας,名称,实缴资金(万元)\n"), ["甲"]);
    assert_eq!(names("名称\n甲\n名称\n乙\n"), ["甲", "乙"]);
}

#[test]
fn headings_that_change_over_and_over_in_a_very_wide_table_end_it_in_words() {
    let wide = format!("名称,实缴资金(万元){}\n", ",x".repeat(15_000));
    let rows = |times: usize| "名称,实缴资金(元)\n甲,5\n名称,实缴资金(亿元)\n乙,6\n".repeat(times);
    let desk = Desk::new();
    desk.put("few.csv", format!("{wide}{}", rows(30)));
    let few = desk.batch("few.csv", &MEASURE);
    let amounts: Vec<_> = few.results().iter().map(|it| fact(it, "paid-in-capital").clone()).collect();
    assert_eq!(amounts, ["5.00", "600000000.00"].repeat(30));
    // 15,002 columns come to 2²⁰ headings with the 70th change, which stands in row 1 + 2 × 69 + 1.
    desk.put("many.csv", format!("{wide}{}", rows(40)));
    let many = desk.batch("many.csv", &MEASURE);
    assert_eq!(many.code, 1, "{}", many.err);
    assert!(many.err.contains("下面换了太多次表头(第 140 行)"), "{}", many.err);
}

#[test]
fn lines_that_end_otherwise_further_down_are_rows_all_the_same() {
    let of_old: String = (0..400).map(|row| format!("甲{row:03},{row}\r")).collect();
    assert!(of_old.len() > 4096);
    let text = format!("名称,实缴资金(万元)\r{of_old}乙,1\n丙,2\r\n丁,3\r\"戊,4\n己,5\r\"庚\n辛\",6\n壬,7");
    let found = names(&text);
    assert_eq!(found.len(), 407);
    assert_eq!(found[400..], ["乙", "丙", "丁", "-", "己", "庚\n辛", "壬"]);
    let damaged = results("in.csv", &text)[403]["warnings"].to_string();
    assert!(damaged.contains("\"405\""), "{damaged}");
}

#[test]
fn a_carriage_return_alone_ends_a_row_wherever_it_stands_outside_of_quotation_marks() {
    let table = "名称,实缴资金(万元)\r\n甲\r乙,2\r\n\"丙\r公司\",约3\r\n丁,约4\r\r\n戊,约5\r\r己,约6";
    let found = results("in.csv", table);
    let named: Vec<_> = found.iter().map(|it| it["applicant"]["name"].as_str().unwrap()).collect();
    assert_eq!(named, ["甲", "乙", "丙\n公司", "丁", "戊", "己"]);
    assert_eq!(fact(&found[1], "paid-in-capital"), "20000.00");
    let places: Vec<_> = found.iter().flat_map(problems).collect();
    let short = ("2".to_owned(), "short-row".to_owned());
    let refused = ["B4", "B5", "B6", "B8"].map(|place| (place.to_owned(), "bad-value".to_owned()));
    assert_eq!(places, [vec![short], refused.to_vec()].concat());
}

#[test]
fn a_file_put_behind_another_brings_its_byte_order_mark() {
    let text = "\u{feff}名称,实缴资金(万元)\n甲,100\n\u{feff}乙,200\n\u{feff}\"丙\",300\n\u{feff}\"丁,400\n戊,500\n";
    assert_eq!(names(text), ["甲", "乙", "丙", "-", "戊"]);
}

#[test]
fn sums_remarks_and_repeated_headings_are_no_clients_but_clients_with_such_names_are() {
    let table = "序号,名称,主体类型,实缴资金(万元)\n1,甲,企业,300\n序号,名称,主体类型,实缴资金(万元)\n2,Total,企业,5\n3,小计,企业,7\n本页合计,,,312\n4,合计(2家),,312\n制表人:张三,,审核:李四,\n备注:以上数据已核对,,,\n";
    let desk = Desk::new();
    desk.put("in.csv", table);
    let ran = desk.batch("in.csv", &[&MEASURE[..], &["--errors", "errors.csv"]].concat());
    let names: Vec<Value> = ran.results().iter().map(|it| it["applicant"]["name"].clone()).collect();
    assert_eq!(names, ["甲", "Total", "小计"]);
    let errors = desk.read("errors.csv");
    let aside: Vec<&str> = errors.lines().filter(|line| line.contains("not-a-client")).collect();
    assert_eq!(aside.len(), 5, "{errors}");
    assert!(aside.iter().all(|line| line.ends_with(",否")), "{errors}");
    assert!(ran.err.contains("读入 3 个客户,每个都有结果,没有当作客户的 5 行"), "{}", ran.err);
    assert_eq!(ran.code, 0);
}

/// Each of these rows stands between two clients, in a table of a number, a name, the applicant and two amounts.
#[test]
fn rows_that_sum_up_in_other_words_or_sign_the_table_are_no_clients_and_are_named() {
    for row in [
        "合计,\"¥6,000\",,,",
        ",合计,,\"¥6,000\",(20)",
        ",合計,,6000,",
        ",合计3家,,6000,",
        ",合计:3家,,约6000,RMB 20",
        "合计,2家,,6000,#REF!",
        ",合计金额,,6000,/",
        ",总计金额(万元),,6000,",
        ",本年累计,,6000,",
        ",全市总计,,6000,人民币20",
        "青岛小计,,,6000,",
        ",各区汇总,,6000,",
        ",总额,,6000,",
        ",Totals,,6000,",
        ",Sum,,6000,",
        ",其中:货币出资,,600,",
        "其中:货币出资,,,,",
        "单位负责人:李四,,,,",
        "单位负责人:李四,,填表人:张三,,",
        "第1页 共1页,,,,",
        "第 12 页,,,,",
        "Page 1 of 2,,,,",
        "数据来源:企查查,,,,",
        "制表人,张三,复核,李四,",
        "审核:,张三,,,",
    ] {
        let desk = Desk::new();
        desk.put(
            "in.csv",
            format!("序号,名称,主体类型,实缴资金(万元),投资额(万元)\n1,甲,企业,300,\n{row}\n2,乙,企业,5,\n"),
        );
        let ran = desk.batch("in.csv", &MEASURE);
        let names: Vec<Value> = ran.results().iter().map(|it| it["applicant"]["name"].clone()).collect();
        assert_eq!(names, ["甲", "乙"], "{row}: {}", ran.err);
        assert!(ran.err.contains("第 3 行:这一行是合计、备注"), "{row}: {}", ran.err);
    }
}

#[test]
fn clients_whose_names_are_like_sums_and_remarks_are_clients() {
    for name in [
        "合计会计师事务所",
        "汇总科技",
        "小计",
        "Total",
        "第一页文化",
        "Page One",
        "其中文化",
        "负责人",
        "累计网络",
        "合计3家",
    ] {
        let desk = Desk::new();
        desk.put("in.csv", format!("序号,名称,主体类型,实缴资金(万元)\n1,{name},企业,300\n2,{name},企业,\n"));
        let ran = desk.batch("in.csv", &MEASURE);
        let names: Vec<Value> = ran.results().iter().map(|it| it["applicant"]["name"].clone()).collect();
        assert_eq!(names, [name, name], "{}", ran.err);
    }
}

/// Each of these holds one client, or two, each in a column.
#[test]
fn a_table_that_lies_on_its_side_is_refused_and_its_headings_are_named() {
    for table in [
        "名称,甲公司,乙公司\n主体类型,企业,企业\n实缴资金(万元),300,500\n",
        "项目,内容\n名称,甲公司\n主体类型,企业\n实缴资金(万元),300\n",
        "申报表,,,\n名称,甲公司,编号,7\n主体类型,企业,联系人,张三\n实缴资金,300万元,备注,\n",
        "序号,项目,内容\n1,名称,甲公司\n2,实缴资金,300万元\n",
    ] {
        let desk = Desk::new();
        desk.put("in.csv", table);
        let ran = desk.batch("in.csv", &MEASURE);
        assert_eq!(ran.code, 1, "{table}: {}", ran.err);
        assert!(ran.err.contains("表是横着放的") && ran.err.contains("转置"), "{table}: {}", ran.err);
        let ran = desk.batch("in.csv", &[&MEASURE[..], &["--lang", "en"]].concat());
        assert!(ran.err.contains("the table lies on its side: column "), "{table}: {}", ran.err);
    }
}

#[test]
fn a_damaged_letter_on_a_stream_does_not_change_the_encoding() {
    let mut text = "name,applicant\n".to_owned();
    while text.len() < (1 << 16) - 1 {
        text.push_str("x,company\n");
    }
    text.truncate((1 << 16) - 1);
    let at = text.rfind('\n').unwrap_or(0) + 1;
    text.truncate(at);
    text.push_str(&"y".repeat((1 << 16) - 1 - text.len()));
    text.push_str("青岛,company\n");
    let desk = Desk::new();
    desk.put("in.csv", &text);
    let mut command = desk.command(&["batch", "-", "--from", "csv", "-q", MEASURE[0], MEASURE[1]]);
    let output = command.stdin(std::fs::File::open(desk.path("in.csv")).unwrap()).output().unwrap();
    let last = String::from_utf8(output.stdout).unwrap().lines().last().unwrap().to_owned();
    assert!(last.contains("青岛"), "{}", &last[..last.len().min(600)]);
}
