//! The difference as JSON.

use super::super::json::{Detail, Writer};
use super::{Applicant, Known, Part, Versions};
use crate::assess::{Finding, Total};
use crate::catalogue::Catalogue;
use crate::difference::{Pair, choices, effects, facts, measures, policies, totals};
use crate::money::Money;
use serde_json::{Value, json};

/// The difference as one document: codes and figures, and what changed in words.
pub fn document(versions: &Versions<'_>) -> Value {
    json!({
        "schema": 1,
        "before": { "digest": format!("sha256:{}", versions.before.digest) },
        "after": { "digest": format!("sha256:{}", versions.after.digest) },
        "as_of": versions.after.as_of.to_string(),
        "policies": sorted(
            policies(versions.before, versions.after),
            |policy| &policy.id,
            |before, after| {
                let parts = parts(versions.changed_policy(before, after));
                (!parts.is_empty()).then(|| json!({ "id": after.id, "parts": parts }))
            },
        ),
        "measures": sorted(
            measures(versions.before, versions.after),
            |measure| &measure.id,
            |before, after| {
                let parts = parts(versions.changed_measure(before, after));
                (!parts.is_empty()).then(|| json!({ "id": after.id, "parts": parts }))
            },
        ),
        "facts": sorted(
            facts(versions.before, versions.after),
            |fact| &fact.id,
            |before, after| {
                let parts = parts(versions.changed_fact(before, after));
                let choices = sorted(choices(before, after), |choice| &choice.id, |_, _| None);
                let same = parts.is_empty() && choices.as_object().is_some_and(|lists| {
                    lists.values().all(|list| list.as_array().is_none_or(Vec::is_empty))
                });
                (!same).then(|| json!({ "id": after.id, "parts": parts, "choices": choices }))
            },
        ),
        "applicants": versions.applicants.iter().map(|applicant| one(versions, applicant)).collect::<Vec<_>>(),
    })
}

/// What was added, removed and changed.
fn sorted<'c, T>(
    pairs: Vec<Pair<'c, T>>,
    id: impl Fn(&T) -> &String,
    changed: impl Fn(&'c T, &'c T) -> Option<Value>,
) -> Value {
    let (mut added, mut removed, mut different) = (Vec::new(), Vec::new(), Vec::new());
    for pair in pairs {
        match (pair.before, pair.after) {
            (Some(before), Some(after)) => different.extend(changed(before, after)),
            (None, Some(after)) => added.push(json!(id(after))),
            (Some(before), None) => removed.push(json!(id(before))),
            (None, None) => {}
        }
    }
    json!({ "added": added, "removed": removed, "changed": different })
}

fn parts(changed: Vec<(Part, String)>) -> Vec<Value> {
    changed.into_iter().map(|((code, _, is), was)| json!({ "part": code, "before": was, "after": is })).collect()
}

fn one(versions: &Versions<'_>, applicant: &Applicant<'_>) -> Value {
    let Applicant { name, before, after } = applicant;
    let effect = |effect: crate::difference::Effect<'_, '_>| {
        let measure = effect.after.or(effect.before).map(|finding| finding.measure.id.as_str());
        json!({
            "measure": measure,
            "sense": effect.sense.code(),
            "before": written(versions, effect.before, versions.before),
            "after": written(versions, effect.after, versions.after),
        })
    };
    let total = |pair: Pair<'_, Total>| {
        let class = pair.after.or(pair.before).map(|total| total.class.code());
        json!({ "class": class, "before": pair.before.map(range), "after": pair.after.map(range) })
    };
    let unread = |known: &Known<'_>| json!(known.unread);
    json!({
        "name": name,
        "id": after.profile.id,
        "measures": effects(&before.assessment, &after.assessment).into_iter().map(effect).collect::<Vec<_>>(),
        "totals": totals(&before.assessment, &after.assessment).into_iter().map(total).collect::<Vec<_>>(),
        "unread": { "before": unread(before), "after": unread(after) },
    })
}

fn written<'c>(versions: &Versions<'_>, finding: Option<&Finding<'c>>, catalogue: &'c Catalogue) -> Option<Value> {
    let writer = Writer { catalogue, language: versions.language, detail: Detail::Lean };
    finding.map(|finding| json!(writer.measure(finding)))
}

fn range(total: &Total) -> Value {
    json!({
        "low": total.low.plain(),
        "high": total.high.map(Money::plain),
        "unstated": total.unstated,
    })
}
