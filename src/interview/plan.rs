//! Which question comes next.

use crate::assess::assess;
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::profile::Profile;

/// What decides which question comes next.
#[derive(Debug)]
pub struct Plan<'c> {
    catalogue: &'c Catalogue,
}

impl<'c> Plan<'c> {
    /// A plan for all measures of a catalogue.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue }
    }

    /// The next question worth asking, where `topic` is the one of the question before.
    pub fn next(&mut self, profile: &Profile, topic: Option<usize>) -> Option<FactId> {
        let next = assess(self.catalogue, profile).next_facts;
        let of_topic = |id: &&FactId| self.catalogue.facts.get(id.0).map(|fact| fact.topic) == topic;
        next.iter().find(of_topic).or_else(|| next.first()).copied()
    }
}
