//! `huiqi catalogue`: what an author of a catalogue works with.

mod check;
mod coverage;
mod findings;
mod test;

use super::{Context, Exit, Stop};
use crate::language::Language;
use crate::problem::{File, Problem};
use clap::{ArgMatches, Command};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    Command::new("catalogue")
        .about(language.pick("检查政策目录", "Check a catalogue"))
        .subcommand_required(true)
        .subcommand(check::command(language))
        .subcommand(test::command(language))
        .subcommand(coverage::command(language))
}

/// Runs what is named.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    match matches.subcommand() {
        Some(("check", inner)) => check::run(context, inner),
        Some(("test", inner)) => test::run(context, inner),
        Some((_, inner)) => coverage::run(context, inner),
        None => Ok(Exit::Usage),
    }
}

/// Shows the faults and the summary; says by the exit code whether there were any.
fn ended(context: &Context, problems: &[Problem], files: &[File], summary: &str) -> Result<Exit, Stop> {
    context.report(problems, files);
    context.deliver(summary)?;
    Ok(exit(problems))
}

/// Delivers the faults as JSON; says by the exit code whether there were any.
fn ended_as_json(context: &Context, problems: &[Problem], files: &[File]) -> Result<Exit, Stop> {
    context.deliver(&super::json_text(&findings::as_json(problems, files, context.language())))?;
    Ok(exit(problems))
}

fn exit(problems: &[Problem]) -> Exit {
    if problems.is_empty() { Exit::Done } else { Exit::Findings }
}

/// Whether the faults are asked for as JSON.
fn asks_json(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("format").is_some_and(|format| format == "json")
}
