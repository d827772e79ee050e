//! The form as a commented profile.

use crate::form;
use huiqi::catalogue::load_embedded;
use huiqi::profile::Profile;
use huiqi::profile_file::{self, Format};
use jiff::civil::date;

/// Whether a line of the form is an example: a comment that holds an assignment.
fn is_example(line: &str) -> bool {
    let key = line.strip_prefix("# ").and_then(|rest| rest.split_once(" = ")).map(|(key, _)| key);
    key.is_some_and(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'))
}

#[test]
fn every_example_line_is_right_as_soon_as_its_mark_is_taken_away() {
    let catalogue = load_embedded(date(2026, 11, 23)).unwrap();
    for language in ["zh", "en"] {
        let text = String::from_utf8(form("toml", language, &[])).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let examples: Vec<usize> = (0..lines.len()).filter(|at| is_example(lines[*at])).collect();
        // One for each fact, one for the name and one for the id.
        assert_eq!(examples.len(), catalogue.facts.len() + 2);
        for at in examples {
            let mut lines = lines.clone();
            lines[at] = lines[at].strip_prefix("# ").unwrap();
            let (profile, problems) = profile_file::read(&catalogue, &lines.join("\n"), Format::Toml, 0)
                .unwrap_or_else(|it| panic!("{it:?}"));
            assert!(problems.is_empty(), "{}: {problems:?}", lines[at]);
            assert_ne!(profile, Profile::default(), "{}", lines[at]);
        }
    }
}

#[test]
fn as_it_is_it_says_nothing_of_anybody() {
    let catalogue = load_embedded(date(2026, 11, 23)).unwrap();
    for language in ["zh", "en"] {
        let text = String::from_utf8(form("toml", language, &[])).unwrap();
        assert!(text.lines().all(|line| line.is_empty() || line == "[facts]" || line.starts_with("# ")));
        let read = profile_file::read(&catalogue, &text, Format::Toml, 0).unwrap();
        assert_eq!(read, (Profile::default(), Vec::new()));
    }
}

#[test]
fn a_fact_stands_under_its_question_with_its_choices_and_when_it_matters() {
    let text = String::from_utf8(form("toml", "zh", &[])).unwrap();
    let expected = "# 【企业规模】企业规模是哪一类?\n";
    let rest = text.split_once(expected).unwrap().1.split("\n\n").next().unwrap();
    let end = "# 只在符合这个条件时填:申报主体类型:包括企业或个体工商户\n#   micro  微型\n#   small  小型\n\
               #   medium  中型\n#   large  大型\n# enterprise-size = \"micro\"";
    assert!(rest.ends_with(end), "{rest}");
}
