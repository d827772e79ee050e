//! What was written before, and what it came to.

/// How many texts are kept; another one takes the place of an earlier.
const ROOM: usize = 1 << 8;
/// At how many places a text may be kept.
const TRIES: usize = 4;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 1 << 8;

/// What texts came to, as many as there is room for.
#[derive(Debug)]
pub(super) struct Memo<T> {
    /// Each at the place that its hash names, or soon after; empty before the first.
    kept: Vec<Option<(Box<str>, T)>>,
}

impl<T: Clone> Memo<T> {
    pub(super) fn new() -> Self {
        Self { kept: Vec::new() }
    }

    /// What a text comes to, worked out where it is not known.
    pub(super) fn of(&mut self, text: &str, work_out: impl FnOnce() -> T) -> T {
        let first = hash(text);
        let places = (0..TRIES).map(|step| first.wrapping_add(step) % ROOM);
        let mut free = first % ROOM;
        for place in places.rev() {
            match self.kept.get(place) {
                Some(Some((kept, what))) if **kept == *text => return what.clone(),
                Some(Some(_)) => {}
                Some(None) | None => free = place,
            }
        }
        let what = work_out();
        if text.len() <= LONGEST {
            self.kept.resize_with(ROOM, || None);
            if let Some(place) = self.kept.get_mut(free) {
                *place = Some((text.into(), what.clone()));
            }
        }
        what
    }
}

/// A number that is hardly the same for two texts.
pub(super) fn hash(text: &str) -> usize {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let tail = rest.iter().fold(0_u64, |tail, byte| (tail << 8) | u64::from(*byte));
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let hash = words.iter().map(|word| u64::from_le_bytes(*word)).fold(0, step);
    usize::try_from(step(hash, tail) & 0x7fff_ffff).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_worked_out_again_and_nothing_is_mixed_up() {
        let mut memo = Memo::new();
        let texts: Vec<String> = (0..1_000).map(|number| format!("第{number}项")).collect();
        for _ in 0..2 {
            for (number, text) in texts.iter().enumerate() {
                assert_eq!(memo.of(text, || number), number, "{text}");
            }
        }
        assert_eq!(memo.of("", || 1), 1);
        assert_eq!(memo.of("", || unreachable!("it is known")), 1);
    }
}
