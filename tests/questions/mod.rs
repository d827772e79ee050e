//! How economical the questions of an interview are, against the fewest that could do.

pub mod bound;
pub mod ground;
pub mod interview;
pub mod large;
pub mod limits;
pub mod multiplied;
pub mod standing;
pub mod sums;
pub mod waste;
