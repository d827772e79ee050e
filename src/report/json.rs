//! Results as JSON, schema 1. Codes are free of language; only texts differ.

use super::words;
use crate::amount::{Range, Term, TermUnit, Unit};
use crate::assess::{Assessment, Finding, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::{FactId, Kind};
use crate::language::Language;
use crate::measure::Policy;
use crate::money::Money;
use crate::obligation::Obligation;
use crate::points::Points;
use crate::profile::Profile;
use crate::profile_file::value_json;
use crate::what_it_takes::Change;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// One result, or several.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Results {
    /// For one profile.
    One(Box<ResultDocument>),
    /// For several profiles, in their order.
    Several(Vec<ResultDocument>),
}

/// What follows for one applicant.
#[derive(Serialize, JsonSchema)]
pub struct ResultDocument {
    /// The version of this form.
    #[schemars(extend("const" = 1))]
    pub schema: u32,
    tool: Tool,
    catalogue: CatalogueName,
    /// The day for which the result holds.
    as_of: String,
    applicant: Applicant,
    measures: Vec<MeasureResult>,
    totals: std::collections::BTreeMap<&'static str, TotalResult>,
    /// Facts worth finding out, those on which most measures hang first.
    next_facts: Vec<String>,
    /// What to mind about this result.
    pub warnings: Vec<Warning>,
}

#[derive(Serialize, JsonSchema)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct CatalogueName {
    digest: String,
    policies: Vec<PolicyName>,
}

#[derive(Serialize, JsonSchema)]
struct PolicyName {
    id: String,
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// How the whole document was read where it is ambiguous.
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<Vec<ReadingText>>,
    /// The line of the document that holds for every measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    holds_for_all: Option<String>,
    /// What to keep to for every measure of the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    obligations: Vec<ObligationResult>,
}

#[derive(Serialize, JsonSchema)]
struct Applicant {
    name: Option<String>,
    id: Option<String>,
    /// The facts given, by id; money in yuan with two decimals.
    facts: Map<String, Json>,
    declined: Vec<String>,
    /// What stands in columns of a table of clients that are no facts, by their headings.
    #[serde(skip_serializing_if = "Map::is_empty")]
    other_columns: Map<String, Json>,
}

#[derive(Serialize, JsonSchema)]
struct MeasureResult {
    id: String,
    policy: String,
    clause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Whether it applies.
    #[schemars(extend("enum" = ["eligible", "provisional", "undetermined", "ineligible"]))]
    verdict: &'static str,
    /// What rules it out, if anything.
    #[schemars(extend("enum" = ["period", "audience", "conditions", null]))]
    ruled_out_by: Option<&'static str>,
    /// What the document leaves to implementing rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    reserved: Option<Option<String>>,
    /// Facts not known that can still change the verdict or the support.
    missing: Vec<String>,
    /// Facts given that alone prove both.
    rests_on: Vec<String>,
    unmet: Option<UnmetResult>,
    support: Vec<SupportResult>,
    /// What to keep to for this measure by itself, unless it is ruled out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    obligations: Vec<ObligationResult>,
    /// The first day on which it holds, where the measure or its clause states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    /// The last day on which it holds, where the measure or its clause states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offices: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<Vec<ReadingText>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<NoteText>>,
    /// Whom to ask, and what the document does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct UnmetResult {
    changes: Vec<ChangeResult>,
    /// Other sets of as few changes.
    alternatives: Vec<Vec<ChangeResult>>,
    /// Facts that would then still have to be known.
    then_needs: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct ChangeResult {
    fact: String,
    /// The choice, or the year, concerned, where the fact has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    has: String,
    /// The nearest value that would do.
    needs: String,
    /// Every choice that would do, where the fact has one choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    any_of: Vec<String>,
    /// By how much it would have to rise, or fall where negative.
    gap: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct SupportResult {
    kind: &'static str,
    class: &'static str,
    /// Whether an amount is stated.
    stated: bool,
    low: Option<String>,
    high: Option<String>,
    /// What is counted, where it is no money.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["point"]))]
    unit: Option<&'static str>,
    /// When it is paid out, where the document says so; the shares make 100%.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stages: Vec<StageResult>,
    /// The words of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<TermResult>,
    /// Alternatives of which one is given share a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    one_of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chosen_by: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct StageResult {
    /// The share, as in `30%`.
    share: String,
    /// When it is paid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct ObligationResult {
    quote: String,
    /// What it means for the applicant.
    text: String,
    /// For how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<TermResult>,
}

#[derive(Serialize, JsonSchema)]
struct TermResult {
    from: i64,
    to: i64,
    unit: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct TotalResult {
    low: String,
    high: Option<String>,
    settled_high: Option<String>,
    /// How many supports without a figure stand beside it.
    unstated: usize,
    /// The same without those of undetermined measures.
    settled_unstated: usize,
}

#[derive(Serialize, JsonSchema)]
struct ReadingText {
    phrase: String,
    text: String,
}

#[derive(Serialize, JsonSchema)]
struct NoteText {
    title: Option<String>,
    number: Option<String>,
    date: Option<String>,
    concern: String,
}

/// Something to mind.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Warning {
    /// What kind of thing it is.
    pub code: String,
    /// The fact concerned.
    pub fact: Option<String>,
    /// File, line and column; in a table of clients the address of the cell, as in `B7`.
    pub place: Option<String>,
    /// The row of a table of clients, or the line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The heading of its column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stands in the cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl TermResult {
    fn of(term: Term) -> Self {
        let unit = match term.unit {
            TermUnit::Year => "year",
            TermUnit::Month => "month",
            TermUnit::Day => "day",
        };
        Self { from: term.length.low, to: term.length.high, unit }
    }
}

/// What is needed to write a result.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// The language of texts.
    pub language: Language,
    /// Whether texts are written, not codes and figures only.
    pub texts: bool,
}

impl Writer<'_> {
    /// The result for one applicant, with what stands in other columns, by their headings.
    pub fn document(
        &self,
        profile: &Profile,
        assessment: &Assessment<'_>,
        warnings: Vec<Warning>,
        others: impl Iterator<Item = (String, String)>,
    ) -> ResultDocument {
        let totals = assessment.totals.iter().map(|total| {
            let result = TotalResult {
                low: total.low.plain(),
                high: total.high.map(Money::plain),
                settled_high: total.settled_high.map(Money::plain),
                unstated: total.unstated,
                settled_unstated: total.settled_unstated,
            };
            (total.class.code(), result)
        });
        let warnings = warnings.into_iter().map(|it| Warning { text: it.text.filter(|_| self.texts), ..it }).collect();
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
            measures: assessment.findings.iter().map(|finding| self.measure(finding)).collect(),
            totals: totals.collect(),
            next_facts: self.ids(&assessment.next_facts),
            warnings,
        }
    }

    fn text<T>(&self, text: impl FnOnce() -> T) -> Option<T> {
        self.texts.then(text)
    }

    /// Obligations are texts, so that a lean result has none.
    fn obligations<'o>(&self, obligations: impl Iterator<Item = &'o Obligation>) -> Vec<ObligationResult> {
        let one = |it: &Obligation| ObligationResult {
            quote: it.quote.clone(),
            text: it.text.get(self.language).to_owned(),
            term: it.term.map(TermResult::of),
        };
        obligations.filter(|_| self.texts).map(one).collect()
    }

    fn policy<'o>(&self, policy: &Policy, for_all: impl Iterator<Item = &'o Obligation>) -> PolicyName {
        PolicyName {
            id: policy.id.clone(),
            number: policy.number.clone(),
            title: self.text(|| policy.title.get(self.language).to_owned()),
            readings: self.text(|| self.readings(&policy.readings)),
            obligations: self.obligations(for_all),
            holds_for_all: policy.closing.as_ref().and_then(|closing| self.text(|| closing.quote.clone())),
        }
    }

    fn readings(&self, readings: &[crate::measure::Reading]) -> Vec<ReadingText> {
        let text = |it: &crate::measure::Reading| ReadingText {
            phrase: it.phrase.clone(),
            text: it.text.get(self.language).to_owned(),
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

    fn ids(&self, facts: &[FactId]) -> Vec<String> {
        facts.iter().filter_map(|id| self.catalogue.facts.get(id.0)).map(|fact| fact.id.clone()).collect()
    }

    fn measure(&self, finding: &Finding<'_>) -> MeasureResult {
        let measure = finding.measure;
        let place = self.catalogue.place_of(measure);
        let unmet = finding.unmet.as_ref().map(|unmet| UnmetResult {
            changes: unmet.changes.iter().filter_map(|change| self.change(change)).collect(),
            alternatives: unmet
                .alternatives
                .iter()
                .map(|set| set.iter().filter_map(|change| self.change(change)).collect())
                .collect(),
            then_needs: self.ids(&unmet.then_needs),
        });
        let reserved = finding.reserved().map(|text| text.get(self.language).to_owned());
        let offices = place.map(|(clause, _)| clause.offices.clone()).unwrap_or_default();
        MeasureResult {
            id: measure.id.clone(),
            policy: place.map(|(_, policy)| policy.id.clone()).unwrap_or_default(),
            clause: place.map(|(clause, _)| clause.number.clone()).unwrap_or_default(),
            title: self.text(|| measure.title.get(self.language).to_owned()),
            verdict: finding.verdict.code(),
            ruled_out_by: finding.ruled_out_by.map(|by| by.code()),
            reserved: self.text(|| reserved),
            missing: self.ids(&finding.missing),
            rests_on: self.ids(&finding.rests_on),
            unmet,
            support: finding.supports.iter().map(|(support, range)| self.support(support, *range)).collect(),
            obligations: self
                .obligations(self.catalogue.obligations_of(measure).filter(|_| finding.verdict != Verdict::Ineligible)),
            effective: measure.validity.effective.map(|day| day.to_string()),
            expires: measure.validity.expires.map(|day| day.to_string()),
            next_step: self.text(|| super::next_step(&offices, self.language)),
            offices: self.text(|| offices),
            quote: self.text(|| measure.quote.clone()),
            readings: self.text(|| self.readings(&measure.readings)),
            notes: self.text(|| {
                let note = |note: &crate::measure::Note| NoteText {
                    title: note.title.clone(),
                    number: note.number.clone(),
                    date: note.date.clone(),
                    concern: note.concern.get(self.language).to_owned(),
                };
                measure.notes.iter().map(note).collect()
            }),
        }
    }

    fn support(&self, support: &crate::measure::Support, range: Option<Range>) -> SupportResult {
        let (stated, low, high) = match range {
            Some(Range::Stated { low, high }) => (true, Some(low.plain()), high.map(Money::plain)),
            Some(Range::Points { low, high }) => (true, Some(low.plain()), high.map(Points::plain)),
            Some(Range::Unstated) | None => (false, None, None),
        };
        let basis = words::basis(support, &self.catalogue.facts, self.language);
        let stage = |stage: &crate::measure::Stage| StageResult {
            share: stage.share.words(),
            text: self.text(|| stage.text.get(self.language).to_owned()),
        };
        SupportResult {
            kind: support.kind.code(),
            class: support.kind.class().code(),
            stated,
            low,
            high,
            unit: support.kind.class().unit().filter(|unit| *unit != Unit::Yuan).map(Unit::code),
            stages: support.stages.iter().map(stage).collect(),
            basis: basis.filter(|_| self.texts),
            what: support.what.as_ref().and_then(|what| self.text(|| what.get(self.language).to_owned())),
            term: support.term.map(TermResult::of),
            one_of: support.one_of.map(|alternative| alternative.group),
            chosen_by: support.one_of.map(|it| if it.applicant_chooses { "applicant" } else { "giver" }),
        }
    }

    fn change(&self, change: &Change) -> Option<ChangeResult> {
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
        Some(ChangeResult { fact: fact.id.clone(), part, has, needs: code(needs), any_of, gap })
    }
}

/// The JSON Schema of results.
pub fn schema() -> Json {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Results>().to_value()
}
