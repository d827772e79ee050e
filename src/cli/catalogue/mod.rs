//! `huiqi catalogue`: what an author of a catalogue works with.

mod check;
mod coverage;
mod diff;
mod findings;
mod new;
mod test;
mod witnesses;

use super::{Context, Exit, Stop};
use crate::language::Language;
use crate::measure::Draft;
use crate::problem::{File, Problem};
use clap::{ArgMatches, Command};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    Command::new("catalogue")
        .about(language.pick("编写和检查政策目录", "Write and check a catalogue"))
        .subcommand_required(true)
        .subcommand(check::command(language))
        .subcommand(test::command(language))
        .subcommand(coverage::command(language))
        .subcommand(diff::command(language))
        .subcommand(witnesses::command(language))
        .subcommand(new::command(language))
}

/// Runs what is named.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    match matches.subcommand() {
        Some(("check", inner)) => check::run(context, inner),
        Some(("test", inner)) => test::run(context, inner),
        Some(("diff", inner)) => diff::run(context, inner),
        Some(("witnesses", inner)) => witnesses::run(context, inner),
        Some(("new", inner)) => new::run(context, inner),
        Some((_, inner)) => coverage::run(context, inner),
        None => Ok(Exit::Usage),
    }
}

/// What is still open in the documents that are drafts, a line each.
fn drafts<'d>(language: Language, drafts: impl Iterator<Item = (&'d str, &'d Draft)>) -> String {
    let line = |(id, draft): (&str, &Draft)| {
        let mut open =
            vec![language.pick(format!("{} 句待定", draft.undecided), format!("undecided: {}", draft.undecided))];
        if draft.texts > 0 {
            let texts = draft.texts;
            open.push(language.pick(format!("缺 {texts} 处标题或英文"), format!("titles or English missing: {texts}")));
        }
        if !draft.particulars.is_empty() {
            let keys = draft.particulars.join(", ");
            open.push(
                language.pick(format!("policy.toml 还没有写 {keys}"), format!("policy.toml does not say {keys} yet")),
            );
        }
        language.pick(format!("草稿「{id}」:{}\n", open.join(",")), format!("draft `{id}`: {}\n", open.join("; ")))
    };
    drafts.map(line).collect()
}

/// Shows the faults and the summary; says by the exit code whether there were any.
fn ended(context: &Context, problems: &[Problem], files: &[File], summary: &str) -> Result<Exit, Stop> {
    context.report(problems, files);
    context.deliver(summary)?;
    Ok(exit(problems))
}

/// Delivers the faults as JSON; says by the exit code whether there were any.
fn ended_as_json(context: &Context, problems: &[Problem], files: &[File]) -> Result<Exit, Stop> {
    context.deliver_json(&findings::as_json(problems, files, context.language()))?;
    Ok(exit(problems))
}

fn exit(problems: &[Problem]) -> Exit {
    if problems.is_empty() { Exit::Done } else { Exit::Findings }
}

/// Whether the faults are asked for as JSON.
fn asks_json(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("format").is_some_and(|format| format == "json")
}
