//! What is hostile and short of a megabyte takes no reader long: a sign or a line over and over, too many of
//! everything, what is nested without end.
//!
//! `cargo test --test limits -- --nocapture --test-threads=1` says how long each input took, and with `--release`
//! holds each to the second that the program is to take at most.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::string_slice)]

#[path = "limits/catalogues.rs"]
mod catalogues;
#[path = "limits/clients.rs"]
mod clients;
#[path = "fuzz/readers/mod.rs"]
#[allow(dead_code)]
mod readers;

use huiqi::batch::{Kind, Place};
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::figure::read_money;
use huiqi::language::Language;
use huiqi::problem::{File, Problem, render};
use huiqi::profile_file::{Format, left_over, read, write};
use readers::{rows_twice, small, xlsx};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use zip::CompressionMethod;

/// Just short of a megabyte.
const LENGTH: usize = (1 << 20) - 1;

/// How long one input may take: a second as the program is built; the tests are built with less care as a
/// rule, and others run beside them.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 4 } else { 1 });
/// How often a slow one is tried anew: a machine that is busy makes any input slow.
const TRIES: usize = 4;

/// An input by what it is.
type Input = (String, String);

/// A unit over and over, behind some text and before some.
fn over_and_over(before: &str, unit: &str, after: &str) -> Input {
    let times = (LENGTH - before.len() - after.len()) / unit.len();
    (name_of(before, unit, after), [before, &unit.repeat(times), after].concat())
}

/// What is said of an input that has many units, or one often, behind some text and before some.
fn name_of(before: &str, unit: &str, after: &str) -> String {
    let there = [before, unit, after].into_iter().filter(|text| !text.is_empty());
    there.map(shortened).collect::<Vec<_>>().join("…")
}

/// A text, or where it is long its first and last letters.
fn shortened(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    match (letters.first_chunk::<20>(), letters.last_chunk::<30>()) {
        (Some(first), Some(last)) if letters.len() > 60 => first.iter().chain(&['~']).chain(last).collect(),
        _ => text.to_owned(),
    }
}

/// As many different units as there is room for.
fn numbered(before: &str, unit: impl Fn(usize) -> String, after: &str) -> Input {
    let mut text = before.to_owned();
    let name = name_of(before, &unit(1), after);
    let mut units = (1_usize..).map(unit);
    while let Some(unit) = units.next().filter(|unit| text.len() + unit.len() + after.len() <= LENGTH) {
        text.push_str(&unit);
    }
    text.push_str(after);
    (name, text)
}

/// A text of so many ordinary letters, another for each number: near to the names of much, and the name of nothing.
fn ordinary(number: usize, length: usize) -> String {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let letter = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        "etaoinsrhldcupmg".chars().nth(state >> 60).unwrap()
    };
    (0..length).map(letter).collect()
}

/// Reads each input, and fails with those that took too long.
fn in_good_time(inputs: &[Input], reader: impl Fn(&str)) {
    let mut slow = Vec::new();
    for (name, text) in inputs {
        let timed = || {
            let begun = Instant::now();
            reader(text);
            begun.elapsed()
        };
        let mut took = timed();
        for _ in 1..TRIES {
            took = if took > LONGEST { took.min(timed()) } else { took };
        }
        println!("{:6} ms {name:?}", took.as_millis());
        if took > LONGEST {
            slow.push((name.clone(), took));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

fn shown(problems: &[Problem], text: &str) {
    let files = [File { path: "input".to_owned(), text: text.to_owned().into() }];
    assert!(problems.is_empty() || !render(problems, &files, Language::Chinese, false).is_empty());
}

/// The catalogues with which profiles and files of clients are read: a small one with facts of every kind, and that of
/// the program.
fn both_catalogues() -> [&'static Catalogue; 2] {
    static EMBEDDED: OnceLock<Catalogue> = OnceLock::new();
    let embedded = EMBEDDED.get_or_init(|| load_embedded(small::AS_OF).unwrap());
    // Inputs name these; what is unknown is passed over.
    assert!(["commerce-plans", "paid-in-capital"].iter().all(|id| embedded.facts.iter().any(|fact| fact.id == *id)));
    [small::catalogue(), embedded]
}

/// Reads each profile for each catalogue, in good time.
fn profiles_in_good_time(inputs: &[Input], format: Format) {
    for catalogue in both_catalogues() {
        println!("with {} facts:", catalogue.facts.len());
        in_good_time(inputs, |text| profile(catalogue, text, format));
    }
}

/// Reads a profile and shows what is wrong with it, and writes it as the interview saves it.
fn profile(catalogue: &Catalogue, text: &str, format: Format) {
    match read(catalogue, text, format, 0) {
        Ok((profile, problems)) => {
            shown(&problems, text);
            let left = left_over(catalogue, text, format, &problems);
            assert!(!write(catalogue, &profile, Format::Toml, Language::Chinese, &left).is_empty());
        }
        Err(problems) => shown(&problems, text),
    }
}

#[test]
fn profiles_in_json() {
    let facts = "{\"facts\":{";
    let inputs = vec![
        numbered("{", |at| format!("\"k{at}\":1,"), "\"z\":1}"),
        numbered(facts, |at| format!("\"k{at}\":1,"), "\"z\":1}}"),
        over_and_over(facts, "\"capital\":1,", "\"z\":1}}"),
        over_and_over("{\"facts\":{\"", "资本", "\":1}}"),
        over_and_over("{\"", "facts", "\":1}"),
        over_and_over("{\"declined\":[", "\"x\",", "1]}"),
        over_and_over("{\"facts\":{\"capital\":1},\"declined\":[", "\"capital\",", "1]}"),
        over_and_over("{\"facts\":{\"applicant\":[", "\"company\",", "1]}}"),
        over_and_over("{\"facts\":{\"applicant\":\"", "company,", "\"}}"),
        over_and_over("{\"facts\":{\"applicant\":\"", "company or ", "\"}}"),
        over_and_over("{\"facts\":{\"capital\":\"", "约", "1\"}}"),
        over_and_over("{\"facts\":{\"capital\":\"1", "万", "\"}}"),
        over_and_over("{\"facts\":{\"capital\":", "1", "}}"),
        over_and_over("{\"facts\":{\"capital\":[[[[[", "1,", "1]]]]]}}"),
        over_and_over("", "[", ""),
        over_and_over("", "{\"a\":", ""),
        over_and_over("{\"name\":\"", "\\u0041", "\"}"),
        over_and_over("", "\n", "{x}"),
        numbered(facts, |at| format!("\"{}\":1,", ordinary(at, 16)), "\"z\":1}}"),
        numbered("{\"declined\":[", |at| format!("\"{}\",", ordinary(at, 16)), "1]}"),
        numbered("{\"facts\":{\"commerce-plans\":[", |at| format!("\"{}\",", ordinary(at, 16)), "1]}}"),
        numbered("{\"facts\":{\"commerce-plans\":\"", |at| format!("{}、", ordinary(at, 16)), "\"}}"),
        numbered("{\"facts\":{\"paid-in-capital\":\"", |at| format!("{at}亿"), "\"}}"),
    ];
    profiles_in_good_time(&inputs, Format::Json);
}

#[test]
fn profiles_in_toml() {
    let facts = "[facts]\n";
    let inputs = vec![
        numbered("", |at| format!("k{at}=1\n"), ""),
        numbered(facts, |at| format!("k{at}=1\n"), ""),
        numbered("", |at| format!("[k{at}]\n"), ""),
        numbered("", |at| format!("资{at}=1\n"), ""),
        over_and_over("", "资=1\n", ""),
        over_and_over("", "a=1\n", ""),
        over_and_over("", "?\n", ""),
        over_and_over("", "[\n", ""),
        over_and_over("", "=", ""),
        over_and_over("", "\"", ""),
        over_and_over("", "\0", ""),
        over_and_over("", "#\n", ""),
        over_and_over("", "[[a]]\n", ""),
        over_and_over("a=", "[", ""),
        over_and_over("a=", "{a=", ""),
        over_and_over("", "a={[]", ""),
        over_and_over("a=", "{{}a=", ""),
        over_and_over("a=", "[{[]a=", ""),
        over_and_over("a=", "[}", ""),
        over_and_over("a=", "{]a=", ""),
        over_and_over("", "a.", "a=1"),
        over_and_over("[", "a.", "a]"),
        over_and_over("[facts]\n", "a", "=1"),
        over_and_over("", "# not used: x\n", ""),
        over_and_over("name=\"", "a", ""),
    ];
    profiles_in_good_time(&inputs, Format::Toml);
}

/// Reads each workbook of such parts for each catalogue, in good time.
fn sheets_in_good_time(inputs: &[Input]) {
    for catalogue in both_catalogues() {
        println!("with {} facts:", catalogue.facts.len());
        in_good_time(inputs, |text| drop(sheet(catalogue, text)));
    }
}

/// Reads a workbook of these parts, and says why it is refused, if so.
fn sheet(catalogue: &Catalogue, text: &str) -> Option<String> {
    let workbook = xlsx::workbook(text.as_bytes(), CompressionMethod::Deflated);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients.xlsx");
    std::fs::write(&path, workbook).unwrap();
    let (mut refused, mut rows) = (None, 0);
    match rows_twice::opened(catalogue, &Place::File(path), Kind::Spreadsheet) {
        Ok(opened) => rows_twice::in_blocks(opened, |next| match next {
            rows_twice::Next::Failed(why) => refused = Some(why.en.into_owned()),
            _ => rows += 1,
        }),
        Err(why) => refused = Some(why.en.into_owned()),
    }
    assert!(refused.is_some() || rows > 0);
    refused
}

const HEADINGS: &str = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c></row>";

#[test]
fn sheets() {
    let end = "</sheetData>";
    let joined = format!("{HEADINGS}{}{end}<mergeCells>", "<row><c><v>1</v></c></row>".repeat(9_000));
    let shared = "<row><c><f t=\"shared\" si=\"0\" ref=\"A2:A9\">";
    let shared = format!("{HEADINGS}{shared}{}</f></c></row>", "A1+".repeat(3_000));
    let inputs = vec![
        over_and_over(HEADINGS, "<row><c><v>1</v></c></row>", end),
        numbered(HEADINGS, |at| format!("<row><c r=\"XFD{}\"><v>1</v></c></row>", at + 2), end),
        over_and_over(&joined, "<mergeCell ref=\"C1:C1048576\"/>", "</mergeCells>"),
        over_and_over(&shared, "<row><c><f t=\"shared\" si=\"0\"/></c></row>", end),
        over_and_over(HEADINGS, "<row>", ""),
        over_and_over(HEADINGS, "<c>", ""),
        over_and_over("", "<x>", ""),
        over_and_over(HEADINGS, "&amp;", end),
    ];
    sheets_in_good_time(&inputs);
    // What stands in the file once and counts for many cells: a text, a format, a cell joined over rows.
    let listed = |text: &str| format!("{end}\n--- xl/sharedStrings.xml\n<sst><si><t>{text}</t></si></sst>");
    let format = |code: &str| {
        format!(
            "{end}\n--- xl/styles.xml\n<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts><cellXfs><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
        )
    };
    let (cell, number) = ("<row><c t=\"s\"><v>0</v></c></row>", "<row><c><v>1</v></c></row>");
    let long = format!("{HEADINGS}<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>");
    let heading = |text: &str| format!("<c t=\"str\"><v>{text}</v></c>");
    let facts = ["名称", "paid-in-capital", "commerce-plans"].map(heading).concat();
    let facts = format!("<sheetData><row r=\"1\">{facts}</row>");
    let joined = |text: &str| {
        let listed = listed(text).replacen(end, "", 1);
        format!("{end}<mergeCells><mergeCell ref=\"B2:B1048576\"/></mergeCells>{listed}")
    };
    let repeated = vec![
        over_and_over(HEADINGS, cell, &listed(&"x".repeat(300_000))),
        over_and_over(HEADINGS, cell, &listed(&"x".repeat(32_767))),
        over_and_over(HEADINGS, number, &format(&"0;;;".repeat(75_000))),
        over_and_over(HEADINGS, number, &format(&format!("0&quot;{}&quot;", "万".repeat(100_000)))),
        over_and_over(&long, number, &joined(&"x".repeat(300_000))),
        over_and_over(&long, number, &joined(&"x".repeat(32_767))),
    ];
    let under_facts = ["x", "万", "a、", "约3亿", "１", "-"].into_iter().flat_map(|unit| {
        let text = |length: usize| listed(&unit.repeat(length / unit.chars().count()));
        let row = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>";
        [300, 1_000, 3_000].map(|length| over_and_over(&facts, row, &text(length)))
    });
    let repeated: Vec<Input> = repeated.into_iter().chain(under_facts).collect();
    sheets_in_good_time(&repeated);
    let sheets = numbered(
        &format!(
            "{HEADINGS}{end}\n--- xl/workbook.xml\n<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
        ),
        |at| format!("<sheet name=\"{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>"),
        "</sheets></workbook>",
    );
    sheets_in_good_time(&[sheets]);
}

/// What is claimed costs nothing: a sheet of a billion cells, a formula of a huge number, billions of texts.
#[test]
fn claims_of_a_sheet() {
    let sheet = |text: &str| sheet(small::catalogue(), text);
    let claims = |cell: &str| format!("<dimension ref=\"A1:XFD1048576\"/>{HEADINGS}<row>{cell}</row></sheetData>");
    assert_eq!(sheet(&claims("<c r=\"XFD1048576\"><v>1</v></c>")), None);
    assert_eq!(sheet(&claims("<c><f t=\"shared\" si=\"99999999999\" ref=\"A2:A3\">1</f></c>")), None);
    assert!(sheet(&claims("<c r=\"XFE1\"><v>1</v></c>")).is_some());
    let texts = |count: u64| {
        format!("{HEADINGS}</sheetData>\n--- xl/sharedStrings.xml\n<sst uniqueCount=\"{count}\"><si><t/></si></sst>")
    };
    assert_eq!(sheet(&texts(1)), None);
    assert!(sheet(&texts(4_000_000_000)).is_some_and(|why| why.contains("far larger than the file")));
    assert!(sheet(&texts(u64::MAX)).is_some_and(|why| why.contains("far larger than the file")));
}

/// A megabyte that unpacks to a thousand is refused before it is read.
#[test]
fn workbooks_that_unpack_to_far_more() {
    let spaces = format!("{HEADINGS}{}</sheetData>", " ".repeat(200 << 20));
    let texts =
        format!("{HEADINGS}</sheetData>\n--- xl/sharedStrings.xml\n<sst>{}</sst>", "<si><t/></si>".repeat(5 << 20));
    for text in [spaces, texts] {
        let begun = Instant::now();
        let refused = sheet(small::catalogue(), &text);
        assert!(refused.is_some_and(|why| why.contains("far larger than the file")));
        println!("{:6} ms", begun.elapsed().as_millis());
    }
}

#[test]
fn amounts() {
    let units = ["1", "1,111", "9亿8", " ", "万", "约", "-", "."];
    in_good_time(&units.map(|unit| over_and_over("1", unit, "")), |text| drop(read_money(text)));
}
