//! Runs the tests with one mutant after another.

use crate::list::Mutant;
use crate::report::{Outcome, Results};
use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A program of tests, or some tests of one.
pub struct Test {
    /// The name of the program.
    pub name: &'static str,
    /// What is said to it.
    arguments: &'static [&'static str],
    /// The beginning of the paths of files for whose mutants it is worth its time.
    files: &'static str,
}

/// The name of the library, whose tests stand beside what they test.
pub const LIBRARY: &str = "huiqi";

const fn all_of(name: &'static str) -> Test {
    Test { name, arguments: &[], files: "" }
}

/// The tests, those first that are soon done.
pub const TESTS: [Test; 25] = [
    all_of("formulas"),
    all_of("amounts"),
    all_of("conditions"),
    all_of("given"),
    all_of("plan"),
    all_of("truth"),
    Test { name: LIBRARY, arguments: &["truth::"], files: "src/truth" },
    all_of("explained"),
    all_of("findings"),
    all_of("stacking"),
    all_of("difference"),
    all_of("scripted"),
    all_of("results"),
    all_of("choices"),
    all_of("many"),
    all_of("county"),
    // That without any one measure the cases fail is told of the catalogue, not of the core.
    Test { name: "catalogue", arguments: &["--skip", "without"], files: "" },
    all_of("faults"),
    all_of("bulk"),
    all_of("forms"),
    all_of("pages"),
    all_of("untested"),
    Test { name: "economy", arguments: &["--skip", SURVEY], files: "" },
    all_of("properties"),
    Test { name: "witnesses", arguments: &[], files: "src/truth" },
];

/// The interviews of many applicants, which take longer than all else together.
const SURVEY: &str = "the_interview_asks_little_more_than_any_could";

/// How many applicants each property is tried on, and steps made to find a smaller one.
const CASES: [(&str, &str); 2] = [("HUIQI_CASES", "100"), ("HUIQI_SHRINKS", "0")];

/// Memory of a program of tests, in KiB: a mistake may ask for all there is.
const MEMORY: u32 = 4_000_000;

/// How many times the time of its own a program may take in all: a machine that is busy makes it wait.
const WAITING: u32 = 20;

/// The signal that ends a program whose time is over.
const OUT_OF_TIME: i32 = 24;

/// A program of tests and how much time of the processor it may take.
pub struct Timed {
    test: &'static Test,
    program: PathBuf,
    limit: Duration,
}

enum Ran {
    Passed,
    Failed,
    TooLong,
}

/// Runs the tests for these mutants without a mistake, which tells how long they may take with one.
pub fn measured(
    built: &HashMap<String, PathBuf>,
    mutants: &[&Mutant],
    tree: &Path,
) -> Result<Vec<Timed>, Box<dyn Error>> {
    let mut tests = Vec::new();
    for test in TESTS.iter().filter(|test| mutants.iter().any(|mutant| mutant.file.starts_with(test.files))) {
        let program = built.get(test.name).ok_or_else(|| format!("{} is not built", test.name))?.clone();
        let mut timed = Timed { test, program, limit: Duration::from_secs(600) };
        let start = Instant::now();
        let Ran::Passed = timed.run(0, tree)? else {
            return Err(format!("{} fails without any mistake", test.name).into());
        };
        println!("{:10} {:5.1} s", test.name, start.elapsed().as_secs_f64());
        timed.limit = start.elapsed() * 4 + Duration::from_secs(5);
        tests.push(timed);
    }
    Ok(tests)
}

/// Tries the mutants, two at once, and writes down what came of each.
pub fn try_all(mutants: &[&Mutant], tests: &[Timed], tree: &Path, results: &Results) -> Result<(), Box<dyn Error>> {
    let at_once = std::env::var_os("HUIQI_MUTANTS_AT_ONCE");
    let at_once = at_once.map_or(Ok(2), |number| {
        let number = number.to_string_lossy();
        number.parse::<usize>().map_err(|_| format!("HUIQI_MUTANTS_AT_ONCE={number} is no whole number"))
    })?;
    let left = Mutex::new(mutants.iter());
    let next = || left.lock().ok()?.next();
    let work = || -> Result<(), String> {
        while let Some(mutant) = next() {
            let outcome = tried(mutant, tests, tree).map_err(|error| error.to_string())?;
            results.add(mutant, outcome).map_err(|error| error.to_string())?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a thread broke off".to_owned())?)
    })?;
    Ok(())
}

fn tried(mutant: &Mutant, tests: &[Timed], tree: &Path) -> Result<Outcome, Box<dyn Error>> {
    for timed in tests.iter().filter(|timed| mutant.file.starts_with(timed.test.files)) {
        match timed.run(mutant.number, tree)? {
            Ran::Passed => {}
            Ran::Failed => return Ok(Outcome::Caught(timed.test.name.to_owned())),
            Ran::TooLong => return Ok(Outcome::TimedOut(timed.test.name.to_owned())),
        }
    }
    Ok(Outcome::Survived)
}

impl Timed {
    /// Runs the tests with a mutant, as far as the first that fails.
    fn run(&self, number: u32, tree: &Path) -> Result<Ran, Box<dyn Error>> {
        let mut command = Command::new("sh");
        let script = format!("ulimit -v {MEMORY}; ulimit -St {}; exec \"$0\" \"$@\"", self.limit.as_secs());
        command.args(["-c", &script]).arg(&self.program);
        command.arg("--test-threads=1").args(self.test.arguments);
        command.env("HUIQI_MUTANT", number.to_string()).envs(CASES).current_dir(tree);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        let mut child = command.spawn()?;
        let lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let (send, failed) = mpsc::channel();
        std::thread::spawn(move || {
            let fails = |line: String| line.starts_with("test ") && line.ends_with("FAILED");
            send.send(lines.map_while(Result::ok).any(fails))
        });
        let failed = failed.recv_timeout(self.limit * WAITING);
        if failed != Ok(false) {
            // With the programs that the tests started.
            Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status()?;
        }
        let status = child.wait()?;
        Ok(match failed {
            Err(RecvTimeoutError::Timeout) => Ran::TooLong,
            Ok(false) if status.signal() == Some(OUT_OF_TIME) => Ran::TooLong,
            Ok(false) if status.success() => Ran::Passed,
            _ => Ran::Failed,
        })
    }
}
