//! Runs a check on many profiles, always the same ones.

use super::Engine;
use super::checks::Check;
use super::wanted;
use crate::random::Lot;
use crate::random::catalogues::{AS_OF, catalogues};
use crate::random::marks::Drawn;
use crate::random::profiles::{ProfilePlan, profiles};
use huiqi::catalogue::{Catalogue, load_embedded};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::cell::Cell;
use std::sync::LazyLock;

/// Profiles that are checked against one random catalogue.
const PROFILES: usize = 40;
/// Facts of a random catalogue, at most.
pub const MOST_FACTS: usize = 7;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| load_embedded(AS_OF).unwrap());

/// How many profiles each check looks at: 10,000, unless `HUIQI_CASES` says otherwise.
pub fn cases() -> usize {
    wanted::number("HUIQI_CASES").unwrap_or(10_000)
}

/// How a check is run.
#[derive(Clone, Copy)]
pub struct Run {
    /// How many profiles it looks at.
    pub cases: usize,
    /// How many steps are made to find a smaller profile that fails.
    pub shrinks: u32,
}

/// A runner that draws the same every time.
pub fn runner(cases: usize, shrinks: u32) -> TestRunner {
    // None are worth their time where only whether a check fails is asked.
    let most = wanted::number("HUIQI_SHRINKS").unwrap_or(u32::MAX);
    let config = Config {
        cases: u32::try_from(cases).unwrap(),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        max_shrink_iters: shrinks.min(most),
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, b"the same applicants, every time!"))
}

impl Run {
    /// Checks profiles of random catalogues with up to so many facts.
    pub fn on_random_catalogues(self, engine: &dyn Engine, most_facts: usize, check: Check) -> Result<(), String> {
        let checked = Cell::new(0_usize);
        let strategy = (catalogues(most_facts), prop::collection::vec(profiles(most_facts), PROFILES));
        let outcome = runner(self.cases.div_ceil(PROFILES), self.shrinks).run(&strategy, |(plan, profiles)| {
            let Ok(catalogue) = plan.load() else { return Err(TestCaseError::reject("it does not load")) };
            let drawn = Drawn::new(&catalogue);
            for profile in &profiles {
                one(engine, &drawn, profile, check)?;
            }
            checked.set(checked.get() + profiles.len());
            Ok(())
        });
        outcome.map_err(|error| words(error, |(plan, _)| plan.text()))?;
        assert!(checked.get() >= self.cases, "only {} profiles were looked at", checked.get());
        Ok(())
    }

    /// Checks profiles of the catalogue inside the binary.
    pub fn on_the_shipped_catalogue(self, engine: &dyn Engine, check: Check) -> Result<(), String> {
        let drawn = Drawn::new(&SHIPPED);
        let strategy = profiles(SHIPPED.facts.len());
        let outcome = runner(self.cases, self.shrinks).run(&strategy, |profile| one(engine, &drawn, &profile, check));
        outcome.map_err(|error| words(error, |_| String::new()))
    }
}

fn one(engine: &dyn Engine, drawn: &Drawn<'_>, profile: &ProfilePlan, check: Check) -> Result<(), TestCaseError> {
    let known = drawn.known(profile);
    let checked = check(engine, drawn, &known, &mut Lot::new(profile.seed));
    checked.map_err(|why| TestCaseError::fail(format!("{why}\n# with {}", known.words(drawn.catalogue))))
}

fn words<T>(error: TestError<T>, input: impl Fn(&T) -> String) -> String {
    match error {
        TestError::Abort(why) => format!("given up: {why}"),
        TestError::Fail(why, found) => format!("{why}\n{}", input(&found)),
    }
}
