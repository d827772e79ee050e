#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(readers::ndjson::read, "fuzz/corpus/ndjson", "faults/table", "faults/base/facts.toml");
