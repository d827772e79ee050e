//! The output shown in the README is what the program prints.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

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

/// The lines of the consultant's path, but for the one in which the form is filled in.
#[test]
fn the_path_from_a_blank_form_to_a_report_works_as_it_is_written() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let path = readme.split("## 批量判断").nth(1).unwrap().split("```").nth(1).unwrap();
    let lines: Vec<&str> = path.lines().filter(|line| line.starts_with("huiqi ")).collect();
    assert_eq!(lines.len(), 4, "{path}");
    let folder = tempfile::tempdir().unwrap();
    for line in lines {
        let words = shlex::split(line.split(" #").next().unwrap()).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
            .args(&words[1..])
            .current_dir(folder.path())
            .env_remove("HUIQI_LANG")
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    for name in ["客户.xlsx", "结果.xlsx", "问题.csv", "报告.html"] {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
}
