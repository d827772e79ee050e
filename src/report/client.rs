//! One of several clients whose results are reported together.

use crate::assess::Assessment;
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use std::sync::Arc;

/// One client of a table: what its row said and what follows.
#[derive(Clone, Debug)]
pub struct Client<'c> {
    /// Which of the clients it is, counted from 1.
    pub number: usize,
    /// The row or line of its file, counted from 1.
    pub row: usize,
    /// What is known of it.
    pub profile: Profile,
    /// What stands in the columns that are none of ours: the place of each among them, counted from 0, in order, and
    /// its text, which is not empty.
    pub others: Vec<(usize, String)>,
    /// What was wrong with its row.
    pub problems: Vec<CellProblem>,
    /// What follows.
    pub assessment: Assessment<'c>,
}

/// What is wrong with a cell, or with a whole row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// Where it is: the address of the cell, as in `B7`, or line and column, as in `7:15`; of a whole
    /// row its number.
    pub place: String,
    /// The row or line, counted from 1; 0 for what stands in no row.
    pub row: usize,
    /// The heading of the column, where one is concerned.
    pub column: Option<String>,
    /// What stands in the cell.
    pub value: Option<String>,
    /// What is wrong with it and how to mend it; many rows may have the same.
    pub problem: Arc<Problem>,
}

/// What was done with what a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseMade {
    /// It was used nevertheless.
    Everything,
    /// It was not used, and its fact is taken as unknown.
    Unknown,
    /// It was taken for no client, or not read at all.
    Nothing,
}

impl CellProblem {
    /// Whether no answer was lost by it.
    pub fn is_warning(&self) -> bool {
        self.problem.code.is_warning()
    }

    /// What was done with what it is about.
    pub fn use_made(&self) -> UseMade {
        match self.problem.code {
            Code::NotAClient | Code::SheetUnread | Code::UnknownColumn => UseMade::Nothing,
            code if code.is_warning() => UseMade::Everything,
            _ => UseMade::Unknown,
        }
    }
}
