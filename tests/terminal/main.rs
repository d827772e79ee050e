//! The faces of the interview, on a real pseudo-terminal.
//!
//! They are driven through the example `faces`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod harness;
mod leaving;
mod line;
mod list;
mod pasted;
mod plain;
mod resize;
mod said;

use harness::Terminal;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The widths at which the faces are tried.
const WIDTHS: [u16; 3] = [40, 80, 120];

/// The example that puts the questions that are named, built once for all tests: a run of this
/// test alone would not build it, and an old one would prove nothing.
fn faces() -> String {
    static BUILT: OnceLock<String> = OnceLock::new();
    let build = || {
        let tests: PathBuf = std::env::current_exe().unwrap();
        let folder = tests.parent().and_then(|deps| deps.parent()).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--locked", "--quiet", "--example", "faces", "--target-dir"])
            .arg(folder.parent().unwrap());
        if folder.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().unwrap().success(), "the example cannot be built");
        let path = folder.join("examples").join(format!("faces{}", std::env::consts::EXE_SUFFIX));
        path.to_str().unwrap().to_owned()
    };
    BUILT.get_or_init(build).clone()
}

/// Puts questions in a manner: `zh rich`.
fn ask(manner: &str, questions: &str, columns: u16) -> Terminal {
    ask_on(manner, questions, columns, 40)
}

fn ask_on(manner: &str, questions: &str, columns: u16, rows: u16) -> Terminal {
    let program = faces();
    let mut command = vec![program.as_str()];
    command.extend(manner.split(' ').chain(questions.split(' ')));
    Terminal::start(&command, columns, rows)
}
