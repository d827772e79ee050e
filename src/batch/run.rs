//! Many clients over several threads, in the order of the input.
//!
//! One thread reads rows in small bundles, several make of each bundle what the output needs, and
//! the one that called takes the results in order. All queues are short, so that memory does not
//! grow with the number of rows.

use super::faults::aside;
use super::input::{Form, Opened};
use super::rows::{Row, Standing};
use crate::assess::assess;
use crate::catalogue::Catalogue;
use crate::language::Text;
use crate::report::client::{CellProblem, Client};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// How many rows go through together.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The number of threads that assess.
    pub jobs: usize,
    /// How many rows a bundle has; one where rows come slowly and each is waited for.
    pub bundle: usize,
}

/// What one row came to.
#[derive(Debug)]
pub enum Made<P> {
    /// A client: what the output needs, and what was wrong with the row.
    Client(P, Vec<CellProblem>),
    /// A row that is none, and why.
    Aside(CellProblem),
    /// A row in which nothing stands.
    Blank,
}

/// What the reading thread hands over.
enum Bundle {
    /// Rows, each with the number of its client.
    Rows(Vec<(usize, Standing, Row)>),
    /// The rest cannot be read.
    Broken(Text),
}

/// Something that waits to be made, and where it is then expected.
type Job<P> = (Vec<(usize, Standing, Row)>, SyncSender<Vec<Made<P>>>);

/// What is expected next.
enum Expected<P> {
    Bundle(Receiver<Vec<Made<P>>>),
    Broken(Text),
}

/// What takes the results.
pub trait Taker<'c> {
    /// What it needs of each client.
    type Piece: Send;

    /// Gets to know how the input is read, before the first row.
    fn opened(&mut self, form: &Form<'c>, encoding: Option<&str>, sheet: Option<&str>) -> ControlFlow<()>;

    /// Takes what came of the next row.
    fn take(&mut self, made: Made<Self::Piece>) -> ControlFlow<()>;
}

/// Reads rows, assesses each client and hands over what is made of it, in the order of the rows, until
/// the taker breaks off. `open` runs on the thread that reads.
///
/// # Errors
/// Why the input cannot be opened, or cannot be read any further; the rows before are taken.
pub fn run<'c, T: Taker<'c>>(
    catalogue: &'c Catalogue,
    pace: Pace,
    open: impl FnOnce() -> Result<Opened<'c>, Text> + Send,
    make: impl Fn(&Form<'c>, Client<'c>) -> T::Piece + Sync,
    taker: &mut T,
) -> Result<(), Text> {
    let depth = pace.jobs.saturating_mul(2).max(2);
    let (opened_to, opened) = sync_channel(1);
    let (go_on_to, go_on) = sync_channel::<()>(1);
    let (bundles_to, bundles) = sync_channel::<Bundle>(depth);
    std::thread::scope(|scope| {
        scope.spawn(move || read(open, &opened_to, &go_on, &bundles_to, pace.bundle));
        let (form, encoding, sheet) = match opened.recv() {
            Ok(opened) => opened?,
            Err(_) => return Ok(()),
        };
        if taker.opened(&form, encoding, sheet.as_deref()).is_break() {
            drop(go_on_to);
            return Ok(());
        }
        let _ = go_on_to.send(());
        let (form, make) = (&form, &make);
        let (jobs_to, jobs) = sync_channel::<Job<T::Piece>>(depth);
        let (expected_to, expected) = sync_channel::<Expected<T::Piece>>(depth);
        let jobs = &Mutex::new(jobs);
        std::thread::scope(|inner| {
            for _ in 0..pace.jobs.max(1) {
                inner.spawn(move || work(catalogue, form, jobs, make));
            }
            inner.spawn(move || spread(bundles, &jobs_to, &expected_to));
            for next in expected {
                let made = match next {
                    Expected::Bundle(made) => made.recv().unwrap_or_default(),
                    Expected::Broken(what) => return Err(what),
                };
                for one in made {
                    if taker.take(one).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    })
}

type OpenedForm<'c> = (Form<'c>, Option<&'static str>, Option<String>);

fn read<'c>(
    open: impl FnOnce() -> Result<Opened<'c>, Text>,
    opened_to: &SyncSender<Result<OpenedForm<'c>, Text>>,
    go_on: &Receiver<()>,
    bundles_to: &SyncSender<Bundle>,
    bundle: usize,
) {
    let (mut rows, headings) = match open() {
        Ok(Opened { rows, form, encoding, sheet }) => {
            let headings = form.columns().iter().map(|column| column.heading.clone()).collect::<Vec<_>>();
            if opened_to.send(Ok((form, encoding, sheet))).is_err() {
                return;
            }
            (rows, headings)
        }
        Err(what) => return drop(opened_to.send(Err(what))),
    };
    if go_on.recv().is_err() {
        return;
    }
    let mut number = 0_usize;
    let mut waiting = Vec::with_capacity(bundle);
    loop {
        let next = rows.next();
        let (row, broken) = match next {
            Ok(row) => (row, None),
            Err(what) => (None, Some(what)),
        };
        let last = row.is_none();
        waiting.extend(row.map(|row| {
            let standing = row.standing(&headings);
            number = number.saturating_add(usize::from(standing == Standing::Client));
            (number, standing, row)
        }));
        if last || waiting.len() >= bundle {
            let full = std::mem::replace(&mut waiting, Vec::with_capacity(bundle));
            if bundles_to.send(Bundle::Rows(full)).is_err() {
                return;
            }
        }
        if let Some(what) = broken {
            let _ = bundles_to.send(Bundle::Broken(what));
        }
        if last {
            return;
        }
    }
}

/// Gives each bundle to whichever thread is free, and keeps the order in which they are expected.
fn spread<P>(bundles: Receiver<Bundle>, jobs_to: &SyncSender<Job<P>>, expected_to: &SyncSender<Expected<P>>) {
    for bundle in bundles {
        let sent = match bundle {
            Bundle::Rows(rows) => {
                let (made_to, made) = sync_channel(1);
                jobs_to.send((rows, made_to)).is_ok() && expected_to.send(Expected::Bundle(made)).is_ok()
            }
            Bundle::Broken(what) => expected_to.send(Expected::Broken(what)).is_ok(),
        };
        if !sent {
            return;
        }
    }
}

fn work<'c, P>(
    catalogue: &'c Catalogue,
    form: &Form<'c>,
    jobs: &Mutex<Receiver<Job<P>>>,
    make: &impl Fn(&Form<'c>, Client<'c>) -> P,
) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((rows, made_to)) = next else { return };
        let made = rows.iter().map(|row| one(catalogue, form, row, make)).collect();
        if made_to.send(made).is_err() {
            return;
        }
    }
}

fn one<'c, P>(
    catalogue: &'c Catalogue,
    form: &Form<'c>,
    (number, standing, row): &(usize, Standing, Row),
    make: &impl Fn(&Form<'c>, Client<'c>) -> P,
) -> Made<P> {
    let said = match standing {
        Standing::Client => form.read(row),
        Standing::Aside => return Made::Aside(aside(row.number, row.shown())),
        Standing::Blank => return Made::Blank,
    };
    let assessment = assess(catalogue, &said.profile);
    let problems = said.problems.clone();
    let client = Client {
        number: *number,
        row: row.number,
        profile: said.profile,
        others: said.others,
        problems: said.problems,
        assessment,
    };
    Made::Client(make(form, client), problems)
}
