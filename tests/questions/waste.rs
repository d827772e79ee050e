//! Where an order asks more than it had to, and where it leaves a topic and comes back.

use super::bound::bound_within;
use super::ground::Ground;
use super::sums::Row;
use huiqi::fact::FactId;
use std::collections::BTreeMap;

/// Facts asked in our order that what else was asked made unnecessary.
#[derive(Default)]
pub struct Waste {
    /// For each fact how often, and how often which necessary question, asked later, decided
    /// something that was at stake.
    pub facts: BTreeMap<FactId, (usize, BTreeMap<FactId, usize>)>,
    /// How many questions more were asked than the fewest that could do.
    pub surplus: usize,
    /// How many of them a smallest choice among the questions asked would have avoided.
    pub avoidable: usize,
    /// How often a topic was taken up again: by which question, after which one.
    pub returns: BTreeMap<(FactId, FactId), usize>,
    /// How many changes of topic there were, and how few there could be, were each topic taken up once.
    pub switches: (usize, usize),
    /// How few there could be if no more were asked than a smallest certificate.
    pub least_switches: usize,
}

pub fn waste(ground: &Ground<'_>, rows: &[Row]) -> Waste {
    let mut waste = Waste::default();
    for row in rows {
        let asked = &row.ours.asked;
        waste.surplus += asked.len().saturating_sub(row.bound.least);
        if asked.len() > row.bound.least
            && let Some(kept) = bound_within(ground, &row.applicant, asked).certificate
        {
            waste.avoidable += asked.len() - kept.len();
            for (at, fact) in asked.iter().enumerate().filter(|(_, fact)| !kept.contains(fact)) {
                let (count, later) = waste.facts.entry(*fact).or_default();
                *count += 1;
                let deciding = |other: &usize| {
                    let stakes = &row.ours.stakes;
                    kept.contains(&asked[*other]) && stakes[*other].iter().any(|measure| stakes[at].contains(measure))
                };
                for other in (at + 1..asked.len()).filter(deciding) {
                    *later.entry(asked[other]).or_default() += 1;
                }
            }
        }
        let topic = |fact: &FactId| ground.catalogue.facts[fact.0].topic;
        let mut seen: Vec<usize> = Vec::new();
        for (at, fact) in asked.iter().enumerate() {
            if at > 0 && topic(&asked[at - 1]) != topic(fact) && seen.contains(&topic(fact)) {
                *waste.returns.entry((*fact, asked[at - 1])).or_default() += 1;
            }
            if !seen.contains(&topic(fact)) {
                seen.push(topic(fact));
            }
        }
        let mut least: Vec<usize> = row.bound.certificate.iter().flatten().map(topic).collect();
        least.sort_unstable();
        least.dedup();
        waste.least_switches += least.len().saturating_sub(1);
        waste.switches.0 += row.ours.switches;
        waste.switches.1 += seen.len().saturating_sub(1);
    }
    waste
}

/// The entries with the highest numbers first.
pub fn by_number<K: Clone + Ord>(counted: impl IntoIterator<Item = (K, usize)>) -> Vec<(K, usize)> {
    let mut sorted: Vec<(K, usize)> = counted.into_iter().collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    sorted
}
