//! The name that was probably meant by one that is none of ours.

use rapidfuzz::distance::osa::{Args, BatchComparator};
use std::cell::LazyCell;

/// Words that make another thing of what they stand beside: 认缴资金 and 实缴资金缺口 are no paid-in capital, however
/// alike they are written.
const TURNING: [&str; 10] = ["认缴", "认购", "应缴", "待缴", "非", "未", "缺口", "差额", "不足", "拟"];

/// Names of which one may be meant.
#[derive(Clone, Debug)]
pub struct Names(Vec<Name>);

#[derive(Clone, Debug)]
struct Name {
    lower: String,
    /// In letters.
    length: usize,
    letters: Letters,
}

/// Which letters a text is of; some of them count as one.
#[derive(Clone, Copy, Debug)]
struct Letters(u64);

impl Letters {
    fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) % u64::BITS)))
    }

    /// How many there are at least that another text has not.
    fn beyond(self, other: Self) -> usize {
        usize::try_from((self.0 & !other.0).count_ones()).unwrap_or_default()
    }
}

impl Names {
    /// These names.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let known = |name: &str| {
            let lower = name.to_lowercase();
            Name { length: lower.chars().count(), letters: Letters::of(&lower), lower }
        };
        Self(names.into_iter().map(known).collect())
    }

    /// Which name is nearest to what was written, by position, of several the first, where one is near enough and not
    /// another thing.
    pub fn nearest(&self, written: &str) -> Option<usize> {
        let folded = crate::figure::fold(written).to_lowercase();
        let length = folded.chars().count();
        let farthest = (length / 3).max(1);
        let letters = Letters::of(&folded);
        let comparator = LazyCell::new(|| BatchComparator::new(folded.chars()));
        let distance = |name: &Name, farthest: usize| {
            if length >= 2 && letters.beyond(name.letters) == 0 && name.lower.contains(&folded) {
                return Some(1).filter(|distance| *distance <= farthest);
            }
            // Texts are at least as far apart as they differ in length, and as one has letters that the other has not;
            // far ones need not be compared.
            let is_far = name.length.abs_diff(length) > farthest
                || letters.beyond(name.letters) > farthest
                || name.letters.beyond(letters) > farthest;
            let within = || Args::default().score_cutoff(farthest);
            if is_far { None } else { comparator.distance_with_args(name.lower.chars(), &within()) }
        };
        let mut nearest = None;
        for (at, name) in self.0.iter().enumerate() {
            let Some(farthest) = nearest.map_or(Some(farthest), |(before, ..): (usize, _, _)| before.checked_sub(1))
            else {
                break;
            };
            nearest = distance(name, farthest).map(|distance| (distance, at, name)).or(nearest);
        }
        let (_, at, name) = nearest?;
        TURNING.iter().all(|word| !folded.contains(word) || name.lower.contains(word)).then_some(at)
    }
}

/// The name nearest to what was written, of several the first, where one is near enough and not another thing.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let names: Vec<&str> = names.into_iter().collect();
    Names::new(names.iter().copied()).nearest(written).and_then(|at| names.get(at).copied())
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

    #[test]
    fn no_name_that_is_near_enough_is_passed_over_for_its_letters() {
        // Of these, two count as one letter where letters are told apart.
        let letters = ['a', '\u{a1}', 'b'];
        let words: Vec<String> = (1_u32..=6)
            .flat_map(|length| (0..3_usize.pow(length)).map(move |word| (length, word)))
            .map(|(length, word)| (0..length).map(|at| letters[word / 3_usize.pow(at) % 3]).collect())
            .collect();
        for (at, written) in words.iter().enumerate() {
            for name in words.iter().skip(at % 7).step_by(7) {
                let length = written.chars().count();
                let is_near = strsim::osa_distance(written, name) <= (length / 3).max(1);
                let is_part = length >= 2 && name.contains(written.as_str());
                assert_eq!(nearest(written, [name.as_str()]).is_some(), is_near || is_part, "{written} {name}");
            }
        }
    }

    #[test]
    fn of_several_near_names_the_nearest_counts_and_of_as_near_ones_the_first() {
        let names = ["abcdefgxyz", "abcdefghxy", "abcdefghix", "abcdefghiy"];
        assert_eq!(nearest("abcdefghij", names), Some("abcdefghix"));
        assert_eq!(nearest("abcdefghij", ["xabcdefghijx", "abcdefghix", "abcdefghij"]), Some("xabcdefghijx"));
    }
}
