//! The words beside a figure that say how it bounds: 以上, 超过, 最高, 不满.

use super::numerals::Letters;
use std::ops::Range;

/// How words bound a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// 以上, 不少于: the figure or more.
    AtLeast,
    /// 超过: more than the figure.
    MoreThan,
    /// 以下, 最高, 不超过: the figure or less.
    AtMost,
    /// 不满, 低于: less than the figure.
    LessThan,
    /// The lower end of a range.
    From,
    /// The upper end of a range.
    To,
}

/// Words before a figure, longer ones first.
const BEFORE: [(&str, Bound); 41] = [
    ("不得低于", Bound::AtLeast),
    ("不得少于", Bound::AtLeast),
    ("不得超过", Bound::AtMost),
    ("不得高于", Bound::AtMost),
    ("没有达到", Bound::LessThan),
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("未超过", Bound::AtMost),
    ("未达到", Bound::LessThan),
    ("达不到", Bound::LessThan),
    ("不达", Bound::LessThan),
    ("至少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    ("达到", Bound::AtLeast),
    ("超过", Bound::MoreThan),
    ("大于", Bound::MoreThan),
    ("高于", Bound::MoreThan),
    ("多于", Bound::MoreThan),
    ("突破", Bound::MoreThan),
    ("最高", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("最长", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("不满", Bound::LessThan),
    ("未满", Bound::LessThan),
    ("不足", Bound::LessThan),
    ("不到", Bound::LessThan),
    ("低于", Bound::LessThan),
    ("少于", Bound::LessThan),
    ("小于", Bound::LessThan),
    ("满", Bound::AtLeast),
    ("达", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("≤", Bound::AtMost),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
];

/// Words behind a figure.
const BEHIND: [(&str, Bound); 9] = [
    ("及以上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以上", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("封顶", Bound::AtMost),
    ("为限", Bound::AtMost),
    ("内", Bound::AtMost),
];

/// Words that bound a figure somewhat further on: 最高不超过参股基金规模的20%.
const FROM_AFAR: [&str; 7] = ["最高", "不超过", "不高于", "最多", "至多", "上限", "不得超过"];
const FARTHEST: usize = 14;

/// Whether a word that bounds a figure begins here.
pub(super) fn begins(letters: &Letters, at: usize) -> bool {
    BEHIND.iter().any(|(word, _)| letters.follows(at, word))
        || ["的", "给", "且", "并", "或", "和", "至", "到", "奖", "补", "资", "一次"]
            .iter()
            .any(|word| letters.follows(at, word))
}

/// How the words beside a figure bound it, and the letters of both.
///
/// Nothing before the letter `from` belongs to the figure.
pub(super) fn bound(letters: &Letters, figure: Range<usize>, from: usize) -> Option<(Bound, Range<usize>)> {
    let (behind, end) = behind(letters, figure.end);
    let included = included(letters, end).or_else(|| included(letters, figure.end));
    let near = near(letters, figure.start).filter(|(_, start)| *start >= from);
    let found = match (near, behind) {
        (Some((bound, start)), _) => Some((bound, start..figure.end)),
        (None, Some(bound)) => Some((bound, figure.start..end)),
        (None, None) => afar(letters, figure.start, from).map(|start| (Bound::AtMost, start..figure.end)),
    };
    let (bound, mut whole) = found?;
    let Some((included, end)) = included else { return Some((bound, whole)) };
    whole.end = whole.end.max(end);
    let bound = match (bound, included) {
        (Bound::MoreThan, true) => Bound::AtLeast,
        (Bound::LessThan, true) => Bound::AtMost,
        (Bound::AtLeast, false) => Bound::MoreThan,
        (Bound::AtMost, false) => Bound::LessThan,
        (bound, _) => bound,
    };
    Some((bound, whole))
}

fn near(letters: &Letters, figure: usize) -> Option<(Bound, usize)> {
    let mut end = figure;
    for filler in ["人民币", "约", "为", "于", "至"] {
        end = letters.precedes(end, filler).unwrap_or(end);
    }
    [figure, end].into_iter().find_map(|end| {
        BEFORE.iter().find_map(|(word, bound)| letters.precedes(end, word).map(|start| (*bound, start)))
    })
}

/// The bound behind a figure, a remark in brackets between them left out, and where it ends.
fn behind(letters: &Letters, figure: usize) -> (Option<Bound>, usize) {
    let start = included(letters, figure).map_or(figure, |(_, end)| end);
    let found = BEHIND.iter().find(|(word, _)| letters.follows(start, word));
    // 国内 and 内部 bound nothing.
    let found = found.filter(|(word, _)| *word != "内" || !"部外容".contains(letters.at(start.saturating_add(1))));
    (found.map(|(_, bound)| *bound), found.map_or(start, |(word, _)| start.saturating_add(word.chars().count())))
}

/// Whether brackets at a letter say that the figure is included, and where they end.
fn included(letters: &Letters, at: usize) -> Option<(bool, usize)> {
    let words =
        [("(不含", false), ("(不包括", false), ("(不包含", false), ("(含", true), ("(包括", true), ("(包含", true)];
    let (_, included) = words.into_iter().find(|(word, _)| letters.follows(at, word))?;
    let mut end = at;
    while end < letters.len() && letters.at(end) != ')' {
        end = end.saturating_add(1);
    }
    Some((included, end.saturating_add(1)))
}

/// Where a word begins that caps a figure somewhat further on, with no mark or figure between.
fn afar(letters: &Letters, figure: usize, from: usize) -> Option<usize> {
    let least = figure.saturating_sub(FARTHEST).max(from);
    let mut at = figure;
    while at > least && letters.at(at.saturating_sub(1)).is_alphanumeric() {
        at = at.saturating_sub(1);
        if FROM_AFAR.iter().any(|word| letters.follows(at, word)) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Bound::{self, AtLeast, AtMost, LessThan, MoreThan};
    use crate::catalogue::figures::figures;

    #[test]
    fn the_words_beside_a_figure_say_how_it_bounds() {
        let cases: [(&str, Option<(Bound, &str)>); 18] = [
            ("实缴资金2亿元以上的", Some((AtLeast, "2亿元以上"))),
            ("不少于2.0", Some((AtLeast, "不少于2.0"))),
            ("营业收入达到3亿元", Some((AtLeast, "达到3亿元"))),
            ("持续经营满3年", Some((AtLeast, "满3年"))),
            ("10人(含)以上", Some((AtLeast, "10人(含)以上"))),
            ("超过500万元的部分", Some((MoreThan, "超过500万元"))),
            ("2亿元以上(不含)", Some((MoreThan, "2亿元以上(不含)"))),
            ("给予最高2000万元奖励", Some((AtMost, "最高2000万元"))),
            ("最高不超过参股基金规模的20%", Some((AtMost, "不超过参股基金规模的20%"))),
            ("50人以下", Some((AtMost, "50人以下"))),
            ("500万元以内", Some((AtMost, "500万元以内"))),
            ("5年内", Some((AtMost, "5年内"))),
            ("不满3年", Some((LessThan, "不满3年"))),
            ("不足1亿元", Some((LessThan, "不足1亿元"))),
            ("未达到1亿元", Some((LessThan, "未达到1亿元"))),
            ("1亿元以下（不含本数）", Some((LessThan, "1亿元以下（不含本数）"))),
            ("低于25%(含)", Some((AtMost, "低于25%(含)"))),
            ("给予1000万元奖补", None),
        ];
        for (text, expected) in cases {
            let found = figures(text).pop().and_then(|figure| figure.bound);
            let found = found.map(|(bound, span)| (bound, text.get(span).unwrap_or_default()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_word_before_another_figure_bounds_that_one_only() {
        let bounds: Vec<_> =
            figures("最高奖励300万元,另给50万元").into_iter().map(|it| it.bound.map(|it| it.0)).collect();
        assert_eq!(bounds, [Some(AtMost), None]);
        let bounds: Vec<_> = figures("1亿元以上不足2亿元").into_iter().map(|it| it.bound.map(|it| it.0)).collect();
        assert_eq!(bounds, [Some(AtLeast), Some(LessThan)]);
    }

    #[test]
    fn a_cap_before_a_list_bounds_all_of_it() {
        for text in ["分别给予最高1000万元、300万元、50万元奖励", "最高分别为100万元、50万元、30万元"]
        {
            let bounds: Vec<_> = figures(text).into_iter().map(|it| it.bound.map(|it| it.0)).collect();
            assert_eq!(bounds, [Some(AtMost); 3], "{text}");
        }
        let bounds: Vec<_> = figures("10万元以内、5万元").into_iter().map(|it| it.bound.map(|it| it.0)).collect();
        assert_eq!(bounds, [Some(AtMost), None]);
    }
}
