//! `huiqi catalogue test`: the worked cases of a catalogue.

use super::super::{Context, Exit, Stop};
use crate::catalogue::test;
use crate::language::Language;
use clap::Command;

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    Command::new("test").about(language.pick("运行目录里的案例", "Run the worked cases of the catalogue"))
}

/// Runs it.
pub(super) fn run(context: &Context) -> Result<Exit, Stop> {
    let source = context.source()?;
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
