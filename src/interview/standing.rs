//! How far an interview is, and what hangs on a question.

use crate::money::Money;

/// What hangs on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stake {
    /// How many measures.
    pub measures: usize,
    /// The most money that those of them give whose most is known.
    pub cash: Money,
    /// How many give money of which the most is not known, or no figure is stated.
    pub without_figure: usize,
}

/// How far an interview is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many measures have a verdict and supports that no answer can change any more.
    pub settled: usize,
    /// How many of these apply, or may.
    pub applying: usize,
    /// How many answers can still change.
    pub open: usize,
    /// How many have no verdict, and no answer can change that: something is not known for good.
    pub unclear: usize,
    /// How many questions are left at most.
    pub questions: usize,
    /// The cash that is firm.
    pub firm: Money,
    /// The most cash of those measures whose most is known.
    pub most: Money,
    /// How many measures give cash of which the most is not known yet.
    pub without_top: usize,
}
