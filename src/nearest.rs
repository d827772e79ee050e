//! The name that was probably meant by one that is none of ours.

/// Words that make another thing of what they stand beside: 认缴资金 and 实缴资金缺口 are no paid-in capital, however
/// alike they are written.
const TURNING: [&str; 10] = ["认缴", "认购", "应缴", "待缴", "非", "未", "缺口", "差额", "不足", "拟"];

/// The name nearest to what was written, where one is near enough and not another thing.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = crate::figure::fold(written).to_lowercase();
    let length = folded.chars().count();
    let farthest = (length / 3).max(1);
    let distance = |name: &str| {
        let name = name.to_lowercase();
        if length >= 2 && name.contains(&folded) {
            return Some(1);
        }
        // Texts are at least as far apart as they differ in length, and a long one need not be compared.
        let apart = name.chars().count().abs_diff(length);
        (apart <= farthest).then(|| strsim::osa_distance(&folded, &name)).filter(|distance| *distance <= farthest)
    };
    let near = names.into_iter().filter_map(|name| Some((distance(name)?, name)));
    let nearest = near.min_by_key(|(distance, _)| *distance).map(|it| it.1);
    nearest.filter(|name| TURNING.iter().all(|word| !folded.contains(word) || name.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_near_and_what_is_another_thing_is_not() {
        let names = ["实缴资金", "paid-in-capital", "非营利组织"];
        for (written, name) in [
            ("实缴资全", Some("实缴资金")),
            ("paid-in-captial", Some("paid-in-capital")),
            ("非盈利组织", Some("非营利组织")),
            ("认缴资金", None),
            ("非实缴资金", None),
            ("未实缴资金", None),
            ("实缴资金缺口", None),
            ("营业收入", None),
        ] {
            assert_eq!(nearest(written, names), name, "{written}");
        }
    }
}
