//! The table of particulars above a document, held against what its policy.toml says.

use super::drafting::particulars::find;
use super::figures::{Value, figures};
use super::rules::under;
use crate::figure;
use crate::measure::Policy;
use crate::problem::{Code, Place, Problem};
use crate::tree::Node;

/// Notes each date and number that the document's own particulars state otherwise.
pub(super) fn particulars(
    policy: &Policy,
    (policy_file, root): (usize, &Node<'_>),
    (file, text): (usize, &str),
    problems: &mut Vec<Problem>,
) {
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let body = line.trim().trim_start_matches('•').trim_start();
        let at = start.saturating_add(line.find(body).unwrap_or_default());
        start = start.saturating_add(line.len());
        let rows = [("成文日期", "adopted"), ("发布日期", "published"), ("发文字号", "number")];
        let row = rows.iter().find_map(|(name, key)| Some((*name, *key, body.strip_prefix(name)?)));
        let Some((name, key, rest)) = row.filter(|(_, _, rest)| rest.starts_with(char::is_whitespace)) else {
            continue;
        };
        let stated = rest.trim();
        let same = match key {
            "number" => figure::fold(stated) == figure::fold(&policy.number),
            _ => {
                let day = if key == "adopted" { policy.adopted } else { policy.published };
                figures(stated).first().is_none_or(|figure| day.map(Value::Day) == Some(figure.value))
            }
        };
        if let (false, Some(node)) = (same, under(root, key)) {
            let place = Place { file: policy_file, span: node.span.clone() };
            let (zh, en) = (format!("原文的{name}是「{stated}」"), format!("the document's own table says `{stated}`"));
            let problem = Problem::new(Code::FigureNotFound, place, zh, en);
            let problem = problem.mend("照原文写", "write what it says");
            let from = at.saturating_add(body.len()).saturating_sub(stated.len());
            let span = from..from.saturating_add(stated.len());
            problems.push(problem.also(Place { file, span }, "原文", "the document"));
        }
    }
    validity(policy, (policy_file, root), (file, text), problems);
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
