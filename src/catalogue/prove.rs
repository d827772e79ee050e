//! Proofs that the rules of a measure can be evaluated for every applicant.

use super::fields::Faults;
use super::leads::{Leads, MOST_REQUIREMENTS};
use super::measures::Places;
use crate::amount::{Amount, Support as Ready, Unsound};
use crate::condition::Compiler;
use crate::fact::Fact;
use crate::measure::Measure;
use crate::problem::{Code, Problem};
use crate::truth::{Formula, MOST_CELLS, Rule};
use std::ops::Range;

/// Proves of one measure after the other that its rules can be evaluated for every applicant.
pub(super) struct Prover<'c> {
    compiler: Compiler<'c>,
    leads: &'c Leads,
    /// The facts that are given year by year, in the catalogue's order.
    yearly: Vec<&'c Fact>,
}

impl<'c> Prover<'c> {
    pub(super) fn new(compiler: Compiler<'c>, leads: &'c Leads) -> Self {
        let yearly = compiler.facts.iter().filter(|fact| fact.sum_slot().is_some()).collect();
        Self { compiler, leads, yearly }
    }

    /// Notes what cannot be proved of a measure.
    pub(super) fn prove(&self, problems: &mut Vec<Problem>, measure: &Measure, file: usize, places: &Places) {
        let compiler = self.compiler;
        let mut faults = Faults::strict(file, problems);
        if self.requirements(measure) > MOST_REQUIREMENTS {
            let place = faults.place(&places.conditions);
            let zh = format!("这项措施的条件和各种情形,连同用到的条件,超过 {MOST_REQUIREMENTS} 项要求");
            let en = format!(
                "the conditions and cases of this measure, with all that they lead to, have more than {MOST_REQUIREMENTS} requirements"
            );
            let problem = Problem::new(Code::TooLargeCondition, place, zh, en);
            return faults.note(problem.mend("分成几项措施", "part the measure"));
        }
        let applies = measure.applies(compiler);
        for fact in self.years_with_sum(&applies) {
            let place = faults.place(&places.conditions);
            let zh = format!("「{}」的单年和合计不能同时作条件", fact.id);
            let en = format!("`{}` is tested by single years and by their sum at once", fact.id);
            let problem = Problem::new(Code::YearsWithSum, place, zh, en);
            faults.note(problem.mend("只用 any、every,或者只用 sum", "use `any` and `every`, or `sum`, not both"));
        }
        let unreserved = measure.unreserved(&applies, compiler);
        let formulas = std::iter::once(&applies).chain(&unreserved);
        let cells = formulas.filter_map(|formula| Rule::too_many_cells(formula, compiler.facts)).max();
        if let Some(cells) = cells {
            unsound(Unsound::TooManyCells(cells), &places.conditions, compiler, &mut faults);
            return;
        }
        for (support, span) in measure.supports.iter().zip(&places.supports) {
            let proof = support.amount.as_ref().map_or(Ok(()), |amount| Ready::prove(amount, &applies, compiler));
            if let Err(why) = proof {
                unsound(why, span, compiler, &mut faults);
            }
        }
    }

    /// How many requirements decide on the measure and on what it gives.
    fn requirements(&self, measure: &Measure) -> usize {
        let unless = measure.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref());
        let own = [&measure.audience, &measure.conditions].into_iter().chain(unless);
        let cases = measure.supports.iter().flat_map(|support| &support.amount).flat_map(Amount::conditions);
        own.chain(cases).fold(0, |all, condition| all.saturating_add(self.leads.requirements(condition)))
    }

    /// The yearly facts of which a formula tests single years and their sum, in the catalogue's order.
    fn years_with_sum(&self, formula: &Formula) -> Vec<&'c Fact> {
        let mut tested: Vec<(usize, bool)> = Vec::new();
        formula.each_test(&mut |slot, _| {
            let at = self.yearly.partition_point(|fact| fact.slots.end <= slot.0);
            if let Some(fact) = self.yearly.get(at).filter(|fact| fact.slots.contains(&slot.0)) {
                tested.push((at, fact.sum_slot() == Some(slot)));
            }
        });
        tested.sort_unstable();
        tested.dedup();
        // Each fact stands there once for its years and once for its sum.
        let both = tested.iter().zip(tested.iter().skip(1)).filter(|(one, two)| one.0 == two.0);
        both.filter_map(|(one, _)| self.yearly.get(one.0).copied()).collect()
    }
}

pub(super) fn unsound(why: Unsound, span: &Range<usize>, compiler: Compiler<'_>, faults: &mut Faults<'_>) {
    match why {
        Unsound::TooManyCells(cells) => {
            let zh = format!("条件太复杂,要分成 {cells} 种情形才能判断准确,最多 {MOST_CELLS} 种");
            let en = format!(
                "the condition falls into {cells} cases, more than the {MOST_CELLS} that can be decided exactly"
            );
            let problem = Problem::new(Code::TooManyCells, faults.place(span), zh, en);
            let mend = ("分成几项措施,或者减少 any-of 里的界限", "part the measure, or use fewer bounds in `any-of`");
            faults.note(problem.mend(mend.0, mend.1));
        }
        Unsound::NotExhaustive => {
            let place = faults.place(span);
            let (zh, en) = ("有的申报主体哪一种情形都不符合", "an applicant may fall under none of the cases");
            let problem = Problem::new(Code::NotExhaustive, place, zh, en);
            faults.note(problem.mend("补上缺的情形,或以 { else = … } 结尾", "add the case, or end with { else = … }"));
        }
        Unsound::RaisesAndLowers(fact) => {
            let id = compiler.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
            let place = faults.place(span);
            let zh = format!("「{id}」既加大又减少同一笔金额");
            let en = format!("`{id}` both raises and lowers one amount");
            let problem = Problem::new(Code::RaisesAndLowers, place, zh, en);
            faults.note(problem.mend("「less」换成另一项信息", "take another fact for `less`"));
        }
        Unsound::MayNotApply(fact) => {
            let id = compiler.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
            let place = faults.place(span);
            let problem = Problem::new(
                Code::MayNotApply,
                place,
                format!("金额用到「{id}」,但有的申报主体没有这项信息"),
                format!("the amount uses `{id}`, which may not apply to an applicant"),
            );
            faults.note(
                problem.mend("在 for 或 when 里写明它适用的条件", "state in `for` or `when` what makes it apply"),
            );
        }
    }
}
