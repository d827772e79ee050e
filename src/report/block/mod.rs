//! Results of whole blocks of clients, as the bytes of a table or of lines of JSON.
//!
//! What is the same for all is made once; what is not is put together for each client.

mod hanging;
pub mod lines;
mod values;
pub mod wide;

use crate::assess::{RuledOutBy, Verdict};
use crate::block::{Block, Lanes, only};
use crate::bulk::{Bulk, Desk, Verdicts};
use crate::report::client::CellProblem;
use smallvec::SmallVec;

/// One client of a block, as far as it is not what is known of it.
#[derive(Clone, Debug)]
pub struct Brief<'b> {
    /// Its place in the block.
    pub lane: usize,
    /// The row or line of its file, counted from 1.
    pub row: usize,
    /// Its name.
    pub name: Option<&'b str>,
    /// The keeper's own mark for it.
    pub id: Option<&'b str>,
    /// What stands in the columns that are none of ours: the place of each among them, counted from 0, in order, and
    /// its text, which is not empty.
    pub others: SmallVec<[(usize, &'b str); 8]>,
    /// What was wrong with its row.
    pub problems: &'b [CellProblem],
}

/// A block that was judged.
#[derive(Debug)]
pub struct Judged<'b, 'c> {
    /// Those of whom something is to be said.
    pub lanes: Lanes,
    /// What is known of them.
    pub block: &'b Block,
    /// What judged them.
    pub bulk: &'b Bulk<'c>,
    /// What it found.
    pub desk: &'b mut Desk<'c>,
}

impl<'b, 'c> Judged<'b, 'c> {
    /// Judges some clients of a block.
    pub fn new(lanes: Lanes, block: &'b Block, bulk: &'b Bulk<'c>, desk: &'b mut Desk<'c>) -> Self {
        bulk.judge(lanes, block, desk);
        Self { lanes, block, bulk, desk }
    }
}

/// Every verdict, and what rules a measure out.
const VERDICTS: [(Verdict, Option<RuledOutBy>); 6] = [
    (Verdict::Eligible, None),
    (Verdict::Provisional, None),
    (Verdict::Undetermined, None),
    (Verdict::Ineligible, Some(RuledOutBy::Audience)),
    (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
    OUT_OF_FORCE,
];

/// The last of [`VERDICTS`].
const OUT_OF_FORCE: (Verdict, Option<RuledOutBy>) = (Verdict::Ineligible, Some(RuledOutBy::Period));

/// How many of [`VERDICTS`] do not rule a measure out; they stand first.
const POSSIBLE: usize = 3;

/// Where in [`VERDICTS`] the verdict for a client stands.
fn place_of(verdicts: &Verdicts, lane: usize) -> usize {
    let lane = only(lane);
    let sets =
        [verdicts.eligible, verdicts.provisional, verdicts.undetermined, verdicts.for_others, verdicts.condition_fails];
    sets.iter().position(|set| set & lane != 0).unwrap_or(sets.len())
}
