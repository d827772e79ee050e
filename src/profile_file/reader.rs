//! A profile read from its tree: each fact under any of its names, each fault at its place.

use super::faults::{self, Words};
use super::keys::{Keys, plain};
use super::listed::Listed;
use super::words::words;
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind, Unusable, Value};
use crate::figure;
use crate::harmless::on_one_line;
use crate::problem::{Code, Place, Problem};
use crate::profile::{Profile, State};
use crate::tree::{Data, Entry, Node};
use std::collections::HashSet;
use std::ops::Range;

/// For how many unknown names of a file the nearest one is looked for; a file with more is no profile.
const MOST_LOOKED_FOR: usize = 100;

/// Takes what is written of a fact, or of one of its years, into a profile; 不清楚 declines it.
///
/// # Errors
/// Why it is no value of this fact, which stays as it was.
pub(crate) fn take(profile: &mut Profile, fact: &Fact, year: Option<usize>, written: &str) -> Result<(), Unusable> {
    if year.is_none() && figure::says_unknown(written) && fact.choices.named(written).is_none() {
        profile.decline(fact);
        return Ok(());
    }
    match (fact.read(written)?, year) {
        (Value::Years(amounts), Some(year)) => {
            profile.give_year(fact, year, amounts.first().copied().flatten());
        }
        (value, _) => profile.give(fact, &value),
    }
    Ok(())
}

fn slot_of_year(fact: &Fact, year: usize) -> usize {
    fact.slots.start.saturating_add(year).saturating_sub(1)
}

/// What a profile says, with the faults in it.
pub(super) struct ProfileReader<'k, 'c> {
    catalogue: &'c Catalogue,
    keys: &'k Keys<'c>,
    /// The text in which the places lie.
    text: &'k str,
    file: usize,
    pub(super) problems: Listed,
    /// The fact that is being read.
    about: Option<String>,
    /// For how many unknown names more the nearest one is looked for.
    looked_for: usize,
}

impl<'k, 'c> ProfileReader<'k, 'c> {
    pub(super) fn new(keys: &'k Keys<'c>, text: &'k str, file: usize) -> Self {
        let (catalogue, problems) = (keys.catalogue, Listed::default());
        Self { catalogue, keys, text, file, problems, about: None, looked_for: MOST_LOOKED_FOR }
    }

    /// Takes note of what is wrong at a place.
    fn note(&mut self, code: Code, span: &Range<usize>, words: impl FnOnce() -> Words) {
        let place = Place { file: self.file, span: span.clone() };
        let fact = &self.about;
        self.problems.note(Some(place), |place| {
            let (what, mend) = words();
            Problem { code, place, what, mend: Some(mend), fact: fact.clone(), also: None }
        });
    }

    /// That a value is of another type than is needed.
    fn wrong_type(&mut self, node: &Node<'_>, words: impl FnOnce(&str) -> Words) {
        let (written, form) = (node.written(), if matches!(node.data, Data::List(_)) { "[…]" } else { "{…}" });
        let text = self.text.get(node.span.clone()).filter(|text| !text.is_empty());
        self.note(Code::WrongType, &node.span, || {
            words(&on_one_line(&beginning(text.or(written.as_deref()).unwrap_or(form))))
        });
    }

    pub(super) fn profile(&mut self, node: &Node<'_>) -> Profile {
        let mut profile = Profile::default();
        let Data::Table(entries) = &node.data else {
            self.wrong_type(node, faults::no_profile);
            return profile;
        };
        let mut taken = HashSet::new();
        for entry in entries {
            if !taken.insert(&entry.key) {
                self.note(Code::Duplicate, &entry.key_span, || faults::key_twice(&entry.key));
                continue;
            }
            match entry.key.as_ref() {
                "name" => profile.name = self.own("name", &entry.node),
                "id" => profile.id = self.own("id", &entry.node),
                "declined" => {}
                "facts" => match &entry.node.data {
                    Data::Table(facts) => facts.iter().for_each(|entry| self.fact(&mut profile, entry)),
                    _ => self.wrong_type(&entry.node, faults::no_facts),
                },
                key => self.unknown_top_key(key, entry),
            }
        }
        if let Some(entry) = entries.iter().find(|entry| entry.key == "declined") {
            self.declined(&mut profile, &entry.node);
        }
        profile
    }

    /// A name or mark.
    fn own(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        let written = node.written().map(std::borrow::Cow::into_owned);
        if written.is_none() && !matches!(node.data, Data::Null) {
            self.wrong_type(node, |written| faults::no_text(key, written));
        }
        written.filter(|text| !text.trim().is_empty())
    }

    fn unknown_top_key(&mut self, key: &str, entry: &Entry<'_>) {
        let is_fact = self.keys.fact(&plain(key)).is_some();
        self.note(Code::UnknownKey, &entry.key_span, || faults::unknown_key(key, is_fact));
    }

    fn declined(&mut self, profile: &mut Profile, node: &Node<'_>) {
        let Data::List(items) = &node.data else {
            self.wrong_type(node, faults::no_list);
            return;
        };
        for item in items {
            let Some(key) = item.written() else {
                self.wrong_type(item, faults::no_name);
                continue;
            };
            let Some((id, year)) = self.find(&key, &item.span) else { continue };
            let Some(fact) = self.catalogue.facts.get(id.0) else { continue };
            let given = |slot: usize| matches!(profile.state(slot), State::Given(_));
            let taken = match year {
                Some(year) => given(slot_of_year(fact, year)),
                None => profile.value(fact).is_some(),
            };
            if taken {
                self.about = Some(fact.id.clone());
                self.note(Code::GivenAndDeclined, &item.span, || faults::given_and_declined(&key));
                self.about = None;
            }
            match year {
                Some(year) => profile.give_year(fact, year, None),
                None => profile.decline(fact),
            }
        }
    }

    /// The fact under a name, with the year where the name ends in `/1`.
    fn find(&mut self, key: &str, span: &Range<usize>) -> Option<(FactId, Option<usize>)> {
        if let Some(found) = self.keys.named(key) {
            return Some(found);
        }
        let folded = plain(key);
        if let Some((name, year)) = folded.rsplit_once('/')
            && let Some(fact) = self.keys.fact(name).and_then(|id| self.catalogue.facts.get(id.0))
        {
            self.note(Code::UnknownFact, span, || faults::no_such_year(fact, year));
            return None;
        }
        let near = self.looked_for.checked_sub(1).and_then(|left| {
            self.looked_for = left;
            self.keys.nearest(key)
        });
        self.note(Code::UnknownFact, span, || faults::unknown_fact(key, near));
        None
    }

    pub(super) fn fact(&mut self, profile: &mut Profile, entry: &Entry<'_>) {
        let Some((id, year)) = self.find(&entry.key, &entry.key_span) else { return };
        let Some(fact) = self.catalogue.facts.get(id.0) else { return };
        self.about = Some(fact.id.clone());
        self.value(profile, fact, year, entry);
        self.about = None;
    }

    fn value(&mut self, profile: &mut Profile, fact: &Fact, year: Option<usize>, entry: &Entry<'_>) {
        let taken = match year {
            Some(year) => profile.state(slot_of_year(fact, year)) != State::NotAsked,
            None => !profile.is_not_asked(fact),
        };
        if taken {
            self.note(Code::Duplicate, &entry.key_span, || faults::fact_twice(&entry.key));
            match year {
                Some(year) => profile.give_year(fact, year, None),
                None => profile.decline(fact),
            }
            return;
        }
        match &entry.node.data {
            Data::Null => {}
            Data::Table(_) => self.wrong_type(&entry.node, |written| faults::no_value(fact, written)),
            Data::List(_) if year.is_some() => {
                self.wrong_type(&entry.node, |written| faults::not_one_year(fact, written));
            }
            Data::List(items) => self.list(profile, fact, items, &entry.node),
            Data::Text(text) if text.trim().is_empty() => {}
            Data::Text(_) | Data::Bare(_) | Data::Boolean(_) => {
                let Some(written) = entry.node.written() else { return };
                if let Err(why) = take(profile, fact, year, &written) {
                    self.unusable(fact, &written, &entry.node.span, &why);
                }
            }
        }
    }

    fn list(&mut self, profile: &mut Profile, fact: &Fact, items: &[Node<'_>], whole: &Node<'_>) {
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            match item.written() {
                Some(text) => written.push(text),
                // In a list of years, null is a year that nobody asked for.
                None if matches!((&item.data, fact.kind), (Data::Null, Kind::YearlyMoney { .. })) => {
                    written.push("?".into());
                }
                None => return self.wrong_type(item, |written| faults::no_value(fact, written)),
            }
        }
        let texts: Vec<&str> = written.iter().map(AsRef::as_ref).collect();
        match fact.read_list(&texts) {
            Ok(value) => {
                profile.give(fact, &value);
                let unasked = items.iter().enumerate().filter(|(_, item)| matches!(item.data, Data::Null));
                unasked.for_each(|(at, _)| profile.forget_year(fact, at.saturating_add(1)));
            }
            Err((at, why)) => {
                let node = items.get(at).unwrap_or(whole);
                let all = texts.join(", ");
                let text = texts.get(at).copied().unwrap_or(&all);
                self.unusable(fact, text, &node.span, &why);
            }
        }
    }

    fn unusable(&mut self, fact: &Fact, written: &str, span: &Range<usize>, why: &Unusable) {
        let code = if *why == Unusable::NotAChoice { Code::UnknownChoice } else { Code::BadValue };
        self.note(code, span, || words(fact, written, why));
    }
}
