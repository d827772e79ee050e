//! The table of particulars above a document, held against what its policy.toml says.

use super::drafting::particulars::{ADOPTED, NUMBER, PUBLISHED, Row, day_of, find, table};
use super::figures::{Value, figures};
use super::rules::under;
use crate::figure;
use crate::measure::Policy;
use crate::problem::{Code, Place, Problem};
use crate::tree::Node;
use jiff::civil::Date;

/// Notes each date and number that the document's own particulars state otherwise. Where they state several,
/// each of them will do.
pub(super) fn particulars(
    policy: &Policy,
    (policy_file, root): (usize, &Node<'_>),
    (file, text): (usize, &str),
    problems: &mut Vec<Problem>,
) {
    let table = table(text);
    let is_day = |day: Option<Date>| move |value: &str| day_of(value).map(|stated| day == Some(stated));
    let is_number = |value: &str| Some(figure::fold(value) == figure::fold(&policy.number));
    let rows = [
        ("adopted", other(&table, ADOPTED, is_day(policy.adopted))),
        ("published", other(&table, PUBLISHED, is_day(policy.published))),
        ("number", other(&table, NUMBER, is_number)),
    ];
    for (key, row) in rows {
        if let (Some(row), Some(node)) = (row, under(root, key)) {
            let place = Place { file: policy_file, span: node.span.clone() };
            let Row { name, value, at } = row;
            let (zh, en) = (format!("原文的{name}是「{value}」"), format!("the document's own table says `{value}`"));
            let problem = Problem::new(Code::FigureNotFound, place, zh, en);
            let problem = problem.mend("照原文写", "write what it says");
            let span = *at..at.saturating_add(value.len());
            problems.push(problem.also(Place { file, span }, "原文", "the document"));
        }
    }
    validity(policy, (policy_file, root), (file, text), problems);
}

/// The first of the rows of these names that states something else, where none states the same.
fn other<'r, 't>(table: &'r [Row<'t>], names: &[&str], is_same: impl Fn(&str) -> Option<bool>) -> Option<&'r Row<'t>> {
    let mut rows = table.iter().filter(|row| names.contains(&row.name)).map(|row| (row, is_same(row.value)));
    let other = rows.clone().find(|(_, same)| *same == Some(false)).map(|(row, _)| row);
    other.filter(|_| !rows.any(|(_, same)| same == Some(true)))
}

/// Notes the days from and until which a document holds where its text states others.
fn validity(
    policy: &Policy,
    (policy_file, root): (usize, &Node<'_>),
    (file, text): (usize, &str),
    problems: &mut Vec<Problem>,
) {
    let explained = |day| {
        let mut read = policy.readings.iter().flat_map(|reading| figures(&reading.text.zh));
        read.any(|figure| figure.value == Value::Day(day))
    };
    let found = find(text);
    let rows = [
        ("effective", "施行日期", "it takes effect on", found.effective, Some(policy.effective)),
        ("expires", "失效日期", "it expires on", found.expires, policy.expires),
    ];
    for (key, name, says, stated, written) in rows {
        let Some(stated) = stated.filter(|stated| written != Some(stated.day) && !written.is_some_and(explained))
        else {
            continue;
        };
        let Some(node) = [key, "effective", "published", "adopted"].into_iter().find_map(|key| under(root, key)) else {
            continue;
        };
        let place = Place { file: policy_file, span: node.span.clone() };
        let day = stated.day;
        let (zh, en) = match &stated.basis {
            Some(basis) => (format!("按原文({basis}),{name}是「{day}」"), format!("by the document, {says} `{day}`")),
            None => (format!("原文写明的{name}是「{day}」"), format!("the document states that {says} `{day}`")),
        };
        let problem = Problem::new(Code::FigureNotFound, place, zh, en).mend(
            format!("写 {key} = \"{day}\";另有依据的,用 [[reading]] 写明那一天"),
            format!("write {key} = \"{day}\"; where there is ground for another day, name that day in a [[reading]]"),
        );
        let states_day = figures(text).into_iter().find(|figure| figure.value == Value::Day(day));
        let span = match (states_day, &stated.basis) {
            (Some(figure), None) => Some(figure.span),
            _ => {
                ["有效期", "起施行"].into_iter().filter(|word| *word == "起施行" || key == "expires").find_map(|word| {
                    let at = text.find(word)?;
                    Some(at..at.saturating_add(word.len()))
                })
            }
        };
        problems.push(match span {
            Some(span) => problem.also(Place { file, span }, "原文", "the document"),
            None => problem,
        });
    }
}
