//! Many clients over several threads, in the order of the input.
//!
//! One thread reads rows in small bundles, several make of each bundle what the output needs, and
//! the one that called hands out the bundles and takes the results in order. All queues are short, so
//! that memory does not grow with the number of rows.

use super::input::{Form, Opened, Origin};
use super::rows::{Row, Standing};
use crate::assess::assess;
use crate::catalogue::Catalogue;
use crate::language::Text;
use crate::report::client::{CellProblem, Client};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvError, Sender, SyncSender, TryRecvError, channel, sync_channel};
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
    Aside(Box<CellProblem>),
    /// A row in which nothing stands.
    Blank,
}

/// What the reading thread hands over.
enum Bundle {
    /// Rows, each with the number of its client.
    Rows(Vec<(usize, Standing, Row)>),
    /// All rows were read, or the rest cannot be.
    End(Result<(), Text>),
}

/// Rows that wait to be made, and where what they come to is expected.
type Job<P> = (Vec<(usize, Standing, Row)>, SyncSender<Vec<Made<P>>>);

/// What takes the results.
pub trait Taker {
    /// What it needs of each client.
    type Piece: Send;

    /// Gets to know how the input is read, before the first row.
    fn opened(&mut self, form: &Form<'static>, origin: &Origin) -> ControlFlow<()>;

    /// Takes what came of the next row.
    fn take(&mut self, made: Made<Self::Piece>) -> ControlFlow<()>;
}

/// Reads rows, assesses each client and hands over what is made of it, in the order of the rows, until
/// the taker breaks off. `open` runs on the thread that reads. Where the taker breaks off, that thread
/// may still wait for a row; it ends with the next one.
///
/// # Errors
/// Why the input cannot be opened, or cannot be read any further; the rows before are taken. Also where
/// a thread failed; the rows before those it had are taken.
pub fn run<T: Taker>(
    catalogue: &'static Catalogue,
    pace: Pace,
    open: impl FnOnce() -> Result<Opened<'static>, Text> + Send + 'static,
    make: impl Fn(&Form<'static>, Client<'static>) -> T::Piece + Sync,
    taker: &mut T,
) -> Result<(), Text> {
    let depth = pace.jobs.saturating_mul(2).max(2);
    let (opened_to, opened) = sync_channel(1);
    let (go_on_to, go_on) = sync_channel::<()>(1);
    let (bundles_to, bundles) = sync_channel::<Bundle>(depth);
    // In no scope, since nobody may have to wait for a row that never comes.
    std::thread::spawn(move || read(open, &opened_to, &go_on, &bundles_to, pace.bundle));
    let (form, origin) = opened.recv().map_err(|_| failed_inside())??;
    if taker.opened(&form, &origin).is_break() {
        return Ok(());
    }
    let _ = go_on_to.send(());
    let (jobs_to, jobs) = channel::<Job<T::Piece>>();
    let (form, make, jobs) = (&form, &make, &Mutex::new(jobs));
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..pace.jobs.max(1)).map(|_| scope.spawn(move || work(catalogue, form, jobs, make))).collect();
        let done = hand_over(&bundles, depth, jobs_to, taker);
        for worker in workers {
            // That one failed is known by the bundle that it owed.
            let _ = worker.join();
        }
        done
    })
}

/// Gives each bundle to whichever thread is free, and takes what they come to in order.
fn hand_over<T: Taker>(
    bundles: &Receiver<Bundle>,
    depth: usize,
    jobs_to: Sender<Job<T::Piece>>,
    taker: &mut T,
) -> Result<(), Text> {
    let mut expected: VecDeque<Receiver<Vec<Made<T::Piece>>>> = VecDeque::new();
    let mut end = None;
    loop {
        while end.is_none() && expected.len() < depth {
            // It waits for rows only where no result is to be waited for.
            let next = match expected.is_empty() {
                true => bundles.recv().map_err(|RecvError| TryRecvError::Disconnected),
                false => bundles.try_recv(),
            };
            match next {
                Ok(Bundle::Rows(rows)) => {
                    let (made_to, made) = sync_channel(1);
                    // Where nobody takes the job, nothing comes of it, and that is noticed below.
                    let _ = jobs_to.send((rows, made_to));
                    expected.push_back(made);
                }
                Ok(Bundle::End(how)) => end = Some(how),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => end = Some(Err(failed_inside())),
            }
        }
        let Some(made) = expected.pop_front() else { return end.unwrap_or(Ok(())) };
        for one in made.recv().map_err(|RecvError| failed_inside())? {
            if taker.take(one).is_break() {
                return Ok(());
            }
        }
    }
}

fn failed_inside() -> Text {
    Text::new("程序内部出错,没有算完", "the program failed inside and did not come to the end")
}

type OpenedForm = (Form<'static>, Origin);

fn read(
    open: impl FnOnce() -> Result<Opened<'static>, Text>,
    opened_to: &SyncSender<Result<OpenedForm, Text>>,
    go_on: &Receiver<()>,
    bundles_to: &SyncSender<Bundle>,
    bundle: usize,
) {
    let (mut rows, headings) = match open() {
        Ok(Opened { rows, form, origin }) => {
            let headings = form.columns().iter().map(|column| column.heading.clone()).collect::<Vec<_>>();
            if opened_to.send(Ok((form, origin))).is_err() {
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
        if last {
            return drop(bundles_to.send(Bundle::End(broken.map_or(Ok(()), Err))));
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
        Standing::Aside => return Made::Aside(Box::new(row.aside())),
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
