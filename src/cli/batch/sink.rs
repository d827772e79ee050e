//! What becomes of each client in the form of the output, and where it goes.

use super::files::{BYTE_ORDER_MARK, Files, OutputKind, row_text, whole};
use crate::batch::input::{Form, Place};
use crate::catalogue::Catalogue;
use crate::cli::output::Undelivered;
use crate::cli::place::Placing;
use crate::cli::results::{self, Outcome};
use crate::language::Language;
use crate::report::client::Client;
use crate::report::csv::{Rows, Shape};
use crate::report::workbook::{ClientRows, Workbook};
use clap::ArgMatches;
use std::io::{self, BufWriter, Stdout, Write};

/// What a client came to, made on any thread.
pub(super) enum Piece {
    /// Bytes that follow those before.
    Bytes(Vec<u8>),
    /// Rows of a workbook.
    Rows(Box<ClientRows>),
}

/// What makes pieces.
pub(super) struct Maker<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    kind: OutputKind,
    shape: Shape,
    texts: bool,
}

impl<'c> Maker<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, language: Language, files: &Files, matches: &ArgMatches) -> Self {
        let shape = match matches.get_one::<String>("shape").map(String::as_str) {
            Some("long") => Shape::Long,
            _ => Shape::Wide,
        };
        let kind = files.output_kind;
        let texts = kind == OutputKind::Json || matches.get_flag("texts");
        Self { catalogue, language, kind, shape, texts }
    }

    fn rows(&self, form: &Form<'_>) -> Rows<'c> {
        Rows { catalogue: self.catalogue, language: self.language, shape: self.shape, others: form.others() }
    }

    fn delimiter(&self) -> u8 {
        if self.kind == OutputKind::Tsv { b'\t' } else { b',' }
    }

    /// What a client comes to.
    pub(super) fn piece(&self, form: &Form<'_>, client: Client<'c>) -> Piece {
        match self.kind {
            OutputKind::Csv | OutputKind::Tsv => {
                let rows = self.rows(form).rows(&client);
                Piece::Bytes(rows.iter().flat_map(|row| row_text(row, self.delimiter())).collect())
            }
            OutputKind::Json => {
                let text = serde_json::to_string_pretty(&self.document(form, &client)).unwrap_or_default();
                Piece::Bytes(text.into_bytes())
            }
            OutputKind::Xlsx => Piece::Rows(Box::new(ClientRows::of(self.catalogue, self.language, &client))),
            _ => Piece::Bytes(results::line(&self.document(form, &client)).into_bytes()),
        }
    }

    fn document(&self, form: &Form<'_>, client: &Client<'c>) -> crate::report::json::ResultDocument {
        let filled = form.others().into_iter().zip(client.others.iter().cloned());
        let outcome = Outcome {
            catalogue: self.catalogue,
            profile: &client.profile,
            assessment: &client.assessment,
            warnings: client.problems.iter().map(|problem| results::cell_warning(problem, self.language)).collect(),
            others: filled.filter(|(_, text)| !text.is_empty()).collect(),
        };
        outcome.document(self.language, self.texts)
    }
}

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

/// What takes the pieces, in order.
pub(super) struct Sink {
    kind: OutputKind,
    target: Target,
    /// Written at the end.
    workbook: Option<Workbook<'static>>,
    taken: usize,
    /// Whether each piece is wanted at once.
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
            taken: 0,
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
            (Piece::Rows(_), None) => return Ok(()),
        };
        if self.kind == OutputKind::Json {
            self.target.put(if self.taken == 0 { b"\n" } else { b",\n" })?;
        }
        self.target.put(&bytes)?;
        self.taken = self.taken.saturating_add(1);
        if let (true, Target::Stdout(stdout)) = (self.at_once, &mut self.target) {
            stdout.flush()?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Undelivered> {
        if let Some(workbook) = self.workbook.take() {
            workbook.finish(&mut self.target).map_err(Undelivered::Failed)?;
        }
        if self.kind == OutputKind::Json {
            self.target.put(if self.taken == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.target.finish()
    }
}
