//! Files of clients: tables and objects, hostile ones and such in which everything is wrong.

#![allow(clippy::unwrap_used)]

use crate::readers::rows_twice;
use crate::{Input, both_catalogues, in_good_time, numbered, ordinary, over_and_over};
use huiqi::batch::intake::Intake;
use huiqi::batch::{Kind, Place};
use huiqi::catalogue::Catalogue;

/// Reads each file of clients for each catalogue, in good time.
fn tables_in_good_time(inputs: &[Input], kind: Kind, check: impl Fn(&str, usize)) {
    for catalogue in both_catalogues() {
        println!("with {} facts:", catalogue.facts.len());
        in_good_time(inputs, |text| check(text, table(catalogue, text, kind)));
    }
}

/// Reads a file of clients into blocks: how many rows there were; none where it is refused.
fn table(catalogue: &Catalogue, text: &str, kind: Kind) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients");
    std::fs::write(&path, text).unwrap();
    let Ok(opened) = rows_twice::opened(catalogue, &Place::File(path), kind) else { return 0 };
    let (mut bundles, mut intake) = (opened.rows, Intake::new(&opened.form));
    let mut rows = 0;
    while let Ok(Some(bundle)) = bundles.bundle() {
        rows += intake.take(bundle).iter().map(|it| it.len() + it.blank() + it.odd().len()).sum::<usize>();
    }
    rows
}

#[test]
fn tables() {
    let headings = "name,capital,staff\n";
    let columns = format!("\nname{}\na,1\n", ",capital".repeat(16_000));
    let mut inputs = vec![
        over_and_over("", "c,", "\nname\n"),
        over_and_over("", "capital,", "name\na\n"),
        over_and_over("", "capital(万元),", "name\na\n"),
        over_and_over("", ",", "name,capital\na,b"),
        over_and_over("name,capital\n", ",", "\n"),
        over_and_over("名称,", "资本", "\na,1"),
        over_and_over("name,", "(", "\na,1"),
        over_and_over("name,", "()", "\na,1"),
        over_and_over("name,capital(", "/、", ")\na,1"),
        over_and_over("name,capital(", "万", ")\na,1"),
        over_and_over("name,", "实缴资金(1年,", "\na,1"),
        over_and_over("name", ",capital", "\n".repeat(3).as_str()),
        over_and_over("", "单位:", &columns),
        over_and_over("", "单位:,", &columns),
        over_and_over("", "单位:美元 ", &columns),
        over_and_over("", "以", &columns),
        over_and_over("以美元", "计", &columns),
        over_and_over("x(", "/、", &format!("){columns}")),
        over_and_over("x(", "万元", &format!("){columns}")),
        numbered("", |at| format!("单位:{at}万元 "), &columns),
        numbered("", |at| format!("单位:{at}万元,"), &columns),
        numbered("", |at| format!("币种:美元{at},"), &columns),
        over_and_over(&format!("name{}\n", ",capital".repeat(50_000)), ",5", "\n"),
        over_and_over(&format!("name{}\n", ",capital".repeat(30_000)), &format!("{}\n", ",5".repeat(30_000)), ""),
    ];
    for unit in [
        "\"\n",
        "\"a\n",
        "\"a\",1\n",
        "a,\"\n",
        "\n",
        ",\n",
        "a,5,6\n",
        "\"",
        "\"\r\n\"\n",
        "a,\"5\n6\",7\n",
        "a,5,6\na,\"5\n6\",7\n",
        "a,\"x\n",
        "a\"b,\"c\n",
        "a,约3亿,2\n",
        "合计,1,2\n",
        "备注:\n",
        "\"\",\"\"\",\n",
        "a;b\tc,\n",
        "a,\u{fffd},\n",
        "a\r",
    ] {
        inputs.push(over_and_over(headings, unit, ""));
        inputs.push(over_and_over("", unit, ""));
    }
    // Far more columns than the rows below have cells.
    for heading in ["x", "capital", "单位", "币种", "name", "投资额(1年)"] {
        let wide = format!("name{}\n", format!(",{heading}").repeat(16_000));
        for unit in
            ["a\n", "a,5\n", "\"\n", "a,约3\n", "合计,1\n", "name,capital(元)\n", "name,capital(亿元)\nname,capital\n"]
        {
            inputs.push(over_and_over(&wide, unit, ""));
        }
    }
    tables_in_good_time(&inputs, Kind::Csv, |text, rows| assert!(rows > 0 || !text.starts_with(headings)));
}

/// What is odd in a cell, under most headings or all.
const ODD: [&str; 8] = ["x", "1", "９", "约3", "a、b", "%", "1/2", "NaN"];

#[test]
fn odd_cells_of_every_fact() {
    let [_, catalogue] = both_catalogues();
    let facts = || catalogue.facts.iter().map(|fact| fact.id.as_str());
    let headings = format!("name,{}\n", facts().collect::<Vec<_>>().join(","));
    let row = |cell: &str| format!("a{}\n", format!(",{cell}").repeat(facts().count()));
    let object = |text: &str| facts().map(|fact| format!("\"{fact}\":\"{text}\"")).collect::<Vec<_>>().join(",");
    let mut rows: Vec<_> = ODD.map(|cell| over_and_over(&headings, &row(cell), "")).into();
    rows.push(numbered(&headings, |at| row(&format!("{at:x}")), ""));
    rows.extend(facts().map(|fact| over_and_over(&format!("name,{fact}\n"), ",x\n", "")).step_by(16));
    let choices =
        [8, 16, 30].map(|length| numbered("name,commerce-plans\n", |at| format!(",{}\n", ordinary(at, length)), ""));
    rows.extend(choices);
    let unit = |parts: &str| format!("\"{}\",5\n", parts.repeat(4_000));
    rows.extend(["万/", "元、", "万1,", "k/"].map(|parts| over_and_over("单位,实缴资金\n", &unit(parts), "")));
    tables_in_good_time(&rows, Kind::Csv, |_, rows| assert!(rows > 0));
    let objects = ODD.map(|text| over_and_over("", &format!("{{{}}}\n", object(text)), ""));
    let unknown = [4, 8, 16, 24, 32, 40].map(|length| {
        let key = |object: usize| move |at| format!("\"{}\":1", ordinary(object * 100 + at, length));
        let keys = |object| (0..90).map(key(object)).collect::<Vec<_>>().join(",");
        numbered("", |at| format!("{{\"facts\":{{{}}}}}\n", keys(at)), "")
    });
    tables_in_good_time(&[&objects[..], &unknown[..]].concat(), Kind::Ndjson, |_, rows| assert!(rows > 0));
}

#[test]
fn objects() {
    let inputs = vec![
        numbered("{", |at| format!("\"k{at}\":1,"), "\"z\":1}"),
        numbered("{\"facts\":{", |at| format!("\"k{at}\":1,"), "\"z\":1}}"),
        numbered("", |at| format!("{{\"k{at}\":1}}\n"), ""),
        numbered("", |at| format!("{{\"facts\":{{\"k{at}\":1}}}}\n"), ""),
        over_and_over("{", "\"capital\":1,", "\"z\":1}"),
        over_and_over("{", "\"id\":1,\"编号\":2,", "\"z\":1}"),
        over_and_over("{", "\"name\":\"乙\",", "\"name\":\"甲\"}"),
        over_and_over("{\"facts\":{},", "\"capital\":1,", "\"z\":1}"),
        over_and_over("{\"investment\":[", "1,", "1]}"),
        over_and_over("{\"declined\":[", "1,", "1]}"),
        over_and_over("{\"declined\":[", "[],", "1]}"),
        over_and_over("{\"name\":\"", "a", ""),
        over_and_over("{\"", "a", "\":1}"),
        over_and_over("", "{\"a\":", ""),
        over_and_over("{\"a\":", "[", ""),
        over_and_over("{\"declined\":[", "\"a\",", "\"b\"]}"),
        over_and_over("", "{}\n", ""),
        over_and_over("", "\n", ""),
        over_and_over("", "5\n", ""),
        over_and_over("", "{\"name\":1}\n", ""),
        over_and_over("", "{\"a\":\n", ""),
        over_and_over("", "{\"capital\":\"约3\"}\n", ""),
        over_and_over("", "{\"name\":\"\\ud800\"}\n", ""),
    ];
    // Far more keys in the first object than in those below.
    let mut first: String = (0..20_000).map(|at| format!("\"k{at}\":1,")).collect();
    first = format!("{{{first}\"name\":\"a\"}}\n");
    let units = ["{}\n", "5\n", "{\"name\":1}\n", "{\"k7\":[]}\n", "{\"facts\":{}}\n"];
    let inputs = [inputs, units.map(|unit| over_and_over(&first, unit, "")).into()].concat();
    tables_in_good_time(&inputs, Kind::Ndjson, |_, _| {});
    let lists = vec![over_and_over("[", "{},", "{}]"), over_and_over("[", "{},", ""), over_and_over("", "[", "")];
    tables_in_good_time(&lists, Kind::Json, |_, _| {});
}
