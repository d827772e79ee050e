//! `huiqi assess`

use super::{Context, Exit, Stop, json_text, profiles};
use crate::assess::{Assessment, assess};
use crate::catalogue::Catalogue;
use crate::language::Text;
use crate::problem::{Code, Problem};
use crate::report::json::{ResultDocument, Results, Warning, Writer};
use crate::report::words::quoted;
use crate::report::{Wording, markdown, table};
use clap::ArgMatches;
use std::path::Path;

/// Assesses every profile named, or what `--set` says where none is, and delivers the results.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue_of_measures(matches)?;
    let format = matches.get_one::<String>("format").map_or("table", String::as_str);
    let language = context.language();
    let wording = Wording { catalogue, language, all: matches.get_flag("all") };
    let texts = format == "json" || matches.get_flag("texts");
    let writer = Writer { catalogue, language, texts };
    let mut paths: Vec<Option<&String>> = matches.get_many("profile").into_iter().flatten().map(Some).collect();
    if paths.is_empty() {
        paths.push(None);
    }
    if paths.iter().flatten().filter(|path| **path == "-").count() > 1 {
        let what = Text::new("标准输入(-)只能写一次", "standard input (-) may be named once only");
        return Err(Stop::Message(Exit::Usage, what));
    }
    let mut exit = Exit::Done;
    let mut sheets: Vec<String> = Vec::new();
    let mut documents: Vec<ResultDocument> = Vec::new();
    for path in paths {
        let read = path.map_or_else(|| Ok(profiles::blank(catalogue)), |path| profiles::read(path, catalogue));
        let mut read = match read {
            Ok(read) => read,
            Err(what) => {
                context.output.fail(&what);
                exit = exit.max(Exit::Failed);
                continue;
            }
        };
        if !read.problems.is_empty() {
            exit = exit.max(Exit::PartlyUnusable);
        }
        let Some(mut profile) = read.profile.take() else {
            context.report(&read.problems, std::slice::from_ref(&read.file));
            continue;
        };
        profiles::set(context, catalogue, &mut profile, matches.get_many("set").into_iter().flatten())?;
        let assessment = assess(catalogue, &profile);
        context.report(&read.problems, std::slice::from_ref(&read.file));
        context.report(&ignored(catalogue, &assessment), &[]);
        if matches.get_flag("complete") && assessment.findings.iter().any(|finding| !finding.missing.is_empty()) {
            exit = exit.max(Exit::Incomplete);
            let facts = assessment.next_facts.len();
            let of = path.map_or_else(String::new, |path| language.pick(format!("{path}:"), format!("{path}: ")));
            let missing = language.pick(format!("还缺 {facts} 项信息"), format!("facts missing: {facts}"));
            context.output.say(&format!("{of}{missing}\n"));
        }
        let mut warnings = profiles::warnings(&read, context);
        warnings.extend(general_warnings(catalogue, &assessment, language));
        match format {
            "json" | "ndjson" => documents.push(writer.document(&profile, &assessment, warnings)),
            _ => {
                let mut said = notices(catalogue, language);
                said.extend(warnings.into_iter().filter_map(|warning| warning.text));
                let report = wording.report(&profile, &assessment, said);
                sheets.push(match format {
                    "markdown" => markdown::layout(&report, language),
                    _ => table::layout(&report, language, context.output.columns()),
                });
            }
        }
    }
    let text = match format {
        "ndjson" => {
            documents.iter().map(|document| serde_json::to_string(document).unwrap_or_default() + "\n").collect()
        }
        "json" => results_text(documents, matches),
        _ => sheets.join("\n"),
    };
    if text.is_empty() {
        return Ok(exit);
    }
    let file = matches.get_one::<String>("output").map(Path::new);
    context.output.deliver(&text, file, matches.get_flag("force"))?;
    Ok(exit)
}

/// An object for one profile, an array for several, nothing where the only file is no profile.
fn results_text(mut documents: Vec<ResultDocument>, matches: &ArgMatches) -> String {
    let several = matches.get_many::<String>("profile").is_some_and(|profiles| profiles.len() > 1);
    match documents.pop() {
        Some(only) if !several => json_text(&Results::One(Box::new(only))),
        None if !several => String::new(),
        last => {
            documents.extend(last);
            json_text(&Results::Several(documents))
        }
    }
}

/// Facts that were given and do not apply.
fn ignored(catalogue: &Catalogue, assessment: &Assessment<'_>) -> Vec<Problem> {
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
fn general_warnings(
    catalogue: &Catalogue,
    assessment: &Assessment<'_>,
    language: crate::language::Language,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for fact in assessment.ignored.iter().filter_map(|id| catalogue.facts.get(id.0)) {
        warnings.push(Warning {
            code: Code::DoesNotApply.code().to_owned(),
            fact: Some(fact.id.clone()),
            place: None,
            text: Some(does_not_apply(fact).get(language).to_owned()),
        });
    }
    for policy in catalogue.policies.iter().filter(|policy| policy.expires.is_none()) {
        let text = language.pick(
            format!("{}没有写有效期,是否仍然有效请向责任单位核实", policy.number),
            format!("{} states no expiry; ask an office in charge whether it still holds", policy.number),
        );
        warnings.push(Warning { code: "validity-unstated".to_owned(), fact: None, place: None, text: Some(text) });
    }
    warnings
}

/// What holds for every measure of a document, and how the whole was read.
fn notices(catalogue: &Catalogue, language: crate::language::Language) -> Vec<String> {
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
