//! Which measures count together, worked out by trying every set of them and every choice.

use super::{Decision, Figure, Reference};
use huiqi::measure::{Class, Policy};
use huiqi::stacking::{Rule, Stacking};

/// What one measure gives of a class, in fen.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    pub decision: Decision,
    pub low: i128,
    pub high: i128,
    /// Whether it gives something of another class, or in kind.
    pub elsewhere: bool,
}

impl Reference<'_> {
    /// The least and the most that measures come to together.
    pub fn together(&self, shares: &[Share]) -> (i128, i128) {
        let rules: Vec<&Stacking> = self.rules_in_force();
        let applying: Vec<usize> = (0..shares.len()).filter(|at| shares[*at].decision.applies()).collect();
        let sure = |at: &usize| shares[*at].decision == Decision::Eligible;
        let high = self.best(&rules, &applying, &|at| shares[at].high, true);
        let reserved: Vec<usize> = applying.iter().copied().filter(|at| !sure(at)).collect();
        let mut low: Option<i128> = None;
        // A measure with something reserved may turn out to be given or not.
        for given in subsets(&reserved) {
            let there: Vec<usize> = applying.iter().copied().filter(|at| sure(at) || given.contains(at)).collect();
            let choosing: Vec<&Stacking> =
                rules.iter().copied().filter(|rule| self.others_choose(rule, &there, shares)).collect();
            self.each_choice(&choosing, &there, &mut Vec::new(), &mut |choice| {
                let kept: Vec<usize> = there
                    .iter()
                    .copied()
                    .filter(|at| {
                        choosing.iter().zip(choice).all(|(rule, pick)| !rule.measures.contains(at) || pick == at)
                    })
                    .collect();
                // A measure with something reserved has no figure to count on, unless it was chosen.
                let counts = |at: usize| if sure(&at) || choice.contains(&at) { shares[at].low } else { 0 };
                let sum = self.best(&rules, &kept, &counts, false);
                low = Some(low.map_or(sum, |low| low.min(sum)));
            });
        }
        (low.unwrap(), high)
    }

    fn rules_in_force(&self) -> Vec<&Stacking> {
        let today = self.catalogue.as_of;
        let policy = |rule: &Stacking| &self.catalogue.policies[rule.policy];
        let rules = self.catalogue.stacking.iter();
        let in_force = |policy: &Policy| policy.effective <= today && policy.expires.is_none_or(|last| today <= last);
        rules.filter(|rule| in_force(policy(rule))).collect()
    }

    fn others_choose(&self, rule: &Stacking, there: &[usize], shares: &[Share]) -> bool {
        let members: Vec<usize> = rule.measures.iter().copied().filter(|at| there.contains(at)).collect();
        match rule.rule {
            _ if members.is_empty() => false,
            Rule::HighestOf | Rule::OneOf { applicant_chooses: true } => members.iter().any(|at| shares[*at].elsewhere),
            Rule::OneOf { applicant_chooses: false } => true,
            _ => false,
        }
    }

    fn each_choice(
        &self,
        rules: &[&Stacking],
        there: &[usize],
        choice: &mut Vec<usize>,
        visit: &mut dyn FnMut(&[usize]),
    ) {
        let Some(rule) = rules.get(choice.len()) else { return visit(choice) };
        for at in rule.measures.iter().filter(|at| there.contains(at)) {
            choice.push(*at);
            self.each_choice(rules, there, choice, visit);
            choice.pop();
        }
    }

    /// The best set that the rules allow.
    fn best(&self, rules: &[&Stacking], measures: &[usize], worth: &dyn Fn(usize) -> i128, top: bool) -> i128 {
        let allowed = |set: &Vec<usize>| {
            rules
                .iter()
                .all(|rule| !rule.rule.excludes() || set.iter().filter(|at| rule.measures.contains(at)).count() <= 1)
        };
        let sums = subsets(measures).into_iter().filter(allowed).map(|set| self.limited(rules, &set, worth, top));
        sums.max().unwrap()
    }

    /// The sum of a set, each limit taken off where it is exceeded; the innermost first.
    fn limited(&self, rules: &[&Stacking], set: &[usize], worth: &dyn Fn(usize) -> i128, top: bool) -> i128 {
        let mut amounts: Vec<(usize, i128)> = set.iter().map(|at| (*at, worth(*at))).collect();
        let mut limits: Vec<&&Stacking> = rules.iter().filter(|rule| !rule.rule.excludes()).collect();
        limits.sort_by_key(|rule| rule.measures.len());
        for rule in limits {
            let Rule::TotalAtMost(limit) = &rule.rule else { continue };
            let inside: i128 = amounts.iter().filter(|(at, _)| rule.measures.contains(at)).map(|(_, it)| it).sum();
            if inside == 0 {
                continue;
            }
            // A limit without a figure in money may be anything.
            let (least, most) = match self.figure(limit) {
                Figure::Between(least, most) => (least, most),
                Figure::Unstated | Figure::Points(..) => (0, i128::MAX),
            };
            let mut over = (inside - if top { most } else { least }).max(0);
            for (at, amount) in &mut amounts {
                if rule.measures.contains(at) {
                    let taken = over.min(*amount);
                    *amount -= taken;
                    over -= taken;
                }
            }
        }
        amounts.into_iter().map(|(_, amount)| amount).sum()
    }

    pub fn share(&self, measure: usize, class: Class, (low, high): (i128, i128)) -> Share {
        let measure = &self.catalogue.measures[measure];
        let elsewhere = measure.supports.iter().any(|support| support.kind.class() != class);
        Share { decision: self.decision(measure), low, high, elsewhere }
    }
}

fn subsets(of: &[usize]) -> Vec<Vec<usize>> {
    (0..1_usize << of.len())
        .map(|mask| of.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, at)| *at).collect())
        .collect()
}
