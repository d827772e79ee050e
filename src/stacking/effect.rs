//! What a rule does to a sum, for one applicant.

use super::best::{Applies, Promise, Share, Shares, Top};
use super::{Rule, Stacking};
use crate::fact::FactId;
use crate::money::Money;

/// What a rule does to the sum of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The rule, by position in the catalogue.
    pub rule: usize,
    /// The measures of the rule that are not ruled out, by position in the catalogue.
    pub measures: Vec<usize>,
    /// What comes of it.
    pub outcome: Outcome,
    /// The facts not known on which a limit that may be reached still hangs.
    pub missing: Vec<FactId>,
}

/// What comes of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// These measures count; `None` while that hangs on what is not known, or on who chooses.
    Counted(Option<Vec<usize>>),
    /// The sum is kept within a limit.
    Limited {
        /// The least and the most that the limit may be.
        limit: (Money, Top),
        /// The most that the measures would come to without it.
        without: Top,
    },
}

impl Outcome {
    /// Whether a limit lowers the most that its measures come to; `None` while that is not known,
    /// and where there is no limit.
    pub fn lowers(&self) -> Option<bool> {
        let Self::Limited { limit: (low, high), without } = self else { return None };
        let is_more = |limit: Money| without.is_none_or(|most| most > limit);
        if !is_more(*low) {
            return Some(false);
        }
        high.is_some_and(is_more).then_some(true)
    }
}

impl Shares<'_> {
    /// What each rule in force does that concerns two measures or more, or whose limit may be
    /// reached. `open` says on which facts the limit of a rule hangs.
    pub fn effects(&self, open: &dyn Fn(&Stacking) -> Vec<FactId>) -> Vec<Effect> {
        let rules = self.rules.iter().enumerate().filter(|(at, _)| self.knots.holds(*at));
        rules.filter_map(|(at, rule)| self.effect(at, rule, open)).collect()
    }

    fn effect(&self, at: usize, rule: &Stacking, open: &dyn Fn(&Stacking) -> Vec<FactId>) -> Option<Effect> {
        let share = |measure: &usize| self.shares.get(*measure).copied().unwrap_or(Share::NOTHING);
        let possible = rule.measures.iter().copied().filter(|it| share(it).applies != Applies::Not);
        let of_class = |measure: &usize| share(measure).promise != Promise::Nothing;
        // What is chosen may be no money, and is then chosen instead of it.
        let chosen = matches!(rule.rule, Rule::OneOf { .. });
        let measures: Vec<usize> = possible.filter(|it| chosen || of_class(it)).collect();
        if !measures.iter().any(of_class) {
            return None;
        }
        let several = measures.len() > 1;
        let outcome = match rule.rule {
            Rule::HighestOf | Rule::OneOf { .. } => several.then(|| Outcome::Counted(self.counted(at)))?,
            Rule::TotalAtMost(_) => {
                let limit = self.limits.get(at).copied().flatten()?;
                let outcome = Outcome::Limited { limit, without: self.without(at, rule) };
                (several || outcome.lowers() != Some(false)).then_some(outcome)?
            }
        };
        let reached = matches!(outcome, Outcome::Limited { .. }) && outcome.lowers() != Some(false);
        let missing = if reached { open(rule) } else { Vec::new() };
        Some(Effect { rule: at, measures, outcome, missing })
    }

    /// The most that the measures of a limit would come to without it, by themselves.
    fn without(&self, at: usize, rule: &Stacking) -> Top {
        let mut limits = self.limits.to_vec();
        limits.iter_mut().skip(at).take(1).for_each(|limit| *limit = None);
        let own = |(measure, share): (usize, &Share)| {
            if rule.measures.contains(&measure) { *share } else { Share::NOTHING }
        };
        let shares: Vec<Share> = self.shares.iter().enumerate().map(own).collect();
        Shares { limits: &limits, shares: &shares, ..*self }.most()
    }
}
