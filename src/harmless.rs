//! Text without what could steer a terminal or mislead the eye: what clients, files and paths bring into
//! results and messages.

use std::borrow::Cow;

/// The text without what could steer a terminal or mislead the eye: control characters, marks that turn the
/// direction of writing, and what nobody sees become �.
pub fn harmless(text: &str) -> String {
    text.chars().map(|letter| if is_hostile(letter) { '\u{fffd}' } else { letter }).collect()
}

/// A text of somebody else on one line, and harmless like that.
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    let parts = |letter: char| matches!(letter, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(harmless(&text.replace("\r\n", " ").replace(parts, " ")))
}

/// The same for a message of several lines that has its own colours: these stay, and the lines. What comes
/// after it has none of them.
pub fn harmless_message(text: &str) -> Cow<'_, str> {
    harmless_lines(text, true)
}

/// The same without its colours.
pub fn colourless_message(text: &str) -> Cow<'_, str> {
    harmless_lines(text, false)
}

fn harmless_lines(text: &str, colours_stay: bool) -> Cow<'_, str> {
    let doubtful = |letter: char| is_hostile(letter) && !matches!(letter, '\n' | '\t');
    let Some(mut clean) = text.find(doubtful) else { return Cow::Borrowed(text) };
    let mut message = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        message.push_str(rest.get(..clean).unwrap_or_default());
        rest = rest.get(clean..).unwrap_or_default();
        let colour = colour(rest);
        let kept = colour.or(rest.starts_with("\r\n").then_some(2));
        if colours_stay || colour.is_none() {
            message.push_str(kept.map_or("\u{fffd}", |kept| rest.get(..kept).unwrap_or_default()));
        }
        let length = kept.unwrap_or_else(|| rest.chars().next().map_or(0, char::len_utf8));
        rest = rest.get(length..).unwrap_or_default();
        match rest.find(doubtful) {
            Some(at) => clean = at,
            None => break,
        }
    }
    message.push_str(rest);
    if message.contains('\u{1b}') {
        message.push_str("\u{1b}[0m");
    }
    Cow::Owned(message)
}

/// The first sign of a text that could steer a terminal or mislead the eye; ends of lines and tabs are none.
pub fn hidden(text: &str) -> Option<char> {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let parts = matches!(letter, '\n' | '\t') || (letter == '\r' && letters.peek() == Some(&'\n'));
        if !parts && is_hostile(letter) {
            return Some(letter);
        }
    }
    None
}

/// Control characters; line ends that few programs know; marks between which a gloss is hidden; and what
/// Unicode says to show nothing for (Default_Ignorable_Code_Point), so that two names with it and without it
/// look the same. Of these stay the selectors that choose the form of the sign before them: names in Han and
/// in Mongolian letters are written with them.
pub(crate) fn is_hostile(letter: char) -> bool {
    // Nearly all letters are among these, and each of a page is looked at.
    if matches!(letter, ' '..='~' | '\u{2070}'..='\u{3163}' | '\u{3165}'..='\u{fefe}') {
        return false;
    }
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// How long the sequence is with which a text begins, where it sets a colour or the weight of letters and
/// hides nothing.
fn colour(text: &str) -> Option<usize> {
    let numbers =
        text.strip_prefix("\u{1b}[")?.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ';');
    let rest = numbers.strip_prefix('m')?;
    let length = text.len().checked_sub(numbers.len())?;
    let mut codes = text.get(2..length).unwrap_or_default().split(';');
    while let Some(code) = codes.next() {
        match code {
            // The number of a colour follows.
            "38" | "48" => codes.by_ref().take(2).for_each(drop),
            "5" | "6" | "7" | "8" => return None,
            _ => {}
        }
    }
    text.len().checked_sub(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind, with what it is.
    const HOSTILE: [(char, &str); 24] = [
        ('\0', "a control character"),
        ('\u{85}', "a control character of the second row"),
        ('\u{ad}', "a hyphen that is seen only where a line ends"),
        ('\u{34f}', "a joiner of marks"),
        ('\u{61c}', "a mark of direction"),
        ('\u{115f}', "a letter of Hangul that is left out"),
        ('\u{17b4}', "a vowel of Khmer that is not written"),
        ('\u{180e}', "a gap of Mongolian without a width"),
        ('\u{200b}', "a space without a width"),
        ('\u{200f}', "a mark of direction"),
        ('\u{2028}', "an end of a line"),
        ('\u{2029}', "an end of a paragraph"),
        ('\u{202e}', "what turns the direction"),
        ('\u{2060}', "a joiner of words"),
        ('\u{2063}', "a comma that nobody sees"),
        ('\u{2069}', "the end of what turns the direction"),
        ('\u{206f}', "a mark of form that is given up"),
        ('\u{3164}', "a letter of Hangul that is empty"),
        ('\u{feff}', "a mark of the order of bytes"),
        ('\u{ffa0}', "the same at half width"),
        ('\u{fff9}', "the begin of what a gloss explains"),
        ('\u{fffb}', "the end of a gloss"),
        ('\u{1d173}', "the begin of a beam of notes"),
        ('\u{e0041}', "a letter of a tag"),
    ];

    #[test]
    fn what_nobody_sees_and_what_steers_is_marked_and_nothing_else() {
        for (letter, what) in HOSTILE {
            assert_eq!(hidden(&format!("甲{letter}乙")), Some(letter), "{what}");
            assert_eq!(harmless(&format!("甲{letter}乙")), "甲\u{fffd}乙", "{what}");
            assert!(!colourless_message(&format!("甲{letter}乙")).contains(letter), "{what}");
        }
        // Spaces have a width; selectors choose the form of a sign; � stands for what was marked before.
        for text in [
            "a b",
            "甲\u{3000}乙",
            "\u{a0}",
            "\u{2003}",
            "葛\u{e0100}",
            "❤\u{fe0f}",
            "ᠠ\u{180b}",
            "（集团）",
            "\u{fffd}",
        ] {
            assert_eq!(harmless(text), text);
            assert_eq!(hidden(text), None);
        }
    }

    #[test]
    fn what_parts_lines_and_words_is_not_hidden_but_a_return_alone_is() {
        assert_eq!(hidden("甲\n乙\r\n丙\t丁"), None);
        assert_eq!(hidden("甲\r乙"), Some('\r'));
    }

    #[test]
    fn what_ends_a_line_becomes_a_space_where_one_line_is_wanted() {
        assert_eq!(on_one_line("甲\r\n乙\n丙\r丁\t戊\u{2028}己\u{2029}庚"), "甲 乙 丙 丁 戊 己 庚");
        assert_eq!(on_one_line("甲\n\u{200b}乙"), "甲 \u{fffd}乙");
    }
}
