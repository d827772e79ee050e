//! Which questions still matter as an interview goes on, by `huiqi::assess`, which looks again
//! only at measures that an answer can decide.

use super::ground::Ground;
use huiqi::assess::{Verdict, missing, outcome};
use huiqi::fact::{FactId, Value};
use huiqi::knowledge::Knowledge;
use huiqi::profile::Profile;
use huiqi::truth::Truth;

/// What is known so far, and what can still be changed by which facts.
#[derive(Clone)]
pub struct Standing<'g> {
    pub ground: &'g Ground<'g>,
    pub profile: Profile,
    knowledge: Knowledge<'g>,
    /// For each measure its verdict and the facts that can still change something.
    pub measures: Vec<(Verdict, Vec<FactId>)>,
}

impl<'g> Standing<'g> {
    /// Where nothing is known.
    pub fn new(ground: &'g Ground<'g>) -> Self {
        let profile = Profile::default();
        let knowledge = Knowledge::nothing(&ground.catalogue.facts);
        let mut standing =
            Self { ground, profile, knowledge, measures: vec![(Verdict::Undetermined, Vec::new()); ground.used.len()] };
        (0..ground.used.len()).for_each(|measure| standing.look_at(measure));
        standing
    }

    /// What is known of each slot.
    pub fn knowledge(&self) -> &Knowledge<'g> {
        &self.knowledge
    }

    fn look_at(&mut self, at: usize) {
        let measure = &self.ground.catalogue.measures[at];
        let (verdict, _) = outcome(self.ground.catalogue, measure, &self.knowledge);
        self.measures[at] = (verdict, missing(self.ground.catalogue, measure, verdict, &self.knowledge));
    }

    /// Takes note of an answer; `None` is 不清楚.
    pub fn answer(&mut self, fact: FactId, value: Option<&Value>) {
        let asked = &self.ground.catalogue.facts[fact.0];
        match value {
            None => self.profile.decline(asked),
            Some(value) => {
                self.profile.give(asked, value);
                self.knowledge = Knowledge::of(&self.ground.catalogue.facts, &self.profile);
                for measure in &self.ground.users[fact.0] {
                    // What nothing can change any more stays as it is.
                    if !self.measures[*measure].1.is_empty() {
                        self.look_at(*measure);
                    }
                }
            }
        }
    }

    /// Whether the answer to a fact can still change a verdict or a support, and the fact applies.
    pub fn matters(&self, fact: FactId) -> bool {
        self.ground.users[fact.0].iter().any(|measure| self.measures[*measure].1.contains(&fact))
            && self.ground.gates[fact.0].truth(&self.knowledge) == Truth::Holds
    }

    /// The facts that can be asked and still matter, in the catalogue's order.
    pub fn open(&self) -> Vec<FactId> {
        let facts = &self.ground.catalogue.facts;
        let ids = (0..facts.len()).map(FactId);
        ids.filter(|id| self.matters(*id) && !self.profile.is_declined(&facts[id.0])).collect()
    }

    /// The measures on which a fact can still decide.
    pub fn at_stake(&self, fact: FactId) -> Vec<usize> {
        let users = self.ground.users[fact.0].iter().copied();
        users.filter(|measure| self.measures[*measure].1.contains(&fact)).collect()
    }
}
