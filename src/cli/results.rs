//! The result of one applicant in every form, with what has to be minded.

use super::form::Form;
use crate::assess::{Assessment, Finding, Verdict};
use crate::catalogue::Catalogue;
use crate::json_text;
use crate::language::Language;
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use crate::report::json::{Detail, ResultDocument, Warning, Writer, warnings};
use crate::report::words::{self, quoted};
use crate::report::{Cover, IndexLine, Listing, Report, Wording, html, index_line, markdown, table};
use clap::ArgMatches;

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

impl<'o, 'c> Outcome<'o, 'c> {
    /// As JSON.
    pub(super) fn document(self, language: Language, detail: Detail) -> ResultDocument<'o, 'c> {
        let mut warnings = self.warnings;
        warnings.extend(warnings::of_result(self.catalogue, &self.assessment.ignored, language));
        Writer { catalogue: self.catalogue, language, detail }.document(
            self.profile,
            self.assessment,
            warnings,
            self.others.into_iter(),
        )
    }

    /// In words.
    pub(super) fn report(self, listing: Listing, language: Language) -> Report {
        let mut said = notices(self.catalogue, self.assessment, language);
        let mut warnings = self.warnings;
        warnings.extend(warnings::of_result(self.catalogue, &self.assessment.ignored, language));
        said.extend(warnings.into_iter().filter_map(|warning| warning.text));
        Wording { catalogue: self.catalogue, language, listing }.report(self.profile, self.assessment, said)
    }
}

/// How much a lean line says besides.
pub(super) fn detail(matches: &ArgMatches) -> Detail {
    match (matches.get_flag("texts"), matches.get_flag("reasons")) {
        (true, _) => Detail::Texts,
        (false, true) => Detail::Reasons,
        (false, false) => Detail::Lean,
    }
}

/// How much a result lists: on a screen less than where it is handed on.
pub(super) fn listing(form: Form, all: bool) -> Listing {
    match form {
        _ if all => Listing::Every,
        Form::Markdown | Form::Html => Listing::Near,
        Form::Table | Form::Json | Form::Ndjson => Listing::First,
    }
}

/// One report for people: a page, formatted text, or tables of so many columns.
pub(super) fn sheet(report: &Report, form: Form, columns: usize, language: Language) -> String {
    match form {
        Form::Html => html::layout(report, language),
        Form::Markdown => markdown::layout(report, language),
        Form::Table | Form::Json | Form::Ndjson => table::layout(report, language, columns),
    }
}

/// The reports of several clients in one text, with an overview first where it is handed on.
pub(super) fn sheets(reports: &[Report], cover: &Cover, form: Form, columns: usize, language: Language) -> String {
    if let [only] = reports {
        return sheet(only, form, columns, language);
    }
    let numbered = || (1_usize..).zip(reports);
    let index = |line: &dyn Fn(&IndexLine) -> String| -> String {
        numbered().map(|(number, report)| line(&index_line(report, number))).collect()
    };
    let sections = |section: fn(&Report, usize, Language) -> String| -> String {
        numbered().map(|(number, report)| section(report, number, language)).collect()
    };
    match form {
        Form::Html => [
            html::head(cover, true, language),
            index(&|line| html::index_line(line, language)),
            html::INDEX_END.to_owned(),
            sections(html::section),
            html::foot(language),
        ]
        .concat(),
        Form::Markdown => [
            markdown::head(cover, true, language),
            index(&markdown::index_line),
            sections(markdown::section),
            markdown::foot(language),
        ]
        .concat(),
        Form::Table | Form::Json | Form::Ndjson => {
            let each = reports.iter().map(|report| table::layout(report, language, columns));
            each.collect::<Vec<_>>().join("\n")
        }
    }
}

/// A result on one line.
pub(super) fn line(document: &ResultDocument<'_, '_>) -> String {
    String::from_utf8(json_text::line(document)).unwrap_or_default() + "\n"
}

/// Facts that were given and do not apply.
pub(super) fn ignored(catalogue: &Catalogue, assessment: &Assessment<'_>) -> Vec<Problem> {
    let facts = assessment.ignored.iter().filter_map(|id| catalogue.facts.get(id.0));
    let problem = |fact: &crate::fact::Fact| {
        let what = warnings::do_not_apply(&[fact]);
        Problem::nowhere(Code::DoesNotApply, what.zh, what.en)
    };
    facts.map(problem).collect()
}

/// What holds for every measure of a document, and how the whole was read.
fn notices(catalogue: &Catalogue, assessment: &Assessment<'_>, language: Language) -> Vec<String> {
    let mut notices = Vec::new();
    for (at, policy) in catalogue.policies.iter().enumerate() {
        if let Some(closing) = &policy.closing {
            let quote = quoted(&closing.quote, language);
            notices.push(format!("{quote}{}{}", language.pick(":", ": "), closing.meaning.get(language)));
        }
        let of_it = |finding: &&Finding<'_>| {
            catalogue.clauses.get(finding.measure.clause).is_some_and(|clause| clause.policy == at)
        };
        let concerned = assessment.findings.iter().filter(of_it).any(|it| it.verdict != Verdict::Ineligible);
        for obligation in catalogue.obligations_for_all(at).filter(|_| concerned) {
            let words = words::obligation(obligation, language);
            notices.push(language.pick(format!("须遵守:{words}"), format!("to keep to: {words}")));
        }
        for reading in &policy.readings {
            let colon = language.pick(":", ": ");
            let phrase = quoted(&reading.phrase, language);
            notices.push(format!("{phrase}{colon}{}", reading.text.get(language)));
        }
    }
    notices
}
