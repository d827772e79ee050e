//! Which keys objects in JSON have: those of a profile as in a file, or headings as a table has them.

use super::headings::{Headings, Role};
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::heading::Own;
use crate::json::from_json;
use crate::profile_file::{Keys, plain};
use crate::tree::{Data, Entry, Node};
use std::collections::HashMap;

/// The keys of an object that is a profile.
const PROFILE: [&str; 4] = ["name", "id", "declined", "facts"];

/// How long a key may be that is compared with these, in bytes; in wide letters they have 24.
const LONGEST_KEY: usize = 32;

/// What comes of a key of an object, and of what stands under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is read.
    Read,
    /// It is read, and passes through too.
    ReadAndPasses,
    /// It passes through.
    Passes,
    /// It names a fact, or one of its years, and stands beside `facts`, where none is read.
    Outside(FactId, Option<usize>),
    /// It means this key of a profile and is not written like it.
    Meant(&'static str),
}

impl Fate {
    pub(super) fn passes(self) -> bool {
        matches!(self, Self::Passes | Self::ReadAndPasses)
    }
}

/// What reads objects.
#[derive(Debug)]
pub struct Objects<'c> {
    catalogue: &'c Catalogue,
    keys: Keys<'c>,
    headings: Headings<'c>,
    /// The keys that pass through.
    others: Vec<String>,
    /// Where each of them stands among these.
    places: HashMap<String, usize>,
    /// Whether the first objects hold any key of ours.
    known: bool,
    /// Whether they hold the keeper's own mark for a client, beside which a credit code passes through.
    marked: bool,
}

impl<'c> Objects<'c> {
    /// What reads objects of which these are the first; what keys of theirs are none of ours passes
    /// through.
    pub fn new<'t>(catalogue: &'c Catalogue, headings: Headings<'c>, first: impl Iterator<Item = &'t str>) -> Self {
        let (others, places) = (Vec::new(), HashMap::new());
        let keys = Keys::new(catalogue);
        let mut objects = Self { catalogue, keys, headings, others, places, known: false, marked: false };
        let first: Vec<Node<'_>> = first.filter_map(|text| from_json(text, 0).ok()).collect();
        let tables = || first.iter().filter_map(|node| if let Data::Table(it) = &node.data { Some(it) } else { None });
        let is_mark = |entry: &Entry<'_>| objects.headings.role(&entry.key) == Role::Own(Own::Id);
        objects.marked = tables().any(|entries| !is_profile(entries) && entries.iter().any(is_mark));
        for entries in tables() {
            let is_profile = is_profile(entries);
            objects.known |= is_profile;
            for entry in entries {
                let fate = objects.fate(is_profile, &entry.key);
                objects.known |= fate != Fate::Passes;
                if fate.passes() && objects.place(&entry.key).is_none() {
                    let key = entry.key.clone().into_owned();
                    objects.places.insert(key.clone(), objects.others.len());
                    objects.others.push(key);
                }
            }
        }
        objects
    }

    /// Whether the first objects hold keys, and none of ours.
    pub fn are_foreign(&self) -> bool {
        !self.known && !self.others.is_empty()
    }

    /// The catalogue whose facts the keys name.
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// The keys that pass through.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// Where a key stands among those that pass through.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// What keys of profiles mean.
    pub(super) fn keys(&self) -> &Keys<'c> {
        &self.keys
    }

    /// What keys of flat objects mean.
    pub(super) fn headings(&self) -> &Headings<'c> {
        &self.headings
    }

    /// Whether a name or mark of a flat object passes through beside what the client goes by.
    pub(super) fn passes_beside(&self, own: Own) -> bool {
        self.marked && own == Own::CreditCode
    }

    /// What comes of a key, in a profile as in a file or in a flat object. What is ours never passes through
    /// unread without a word.
    pub(super) fn fate(&self, is_profile: bool, key: &str) -> Fate {
        match (meant(key), is_profile) {
            (Some(plain), _) if plain == key && (is_profile || plain == "declined") => return Fate::Read,
            (Some(plain), true) | (Some(plain @ "declined"), false) => return Fate::Meant(plain),
            _ => {}
        }
        match (self.headings.role(key), is_profile) {
            (Role::Other, _) | (Role::Own(Own::CreditCode), true) => Fate::Passes,
            (Role::Own(own), false) if self.passes_beside(own) => Fate::ReadAndPasses,
            (Role::Own(_) | Role::Fact { .. }, false) => Fate::Read,
            (Role::Own(own), true) => Fate::Meant(own.id()),
            (Role::Fact { fact, year, .. }, true) => Fate::Outside(fact, year),
        }
    }
}

/// The key of a profile that is meant by one, in whatever letters it is written.
pub(super) fn meant(key: &str) -> Option<&'static str> {
    let known = |key: &str| PROFILE.into_iter().find(|known| *known == key);
    known(key).or_else(|| (key.len() <= LONGEST_KEY).then(|| known(plain(key).trim())).flatten())
}

/// The lines of an object under the keys of a profile, as they are written in one.
pub(super) fn read_keys<'n, 't>(entries: &'n [Entry<'t>]) -> [Option<&'n Entry<'t>>; 4] {
    PROFILE.map(|key| entries.iter().find(|entry| entry.key == key))
}

/// Whether an object is a profile as in a file, be its facts well formed or not.
pub(super) fn is_profile(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| meant(&entry.key) == Some("facts"))
}
