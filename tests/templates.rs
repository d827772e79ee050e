//! Blank forms as a consultant gets them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "templates/files.rs"]
mod files;
#[path = "templates/kinds.rs"]
mod kinds;
#[path = "templates/profile.rs"]
mod profile;
#[path = "templates/sheets.rs"]
mod sheets;
#[path = "templates/workbook.rs"]
mod workbook;

use std::process::{Command, Stdio};

/// Runs the program as of one day; its exit code, what it delivered and what it said.
fn huiqi(arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(["--as-of", "2026-11-23"])
        .args(arguments)
        .env_remove("HUIQI_LANG")
        .env_remove("HUIQI_CATALOGUE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

/// A form on standard output.
fn form(format: &str, language: &str, arguments: &[&str]) -> Vec<u8> {
    let (code, out, said) = huiqi(&[&["template", "--format", format, "--lang", language], arguments].concat());
    assert_eq!((code, said.as_str()), (0, ""));
    out
}

/// The headings of a CSV form.
fn headings(language: &str, arguments: &[&str]) -> Vec<String> {
    let text = String::from_utf8(form("csv", language, arguments)).unwrap();
    let row = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0].iter().map(str::to_owned).collect()
}
