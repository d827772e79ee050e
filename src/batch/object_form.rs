//! Which keys objects in JSON have: those of a profile as in a file, or headings as a table has them.

use super::headings::{Headings, Role};
use crate::catalogue::Catalogue;
use crate::heading::Own;
use crate::json::from_json;
use crate::profile_file::Keys;
use crate::tree::{Data, Entry, Node};
use std::collections::HashMap;

/// The keys of an object that is a profile.
pub(super) const PROFILE: [&str; 4] = ["name", "id", "declined", "facts"];

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
                let (passes, known) = objects.standing(is_profile, entry);
                objects.known |= known;
                if passes && objects.place(&entry.key).is_none() {
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

    /// Whether a key passes through, and whether it is one of ours, in a profile as in a file or in a flat
    /// object.
    pub(super) fn standing(&self, is_profile: bool, entry: &Entry<'_>) -> (bool, bool) {
        if is_profile {
            let known = PROFILE.contains(&entry.key.as_ref());
            return (!known, known);
        }
        match self.headings.role(&entry.key) {
            _ if entry.key == "declined" => (false, true),
            Role::Own(own) => (self.passes_beside(own), true),
            Role::Other => (true, false),
            Role::Fact { .. } => (false, true),
        }
    }
}

/// Whether an object is a profile as in a file, be its facts well formed or not.
pub(super) fn is_profile(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.key == "facts")
}
