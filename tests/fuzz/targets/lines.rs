#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(readers::lines::read, "fuzz/corpus/lines", "faults/table", "faults/profile", "faults/base/facts.toml");
