//! What measures come to together: the best set of them that the rules allow.

use super::effect::Outcome;
use super::knots::{Knot, Knots};
use super::sets::{Set, bits, grow};
use super::{Rule, Stacking};
use crate::money::Money;

/// The top of a range of money; `None` while open, which is more than any amount.
pub type Top = Option<Money>;

/// What one measure gives of a class.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// The least that it gives if it applies.
    pub low: Money,
    /// The most that it gives if it applies.
    pub high: Top,
    /// Whether it applies.
    pub applies: Applies,
    /// Whether it has to do with the class at all.
    pub promise: Promise,
    /// Whether it gives something of another class, or in kind, for which it may be chosen.
    pub elsewhere: bool,
}

/// Whether a measure applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// For certain, with nothing reserved.
    Surely,
    /// Perhaps.
    Perhaps,
    /// Not.
    Not,
}

/// What a measure promises in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Nothing.
    Nothing,
    /// Something without a figure, perhaps among others.
    Unstated,
    /// Figures.
    Stated,
}

impl Share {
    /// What a measure that does not apply gives.
    pub const NOTHING: Self = Self {
        low: Money::ZERO,
        high: Some(Money::ZERO),
        applies: Applies::Not,
        promise: Promise::Nothing,
        elsewhere: false,
    };

    fn is_sure(&self) -> bool {
        self.applies == Applies::Surely
    }

    fn is_possible(&self) -> bool {
        self.applies != Applies::Not
    }
}

/// What all measures of a catalogue give of a class, and the rules on which of them count together.
#[derive(Clone, Copy, Debug)]
pub struct Shares<'s> {
    /// The rules.
    pub rules: &'s [Stacking],
    /// Which measures are decided together by the rules in force.
    pub knots: &'s Knots,
    /// For each rule the least and the most that its limit may be; `None` where it sets none.
    pub limits: &'s [Option<(Money, Top)>],
    /// One for each measure, in the catalogue's order.
    pub shares: &'s [Share],
}

impl Shares<'_> {
    /// The least that they come to, whatever turns out and whatever others choose.
    ///
    /// What is sure counts. Where not the applicant's best counts, the least of those counts that
    /// may be chosen, one that is not sure included: it can only be chosen if it applies.
    pub fn least(&self) -> Money {
        let limit = |(low, _): (Money, Top)| Some(low);
        let alone = |share: &Share| Some(if share.is_sure() { share.low } else { Money::ZERO });
        let sum = self.together(&|knot| self.least_of(knot), &alone, &limit);
        sum.unwrap_or_default()
    }

    /// The most that they come to.
    pub fn most(&self) -> Top {
        let limit = |(_, high): (Money, Top)| high;
        let alone = |share: &Share| if share.is_possible() { share.high } else { Some(Money::ZERO) };
        self.together(&|knot| self.most_of(knot), &alone, &limit)
    }

    fn together(
        &self,
        of_knot: &dyn Fn(&Knot) -> Top,
        alone: &dyn Fn(&Share) -> Top,
        limit: &dyn Fn((Money, Top)) -> Top,
    ) -> Top {
        let Knots { knots, limits } = self.knots;
        let knotted = |at: &usize| knots.iter().any(|knot| knot.measures.contains(at));
        let mut parts: Vec<(usize, Top)> =
            self.shares.iter().enumerate().filter(|(at, _)| !knotted(at)).map(|(at, it)| (at, alone(it))).collect();
        parts.extend(knots.iter().filter_map(|knot| Some((*knot.measures.first()?, of_knot(knot)))));
        self.limited(parts, limits, limit)
    }

    /// The sum of parts, each named by one of its measures, that hold limits never cut.
    fn limited(&self, mut parts: Vec<(usize, Top)>, limits: &[usize], limit: &dyn Fn((Money, Top)) -> Top) -> Top {
        for at in limits {
            let (Some(rule), Some(Some(bounds))) = (self.rules.get(*at), self.limits.get(*at)) else { continue };
            let (inside, outside): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|(measure, _)| rule.measures.contains(measure));
            parts = outside;
            if let Some((first, _)) = inside.first() {
                parts.push((*first, lesser(sum(inside.iter().map(|(_, top)| *top)), limit(*bounds))));
            }
        }
        sum(parts.into_iter().map(|(_, top)| top))
    }

    fn share(&self, measure: usize) -> Share {
        self.shares.get(measure).copied().unwrap_or(Share::NOTHING)
    }

    fn most_of(&self, knot: &Knot) -> Top {
        let possible = knot.those(|measure| self.share(measure).is_possible());
        let mut most = Some(Money::ZERO);
        self.each_set(knot, possible, &mut |set| {
            let parts = knot.of(set).map(|measure| (measure, self.share(measure).high)).collect();
            most = greater(most, self.limited(parts, &knot.limits, &|(_, high)| high));
        });
        most
    }

    fn least_of(&self, knot: &Knot) -> Top {
        let sure = knot.those(|measure| self.share(measure).is_sure());
        let chosen: Vec<Set> = knot
            .exclusions
            .iter()
            .filter(|rule| self.others_choose(**rule))
            .map(|rule| knot.group(self.rules, *rule))
            .collect();
        let mut least = None;
        self.each_choice(knot, &chosen, &mut Vec::new(), &mut |choice| {
            let picked: Set = choice.iter().fold(0, |set, pick| set | pick);
            let there = sure | picked;
            // Nothing is chosen only where there is nothing to choose from.
            let sound = chosen.iter().zip(choice).all(|(group, pick)| *pick != 0 || group & there == 0);
            if !sound {
                return;
            }
            let kept = chosen.iter().zip(choice).fold(there, |set, (group, pick)| set & (!group | pick));
            let mut best = Some(Money::ZERO);
            self.each_set(knot, kept, &mut |set| {
                let parts = knot.of(set).map(|measure| (measure, Some(self.share(measure).low))).collect();
                best = greater(best, self.limited(parts, &knot.limits, &|(low, _)| Some(low)));
            });
            least = lesser(least, best);
        });
        least
    }

    /// Whether not the most in money decides which measure of a rule counts.
    fn others_choose(&self, rule: usize) -> bool {
        let Some(rule) = self.rules.get(rule) else { return false };
        match rule.rule {
            Rule::OneOf { applicant_chooses: false } => true,
            // An applicant may prefer what is in kind or in another class, and that may be what is
            // taken for the highest.
            Rule::HighestOf | Rule::OneOf { applicant_chooses: true } => rule.measures.iter().any(|measure| {
                let share = self.share(*measure);
                share.is_possible() && share.elsewhere
            }),
            Rule::TotalAtMost(_) => false,
        }
    }

    /// Every way in which others may choose one measure of each group, or none.
    fn each_choice(&self, knot: &Knot, groups: &[Set], choice: &mut Vec<Set>, visit: &mut dyn FnMut(&[Set])) {
        let Some(group) = groups.get(choice.len()) else { return visit(choice) };
        let possible = knot.those(|measure| self.share(measure).is_possible()) & group;
        for pick in bits(possible).chain([0]) {
            choice.push(pick);
            self.each_choice(knot, groups, choice, visit);
            choice.pop();
        }
    }

    /// Every set of these measures of which the rules let all count and to which none can be
    /// added; some others besides.
    fn each_set(&self, knot: &Knot, measures: Set, visit: &mut dyn FnMut(Set)) {
        grow(&knot.groups(self.rules), measures, 0, visit);
    }

    /// Which measures of a rule count. That is settled where the set that they belong to gives at
    /// the least as much as any other at the most.
    pub(super) fn counted(&self, rule: usize) -> Outcome {
        if self.others_choose(rule) {
            return Outcome::Chosen;
        }
        let Some(knot) = self.knots.knots.iter().find(|knot| knot.exclusions.contains(&rule)) else {
            return Outcome::Open;
        };
        let possible = knot.those(|measure| self.share(measure).is_possible());
        let chosen = knot.exclusions.iter().any(|rule| self.others_choose(*rule));
        if chosen || knot.of(possible).any(|measure| self.share(measure).promise == Promise::Unstated) {
            return Outcome::Open;
        }
        let mut sets = Vec::new();
        self.each_set(knot, possible, &mut |set| sets.push(set));
        let sure = knot.those(|measure| self.share(measure).is_sure());
        let best = sets.iter().find(|set| sets.iter().all(|other| self.is_as_good(knot, **set, *other, sure)));
        best.map_or(Outcome::Open, |best| Outcome::Counted {
            measures: knot.of(best & knot.group(self.rules, rule)).collect(),
            with_others: knot.exclusions.len() > 1,
        })
    }

    /// Whether a set gives as much as another one, whatever turns out.
    fn is_as_good(&self, knot: &Knot, set: Set, other: Set, sure: Set) -> bool {
        // What stands in both counts the same, unless limits are shared out otherwise.
        let (own, others) = if knot.limits.is_empty() { (set & !other, other & !set) } else { (set, other) };
        let low = |measure| if knot.bit(measure) & sure != 0 { self.share(measure).low } else { Money::ZERO };
        let least = knot.of(own).map(|measure| (measure, Some(low(measure)))).collect();
        let least = self.limited(least, &knot.limits, &|(low, _)| Some(low));
        let most = knot.of(others).map(|measure| (measure, self.share(measure).high)).collect();
        let most = self.limited(most, &knot.limits, &|(_, high)| high);
        set == other || least.zip(most).is_some_and(|(least, most)| least >= most)
    }
}

fn sum(mut tops: impl Iterator<Item = Top>) -> Top {
    tops.try_fold(Money::ZERO, |sum, top| top.map(|top| sum + top))
}

fn lesser(one: Top, two: Top) -> Top {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (None, other) | (other, None) => other,
    }
}

fn greater(one: Top, two: Top) -> Top {
    one.zip(two).map(|(one, two)| one.max(two))
}
