//! What follows where some slots stay unknown for good.

use super::formula::Formula;
use super::rule::{MOST_CELLS, Rule};
use crate::fact::SlotId;
use crate::interval::{Interval, IntervalSet};
use crate::knowledge::Knowledge;

impl Rule {
    /// Whether this rule holds whatever the numbers of the slots are that stay unknown, where that is
    /// seen at once; `None` proves nothing.
    pub fn surely_at_once(&self, knowledge: &Knowledge<'_>, stays_unknown: &impl Fn(SlotId) -> bool) -> Option<bool> {
        self.bounded_at_once(knowledge, stays_unknown, IntervalSet::covers)
    }

    /// Whether it holds for some of those numbers, where that is seen at once; `None` proves nothing.
    pub fn perhaps_at_once(&self, knowledge: &Knowledge<'_>, stays_unknown: &impl Fn(SlotId) -> bool) -> Option<bool> {
        self.bounded_at_once(knowledge, stays_unknown, IntervalSet::meets)
    }

    /// Its value where each test of a slot that stays unknown is taken for what is said of it.
    fn bounded_at_once(
        &self,
        knowledge: &Knowledge<'_>,
        stays_unknown: &impl Fn(SlotId) -> bool,
        taken_for: fn(&IntervalSet, Interval) -> bool,
    ) -> Option<bool> {
        let is_unknown = |slot: SlotId| !knowledge.get(slot).is_point() && stays_unknown(slot);
        let mut tested = self.tested(knowledge.facts()).iter();
        if tested.any(|it| it.misleads(knowledge.get(it.slot)) && is_unknown(it.slot)) {
            return None;
        }
        self.formula.value(&|slot, allowed| {
            let known = knowledge.get(slot);
            if is_unknown(slot) { Some(taken_for(allowed, known)) } else { allowed.decides(known) }
        })
    }

    /// The formula over all other slots that holds exactly where this rule holds whatever the
    /// numbers of the slots are that stay unknown; `None` where those fall into more than
    /// [`MOST_CELLS`] cells.
    pub fn surely(&self, knowledge: &Knowledge<'_>, stays_unknown: &impl Fn(SlotId) -> bool) -> Option<Formula> {
        let tested = self.tested(knowledge.facts());
        let unknown = || tested.iter().filter(|it| stays_unknown(it.slot) && !knowledge.get(it.slot).is_point());
        let (split, plain): (Vec<_>, Vec<_>) = unknown().partition(|it| it.misleads(knowledge.get(it.slot)));
        // Some number of each such slot fails all of its tests that can fail at all.
        let is_plain = |slot: SlotId| plain.iter().any(|it| it.slot == slot);
        let fails = |slot, allowed: &IntervalSet| is_plain(slot).then(|| allowed.covers(knowledge.get(slot)));
        let mut formulas = vec![self.formula.with(&fails)];
        for slot in split {
            let cells: Vec<_> = slot.cells(knowledge.get(slot.slot)).collect();
            if formulas.len().saturating_mul(cells.len()) > MOST_CELLS {
                return None;
            }
            let in_cell = |formula: &Formula| {
                let formula = formula.clone();
                let fixed =
                    move |cell| formula.with(&|tested, allowed| (tested == slot.slot).then(|| allowed.covers(cell)));
                cells.clone().into_iter().map(fixed)
            };
            formulas = formulas.iter().flat_map(in_cell).collect();
        }
        Some(Formula::all(formulas))
    }
}
