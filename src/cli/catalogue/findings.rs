//! The faults of a catalogue as JSON, for editors and other programs.

use crate::language::Language;
use crate::problem::{File, Place, Problem, in_order};
use crate::text_places::FilePlaces;
use serde_json::{Map, Value, json};

/// One object for each fault, in the order of the files.
pub(super) fn as_json(problems: &[Problem], files: &[File], language: Language) -> Value {
    let files = FilePlaces::of(files);
    in_order(problems).into_iter().map(|problem| fault(problem, &files, language)).collect()
}

fn fault(problem: &Problem, files: &FilePlaces<'_>, language: Language) -> Value {
    let severity = if problem.code.is_warning() { "warning" } else { "error" };
    let mut object =
        Map::from_iter([("code".to_owned(), json!(problem.code.code())), ("severity".to_owned(), json!(severity))]);
    object.extend(place(problem.place.as_ref(), files));
    object.insert("message".to_owned(), json!(problem.what.get(language)));
    object.insert("mend".to_owned(), json!(problem.mend.as_ref().map(|mend| mend.get(language))));
    let also = problem.also.as_ref().map(|(other, words)| {
        let mut also = place(Some(other), files);
        also.insert("message".to_owned(), json!(words.get(language)));
        also
    });
    object.insert("also".to_owned(), json!(also));
    Value::Object(object)
}

/// File, line and column of the first letter, line and column behind the last; null where it is nowhere.
fn place(place: Option<&Place>, files: &FilePlaces<'_>) -> Map<String, Value> {
    let found = place.and_then(|place| Some((files.get(place.file)?, place)));
    let values = match found {
        Some(((path, places), place)) => {
            let (line, column) = places.line_and_column(place.span.start);
            let (end_line, end_column) = places.line_and_column(place.span.end);
            [json!(path), json!(line), json!(column), json!(end_line), json!(end_column)]
        }
        None => [const { Value::Null }; 5],
    };
    let keys = ["file", "line", "column", "end_line", "end_column"];
    keys.into_iter().map(str::to_owned).zip(values).collect()
}
