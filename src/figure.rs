//! Figures as people write them: full-width digits, thousands commas, 万 and 亿.

use rust_decimal::Decimal;
use std::borrow::Cow;

/// Why a text is no figure that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// There is no number in it, or something that is not part of one.
    NotAFigure,
    /// It names no exact number: 约300万, 300万左右, 2亿以上.
    Approximate,
    /// It is written with an exponent, as spreadsheets do once digits are lost.
    Exponent,
    /// It has more decimals than the fact keeps.
    TooPrecise {
        /// How many decimals are kept.
        decimals: u32,
    },
    /// It begins with a nought that is none of it, as the rest of 3,000 does that was cut at its comma.
    LeadingNought,
    /// A percentage without its sign.
    NoPercentSign,
    /// It is beyond what can be computed with.
    TooLarge,
}

/// The text with full-width letters, digits and signs made half-width, and without outer spaces.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| half_width(letter) == letter) {
        return Cow::Borrowed(text.trim());
    }
    Cow::Owned(text.chars().map(half_width).collect::<String>().trim().to_owned())
}

/// The half-width form of a letter, digit or sign; any other as it is.
pub fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' => ' ',
        '￥' => '¥',
        '−' | '–' | '—' => '-',
        other => other,
    }
}

/// Whether the text says that the answer is not known: 不清楚, 不详, 待定, `-`, `?` …
pub fn says_unknown(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "?",
        "-",
        "--",
        "/",
        "不清楚",
        "不详",
        "待定",
        "未知",
        "不知道",
        "不确定",
        "暂无",
        "待补充",
        "n/a",
        "na",
        "unknown",
        "not sure",
        "tbd",
    ];
    let folded = fold(text);
    if folded.is_ascii() {
        return WORDS.iter().any(|word| word.eq_ignore_ascii_case(&folded));
    }
    WORDS.contains(&folded.to_lowercase().as_str())
}

/// An amount of money in fen, the hundredth of a yuan.
///
/// Reads `250000000`, `2,500万`, `2.5亿元`, `2亿5000万`, `¥300`, `２００万`, `250 million yuan`. A bare
/// number is yuan.
///
/// # Errors
/// Where the text is no exact amount, or is finer than a fen.
pub fn read_money(text: &str) -> Result<i64, Misread> {
    let folded = fold(text).to_lowercase();
    let mut rest = without_currency(&folded).unwrap_or(&folded);
    for suffix in ["yuan", "元", "圆"] {
        rest = rest.strip_suffix(suffix).unwrap_or(rest).trim_end();
    }
    scaled(read_compound(rest)?, 2)
}

/// A folded text in small letters without the names of the yuan as a currency, as in `¥300` and `300 RMB`: they
/// say in what money an amount is, and not in how many of it. `None` where there is none.
pub(crate) fn without_currency(folded: &str) -> Option<&str> {
    const NAMES: [&str; 4] = ["人民币", "rmb", "cny", "¥"];
    let mut rest = folded;
    for name in NAMES {
        rest = rest.strip_prefix(name).unwrap_or(rest).trim_start();
    }
    for name in NAMES.into_iter().chain(["整"]) {
        rest = rest.strip_suffix(name).unwrap_or(rest).trim_end();
    }
    (rest.len() < folded.len()).then_some(rest)
}

/// A whole number, with 万 or 亿 and the unit given, as in `1.5万人`.
///
/// # Errors
/// Where the text is no exact whole number.
pub fn read_count(text: &str, units: &[&str]) -> Result<i64, Misread> {
    scaled(read_compound(without_unit(&fold(text).to_lowercase(), units))?, 0)
}

/// A decimal with up to `decimals` places and the unit given, in units of its last place.
///
/// # Errors
/// Where the text is no exact number, or has more places.
pub fn read_quantity(text: &str, units: &[&str], decimals: u32) -> Result<i64, Misread> {
    scaled(read_compound(without_unit(&fold(text).to_lowercase(), units))?, decimals)
}

/// A percentage in units of its last place: `25%` with 4 decimals is 250000.
///
/// # Errors
/// Where the text is no exact number, or has no percent sign.
pub fn read_percent(text: &str, decimals: u32) -> Result<i64, Misread> {
    let folded = fold(text);
    let number = match (folded.strip_suffix('%'), folded.strip_prefix("百分之")) {
        (Some(number), _) | (None, Some(number)) => number.trim(),
        (None, None) => {
            read_number(&folded)?;
            return Err(Misread::NoPercentSign);
        }
    };
    scaled(read_number(number)?, decimals)
}

/// Points in hundredths, never less than none: `20分`, `2.5分`, a bare `20` or `2.5`.
///
/// # Errors
/// Where the text is no exact number of points, or has more than one decimal.
pub fn read_points(text: &str) -> Result<i64, Misread> {
    let folded = fold(text);
    let number = folded.strip_suffix('分').unwrap_or(&folded).trim_end();
    let tenths = scaled(read_number(number)?, 1)?;
    if tenths < 0 { Err(Misread::NotAFigure) } else { tenths.checked_mul(10).ok_or(Misread::TooLarge) }
}

fn without_unit<'t>(text: &'t str, units: &[&str]) -> &'t str {
    units.iter().find_map(|unit| text.strip_suffix(&unit.to_lowercase())).unwrap_or(text).trim_end()
}

fn scaled(number: Decimal, decimals: u32) -> Result<i64, Misread> {
    let exact = number.normalize();
    if exact.scale() > decimals {
        return Err(Misread::TooPrecise { decimals });
    }
    let missing = decimals.saturating_sub(exact.scale());
    10_i128
        .checked_pow(missing)
        .and_then(|factor| exact.mantissa().checked_mul(factor))
        .and_then(|value| i64::try_from(value).ok())
        .ok_or(Misread::TooLarge)
}

/// Units in falling order; a compound such as 2亿5000万 names them in this order.
const UNITS: [(&str, u64); 16] = [
    ("万亿", 1_000_000_000_000),
    ("千亿", 100_000_000_000),
    ("百亿", 10_000_000_000),
    ("十亿", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("亿", 100_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("million", 1_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("thousand", 1_000),
    ("千", 1_000),
    ("百", 100),
    ("十", 10),
    ("", 1),
];

/// A number with the letters of its scale: 2.5亿, 2亿5000万.
///
/// # Errors
/// Where the text is no exact number.
pub(crate) fn read_compound(text: &str) -> Result<Decimal, Misread> {
    const APPROXIMATE: [&str; 15] =
        ["约", "大概", "左右", "以上", "以下", "以内", "超过", "不足", "不到", "近", "余", "多", "~", "≈", "about"];
    if APPROXIMATE.iter().any(|word| text.contains(word)) && text.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(Misread::Approximate);
    }
    let mut rest = text;
    let mut sum = Decimal::ZERO;
    let mut below = u64::MAX;
    let mut whole = true;
    let mut first = true;
    while first || !rest.is_empty() {
        let (number, after) = split_where(rest, |letter| !matches!(letter, '0'..='9' | '.' | ',' | '-' | '+'));
        let (unit, factor) =
            UNITS.into_iter().find(|(unit, _)| after.trim_start().starts_with(unit)).ok_or(Misread::NotAFigure)?;
        let unit_missing = unit.is_empty() && (!first || !after.is_empty());
        // Whoever writes 2亿5千 means 2.5亿, and the letter says 200,005,000.
        let cut_short = !first && below > 10_000 && matches!(unit, "千" | "百" | "十");
        if factor >= below || unit_missing || cut_short || (!first && number.starts_with(['-', '+'])) {
            return Err(if after.starts_with('e') && !number.is_empty() {
                Misread::Exponent
            } else {
                Misread::NotAFigure
            });
        }
        let digits = read_number(number)?;
        let part = digits.checked_mul(Decimal::from(factor)).ok_or(Misread::TooLarge)?;
        // 1.5亿5000万 and 2亿30000万 are slips, not amounts.
        if !first && (!whole || part >= Decimal::from(below)) {
            return Err(Misread::NotAFigure);
        }
        whole = digits.fract().is_zero();
        let signed = if sum.is_sign_negative() { sum.checked_sub(part) } else { sum.checked_add(part) };
        sum = signed.ok_or(Misread::TooLarge)?;
        below = factor;
        rest = after.trim_start().strip_prefix(unit).unwrap_or_default().trim_start();
        first = false;
    }
    Ok(sum)
}

fn split_where(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(ends).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// A plain decimal; commas only between groups of three digits.
pub(crate) fn read_number(text: &str) -> Result<Decimal, Misread> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let head = groups.next().unwrap_or_default();
    let grouped = groups.clone().count() > 0;
    let well_formed = digits(head)
        && (!grouped || head.len() <= 3)
        && groups.all(|group| digits(group) && group.len() == 3)
        && decimals.is_none_or(digits);
    if !well_formed {
        return Err(Misread::NotAFigure);
    }
    if head.len() > 1 && head.starts_with('0') {
        return Err(Misread::LeadingNought);
    }
    Decimal::from_str_exact(&text.replace(',', "")).map_err(|_| Misread::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_amount_in_many_spellings_is_one_value() {
        for text in [
            "300万元",
            "300万",
            "3百万",
            "0.03亿",
            "３００万",
            "3,000,000",
            "3000000",
            "3000000.00元",
            "¥3,000,000",
            "￥３００万",
            "人民币300万元整",
            " 300 万元 ",
            "3 million yuan",
            "0.3千万",
        ] {
            assert_eq!(read_money(text), Ok(300_000_000), "{text}");
        }
        assert_eq!(read_money("2亿5000万元"), Ok(25_000_000_000));
        assert_eq!(read_money("2亿5千万"), Ok(25_000_000_000));
        assert_eq!(read_money("3万5千2百元"), Ok(3_520_000));
        assert_eq!(read_money("2 million 5 thousand"), Ok(200_500_000));
        assert_eq!(read_money("1.9999亿"), Ok(19_999_000_000));
        assert_eq!(read_money("-5"), Ok(-500));
        assert_eq!(read_money("0.01"), Ok(1));
    }

    #[test]
    fn what_is_no_exact_amount_is_refused_with_its_reason() {
        use Misread::{Approximate, Exponent, NotAFigure, TooLarge, TooPrecise};
        for (text, why) in [
            ("约300万", Approximate),
            ("2亿以上", Approximate),
            ("2e8", Exponent),
            ("9.137E+17", Exponent),
            ("0.001", TooPrecise { decimals: 2 }),
            ("300万5", NotAFigure),
            ("1万2亿", NotAFigure),
            ("2亿30000万", NotAFigure),
            ("1.5亿5000万", NotAFigure),
            ("2亿5千", NotAFigure),
            ("2亿5千元", NotAFigure),
            ("1亿2千3百", NotAFigure),
            ("2千万5百", NotAFigure),
            ("3十万5十", NotAFigure),
            ("1,00", NotAFigure),
            ("1,0000", NotAFigure),
            ("", NotAFigure),
            ("元", NotAFigure),
            ("abc", NotAFigure),
            ("1.", NotAFigure),
            ("100-200万", NotAFigure),
            ("NaN", NotAFigure),
            ("99999999999999999999亿", TooLarge),
        ] {
            assert_eq!(read_money(text), Err(why), "{text}");
        }
    }

    #[test]
    fn counts_quantities_and_percentages_keep_their_units() {
        assert_eq!(read_count("1.5万人", &["人"]), Ok(15_000));
        assert_eq!(read_count("12", &[]), Ok(12));
        assert_eq!(read_count("1.5", &["人"]), Err(Misread::TooPrecise { decimals: 0 }));
        assert_eq!(read_quantity("2.05 亩", &["亩"], 4), Ok(20_500));
        assert_eq!(read_percent("25％", 4), Ok(250_000));
        assert_eq!(read_percent("0.25", 4), Err(Misread::NoPercentSign));
    }

    #[test]
    fn points_are_whole_or_have_one_decimal() {
        assert_eq!(read_points("20分"), Ok(2000));
        assert_eq!(read_points("２.5 分"), Ok(250));
        assert_eq!(read_points("3"), Ok(300));
        assert_eq!(read_points("2.25分"), Err(Misread::TooPrecise { decimals: 1 }));
        assert_eq!(read_points("2万元"), Err(Misread::NotAFigure));
        assert_eq!(read_points("-1分"), Err(Misread::NotAFigure));
    }

    #[test]
    fn words_for_not_known_are_understood() {
        for text in ["不详", "－", "？", " 待定 ", "/", "Unknown", "un\u{212a}nown"] {
            assert!(says_unknown(text), "{text}");
        }
        assert!(!says_unknown("0") && !says_unknown("否") && !says_unknown(""));
    }
}
