//! Applicants as rows of CSV and as lines of NDJSON.

use super::by_hand::facts::Choice;
use super::draw::Applicant;
use super::values::{FACTS, Known, values};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A table with Chinese headings, units of money in the headings, days as in ISO 8601, several choices
/// parted by `;`, empty where nobody asked and 不清楚 where the applicant does not know.
pub fn write_csv(applicants: impl Iterator<Item = Applicant>, to: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(headings())?;
    let mut row = Vec::new();
    for applicant in applicants {
        row.clear();
        row.push(name(&applicant));
        row.push(applicant.number.to_string());
        for (at, (known, (.., unit))) in values(&applicant.facts).iter().zip(FACTS).enumerate() {
            let declined = applicant.declined >> at & 1 == 1;
            if let Known::Years(years) = known {
                let cell = |fen: &Option<i64>| fen.map_or_else(|| unknown(declined), |fen| money(fen, unit));
                row.extend(years.iter().map(cell));
            } else if known.is_unknown() {
                row.push(unknown(declined));
            } else {
                row.push(cell(known, unit));
            }
        }
        writer.write_record(&row)?;
    }
    writer.flush()
}

/// The headings of the table.
pub fn headings() -> Vec<String> {
    let mut headings = vec!["名称".to_owned(), "编号".to_owned()];
    for (id, heading, _) in FACTS {
        if id == "local-tax-contribution" {
            headings.extend((1..=3).map(|year| format!("{heading}(第{year}年)(万元)")));
        } else {
            headings.push(heading.to_owned());
        }
    }
    headings
}

fn name(applicant: &Applicant) -> String {
    format!("申请人{}", applicant.number)
}

fn unknown(declined: bool) -> String {
    if declined { "不清楚".to_owned() } else { String::new() }
}

fn cell(known: &Known<'_>, unit: i64) -> String {
    match known {
        Known::Yes(yes) => (if *yes == Some(true) { "是" } else { "否" }).to_owned(),
        Known::Set(Some(0), _) => "无".to_owned(),
        Known::Set(set, choices) => chosen(set.unwrap(), choices).map(|it| it.1).collect::<Vec<_>>().join(";"),
        Known::One(at, choices) => choices[at.unwrap()].1.to_owned(),
        Known::Day(day) => iso(day.unwrap()),
        Known::Money(fen) => money(fen.unwrap(), unit),
        Known::Count(number) => number.unwrap().to_string(),
        Known::Quantity(number) => plain(number.unwrap(), 10_000),
        Known::Years(_) => unreachable!("years have cells of their own"),
    }
}

fn chosen(set: u32, choices: &'static [Choice]) -> impl Iterator<Item = Choice> {
    choices.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, choice)| *choice)
}

fn iso(day: i32) -> String {
    huiqi::day::from_number(i64::from(day)).to_string()
}

fn money(fen: i64, unit: i64) -> String {
    plain(fen, unit * 100)
}

/// A number of parts of which `whole` make one, without idle noughts.
fn plain(parts: i64, whole: i64) -> String {
    let mut text = (parts / whole).to_string();
    if parts % whole != 0 {
        let width = whole.ilog10() as usize;
        write!(text, ".{:0width$}", parts % whole).unwrap();
        text.truncate(text.trim_end_matches('0').len());
    }
    text
}

/// Profiles as the program itself writes them, one a line.
pub fn write_ndjson(applicants: impl Iterator<Item = Applicant>, mut to: impl Write) -> io::Result<()> {
    for applicant in applicants {
        let mut facts = Map::new();
        let mut declined = Vec::new();
        for (at, (known, (id, ..))) in values(&applicant.facts).iter().zip(FACTS).enumerate() {
            if applicant.declined >> at & 1 == 1 {
                declined.push(id);
            } else if !known.is_unknown() {
                facts.insert(id.to_owned(), value(known));
            }
        }
        let line = json!({
            "name": name(&applicant), "id": applicant.number.to_string(), "facts": facts, "declined": declined,
        });
        writeln!(to, "{line}")?;
    }
    to.flush()
}

fn value(known: &Known<'_>) -> Json {
    let yuan = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
    match known {
        Known::Yes(yes) => json!(yes),
        Known::Set(set, choices) => json!(chosen(set.unwrap(), choices).map(|it| it.0).collect::<Vec<_>>()),
        Known::One(at, choices) => json!(choices[at.unwrap()].0),
        Known::Day(day) => json!(iso(day.unwrap())),
        Known::Money(fen) => json!(yuan(fen.unwrap())),
        Known::Count(number) => json!(number),
        Known::Quantity(number) => json!(plain(number.unwrap(), 10_000)),
        Known::Years(years) => json!(years.iter().map(|fen| fen.map(yuan)).collect::<Vec<_>>()),
    }
}
