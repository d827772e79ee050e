//! Many clients over several threads, in the order of the input.
//!
//! One thread reads text and cuts it at ends of rows into bundles; several tell apart the cells, fill
//! blocks of clients, make of each block what the output needs, and hand that over in order. The queue
//! between them is short, and so is the way that one of them may be ahead, so that memory does not grow
//! with the number of rows.

use super::clients::{Clients, Odd};
use super::input::{Form, Opened, Origin};
use super::intake::Intake;
use super::order::{Order, Outcome};
use super::queue::Queue;
use super::restated::Watch;
use super::turns::Turns;
use crate::language::Text;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How many bytes of rows wait for each thread at most.
const WAITING: usize = 192 << 10;
/// How many bytes of results wait for each thread at most, until those before them are taken.
const AHEAD: usize = 1 << 20;

/// What makes of clients what the output needs.
pub trait Maker: Sync {
    /// What is made of one client, or of several that follow each other.
    type Piece: Send;
    /// What one thread keeps from block to block.
    type Desk;

    /// A desk for a thread.
    fn desk(&self, form: &Form<'static>) -> Self::Desk;

    /// Hands over what becomes of some clients: pieces in their order, each with the number of clients for
    /// which it stands, until nobody wants more. The smaller they are, the less memory they take together.
    fn make(
        &self,
        form: &Form<'static>,
        desk: &mut Self::Desk,
        clients: &Clients,
        hand_over: &mut dyn FnMut(usize, Self::Piece) -> ControlFlow<()>,
    ) -> ControlFlow<()>;
}

/// What rows came to, in their order.
#[derive(Debug)]
pub enum Made<P> {
    /// What was made of some clients.
    Piece(P),
    /// What has to be said of a row.
    Odd(Odd),
    /// All is said of some rows.
    Rows {
        /// How many of them are clients.
        clients: usize,
        /// In how many nothing stands.
        blank: usize,
    },
}

/// What takes the results.
pub trait Taker {
    /// What it needs of clients.
    type Piece: Send;

    /// How many bytes of memory a piece takes, about.
    fn weight(piece: &Self::Piece) -> usize;

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
    jobs: NonZeroUsize,
    open: impl FnOnce() -> Result<Opened<'static>, Text> + Send + 'static,
    maker: &M,
    taker: &mut T,
) -> Result<(), Text> {
    let queue = Arc::new(Queue::new(jobs.get().saturating_mul(WAITING)));
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
    let (queue, turns, order) = (&*queue, Turns::new(), Order::new(taker, jobs.get().saturating_mul(AHEAD)));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.get())
            .map(|_| scope.spawn(|| Work { queue, turns: &turns, order: &order }.run(&form, maker)))
            .collect();
        for worker in workers {
            // That one failed has been noted by itself.
            let _ = worker.join();
        }
    });
    match order.outcome() {
        Outcome::BrokenOff => Ok(()),
        Outcome::Taken => queue.ended().unwrap_or_else(|| Err(failed_inside())),
        Outcome::Failed => Err(failed_inside()),
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
    let (mut rows, mut watch) = match open() {
        Ok(Opened { rows, form, origin }) => {
            let watch = Watch::new(form.columns());
            if opened_to.send(Ok((form, origin))).is_err() {
                return;
            }
            (rows, watch)
        }
        Err(what) => return drop(opened_to.send(Err(what))),
    };
    if go_on.recv().is_err() {
        return;
    }
    let end = loop {
        match rows.bundle() {
            Ok(Some(bundle)) => match watch.over(bundle) {
                Ok(bundle) => {
                    if reading.0.put(bundle).is_break() {
                        return;
                    }
                }
                Err(what) => break Err(what),
            },
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
            for clients in blocks {
                clients.set_first(first);
                first = first.saturating_add(clients.len());
                if self.block(number, form, maker, &mut desk, clients).is_break() {
                    return;
                }
            }
            if self.order.end(number).is_break() {
                return;
            }
        }
    }
    /// Hands over what a block of a bundle comes to, with what has to be said of its rows in between.
    fn block<M: Maker<Piece = T::Piece>>(
        &self,
        bundle: usize,
        form: &Form<'static>,
        maker: &M,
        desk: &mut M::Desk,
        clients: &Clients,
    ) -> ControlFlow<()> {
        let mut odd = clients.odd().into_iter().peekable();
        let mut said_of = |before: usize| {
            let next = || odd.next_if(|(at, _)| *at <= before);
            std::iter::from_fn(next).try_for_each(|(_, odd)| self.order.put(bundle, 0, Made::Odd(odd)))
        };
        let mut before = 0_usize;
        maker.make(form, desk, clients, &mut |clients, piece| {
            said_of(before)?;
            before = before.saturating_add(clients);
            self.order.put(bundle, T::weight(&piece), Made::Piece(piece))
        })?;
        said_of(clients.len())?;
        self.order.put(bundle, 0, Made::Rows { clients: clients.len(), blank: clients.blank() })
    }
}
