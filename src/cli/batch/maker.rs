//! What becomes of clients in the form of the output.

use super::files::{Files, OutputKind};
use super::room::Rooms;
use crate::assess::assess;
use crate::batch::clients::Clients;
use crate::batch::input::Form;
use crate::batch::run;
use crate::block::only;
use crate::bulk::{self, Bulk};
use crate::catalogue::Catalogue;
use crate::cli::results::{self, Outcome};
use crate::harmless::colourless_message;
use crate::json_text;
use crate::language::Language;
use crate::report::block::{Brief, Judged, lines, wide};
use crate::report::client::Client;
use crate::report::csv::{Rows, Shape};
use crate::report::json::{Detail, ResultDocument, warnings};
use crate::report::workbook::ClientRows;
use crate::report::{Listing, Wording, html, index_line, markdown};
use clap::ArgMatches;
use std::ops::ControlFlow;
use std::sync::Arc;

/// How many bytes are handed over together, where one row, line or object does not take more.
const PIECE: usize = 1 << 16;

/// What clients came to, made on any thread.
pub(super) enum Piece {
    /// Bytes that follow those before, of several clients, of one, or of a part of one.
    Bytes(Vec<u8>),
    /// Rows of a workbook.
    Rows(Box<ClientRows>),
    /// A part of a page.
    Section(Section),
}

/// What a page says of a client.
pub(super) struct Section {
    /// Its line in the overview, which stands above all parts.
    pub(super) line: String,
    /// Its part.
    pub(super) text: String,
}

/// What stands around the sections of a page.
pub(super) struct Frame {
    /// What stands above the lines of the overview, where there is one.
    pub(super) head: String,
    /// What stands below these lines.
    pub(super) index_end: &'static str,
    /// What stands below the sections.
    pub(super) foot: String,
}

impl Piece {
    /// How many bytes of memory it takes, about.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Rows(rows) => rows.weight(),
            Self::Section(section) => section.line.len().saturating_add(section.text.len()),
        }
    }
}

/// What makes pieces.
pub(super) struct Maker<'c> {
    pub(super) catalogue: &'c Catalogue,
    pub(super) language: Language,
    kind: OutputKind,
    shape: Shape,
    detail: Detail,
    listing: Listing,
    /// What judges whole blocks, where that suffices.
    bulk: Option<Bulk<'c>>,
    /// Where bytes of whole blocks are written.
    pub(super) rooms: Arc<Rooms>,
}

/// What a thread keeps from block to block.
pub(super) enum Desk {
    /// Clients go one by one.
    Alone,
    /// Whole blocks become rows.
    Wide(Box<Judging>, wide::Rows<'static>, wide::Kept),
    /// Whole blocks become lines.
    Lines(Box<Judging>, lines::Lines<'static>, lines::Kept),
}

/// What one thread judges blocks with.
type Judging = bulk::Desk<'static>;

impl<'c> Maker<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, language: Language, files: &Files, matches: &ArgMatches) -> Self {
        let shape = match matches.get_one::<String>("shape").map(String::as_str) {
            Some("long") => Shape::Long,
            _ => Shape::Wide,
        };
        let kind = files.output_kind;
        let detail = if kind == OutputKind::Json { Detail::Texts } else { results::detail(matches) };
        let listing = if matches.get_flag("all") { Listing::Every } else { Listing::Near };
        let bulk = match kind {
            OutputKind::Csv | OutputKind::Tsv => shape == Shape::Wide,
            OutputKind::Ndjson => detail == Detail::Lean,
            _ => false,
        };
        Self {
            catalogue,
            language,
            kind,
            shape,
            detail,
            listing,
            bulk: bulk.then(|| Bulk::new(catalogue)),
            rooms: Arc::default(),
        }
    }

    pub(super) fn rows(&self, form: &Form<'_>) -> Rows<'c> {
        Rows { catalogue: self.catalogue, language: self.language, shape: self.shape, others: form.others() }
    }

    pub(super) fn delimiter(&self) -> u8 {
        if self.kind == OutputKind::Tsv { b'\t' } else { b',' }
    }

    /// A client with what follows for it.
    fn client(&self, clients: &Clients, lane: usize) -> Client<'c> {
        let profile = clients.profile(lane);
        let assessment = assess(self.catalogue, &profile);
        Client {
            number: clients.number(lane),
            row: clients.row(lane),
            profile,
            others: clients.others(lane).map(|(at, text)| (at, text.to_owned())).collect(),
            problems: clients.problems(lane).to_vec(),
            assessment,
        }
    }

    /// The part of a page that is about a client.
    fn section(&self, form: &Form<'_>, client: &Client<'c>) -> Section {
        let (number, language) = (client.number, self.language);
        let report = self.outcome(form, client).report(self.listing, language);
        let line = index_line(&report, number);
        let (line, text) = match self.kind {
            OutputKind::Html => (html::index_line(&line, language), html::section(&report, number, language)),
            _ => (markdown::index_line(&line), markdown::section(&report, number, language)),
        };
        Section { line: colourless_message(&line).into_owned(), text: colourless_message(&text).into_owned() }
    }

    fn outcome<'o>(&self, form: &Form<'_>, client: &'o Client<'c>) -> Outcome<'o, 'c> {
        let other = |(at, text): &(usize, String)| Some((form.other(*at)?.to_owned(), text.clone()));
        Outcome {
            catalogue: self.catalogue,
            profile: &client.profile,
            assessment: &client.assessment,
            warnings: client.problems.iter().map(|problem| warnings::of_cell(problem, self.language)).collect(),
            others: client.others.iter().filter_map(other).collect(),
        }
    }

    fn document<'o>(&self, form: &Form<'_>, client: &'o Client<'c>) -> ResultDocument<'o, 'c> {
        self.outcome(form, client).document(self.language, self.detail)
    }

    /// What stands around the sections of so many clients.
    pub(super) fn frame(&self, clients: usize) -> Frame {
        let (language, several) = (self.language, clients > 1);
        let cover = Wording { catalogue: self.catalogue, language, listing: self.listing }.cover(clients);
        let (head, index_end, foot) = match self.kind {
            OutputKind::Html => (html::head(&cover, several, language), html::INDEX_END, html::foot(language)),
            _ => (markdown::head(&cover, several, language), "", markdown::foot(language)),
        };
        Frame { head: colourless_message(&head).into_owned(), index_end, foot }
    }
}

impl Maker<'static> {
    /// Hands over what clients come to one by one; bytes that follow each other go together, up to a piece.
    fn alone(
        &self,
        form: &Form<'static>,
        clients: &Clients,
        hand_over: &mut dyn FnMut(usize, Piece) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut together = Together { rooms: &self.rooms, clients: 0, hand_over };
        let mut bytes = self.rooms.take();
        let rows = self.rows(form);
        for lane in 0..clients.len() {
            let client = self.client(clients, lane);
            match self.kind {
                OutputKind::Csv | OutputKind::Tsv => {
                    rows.write(&client, self.delimiter(), &mut bytes, |bytes| together.part(bytes))?;
                }
                OutputKind::Json => {
                    if !bytes.is_empty() {
                        bytes.extend(BETWEEN_OBJECTS);
                    }
                    bytes.extend(json_text::bytes(&self.document(form, &client)));
                }
                OutputKind::Ndjson => bytes.extend(results::line(&self.document(form, &client)).into_bytes()),
                OutputKind::Xlsx => {
                    let rows = ClientRows::of(self.catalogue, self.language, &client);
                    (together.hand_over)(1, Piece::Rows(Box::new(rows)))?;
                    continue;
                }
                OutputKind::Html | OutputKind::Markdown => {
                    (together.hand_over)(1, Piece::Section(self.section(form, &client)))?;
                    continue;
                }
            }
            together.count(&mut bytes)?;
        }
        together.end(bytes)
    }
}

/// Bytes of clients that follow each other, on their way into pieces.
struct Together<'t> {
    rooms: &'t Rooms,
    /// How many clients stand in them.
    clients: usize,
    hand_over: &'t mut dyn FnMut(usize, Piece) -> ControlFlow<()>,
}

impl Together<'_> {
    /// One more client stands in the bytes, which are handed over where they make a piece.
    fn count(&mut self, bytes: &mut Vec<u8>) -> ControlFlow<()> {
        self.clients = self.clients.saturating_add(1);
        self.part(bytes)
    }

    /// The bytes are handed over where they make a piece, also amid a client, who is counted with those
    /// that come last.
    fn part(&mut self, bytes: &mut Vec<u8>) -> ControlFlow<()> {
        if bytes.len() < PIECE {
            return ControlFlow::Continue(());
        }
        let piece = std::mem::replace(bytes, self.rooms.take());
        (self.hand_over)(std::mem::take(&mut self.clients), Piece::Bytes(piece))
    }

    /// Hands over the rest.
    fn end(self, bytes: Vec<u8>) -> ControlFlow<()> {
        if self.clients > 0 {
            return (self.hand_over)(self.clients, Piece::Bytes(bytes));
        }
        self.rooms.give_back(bytes);
        ControlFlow::Continue(())
    }
}

impl run::Maker for Maker<'static> {
    type Piece = Piece;
    type Desk = Desk;

    fn desk(&self, form: &Form<'static>) -> Desk {
        let Some(bulk) = &self.bulk else { return Desk::Alone };
        let (judging, language) = (Box::new(bulk.desk()), self.language);
        if self.kind == OutputKind::Ndjson {
            let lines = lines::Lines::new(self.catalogue, bulk, &form.others(), language);
            let kept = lines.kept();
            return Desk::Lines(judging, lines, kept);
        }
        let rows = wide::Rows::new(self.catalogue, bulk, form.others().len(), self.delimiter(), language);
        let kept = rows.kept();
        Desk::Wide(judging, rows, kept)
    }

    fn make(
        &self,
        form: &Form<'static>,
        desk: &mut Desk,
        clients: &Clients,
        hand_over: &mut dyn FnMut(usize, Piece) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(bulk) = &self.bulk else { return self.alone(form, clients, hand_over) };
        let lanes = (0..clients.len()).fold(0, |lanes, lane| lanes | only(lane));
        let briefs = (0..clients.len()).map(|lane| brief(clients, lane));
        let mut together = Together { rooms: &self.rooms, clients: 0, hand_over };
        let mut bytes = self.rooms.take();
        match desk {
            Desk::Alone => {}
            Desk::Wide(judging, rows, kept) => {
                let mut judged = Judged::new(lanes, clients.block(), bulk, judging);
                rows.write(&mut judged, briefs, kept, &mut bytes, |bytes| together.count(bytes))?;
            }
            Desk::Lines(judging, lines, kept) => {
                let mut judged = Judged::new(lanes, clients.block(), bulk, judging);
                lines.write(&mut judged, briefs, kept, &mut bytes, |bytes| together.count(bytes))?;
            }
        }
        together.end(bytes)
    }
}

/// What of a client is not what is known of it.
fn brief(clients: &Clients, lane: usize) -> Brief<'_> {
    Brief {
        lane,
        row: clients.row(lane),
        name: clients.name(lane),
        id: clients.id(lane),
        others: clients.others(lane).collect(),
        problems: clients.problems(lane),
    }
}

/// What stands between two objects of a list.
pub(super) const BETWEEN_OBJECTS: &[u8] = b",\n";
