//! Texts in the catalogue inside the program: kept as bytes, so that whether they are UTF-8 is found
//! many bytes at once.

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Writes a text as its bytes.
///
/// # Errors
/// What the writer says.
pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(text.as_bytes())
}

/// Reads a text from bytes that stay as long as the program runs.
///
/// # Errors
/// Where they are not UTF-8.
pub fn deserialize<'de: 'static, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'static, str>, D::Error> {
    deserializer.deserialize_bytes(Text)
}

struct Text;

impl<'de: 'static> Visitor<'de> for Text {
    type Value = Cow<'static, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text in UTF-8")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        simdutf8::basic::from_utf8(bytes).map(Cow::Borrowed).map_err(E::custom)
    }
}
