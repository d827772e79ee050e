//! One file of clients read twice: row by row with the full reader, and in blocks as a batch does.

use huiqi::batch::clients::{Clients, Odd};
use huiqi::batch::headings::Headings;
use huiqi::batch::input::{Opened, Reading};
use huiqi::batch::intake::Intake;
use huiqi::batch::standing::Standing;
use huiqi::batch::{Kind, Place};
use huiqi::catalogue::Catalogue;
use huiqi::language::Text;
use huiqi::profile::Profile;
use huiqi::report::client::CellProblem;

/// What one row came to.
#[derive(Debug, PartialEq)]
pub enum Came {
    Client { row: usize, profile: Box<Profile>, others: Vec<(usize, String)>, problems: Vec<CellProblem> },
    Aside(Box<CellProblem>),
}

/// What comes next of a file.
#[derive(Debug, PartialEq)]
pub enum Next {
    Row(Came),
    /// Why no more can be read.
    Failed(Text),
    /// The end, with how many rows were blank.
    End(usize),
}

/// Opens a file of clients.
pub fn opened<'c>(catalogue: &'c Catalogue, place: &Place, kind: Kind) -> Result<Opened<'c>, Text> {
    Reading { catalogue, headings: Headings::new(catalogue), kind, sheet: None }.open(place)
}

/// Each row by itself, with the full reader.
pub struct InFull<'c> {
    opened: Opened<'c>,
    headings: Vec<String>,
    blank: usize,
}

impl<'c> InFull<'c> {
    pub fn new(opened: Opened<'c>) -> Self {
        let headings = opened.form.columns().iter().map(|column| column.heading.clone()).collect();
        Self { opened, headings, blank: 0 }
    }

    pub fn next(&mut self) -> Next {
        loop {
            let row = match self.opened.rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Next::End(self.blank),
                Err(why) => return Next::Failed(why),
            };
            match row.standing(&self.headings) {
                Standing::Client => {
                    let number = row.number;
                    let said = self.opened.form.read(row);
                    return Next::Row(Came::Client {
                        row: number,
                        profile: Box::new(said.profile),
                        others: said.others,
                        problems: said.problems,
                    });
                }
                Standing::Aside => return Next::Row(Came::Aside(Box::new(row.aside()))),
                Standing::Blank => self.blank += 1,
            }
        }
    }
}

/// Hands over all rows as a batch reads them, one after the other, and then what comes after them.
pub fn in_blocks(opened: Opened<'_>, mut take: impl FnMut(Next)) {
    let Opened { mut rows, form, .. } = opened;
    let mut intake = Intake::new(&form);
    let mut blank = 0;
    loop {
        let bundle = match rows.bundle() {
            Ok(Some(bundle)) => bundle,
            Ok(None) => return take(Next::End(blank)),
            Err(why) => return take(Next::Failed(why)),
        };
        for clients in intake.take(bundle) {
            blank += clients.blank();
            let odd = clients.odd();
            let mut odd = odd.into_iter().peekable();
            for lane in 0..=clients.len() {
                let mut problems = Vec::new();
                while let Some((_, odd)) = odd.next_if(|(before, _)| *before == lane) {
                    match odd {
                        Odd::Aside(problem) => take(Next::Row(Came::Aside(Box::new((*problem).clone())))),
                        Odd::Problems(found) => problems = found.to_vec(),
                    }
                }
                if lane < clients.len() {
                    take(Next::Row(client(clients, lane, problems)));
                }
            }
        }
    }
}

fn client(clients: &Clients, lane: usize, problems: Vec<CellProblem>) -> Came {
    Came::Client {
        row: clients.row(lane),
        profile: Box::new(clients.profile(lane)),
        others: clients.others(lane).map(|(at, text)| (at, text.to_owned())).collect(),
        problems,
    }
}

/// That a file comes to the same in both ways.
pub fn compare(catalogue: &Catalogue, place: &Place, kind: Kind) {
    match (opened(catalogue, place, kind), opened(catalogue, place, kind)) {
        (Ok(full), Ok(blocks)) => {
            let mut full = InFull::new(full);
            in_blocks(blocks, |next| assert_eq!(next, full.next()));
        }
        (full, blocks) => assert_eq!(full.err(), blocks.err()),
    }
}
