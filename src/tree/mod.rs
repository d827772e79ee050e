//! TOML and JSON files as one kind of tree, with the place of each value.

mod depth;
mod faults;
mod plain;
mod toml;

pub use self::faults::{with_keys_of_any_script, word};
pub use self::toml::from_toml;

use std::borrow::Cow;
use std::ops::Range;

/// A value with its place in the file, in bytes.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// Where it stands.
    pub span: Range<usize>,
    /// What stands there.
    pub data: Data<'t>,
}

/// What a value is. Numbers keep the digits that were written.
#[derive(Clone, Debug)]
pub enum Data<'t> {
    /// A text.
    Text(Cow<'t, str>),
    /// A number or, in TOML, a date, as it was written.
    Bare(String),
    /// A truth value.
    Boolean(bool),
    /// JSON's null.
    Null,
    /// A list.
    List(Vec<Node<'t>>),
    /// A table, in the order of the file.
    Table(Vec<Entry<'t>>),
}

/// A line of a table.
#[derive(Clone, Debug)]
pub struct Entry<'t> {
    /// The key.
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node<'t>,
}

impl Node<'_> {
    /// A text, number or truth value as it was written; `None` for anything else.
    pub fn written(&self) -> Option<Cow<'_, str>> {
        match &self.data {
            Data::Text(text) => Some(Cow::Borrowed(text)),
            Data::Bare(text) => Some(Cow::Borrowed(text)),
            Data::Boolean(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            Data::Null | Data::List(_) | Data::Table(_) => None,
        }
    }
}
