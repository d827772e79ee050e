//! Under which names the facts of a catalogue are known.

use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind};
use crate::figure;
use crate::nearest::Names;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::sync::OnceLock;

/// Under which names each fact of a catalogue is known: its id, labels and aliases.
#[derive(Debug)]
pub struct Keys<'c> {
    pub(crate) catalogue: &'c Catalogue,
    /// By id, which is never taken for the label of another fact.
    ids: FxHashMap<&'c str, FactId>,
    /// By any name, folded; made when first needed, as most files name ids.
    names: OnceLock<FxHashMap<String, FactId>>,
    /// What may be meant by other names; made when first needed too.
    near: OnceLock<Names>,
}

/// A name of a fact, however it is written.
pub(crate) fn plain(key: &str) -> String {
    let folded = figure::fold(key);
    // Han letters have no case.
    let caseless = |letter: char| letter.is_ascii() || ('\u{2e80}'..='\u{9fff}').contains(&letter);
    let lower = if folded.chars().all(caseless) { folded.to_ascii_lowercase() } else { folded.to_lowercase() };
    if lower.contains('_') { lower.replace('_', "-") } else { lower }
}

impl<'c> Keys<'c> {
    /// The names of a catalogue's facts.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let ids = catalogue.facts.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), FactId(at)));
        Self { catalogue, ids: ids.collect(), names: OnceLock::new(), near: OnceLock::new() }
    }

    /// The name of a fact that is nearest to one that is none.
    pub(super) fn nearest(&self, written: &str) -> Option<&'c str> {
        let names = || self.catalogue.facts.iter().flat_map(names_of);
        let at = self.near.get_or_init(|| Names::new(names())).nearest(written)?;
        names().nth(at)
    }

    /// The fact under a folded name.
    pub(super) fn fact(&self, folded: &str) -> Option<FactId> {
        let by_name = || {
            let several = self.catalogue.facts.len().saturating_mul(8);
            let mut names = FxHashMap::with_capacity_and_hasher(several, FxBuildHasher);
            for (at, fact) in self.catalogue.facts.iter().enumerate() {
                for name in names_of(fact) {
                    names.entry(plain(name)).or_insert(FactId(at));
                }
            }
            names
        };
        self.ids.get(folded).or_else(|| self.names.get_or_init(by_name).get(folded)).copied()
    }

    /// The fact that goes by this name, with the year where the name ends in `/1`.
    pub(crate) fn named(&self, key: &str) -> Option<(FactId, Option<usize>)> {
        let folded = plain(key);
        let by_id = |name: &str| self.ids.get(name).copied();
        // No name has to be looked for where ids are written, as they mostly are.
        let known = by_id(&folded).map(|id| (id, None)).or_else(|| self.year(&folded, by_id));
        known.or_else(|| self.fact(&folded).map(|id| (id, None))).or_else(|| self.year(&folded, |name| self.fact(name)))
    }

    /// The fact and the year under a name that ends in `/1`.
    fn year(&self, folded: &str, fact: impl FnOnce(&str) -> Option<FactId>) -> Option<(FactId, Option<usize>)> {
        let (name, year) = folded.rsplit_once('/')?;
        let (id, year) = (fact(name)?, year.parse::<usize>().ok()?);
        let Kind::YearlyMoney { years } = self.catalogue.facts.get(id.0)?.kind else { return None };
        (1..=years).contains(&year).then_some((id, Some(year)))
    }
}

/// The names of one fact: its id, its labels, its aliases.
pub(super) fn names_of(fact: &Fact) -> impl Iterator<Item = &str> {
    let own = [fact.id.as_str(), fact.label.zh.as_ref(), fact.label.en.as_ref()];
    own.into_iter().chain(fact.aliases.iter().map(String::as_str))
}
