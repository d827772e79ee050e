//! Blank forms for what is to be known of clients: which columns there are, and for whom.

mod csv;
mod kinds;
mod toml;
mod words;
mod xlsx;

pub use csv::csv;
pub use kinds::Kinds;
pub use toml::toml;
pub use xlsx::xlsx;

use crate::assess::applies;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind};
use crate::heading::{self, Own};
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::truth::Truth;

/// A blank form.
#[derive(Clone, Debug)]
pub struct Form<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    kinds: Kinds,
    facts: Vec<FactId>,
}

/// One column of a form.
#[derive(Clone, Copy, Debug)]
pub enum Column<'c> {
    /// Who the client is.
    Own(Own),
    /// A fact.
    Fact {
        /// Its position in the catalogue.
        id: FactId,
        /// The fact.
        fact: &'c Fact,
        /// The year, counted from 1, of a yearly amount.
        year: Option<usize>,
    },
}

impl<'c> Form<'c> {
    /// The form for applicants of these kinds: it asks for every fact that may apply to one that is
    /// of all of them, and of no other kind of the same sort.
    pub fn new(catalogue: &'c Catalogue, kinds: Kinds, language: Language) -> Self {
        let profiles = kinds.profiles(catalogue);
        let known: Vec<Knowledge<'_>> =
            profiles.iter().map(|profile| Knowledge::of(&catalogue.facts, profile)).collect();
        let may_apply = |id: &FactId| known.iter().any(|knowledge| applies(catalogue, *id, knowledge) != Truth::Fails);
        let facts = (0..catalogue.facts.len()).map(FactId).filter(may_apply).collect();
        Self { catalogue, language, kinds, facts }
    }

    /// The facts that it asks for, in the catalogue's order.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, &'c Fact)> {
        self.facts.iter().filter_map(|id| Some((*id, self.catalogue.facts.get(id.0)?)))
    }

    /// The columns of its table: who the client is, then one for each fact, or for each of its years.
    pub fn columns(&self) -> Vec<Column<'c>> {
        let own = Own::ALL.into_iter().map(Column::Own);
        let of_fact = |(id, fact): (FactId, &'c Fact)| {
            let years: Vec<Option<usize>> = match fact.kind {
                Kind::YearlyMoney { years } => (1..=years).map(Some).collect(),
                _ => vec![None],
            };
            years.into_iter().map(move |year| Column::Fact { id, fact, year })
        };
        own.chain(self.facts().flat_map(of_fact)).collect()
    }

    /// The heading of a column.
    pub fn heading(&self, column: Column<'_>) -> String {
        match column {
            Column::Own(own) => own.label(self.language).to_owned(),
            Column::Fact { fact, year, .. } => heading::written(fact, year, self.language),
        }
    }
}
