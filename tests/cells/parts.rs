//! Where a measure is looked at: everywhere, or in parts that are drawn, always the same ones.

use super::dimensions::{Dimension, dimensions};
use super::engine::Engine;
use super::mentions::Mentions;
use super::space::{Axis, Space};
use crate::random::Lot;
use huiqi::catalogue::Catalogue;
use huiqi::measure::Measure;

/// Parts of a space that is too large.
const PARTS: usize = 20;
/// So many complete profiles are drawn at most to find one for whom the measure applies.
const DRAWS: usize = 20_000;

/// One measure and where it is looked at.
pub struct Look<'c> {
    measure: &'c Measure,
    /// Complete profiles, one of each cell.
    cells: u128,
    /// Partial profiles, the complete ones among them.
    all: u128,
    spaces: Vec<Space<'c>>,
}

impl<'c> Look<'c> {
    /// Everywhere where that is at most so many cells; otherwise in parts with at most as many together,
    /// in each of which some facts are free and the others known. In three of four parts these are known
    /// as they are of someone for whom the measure applies.
    pub fn at(catalogue: &'c Catalogue, measure: &'c Measure, most: usize) -> Self {
        let mut lot = Lot::new(0);
        let dimensions = dimensions(&Mentions::of(catalogue, measure), &catalogue.facts, &mut lot);
        let number = |dimension: &Dimension| dimension.cells.len() as u128;
        let cells: u128 = dimensions.iter().map(number).product();
        let all = dimensions.iter().map(|dimension| number(dimension) + 1).product();
        let free = |dimension: &Dimension| Axis { dimension: dimension.clone(), fixed: None };
        let whole = Space { catalogue, measure, axes: dimensions.iter().map(free).collect() };
        let spaces = if cells <= most as u128 {
            vec![whole]
        } else {
            (0..PARTS).map(|part| part_of(&whole, part % 4 < 3, most / PARTS, &mut lot)).collect()
        };
        Self { measure, cells, all, spaces }
    }

    pub fn is_everywhere(&self) -> bool {
        self.spaces.len() == 1
    }

    /// How many partial profiles are looked at.
    pub fn profiles(&self) -> usize {
        self.spaces.iter().map(Space::size).sum()
    }

    /// An error names a profile of which the engine says what its completions do not come to.
    pub fn check(&self, engine: Engine) -> Result<(), String> {
        self.spaces.iter().try_for_each(|space| space.check(engine))
    }

    /// What is looked at, for people.
    pub fn words(&self) -> String {
        let Self { measure, cells, all, spaces } = self;
        let start = format!("{}: {cells} cells, {all} partial profiles, ", measure.id);
        if self.is_everywhere() {
            return start + "all looked at";
        }
        let of_part =
            |space: &Space<'_>| format!("\n  {} where {} are free", space.size(), space.free_facts().join(", "));
        let parts: String = spaces.iter().map(of_part).collect();
        format!("{start}{} of them looked at, in {PARTS} parts:{parts}", self.profiles())
    }
}

/// The part of a space in which all facts are known but some, drawn so that it has at most so many cells.
fn part_of<'c>(whole: &Space<'c>, applies: bool, most: usize, lot: &mut Lot) -> Space<'c> {
    let mut draw = || whole.axes.iter().map(|axis| lot.below(axis.dimension.cells.len())).collect::<Vec<_>>();
    let known = (0..DRAWS).map(|_| draw()).find(|cells| !applies || whole.applies_to(cells)).unwrap();
    let mut part = Space { axes: whole.axes.clone(), ..*whole };
    for (axis, cell) in part.axes.iter_mut().zip(&known) {
        axis.fixed = Some(*cell);
    }
    let mut order: Vec<usize> = (0..known.len()).collect();
    while !order.is_empty() {
        let at = order.swap_remove(lot.below(order.len()));
        part.axes[at].fixed = None;
        if part.cells() > most {
            part.axes[at].fixed = Some(known[at]);
        }
    }
    part
}
