//! Room for bytes, used again once they are written.

use std::sync::{Mutex, PoisonError};

/// The most rooms that are kept; where more pieces are on their way, the rest goes back to the system.
const MOST: usize = 16;

/// Rooms that are free. A large one that was given back to the system would have to be cleared by it
/// before it is there again, which takes longer than filling it.
#[derive(Debug, Default)]
pub(super) struct Rooms {
    free: Mutex<Vec<Vec<u8>>>,
}

impl Rooms {
    /// An empty room.
    pub(super) fn take(&self) -> Vec<u8> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Takes a room back.
    pub(super) fn give_back(&self, mut room: Vec<u8>) {
        room.clear();
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < MOST {
            free.push(room);
        }
    }
}
