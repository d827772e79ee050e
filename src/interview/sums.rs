//! What measures come to together while an interview goes on, and what that still hangs on.

use super::tally::Stands;
use crate::assess::{self, Given, Total, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, SlotId};
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::measure::Class;
use crate::money::Money;
use crate::stacking::Together;

/// Cash of several measures together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cash {
    /// What is firm.
    pub(super) firm: Money,
    /// The most; where some have no top, of the others.
    pub(super) most: Money,
    /// How many have no top, where the sum has none.
    pub(super) without_top: usize,
}

impl Cash {
    /// Adds a measure that counts whatever the others do.
    pub(super) fn count(&mut self, stands: &Stands) {
        self.change(stands, |sum, part| sum + part, usize::saturating_add);
    }

    /// Takes such a measure out again.
    pub(super) fn leave_out(&mut self, stands: &Stands) {
        self.change(stands, |sum, part| sum - part, usize::saturating_sub);
    }

    fn change(&mut self, stands: &Stands, money: fn(Money, Money) -> Money, number: fn(usize, usize) -> usize) {
        let (low, high) = stands.cash;
        if stands.outcome.0 == Verdict::Eligible {
            self.firm = money(self.firm, low);
        }
        match high {
            Some(high) => self.most = money(self.most, high),
            None => self.without_top = number(self.without_top, 1),
        }
    }
}

/// What measures give in cash; one entry for each measure of the catalogue.
pub(super) fn cash(given: &[Given<'_>], together: &Together<'_>) -> Cash {
    let total = |given: &[Given<'_>]| assess::total(Class::Cash, given, together);
    let Some(all) = total(given) else { return Cash { firm: Money::ZERO, most: Money::ZERO, without_top: 0 } };
    if let Some(most) = all.high {
        return Cash { firm: all.low, most, without_top: 0 };
    }
    let open = |one: &Given<'_>| one.most(Class::Cash).is_none();
    let known: Vec<Given<'_>> = given.iter().map(|one| if open(one) { without(one) } else { one.clone() }).collect();
    let most = total(&known).and_then(|total| total.high).unwrap_or_default();
    Cash { firm: all.low, most, without_top: given.iter().filter(|one| open(one)).count() }
}

/// The place of a measure that is left out.
pub(super) fn without<'c>(given: &Given<'c>) -> Given<'c> {
    Given { measure: given.measure, verdict: Verdict::Ineligible, supports: Vec::new() }
}

/// The most sums that are worked out to see whether one answer can change them.
const MOST_COMBINATIONS: usize = 1024;

/// The facts that can still be answered and on which a limit on a sum hangs once its measures are
/// settled, each with the measures, by position in the catalogue.
pub(super) fn limits_hang_on(
    catalogue: &Catalogue,
    knowledge: &Knowledge<'_>,
    given: &[Given<'_>],
    is_settled: impl Fn(usize) -> bool,
    can_be_answered: impl Fn(FactId) -> bool,
) -> Vec<(FactId, Vec<usize>)> {
    let together = catalogue.together(knowledge);
    let mut hanging: Vec<(FactId, Vec<usize>)> = Vec::new();
    for class in Class::ALL.iter().copied().filter(|class| class.is_money() && !together.is_empty()) {
        for effect in assess::effects(catalogue, knowledge, class, given, &together) {
            let limit = catalogue.stacking.get(effect.rule).and_then(|rule| rule.limit(catalogue.compiler()));
            let Some(limit) = limit.filter(|_| effect.measures.iter().all(|measure| is_settled(*measure))) else {
                continue;
            };
            let answers = |slot: &SlotId| catalogue.fact_of(*slot).is_some_and(&can_be_answered);
            let mut slots = limit.slots();
            slots.retain(|slot| answers(slot) && !knowledge.get(*slot).is_point());
            slots.sort_unstable();
            slots.dedup();
            let trials: Vec<Trial> = slots.into_iter().map(|slot| (slot, limit.trials(slot, knowledge))).collect();
            for fact in effect.missing.into_iter().filter(|fact| can_be_answered(*fact)) {
                let (own, others): (Vec<&Trial>, Vec<&Trial>) =
                    trials.iter().partition(|(slot, _)| catalogue.fact_of(*slot) == Some(fact));
                let mut search =
                    Search { catalogue, class, given, knowledge: knowledge.clone(), left: MOST_COMBINATIONS };
                let found = own.iter().any(|slot| {
                    let beside = own.iter().filter(|other| other.0 != slot.0);
                    let others: Vec<&Trial> = others.iter().chain(beside).copied().collect();
                    search.differs(slot, &others)
                });
                // Where there are too many, what is open for all that is known now is asked.
                if !found && search.left > 0 {
                    continue;
                }
                match hanging.iter_mut().find(|(other, _)| *other == fact) {
                    Some((_, measures)) => measures.extend(&effect.measures),
                    None => hanging.push((fact, effect.measures.clone())),
                }
            }
        }
    }
    hanging
}

/// A slot and numbers of it that stand for all others.
type Trial = (SlotId, Vec<Interval>);

/// A search for numbers that change a sum.
struct Search<'s, 'c> {
    catalogue: &'c Catalogue,
    class: Class,
    given: &'s [Given<'c>],
    knowledge: Knowledge<'c>,
    /// How many sums may still be worked out.
    left: usize,
}

impl Search<'_, '_> {
    /// Whether the numbers of a slot make a difference to the sum for some numbers of the others.
    fn differs(&mut self, slot: &Trial, others: &[&Trial]) -> bool {
        if self.left == 0 {
            return false;
        }
        let (at, numbers) = others.first().copied().unwrap_or(slot);
        let whole = self.knowledge.get(*at);
        let mut first: Option<Option<Total>> = None;
        let found = numbers.iter().any(|number| {
            self.knowledge.set(*at, *number);
            let Some((_, rest)) = others.split_first() else {
                self.left = self.left.saturating_sub(1);
                let sum = assess::total(self.class, self.given, &self.catalogue.together(&self.knowledge));
                return *first.get_or_insert(sum) != sum;
            };
            self.differs(slot, rest)
        });
        self.knowledge.set(*at, whole);
        found
    }
}
