//! The interview as a person has it, on a real pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "terminal/harness.rs"]
mod harness;

#[path = "interview/back.rs"]
mod back;
#[path = "interview/leaving.rs"]
mod leaving;
#[path = "interview/letters.rs"]
mod letters;
#[path = "interview/money.rs"]
mod money;
#[path = "interview/person.rs"]
mod person;
#[path = "interview/resuming.rs"]
mod resuming;
#[path = "interview/review.rs"]
mod review;
#[path = "interview/whole.rs"]
mod whole;

/// The widths at which interviews are held.
const WIDTHS: [u16; 3] = [40, 80, 120];

/// The noodle shop.
const NOODLE_SHOP: &str = include_str!("applicants/noodle-shop.toml");

/// The venture investor.
const VENTURE_INVESTOR: &str = include_str!("applicants/venture-investor.toml");
