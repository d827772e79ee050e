//! What each reader must hold to, whatever it is given.
//!
//! The fuzz targets and `tests/corpus.rs` call the same functions: each takes any bytes, and panics
//! where the reader breaks a promise.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

pub mod amounts;
pub mod catalogue;
pub mod csv;
pub mod dates;
mod desk;
pub mod document;
pub mod lines;
pub mod ndjson;
mod places;
mod profile;
pub mod profile_json;
pub mod profile_toml;
#[path = "../../batch/rows_twice.rs"]
pub mod rows_twice;
pub mod small;
pub mod xlsx;

/// A reader by its name.
pub type Reader = (&'static str, fn(&[u8]));

/// Every reader.
pub const ALL: [Reader; 10] = [
    ("amounts", amounts::read),
    ("dates", dates::read),
    ("lines", lines::read),
    ("catalogue", catalogue::read),
    ("profile_toml", profile_toml::read),
    ("profile_json", profile_json::read),
    ("csv", csv::read),
    ("xlsx", xlsx::read),
    ("ndjson", ndjson::read),
    ("document", document::read),
];
