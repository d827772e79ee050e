//! What has to be minded about a result.

use super::Warning;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId};
use crate::language::{Language, Text};
use crate::problem::Code;
use crate::report::client::CellProblem;

/// What was wrong with a cell, as a warning of the result.
pub fn of_cell(problem: &CellProblem, language: Language) -> Warning {
    let inner = &problem.problem;
    let mend = inner.mend.as_ref().map(|mend| language.pick(format!("({})", mend.zh), format!(" ({})", mend.en)));
    Warning {
        code: inner.code.code().to_owned(),
        fact: inner.fact.clone(),
        place: Some(problem.place.clone()),
        row: Some(problem.row),
        column: problem.column.clone(),
        value: problem.value.clone(),
        text: Some(format!("{}{}", inner.what.get(language), mend.unwrap_or_default())),
    }
}

/// That facts were given and do not apply; there is at least one.
pub fn do_not_apply(facts: &[&Fact]) -> Text {
    let zh: Vec<String> = facts.iter().map(|fact| format!("「{}」", fact.label.zh)).collect();
    let en: Vec<String> = facts.iter().map(|fact| format!("`{}`", fact.label.en)).collect();
    let [does, was] = if facts.len() == 1 { ["does", "was"] } else { ["do", "were"] };
    Text::new(
        format!("{}对这个主体不适用,没有用到", zh.join("、")),
        format!("{} {does} not apply to this applicant and {was} left aside", en.join(", ")),
    )
}

/// Warnings that do not come from the file of a profile; some facts given do not apply.
pub fn of_result(catalogue: &Catalogue, ignored: &[FactId], language: Language) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for fact in ignored.iter().filter_map(|id| catalogue.facts.get(id.0)) {
        warnings.push(Warning {
            code: Code::DoesNotApply.code().to_owned(),
            fact: Some(fact.id.clone()),
            text: Some(do_not_apply(&[fact]).get(language).to_owned()),
            ..Warning::default()
        });
    }
    for (policy, draft) in catalogue.policies.iter().filter_map(|policy| Some((policy, policy.draft.as_ref()?))) {
        let (title, undecided) = (policy.title.get(language), draft.undecided);
        let text = language.pick(
            format!("《{title}》的目录是草稿,还有 {undecided} 句待定:结论只反映已写成的措施"),
            format!("the catalogue of `{title}` is a draft, undecided: {undecided}; results only reflect the measures written so far"),
        );
        warnings.push(Warning { code: "draft".to_owned(), text: Some(text), ..Warning::default() });
    }
    for policy in catalogue.policies.iter().filter(|policy| policy.expires.is_none()) {
        let text = language.pick(
            format!("{}没有写有效期,是否仍然有效请向责任单位核实", policy.number),
            format!("{} states no expiry; ask an office in charge whether it still holds", policy.number),
        );
        warnings.push(Warning { code: "validity-unstated".to_owned(), text: Some(text), ..Warning::default() });
    }
    warnings
}
