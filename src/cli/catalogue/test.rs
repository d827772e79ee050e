//! `huiqi catalogue test`: the worked cases of a catalogue.

use super::super::args::table_or_json;
use super::super::{Context, Exit, Stop};
use crate::catalogue::test;
use crate::language::Language;
use clap::{ArgMatches, Command};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let about = language.pick("运行目录里的案例", "Run the worked cases of the catalogue");
    Command::new("test").about(about).arg(table_or_json(language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let source = context.source()?;
    if super::asks_json(matches) {
        let problems = test(&source, context.as_of).map_or_else(|problems| problems, |(_, problems)| problems);
        return super::ended_as_json(context, &problems, &source.files);
    }
    let (tested, problems) = test(&source, context.as_of).map_err(|problems| {
        context.report(&problems, &source.files);
        Stop::Exit(Exit::Findings)
    })?;
    let (cases, expectations, failed) = (tested.cases, tested.expectations, problems.len());
    let summary = context.language().pick(
        format!("{cases} 个案例,{expectations} 项预期:{failed} 个问题\n"),
        format!(
            "cases: {cases}, expectations: {expectations}; faults: {failed}
"
        ),
    );
    super::ended(context, &problems, &source.files, &summary)
}
