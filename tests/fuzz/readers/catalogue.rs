//! The files of a catalogue.

use super::{places, small};
use huiqi::assess::assess;
use huiqi::catalogue::{OUTCOMES, Source, case_coverage, check, coverage, missing_cases, test, witness};
use huiqi::language::Language;
use huiqi::profile::Profile;
use std::collections::BTreeMap;

/// What comes before the name of a file.
const MARK: &str = "--- ";

/// The files of the base, with those put in their places that stand in a text: each under a line
/// `--- path`, what stands before the first such line as the file of a clause.
pub fn files(text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> =
        small::FILES.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let (mut name, mut body) = ("demo/2-investment.toml".to_owned(), String::new());
    for line in text.split_inclusive('\n') {
        if let Some(next) = line.strip_prefix(MARK) {
            put(&mut files, std::mem::replace(&mut name, next.trim_end().to_owned()), std::mem::take(&mut body));
        } else {
            body.push_str(line);
        }
    }
    put(&mut files, name, body);
    files
}

fn put(files: &mut BTreeMap<String, String>, name: String, body: String) {
    if !body.is_empty() {
        files.insert(name, body);
    }
}

/// Every fault is shown at its place; what has none can be assessed, tested and shown to be reached.
pub fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::of(files(&text));
    let (loaded, problems) = check(&source, small::AS_OF);
    places::hold(&problems, &source.files, Language::Chinese);
    // With faults that only `check` finds, as a quote that is not there, it can be used all the same.
    let Ok((_, failed)) = test(&source, small::AS_OF) else { return assert!(!problems.is_empty()) };
    places::hold(&failed, &source.files, Language::English);
    let (_, found) = coverage(&source, small::AS_OF);
    places::hold(&found, &source.files, Language::English);
    let catalogue = &loaded.catalogue;
    if let Ok((_, cases, _)) = case_coverage(&source, small::AS_OF) {
        let _ = missing_cases(catalogue, &cases, Language::Chinese);
    }
    assert_eq!(assess(catalogue, &Profile::default()).findings.len(), catalogue.measures.len());
    for measure in &catalogue.measures {
        for outcome in OUTCOMES {
            if let Some(profile) = witness(catalogue, measure, outcome) {
                assess(catalogue, &profile);
            }
        }
    }
}
