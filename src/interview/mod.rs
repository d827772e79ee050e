//! The interview: few questions, in a sensible order.

mod hanging;
pub mod plan;
pub mod screen;
pub mod terminal;
