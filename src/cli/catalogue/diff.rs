//! `huiqi catalogue diff`: what is different from an older version, and for whom.

use super::super::options::{option, path, table_or_json};
use super::super::profiles::{self, ProfileFile};
use super::super::{Context, Exit, Stop};
use crate::assess::assess;
use crate::batch::headings::Headings;
use crate::batch::input::Reading;
use crate::batch::standing::Standing;
use crate::batch::{Kind, Place};
use crate::catalogue::{Catalogue, Source, load};
use crate::language::{Language, Text};
use crate::problem::{Code, File, Problem};
use crate::profile::Profile;
use crate::profile_file::{self, Format};
use crate::report::difference::{Applicant, Known, Versions, document, layout};
use clap::{Arg, ArgMatches, Command};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let heading = say("参数", "Arguments");
    let clients = say("一张客户表,逐个比较", "A table of clients, each of them compared");
    Command::new("diff")
        .about(say(
            "与旧版目录比较,说明谁得到什么、失去什么",
            "Compare with an older version: what changed, who gains and loses what",
        ))
        .arg(path(
            Arg::new("old")
                .value_name(say("旧目录", "OLD"))
                .required(true)
                .help(say("旧版目录的文件夹", "The folder of the older version"))
                .help_heading(heading),
        ))
        .arg(path(
            Arg::new("profile")
                .value_name(say("档案", "PROFILE"))
                .num_args(0..)
                .help(say("TOML 或 JSON 档案文件", "Profiles in TOML or JSON"))
                .help_heading(heading),
        ))
        .arg(path(option("clients", say("表格", "FILE"), clients, language)))
        .arg(table_or_json(language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let folder = matches.get_one::<PathBuf>("old").cloned().unwrap_or_default();
    let before = older(context, &folder)?;
    let after = context.catalogue()?;
    let mut applicants = Vec::new();
    let mut exit = Exit::Done;
    for path in matches.get_many::<PathBuf>("profile").into_iter().flatten() {
        match of_profile(path, before, after, context.language()) {
            Ok(compared) => {
                exit = exit.max(compared.exit());
                applicants.push(compared.applicant);
            }
            Err(Unread::File(what)) => {
                context.output.fail(&what);
                exit = exit.max(Exit::Failed);
            }
            Err(Unread::NoProfile(file, problems)) => {
                context.report(&problems, std::slice::from_ref(&file));
                context.output.fail(&not_compared(path));
                exit = exit.max(Exit::PartlyUnusable);
            }
        }
    }
    if let Some(path) = matches.get_one::<PathBuf>("clients") {
        for compared in of_table(path, before, after, context.language()).map_err(failed)? {
            exit = exit.max(compared.exit());
            applicants.push(compared.applicant);
        }
    }
    let versions = Versions { before, after, applicants, language: context.language() };
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        context.deliver_json(&document(&versions))?;
    } else {
        context.deliver(&layout(&versions, context.output.columns()))?;
    }
    Ok(exit)
}

/// An applicant under both versions.
struct Compared {
    applicant: Applicant<'static>,
    /// Whether something that the applicant says could not be used.
    is_partly_unusable: bool,
}

impl Compared {
    const fn exit(&self) -> Exit {
        if self.is_partly_unusable { Exit::PartlyUnusable } else { Exit::Done }
    }
}

/// What one version could not use, by kind and in words.
type Unused = (Code, String);

/// Whether one version could not use something for another reason than that the other alone has the fact or
/// the choice: that is what the versions differ in, and no fault of the applicant's.
fn is_partly_unusable(before: &[Unused], after: &[Unused]) -> bool {
    let has_fault = |own: &[Unused], other: &[Unused]| {
        own.iter().any(|it| !matches!(it.0, Code::UnknownFact | Code::UnknownChoice) || other.contains(it))
    };
    has_fault(before, after) || has_fault(after, before)
}

/// Why a profile is not compared.
enum Unread {
    /// The file cannot be read, in words.
    File(Text),
    /// The file is no profile, whatever the catalogue.
    NoProfile(File, Vec<Problem>),
}

fn not_compared(path: &Path) -> Text {
    let path = path.display();
    Text::new(
        format!("档案「{path}」读不了,没有比较"),
        format!("the profile `{path}` cannot be read and is not compared"),
    )
}

fn failed(what: Text) -> Stop {
    Stop::Message(Exit::Failed, what)
}

/// The older version, whose faults are named with its folder.
fn older(context: &Context, folder: &Path) -> Result<&'static Catalogue, Stop> {
    let mut source = Source::folder(folder).map_err(|problems| {
        context.report(&problems, &[]);
        Stop::Exit(Exit::Failed)
    })?;
    let catalogue = load(&source, context.as_of).map_err(|problems| {
        for file in &mut source.files {
            file.path = folder.join(&file.path).to_string_lossy().into_owned();
        }
        context.report(&problems, &source.files);
        Stop::Exit(Exit::Findings)
    })?;
    Ok(Box::leak(Box::new(catalogue)))
}

fn of_profile(
    path: &Path,
    before: &'static Catalogue,
    after: &'static Catalogue,
    language: Language,
) -> Result<Compared, Unread> {
    // The text is read once: standard input has no second time.
    let ProfileFile { profile, file, problems } = profiles::read(path, before).map_err(Unread::File)?;
    let Some(was) = profile else { return Err(Unread::NoProfile(file, problems)) };
    let (is, found) = match profile_file::read(after, &file.text, Format::of(&file.path, &file.text), 0) {
        Ok(read) => read,
        Err(problems) => return Err(Unread::NoProfile(file, problems)),
    };
    let unused = |problems: &[Problem]| -> Vec<Unused> {
        problems.iter().map(|problem| (problem.code, in_words(problem, language))).collect()
    };
    let (problems, found) = (unused(&problems), unused(&found));
    let is_partly_unusable = is_partly_unusable(&problems, &found);
    let (before, after) = (known(before, was, words(problems)), known(after, is, words(found)));
    let name = after.profile.name.clone().unwrap_or_else(|| path.to_string_lossy().into_owned());
    Ok(Compared { applicant: Applicant { name, before, after }, is_partly_unusable })
}

fn in_words(problem: &Problem, language: Language) -> String {
    problem.what.get(language).to_owned()
}

fn words(unused: Vec<Unused>) -> Vec<String> {
    unused.into_iter().map(|(_, words)| words).collect()
}

fn known(catalogue: &'static Catalogue, profile: Profile, unread: Vec<String>) -> Known<'static> {
    Known { assessment: assess(catalogue, &profile), profile, unread }
}

/// The clients of a table, which each version reads for itself.
fn of_table(
    path: &Path,
    before: &'static Catalogue,
    after: &'static Catalogue,
    language: Language,
) -> Result<Vec<Compared>, Text> {
    let mut read_before: HashMap<usize, (Profile, Vec<Unused>)> = clients(path, before, language)?.collect();
    let pair = |(number, (is, found)): (usize, (Profile, Vec<Unused>))| {
        let nothing = || (Profile::default(), Vec::new());
        let (was, problems) = read_before.remove(&number).unwrap_or_else(nothing);
        let is_partly_unusable = is_partly_unusable(&problems, &found);
        let (mut was, mut is) = (known(before, was, words(problems)), known(after, is, words(found)));
        // A column that a version does not know passes through it without a word.
        was.unread.extend(unknown_to(before, after, &is.profile, language));
        is.unread.extend(unknown_to(after, before, &was.profile, language));
        let name = is.profile.name.clone().or_else(|| is.profile.id.clone());
        let row = language.pick(format!("第 {number} 行"), format!("row {number}"));
        let applicant = Applicant { name: name.unwrap_or(row), before: was, after: is };
        Compared { applicant, is_partly_unusable }
    };
    Ok(clients(path, after, language)?.map(pair).collect())
}

/// The facts given in one version that the other does not have.
fn unknown_to(version: &Catalogue, other: &Catalogue, given: &Profile, language: Language) -> Vec<String> {
    let lacking = other.facts.iter().filter(|fact| !given.is_not_asked(fact) && version.fact(&fact.id).is_none());
    let words = |fact: &crate::fact::Fact| {
        let label = fact.label.get(language);
        language.pick(format!("没有「{label}」这项申报信息"), format!("there is no fact `{label}`"))
    };
    lacking.map(words).collect()
}

/// Each client by its row, for all that one version can read.
fn clients(
    path: &Path,
    catalogue: &'static Catalogue,
    language: Language,
) -> Result<impl Iterator<Item = (usize, (Profile, Vec<Unused>))>, Text> {
    let shown = path.display();
    let unreadable =
        |why: &Text| Text::new(format!("读不了「{shown}」:{}", why.zh), format!("cannot read `{shown}`: {}", why.en));
    let Some(kind) = Kind::of(path) else {
        return Err(unreadable(&Text::new("看不出是哪种表格", "it is no kind of table that is known by its ending")));
    };
    let reading = Reading { catalogue, headings: Headings::new(catalogue), kind, sheet: None };
    let mut opened = reading.open(&Place::File(path.to_owned()))?;
    let headings: Vec<String> = opened.form.columns().iter().map(|column| column.heading.clone()).collect();
    let mut found = Vec::new();
    while let Some(row) = opened.rows.next().map_err(|why| unreadable(&why))? {
        if !matches!(row.standing(&headings), Standing::Client) {
            continue;
        }
        let number = row.number;
        let said = opened.form.read(row);
        let problems = said.problems.iter().filter(|problem| !problem.is_warning());
        let unused = problems.map(|problem| {
            let words = format!("{} {}", problem.place, in_words(&problem.problem, language));
            (problem.problem.code, words)
        });
        found.push((number, (said.profile, unused.collect())));
    }
    Ok(found.into_iter())
}
