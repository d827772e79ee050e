//! The file in which an interview is saved after every answer.

use super::beside::Hold;
use super::place::{self, Existing};
use crate::language::Text;
use crate::profile_file::Format;
use std::fs;
use std::path::{Path, PathBuf};

/// The file that `--save` names, in use by this program alone.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    /// What stands in it as far as this program knows; `None` where it is not there.
    known: Option<Vec<u8>>,
    /// Where a version of another program is kept, until that is said.
    kept: Option<PathBuf>,
    _hold: Hold,
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
    /// Where a draft would replace another file than the profile without `force`, its folder is not
    /// there or cannot be written to, or another program saves to it.
    pub fn open(path: &Path, profile: Option<&Path>, force: bool) -> Result<(Self, Start), Text> {
        place::try_out(path)?;
        let target = place::target(path).map_err(|error| place::words(path, &error))?;
        let hold = Hold::of(&target).map_err(|error| place::words(path, &error))?.ok_or_else(|| in_use(path))?;
        // Nobody else creates or changes it from here on.
        let exists = path.exists();
        let start = match profile {
            None if exists => Start::Draft,
            None => Start::Afresh,
            Some(profile) if profile.as_os_str() != "-" && place::is_same(profile, path) => Start::Draft,
            Some(_) if exists && !force => return Err(refused(path)),
            Some(_) => Start::Profile,
        };
        Ok((Self { path: path.to_owned(), known: fs::read(path).ok(), kept: None, _hold: hold }, start))
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
    /// is there. Where another program has changed it, that version is kept under the name returned.
    ///
    /// # Errors
    /// Why it could not be written, in words.
    pub fn write(&mut self, text: &str) -> Result<Option<PathBuf>, Text> {
        let changed = fs::read(&self.path).ok().filter(|there| Some(there) != self.known.as_ref());
        if let Some(there) = changed {
            self.kept = Some(self.keep(&there)?);
            self.known = Some(there);
        }
        place::write(&self.path, text, Existing::Replaced)?;
        self.known = Some(text.as_bytes().to_vec());
        Ok(self.kept.take())
    }

    /// Keeps a version of the draft under a name that is free.
    fn keep(&self, version: &[u8]) -> Result<PathBuf, Text> {
        let names = (2_u32..).map(|number| {
            let mut name = self.path.file_stem().unwrap_or_default().to_owned();
            name.push(format!("-{number}"));
            if let Some(ending) = self.path.extension() {
                name.push(".");
                name.push(ending);
            }
            self.path.with_file_name(name)
        });
        let free = names.into_iter().find(|name| fs::symlink_metadata(name).is_err());
        let free = free.unwrap_or_else(|| self.path.clone());
        place::write_like(&free, version, &self.path)?;
        Ok(free)
    }
}

fn in_use(path: &Path) -> Text {
    let path = path.display();
    Text::new(
        format!("「{path}」正由另一个 huiqi 保存回答;请先结束那边,或换一个文件名"),
        format!("another huiqi is saving answers to `{path}`; end that one first, or choose another name"),
    )
}

fn refused(path: &Path) -> Text {
    let (path, hint) = (path.display(), place::exists_hint());
    Text::new(
        format!("「{path}」已经存在,不是这次读的档案{}", hint.zh),
        format!("`{path}` exists already and is not the profile that was read{}", hint.en),
    )
}
