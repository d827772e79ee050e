//! What a measure mentions: the facts that decide it, and which of their values it tells apart.

use huiqi::amount::Amount;
use huiqi::catalogue::Catalogue;
use huiqi::condition::{Bounds, Condition, Requirement};
use huiqi::day;
use huiqi::fact::FactId;
use huiqi::measure::Measure;
use std::collections::{BTreeMap, BTreeSet};

/// What is told apart of one fact.
#[derive(Clone, Debug, Default)]
pub struct Mention {
    /// Where numbers are told apart: each of these from the next one.
    pub cuts: BTreeSet<i64>,
    /// Choices that are named together.
    pub lists: BTreeSet<Vec<usize>>,
    /// Whether an amount is computed from it.
    pub computed: bool,
}

/// The facts that decide one measure: those of its audience, its conditions, what is reserved and its
/// amounts, and those that decide whether one of these applies.
pub struct Mentions<'c> {
    catalogue: &'c Catalogue,
    pub facts: BTreeMap<FactId, Mention>,
}

impl<'c> Mentions<'c> {
    pub fn of(catalogue: &'c Catalogue, measure: &Measure) -> Self {
        let mut mentions = Self { catalogue, facts: BTreeMap::new() };
        mentions.condition(&measure.audience);
        mentions.condition(&measure.conditions);
        measure.reserved.iter().filter_map(|it| it.unless.as_ref()).for_each(|unless| mentions.condition(unless));
        measure.supports.iter().filter_map(|it| it.amount.as_ref()).for_each(|amount| mentions.amount(amount));
        mentions
    }

    /// The fact's mention; what decides whether the fact applies is mentioned with it.
    fn mention(&mut self, fact: FactId) -> &mut Mention {
        let is_new = !self.facts.contains_key(&fact);
        self.facts.entry(fact).or_default();
        if is_new {
            let catalogue = self.catalogue;
            catalogue.ask_when[fact.0].iter().for_each(|ask_when| self.condition(ask_when));
        }
        self.facts.get_mut(&fact).unwrap()
    }

    fn condition(&mut self, condition: &Condition) {
        let catalogue = self.catalogue;
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Named(name) => self.condition(&catalogue.named[name.0].when),
            Condition::Fact(fact, requirement) => self.requirement(*fact, requirement),
        }
    }

    fn requirement(&mut self, fact: FactId, requirement: &Requirement) {
        let today = self.catalogue.as_of;
        let id = &self.catalogue.facts[fact.0].id;
        let mention = self.mention(fact);
        match requirement {
            Requirement::YesNo(_) => {}
            Requirement::OneOf(list) => {
                mention.lists.insert(list.clone());
            }
            Requirement::Within(bounds) | Requirement::AnyYear(bounds) | Requirement::EveryYear(bounds) => {
                mention.cuts.extend(cuts(*bounds));
            }
            Requirement::During(time) => {
                let first_days = time.on_or_after.into_iter().chain(time.before).map(day::number_of);
                mention.cuts.extend(first_days.map(|first| first - 1));
                if let Some(period) = time.within {
                    mention.cuts.extend([day::number_of(period.before(today)) - 1, day::number_of(today)]);
                }
            }
            Requirement::SumOfYears(_) => panic!("cells do not cut the sum of years of {id}"),
        }
    }

    fn amount(&mut self, amount: &Amount) {
        match amount {
            Amount::Unstated | Amount::Between(..) => {}
            Amount::Rate { of, .. } | Amount::Yearly { of, .. } | Amount::Each { of, .. } => {
                self.mention(*of).computed = true;
            }
            Amount::Less { of, less } => {
                self.mention(*less).computed = true;
                self.amount(of);
            }
            Amount::UpTo(inner) | Amount::Times(_, inner) => self.amount(inner),
            Amount::Clamp { of, cap, .. } => {
                self.amount(of);
                cap.iter().for_each(|cap| self.amount(cap));
            }
            Amount::Cases(cases) => {
                for (when, amount) in cases {
                    when.iter().for_each(|when| self.condition(when));
                    self.amount(amount);
                }
            }
        }
    }
}

fn cuts(bounds: Bounds) -> impl Iterator<Item = i64> {
    let below = bounds.lower.map(|(bound, included)| if included { bound - 1 } else { bound });
    let upto = bounds.upper.map(|(bound, included)| if included { bound } else { bound - 1 });
    below.into_iter().chain(upto)
}
