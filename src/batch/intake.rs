//! Rows read into blocks of clients, on one of several threads.

use super::bundle::{Bundle, Part, numbered};
use super::cell::Cell;
use super::clients::Clients;
use super::csv_rows::unclosed;
use super::input::Form;
use super::plain_object::PlainObjects;
use super::plain_row::PlainTable;
use super::restated::restated;
use super::row::Table;
use super::rows::{Content, Object, Row};
use super::split::Splitter;
use super::standing::{Glance, Standing};
use std::sync::Arc;

/// What reads rows into blocks; it keeps its room for the next ones.
pub struct Intake<'f, 'c> {
    form: &'f Form<'c>,
    plain: Plain<'f, 'c>,
    headings: Vec<String>,
    /// How rows are read below the headings that stood last where they are not those at the top.
    restated: Option<(Arc<[String]>, Table<'c>)>,
    /// Whether the next row stands below these.
    is_under: bool,
    splitter: Option<Splitter>,
    /// Where the next client stands.
    current: Clients,
    /// Those of the same bundle before.
    done: Vec<Clients>,
    /// Room of earlier bundles.
    spare: Vec<Clients>,
}

/// What stands for a sign that could not be decoded.
const GARBLED: char = '\u{fffd}';

/// What reads rows in plain spellings.
enum Plain<'f, 'c> {
    Table(Box<PlainTable<'c>>, Glance),
    Objects(Box<PlainObjects<'f, 'c>>),
}

impl<'f, 'c> Intake<'f, 'c> {
    /// What reads rows of this form.
    pub fn new(form: &'f Form<'c>) -> Self {
        let headings: Vec<String> = form.columns().iter().map(|column| column.heading.clone()).collect();
        let plain = match form {
            Form::Table(table, _) => {
                Plain::Table(Box::new(PlainTable::new(form.catalogue(), table)), Glance::new(&headings))
            }
            Form::Objects(objects) => Plain::Objects(Box::new(PlainObjects::new(objects))),
        };
        Self {
            form,
            plain,
            headings,
            restated: None,
            is_under: false,
            splitter: None,
            current: Clients::new(form.catalogue()),
            done: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Reads the rows of a bundle; the clients stand in blocks, each but the last full.
    pub fn take(&mut self, bundle: Bundle) -> &mut [Clients] {
        self.spare.append(&mut self.done);
        self.is_under = false;
        for part in bundle.parts {
            match part {
                Part::Rows(rows) => rows.into_iter().for_each(|row| self.row(row)),
                Part::Cells { first, text, delimiter, .. } => self.cells(first, &text, delimiter),
                Part::Objects { first, text, .. } => self.objects(first, &text),
                Part::Headings { row, texts } => {
                    if let Form::Table(table, headings) = self.form {
                        let kept = self.restated.take().filter(|(kept, _)| Arc::ptr_eq(kept, &texts));
                        let anew = || table.with(restated(table.columns(), headings, &texts));
                        let under = kept.map_or_else(anew, |(_, under)| under);
                        (self.restated, self.is_under) = (Some((texts, under)), true);
                    }
                    if let Some(row) = row {
                        self.current.set_aside(row.aside());
                    }
                }
            }
        }
        self.turn_over();
        &mut self.done
    }

    fn cells(&mut self, first: usize, text: &str, delimiter: u8) {
        let kept = self.splitter.take().filter(|kept| kept.delimiter() == delimiter);
        let mut splitter = kept.unwrap_or_else(|| Splitter::new(delimiter));
        let garbled = text.contains(GARBLED);
        for (number, line) in numbered(first, text) {
            let Some(cells) = splitter.cells(line) else {
                self.row(Row { number, content: unclosed(line) });
                continue;
            };
            if self.current.is_full() {
                self.turn_over();
            }
            let mut standing = None;
            if let Plain::Table(table, glance) = &mut self.plain {
                standing = glance.standing(cells.iter());
                if standing == Some(Standing::Blank) {
                    self.current.pass_blank();
                    continue;
                }
                let in_full = self.is_under || (garbled && line.contains(GARBLED));
                if !in_full && standing == Some(Standing::Client) && table.read(number, cells, &mut self.current) {
                    continue;
                }
            }
            let row = Row { number, content: Content::Cells(cells.owned()) };
            let standing = standing.unwrap_or_else(|| row.standing(&self.headings));
            self.stand(row, standing);
        }
        self.splitter = Some(splitter);
    }

    fn objects(&mut self, first: usize, text: &str) {
        let garbled = text.contains(GARBLED);
        for (number, line) in numbered(first, text) {
            if self.current.is_full() {
                self.turn_over();
            }
            if line.trim().is_empty() {
                self.current.pass_blank();
                continue;
            }
            let taken = match &mut self.plain {
                Plain::Objects(objects) if !(garbled && line.contains(GARBLED)) => {
                    objects.read(number, line, &mut self.current)
                }
                _ => false,
            };
            if !taken {
                self.row(Row { number, content: Content::Object(Object::on_line(number, line)) });
            }
        }
    }

    /// Reads one row in full.
    fn row(&mut self, row: Row) {
        let standing = match (&self.plain, &row.content) {
            (Plain::Table(_, glance), Content::Cells(cells)) if cells.iter().all(Cell::is_as_shown) => {
                glance.standing(cells.iter().map(Cell::shown))
            }
            _ => None,
        };
        let standing = standing.unwrap_or_else(|| row.standing(&self.headings));
        self.stand(row, standing);
    }

    /// Reads one row in full, of which is known what it stands for.
    fn stand(&mut self, row: Row, standing: Standing) {
        if self.current.is_full() {
            self.turn_over();
        }
        match standing {
            Standing::Client => {
                let number = row.number;
                let said = match (&self.restated, &row.content) {
                    (Some((_, table)), Content::Cells(cells)) if self.is_under => table.read(number, cells),
                    _ => self.form.read(row),
                };
                self.current.add(number, said);
            }
            Standing::Aside => self.current.set_aside(row.aside()),
            Standing::Blank => self.current.pass_blank(),
        }
    }

    /// Begins a new block of clients.
    fn turn_over(&mut self) {
        let mut next = self.spare.pop().unwrap_or_else(|| Clients::new(self.form.catalogue()));
        next.clear();
        self.current.close();
        self.done.push(std::mem::replace(&mut self.current, next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::headings::Headings;
    use crate::catalogue::load_embedded;
    use crate::problem::Code;

    #[test]
    fn a_row_of_which_a_quotation_mark_is_open_is_a_client_that_is_named_and_takes_no_other_with_it() {
        let catalogue = load_embedded(jiff::civil::date(2026, 11, 24)).unwrap();
        let headings = Headings::new(&catalogue);
        let columns = headings.columns(&["企业名称", "编号"].map(|heading| (heading.to_owned(), Vec::new())));
        let form = Form::Table(Table::new(&catalogue, columns, true), headings);
        let text = "甲公司,A-1\n\"乙公司,A-2\n丙公司,A-3\n".to_owned();
        let part = Part::Cells { first: 5, count: 3, text, delimiter: b',' };
        let mut intake = Intake::new(&form);
        let [clients] = intake.take(Bundle { parts: vec![part] }) else { panic!("three clients stand in one block") };
        let read = |lane| (clients.row(lane), clients.name(lane), clients.id(lane));
        let said = |lane| clients.problems(lane).iter().map(|said| said.problem.code).collect::<Vec<_>>();
        assert_eq!(
            [0, 1, 2].map(read),
            [(5, Some("甲公司"), Some("A-1")), (6, None, None), (7, Some("丙公司"), Some("A-3"))]
        );
        assert_eq!([0, 1, 2].map(said), [vec![], vec![Code::DamagedRow], vec![]]);
    }
}
