//! Results taken in the order of their bundles, by whichever thread has the one that is next.

use super::run::{Made, Taker};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The order in which results are taken.
pub(super) struct Order<'t, T: Taker> {
    state: Mutex<State<'t, T>>,
    /// How many bundles a thread may be ahead of the next.
    most: usize,
    moved: Condvar,
}

struct State<'t, T: Taker> {
    /// What takes the results; away while it is at work.
    taker: Option<&'t mut T>,
    /// The number of the bundle that is next.
    next: usize,
    /// What later ones came to.
    held: BTreeMap<usize, Vec<Made<T::Piece>>>,
    /// Whether the taker broke off.
    broken_off: bool,
    /// Whether a thread failed, so that not every bundle comes.
    failed: bool,
}

impl<'t, T: Taker> Order<'t, T> {
    pub(super) fn new(taker: &'t mut T, most: usize) -> Self {
        let state = State { taker: Some(taker), next: 0, held: BTreeMap::new(), broken_off: false, failed: false };
        Self { state: Mutex::new(state), most, moved: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<'t, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has taken what a bundle came to, now or after those before it; breaks off where the taker did.
    pub(super) fn put(&self, bundle: usize, made: Vec<Made<T::Piece>>) -> ControlFlow<()> {
        let is_ahead = |state: &mut State<'t, T>| {
            !state.broken_off && !state.failed && bundle.saturating_sub(state.next) >= self.most
        };
        let mut state = self.moved.wait_while(self.state(), is_ahead).unwrap_or_else(PoisonError::into_inner);
        state.held.insert(bundle, made);
        loop {
            if state.broken_off {
                return ControlFlow::Break(());
            }
            let next = state.next;
            // Where the taker is away, whoever has it comes here again.
            let Some(taker) = state.taker.take() else { return ControlFlow::Continue(()) };
            let Some(made) = state.held.remove(&next) else {
                state.taker = Some(taker);
                return ControlFlow::Continue(());
            };
            drop(state);
            let flow = made.into_iter().try_for_each(|one| taker.take(one));
            state = self.state();
            state.taker = Some(taker);
            state.next = next.saturating_add(1);
            state.broken_off = flow.is_break();
            self.moved.notify_all();
        }
    }

    /// Takes note that a thread failed: nobody waits for its bundle.
    pub(super) fn fail(&self) {
        self.state().failed = true;
        self.moved.notify_all();
    }

    /// How many bundles were taken, and whether the taker broke off.
    pub(super) fn done(&self) -> (usize, bool) {
        let state = self.state();
        (state.next, state.broken_off)
    }
}
