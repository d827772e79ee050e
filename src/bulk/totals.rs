//! The sums of each class, for everybody in a block.

use super::Bulk;
use super::desk::Desk;
use super::ranges::Ranging;
use crate::amount::Range;
use crate::assess::{Given, Total, Verdict, stacking, total};
use crate::block::{Block, LANES, Lanes, each_of, only};
use crate::measure::{Class, Measure};
use crate::money::Money;
use crate::stacking::Effect;

/// What a measure adds to the sums of each class that it has to do with.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    classes: Vec<(Class, Share)>,
}

/// What a measure adds to the sum of a class.
#[derive(Clone, Copy, Debug)]
enum Share {
    /// The same for everybody.
    Constant(Part),
    /// What its only support comes to.
    Only,
    /// What its supports come to together.
    Several,
}

/// What is added for one applicant, from the least to the most.
#[derive(Clone, Copy, Debug)]
struct Part {
    low: Money,
    high: Option<Money>,
    unstated: usize,
}

impl Adding {
    pub(super) fn new(measure: &Measure, ranging: &[Ranging]) -> Self {
        let mut classes: Vec<Class> = measure.supports.iter().map(|support| support.kind.class()).collect();
        classes.sort_unstable();
        classes.dedup();
        classes.retain(|class| class.is_money());
        let constant: Option<Vec<Option<Range>>> = ranging
            .iter()
            .map(|ranging| match ranging {
                Ranging::Constant(range) => Some(*range),
                Ranging::Varying(..) => None,
            })
            .collect();
        let share = |class: Class| match (&constant, measure.supports.as_slice()) {
            (Some(ranges), _) => Share::Constant(part(measure, ranges.clone(), class)),
            (None, [only]) if only.one_of.is_none() => Share::Only,
            (None, _) => Share::Several,
        };
        Self { classes: classes.into_iter().map(|class| (class, share(class))).collect() }
    }
}

/// What a measure adds to a class where its supports come to this.
fn part(measure: &Measure, ranges: Vec<Option<Range>>, class: Class) -> Part {
    let of_class = |support: &crate::measure::Support| support.kind.class() == class;
    let pairs = measure.supports.iter().zip(&ranges);
    let unstated = pairs.filter(|(support, range)| of_class(support) && **range == Some(Range::Unstated)).count();
    let (low, high) = Given::of(measure, &(Verdict::Eligible, ranges)).sum(class);
    Part { low, high, unstated }
}

/// The sums of a class as they grow.
#[derive(Clone, Debug)]
struct Sums {
    class: Class,
    /// To whom some measure may give something of the class.
    any: Lanes,
    totals: Vec<Total>,
}

impl Sums {
    fn new(class: Class) -> Self {
        let none = Total { class, low: Money::ZERO, high: None, settled_high: None, unstated: 0, settled_unstated: 0 };
        let none = Total { high: Some(Money::ZERO), settled_high: Some(Money::ZERO), ..none };
        Self { class, any: 0, totals: vec![none; LANES] }
    }

    fn add(&mut self, lane: usize, part: Part, eligible: bool, settled: bool) {
        let Some(total) = self.totals.get_mut(lane) else { return };
        self.any |= only(lane);
        total.low = if eligible { total.low + part.low } else { total.low };
        total.high = total.high.zip(part.high).map(|(sum, high)| sum + high);
        total.unstated = total.unstated.saturating_add(part.unstated);
        if settled {
            total.settled_high = total.settled_high.zip(part.high).map(|(sum, high)| sum + high);
            total.settled_unstated = total.settled_unstated.saturating_add(part.unstated);
        }
    }
}

impl<'c> Bulk<'c> {
    /// For each class counted in money the sums of some applicants of the block judged last, by their
    /// places; nothing for whom no measure of the class is possible.
    pub fn totals(&self, lanes: Lanes, block: &Block, desk: &mut Desk<'c>) -> Vec<Vec<Option<Total>>> {
        if !self.catalogue.stacking.is_empty() {
            return self.stacked(lanes, block, desk);
        }
        let classes = Class::ALL.iter().filter(|class| class.is_money());
        let mut sums: Vec<Sums> = classes.map(|class| Sums::new(*class)).collect();
        for (at, ready) in self.measures.iter().enumerate() {
            let Some(verdicts) = desk.verdicts.get(at) else { continue };
            let possible = verdicts.possible() & lanes;
            for (class, share) in ready.adding.classes.iter().filter(|_| possible != 0) {
                let Some(sums) = sums.iter_mut().find(|sums| sums.class == *class) else { continue };
                for lane in each_of(possible) {
                    let part = match share {
                        Share::Constant(part) => *part,
                        Share::Only => only_part(self.range(at, 0, lane, desk)),
                        Share::Several => {
                            let ranges = (0..ready.ranging.len()).map(|support| self.range(at, support, lane, desk));
                            part(ready.measure, ranges.collect(), *class)
                        }
                    };
                    let (eligible, settled) = (verdicts.eligible, !verdicts.undetermined);
                    sums.add(lane, part, eligible & only(lane) != 0, settled & only(lane) != 0);
                }
            }
        }
        let of_lane = |lane: usize| {
            let total = |sums: &Sums| sums.totals.get(lane).copied().filter(|_| sums.any & only(lane) != 0);
            sums.iter().map(total).collect()
        };
        (0..LANES).map(of_lane).collect()
    }

    /// The same where rules on stacking decide which measures count together.
    fn stacked(&self, lanes: Lanes, block: &Block, desk: &mut Desk<'c>) -> Vec<Vec<Option<Total>>> {
        let mut totals = vec![Vec::new(); LANES];
        for lane in each_of(lanes) {
            let together = self.catalogue.together(desk.knowledge(block, lane));
            let given = self.given(lane, desk);
            let classes = Class::ALL.iter().filter(|class| class.is_money());
            if let Some(place) = totals.get_mut(lane) {
                *place = classes.map(|class| total(*class, &given, &together)).collect();
            }
        }
        totals
    }

    /// What rules on stacking do to the totals of an applicant of the block judged last.
    pub fn stacking(
        &self,
        lane: usize,
        totals: &[Option<Total>],
        block: &Block,
        desk: &mut Desk<'c>,
    ) -> Vec<(Class, Vec<Effect>)> {
        if self.catalogue.stacking.is_empty() {
            return Vec::new();
        }
        let given = self.given(lane, desk);
        let totals: Vec<Total> = totals.iter().flatten().copied().collect();
        stacking(self.catalogue, desk.knowledge(block, lane), &totals, &given)
    }

    /// What each measure gives an applicant of the block judged last, in the catalogue's order.
    fn given(&self, lane: usize, desk: &Desk<'c>) -> Vec<Given<'c>> {
        let of_measure = |(at, ready): (usize, &super::Ready<'c>)| {
            let (verdict, _) = desk.verdicts.get(at).copied().unwrap_or_default().of(lane);
            let ranges = match verdict {
                Verdict::Ineligible => Vec::new(),
                _ => (0..ready.ranging.len()).map(|support| self.range(at, support, lane, desk)).collect(),
            };
            Given::of(ready.measure, &(verdict, ranges))
        };
        self.measures.iter().enumerate().map(of_measure).collect()
    }
}

/// What the only support of a measure adds.
fn only_part(range: Option<Range>) -> Part {
    match range {
        Some(Range::Stated { low, high }) => Part { low, high, unstated: 0 },
        Some(Range::Unstated) => Part { low: Money::ZERO, high: Some(Money::ZERO), unstated: 1 },
        Some(Range::Points { .. }) | None => Part { low: Money::ZERO, high: Some(Money::ZERO), unstated: 0 },
    }
}
