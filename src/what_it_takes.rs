//! What it would take for a measure that a condition rules out.

use crate::catalogue::Catalogue;
use crate::fact::{FactId, Kind, SlotId};
use crate::fewest::fewest;
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::measure::Measure;
use crate::profile::{Profile, State};
use crate::truth::{Rule, Truth};
use rustc_hash::FxHashSet;

/// The fewest changes that would no longer rule a measure out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What would have to change; all of it.
    pub changes: Vec<Change>,
    /// Other sets of changes, as few as these.
    pub alternatives: Vec<Vec<Change>>,
    /// The facts that would then still have to be known.
    pub then_needs: Vec<FactId>,
}

/// One fact that would have to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The fact.
    pub fact: FactId,
    /// The slot in which it would change.
    pub slot: SlotId,
    /// What the slot has.
    pub has: Interval,
    /// What the slot would have to be: the nearest such numbers.
    pub needs: Interval,
    /// Of a fact of one choice, every choice that would do.
    pub choices: Vec<i64>,
}

impl Change {
    /// By how much the slot would have to rise, or fall where negative; `None` where it has no size.
    pub fn gap(&self, kind: Kind) -> Option<i64> {
        match kind {
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent | Kind::YearlyMoney { .. } => {
                let up = self.needs.low > self.has.high;
                let gap = if up {
                    self.needs.low.checked_sub(self.has.high)
                } else {
                    self.needs.high.checked_sub(self.has.low)
                };
                gap.filter(|gap| *gap != 0)
            }
            Kind::YesNo | Kind::Date | Kind::Choice | Kind::Choices => None,
        }
    }
}

/// The most other ways that are named.
const MOST_ALTERNATIVES: usize = 3;

/// The fewest changes to facts that can change.
///
/// # Errors
/// Where no change of such facts would do: the fewest facts given that cannot change and alone
/// keep it from doing.
pub fn unmet(
    catalogue: &Catalogue,
    measure: &Measure,
    profile: &Profile,
    knowledge: &Knowledge<'_>,
) -> Result<Option<Unmet>, Vec<FactId>> {
    let rules = measure.rules(catalogue.compiler());
    let conditions = std::iter::once(&rules.applies).chain(&rules.unreserved);
    let amounts = rules.supports.iter().flatten().flat_map(|support| support.slots());
    let slots: Vec<SlotId> = conditions.flat_map(|rule| rule.slots()).chain(amounts).collect();
    let knowledge = &knowledge.only(slots.iter().copied());
    let mut search = Search { catalogue, measure, profile, found: Vec::new(), tried: FxHashSet::default() };
    search.feasible(knowledge)?;
    // Once every slot that can change is freed, it does: so the search ends.
    for size in 1_usize.. {
        search.free(&mut Vec::new(), size, &mut knowledge.clone());
        if !search.found.is_empty() || size > catalogue.slots() {
            break;
        }
        search.tried.clear();
    }
    let mut ways = search.found.iter().filter_map(|chosen| {
        let mut freed = knowledge.clone();
        chosen.iter().for_each(|slot| {
            freed.set(*slot, knowledge.whole(*slot));
        });
        changes(catalogue, measure, chosen, knowledge, freed)
    });
    let Some((changes, then)) = ways.next() else { return Ok(None) };
    let changed: Vec<FactId> = changes.iter().map(|change| change.fact).collect();
    let mut then_needs = crate::assess::missing(catalogue, measure, crate::assess::Verdict::Undetermined, &then);
    then_needs.retain(|fact| !changed.contains(fact));
    let alternatives = ways.map(|(changes, _)| changes).take(MOST_ALTERNATIVES).collect();
    Ok(Some(Unmet { changes, alternatives, then_needs }))
}

struct Search<'s> {
    catalogue: &'s Catalogue,
    measure: &'s Measure,
    profile: &'s Profile,
    found: Vec<Vec<SlotId>>,
    /// The sets of slots freed so far, in whatever order.
    tried: FxHashSet<Vec<SlotId>>,
}

impl Search<'_> {
    fn rule(&self) -> &Rule {
        &self.measure.rules(self.catalogue.compiler()).applies
    }

    /// Whether it would do to free every slot that can change.
    fn feasible(&self, knowledge: &Knowledge<'_>) -> Result<(), Vec<FactId>> {
        let rule = self.rule();
        let facts = &self.catalogue.facts;
        let mut freed = knowledge.clone();
        for slot in rule.slots().filter(|slot| self.can_change(*slot)) {
            freed.set(slot, knowledge.whole(slot));
        }
        if rule.truth(&freed) != Truth::Fails {
            return Ok(());
        }
        let mut given = crate::assess::given_facts(self.catalogue, self.profile, rule.slots());
        given.retain(|id| facts.get(id.0).is_some_and(|fact| fact.fixed));
        Err(fewest(&freed, &given, |less| rule.truth(less) == Truth::Fails))
    }

    /// Frees so many more slots, each one on which the failure hangs, and notes every set that does.
    fn free(&mut self, chosen: &mut Vec<SlotId>, more: usize, knowledge: &mut Knowledge<'_>) {
        if self.found.len() > MOST_ALTERNATIVES {
            return;
        }
        let mut set = chosen.clone();
        set.sort_unstable();
        if !self.tried.insert(set.clone()) {
            return;
        }
        let Some(less) = more.checked_sub(1) else {
            if self.rule().truth(knowledge) != Truth::Fails {
                self.found.push(set);
            }
            return;
        };
        let can_change = |slot| !chosen.contains(&slot) && self.can_change(slot);
        if self.rule().fewest_changes(knowledge, &can_change).is_none_or(|least| least > more) {
            return;
        }
        for slot in self.rule().blockers(knowledge) {
            if chosen.contains(&slot) || !self.can_change(slot) {
                continue;
            }
            let before = knowledge.set(slot, knowledge.whole(slot));
            chosen.push(slot);
            self.free(chosen, less, knowledge);
            chosen.pop();
            knowledge.set(slot, before);
        }
    }

    fn can_change(&self, slot: SlotId) -> bool {
        let fact = self.catalogue.fact_of(slot).and_then(|id| self.catalogue.facts.get(id.0));
        fact.is_some_and(|fact| {
            let given = |slot: usize| matches!(self.profile.state(slot), State::Given(_));
            // A sum can change with any of its years.
            let is_given = if fact.sum_slot() == Some(slot) { fact.given_slots().any(given) } else { given(slot.0) };
            !fact.fixed && is_given
        })
    }
}

/// Narrows each freed slot to the nearest numbers that do, one after the other.
fn changes<'c>(
    catalogue: &Catalogue,
    measure: &Measure,
    chosen: &[SlotId],
    knowledge: &Knowledge<'_>,
    mut freed: Knowledge<'c>,
) -> Option<(Vec<Change>, Knowledge<'c>)> {
    let mut changes = Vec::with_capacity(chosen.len());
    for slot in chosen {
        let has = knowledge.get(*slot);
        let cells = measure.rules(catalogue.compiler()).applies.feasible_cells(*slot, &freed);
        let needs = cells.iter().copied().min_by_key(|cell| distance(*cell, has))?;
        freed.set(*slot, needs);
        let fact = catalogue.fact_of(*slot)?;
        let one_choice = catalogue.facts.get(fact.0).is_some_and(|fact| fact.kind == Kind::Choice);
        let choices = cells.iter().filter(|_| one_choice).flat_map(|cell| cell.low..=cell.high).collect();
        changes.push(Change { fact, slot: *slot, has, needs, choices });
    }
    Some((changes, freed))
}

fn distance(cell: Interval, has: Interval) -> i64 {
    if cell.low > has.high {
        cell.low.saturating_sub(has.high)
    } else if cell.high < has.low {
        has.low.saturating_sub(cell.high)
    } else {
        0
    }
}
