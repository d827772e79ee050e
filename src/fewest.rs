//! The fewest given facts from which something follows.

use crate::fact::{Fact, FactId};
use crate::knowledge::Knowledge;

/// The fewest of these facts from which alone, all the others forgotten, `follows` is true; of
/// several such sets the first in the order given. It must follow from all of them together, and
/// from whatever knows more than something from which it follows.
pub(crate) fn fewest(
    knowledge: &Knowledge<'_>,
    facts: &[FactId],
    follows: impl Fn(&Knowledge<'_>) -> bool,
) -> Vec<FactId> {
    let all = knowledge.facts();
    let fact = |id: &FactId| all.get(id.0);
    let mut without = knowledge.clone();
    // What cannot be left out even by itself belongs to every such set.
    let (mut needed, mut others): (Vec<FactId>, Vec<FactId>) = (Vec::new(), Vec::new());
    for id in facts {
        let Some(fact) = fact(id) else { continue };
        without.forget(fact);
        if follows(&without) {
            others.push(*id)
        } else {
            needed.push(*id)
        }
        without.recall(fact, knowledge);
    }
    if others.is_empty() {
        return needed;
    }
    others.iter().filter_map(fact).for_each(|fact| without.forget(fact));
    let mut search = Search { knowledge, all, others: &others, known: without, follows };
    for size in 0..=others.len() {
        let mut chosen = Vec::new();
        if search.choose(0, size, &mut chosen) {
            needed.append(&mut chosen);
            break;
        }
    }
    needed.sort_unstable();
    needed
}

struct Search<'s, 'c, F> {
    knowledge: &'s Knowledge<'c>,
    all: &'c [Fact],
    /// What may be left out, each by itself.
    others: &'s [FactId],
    /// What is known with what was chosen.
    known: Knowledge<'c>,
    follows: F,
}

impl<F: Fn(&Knowledge<'_>) -> bool> Search<'_, '_, F> {
    /// Chooses so many more from this position on, the first ones first.
    fn choose(&mut self, from: usize, more: usize, chosen: &mut Vec<FactId>) -> bool {
        let Some(less) = more.checked_sub(1) else { return (self.follows)(&self.known) };
        let left = self.others.get(from..).unwrap_or_default();
        if left.len() < more || (from > 0 && !self.follows_with(left)) {
            return false;
        }
        for (at, id) in left.iter().enumerate().take(left.len().saturating_sub(less)) {
            let Some(fact) = self.all.get(id.0) else { continue };
            self.known.recall(fact, self.knowledge);
            chosen.push(*id);
            if self.choose(from.saturating_add(at).saturating_add(1), less, chosen) {
                return true;
            }
            chosen.pop();
            self.known.forget(fact);
        }
        false
    }

    /// Whether it follows once all of these are known too.
    fn follows_with(&self, more: &[FactId]) -> bool {
        let mut known = self.known.clone();
        more.iter().filter_map(|id| self.all.get(id.0)).for_each(|fact| known.recall(fact, self.knowledge));
        (self.follows)(&known)
    }
}
