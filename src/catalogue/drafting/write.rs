//! The files of a draft, as an author would begin to write them.

use super::Clause;
use super::figures::offers;
use super::particulars::{Dated, Found};
use crate::profile_file::comment;
use toml_writer::{ToTomlValue, TomlStringBuilder};

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_default().to_toml_value()
}

/// The file of the document itself, with what stands outside its clauses.
pub(super) fn policy(found: &Found, outside: &[String]) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: Option<String>, remark: &str| {
        let remark = comment(remark);
        text.push_str(&match value {
            Some(value) => format!(
                "{key:<9} = {value}{}\n",
                if remark.is_empty() { String::new() } else { format!("  # {remark}") }
            ),
            None => {
                format!("# 待定: {key}{}\n", if remark.is_empty() { String::new() } else { format!(" ({remark})") })
            }
        });
    };
    let both = |text: &Option<String>| text.as_ref().map(|text| format!("{{ zh = {} }}", quoted(text)));
    line("title", both(&found.title), if found.title.is_some() { "待定: en" } else { "" });
    line("number", found.number.as_deref().map(quoted), "");
    line("issuer", both(&found.issuer), if found.issuer.is_some() { "待定: en" } else { "" });
    let day = |day: Option<jiff::civil::Date>| day.map(|day| format!("\"{day}\""));
    line("adopted", day(found.adopted), "");
    line("published", day(found.published), "");
    let basis = |dated: &Option<Dated>| dated.as_ref().and_then(|dated| dated.basis.clone()).unwrap_or_default();
    line("effective", day(found.effective.as_ref().map(|it| it.day)), &basis(&found.effective));
    line("expires", day(found.expires.as_ref().map(|it| it.day)), &basis(&found.expires));
    undecided(&mut text, outside);
    text
}

/// The file of a clause.
pub(super) fn clause(clause: &Clause) -> String {
    let mut text = format!("clause  = {}\n", quoted(&clause.number));
    match &clause.title {
        Some(title) => text.push_str(&format!("title   = {{ zh = {} }}  # 待定: en\n", quoted(title))),
        None => text.push_str("# 待定: title\n"),
    }
    if !clause.offices.is_empty() {
        let offices: Vec<String> = clause.offices.iter().map(|office| quoted(office)).collect();
        text.push_str(&format!("offices = [{}]\n", offices.join(", ")));
    }
    undecided(&mut text, &clause.quotes);
    text
}

/// Each quote to be decided on, with what was found in it.
fn undecided(text: &mut String, quotes: &[String]) {
    for quote in quotes {
        text.push_str(&format!("\n[[undecided]]\nquote = {}\n", quoted(quote)));
        for offer in offers(quote) {
            let offered = format!("{}: {} → {}", offer.kind, offer.words, offer.written);
            text.push_str(&format!("# {}\n", comment(&offered)));
        }
    }
}
