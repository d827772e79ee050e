//! `huiqi catalogue check | test | coverage`

use super::{Context, Exit, Stop};
use crate::catalogue::{Coverage, check, coverage, test};
use crate::problem::Problem;
use crate::report::table::list;
use clap::ArgMatches;
use serde_json::json;

/// Runs the check that is named.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    match matches.subcommand() {
        Some(("check", _)) => run_check(context),
        Some(("test", _)) => run_test(context),
        Some((_, inner)) => run_coverage(context, inner),
        None => Ok(Exit::Usage),
    }
}

fn ended(context: &Context, problems: &[Problem], files: &[crate::problem::File], summary: &str) -> Result<Exit, Stop> {
    context.report(problems, files);
    context.deliver(summary)?;
    Ok(if problems.is_empty() { Exit::Done } else { Exit::Findings })
}

fn run_check(context: &Context) -> Result<Exit, Stop> {
    let source = context.source()?;
    let (loaded, problems) = check(&source, context.as_of);
    let catalogue = &loaded.catalogue;
    let (policies, clauses) = (catalogue.policies.len(), catalogue.clauses.len());
    let (measures, remarks, facts) = (catalogue.measures.len(), catalogue.remarks.len(), catalogue.facts.len());
    let found = problems.len();
    let summary = context.language().pick(
        format!("{policies} 份文件,{clauses} 个条款,{measures} 项措施,{remarks} 条说明,{facts} 项申报信息:发现 {found} 个问题\n"),
        format!("documents: {policies}, clauses: {clauses}, measures: {measures}, remarks: {remarks}, facts: {facts}; faults: {found}
"),
    );
    ended(context, &problems, &source.files, &summary)
}

fn run_test(context: &Context) -> Result<Exit, Stop> {
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
    ended(context, &problems, &source.files, &summary)
}

fn run_coverage(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let source = context.source()?;
    let (coverage, problems) = coverage(&source, context.as_of);
    let language = context.language();
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        return ended(context, &problems, &source.files, &super::json_text(&as_json(&coverage)));
    }
    let rows = coverage.clauses.iter().filter(|clause| clause.sentences > 0).map(|clause| {
        let covered = clause.sentences.saturating_sub(clause.uncovered);
        let outside = language.pick("(条款以外)", "(outside clauses)");
        let number = if clause.clause.is_empty() { outside } else { clause.clause.as_str() };
        [
            format!("{number} {}", clause.heading),
            format!("{covered}/{}", clause.sentences),
            clause.measures.to_string(),
            clause.remarks.to_string(),
        ]
    });
    let header = language.pick(["条款", "句子", "措施", "说明"], ["Clause", "Sentences", "Measures", "Remarks"]);
    let mut text = list(&header, rows.collect(), language, context.output.columns());
    let covered = coverage.sentences.saturating_sub(coverage.uncovered);
    let (sentences, verbatim, quotes) = (coverage.sentences, coverage.verbatim, coverage.quotes);
    let (share, exact) = (percent(covered, sentences), percent(verbatim, quotes));
    text.push_str(&language.pick(
        format!("句子 {covered}/{sentences} 有着落({share});引文 {verbatim}/{quotes} 与原文逐字一致({exact})\n"),
        format!(
            "{covered}/{sentences} sentences accounted for ({share}); {verbatim}/{quotes} quotes verbatim ({exact})\n"
        ),
    ));
    ended(context, &problems, &source.files, &text)
}

/// A share in whole per cent, rounded down, so that only all of it is 100 %.
fn percent(part: usize, whole: usize) -> String {
    format!("{} %", part.saturating_mul(100).checked_div(whole).unwrap_or(100))
}

fn as_json(coverage: &Coverage) -> serde_json::Value {
    let clause = |it: &crate::catalogue::ClauseCoverage| {
        json!({
            "policy": it.policy, "clause": it.clause, "heading": it.heading,
            "sentences": it.sentences, "uncovered": it.uncovered,
            "measures": it.measures, "remarks": it.remarks,
        })
    };
    json!({
        "sentences": coverage.sentences, "uncovered": coverage.uncovered,
        "quotes": coverage.quotes, "verbatim": coverage.verbatim,
        "clauses": coverage.clauses.iter().map(clause).collect::<Vec<_>>(),
    })
}
