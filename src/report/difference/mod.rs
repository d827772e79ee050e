//! What is different between two versions of a catalogue, in words and as JSON.

mod json;
mod table;

pub use json::document;
pub use table::layout;

use super::{stacking, words};
use crate::assess::Assessment;
use crate::catalogue::Catalogue;
use crate::condition::Condition;
use crate::fact::{Fact, Kind};
use crate::language::Language;
use crate::measure::{Measure, Policy};
use crate::profile::Profile;

/// One applicant, as each version knows it.
#[derive(Debug)]
pub struct Applicant<'c> {
    /// What is called by.
    pub name: String,
    /// By the version before.
    pub before: Known<'c>,
    /// By the version after.
    pub after: Known<'c>,
}

/// What one version knows of an applicant.
#[derive(Debug)]
pub struct Known<'c> {
    /// What it could read.
    pub profile: Profile,
    /// What follows.
    pub assessment: Assessment<'c>,
    /// What it could not read, in words.
    pub unread: Vec<String>,
}

/// Two versions of a catalogue, and applicants.
#[derive(Debug)]
pub struct Versions<'c> {
    /// The version before.
    pub before: &'c Catalogue,
    /// The version after.
    pub after: &'c Catalogue,
    /// For whom the difference is worked out.
    pub applicants: Vec<Applicant<'c>>,
    /// The language of texts.
    pub language: Language,
}

/// A part of a measure or fact in words: its code, its name, and what stands there.
type Part = (&'static str, &'static str, String);

/// What a measure says, part by part.
fn parts_of_measure(measure: &Measure, catalogue: &Catalogue, language: Language) -> Vec<Part> {
    let condition = |condition: &Condition| words::condition(condition, catalogue, language);
    let reserved = measure.reserved.as_ref().map(|reserved| {
        let unless = reserved.unless.as_ref().map(|unless| {
            language.pick(format!(",除非{}", condition(unless)), format!(", unless {}", condition(unless)))
        });
        format!("{}{}", reserved.text.get(language), unless.unwrap_or_default())
    });
    let clause = catalogue.place_of(measure).map(|(clause, _)| clause.number.clone());
    vec![
        ("title", language.pick("标题", "Title"), measure.title.get(language).to_owned()),
        ("clause", language.pick("条款", "Clause"), clause.unwrap_or_default()),
        ("quote", language.pick("原文", "Text"), measure.quote.to_string()),
        ("for", language.pick("支持对象", "For whom"), condition(&measure.audience)),
        ("when", language.pick("申报条件", "Conditions"), condition(&measure.conditions)),
        ("validity", language.pick("有效期", "In force"), measure.validity.words(language).unwrap_or_default()),
        ("reserved", language.pick("另行规定", "Left to rules"), reserved.unwrap_or_default()),
        ("support", language.pick("支持标准", "Support"), supports(measure, catalogue, language)),
    ]
}

fn supports(measure: &Measure, catalogue: &Catalogue, language: Language) -> String {
    let one = |support: &crate::measure::Support| {
        let amount = words::basis(support, &catalogue.facts, language);
        let words = words::support(support, None, language);
        let space = language.pick(" ", ": ");
        let amount = amount.map(|amount| format!("{}{space}{amount}", support.kind.words(language)));
        let all: Vec<String> = amount.into_iter().chain(Some(words).filter(|words| !words.is_empty())).collect();
        all.join(language.pick(";", "; "))
    };
    measure.supports.iter().map(one).collect::<Vec<_>>().join(language.pick(" / ", " / "))
}

/// What a document says for all its measures, part by part.
fn parts_of_policy(policy: &Policy, catalogue: &Catalogue, language: Language) -> Vec<Part> {
    let own = |at: usize| catalogue.policies.get(at).is_some_and(|other| other.id == policy.id);
    let rules = catalogue.stacking.iter().filter(|rule| own(rule.policy)).map(|rule| {
        let (what, basis) = (stacking::rule(rule, catalogue, language), stacking::basis(rule, catalogue, language));
        language.pick(format!("{what}({basis})"), format!("{what} ({basis})"))
    });
    let obligations = catalogue.obligations.iter().filter(|it| own(it.policy)).map(|obligation| {
        let clause = obligation.clause.and_then(|at| catalogue.clauses.get(at)).map(|clause| clause.number.as_str());
        let measures = obligation.of.as_ref().map(|of| format!(" [{}]", of.join(", ")));
        let words = words::obligation(obligation, language);
        format!("{} {words}{}", clause.unwrap_or_default(), measures.unwrap_or_default()).trim().to_owned()
    });
    let semicolon = language.pick(";", "; ");
    vec![
        ("title", language.pick("标题", "Title"), policy.title.get(language).to_owned()),
        ("number", language.pick("文号", "Number"), policy.number.clone()),
        ("validity", language.pick("有效期", "In force"), policy.validity().words(language).unwrap_or_default()),
        ("stacking", language.pick("怎样一起算", "What counts together"), rules.collect::<Vec<_>>().join(semicolon)),
        ("obligations", language.pick("须遵守", "To keep to"), obligations.collect::<Vec<_>>().join(semicolon)),
    ]
}

/// What a fact says, part by part.
fn parts_of_fact(at: usize, catalogue: &Catalogue, language: Language) -> Vec<Part> {
    let Some(fact) = catalogue.facts.get(at) else { return Vec::new() };
    let ask_when = catalogue.ask_when.get(at).and_then(Option::as_ref);
    let fixed = if fact.fixed { language.pick("是", "yes") } else { language.pick("否", "no") };
    vec![
        ("label", language.pick("名称", "Label"), fact.label.get(language).to_owned()),
        ("type", language.pick("类型", "Type"), kind(fact, language)),
        (
            "ask-when",
            language.pick("什么时候问", "Asked when"),
            ask_when.map(|when| words::condition(when, catalogue, language)).unwrap_or_default(),
        ),
        ("fixed", language.pick("不能改变", "Cannot change"), fixed.to_owned()),
    ]
}

fn kind(fact: &Fact, language: Language) -> String {
    match fact.kind {
        Kind::YesNo => language.pick("是否", "yes or no").to_owned(),
        Kind::Count => language.pick("个数", "count").to_owned(),
        Kind::Quantity => language.pick("数量", "quantity").to_owned(),
        Kind::Money => language.pick("金额", "amount of money").to_owned(),
        Kind::Percent => language.pick("百分比", "percentage").to_owned(),
        Kind::Date => language.pick("日期", "date").to_owned(),
        Kind::Choice => language.pick("单选", "one choice").to_owned(),
        Kind::Choices => language.pick("多选", "several choices").to_owned(),
        Kind::YearlyMoney { years } => {
            language.pick(format!("{years} 年的年度金额"), format!("an amount for each of {years} years"))
        }
    }
}

/// The parts that are not the same.
fn changed(before: Vec<Part>, after: Vec<Part>) -> Vec<(Part, String)> {
    before.into_iter().zip(after).filter(|(was, is)| was.2 != is.2).map(|(was, is)| (is, was.2)).collect()
}

fn position(fact: &Fact, catalogue: &Catalogue) -> usize {
    catalogue.facts.iter().position(|it| it.id == fact.id).unwrap_or(usize::MAX)
}

impl Versions<'_> {
    /// The parts of a document that are not the same.
    fn changed_policy(&self, before: &Policy, after: &Policy) -> Vec<(Part, String)> {
        changed(parts_of_policy(before, self.before, self.language), parts_of_policy(after, self.after, self.language))
    }

    /// The parts of a measure that are not the same: each as it is, and as it was.
    fn changed_measure(&self, before: &Measure, after: &Measure) -> Vec<(Part, String)> {
        changed(
            parts_of_measure(before, self.before, self.language),
            parts_of_measure(after, self.after, self.language),
        )
    }

    /// The parts of a fact that are not the same, its choices left out.
    fn changed_fact(&self, before: &Fact, after: &Fact) -> Vec<(Part, String)> {
        let (was, is) = (position(before, self.before), position(after, self.after));
        changed(parts_of_fact(was, self.before, self.language), parts_of_fact(is, self.after, self.language))
    }
}
