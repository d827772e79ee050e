//! Parts of rules that make no difference to any applicant.

use super::load::Loaded;
use super::outline::{Outline, Outlines};
use super::parts::{self, Deciding, Part};
use super::slips::{Change, Slip, part_at, slips};
use crate::amount::{Amount, Size};
use crate::condition::{Compiled, Compiler, Condition};
use crate::fact::FactId;
use crate::problem::{Code, Place, Problem};
use crate::truth::{Formula, Rule};
use std::ops::Range;

/// Every part of a rule that could be left out. The measures and facts that are at fault as a
/// whole are left to the faults found already.
///
/// What follows from ask-whens may be said again: the document says it, and so does its reader.
/// What follows from a time before the as-of date must follow on every day, so the day on which
/// the first document took effect is looked at as well.
pub(super) fn idle(loaded: &Loaded, outlines: &Outlines, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    let asked_always = vec![None; catalogue.facts.len()];
    let now = catalogue.compiler();
    let first_day = catalogue.policies.iter().map(|policy| policy.effective).min();
    let compiled = || Compiled::new(catalogue.facts.len(), catalogue.named.len());
    let (first, second) = (compiled(), compiled());
    let at_first = Compiler { as_of: first_day.unwrap_or(now.as_of), compiled: &first, ..now };
    let unasked = Compiler { ask_when: &asked_always, compiled: &second, ..now };
    let views = [now, at_first, unasked];
    let known: Vec<Place> = problems.iter().filter_map(|problem| problem.place.clone()).collect();
    let nobodys: Vec<FactId> = (0..loaded.facts.len())
        .filter(|at| loaded.facts.get(*at).is_some_and(|place| known.contains(place)))
        .map(FactId)
        .collect();
    let nobodys = nobodys.as_slice();
    let always = [&Formula::Constant(true); 3];
    for (condition, place) in catalogue.ask_when.iter().zip(&loaded.facts) {
        if let Some(condition) = condition.as_ref().filter(|_| !known.contains(place)) {
            Idle { views, file: place.file, nobodys, problems }.part(
                always,
                condition,
                &outlines.ask_when(place),
                true,
            );
        }
    }
    for named in &catalogue.named {
        let (file, outline) = outlines.named(&named.id);
        Idle { views, file, nobodys, problems }.part(always, &named.when, &outline, true);
    }
    for (measure, (file, places)) in catalogue.measures.iter().zip(&loaded.measures) {
        let at_fault = |span: &Range<usize>| known.contains(&Place { file: *file, span: span.clone() });
        if at_fault(&places.audience) || at_fault(&places.conditions) {
            continue;
        }
        let rules = outlines.measure(*file, &places.whole);
        let [(now_parts, others), (first_parts, _), (unasked_parts, _)] =
            views.map(|compiler| parts::of(measure, &rules, compiler));
        let mut idle = Idle { views, file: *file, nobodys, problems };
        for ((now, first), unasked) in now_parts.iter().zip(&first_parts).zip(&unasked_parts) {
            let Deciding { part, condition, outline, .. } = now;
            // The last of the cases of an amount may say in full what is left.
            let whole = !matches!(part, Part::Case { .. });
            idle.part([&now.context, &first.context, &unasked.context], condition, outline, whole);
        }
        for (context, outline) in others {
            if !Rule::can_hold(context, catalogue.facts.as_slice()) {
                idle.note(&Finding::Never, &outline.span);
            }
        }
        for (support, places) in measure.supports.iter().zip(&rules.amounts) {
            let mut limits = Vec::new();
            support.amount.iter().for_each(|amount| idle_limits(amount, &mut limits));
            for (_, span) in limits.into_iter().zip(&places.limits).filter(|(idles, _)| *idles) {
                idle.note(&Finding::Limit, span);
            }
        }
    }
}

/// In what way a part makes no difference.
enum Finding {
    Never,
    Always,
    Said,
    Choice,
    Limit,
}

struct Idle<'i, 'p> {
    /// What reads the conditions: today, on the first day, and with every fact asked of everybody.
    views: [Compiler<'i>; 3],
    file: usize,
    /// Facts that apply to nobody: that what uses them makes no difference follows.
    nobodys: &'i [FactId],
    problems: &'p mut Vec<Problem>,
}

impl Idle<'_, '_> {
    /// Looks at the parts of a condition; with `whole`, whether it always holds as a whole too.
    fn part(&mut self, contexts: [&Formula; 3], condition: &Condition, outline: &Outline, whole: bool) {
        let [now, ..] = self.views;
        let mut current = condition.clone();
        let mut gone: Vec<Vec<usize>> = Vec::new();
        for slip in slips(condition, outline, now.facts) {
            let counted = !matches!(slip.change, Change::AtNumber { .. } | Change::BesideNumber { .. });
            let asked = whole || !slip.path.is_empty() || !matches!(slip.change, Change::Holds);
            let follows =
                matches!(part_at(condition, &slip.path), Some(Condition::Fact(id, _)) if self.nobodys.contains(id));
            if !counted || !asked || follows || gone.iter().any(|path| slip.is_inside(path)) {
                continue;
            }
            let changed = slip.made_in(&current, now);
            let can_hold = |formula: Formula| Rule::can_hold(formula, now.facts);
            let told = |(compiler, context): (&Compiler<'_>, &Formula)| {
                let told = slip.told_by(&compiler.compile(&current), &compiler.compile(&changed));
                can_hold(Formula::all([context.clone(), told]))
            };
            let looked_at = if matches!(slip.change, Change::Holds) { 3 } else { 2 };
            if self.views.iter().zip(contexts).take(looked_at).any(told) {
                continue;
            }
            let finding = self.finding(&slip, &current, contexts);
            self.note(&finding, &slip.span);
            if matches!(slip.change, Change::Holds | Change::Fails) {
                gone.push(slip.path.clone());
            }
            current = changed;
        }
    }

    /// In what way a part that makes no difference makes none.
    fn finding(&self, slip: &Slip, current: &Condition, contexts: [&Formula; 3]) -> Finding {
        let ([now, ..], [context, ..]) = (self.views, contexts);
        let possible = |parts: [Formula; 2]| {
            Rule::can_hold(Formula::all(std::iter::once(context.clone()).chain(parts)), now.facts)
        };
        let everything = || Formula::Constant(true);
        let Some(part) = part_at(current, &slip.path).map(|part| now.compile(part)) else { return Finding::Said };
        match slip.change {
            Change::Fails => {
                // Where all else that is required holds, this cannot.
                let with = Slip { change: Change::Holds, ..slip.clone() }.made_in(current, now);
                let others = if slip.widens { everything() } else { now.compile(&with) };
                if possible([part, others]) { Finding::Said } else { Finding::Never }
            }
            Change::Holds if !possible([part.negated(), everything()]) => Finding::Always,
            Change::Without(_) => Finding::Choice,
            _ => Finding::Said,
        }
    }

    fn note(&mut self, finding: &Finding, span: &Range<usize>) {
        let (code, what, mend) = match finding {
            Finding::Never => (
                Code::NeverHolds,
                ("轮到这一项时,没有申报主体能符合", "nobody for whom this decides can meet it"),
                ("改正它或与它冲突的条件,或者删去", "mend it or what excludes it, or take it out"),
            ),
            Finding::Always => (
                Code::AlwaysHolds,
                ("轮到这一项时,每个申报主体都符合", "everybody for whom this decides meets it"),
                ("改正它,或者删去", "mend it, or take it out"),
            ),
            Finding::Said => (
                Code::MakesNoDifference,
                ("有没有这一项,对谁都一样", "with or without this, nobody's result changes"),
                ("改正它;别的条件已经说了同样的意思的,删去", "mend it, or take it out where the rest says as much"),
            ),
            Finding::Choice => (
                Code::MakesNoDifference,
                ("列不列这个选项,对谁都一样", "with or without this choice, nobody's result changes"),
                ("改正它,或者删去", "mend it, or take it out"),
            ),
            Finding::Limit => (
                Code::MakesNoDifference,
                ("金额达不到这个限额", "the amount never comes to this limit"),
                ("改正金额或限额,或者删去限额", "mend the amount or the limit, or take the limit out"),
            ),
        };
        let place = Place { file: self.file, span: span.clone() };
        self.problems.push(Problem::new(code, place, what.0, what.1).mend(mend.0, mend.1));
    }
}

/// For each cap and floor of an amount, whether it can never bind. Only amounts stated as figures
/// are judged: of one that hangs on facts the document may well state a limit that is never met.
fn idle_limits(amount: &Amount, found: &mut Vec<bool>) {
    match amount {
        Amount::Unstated | Amount::Between(..) | Amount::Rate { .. } | Amount::Yearly { .. } | Amount::Each { .. } => {}
        Amount::UpTo(inner) | Amount::Times(_, inner) | Amount::Less { of: inner, .. } => idle_limits(inner, found),
        Amount::Clamp { of, cap, floor } => {
            idle_limits(of, found);
            let figures = figures(of);
            if let Some(cap) = cap {
                let least = figures.zip(self::figures(cap)).is_some_and(|((_, most), (cap, _))| most <= cap);
                found.push(least);
            }
            if let Some(floor) = floor {
                found.push(figures.is_some_and(|(least, _)| *floor <= least));
            }
            cap.iter().for_each(|cap| idle_limits(cap, found));
        }
        Amount::Cases(list) => list.iter().for_each(|(_, amount)| idle_limits(amount, found)),
    }
}

/// The least and the most of an amount that is stated as figures.
fn figures(amount: &Amount) -> Option<(Size, Size)> {
    match amount {
        Amount::Between(low, high) => Some((*low, *high)),
        Amount::UpTo(inner) => figures(inner).map(|(_, high)| (Size::ZERO, high)),
        Amount::Times(number, inner) => {
            figures(inner).map(|(low, high)| (low.times(i128::from(*number)), high.times(i128::from(*number))))
        }
        _ => None,
    }
}
