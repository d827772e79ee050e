//! Where faults stand.

use huiqi::language::Language;
use huiqi::problem::{File, Place, Problem, render};

/// Every fault stands in a file, between two letters, and can be shown.
pub fn hold(problems: &[Problem], files: &[File], language: Language) {
    for problem in problems {
        let also = problem.also.as_ref().map(|(place, _)| place);
        for Place { file, span } in problem.place.iter().chain(also) {
            let text = &files[*file].text;
            assert!(span.start <= span.end, "{problem:?}");
            assert!(text.get(span.clone()).is_some(), "{problem:?} stands outside of its file or within a letter");
        }
    }
    let shown = render(problems, files, language, false);
    assert_eq!(shown.is_empty(), problems.is_empty());
}
