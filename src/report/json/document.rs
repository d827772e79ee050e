//! The form of a result in JSON. What stands in the catalogue is borrowed from it.

use super::Writer;
use crate::amount::{Term, TermUnit};
use crate::assess::Finding;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

/// One result, or several.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Results<'o, 'c> {
    /// For one profile.
    One(Box<ResultDocument<'o, 'c>>),
    /// For several profiles, in their order.
    Several(Vec<ResultDocument<'o, 'c>>),
}

/// What follows for one applicant, who is `'o`; what stands in the catalogue is `'c`.
#[derive(Serialize, JsonSchema)]
pub struct ResultDocument<'o, 'c> {
    /// The version of this form.
    #[schemars(extend("const" = 1))]
    pub schema: u32,
    pub(super) tool: Tool,
    pub(super) catalogue: CatalogueName<'c>,
    /// The day for which the result holds.
    pub(super) as_of: String,
    pub(super) applicant: Applicant,
    #[schemars(with = "Vec<MeasureResult<'c>>")]
    pub(super) measures: Measures<'o, 'c>,
    pub(super) totals: std::collections::BTreeMap<&'static str, TotalResult<'c>>,
    /// Facts worth finding out, those on which most measures hang first.
    pub(super) next_facts: Vec<&'c str>,
    /// What to mind about this result.
    pub warnings: Vec<Warning>,
}

/// What holds for each measure, put into this form only as it is written: one at a time.
pub(super) struct Measures<'o, 'c> {
    pub(super) writer: Writer<'c>,
    pub(super) findings: &'o [Finding<'c>],
}

impl Serialize for Measures<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.findings.iter().map(|finding| self.writer.measure(finding)))
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct CatalogueName<'c> {
    pub(super) digest: String,
    pub(super) policies: Vec<PolicyName<'c>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct PolicyName<'c> {
    pub(super) id: &'c str,
    pub(super) number: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'c str>,
    /// How the whole document was read where it is ambiguous.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) readings: Option<Vec<ReadingText<'c>>>,
    /// The line of the document that holds for every measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) holds_for_all: Option<&'c str>,
    /// What to keep to for every measure of the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) obligations: Vec<ObligationResult<'c>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Applicant {
    pub(super) name: Option<String>,
    pub(super) id: Option<String>,
    /// The facts given, by id; money in yuan with two decimals.
    pub(super) facts: Map<String, Json>,
    pub(super) declined: Vec<String>,
    /// What stands in columns of a table of clients that are no facts, by their headings.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub(super) other_columns: Map<String, Json>,
}

#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct MeasureResult<'c> {
    pub(super) id: &'c str,
    pub(super) policy: &'c str,
    pub(super) clause: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'c str>,
    /// Whether it applies.
    #[schemars(extend("enum" = ["eligible", "provisional", "undetermined", "ineligible"]))]
    pub(super) verdict: &'static str,
    /// What rules it out, if anything.
    #[schemars(extend("enum" = ["period", "audience", "conditions", null]))]
    pub(super) ruled_out_by: Option<&'static str>,
    /// What the document leaves to implementing rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reserved: Option<Option<&'c str>>,
    /// Facts not known that can still change the verdict or the support.
    pub(super) missing: Vec<&'c str>,
    /// Facts given that alone prove both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rests_on: Option<Vec<&'c str>>,
    /// The fewest changes that would no longer rule it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unmet: Option<Option<UnmetResult<'c>>>,
    /// Facts that cannot change and alone keep every change from doing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) in_the_way: Option<Vec<&'c str>>,
    pub(super) support: Vec<SupportResult<'c>>,
    /// What to keep to for this measure by itself, unless it is ruled out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) obligations: Vec<ObligationResult<'c>>,
    /// The first day on which it holds, where the measure or its clause states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective: Option<String>,
    /// The last day on which it holds, where the measure or its clause states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offices: Option<&'c [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) readings: Option<Vec<ReadingText<'c>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notes: Option<Vec<NoteText<'c>>>,
    /// Whom to ask, and what the document does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_step: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct UnmetResult<'c> {
    pub(super) changes: Vec<ChangeResult<'c>>,
    /// Other sets of as few changes.
    pub(super) alternatives: Vec<Vec<ChangeResult<'c>>>,
    /// Facts that would then still have to be known.
    pub(super) then_needs: Vec<&'c str>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ChangeResult<'c> {
    pub(super) fact: &'c str,
    /// The choice, or the year, concerned, where the fact has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part: Option<String>,
    pub(super) has: String,
    /// The nearest value that would do.
    pub(super) needs: String,
    /// Every choice that would do, where the fact has one choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) any_of: Vec<String>,
    /// By how much it would have to rise, or fall where negative.
    pub(super) gap: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct SupportResult<'c> {
    pub(super) kind: &'static str,
    pub(super) class: &'static str,
    /// Whether an amount is stated.
    pub(super) stated: bool,
    pub(super) low: Option<String>,
    pub(super) high: Option<String>,
    /// What is counted, where it is no money.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["point"]))]
    pub(super) unit: Option<&'static str>,
    /// When it is paid out, where the document says so; the shares make 100%.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) stages: Vec<StageResult<'c>>,
    /// The words of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) what: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) term: Option<TermResult>,
    /// Alternatives of which one is given share a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) one_of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chosen_by: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct StageResult<'c> {
    /// The share, as in `30%`.
    pub(super) share: String,
    /// When it is paid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ObligationResult<'c> {
    pub(super) quote: &'c str,
    /// What it means for the applicant.
    pub(super) text: &'c str,
    /// For how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) term: Option<TermResult>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TermResult {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) unit: &'static str,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TotalResult<'c> {
    pub(super) low: String,
    pub(super) high: Option<String>,
    pub(super) settled_high: Option<String>,
    /// How many supports without a figure stand beside it.
    pub(super) unstated: usize,
    /// The same without those of undetermined measures.
    pub(super) settled_unstated: usize,
    /// What rules on stacking do to it, where they concern several measures or a limit may be reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) stacking: Vec<StackingResult<'c>>,
}

#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct StackingResult<'c> {
    /// What holds for the measures.
    #[schemars(extend("enum" = ["highest-of", "one-of", "total-at-most"]))]
    pub(super) rule: &'static str,
    pub(super) policy: &'c str,
    /// Null outside the numbered clauses.
    pub(super) clause: Option<&'c str>,
    /// The measures of the rule that are not ruled out.
    pub(super) measures: Vec<&'c str>,
    /// The measures of which the figures count; null while that is not settled, and for limits.
    pub(super) counted: Option<Vec<&'c str>>,
    /// Who chooses one of several.
    #[schemars(extend("enum" = ["applicant", "giver", null]))]
    pub(super) chosen_by: Option<&'static str>,
    /// The most that the measures come to together.
    pub(super) limit: Option<LimitResult>,
    /// Facts not known on which a limit hangs.
    pub(super) missing: Vec<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct LimitResult {
    pub(super) low: String,
    pub(super) high: Option<String>,
    /// The most that the measures would come to without it; null while open.
    pub(super) without: Option<String>,
    /// Whether it lowers that; null while it hangs on what is not known.
    pub(super) lowers: Option<bool>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ReadingText<'c> {
    pub(super) phrase: &'c str,
    pub(super) text: &'c str,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct NoteText<'c> {
    pub(super) title: Option<&'c str>,
    pub(super) number: Option<&'c str>,
    pub(super) date: Option<&'c str>,
    pub(super) concern: &'c str,
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
    pub(super) fn of(term: Term) -> Self {
        let unit = match term.unit {
            TermUnit::Year => "year",
            TermUnit::Month => "month",
            TermUnit::Day => "day",
        };
        Self { from: term.length.low, to: term.length.high, unit }
    }
}
