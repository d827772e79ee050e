#![no_main]

mod pieces;
#[macro_use]
mod target;

target!(
    readers::document::read,
    "fuzz/corpus/document",
    "faults/base/demo/source.txt",
    "county/yunling-logistics-2024/source.txt",
    "../policies/qingdao-new-economy-2020/source.txt"
);
