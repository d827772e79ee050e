//! How time grows with the catalogue: to load it, to choose a question, and to assess an applicant.
//!
//! Run with `cargo bench --bench growth`. All limits are ratios in one run, but for the time that a
//! person waits for a question. Where a limit is not kept it ends with 1.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, dead_code)]

#[path = "../questions/large.rs"]
mod large;
#[path = "../questions/multiplied.rs"]
mod multiplied;

use huiqi::assess::assess;
use huiqi::catalogue::{Catalogue, Source, check, load};
use huiqi::interview::plan::Plan;
use huiqi::interview::screen::{Broken, Entry, Face, Input, Screen};
use huiqi::interview::{Keeper, interview};
use huiqi::language::Language;
use huiqi::problem::File;
use huiqi::profile::Profile;
use huiqi::profile_file::{self, Format};
use jiff::civil::{Date, date};
use large::large;
use multiplied::{Facts, multiplied};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use toml::de::DeTable;

const AS_OF: Date = date(2026, 11, 23);
const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// How many hundredths of the time of the TOML parser loading takes at most.
const LOAD: u128 = 300;

/// How many hundredths of the time per measure it takes at most where there are more.
const GROWTH: u128 = 150;
/// How long a person waits at most for a question.
const QUESTION: Duration = Duration::from_millis(20);
/// Questions of one interview, and interviews, over which that is measured.
const QUESTIONS: usize = 80;
const INTERVIEWS: u64 = 3;
/// How often each is held, so that what else the machine does counts less: the least time counts.
const AGAIN: usize = 3;

fn main() -> ExitCode {
    let mut faults = Vec::new();
    let only = std::env::args().nth(1).filter(|part| !part.starts_with('-'));
    let wanted = |part: &str| only.as_ref().is_none_or(|only| only == part);
    if wanted("load") {
        loading(&mut faults);
    }
    if wanted("questions") {
        asking(&mut faults);
    }
    if wanted("assess") {
        assessing(&mut faults);
    }
    if wanted("check") {
        checking(&mut faults);
    }
    for fault in &faults {
        println!("limit not kept: {fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(run());
    let time = start.elapsed();
    drop(result);
    time
}

fn ready(source: &Source) -> Catalogue {
    load(source, AS_OF).unwrap_or_else(|problems| panic!("{:?}", problems[0]))
}

/// A fault where something takes longer for each measure than it did where there were fewer.
fn linear(what: &str, (few, before): (usize, Duration), (many, now): (usize, Duration)) -> Option<String> {
    let growth = now.as_nanos() * 100 * few as u128 / (before.as_nanos() * many as u128).max(1);
    (growth > GROWTH).then(|| format!("{what}: {growth} hundredths of the time for each measure, at most {GROWTH}"))
}

fn loading(faults: &mut Vec<String>) {
    let shapes: [(&str, &dyn Fn(usize) -> Source); 3] = [
        ("the shipped document many times", &|measures| multiplied(measures, Facts::Shared)),
        ("the same with facts of their own", &|measures| multiplied(measures, Facts::Own)),
        ("generated, with half as many facts", &|measures| large(measures, measures / 2 + 42)),
    ];
    for (name, source) in shapes {
        let mut before = None;
        for measures in SIZES {
            let source = source(measures);
            let is_toml = |file: &&File| file.path.ends_with(".toml");
            let bytes: usize = source.files.iter().filter(is_toml).map(|file| file.text.len()).sum();
            let (mut ours, mut parser) = (Vec::new(), Vec::new());
            for _ in 0..7 {
                let texts = || source.files.iter().filter(is_toml).map(|file| &file.text);
                let tables = || texts().map(|text| DeTable::parse(text).unwrap()).collect::<Vec<_>>();
                parser.push(timed(tables));
                ours.push(timed(|| ready(&source)));
            }
            let (ours, parser) = (median(ours), median(parser));
            let ratio = ours.as_nanos() * 100 / parser.as_nanos();
            println!(
                "{name}, {measures} measures, {} KiB: loaded in {ours:.1?}, TOML alone {parser:.1?}, ratio {}.{:02}",
                bytes / 1024,
                ratio / 100,
                ratio % 100
            );
            if ratio > LOAD {
                faults.push(format!(
                    "loading {name}, {measures} measures: {ratio} hundredths of the TOML parser, at most {LOAD}"
                ));
            }
            let now = (measures, ours);
            faults
                .extend(before.filter(|_| measures > 1_000).and_then(|it| linear(&format!("loading {name}"), it, now)));
            before = Some(now);
        }
    }
}

fn asking(faults: &mut Vec<String>) {
    let shapes: [(&str, &dyn Fn(usize) -> Source); 3] = [
        ("the shipped document many times", &|measures| multiplied(measures, Facts::Shared)),
        ("the same with facts of their own", &|measures| multiplied(measures, Facts::Own)),
        ("generated, with 1042 facts", &|measures| large(measures, 1042)),
    ];
    for (name, source) in shapes {
        let mut before = None;
        for measures in SIZES {
            let catalogue = ready(&source(measures));
            let made = timed(|| Plan::new(&catalogue));
            let first = (0..AGAIN).map(|_| first_question(&catalogue)).min().unwrap();
            let mut times = Vec::new();
            for seed in 0..INTERVIEWS {
                let held = (0..AGAIN).map(|_| held(&catalogue, seed));
                let least = |one: Vec<Duration>, two: Vec<Duration>| {
                    one.into_iter().zip(two).map(|(one, two)| one.min(two)).collect::<Vec<_>>()
                };
                times.extend(held.reduce(least).unwrap().into_iter().skip(1));
            }
            let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap();
            let worst = *times.iter().max().unwrap();
            println!(
                "{name}, {measures} measures, {} facts: plan made in {made:.1?}; first question {first:.1?}, {} more: mean {mean:.1?}, worst {worst:.1?}",
                catalogue.facts.len(),
                times.len()
            );
            for (what, time) in [("the first question", first), ("a question", worst)] {
                if time > QUESTION {
                    faults.push(format!("{what}, {name}, {measures} measures: {time:.1?}, at most {QUESTION:?}"));
                }
            }
            let now = (measures, mean);
            faults.extend(
                before.filter(|_| measures > 1_000).and_then(|it| linear(&format!("a question, {name}"), it, now)),
            );
            before = Some(now);
        }
    }
}

/// How long the first question takes, with what is shown beside it.
fn first_question(catalogue: &Catalogue) -> Duration {
    let (mut plan, profile) = (Plan::new(catalogue), Profile::default());
    timed(|| {
        let next = plan.next(&profile, None).unwrap();
        (plan.stake(next), plan.measures_on(next), plan.standing())
    })
}

/// How long each question of an interview takes, from the answer before until it stands there.
fn held(catalogue: &Catalogue, seed: u64) -> Vec<Duration> {
    let mut person = Person { lot: seed, times: Vec::new(), since: Instant::now(), misread: 0 };
    let mut profile = Profile::default();
    interview(catalogue, Language::Chinese, &mut profile, &mut person, &mut Nowhere).unwrap();
    person.times
}

/// Answers by lot, at times 不清楚, and goes back at times.
struct Person {
    lot: u64,
    times: Vec<Duration>,
    /// When the last answer was given.
    since: Instant,
    /// How often the question at hand was answered with what is no answer.
    misread: usize,
}

impl Person {
    fn below(&mut self, number: usize) -> usize {
        self.lot = self.lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.lot >> 33).unwrap() % number.max(1)
    }

    fn says(&mut self, screen: &Screen) -> Input {
        if self.times.len() > QUESTIONS {
            return Input::Stop;
        }
        if self.times.len() > 3 && self.below(12) == 0 {
            return if self.below(2) == 0 && screen.commands.back { Input::Back } else { Input::NotSure };
        }
        match &screen.entry {
            Entry::One { options, .. } => Input::One(self.below(options.len())),
            Entry::Several { options, .. } => {
                let first = self.below(options.len());
                Input::Several((first..options.len().min(first + 1 + self.below(3))).collect())
            }
            Entry::Line { .. } => {
                self.misread += 1;
                match self.misread {
                    1 => Input::Line("300".to_owned()),
                    2 => Input::Line("2020-05-01".to_owned()),
                    _ => Input::NotSure,
                }
            }
        }
    }
}

impl Face for Person {
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken> {
        self.times.push(self.since.elapsed());
        if !matches!(screen.entry, Entry::Line { .. }) {
            self.misread = 0;
        }
        let said = self.says(screen);
        self.since = Instant::now();
        Ok(said)
    }

    fn tell(&mut self, _: &[String]) -> Result<(), Broken> {
        self.misread = 0;
        Ok(())
    }
}

struct Nowhere;

impl Keeper for Nowhere {
    fn keep(&mut self, _: &Profile) -> Option<String> {
        None
    }
}

fn assessing(faults: &mut Vec<String>) {
    let shipped = Source::embedded();
    let file = include_str!("../../policies/qingdao-new-economy-2020/examples/venture-investor.toml");
    let measures = ready(&shipped).measures.len();
    for (name, facts) in [("the same facts", Facts::Shared), ("facts of their own", Facts::Own)] {
        let mut before = None;
        for times in [1, 4, 16] {
            let catalogue = ready(&multiplied(measures * times, facts));
            let (profile, _) = profile_file::read(&catalogue, file, Format::Toml, 0).unwrap();
            // What came out is kept, so that memory is as new to a small catalogue as to a large one.
            let mut kept = Vec::new();
            let time = (0..9).map(|_| timed(|| kept.push(assess(&catalogue, &profile)))).min().unwrap();
            println!("one applicant, the shipped measures {times} times with {name}: assessed in {time:.1?}");
            let now = (measures * times, time);
            faults.extend(before.and_then(|it| linear(&format!("assessing, {name}"), it, now)));
            before = Some(now);
        }
    }
}

/// Everything that is checked of a catalogue but its worked cases.
fn checking(faults: &mut Vec<String>) {
    let measures = ready(&Source::embedded()).measures.len();
    let mut before = None;
    for times in [1, 4, 16] {
        let source = multiplied(measures * times, Facts::Own);
        let time = median((0..3).map(|_| timed(|| check(&source, AS_OF))).collect());
        println!("the shipped document {times} times with facts of their own: checked in {time:.1?}");
        let now = (measures * times, time);
        faults.extend(before.and_then(|it| linear("checking", it, now)));
        before = Some(now);
    }
}
