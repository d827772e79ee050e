//! Which measures count together, and why, in words.

use super::{Wording, words};
use crate::assess::Assessment;
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::measure::Class;
use crate::money::Money;
use crate::stacking::{Effect, Outcome, Rule, Stacking, Top};

/// What a rule on stacking does, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackingLine {
    /// The rule, its measures, and what comes of it.
    pub what: String,
    /// The document's words, and what they mean.
    pub basis: String,
}

/// The titles of measures, by position in the catalogue.
fn titles(measures: &[usize], catalogue: &Catalogue, language: Language) -> String {
    let titles = measures.iter().filter_map(|at| catalogue.measures.get(*at)).map(|it| it.title.get(language));
    titles.collect::<Vec<_>>().join(language.pick("、", ", "))
}

/// A rule by itself: what holds for which measures.
pub fn rule(rule: &Stacking, catalogue: &Catalogue, language: Language) -> String {
    of(rule, &titles(&rule.measures, catalogue, language), catalogue, language)
}

fn of(rule: &Stacking, titles: &str, catalogue: &Catalogue, language: Language) -> String {
    match &rule.rule {
        Rule::HighestOf => {
            language.pick(format!("就高不重复:{titles}只计最高的一项"), format!("only the highest counts of: {titles}"))
        }
        Rule::OneOf { applicant_chooses: true } => language
            .pick(format!("择一:{titles}只能选一项,由申报主体选"), format!("the applicant chooses one of: {titles}")),
        Rule::OneOf { applicant_chooses: false } => language
            .pick(format!("择一:{titles}只给一项,由主管部门定"), format!("the authority gives only one of: {titles}")),
        Rule::TotalAtMost(limit) => {
            let limit = words::limit(limit, &catalogue.facts, language);
            language
                .pick(format!("合计上限:{titles}合起来不超过{limit}"), format!("together at most {limit}: {titles}"))
        }
    }
}

/// The document's words for a rule, with their place, and what they mean.
pub fn basis(rule: &Stacking, catalogue: &Catalogue, language: Language) -> String {
    let clause = rule.clause.and_then(|at| catalogue.clauses.get(at)).map(|clause| clause.number.as_str());
    let number = catalogue.policies.get(rule.policy).map(|policy| policy.number.as_str());
    let several = catalogue.policies.len() > 1 || clause.is_none();
    let place: Vec<&str> = number.filter(|_| several).into_iter().chain(clause).collect();
    let quote = words::quoted(&rule.quote, language);
    let text = rule.text.get(language);
    let place = place.join(" ");
    language.pick(format!("{text}({place}{quote})"), format!("{text} ({place}: {quote})"))
}

impl Wording<'_> {
    /// What a rule does for an applicant.
    pub(super) fn effect(&self, effect: &Effect) -> Option<StackingLine> {
        let (catalogue, language) = (self.catalogue, self.language);
        let rule = catalogue.stacking.get(effect.rule)?;
        let what = of(rule, &titles(&effect.measures, catalogue, language), catalogue, language);
        let outcome = match &effect.outcome {
            Outcome::Counted { measures, with_others } => {
                let counted = titles(measures, catalogue, language);
                let others = if *with_others {
                    language.pick("连同别的规则,这样合计最多:", "with the other rules the sum is then highest: ")
                } else {
                    ""
                };
                match measures.as_slice() {
                    [] => language.pick(format!("{others}都不计"), format!("{others}none counts")),
                    _ => language.pick(format!("{others}计「{counted}」"), format!("{others}“{counted}” counts")),
                }
            }
            Outcome::Open => language
                .pick("计哪一项,要等金额和结论都确定", "which one hangs on amounts or verdicts not settled")
                .to_owned(),
            Outcome::Chosen => language
                .pick(
                    "定下计哪一项以前,合计从最少的一项算到最多的一项",
                    "until it is settled which one counts, the sum spans the least to the most",
                )
                .to_owned(),
            Outcome::Limited { limit, without } => self.limited(effect, *limit, *without),
        };
        let what = language.pick(format!("{what};{outcome}"), format!("{what}; {outcome}"));
        Some(StackingLine { what, basis: basis(rule, catalogue, language) })
    }

    /// What a limit does to a sum.
    fn limited(&self, effect: &Effect, (low, high): (Money, Top), without: Top) -> String {
        let language = self.language;
        let most = match without {
            Some(most) => {
                let most = most.words(language);
                language.pick(format!("不限时最高{most}"), format!("without the limit up to {most}"))
            }
            None => language.pick("不限时上限待补充", "without the limit the top is open").to_owned(),
        };
        let facts = words::facts(&effect.missing, self.catalogue, language).join(language.pick("、", ", "));
        let then = match (effect.outcome.lowers(), high) {
            (Some(false), _) => language.pick("没有超过".to_owned(), "which is within it".to_owned()),
            (Some(true), Some(high)) if facts.is_empty() => {
                let high = high.words(language);
                language.pick(format!("按上限计为最高{high}"), format!("with it up to {high}"))
            }
            (Some(true), _) => language
                .pick(format!("会减少,减多少还要看{facts}"), format!("which it lowers, by how much hangs on: {facts}")),
            (None, _) if facts.is_empty() => {
                let limit = words::span(low, high, language);
                language.pick(format!("上限在{limit}之间"), format!("the limit being {limit}"))
            }
            (None, _) => {
                language.pick(format!("会不会减少还要看{facts}"), format!("whether it is lowered hangs on: {facts}"))
            }
        };
        language.pick(format!("{most},{then}"), format!("{most}, {then}"))
    }

    /// What the rules do to the sum of a class.
    pub(super) fn effects(&self, assessment: &Assessment<'_>, class: Class) -> Vec<StackingLine> {
        let effects = assessment.stacking.iter().filter(|(other, _)| *other == class).flat_map(|(_, effects)| effects);
        effects.filter_map(|effect| self.effect(effect)).collect()
    }

    /// The rules that name a measure, with what they do for an applicant, where there is one.
    pub fn rules_on(&self, measure: &str, assessment: Option<&Assessment<'_>>) -> Vec<StackingLine> {
        let (catalogue, language) = (self.catalogue, self.language);
        let mut lines = Vec::new();
        let names = |it: &&usize| catalogue.measures.get(**it).is_some_and(|other| other.id == measure);
        for (at, rule) in
            catalogue.stacking.iter().enumerate().filter(|(_, rule)| rule.measures.iter().any(|it| names(&it)))
        {
            let effects = assessment.into_iter().flat_map(|it| &it.stacking).flat_map(|(_, effects)| effects);
            let own: Vec<StackingLine> =
                effects.filter(|effect| effect.rule == at).filter_map(|effect| self.effect(effect)).collect();
            if !own.is_empty() {
                lines.extend(own);
                continue;
            }
            let mut what = self::rule(rule, catalogue, language);
            if assessment.is_some() {
                what.push_str(language.pick(";目前影响不到合计", "; it changes no sum as things stand"));
            }
            lines.push(StackingLine { what, basis: basis(rule, catalogue, language) });
        }
        lines
    }
}
