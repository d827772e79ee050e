//! Random rules on which measures count together.

use super::amounts::{AmountPlan, FIGURES, SupportPlan, amounts};
use super::conditions::Scope;
use proptest::prelude::*;
use proptest::sample::Index;

/// What a random rule is like; which measures it may name is known only when it is written.
#[derive(Clone, Debug)]
pub struct StackingPlan {
    form: Form,
    /// One for each measure: whether it is named, where it can be.
    named: Vec<bool>,
    class: Index,
    /// Whether it stands in a clause, and in which document.
    pub in_clause: bool,
    pub document: usize,
}

#[derive(Clone, Debug)]
enum Form {
    HighestOf,
    OneOf(bool),
    TotalAtMost(Index, Option<AmountPlan>),
}

pub fn rules() -> impl Strategy<Value = Vec<StackingPlan>> {
    let limit = (any::<Index>(), prop_oneof![Just(None), amounts().prop_map(Some)]);
    let form = prop_oneof![
        2 => Just(Form::HighestOf),
        3 => prop::bool::weighted(0.3).prop_map(Form::OneOf),
        3 => limit.prop_map(|(figure, amount)| Form::TotalAtMost(figure, amount)),
    ];
    let named = prop::collection::vec(prop::bool::weighted(0.7), 8);
    let rule = (form, named, any::<Index>(), any::<bool>(), 0_usize..2)
        .prop_map(|(form, named, class, in_clause, document)| StackingPlan { form, named, class, in_clause, document });
    prop_oneof![1 => Just(Vec::new()), 3 => prop::collection::vec(rule, 1..5)]
}

/// Rules as they are written, each with its plan; those that would be at fault are left out.
pub fn write<'p>(
    plans: &'p [StackingPlan],
    supports: &[&[SupportPlan]],
    scope: Scope<'_>,
) -> Vec<(&'p StackingPlan, String)> {
    let mut limits: Vec<Vec<usize>> = Vec::new();
    let mut written = Vec::new();
    for plan in plans {
        let classes: Vec<Vec<&str>> =
            supports.iter().map(|list| list.iter().flat_map(SupportPlan::classes).collect()).collect();
        let class = plan.class.get(&["cash", "cash", "investment", "relief"]);
        let chosen = matches!(plan.form, Form::OneOf(_));
        let may = |at: &usize| plan.named[*at] && (chosen || classes[*at].contains(class));
        let measures: Vec<usize> = (0..supports.len()).filter(may).collect();
        if measures.len() < 2 || measures.iter().all(|at| classes[*at].is_empty()) {
            continue;
        }
        let list: Vec<String> = measures.iter().map(|at| format!("\"measure-{at}\"")).collect();
        let list = list.join(", ");
        let form = match &plan.form {
            Form::HighestOf => format!("highest-of = [{list}]"),
            Form::OneOf(true) => format!("one-of = [{list}]\nchosen-by = \"applicant\""),
            Form::OneOf(false) => format!("one-of = [{list}]\nchosen-by = \"giver\""),
            Form::TotalAtMost(figure, amount) => {
                if limits.iter().any(|other| overlap(other, &measures)) {
                    continue;
                }
                limits.push(measures);
                let mut used = Vec::new();
                let amount = amount.as_ref().map(|amount| amount.write(scope, &mut used));
                // That a fact applies to whoever gets one of the measures would have to be proved.
                let sound = used.iter().all(|fact| scope.facts[*fact].ask_when.is_none());
                match amount.filter(|amount| sound && amount != "unstated = true") {
                    Some(amount) => format!("total-at-most = {{ {amount} }}\nof = [{list}]"),
                    None => format!("total-at-most = \"{}\"\nof = [{list}]", figure.get(&FIGURES)),
                }
            }
        };
        written.push((plan, format!("[[stacking]]\nquote = \"原文\"\nzh = \"规则\"\nen = \"rule\"\n{form}\n")));
    }
    written
}

fn overlap(one: &[usize], two: &[usize]) -> bool {
    let shared = one.iter().filter(|at| two.contains(at)).count();
    shared > 0 && shared < one.len() && shared < two.len()
}
