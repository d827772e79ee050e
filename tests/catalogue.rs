//! The shipped catalogue: complete, consistent, and worked through by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use huiqi::assess::{Verdict, assess};
use huiqi::catalogue::{Catalogue, Source, check, coverage, load, load_embedded, test};
use huiqi::day::today;
use huiqi::language::Language;
use huiqi::measure::Class;
use huiqi::problem::render;
use huiqi::profile::Profile;

fn shown(problems: &[huiqi::problem::Problem], source: &Source) -> String {
    render(problems, &source.files, Language::English, false)
}

#[test]
fn the_catalogue_has_no_fault() {
    let source = Source::embedded();
    let (_, problems) = check(&source, today());
    assert!(problems.is_empty(), "{}", shown(&problems, &source));
}

#[test]
fn worked_cases_that_are_no_toml_are_a_fault_of_check_too() {
    let source = Source::of([("demo/cases.toml".to_owned(), "[".repeat(100_000))]);
    let (_, problems) = check(&source, today());
    assert!(shown(&problems, &source).contains("demo/cases.toml:1:"), "{}", shown(&problems, &source));
}

#[test]
fn every_worked_case_holds_and_every_measure_has_one() {
    let source = Source::embedded();
    let (tested, problems) = test(&source, today()).unwrap();
    assert!(problems.is_empty(), "{}", shown(&problems, &source));
    assert!(tested.cases > 400, "{tested:?}");
}

#[test]
fn every_sentence_is_quoted_and_every_quote_is_verbatim() {
    let source = Source::embedded();
    let (coverage, problems) = coverage(&source, today());
    assert!(problems.is_empty(), "{}", shown(&problems, &source));
    assert_eq!((coverage.uncovered, coverage.verbatim), (0, coverage.quotes));
    // As many stand in the text up to 。 or ;, the preamble, part 一, the closing line and the page's own lines included.
    assert_eq!(coverage.sentences, 130);
}

#[test]
fn the_catalogue_in_the_program_is_the_one_in_the_files() {
    let (from_files, built_in) = (load(&Source::embedded(), today()).unwrap(), load_embedded(today()).unwrap());
    assert_eq!((&from_files.digest, from_files.as_of), (&built_in.digest, built_in.as_of));
    let content = |catalogue: &Catalogue| serde_json::to_value(catalogue).unwrap();
    let (from_files, built_in) = (content(&from_files), content(&built_in));
    for (part, read) in from_files.as_object().unwrap() {
        assert!(*read == built_in[part], "{part}");
    }
}

/// The blocks of a clause file that begin with `[[measure]]` or `[[remark]]`, by byte range.
fn blocks(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("[[measure]]") || line.starts_with("[[remark]]") {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

#[test]
fn without_any_one_measure_or_remark_coverage_or_the_cases_fail() {
    let whole = Source::embedded();
    let mut removed = 0;
    for at in 0..whole.files.len() {
        let text = whole.files[at].text.clone();
        if !whole.files[at].path.ends_with(".toml") || whole.files[at].path.ends_with("cases.toml") {
            continue;
        }
        for block in blocks(&text) {
            let mut lacking = whole.clone();
            let part = |range: std::ops::Range<usize>| text.get(range).unwrap();
            lacking.files[at].text = format!("{}{}", part(0..block.start), part(block.end..text.len())).into();
            let noticed = !coverage(&lacking, today()).1.is_empty()
                || test(&lacking, today()).map_or(true, |(_, problems)| !problems.is_empty());
            assert!(noticed, "nothing notices that this is gone:\n{}", part(block));
            removed += 1;
        }
    }
    let catalogue = load_embedded(today()).unwrap();
    assert_eq!(removed, catalogue.measures.len() + catalogue.remarks.len());
}

#[test]
fn who_answered_nothing_gets_no_yes_no_no_and_an_open_total() {
    let catalogue = load_embedded(today()).unwrap();
    let assessment = assess(&catalogue, &Profile::default());
    assert!(assessment.findings.iter().all(|finding| finding.verdict == Verdict::Undetermined));
    let cash = assessment.totals.iter().find(|total| total.class == Class::Cash).unwrap();
    assert_eq!((cash.low.fen(), cash.high), (0, None));
    assert!(!assessment.next_facts.is_empty());
}

#[test]
fn nothing_in_the_program_speaks_of_the_place_of_its_first_document() {
    let mut folders = vec![std::path::PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
            for word in ["青岛", "qingdao"] {
                assert!(!text.contains(word), "{} says {word}", path.display());
            }
        }
    }
}
