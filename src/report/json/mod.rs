//! Results as JSON, schema 1. Codes are free of language; only texts differ.

mod document;
pub mod warnings;

pub use document::{ResultDocument, Results, Warning};

use super::words;
use crate::amount::{Range, Unit};
use crate::assess::{Assessment, Finding, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, Kind};
use crate::language::Language;
use crate::measure::{Class, Policy};
use crate::money::Money;
use crate::obligation::Obligation;
use crate::points::Points;
use crate::profile::Profile;
use crate::profile_file::value_json;
use crate::stacking::{Effect, Outcome, Rule, Stacking};
use crate::what_it_takes::{Change, Unmet};
use document::*;
use serde_json::{Map, Value as Json};

/// How much a result says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Codes, ranges, what is missing, and totals.
    Lean,
    /// Also what each verdict rests on, and what it would take.
    Reasons,
    /// Also the words.
    Texts,
}

/// What is needed to write a result.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// The language of texts.
    pub language: Language,
    /// How much is said.
    pub detail: Detail,
}

impl<'c> Writer<'c> {
    /// The result for one applicant, with what stands in other columns, by their headings.
    pub fn document<'o>(
        &self,
        profile: &Profile,
        assessment: &'o Assessment<'c>,
        warnings: Vec<Warning>,
        others: impl Iterator<Item = (String, String)>,
    ) -> ResultDocument<'o, 'c> {
        let totals = assessment.totals.iter().map(|total| {
            let result = TotalResult {
                low: total.low.plain(),
                high: total.high.map(Money::plain),
                settled_high: total.settled_high.map(Money::plain),
                unstated: total.unstated,
                settled_unstated: total.settled_unstated,
                stacking: self.stacking(&assessment.stacking, total.class),
            };
            (total.class.code(), result)
        });
        let warnings =
            warnings.into_iter().map(|it| Warning { text: it.text.filter(|_| self.texts()), ..it }).collect();
        ResultDocument {
            schema: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            catalogue: CatalogueName {
                digest: format!("sha256:{}", self.catalogue.digest),
                policies: self
                    .catalogue
                    .policies
                    .iter()
                    .enumerate()
                    .map(|(at, policy)| self.policy(policy, self.catalogue.obligations_for_all(at)))
                    .collect(),
            },
            as_of: self.catalogue.as_of.to_string(),
            applicant: self.applicant(profile, others),
            measures: Measures { writer: *self, findings: &assessment.findings },
            totals: totals.collect(),
            next_facts: self.ids(&assessment.next_facts),
            warnings,
        }
    }

    pub(super) fn stacking(&self, stacking: &[(Class, Vec<Effect>)], class: Class) -> Vec<StackingResult<'c>> {
        let effects = stacking.iter().filter(|(other, _)| *other == class).flat_map(|(_, effects)| effects);
        let rules = effects.filter_map(|effect| Some((effect, self.catalogue.stacking.get(effect.rule)?)));
        rules.map(|(effect, rule)| self.effect(effect, rule)).collect()
    }

    fn effect(&self, effect: &Effect, rule: &'c Stacking) -> StackingResult<'c> {
        let catalogue = self.catalogue;
        let ids = |measures: &[usize]| {
            measures.iter().filter_map(|at| catalogue.measures.get(*at)).map(|measure| measure.id.as_str()).collect()
        };
        let (counted, limit) = match &effect.outcome {
            Outcome::Counted { measures, .. } => (Some(ids(measures)), None),
            Outcome::Open | Outcome::Chosen => (None, None),
            Outcome::Limited { limit: (low, high), without } => {
                let (high, without) = (high.map(Money::plain), without.map(Money::plain));
                (None, Some(LimitResult { low: low.plain(), high, without, lowers: effect.outcome.lowers() }))
            }
        };
        StackingResult {
            rule: rule.rule.code(),
            policy: catalogue.policies.get(rule.policy).map(|policy| policy.id.as_str()).unwrap_or_default(),
            clause: rule.clause.and_then(|at| catalogue.clauses.get(at)).map(|clause| clause.number.as_str()),
            measures: ids(&effect.measures),
            counted,
            chosen_by: match rule.rule {
                Rule::OneOf { applicant_chooses } => Some(if applicant_chooses { "applicant" } else { "giver" }),
                Rule::HighestOf | Rule::TotalAtMost(_) => None,
            },
            limit,
            missing: self.ids(&effect.missing),
            text: self.text(|| rule.text.get(self.language)),
            quote: self.text(|| rule.quote.as_ref()),
        }
    }

    fn texts(&self) -> bool {
        self.detail == Detail::Texts
    }

    fn reason<T>(&self, reason: impl FnOnce() -> T) -> Option<T> {
        (self.detail >= Detail::Reasons).then(reason)
    }

    fn text<T>(&self, text: impl FnOnce() -> T) -> Option<T> {
        self.texts().then(text)
    }

    /// Obligations are texts, so that a lean result has none.
    fn obligations(&self, obligations: impl Iterator<Item = &'c Obligation>) -> Vec<ObligationResult<'c>> {
        let one = |it: &'c Obligation| ObligationResult {
            quote: it.quote.as_ref(),
            text: it.text.get(self.language),
            term: it.term.map(TermResult::of),
        };
        obligations.filter(|_| self.texts()).map(one).collect()
    }

    fn policy(&self, policy: &'c Policy, for_all: impl Iterator<Item = &'c Obligation>) -> PolicyName<'c> {
        PolicyName {
            id: &policy.id,
            number: &policy.number,
            title: self.text(|| policy.title.get(self.language)),
            readings: self.text(|| self.readings(&policy.readings)),
            obligations: self.obligations(for_all),
            holds_for_all: policy.closing.as_ref().and_then(|closing| self.text(|| closing.quote.as_ref())),
        }
    }

    fn readings(&self, readings: &'c [crate::measure::Reading]) -> Vec<ReadingText<'c>> {
        let text = |it: &'c crate::measure::Reading| ReadingText {
            phrase: it.phrase.as_ref(),
            text: it.text.get(self.language),
        };
        readings.iter().map(text).collect()
    }

    fn applicant(&self, profile: &Profile, others: impl Iterator<Item = (String, String)>) -> Applicant {
        let mut facts = Map::new();
        let mut declined = Vec::new();
        for fact in &self.catalogue.facts {
            if let Some(value) = profile.value(fact) {
                facts.insert(fact.id.clone(), value_json(fact, &value, profile));
            } else if profile.is_declined(fact) {
                declined.push(fact.id.clone());
            }
        }
        let other_columns = others.map(|(heading, text)| (heading, Json::String(text))).collect();
        Applicant { name: profile.name.clone(), id: profile.id.clone(), facts, declined, other_columns }
    }

    fn ids(&self, facts: &[FactId]) -> Vec<&'c str> {
        facts.iter().filter_map(|id| self.catalogue.facts.get(id.0)).map(|fact| fact.id.as_str()).collect()
    }

    pub(super) fn measure(&self, finding: &Finding<'c>) -> MeasureResult<'c> {
        let measure = finding.measure;
        let place = self.catalogue.place_of(measure);
        let offices = place.map(|(clause, _)| clause.offices.as_slice()).unwrap_or_default();
        MeasureResult {
            id: &measure.id,
            policy: place.map(|(_, policy)| policy.id.as_str()).unwrap_or_default(),
            clause: place.map(|(clause, _)| clause.number.as_str()).unwrap_or_default(),
            title: self.text(|| measure.title.get(self.language)),
            verdict: finding.verdict.code(),
            ruled_out_by: finding.ruled_out_by.map(|by| by.code()),
            reserved: self.text(|| finding.reserved().map(|text| text.get(self.language))),
            missing: self.ids(&finding.missing),
            rests_on: self.reason(|| self.ids(&finding.rests_on)),
            unmet: self.reason(|| finding.unmet.as_ref().map(|unmet| self.unmet(unmet))),
            in_the_way: self.reason(|| self.ids(&finding.in_the_way)),
            support: finding.supports.iter().map(|(support, range)| self.support(support, *range)).collect(),
            obligations: self
                .obligations(self.catalogue.obligations_of(measure).filter(|_| finding.verdict != Verdict::Ineligible)),
            effective: measure.validity.effective.map(|day| day.to_string()),
            expires: measure.validity.expires.map(|day| day.to_string()),
            next_step: self.text(|| super::next_step(offices, self.language)),
            offices: self.text(|| offices),
            quote: self.text(|| measure.quote.as_ref()),
            readings: self.text(|| self.readings(&measure.readings)),
            notes: self.text(|| {
                let note = |note: &'c crate::measure::Note| NoteText {
                    title: note.title.as_deref(),
                    number: note.number.as_deref(),
                    date: note.date.as_deref(),
                    concern: note.concern.get(self.language),
                };
                measure.notes.iter().map(note).collect()
            }),
        }
    }

    fn unmet(&self, unmet: &Unmet) -> UnmetResult<'c> {
        let changes = |set: &[Change]| set.iter().filter_map(|change| self.change(change)).collect();
        UnmetResult {
            changes: changes(&unmet.changes),
            alternatives: unmet.alternatives.iter().map(|set| changes(set)).collect(),
            then_needs: self.ids(&unmet.then_needs),
        }
    }

    pub(super) fn support(&self, support: &'c crate::measure::Support, range: Option<Range>) -> SupportResult<'c> {
        let (stated, low, high) = match range {
            Some(Range::Stated { low, high }) => (true, Some(low.plain()), high.map(Money::plain)),
            Some(Range::Points { low, high }) => (true, Some(low.plain()), high.map(Points::plain)),
            Some(Range::Unstated) | None => (false, None, None),
        };
        let basis = words::basis(support, &self.catalogue.facts, self.language);
        let stage = |stage: &'c crate::measure::Stage| StageResult {
            share: stage.share.words(),
            text: self.text(|| stage.text.get(self.language)),
        };
        SupportResult {
            kind: support.kind.code(),
            class: support.kind.class().code(),
            stated,
            low,
            high,
            unit: support.kind.class().unit().filter(|unit| *unit != Unit::Yuan).map(Unit::code),
            stages: support.stages.iter().map(stage).collect(),
            basis: basis.filter(|_| self.texts()),
            what: support.what.as_ref().and_then(|what| self.text(|| what.get(self.language))),
            term: support.term.map(TermResult::of),
            one_of: support.one_of.map(|alternative| alternative.group),
            chosen_by: support.one_of.map(|it| if it.applicant_chooses { "applicant" } else { "giver" }),
        }
    }

    fn change(&self, change: &Change) -> Option<ChangeResult<'c>> {
        let fact = self.catalogue.facts.get(change.fact.0)?;
        let at = change.slot.0.checked_sub(fact.slots.start)?;
        let choices = fact.kind == Kind::Choices;
        let part = match fact.kind {
            Kind::Choices => fact.choices.get(at).map(|choice| choice.id.clone()),
            Kind::YearlyMoney { .. } if fact.sum_slot() != Some(change.slot) => Some(at.saturating_add(1).to_string()),
            _ => None,
        };
        let code = |value: i64| if choices { (value != 0).to_string() } else { fact.number_code(value) };
        let needs = if change.needs.low > change.has.high { change.needs.low } else { change.needs.high };
        let has = if fact.kind == Kind::Date { crate::day::write(change.has) } else { code(change.has.low) };
        let gap = change.gap(fact.kind).map(|gap| fact.number_code(gap));
        let any_of = change.choices.iter().map(|choice| code(*choice)).collect();
        Some(ChangeResult { fact: &fact.id, part, has, needs: code(needs), any_of, gap })
    }
}

/// The JSON Schema of results.
pub fn schema() -> Json {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Results<'_, '_>>().to_value()
}
