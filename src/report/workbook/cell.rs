//! What a cell of the workbook holds.

use crate::assess::{RuledOutBy, Verdict};
use crate::harmless::on_one_line;
use crate::language::Language;
use crate::money::Money;
use crate::report::figures::Figure;
use crate::report::formula::begins_like_one;
use crate::report::words::verdict_in_short;
use unicode_width::UnicodeWidthStr;

/// The most characters that a cell may hold, counted in UTF-16 as Excel does.
const MOST_CHARACTERS: usize = 32_767;
/// From this width on a client's text stays on one line, so that it makes no page-high row.
const LONG: usize = 160;
/// A spreadsheet keeps so many digits of a number.
const EXACT_DIGITS: usize = 15;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Text on as many lines as it needs.
    Text,
    /// Text on one line.
    Line,
    /// Text on one line that a spreadsheet could take for a formula.
    LikeFormula,
    /// A short text in the middle.
    Centre,
    /// A count.
    Count,
    /// An amount in yuan.
    Amount,
    /// An amount with too many digits for a number, as text.
    LongAmount,
    /// Words in place of an amount.
    NoFigure,
    /// A field to be filled in by hand.
    Answer,
    /// The heading of a column.
    Heading,
    /// What stands above a heading.
    Above,
    /// The title of a sheet.
    Title,
    /// The heading of a part of a sheet.
    Section,
    /// What a line is about.
    Label,
    /// The verdict: all that the document states holds.
    Eligible,
    /// The verdict: something is left to implementing rules.
    Provisional,
    /// The verdict: facts not known decide.
    Undetermined,
    /// The verdict: a condition does not hold.
    Ineligible,
    /// The verdict: for other applicants, or not in force.
    Outside,
}

impl Look {
    /// Every one.
    pub(super) const ALL: [Self; 19] = [
        Self::Text,
        Self::Line,
        Self::LikeFormula,
        Self::Centre,
        Self::Count,
        Self::Amount,
        Self::LongAmount,
        Self::NoFigure,
        Self::Answer,
        Self::Heading,
        Self::Above,
        Self::Title,
        Self::Section,
        Self::Label,
        Self::Eligible,
        Self::Provisional,
        Self::Undetermined,
        Self::Ineligible,
        Self::Outside,
    ];

    /// Whether a text goes on on the next line where the cell is too narrow.
    pub(super) const fn wraps(self) -> bool {
        !matches!(
            self,
            Self::Line
                | Self::LikeFormula
                | Self::Count
                | Self::Amount
                | Self::LongAmount
                | Self::NoFigure
                | Self::Title
        )
    }

    /// The look of a verdict.
    pub(super) const fn of_verdict(verdict: Verdict, ruled_out_by: Option<RuledOutBy>) -> Self {
        match (verdict, ruled_out_by) {
            (Verdict::Eligible, _) => Self::Eligible,
            (Verdict::Provisional, _) => Self::Provisional,
            (Verdict::Undetermined, _) => Self::Undetermined,
            (Verdict::Ineligible, Some(RuledOutBy::Audience | RuledOutBy::Period)) => Self::Outside,
            (Verdict::Ineligible, _) => Self::Ineligible,
        }
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// A text in the look of its column.
    Text(String),
    /// A text in a look of its own.
    Marked(Look, String),
    /// A number of things.
    Count(usize),
    /// An exact amount.
    Amount(Money),
    /// No text, in a look of its own.
    Blank(Look),
}

impl Cell {
    /// Words of ours, in the look of the column.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A client's words, on one line and without what could steer a program or mislead the eye.
    pub(super) fn client(text: &str) -> Self {
        let text = one_line(text);
        if begins_like_one(&text) || text.starts_with('\'') {
            Self::Marked(Look::LikeFormula, text)
        } else if text.width() > LONG {
            Self::Marked(Look::Line, text)
        } else {
            Self::Text(text)
        }
    }

    /// A client's words, where there are any.
    pub(super) fn client_or_empty(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::client)
    }

    /// How many bytes of memory it takes, about.
    pub(super) fn weight(&self) -> usize {
        let text = match self {
            Self::Text(text) | Self::Marked(_, text) => text.len(),
            Self::Empty | Self::Count(_) | Self::Amount(_) | Self::Blank(_) => 0,
        };
        size_of::<Self>().saturating_add(text)
    }

    /// A verdict in the fewest words.
    pub(super) fn verdict(verdict: Verdict, ruled_out_by: Option<RuledOutBy>, language: Language) -> Self {
        let words = verdict_in_short(verdict, ruled_out_by, language);
        Self::Marked(Look::of_verdict(verdict, ruled_out_by), words.to_owned())
    }

    /// An amount, or the words in its place.
    pub(super) fn figure(figure: Figure, language: Language) -> Self {
        match (figure, figure.words(language)) {
            (Figure::Amount(amount), _) => Self::Amount(amount),
            (_, words) => Self::Marked(Look::NoFigure, words.unwrap_or_default().to_owned()),
        }
    }
}

/// A client's words on one line, harmless, and no more of them than a cell holds: what is cut here already
/// takes no memory while its row is on its way, and is not measured in lines.
pub(super) fn one_line(text: &str) -> String {
    cut(&on_one_line(text))
}

/// The text, cut with … where a cell cannot hold it.
pub(super) fn cut(text: &str) -> String {
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let mut room = MOST_CHARACTERS.saturating_sub(1);
    let fits = |letter: &char| match room.checked_sub(letter.len_utf16()) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// An amount in yuan as a spreadsheet keeps numbers; `None` where it would lose digits.
///
/// The number comes from the exact decimal text, and up to 15 digits come back the same.
pub(super) fn number_of_yuan(amount: Money) -> Option<f64> {
    let digits = amount.fen().unsigned_abs().to_string().len();
    if digits > EXACT_DIGITS { None } else { amount.plain().parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_at_the_limit_of_a_cell_stays_whole_and_a_longer_one_is_cut_there() {
        let whole = "惠".repeat(32_767);
        assert_eq!(cut(&whole), whole);
        assert_eq!(cut(&"惠".repeat(32_768)), format!("{}…", "惠".repeat(32_766)));
        // A letter beyond the first plane counts twice and is not split.
        assert_eq!(cut(&"𠮷".repeat(16_384)), format!("{}…", "𠮷".repeat(16_383)));
    }

    #[test]
    fn an_amount_of_fifteen_digits_is_a_number_and_one_of_sixteen_is_not() {
        let number = number_of_yuan(Money::from_fen(999_999_999_999_999));
        assert_eq!(number.map(|yuan| yuan.to_string()).as_deref(), Some("9999999999999.99"));
        assert_eq!(number_of_yuan(Money::from_fen(1_000_000_000_000_000)), None);
        assert_eq!(number_of_yuan(Money::from_fen(-7)).map(|yuan| yuan.to_string()).as_deref(), Some("-0.07"));
    }

    #[test]
    fn a_clients_text_is_one_line_without_control_characters() {
        assert_eq!(Cell::client("甲\r\n乙\u{1b}[2J"), Cell::text("甲 乙\u{fffd}[2J"));
        assert_eq!(Cell::client("=1+1"), Cell::Marked(Look::LikeFormula, "=1+1".to_owned()));
        assert_eq!(Cell::client(&"长".repeat(81)), Cell::Marked(Look::Line, "长".repeat(81)));
    }
}
