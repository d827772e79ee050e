//! A row for each client of a block.

use super::hanging::Hanging;
use super::{Brief, Judged, POSSIBLE, VERDICTS, place_of};
use crate::amount::Range;
use crate::assess::Total;
use crate::block::{Lanes, only};
use crate::bulk::{Bulk, Ranges};
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId};
use crate::language::Language;
use crate::measure::{Class, Measure};
use crate::report::cells::Cells;
use crate::report::csv::{COUNTED, QUESTIONS, one_each, said};
use crate::report::figures::{self, Figure};
use crate::report::formula::guarded;
use crate::report::json::warnings;
use crate::report::words;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// What writes rows: the cells that are the same for all clients with the same verdict.
#[derive(Debug)]
pub struct Rows<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    /// How many columns pass through.
    others: usize,
    cells: Cells,
    measures: Vec<MeasureCells>,
    classes: Vec<(Class, bool)>,
}

/// The cells of a measure, one for each of [`VERDICTS`].
#[derive(Debug)]
struct MeasureCells {
    cells: [Vec<u8>; VERDICTS.len()],
    /// Whether that of a measure that is possible hangs on the client besides.
    varies: bool,
}

/// What one thread keeps from row to row.
#[derive(Debug)]
pub struct Kept {
    hanging: Hanging,
    /// Where the verdict for each measure stands in [`VERDICTS`].
    places: Vec<usize>,
    /// For each measure the cells made before.
    made: Vec<FxHashMap<(usize, Ranges), Vec<u8>>>,
}

/// How many cells of a measure are kept before all of them are made anew.
const MOST_KEPT: usize = 1024;

impl<'c> Rows<'c> {
    /// What writes rows with this sign between the cells, where so many columns pass through.
    pub fn new(catalogue: &'c Catalogue, bulk: &Bulk<'c>, others: usize, delimiter: u8, language: Language) -> Self {
        let (cells, classes) = (Cells::new(delimiter), figures::classes(catalogue).collect());
        let mut rows = Self { catalogue, language, others, cells, measures: Vec::new(), classes };
        for (at, measure) in catalogue.measures.iter().enumerate() {
            let constant = bulk.constant_ranges(at);
            let cells = std::array::from_fn(|place| match &constant {
                Some(ranges) if place < POSSIBLE => rows.cell(measure, place, ranges),
                None if place < POSSIBLE => Vec::new(),
                _ => rows.cell(measure, place, &[]),
            });
            rows.measures.push(MeasureCells { cells, varies: constant.is_none() });
        }
        rows
    }

    /// What a thread needs to write rows.
    pub fn kept(&self) -> Kept {
        let made = self.measures.iter().map(|_| FxHashMap::default()).collect();
        Kept { hanging: Hanging::new(self.catalogue.facts.len()), places: Vec::new(), made }
    }

    /// The cell of a measure with this verdict, where its supports come to this.
    fn cell(&self, measure: &Measure, place: usize, ranges: &[Option<Range>]) -> Vec<u8> {
        let Some((verdict, by)) = VERDICTS.get(place) else { return Vec::new() };
        let verdict = words::verdict(*verdict, *by, self.language);
        let supports: Vec<_> = measure.supports.iter().zip(ranges.iter().copied()).collect();
        let support = words::supports_in_short(&supports, self.language);
        let join = if support.is_empty() { "" } else { self.language.pick(";", "; ") };
        let mut cell = Vec::new();
        self.cells.text(&mut cell, &format!("{verdict}{join}{support}"));
        cell
    }

    /// Appends the rows of clients of a judged block; after each, whoever asked for them may take away what
    /// is written so far, or break off.
    pub fn write<'b>(
        &self,
        judged: &mut Judged<'_, 'c>,
        clients: impl Iterator<Item = Brief<'b>>,
        kept: &mut Kept,
        rows: &mut Vec<u8>,
        mut written: impl FnMut(&mut Vec<u8>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let totals = judged.bulk.totals(judged.lanes, judged.block, judged.desk);
        let ignored = judged.bulk.ignored(judged.lanes, judged.block, judged.desk);
        for client in clients {
            let cells = self.cells;
            cells.number(rows, client.row);
            let name_and_id = [client.name.unwrap_or_default(), client.id.unwrap_or_default()];
            for text in name_and_id.into_iter().chain(one_each(self.others, client.others.iter().copied())) {
                cells.next(rows);
                cells.foreign(rows, text);
            }
            cells.next(rows);
            self.problems(&client, &ignored, rows);
            let totals = totals.get(client.lane).map_or(&[][..], Vec::as_slice);
            self.results(judged, client.lane, totals, kept, rows);
            cells.end(rows);
            written(rows)?;
        }
        ControlFlow::Continue(())
    }

    /// What was wrong with the row of a client, and which facts given do not apply to it.
    fn problems(&self, client: &Brief<'_>, ignored: &[(FactId, Lanes)], row: &mut Vec<u8>) {
        let own = ignored.iter().filter(|(_, lanes)| lanes & only(client.lane) != 0);
        let own: Vec<&Fact> = own.filter_map(|(fact, _)| self.catalogue.facts.get(fact.0)).collect();
        let own = (!own.is_empty()).then(|| warnings::do_not_apply(&own).get(self.language).to_owned());
        let of_cells = client.problems.iter().map(|problem| guarded(&said(problem, self.language)).into_owned());
        let each: Vec<String> = of_cells.chain(own).collect();
        if !each.is_empty() {
            self.cells.foreign(row, &each.join(self.language.pick(";", "; ")));
        }
    }

    /// What follows for a client.
    fn results(
        &self,
        judged: &mut Judged<'_, 'c>,
        lane: usize,
        totals: &[Option<Total>],
        kept: &mut Kept,
        row: &mut Vec<u8>,
    ) {
        let cells = self.cells;
        self.counts(judged, lane, kept, row);
        self.totals(totals, row);
        cells.next(row);
        judged.stacking(lane, totals, &mut kept.hanging);
        let next = judged.next_facts(lane, &kept.hanging);
        if !next.is_empty() {
            let next = words::facts(next.get(..QUESTIONS).unwrap_or(&next), self.catalogue, self.language);
            cells.text(row, &next.join(self.language.pick(";", "; ")));
        }
        for (at, (measure, place)) in self.measures.iter().zip(&kept.places).enumerate() {
            cells.next(row);
            if measure.varies && *place < POSSIBLE {
                let ranges = judged.bulk.ranges_of(at, lane, judged.desk);
                self.varying(at, *place, ranges, kept.made.get_mut(at), row);
            } else {
                row.extend_from_slice(measure.cells.get(*place).map_or(&[], Vec::as_slice));
            }
        }
    }

    /// How many measures have each verdict; and what hangs on what.
    fn counts(&self, judged: &mut Judged<'_, 'c>, lane: usize, kept: &mut Kept, row: &mut Vec<u8>) {
        kept.hanging.clear();
        kept.places.clear();
        let mut counts = [0_usize; VERDICTS.len()];
        for at in 0..self.measures.len() {
            let place = place_of(&judged.desk.verdicts(at), lane);
            kept.places.push(place);
            if let Some(count) = counts.get_mut(place) {
                *count = count.saturating_add(1);
            }
            if judged.desk.hanging(at) & only(lane) != 0 {
                judged.missing(at, lane, &mut kept.hanging);
            }
        }
        for counted in COUNTED {
            self.cells.next(row);
            let place = VERDICTS.iter().position(|verdict| *verdict == counted);
            self.cells.number(row, place.and_then(|place| counts.get(place)).copied().unwrap_or_default());
        }
    }

    fn totals(&self, totals: &[Option<Total>], row: &mut Vec<u8>) {
        let cells = self.cells;
        for (class, stated) in &self.classes {
            let total = totals.iter().flatten().find(|total| total.class == *class);
            let figures = total.map_or([None; 3], |total| figures::of_total(total).map(Some));
            for figure in figures.iter().filter(|_| *stated) {
                cells.next(row);
                match figure {
                    Some(Figure::Amount(money)) => cells.money(row, *money),
                    Some(other) => cells.text(row, other.words(self.language).unwrap_or_default()),
                    None => {}
                }
            }
            cells.next(row);
            if let Some(total) = total {
                cells.number(row, total.unstated);
            }
        }
    }

    fn varying(
        &self,
        at: usize,
        place: usize,
        ranges: Ranges,
        made: Option<&mut FxHashMap<(usize, Ranges), Vec<u8>>>,
        row: &mut Vec<u8>,
    ) {
        let (Some(made), Some(measure)) = (made, self.catalogue.measures.get(at)) else { return };
        if made.len() >= MOST_KEPT {
            made.clear();
        }
        let key = (place, ranges);
        let cell = match made.get(&key) {
            Some(cell) => cell,
            None => {
                let cell = self.cell(measure, place, &key.1);
                made.entry(key).or_insert(cell)
            }
        };
        row.extend_from_slice(cell);
    }
}
