//! A message broken into lines between words.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

/// The message in lines of so many columns. What a path or a command is made of stays together, to be copied
/// whole; where one is longer than a line the terminal goes on with it on the next.
pub(super) fn broken(message: &str, columns: usize) -> String {
    let options = Options::new(columns)
        .subsequent_indent("  ")
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(message, options)
}

/// Words end at a blank, or next to a sign that is none of ASCII where one may break there.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut parts = WordSeparator::UnicodeBreakProperties.find_words(line).peekable();
    let mut begin = 0_usize;
    Box::new(std::iter::from_fn(move || {
        let mut end = begin;
        loop {
            let part = parts.next()?;
            end = end.saturating_add(part.word.len()).saturating_add(part.whitespace.len());
            let goes_on = part.whitespace.is_empty() && part.word.ends_with(|letter: char| letter.is_ascii());
            if !(goes_on && parts.peek().is_some_and(|next| next.word.starts_with(|letter: char| letter.is_ascii()))) {
                break;
            }
        }
        let word = line.get(begin..end).map(Word::from);
        begin = end;
        word
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_broken_at_blanks_and_between_han_and_nowhere_in_a_path() {
        for (message, columns, lines) in [
            ("cannot read a/long-path/x.csv", 20, "cannot read\n  a/long-path/x.csv"),
            ("cannot read a/long-path/x.csv", 12, "cannot read\n  a/long-path/x.csv"),
            ("读不了「a/long-path」:没有", 14, "读不了\n  「a/long-path」:\n  没有"),
            ("没有这个文件或目录", 12, "没有这个文件\n  或目录"),
        ] {
            assert_eq!(broken(message, columns), lines);
        }
    }
}
