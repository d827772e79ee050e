//! What fuzzing begins from and came upon, read again: the small corpora of `tests/fuzz/corpus`, what is
//! written by hand in `tests/fuzz/seeds`, and under
//! `tests/fuzz/found` every input that once broke a promise. The readers are the very functions that
//! the fuzz targets call; `tests/fuzz/README.md` says how these are run.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

#[path = "fuzz/readers/mod.rs"]
mod readers;

use huiqi::catalogue::{Source, check};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a reader may take for one input: a second, and as much again for each of the tests that run
/// beside it.
const LONGEST: Duration = Duration::from_secs(5);

fn files(folder: &str, reader: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder).join(reader);
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Says which input it is where a reader panics.
struct Reading<'p>(&'p Path);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the input is {}", self.0.display());
        }
    }
}

fn replay(folder: &str, reader: &readers::Reader) -> usize {
    let (name, read) = reader;
    let paths = files(folder, name);
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        let (reading, begun) = (Reading(path), Instant::now());
        read(&bytes);
        drop(reading);
        assert!(begun.elapsed() < LONGEST, "{} took {:?}", path.display(), begun.elapsed());
    }
    paths.len()
}

#[test]
fn every_reader_keeps_its_promises_on_its_corpus() {
    for reader in &readers::ALL {
        assert!(replay("corpus", reader) >= 10, "{} has no corpus", reader.0);
        replay("seeds", reader);
    }
}

#[test]
fn what_once_broke_a_promise_breaks_none_any_more() {
    let found: usize = readers::ALL.iter().map(|reader| replay("found", reader)).sum();
    assert!(found > 0);
}

#[test]
fn every_catalogue_written_by_hand_is_without_a_fault() {
    let paths = files("seeds", "catalogue");
    assert!(!paths.is_empty());
    for path in paths {
        let files = readers::catalogue::files(&std::fs::read_to_string(&path).unwrap());
        let (_, problems) = check(&Source::of(files), readers::small::AS_OF);
        let (reading, codes) = (Reading(&path), problems.iter().map(|problem| problem.code).collect::<Vec<_>>());
        assert_eq!(codes, []);
        drop(reading);
    }
}

#[test]
fn every_folder_of_inputs_belongs_to_a_reader() {
    for folder in ["corpus", "found", "seeds", "dictionaries"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder);
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(readers::ALL.iter().any(|(reader, _)| *reader == name), "{}", path.display());
        }
    }
}
