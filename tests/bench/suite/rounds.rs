//! Times of contenders that take turns, so that whatever else the machine does meets all alike.

use std::time::{Duration, Instant};

/// What is timed.
pub struct Contender<'c> {
    pub name: &'c str,
    run: Box<dyn FnMut() + 'c>,
}

impl<'c> Contender<'c> {
    pub fn new(name: &'c str, run: impl FnMut() + 'c) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// The median time of each contender, after one turn that does not count.
pub fn medians(contenders: &mut [Contender<'_>], rounds: usize) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..=rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (contender.run)();
            let time = start.elapsed();
            if round > 0 {
                times.push(time);
            }
        }
    }
    times.iter_mut().map(|times| median(times)).collect()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How many of something a second.
pub fn per_second(number: u64, time: Duration) -> f64 {
    number as f64 / time.as_secs_f64()
}

/// How long one of several took, in nanoseconds.
pub fn nanoseconds_each(number: u64, time: Duration) -> f64 {
    time.as_secs_f64() * 1e9 / number as f64
}

/// A number with commas between thousands.
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Limits of a run, and whether each was kept.
#[derive(Default)]
pub struct Limits {
    broken: Vec<String>,
}

impl Limits {
    /// Prints a ratio beside the least that it may be.
    pub fn at_least(&mut self, what: &str, ratio: f64, least: f64) {
        self.note(what, ratio, ratio >= least, format!("at least {least}"));
    }

    /// Prints a ratio beside the most that it may be.
    pub fn at_most(&mut self, what: &str, ratio: f64, most: f64) {
        self.note(what, ratio, ratio <= most, format!("at most {most}"));
    }

    fn note(&mut self, what: &str, ratio: f64, kept: bool, limit: String) {
        println!("{} {what}: {ratio:.2} ({limit})", if kept { "✓" } else { "✗" });
        if !kept {
            self.broken.push(what.to_owned());
        }
    }

    /// Ends with 1 where a limit was not kept.
    pub fn exit(&self) -> std::process::ExitCode {
        for what in &self.broken {
            println!("limit not kept: {what}");
        }
        u8::from(!self.broken.is_empty()).into()
    }
}
