//! Rules of a document on which measures count together: 就高不重复, 择一, 合计最高.

mod best;
mod effect;
mod knots;
mod sets;

pub use best::{Applies, Promise, Share, Shares, Top};
pub use effect::{Effect, Outcome};
pub use knots::{Knots, MOST_TOGETHER};

use crate::amount::{Amount, Range, Support, Unit};
use crate::condition::Compiler;
use crate::knowledge::Knowledge;
use crate::language::Text;
use crate::money::Money;
use crate::truth::Formula;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A rule on which measures count together. It holds inside one class of support, and leaves
/// verdicts and supports of the measures as they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Stacking {
    /// The policy whose words it is, by position.
    pub policy: usize,
    /// The clause, by position; `None` outside the numbered clauses.
    pub clause: Option<usize>,
    /// The words of the document.
    #[serde(with = "crate::text_bytes")]
    pub quote: Cow<'static, str>,
    /// What they mean.
    pub text: Text,
    /// The measures concerned, by position in the catalogue; each once.
    pub measures: Vec<usize>,
    /// What holds for them.
    pub rule: Rule,
    /// The limit, ready to be evaluated; made when first needed.
    #[serde(skip)]
    ready: OnceLock<Option<Support>>,
}

/// What holds for the measures of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// Only the one that gives most counts.
    HighestOf,
    /// One is chosen, and only that one counts.
    OneOf {
        /// Whether the applicant chooses, not the giver.
        applicant_chooses: bool,
    },
    /// Together they give no more than this.
    TotalAtMost(Amount),
}

impl Rule {
    /// Its code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HighestOf => "highest-of",
            Self::OneOf { .. } => "one-of",
            Self::TotalAtMost(_) => "total-at-most",
        }
    }

    /// Whether at most one of its measures counts.
    pub const fn excludes(&self) -> bool {
        !matches!(self, Self::TotalAtMost(_))
    }
}

impl Stacking {
    /// A rule, not yet made ready.
    pub fn new(place: (usize, Option<usize>), quote: String, text: Text, (measures, rule): (Vec<usize>, Rule)) -> Self {
        let (policy, clause) = place;
        Self { policy, clause, quote: quote.into(), text, measures, rule, ready: OnceLock::new() }
    }

    /// The limit, ready to be evaluated; `None` where the rule sets none.
    pub fn limit(&self, compiler: Compiler<'_>) -> Option<&Support> {
        let ready = || match &self.rule {
            Rule::TotalAtMost(limit) => Some(Support::new(limit, Unit::Yuan, &Formula::Constant(true), compiler)),
            Rule::HighestOf | Rule::OneOf { .. } => None,
        };
        self.ready.get_or_init(ready).as_ref()
    }

    /// The least and the most that the limit may be for all that is known, the latter `None` while
    /// open; `None` where the rule sets no limit, or no measure of it can apply.
    pub fn bounds(&self, compiler: Compiler<'_>, knowledge: &Knowledge<'_>) -> Option<(Money, Top)> {
        match self.limit(compiler)?.range(knowledge)? {
            Range::Stated { low, high } => Some((low, high)),
            // A limit is read as money.
            Range::Unstated | Range::Points { .. } => Some((Money::ZERO, None)),
        }
    }
}

/// The rules as they stand for one applicant.
#[derive(Clone, Debug)]
pub struct Together<'c> {
    rules: &'c [Stacking],
    knots: &'c Knots,
    /// For each rule the least and the most that its limit may be.
    limits: Vec<Option<(Money, Top)>>,
}

impl<'c> Together<'c> {
    /// The rules with their limits, for what is known of an applicant.
    pub fn new(rules: &'c [Stacking], knots: &'c Knots, compiler: Compiler<'_>, knowledge: &Knowledge<'_>) -> Self {
        Self { rules, knots, limits: rules.iter().map(|rule| rule.bounds(compiler, knowledge)).collect() }
    }

    /// No rules: every measure counts.
    pub fn none() -> Self {
        static NO_KNOTS: Knots = Knots::NONE;
        Self { rules: &[], knots: &NO_KNOTS, limits: Vec::new() }
    }

    /// Whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules over what each measure gives of a class, in the catalogue's order.
    pub fn over<'s>(&'s self, shares: &'s [Share]) -> Shares<'s> {
        Shares { rules: self.rules, knots: self.knots, limits: &self.limits, shares }
    }
}
