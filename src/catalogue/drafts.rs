//! Documents of which some sentence is still undecided: what may be missing in them.

use super::fields::{Faults, Fields};
use super::source::Role;
use crate::language::Text;
use crate::measure::{Draft, Undecided};
use crate::tree::{Data, Node};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The key under which a file says what is still to be decided on.
const UNDECIDED: &str = "undecided";

/// The files of the documents that are drafts, each with the number of texts found missing in it.
pub(super) fn files(trees: &[(usize, Role, Node<'_>)]) -> HashMap<usize, usize> {
    let is_open = |node: &Node<'_>| match &node.data {
        Data::Table(entries) => entries.iter().any(|entry| entry.key == UNDECIDED),
        _ => false,
    };
    let drafts: BTreeSet<&String> =
        trees.iter().filter(|(_, _, node)| is_open(node)).filter_map(|(_, role, _)| role.folder()).collect();
    let of_draft = |role: &Role| role.folder().is_some_and(|folder| drafts.contains(folder));
    trees.iter().filter(|(_, role, _)| of_draft(role)).map(|(file, ..)| (*file, 0)).collect()
}

/// What a file leaves undecided, each with the place of its quote.
pub(super) fn undecided(
    fields: &mut Fields<'_, '_>,
    policy: usize,
    clause: Option<usize>,
    faults: &mut Faults<'_>,
) -> Vec<(Undecided, Range<usize>)> {
    let mut found = Vec::new();
    for mut fields in fields.tables(UNDECIDED, faults) {
        let node = fields.need("quote", faults);
        fields.finish(faults);
        let quote = node.and_then(|node| Some((faults.text(node)?, node.span.clone())));
        found.extend(quote.map(|(quote, place)| (Undecided { policy, clause, quote: quote.into() }, place)));
    }
    found
}

/// What policy.toml says of a document, some of which may be missing in a draft.
pub(super) struct Particulars {
    draft: Option<Draft>,
}

impl Particulars {
    pub(super) fn new(faults: &Faults<'_>) -> Self {
        Self { draft: faults.missing.is_some().then(Draft::default) }
    }

    /// The value under a key; where it is not there, a fault or, in a draft, something open.
    pub(super) fn need<T>(
        &mut self,
        key: &'static str,
        fields: &mut Fields<'_, '_>,
        faults: &mut Faults<'_>,
        read: impl FnOnce(&Node<'_>, &mut Faults<'_>) -> Option<T>,
    ) -> Option<T> {
        let node = match &mut self.draft {
            Some(draft) => {
                let node = fields.take(key);
                if node.is_none() {
                    draft.particulars.push(key);
                }
                node
            }
            None => fields.need(key, faults),
        };
        node.and_then(|node| read(node, faults))
    }

    /// Title, number and issuer; in a draft in words that say what is open.
    pub(super) fn names(
        &self,
        title: Option<Text>,
        number: Option<String>,
        issuer: Option<Text>,
    ) -> Option<(Text, String, Text)> {
        let draft = self.draft.is_some();
        let open = |zh: &'static str, en: &'static str| draft.then(|| Text::new(zh, en));
        Some((
            title.or_else(|| open("标题待定", "title open"))?,
            number.or_else(|| draft.then(|| "文号待定".to_owned()))?,
            issuer.or_else(|| open("发文机关待定", "issuer open"))?,
        ))
    }

    /// A day that only a draft may leave open.
    pub(super) fn day(&self, day: Option<Date>) -> Option<Option<Date>> {
        (day.is_some() || self.draft.is_some()).then_some(day)
    }

    /// What is open so far, where the document is a draft.
    pub(super) fn open(self) -> Option<Draft> {
        self.draft
    }
}
