//! The table of particulars above a document, held against what its policy.toml says.

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
}
