//! A table of TOML with its keys.

use serde_json::{Map, Value, json};

/// A table: the keys that it may have, in their order, and those that it must have.
#[derive(Debug, Default)]
pub(super) struct Table {
    keys: Map<String, Value>,
    patterns: Map<String, Value>,
    needed: Vec<String>,
    /// What else must hold of it.
    rules: Vec<Value>,
    at_least_one: bool,
}

impl Table {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A key that may be there, and what it says.
    pub(super) fn may(mut self, key: &str, schema: Value, about: &str) -> Self {
        self.keys.insert(key.to_owned(), described(schema, about));
        self
    }

    /// A key that must be there, and what it says.
    pub(super) fn need(mut self, key: &str, schema: Value, about: &str) -> Self {
        self.needed.push(key.to_owned());
        self.may(key, schema, about)
    }

    /// Keys by a regular expression; an editor proposes none of them.
    pub(super) fn like(mut self, pattern: String, schema: Value) -> Self {
        self.patterns.insert(pattern, schema);
        self
    }

    /// Something else that must hold.
    pub(super) fn rule(mut self, rule: Value) -> Self {
        self.rules.push(rule);
        self
    }

    /// One key stands only beside another.
    pub(super) fn beside(self, key: &str, other: &str) -> Self {
        self.rule(json!({ "if": { "required": [key] }, "then": { "required": [other] } }))
    }

    /// Not all of these keys together.
    pub(super) fn apart(self, keys: &[&str]) -> Self {
        self.rule(json!({ "not": { "required": keys } }))
    }

    /// Exactly one of these keys.
    pub(super) fn exactly_one(self, keys: &[&str]) -> Self {
        let each: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
        self.rule(json!({ "oneOf": each }))
    }

    /// It has at least one key.
    pub(super) fn not_empty(mut self) -> Self {
        self.at_least_one = true;
        self
    }

    pub(super) fn done(self) -> Value {
        let mut table = Map::new();
        table.insert("type".to_owned(), json!("object"));
        table.insert("additionalProperties".to_owned(), json!(false));
        if self.at_least_one {
            table.insert("minProperties".to_owned(), json!(1));
        }
        if !self.needed.is_empty() {
            table.insert("required".to_owned(), json!(self.needed));
        }
        table.insert("properties".to_owned(), Value::Object(self.keys));
        if !self.patterns.is_empty() {
            table.insert("patternProperties".to_owned(), Value::Object(self.patterns));
        }
        if !self.rules.is_empty() {
            table.insert("allOf".to_owned(), Value::Array(self.rules));
        }
        Value::Object(table)
    }
}

/// A schema with what it is about. Beside a reference nothing counts, so that one is wrapped.
fn described(schema: Value, about: &str) -> Value {
    if about.is_empty() {
        return schema;
    }
    let mut outer = Map::new();
    outer.insert("description".to_owned(), json!(about));
    match schema {
        Value::Object(inner) if !inner.contains_key("$ref") => outer.extend(inner),
        other => {
            outer.insert("allOf".to_owned(), json!([other]));
        }
    }
    Value::Object(outer)
}
