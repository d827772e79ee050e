//! The one way in which a file is written: beside its place, and put there when it is whole.

use super::beside::{self, Part, folder};
use crate::language::Text;
use crate::problem::io_words;
use std::fs;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// It stays, and that is an error.
    Kept,
    /// It is replaced and keeps its permissions; a symbolic link is followed.
    Replaced,
}

/// How many symbolic links may lead to a file.
const MOST_LINKS: usize = 40;

/// A file that is being written beside its place.
pub(super) struct Placing {
    path: PathBuf,
    target: PathBuf,
    existing: Existing,
    /// Who may read and write it; as anybody's new file where nothing is said.
    permissions: Option<fs::Permissions>,
    part: Part,
}

impl Placing {
    /// Begins a file.
    ///
    /// # Errors
    /// Why it could not be written, in words that name the file.
    pub(super) fn begin(path: &Path, existing: Existing) -> Result<Self, Text> {
        let replaced = existing == Existing::Replaced;
        Self::begin_like(path, existing, path.metadata().ok().filter(|_| replaced))
    }

    /// Begins a file that only those may read and write who may another one.
    fn begin_like(path: &Path, existing: Existing, like: Option<fs::Metadata>) -> Result<Self, Text> {
        let failed = |error: io::Error| words(path, &error);
        refuse(path, existing)?;
        let target = if existing == Existing::Replaced { target(path).map_err(failed)? } else { path.to_owned() };
        let permissions = like.map(|like| like.permissions());
        // From the first byte: what others may not read they may not read while it is written either.
        let part = Part::of(&target, permissions.as_ref()).map_err(failed)?;
        Ok(Self { path: path.to_owned(), target, existing, permissions, part })
    }

    /// Puts the file, now whole, in its place.
    ///
    /// # Errors
    /// Why it could not be written, in words that name the file.
    pub(super) fn finish(self) -> Result<(), Text> {
        Self::finish_all(vec![self])
    }

    /// Puts several files, now whole, in their places.
    ///
    /// # Errors
    /// Why one could not be written, in words that name it; those behind it are not put in their places then.
    pub(super) fn finish_all(all: Vec<Self>) -> Result<(), Text> {
        all.iter().try_for_each(|placing| placing.settle().map_err(|error| words(&placing.path, &error)))?;
        // What is not put in its place is taken away once nobody holds the list any more.
        let (mut notes, mut done, mut left) = (Vec::new(), Vec::new(), all.into_iter());
        // Whoever breaks off meanwhile waits until all of them are in their places.
        let mut files = beside::files();
        let placed = left.try_for_each(|Self { path, target, existing, part: Part { file, noted }, .. }| {
            let placed = match existing {
                Existing::Kept => file.persist_noclobber(&target),
                Existing::Replaced => file.persist(&target),
            };
            let placed = placed.map(|_| files.place(&noted, &path));
            notes.push(noted);
            placed.map(|()| done.push(path.display().to_string())).map_err(|error| words(&path, &error.error))
        });
        drop(files);
        placed.map_err(|what| match done.as_slice() {
            [] => what,
            done => Text::new(
                format!("{};已经写好:{}", what.zh, done.join("、")),
                format!("{}; written already: {}", what.en, done.join(", ")),
            ),
        })
    }

    /// Makes the file as it is to stand in its place, with all that was written.
    fn settle(&self) -> io::Result<()> {
        let file = self.part.file.as_file();
        if let Some(permissions) = &self.permissions {
            file.set_permissions(permissions.clone())?;
        }
        file.sync_all()
    }

    /// Why writing failed, in words that name the file.
    pub(super) fn words(&self, error: &io::Error) -> Text {
        words(&self.path, error)
    }

    /// The same where the words are there already.
    pub(super) fn unwritable(&self, why: &Text) -> Text {
        unwritable(&self.path, why)
    }
}

impl Write for Placing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.part.file.flush()
    }
}

impl Seek for Placing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.part.file.seek(to)
    }
}

/// Writes a whole file.
///
/// # Errors
/// Why it could not be written, in words that name the file.
pub(super) fn write(path: &Path, contents: impl AsRef<[u8]>, existing: Existing) -> Result<(), Text> {
    let mut placing = Placing::begin(path, existing)?;
    placing.write_all(contents.as_ref()).map_err(|error| placing.words(&error))?;
    placing.finish()
}

/// Writes a new file that only those may read and write who may another one.
///
/// # Errors
/// Why it could not be written, in words that name the file.
pub(super) fn write_like(path: &Path, contents: &[u8], like: &Path) -> Result<(), Text> {
    let mut placing = Placing::begin_like(path, Existing::Kept, like.metadata().ok())?;
    placing.write_all(contents).map_err(|error| placing.words(&error))?;
    placing.finish()
}

/// Makes sure, before long work, that a file may be put here.
///
/// # Errors
/// That there is one already that stays, or something that is no file, in words that name it.
pub(super) fn refuse(path: &Path, existing: Existing) -> Result<(), Text> {
    only_file(path)?;
    match (existing, fs::symlink_metadata(path)) {
        (Existing::Kept, Ok(_)) => Err(words(path, &io::ErrorKind::AlreadyExists.into())),
        _ => Ok(()),
    }
}

/// Makes sure that nothing but an ordinary file is here, if anything is.
fn only_file(path: &Path) -> Result<(), Text> {
    if path.as_os_str().is_empty() {
        return Err(Text::new("没有写文件名", "no file name is given"));
    }
    let folder = || Err(words(path, &io::ErrorKind::IsADirectory.into()));
    if path.file_name().is_none() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator) {
        return folder();
    }
    match fs::metadata(path) {
        Ok(file) if file.is_dir() => folder(),
        Ok(file) if !file.is_file() => {
            let path = path.display();
            Err(Text::new(format!("「{path}」不是普通文件"), format!("`{path}` is no ordinary file")))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(words(path, &error)),
        _ => Ok(()),
    }
}

/// Makes sure that no file is both read and written, or written twice.
///
/// # Errors
/// Which one is, in words.
pub(super) fn apart(read: &[&Path], written: &[&Path]) -> Result<(), Text> {
    for (at, path) in written.iter().enumerate() {
        if read.iter().chain(written.iter().take(at)).any(|other| is_same(other, path)) {
            let path = path.display();
            return Err(Text::new(
                format!("「{path}」不能既读又写,或写两样东西;换一个文件名"),
                format!("`{path}` cannot be read and written, or written twice; choose another name"),
            ));
        }
    }
    Ok(())
}

/// Whether two paths lead to the same file, there already or not.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    // Only ordinary files are opened: a pipe would wait for its other end.
    let ordinary = |path: &Path| fs::metadata(path).is_ok_and(|file| file.is_file());
    let linked = || ordinary(one) && ordinary(other) && same_file::is_same_file(one, other).unwrap_or(false);
    let placed = || matches!((resolved(one), resolved(other)), (Ok(one), Ok(other)) if one == other);
    one == other || linked() || placed()
}

/// A path without links in it; the file need not be there, but its folder.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let target = target(path)?;
    Ok(folder(&target).canonicalize()?.join(target.file_name().unwrap_or_default()))
}

/// Finds out whether a file could be written, and leaves everything as it is.
///
/// # Errors
/// Why it could not, in words that name the file.
pub(super) fn try_out(path: &Path) -> Result<(), Text> {
    let failed = |error: io::Error| words(path, &error);
    only_file(path)?;
    let target = target(path).map_err(failed)?;
    // A file that must not be changed is not replaced either.
    match fs::OpenOptions::new().write(true).open(&target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    Part::of(&target, None).map(drop).map_err(failed)
}

/// The file to which a path leads, perhaps through symbolic links; it need not be there.
pub(super) fn target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&target) {
            Ok(file) if file.is_symlink() => target = folder(&target).join(fs::read_link(&target)?),
            _ => return Ok(target),
        }
    }
    // The system follows no more links either, and says so.
    fs::metadata(path).map(|_| path.to_owned())
}

/// Why a file could not be written, in words that name it.
pub(super) fn words(path: &Path, error: &io::Error) -> Text {
    let (shown, why) = (path.display(), io_words(error));
    let led_to = target(path).unwrap_or_else(|_| path.to_owned());
    match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let hint = exists_hint();
            Text::new(format!("「{shown}」{}{}", why.zh, hint.zh), format!("`{shown}`: {}{}", why.en, hint.en))
        }
        io::ErrorKind::NotFound if folder(&led_to).is_dir() => {
            unwritable(path, &Text::new("这个文件夹里不能新建文件", "no file can be made in this folder"))
        }
        io::ErrorKind::NotFound => {
            let folder = folder(&led_to).display();
            Text::new(
                format!("写不了「{shown}」:没有文件夹「{folder}」"),
                format!("cannot write `{shown}`: there is no folder `{folder}`"),
            )
        }
        _ => unwritable(path, &why),
    }
}

fn unwritable(path: &Path, why: &Text) -> Text {
    let path = path.display();
    Text::new(format!("写不了「{path}」:{}", why.zh), format!("cannot write `{path}`: {}", why.en))
}

/// What to do where a file is there already.
pub(super) fn exists_hint() -> Text {
    Text::new(";要覆盖请加 --force", "; add --force to overwrite it")
}
