//! Interviews with applicants who answer from what is true of them.

use super::ground::Ground;
use super::standing::Standing;
use crate::applicants::Applicant;
use crate::random::Lot;
use huiqi::fact::{FactId, Value};
use huiqi::interview::plan::Plan;
use std::time::{Duration, Instant};

/// In what order questions are asked. All three ask only what still matters.
pub enum Order<'p, 'c> {
    /// The order of the program.
    Ours(&'p mut Plan<'c>),
    /// The fact first that the conditions and amounts of most measures mention.
    MostMentioned,
    /// Any.
    Random(Lot),
}

/// How an interview went.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The facts asked, in order.
    pub asked: Vec<FactId>,
    /// The steps in which they were answered.
    pub prompts: usize,
    /// How often a question was of another topic than the one before.
    pub switches: usize,
    /// The questions asked although no answer to them, with any completion of what else was
    /// unknown, could change a verdict or a support, or although the fact was not known to apply.
    pub pointless: Vec<FactId>,
    /// The questions asked although they had been answered or declined.
    pub twice: Vec<FactId>,
    /// How many measures come out otherwise once everything is answered that could still be asked
    /// when the interview ended.
    pub left_open: usize,
    /// How many settled verdicts are not those that everything known would give.
    pub wrong: usize,
    /// The verdicts that are not settled although everything is known of the applicant.
    pub unsettled: usize,
    /// For each question what it could decide when it was asked.
    pub stakes: Vec<Vec<usize>>,
    /// How long the order took to decide on each question, the end included.
    pub times: Vec<Duration>,
}

/// Asks an applicant, who says 不清楚 to so many of a hundred questions.
pub fn interview(
    ground: &Ground<'_>,
    applicant: &Applicant,
    mut order: Order<'_, '_>,
    declines: usize,
    lot: &mut Lot,
) -> Record {
    let catalogue = ground.catalogue;
    let mut standing = Standing::new(ground);
    let mut record = Record::default();
    let mut topic = None;
    loop {
        let start = Instant::now();
        let next = order.next(&standing, topic);
        record.times.push(start.elapsed());
        let Some(fact) = next else { break };
        if record.asked.contains(&fact) {
            record.twice.push(fact);
            break;
        }
        if !standing.matters(fact) {
            record.pointless.push(fact);
        }
        let of = Some(catalogue.facts[fact.0].topic);
        record.switches += usize::from(topic.is_some() && topic != of);
        topic = of;
        record.asked.push(fact);
        record.stakes.push(standing.at_stake(fact));
        let value: Option<&Value> = applicant.values[fact.0].as_ref().filter(|_| !lot.chance(declines));
        record.prompts += if value.is_some() { applicant.prompts(catalogue, fact) } else { 1 };
        standing.answer(fact, value);
    }
    record.left_open = left_open(&standing, applicant);
    let truth = huiqi::knowledge::Knowledge::of(&catalogue.facts, &applicant.profile(catalogue));
    for (at, (verdict, _)) in standing.measures.iter().enumerate() {
        let differs = ground.outcome(at, &truth).0 != *verdict;
        let settled = *verdict != huiqi::assess::Verdict::Undetermined;
        record.wrong += usize::from(differs && settled);
        record.unsettled += usize::from(differs && !settled);
    }
    record
}

fn left_open(standing: &Standing<'_>, applicant: &Applicant) -> usize {
    let ground = standing.ground;
    let mut answered = standing.clone();
    while let Some(fact) = answered.open().first().copied() {
        answered.answer(fact, applicant.values[fact.0].as_ref());
    }
    let (before, after) = (standing.knowledge(), answered.knowledge());
    (0..ground.used.len()).filter(|at| ground.outcome(*at, before) != ground.outcome(*at, after)).count()
}

impl Order<'_, '_> {
    fn next(&mut self, standing: &Standing<'_>, topic: Option<usize>) -> Option<FactId> {
        match self {
            Self::Ours(plan) => plan.next(&standing.profile, topic),
            Self::MostMentioned => {
                let mentions = |fact: &FactId| standing.ground.users[fact.0].len();
                standing.open().into_iter().min_by_key(|fact| (std::cmp::Reverse(mentions(fact)), *fact))
            }
            Self::Random(lot) => {
                let open = standing.open();
                (!open.is_empty()).then(|| *lot.pick(&open))
            }
        }
    }
}
