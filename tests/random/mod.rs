//! Random catalogues, written as TOML and loaded as any other; random profiles for them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

pub mod amounts;
pub mod catalogues;
pub mod conditions;
mod lot;
pub mod marks;
pub mod points;
pub mod profiles;
pub mod stacking;

pub use lot::Lot;
