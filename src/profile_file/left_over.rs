//! What a file says that did not come into the profile.

use super::write::LEFT_OVER;
use super::{Format, Keys, plain};
use crate::catalogue::Catalogue;
use crate::json;
use crate::problem::Problem;
use crate::tree::{self, Data, Entry, Node};

/// The lines of a file that came to nothing, as [`write`](super::write) keeps them: those in which
/// the reader found a problem, all others on the same fact, and those that an earlier file had left
/// over. Nothing where the file cannot be read at all.
pub fn left_over(catalogue: &Catalogue, text: &str, format: Format, problems: &[Problem]) -> Vec<String> {
    let node = match format {
        Format::Toml => tree::from_toml(text).0,
        Format::Json => match json::from_json(text, 0) {
            Ok(node) => node,
            Err(_) => return Vec::new(),
        },
    };
    let mut lines = Vec::new();
    Unused { keys: Keys::new(catalogue), catalogue, text, problems }.collect(&node, false, &mut lines);
    if format == Format::Toml {
        let kept = text.lines().filter_map(|line| LEFT_OVER.iter().find_map(|mark| line.strip_prefix(mark)));
        lines.extend(kept.map(str::to_owned));
    }
    lines
}

struct Unused<'u> {
    keys: Keys<'u>,
    catalogue: &'u Catalogue,
    text: &'u str,
    problems: &'u [Problem],
}

impl Unused<'_> {
    /// The lines of a table that came to nothing, or `all` of them.
    fn collect(&self, node: &Node<'_>, all: bool, lines: &mut Vec<String>) {
        let Data::Table(entries) = &node.data else { return };
        for entry in entries {
            let span = entry.key_span.start..entry.node.span.end;
            let within = |problem: &Problem| at(problem).is_some_and(|it| span.start <= it.start && it.end <= span.end);
            if matches!(entry.node.data, Data::Table(_)) {
                let unknown = all || self.problems.iter().any(|problem| at(problem) == Some(&entry.key_span));
                if unknown {
                    lines.push(format!("[{}]", entry.key));
                }
                self.collect(&entry.node, unknown, lines);
            } else if all || self.problems.iter().any(within) || self.is_on_a_fact_with_a_problem(entry) {
                lines.extend(self.text.get(span).map(str::to_owned));
            }
        }
    }

    fn is_on_a_fact_with_a_problem(&self, entry: &Entry<'_>) -> bool {
        let name = plain(&entry.key);
        let base = name.rsplit_once('/').map_or(name.as_str(), |(base, _)| base);
        let id = self.keys.fact(&name).or_else(|| self.keys.fact(base));
        let fact = id.and_then(|id| self.catalogue.facts.get(id.0));
        fact.is_some_and(|fact| self.problems.iter().any(|problem| problem.fact.as_ref() == Some(&fact.id)))
    }
}

fn at(problem: &Problem) -> Option<&std::ops::Range<usize>> {
    problem.place.as_ref().map(|place| &place.span)
}
