//! Programs that benchmarks run as processes of their own: `… program NAME csv|ndjson …` in place of
//! the benchmark itself. What they write goes to standard output.

use super::by_hand::measures::{AS_OF, MEASURES};
use super::by_hand::rules::Days;
use super::by_hand::{csv, lines};
use super::draw::applicants;
use super::{floor, forms};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::process::ExitCode;

const USAGE: &str =
    "program measures, draw csv|ndjson FIRST NUMBER, by-hand csv|ndjson FILE, or floor csv|ndjson FILE BYTES";

type Failure = Box<dyn std::error::Error>;

/// Runs the program that the command line names; nothing where it names none.
pub fn named() -> Option<ExitCode> {
    // Cargo adds a word of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ["program", words @ ..] = words.as_slice() else { return None };
    Some(match run(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    })
}

fn run(words: &[&str]) -> Result<(), Failure> {
    let to = BufWriter::with_capacity(1 << 16, std::io::stdout());
    let from = |path: &str| File::open(path).map(|file| BufReader::with_capacity(1 << 16, file));
    match *words {
        ["measures"] => {
            MEASURES.iter().for_each(|id| println!("--measure {id}"));
            Ok(())
        }
        ["draw", form, first, number] => {
            let applicants = applicants(first.parse()?, number.parse()?);
            match form {
                "csv" => Ok(forms::write_csv(applicants, to)?),
                "ndjson" => Ok(forms::write_ndjson(applicants, to)?),
                _ => Err(USAGE.into()),
            }
        }
        ["by-hand", "csv", path] => csv::run(from(path)?, to, &Days::of(AS_OF), &forms::headings()),
        ["by-hand", "ndjson", path] => lines::run(from(path)?, to, &Days::of(AS_OF)),
        ["floor", "csv", path, bytes] => floor::csv(from(path)?, to, bytes.parse()?),
        ["floor", "ndjson", path, bytes] => floor::ndjson(from(path)?, to, bytes.parse()?),
        _ => Err(USAGE.into()),
    }
}
