//! JSON on several lines.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
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
    use serde_json::json;

    #[test]
    fn it_is_written_as_the_library_writes_it() {
        let mut deep = json!(null);
        for depth in 0..20 {
            deep = json!([deep, {"深": depth, "empty": [], "none": {}}]);
        }
        for value in [json!({}), json!([]), json!("a\n\u{7f}“”"), json!({"a": [1, {"b": [[]]}], "c": -1.5}), deep] {
            assert_eq!(super::text(&value), serde_json::to_string_pretty(&value).unwrap());
        }
    }
}
