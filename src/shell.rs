//! Words of a command that people copy into their shell.

use crate::harmless::harmless;
use std::path::Path;

/// A word as a POSIX shell reads it back, in quotes where it needs them; what cannot be seen or steers a
/// terminal is written out.
///
/// No word can hold NUL; it is left out.
pub fn shell_word(word: &str) -> String {
    let word = word.replace('\0', "");
    if harmless(&word) != word {
        return written_out(word.as_bytes());
    }
    let bare = |letter: char| letter.is_ascii_alphanumeric() || "+-./:@_".contains(letter);
    // Only at the beginning of a word does a shell take these for something else.
    let bare_inside = |letter: char| bare(letter) || "=,%".contains(letter);
    if word.starts_with(bare) && word.chars().all(bare_inside) {
        return word;
    }
    shlex::try_quote(&word).map(std::borrow::Cow::into_owned).unwrap_or_default()
}

/// The same of a path; one that is no UTF-8 is written out, so that the shell reads back each byte.
pub fn shell_path(path: &Path) -> String {
    match path.to_str() {
        Some(word) => shell_word(word),
        None => written_out(path.as_os_str().as_encoded_bytes()),
    }
}

/// The word in `$'…'`, byte by byte where it is not ASCII that can be seen.
fn written_out(word: &[u8]) -> String {
    let byte = |byte: u8| match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(byte)),
        b'\n' => "\\n".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        other => format!("\\{other:03o}"),
    };
    format!("$'{}'", word.iter().copied().map(byte).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_of_codes_needs_no_quotes() {
        for word in ["business=venture-capital,catering", "share=25%", "tax/1=100.00", "./me.toml"] {
            assert_eq!(shell_word(word), word);
        }
    }

    #[test]
    fn what_a_shell_would_take_for_something_else_is_quoted() {
        assert_eq!(shell_word("tax=?"), "'tax=?'");
        assert_eq!(shell_word("档案.toml"), "'档案.toml'");
        assert_eq!(shell_word("$(rm x)"), "'$(rm x)'");
        assert_eq!(shell_word("=ls"), "'=ls'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn a_quoted_word_is_read_back_the_same() {
        for word in ["it's", "\\", "!^`", "青 岛\"", "~", "{a,b}", "-o"] {
            assert_eq!(shlex::split(&shell_word(word)), Some(vec![word.to_owned()]), "{word:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(shell_word("a\nb's"), "$'a\\nb\\'s'");
        assert_eq!(shell_word("\u{1b}[2J"), "$'\\033[2J'");
        // U+200D is E2 80 8D in UTF-8.
        assert_eq!(shell_word("a\u{200d}b"), "$'a\\342\\200\\215b'");
    }
}
