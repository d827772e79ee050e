//! The mutants, as `cargo mutants` lists them.

use serde::Deserialize;
use std::error::Error;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

/// What is mutated.
const CORE: [&str; 5] =
    ["src/condition*", "src/truth/*.rs", "src/amount/*.rs", "src/assess/*.rs", "src/interview/plan.rs"];

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Genre {
    /// A function that does nothing but return a value.
    FnValue,
    /// Another operator between two values.
    BinaryOperator,
    /// No operator before a value.
    UnaryOperator,
    /// An arm of a match that is not there.
    MatchArm,
    /// A guard of an arm that is always true or always false.
    MatchArmGuard,
    /// A field left out of a value that takes the others from elsewhere.
    StructField,
}

/// One mistake.
#[derive(Clone, Debug, Deserialize)]
pub struct Mutant {
    /// By which it is chosen, from 1.
    #[serde(skip)]
    pub number: u32,
    /// The file, from the root of the project.
    pub file: String,
    /// Where it is and what is replaced, in words.
    pub name: String,
    /// The kind.
    pub genre: Genre,
    /// What stands there instead.
    pub replacement: String,
    /// What is replaced.
    span: Span,
    function: Option<Function>,
    /// The same in bytes of the file.
    #[serde(skip)]
    pub range: Range<usize>,
}

#[derive(Clone, Debug, Deserialize)]
struct Span {
    start: Place,
    end: Place,
}

#[derive(Clone, Debug, Deserialize)]
struct Place {
    line: usize,
    column: usize,
}

#[derive(Clone, Debug, Deserialize)]
struct Function {
    return_type: String,
}

impl Mutant {
    /// Whether the function returns a type that only its body tells.
    pub fn returns_iterator(&self) -> bool {
        self.function.as_ref().is_some_and(|function| function.return_type.contains("impl Iterator"))
    }
}

impl Place {
    /// Bytes before it; lines and columns count from 1, the latter in characters.
    fn offset(&self, text: &str) -> usize {
        let before: usize = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        before + text[before..].chars().take(self.column - 1).map(char::len_utf8).sum::<usize>()
    }
}

/// The mutants of the core.
pub fn mutants(project: &Path) -> Result<Vec<Mutant>, Box<dyn Error>> {
    let files = CORE.iter().flat_map(|files| ["-f", files]);
    let listed =
        Command::new("cargo").args(["mutants", "--list", "--json"]).args(files).current_dir(project).output()?;
    if !listed.status.success() {
        return Err(String::from_utf8_lossy(&listed.stderr).into());
    }
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&listed.stdout)?;
    for (mutant, number) in mutants.iter_mut().zip(1..) {
        let text = std::fs::read_to_string(project.join(&mutant.file))?;
        mutant.number = number;
        mutant.range = mutant.span.start.offset(&text)..mutant.span.end.offset(&text);
    }
    Ok(mutants)
}
