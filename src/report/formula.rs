//! What a spreadsheet takes for a formula.

use crate::harmless::on_one_line;
use std::borrow::Cow;

/// The signs with which a formula begins, also at full width: a Chinese Excel takes both.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a text begins like a formula, which spaces of any kind in front do not prevent.
pub(super) fn begins_like_one(text: &str) -> bool {
    text.trim_start().starts_with(SIGNS)
}

/// A text of somebody else for a table, on one line and harmless: with ' in front where a spreadsheet could
/// take it for a formula. A number is none, nor are strokes alone.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let text = on_one_line(text);
    let strokes = || text.bytes().all(|byte| byte == b'-');
    if begins_like_one(&text) && !is_number(&text) && !strokes() { Cow::Owned(format!("'{text}")) } else { text }
}

/// Whether it is digits, with one stroke in front and one point among them at most.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let size = text.strip_prefix('-').unwrap_or(text);
    match size.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_guarded_whatever_stands_in_front() {
        for (text, written) in [
            ("=1", "'=1"),
            (" =1", "' =1"),
            ("\u{3000}=1", "'\u{3000}=1"),
            ("\u{a0}@a", "'\u{a0}@a"),
            ("\t+1", "' +1"),
            ("\r\n-a", "' -a"),
            ("\r=1", "' =1"),
            ("＝1", "'＝1"),
            (" －1", "' －1"),
            ("+8613800000000", "'+8613800000000"),
            ("-1-1", "'-1-1"),
            ("-1.5.1", "'-1.5.1"),
            ("-.5", "'-.5"),
            ("-5.", "'-5."),
            (" -5", "' -5"),
            ("--1", "'--1"),
            ("-1e3", "'-1e3"),
        ] {
            assert_eq!(guarded(text), written, "{text:?}");
        }
    }

    #[test]
    fn a_number_and_strokes_alone_stay_bare_and_so_does_what_begins_otherwise() {
        for text in ["", "-", "--", "5", "-5", "-5.25", "1-1", "2020-01-01", "甲=1", "'=1", "（集团）", "\u{3000}甲"]
        {
            assert_eq!(guarded(text), text);
        }
        // The mark of the order of bytes is no space, and is marked.
        assert_eq!(guarded("\u{feff}=1"), "\u{fffd}=1");
    }
}
