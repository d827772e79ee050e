//! What follows where some slots stay unknown for good.

use super::formula::Formula;
use super::rule::{MOST_CELLS, Rule};
use crate::fact::SlotId;
use crate::knowledge::Knowledge;

impl Rule {
    /// The formula over all other slots that holds exactly where this rule holds whatever the
    /// numbers of the slots are that stay unknown; `None` where those fall into more than
    /// [`MOST_CELLS`] cells.
    pub fn surely(&self, knowledge: &Knowledge<'_>, stays_unknown: &impl Fn(SlotId) -> bool) -> Option<Formula> {
        let tested = self.tested(knowledge.facts());
        let unknown = || tested.iter().filter(|it| stays_unknown(it.slot) && !knowledge.get(it.slot).is_point());
        let (split, plain): (Vec<_>, Vec<_>) = unknown().partition(|it| it.misleads(knowledge.get(it.slot)));
        let mut formulas = vec![self.formula.clone()];
        for slot in plain {
            // Some number fails all of its tests that can fail at all.
            let whole = knowledge.get(slot.slot);
            formulas = formulas.iter().map(|it| it.with(slot.slot, &|allowed| allowed.covers(whole))).collect();
        }
        for slot in split {
            let cells: Vec<_> = slot.cells(knowledge.get(slot.slot)).collect();
            if formulas.len().saturating_mul(cells.len()) > MOST_CELLS {
                return None;
            }
            let in_cell = |formula: &Formula| {
                let formula = formula.clone();
                let fixed = move |cell| formula.with(slot.slot, &|allowed| allowed.covers(cell));
                cells.clone().into_iter().map(fixed)
            };
            formulas = formulas.iter().flat_map(in_cell).collect();
        }
        Some(Formula::all(formulas))
    }
}
