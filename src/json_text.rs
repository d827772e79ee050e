//! JSON, on several lines or on one. What could steer a terminal or mislead the eye stands there by its number,
//! which reads back as the same.

use crate::harmless::is_hostile;
use memchr::memchr;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{Result, Write};

/// What stands between two values: the second line begins as far in as is wanted.
const BETWEEN: &[u8] = b",\n                                ";

/// Writes a value as JSON, without a line end behind it.
///
/// # Errors
/// Where it could not be written.
pub fn write(value: &impl Serialize, writer: &mut impl Write) -> Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(writer, Lines::default()))?)
}

/// The same in memory; nothing where it cannot be written as JSON.
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut text = Vec::new();
    if write(value, &mut text).is_err() {
        text.clear();
    }
    text
}

/// The same as a text.
pub fn text(value: &impl Serialize) -> String {
    String::from_utf8(bytes(value)).unwrap_or_default()
}

/// Writes a value as JSON on one line, without a line end behind it.
///
/// # Errors
/// Where it could not be written.
pub fn write_line(value: &impl Serialize, writer: &mut impl Write) -> Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(writer, OneLine(CompactFormatter)))?)
}

/// The same in memory; nothing where it cannot be written as JSON.
pub fn line(value: &impl Serialize) -> Vec<u8> {
    let mut text = Vec::new();
    if write_line(value, &mut text).is_err() {
        text.clear();
    }
    text
}

/// Writes a part of a text in which nothing has to be escaped for JSON's own sake.
fn write_part<W: ?Sized + Write>(writer: &mut W, part: &str) -> Result<()> {
    let mut rest = part;
    while let Some((before, letter, after)) = next_hostile(rest) {
        writer.write_all(before.as_bytes())?;
        for unit in letter.encode_utf16(&mut [0; 2]) {
            write!(writer, "\\u{unit:04x}")?;
        }
        rest = after;
    }
    writer.write_all(rest.as_bytes())
}

/// The first letter that must not stand as it is, between what is before and behind it.
fn next_hostile(text: &str) -> Option<(&str, char, &str)> {
    // Most texts are codes and figures.
    if text.is_ascii() && memchr(DELETE, text.as_bytes()).is_none() {
        return None;
    }
    let mut from = 0;
    loop {
        let found = text.as_bytes().get(from..)?.iter().position(|byte| begins_hostile(*byte))?;
        let (before, rest) = text.split_at_checked(from.saturating_add(found))?;
        let letter = rest.chars().next()?;
        if is_hostile(letter) {
            return Some((before, letter, rest.get(letter.len_utf8()..)?));
        }
        from = before.len().saturating_add(letter.len_utf8());
    }
}

/// The control character that JSON lets stand and that is one byte long.
const DELETE: u8 = 0x7f;

/// Whether a letter that begins with this byte may be hostile: all that are begin with one of these, and few
/// other letters do.
const fn begins_hostile(byte: u8) -> bool {
    matches!(byte, DELETE | 0xc2 | 0xcd | 0xd8 | 0xe1..=0xe3 | 0xef | 0xf0 | 0xf3)
}

/// All on one line, as the library writes it.
struct OneLine(CompactFormatter);

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, part: &str) -> Result<()> {
        write_part(writer, part)
    }
}

/// Each value on a line of its own, two spaces further in than what holds it. The formatter that comes
/// with the library writes the same, each step in by itself.
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether something stands in what was opened last.
    filled: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth = self.depth.saturating_add(1);
        self.filled = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.filled {
            self.next(writer, true)?;
        }
        writer.write_all(bracket)
    }

    /// Begins a line, behind a comma unless it is the first.
    fn next<W: ?Sized + Write>(&self, writer: &mut W, first: bool) -> Result<()> {
        let spaces = self.depth.saturating_mul(2);
        match BETWEEN.get(usize::from(first)..spaces.saturating_add(2)) {
            Some(between) => writer.write_all(between),
            None => {
                writer.write_all(if first { b"\n" } else { b",\n" })?;
                (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
            }
        }
    }
}

impl Formatter for Lines {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, part: &str) -> Result<()> {
        write_part(writer, part)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.next(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.next(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::harmless::is_hostile;
    use serde_json::json;

    #[test]
    fn it_is_written_as_the_library_writes_it() {
        let mut deep = json!(null);
        for depth in 0..20 {
            deep = json!([deep, {"深": depth, "empty": [], "none": {}}]);
        }
        for value in [json!({}), json!([]), json!("a\n“”"), json!({"a": [1, {"b": [[]]}], "c": -1.5}), deep] {
            assert_eq!(super::text(&value), serde_json::to_string_pretty(&value).unwrap());
            assert_eq!(super::line(&value), serde_json::to_vec(&value).unwrap());
        }
    }

    #[test]
    fn what_steers_or_is_not_seen_stands_by_its_number_and_reads_back() {
        let letters = ('\u{0}'..='\u{ffff}').chain('\u{1bc00}'..='\u{1d200}').chain('\u{e0000}'..='\u{e1000}');
        for letter in letters {
            let value = json!(format!("甲{letter}乙{letter}“…”é٠"));
            let line = String::from_utf8(super::line(&value)).unwrap();
            // The library itself escapes what is below the space.
            if is_hostile(letter) && letter >= ' ' {
                assert!(!line.contains(letter), "{letter:?}");
                assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
            } else {
                assert_eq!(line, value.to_string());
            }
        }
        let value = json!({ "a\u{9b}31m\u{202e}": ["é\u{200b}\u{7f}", "\u{e0041}\u{feff}"] });
        let line = "{\"a\\u009b31m\\u202e\":[\"é\\u200b\\u007f\",\"\\udb40\\udc41\\ufeff\"]}";
        assert_eq!(String::from_utf8(super::line(&value)).unwrap(), line);
        let lines = super::text(&value);
        assert_eq!(lines.split_whitespace().collect::<String>(), line);
    }
}
