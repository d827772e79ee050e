//! What says how a partial profile comes out.

use huiqi::amount::Range;
use huiqi::assess::{RuledOutBy, Verdict, find, outcome, verdict};
use huiqi::catalogue::Catalogue;
use huiqi::fact::Fact;
use huiqi::knowledge::Knowledge;
use huiqi::measure::Measure;
use huiqi::profile::Profile;

/// What is said of one measure and one applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub verdict: Verdict,
    pub ruled_out_by: Option<RuledOutBy>,
    /// One for each support; empty where the measure does not apply.
    pub ranges: Vec<Option<Range>>,
}

/// Someone of whom some facts are known.
#[derive(Clone)]
pub struct Applicant<'c> {
    pub catalogue: &'c Catalogue,
    pub profile: Profile,
    pub knowledge: Knowledge<'c>,
}

impl<'c> Applicant<'c> {
    pub fn unknown(catalogue: &'c Catalogue) -> Self {
        let profile = Profile::default();
        let knowledge = Knowledge::of(&catalogue.facts, &profile);
        Self { catalogue, profile, knowledge }
    }

    /// Changes what is known of one fact.
    pub fn learn(&mut self, fact: &Fact, change: impl FnOnce(&mut Profile)) {
        change(&mut self.profile);
        self.knowledge.learn(fact, &self.profile);
    }
}

/// Something that says it.
pub type Engine = fn(&Measure, &Applicant<'_>) -> Said;

/// The engine of this crate, without what explains a verdict.
pub fn huiqi(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let Applicant { catalogue, knowledge, .. } = applicant;
    let (verdict, ruled_out_by) = verdict(catalogue, measure, knowledge);
    let (_, ranges) = outcome(catalogue, measure, knowledge);
    Said { verdict, ruled_out_by, ranges }
}

/// The engine of this crate, as it assesses an applicant.
pub fn whole_huiqi(measure: &Measure, applicant: &Applicant<'_>) -> Said {
    let Applicant { catalogue, profile, knowledge } = applicant;
    let finding = find(catalogue, measure, profile, knowledge);
    let ranges = finding.supports.into_iter().map(|(_, range)| range).collect();
    Said { verdict: finding.verdict, ruled_out_by: finding.ruled_out_by, ranges }
}
