//! Random applicants of every kind, drawn by `weights.toml`, and some written out in full.

pub mod draw;
pub mod weights;

use huiqi::assess::applies;
use huiqi::catalogue::Catalogue;
use huiqi::fact::{FactId, Kind, Value};
use huiqi::knowledge::Knowledge;
use huiqi::profile::Profile;
use huiqi::profile_file::{Format, read};
use huiqi::truth::Truth;

/// The weights of the shipped catalogue.
pub const WEIGHTS: &str = include_str!("weights.toml");

/// Everything there is to know of one applicant: a value for exactly the facts that apply.
#[derive(Clone, Debug)]
pub struct Applicant {
    pub values: Vec<Option<Value>>,
}

impl Applicant {
    /// All that there is to know, as a profile.
    pub fn profile(&self, catalogue: &Catalogue) -> Profile {
        let mut profile = Profile::default();
        for (fact, value) in catalogue.facts.iter().zip(&self.values) {
            if let Some(value) = value {
                profile.give(fact, value);
            }
        }
        profile
    }

    /// The facts that apply.
    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        self.values.iter().enumerate().filter(|(_, value)| value.is_some()).map(|(at, _)| FactId(at))
    }

    /// The choices that an applicant made of a fact; none where it does not apply.
    pub fn chosen(&self, fact: FactId) -> &[usize] {
        match &self.values[fact.0] {
            Some(Value::Choices(chosen)) => chosen,
            Some(Value::Choice(at)) => std::slice::from_ref(at),
            _ => &[],
        }
    }

    /// Whether a value is there for exactly the facts that apply, each within its bounds.
    pub fn is_consistent(&self, catalogue: &Catalogue) -> bool {
        let profile = self.profile(catalogue);
        let knowledge = Knowledge::of(&catalogue.facts, &profile);
        catalogue.facts.iter().zip(&self.values).enumerate().all(|(at, (fact, value))| {
            let due = if value.is_some() { Truth::Holds } else { Truth::Fails };
            let within = fact.given_slots().all(|slot| match profile.state(slot) {
                huiqi::profile::State::Given(it) => {
                    it.is_point() && fact.domain.low <= it.low && it.low <= fact.domain.high
                }
                _ => value.is_none(),
            });
            within && applies(catalogue, FactId(at), &knowledge) == due
        })
    }

    /// An applicant written out in full in this folder.
    pub fn written(catalogue: &Catalogue, name: &str, text: &str) -> Self {
        let (profile, problems) = read(catalogue, text, Format::Toml, 0).unwrap();
        assert!(problems.is_empty(), "{name}: {problems:?}");
        let applicant = Self { values: catalogue.facts.iter().map(|fact| profile.value(fact)).collect() };
        assert!(applicant.is_consistent(catalogue), "{name} has not a value for exactly the facts that apply");
        applicant
    }

    /// In how many steps the applicant answers a question: choices in groups take one for the
    /// groups and one for each group from which the applicant has something.
    pub fn prompts(&self, catalogue: &Catalogue, fact: FactId) -> usize {
        let asked = &catalogue.facts[fact.0];
        if asked.groups.is_empty() || !matches!(asked.kind, Kind::Choice | Kind::Choices) {
            return 1;
        }
        let mut groups: Vec<_> = self.chosen(fact).iter().map(|at| asked.choices[*at].group).collect();
        groups.sort_unstable();
        groups.dedup();
        1 + groups.len()
    }
}
