//! On which facts the results of a client hang.

use super::Judged;
use crate::assess::Total;
use crate::fact::FactId;
use crate::measure::Class;
use crate::stacking::Effect;
use std::rc::Rc;

/// How many measures hang on each fact, for one client.
#[derive(Clone, Debug, Default)]
pub(super) struct Hanging {
    counts: Vec<usize>,
    touched: Vec<FactId>,
}

impl Hanging {
    pub(super) fn new(facts: usize) -> Self {
        Self { counts: vec![0; facts], touched: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        for fact in self.touched.drain(..) {
            if let Some(count) = self.counts.get_mut(fact.0) {
                *count = 0;
            }
        }
    }

    pub(super) fn add(&mut self, facts: &[FactId]) {
        for fact in facts {
            if let Some(count) = self.counts.get_mut(fact.0) {
                if *count == 0 {
                    self.touched.push(*fact);
                }
                *count = count.saturating_add(1);
            }
        }
    }
}

impl Judged<'_, '_> {
    /// What is missing for a measure, counted in with what hangs on it.
    pub(super) fn missing(&mut self, measure: usize, lane: usize, hanging: &mut Hanging) -> Rc<[FactId]> {
        let missing = self.bulk.missing(measure, lane, self.block, self.desk);
        hanging.add(&missing);
        missing
    }

    /// What rules on stacking do to the totals, with what limits hang on counted in.
    pub(super) fn stacking(
        &mut self,
        lane: usize,
        totals: &[Option<Total>],
        hanging: &mut Hanging,
    ) -> Vec<(Class, Vec<Effect>)> {
        let stacking = self.bulk.stacking(lane, totals, self.block, self.desk);
        stacking.iter().flat_map(|(_, effects)| effects).for_each(|effect| hanging.add(&effect.missing));
        stacking
    }

    /// The facts worth finding out, those on which most measures hang first.
    pub(super) fn next_facts(&mut self, lane: usize, hanging: &Hanging) -> Vec<FactId> {
        let counts = hanging.touched.iter().map(|fact| (hanging.counts.get(fact.0).copied().unwrap_or(0), *fact));
        self.bulk.next_facts(counts, lane, self.block, self.desk)
    }
}
