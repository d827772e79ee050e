//! The fixed measures written by hand, as a good programmer would for exactly these rules: the limit
//! against which the engine is measured. `tests/by_hand.rs` proves that both say the same.

pub mod csv;
pub mod facts;
pub mod figures;
pub mod lines;
pub mod measures;
pub mod outcome;
pub mod rules;
pub mod totals;
pub mod truth;
