//! Many applicants interviewed, and what that comes to.

use super::bound::{Bound, bound};
use super::ground::Ground;
use super::interview::{Order, Record, interview};
use crate::applicants::Applicant;
use crate::applicants::draw::Applicants;
use crate::random::Lot;
use huiqi::interview::plan::Plan;

/// How many of a hundred questions are declined where some are.
pub const DECLINED: usize = 20;

/// One applicant, interviewed in each order.
pub struct Row {
    pub applicant: Applicant,
    pub bound: Bound,
    pub ours: Record,
    pub most_mentioned: Record,
    pub random: Record,
    /// In our order, with answers declined.
    pub declining: Record,
}

/// Interviews so many applicants, on all processors; the rows stand in the order of the seeds.
pub fn survey(ground: &Ground<'_>, applicants: &Applicants<'_>, number: usize) -> Vec<Row> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let rows = |first: usize| {
        let mut plan = Plan::new(ground.catalogue);
        (first..number)
            .step_by(threads)
            .map(|seed| row(ground, applicants.draw(seed as u64), &mut plan, seed))
            .collect()
    };
    let mut parts: Vec<std::vec::IntoIter<Row>> = std::thread::scope(|scope| {
        let rows = &rows;
        let started: Vec<_> = (0..threads).map(|first| scope.spawn(move || -> Vec<Row> { rows(first) })).collect();
        started.into_iter().map(|thread| thread.join().unwrap().into_iter()).collect()
    });
    (0..number).map(|seed| parts[seed % threads].next().unwrap()).collect()
}

fn row<'c>(ground: &Ground<'c>, applicant: Applicant, plan: &mut Plan<'c>, seed: usize) -> Row {
    let lot = |of: u64| Lot::new(of << 40 | seed as u64);
    let ours = interview(ground, &applicant, Order::Ours(plan), 0, &mut lot(1));
    let declining = interview(ground, &applicant, Order::Ours(plan), DECLINED, &mut lot(2));
    let most_mentioned = interview(ground, &applicant, Order::MostMentioned, 0, &mut lot(1));
    let random = interview(ground, &applicant, Order::Random(lot(3)), 0, &mut lot(1));
    Row { bound: bound(ground, &applicant), applicant, ours, most_mentioned, random, declining }
}

/// What an order comes to over all applicants. Ratios are of questions to the fewest that could
/// do, in thousandths.
#[derive(Clone, Debug)]
pub struct Sum {
    pub mean: usize,
    pub median: usize,
    pub p95: usize,
    pub most: usize,
    pub questions: usize,
    pub prompts: usize,
    pub switches: usize,
    pub pointless: usize,
    pub left_open: usize,
    pub unsettled: usize,
    pub twice: usize,
    pub wrong: usize,
}

pub fn sum(rows: &[Row], of: impl Fn(&Row) -> &Record) -> Sum {
    let mut ratios: Vec<usize> = rows.iter().map(|row| of(row).asked.len() * 1000 / row.bound.least.max(1)).collect();
    ratios.sort_unstable();
    let total = |what: fn(&Record) -> usize| rows.iter().map(|row| what(of(row))).sum();
    Sum {
        mean: ratios.iter().sum::<usize>() / ratios.len(),
        median: at_share(&ratios, 50),
        p95: at_share(&ratios, 95),
        most: at_share(&ratios, 100),
        questions: total(|record| record.asked.len()),
        prompts: total(|record| record.prompts),
        switches: total(|record| record.switches),
        pointless: total(|record| record.pointless.len()),
        left_open: total(|record| record.left_open),
        unsettled: total(|record| record.unsettled),
        twice: total(|record| record.twice.len()),
        wrong: total(|record| record.wrong),
    }
}

/// The least of sorted numbers that so many of a hundred do not exceed.
pub fn at_share(sorted: &[usize], percent: usize) -> usize {
    sorted[(sorted.len() * percent).div_ceil(100).max(1) - 1]
}

/// The kind of an applicant, by its code; more than one kind is `several`.
pub fn kind<'c>(ground: &Ground<'c>, applicant: &Applicant) -> &'c str {
    let (id, fact) = ground.catalogue.fact("applicant").unwrap();
    match applicant.chosen(id) {
        [one] => &fact.choices[*one].id,
        _ => "several",
    }
}
