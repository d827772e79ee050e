//! A document comes out the same beside many others.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code)]

#[path = "questions/multiplied.rs"]
mod multiplied;

use huiqi::assess::{Finding, assess};
use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::interview::plan::Plan;
use huiqi::profile::Profile;
use huiqi::profile_file::{self, Format};
use jiff::civil::{Date, date};
use multiplied::{Facts, multiplied};

const AS_OF: Date = date(2026, 11, 23);
const PROFILES: [&str; 3] = [
    include_str!("../policies/qingdao-new-economy-2020/examples/internet-headquarters.toml"),
    include_str!("../policies/qingdao-new-economy-2020/examples/noodle-shop.toml"),
    include_str!("../policies/qingdao-new-economy-2020/examples/venture-investor.toml"),
];

/// What is found for one measure, with the facts by their ids.
fn said(catalogue: &Catalogue, finding: &Finding<'_>) -> String {
    let ids =
        |facts: &[huiqi::fact::FactId]| facts.iter().map(|id| catalogue.facts[id.0].id.clone()).collect::<Vec<_>>();
    let changes = finding.unmet.iter().flat_map(|unmet| &unmet.changes);
    let changes: Vec<_> =
        changes.map(|change| (&catalogue.facts[change.fact.0].id, change.has, change.needs)).collect();
    let ranges: Vec<_> = finding.supports.iter().map(|(_, range)| range).collect();
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {changes:?} {ranges:?}",
        finding.measure.id,
        finding.verdict,
        finding.ruled_out_by,
        ids(&finding.missing),
        ids(&finding.rests_on),
        ids(&finding.in_the_way),
    )
}

#[test]
fn an_assessment_says_the_same_of_a_document_among_others_with_facts_of_their_own() {
    let alone = load(&Source::embedded(), AS_OF).unwrap();
    let among = load(&multiplied(alone.measures.len() * 6, Facts::Own), AS_OF).unwrap();
    for text in PROFILES {
        let found = |catalogue: &Catalogue| -> Vec<String> {
            let (profile, _) = profile_file::read(catalogue, text, Format::Toml, 0).unwrap();
            let all = assess(catalogue, &profile);
            all.findings.iter().take(alone.measures.len()).map(|finding| said(catalogue, finding)).collect()
        };
        assert_eq!(found(&among), found(&alone));
    }
}

/// What an interview asks an applicant who knows what a profile says.
fn asked(catalogue: &Catalogue, profile: &str) -> Vec<String> {
    let (answers, _) = profile_file::read(catalogue, profile, Format::Toml, 0).unwrap();
    let (mut plan, mut profile) = (Plan::new(catalogue), Profile::default());
    let (mut asked, mut topic) = (Vec::new(), None);
    while let Some(id) = plan.next(&profile, topic) {
        let fact = &catalogue.facts[id.0];
        match answers.value(fact) {
            Some(value) => profile.give(fact, &value),
            None => profile.decline(fact),
        }
        topic = Some(fact.topic);
        asked.push(fact.id.clone());
    }
    asked
}

#[test]
fn an_interview_over_copies_that_share_their_facts_asks_what_one_asks() {
    let alone = load(&Source::embedded(), AS_OF).unwrap();
    let among = load(&multiplied(alone.measures.len() * 3, Facts::Shared), AS_OF).unwrap();
    for text in PROFILES {
        assert_eq!(asked(&among, text), asked(&alone, text));
    }
}

#[test]
fn an_interview_over_so_many_copies_that_all_processors_work_on_them_asks_what_one_asks() {
    let alone = load(&Source::embedded(), AS_OF).unwrap();
    let among =
        load(&multiplied(alone.measures.len() * 5_000_usize.div_ceil(alone.measures.len()), Facts::Shared), AS_OF);
    assert_eq!(asked(&among.unwrap(), PROFILES[0]), asked(&alone, PROFILES[0]));
}
