//! Applicants for the benchmarks: drawn by seed, and as profiles, CSV and NDJSON.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::print_stderr,
    dead_code
)]

#[path = "../by_hand/mod.rs"]
pub mod by_hand;
#[path = "../../random/lot.rs"]
mod chance;
pub mod draw;
pub mod duckdb;
pub mod floor;
pub mod forms;
pub mod lot;
pub mod processes;
pub mod profiles;
pub mod programs;
pub mod rounds;
pub mod values;
