//! The engine as the benchmark of evaluation calls it: everything in process that it needs to know.

use huiqi::block::{Block, LANES, Lanes, each_of};
use huiqi::bulk::Bulk;
use huiqi::catalogue::Catalogue;
use huiqi::profile::Profile;
use std::hint::black_box;

/// Applicants in the form that the engine evaluates: blocks, and which places of each are taken.
pub type Prepared = Vec<(Lanes, Block)>;

/// Profiles as the engine evaluates them: values, never results of comparisons.
pub fn prepare(catalogue: &Catalogue, profiles: &[Profile]) -> Prepared {
    let block = |profiles: &[Profile]| {
        let mut block = Block::new(&catalogue.facts);
        for (lane, profile) in profiles.iter().enumerate() {
            block.put(lane, profile);
        }
        block.sum_up();
        (Lanes::MAX >> (LANES - profiles.len()), block)
    };
    profiles.chunks(LANES).map(block).collect()
}

/// The verdict, what rules it out and the ranges of every applicant and measure. What is remembered
/// of applicants alike is forgotten between two calls, so that nobody is judged twice for nothing.
pub fn judge(bulk: &Bulk<'_>, prepared: &Prepared) {
    let mut desk = bulk.desk();
    for (lanes, block) in prepared {
        bulk.judge(*lanes, block, &mut desk);
        black_box(&mut desk);
    }
}

/// The same, and each verdict and range taken out by itself.
pub fn judge_and_take_out(bulk: &Bulk<'_>, prepared: &Prepared) {
    let mut desk = bulk.desk();
    for (lanes, block) in prepared {
        bulk.judge(*lanes, block, &mut desk);
        for (at, (measure, verdicts)) in bulk.verdicts(&desk).enumerate() {
            for lane in each_of(*lanes) {
                black_box(verdicts.of(lane));
            }
            for lane in each_of(verdicts.possible()) {
                for support in 0..measure.supports.len() {
                    black_box(bulk.range(at, support, lane, &desk));
                }
            }
        }
    }
}
