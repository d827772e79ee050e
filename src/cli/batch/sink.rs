//! What becomes of each client in the form of the output, and where it goes.

use super::files::{BYTE_ORDER_MARK, Files, OutputKind, row_text, whole};
use crate::assess::assess;
use crate::batch::Place;
use crate::batch::clients::Clients;
use crate::batch::input::Form;
use crate::batch::run;
use crate::catalogue::Catalogue;
use crate::cli::output::Undelivered;
use crate::cli::place::Placing;
use crate::cli::results::{self, Outcome};
use crate::language::Language;
use crate::problem::io_words;
use crate::report::client::{CellProblem, Client};
use crate::report::csv::{Rows, Shape};
use crate::report::json::{Detail, ResultDocument, warnings};
use crate::report::workbook::{ClientRows, Workbook};
use crate::report::{IndexLine, Listing, Wording, html, index_line, markdown};
use clap::ArgMatches;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Stdout, Write};

/// What clients came to, made on any thread.
pub(super) enum Piece {
    /// Bytes that follow those before, of one client or of several.
    Bytes(Vec<u8>),
    /// Rows of a workbook.
    Rows(Box<ClientRows>),
    /// A part of a page, with its line in the overview that stands above all parts.
    Section(Box<IndexLine>, String),
}

/// What makes pieces.
pub(super) struct Maker<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    kind: OutputKind,
    shape: Shape,
    detail: Detail,
    listing: Listing,
}

impl<'c> Maker<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, language: Language, files: &Files, matches: &ArgMatches) -> Self {
        let shape = match matches.get_one::<String>("shape").map(String::as_str) {
            Some("long") => Shape::Long,
            _ => Shape::Wide,
        };
        let kind = files.output_kind;
        let detail = if kind == OutputKind::Json { Detail::Texts } else { results::detail(matches) };
        let listing = if matches.get_flag("all") { Listing::Every } else { Listing::Near };
        Self { catalogue, language, kind, shape, detail, listing }
    }

    fn rows(&self, form: &Form<'_>) -> Rows<'c> {
        Rows { catalogue: self.catalogue, language: self.language, shape: self.shape, others: form.others() }
    }

    fn delimiter(&self) -> u8 {
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
            others: clients.others(lane).map(str::to_owned).collect(),
            problems: clients.problems(lane).to_vec(),
            assessment,
        }
    }

    /// What a client comes to.
    fn piece(&self, form: &Form<'_>, client: &Client<'c>) -> Piece {
        match self.kind {
            OutputKind::Csv | OutputKind::Tsv => {
                let rows = self.rows(form).rows(client);
                Piece::Bytes(rows.iter().flat_map(|row| row_text(row, self.delimiter())).collect())
            }
            OutputKind::Json => {
                let text = serde_json::to_string_pretty(&self.document(form, client)).unwrap_or_default();
                Piece::Bytes(text.into_bytes())
            }
            OutputKind::Xlsx => Piece::Rows(Box::new(ClientRows::of(self.catalogue, self.language, client))),
            OutputKind::Ndjson => Piece::Bytes(results::line(&self.document(form, client)).into_bytes()),
            OutputKind::Html | OutputKind::Markdown => {
                let report = self.outcome(form, client).report(self.listing, self.language);
                let section = match self.kind {
                    OutputKind::Html => html::section(&report, client.number, self.language),
                    _ => markdown::section(&report, client.number, self.language),
                };
                Piece::Section(Box::new(index_line(&report, client.number)), section)
            }
        }
    }

    fn outcome<'o>(&self, form: &Form<'_>, client: &'o Client<'c>) -> Outcome<'o, 'c> {
        let filled = form.others().into_iter().zip(client.others.iter().cloned());
        Outcome {
            catalogue: self.catalogue,
            profile: &client.profile,
            assessment: &client.assessment,
            warnings: client.problems.iter().map(|problem| warnings::of_cell(problem, self.language)).collect(),
            others: filled.filter(|(_, text)| !text.is_empty()).collect(),
        }
    }

    fn document(&self, form: &Form<'_>, client: &Client<'c>) -> ResultDocument {
        self.outcome(form, client).document(self.language, self.detail)
    }

    /// What stands above and below the sections.
    fn frame(&self, index: &[IndexLine]) -> (String, String) {
        let language = self.language;
        let cover = Wording { catalogue: self.catalogue, language, listing: self.listing }.cover(index.len());
        match self.kind {
            OutputKind::Html => (html::head(&cover, index, language), html::foot(language)),
            _ => (markdown::head(&cover, index, language), markdown::foot(language)),
        }
    }
}

impl run::Maker for Maker<'static> {
    type Piece = Piece;
    type Desk = ();

    fn desk(&self, _: &Form<'static>) {}

    fn make(&self, form: &Form<'static>, (): &mut (), clients: &Clients) -> Vec<(usize, Piece)> {
        let pieces = (0..clients.len()).map(|lane| self.piece(form, &self.client(clients, lane)));
        let mut joined: Vec<(usize, Piece)> = Vec::new();
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (Some((clients, Piece::Bytes(before))), Piece::Bytes(bytes)) => {
                    if self.kind == OutputKind::Json {
                        before.extend(BETWEEN_OBJECTS);
                    }
                    before.extend(bytes);
                    *clients = clients.saturating_add(1);
                }
                (_, piece) => joined.push((1, piece)),
            }
        }
        joined
    }
}

/// What stands between two objects of a list.
const BETWEEN_OBJECTS: &[u8] = b",\n";

/// Where bytes go.
enum Target {
    File(BufWriter<Placing>),
    Stdout(BufWriter<Stdout>),
}

impl Target {
    fn begin(files: &Files) -> Result<Self, Undelivered> {
        Ok(match &files.output {
            Some(path) => {
                let placing = Placing::begin(path, files.existing).map_err(Undelivered::Failed)?;
                Self::File(BufWriter::new(placing))
            }
            None => Self::Stdout(BufWriter::new(io::stdout())),
        })
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Undelivered> {
        match self {
            Self::File(file) => {
                file.write_all(bytes).map_err(|error| Undelivered::Failed(file.get_ref().words(&error)))
            }
            Self::Stdout(stdout) => Ok(stdout.write_all(bytes)?),
        }
    }

    fn finish(self) -> Result<(), Undelivered> {
        match self {
            Self::File(file) => whole(file),
            Self::Stdout(mut stdout) => Ok(stdout.flush()?),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(stdout) => stdout.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(stdout) => stdout.flush(),
        }
    }
}

/// Sections on disk, and the overview of them.
struct Sections {
    text: BufWriter<File>,
    index: Vec<IndexLine>,
}

impl Sections {
    fn begin() -> Result<Self, Undelivered> {
        let text = tempfile::tempfile().map_err(|error| Undelivered::Failed(io_words(&error)))?;
        Ok(Self { text: BufWriter::new(text), index: Vec::new() })
    }

    fn take(&mut self, line: IndexLine, section: &str) -> Result<(), Undelivered> {
        self.index.push(line);
        self.text.write_all(section.as_bytes()).map_err(|error| Undelivered::Failed(io_words(&error)))
    }

    fn finish(self, maker: &Maker<'_>, target: &mut Target) -> Result<(), Undelivered> {
        let failed = |error: io::Error| Undelivered::Failed(io_words(&error));
        let mut text = self.text.into_inner().map_err(|error| failed(error.into_error()))?;
        text.rewind().map_err(failed)?;
        let (head, foot) = maker.frame(&self.index);
        target.put(head.as_bytes())?;
        let mut part = vec![0; 1 << 16];
        loop {
            let length = text.read(&mut part).map_err(failed)?;
            let read = part.get(..length).unwrap_or_default();
            if read.is_empty() {
                return target.put(foot.as_bytes());
            }
            target.put(read)?;
        }
    }
}

/// What takes the pieces, in order.
pub(super) struct Sink {
    kind: OutputKind,
    target: Target,
    /// Written at the end.
    workbook: Option<Workbook<'static>>,
    /// Sections, put aside until the overview above them is known.
    sections: Option<Sections>,
    /// Whether a piece was taken.
    begun: bool,
    /// Whether what was taken is wanted at once.
    at_once: bool,
}

impl Sink {
    pub(super) fn begin(files: &Files, maker: &Maker<'static>, form: &Form<'_>) -> Result<Self, Undelivered> {
        let workbook = (files.output_kind == OutputKind::Xlsx).then(|| {
            let name = match &files.input {
                Place::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
                Place::Stdin => None,
            };
            let source = name.unwrap_or_else(|| "-".to_owned());
            Workbook::new(maker.catalogue, maker.language, &form.others(), &source)
        });
        let mut sink = Self {
            kind: files.output_kind,
            target: Target::begin(files)?,
            workbook,
            sections: matches!(files.output_kind, OutputKind::Html | OutputKind::Markdown)
                .then(Sections::begin)
                .transpose()?,
            begun: false,
            at_once: files.streams(),
        };
        match sink.kind {
            OutputKind::Csv | OutputKind::Tsv => {
                sink.target.put(BYTE_ORDER_MARK.as_bytes())?;
                sink.target.put(&row_text(&maker.rows(form).headings(), maker.delimiter()))?;
            }
            OutputKind::Json => sink.target.put(b"[")?,
            _ => {}
        }
        Ok(sink)
    }

    pub(super) fn take(&mut self, piece: Piece) -> Result<(), Undelivered> {
        let bytes = match (piece, &mut self.workbook) {
            (Piece::Bytes(bytes), _) => bytes,
            (Piece::Rows(rows), Some(workbook)) => return workbook.add(*rows).map_err(Undelivered::Failed),
            (Piece::Section(line, text), _) => {
                return self.sections.as_mut().map_or(Ok(()), |sections| sections.take(*line, &text));
            }
            (Piece::Rows(_), None) => return Ok(()),
        };
        if self.kind == OutputKind::Json {
            self.target.put(if self.begun { BETWEEN_OBJECTS } else { b"\n" })?;
        }
        self.begun = true;
        self.target.put(&bytes)
    }

    /// Delivers what was taken, where nobody may have to wait for it.
    pub(super) fn pause(&mut self) -> Result<(), Undelivered> {
        match (self.at_once, &mut self.target) {
            (true, Target::Stdout(stdout)) => Ok(stdout.flush()?),
            _ => Ok(()),
        }
    }

    /// Takes note of something that belongs to no client.
    pub(super) fn note(&mut self, problem: &CellProblem) -> Result<(), Undelivered> {
        let Some(workbook) = &mut self.workbook else { return Ok(()) };
        workbook.add_problem(problem).map_err(Undelivered::Failed)
    }

    pub(super) fn finish(mut self, maker: &Maker<'_>) -> Result<(), Undelivered> {
        if let Some(sections) = self.sections.take() {
            sections.finish(maker, &mut self.target)?;
        }
        if let Some(workbook) = self.workbook.take() {
            workbook.finish(&mut self.target).map_err(Undelivered::Failed)?;
        }
        if self.kind == OutputKind::Json {
            self.target.put(if self.begun { b"\n]\n" } else { b"]\n" })?;
        }
        self.target.finish()
    }
}
