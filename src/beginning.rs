//! The beginning of a text of any length, as it is quoted in a message.

use std::borrow::Cow;

/// How many letters of a text are quoted.
const MOST_QUOTED: usize = 60;

/// The text, or its first 60 letters and “…” where it has more.
pub fn beginning(text: &str) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(MOST_QUOTED) else { return Cow::Borrowed(text) };
    Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_letters_are_quoted_whole_and_of_more_the_first_sixty() {
        let sixty = "甲".repeat(60);
        assert_eq!(beginning(&sixty), sixty);
        assert_eq!(beginning(&format!("{sixty}乙")), format!("{sixty}…"));
    }
}
