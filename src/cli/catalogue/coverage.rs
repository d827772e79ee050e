//! `huiqi catalogue coverage`: whether every sentence is accounted for.

use super::super::options::table_or_json;
use super::super::{Context, Exit, Stop};
use crate::catalogue::{ClauseCoverage, Coverage, coverage};
use crate::language::Language;
use crate::report::table::list;
use clap::{ArgMatches, Command};
use serde_json::json;

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let about =
        language.pick("核对文件的每一句话是否都有着落", "See whether every sentence of the document is accounted for");
    Command::new("coverage").about(about).arg(table_or_json(language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let source = context.source()?;
    let (coverage, problems) = coverage(&source, context.as_of);
    let language = context.language();
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        return super::ended(context, &problems, &source.files, &super::super::json_lines(&as_json(&coverage)));
    }
    let rows = coverage.clauses.iter().filter(|clause| clause.sentences > 0).map(|clause| {
        let covered = clause.sentences.saturating_sub(clause.uncovered).saturating_sub(clause.undecided);
        let outside = language.pick("(条款以外)", "(outside clauses)");
        let number = if clause.clause.is_empty() { outside } else { clause.clause.as_str() };
        [
            format!("{number} {}", clause.heading),
            match clause.undecided {
                0 => format!("{covered}/{}", clause.sentences),
                open => format!(
                    "{covered}/{} {}",
                    clause.sentences,
                    language.pick(format!("待定 {open}"), format!("open {open}"))
                ),
            },
            clause.measures.to_string(),
            clause.rules.saturating_add(clause.remarks).to_string(),
        ]
    });
    let header =
        language.pick(["条款", "句子", "措施", "规则、说明"], ["Clause", "Sentences", "Measures", "Rules, remarks"]);
    let mut text = list(&header, rows.collect(), language, context.output.columns());
    let covered = coverage.sentences.saturating_sub(coverage.uncovered).saturating_sub(coverage.undecided);
    let (sentences, verbatim, quotes) = (coverage.sentences, coverage.verbatim, coverage.quotes);
    let (share, exact) = (percent(covered, sentences), percent(verbatim, quotes));
    text.push_str(&language.pick(
        format!("句子 {covered}/{sentences} 有着落({share});引文 {verbatim}/{quotes} 与原文逐字一致({exact})\n"),
        format!(
            "{covered}/{sentences} sentences accounted for ({share}); {verbatim}/{quotes} quotes verbatim ({exact})\n"
        ),
    ));
    text.push_str(&super::drafts(language, coverage.drafts.iter().map(|(id, draft)| (id.as_str(), draft))));
    super::ended(context, &problems, &source.files, &text)
}

/// A share in whole per cent, rounded down, so that only all of it is 100 %.
fn percent(part: usize, whole: usize) -> String {
    format!("{} %", part.saturating_mul(100).checked_div(whole).unwrap_or(100))
}

fn as_json(coverage: &Coverage) -> serde_json::Value {
    let clause = |it: &ClauseCoverage| {
        json!({
            "policy": it.policy, "clause": it.clause, "heading": it.heading,
            "sentences": it.sentences, "uncovered": it.uncovered, "undecided": it.undecided,
            "measures": it.measures, "rules": it.rules, "remarks": it.remarks,
        })
    };
    json!({
        "sentences": coverage.sentences, "uncovered": coverage.uncovered, "undecided": coverage.undecided,
        "quotes": coverage.quotes, "verbatim": coverage.verbatim,
        "clauses": coverage.clauses.iter().map(clause).collect::<Vec<_>>(),
    })
}
