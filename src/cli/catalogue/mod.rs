//! `huiqi catalogue`: what an author of a catalogue works with.

mod check;
mod coverage;
mod test;
mod witnesses;

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
        .subcommand(witnesses::command(language))
}

/// Runs what is named.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    match matches.subcommand() {
        Some(("check", _)) => check::run(context),
        Some(("test", inner)) => test::run(context, inner),
        Some(("witnesses", inner)) => witnesses::run(context, inner),
        Some((_, inner)) => coverage::run(context, inner),
        None => Ok(Exit::Usage),
    }
}

/// Shows the faults and the summary; says by the exit code whether there were any.
fn ended(context: &Context, problems: &[Problem], files: &[File], summary: &str) -> Result<Exit, Stop> {
    context.report(problems, files);
    context.deliver(summary)?;
    Ok(if problems.is_empty() { Exit::Done } else { Exit::Findings })
}
