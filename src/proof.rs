//! Why a verdict is what it is: each answer on which it rests, and the words of the clause that
//! ask for it.

use crate::amount::Amount;
use crate::assess::{Finding, Verdict};
use crate::catalogue::Catalogue;
use crate::condition::{Condition, Requirement};
use crate::fact::{Fact, FactId, Kind};
use crate::figure;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::measure::Measure;
use crate::truth::{Rule, Truth};

/// One answer on which a verdict rests.
#[derive(Clone, Debug)]
pub struct Ground<'c> {
    /// The fact.
    pub fact: FactId,
    /// The words of the clause that ask for it, those of the whole quote where no others do; `None`
    /// where it only decides whether other facts apply.
    pub words: Option<&'c str>,
    /// What is asked of it, each with whether it must not be so.
    pub asked: Vec<(&'c Requirement, bool)>,
    /// Whether the answer is as asked; `None` where nothing is asked, but something follows from it.
    pub met: Option<bool>,
    /// Whether an amount is computed from it.
    pub computes: bool,
}

/// The answers on which a verdict rests, in the order of their words in the clause.
pub fn grounds<'c>(catalogue: &'c Catalogue, finding: &Finding<'c>, knowledge: &Knowledge<'_>) -> Vec<Ground<'c>> {
    let measure = finding.measure;
    let ground = |fact: &FactId| {
        let mut asked = Vec::new();
        for condition in [&measure.audience, &measure.conditions] {
            collect(catalogue, condition, *fact, false, &mut asked);
        }
        let holds = |(condition, negated): &(&Condition, bool)| match Rule::new(catalogue.compiler().compile(condition))
            .truth(knowledge)
        {
            Truth::Holds => Some(!negated),
            Truth::Fails => Some(*negated),
            Truth::Open => None,
        };
        let wanted = finding.verdict != Verdict::Ineligible;
        // Of several demands those count that decide: the ones met for a yes, the others for a no.
        let mut deciding: Vec<_> = asked.iter().filter(|one| holds(one) == Some(wanted)).copied().collect();
        let met = if deciding.is_empty() { asked.first().and_then(&holds) } else { Some(wanted) };
        if deciding.is_empty() {
            deciding = asked;
        }
        let requirements = deciding.into_iter().filter_map(|(condition, negated)| match condition {
            Condition::Fact(_, requirement) => Some((requirement, negated)),
            _ => None,
        });
        let asked: Vec<(&Requirement, bool)> = requirements.collect();
        let mut amounts = measure.supports.iter().filter_map(|support| support.amount.as_ref());
        let computes = amounts.any(|amount| computes(catalogue, amount, *fact));
        let words = (computes || !asked.is_empty()).then(|| words(catalogue, measure, *fact, &asked));
        Ground { fact: *fact, words, asked, met, computes }
    };
    let mut grounds: Vec<Ground<'c>> = finding.rests_on.iter().map(ground).collect();
    // The whole text first, then its parts, then what stands in none of them.
    grounds.sort_by_key(|ground| match ground.words {
        Some(words) => (false, words != measure.quote, measure.quote.find(words)),
        None => (true, true, None),
    });
    grounds
}

/// Whether an amount is computed from the fact, or chosen by it.
fn computes(catalogue: &Catalogue, amount: &Amount, fact: FactId) -> bool {
    match amount {
        Amount::Unstated | Amount::Between(..) => false,
        Amount::Rate { of, .. } | Amount::Yearly { of, .. } | Amount::Each { of, .. } => *of == fact,
        Amount::UpTo(inner) | Amount::Times(_, inner) => computes(catalogue, inner, fact),
        Amount::Less { of, less } => *less == fact || computes(catalogue, of, fact),
        Amount::Clamp { of, cap, .. } => {
            computes(catalogue, of, fact) || cap.as_ref().is_some_and(|cap| computes(catalogue, cap, fact))
        }
        Amount::Cases(cases) => cases.iter().any(|(when, amount)| {
            let mut asked = Vec::new();
            when.iter().for_each(|when| collect(catalogue, when, fact, false, &mut asked));
            !asked.is_empty() || computes(catalogue, amount, fact)
        }),
    }
}

/// Every requirement of a fact in a condition, with whether it stands under a “none of”.
fn collect<'c>(
    catalogue: &'c Catalogue,
    condition: &'c Condition,
    wanted: FactId,
    negated: bool,
    found: &mut Vec<(&'c Condition, bool)>,
) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| collect(catalogue, part, wanted, negated, found));
        }
        Condition::None(parts) => parts.iter().for_each(|part| collect(catalogue, part, wanted, !negated, found)),
        Condition::Named(id) => {
            if let Some(named) = catalogue.named.get(id.0) {
                collect(catalogue, &named.when, wanted, negated, found);
            }
        }
        Condition::Fact(id, _) => {
            if *id == wanted {
                found.push((condition, negated));
            }
        }
    }
}

/// The words that are named for the fact; else the part between commas in which alone a figure or
/// a choice stands that is asked for; else the whole quote.
fn words<'c>(catalogue: &Catalogue, measure: &'c Measure, fact: FactId, asked: &[(&Requirement, bool)]) -> &'c str {
    if let Some((_, words)) = measure.words.iter().find(|(id, _)| *id == fact) {
        return words;
    }
    let Some(fact) = catalogue.facts.get(fact.0) else { return &measure.quote };
    let signs: Vec<String> = asked.iter().flat_map(|(requirement, _)| signs(fact, requirement)).collect();
    let stands = |part: &&str| {
        let part = figure::fold(part);
        signs.iter().any(|sign| stands_in(&part, sign))
    };
    let mut parts = measure.quote.split([',', '，']).filter(stands);
    match (parts.next(), parts.next()) {
        (Some(only), None) => only.trim(),
        _ => &measure.quote,
    }
}

/// Whether a sign stands there, and not as the end of a longer figure: 2亿 is not in 12亿.
fn stands_in(text: &str, sign: &str) -> bool {
    text.match_indices(sign).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let figure = sign.starts_with(|letter: char| letter.is_ascii_digit());
        !(figure && before.is_some_and(|letter| letter.is_ascii_digit() || letter == '.'))
    })
}

/// How a requirement is likely to be written in a Chinese text.
fn signs(fact: &Fact, requirement: &Requirement) -> Vec<String> {
    match requirement {
        Requirement::OneOf(chosen) => {
            let labels =
                chosen.iter().filter_map(|at| fact.choices.get(*at)).map(|choice| figure::fold(&choice.label.zh));
            labels.map(std::borrow::Cow::into_owned).collect()
        }
        Requirement::Within(bounds)
        | Requirement::AnyYear(bounds)
        | Requirement::EveryYear(bounds)
        | Requirement::SumOfYears(bounds) => {
            let bounds = bounds.lower.into_iter().chain(bounds.upper);
            bounds.map(|(value, _)| number(fact, value)).collect()
        }
        Requirement::YesNo(_) | Requirement::During(_) => Vec::new(),
    }
}

fn number(fact: &Fact, value: i64) -> String {
    let words = fact.number_words(value, Language::Chinese);
    match fact.kind {
        Kind::Count | Kind::Quantity => fact.number_code(value),
        // 2亿元 may be written as 2亿.
        _ => words.strip_suffix('元').map(str::to_owned).unwrap_or(words),
    }
}
