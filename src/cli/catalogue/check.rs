//! `huiqi catalogue check`: every fault of a catalogue.

use super::super::options::table_or_json;
use super::super::{Context, Exit, Stop};
use crate::catalogue::check;
use crate::language::Language;
use clap::{ArgMatches, Command};

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let about = language.pick("找出目录里的全部问题", "Find every fault of the catalogue");
    Command::new("check").about(about).arg(table_or_json(language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let source = context.source()?;
    let (loaded, problems) = check(&source, context.as_of);
    if super::asks_json(matches) {
        return super::ended_as_json(context, &problems, &source.files);
    }
    let catalogue = &loaded.catalogue;
    let (policies, clauses) = (catalogue.policies.len(), catalogue.clauses.len());
    let (measures, remarks, facts) = (catalogue.measures.len(), catalogue.remarks.len(), catalogue.facts.len());
    let found = problems.len();
    let summary = context.language().pick(
        format!("{policies} 份文件,{clauses} 个条款,{measures} 项措施,{remarks} 条说明,{facts} 项申报信息:发现 {found} 个问题\n"),
        format!("documents: {policies}, clauses: {clauses}, measures: {measures}, remarks: {remarks}, facts: {facts}; faults: {found}
"),
    );
    let drafts = catalogue.policies.iter().filter_map(|policy| Some((policy.id.as_str(), policy.draft.as_ref()?)));
    let summary = summary + &super::drafts(context.language(), drafts);
    super::ended(context, &problems, &source.files, &summary)
}
