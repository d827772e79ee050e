//! Which measures have to be decided together.

use super::Stacking;

/// The most measures that are decided together.
pub const MOST_TOGETHER: usize = 16;
/// The most ways in which others may choose among measures that are decided together.
pub const MOST_WAYS: usize = 4096;

/// The measures of all rules in force, parted so that each part can be decided by itself.
#[derive(Clone, Debug)]
pub struct Knots {
    /// Measures of which not all can count, and which cannot be decided apart.
    pub(super) knots: Vec<Knot>,
    /// The limits that hold all of a knot or nothing of it, by rule; the narrower first.
    pub(super) limits: Vec<usize>,
}

/// Measures that are decided together.
#[derive(Clone, Debug)]
pub(super) struct Knot {
    /// The measures, by position in the catalogue.
    pub(super) measures: Vec<usize>,
    /// The rules by which at most one of several counts.
    pub(super) exclusions: Vec<usize>,
    /// The limits on a part of them; the narrower first.
    pub(super) limits: Vec<usize>,
}

impl Knot {
    /// In how many ways others may choose among its measures.
    fn ways(&self, rules: &[Stacking]) -> usize {
        let sizes = self.exclusions.iter().filter_map(|rule| rules.get(*rule)).map(|rule| match rule.rule {
            super::Rule::OneOf { .. } => rule.measures.len().saturating_add(1),
            super::Rule::HighestOf | super::Rule::TotalAtMost(_) => 1,
        });
        sizes.fold(1, usize::saturating_mul)
    }
}

impl Knots {
    /// Where there are no rules.
    pub const NONE: Self = Self { knots: Vec::new(), limits: Vec::new() };

    /// Parts the measures of the rules that are in force.
    pub fn new(rules: &[Stacking], in_force: impl Fn(&Stacking) -> bool) -> Self {
        let in_force = |at: &usize| rules.get(*at).is_some_and(&in_force);
        let (exclusions, mut limits): (Vec<usize>, Vec<usize>) =
            (0..rules.len()).filter(in_force).partition(|at| rules.get(*at).is_some_and(|rule| rule.rule.excludes()));
        let measures = |at: usize| rules.get(at).map_or(&[][..], |rule| rule.measures.as_slice());
        limits.sort_by_key(|at| measures(*at).len());
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for rule in &exclusions {
            join(&mut parts, measures(*rule));
        }
        // A limit that cuts a part ties what is inside it to what is outside.
        while let Some(cutting) =
            limits.iter().copied().find(|limit| parts.iter().any(|part| cuts(measures(*limit), part)))
        {
            join(&mut parts, measures(cutting));
        }
        let within = |rule: &usize, part: &[usize]| {
            let inside = measures(*rule).iter().filter(|measure| part.contains(measure)).count();
            inside > 0 && inside == measures(*rule).len()
        };
        let knot = |part: Vec<usize>| Knot {
            exclusions: exclusions.iter().copied().filter(|rule| within(rule, &part)).collect(),
            limits: limits.iter().copied().filter(|rule| within(rule, &part)).collect(),
            measures: part,
        };
        let knots: Vec<Knot> = parts.into_iter().map(knot).collect();
        limits.retain(|rule| !knots.iter().any(|knot| knot.limits.contains(rule)));
        Self { knots, limits }
    }

    /// Whether a rule is in force.
    pub fn holds(&self, rule: usize) -> bool {
        let inside = |knot: &Knot| knot.exclusions.contains(&rule) || knot.limits.contains(&rule);
        self.limits.contains(&rule) || self.knots.iter().any(inside)
    }

    /// The measures of a part that is too large to be decided exactly, where there is one.
    pub fn too_large(&self, rules: &[Stacking]) -> Option<&[usize]> {
        let large = |knot: &&Knot| knot.measures.len() > MOST_TOGETHER || knot.ways(rules) > MOST_WAYS;
        self.knots.iter().find(large).map(|knot| knot.measures.as_slice())
    }
}

/// Whether a limit holds some of a part, not all of it, and something besides.
fn cuts(limit: &[usize], part: &[usize]) -> bool {
    let inside = limit.iter().filter(|measure| part.contains(measure)).count();
    inside > 0 && inside < part.len() && inside < limit.len()
}

/// Makes one part of these measures and of every part that has one of them.
fn join(parts: &mut Vec<Vec<usize>>, measures: &[usize]) {
    let (touched, mut apart): (Vec<_>, Vec<_>) =
        std::mem::take(parts).into_iter().partition(|part| part.iter().any(|measure| measures.contains(measure)));
    let mut joined: Vec<usize> = touched.into_iter().flatten().chain(measures.iter().copied()).collect();
    joined.sort_unstable();
    joined.dedup();
    apart.push(joined);
    *parts = apart;
}
