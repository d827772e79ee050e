//! Which column holds what.

use crate::desk::{Desk, fact, problems};

const MEASURE: [&str; 2] = ["--measure", "vc-paid-in-capital-award"];

fn with<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [&MEASURE[..], options].concat()
}

#[test]
fn one_fact_is_found_under_many_headings_with_its_unit() {
    for (heading, cell, yuan) in [
        ("paid-in-capital", "300", "300.00"),
        ("实缴资金", "300万", "3000000.00"),
        ("实收资本(万元)", "300", "3000000.00"),
        ("实缴资本（万元）*", "3,000.5", "30005000.00"),
        ("*实缴资金【单位:亿元】", "2.5", "250000000.00"),
        ("实缴资金/万元", "300", "3000000.00"),
        ("实缴资金，万元", "300", "3000000.00"),
        (" 实缴 资金 (元)", "300", "300.00"),
        ("Paid-in capital (yuan)", "300", "300.00"),
        ("PAID_IN_CAPITAL (million yuan)", "2.5", "2500000.00"),
        ("Paid-in capital (10,000 yuan)", "300", "3000000.00"),
        ("实缴资金(2020年)(万元)", "300", "3000000.00"),
    ] {
        let desk = Desk::new();
        desk.put("one.csv", format!("名称,\"{heading}\"\n甲,\"{cell}\"\n"));
        let ran = desk.batch("one.csv", &MEASURE);
        assert_eq!(fact(&ran.results()[0], "paid-in-capital"), yuan, "{heading}: {}", ran.err);
    }
}

#[test]
fn an_amount_without_any_unit_is_yuan_with_a_warning() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,实缴资金\n甲,300\n乙,300元\n丙,0\n");
    let ran = desk.batch("one.csv", &MEASURE);
    assert_eq!(ran.code, 0);
    let results = ran.results();
    assert_eq!(fact(&results[0], "paid-in-capital"), "300.00");
    assert_eq!(problems(&results[0]), [("B2".to_owned(), "unit-unstated".to_owned())]);
    assert_eq!(problems(&results[1]), []);
    assert_eq!(problems(&results[2]), []);
    assert!(ran.err.contains("列「实缴资金」没有写单位,有 1 格按元处理"), "{}", ran.err);
}

#[test]
fn amounts_in_other_money_are_never_taken_for_yuan() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,实缴资金(万美元)\n甲,300\n乙,不详\n");
    let ran = desk.batch("one.csv", &MEASURE);
    assert_eq!(ran.code, 4);
    let results = ran.results();
    assert!(fact(&results[0], "paid-in-capital").is_null());
    assert_eq!(problems(&results[0]), [("B2".to_owned(), "bad-value".to_owned())]);
    assert_eq!(problems(&results[1]), []);
}

#[test]
fn years_stand_in_columns_of_their_own() {
    let desk = Desk::new();
    desk.put(
        "years.csv",
        "名称,地方税收贡献/1,地方税收贡献(第2年)(万元),Local tax contribution (year 3) (yuan)\n甲,100万,200,?\n",
    );
    let ran = desk.batch("years.csv", &MEASURE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let value = fact(&ran.results()[0], "local-tax-contribution").clone();
    assert_eq!(value, serde_json::json!(["1000000.00", "2000000.00", "?"]));
}

#[test]
fn a_column_that_is_nearly_right_gets_a_suggestion_and_passes_through() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,实缴资今(万元)\n甲,300\n");
    let ran = desk.batch("one.csv", &MEASURE);
    assert!(ran.err.contains("列「实缴资今(万元)」不认识,原样带过;是不是「实缴资金」"), "{}", ran.err);
    assert_eq!(ran.results()[0]["applicant"]["other_columns"]["实缴资今(万元)"], "300");
}

#[test]
fn the_user_says_what_a_column_holds_and_saves_it_for_the_next_time() {
    let desk = Desk::new();
    desk.put("one.csv", "客户,注资,实缴资金\n甲,300,7\n");
    let maps = [
        "--map",
        "注资=new-paid-in-capital(万元)",
        "--map",
        "客户=name",
        "--map",
        "实缴资金=-",
        "--save-map",
        "map.toml",
    ];
    let ran = desk.batch("one.csv", &with(&maps));
    let check = |ran: &crate::desk::Ran| {
        let result = &ran.results()[0];
        assert_eq!(fact(result, "new-paid-in-capital"), "3000000.00");
        assert!(fact(result, "paid-in-capital").is_null());
        assert_eq!(result["applicant"]["name"], "甲");
        assert_eq!(result["applicant"]["other_columns"]["实缴资金"], "7");
    };
    check(&ran);
    check(&desk.batch("one.csv", &with(&["--map-file", "map.toml"])));
    // As in a profile, a key in Chinese needs no quotes.
    desk.put("by-hand.toml", "客户 = \"name\"\n注资 = \"new-paid-in-capital(万元)\"\n实缴资金 = \"-\"\n");
    check(&desk.batch("one.csv", &with(&["--map-file", "by-hand.toml"])));
    let again = desk.batch("one.csv", &with(&["--save-map", "map.toml"]));
    assert_eq!(again.code, 1, "a map that is there is kept: {}", again.err);
}

#[test]
fn a_map_that_names_no_fact_or_no_column_is_refused() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,注资\n甲,300\n");
    for (map, words) in [
        ("注资=paid-in-capitl", "是不是「paid-in-capital」?"),
        ("注姿=paid-in-capital", "「注姿」不是这个文件里的列"),
        ("注资", "写成 列=信息"),
    ] {
        let ran = desk.batch("one.csv", &with(&["--map", map]));
        assert_eq!(ran.code, 2, "{map}");
        assert!(ran.err.contains(words), "{map}: {}", ran.err);
        assert!(ran.out.is_empty());
    }
}

#[test]
fn everything_wrong_in_a_saved_map_is_said_with_its_place() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,注资\n甲,300\n");
    let map = "名称 = \"name\"\n注资 = \"paid-in-capitl\"\n人数 = 3\n备注 = \"天气\"\n\"名 称\" = \"-\"\n";
    for (map, words) in [
        (
            map,
            [
                ("map.toml:2:6", "「paid-in-capitl」不是申报信息", "是不是「paid-in-capital」?"),
                ("map.toml:3:6", "列要对应到一项申报信息的名称", "每行写成"),
                ("map.toml:4:6", "「天气」不是申报信息", "huiqi facts"),
                ("map.toml:5:1", "列「名 称」对应到两样东西", "留下一处"),
            ]
            .as_slice(),
        ),
        ("名称 = \"name\"\n注资 = 300万\n", &[("map.toml:2:6", "这个值要放在引号里", "写成 \"…\"")]),
    ] {
        desk.put("map.toml", map);
        let ran = desk.batch("one.csv", &with(&["--map-file", "map.toml"]));
        assert_eq!((ran.code, ran.out.len()), (1, 0), "{}", ran.err);
        for (place, what, mend) in words {
            for said in [place, what, mend] {
                assert!(ran.err.contains(said), "{said}:\n{}", ran.err);
            }
        }
    }
    desk.put("map.toml", "\u{feff}名称 = \"name\"\n注资 = \"实缴资金(万元)\"\n");
    assert_eq!(
        desk.batch("one.csv", &with(&["--map-file", "map.toml"])).code,
        0,
        "a mark of the encoding is no letter"
    );
}

#[test]
fn of_two_names_one_counts_and_the_hint_for_the_other_leads_to_it() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,企业名称,实缴资金\n甲,乙,1亿\n");
    let ran = desk.batch("one.csv", &MEASURE);
    assert_eq!(ran.results()[0]["applicant"]["name"], "甲");
    assert!(
        ran.err.contains("列「企业名称」原样带过:「名称」已经取自列「名称」;要改用这一列,加上 --map '企业名称=name'"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("是不是"), "{}", ran.err);
    let english = desk.batch("one.csv", &with(&["--lang", "en"]));
    assert!(
        english.err.contains("column `企业名称` passes through: `Name` is taken from column `名称`; to take it from here, add --map '企业名称=name'"),
        "{}",
        english.err
    );
    for target in ["name", "企业名称"] {
        let ran = desk.batch("one.csv", &with(&["--map", &format!("企业名称={target}")]));
        assert_eq!(ran.results()[0]["applicant"]["name"], "乙", "{target}: {}", ran.err);
        assert_eq!(ran.results()[0]["applicant"]["other_columns"]["名称"], "甲", "{target}");
        assert!(ran.err.contains("列「名称」原样带过:「名称」已经取自列「企业名称」\n"), "{target}: {}", ran.err);
    }
}

#[test]
fn a_hostile_heading_is_told_so_that_a_shell_takes_it_for_one_word() {
    let desk = Desk::new();
    for (headings, map) in [
        ("统一社会信用代码,统一社会信用代码(x'&touch y&')", "统一社会信用代码(x'&touch y&')=credit-code"),
        ("统一社会信用代码,实缴资金&'", "实缴资金&'=实缴资金"),
    ] {
        desk.put("one.csv", format!("{headings}\n91370200MA3TXQ8R9X,1\n"));
        for language in ["zh", "en"] {
            let ran = desk.batch("one.csv", &with(&["--lang", language]));
            let told = ran.err.split_once("--map ").map(|(_, told)| told.lines().next().unwrap()).unwrap_or_default();
            let words = shlex::split(told.trim_end_matches(')'));
            assert_eq!(words.unwrap_or_default().first().map(String::as_str), Some(map), "{}", ran.err);
        }
    }
}

#[test]
fn the_command_line_overrules_the_saved_map_about_which_column_is_the_name() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,企业名称,实缴资金\n甲,乙,1亿\n");
    desk.put("map.toml", "\"名称\" = \"name\"\n\"企业名称\" = \"-\"\n");
    let name = |options: &[&str]| desk.batch("one.csv", &with(options)).results()[0]["applicant"]["name"].clone();
    assert_eq!(name(&["--map-file", "map.toml"]), "甲");
    assert_eq!(name(&["--map-file", "map.toml", "--map", "企业名称=name"]), "乙");
    desk.put("map.toml", "\"企业名称\" = \"name\"\n");
    assert_eq!(name(&["--map-file", "map.toml"]), "乙");
}

#[test]
fn two_columns_that_the_user_names_for_one_mark_are_refused() {
    let desk = Desk::new();
    desk.put("one.csv", "甲名,乙名,实缴资金\n甲,乙,1亿\n");
    let maps = ["--map", "甲名=name", "--map", "乙名=企业名称"];
    for (language, said) in [
        ("zh", "--map 把「甲名」和「乙名」都对应到「名称」;只留一列"),
        ("en", "--map names both `甲名` and `乙名` for `Name`; keep one of them"),
    ] {
        let ran = desk.batch("one.csv", &with(&[&maps[..], &["--lang", language]].concat()));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(said) && ran.out.is_empty(), "{}", ran.err);
    }
}

#[test]
fn a_column_that_the_user_takes_for_two_things_is_refused() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,注资\n甲,300\n");
    let maps = ["--map", "注资=paid-in-capital(万元)", "--map", "注 资=-"];
    for (language, said) in [
        ("zh", "--map 把列「注 资」既对应到「paid-in-capital(万元)」,又对应到「-」;只留一个"),
        ("en", "--map takes column `注 资` for `paid-in-capital(万元)` and for `-`; keep one of them"),
    ] {
        let ran = desk.batch("one.csv", &with(&[&maps[..], &["--lang", language]].concat()));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let twice = ["--map", "注资=paid-in-capital(万元)", "--map", "注资=paid-in-capital(万元)"];
    assert_eq!(fact(&desk.batch("one.csv", &with(&twice)).results()[0], "paid-in-capital"), "3000000.00");
}

#[test]
fn a_column_is_mapped_by_the_heading_that_it_is_shown_with() {
    let desk = Desk::new();
    let long = "长".repeat(400);
    desk.put("one.csv", format!("名称,名称,,{long}\n甲,乙,300,5\n"));
    let long_map = format!("{long}=new-paid-in-capital(万元)");
    let maps = ["--map", "名称 (2)=name", "--map", "C=paid-in-capital(万元)", "--map", &long_map];
    let ran = desk.batch("one.csv", &with(&maps));
    let result = &ran.results()[0];
    assert_eq!(result["applicant"]["name"], "乙", "{}", ran.err);
    assert_eq!(fact(result, "paid-in-capital"), "3000000.00");
    assert_eq!(fact(result, "new-paid-in-capital"), "50000.00");
}

#[test]
fn a_column_that_the_user_lets_pass_gets_no_suggestion() {
    let desk = Desk::new();
    desk.put("one.csv", "名称,实缴资金\n甲,1亿\n");
    let ran = desk.batch("one.csv", &with(&["--map", "实缴资金=-"]));
    assert!(!ran.err.contains("是不是") && ran.err.contains("原样带过 1 列:实缴资金"), "{}", ran.err);
}

#[test]
fn a_table_without_any_heading_of_ours_is_no_table() {
    let desk = Desk::new();
    desk.put("one.csv", "实缴资今,乙\n1,2\n");
    let ran = desk.batch("one.csv", &MEASURE);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("没有找到表头") && ran.err.contains("是不是「实缴资金」"), "{}", ran.err);
    desk.put("nothing.csv", "");
    assert_eq!(desk.batch("nothing.csv", &MEASURE).code, 1);
}

#[test]
fn a_damaged_row_where_the_headings_should_be_is_named() {
    let desk = Desk::new();
    desk.put("long.csv", vec![0xff; (1 << 20) + 1]);
    let ran = desk.batch("long.csv", &MEASURE);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("没有找到表头。第 1 行:这一行太长,超过 1 MiB(检查是否缺了换行)"), "{}", ran.err);
    for (table, row) in [
        ("\"名称,实缴资金\n甲,1万元\n", 1),
        ("名称,\"实缴资金,注册地\n甲,1万元,青岛\n", 1),
        ("名称\t\"实缴资金\t注册地\n甲\t1万元\t青岛\n", 1),
        ("登记表,2024\n\"名称,实缴资金\n甲,1万元\n", 2),
    ] {
        desk.put("open.csv", table);
        let ran = desk.batch("open.csv", &MEASURE);
        assert_eq!(ran.code, 1, "{table}: {}", ran.err);
        let said = format!("没有找到表头。第 {row} 行:这一行的引号不成对");
        assert!(ran.err.contains(&said), "{table}: {}", ran.err);
    }
    desk.put("near.csv", "\"登记表\n名称甲,实缴资今\n甲,1万元\n");
    let ran = desk.batch("near.csv", &MEASURE);
    assert!(
        ran.err.contains("看到的是「名称甲」「实缴资今」;「名称甲」是不是「名称」?用 huiqi template"),
        "{}",
        ran.err
    );
}

#[test]
fn a_near_name_is_looked_for_the_first_two_hundred_unknown_columns() {
    let desk = Desk::new();
    let unknown = |count: usize| (1..=count).map(|at| format!("甲乙丙{at}")).collect::<Vec<_>>().join(",");
    for (count, is_said) in [(199, true), (200, false)] {
        let (names, cells) = (unknown(count), ",1".repeat(count));
        desk.put("wide.csv", format!("名称,{names},实缴资今\n甲{cells},1\n"));
        let ran = desk.batch("wide.csv", &["--to", "ndjson"]);
        assert_eq!(ran.err.contains("列「实缴资今」不认识,原样带过;是不是「实缴资金」?"), is_said, "{}", ran.err);
    }
}

#[test]
fn two_columns_on_one_fact_must_say_the_same() {
    let desk = Desk::new();
    desk.put("two.csv", "名称,实缴资金(万元),实收资本(元)\n甲,300,3000000\n乙,300,300\n丙,300,\n");
    let results = desk.batch("two.csv", &MEASURE).results();
    assert_eq!(fact(&results[0], "paid-in-capital"), "3000000.00");
    // Nobody said not to know it: it stays worth asking.
    assert!(fact(&results[1], "paid-in-capital").is_null());
    assert_eq!(results[1]["applicant"]["declined"], serde_json::json!([]));
    assert_eq!(problems(&results[1]), [("C3".to_owned(), "duplicate".to_owned())]);
    assert_eq!(fact(&results[2], "paid-in-capital"), "3000000.00");
}

#[test]
fn sums_and_blank_rows_are_no_clients_and_are_said() {
    let desk = Desk::new();
    desk.put("sum.csv", "序号,名称,实缴资金(万元)\n1,甲,300\n,,\n合计,,300\n");
    let ran = desk.batch("sum.csv", &MEASURE);
    assert_eq!(ran.results().len(), 1);
    assert!(ran.err.contains("第 4 行:这一行是合计") && ran.err.contains("空行 1 行"), "{}", ran.err);
}

#[test]
fn a_credit_code_is_checked_and_stays_text() {
    let desk = Desk::new();
    desk.put(
        "codes.csv",
        "名称,统一社会信用代码\n甲,９１350100m000100y43\n乙,91350100M000100Y44\n丙,9.135E+17\n丁,'91350100M000100Y43\n",
    );
    let ran = desk.batch("codes.csv", &MEASURE);
    let results = ran.results();
    assert_eq!(results[0]["applicant"]["id"], "91350100M000100Y43");
    assert_eq!(results[1]["applicant"]["id"], "91350100M000100Y44");
    assert_eq!(problems(&results[1]), [("B3".to_owned(), "credit-code".to_owned())]);
    assert!(results[2]["applicant"]["id"].is_null());
    assert_eq!(problems(&results[2]), [("B4".to_owned(), "lost-digits".to_owned())]);
    assert_eq!(results[3]["applicant"]["id"], "91350100M000100Y43");
    assert_eq!(ran.code, 4);
}

#[test]
fn every_column_of_a_blank_form_is_known_again() {
    for language in ["zh", "en"] {
        for form in ["form.csv", "form.xlsx"] {
            let desk = Desk::new();
            assert_eq!(desk.run(&["template", "-o", form, "--lang", language]).code, 0);
            let ran = desk.batch(form, &with(&["--lang", language, "--save-map", "map.toml"]));
            assert_eq!(ran.code, 0, "{}", ran.err);
            let map = desk.read("map.toml");
            // The name, the code, the reference, and each fact, of which a yearly one has a column a year.
            assert!(map.lines().count() > 80, "{map}");
            assert!(!map.contains("= \"-\""), "{language} {form}: {map}");
            let target = if language == "zh" { "\"paid-in-capital(万元)\"" } else { "\"paid-in-capital(yuan)\"" };
            assert!(map.contains(target), "{map}");
        }
    }
}
