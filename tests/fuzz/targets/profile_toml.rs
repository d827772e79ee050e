#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(readers::profile_toml::read, "fuzz/corpus/profile_toml", "faults/profile", "faults/base/facts.toml");
