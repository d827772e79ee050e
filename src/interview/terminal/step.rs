//! What comes of a key or a typed line.

use super::keys::Command;
use crate::interview::screen::Input;

/// What comes of a key or a typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The question stays.
    Stay,
    /// The question stays, and this is said.
    Notice(String),
    /// A command, where the question allows it.
    Command(Command),
    /// An answer.
    Say(Input),
}
