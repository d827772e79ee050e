//! A folder with tables, and the program run in it.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a run said.
pub struct Ran {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ran {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// The results, one a line.
    pub fn results(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A folder that goes away at the end.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8(std::fs::read(self.path(name)).unwrap()).unwrap()
    }

    pub fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = names.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
        command.args(arguments).args(["--as-of", "2026-11-24"]).current_dir(self.folder.path());
        command.env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        Ran { code: output.status.code().unwrap(), out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
    }

    /// Runs `huiqi batch` on a table, with results on standard output.
    pub fn batch(&self, input: &str, options: &[&str]) -> Ran {
        self.run(&[&["batch", input], options].concat())
    }
}

/// What a result says of a fact.
pub fn fact<'r>(result: &'r Value, id: &str) -> &'r Value {
    &result["applicant"]["facts"][id]
}

/// Places and codes of what was wrong, the general warnings left out.
pub fn problems(result: &Value) -> Vec<(String, String)> {
    let warnings = result["warnings"].as_array().unwrap().iter().filter(|warning| !warning["place"].is_null());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    warnings.map(|warning| (text(&warning["place"]), text(&warning["code"]))).collect()
}
