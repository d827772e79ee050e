//! Whether two catalogues mean the same, proved on their formulas.

use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::fact::FactId;
use huiqi::truth::{Formula, Rule};
use jiff::civil::Date;

/// Whether every rule of both holds for the same applicants, and everything else is written alike.
pub fn means_the_same(one: &Source, other: &Source, as_of: Date) -> bool {
    // What is tested is part of a catalogue, too: a case more or less is a difference.
    let cases = |source: &Source| {
        source
            .files
            .iter()
            .filter(|file| file.path.ends_with("cases.toml"))
            .map(|file| file.text.to_string())
            .collect::<Vec<_>>()
    };
    let (Ok(first), Ok(second)) = (load(one, as_of), load(other, as_of)) else { return false };
    cases(one) == cases(other) && written(&first) == written(&second) && rules(&first, &second)
}

/// Everything but the conditions, as it is written.
fn written(catalogue: &Catalogue) -> String {
    let mut bare = catalogue.measures.clone();
    for measure in &mut bare {
        measure.audience = huiqi::condition::Condition::All(Vec::new());
        measure.conditions = huiqi::condition::Condition::All(Vec::new());
        measure.ready = huiqi::measure::Ready::default();
        if let Some(reserved) = &mut measure.reserved {
            reserved.unless = reserved.unless.as_ref().map(|_| huiqi::condition::Condition::All(Vec::new()));
        }
    }
    format!("{bare:?} {:?} {:?} {:?} {:?}", catalogue.facts, catalogue.policies, catalogue.clauses, catalogue.remarks)
}

fn rules(first: &Catalogue, second: &Catalogue) -> bool {
    let alike = |one: Formula, other: Formula| {
        let differ =
            Formula::any([Formula::all([one.clone(), other.clone().negated()]), Formula::all([one.negated(), other])]);
        !Rule::can_hold(differ, &first.facts)
    };
    let facts = (0..first.facts.len())
        .all(|at| alike(first.compiler().applies(FactId(at)), second.compiler().applies(FactId(at))));
    facts
        && first.measures.iter().zip(&second.measures).all(|(one, other)| {
            let audience = alike(first.compiler().compile(&one.audience), second.compiler().compile(&other.audience));
            let both = |catalogue: &Catalogue, measure: &huiqi::measure::Measure| {
                Formula::all([
                    catalogue.compiler().compile(&measure.audience),
                    catalogue.compiler().compile(&measure.conditions),
                ])
            };
            let unless = |catalogue: &Catalogue, measure: &huiqi::measure::Measure| {
                let unless = measure.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref());
                unless.map(|unless| Formula::all([both(catalogue, measure), catalogue.compiler().compile(unless)]))
            };
            let unreserved = match (unless(first, one), unless(second, other)) {
                (Some(one), Some(other)) => alike(one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
            audience && alike(both(first, one), both(second, other)) && unreserved
        })
}
