//! Rows read into blocks of clients, on one of several threads.

use super::bundle::{Bundle, Part, numbered};
use super::clients::Clients;
use super::input::Form;
use super::rows::{Content, Row, Standing};
use super::split::Splitter;

/// What reads rows into blocks; it keeps its room for the next ones.
pub struct Intake<'f, 'c> {
    form: &'f Form<'c>,
    headings: Vec<String>,
    /// Where the next client stands.
    current: Clients,
    /// Those of the same bundle before.
    done: Vec<Clients>,
    /// Room of earlier bundles.
    spare: Vec<Clients>,
}

impl<'f, 'c> Intake<'f, 'c> {
    /// What reads rows of this form.
    pub fn new(form: &'f Form<'c>) -> Self {
        let headings = form.columns().iter().map(|column| column.heading.clone()).collect();
        Self { form, headings, current: Clients::new(form.catalogue()), done: Vec::new(), spare: Vec::new() }
    }

    /// Reads the rows of a bundle; the clients stand in blocks, each but the last full.
    pub fn take(&mut self, bundle: Bundle) -> &mut [Clients] {
        self.spare.append(&mut self.done);
        for part in bundle.parts {
            match part {
                Part::Rows(rows) => rows.iter().for_each(|row| self.row(row)),
                Part::Cells { first, text, end, delimiter } => {
                    let mut splitter = Splitter::new(delimiter);
                    for (number, line) in numbered(first, &text, end) {
                        let cells = splitter.cells(line).map(|cells| cells.owned()).unwrap_or_default();
                        self.row(&Row { number, content: Content::Cells(cells) });
                    }
                }
                Part::Objects { first, text } => {
                    for (number, line) in numbered(first, &text, '\n') {
                        let content = match line.trim().is_empty() {
                            true => Content::Cells(Vec::new()),
                            false => Content::Object(line.to_owned()),
                        };
                        self.row(&Row { number, content });
                    }
                }
            }
        }
        self.turn_over();
        &mut self.done
    }

    /// Reads one row in full.
    fn row(&mut self, row: &Row) {
        let standing = row.standing(&self.headings);
        let form = self.form;
        let clients = self.room();
        match standing {
            Standing::Client => clients.add(row.number, form.read(row)),
            Standing::Aside => clients.set_aside(row.aside()),
            Standing::Blank => clients.pass_blank(),
        }
    }

    /// Clients among which there is room for one more.
    fn room(&mut self) -> &mut Clients {
        if self.current.is_full() {
            self.turn_over();
        }
        &mut self.current
    }

    /// Begins a new block of clients.
    fn turn_over(&mut self) {
        let mut next = self.spare.pop().unwrap_or_else(|| Clients::new(self.form.catalogue()));
        next.clear();
        self.current.close();
        self.done.push(std::mem::replace(&mut self.current, next));
    }
}
