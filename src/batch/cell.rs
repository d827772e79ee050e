//! Cells of tables, as every kind of file gives them.

use crate::day;
use jiff::civil::date;
use rust_decimal::Decimal;

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, or a number with what the format of its cell adds to it.
    Text(String),
    /// A number of a spreadsheet in its digits, shown neither as a date nor with anything added.
    Number(String),
    /// The same in a workbook that counts days from 1904, so that it stands for another day.
    NumberSince1904(String),
    /// A number of a spreadsheet with more digits than spreadsheets keep; these are lost.
    LostDigits(String),
    /// Something of a spreadsheet that its format shows as something else, or not at all.
    ShownOtherwise {
        /// What the cell holds.
        holds: String,
        /// The format.
        format: String,
    },
    /// Something of a spreadsheet of which letters are raised, lowered or struck out.
    Marked {
        /// All of it, as if its letters were like each other.
        text: String,
        /// How some of them are set.
        lettering: Lettering,
    },
    /// A fault of a spreadsheet, such as `#N/A`.
    Fault(String),
    /// A formula that was never computed.
    Uncomputed,
    /// Something that is not taken, whatever it is.
    Refused(Refusal),
}

/// How letters of a cell are set that say something else when they stand there like the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lettering {
    /// Raised or lowered, as a note or a power is.
    Raised,
    /// Struck out.
    Struck,
}

/// Why what stands in a cell of a spreadsheet is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is longer than a cell can be.
    TooLong,
    /// The texts of its row are too long together.
    RowTooLong,
    /// It is written in a way in which it would be read wrongly.
    Otherwise,
}

impl Cell {
    /// A cell without anything.
    pub const EMPTY: Self = Self::Text(String::new());

    /// What stands there, for people.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text)
            | Self::Number(text)
            | Self::NumberSince1904(text)
            | Self::LostDigits(text)
            | Self::Marked { text, .. }
            | Self::Fault(text) => text,
            Self::ShownOtherwise { holds, .. } => holds,
            Self::Uncomputed | Self::Refused(_) => "",
        }
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// Whether it is a text or a number that is read as it is shown.
    pub(super) fn is_as_shown(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Number(_))
    }

    /// The cell where letters are set like this. What cannot be read anyway is so for its own reason.
    pub fn set(self, lettering: Option<Lettering>) -> Self {
        match (self, lettering) {
            (Self::Text(text) | Self::Number(text) | Self::NumberSince1904(text), Some(lettering))
                if !text.trim().is_empty() =>
            {
                Self::Marked { text, lettering }
            }
            (cell, _) => cell,
        }
    }

    /// The cell in a workbook that counts days from this epoch.
    pub fn since(self, epoch: Epoch) -> Self {
        match (self, epoch) {
            (Self::Number(number), Epoch::Of1904) => Self::NumberSince1904(number),
            (Self::Text(text), Epoch::Of1904) if date_of_serial(text.trim(), epoch).is_some() => {
                Self::NumberSince1904(text)
            }
            (cell, _) => cell,
        }
    }

    /// A number of a spreadsheet, rounded to 15 digits as spreadsheets show it.
    ///
    /// Those 15 are what was typed, to the fen up to ten trillion yuan; what a computation adds
    /// behind them, as in 3.3000000000000003, is none of the number. One of 16 digits before the
    /// point and more has lost some.
    pub fn number(value: f64) -> Self {
        if value.abs() >= 1e15 {
            return Self::LostDigits(format!("{value:E}"));
        }
        let rounded = Decimal::from_scientific(&format!("{value:.14e}"));
        Self::Number(rounded.map_or_else(|_| value.to_string(), |number| number.normalize().to_string()))
    }
}

/// The address of a cell as spreadsheets show it, as in `B7`; both counted from 1.
pub fn address(row: usize, column: usize) -> String {
    format!("{}{row}", letters(column))
}

/// The letters of a column, counted from 1.
pub fn letters(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column;
    while let Some(before) = rest.checked_sub(1) {
        let letter = u8::try_from(before % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A'.saturating_add(letter)));
        rest = before / 26;
    }
    letters
}

/// The numbers that are taken for days: those of 1982 to 2064. Any other is more likely a slip, as
/// 20208 for 2020.8.
const SERIALS: std::ops::RangeInclusive<i64> = 30_000..=60_000;

/// The day from which spreadsheets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epoch {
    /// The one of most.
    Of1900,
    /// The one of workbooks that old programs for Macintosh made.
    Of1904,
}

/// How many days later one epoch is than the other.
const DAYS_BETWEEN: i64 = 1_462;

/// A date as spreadsheets count them: 44063 is 2020-08-20, or 42601 where they count from 1904.
pub fn date_of_serial(text: &str, epoch: Epoch) -> Option<String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let serial: i64 = text.parse().ok().filter(|_| digits)?;
    let serial = match epoch {
        Epoch::Of1900 => serial,
        Epoch::Of1904 => serial.checked_add(DAYS_BETWEEN)?,
    };
    let number = day::number_of(date(1899, 12, 30)).saturating_add(serial);
    SERIALS.contains(&serial).then(|| day::from_number(number).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_addressed_as_spreadsheets_do() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")] {
            assert_eq!(address(7, column), format!("{letters}7"));
        }
    }

    #[test]
    fn a_serial_number_is_the_day_that_excel_shows() {
        assert_eq!(date_of_serial("44063", Epoch::Of1900).as_deref(), Some("2020-08-20"));
        assert_eq!(date_of_serial("42601", Epoch::Of1904).as_deref(), Some("2020-08-20"));
        for text in ["4406", "440633", "04406", "20208", "44063.5", "2020-", "", "9223372036854775807"] {
            for epoch in [Epoch::Of1900, Epoch::Of1904] {
                assert_eq!(date_of_serial(text, epoch), None, "{text}");
            }
        }
    }

    #[test]
    fn a_number_comes_out_in_the_digits_that_were_typed() {
        for (value, text) in [(0.1, "0.1"), (1.1, "1.1"), (12_345_678.9, "12345678.9"), (250_000_000.0, "250000000")] {
            assert_eq!(Cell::number(value), Cell::Number(text.to_owned()));
        }
        assert_eq!(Cell::number(9.137e17), Cell::LostDigits("9.137E17".to_owned()));
    }

    #[test]
    fn a_computed_number_is_rounded_as_spreadsheets_show_it() {
        for (value, text) in [
            (3.300_000_000_000_000_3, "3.3"),
            (-0.300_000_000_000_000_04, "-0.3"),
            (0.0, "0"),
            (-0.0, "0"),
            (9_999_999_999_999.99, "9999999999999.99"),
            (110_108_000_000_001.0, "110108000000001"),
            (0.000_001_5, "0.0000015"),
            (1.5e-20, "0.000000000000000000015"),
        ] {
            assert_eq!(Cell::number(value), Cell::Number(text.to_owned()));
        }
    }

    #[test]
    fn a_number_is_shown_in_its_digits_and_is_something() {
        let cell = Cell::Number("0".to_owned());
        assert_eq!((cell.shown(), cell.is_empty()), ("0", false));
    }
}
