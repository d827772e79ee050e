//! Where results and messages go.

use crate::language::{Language, Text};
use crate::problem::io_words;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, IsTerminal, Write};
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

impl From<io::Error> for Undelivered {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Failed(io_words(&error)) }
    }
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

    /// Writes a result, to a file where one is named. Colour is taken out where it is not wanted.
    ///
    /// # Errors
    /// Where it could not be written.
    pub fn deliver(&self, text: &str, file: Option<&Path>, force: bool) -> Result<(), Undelivered> {
        let coloured = text.contains('\u{1b}');
        let Some(path) = file else {
            let mut stdout = io::stdout().lock();
            if coloured {
                AutoStream::new(&mut stdout, self.colour).write_all(text.as_bytes())?;
            } else {
                stdout.write_all(text.as_bytes())?;
            }
            return Ok(stdout.flush()?);
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut beside = builder.tempfile_in(folder).map_err(|error| {
            let (words, path) = (io_words(&error), path.display());
            Undelivered::Failed(Text::new(
                format!("写不了「{path}」:{}", words.zh),
                format!("cannot write `{path}`: {}", words.en),
            ))
        })?;
        beside.write_all(anstream::adapter::strip_str(text).to_string().as_bytes())?;
        beside.as_file().sync_all()?;
        let placed = if force { beside.persist(path) } else { beside.persist_noclobber(path) };
        placed.map(drop).map_err(|error| {
            let words = io_words(&error.error);
            let path = path.display();
            let hint = if error.error.kind() == io::ErrorKind::AlreadyExists {
                Text::new(";要覆盖请加 --force", "; add --force to overwrite it")
            } else {
                Text::default()
            };
            Undelivered::Failed(Text::new(
                format!("「{path}」{}{}", words.zh, hint.zh),
                format!("`{path}`: {}{}", words.en, hint.en),
            ))
        })
    }

    /// Writes a message to standard error; that nobody reads it is no fault.
    pub fn say(&self, text: &str) {
        let _ = AutoStream::new(io::stderr().lock(), self.colour).write_all(text.as_bytes());
    }

    /// Says that something went wrong.
    pub fn fail(&self, what: &Text) {
        let error = self.language.pick("错误", "error");
        self.say(&format!("{error}: {}\n", what.get(self.language)));
    }
}
