//! JSON as a tree.

use crate::problem::{Code, Place, Problem};
use crate::syntax;
use crate::tree::{Data, Entry, Node};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// How deep a profile in JSON may be nested.
const DEEPEST: usize = 8;

/// Reads JSON.
///
/// # Errors
/// The first place at which the text is not JSON, or is nested too deep.
pub fn from_json(text: &str, file: usize) -> Result<Node<'_>, Box<Problem>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len().saturating_sub(body.len());
    let fault = |inside: &str, from: usize, error: &serde_json::Error| {
        let at = from.saturating_add(position(inside, error)).min(text.len());
        let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        syntax::json(Place { file, span: at..at.saturating_add(length) }, text, &error.to_string())
    };
    let raw: &RawValue = serde_json::from_str(body).map_err(|error| Box::new(fault(body, skipped, &error)))?;
    node(raw, text, DEEPEST).map_err(|unread| {
        Box::new(match unread {
            Unread::Syntax(from, inside, error) => fault(inside, from, &error),
            Unread::TooDeep(at) => {
                let place = Place { file, span: at..at.saturating_add(1).min(text.len()) };
                Problem::new(Code::Syntax, place, "嵌套太深", "this is nested too deep")
                    .mend("档案只有 facts 一层", "a profile has one level, `facts`")
            }
        })
    })
}

/// Where an error stands, in bytes: at the last letter that was read.
fn position(text: &str, error: &serde_json::Error) -> usize {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let before = if error.is_eof() { 0 } else { 1 };
    let at = line_start.saturating_add(error.column().saturating_sub(before)).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Why a part of a text cannot be read.
enum Unread<'t> {
    /// It is no JSON: from where on, its text, and what the reader says.
    Syntax(usize, &'t str, serde_json::Error),
    /// It is nested too deep, at this place.
    TooDeep(usize),
}

fn node<'t>(raw: &'t RawValue, whole: &'t str, deeper: usize) -> Result<Node<'t>, Unread<'t>> {
    let text = raw.get();
    let start = offset(text, whole);
    let span = start..start.saturating_add(text.len());
    let Some(deeper) = deeper.checked_sub(1) else { return Err(Unread::TooDeep(start)) };
    let unread = |error| Unread::Syntax(start, text, error);
    let data = match text.as_bytes().first() {
        Some(b'"') => Data::Text(Cow::Owned(serde_json::from_str(text).map_err(unread)?)),
        Some(b't') => Data::Boolean(true),
        Some(b'f') => Data::Boolean(false),
        Some(b'n') => Data::Null,
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(unread)?;
            Data::List(items.into_iter().map(|item| node(item, whole, deeper)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text).map_err(unread)?;
            let entry = |(Key(key), value): (Key<'t>, &'t RawValue)| {
                let node = node(value, whole, deeper)?;
                let key_span = match &key {
                    Cow::Borrowed(plain) => {
                        let start = offset(plain, whole);
                        start..start.saturating_add(plain.len())
                    }
                    Cow::Owned(_) => node.span.clone(),
                };
                Ok(Entry { key_span, key, node })
            };
            Data::Table(pairs.into_iter().map(entry).collect::<Result<_, Unread<'t>>>()?)
        }
        _ => Data::Bare(text.to_owned()),
    };
    Ok(Node { span, data })
}

/// Where a part of the text begins in it.
fn offset(part: &str, whole: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

/// The lines of a JSON object in the order of the file, double keys included.
struct Pairs<'t>(Vec<(Key<'t>, &'t RawValue)>);

/// A key of a JSON object, borrowed from the file where it has no escapes.
struct Key<'t>(Cow<'t, str>);

impl<'t> serde::Deserialize<'t> for Key<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrow;
        impl<'t> serde::de::Visitor<'t> for Borrow {
            type Value = Key<'t>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a key")
            }
            fn visit_borrowed_str<E: serde::de::Error>(self, key: &'t str) -> Result<Key<'t>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
            fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Key<'t>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrow)
    }
}

impl<'t> serde::Deserialize<'t> for Pairs<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'t> serde::de::Visitor<'t> for Collect {
            type Value = Pairs<'t>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<M: serde::de::MapAccess<'t>>(self, mut map: M) -> Result<Pairs<'t>, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<Key<'t>, &'t RawValue>()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_fault_and_moves_no_place() {
        let text = "\u{feff}{ \"name\": 1 }";
        let Ok(Node { data: Data::Table(entries), .. }) = from_json(text, 0) else { panic!("no table") };
        assert_eq!(entries.first().and_then(|entry| text.get(entry.node.span.clone())), Some("1"));
        let fault = from_json("\u{feff}{ x }", 0).unwrap_err();
        assert_eq!(fault.place.map(|place| place.span), Some(5..6));
    }
}
