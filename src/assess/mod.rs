//! What follows for one applicant: pure, and unable to fail.

mod totals;

pub use totals::{Given, Total, total};

use crate::amount::Range;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, SlotId};
use crate::fewest::fewest;
use crate::knowledge::Knowledge;
use crate::language::Text;
use crate::measure::{Class, Measure, Support};
use crate::profile::{Profile, State};
use crate::stacking::{Effect, Share, Together};
use crate::truth::Truth;
use crate::what_it_takes::{self, Unmet};

/// What holds for one measure and one applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All that the document states holds.
    Eligible,
    /// All that it states holds; something is left to implementing rules.
    Provisional,
    /// Facts not known decide.
    Undetermined,
    /// Something that it states does not hold.
    Ineligible,
}

impl Verdict {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Provisional => "provisional",
            Self::Undetermined => "undetermined",
            Self::Ineligible => "ineligible",
        }
    }
}

/// What rules a measure out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuledOutBy {
    /// The document, its clause or the measure does not hold on the as-of date.
    Period,
    /// The measure is for another kind of applicant.
    Audience,
    /// A condition does not hold.
    Conditions,
}

impl RuledOutBy {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Audience => "audience",
            Self::Conditions => "conditions",
        }
    }
}

/// What holds for one measure.
#[derive(Clone, Debug)]
pub struct Finding<'c> {
    /// The measure.
    pub measure: &'c Measure,
    /// Whether it applies.
    pub verdict: Verdict,
    /// What rules it out, where something does.
    pub ruled_out_by: Option<RuledOutBy>,
    /// The facts not known that can still change the verdict or the support.
    pub missing: Vec<FactId>,
    /// The facts given that alone prove the verdict and the support.
    pub rests_on: Vec<FactId>,
    /// What it would take, where a condition rules it out and changes would do.
    pub unmet: Option<Unmet>,
    /// The fewest facts that cannot change and alone keep every change from doing, where a
    /// condition rules it out and no change would do.
    pub in_the_way: Vec<FactId>,
    /// What is given if it applies; nothing where it does not.
    pub supports: Vec<(&'c Support, Option<Range>)>,
}

impl<'c> Finding<'c> {
    /// What the document leaves to implementing rules, unless nothing is left for this applicant.
    pub fn reserved(&self) -> Option<&'c Text> {
        let reserved = self.measure.reserved.as_ref().filter(|_| self.verdict != Verdict::Eligible);
        reserved.map(|reserved| &reserved.text)
    }
}

/// What follows for one applicant.
#[derive(Clone, Debug)]
pub struct Assessment<'c> {
    /// What holds for each measure, in the catalogue's order.
    pub findings: Vec<Finding<'c>>,
    /// The classes in which something is counted in money.
    pub totals: Vec<Total>,
    /// For each class with a total what the rules on stacking do to it; only where they do something.
    pub stacking: Vec<(Class, Vec<Effect>)>,
    /// The facts worth finding out that apply, those on which most measures hang first.
    pub next_facts: Vec<FactId>,
    /// Facts given that do not apply to the applicant.
    pub ignored: Vec<FactId>,
}

impl Assessment<'_> {
    /// Whether a fact not known can still change a verdict, a support or a total.
    pub fn is_open(&self) -> bool {
        let effects = self.stacking.iter().flat_map(|(_, effects)| effects);
        self.findings.iter().any(|finding| !finding.missing.is_empty())
            || effects.into_iter().any(|effect| !effect.missing.is_empty())
    }
}

/// Assesses one applicant against every measure.
pub fn assess<'c>(catalogue: &'c Catalogue, profile: &Profile) -> Assessment<'c> {
    let knowledge = Knowledge::of(&catalogue.facts, profile);
    let findings: Vec<Finding<'c>> =
        catalogue.measures.iter().map(|measure| find(catalogue, measure, profile, &knowledge)).collect();
    let given: Vec<Given<'c>> = findings.iter().map(Given::from).collect();
    let together = catalogue.together(&knowledge);
    let totals: Vec<Total> = Class::ALL.iter().filter_map(|class| total(*class, &given, &together)).collect();
    let stacking = stacking(catalogue, &knowledge, &totals, &given);
    let next_facts = next_facts(catalogue, profile, &knowledge, &findings, &stacking);
    Assessment { findings, totals, stacking, next_facts, ignored: ignored(catalogue, profile, &knowledge) }
}

/// What the rules on stacking do to each total.
pub fn stacking(
    catalogue: &Catalogue,
    knowledge: &Knowledge<'_>,
    totals: &[Total],
    given: &[Given<'_>],
) -> Vec<(Class, Vec<Effect>)> {
    if catalogue.stacking.is_empty() {
        return Vec::new();
    }
    let together = catalogue.together(knowledge);
    let of = |total: &Total| (total.class, effects(catalogue, knowledge, total.class, given, &together));
    totals.iter().map(of).filter(|(_, effects)| !effects.is_empty()).collect()
}

/// What the rules on stacking do to the sum of a class over all measures, in the catalogue's order.
pub fn effects(
    catalogue: &Catalogue,
    knowledge: &Knowledge<'_>,
    class: Class,
    given: &[Given<'_>],
    together: &Together<'_>,
) -> Vec<Effect> {
    let shares: Vec<Share> = given.iter().map(|one| one.share(class)).collect();
    together.over(&shares).effects(&|rule| {
        let limit = rule.limit(catalogue.compiler());
        let mut facts = limit.map_or_else(Vec::new, |limit| limit.open_facts(knowledge, catalogue.switches()));
        facts.sort_unstable();
        facts.dedup();
        facts
    })
}

/// What holds for the measures with these ids, as [`assess`] finds it, at a part of the cost: without
/// totals, and without what to ask next.
pub fn assess_some<'c>(catalogue: &'c Catalogue, profile: &Profile, ids: &[&str]) -> Vec<Finding<'c>> {
    let knowledge = Knowledge::of(&catalogue.facts, profile);
    let wanted = catalogue.measures.iter().filter(|measure| ids.contains(&measure.id.as_str()));
    wanted.map(|measure| find(catalogue, measure, profile, &knowledge)).collect()
}

/// What holds for one measure.
pub fn find<'c>(
    catalogue: &'c Catalogue,
    measure: &'c Measure,
    profile: &Profile,
    knowledge: &Knowledge<'_>,
) -> Finding<'c> {
    let outcome = Outcome::of(catalogue, measure, knowledge);
    let (unmet, in_the_way) = match outcome.ruled_out_by {
        Some(RuledOutBy::Conditions) => match what_it_takes::unmet(catalogue, measure, profile, knowledge) {
            Ok(unmet) => (unmet, Vec::new()),
            Err(in_the_way) => (None, in_the_way),
        },
        _ => (None, Vec::new()),
    };
    Finding {
        measure,
        verdict: outcome.verdict,
        ruled_out_by: outcome.ruled_out_by,
        missing: missing(catalogue, measure, outcome.verdict, knowledge),
        rests_on: rests_on(catalogue, measure, profile, knowledge, &outcome),
        unmet,
        in_the_way,
        supports: measure.supports.iter().zip(outcome.ranges).collect(),
    }
}

/// The verdict and what each support comes to, as [`find`] gives them, without what explains
/// them and so at a small part of the cost. There are no ranges where the measure does not apply.
pub fn outcome(catalogue: &Catalogue, measure: &Measure, knowledge: &Knowledge<'_>) -> (Verdict, Vec<Option<Range>>) {
    let outcome = Outcome::of(catalogue, measure, knowledge);
    (outcome.verdict, outcome.ranges)
}

/// The verdict and the ranges, without reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    verdict: Verdict,
    ruled_out_by: Option<RuledOutBy>,
    /// One for each support; empty where the measure does not apply.
    ranges: Vec<Option<Range>>,
}

impl Outcome {
    fn of(catalogue: &Catalogue, measure: &Measure, knowledge: &Knowledge<'_>) -> Self {
        let (verdict, ruled_out_by) = verdict(catalogue, measure, knowledge);
        let ranges = if verdict == Verdict::Ineligible {
            Vec::new()
        } else {
            let supports = &measure.rules(catalogue.compiler()).supports;
            supports.iter().map(|support| support.as_ref()?.range_if_given(knowledge)).collect()
        };
        Self { verdict, ruled_out_by, ranges }
    }

    /// Whether the outcome follows from less knowledge as well.
    fn stands(&self, catalogue: &Catalogue, measure: &Measure, less: &Knowledge<'_>) -> bool {
        let compiler = catalogue.compiler();
        match self.ruled_out_by {
            Some(RuledOutBy::Period) => true,
            Some(RuledOutBy::Audience) => measure.for_whom(compiler).truth(less) == Truth::Fails,
            Some(RuledOutBy::Conditions) => measure.rules(compiler).applies.truth(less) == Truth::Fails,
            None => Self::of(catalogue, measure, less) == *self,
        }
    }
}

/// The verdict, and what rules the measure out, without the ranges.
pub fn verdict(catalogue: &Catalogue, measure: &Measure, knowledge: &Knowledge<'_>) -> (Verdict, Option<RuledOutBy>) {
    if !catalogue.is_in_force(measure) {
        return (Verdict::Ineligible, Some(RuledOutBy::Period));
    }
    if measure.for_whom(catalogue.compiler()).truth(knowledge) == Truth::Fails {
        return (Verdict::Ineligible, Some(RuledOutBy::Audience));
    }
    let rules = measure.rules(catalogue.compiler());
    match rules.applies.truth(knowledge) {
        Truth::Fails => (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
        Truth::Open => (Verdict::Undetermined, None),
        Truth::Holds => match (&measure.reserved, &rules.unreserved) {
            (None, _) => (Verdict::Eligible, None),
            (Some(_), None) => (Verdict::Provisional, None),
            (Some(_), Some(unreserved)) => match unreserved.truth(knowledge) {
                Truth::Holds => (Verdict::Eligible, None),
                Truth::Fails => (Verdict::Provisional, None),
                Truth::Open => (Verdict::Undetermined, None),
            },
        },
    }
}

/// The facts not known that can still change the verdict or the support.
pub fn missing(catalogue: &Catalogue, measure: &Measure, verdict: Verdict, knowledge: &Knowledge<'_>) -> Vec<FactId> {
    if verdict == Verdict::Ineligible {
        return Vec::new();
    }
    let rules = measure.rules(catalogue.compiler());
    let mut facts: Vec<FactId> = Vec::new();
    for rule in std::iter::once(&rules.applies).chain(&rules.unreserved) {
        facts.extend(rule.turned_by(knowledge, catalogue.switches()));
    }
    for support in rules.supports.iter().flatten() {
        facts.extend(support.open_facts(knowledge, catalogue.switches()));
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The fewest given facts that alone give the same outcome; of several such sets the first in the
/// catalogue's order.
fn rests_on(
    catalogue: &Catalogue,
    measure: &Measure,
    profile: &Profile,
    knowledge: &Knowledge<'_>,
    outcome: &Outcome,
) -> Vec<FactId> {
    let slots: Vec<SlotId> = match outcome.ruled_out_by {
        Some(RuledOutBy::Period) => Vec::new(),
        Some(RuledOutBy::Audience) => measure.for_whom(catalogue.compiler()).slots().collect(),
        Some(RuledOutBy::Conditions) | None => {
            let rules = measure.rules(catalogue.compiler());
            let conditions = std::iter::once(&rules.applies).chain(&rules.unreserved);
            let amounts = rules.supports.iter().flatten().flat_map(|support| support.slots());
            conditions.flat_map(|rule| rule.slots()).chain(amounts).collect()
        }
    };
    let used = given_facts(catalogue, profile, slots.iter().copied());
    let audience = measure.for_whom(catalogue.compiler()).slots();
    fewest(&knowledge.only(slots.into_iter().chain(audience)), &used, |less| outcome.stands(catalogue, measure, less))
}

/// The facts given to which these slots belong, in the catalogue's order.
pub(crate) fn given_facts(
    catalogue: &Catalogue,
    profile: &Profile,
    slots: impl IntoIterator<Item = SlotId>,
) -> Vec<FactId> {
    let mut used: Vec<FactId> = slots.into_iter().filter_map(|slot| catalogue.fact_of(slot)).collect();
    used.sort_unstable();
    used.dedup();
    used.retain(|id| catalogue.facts.get(id.0).is_some_and(|fact| is_given(fact, profile)));
    used
}

fn is_given(fact: &Fact, profile: &Profile) -> bool {
    fact.given_slots().any(|slot| matches!(profile.state(slot), State::Given(_)))
}

/// Whether a fact applies to the applicant, for all that is known.
pub fn applies(catalogue: &Catalogue, fact: FactId, knowledge: &Knowledge<'_>) -> Truth {
    catalogue.compiler().gate(fact).map_or(Truth::Holds, |gate| gate.truth(knowledge))
}

fn next_facts(
    catalogue: &Catalogue,
    profile: &Profile,
    knowledge: &Knowledge<'_>,
    findings: &[Finding<'_>],
    stacking: &[(Class, Vec<Effect>)],
) -> Vec<FactId> {
    let mut counts = vec![0_usize; catalogue.facts.len()];
    let of_limits = stacking.iter().flat_map(|(_, effects)| effects).flat_map(|effect| &effect.missing);
    for fact in findings.iter().flat_map(|finding| &finding.missing).chain(of_limits) {
        if let Some(count) = counts.get_mut(fact.0) {
            *count = count.saturating_add(1);
        }
    }
    let mut counted: Vec<(usize, FactId)> =
        counts.into_iter().enumerate().filter(|(_, count)| *count > 0).map(|(at, count)| (count, FactId(at))).collect();
    counted.sort_by_key(|(count, fact)| (std::cmp::Reverse(*count), *fact));
    let askable = |id: &FactId| {
        let declined = catalogue.facts.get(id.0).is_some_and(|fact| profile.is_declined(fact));
        !declined && applies(catalogue, *id, knowledge) == Truth::Holds
    };
    counted.into_iter().map(|(_, fact)| fact).filter(askable).collect()
}

/// The facts that are given and do not apply.
pub fn ignored(catalogue: &Catalogue, profile: &Profile, knowledge: &Knowledge<'_>) -> Vec<FactId> {
    let given = catalogue.facts.iter().enumerate().filter(|(_, fact)| is_given(fact, profile));
    given.map(|(at, _)| FactId(at)).filter(|id| applies(catalogue, *id, knowledge) == Truth::Fails).collect()
}
