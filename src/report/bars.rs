//! Charts of what each measure gives: one for each class, one bar for each measure with a figure.

use super::words;
use crate::assess::{Finding, Given, Verdict};
use crate::language::Language;
use crate::measure::Class;
use crate::money::Money;

/// The amounts of one class on one linear scale. Classes are never drawn on the same one.
#[derive(Debug)]
pub struct Chart {
    /// The class.
    pub class: Class,
    /// What the whole width stands for; `None` where no amount has an upper bound.
    pub full: Option<String>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// What one measure gives of a class.
#[derive(Debug)]
pub struct Bar {
    /// Which of the report's measures it is, counted from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Whether it applies.
    pub verdict: Verdict,
    /// The amount.
    pub words: String,
    /// How long the firm part is, in thousandths of the whole width.
    pub firm: i128,
    /// How far the possible part reaches, the firm one included, in thousandths; `None` while open.
    pub reach: Option<i128>,
}

/// The whole width.
const FULL: i128 = 1000;
/// The shortest part that can be seen.
const VISIBLE: i128 = 6;

impl Chart {
    /// Whether some upper bound is open.
    pub fn is_open(&self) -> bool {
        self.bars.iter().any(|bar| bar.reach.is_none())
    }

    /// Whether some part is firm.
    pub fn has_firm(&self) -> bool {
        self.bars.iter().any(|bar| bar.firm > 0)
    }

    /// Whether some part is as short as can be seen, so that its length says little.
    pub fn has_least(&self) -> bool {
        let least =
            |bar: &Bar| bar.firm == VISIBLE || bar.reach.is_some_and(|reach| reach.saturating_sub(bar.firm) == VISIBLE);
        self.bars.iter().any(least)
    }

    /// Whether some part is possible only.
    pub fn has_possible(&self) -> bool {
        self.bars.iter().any(|bar| bar.reach.is_some_and(|reach| reach > bar.firm))
    }
}

/// The charts of the numbered findings, class by class.
pub(super) fn charts(findings: &[(usize, &Finding<'_>)], language: Language) -> Vec<Chart> {
    let of_class = |class: &Class| chart(*class, findings, language);
    Class::ALL.iter().filter(|class| class.is_money()).filter_map(of_class).collect()
}

fn chart(class: Class, findings: &[(usize, &Finding<'_>)], language: Language) -> Option<Chart> {
    let ranges: Vec<(usize, &Finding<'_>, Money, Option<Money>)> = findings
        .iter()
        .filter_map(|(number, finding)| {
            let (low, high) = Given::from(*finding).range(class)?;
            (high != Some(Money::ZERO)).then_some((*number, *finding, low, high))
        })
        .collect();
    let full = ranges.iter().map(|(.., low, high)| high.unwrap_or(*low)).max()?;
    let bar = |(number, finding, low, high): &(usize, &Finding<'_>, Money, Option<Money>)| {
        let firm = if finding.verdict == Verdict::Eligible { *low } else { Money::ZERO };
        let (firm, reach) = lengths(firm, *high, full);
        Bar {
            number: *number,
            title: finding.measure.title.get(language).to_owned(),
            verdict: finding.verdict,
            words: words::span(*low, *high, language),
            firm,
            reach,
        }
    };
    Some(Chart {
        class,
        full: (full > Money::ZERO).then(|| full.words(language)),
        bars: ranges.iter().map(bar).collect(),
    })
}

/// How long the firm part is and how far the possible one reaches. Each part that is there can be
/// seen, however small it is.
fn lengths(firm: Money, high: Option<Money>, full: Money) -> (i128, Option<i128>) {
    let solid = if firm > Money::ZERO { share(firm, full).max(VISIBLE) } else { 0 };
    match high {
        Some(high) if high > firm => {
            let solid = solid.min(FULL.saturating_sub(VISIBLE));
            (solid, Some(share(high, full).max(solid.saturating_add(VISIBLE))))
        }
        Some(_) => (solid, Some(solid)),
        None => (solid.min(FULL.saturating_sub(VISIBLE)), None),
    }
}

/// The part of the whole in thousandths, to the nearest.
fn share(part: Money, full: Money) -> i128 {
    let half = full.fen().checked_div(2).unwrap_or_default();
    let scaled = part.fen().saturating_mul(FULL).saturating_add(half);
    scaled.checked_div(full.fen()).unwrap_or_default().clamp(0, FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(amount: i128) -> Money {
        Money::from_fen(amount * 100)
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_largest_amount() {
        // 80 of 2000 is 40 of 1000; from 25 to 100 of 200 is from 125 to 500 of 1000.
        assert_eq!(lengths(yuan(80), Some(yuan(80)), yuan(2000)), (40, Some(40)));
        assert_eq!(lengths(Money::ZERO, Some(yuan(2000)), yuan(2000)), (0, Some(1000)));
        assert_eq!(lengths(yuan(25), Some(yuan(100)), yuan(200)), (125, Some(500)));
    }

    #[test]
    fn the_smallest_part_is_seen_beside_the_largest() {
        assert_eq!(lengths(yuan(1), Some(yuan(1)), yuan(1_000_000)), (6, Some(6)));
        assert_eq!(lengths(yuan(1), Some(yuan(2)), yuan(1_000_000)), (6, Some(12)));
        assert_eq!(lengths(yuan(999_999), Some(yuan(1_000_000)), yuan(1_000_000)), (994, Some(1000)));
    }

    #[test]
    fn an_open_bound_has_no_length() {
        assert_eq!(lengths(Money::ZERO, None, Money::ZERO), (0, None));
        assert_eq!(lengths(yuan(50), None, yuan(200)), (250, None));
        assert_eq!(lengths(yuan(200), None, yuan(200)), (994, None));
    }
}
