//! What a catalogue holds: documents, their measures, and the facts that these ask for.

use super::facts::Topic;
use crate::condition::{Compiled, Compiler, Condition, NamedCondition};
use crate::fact::{Fact, FactId, SlotId};
use crate::knowledge::Knowledge;
use crate::measure::{Clause, Measure, Policy, Remark, Undecided};
use crate::obligation::Obligation;
use crate::stacking::{Knots, Stacking, Together};
use crate::truth::Switches;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A valid catalogue, ready to assess applicants as of one day.
///
/// Everything that could go wrong was checked when it was loaded; assessing cannot fail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Catalogue {
    /// The SHA-256 of its files, in hexadecimal digits.
    pub digest: String,
    /// The day for which it is made ready.
    #[serde(skip)]
    pub as_of: Date,
    /// The topics of questions.
    pub topics: Vec<Topic>,
    /// The facts, in the order in which they are asked if nothing else decides.
    pub facts: Vec<Fact>,
    /// For each fact the condition under which it applies.
    pub ask_when: Vec<Option<Condition>>,
    /// The named conditions.
    pub named: Vec<NamedCondition>,
    /// The documents.
    pub policies: Vec<Policy>,
    /// Their clauses.
    pub clauses: Vec<Clause>,
    /// The measures, in the documents' order.
    pub measures: Vec<Measure>,
    /// What gives no applicant anything.
    pub remarks: Vec<Remark>,
    /// What is not decided yet, in documents that are drafts.
    pub undecided: Vec<Undecided>,
    /// The rules on which measures count together.
    pub stacking: Vec<Stacking>,
    /// What applicants must keep to.
    pub obligations: Vec<Obligation>,
    /// For each slot the fact to which it belongs; found when first needed.
    #[serde(skip)]
    pub(super) fact_of: OnceLock<Vec<FactId>>,
    /// What was compiled already; made when first needed.
    #[serde(skip)]
    pub(super) compiled: OnceLock<Compiled>,
    #[serde(skip)]
    pub(super) switches: OnceLock<Switches>,
    #[serde(skip)]
    pub(super) knots: OnceLock<Knots>,
}

impl Catalogue {
    /// How many slots there are.
    pub(crate) fn slots(&self) -> usize {
        self.facts.last().map_or(0, |fact| fact.slots.end)
    }

    /// The fact with this id.
    pub fn fact(&self, id: &str) -> Option<(FactId, &Fact)> {
        self.facts.iter().enumerate().find(|(_, fact)| fact.id == id).map(|(at, fact)| (FactId(at), fact))
    }

    /// The fact to which a slot belongs.
    pub fn fact_of(&self, slot: SlotId) -> Option<FactId> {
        let of = |(at, fact): (usize, &Fact)| std::iter::repeat_n(FactId(at), fact.slots.len());
        self.fact_of.get_or_init(|| self.facts.iter().enumerate().flat_map(of).collect()).get(slot.0).copied()
    }

    /// The measure with this id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// Leaves only the measures with these ids; everything else stays, so that profiles and what is
    /// said of the documents remain the same.
    pub fn only<I: AsRef<str>>(&mut self, ids: &[I]) {
        let stays = |measure: &Measure| ids.iter().any(|id| id.as_ref() == measure.id);
        let mut places = 0..self.measures.len();
        let moved: Vec<Option<usize>> =
            self.measures.iter().map(|measure| if stays(measure) { places.next() } else { None }).collect();
        for rule in &mut self.stacking {
            rule.measures = rule.measures.iter().filter_map(|at| *moved.get(*at)?).collect();
        }
        self.measures.retain(stays);
        self.knots = OnceLock::new();
    }

    /// The clause in which a measure stands, and its policy.
    pub fn place_of(&self, measure: &Measure) -> Option<(&Clause, &Policy)> {
        let clause = self.clauses.get(measure.clause)?;
        self.policies.get(clause.policy).map(|policy| (clause, policy))
    }

    /// The rules on which measures count together, for what is known of an applicant.
    pub fn together(&self, knowledge: &Knowledge<'_>) -> Together<'_> {
        Together::new(&self.stacking, self.knots(), self.compiler(), knowledge)
    }

    /// Which measures those of the rules that are in force let be decided together; found when
    /// first needed.
    fn knots(&self) -> &Knots {
        let in_force = |rule: &Stacking| {
            self.policies.get(rule.policy).is_some_and(|policy| policy.validity().holds_on(self.as_of))
        };
        self.knots.get_or_init(|| Knots::new(&self.stacking, in_force))
    }

    /// Whether the measure, its clause and its document hold on the as-of date.
    pub fn is_in_force(&self, measure: &Measure) -> bool {
        let document = self.place_of(measure).is_none_or(|(_, policy)| policy.validity().holds_on(self.as_of));
        document && measure.validity.holds_on(self.as_of)
    }

    /// What an applicant must keep to for this measure by itself.
    pub fn obligations_of(&self, measure: &Measure) -> impl Iterator<Item = &Obligation> {
        self.obligations.iter().filter(|obligation| obligation.names(&measure.id))
    }

    /// What an applicant must keep to for every measure of a document, by its position.
    pub fn obligations_for_all(&self, policy: usize) -> impl Iterator<Item = &Obligation> {
        self.obligations.iter().filter(move |it| it.policy == policy && it.of.is_none())
    }

    /// Which facts switch others on; made when first needed.
    pub fn switches(&self) -> &Switches {
        self.switches.get_or_init(|| Switches::new(&self.facts, |fact| Some(self.compiler().gate(fact)?.formula())))
    }

    /// What turns conditions of this catalogue into formulas.
    pub fn compiler(&self) -> Compiler<'_> {
        let Self { facts, ask_when, named, as_of, .. } = self;
        let compiled = self.compiled.get_or_init(|| Compiled::new(facts.len(), named.len()));
        Compiler { facts, ask_when, named, as_of: *as_of, compiled }
    }
}
