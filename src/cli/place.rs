//! The one way in which a file is written: beside its place, and put there when it is whole.

use crate::language::Text;
use crate::problem::io_words;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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

/// Writes a whole file.
///
/// # Errors
/// Why it could not be written, in words that name the file.
pub(super) fn write(path: &Path, contents: impl AsRef<[u8]>, existing: Existing) -> Result<(), Text> {
    let failed = |error: io::Error| words(path, &error);
    let target = if existing == Existing::Replaced { target(path).map_err(failed)? } else { path.to_owned() };
    let mut beside = beside(&target).map_err(failed)?;
    beside.write_all(contents.as_ref()).map_err(failed)?;
    if existing == Existing::Replaced
        && let Ok(before) = fs::metadata(&target)
    {
        beside.as_file().set_permissions(before.permissions()).map_err(failed)?;
    }
    beside.as_file().sync_all().map_err(failed)?;
    let placed = match existing {
        Existing::Kept => beside.persist_noclobber(&target),
        Existing::Replaced => beside.persist(&target),
    };
    placed.map(drop).map_err(|error| words(path, &error.error))
}

/// Finds out whether a file could be written, and leaves everything as it is.
///
/// # Errors
/// Why it could not, in words that name the file.
pub(super) fn try_out(path: &Path) -> Result<(), Text> {
    let failed = |error: io::Error| words(path, &error);
    if path.file_name().is_none() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator) {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let target = target(path).map_err(failed)?;
    match fs::metadata(&target) {
        Ok(file) if file.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(file) if !file.is_file() => {
            let path = path.display();
            return Err(Text::new(format!("「{path}」不是普通文件"), format!("`{path}` is no ordinary file")));
        }
        // A file that must not be changed is not replaced either.
        Ok(_) => drop(fs::OpenOptions::new().write(true).open(&target).map_err(failed)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    beside(&target).map(drop).map_err(failed)
}

/// The file to which a path leads, perhaps through symbolic links; it need not be there.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&target) {
            Ok(file) if file.is_symlink() => target = folder(&target).join(fs::read_link(&target)?),
            _ => return Ok(target),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder(target))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn words(path: &Path, error: &io::Error) -> Text {
    let (shown, why) = (path.display(), io_words(error));
    match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let hint = exists_hint();
            Text::new(format!("「{shown}」{}{}", why.zh, hint.zh), format!("`{shown}`: {}{}", why.en, hint.en))
        }
        io::ErrorKind::NotFound => {
            let folder = folder(path).display();
            Text::new(
                format!("写不了「{shown}」:没有文件夹「{folder}」"),
                format!("cannot write `{shown}`: there is no folder `{folder}`"),
            )
        }
        _ => Text::new(format!("写不了「{shown}」:{}", why.zh), format!("cannot write `{shown}`: {}", why.en)),
    }
}

/// What to do where a file is there already.
pub(super) fn exists_hint() -> Text {
    Text::new(";要覆盖请加 --force", "; add --force to overwrite it")
}
