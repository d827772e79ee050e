//! TOML as a tree.

use super::faults::Faults;
use super::{Data, Entry, Node, plain};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads TOML. What cannot be read is left out; its places and the reasons come second. Of a text that is
/// no TOML at all everything is left out, and the reasons are the first ones.
pub fn from_toml(text: &str) -> (Node<'_>, Vec<(Range<usize>, String)>) {
    match plain::read(text).map_err(Faults::conclusive) {
        Ok(tree) => (tree, Vec::new()),
        Err(Some(faults)) => (Node { span: 0..0, data: Data::Table(Vec::new()) }, faults),
        Err(None) => in_full(text),
    }
}

/// The same for any file, however it is written and whatever is at fault in it.
pub(super) fn in_full(text: &str) -> (Node<'_>, Vec<(Range<usize>, String)>) {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let errors = errors.into_iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
    (table(tree), errors.collect())
}

fn table(tree: Spanned<DeTable<'_>>) -> Node<'_> {
    let span = tree.span();
    let entries = tree.into_inner().into_iter().map(|(key, value)| Entry {
        key_span: key.span(),
        key: key.into_inner(),
        node: node(value),
    });
    Node { span, data: Data::Table(entries.collect()) }
}

fn node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let span = value.span();
    let data = match value.into_inner() {
        DeValue::String(text) => Data::Text(text),
        DeValue::Integer(number) => Data::Bare(number.to_string()),
        DeValue::Float(number) => Data::Bare(number.to_string()),
        DeValue::Datetime(date) => Data::Bare(date.to_string()),
        DeValue::Boolean(value) => Data::Boolean(value),
        DeValue::Array(items) => Data::List(items.into_iter().map(node).collect()),
        DeValue::Table(inner) => return table(Spanned::new(span, inner)),
    };
    Node { span, data }
}
