//! JSON, on several lines or on one. What could steer a terminal or turn the direction of writing stands there
//! by its number, which reads back as the same.

use memchr::memchr3;
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
    let mut from = 0;
    // All of them begin with one of these, and few other letters do.
    while let Some(at) = rest.as_bytes().get(from..).and_then(|bytes| memchr3(0xc2, 0xd8, 0xe2, bytes)) {
        let at = from.saturating_add(at);
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some(letter) = after.chars().next() else { break };
        from = at.saturating_add(letter.len_utf8());
        if steers(letter) {
            writer.write_all(before.as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(letter))?;
            rest = rest.get(from..).unwrap_or_default();
            from = 0;
        }
    }
    writer.write_all(rest.as_bytes())
}

/// Control characters that JSON lets stand, line ends that few programs know, and marks that turn the direction
/// of writing.
fn steers(letter: char) -> bool {
    matches!(letter,
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
    use serde_json::json;

    #[test]
    fn it_is_written_as_the_library_writes_it() {
        let mut deep = json!(null);
        for depth in 0..20 {
            deep = json!([deep, {"深": depth, "empty": [], "none": {}}]);
        }
        for value in [json!({}), json!([]), json!("a\n\u{7f}“”"), json!({"a": [1, {"b": [[]]}], "c": -1.5}), deep] {
            assert_eq!(super::text(&value), serde_json::to_string_pretty(&value).unwrap());
            assert_eq!(super::line(&value), serde_json::to_vec(&value).unwrap());
        }
    }

    #[test]
    fn what_steers_a_terminal_stands_by_its_number_and_reads_back() {
        let steering = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
        let steering = steering.into_iter().chain('\u{80}'..='\u{9f}');
        let steering: Vec<char> = steering.chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}').collect();
        for letter in '\u{0}'..='\u{ffff}' {
            let value = json!({ format!("键{letter}"): [format!("甲{letter}乙{letter}"), "“…”é٠"] });
            let (lines, line) = (super::text(&value), String::from_utf8(super::line(&value)).unwrap());
            for text in [&lines, &line] {
                assert_eq!(serde_json::from_str::<serde_json::Value>(text).unwrap(), value);
                assert!(!steering.iter().any(|letter| text.contains(*letter)), "{letter:?}");
            }
            if !steering.contains(&letter) {
                assert_eq!(line, value.to_string());
            }
        }
        assert_eq!(super::line(&json!("a\u{9b}31m\u{202e}é")), b"\"a\\u009b31m\\u202e\xc3\xa9\"");
    }
}
