//! Clients numbered in the order of their bundles, whichever thread reads them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Whose turn it is to number its clients.
pub(super) struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// The bundle whose turn it is.
    bundle: usize,
    /// How many clients stand in the bundles before.
    clients: usize,
    /// Whether a thread failed, so that not every turn comes.
    broken: bool,
}

/// The turn of a bundle, which is owed to those after it.
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    bundle: usize,
    taken: bool,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self { state: Mutex::new(State { bundle: 0, clients: 0, broken: false }), changed: Condvar::new() }
    }

    /// The turn of a bundle, counted from 0.
    pub(super) fn of(&self, bundle: usize) -> Turn<'_> {
        Turn { turns: self, bundle, taken: false }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// Waits for it, takes note that the bundle holds so many clients, and says how many stand before;
    /// `None` where it never comes.
    pub(super) fn take(mut self, clients: usize) -> Option<usize> {
        let waits = |state: &mut State| state.bundle != self.bundle && !state.broken;
        let waited = self.turns.changed.wait_while(self.turns.state(), waits);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.broken {
            return None;
        }
        let before = state.clients;
        state.bundle = state.bundle.saturating_add(1);
        state.clients = before.saturating_add(clients);
        self.taken = true;
        self.turns.changed.notify_all();
        Some(before)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.taken {
            self.turns.state().broken = true;
            self.turns.changed.notify_all();
        }
    }
}
