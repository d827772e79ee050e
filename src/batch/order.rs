//! Results taken in the order of their bundles, by whichever thread has those that are next.

use super::run::{Made, Taker};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many bytes anything takes at least.
const LEAST: usize = 1 << 10;

/// The order in which results are taken.
pub(super) struct Order<'t, T: Taker> {
    state: Mutex<State<'t, T>>,
    /// How many bytes are held before threads wait for those before them.
    most: usize,
    moved: Condvar,
}

struct State<'t, T: Taker> {
    /// What takes the results; away while it is at work.
    taker: Option<&'t mut T>,
    /// The number of the bundle that is next.
    next: usize,
    /// What bundles came to and is not taken.
    held: BTreeMap<usize, Held<T::Piece>>,
    /// How many bytes are held.
    weight: usize,
    outcome: Outcome,
}

struct Held<P> {
    made: Vec<Made<P>>,
    weight: usize,
    /// Whether this is all.
    ended: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All that was put here is taken.
    Taken,
    /// The taker broke off.
    BrokenOff,
    /// A thread failed, so that not all was put here.
    Failed,
}

impl<P> Default for Held<P> {
    fn default() -> Self {
        Self { made: Vec::new(), weight: 0, ended: false }
    }
}

impl<'t, T: Taker> Order<'t, T> {
    pub(super) fn new(taker: &'t mut T, most: usize) -> Self {
        let (held, outcome) = (BTreeMap::new(), Outcome::Taken);
        let state = State { taker: Some(taker), next: 0, held, weight: 0, outcome };
        Self { state: Mutex::new(state), most, moved: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<'t, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has taken the next that a bundle comes to, which takes so many bytes, now or after those before it;
    /// breaks off where the taker did.
    pub(super) fn put(&self, bundle: usize, weight: usize, made: Made<T::Piece>) -> ControlFlow<()> {
        // The bundle that is next never waits for others: they all wait for it.
        let waits = |state: &mut State<'t, T>| {
            let is_next = state.next == bundle && state.taker.is_some();
            state.outcome == Outcome::Taken && state.weight >= self.most && !is_next
        };
        let mut state = self.moved.wait_while(self.state(), waits).unwrap_or_else(PoisonError::into_inner);
        let weight = weight.max(LEAST);
        state.weight = state.weight.saturating_add(weight);
        let held = state.held.entry(bundle).or_default();
        held.weight = held.weight.saturating_add(weight);
        held.made.push(made);
        self.take(state)
    }

    /// Takes note that a bundle comes to no more.
    pub(super) fn end(&self, bundle: usize) -> ControlFlow<()> {
        let mut state = self.state();
        state.held.entry(bundle).or_default().ended = true;
        self.take(state)
    }

    /// Has taken whatever is next.
    fn take<'o>(&'o self, mut state: MutexGuard<'o, State<'t, T>>) -> ControlFlow<()> {
        loop {
            if state.outcome == Outcome::BrokenOff {
                return ControlFlow::Break(());
            }
            // Nobody waits where there is room.
            let crowded;
            let State { taker, next, held, weight, .. } = &mut *state;
            let Some(these) = held.get_mut(next) else { return ControlFlow::Continue(()) };
            if these.made.is_empty() {
                if !these.ended {
                    return ControlFlow::Continue(());
                }
                crowded = *weight >= self.most;
                held.remove(next);
                *next = next.saturating_add(1);
            } else {
                // Where the taker is away, whoever has it comes here again.
                let Some(taker) = taker.take() else { return ControlFlow::Continue(()) };
                let (made, weight) = (std::mem::take(&mut these.made), std::mem::take(&mut these.weight));
                drop(state);
                let flow = made.into_iter().try_for_each(|one| taker.take(one));
                state = self.state();
                state.taker = Some(taker);
                crowded = state.weight >= self.most;
                state.weight = state.weight.saturating_sub(weight);
                if flow.is_break() {
                    state.outcome = Outcome::BrokenOff;
                }
            }
            if crowded || state.outcome == Outcome::BrokenOff {
                self.moved.notify_all();
            }
        }
    }

    /// Takes note that a thread failed: nobody waits for what it owed.
    pub(super) fn fail(&self) {
        let mut state = self.state();
        if state.outcome == Outcome::Taken {
            state.outcome = Outcome::Failed;
        }
        self.moved.notify_all();
    }

    /// What came of it, once all threads have ended.
    pub(super) fn outcome(&self) -> Outcome {
        self.state().outcome
    }
}
