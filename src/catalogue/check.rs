//! What a catalogue that can be read may still have wrong.

use super::coverage::quotes;
use super::idle;
use super::load::{Loaded, load_all, without_echoes};
use super::outline::Outlines;
use super::source::{Role, Source};
use super::wording;
use crate::amount::Amount;
use crate::catalogue::Catalogue;
use crate::condition::Condition;
use crate::fact::FactId;
use crate::knowledge::Knowledge;
use crate::measure::Measure;
use crate::problem::{Code, Place, Problem};
use crate::profile_file;
use crate::stacking::Rule as StackingRule;
use crate::syntax;
use crate::tree;
use crate::truth::{Rule, Truth};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// Checks a catalogue: everything but what its worked cases come to.
pub fn check(source: &Source, as_of: Date) -> (Loaded, Vec<Problem>) {
    let (loaded, mut problems) = load_all(source, as_of);
    let complete = problems.is_empty();
    let (_, found) = quotes(source, &loaded, complete);
    problems.extend(found);
    without_echoes(&mut problems, source);
    if complete {
        audiences(&loaded, &mut problems);
        reach(&loaded, &mut problems);
        idle::idle(&loaded, &Outlines::of(source), &mut problems);
        uses(&loaded, &mut problems);
        names(&loaded, &mut problems);
        problems.extend(wording::wording(source, &loaded));
    }
    // What the cases come to is for `test`, but a file that is no TOML is a fault like any other.
    for (at, file) in source.files.iter().enumerate().filter(|(_, file)| matches!(Role::of(&file.path), Role::Cases(_)))
    {
        problems.extend(syntax::toml(at, &file.text, tree::from_toml(&file.text).1));
    }
    (loaded, problems)
}

/// An audience uses fixed facts only.
fn audiences(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    for (measure, (file, places)) in catalogue.measures.iter().zip(&loaded.measures) {
        let mut used = BTreeSet::new();
        facts_of(&measure.audience, catalogue, &mut used);
        for fact in used.into_iter().filter_map(|id| catalogue.facts.get(id.0)).filter(|fact| !fact.fixed) {
            let place = Place { file: *file, span: places.audience.clone() };
            let zh = format!("「{}」可以改变,不能用来划定支持对象", fact.id);
            let en = format!("`{}` can change and cannot decide the audience", fact.id);
            let problem = Problem::new(Code::AudienceNotFixed, place, zh, en);
            problems.push(problem.mend("移到 [measure.when]", "move it to [measure.when]"));
        }
    }
}

/// No condition holds for everybody or for nobody.
fn reach(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    let nothing = Knowledge::nothing(&catalogue.facts);
    for (measure, (file, places)) in catalogue.measures.iter().zip(&loaded.measures) {
        type Words = (&'static str, &'static str);
        let mut note = |code, span: &std::ops::Range<usize>, what: Words, mend: Words| {
            let place = Place { file: *file, span: span.clone() };
            problems.push(Problem::new(code, place, what.0, what.1).mend(mend.0, mend.1));
        };
        if measure.for_whom(catalogue.compiler()).truth(&nothing) == Truth::Holds {
            let what = ("支持对象对谁都成立", "the audience holds for everybody");
            note(Code::AlwaysHolds, &places.audience, what, ("写明支持谁", "say whom the measure is for"));
        }
        let conditioned = measure.conditions != Condition::All(Vec::new());
        let conditions = Rule::new(catalogue.compiler().compile(&measure.conditions));
        if conditioned && conditions.truth(&nothing) == Truth::Holds {
            let what = ("条件对谁都成立", "the condition holds for everybody");
            note(
                Code::AlwaysHolds,
                &places.conditions,
                what,
                ("改正条件,或者删去 when", "mend the condition, or take `when` out"),
            );
        }
        if measure.rules(catalogue.compiler()).applies.truth(&nothing) == Truth::Fails {
            let what = ("没有申报主体能同时符合 for 和 when", "no applicant can meet both `for` and `when`");
            let span = if conditioned { &places.conditions } else { &places.audience };
            note(Code::NeverHolds, span, what, ("看看哪几行互相排斥", "see which lines exclude each other"));
        }
    }
    for (at, place) in loaded.facts.iter().enumerate() {
        let formula = catalogue.compiler().applies(FactId(at));
        if !Rule::can_hold(formula, &catalogue.facts) {
            let (zh, en) = ("这项信息对谁都不适用", "this fact applies to nobody");
            problems
                .push(Problem::new(Code::NeverHolds, place.clone(), zh, en).mend("改正 ask-when", "mend its ask-when"));
        }
    }
}

/// Every fact serves some measure.
fn uses(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    let mut used = BTreeSet::new();
    for (measure, (file, places)) in catalogue.measures.iter().zip(&loaded.measures) {
        let own = facts_of_measure(measure, catalogue);
        for ((fact, _), span) in measure.words.iter().zip(&places.words).filter(|((fact, _), _)| !own.contains(fact)) {
            let id = catalogue.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
            let place = Place { file: *file, span: span.clone() };
            let (zh, en) = (format!("这项措施没有用到「{id}」"), format!("this measure does not use `{id}`"));
            problems.push(Problem::new(Code::UnusedFact, place, zh, en).mend("删去这一行", "take the line out"));
        }
        used.extend(own);
    }
    for rule in &catalogue.stacking {
        if let StackingRule::TotalAtMost(limit) = &rule.rule {
            facts_of_amount(limit, catalogue, &mut used);
        }
    }
    for (at, place) in loaded.facts.iter().enumerate() {
        if !used.contains(&FactId(at)) {
            let id = loaded.catalogue.facts.get(at).map_or("", |fact| fact.id.as_str());
            let (zh, en) = (format!("没有措施用到「{id}」"), format!("no measure uses `{id}`"));
            problems
                .push(Problem::new(Code::UnusedFact, place.clone(), zh, en).mend("删去这项信息", "take the fact out"));
        }
    }
}

/// No name leads to two facts.
fn names(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (at, (fact, place)) in loaded.catalogue.facts.iter().zip(&loaded.facts).enumerate() {
        let own = [fact.id.as_str(), fact.label.zh.as_ref(), fact.label.en.as_ref()];
        for name in own.into_iter().chain(fact.aliases.iter().map(String::as_str)) {
            let other = *taken.entry(profile_file::plain(name)).or_insert(at);
            if let Some(other) = loaded.catalogue.facts.get(other).filter(|_| other != at) {
                let zh = format!("「{name}」已经是「{}」的名称", other.id);
                let problem =
                    Problem::new(Code::Duplicate, place.clone(), zh, format!("`{name}` names `{}` already", other.id));
                problems.push(problem.mend("换一个名称或别名", "give it another label or alias"));
            }
        }
    }
}

/// The facts on which a measure hangs.
fn facts_of_measure(measure: &Measure, catalogue: &Catalogue) -> BTreeSet<FactId> {
    let mut used = BTreeSet::new();
    let unless = measure.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref());
    for condition in [&measure.audience, &measure.conditions].into_iter().chain(unless) {
        facts_of(condition, catalogue, &mut used);
    }
    for amount in measure.supports.iter().filter_map(|support| support.amount.as_ref()) {
        facts_of_amount(amount, catalogue, &mut used);
    }
    used
}

/// The facts on which a condition hangs, those included that decide whether others apply.
fn facts_of(condition: &Condition, catalogue: &Catalogue, found: &mut BTreeSet<FactId>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| facts_of(part, catalogue, found));
        }
        Condition::Named(id) => {
            catalogue.named.get(id.0).into_iter().for_each(|named| facts_of(&named.when, catalogue, found));
        }
        Condition::Fact(id, _) => use_fact(*id, catalogue, found),
    }
}

fn use_fact(id: FactId, catalogue: &Catalogue, found: &mut BTreeSet<FactId>) {
    if found.insert(id)
        && let Some(Some(ask_when)) = catalogue.ask_when.get(id.0)
    {
        facts_of(ask_when, catalogue, found);
    }
}

fn facts_of_amount(amount: &Amount, catalogue: &Catalogue, found: &mut BTreeSet<FactId>) {
    match amount {
        Amount::Unstated | Amount::Between(..) => {}
        Amount::Rate { of, .. } | Amount::Yearly { of, .. } | Amount::Each { of, .. } => {
            use_fact(*of, catalogue, found)
        }
        Amount::UpTo(inner) | Amount::Times(_, inner) => facts_of_amount(inner, catalogue, found),
        Amount::Less { of, less } => {
            facts_of_amount(of, catalogue, found);
            use_fact(*less, catalogue, found);
        }
        Amount::Clamp { of, cap, .. } => {
            facts_of_amount(of, catalogue, found);
            cap.iter().for_each(|cap| facts_of_amount(cap, catalogue, found));
        }
        Amount::Cases(cases) => {
            for (condition, amount) in cases {
                condition.iter().for_each(|condition| facts_of(condition, catalogue, found));
                facts_of_amount(amount, catalogue, found);
            }
        }
    }
}
