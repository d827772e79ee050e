//! Ranges of two figures, and which figures are whole.

use super::beside::Bound;
use super::edges;
use super::figures::{Raw, RawUnit};
use super::numerals::{Letters, is_numeral};
use rust_decimal::Decimal;
use std::ops::Range;

/// Whether a figure is one end of a range.
#[derive(Clone, Copy, Default)]
pub(super) struct Joined {
    /// What stands before it is the other end.
    pub before: bool,
    /// What stands behind it is the other end.
    pub behind: bool,
    /// What the two come to cannot be told.
    pub doubtful: bool,
}

/// 600元至12000元, 25%-50%, 1-2年: the lower figure takes from the upper what it leaves out.
pub(super) fn join(letters: &Letters, found: &mut [Raw]) {
    for at in 1..found.len() {
        let Some([low, high]) = found.get_mut(at.saturating_sub(1)..=at) else { continue };
        let is_day = [low.unit, high.unit].iter().any(|unit| matches!(unit, RawUnit::Day(_)));
        let alike = low.unit == RawUnit::None
            || high.unit == RawUnit::None
            || std::mem::discriminant(&low.unit) == std::mem::discriminant(&high.unit)
            || is_day;
        if !alike || !is_mark(letters, low.letters.end..high.letters.start) {
            continue;
        }
        (low.joined.behind, high.joined.before) = (true, true);
        if is_day {
            continue;
        }
        if low.unit == RawUnit::None {
            low.unit = high.unit;
            if let (None, Some(scale)) = (low.scale, high.scale) {
                low.joined.doubtful = !shares_scale(letters, low, high, scale);
                low.number = low.number.saturating_mul(scale);
                low.scale = Some(scale);
            }
        }
        low.joined.doubtful |= low.unit == high.unit && low.number > high.number;
        (low.range, high.range) = (Some(Bound::From), Some(Bound::To));
    }
}

/// Whether only a sign that makes a range of two figures stands between them.
fn is_mark(letters: &Letters, between: Range<usize>) -> bool {
    let mut marks = between.map(|at| letters.at(at)).filter(|letter| !letter.is_whitespace());
    match (marks.next(), marks.next(), marks.next()) {
        (Some('至' | '到' | '-' | '~'), None, None) => true,
        (first, second, None) => first == Some('-') && second == first,
        _ => false,
    }
}

/// Whether 万 or 亿 of the upper figure is plainly that of the lower one, as in 5至10万元. In 三至五百万元 and
/// 1至2亿5千万元 it is not.
fn shares_scale(letters: &Letters, low: &Raw, high: &Raw, scale: Decimal) -> bool {
    if high.han {
        let before = high.number.checked_div(scale).unwrap_or_default();
        return low.number >= Decimal::TEN || before < Decimal::ONE_HUNDRED;
    }
    let words = high.letters.clone().map(|at| letters.at(at));
    words.filter(|letter| is_numeral(*letter) && !letter.is_ascii_digit()).count() == 1
}

/// Which figures are whole: nothing that touches them could be more of them, and both ends of a range are.
pub(super) fn wholes(letters: &Letters, found: &[Raw]) -> Vec<bool> {
    let is_whole = |raw: &Raw| {
        let Joined { before, behind, doubtful } = raw.joined;
        let is_clear = !(doubtful || (before && behind));
        is_clear
            && (before || edges::begins(letters, raw.letters.start))
            && (behind || matches!(raw.unit, RawUnit::Day(_)) || edges::ends(letters, raw.letters.end))
    };
    let mut wholes: Vec<bool> = found.iter().map(is_whole).collect();
    for (at, pair) in found.windows(2).enumerate() {
        let ([one, other], Some([first, second])) = (pair, wholes.get_mut(at..at.saturating_add(2))) else { continue };
        // 2亿元5千万元, 300元5角
        let touch = one.unit == RawUnit::Yuan && one.letters.end == other.letters.start;
        let end = other.letters.end;
        let goes_on =
            touch && (other.unit == RawUnit::Yuan || letters.at(end) == '角' || letters.precedes(end, "分").is_some());
        if goes_on || (other.joined.before && !(*first && *second)) {
            (*first, *second) = (false, false);
        }
    }
    wholes
}
