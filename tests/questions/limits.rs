//! What the order of questions has to keep to.

use super::ground::Ground;
use super::interview::{Order, Record, interview};
use super::sums::{Row, Sum, at_share, kind, sum};
use crate::applicants::Applicant;
use crate::random::Lot;
use huiqi::interview::plan::Plan;

/// Thousandths of the fewest questions that could do, on average and for 95 of 100 applicants.
pub const MEAN: usize = 1100;
pub const P95: usize = 1350;
/// Of a hundred changes of topic when the most mentioned fact comes first.
pub const SWITCHES: usize = 60;
/// Questions to the median company.
pub const MEDIAN_COMPANY: usize = 25;

const WRITTEN: [(&str, usize, &str); 4] = [
    ("noodle shop with nothing online", 12, include_str!("../applicants/noodle-shop.toml")),
    ("graduate buying a first home", 10, include_str!("../applicants/graduate.toml")),
    ("venture investor", 18, include_str!("../applicants/venture-investor.toml")),
    ("internet headquarters", 22, include_str!("../applicants/internet-headquarters.toml")),
];

/// An applicant written out in full, and how the interview goes.
pub struct WrittenOut {
    pub name: &'static str,
    pub most: usize,
    pub applicant: Applicant,
    pub record: Record,
}

pub fn written_out(ground: &Ground<'_>) -> Vec<WrittenOut> {
    let ask = |(name, most, text): (&'static str, usize, &str)| {
        let applicant = Applicant::written(ground.catalogue, name, text);
        let mut plan = Plan::new(ground.catalogue);
        let record = interview(ground, &applicant, Order::Ours(&mut plan), 0, &mut Lot::new(0));
        WrittenOut { name, most, applicant, record }
    };
    WRITTEN.into_iter().map(ask).collect()
}

/// How many questions the median applicant of a kind is asked.
pub fn median_of_kind(ground: &Ground<'_>, rows: &[Row], of: &str) -> usize {
    let mut asked: Vec<usize> =
        rows.iter().filter(|row| kind(ground, &row.applicant) == of).map(|row| row.ours.asked.len()).collect();
    asked.sort_unstable();
    at_share(&asked, 50)
}

/// The limits that are not kept, in words.
pub fn broken(ground: &Ground<'_>, rows: &[Row]) -> Vec<String> {
    let (ours, most, declining) =
        (sum(rows, |row| &row.ours), sum(rows, |row| &row.most_mentioned), sum(rows, |row| &row.declining));
    let mut broken = Vec::new();
    let mut limit = |what: &str, is: usize, at_most: usize| {
        if is > at_most {
            broken.push(format!("{what}: {is}, at most {at_most}"));
        }
    };
    limit("mean ratio in thousandths", ours.mean, MEAN);
    limit("95th percentile of the ratio in thousandths", ours.p95, P95);
    limit("changes of topic in per cent", ours.switches * 100 / most.switches.max(1), SWITCHES);
    limit("questions to the median company", median_of_kind(ground, rows, "company"), MEDIAN_COMPANY);
    limit("verdicts unsettled at the end", ours.unsettled, 0);
    let always = |name: &str, sum: &Sum| {
        [
            (format!("pointless questions, {name}"), sum.pointless),
            (format!("measures left open, {name}"), sum.left_open),
            (format!("asked twice, {name}"), sum.twice),
            (format!("wrong verdicts, {name}"), sum.wrong),
        ]
    };
    for (what, is) in always("all answered", &ours).into_iter().chain(always("some declined", &declining)) {
        limit(&what, is, 0);
    }
    broken
}
