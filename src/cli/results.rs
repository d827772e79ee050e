//! The result of one applicant in every form, with what has to be minded.

use crate::assess::Assessment;
use crate::catalogue::Catalogue;
use crate::language::{Language, Text};
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use crate::report::client::CellProblem;
use crate::report::json::{ResultDocument, Warning, Writer};
use crate::report::words::quoted;
use crate::report::{Wording, markdown, table};

/// One applicant's result, to be put into a form.
pub(super) struct Outcome<'o, 'c> {
    pub catalogue: &'c Catalogue,
    pub profile: &'o Profile,
    pub assessment: &'o Assessment<'c>,
    /// What was wrong with the profile's file.
    pub warnings: Vec<Warning>,
    /// What stands in other columns of its table, by their headings.
    pub others: Vec<(String, String)>,
}

impl Outcome<'_, '_> {
    /// As JSON; with texts or lean.
    pub(super) fn document(self, language: Language, texts: bool) -> ResultDocument {
        let mut warnings = self.warnings;
        warnings.extend(general_warnings(self.catalogue, self.assessment, language));
        Writer { catalogue: self.catalogue, language, texts }.document(
            self.profile,
            self.assessment,
            warnings,
            self.others.into_iter(),
        )
    }

    /// For people: a table of so many columns, or `markdown`; with every measure or the usual ones.
    pub(super) fn sheet(self, format: &str, all: bool, columns: usize, language: Language) -> String {
        let mut said = notices(self.catalogue, language);
        let mut warnings = self.warnings;
        warnings.extend(general_warnings(self.catalogue, self.assessment, language));
        said.extend(warnings.into_iter().filter_map(|warning| warning.text));
        let report = Wording { catalogue: self.catalogue, language, all }.report(self.profile, self.assessment, said);
        match format {
            "markdown" => markdown::layout(&report, language),
            _ => table::layout(&report, language, columns),
        }
    }
}

/// What was wrong with a cell, as a warning of the result.
pub(super) fn cell_warning(problem: &CellProblem, language: Language) -> Warning {
    let inner = &problem.problem;
    let mend = inner.mend.as_ref().map(|mend| language.pick(format!("({})", mend.zh), format!(" ({})", mend.en)));
    Warning {
        code: inner.code.code().to_owned(),
        fact: inner.fact.clone(),
        place: Some(problem.place.clone()),
        row: Some(problem.row),
        column: problem.column.clone(),
        value: problem.value.clone(),
        text: Some(format!("{}{}", inner.what.get(language), mend.unwrap_or_default())),
    }
}

/// A result on one line.
pub(super) fn line(document: &ResultDocument) -> String {
    serde_json::to_string(document).unwrap_or_default() + "\n"
}

/// Facts that were given and do not apply.
pub(super) fn ignored(catalogue: &Catalogue, assessment: &Assessment<'_>) -> Vec<Problem> {
    let facts = assessment.ignored.iter().filter_map(|id| catalogue.facts.get(id.0));
    let problem = |fact: &crate::fact::Fact| {
        let what = does_not_apply(fact);
        Problem::nowhere(Code::DoesNotApply, what.zh, what.en)
    };
    facts.map(problem).collect()
}

fn does_not_apply(fact: &crate::fact::Fact) -> Text {
    Text::new(
        format!("「{}」对这个主体不适用,没有用到", fact.label.zh),
        format!("`{}` does not apply to this applicant and was left aside", fact.label.en),
    )
}

/// Warnings that do not come from the file.
fn general_warnings(catalogue: &Catalogue, assessment: &Assessment<'_>, language: Language) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for fact in assessment.ignored.iter().filter_map(|id| catalogue.facts.get(id.0)) {
        warnings.push(Warning {
            code: Code::DoesNotApply.code().to_owned(),
            fact: Some(fact.id.clone()),
            text: Some(does_not_apply(fact).get(language).to_owned()),
            ..Warning::default()
        });
    }
    for policy in catalogue.policies.iter().filter(|policy| policy.expires.is_none()) {
        let text = language.pick(
            format!("{}没有写有效期,是否仍然有效请向责任单位核实", policy.number),
            format!("{} states no expiry; ask an office in charge whether it still holds", policy.number),
        );
        warnings.push(Warning { code: "validity-unstated".to_owned(), text: Some(text), ..Warning::default() });
    }
    warnings
}

/// What holds for every measure of a document, and how the whole was read.
fn notices(catalogue: &Catalogue, language: Language) -> Vec<String> {
    let mut notices = Vec::new();
    for policy in &catalogue.policies {
        if let Some(closing) = &policy.closing {
            let quote = quoted(&closing.quote, language);
            notices.push(format!("{quote}{}{}", language.pick(":", ": "), closing.meaning.get(language)));
        }
        for reading in &policy.readings {
            let colon = language.pick(":", ": ");
            let phrase = quoted(&reading.phrase, language);
            notices.push(format!("{phrase}{colon}{}", reading.text.get(language)));
        }
    }
    notices
}
