//! Bundles on their way from the thread that reads to those that work.
//!
//! The one who reads sleeps until the queue is half empty, and the others while it is empty: so nobody
//! is woken for each bundle, which costs as much as some rows.

use super::bundle::Bundle;
use crate::language::Text;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A short queue.
pub(super) struct Queue {
    state: Mutex<State>,
    /// How many bytes wait before no more are read.
    most: usize,
    filled: Condvar,
    emptied: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Bundle>,
    /// How many bytes wait.
    weight: usize,
    /// How many were handed out.
    given: usize,
    /// How reading ended, once it has.
    end: Option<Result<(), Text>>,
    /// Whether nobody wants any more.
    closed: bool,
}

impl Queue {
    pub(super) fn new(most: usize) -> Self {
        Self { state: Mutex::default(), most, filled: Condvar::new(), emptied: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a bundle behind the others, once there is room; breaks off where nobody wants it.
    pub(super) fn put(&self, bundle: Bundle) -> ControlFlow<()> {
        let mut state = self.state();
        if state.weight >= self.most {
            let is_filled = |state: &mut State| !state.closed && state.weight > self.most / 2;
            state = self.emptied.wait_while(state, is_filled).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return ControlFlow::Break(());
        }
        state.weight = state.weight.saturating_add(bundle.weight());
        state.waiting.push_back(bundle);
        self.filled.notify_one();
        ControlFlow::Continue(())
    }

    /// Takes note that no more come, and whether all were read; what was said of that first counts.
    pub(super) fn end(&self, how: Result<(), Text>) {
        self.state().end.get_or_insert(how);
        self.filled.notify_all();
    }

    /// The next bundle with its number, counted from 0; `None` where no more come.
    pub(super) fn next(&self) -> Option<(usize, Bundle)> {
        let is_empty = |state: &mut State| state.waiting.is_empty() && state.end.is_none() && !state.closed;
        let mut state = self.filled.wait_while(self.state(), is_empty).unwrap_or_else(PoisonError::into_inner);
        let bundle = state.waiting.pop_front().filter(|_| !state.closed)?;
        let number = state.given;
        state.given = number.saturating_add(1);
        state.weight = state.weight.saturating_sub(bundle.weight());
        if state.weight <= self.most / 2 {
            self.emptied.notify_one();
        }
        Some((number, bundle))
    }

    /// Takes no more and hands out no more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.waiting.clear();
        self.filled.notify_all();
        self.emptied.notify_all();
    }

    /// How reading ended; `None` where it has not.
    pub(super) fn ended(&self) -> Option<Result<(), Text>> {
        self.state().end.take()
    }
}
