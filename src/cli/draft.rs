//! The file in which an interview is saved after every answer.

use super::place::{self, Existing};
use crate::language::Text;
use crate::profile_file::Format;
use std::path::{Path, PathBuf};

/// The file that `--save` names.
#[derive(Clone, Debug)]
pub struct Draft {
    path: PathBuf,
}

/// Where the answers of a new interview start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// From nothing.
    Afresh,
    /// From the draft itself, which is read and continued.
    Draft,
    /// From the profile named beside it; a draft that is there already is replaced.
    Profile,
}

impl Draft {
    /// Makes sure, before the first question, that the draft can be written, and says where to
    /// start from. `profile` is the profile named beside it, if any; `-` is standard input.
    ///
    /// # Errors
    /// Where a draft would replace another file than the profile without `force`, or its folder
    /// is not there or cannot be written to.
    pub fn open(path: &Path, profile: Option<&str>, force: bool) -> Result<(Self, Start), Text> {
        let exists = path.exists();
        let start = match profile {
            None if exists => Start::Draft,
            None => Start::Afresh,
            Some(profile) if profile != "-" && place::is_same(Path::new(profile), path) => Start::Draft,
            Some(_) if exists && !force => return Err(refused(path)),
            Some(_) => Start::Profile,
        };
        place::try_out(path)?;
        Ok((Self { path: path.to_owned() }, start))
    }

    /// The form in which it is written: JSON where its name ends so, else TOML.
    pub fn format(&self) -> Format {
        Format::of(&self.path.to_string_lossy(), "")
    }

    /// The file as it was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces the draft as a whole: whenever the program is broken off, the old or the new one
    /// is there.
    ///
    /// # Errors
    /// Why it could not be written, in words.
    pub fn write(&self, text: &str) -> Result<(), Text> {
        place::write(&self.path, text, Existing::Replaced)
    }
}

fn refused(path: &Path) -> Text {
    let (path, hint) = (path.display(), place::exists_hint());
    Text::new(
        format!("「{path}」已经存在,不是这次读的档案{}", hint.zh),
        format!("`{path}` exists already and is not the profile that was read{}", hint.en),
    )
}
