//! Numbers of spreadsheets as their format shows them.

use super::cell::Cell;
use rust_decimal::Decimal;

/// A number with what its format adds: a percent sign, or a unit such as 万元.
///
/// A format may also show a number in 万 without changing it: then the number is in 元.
pub fn number(value: f64, format: &str) -> Cell {
    let Cell::Text(text) = Cell::number(value) else { return Cell::number(value) };
    if format.contains('%') {
        let percent = Decimal::from_str_exact(&text).ok().and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED));
        return Cell::Text(percent.map_or(text, |percent| format!("{}%", percent.normalize())));
    }
    let unit = ["亿元", "万元", "千元", "亿", "万"].into_iter().find(|unit| format.contains(unit));
    match unit {
        Some(_) if is_scaled(format) => Cell::Text(format!("{text}元")),
        Some(unit) => Cell::Text(format!("{text}{unit}")),
        None => Cell::Text(text),
    }
}

/// Whether a format divides what it shows: `0!.0,` and `0,` do.
fn is_scaled(format: &str) -> bool {
    let shown: String = format.chars().filter(|letter| !matches!(letter, '"' | '\\' | ' ')).collect();
    let behind = |unit: &str| shown.split(unit).next().is_some_and(|before| before.ends_with(','));
    shown.contains("!.") || ["亿", "万", "千"].into_iter().any(|unit| shown.contains(unit) && behind(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_its_format_shows_it() {
        for (value, format, text) in [
            (0.25, "0%", "25%"),
            (0.255, "0.00%", "25.5%"),
            (300.0, "#,##0\"万元\"", "300万元"),
            (250_000_000.0, "0!.0,\"万\"", "250000000元"),
            (250_000_000.0, "0.00,\"万元\"", "250000000元"),
            (250_000_000.0, "#,##0.00", "250000000"),
            (12.0, "General", "12"),
        ] {
            assert_eq!(number(value, format), Cell::Text(text.to_owned()), "{format}");
        }
    }
}
