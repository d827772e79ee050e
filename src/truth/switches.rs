//! Which facts switch others on, each by itself.

use super::formula::{Formula, Truth};
use super::rule::Rule;
use crate::fact::{Fact, FactId, Kind};
use crate::knowledge::Knowledge;

/// For each fact those that by themselves can keep it from applying.
///
/// What a fact turns, its switches turn too: while such a switch is off, nothing hangs on the fact.
#[derive(Clone, Debug, Default)]
pub struct Switches {
    /// For each fact the others, and what must hold of each.
    of: Vec<Vec<(FactId, Rule)>>,
    /// For each fact how many switches stand before it, one behind the other.
    depths: Vec<usize>,
}

impl Switches {
    /// From the formula under which each fact applies; `None` where it always does.
    pub fn new<'f>(facts: &[Fact], gate: impl Fn(FactId) -> Option<&'f Formula>) -> Self {
        let switches = |at| gate(FactId(at)).map_or_else(Vec::new, |gate| alone(facts, gate));
        let of: Vec<_> = (0..facts.len()).map(switches).collect();
        let mut switches = Self { depths: vec![0; of.len()], of };
        // Nothing switches itself on, so no chain is longer than all facts.
        for _ in 0..facts.len() {
            let deeper: Vec<usize> = switches.of.iter().map(|of| switches.depth_behind(of)).collect();
            if deeper == switches.depths {
                break;
            }
            switches.depths = deeper;
        }
        switches
    }

    fn depth_behind(&self, switches: &[(FactId, Rule)]) -> usize {
        let before = switches.iter().filter_map(|(fact, _)| self.depths.get(fact.0));
        before.max().map_or(0, |depth| depth.saturating_add(1))
    }

    /// How many switches stand before the fact, one behind the other.
    pub(super) fn depth(&self, fact: FactId) -> usize {
        self.depths.get(fact.0).copied().unwrap_or_default()
    }

    /// Adds a fact that turns a formula, and with it the switches before it that are not known.
    pub(super) fn add(&self, fact: FactId, knowledge: &Knowledge<'_>, facts: &mut Vec<FactId>) {
        if facts.contains(&fact) {
            return;
        }
        facts.push(fact);
        for (switch, rule) in self.of.get(fact.0).into_iter().flatten() {
            if rule.truth(knowledge) == Truth::Open {
                self.add(*switch, knowledge, facts);
            }
        }
    }
}

/// The parts of a formula that must all hold and that test one fact only.
fn alone(facts: &[Fact], formula: &Formula) -> Vec<(FactId, Rule)> {
    let parts = match formula {
        Formula::All(parts) => parts.as_slice(),
        only => std::slice::from_ref(only),
    };
    let of_one_fact = |part: &Formula| {
        let mut tested = Vec::new();
        part.each_test(&mut |slot, _| tested.push(FactId::of(slot, facts)));
        tested.dedup();
        match tested.as_slice() {
            [only] if facts.get(only.0).is_some_and(|fact| !matches!(fact.kind, Kind::YearlyMoney { .. })) => {
                Some((*only, Rule::new(part.clone())))
            }
            _ => None,
        }
    };
    parts.iter().filter_map(of_one_fact).collect()
}
