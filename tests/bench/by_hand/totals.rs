//! What all measures come to together, by class.

use super::outcome::{Amount, Outcome, Verdict};

/// The measures whose amounts are investments; that of tax relief is not stated, two have no amount,
/// and all others are cash.
const INVESTMENT: usize = 4;
pub const TAX_RELIEF: usize = 14;
const WITHOUT_AMOUNT: [usize; 2] = [15, 16];

/// The sum of a class, in fen; the upper ends are `None` while open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    pub low: i64,
    pub high: Option<i64>,
    /// Without the measures that are undetermined.
    pub settled_high: Option<i64>,
}

/// The totals of cash and of investments, each `None` where every measure of it is ruled out.
pub fn totals(outcomes: &[Outcome; 17]) -> [Option<Total>; 2] {
    let mut totals = [None; 2];
    for (at, outcome) in outcomes.iter().enumerate() {
        let Amount::Between(low, high) = outcome.amount else { continue };
        if WITHOUT_AMOUNT.contains(&at) {
            continue;
        }
        let total =
            totals[usize::from(at == INVESTMENT)].get_or_insert(Total { low: 0, high: Some(0), settled_high: Some(0) });
        let add = |sum: Option<i64>| Some(sum? + high?);
        total.high = add(total.high);
        if outcome.verdict == Verdict::Eligible {
            total.low += low;
        }
        if outcome.verdict != Verdict::Undetermined {
            total.settled_high = add(total.settled_high);
        }
    }
    totals
}
