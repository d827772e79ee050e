//! An object in JSON as a profile: a profile as in a file, or a flat one with a heading for each key.

use super::credit_code;
use super::faults::{damaged, garbled, unit_unstated, wrong_code};
use super::headings::{Headings, Role};
use super::row::Said;
use super::unit::{Unit, bare_number};
use crate::catalogue::Catalogue;
use crate::fact::Kind;
use crate::heading::Own;
use crate::json::from_json;
use crate::language::Text;
use crate::problem::{Code, Problem, line_and_column};
use crate::profile_file::{self, Keys};
use crate::report::client::CellProblem;
use crate::tree::{Data, Entry, Node};

/// The keys of an object that is a profile.
const PROFILE: [&str; 4] = ["name", "id", "declined", "facts"];

/// What reads objects.
#[derive(Debug)]
pub struct Objects<'c> {
    catalogue: &'c Catalogue,
    keys: Keys<'c>,
    headings: Headings<'c>,
    /// The keys that pass through.
    others: Vec<String>,
}

impl<'c> Objects<'c> {
    /// What reads objects of which these are the first; what keys of theirs are none of ours passes
    /// through.
    pub fn new<'t>(catalogue: &'c Catalogue, headings: Headings<'c>, first: impl Iterator<Item = &'t str>) -> Self {
        let mut objects = Self { catalogue, keys: Keys::new(catalogue), headings, others: Vec::new() };
        for text in first {
            let Ok(Node { data: Data::Table(entries), .. }) = from_json(text, 0) else { continue };
            for entry in &entries {
                if objects.passes(&entries, entry) && !objects.others.iter().any(|other| *other == entry.key) {
                    objects.others.push(entry.key.clone().into_owned());
                }
            }
        }
        objects
    }

    /// The catalogue whose facts the keys name.
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// The keys that pass through.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// Whether a key is none of ours.
    fn passes(&self, entries: &[Entry<'_>], entry: &Entry<'_>) -> bool {
        if is_profile(entries) {
            return !PROFILE.contains(&entry.key.as_ref());
        }
        entry.key != "declined" && self.headings.role(&entry.key) == Role::Other
    }

    /// What the object in this line says.
    pub fn read(&self, number: usize, text: &str) -> Said {
        let mut reading = Reading { objects: self, number, text, problems: Vec::new() };
        let node = match from_json(text, 0) {
            Ok(node) => node,
            Err(problem) => {
                let shown: String = text.trim().chars().take(60).collect();
                let mend = problem.mend.unwrap_or_else(|| Text::new("检查这一行", "see to this line"));
                let Text { zh, en } = problem.what;
                let what =
                    Text::new(format!("这一行不是完整的 JSON:{zh}"), format!("this line is no whole JSON: {en}"));
                let problems = vec![damaged(number, &shown, what, mend)];
                let others = vec![String::new(); self.others.len()];
                return Said { profile: self.catalogue.unknown_profile(), others, problems };
            }
        };
        let (profile, problems) = match &node.data {
            Data::Table(entries) if !is_profile(entries) => reading.flat(entries),
            Data::Table(entries) => {
                let own = entries.iter().filter(|entry| PROFILE.contains(&entry.key.as_ref())).cloned();
                let own = Node { span: node.span.clone(), data: Data::Table(own.collect()) };
                profile_file::read_node(&self.keys, &own, 0)
            }
            _ => profile_file::read_node(&self.keys, &node, 0),
        };
        problems.into_iter().for_each(|problem| reading.note(problem));
        if let Some(at) = text.find('\u{fffd}') {
            let place = Some(crate::problem::Place { file: 0, span: at..at });
            reading.note(Problem { place, ..garbled() });
        }
        let entries = if let Data::Table(entries) = &node.data { entries.as_slice() } else { &[] };
        let others = reading.others(entries);
        Said { profile, others, problems: reading.problems }
    }
}

/// Whether an object is a profile as in a file.
fn is_profile(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.key == "facts" && matches!(entry.node.data, Data::Table(_)))
}

struct Reading<'r, 'c> {
    objects: &'r Objects<'c>,
    number: usize,
    text: &'r str,
    problems: Vec<CellProblem>,
}

impl Reading<'_, '_> {
    /// Takes note of a problem with its place in the line.
    fn note(&mut self, problem: Problem) {
        let span = problem.place.as_ref().map(|place| place.span.clone());
        let place = span.as_ref().map_or_else(
            || self.number.to_string(),
            |span| {
                let (line, column) = line_and_column(self.text, span.start);
                format!("{}:{column}", self.number.saturating_add(line).saturating_sub(1))
            },
        );
        let value = span.and_then(|span| self.text.get(span)).map(str::to_owned);
        let column =
            problem.fact.as_ref().and_then(|id| self.objects.catalogue.fact(id)).map(|(_, fact)| fact.id.clone());
        self.problems.push(CellProblem {
            place,
            row: self.number,
            column,
            value,
            problem: Problem { place: None, ..problem },
        });
    }

    fn at(&self, node: &Node<'_>) -> Option<crate::problem::Place> {
        Some(crate::problem::Place { file: 0, span: node.span.clone() })
    }

    /// A flat object: each key is a heading.
    fn flat(&mut self, entries: &[Entry<'_>]) -> (crate::profile::Profile, Vec<Problem>) {
        let mut facts: Vec<Entry<'_>> = Vec::new();
        let (mut name, mut id, mut code) = (None, None, None);
        let mut units: Vec<Problem> = Vec::new();
        for entry in entries {
            match self.objects.headings.role(&entry.key) {
                Role::Own(own) => {
                    let text = entry.node.written().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
                    match own {
                        Own::Name => name = text.or(name),
                        Own::Id => id = text.or(id),
                        Own::CreditCode => {
                            code = text.map(|text| credit_code::plain(&text)).or(code);
                            units.extend(code.as_deref().and_then(|code| self.wrong_code(code, &entry.node)));
                        }
                    }
                }
                Role::Fact { fact, year, unit } => {
                    let Some(fact) = self.objects.catalogue.facts.get(fact.0) else { continue };
                    let key = year.map_or_else(|| fact.id.clone(), |year| format!("{}/{year}", fact.id));
                    let mut node = entry.node.clone();
                    let written = entry.node.written().map(|text| text.into_owned());
                    if let Some(applied) = written.as_deref().and_then(|text| unit.applied(text)) {
                        node.data = Data::Text(applied.into());
                    }
                    let money = matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. });
                    let bare =
                        written.filter(|text| money && bare_number(text).is_some_and(|number| !number.is_zero()));
                    if let Some(text) = bare.filter(|_| unit == Unit::Unstated) {
                        units.push(Problem {
                            place: self.at(&entry.node),
                            fact: Some(fact.id.clone()),
                            ..unit_unstated(&text)
                        });
                    }
                    facts.push(Entry { key: key.into(), key_span: entry.key_span.clone(), node });
                }
                Role::Other => {}
            }
        }
        let (mut profile, mut problems) = profile_file::read_facts(&self.objects.keys, &facts, 0);
        problems.extend(units);
        profile.name = name;
        profile.id = id.or(code);
        (profile, problems)
    }

    fn wrong_code(&self, code: &str, node: &Node<'_>) -> Option<Problem> {
        let problem = (!credit_code::is_valid(code)).then(|| wrong_code(code))?;
        Some(Problem { place: self.at(node), ..problem })
    }

    /// What passes through, in its order.
    fn others(&mut self, entries: &[Entry<'_>]) -> Vec<String> {
        let objects = self.objects;
        let mut others = vec![String::new(); objects.others.len()];
        for entry in entries.iter().filter(|entry| objects.passes(entries, entry)) {
            let text = match entry.node.written() {
                Some(text) => text.into_owned(),
                None if matches!(entry.node.data, Data::Null) => String::new(),
                None => self.text.get(entry.node.span.clone()).unwrap_or_default().to_owned(),
            };
            match objects.others.iter().position(|other| *other == entry.key).and_then(|at| others.get_mut(at)) {
                Some(place) => *place = text,
                None => {
                    let key = &entry.key;
                    let what = Text::new(
                        format!("「{key}」不认识,前面的记录里也没有,没有带过"),
                        format!("`{key}` is none of ours and does not stand in the first records; it was left out"),
                    );
                    let place = Some(crate::problem::Place { file: 0, span: entry.key_span.clone() });
                    self.note(Problem { code: Code::UnknownColumn, place, what, mend: None, fact: None });
                }
            }
        }
        others
    }
}
