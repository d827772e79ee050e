//! The fixed measures written by hand, as a good programmer would for exactly these rules: the limit
//! against which the engine is measured. `tests/by_hand.rs` proves that both say the same.

pub mod facts;
pub mod measures;
pub mod outcome;
pub mod programs;
pub mod rules;
pub mod truth;
