//! Processes whose time and memory are measured.

use super::by_hand::measures::AS_OF;
use std::fs::File;
use std::io::BufWriter;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A folder for what is read and written, gone at the end. It is in memory where that can be, since how
/// fast a disk takes what is written says nothing about who writes.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        let made = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self(made.expect("a folder for the tables"))
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    pub fn create(&self, name: &str) -> BufWriter<File> {
        BufWriter::new(File::create(self.0.path().join(name)).expect("the file can be made"))
    }

    pub fn size(&self, name: &str) -> u64 {
        std::fs::metadata(self.0.path().join(name)).expect("the file is there").len()
    }
}

/// A program with its arguments, and the file that takes what it writes.
#[derive(Clone)]
pub struct Run {
    words: Vec<String>,
    output: String,
}

impl Run {
    pub fn new(program: String, arguments: &[&str], output: String) -> Self {
        let words = std::iter::once(program).chain(arguments.iter().map(|word| (*word).to_owned())).collect();
        Self { words, output }
    }

    /// The same bound to one processor, where that can be done.
    pub fn on(mut self, processor: usize) -> Self {
        if bound() {
            let before = ["taskset", "-c", &processor.to_string()].map(str::to_owned);
            self.words.splice(0..0, before);
        }
        self
    }

    /// The same on one processor.
    pub fn alone(self) -> Self {
        self.on(0)
    }

    fn start(&self) -> Child {
        let output = File::create(&self.output).expect("the file can be made");
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE");
        command.stdin(Stdio::null()).stdout(output).spawn().expect("the program runs")
    }

    /// Runs it to its end.
    pub fn finish(&self) {
        finish(self.start(), self);
    }
}

fn finish(mut child: Child, run: &Run) {
    let status = child.wait().expect("the program runs");
    assert!(status.success(), "{:?} ended with {status}", run.words);
}

/// Runs several at once.
pub fn together(runs: &[Run]) {
    let children: Vec<Child> = runs.iter().map(Run::start).collect();
    children.into_iter().zip(runs).for_each(|(child, run)| finish(child, run));
}

/// The most memory that it holds, in KiB; nothing where that cannot be read.
pub fn peak_memory(run: &Run) -> Option<u64> {
    let mut child = run.start();
    let mut peak = None;
    while child.try_wait().expect("the program runs").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()));
        std::thread::sleep(Duration::from_millis(2));
    }
    peak
}

/// Whether a process can be bound to a processor.
pub fn bound() -> bool {
    there("taskset", &["-c", "0", "true"])
}

/// Whether a program is there and ends well.
pub fn there(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The benchmark itself, which holds the programs it is compared with.
pub fn ourselves() -> String {
    std::env::current_exe().expect("the program has a path").to_string_lossy().into_owned()
}

/// A batch from a form to the same form.
pub fn huiqi(input: &str, form: &str, jobs: usize, measures: &[&str], output: String) -> Run {
    let (jobs, as_of) = (jobs.to_string(), AS_OF.to_string());
    let mut words = vec!["batch", input, "--to", form, "-q", "--jobs", &jobs, "--as-of", &as_of];
    words.extend(measures);
    Run::new(env!("CARGO_BIN_EXE_huiqi").to_owned(), &words, output)
}
