//! What became of the defects, operator by operator.

use crate::spots::Mutant;
use std::fmt;

/// What became of one defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A fault points at it.
    RightLine,
    /// There is a fault, but it points elsewhere.
    Elsewhere,
    /// No fault, and no rule means anything else.
    Equal,
    /// No fault.
    Survived,
}

struct Row {
    operator: &'static str,
    applied: usize,
    equal: usize,
    reported: usize,
    right: usize,
}

pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    pub fn new(tried: &[(&Mutant, Fate)]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for (mutant, fate) in tried {
            let at = rows.iter().position(|row| row.operator == mutant.operator).unwrap_or_else(|| {
                rows.push(Row { operator: mutant.operator, applied: 0, equal: 0, reported: 0, right: 0 });
                rows.len() - 1
            });
            rows[at].applied += usize::from(*fate != Fate::Equal);
            rows[at].equal += usize::from(*fate == Fate::Equal);
            rows[at].reported += usize::from(matches!(fate, Fate::RightLine | Fate::Elsewhere));
            rows[at].right += usize::from(*fate == Fate::RightLine);
        }
        Self { rows }
    }

    /// Of all defects 95 in 100 are reported at the right line, and of each operator 80.
    pub fn assert_enough(&self) {
        let (applied, right) = self.rows.iter().fold((0, 0), |sum, row| (sum.0 + row.applied, sum.1 + row.right));
        assert!(right * 100 >= applied * 95, "only {right} of {applied} are reported at the right line");
        for Row { operator, applied, right, .. } in &self.rows {
            assert!(right * 100 >= applied * 80, "{operator}: only {right} of {applied}");
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:32} {:>8} {:>9} {:>10} {:>6}", "operator", "applied", "reported", "right line", "equal")?;
        let mut total = (0, 0, 0, 0);
        for Row { operator, applied, equal, reported, right } in &self.rows {
            writeln!(out, "{operator:32} {applied:>8} {reported:>9} {right:>10} {equal:>6}")?;
            total = (total.0 + applied, total.1 + reported, total.2 + right, total.3 + equal);
        }
        writeln!(out, "{:32} {:>8} {:>9} {:>10} {:>6}", "all", total.0, total.1, total.2, total.3)
    }
}
