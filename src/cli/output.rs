//! Where results and messages go.

use super::lines::broken;
use super::place::{self, Existing, Placing};
use crate::harmless::{colourless_message, harmless, harmless_message};
use crate::language::{Language, Text};
use crate::problem::io_words;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Where results and messages go, and whether in colour.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Whether the user wants colour.
    pub colour: ColorChoice,
    /// The language of texts.
    pub language: Language,
    /// Whether warnings are left out.
    pub quiet: bool,
}

/// How a result could not be delivered.
#[derive(Debug)]
pub enum Undelivered {
    /// Nobody reads any more; that is no fault.
    Closed,
    /// Something failed, in words.
    Failed(Text),
}

/// Of standard output.
impl From<io::Error> for Undelivered {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        to_standard_output(&io_words(&error))
    }
}

/// Why standard output could not be written to.
pub fn to_standard_output(why: &Text) -> Undelivered {
    Undelivered::Failed(Text::new(
        format!("写不了标准输出:{}", why.zh),
        format!("cannot write to standard output: {}", why.en),
    ))
}

impl Output {
    /// How many columns there are to write on; 80 where that is not known.
    pub fn columns(&self) -> usize {
        let wanted = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        wanted
            .or_else(|| terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)))
            .unwrap_or(80)
    }

    /// Whether messages are written in colour.
    pub fn colours_messages(&self) -> bool {
        match self.colour {
            ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        }
    }

    /// Writes a result for people, to a file where one is named. Colour is taken out where it is not
    /// wanted, and whatever else could steer a terminal.
    ///
    /// # Errors
    /// Where it could not be written.
    pub fn deliver(&self, text: &str, file: Option<&Path>, force: bool) -> Result<(), Undelivered> {
        let choice = if self.colour == ColorChoice::Auto { AutoStream::choice(&io::stdout()) } else { self.colour };
        if file.is_some() || choice == ColorChoice::Never {
            return self.deliver_bytes(colourless_message(text).as_bytes(), file, force);
        }
        let mut stdout = io::stdout().lock();
        AutoStream::new(&mut stdout, choice).write_all(harmless_message(text).as_bytes())?;
        Ok(stdout.flush()?)
    }

    /// Writes a result that is no text for the terminal, to a file where one is named.
    ///
    /// # Errors
    /// Where it could not be written.
    pub fn deliver_bytes(&self, bytes: &[u8], file: Option<&Path>, force: bool) -> Result<(), Undelivered> {
        let Some(path) = file else {
            let mut stdout = io::stdout().lock();
            stdout.write_all(bytes)?;
            return Ok(stdout.flush()?);
        };
        let existing = if force { Existing::Replaced } else { Existing::Kept };
        place::write(path, bytes, existing).map_err(Undelivered::Failed)
    }

    /// Writes a result that is no text for the terminal as it comes, to a file where one is named. The
    /// file is put in its place once it is whole.
    ///
    /// # Errors
    /// Where it could not be written.
    pub fn deliver_as_it_comes(
        &self,
        file: Option<&Path>,
        force: bool,
        write: impl FnOnce(&mut BufWriter<&mut dyn Write>) -> io::Result<()>,
    ) -> Result<(), Undelivered> {
        let Some(path) = file else {
            let mut stdout = io::stdout().lock();
            buffered(&mut stdout, write)?;
            return Ok(stdout.flush()?);
        };
        let existing = if force { Existing::Replaced } else { Existing::Kept };
        let mut placing = Placing::begin(path, existing).map_err(Undelivered::Failed)?;
        buffered(&mut placing, write).map_err(|error| Undelivered::Failed(placing.words(&error)))?;
        placing.finish().map_err(Undelivered::Failed)
    }

    /// Writes a message to standard error; that nobody reads it is no fault. Whatever a file, a path or a
    /// word of the command line brings into it steers no terminal.
    pub fn say(&self, text: &str) {
        let text = harmless_message(text);
        let _ = AutoStream::new(io::stderr().lock(), self.colour).write_all(text.as_bytes());
    }

    /// Writes a line to standard error, broken between words where that is a terminal.
    pub fn say_line(&self, line: &str) {
        let line = harmless(line);
        let columns = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
        let broken = columns.map(|columns| broken(&line, columns));
        self.say(&format!("{}\n", broken.as_ref().unwrap_or(&line)));
    }

    /// Says that something went wrong.
    pub fn fail(&self, what: &Text) {
        let error = self.language.pick("错误", "error");
        self.say_line(&format!("{error}: {}", what.get(self.language)));
    }
}

/// How many bytes of a result are written at once.
const AT_ONCE: usize = 32 << 10;

fn buffered(
    writer: &mut dyn Write,
    write: impl FnOnce(&mut BufWriter<&mut dyn Write>) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = BufWriter::with_capacity(AT_ONCE, writer);
    write(&mut buffer)?;
    buffer.flush()
}
