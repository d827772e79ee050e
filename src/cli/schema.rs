//! `huiqi schema`: JSON Schemas.

use super::options::{flag, option, options, path};
use super::place::{self, Existing, Placing};
use super::{Context, Exit, Stop, json_lines};
use crate::catalogue::{Catalogue, Loaded, load_all};
use crate::language::{Language, Text};
use crate::report::json;
use crate::schema::{self, Form};
use clap::{Arg, ArgMatches, Command};
use serde_json::{Map, Value};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The files of a catalogue.
const FILES: [Form; 4] = [Form::Policy, Form::Facts, Form::Clause, Form::Cases];

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let of = Arg::new("of")
        .value_name("result|profile|catalogue")
        .required(true)
        .value_parser(["result", "profile", "catalogue"])
        .hide_possible_values(true)
        .help(say(
            "结果、档案,或目录里各种文件的格式",
            "The form of results, of profiles, or of the files of a catalogue",
        ))
        .help_heading(say("参数", "Arguments"));
    let file = say("只输出目录里这一种文件的格式", "Only the form of this file of a catalogue");
    let folder = say(
        "把目录各种文件和档案的格式写进这个文件夹,如 policies/schema",
        "Write the forms of a catalogue's files and of profiles into this folder, as policies/schema",
    );
    Command::new("schema")
        .about(say(
            "输出 JSON Schema,供编辑器补全和检查",
            "Print a JSON Schema, with which an editor completes and checks",
        ))
        .arg(of)
        .arg(
            option("file", "policy|facts|clause|cases", file, language)
                .value_parser(FILES.map(Form::code))
                .conflicts_with("output"),
        )
        .arg(path(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("文件夹", "DIR"))
                .help(folder)
                .help_heading(options(language)),
        ))
        .arg(flag("force", say("覆盖已有的文件", "Replace files that are there"), language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let of = matches.get_one::<String>("of").map_or("", String::as_str);
    let only = matches.get_one::<String>("file").and_then(|code| Form::from_code(code));
    let folder = matches.get_one::<PathBuf>("output");
    if of != "catalogue" && (only.is_some() || folder.is_some()) {
        let what = Text::new(
            "--file 和 -o 只与 huiqi schema catalogue 一起用",
            "--file and -o belong to `huiqi schema catalogue`",
        );
        return Err(Stop::Message(Exit::Usage, what));
    }
    let language = context.language();
    if of == "result" {
        return context.deliver_json(&json::schema());
    }
    if of == "profile" {
        return context.deliver_json(&schema::of(Form::Profile, context.catalogue()?, language));
    }
    let (loaded, exit) = read(context)?;
    let of = |form: Form| schema::of(form, loaded, language);
    match (folder, only) {
        (Some(folder), _) => {
            let existing = if matches.get_flag("force") { Existing::Replaced } else { Existing::Kept };
            write(folder, existing, of).map_err(|what| Stop::Message(Exit::Failed, what))?;
        }
        (None, Some(form)) => drop(context.deliver_json(&of(form))?),
        (None, None) => {
            let all: Map<String, Value> = FILES.into_iter().map(|form| (form.code().to_owned(), of(form))).collect();
            context.deliver_json(&all)?;
        }
    }
    Ok(exit)
}

/// The catalogue as far as it can be read: one that is being written is completed too.
fn read(context: &Context) -> Result<(&'static Catalogue, Exit), Stop> {
    if context.folder.is_none() {
        return Ok((context.catalogue()?, Exit::Done));
    }
    let source = context.source()?;
    let (Loaded { catalogue, .. }, problems) = load_all(&source, context.as_of);
    context.report(&problems, &source.files);
    Ok((Box::leak(Box::new(catalogue)), if problems.is_empty() { Exit::Done } else { Exit::Findings }))
}

/// Writes all files, or none and leaves no folder either.
fn write(folder: &Path, existing: Existing, of: impl Fn(Form) -> Value) -> Result<(), Text> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && std::fs::symlink_metadata(folder).is_err();
    let made: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    let written = write_into(folder, existing, of);
    if written.is_err() {
        // A folder in which anything stands is not removed.
        made.into_iter().map_while(|folder| std::fs::remove_dir(folder).ok()).for_each(drop);
    }
    written
}

fn write_into(folder: &Path, existing: Existing, of: impl Fn(Form) -> Value) -> Result<(), Text> {
    let paths = Form::ALL.map(|form| (form, folder.join(format!("{}.json", form.code()))));
    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        // A file stands where the folder would.
        io::ErrorKind::AlreadyExists => place::words(folder, &io::ErrorKind::NotADirectory.into()),
        _ => place::words(folder, &error),
    })?;
    for (_, path) in &paths {
        place::refuse(path, existing)?;
    }
    let mut whole = Vec::new();
    for (form, path) in &paths {
        let mut placing = Placing::begin(path, existing)?;
        placing.write_all(json_lines(&of(*form)).as_ref()).map_err(|error| placing.words(&error))?;
        whole.push(placing);
    }
    Placing::finish_all(whole)
}
