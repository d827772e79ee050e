//! Where a rule stands that decides what comes out for an applicant.

use super::Catalogue;
use super::load::Loaded;
use super::outline::{Outline, Outlines};
use crate::assess::{Finding, RuledOutBy, Verdict};
use crate::condition::Condition;
use crate::knowledge::Knowledge;
use crate::language::Text;
use crate::problem::Place;
use crate::profile::Profile;
use crate::truth::{Rule, Truth};
use std::ops::Range;

/// Finds the places of what decides.
pub(super) struct Deciding<'d> {
    /// The catalogue on the day of the case.
    pub catalogue: &'d Catalogue,
    pub loaded: &'d Loaded,
    pub outlines: &'d Outlines,
}

impl Deciding<'_> {
    /// Where what decides a key of a finding stands, and what to say of it. `expected` is the value
    /// that it should have: where a verdict should be less, what lets it be more is looked for.
    pub(super) fn place(
        &self,
        finding: &Finding<'_>,
        profile: &Profile,
        key: &str,
        expected: &str,
    ) -> Option<(Place, Text)> {
        let at = self.catalogue.measures.iter().position(|measure| measure.id == finding.measure.id)?;
        let (file, places) = self.loaded.measures.get(at)?;
        let rules = self.outlines.measure(*file, &places.whole);
        let measure = finding.measure;
        let knowledge = Knowledge::of(&self.catalogue.facts, profile);
        let audience = || self.narrowed(&measure.audience, &rules.audience, &knowledge);
        let conditions = || self.narrowed(&measure.conditions, &rules.conditions, &knowledge);
        let verdict = Text::new("结论由这里决定", "this decides the verdict");
        let amount = Text::new("金额由这里决定", "this decides the amount");
        let conditional = measure.conditions != Condition::All(Vec::new());
        let audience_open = measure.for_whom(self.catalogue.compiler()).truth(&knowledge) != Truth::Holds;
        let (span, words) = match key {
            "low" | "high" | "unstated" => {
                let support = measure.supports.iter().position(|support| support.amount.is_some())?;
                (places.supports.get(support)?.clone(), amount)
            }
            "verdict" | "ruled-out-by" | "missing" => {
                let span = match (finding.verdict, finding.ruled_out_by) {
                    (_, Some(RuledOutBy::Period)) => return None,
                    (_, Some(RuledOutBy::Audience)) => audience(),
                    (Verdict::Eligible | Verdict::Provisional, _)
                        if ["eligible", "provisional"].contains(&expected) && measure.reserved.is_some() =>
                    {
                        rules.reserved.clone()
                    }
                    (Verdict::Eligible | Verdict::Provisional, _) if expected == "provisional" => places.whole.clone(),
                    _ if audience_open || !conditional => audience(),
                    _ => conditions(),
                };
                (span, verdict)
            }
            _ if key.starts_with("gaps") && conditional => (conditions(), verdict),
            _ => return None,
        };
        (!span.is_empty()).then_some((Place { file: *file, span }, words))
    }

    /// The part of a condition that alone keeps it from holding, as far down as it is one only.
    fn narrowed(&self, condition: &Condition, outline: &Outline, knowledge: &Knowledge<'_>) -> Range<usize> {
        let truth = |part: &Condition| Rule::new(self.catalogue.compiler().compile(part)).truth(knowledge);
        let whole = truth(condition);
        if whole != Truth::Holds
            && let Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) = condition
        {
            let mut alike = parts.iter().zip(&outline.parts).filter(|(part, _)| truth(part) == whole);
            if let (Some((part, outline)), None) = (alike.next(), alike.next()) {
                return self.narrowed(part, outline, knowledge);
            }
        }
        outline.span.clone()
    }
}
