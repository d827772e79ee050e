//! `huiqi ask`, and `huiqi` alone on a terminal.

mod again;
mod ending;
mod saving;

use super::draft::{Draft, Start};
use super::place::Existing;
use super::{Context, Exit, Stop, place, profiles};
use crate::interview::{self, terminal};
use crate::language::Text;
use crate::problem::Code;
use crate::profile_file::{self, left_over};
use crate::shell::shell_path;
use again::Again;
use clap::ArgMatches;
use ending::{Desk, chosen_measures, circumstances};
use saving::{Nowhere, Resume, Saving, answered, found_saved, leave_on_signals};
use std::path::{Path, PathBuf};

/// Asks, and delivers the result.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let language = context.language();
    let mut face = terminal::open(matches.get_flag("plain"), language, context.output.colours_messages())
        .map_err(|_| Stop::Message(Exit::Usage, no_terminal()))?;
    may_begin(matches)?;
    let catalogue = context.catalogue_of_measures(matches)?;
    let path = matches.get_one::<PathBuf>("profile").map(PathBuf::as_path);
    let save = matches.get_one::<PathBuf>("save").map(PathBuf::as_path);
    let force = matches.get_flag("force");
    let resume = save.map(|save| resume(context, matches, save));
    let again = Again::of(context, catalogue, matches);
    leave_on_signals(resume.clone(), again.clone());
    let draft = save.map(|save| Draft::open(save, path, force)).transpose();
    let (draft, start) = draft.map_err(failed)?.unzip();
    let goes_on = start == Some(Start::Draft);
    let from = if goes_on { save } else { path };
    let mut exit = Exit::Done;
    let read = if goes_on { profiles::read_draft } else { profiles::read };
    let read = from.map(|path| read(path, catalogue)).transpose();
    let mut read = read.map_err(failed)?.unwrap_or_else(profiles::blank);
    context.report(&read.problems, std::slice::from_ref(&read.file));
    let Some(mut profile) = read.profile.take() else { return Ok(Exit::PartlyUnusable) };
    let is_draft = !read.problems.iter().any(|problem| matches!(problem.code, Code::UnknownKey | Code::Unlisted));
    if let Some(save) = save.filter(|_| goes_on && !is_draft && !force) {
        return Err(failed(no_draft(save)));
    }
    if !read.problems.is_empty() {
        exit = Exit::PartlyUnusable;
    }
    let mut keeper = draft.map(|draft| {
        let format = profile_file::Format::of(&read.file.path, &read.file.text);
        let left_over = left_over(catalogue, &read.file.text, format, &read.problems);
        Saving { catalogue, language, draft, left_over }
    });
    match &mut keeper {
        Some(_) if goes_on => found_saved(&read.file.text),
        // From now on there is a file to go on from, also where nothing is answered.
        Some(keeper) => {
            keeper.save(&profile).map_err(failed)?;
        }
        None => {}
    }
    answered(&profile);
    let plain = matches.get_flag("plain");
    let mut desk = Desk { context, catalogue, face: face.as_mut(), keeper, resume, again, plain };
    desk.face.tell(&desk.welcome(from)).map_err(|broken| desk.broken(&broken))?;
    let asked = match &mut desk.keeper {
        Some(keeper) => interview::interview(catalogue, language, &mut profile, desk.face, keeper),
        None => interview::interview(catalogue, language, &mut profile, desk.face, &mut Nowhere),
    };
    asked.map_err(|broken| desk.broken(&broken))?;
    desk.deliver(&profile, &read, matches)?;
    let unsaved = desk.keeper.is_some() && !desk.is_saved();
    Ok(if unsaved { Exit::Failed } else { exit })
}

fn no_terminal() -> Text {
    Text::new(
        "一问一答要在终端里进行,这里的输入或错误输出不是终端;已有档案文件请用 huiqi assess",
        "the interview needs a terminal, and standard input or standard error is none; with a profile use `huiqi assess`",
    )
}

fn failed(what: Text) -> Stop {
    Stop::Message(Exit::Failed, what)
}

/// Sees that nothing speaks against beginning at all; said before the first question.
fn may_begin(matches: &ArgMatches) -> Result<(), Stop> {
    let usage = |what| Stop::Message(Exit::Usage, what);
    if matches.get_one::<PathBuf>("profile").is_some_and(|path| path.as_os_str() == "-") {
        return Err(usage(Text::new(
            "一问一答时标准输入要用来回答,档案请给文件名",
            "standard input is where you answer; name the profile's file",
        )));
    }
    let Some(output) = matches.get_one::<PathBuf>("output") else { return Ok(()) };
    let read = ["profile", "save"].into_iter().filter_map(|name| matches.get_one::<PathBuf>(name));
    let read: Vec<&Path> = read.map(PathBuf::as_path).collect();
    let existing = if matches.get_flag("force") { Existing::Replaced } else { Existing::Kept };
    place::refuse(output, existing).map_err(failed)?;
    place::apart(&read, &[output]).map_err(usage)?;
    place::try_out(output).map_err(failed)
}

fn no_draft(path: &Path) -> Text {
    let (path, hint) = (path.display(), place::exists_hint());
    Text::new(
        format!("「{path}」不像申报主体档案,没有动它{}", hint.zh),
        format!("`{path}` does not look like a profile and was left alone{}", hint.en),
    )
}

/// How a draft is gone on with.
fn resume(context: &Context, matches: &ArgMatches, draft: &Path) -> Resume {
    let mut words = vec!["huiqi".to_owned(), "ask".to_owned(), "--save".to_owned()];
    words.push(shell_path(draft));
    words.extend(chosen_measures(matches));
    words.extend(circumstances(context));
    Resume { command: words.join(" "), draft: draft.to_owned() }
}
