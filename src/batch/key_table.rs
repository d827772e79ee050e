//! Keys of objects, with what they mean.

use super::memo::hash;
use super::scan::NotPlain;

/// How many keys are known at most.
const MOST_KEYS: usize = 1 << 10;
/// How many places there are for them; far more, so that one is soon found.
const PLACES: usize = MOST_KEYS * 4;

/// Keys with what they mean, worked out when one comes for the first time.
#[derive(Debug)]
pub(super) struct KeyTable<K> {
    /// Each key with the round in which it came last.
    keys: Vec<(Box<str>, u64, K)>,
    /// Which key stands at which place: its position, and one more.
    places: Vec<usize>,
}

impl<K> KeyTable<K> {
    pub(super) fn new() -> Self {
        Self { keys: Vec::new(), places: Vec::new() }
    }

    /// What a key means that has not come in this round.
    pub(super) fn find(&mut self, key: &str, round: u64, resolve: impl FnOnce() -> K) -> Result<&mut K, NotPlain> {
        self.places.resize(PLACES, 0);
        let mut place = hash(key) % PLACES;
        let at = loop {
            let Some(at) = self.places.get_mut(place) else { return Err(NotPlain) };
            match at.checked_sub(1) {
                None if self.keys.len() >= MOST_KEYS => return Err(NotPlain),
                None => {
                    *at = self.keys.len().saturating_add(1);
                    self.keys.push((key.into(), 0, resolve()));
                    break self.keys.len().saturating_sub(1);
                }
                Some(at) if self.keys.get(at).is_some_and(|(known, ..)| **known == *key) => break at,
                Some(_) => place = place.saturating_add(1) % PLACES,
            }
        };
        let Some((_, last, what)) = self.keys.get_mut(at).filter(|(_, last, _)| *last != round) else {
            return Err(NotPlain);
        };
        *last = round;
        Ok(what)
    }
}
