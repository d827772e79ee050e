//! The name of ours that was probably meant by a heading.

use super::beside;
use super::currency;
use super::headings::squeezed;
use super::peel::peel;
use crate::catalogue::Catalogue;
use crate::figure;
use crate::heading::Own;
use crate::nearest::nearest;

/// How many remarks are taken off where it is looked whether a heading is that of a currency or unit.
const MOST_REMARKS: usize = 3;

/// The name nearest to a heading.
pub(super) fn near<'c>(catalogue: &'c Catalogue, heading: &str) -> Option<&'c str> {
    let mut bare = figure::fold(heading).into_owned();
    let (mut end, mut peeled) = (beside::ending(&squeezed(&bare)), 0_usize);
    while let Some((before, _)) = peel(&bare).filter(|(before, _)| !before.is_empty()) {
        bare = before;
        peeled = peeled.saturating_add(1);
        if end.is_none() && peeled < MOST_REMARKS {
            end = beside::ending(&squeezed(&bare));
        }
    }
    let mut names: Vec<&str> = Own::ALL.into_iter().flat_map(Own::names).collect();
    for fact in &catalogue.facts {
        names.extend([fact.id.as_str(), fact.label.zh.as_ref(), fact.label.en.as_ref()]);
        names.extend(fact.aliases.iter().map(String::as_str));
    }
    // One or two signs are near to everything, and other money is never yuan.
    if bare.chars().count() < 3 || currency::is_foreign(heading) {
        return None;
    }
    // What a currency or unit is of is none itself.
    nearest(&bare, names.into_iter().filter(|name| end.is_none_or(|end| squeezed(name).ends_with(end))))
}
