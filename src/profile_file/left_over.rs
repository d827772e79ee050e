//! What a file says that did not come into the profile.

use super::write::LEFT_OVER;
use super::{Format, Keys, plain};
use crate::catalogue::Catalogue;
use crate::json;
use crate::problem::{Code, Problem};
use crate::tree::{self, Data, Entry, Node};
use std::collections::HashSet;
use std::ops::Range;

/// The lines of a file that came to nothing, as [`write`](super::write) keeps them: those in which
/// the reader found a problem, all others on the same fact, and those that an earlier file had left
/// over. From the first problem on that is not listed, all lines are kept. Nothing where the file cannot be read
/// at all.
pub fn left_over(catalogue: &Catalogue, text: &str, format: Format, problems: &[Problem]) -> Vec<String> {
    let node = match format {
        Format::Toml => tree::from_toml(text).0,
        Format::Json => match json::from_json(text, 0) {
            Ok(node) => node,
            Err(_) => return Vec::new(),
        },
    };
    let mut lines = Vec::new();
    let places_of = |unlisted: bool| {
        let problems = problems.iter().filter(move |problem| (problem.code == Code::Unlisted) == unlisted);
        problems.filter_map(|problem| problem.place.as_ref()).map(|place| &place.span)
    };
    let listed_to = places_of(true).map(|place| place.start).min().unwrap_or(text.len());
    let mut places: Vec<&Range<usize>> = places_of(false).collect();
    places.sort_by_key(|place| (place.start, place.end));
    let facts = problems.iter().filter_map(|problem| problem.fact.as_deref()).collect();
    Unused { keys: Keys::new(catalogue), catalogue, text, places, listed_to, facts }.collect(&node, false, &mut lines);
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
    /// Where problems stand, in the order of the file.
    places: Vec<&'u Range<usize>>,
    /// Up to where all problems are among these.
    listed_to: usize,
    /// The facts that have a problem.
    facts: HashSet<&'u str>,
}

impl Unused<'_> {
    /// The lines of a table that came to nothing, or `all` of them.
    fn collect(&self, node: &Node<'_>, all: bool, lines: &mut Vec<String>) {
        let Data::Table(entries) = &node.data else { return };
        for entry in entries {
            let span = entry.key_span.start..entry.node.span.end;
            if matches!(entry.node.data, Data::Table(_)) {
                let unknown = all || self.begun_in(&entry.key_span).any(|place| *place == entry.key_span);
                if unknown {
                    lines.push(format!("[{}]", entry.key));
                }
                self.collect(&entry.node, unknown, lines);
            } else if all
                || span.end > self.listed_to
                || self.begun_in(&span).any(|place| place.end <= span.end)
                || self.is_on_a_fact_with_a_problem(entry)
            {
                lines.extend(self.text.get(span).map(str::to_owned));
            }
        }
    }

    /// Where the problems stand that begin within this place.
    fn begun_in(&self, within: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.places.partition_point(|place| place.start < within.start);
        let end = within.end;
        self.places.iter().skip(first).copied().take_while(move |place| place.start <= end)
    }

    fn is_on_a_fact_with_a_problem(&self, entry: &Entry<'_>) -> bool {
        let name = plain(&entry.key);
        let base = name.rsplit_once('/').map_or(name.as_str(), |(base, _)| base);
        let id = self.keys.fact(&name).or_else(|| self.keys.fact(base));
        let fact = id.and_then(|id| self.catalogue.facts.get(id.0));
        fact.is_some_and(|fact| self.facts.contains(fact.id.as_str()))
    }
}
