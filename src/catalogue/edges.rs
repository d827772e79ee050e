//! Where a figure in a text begins and where it ends, so that no part of one is taken for the whole.

use super::numerals::{Letters, is_numeral};
use super::texts::is_han;

/// Other money.
pub(super) const CURRENCIES: [&str; 6] = ["美元", "美金", "港元", "港币", "欧元", "日元"];

/// Signs that part a figure from what stands beside it. Any other sign may be a part of it, such as the
/// apostrophe of 1'500元, the stroke of 1/5万元 and what nobody sees.
const PARTING: &str = "。、,;:!?()[]{}<>≤≥《》〈〉「」『』【】〔〕﹝﹞“”\"%|…";

/// A letter that is no part of a figure.
fn parts(letter: char) -> bool {
    (is_han(letter) && !is_numeral(letter)) || PARTING.contains(letter)
}

/// The last letter before a position that is no space.
fn last_before(letters: &Letters, mut at: usize) -> Option<usize> {
    loop {
        at = at.checked_sub(1)?;
        if !letters.at(at).is_whitespace() {
            return Some(at);
        }
    }
}

/// Whether what begins here is a whole figure as far as what stands before it tells.
pub(super) fn begins(letters: &Letters, start: usize) -> bool {
    let Some(before) = last_before(letters, start) else { return true };
    if CURRENCIES.iter().any(|name| letters.precedes(before.saturating_add(1), name).is_some()) {
        return false;
    }
    let earlier = || last_before(letters, before).map_or(' ', |at| letters.at(at));
    match letters.at(before) {
        ',' | ':' | '|' => !earlier().is_ascii_digit(),
        '/' => is_han(earlier()) && !is_numeral(earlier()),
        '¥' => begins(letters, before),
        '第' => false,
        // 三点五万元
        '点' => !is_numeral(earlier()),
        // 几十万元
        '几' | '数' => letters.at(start) != '十',
        letter => parts(letter),
    }
}

/// Whether what ends here is a whole figure as far as what stands behind it tells.
pub(super) fn ends(letters: &Letters, end: usize) -> bool {
    // With its unit a figure is complete; more digits can follow where there is none.
    let has_unit = end.checked_sub(1).is_some_and(|last| !is_numeral(letters.at(last)));
    let next = if has_unit { end } else { letters.skip_spaces(end) };
    if next >= letters.len() {
        return true;
    }
    let behind = next.saturating_add(1);
    match letters.at(next) {
        _ if CURRENCIES.iter().any(|name| letters.follows(next, name)) => false,
        // 一年半
        '半' if has_unit && letters.precedes(end, "年").is_some() => "年导".contains(letters.at(behind)),
        letter if has_unit && (letter.is_whitespace() || letter.is_ascii_alphanumeric() || is_numeral(letter)) => true,
        '/' => has_unit,
        '-' => has_unit && parts(letters.at(letters.skip(next, '-'))),
        '.' | ',' | ':' | '|' => has_unit || !letters.at(letters.skip_spaces(behind)).is_ascii_digit(),
        '点' => has_unit || !is_numeral(letters.at(behind)),
        '多' | '余' => has_unit,
        letter => parts(letter),
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::figures::{Value, figures};
    use rust_decimal::Decimal;

    /// The amounts in yuan that a text states.
    fn amounts(text: &str) -> Vec<Decimal> {
        let yuan = |value| if let Value::Yuan(yuan) = value { Some(yuan) } else { None };
        figures(text).into_iter().filter_map(|figure| yuan(figure.value)).collect()
    }

    #[test]
    fn a_part_of_a_figure_is_none() {
        for text in [
            "给予2\u{200b}50万元奖励",
            "给予2\u{ad}50万元奖励",
            "给予2\u{202e}50万元奖励",
            "给予\u{200b}50万元奖励",
            "给予50万\u{200b}元奖励",
            "给予12·5万元奖励",
            "给予1/5万元奖励",
            "给予1'500元奖励",
            "给予1’500元奖励",
            "给予1,50万元奖励",
            "给予1.2.5万元奖励",
            "给予1:5万元奖励",
            "给予贰佰5万元奖励",
            "给予三点五万元奖励",
            "给予2点5万元奖励",
            "给予几十万元奖励",
            "给予二百5万元奖励",
            "给予三5万元奖励",
            "给予1亿五千万元奖励",
            "给予2亿 5000万元奖励",
            "给予2亿5千元奖励",
            "给予2亿元5千万元奖励",
            "给予300元5角奖励",
            "给予5万美元奖励",
            "给予5万元港币奖励",
            "给予美元5万元奖励",
            "给予$5万元奖励",
            "给予-5万元奖励",
            "给予±5万元奖励",
            "给予٢5万元奖励",
            "给予½5万元奖励",
            "给予2\u{fe0f}5万元奖励",
            "按2020 500万元奖励",
            "按2020\n500万元奖励",
            "给予50万元×3的奖励",
            "给予50万元+30万元奖励",
            "给予1〜2万元奖励",
            "给予1-2-3万元奖励",
            "给予1万元至2\u{200b}5万元奖励",
            "给予2\u{200b}1万元至5万元奖励",
            "给予1-2亿5千万元奖励",
            "给予三至五百万元奖励",
            "给予3至5百万元奖励",
            "给予100-1万元奖励",
        ] {
            assert_eq!(amounts(text), [], "{text:?}");
        }
    }

    #[test]
    fn a_whole_figure_is_one_whatever_parts_it_from_the_rest() {
        let yuan = |amounts: &[i64]| amounts.iter().copied().map(Decimal::from).collect::<Vec<_>>();
        for (text, expected) in [
            ("2亿5千万元", &[250_000_000_i64][..]),
            ("2亿5000万元", &[250_000_000]),
            ("3万5千2百元", &[35_200]),
            ("奖励 50 万元 。", &[500_000]),
            ("奖励(50万元)", &[500_000]),
            ("奖励:50万元;", &[500_000]),
            ("“50万元”", &[500_000]),
            ("2020年50万元", &[500_000]),
            ("每项¥50万元", &[500_000]),
            ("5%50万元", &[500_000]),
            ("50万元/亩", &[500_000]),
            ("50万元——由市财政局给", &[500_000]),
            ("奖励50万元一次性", &[500_000]),
            ("50万元、30万元,20万元", &[500_000, 300_000, 200_000]),
            ("1~2万元", &[10_000, 20_000]),
            ("1万 ~ 2万元", &[10_000, 20_000]),
            ("5至10万元", &[50_000, 100_000]),
            ("八至十万元", &[80_000, 100_000]),
            ("不少于五百万元", &[5_000_000]),
        ] {
            assert_eq!(amounts(text), yuan(expected), "{text:?}");
        }
    }

    #[test]
    fn of_a_term_too_no_part_is_one() {
        for text in ["一年半", "第十五年", "1'3年"] {
            assert_eq!(figures(text), [], "{text}");
        }
        assert_eq!(figures("2020年——2022年").len(), 2);
        assert_eq!(figures("2020-08-20 10").len(), 1);
    }
}
