#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(readers::xlsx::read, "fuzz/corpus/xlsx", "faults/table", "faults/base/facts.toml");
