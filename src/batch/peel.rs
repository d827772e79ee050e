//! Remarks in headings, told from what they stand behind.

/// A heading without its last remark, which stands in brackets, behind a stroke or behind 单位.
pub(super) fn peel(heading: &str) -> Option<(String, String)> {
    let heading = heading.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '*' | ':'));
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        if let Some(inner) = heading.strip_suffix(close) {
            let (before, note) = inner.rsplit_once(open)?;
            return Some((before.to_owned(), note.trim().to_owned()));
        }
    }
    let parted = |(before, note): (&str, &str)| (before.to_owned(), note.trim().to_owned());
    let unit = || heading.rsplit_once("单位").filter(|(before, _)| !before.trim().is_empty());
    // The comma in 10,000 parts nothing.
    let within = |(before, after): &(&str, &str)| {
        before.ends_with(|sign: char| sign.is_ascii_digit()) && after.starts_with(|sign: char| sign.is_ascii_digit())
    };
    let comma = || heading.rsplit_once(',').filter(|parted| !within(parted));
    let stroke = || heading.rsplit_once('/').or_else(comma);
    unit().or_else(stroke).map(parted)
}

/// The letters of the longest unit that stands behind a heading with nothing around it.
const LONGEST_UNIT: usize = 24;

/// Each way to part a heading at a space or another sign that parts nothing else, the longest end last, as far as the
/// end may be a unit: 实缴资金 万元, 实缴资金_万元.
pub(super) fn ends(heading: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = |sign: char| sign.is_whitespace() || matches!(sign, '_' | '-' | ':' | ',');
    let places = heading.char_indices().rev().take(LONGEST_UNIT).filter(move |(_, sign)| parts(*sign));
    places.filter_map(move |(at, _)| {
        Some((heading.get(..at)?.trim_end_matches(parts), heading.get(at..)?.trim_start_matches(parts)))
    })
}
