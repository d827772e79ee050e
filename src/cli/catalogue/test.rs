//! `huiqi catalogue test`: the worked cases of a catalogue, and what they do not tell.

use super::super::options::{flag, option, path, table_or_json};
use super::super::{Context, Exit, Stop, json_lines};
use crate::catalogue::{CaseCoverage, Criterion, Loaded, Untested, case_coverage, missing_cases, test};
use crate::language::Language;
use crate::report::table::list;
use crate::text_places::FilePlaces;
use clap::{ArgMatches, Command};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    Command::new("test")
        .about(say("运行目录里的案例", "Run the worked cases of the catalogue"))
        .arg(flag("coverage", say("列出哪些规则没有案例检验", "List what no case tests"), language))
        .arg(table_or_json(language))
        .arg(path(option(
            "drafts",
            say("文件", "FILE"),
            say(
                "把还缺的案例写成草稿,对照原文补上预期后再用",
                "Write drafts of the missing cases, to be worked out by the document",
            ),
            language,
        )))
        .arg(flag("force", say("草稿文件已存在时覆盖", "Overwrite the file of drafts if it exists"), language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let source = context.source()?;
    let asks_json = super::asks_json(matches);
    if asks_json && !matches.get_flag("coverage") && !matches.contains_id("drafts") {
        let problems = test(&source, context.as_of).map_or_else(|problems| problems, |(_, problems)| problems);
        return super::ended_as_json(context, &problems, &source.files);
    }
    let broken = |problems: Vec<_>| {
        context.report(&problems, &source.files);
        Stop::Exit(Exit::Findings)
    };
    let file = matches.get_one::<PathBuf>("drafts");
    if file.is_some() || matches.get_flag("coverage") {
        let (loaded, coverage, problems) = case_coverage(&source, context.as_of).map_err(broken)?;
        let drafts = || missing_cases(&loaded.catalogue, &coverage, context.language());
        match file {
            Some(file) if file.as_os_str() == "-" => context.output.deliver_bytes(drafts().as_bytes(), None, false)?,
            Some(file) => {
                let force = matches.get_flag("force");
                context.output.deliver_bytes(drafts().as_bytes(), Some(file), force)?;
            }
            None => {}
        }
        let listed = Listed { loaded: &loaded, coverage: &coverage, places: FilePlaces::of(&source.files) };
        let text = match (matches.get_flag("coverage"), asks_json) {
            (false, _) => String::new(),
            (true, true) => json_lines(&listed.json()),
            (true, false) => listed.text(context.language(), context.output.columns()),
        };
        return super::ended(context, &problems, &source.files, &text);
    }
    let (tested, problems) = test(&source, context.as_of).map_err(broken)?;
    let (cases, expectations, failed) = (tested.cases, tested.expectations, problems.len());
    let summary = context.language().pick(
        format!("{cases} 个案例,{expectations} 项预期:{failed} 个问题\n"),
        format!("cases: {cases}, expectations: {expectations}; faults: {failed}\n"),
    );
    super::ended(context, &problems, &source.files, &summary)
}

/// What the cases tell of each measure, with the places.
struct Listed<'l> {
    loaded: &'l Loaded,
    coverage: &'l [CaseCoverage],
    places: FilePlaces<'l>,
}

impl Listed<'_> {
    fn place(&self, measure: usize, untested: &Untested) -> Option<(&str, usize, usize)> {
        let (file, places) = self.loaded.measures.get(measure)?;
        let (path, in_file) = self.places.get(*file)?;
        let span = untested.span.as_ref().unwrap_or(&places.id);
        let (line, column) = in_file.line_and_column(span.start);
        Some((path, line, column))
    }

    fn sums(&self) -> [(usize, usize); 5] {
        let mut sums = [(0_usize, 0_usize); 5];
        for coverage in self.coverage {
            for (sum, count) in sums.iter_mut().zip(coverage.counts) {
                *sum = (sum.0.saturating_add(count.0), sum.1.saturating_add(count.1));
            }
        }
        sums
    }

    fn text(&self, language: Language, columns: usize) -> String {
        let counted = |counts: [(usize, usize); 5]| counts.map(|(all, told)| format!("{told}/{all}"));
        let measures = self.loaded.catalogue.measures.iter();
        let rows = measures.zip(self.coverage).filter(|(_, coverage)| !coverage.untested.is_empty());
        let row = |(measure, coverage): (&crate::measure::Measure, &CaseCoverage)| {
            let [outcomes, open, conditions, numbers, amounts] = counted(coverage.counts);
            [measure.id.clone(), outcomes, open, conditions, numbers, amounts]
        };
        let header = language.pick(
            ["措施", "结论", "待补充", "条件", "界限", "金额"],
            ["Measure", "Outcomes", "Open", "Conditions", "Numbers", "Amounts"],
        );
        let rows: Vec<_> = rows.map(row).collect();
        let mut text = if rows.is_empty() { String::new() } else { list(&header, rows, language, columns) };
        for (at, coverage) in self.coverage.iter().enumerate() {
            for untested in &coverage.untested {
                if let Some((path, line, column)) = self.place(at, untested) {
                    text.push_str(&format!("{path}:{line}:{column} {}\n", untested.what.get(language)));
                }
            }
        }
        let [outcomes, open, conditions, numbers, amounts] = counted(self.sums());
        text.push_str(&language.pick(
            format!("有案例检验:结论 {outcomes},需补充信息 {open},条件 {conditions},界限 {numbers},金额 {amounts}\n"),
            format!(
                "told by cases: outcomes {outcomes}, open {open}, conditions {conditions}, numbers {numbers}, amounts {amounts}\n"
            ),
        ));
        text
    }

    fn json(&self) -> Value {
        let counts = |counts: [(usize, usize); 5]| -> Value {
            let one = |(criterion, (all, told)): (&Criterion, (usize, usize))| {
                (criterion.code().to_owned(), json!({ "all": all, "told": told }))
            };
            Criterion::ALL.iter().zip(counts).map(one).collect::<serde_json::Map<_, _>>().into()
        };
        let untested = |at: usize, untested: &Untested| {
            let place = self.place(at, untested);
            json!({
                "criterion": untested.criterion.code(),
                "path": place.map(|it| it.0), "line": place.map(|it| it.1), "column": place.map(|it| it.2),
                "text": { "zh": untested.what.zh, "en": untested.what.en },
            })
        };
        let measures = self.loaded.catalogue.measures.iter().zip(self.coverage).enumerate();
        let measure = |(at, (measure, coverage)): (usize, (&crate::measure::Measure, &CaseCoverage))| {
            let list: Vec<Value> = coverage.untested.iter().map(|it| untested(at, it)).collect();
            json!({ "measure": measure.id, "counts": counts(coverage.counts), "untested": list })
        };
        json!({ "counts": counts(self.sums()), "measures": measures.map(measure).collect::<Vec<_>>() })
    }
}
