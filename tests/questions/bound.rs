//! The fewest answers that prove everything there is to say to an applicant.
//!
//! A *certificate* is a set of facts of the applicant whose values alone settle every verdict and
//! every range of support as they are when everything that applies is known, and which prove of
//! each of their own facts that it applies: nobody can be asked a question that nothing known
//! switches on. No interview can do with fewer questions than the smallest certificate has
//! facts, in whatever order it asks and however well it guesses.
//!
//! Say that a set *suffices* if it contains a certificate. Whether it does is found by leaving out
//! the facts that the rest does not prove to apply, until none is left out, and then evaluating
//! the measures. More facts never make a sufficient set insufficient, so the smallest sufficient
//! set is found by its opposites: of a set that does not suffice, every sufficient one has some
//! fact outside. Such an outside is a *need*. First come the facts without which all others do
//! not suffice: needs of one fact. If these suffice, they are the smallest certificate. If not, the
//! smallest set that meets all needs found so far is sought by branch and bound; if it does not
//! suffice, it is enlarged until one more fact would make it suffice, and its outside is a new
//! need. When the smallest set that meets all needs suffices, it is a smallest certificate; until
//! then its size is a proven lower bound, and the one reported when the limit of rounds is hit.

use super::ground::{Ground, Outcome};
use crate::applicants::Applicant;
use huiqi::fact::{FactId, SlotId};
use huiqi::knowledge::Knowledge;
use huiqi::truth::{Rule, Truth};
use std::collections::HashMap;

/// The most needs beyond those of one fact that are looked for.
const MOST_ROUNDS: usize = 2000;

/// A set of an applicant's facts, by position among those that apply.
type Set = u128;

/// How few answers can suffice for an applicant.
#[derive(Clone, Debug)]
pub struct Bound {
    /// No fewer can.
    pub least: usize,
    /// A smallest certificate; `None` where the limit of rounds was hit.
    pub certificate: Option<Vec<FactId>>,
    /// How many facts no certificate can do without.
    pub necessary: usize,
    /// How many facts apply.
    pub applicable: usize,
}

/// Something that facts of the applicant settle, and what is known of which of them settle it.
struct Settled<T> {
    by: Set,
    goal: T,
    known: HashMap<Set, bool>,
}

struct Search<'g> {
    ground: &'g Ground<'g>,
    facts: Vec<FactId>,
    full: Knowledge<'g>,
    nothing: Knowledge<'g>,
    measures: Vec<Settled<(usize, Outcome)>>,
    gates: Vec<Settled<&'g Rule>>,
}

/// The smallest certificate of an applicant.
pub fn bound(ground: &Ground<'_>, applicant: &Applicant) -> Bound {
    bound_within(ground, applicant, &applicant.facts().collect::<Vec<_>>())
}

/// The smallest certificate among some of an applicant's facts, which suffice together.
pub fn bound_within(ground: &Ground<'_>, applicant: &Applicant, facts: &[FactId]) -> Bound {
    let mut search = Search::new(ground, applicant, facts);
    let all = search.all();
    let mut needs: Vec<Set> = Vec::new();
    for at in 0..facts.len() {
        if !search.suffices(all & !(1 << at)) {
            needs.push(1 << at);
        }
    }
    let necessary = needs.iter().fold(0, |set, need| set | need);
    let mut found = Bound { least: needs.len(), certificate: None, necessary: needs.len(), applicable: facts.len() };
    search.leave_out_what_is_settled_by(necessary);
    let mut more: Vec<Set> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let tried = necessary | smallest_meeting(&more);
        found.least = tried.count_ones() as usize;
        if search.suffices(tried) {
            found.certificate = Some(search.named(tried));
            break;
        }
        let mut enlarged = tried;
        for at in 0..facts.len() {
            if !search.suffices(enlarged | 1 << at) {
                enlarged |= 1 << at;
            }
        }
        more.push(all & !enlarged);
    }
    found
}

impl<'g> Search<'g> {
    fn new(ground: &'g Ground<'g>, applicant: &Applicant, facts: &[FactId]) -> Self {
        assert!(facts.len() < 128, "an applicant with {} facts", facts.len());
        let full = Knowledge::of(&ground.catalogue.facts, &applicant.profile(ground.catalogue));
        let positions = |used: &[FactId]| -> Set {
            used.iter().filter_map(|fact| facts.iter().position(|other| other == fact)).fold(0, |set, at| set | 1 << at)
        };
        let measures = (0..ground.used.len()).map(|at| Settled {
            by: positions(&ground.used[at]),
            goal: (at, ground.outcome(at, &full)),
            known: HashMap::new(),
        });
        let gates = facts.iter().map(|fact| Settled {
            by: positions(&ground.switches[fact.0]),
            goal: &ground.gates[fact.0],
            known: HashMap::new(),
        });
        let nothing = Knowledge::nothing(&ground.catalogue.facts);
        Self { ground, measures: measures.collect(), gates: gates.collect(), facts: facts.to_vec(), full, nothing }
    }

    fn all(&self) -> Set {
        (1 << self.facts.len()) - 1
    }

    fn named(&self, set: Set) -> Vec<FactId> {
        (0..self.facts.len()).filter(|at| set >> at & 1 == 1).map(|at| self.facts[at]).collect()
    }

    fn knowing(&self, set: Set) -> Knowledge<'g> {
        let mut knowledge = self.nothing.clone();
        for fact in self.named(set) {
            for slot in self.ground.catalogue.facts[fact.0].slots.clone() {
                knowledge.set(SlotId(slot), self.full.get(SlotId(slot)));
            }
        }
        knowledge
    }

    /// The largest part of a set that proves of each of its facts that it applies.
    fn proven(&mut self, set: Set) -> Set {
        let mut kept = set;
        loop {
            let before = kept;
            for at in (0..self.facts.len()).rev() {
                if kept >> at & 1 == 1 && !self.applies(at, kept) {
                    kept &= !(1 << at);
                }
            }
            if kept == before {
                return kept;
            }
        }
    }

    fn applies(&mut self, at: usize, set: Set) -> bool {
        let part = set & self.gates[at].by;
        if let Some(known) = self.gates[at].known.get(&part) {
            return *known;
        }
        let applies = self.gates[at].goal.truth(&self.knowing(part)) == Truth::Holds;
        self.gates[at].known.insert(part, applies);
        applies
    }

    fn settles(&mut self, measure: usize, set: Set) -> bool {
        let part = set & self.measures[measure].by;
        if let Some(known) = self.measures[measure].known.get(&part) {
            return *known;
        }
        let (at, goal) = &self.measures[measure].goal;
        let settles = self.ground.outcome(*at, &self.knowing(part)) == *goal;
        self.measures[measure].known.insert(part, settles);
        settles
    }

    fn suffices(&mut self, set: Set) -> bool {
        let proven = self.proven(set);
        (0..self.measures.len()).all(|measure| self.settles(measure, proven))
    }

    /// What the necessary facts settle stays settled, so it need not be looked at again.
    fn leave_out_what_is_settled_by(&mut self, necessary: Set) {
        let proven = self.proven(necessary);
        let open: Vec<bool> = (0..self.measures.len()).map(|measure| !self.settles(measure, proven)).collect();
        let mut open = open.into_iter();
        self.measures.retain(|_| open.next().unwrap());
    }
}

/// A smallest set that has a fact of every need.
fn smallest_meeting(needs: &[Set]) -> Set {
    let mut best = needs.iter().fold(0, |set, need| set | need);
    meet(needs, 0, &mut best);
    best
}

fn meet(needs: &[Set], taken: Set, best: &mut Set) {
    let mut apart: Set = 0;
    let mut least = taken.count_ones();
    let mut narrowest: Option<Set> = None;
    for need in needs.iter().filter(|need| *need & taken == 0) {
        // Needs that share no fact take one fact each.
        if need & apart == 0 {
            apart |= need;
            least += 1;
        }
        narrowest =
            Some(narrowest.map_or(*need, |other| if need.count_ones() < other.count_ones() { *need } else { other }));
    }
    let Some(narrowest) = narrowest else {
        if taken.count_ones() < best.count_ones() {
            *best = taken;
        }
        return;
    };
    if least >= best.count_ones() {
        return;
    }
    let mut left = narrowest;
    while left != 0 {
        let one = left & left.wrapping_neg();
        meet(needs, taken | one, best);
        left &= left - 1;
    }
}
