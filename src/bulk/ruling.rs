//! Rules of the catalogue as parts of the circuit, and their exact truth.

use super::circuit::{Compilation, Masks, NodeId};
use super::desk::Desk;
use super::signature::Scope;
use crate::block::{Block, Lanes, each_of, only};
use crate::fact::SlotId;
use crate::truth::{Rule, Truth};

/// A rule as a part of the circuit.
#[derive(Clone, Debug)]
pub(super) struct Ruling {
    node: NodeId,
    /// What it takes to decide it where the circuit leaves it open and it is not.
    exact: Option<Box<Exact>>,
}

/// A rule on which Kleene's tables alone may be wrong.
#[derive(Clone, Debug)]
struct Exact {
    rule: Rule,
    /// The slots on which they may be, each with whether also where nothing is known of it.
    split: Vec<(SlotId, bool)>,
    scope: Scope,
}

impl Ruling {
    pub(super) fn new(rule: &Rule, compilation: &mut Compilation<'_>) -> Self {
        let node = compilation.node(rule.formula());
        let split: Vec<(SlotId, bool)> = rule.split_slots(compilation.facts).collect();
        let exact = (!split.is_empty()).then(|| {
            let scope = Scope::new(compilation, [rule], []);
            Box::new(Exact { rule: rule.clone(), split, scope })
        });
        Self { node, exact }
    }

    /// Whether both are the same part of the circuit, and so the same statement.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.node == other.node
    }

    /// For whom it holds, exactly, among some; of others nothing is said.
    pub(super) fn among(&self, lanes: Lanes, block: &Block, desk: &mut Desk<'_>) -> Masks {
        let mut masks = desk.masks(self.node);
        let open = masks.open() & lanes;
        let Some(exact) = self.exact.as_deref().filter(|_| open != 0) else { return masks };
        let misleads = |(slot, always): &(SlotId, bool)| {
            block.column(*slot).map_or(0, |column| if *always { !column.point } else { column.in_part })
        };
        let unsure = exact.split.iter().fold(0, |unsure, split| unsure | misleads(split));
        for lane in each_of(open & unsure) {
            let truth = |knowledge: &_| exact.rule.truth(knowledge);
            match desk.remembered(|desk| &mut desk.truths, (&exact.scope, true), (block, lane), truth) {
                Truth::Holds => masks.must |= only(lane),
                Truth::Fails => masks.may &= !only(lane),
                Truth::Open => {}
            }
        }
        masks
    }
}
