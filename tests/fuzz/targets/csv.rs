#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(readers::csv::read, "fuzz/corpus/csv", "faults/table", "faults/base/facts.toml");
