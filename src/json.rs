//! JSON as a tree.

use crate::problem::{Code, Place, Problem};
use crate::tree::{Data, Entry, Node};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// How deep a profile in JSON may be nested.
const DEEPEST: usize = 8;

/// Reads JSON.
///
/// # Errors
/// The first place at which the text is not JSON, or is nested too deep.
pub fn from_json(text: &str, file: usize) -> Result<Node<'_>, Problem> {
    let fault = |at: usize, zh: &str, en: &str| {
        Problem::new(Code::Syntax, Place { file, span: at..at.saturating_add(1).min(text.len()) }, zh, en)
    };
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let at = line_start.saturating_add(error.column().saturating_sub(1)).min(text.len());
        let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        fault(at, "这里不符合 JSON 的写法", "this is not JSON")
    })?;
    node(raw, text, DEEPEST).map_err(|at| fault(at, "嵌套太深", "this is nested too deep"))
}

fn node<'t>(raw: &'t RawValue, whole: &'t str, deeper: usize) -> Result<Node<'t>, usize> {
    let text = raw.get();
    let start = offset(text, whole);
    let span = start..start.saturating_add(text.len());
    let Some(deeper) = deeper.checked_sub(1) else { return Err(start) };
    let data = match text.as_bytes().first() {
        Some(b'"') => Data::Text(Cow::Owned(serde_json::from_str(text).map_err(|_| start)?)),
        Some(b't') => Data::Boolean(true),
        Some(b'f') => Data::Boolean(false),
        Some(b'n') => Data::Null,
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| start)?;
            Data::List(items.into_iter().map(|item| node(item, whole, deeper)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text).map_err(|_| start)?;
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
            Data::Table(pairs.into_iter().map(entry).collect::<Result<_, usize>>()?)
        }
        _ => Data::Bare(text.to_owned()),
    };
    Ok(Node { span, data })
}

/// Where a part of the text begins in it.
fn offset(part: &str, whole: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
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
