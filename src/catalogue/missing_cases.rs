//! Drafts of the worked cases that are missing.

use super::Catalogue;
use super::untested::{CaseCoverage, Untested};
use crate::amount::Range;
use crate::assess::{Finding, find};
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::profile_file::{self, Format, quoted};

/// The cases that a catalogue must have and has not, as TOML, without what is to be expected: that must come from the document.
/// Beside each stands, as a comment, what the rules say now.
///
/// One applicant often tells several things, and stands here once for each measure.
pub fn missing_cases(catalogue: &Catalogue, coverage: &[CaseCoverage], language: Language) -> String {
    let head = language.pick(
        "# 还缺的案例:草稿。「expect」须对照文件原文算出后写上,再移到 cases.toml;不要照抄程序的结果。\n",
        "# Drafts of missing cases. Work out `expect` from the document, then move them to cases.toml;\n# do not copy what the program says.\n",
    );
    let mut text = head.to_owned();
    for (measure, coverage) in catalogue.measures.iter().zip(coverage) {
        let mut seen: Vec<&Untested> = Vec::new();
        let required = coverage.required();
        for untested in &required {
            if seen.iter().any(|other| other.applicant == untested.applicant) {
                continue;
            }
            let same = required.iter().filter(|other| other.applicant == untested.applicant);
            let tells: Vec<&str> = same.map(|it| it.what.get(language)).collect();
            seen.push(untested);
            let knowledge = Knowledge::of(&catalogue.facts, &untested.applicant);
            let finding = find(catalogue, measure, &untested.applicant, &knowledge);
            let written = profile_file::write(catalogue, &untested.applicant, Format::Toml, language, &[]);
            let facts = written.split_once("[facts]\n").map_or("", |(_, facts)| facts.trim_end());
            let title = quoted(&format!("{} {}", measure.id, seen.len()));
            let says = says(&finding, language);
            text.push_str(&language.pick(
                format!("\n# {}\n[[case]]\nname = {title}\n# 现按规则得出:{says}\n# 请对照原文核对后写入:expect.{} = {{ … }}\n[case.given]\n{facts}\n", tells.join(";"), measure.id),
                format!("\n# {}\n[[case]]\nname = {title}\n# the rules now say: {says}\n# check it by the document, then write: expect.{} = {{ … }}\n[case.given]\n{facts}\n", tells.join("; "), measure.id),
            ));
        }
    }
    text
}

fn says(finding: &Finding<'_>, language: Language) -> String {
    let mut parts = vec![format!("verdict = {}", quoted(finding.verdict.code()))];
    parts.extend(finding.ruled_out_by.map(|reason| format!("ruled-out-by = {}", quoted(reason.code()))));
    match finding.supports.iter().find_map(|(_, range)| *range) {
        Some(Range::Stated { low, high }) => {
            let high = high.map_or("open".to_owned(), |high| high.words(language));
            parts.push(format!("low = {}, high = {}", quoted(&low.words(language)), quoted(&high)));
        }
        Some(Range::Points { low, high }) => {
            let high = high.map_or("open".to_owned(), |high| high.words(language));
            parts.push(format!("low = {}, high = {}", quoted(&low.words(language)), quoted(&high)));
        }
        Some(Range::Unstated) => parts.push("unstated = true".to_owned()),
        None => {}
    }
    parts.join(", ")
}
