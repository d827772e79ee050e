#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(readers::profile_json::read, "fuzz/corpus/profile_json", "faults/profile", "faults/base/facts.toml");
