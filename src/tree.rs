//! TOML and JSON files as one kind of tree, with the place of each value.

use crate::problem::{Code, Place, Problem};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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

/// How deep a profile in JSON may be nested.
const DEEPEST: usize = 8;

/// Reads TOML. What cannot be read is left out and reported, all at once.
pub fn from_toml<'t>(text: &'t str, file: usize, problems: &mut Vec<Problem>) -> Node<'t> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.push(Problem::new(
            Code::Syntax,
            Place { file, span },
            "这里不符合 TOML 的写法",
            format!("this is not TOML: {}", error.message()),
        ));
    }
    toml_table(table)
}

fn toml_table(table: Spanned<DeTable<'_>>) -> Node<'_> {
    let span = table.span();
    let entries = table.into_inner().into_iter().map(|(key, value)| Entry {
        key_span: key.span(),
        key: key.into_inner(),
        node: toml_node(value),
    });
    Node { span, data: Data::Table(entries.collect()) }
}

fn toml_node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let span = value.span();
    let data = match value.into_inner() {
        DeValue::String(text) => Data::Text(text),
        DeValue::Integer(number) => Data::Bare(number.to_string()),
        DeValue::Float(number) => Data::Bare(number.to_string()),
        DeValue::Datetime(date) => Data::Bare(date.to_string()),
        DeValue::Boolean(value) => Data::Boolean(value),
        DeValue::Array(items) => Data::List(items.into_iter().map(toml_node).collect()),
        DeValue::Table(table) => return toml_table(Spanned::new(span, table)),
    };
    Node { span, data }
}

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
    json_node(raw, text, DEEPEST).map_err(|at| fault(at, "嵌套太深", "this is nested too deep"))
}

fn json_node<'t>(raw: &'t RawValue, whole: &'t str, deeper: usize) -> Result<Node<'t>, usize> {
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
            Data::List(items.into_iter().map(|item| json_node(item, whole, deeper)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text).map_err(|_| start)?;
            let entry = |(Key(key), value): (Key<'t>, &'t RawValue)| {
                let node = json_node(value, whole, deeper)?;
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
