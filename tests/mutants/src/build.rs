//! Builds the tests around all mutants at once.

use crate::trial::{LIBRARY, TESTS};
use crate::weave::marked;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A line of what cargo says.
#[derive(Deserialize)]
struct Line {
    message: Option<Message>,
    executable: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    rendered: Option<String>,
    spans: Vec<Span>,
    children: Vec<Message>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    line_end: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

/// The programs of the tests by their names; or, where something does not compile, the mutants at fault.
pub type Built = Result<HashMap<String, PathBuf>, HashSet<u32>>;

/// Builds the tests of a copy of the project.
pub fn build(tree: &Path, target: &Path) -> Result<Built, Box<dyn Error>> {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--no-run", "--locked", "--message-format=json", "--lib"]);
    let names: BTreeSet<&str> = TESTS.iter().map(|test| test.name).filter(|name| *name != LIBRARY).collect();
    cargo.args(names.into_iter().flat_map(|name| ["--test", name]));
    // Only the project: what it is made of is built as always.
    cargo.args(["--config", "profile.dev.package.huiqi.opt-level=1"]).env("CARGO_INCREMENTAL", "0");
    let said = cargo.arg("--target-dir").arg(target).current_dir(tree).output()?;
    let lines = said.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Line>(line).ok());
    let lines: Vec<Line> = lines.collect();
    if said.status.success() {
        let test =
            |line: Line| Some((line.target?.name, line.executable.filter(|_| line.profile.is_some_and(|it| it.test))?));
        return Ok(Ok(lines.into_iter().filter_map(test).collect()));
    }
    let mut broken = HashSet::new();
    let errors = lines.iter().filter_map(|line| line.message.as_ref()).filter(|message| message.level == "error");
    let mut unclear = String::from_utf8_lossy(&said.stderr).into_owned();
    for error in errors {
        broken.extend(at_fault(error, tree));
        unclear.push_str(error.rendered.as_deref().unwrap_or_default());
    }
    if broken.is_empty() { Err(unclear.into()) } else { Ok(Err(broken)) }
}

/// The mutants on the line of an error; if there is none, on the lines of what is said beside it.
fn at_fault(error: &Message, tree: &Path) -> HashSet<u32> {
    let (mut first, mut beside) = (HashSet::new(), HashSet::new());
    for span in error.spans.iter().chain(error.children.iter().flat_map(|child| &child.spans)) {
        let mut next = Some(span);
        while let Some(place) = next {
            let text = std::fs::read_to_string(tree.join(&place.file_name)).unwrap_or_default();
            let lines = text.lines().skip(place.line_start - 1).take(place.line_end + 1 - place.line_start);
            let found: Vec<u32> =
                if lines.clone().count() <= 2 { lines.flat_map(marked).collect() } else { Vec::new() };
            if span.is_primary {
                first.extend(found)
            } else {
                beside.extend(found)
            }
            next = place.expansion.as_ref().map(|expansion| &expansion.span);
        }
    }
    if first.is_empty() { beside } else { first }
}
