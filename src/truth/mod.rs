//! Exact three-valued truth of formulas over slots.
//!
//! A formula is open only if two completions of what is unknown differ on it. Kleene's tables
//! give exactly this where all tests of each slot can hold together and can fail together;
//! slots of which that is not so are split into the cells that their tests cut.

mod formula;
mod open;
mod rule;
mod sample;
mod search;
mod surely;
mod switches;
mod witness;

pub use formula::{Formula, Truth};
pub use rule::{MOST_CELLS, Rule};
pub use switches::Switches;
