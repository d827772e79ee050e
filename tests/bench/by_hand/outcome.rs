//! What a measure comes to for one applicant.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Eligible,
    Provisional,
    Undetermined,
    /// For another kind of applicant.
    Audience,
    /// A condition does not hold.
    Conditions,
}

/// What is given if the measure applies, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing that is counted, or the measure does not apply.
    Nothing,
    Unstated,
    /// From the least to the most, the latter `None` while an unknown fact leaves it open.
    Between(i64, Option<i64>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub verdict: Verdict,
    pub amount: Amount,
}

impl Verdict {
    #[inline]
    pub fn applies(self) -> bool {
        !matches!(self, Self::Audience | Self::Conditions)
    }
}
