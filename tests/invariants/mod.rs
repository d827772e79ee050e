//! The invariants, as checks of any engine; so that broken ones can be seen to fail them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

pub mod asked;
pub mod checks;
pub mod exact;
pub mod run;
pub mod saved;
pub mod unmet;
#[path = "../wanted/mod.rs"]
pub mod wanted;

use super::random::profiles::Known;
use huiqi::amount::Range;
use huiqi::assess::{Finding, RuledOutBy, Total, Verdict};
use huiqi::catalogue::Catalogue;
use huiqi::fact::FactId;
use huiqi::knowledge::Knowledge;
use huiqi::profile::Profile;
use huiqi::what_it_takes::Unmet;

/// What an engine says of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub verdict: Verdict,
    pub ruled_out_by: Option<RuledOutBy>,
    pub supports: Vec<Option<Range>>,
    pub missing: Vec<FactId>,
    pub rests_on: Vec<FactId>,
    pub unmet: Option<Unmet>,
    pub in_the_way: Vec<FactId>,
}

/// What an engine says of one applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub found: Vec<Found>,
    pub totals: Vec<Total>,
}

/// Something that assesses applicants.
pub trait Engine {
    fn assess(&self, catalogue: &Catalogue, known: &Known) -> Report;

    /// The same for one measure.
    fn find(&self, catalogue: &Catalogue, known: &Known, measure: usize) -> Found;
}

/// The engine of this crate.
pub struct Huiqi;

impl Engine for Huiqi {
    fn assess(&self, catalogue: &Catalogue, known: &Known) -> Report {
        Report::of(catalogue, &known.profile(catalogue))
    }

    fn find(&self, catalogue: &Catalogue, known: &Known, measure: usize) -> Found {
        let profile = known.profile(catalogue);
        let knowledge = Knowledge::of(&catalogue.facts, &profile);
        Found::of(huiqi::assess::find(catalogue, &catalogue.measures[measure], &profile, &knowledge))
    }
}

impl Report {
    pub fn of(catalogue: &Catalogue, profile: &Profile) -> Self {
        let assessment = huiqi::assess::assess(catalogue, profile);
        let found = assessment.findings.into_iter().map(Found::of).collect();
        Self { found, totals: assessment.totals }
    }
}

impl Found {
    fn of(finding: Finding<'_>) -> Self {
        Self {
            verdict: finding.verdict,
            ruled_out_by: finding.ruled_out_by,
            supports: finding.supports.into_iter().map(|(_, range)| range).collect(),
            missing: finding.missing,
            rests_on: finding.rests_on,
            unmet: finding.unmet,
            in_the_way: finding.in_the_way,
        }
    }
}
