//! The output shown in the README is what the program prints.

#![allow(clippy::unwrap_used)]

use std::process::Command;

#[test]
fn the_output_in_the_readme_is_the_beginning_of_the_real_one() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let block = readme.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let (command, shown) = block.split_once('\n').unwrap();
    let arguments = command.strip_prefix("$ cargo run --release --quiet -- ").unwrap().split(' ');
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .args(["--as-of", "2026-11-23"])
        .env("COLUMNS", "80")
        .env_remove("HUIQI_LANG")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let beginning = shown.strip_suffix("…\n").unwrap();
    assert!(beginning.lines().count() > 20);
    assert!(printed.starts_with(beginning), "{printed}");
}
