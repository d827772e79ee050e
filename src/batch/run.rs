//! Many clients over several threads, in the order of the input.
//!
//! One thread reads text and cuts it at ends of rows into bundles, several tell apart the cells, fill
//! blocks of clients and make of each block what the output needs, and the one that called hands out
//! the bundles and takes the results in order. All queues are short, so that memory does not grow with
//! the number of rows.

use super::bundle::Bundle;
use super::clients::{Clients, Odd};
use super::input::{Form, Opened, Origin};
use super::intake::Intake;
use super::turns::Turns;
use crate::language::Text;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

/// What makes of clients what the output needs.
pub trait Maker: Sync {
    /// What is made of one client, or of several that follow each other.
    type Piece: Send;
    /// What one thread keeps from block to block.
    type Desk;

    /// A desk for a thread.
    fn desk(&self, form: &Form<'static>) -> Self::Desk;

    /// What becomes of some clients: pieces in their order, each with the number of clients for which it
    /// stands.
    fn make(&self, form: &Form<'static>, desk: &mut Self::Desk, clients: &Clients) -> Vec<(usize, Self::Piece)>;
}

/// What rows that follow each other came to.
#[derive(Debug)]
pub struct Made<P> {
    /// What was made of their clients, each with the number of clients for which it stands.
    pub pieces: Vec<(usize, P)>,
    /// What has to be said of rows, in their order, each with the number of these clients before it.
    pub odd: Vec<(usize, Odd)>,
    /// How many clients they are.
    pub clients: usize,
    /// In how many rows nothing stands.
    pub blank: usize,
}

/// What takes the results.
pub trait Taker {
    /// What it needs of clients.
    type Piece: Send;

    /// Gets to know how the input is read, before the first row.
    fn opened(&mut self, form: &Form<'static>, origin: &Origin) -> ControlFlow<()>;

    /// Takes what came of the next rows.
    fn take(&mut self, made: Made<Self::Piece>) -> ControlFlow<()>;
}

/// A bundle of rows with its number, counted from 0, and where what they come to is expected.
type Job<P> = (usize, Bundle, SyncSender<Vec<Made<P>>>);

/// What the reading thread hands over.
enum Read {
    Bundle(Bundle),
    /// All rows were read, or the rest cannot be.
    End(Result<(), Text>),
}

/// Reads rows on so many threads and hands over what the maker makes of the clients, in the order of the
/// rows, until the taker breaks off. `open` runs on the thread that reads. Where the taker breaks off,
/// that thread may still wait for a row; it ends with the next one.
///
/// # Errors
/// Why the input cannot be opened, or cannot be read any further; the rows before are taken. Also where
/// a thread failed; the rows before those it had are taken.
pub fn run<M: Maker, T: Taker<Piece = M::Piece>>(
    jobs: usize,
    open: impl FnOnce() -> Result<Opened<'static>, Text> + Send + 'static,
    maker: &M,
    taker: &mut T,
) -> Result<(), Text> {
    let depth = jobs.saturating_mul(4).max(2);
    let (opened_to, opened) = sync_channel(1);
    let (go_on_to, go_on) = sync_channel::<()>(1);
    let (bundles_to, bundles) = sync_channel::<Read>(depth);
    // In no scope, since nobody may have to wait for a row that never comes.
    std::thread::spawn(move || read(open, &opened_to, &go_on, &bundles_to));
    let (form, origin) = opened.recv().map_err(|_| failed_inside())??;
    if taker.opened(&form, &origin).is_break() {
        return Ok(());
    }
    let _ = go_on_to.send(());
    let (jobs_to, jobs_waiting) = channel::<Job<M::Piece>>();
    let (form, waiting, turns) = (&form, &Mutex::new(jobs_waiting), &Turns::new());
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..jobs.max(1)).map(|_| scope.spawn(move || work(form, waiting, turns, maker))).collect();
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
    bundles: &Receiver<Read>,
    depth: usize,
    jobs_to: Sender<Job<T::Piece>>,
    taker: &mut T,
) -> Result<(), Text> {
    let mut expected: VecDeque<Receiver<Vec<Made<T::Piece>>>> = VecDeque::new();
    let mut end = None;
    let mut given = 0_usize;
    loop {
        while end.is_none() && expected.len() < depth {
            // It waits for rows only where no result is to be waited for.
            let next = match expected.is_empty() {
                true => bundles.recv().map_err(|RecvError| TryRecvError::Disconnected),
                false => bundles.try_recv(),
            };
            match next {
                Ok(Read::Bundle(bundle)) => {
                    let (made_to, made) = sync_channel(1);
                    // Where nobody takes the job, nothing comes of it, and that is noticed below.
                    let _ = jobs_to.send((given, bundle, made_to));
                    given = given.saturating_add(1);
                    expected.push_back(made);
                }
                Ok(Read::End(how)) => end = Some(how),
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
    bundles_to: &SyncSender<Read>,
) {
    let mut rows = match open() {
        Ok(Opened { rows, form, origin }) => {
            if opened_to.send(Ok((form, origin))).is_err() {
                return;
            }
            rows
        }
        Err(what) => return drop(opened_to.send(Err(what))),
    };
    if go_on.recv().is_err() {
        return;
    }
    loop {
        let next = match rows.bundle() {
            Ok(Some(bundle)) => Read::Bundle(bundle),
            Ok(None) => Read::End(Ok(())),
            Err(what) => Read::End(Err(what)),
        };
        let last = matches!(next, Read::End(_));
        if bundles_to.send(next).is_err() || last {
            return;
        }
    }
}

fn work<M: Maker>(form: &Form<'static>, waiting: &Mutex<Receiver<Job<M::Piece>>>, turns: &Turns, maker: &M) {
    let mut intake = Intake::new(form);
    let mut desk = maker.desk(form);
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, bundle, made_to)) = next else { return };
        let turn = turns.of(number);
        let blocks = intake.take(bundle);
        let Some(before) = turn.take(blocks.iter().map(Clients::len).sum()) else { return };
        let mut first = before.saturating_add(1);
        let mut made = Vec::with_capacity(blocks.len());
        for clients in blocks {
            clients.set_first(first);
            first = first.saturating_add(clients.len());
            let pieces = maker.make(form, &mut desk, clients);
            let (odd, blank) = (clients.take_odd(), clients.blank());
            made.push(Made { pieces, odd, clients: clients.len(), blank });
        }
        if made_to.send(made).is_err() {
            return;
        }
    }
}
