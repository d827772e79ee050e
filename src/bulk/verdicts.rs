//! Whether a measure applies, for everybody in a block.

use super::circuit::Compilation;
use super::desk::Desk;
use super::ruling::Ruling;
use crate::assess::{RuledOutBy, Verdict};
use crate::block::{Block, Lanes, only};
use crate::catalogue::Catalogue;
use crate::measure::Measure;

/// For whom a measure has which verdict; everybody is in one set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// All that the document states holds.
    pub eligible: Lanes,
    /// All that it states holds; something is left to implementing rules.
    pub provisional: Lanes,
    /// Facts not known decide.
    pub undetermined: Lanes,
    /// It is not in force.
    pub out_of_force: Lanes,
    /// It is for another kind of applicant.
    pub for_others: Lanes,
    /// A condition does not hold.
    pub condition_fails: Lanes,
}

impl Verdicts {
    /// For whom it is not ruled out.
    pub const fn possible(&self) -> Lanes {
        self.eligible | self.provisional | self.undetermined
    }

    /// The verdict for one applicant, and what rules the measure out.
    pub const fn of(&self, lane: usize) -> (Verdict, Option<RuledOutBy>) {
        let lane = only(lane);
        if self.for_others & lane != 0 {
            (Verdict::Ineligible, Some(RuledOutBy::Audience))
        } else if self.condition_fails & lane != 0 {
            (Verdict::Ineligible, Some(RuledOutBy::Conditions))
        } else if self.undetermined & lane != 0 {
            (Verdict::Undetermined, None)
        } else if self.provisional & lane != 0 {
            (Verdict::Provisional, None)
        } else if self.eligible & lane != 0 {
            (Verdict::Eligible, None)
        } else {
            (Verdict::Ineligible, Some(RuledOutBy::Period))
        }
    }
}

/// What decides a measure, as parts of the circuit.
#[derive(Clone, Debug)]
pub(super) struct Deciding {
    in_force: bool,
    audience: Ruling,
    pub(super) applies: Ruling,
    /// Whether something is reserved, and while what holds nothing is.
    reserved: Option<Option<Ruling>>,
}

impl Deciding {
    pub(super) fn new(catalogue: &Catalogue, measure: &Measure, compilation: &mut Compilation<'_>) -> Self {
        let rules = measure.rules(catalogue.compiler());
        let unreserved = rules.unreserved.as_ref().map(|rule| Ruling::new(rule, compilation));
        Self {
            in_force: catalogue.is_in_force(measure),
            audience: Ruling::new(measure.for_whom(catalogue.compiler()), compilation),
            applies: Ruling::new(&rules.applies, compilation),
            reserved: measure.reserved.is_some().then_some(unreserved),
        }
    }

    pub(super) fn decide(&self, lanes: Lanes, block: &Block, desk: &mut Desk<'_>) -> Verdicts {
        let mut verdicts = Verdicts::default();
        if !self.in_force {
            verdicts.out_of_force = lanes;
            return verdicts;
        }
        let audience = self.audience.among(lanes, block, desk);
        verdicts.for_others = lanes & !audience.may;
        let lanes = lanes & audience.may;
        if lanes == 0 {
            return verdicts;
        }
        let applies = self.applies.among(lanes, block, desk);
        verdicts.condition_fails = lanes & !applies.may;
        verdicts.undetermined = lanes & applies.open();
        let holds = lanes & applies.must;
        match &self.reserved {
            None => verdicts.eligible = holds,
            Some(None) => verdicts.provisional = holds,
            Some(Some(unreserved)) => {
                let unreserved = unreserved.among(holds, block, desk);
                verdicts.eligible = holds & unreserved.must;
                verdicts.provisional = holds & !unreserved.may;
                verdicts.undetermined |= holds & unreserved.open();
            }
        }
        verdicts
    }
}
