//! Texts in lines that fit the terminal.

use crate::harmless::harmless;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text in lines of at most so many columns, without what could steer the terminal.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation);
    text.lines()
        .flat_map(|line| textwrap::wrap(&harmless(line), &options).into_iter().map(Into::into).collect::<Vec<_>>())
        .collect()
}

/// Short texts, two spaces between them, in lines of at most so many columns; only one that is
/// longer than a line is broken.
pub fn flow(texts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut().filter(|line| columns(line).saturating_add(2).saturating_add(columns(text)) <= width) {
            Some(line) => {
                line.push_str("  ");
                line.push_str(text);
            }
            None => lines.extend(self::lines(text, width)),
        }
    }
    lines
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The beginning of a text in at most so many columns, marked where more follows.
pub fn cut(text: &str, width: usize) -> String {
    let text = harmless(text);
    if columns(&text) <= width {
        return text;
    }
    let mut room = width.saturating_sub(1);
    let fits = text.graphemes(true).take_while(|letter| {
        let left = room.checked_sub(columns(letter));
        room = left.unwrap_or(0);
        left.is_some()
    });
    let mut shown: String = fits.collect();
    shown.push('…');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for mark in ["。", ",", "、", "」", ")", ")", ";", ":"] {
            let text = format!("一二三四五{mark}六七八");
            assert_eq!(lines(&text, 10)[0], "一二三四", "{mark}");
        }
    }

    #[test]
    fn short_texts_stay_whole() {
        let texts = ["↑↓ 移动", "回车 选定", "q 先看结果"].map(str::to_owned);
        assert_eq!(flow(&texts, 20), ["↑↓ 移动  回车 选定", "q 先看结果"]);
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        assert_eq!(cut("一二三四", 6), "一二…");
        assert_eq!(cut("一二三", 6), "一二三");
    }
}
