//! Tries every mistake that can be made in one operator or function of the core, and says which of them
//! no test notices.
//!
//! The mistakes are those that `cargo mutants` lists. It would build the project anew for each, which takes
//! hours; here all of them are woven into one copy of the sources, built once, and an environment variable
//! chooses at a start which one is made.

mod build;
mod copy;
mod list;
mod report;
mod sites;
mod trial;
mod weave;

use list::Mutant;
use report::{Outcome, Results};
use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::path::Path;

/// How many in a hundred have to be caught.
const WANTED: f64 = 95.0;

fn main() -> Result<(), Box<dyn Error>> {
    let project = std::env::current_dir()?;
    let folder = project.join("target/mutants");
    let tree = folder.join("tree");
    let mutants = list::mutants(&project)?;
    let files = copy::files(&project)?;
    let results = Results::open(&folder.join("results"), &sources(&project, &mutants)?)?;
    // What did not compile before is left out from the start, so that files that are the same stay untouched.
    let mut dropped: HashSet<u32> =
        mutants.iter().filter(|it| results.of(it) == Some(Outcome::DoesNotCompile)).map(|it| it.number).collect();
    let tests = loop {
        let mut woven = files.clone();
        weave::weave(&mut woven, &mutants, &mut dropped)?;
        copy::write(&woven, &tree)?;
        match build::build(&tree, &folder.join("build"))? {
            Ok(tests) => break tests,
            Err(broken) => {
                eprintln!("{} do not compile", broken.len());
                dropped.extend(broken);
            }
        }
    };
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let chosen: Vec<&Mutant> = mutants
        .iter()
        .filter(|mutant| wanted.is_empty() || wanted.iter().any(|path| mutant.file.starts_with(path.as_str())))
        .collect();
    for mutant in mutants.iter().filter(|it| dropped.contains(&it.number) && results.of(it).is_none()) {
        results.add(mutant, Outcome::DoesNotCompile)?;
    }
    let left: Vec<&Mutant> = chosen.iter().copied().filter(|mutant| results.of(mutant).is_none()).collect();
    println!("{} mutants, {} to try", chosen.len(), left.len());
    let tests = trial::measured(&tests, &left, &tree)?;
    trial::try_all(&left, &tests, &tree, &results)?;
    if report::print(&chosen, &results) < WANTED { Err("too few are caught".into()) } else { Ok(()) }
}

/// The text of each file with mutants.
fn sources(project: &Path, mutants: &[Mutant]) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let files: HashSet<&String> = mutants.iter().map(|mutant| &mutant.file).collect();
    files.into_iter().map(|file| Ok((file.clone(), std::fs::read_to_string(project.join(file))?))).collect()
}
