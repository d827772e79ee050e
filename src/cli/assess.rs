//! `huiqi assess`

use super::form::Form;
use super::results::{self, Outcome};
use super::{Context, Exit, Stop, place, profiles};
use crate::assess::{Assessment, assess};
use crate::catalogue::Catalogue;
use crate::json_text;
use crate::language::Text;
use crate::profile::Profile;
use crate::report::json::{Detail, Results, Warning};
use crate::report::{Report, Wording};
use clap::ArgMatches;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Assesses every profile named, or what `--set` says where none is, and delivers the results.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue_of_measures(matches)?;
    let form = Form::wanted(matches);
    let language = context.language();
    let detail = if form == Form::Json { Detail::Texts } else { results::detail(matches) };
    let listing = results::listing(form, matches.get_flag("all"));
    let mut paths: Vec<Option<&PathBuf>> = matches.get_many("profile").into_iter().flatten().map(Some).collect();
    if paths.is_empty() {
        paths.push(None);
    }
    if paths.iter().flatten().filter(|path| path.as_os_str() == "-").count() > 1 {
        let what = Text::new("标准输入(-)只能写一次", "standard input (-) may be named once only");
        return Err(Stop::Message(Exit::Usage, what));
    }
    let file = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let read: Vec<&Path> =
        paths.iter().flatten().filter(|path| path.as_os_str() != "-").map(|path| path.as_path()).collect();
    place::apart(&read, file.as_slice()).map_err(|what| Stop::Message(Exit::Usage, what))?;
    let mut exit = Exit::Done;
    let mut assessed: Vec<Assessed<'_>> = Vec::new();
    for path in paths {
        let read = path.map_or_else(|| Ok(profiles::blank()), |path| profiles::read(path, catalogue));
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
            let of = path.map_or_else(String::new, |path| {
                let path = path.display();
                language.pick(format!("{path}:"), format!("{path}: "))
            });
            let missing = language.pick(format!("还缺 {facts} 项信息"), format!("facts missing: {facts}"));
            context.output.say_line(&format!("{of}{missing}"));
        }
        assessed.push(Assessed { profile, assessment, warnings: profiles::warnings(&read, context) });
    }
    // They stay until the program ends, so that nobody waits for them to be taken apart.
    let assessed: &[Assessed<'_>] = assessed.leak();
    let force = matches.get_flag("force");
    let several = matches.get_many::<PathBuf>("profile").is_some_and(|profiles| profiles.len() > 1);
    let documents = || assessed.iter().map(|one| one.outcome(catalogue).document(language, detail));
    match form {
        Form::Ndjson if !assessed.is_empty() => context.output.deliver_as_it_comes(file, force, |writer| {
            documents().try_for_each(|document| {
                json_text::write_line(&document, writer)?;
                writer.write_all(b"\n")
            })
        })?,
        // An object for one profile, an array for several, nothing where the only file is no profile.
        Form::Json if several || !assessed.is_empty() => {
            let results = match documents().next() {
                Some(only) if !several => Results::One(Box::new(only)),
                _ => Results::Several(documents().collect()),
            };
            context.output.deliver_as_it_comes(file, force, |writer| {
                json_text::write(&results, writer)?;
                writer.write_all(b"\n")
            })?;
        }
        Form::Table | Form::Markdown | Form::Html if !assessed.is_empty() => {
            let report = |one: &Assessed<'static>| one.outcome(catalogue).report(listing, language);
            let reports: Vec<Report> = assessed.iter().map(report).collect();
            let cover = Wording { catalogue, language, listing }.cover(reports.len());
            let text = results::sheets(reports.leak(), &cover, form, context.output.columns(), language);
            context.output.deliver(&text, file, force)?;
        }
        Form::Json | Form::Ndjson | Form::Table | Form::Markdown | Form::Html => {}
    }
    Ok(exit)
}

/// One applicant, and what follows.
struct Assessed<'c> {
    profile: Profile,
    assessment: Assessment<'c>,
    /// What was wrong with the profile's file.
    warnings: Vec<Warning>,
}

impl<'c> Assessed<'c> {
    fn outcome(&self, catalogue: &'c Catalogue) -> Outcome<'_, 'c> {
        let Self { profile, assessment, warnings } = self;
        Outcome { catalogue, profile, assessment, warnings: warnings.clone(), others: Vec::new() }
    }
}
