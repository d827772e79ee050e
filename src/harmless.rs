//! Text without what could steer a terminal or mislead the eye: what clients, files and paths bring into
//! results and messages.

use std::borrow::Cow;

/// The text without what could steer a terminal or mislead the eye: control characters and
/// marks that turn the direction of writing become �.
pub fn harmless(text: &str) -> String {
    text.chars().map(|letter| if is_hostile(letter) { '\u{fffd}' } else { letter }).collect()
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

fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
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
