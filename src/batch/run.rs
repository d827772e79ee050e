//! Many clients over several threads, in the order of the input.
//!
//! One thread reads text and cuts it at ends of rows into bundles; several tell apart the cells, fill
//! blocks of clients, make of each block what the output needs, and hand that over in order. The queue
//! between them is short, and so is the way that one of them may be ahead, so that memory does not grow
//! with the number of rows.

use super::clients::{Clients, Odd};
use super::input::{Form, Opened, Origin};
use super::intake::Intake;
use super::order::Order;
use super::queue::Queue;
use super::turns::Turns;
use crate::language::Text;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How many bundles wait for each thread, and how many it may be ahead.
const AHEAD: usize = 4;

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

/// Reads rows on so many threads and hands over what the maker makes of the clients, in the order of the
/// rows, until the taker breaks off. `open` runs on the thread that reads. Where the taker breaks off,
/// that thread may still wait for a row; it ends with the next one.
///
/// # Errors
/// Why the input cannot be opened, or cannot be read any further; the rows before are taken. Also where
/// a thread failed; the rows before those it had are taken.
pub fn run<M: Maker, T: Taker<Piece = M::Piece> + Send>(
    jobs: usize,
    open: impl FnOnce() -> Result<Opened<'static>, Text> + Send + 'static,
    maker: &M,
    taker: &mut T,
) -> Result<(), Text> {
    let most = jobs.saturating_mul(AHEAD);
    let queue = Arc::new(Queue::new(most));
    let (opened_to, opened) = sync_channel(1);
    let (go_on_to, go_on) = sync_channel::<()>(1);
    let reading = Reading(Arc::clone(&queue));
    // In no scope, since nobody may have to wait for a row that never comes.
    std::thread::spawn(move || read(open, &opened_to, &go_on, &reading));
    let (form, origin) = opened.recv().map_err(|_| failed_inside())??;
    if taker.opened(&form, &origin).is_break() {
        return Ok(());
    }
    let _ = go_on_to.send(());
    let (queue, turns, order) = (&*queue, Turns::new(), Order::new(taker, most));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.max(1))
            .map(|_| scope.spawn(|| Work { queue, turns: &turns, order: &order }.run(&form, maker)))
            .collect();
        for worker in workers {
            // That one failed is known by the bundle that it owed.
            let _ = worker.join();
        }
    });
    match (queue.done(), order.done()) {
        (_, (_, true)) => Ok(()),
        ((given, Some(end)), (taken, false)) if given == taken => end,
        _ => Err(failed_inside()),
    }
}

fn failed_inside() -> Text {
    Text::new("程序内部出错,没有算完", "the program failed inside and did not come to the end")
}

/// The queue of the thread that reads, which ends with it.
struct Reading(Arc<Queue>);

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.end(Err(failed_inside()));
    }
}

type OpenedForm = (Form<'static>, Origin);

fn read(
    open: impl FnOnce() -> Result<Opened<'static>, Text>,
    opened_to: &SyncSender<Result<OpenedForm, Text>>,
    go_on: &Receiver<()>,
    reading: &Reading,
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
    let end = loop {
        match rows.bundle() {
            Ok(Some(bundle)) => {
                if reading.0.put(bundle).is_break() {
                    return;
                }
            }
            Ok(None) => break Ok(()),
            Err(what) => break Err(what),
        }
    };
    reading.0.end(end);
}

/// What threads that work share.
struct Work<'w, 't, T: Taker> {
    queue: &'w Queue,
    turns: &'w Turns,
    order: &'w Order<'t, T>,
}

/// A thread leaves the work: where it broke off or failed, the others end too.
impl<T: Taker> Drop for Work<'_, '_, T> {
    fn drop(&mut self) {
        self.queue.close();
        if std::thread::panicking() {
            self.order.fail();
        }
    }
}

impl<T: Taker> Work<'_, '_, T> {
    fn run<M: Maker<Piece = T::Piece>>(self, form: &Form<'static>, maker: &M) {
        let mut intake = Intake::new(form);
        let mut desk = maker.desk(form);
        while let Some((number, bundle)) = self.queue.next() {
            let turn = self.turns.of(number);
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
            if self.order.put(number, made).is_break() {
                return;
            }
        }
    }
}
