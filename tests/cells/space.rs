//! All partial profiles over some cells, and what all their completions come to.

use super::dimensions::{Cell, Dimension};
use super::engine::{Applicant, Engine, Said};
use super::outcomes::{Outcome, Outcomes};
use crate::reference::Reference;
use crate::small::least_value;
use huiqi::catalogue::Catalogue;
use huiqi::fact::Value;
use huiqi::language::Language;
use huiqi::measure::Measure;

/// Where nothing is worked out yet.
const NOTHING: u32 = u32::MAX;

/// One dimension of a space: a place for each of its cells, and one more where it may be unknown.
#[derive(Clone, Debug)]
pub struct Axis {
    pub dimension: Dimension,
    /// The one cell in which it is known to be; where there is none, it is free.
    pub fixed: Option<usize>,
}

impl Axis {
    /// How many places it has.
    pub fn places(&self) -> usize {
        if self.fixed.is_some() { 1 } else { self.dimension.cells.len() + 1 }
    }

    /// In how many of them it is known.
    fn cells(&self) -> usize {
        if self.fixed.is_some() { 1 } else { self.dimension.cells.len() }
    }

    fn cell(&self, place: usize) -> Option<&Cell> {
        self.dimension.cells.get(self.fixed.unwrap_or(place))
    }

    /// Lets what is known of an applicant be what this place says.
    fn tell(&self, place: usize, applicant: &mut Applicant<'_>) {
        let Dimension { fact, year, .. } = self.dimension;
        let fact = &applicant.catalogue.facts[fact.0];
        applicant.learn(fact, |profile| match (self.cell(place), year) {
            (Some(Cell::Number(fen)), Some(year)) => profile.give_year(fact, year, Some(*fen)),
            (Some(cell), _) => profile.give(fact, &cell.value()),
            (None, Some(year)) => profile.forget_year(fact, year),
            (None, None) => profile.forget(fact),
        });
    }
}

/// Every profile that has one of the places of each axis, numbered with the last axis counting fastest.
pub struct Space<'s> {
    pub catalogue: &'s Catalogue,
    pub measure: &'s Measure,
    pub axes: Vec<Axis>,
}

impl Space<'_> {
    /// How many partial profiles there are, the complete ones among them.
    pub fn size(&self) -> usize {
        self.axes.iter().map(Axis::places).product()
    }

    /// How many of them are complete.
    pub fn cells(&self) -> usize {
        self.axes.iter().map(Axis::cells).product()
    }

    /// How far apart two profiles stand that differ by one place of this axis.
    fn step(&self, axis: usize) -> usize {
        self.axes[axis + 1..].iter().map(Axis::places).product()
    }

    /// Works out what the completions of each partial profile come to together, each completion judged
    /// once; an error names the first profile of which the engine says anything else.
    pub fn check(&self, engine: Engine) -> Result<(), String> {
        let mut outcomes = Outcomes::default();
        let reached = self.reached(&mut outcomes);
        let wanted: Vec<Said> = outcomes.all().iter().map(|outcome| outcome.must_be_said(self.measure)).collect();
        let mut applicant = Applicant::unknown(self.catalogue);
        self.each_profile(|number, changed, places| {
            for axis in changed {
                self.axes[*axis].tell(places[*axis], &mut applicant);
            }
            let wanted = &wanted[reached[number] as usize];
            let said = engine(self.measure, &applicant);
            if said == *wanted {
                return Ok(());
            }
            let (measure, known) = (&self.measure.id, words(&applicant));
            Err(format!("{measure} with {known}:\n{said:?} is said; its completions come to\n{wanted:?}"))
        })
    }

    /// Whether the measure applies to who has these cells, one of each axis.
    pub fn applies_to(&self, cells: &[usize]) -> bool {
        let mut values: Vec<Value> = self.catalogue.facts.iter().map(least_value).collect();
        for (axis, cell) in self.axes.iter().zip(cells) {
            set(&mut values, &axis.dimension, &axis.dimension.cells[*cell]);
        }
        Reference { catalogue: self.catalogue, values: &values }.decision(self.measure).applies()
    }

    /// The facts that may be anything in it, or unknown; of a yearly amount the years, as in a table.
    pub fn free_facts(&self) -> Vec<String> {
        let free = self.axes.iter().filter(|axis| axis.fixed.is_none());
        let name = |Dimension { fact, year, .. }: &Dimension| {
            let id = &self.catalogue.facts[fact.0].id;
            year.map_or_else(|| id.clone(), |year| format!("{id}/{year}"))
        };
        free.map(|axis| name(&axis.dimension)).collect()
    }

    /// The number of the outcome of each partial profile: of the complete ones as the reference says,
    /// of the others all of one unknown thing together, axis by axis.
    fn reached(&self, outcomes: &mut Outcomes) -> Vec<u32> {
        let mut reached = vec![NOTHING; self.size()];
        let mut values: Vec<Value> = self.catalogue.facts.iter().map(least_value).collect();
        self.each_profile(|number, changed, places| {
            for axis in changed {
                if let Some(cell) = self.axes[*axis].cell(places[*axis]) {
                    set(&mut values, &self.axes[*axis].dimension, cell);
                }
            }
            if self.axes.iter().zip(places).all(|(axis, place)| axis.cell(*place).is_some()) {
                let reference = Reference { catalogue: self.catalogue, values: &values };
                reached[number] = outcomes.number_of(Outcome::of(&reference, self.measure));
            }
            Ok(())
        })
        .unwrap();
        for (at, axis) in self.axes.iter().enumerate().filter(|(_, axis)| axis.fixed.is_none()) {
            let (step, cells) = (self.step(at), axis.dimension.cells.len());
            for unknown in (0..reached.len()).filter(|number| number / step % axis.places() == cells) {
                let first = unknown - cells * step;
                if reached[first] == NOTHING {
                    continue;
                }
                reached[unknown] = (1..cells).fold(reached[first], |all, cell| {
                    let is_top = axis.dimension.is_open && cell + 1 == cells;
                    outcomes.together(all, reached[first + cell * step], is_top)
                });
            }
        }
        reached
    }

    /// Visits every profile with its number, the axes whose place is another than just before, and all
    /// places; until there is an error.
    fn each_profile(
        &self,
        mut visit: impl FnMut(usize, &[usize], &[usize]) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut places = vec![0; self.axes.len()];
        let mut changed: Vec<usize> = (0..self.axes.len()).collect();
        for number in 0..self.size() {
            visit(number, &changed, &places)?;
            changed.clear();
            for (at, axis) in self.axes.iter().enumerate().rev() {
                changed.push(at);
                places[at] += 1;
                if places[at] < axis.places() {
                    break;
                }
                places[at] = 0;
            }
        }
        Ok(())
    }
}

fn words(applicant: &Applicant<'_>) -> String {
    let given = |fact| applicant.profile.value(fact).map(|value| (fact, value));
    let words = applicant.catalogue.facts.iter().filter_map(given);
    words
        .map(|(fact, value)| format!("{} = {}", fact.id, fact.words(&value, Language::English)))
        .collect::<Vec<_>>()
        .join("; ")
}

fn set(values: &mut [Value], dimension: &Dimension, cell: &Cell) {
    let place = &mut values[dimension.fact.0];
    match (place, dimension.year, cell) {
        (Value::Years(amounts), Some(year), Cell::Number(fen)) => amounts[year - 1] = Some(*fen),
        (place, _, cell) => *place = cell.value(),
    }
}
