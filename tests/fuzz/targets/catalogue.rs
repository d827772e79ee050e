#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(
    readers::catalogue::read,
    "fuzz/corpus/catalogue",
    "faults",
    "county",
    "stacking",
    "../policies/facts.toml",
    "../policies/qingdao-new-economy-2020"
);
