//! Working out how measures stand, of many at once.

use super::answerable::Answerable;
use super::tally::Stands;
use crate::assess;
use crate::catalogue::Catalogue;
use crate::knowledge::Knowledge;
use crate::measure::Measure;
use std::num::NonZero;
use std::thread;

/// So many measures that it takes longer to work them out than to wait for another thread, on a machine
/// that is busy too.
const MANY: usize = 4096;

/// What decides how a measure stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Working<'w, 'c> {
    pub(super) catalogue: &'c Catalogue,
    pub(super) knowledge: &'w Knowledge<'c>,
    pub(super) answerable: &'w Answerable,
}

impl Working<'_, '_> {
    /// How a measure stands.
    pub(super) fn of(self, measure: &Measure) -> Stands {
        let outcome = assess::outcome(self.catalogue, measure, self.knowledge);
        let hanging = self.answerable.ground(self.catalogue, self.knowledge).hanging_on(measure, outcome.0);
        Stands::new(measure, outcome, hanging)
    }

    /// How measures stand, by position, each worked out on one of all processors where they are many;
    /// of few none is worked out, nor of those whose thread fails.
    pub(super) fn of_many(self, measures: &[usize]) -> Vec<(usize, Stands)> {
        if measures.len() < MANY {
            return Vec::new();
        }
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let stands = |at: &usize| self.catalogue.measures.get(*at).map(|measure| (*at, self.of(measure)));
        let work = |part: &[usize]| part.iter().filter_map(stands).collect::<Vec<_>>();
        thread::scope(|scope| {
            let mut parts = measures.chunks(measures.len().div_ceil(processors));
            let first = parts.next();
            let threads: Vec<_> =
                parts.map(|part| thread::Builder::new().spawn_scoped(scope, move || work(part))).collect();
            let first = first.map(work).unwrap_or_default();
            let others = threads.into_iter().filter_map(|thread| thread.ok()?.join().ok());
            std::iter::once(first).chain(others).flatten().collect()
        })
    }
}
