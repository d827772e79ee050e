//! What came of each mutant, kept in a file from one run to the next.

use crate::list::Mutant;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

/// What came of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is no program.
    DoesNotCompile,
    /// These tests fail or crash.
    Caught(String),
    /// These tests do not come to an end.
    TimedOut(String),
    /// No test notices it.
    Survived,
}

/// What is known of mutants, and the file in which it stands: a line for each, with what the source was
/// like then.
pub struct Results {
    digests: HashMap<String, String>,
    known: Mutex<HashMap<String, Outcome>>,
    file: Mutex<File>,
}

impl Results {
    /// Reads what was found before. It counts only while the source is as it was, and what no test noticed
    /// is tried again, as tests may have been written since.
    pub fn open(path: &Path, sources: &BTreeMap<String, String>) -> Result<Self, Box<dyn Error>> {
        let digests: HashMap<String, String> =
            sources.iter().map(|(file, text)| (file.clone(), digest(text))).collect();
        let before = std::fs::read_to_string(path).unwrap_or_default();
        let mut known = HashMap::new();
        let mut kept = String::new();
        for line in before.lines() {
            let mut parts = line.split('\t');
            let (Some(digest), Some(outcome), Some(test), Some(name)) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let outcome = match outcome {
                "does-not-compile" => Outcome::DoesNotCompile,
                "caught" => Outcome::Caught(test.to_owned()),
                "timed-out" => Outcome::TimedOut(test.to_owned()),
                _ => continue,
            };
            let file = name.split(':').next().unwrap_or_default();
            if digests.get(file).is_some_and(|now| now == digest) {
                known.insert(name.to_owned(), outcome);
                kept.push_str(line);
                kept.push('\n');
            }
        }
        std::fs::write(path, kept)?;
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Self { digests, known: Mutex::new(known), file: Mutex::new(file) })
    }

    /// What came of a mutant, where it was tried.
    pub fn of(&self, mutant: &Mutant) -> Option<Outcome> {
        self.known.lock().ok()?.get(&mutant.name).cloned()
    }

    /// Writes down what came of a mutant.
    pub fn add(&self, mutant: &Mutant, outcome: Outcome) -> Result<(), Box<dyn Error>> {
        let (word, test) = match &outcome {
            Outcome::DoesNotCompile => ("does-not-compile", ""),
            Outcome::Caught(test) => ("caught", test.as_str()),
            Outcome::TimedOut(test) => ("timed-out", test.as_str()),
            Outcome::Survived => ("survived", ""),
        };
        let digest = self.digests.get(&mutant.file).map(String::as_str).unwrap_or_default();
        let mut file = self.file.lock().map_err(|error| error.to_string())?;
        writeln!(file, "{digest}\t{word}\t{test}\t{}", mutant.name)?;
        self.known.lock().map_err(|error| error.to_string())?.insert(mutant.name.clone(), outcome);
        Ok(())
    }
}

fn digest(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Says how many were caught, and which were not; returns how many in a hundred were.
pub fn print(mutants: &[&Mutant], results: &Results) -> f64 {
    let outcomes: Vec<Outcome> = mutants.iter().filter_map(|mutant| results.of(mutant)).collect();
    let count = |is: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| is(outcome)).count();
    let uncompiled = count(&|outcome| *outcome == Outcome::DoesNotCompile);
    let caught = count(&|outcome| matches!(outcome, Outcome::Caught(_)));
    let timed_out = count(&|outcome| matches!(outcome, Outcome::TimedOut(_)));
    let survived = count(&|outcome| *outcome == Outcome::Survived);
    for mutant in mutants.iter().filter(|mutant| results.of(mutant) == Some(Outcome::Survived)) {
        println!("survived: {}", mutant.name);
    }
    let share = 100.0 * (caught + timed_out) as f64 / (caught + timed_out + survived).max(1) as f64;
    println!(
        "{} mutants; {uncompiled} do not compile; {caught} caught, {timed_out} timed out, {survived} survived: {share:.1} % caught",
        mutants.len()
    );
    share
}
