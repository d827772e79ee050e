//! What measures come to together while an interview goes on, and what that still hangs on.

use crate::assess::{self, Given, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::knowledge::Knowledge;
use crate::measure::Class;
use crate::money::Money;
use crate::stacking::Together;

/// Cash of several measures together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cash {
    /// What is firm.
    pub(super) firm: Money,
    /// The most; where some have no top, of the others.
    pub(super) most: Money,
    /// How many have no top, where the sum has none.
    pub(super) without_top: usize,
}

/// What measures give in cash; one entry for each measure of the catalogue.
pub(super) fn cash(given: &[Given<'_>], together: &Together<'_>) -> Cash {
    let total = |given: &[Given<'_>]| assess::total(Class::Cash, given, together);
    let Some(all) = total(given) else { return Cash { firm: Money::ZERO, most: Money::ZERO, without_top: 0 } };
    if let Some(most) = all.high {
        return Cash { firm: all.low, most, without_top: 0 };
    }
    let open = |one: &Given<'_>| one.most(Class::Cash).is_none();
    let known: Vec<Given<'_>> = given.iter().map(|one| if open(one) { without(one) } else { one.clone() }).collect();
    let most = total(&known).and_then(|total| total.high).unwrap_or_default();
    Cash { firm: all.low, most, without_top: given.iter().filter(|one| open(one)).count() }
}

/// The place of a measure that is left out.
pub(super) fn without<'c>(given: &Given<'c>) -> Given<'c> {
    Given { measure: given.measure, verdict: Verdict::Ineligible, supports: Vec::new() }
}

/// The facts on which a limit on a sum hangs once its measures are settled, each with the measures,
/// by position in the catalogue.
pub(super) fn limits_hang_on(
    catalogue: &Catalogue,
    knowledge: &Knowledge<'_>,
    given: &[Given<'_>],
    is_settled: impl Fn(usize) -> bool,
) -> Vec<(FactId, Vec<usize>)> {
    let together = catalogue.together(knowledge);
    let money = Class::ALL.iter().filter(|class| class.is_money() && !together.is_empty());
    let effects = money.flat_map(|class| assess::effects(catalogue, knowledge, *class, given, &together));
    let mut hanging: Vec<(FactId, Vec<usize>)> = Vec::new();
    for effect in effects.filter(|effect| effect.measures.iter().all(|measure| is_settled(*measure))) {
        for fact in effect.missing {
            match hanging.iter_mut().find(|(other, _)| *other == fact) {
                Some((_, measures)) => measures.extend(&effect.measures),
                None => hanging.push((fact, effect.measures.clone())),
            }
        }
    }
    hanging
}
