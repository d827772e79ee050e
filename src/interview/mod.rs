//! The interview: few questions, in a sensible order.

pub mod plan;
pub mod screen;
