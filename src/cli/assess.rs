//! `huiqi assess`

use super::form::Form;
use super::results::{self, Outcome};
use super::{Context, Exit, Stop, json_bytes, place, profiles};
use crate::assess::assess;
use crate::language::Text;
use crate::report::json::{Detail, ResultDocument, Results};
use crate::report::{Report, Wording};
use clap::ArgMatches;
use std::path::Path;

/// Assesses every profile named, or what `--set` says where none is, and delivers the results.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue_of_measures(matches)?;
    let form = Form::wanted(matches);
    let language = context.language();
    let detail = if form == Form::Json { Detail::Texts } else { results::detail(matches) };
    let listing = results::listing(form, matches.get_flag("all"));
    let mut paths: Vec<Option<&String>> = matches.get_many("profile").into_iter().flatten().map(Some).collect();
    if paths.is_empty() {
        paths.push(None);
    }
    if paths.iter().flatten().filter(|path| **path == "-").count() > 1 {
        let what = Text::new("标准输入(-)只能写一次", "standard input (-) may be named once only");
        return Err(Stop::Message(Exit::Usage, what));
    }
    let file = matches.get_one::<String>("output").map(Path::new);
    let read: Vec<&Path> = paths.iter().flatten().filter(|path| **path != "-").map(Path::new).collect();
    place::apart(&read, file.as_slice()).map_err(|what| Stop::Message(Exit::Usage, what))?;
    let mut exit = Exit::Done;
    let mut reports: Vec<Report> = Vec::new();
    let mut documents: Vec<ResultDocument<'_>> = Vec::new();
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
        context.report(&results::ignored(catalogue, &assessment), &[]);
        if matches.get_flag("complete") && assessment.is_open() {
            exit = exit.max(Exit::Incomplete);
            let facts = assessment.next_facts.len();
            let of = path.map_or_else(String::new, |path| language.pick(format!("{path}:"), format!("{path}: ")));
            let missing = language.pick(format!("还缺 {facts} 项信息"), format!("facts missing: {facts}"));
            context.output.say(&format!("{of}{missing}\n"));
        }
        let warnings = profiles::warnings(&read, context);
        let result = Outcome { catalogue, profile: &profile, assessment: &assessment, warnings, others: Vec::new() };
        match form {
            Form::Json | Form::Ndjson => documents.push(result.document(language, detail)),
            Form::Table | Form::Markdown | Form::Html => reports.push(result.report(listing, language)),
        }
    }
    let force = matches.get_flag("force");
    match form {
        // The documents stay until the program ends, so that nobody waits for them to be taken apart.
        Form::Ndjson if !documents.is_empty() => {
            let lines: String = documents.leak().iter().map(results::line).collect();
            context.output.deliver_bytes(lines.as_bytes(), file, force)?;
        }
        Form::Json => {
            if let Some(text) = results_text(documents, matches) {
                context.output.deliver_bytes(&text, file, force)?;
            }
        }
        Form::Table | Form::Markdown | Form::Html if !reports.is_empty() => {
            let cover = Wording { catalogue, language, listing }.cover(reports.len());
            let text = results::sheets(&reports, &cover, form, context.output.columns(), language);
            context.output.deliver(&text, file, force)?;
        }
        Form::Ndjson | Form::Table | Form::Markdown | Form::Html => {}
    }
    Ok(exit)
}

/// An object for one profile, an array for several, nothing where the only file is no profile.
fn results_text(mut documents: Vec<ResultDocument<'static>>, matches: &ArgMatches) -> Option<Vec<u8>> {
    let several = matches.get_many::<String>("profile").is_some_and(|profiles| profiles.len() > 1);
    let results = match documents.pop() {
        Some(only) if !several => Results::One(Box::new(only)),
        None if !several => return None,
        last => {
            documents.extend(last);
            Results::Several(documents)
        }
    };
    // It stays until the program ends, so that nobody waits for it to be taken apart.
    Some(json_bytes(Box::leak(Box::new(results))))
}
