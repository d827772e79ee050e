//! Sets of measures of which the rules let all count.

use super::Stacking;
use super::knots::Knot;

/// Measures of a knot, one bit for each.
pub(super) type Set = u64;

impl Knot {
    /// How many sets of its measures have to be looked at, counted no further than so many.
    pub(super) fn sets(&self, rules: &[Stacking], most: usize) -> usize {
        count(&self.groups(rules), self.those(|_| true), most)
    }

    /// The measures of each rule by which at most one counts.
    pub(super) fn groups(&self, rules: &[Stacking]) -> Vec<Set> {
        self.exclusions.iter().map(|rule| self.group(rules, *rule)).collect()
    }

    /// The measures of a rule.
    pub(super) fn group(&self, rules: &[Stacking], rule: usize) -> Set {
        let measures = rules.get(rule).map_or(&[][..], |rule| rule.measures.as_slice());
        self.those(|measure| measures.contains(&measure))
    }

    /// The measures of which something holds.
    pub(super) fn those(&self, holds: impl Fn(usize) -> bool) -> Set {
        self.bits().filter(|(measure, _)| holds(*measure)).fold(0, |set, (_, bit)| set | bit)
    }

    pub(super) fn bit(&self, measure: usize) -> Set {
        self.bits().find(|(other, _)| *other == measure).map_or(0, |(_, bit)| bit)
    }

    /// Each measure with its bit.
    fn bits(&self) -> impl Iterator<Item = (usize, Set)> {
        self.measures.iter().copied().zip(bits(Set::MAX))
    }

    /// The measures of a set.
    pub(super) fn of(&self, set: Set) -> impl Iterator<Item = usize> {
        self.bits().filter(move |(_, bit)| bit & set != 0).map(|(measure, _)| measure)
    }
}

pub(super) fn bits(set: Set) -> impl Iterator<Item = Set> {
    (0..Set::BITS).filter_map(|at| 1_u64.checked_shl(at)).filter(move |bit| set & bit != 0)
}

/// The measures that share a group with one, among those that are left.
fn beside(groups: &[Set], left: Set, one: Set) -> Set {
    groups.iter().filter(|group| *group & one != 0).fold(0, |set, group| set | group) & left & !one
}

/// How many sets [`grow`] visits.
fn count(groups: &[Set], left: Set, most: usize) -> usize {
    let Some(next) = bits(left).next() else { return 1 };
    let beside = beside(groups, left, next);
    let with = count(groups, left & !next & !beside, most);
    if beside == 0 || with > most { with } else { with.saturating_add(count(groups, left & !next, most)) }
}

/// Every set of the measures that are left, with those chosen, in which no group has two.
pub(super) fn grow(groups: &[Set], left: Set, chosen: Set, visit: &mut dyn FnMut(Set)) {
    let Some(next) = bits(left).next() else { return visit(chosen) };
    let beside = beside(groups, left, next);
    grow(groups, left & !next & !beside, chosen | next, visit);
    if beside != 0 {
        grow(groups, left & !next, chosen, visit);
    }
}
