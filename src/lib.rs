//! Which measures of a policy document apply to an applicant, why, and what support to expect.
//!
//! Data flows one way: files are read into a valid [`catalogue::Catalogue`]; a
//! [`profile::Profile`] says what is known of one applicant.

// What could panic, or come out wrong unseen, is forbidden here on top of what is forbidden everywhere
// (Cargo.toml); tests may.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::get_unwrap,
        clippy::unreachable,
        clippy::unwrap_in_result,
        clippy::panic_in_result_fn
    )
)]

pub mod amount;
pub mod assess;
pub mod batch;
pub mod beginning;
pub mod block;
pub mod bulk;
pub mod catalogue;
mod choices;
pub mod cli;
pub mod condition;
pub mod day;
pub mod difference;
pub mod fact;
mod fewest;
pub mod figure;
pub mod harmless;
pub mod heading;
pub mod interval;
pub mod interview;
mod joined;
pub mod json;
pub mod json_text;
pub mod knowledge;
pub mod language;
pub mod measure;
pub mod money;
pub mod nearest;
pub mod obligation;
pub mod points;
pub mod problem;
pub mod profile;
pub mod profile_file;
pub mod proof;
pub mod report;
pub mod schema;
pub mod shell;
pub mod stacking;
pub mod still_file;
mod syntax;
pub mod template;
mod text_bytes;
pub mod text_places;
pub mod tree;
pub mod truth;
pub mod validity;
pub mod what_it_takes;
pub mod whole_file;
