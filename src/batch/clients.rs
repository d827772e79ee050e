//! Clients as they are read from the rows of a table: what is known of up to 64 of them side by
//! side, and what else their rows hold.

use super::row::Said;
use crate::block::{Block, LANES};
use crate::catalogue::Catalogue;
use crate::profile::Profile;
use crate::report::client::CellProblem;
use std::ops::Range;
use std::sync::Arc;

/// Up to 64 clients that follow each other.
///
/// A client goes by its place among them, counted from 0. What is asked of a place where there is none
/// is empty.
#[derive(Debug)]
pub struct Clients {
    block: Block,
    rows: Vec<ClientRow>,
    /// Names, marks and what passes through, one behind the other.
    texts: String,
    /// In which of the columns that pass through something stands, and where in the texts, for one client after the
    /// other.
    others: Vec<(usize, Range<usize>)>,
    odd: Vec<(usize, Odd)>,
    blank: usize,
    /// The number of the first client, counted from 1.
    first: usize,
}

/// What there is of a client beside its facts.
#[derive(Debug)]
struct ClientRow {
    number: usize,
    name: Option<Range<usize>>,
    id: Option<Range<usize>>,
    others: Range<usize>,
    /// What was wrong, where anything was.
    problems: Option<Arc<[CellProblem]>>,
}

/// Something that has to be said of a row.
#[derive(Clone, Debug)]
pub enum Odd {
    /// What was wrong with the row of a client; never empty.
    Problems(Arc<[CellProblem]>),
    /// The row is no client, and why.
    Aside(Arc<CellProblem>),
}

impl Clients {
    /// Room for clients of this catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        Self {
            block: Block::new(&catalogue.facts),
            rows: Vec::with_capacity(LANES),
            texts: String::new(),
            others: Vec::new(),
            odd: Vec::new(),
            blank: 0,
            first: 1,
        }
    }

    /// What is known of them.
    pub fn block(&self) -> &Block {
        &self.block
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Which of all clients one is, counted from 1.
    pub fn number(&self, lane: usize) -> usize {
        self.first.saturating_add(lane)
    }

    /// The row or line of its file, counted from 1.
    pub fn row(&self, lane: usize) -> usize {
        self.rows.get(lane).map_or(0, |row| row.number)
    }

    /// Its name.
    pub fn name(&self, lane: usize) -> Option<&str> {
        self.rows.get(lane).and_then(|row| self.texts.get(row.name.clone()?))
    }

    /// The mark of its keeper.
    pub fn id(&self, lane: usize) -> Option<&str> {
        self.rows.get(lane).and_then(|row| self.texts.get(row.id.clone()?))
    }

    /// What stands in its columns that are none of ours: the place of each among them, counted from 0, in order, and
    /// its text, which is not empty.
    pub fn others(&self, lane: usize) -> impl Iterator<Item = (usize, &str)> {
        let ranges = self.rows.get(lane).and_then(|row| self.others.get(row.others.clone())).unwrap_or_default();
        ranges.iter().map(|(at, range)| (*at, self.texts.get(range.clone()).unwrap_or_default()))
    }

    /// What was wrong with its row.
    pub fn problems(&self, lane: usize) -> &[CellProblem] {
        self.rows.get(lane).and_then(|row| row.problems.as_deref()).unwrap_or_default()
    }

    /// What is known of one, with its name and mark.
    pub fn profile(&self, lane: usize) -> Profile {
        let mut profile = self.block.profile(lane);
        profile.name = self.name(lane).map(str::to_owned);
        profile.id = self.id(lane).map(str::to_owned);
        profile
    }

    /// How many rows stood among them in which there is nothing.
    pub fn blank(&self) -> usize {
        self.blank
    }

    /// What has to be said of rows, in their order, each with the number of clients that stand before it
    /// here.
    pub fn odd(&self) -> Vec<(usize, Odd)> {
        let found =
            |(before, row): (usize, &ClientRow)| Some((before, Odd::Problems(Arc::clone(row.problems.as_ref()?))));
        let problems = (0_usize..).zip(&self.rows).filter_map(found);
        let mut odd: Vec<(usize, Odd)> = problems.chain(self.odd.iter().cloned()).collect();
        // Rows set aside before a client come before what is wrong with it.
        odd.sort_by_key(|(before, odd)| (*before, matches!(odd, Odd::Problems(_))));
        odd
    }

    pub(super) fn set_first(&mut self, number: usize) {
        self.first = number;
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= LANES
    }

    pub(super) fn clear(&mut self) {
        self.block.clear();
        self.rows.clear();
        self.texts.clear();
        self.others.clear();
        self.odd.clear();
        self.blank = 0;
    }

    /// To be called once all rows are there.
    pub(super) fn close(&mut self) {
        self.block.sum_up();
    }

    pub(super) fn pass_blank(&mut self) {
        self.blank = self.blank.saturating_add(1);
    }

    pub(super) fn set_aside(&mut self, problem: CellProblem) {
        self.odd.push((self.rows.len(), Odd::Aside(Arc::new(problem))));
    }

    /// Adds a client by what its row says.
    pub(super) fn add(&mut self, number: usize, said: Said) {
        let Said { profile, others, problems } = said;
        self.block.put(self.rows.len(), &profile);
        let others = others.iter().map(|(at, text)| (*at, text.as_str()));
        self.add_filled(number, profile.name.as_deref(), profile.id.as_deref(), others, problems.into_iter());
    }

    /// What is known of them, to be filled in for the one that is added next, which has the place
    /// [`Clients::len`].
    pub(super) fn block_mut(&mut self) -> &mut Block {
        &mut self.block
    }

    /// Adds a client whose facts are in the block.
    pub(super) fn add_filled<'t>(
        &mut self,
        number: usize,
        name: Option<&str>,
        id: Option<&str>,
        others: impl Iterator<Item = (usize, &'t str)>,
        problems: impl ExactSizeIterator<Item = CellProblem>,
    ) {
        let name = name.map(|text| self.text(text));
        let id = id.map(|text| self.text(text));
        let from = self.others.len();
        for (at, text) in others {
            let range = self.text(text);
            self.others.push((at, range));
        }
        let others = from..self.others.len();
        let problems = (problems.len() > 0).then(|| problems.collect());
        self.rows.push(ClientRow { number, name, id, others, problems });
    }

    fn text(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.len();
        self.texts.push_str(text);
        start..self.texts.len()
    }
}
