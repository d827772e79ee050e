//! Which mistake is made.

#![allow(missing_docs, dead_code)]

use std::sync::OnceLock;

static CHOSEN: OnceLock<u32> = OnceLock::new();

/// Whether it is this one.
pub fn chosen(number: u32) -> bool {
    *CHOSEN.get_or_init(|| std::env::var("HUIQI_MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0)) == number
}

/// An iterator of one kind or another.
pub enum Either<M, R> {
    Mistaken(M),
    Right(R),
}

impl<M: Iterator<Item = R::Item>, R: Iterator> Iterator for Either<M, R> {
    type Item = R::Item;

    fn next(&mut self) -> Option<R::Item> {
        match self {
            Self::Mistaken(one) => one.next(),
            Self::Right(one) => one.next(),
        }
    }
}
