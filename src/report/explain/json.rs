//! A measure explained as JSON: its conditions with what holds of each part, and the proof.

use super::super::json::{Detail, Writer};
use super::super::words;
use super::Explaining;
use crate::condition::Condition;
use crate::fact::Fact;
use crate::proof::{Ground, grounds};
use crate::truth::{Rule, Truth};
use serde_json::{Value, json};

/// The explanation as one document. Without an applicant nothing is said to hold or fail.
pub fn document(explaining: &Explaining<'_>) -> Value {
    let Explaining { catalogue, measure, finding, knowledge, language, .. } = *explaining;
    let grounds = if explaining.profile.is_some() { grounds(catalogue, finding, knowledge) } else { Vec::new() };
    json!({
        "schema": 1,
        "as_of": catalogue.as_of.to_string(),
        "undecided": catalogue.place_of(measure).and_then(|(_, policy)| policy.draft.as_ref()).map(|it| it.undecided),
        "measure": Writer { catalogue, language, detail: Detail::Texts }.measure(finding),
        "for": node(explaining, &measure.audience),
        "when": node(explaining, &measure.conditions),
        "proof": grounds.iter().map(|ground| proof(explaining, ground)).collect::<Vec<_>>(),
    })
}

fn proof(explaining: &Explaining<'_>, ground: &Ground<'_>) -> Value {
    let Explaining { catalogue, language, .. } = *explaining;
    let fact = catalogue.facts.get(ground.fact.0);
    let asked = |fact: &Fact| {
        let one = |(requirement, negated): &(&crate::condition::Requirement, bool)| json!({ "text": requirement.words(fact, language), "negated": negated });
        ground.asked.iter().map(one).collect::<Vec<_>>()
    };
    json!({
        "fact": fact.map(|fact| fact.id.as_str()),
        "words": ground.words,
        "asked": fact.map(asked),
        "has": fact.and_then(|fact| has(explaining, fact)),
        "met": ground.met,
        "computes": ground.computes,
    })
}

fn has(explaining: &Explaining<'_>, fact: &Fact) -> Option<String> {
    let value = explaining.profile.and_then(|profile| profile.value(fact))?;
    Some(fact.words(&value, explaining.language))
}

/// A condition with its parts; `truth` is null where there is no applicant.
fn node(explaining: &Explaining<'_>, condition: &Condition) -> Value {
    let catalogue = explaining.catalogue;
    let truth = explaining.profile.map(|_| {
        match Rule::new(catalogue.compiler().compile(condition)).truth(explaining.knowledge) {
            Truth::Holds => "holds",
            Truth::Fails => "fails",
            Truth::Open => "open",
        }
    });
    let parts = |parts: &[Condition]| parts.iter().map(|part| node(explaining, part)).collect::<Vec<_>>();
    match condition {
        Condition::All(inner) => json!({ "op": "all-of", "truth": truth, "parts": parts(inner) }),
        Condition::Any(inner) => json!({ "op": "any-of", "truth": truth, "parts": parts(inner) }),
        Condition::None(inner) => json!({ "op": "none-of", "truth": truth, "parts": parts(inner) }),
        Condition::AtLeast(number, inner) => {
            json!({ "op": "at-least-n-of", "n": number, "truth": truth, "parts": parts(inner) })
        }
        Condition::Named(id) => match catalogue.named.get(id.0) {
            Some(named) => {
                json!({ "op": "is", "name": named.id, "truth": truth, "parts": [node(explaining, &named.when)] })
            }
            None => Value::Null,
        },
        Condition::Fact(id, _) => {
            let fact = catalogue.facts.get(id.0);
            let applies = explaining
                .profile
                .map(|_| crate::assess::applies(catalogue, *id, explaining.knowledge) != Truth::Fails);
            json!({
                "op": "fact",
                "fact": fact.map(|fact| fact.id.as_str()),
                "text": words::condition(condition, catalogue, explaining.language),
                "has": fact.and_then(|fact| has(explaining, fact)),
                "applies": applies,
                "truth": truth,
            })
        }
    }
}
