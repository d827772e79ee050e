//! The engine as the benchmark of evaluation calls it: everything in process that it needs to know.

use huiqi::assess;
use huiqi::catalogue::Catalogue;
use huiqi::knowledge::Knowledge;
use huiqi::profile::Profile;
use std::hint::black_box;

/// Applicants in the form that the engine evaluates.
pub type Prepared<'c> = Vec<Knowledge<'c>>;

/// Profiles as the engine evaluates them: values, never results of comparisons.
pub fn prepare<'c>(catalogue: &'c Catalogue, profiles: &[Profile]) -> Prepared<'c> {
    profiles.iter().map(|profile| Knowledge::of(&catalogue.facts, profile)).collect()
}

/// Adds applicants to those prepared.
pub fn add<'c>(catalogue: &'c Catalogue, prepared: &mut Prepared<'c>, profiles: &[Profile]) {
    prepared.append(&mut prepare(catalogue, profiles));
}

/// The verdict and what rules it out, and the ranges, of every applicant and measure.
pub fn judge(catalogue: &Catalogue, prepared: &Prepared<'_>) {
    for knowledge in prepared {
        for measure in &catalogue.measures {
            black_box(assess::outcome(catalogue, measure, knowledge));
        }
    }
}
