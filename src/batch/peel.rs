//! Remarks in headings, told from what they stand behind.

use super::currency;

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
    let stroke = || heading.rsplit_once('/').or_else(|| heading.rsplit_once(','));
    unit().or_else(|| amount_unit(heading)).or_else(stroke).map(parted)
}

/// The letters of the longest unit that stands behind a heading with nothing around it.
const LONGEST_UNIT: usize = 24;

/// A heading and the unit of money behind a space or another sign that parts nothing else: 实缴资金 万元, 实缴资金_万元.
fn amount_unit(heading: &str) -> Option<(&str, &str)> {
    let parts = |sign: char| sign.is_whitespace() || matches!(sign, '_' | '-' | ':');
    let tails = heading.char_indices().rev().take(LONGEST_UNIT).filter(|(_, sign)| parts(*sign));
    let split =
        |at: usize| Some((heading.get(..at)?.trim_end_matches(parts), heading.get(at..)?.trim_start_matches(parts)));
    // The longest, as 10,000 yuan is one unit.
    let found = tails.filter_map(|(at, _)| split(at)).filter(|(_, unit)| currency::is_all_money(unit)).last();
    found.filter(|(before, _)| !before.is_empty())
}
