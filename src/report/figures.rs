//! Amounts as the cells of tables show them, where one cell cannot hold a range.

use crate::amount::Amount;
use crate::assess::{Finding, Given, Total, Verdict, total};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::measure::Class;
use crate::money::Money;
use crate::stacking::Together;

/// What stands in the place of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// An amount.
    Amount(Money),
    /// It hangs on facts not known.
    Open,
    /// The document states none, which is never 0.
    Unstated,
}

impl Figure {
    /// The top of a range; so many supports without a figure stand beside it.
    pub fn top(high: Option<Money>, unstated: usize) -> Self {
        match high {
            None => Self::Open,
            Some(Money::ZERO) if unstated > 0 => Self::Unstated,
            Some(high) => Self::Amount(high),
        }
    }

    /// The bottom of a range that has this top. Where nothing has a figure, it has none either.
    pub fn bottom(low: Money, top: Self) -> Self {
        if top == Self::Unstated { Self::Unstated } else { Self::Amount(low) }
    }

    /// The words where there is no amount.
    pub fn words(self, language: Language) -> Option<&'static str> {
        match self {
            Self::Amount(_) => None,
            Self::Open => Some(language.pick("待补充", "open")),
            Self::Unstated => Some(language.pick("金额未载明", "not stated")),
        }
    }
}

/// What is firm in a class, the most without measures that need information, and the most.
pub fn of_total(total: &Total) -> [Figure; 3] {
    let high = Figure::top(total.high, total.unstated);
    let settled = Figure::top(total.settled_high, total.settled_unstated);
    [Figure::bottom(total.low, high), settled, high]
}

/// The classes that are counted in money and occur in the catalogue, each with whether any measure
/// states a figure in it.
pub fn classes(catalogue: &Catalogue) -> impl Iterator<Item = (Class, bool)> {
    Class::ALL.iter().filter(|class| class.is_money()).filter_map(|class| {
        let supports = catalogue.measures.iter().flat_map(|measure| &measure.supports);
        let mut amounts =
            supports.filter(|it| it.kind.class() == *class).filter_map(|it| it.amount.as_ref()).peekable();
        amounts.peek()?;
        Some((*class, amounts.any(|amount| *amount != Amount::Unstated)))
    })
}

/// The classes of what a measure gives, each once.
pub fn classes_of(finding: &Finding<'_>) -> Vec<Class> {
    let mut classes: Vec<Class> = finding.measure.supports.iter().map(|support| support.kind.class()).collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// What a measure comes to if it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// Nothing that is counted in money, or it does not apply.
    Nothing,
    /// Amounts of several classes, which are never added.
    Several,
    /// At least and at most so much.
    Between(Figure, Figure),
}

/// What a measure comes to if it applies.
pub fn bounds(finding: &Finding<'_>) -> Bounds {
    let amounts = finding.supports.iter().filter(|(_, range)| range.is_some());
    let mut classes: Vec<Class> = amounts.map(|(support, _)| support.kind.class()).collect();
    classes.sort_unstable();
    classes.dedup();
    let class = match classes.as_slice() {
        [] => return Bounds::Nothing,
        [class] => *class,
        _ => return Bounds::Several,
    };
    let given = Given { measure: finding.measure, verdict: Verdict::Eligible, supports: finding.supports.clone() };
    total(class, &[given], &Together::none()).map_or(Bounds::Nothing, |total| {
        let high = Figure::top(total.high, total.unstated);
        Bounds::Between(Figure::bottom(total.low, high), high)
    })
}
