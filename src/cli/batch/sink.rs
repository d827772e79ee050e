//! Where what clients come to goes.

use super::files::{BYTE_ORDER_MARK, Files, OutputKind, written};
use super::maker::{BETWEEN_OBJECTS, Maker, Piece, Section};
use super::room::Rooms;
use crate::batch::Place;
use crate::batch::input::Form;
use crate::cli::output::{Undelivered, to_standard_output};
use crate::cli::place::Placing;
use crate::language::Text;
use crate::problem::temporary_folder_words;
use crate::report::client::CellProblem;
use crate::report::csv;
use crate::report::workbook::Workbook;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Stdout, Write};
use std::sync::Arc;

/// Where bytes go.
enum Target {
    File(BufWriter<Placing>),
    Stdout {
        stdout: BufWriter<Stdout>,
        /// Whether nobody reads it any more.
        closed: bool,
    },
}

impl Target {
    fn begin(files: &Files) -> Result<Self, Undelivered> {
        Ok(match &files.output {
            Some(path) => {
                let placing = Placing::begin(path, files.existing).map_err(Undelivered::Failed)?;
                Self::File(BufWriter::new(placing))
            }
            None => Self::Stdout { stdout: BufWriter::new(io::stdout()), closed: false },
        })
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Undelivered> {
        match self {
            Self::File(file) => {
                file.write_all(bytes).map_err(|error| Undelivered::Failed(file.get_ref().words(&error)))
            }
            Self::Stdout { stdout, .. } => Ok(stdout.write_all(bytes)?),
        }
    }

    /// Why what is no longer bytes could not be written.
    fn failed(&self, why: Text) -> Undelivered {
        match self {
            Self::File(file) => Undelivered::Failed(file.get_ref().unwritable(&why)),
            Self::Stdout { closed: true, .. } => Undelivered::Closed,
            Self::Stdout { closed: false, .. } => to_standard_output(&why),
        }
    }

    /// The file, to be put in its place; none where that is standard output.
    fn finish(self) -> Result<Option<Placing>, Undelivered> {
        match self {
            Self::File(file) => written(file).map(Some),
            Self::Stdout { mut stdout, .. } => {
                stdout.flush()?;
                Ok(None)
            }
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout { stdout, closed } => {
                stdout.write(bytes).inspect_err(|error| *closed |= error.kind() == io::ErrorKind::BrokenPipe)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout { stdout, closed } => {
                stdout.flush().inspect_err(|error| *closed |= error.kind() == io::ErrorKind::BrokenPipe)
            }
        }
    }
}

/// A text on disk.
struct Aside(BufWriter<File>);

impl Aside {
    fn begin() -> Result<Self, Undelivered> {
        Ok(Self(BufWriter::new(tempfile::tempfile().map_err(not_put_aside)?)))
    }

    fn put(&mut self, text: &str) -> Result<(), Undelivered> {
        self.0.write_all(text.as_bytes()).map_err(not_put_aside)
    }

    fn copy(self, target: &mut Target) -> Result<(), Undelivered> {
        let mut text = self.0.into_inner().map_err(|error| not_put_aside(error.into_error()))?;
        text.rewind().map_err(not_put_aside)?;
        let mut part = vec![0; 1 << 16];
        loop {
            let length = text.read(&mut part).map_err(not_put_aside)?;
            let read = part.get(..length).unwrap_or_default();
            if read.is_empty() {
                return Ok(());
            }
            target.put(read)?;
        }
    }
}

/// Sections, and the overview that stands above them.
struct Sections {
    index: Aside,
    text: Aside,
    clients: usize,
}

impl Sections {
    fn begin() -> Result<Self, Undelivered> {
        Ok(Self { index: Aside::begin()?, text: Aside::begin()?, clients: 0 })
    }

    fn take(&mut self, section: &Section) -> Result<(), Undelivered> {
        self.clients = self.clients.saturating_add(1);
        self.index.put(&section.line)?;
        self.text.put(&section.text)
    }

    fn finish(self, maker: &Maker<'_>, target: &mut Target) -> Result<(), Undelivered> {
        let frame = maker.frame(self.clients);
        target.put(frame.head.as_bytes())?;
        if self.clients > 1 {
            self.index.copy(target)?;
            target.put(frame.index_end.as_bytes())?;
        }
        self.text.copy(target)?;
        target.put(frame.foot.as_bytes())
    }
}

/// Why sections could not be put aside.
fn not_put_aside(error: io::Error) -> Undelivered {
    Undelivered::Failed(temporary_folder_words(&error))
}

/// What takes the pieces, in order.
pub(super) struct Sink {
    kind: OutputKind,
    target: Target,
    /// Where bytes were written.
    rooms: Arc<Rooms>,
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
            rooms: Arc::clone(&maker.rooms),
            workbook,
            sections: matches!(files.output_kind, OutputKind::Html | OutputKind::Markdown)
                .then(Sections::begin)
                .transpose()?,
            begun: false,
            at_once: files.input.may_come_slowly(),
        };
        match sink.kind {
            OutputKind::Csv | OutputKind::Tsv => {
                sink.target.put(BYTE_ORDER_MARK.as_bytes())?;
                sink.target.put(&csv::row(&maker.rows(form).headings(), maker.delimiter()))?;
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
            (Piece::Section(section), _) => {
                return self.sections.as_mut().map_or(Ok(()), |sections| sections.take(&section));
            }
            (Piece::Rows(_), None) => return Ok(()),
        };
        if self.kind == OutputKind::Json {
            self.target.put(if self.begun { BETWEEN_OBJECTS } else { b"\n" })?;
        }
        self.begun = true;
        self.target.put(&bytes)?;
        self.rooms.give_back(bytes);
        Ok(())
    }

    /// Delivers what was taken, where nobody may have to wait for it.
    pub(super) fn pause(&mut self) -> Result<(), Undelivered> {
        match (self.at_once, &mut self.target) {
            (true, Target::Stdout { stdout, .. }) => Ok(stdout.flush()?),
            _ => Ok(()),
        }
    }

    /// Takes note of something that belongs to no client.
    pub(super) fn note(&mut self, problem: &CellProblem) -> Result<(), Undelivered> {
        let Some(workbook) = &mut self.workbook else { return Ok(()) };
        workbook.add_problem(problem).map_err(Undelivered::Failed)
    }

    /// Writes what comes last; returns the file, where there is one, to be put in its place.
    pub(super) fn finish(mut self, maker: &Maker<'_>) -> Result<Option<Placing>, Undelivered> {
        if let Some(sections) = self.sections.take() {
            sections.finish(maker, &mut self.target)?;
        }
        if let Some(workbook) = self.workbook.take() {
            workbook.finish(&mut self.target).map_err(|why| self.target.failed(why))?;
        }
        if self.kind == OutputKind::Json {
            self.target.put(if self.begun { b"\n]\n" } else { b"]\n" })?;
        }
        self.target.finish()
    }
}
