//! An object in JSON as a profile: a profile as in a file, or a flat one with a heading for each key.

use super::beside::{self, Told};
use super::cell::Cell;
use super::column::Claim;
use super::faults::{damaged, garbled, unit_unstated};
use super::headings::Role;
use super::object_faults::{left_out, miswritten, outside, unused};
use super::object_form::{Fate, Objects, is_profile, read_keys};
use super::object_told;
use super::row::Said;
use super::rows::Object;
use super::unit::Unit;
use super::value::{is_bare_amount, mark, written};
use crate::beginning::beginning;
use crate::fact::{Fact, FactId, Kind};
use crate::harmless::on_one_line;
use crate::heading::Own;
use crate::json::from_json;
use crate::language::Text;
use crate::problem::{Code, Place, Problem, line_and_column};
use crate::profile::Profile;
use crate::profile_file::{self, Listed, no_text};
use crate::report::client::CellProblem;
use crate::text_places::TextPlaces;
use crate::tree::{Data, Entry, Node};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

impl Objects<'_> {
    /// What the object of the client with this number says.
    pub fn read(&self, number: usize, object: &Object) -> Said {
        let text = object.text.as_str();
        let node = match from_json(text, 0) {
            Ok(node) => node,
            Err(problem) => {
                let shown = beginning(text.trim());
                let Text { zh, en } = problem.what;
                let begun = on_one_line(&shown);
                let (zh, en) = (format!("读不了「{begun}」:{zh}"), format!("`{begun}` cannot be read: {en}"));
                let mend = problem.mend.unwrap_or_else(|| Text::new("检查这个对象", "see to this object"));
                let damage = Problem { mend: Some(mend), ..Problem::nowhere(Code::DamagedRow, zh, en) };
                let at = problem.place.map_or(0, |place| place.span.start);
                let place = place_in(object, line_and_column(text, at));
                let problems = vec![CellProblem { place, ..damaged(number, shown.into_owned(), damage.into()) }];
                return Said { profile: Profile::default(), others: Vec::new(), problems };
            }
        };
        let entries = if let Data::Table(entries) = &node.data { entries.as_slice() } else { &[] };
        let (problems, places) = (Listed::default(), OnceCell::new());
        let told = object_told::told(self, text, entries);
        let mut reading = Reading { objects: self, number, object, text, entries, problems, told, places };
        let (profile, problems) = match &node.data {
            Data::Table(entries) if !is_profile(entries) => {
                let profile = reading.flat(entries, &node.span);
                profile_file::read_node(self.keys(), text, &profile, 0)
            }
            Data::Table(entries) => {
                let own = entries.iter().filter(|entry| self.fate(true, &entry.key) == Fate::Read);
                let own = own.map(|entry| reading.taken(entry)).collect();
                let own = Node { span: node.span.clone(), data: Data::Table(own) };
                profile_file::read_node(self.keys(), text, &own, 0)
            }
            _ => profile_file::read_node(self.keys(), text, &node, 0),
        };
        reading.problems.append(problems);
        if let Some(at) = text.find('\u{fffd}') {
            reading.note(at..at, garbled);
        }
        let others = reading.others(entries);
        Said { profile, others, problems: reading.conclude() }
    }
}

/// A line and a column of an object as a place of its file.
fn place_in(object: &Object, (line, column): (usize, usize)) -> String {
    let first = if line == 1 { object.column } else { 1 };
    let line = object.line.saturating_add(line).saturating_sub(1);
    format!("{line}:{}", first.saturating_add(column).saturating_sub(1))
}

/// The entry in which a place lies.
fn entry_at<'r>(entries: &'r [Entry<'r>], span: &Range<usize>) -> Option<&'r Entry<'r>> {
    let begun = entries.partition_point(|entry| entry.key_span.start <= span.start);
    let found = entries.get(begun.checked_sub(1)?).filter(|entry| span.end <= entry.node.span.end)?;
    match &found.node.data {
        Data::Table(inner) => entry_at(inner, span).or(Some(found)),
        _ => Some(found),
    }
}

struct Reading<'r, 'c> {
    objects: &'r Objects<'c>,
    number: usize,
    object: &'r Object,
    text: &'r str,
    entries: &'r [Entry<'r>],
    problems: Listed,
    /// What of it says something of amounts beside it.
    told: Vec<Told>,
    /// The lines of the text, once something is at fault.
    places: OnceCell<TextPlaces<'r>>,
}

impl Reading<'_, '_> {
    /// Takes note of a problem at a place of the text.
    fn note(&mut self, span: Range<usize>, problem: impl FnOnce() -> Problem) {
        self.problems.note(Some(Place { file: 0, span }), |place| Problem { place, ..problem() });
    }

    fn note_at(&mut self, node: &Node<'_>, problem: impl FnOnce() -> Problem) {
        self.note(node.span.clone(), problem);
    }

    /// What was wrong, each with its place in the file.
    fn conclude(mut self) -> Vec<CellProblem> {
        let problems = std::mem::take(&mut self.problems).conclude();
        problems.into_iter().map(|problem| self.of_cell(problem)).collect()
    }

    fn of_cell(&self, problem: Problem) -> CellProblem {
        let span = problem.place.as_ref().map(|place| place.span.clone());
        let place = match &span {
            Some(span) => {
                let places = self.places.get_or_init(|| TextPlaces::of(self.text));
                place_in(self.object, places.line_and_column(span.start))
            }
            None => place_in(self.object, (1, 1)),
        };
        let entry = span.as_ref().and_then(|span| entry_at(self.entries, span));
        let written =
            span.as_ref().and_then(|span| self.text.get(span.clone())).map(|text| text.trim_matches('"').to_owned());
        let value = entry.and_then(|entry| entry.node.written()).map(|text| text.into_owned()).or(written);
        let column = entry.map(|entry| entry.key.clone().into_owned());
        CellProblem { place, row: self.number, column, value, problem: Arc::new(Problem { place: None, ..problem }) }
    }

    /// A flat object, in which each key is a heading, as a profile.
    fn flat<'t>(&mut self, entries: &[Entry<'t>], span: &Range<usize>) -> Node<'t> {
        let mut facts: Vec<Entry<'_>> = Vec::new();
        let mut own: Vec<(Own, Claim, String, &Entry<'_>)> = Vec::new();
        for entry in entries {
            let column = self.objects.headings().column(&entry.key, &[]);
            match column.role {
                Role::Own(role) => {
                    let claim = column.claim();
                    own.extend(self.mark(role, entry).map(|text| (role, claim, text, entry)));
                }
                Role::Fact { fact: id, year, unit } => {
                    let Some(fact) = self.objects.catalogue().facts.get(id.0) else { continue };
                    let key = year.map_or_else(|| fact.id.clone(), |year| format!("{}/{year}", fact.id));
                    if let Some(node) = self.value((id, fact), year, &unit, &entry.node) {
                        facts.push(Entry { key: key.into(), key_span: entry.key_span.clone(), node });
                    }
                }
                Role::Other => {}
            }
        }
        let kept = |wanted: Own| own.iter().rev().filter(|(role, ..)| *role == wanted).max_by_key(|it| it.1);
        for wanted in Own::ALL {
            let Some((.., text, kept)) = kept(wanted) else { continue };
            for (.., entry) in own.iter().filter(|(role, _, other, _)| *role == wanted && other != text) {
                self.note(entry.key_span.clone(), || unused(wanted, &kept.key, entry));
            }
        }
        let table = Node { span: span.clone(), data: Data::Table(facts) };
        let mut profile = vec![Entry { key: "facts".into(), key_span: 0..0, node: table }];
        for (key, found) in [("name", kept(Own::Name)), ("id", kept(Own::Id).or_else(|| kept(Own::CreditCode)))] {
            profile.extend(found.map(|(.., text, entry)| Entry {
                key: key.into(),
                key_span: entry.key_span.clone(),
                node: Node { span: entry.node.span.clone(), data: Data::Text(text.clone().into()) },
            }));
        }
        profile.extend(entries.iter().filter(|entry| entry.key == "declined").cloned());
        Node { span: span.clone(), data: Data::Table(profile) }
    }

    /// An entry of a profile without what cannot be taken, which is reported.
    fn taken<'t>(&mut self, entry: &Entry<'t>) -> Entry<'t> {
        let (entry, refused) = object_told::taken(self.objects, &self.told, entry);
        refused.into_iter().for_each(|(span, problem)| self.note(span, || problem));
        entry
    }

    /// A name or mark; a value that is none is reported.
    fn mark(&mut self, own: Own, entry: &Entry<'_>) -> Option<String> {
        if matches!(entry.node.data, Data::Null) {
            return None;
        }
        let Some(text) = entry.node.written() else {
            let written = beginning(self.text.get(entry.node.span.clone()).unwrap_or_default());
            self.note_at(&entry.node, || {
                let (what, mend) = no_text(&beginning(&entry.key), &on_one_line(&written));
                Problem { mend: Some(mend), ..Problem::nowhere(Code::WrongType, what.zh, what.en) }
            });
            return None;
        };
        if text.trim().is_empty() {
            return None;
        }
        match mark(own, &Cell::Text(text.into_owned())) {
            Ok((text, minded)) => {
                minded.into_iter().for_each(|problem| self.note_at(&entry.node, || problem));
                Some(text)
            }
            Err(problem) => {
                self.note_at(&entry.node, || *problem);
                None
            }
        }
    }

    /// A value with the unit of its key; `None` for one that cannot be used, which is reported.
    fn value<'t>(
        &mut self,
        (id, fact): (FactId, &Fact),
        year: Option<usize>,
        unit: &Unit,
        node: &Node<'t>,
    ) -> Option<Node<'t>> {
        match &node.data {
            // Whatever their unit is, they cannot be taken.
            Data::List(items) if matches!(fact.kind, Kind::YearlyMoney { years } if items.len() > years) => {
                Some(node.clone())
            }
            Data::List(items) => {
                let years = matches!(fact.kind, Kind::YearlyMoney { .. }) && year.is_none();
                // A list names its years by their order.
                let item = |(at, item): (usize, &Node<'t>)| self.value((id, fact), years.then_some(at), unit, item);
                let items: Option<Vec<Node<'t>>> = (1_usize..).zip(items).map(item).collect();
                Some(Node { span: node.span.clone(), data: Data::List(items?) })
            }
            Data::Null | Data::Table(_) => Some(node.clone()),
            Data::Text(_) | Data::Bare(_) | Data::Boolean(_) => {
                let text = node.written().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())?;
                let against = beside::against(&self.told, (id, fact), unit, &text);
                let cell = Cell::Text(text);
                match against.map_or_else(|| written(&cell, fact, year, unit), |it| Err(Box::new(it))) {
                    Ok(text) => {
                        if *unit == Unit::Unstated && is_bare_amount(fact, &text) && fact.read(&text).is_ok() {
                            self.note_at(node, || Problem { fact: Some(fact.id.clone()), ..unit_unstated(&text) });
                        }
                        Some(Node { span: node.span.clone(), data: Data::Text(text.into_owned().into()) })
                    }
                    Err(problem) => {
                        self.note_at(node, || Problem { fact: Some(fact.id.clone()), ..*problem });
                        None
                    }
                }
            }
        }
    }

    /// What passes through, in its order. What is ours, and is not read where it stands, is reported.
    fn others(&mut self, entries: &[Entry<'_>]) -> Vec<(usize, String)> {
        let objects = self.objects;
        let mut others = BTreeMap::new();
        let is_profile = is_profile(entries);
        let read = read_keys(entries);
        for entry in entries {
            match objects.fate(is_profile, &entry.key) {
                Fate::Passes | Fate::ReadAndPasses => {}
                Fate::Read => continue,
                Fate::Meant(key) => {
                    let read = read.iter().flatten().find(|read| read.key == key);
                    let value = entry.node.written();
                    // What says the same twice loses nothing.
                    if value.is_none() || read.is_none_or(|read| read.node.written() != value) {
                        self.note(entry.key_span.clone(), || miswritten(key, read.is_some(), entry));
                    }
                    continue;
                }
                Fate::Outside(id, year) => {
                    if let Some(fact) = objects.catalogue().facts.get(id.0) {
                        let fits = objects.keys().named(&entry.key).is_some();
                        self.note(entry.key_span.clone(), || outside(fact, year, fits, entry));
                    }
                    continue;
                }
            }
            let text = match entry.node.written() {
                Some(text) => text.into_owned(),
                None if matches!(entry.node.data, Data::Null) => String::new(),
                None => self.text.get(entry.node.span.clone()).unwrap_or_default().to_owned(),
            };
            match objects.place(&entry.key) {
                // Of a key that stands there twice the last counts.
                Some(at) => drop(others.insert(at, text)),
                None => self.note(entry.key_span.clone(), || left_out(entry)),
            }
        }
        others.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}
