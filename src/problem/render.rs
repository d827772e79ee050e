//! Faults in words for people, with the lines concerned.

use super::{Code, File, Place, Problem};
use crate::harmless::harmless;
use crate::language::Language;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// How many faults are shown in full; nobody reads more.
const MOST_SHOWN: usize = 100;
/// How much of their files, in bytes, is gone through for that; of a file of a megabyte a few are shown.
const MOST_READ: usize = 1 << 23;

/// How many letters of a place are marked; lines are shown as far as they are. Of a longer place its first
/// letter is.
const MOST_MARKED: usize = 2_000;

/// All faults for people, each with the line concerned and a caret under it.
pub fn render(problems: &[Problem], files: &[File], language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let (error, warning, help) = match language {
        Language::Chinese => {
            (Level::ERROR.with_name("错误"), Level::WARNING.with_name("提醒"), Level::HELP.with_name("建议"))
        }
        Language::English => (Level::ERROR, Level::WARNING, Level::HELP),
    };
    let sorted = in_order(problems);
    let mut text = String::new();
    let (mut shown, mut read) = (0_usize, 0_usize);
    for problem in sorted.iter().take(MOST_SHOWN) {
        if read > MOST_READ {
            break;
        }
        let also = problem.also.as_ref().map(|(place, _)| place);
        let lengths = problem.place.iter().chain(also).filter_map(|place| files.get(place.file));
        read = lengths.map(|file| file.text.len()).fold(read, usize::saturating_add);
        shown = shown.saturating_add(1);
        let level = if problem.code.is_warning() { &warning } else { &error };
        let title = level.clone().primary_title(harmless(problem.what.get(language))).id(problem.code.code());
        let primary = problem.place.as_ref().and_then(|place| Some((place, files.get(place.file)?)));
        let mut group = match primary {
            Some((place, file)) => title.element(snippet(place, file, AnnotationKind::Primary, None)),
            None => Group::with_title(title),
        };
        if let Some((place, words)) = &problem.also
            && let Some(file) = files.get(place.file)
        {
            group = group.element(snippet(place, file, AnnotationKind::Context, Some(words.get(language))));
        }
        if let Some(mend) = &problem.mend {
            group = group.element(help.clone().message(harmless(mend.get(language))));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    let more = sorted.len().saturating_sub(shown);
    if more > 0 {
        text.push_str(&language.pick(format!("另有 {more} 处\n"), format!("and {more} more\n")));
    }
    text
}

/// The faults in the order in which they stand in the files, before them that there are more.
pub fn in_order(problems: &[Problem]) -> Vec<&Problem> {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    let place = |problem: &Problem| problem.place.as_ref().map(|place| (place.file, place.span.start));
    sorted.sort_by_key(|problem| (problem.code != Code::Unlisted, place(problem)));
    sorted
}

/// The lines of a place, with a caret under it.
fn snippet<'f>(
    place: &Place,
    file: &'f File,
    kind: AnnotationKind,
    label: Option<&'f str>,
) -> Snippet<'f, Annotation<'f>> {
    let start = place.span.start.min(file.text.len());
    let end = place.span.end.clamp(start, file.text.len());
    let marked = file.text.get(start..end).unwrap_or_default();
    let first = marked.chars().next().filter(|_| marked.chars().nth(MOST_MARKED).is_some());
    let span = start..first.map_or(end, |first| start.saturating_add(first.len_utf8()));
    Snippet::source(file.text.as_ref())
        .path(harmless(&file.path))
        .annotation(kind.span(span).label(label.map(harmless)))
}

/// The line and the column, both from 1, of a place; columns count characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count().saturating_add(1);
    (line, column)
}
