//! What a measure still hangs on, where some facts will never be known.

use crate::amount::{Range, Support};
use crate::assess::{self, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, SlotId};
use crate::interval::Interval;
use crate::knowledge::Knowledge;
use crate::measure::Measure;
use crate::truth::{Formula, Rule};

/// The most ranges that are worked out to see whether one answer can change them.
const MOST_COMBINATIONS: usize = 4096;

/// Which facts can still be answered, and what is known.
#[derive(Debug)]
pub(super) struct Ground<'g, 'c> {
    pub(super) catalogue: &'c Catalogue,
    pub(super) knowledge: &'g Knowledge<'c>,
    /// For each fact whether it can still be answered.
    pub(super) answerable: &'g [bool],
    /// Whether anything at all is not known and never will be.
    pub(super) blocked: bool,
}

impl Ground<'_, '_> {
    fn can_be_answered(&self, fact: FactId) -> bool {
        self.answerable.get(fact.0).is_some_and(|answerable| *answerable)
    }

    /// Whether a slot is not known and never will be.
    pub(super) fn stays_unknown(&self, slot: SlotId) -> bool {
        let answerable = self.catalogue.fact_of(slot).is_some_and(|fact| self.can_be_answered(fact));
        !answerable && !self.knowledge.get(slot).is_point()
    }

    /// The facts that can still be answered and whose answer can change the verdict or a support:
    /// two completions of such facts differ on it and in that answer only.
    pub(super) fn hanging_on(&self, measure: &Measure, verdict: Verdict) -> Vec<FactId> {
        if verdict == Verdict::Ineligible {
            return Vec::new();
        }
        let rules = measure.rules(self.catalogue.compiler());
        let conditions = || std::iter::once(&rules.applies).chain(&rules.unreserved);
        let amounts = rules.supports.iter().flatten();
        let mut hanging = if !self.blocked {
            assess::missing(self.catalogue, measure, verdict, self.knowledge)
        } else if conditions().any(|rule| rule.may_hang_on(self.knowledge, |slot| self.stays_unknown(slot))) {
            let certain = self.certainties(measure);
            let mut turning: Vec<FactId> =
                certain.iter().flat_map(|rule| rule.turned_by(self.knowledge, self.catalogue.switches())).collect();
            for support in amounts {
                turning.extend(self.changing(support));
            }
            turning
        } else if amounts.clone().flat_map(|support| support.slots()).any(|slot| self.stays_unknown(slot)) {
            let turning = conditions().flat_map(|rule| rule.turned_by(self.knowledge, self.catalogue.switches()));
            turning.chain(amounts.flat_map(|support| self.changing(support))).collect()
        } else {
            assess::missing(self.catalogue, measure, verdict, self.knowledge)
        };
        hanging.retain(|fact| self.can_be_answered(*fact));
        hanging.sort_unstable();
        hanging.dedup();
        hanging
    }

    /// The statements one of which is true where the verdict is settled: that the measure
    /// applies for certain, with something reserved or with nothing, or fails for certain. Those that
    /// nothing can turn any more are left out, where that is seen at once.
    fn certainties(&self, measure: &Measure) -> Vec<Rule> {
        let stays_unknown = |slot| self.stays_unknown(slot);
        let is_open = |rule: &Rule| rule.surely_at_once(self.knowledge, &stays_unknown).is_none();
        let rules = measure.rules(self.catalogue.compiler());
        let applies = rules.applies.formula();
        let mut statements = Vec::new();
        if rules.applies.perhaps_at_once(self.knowledge, &stays_unknown).is_none() {
            statements.push(applies.negated());
        }
        match &rules.unreserved {
            None => statements.extend(is_open(&rules.applies).then(|| applies.clone())),
            Some(unreserved) => {
                statements.extend(is_open(unreserved).then(|| unreserved.formula().clone()));
                statements.push(Formula::all([applies.clone(), unreserved.formula().negated()]));
            }
        }
        let certain = |statement: Formula| {
            let rule = Rule::new(statement);
            rule.surely(self.knowledge, &stays_unknown).map_or(rule, Rule::new)
        };
        statements.into_iter().map(certain).collect()
    }

    /// The facts that can still change a range. Where it hangs on slots that stay unknown, any
    /// answer may do so that says something about these, so numbers are looked for that change it.
    fn changing(&self, support: &Support) -> Vec<FactId> {
        let mut facts = support.open_facts(self.knowledge, self.catalogue.switches());
        if facts.is_empty() {
            return facts;
        }
        facts.retain(|fact| self.can_be_answered(*fact));
        if !support.ranging_slots(self.knowledge).iter().any(|slot| self.stays_unknown(*slot)) {
            return facts;
        }
        let mut slots = support.slots();
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|slot| !self.knowledge.get(*slot).is_point() && !self.stays_unknown(*slot));
        let trials: Vec<Trial> = slots.into_iter().map(|slot| (slot, support.trials(slot, self.knowledge))).collect();
        let mut candidates: Vec<FactId> = trials.iter().filter_map(|(slot, _)| self.catalogue.fact_of(*slot)).collect();
        candidates.dedup();
        candidates.retain(|fact| {
            let mut search = Search { support, knowledge: self.knowledge.clone(), left: MOST_COMBINATIONS };
            let own = |(slot, _): &&Trial| self.catalogue.fact_of(*slot) == Some(*fact);
            let (own, others): (Vec<&Trial>, Vec<&Trial>) = trials.iter().partition(own);
            let found = own.iter().any(|slot| {
                let beside = own.iter().filter(|other| other.0 != slot.0);
                let others: Vec<&Trial> = others.iter().chain(beside).copied().collect();
                search.differs(slot, &others)
            });
            // Where there are too many, what is open for all that is known now is asked.
            found || (search.left == 0 && facts.contains(fact))
        });
        candidates
    }
}

/// A slot and numbers of it that stand for all others.
type Trial = (SlotId, Vec<Interval>);

/// A search for numbers that change a range.
struct Search<'s, 'c> {
    support: &'s Support,
    knowledge: Knowledge<'c>,
    /// How many ranges may still be worked out.
    left: usize,
}

impl Search<'_, '_> {
    /// Whether the numbers of a slot make a difference to the range for some numbers of the others.
    fn differs(&mut self, slot: &Trial, others: &[&Trial]) -> bool {
        if self.left == 0 || !self.support.is_possible(&self.knowledge) {
            return false;
        }
        let (at, numbers) = others.first().copied().unwrap_or(slot);
        let whole = self.knowledge.get(*at);
        let mut first: Option<Option<Range>> = None;
        let found = numbers.iter().any(|number| {
            self.knowledge.set(*at, *number);
            let Some((_, rest)) = others.split_first() else {
                self.left = self.left.saturating_sub(1);
                let range = self.support.range(&self.knowledge);
                return *first.get_or_insert(range) != range;
            };
            self.differs(slot, rest)
        });
        self.knowledge.set(*at, whole);
        found
    }
}
