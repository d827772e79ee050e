//! Many applicants at once: the same verdicts and ranges as for one, at a small part of the cost.
//!
//! The formulas of the catalogue become one circuit, of which each part is evaluated for 64
//! applicants by a few steps on machine words. Where that leaves a rule open on which it may be
//! wrong, and where amounts hang on facts not known, the rule itself decides, once for all
//! applicants alike.

mod circuit;
mod desk;
mod facts;
mod ranges;
mod ruling;
mod signature;
mod totals;
mod verdicts;

pub use desk::Desk;
pub use verdicts::Verdicts;

use crate::amount::Range;
use crate::assess::{self, Verdict};
use crate::block::{Block, Lanes, only};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, SlotId};
use crate::measure::Measure;
use circuit::{Circuit, Compilation};
use facts::Applying;
use ranges::Ranging;
use signature::Scope;
use smallvec::SmallVec;
use std::rc::Rc;
use totals::Adding;
use verdicts::Deciding;

/// What each support of a measure comes to; `None` for what is not counted.
pub type Ranges = SmallVec<[Option<Range>; 1]>;

/// A catalogue made ready to judge many applicants at once.
#[derive(Clone, Debug)]
pub struct Bulk<'c> {
    catalogue: &'c Catalogue,
    circuit: Circuit,
    /// How many parts of it decide the measures; the others only say which facts apply.
    deciding: usize,
    measures: Vec<Ready<'c>>,
    applying: Applying,
    /// How many supports come to what is not the same for all.
    varying: usize,
    scopes: usize,
}

/// A measure made ready.
#[derive(Clone, Debug)]
struct Ready<'c> {
    measure: &'c Measure,
    deciding: Deciding,
    ranging: Vec<Ranging>,
    adding: Adding,
    /// Everything on which the measure hangs.
    scope: Scope,
    /// The slots from which amounts are computed, unless only one is, in one way: then what is
    /// missing does not hang on their numbers.
    computed: Vec<SlotId>,
}

impl<'c> Bulk<'c> {
    /// Makes a catalogue ready.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let facts = &catalogue.facts;
        let mut compilation = Compilation::new(facts);
        let mut varying = 0;
        let measures = catalogue.measures.iter();
        let measures = measures.map(|measure| Ready::new(catalogue, measure, &mut varying, &mut compilation)).collect();
        let deciding = compilation.nodes();
        let applying = Applying::new(catalogue, &mut compilation);
        let scopes = compilation.scopes();
        Self { catalogue, circuit: compilation.finish(), deciding, measures, applying, varying, scopes }
    }

    /// What a thread needs to judge blocks.
    pub fn desk(&self) -> Desk<'c> {
        Desk::new(&self.catalogue.facts, self.measures.len(), self.varying, self.scopes)
    }

    /// Finds the verdicts and ranges of some applicants of a block; the sums of their years must be
    /// reckoned.
    pub fn judge(&self, lanes: Lanes, block: &Block, desk: &mut Desk<'c>) {
        desk.begin();
        self.circuit.evaluate(self.deciding, block, &mut desk.masks);
        for (at, ready) in self.measures.iter().enumerate() {
            let verdicts = ready.deciding.decide(lanes, block, desk);
            if let Some(place) = desk.verdicts.get_mut(at) {
                *place = verdicts;
            }
            let possible = verdicts.possible();
            let hanging = if possible == 0 { 0 } else { possible & ready.scope.unknown(block) };
            if let Some(place) = desk.hanging.get_mut(at) {
                *place = hanging;
            }
            if possible != 0 {
                self.ranges(ready, possible, block, desk);
            }
        }
    }

    fn ranges(&self, ready: &Ready<'c>, possible: Lanes, block: &Block, desk: &mut Desk<'c>) {
        for ranging in &ready.ranging {
            let Ranging::Varying(place, varying) = ranging else { continue };
            let Some(mut found) = desk.found.get_mut(*place).map(std::mem::take) else { continue };
            varying.find(possible, (block, &self.catalogue.facts), desk, &mut found);
            if let Some(place) = desk.found.get_mut(*place) {
                *place = found;
            }
        }
    }

    /// The measures, in the catalogue's order, each with its verdicts in the block judged last.
    pub fn verdicts<'d>(&'d self, desk: &'d Desk<'c>) -> impl Iterator<Item = (&'c Measure, &'d Verdicts)> {
        self.measures.iter().map(|ready| ready.measure).zip(&desk.verdicts)
    }

    /// What a support of a measure, both by position, comes to for an applicant; it says nothing
    /// where the measure is ruled out. `None` for what is not counted.
    pub fn range(&self, measure: usize, support: usize, lane: usize, desk: &Desk<'c>) -> Option<Range> {
        match self.measures.get(measure)?.ranging.get(support)? {
            Ranging::Constant(range) => *range,
            Ranging::Varying(place, _) => desk.found.get(*place)?.of(lane),
        }
    }

    /// What all supports of a measure, by position, come to for an applicant.
    pub fn ranges_of(&self, measure: usize, lane: usize, desk: &Desk<'c>) -> Ranges {
        let supports = self.measures.get(measure).map_or(0, |ready| ready.ranging.len());
        (0..supports).map(|support| self.range(measure, support, lane, desk)).collect()
    }

    /// What all supports of a measure, by position, come to, where that is the same for everybody for
    /// whom it is possible.
    pub fn constant_ranges(&self, measure: usize) -> Option<Ranges> {
        let constant = |ranging: &Ranging| match ranging {
            Ranging::Constant(range) => Some(*range),
            Ranging::Varying(..) => None,
        };
        self.measures.get(measure)?.ranging.iter().map(constant).collect()
    }

    /// The facts not known that can still change the verdict or the support of a measure, by
    /// position, for an applicant.
    pub fn missing(&self, measure: usize, lane: usize, block: &Block, desk: &mut Desk<'c>) -> Rc<[FactId]> {
        let alone = only(lane);
        let hangs = |hanging: &&Lanes| **hanging & alone != 0;
        let (Some(ready), Some(_)) = (self.measures.get(measure), desk.hanging.get(measure).filter(hangs)) else {
            return Rc::clone(&desk.nothing);
        };
        let given = |slot: &SlotId| block.column(*slot).is_some_and(|column| column.point & alone != 0);
        let scope = (&ready.scope, !ready.computed.iter().any(given));
        desk.remembered(
            |desk| &mut desk.missing,
            scope,
            (block, lane),
            |knowledge| assess::missing(self.catalogue, ready.measure, Verdict::Undetermined, knowledge).into(),
        )
    }
}

impl<'c> Ready<'c> {
    fn new(
        catalogue: &'c Catalogue,
        measure: &'c Measure,
        varying: &mut usize,
        compilation: &mut Compilation<'c>,
    ) -> Self {
        let deciding = Deciding::new(catalogue, measure, compilation);
        let rules = measure.rules(catalogue.compiler());
        let mut ranging = Vec::with_capacity(rules.supports.len());
        for support in &rules.supports {
            let one = Ranging::new(support.as_ref(), &deciding.applies, *varying, compilation);
            *varying = varying.saturating_add(usize::from(matches!(one, Ranging::Varying(..))));
            ranging.push(one);
        }
        let (mut computed, mut alone) = (Vec::new(), true);
        for (slots, several) in ranging.iter().map(Ranging::computed) {
            alone = alone && slots.len() <= 1 && !several;
            computed.extend(slots);
        }
        let guards = rules.supports.iter().flatten().flat_map(|it| it.branches()).map(|branch| branch.guard());
        let tested: Vec<_> = std::iter::once(&rules.applies).chain(&rules.unreserved).chain(guards).collect();
        let scope = Scope::new(compilation, tested, computed.iter().copied());
        let adding = Adding::new(measure, &ranging);
        Self { measure, deciding, ranging, adding, scope, computed: if alone { Vec::new() } else { computed } }
    }
}
