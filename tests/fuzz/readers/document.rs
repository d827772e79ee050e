//! The text of a document, as `catalogue new` takes it.

use super::{places, small};
use huiqi::catalogue::drafting::{LONGEST, Undraftable, draft};
use huiqi::catalogue::{Source, check, coverage};
use huiqi::language::Language;

/// A draft is a catalogue without a fault, in which every sentence is left to be decided on.
pub fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().count();
    let drafted = match draft(&text) {
        Ok(drafted) => drafted,
        Err(Undraftable::Empty | Undraftable::TooMany) => return,
        Err(Undraftable::TooLong) => return assert!(text.len() > LONGEST),
        Err(Undraftable::Garbled(line) | Undraftable::Unseen(line, _)) => {
            return assert!((1..=lines).contains(&line), "{text}");
        }
        Err(Undraftable::Twice(one, other) | Undraftable::Again(one, other)) => {
            return assert!(1 <= one && one <= other && other <= lines, "{one} and {other} of {text}");
        }
    };
    let source = Source::of(drafted.files.into_iter().map(|(name, text)| (format!("demo/{name}"), text)));
    let (loaded, problems) = check(&source, small::AS_OF);
    places::hold(&problems, &source.files, Language::Chinese);
    assert!(problems.is_empty(), "{text}\n{problems:#?}");
    let (coverage, problems) = coverage(&source, small::AS_OF);
    assert!(problems.is_empty(), "{text}\n{problems:#?}");
    assert_eq!((coverage.undecided, coverage.uncovered), (coverage.sentences, 0), "{text}");
    let draft = loaded.catalogue.policies[0].draft.as_ref();
    assert_eq!(draft.map(|draft| draft.undecided), Some(drafted.sentences), "{text}");
}
