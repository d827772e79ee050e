//! Files that stand beside another one while the program runs: what is being written, and the mark that
//! a draft is in use.
//!
//! Each is locked as long as its program runs. So what a program that was killed has left is known by its
//! lock, which nobody holds, and is taken away by whoever writes there next.

use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// How the name of a file begins and ends that is not whole.
const PART: (&str, &str) = (".huiqi-", ".part");

/// The files of this program.
#[derive(Debug)]
pub(super) struct Files {
    /// What stands beside its place.
    beside: Vec<PathBuf>,
    /// What was put in its place, as the user named it.
    placed: Vec<PathBuf>,
}

static FILES: Mutex<Files> = Mutex::new(Files { beside: Vec::new(), placed: Vec::new() });

/// The list of them; nothing is put in its place while somebody holds it.
pub(super) fn files() -> MutexGuard<'static, Files> {
    FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes all of them away that stand beside their places, and lets nothing more be written: the program
/// ends. Returns what was put in its place before.
pub(super) fn abandon() -> Vec<PathBuf> {
    let mut files = files();
    for path in &files.beside {
        let _ = fs::remove_file(path);
    }
    let placed = std::mem::take(&mut files.placed);
    // Held for ever, so that no file is put in its place any more.
    std::mem::forget(files);
    placed
}

impl Files {
    /// Takes note that a file stands in its place, and no longer beside it.
    pub(super) fn place(&mut self, noted: &Noted, placed: &Path) {
        self.beside.retain(|path| *path != noted.0);
        // A draft is placed after every answer.
        if !self.placed.iter().any(|path| path == placed) {
            self.placed.push(placed.to_owned());
        }
    }
}

/// The note of a file; it goes with the file.
pub(super) struct Noted(PathBuf);

impl Drop for Noted {
    fn drop(&mut self) {
        files().beside.retain(|path| *path != self.0);
    }
}

/// A file that is being written.
pub(super) struct Part {
    // Taken away before the note of it is.
    pub(super) file: NamedTempFile,
    pub(super) noted: Noted,
}

impl Part {
    /// An empty one in the folder of a file, which may be put in its place; with these permissions, or with
    /// those of any new file.
    ///
    /// # Errors
    /// Why no file can be made there.
    pub(super) fn of(target: &Path, permissions: Option<&fs::Permissions>) -> io::Result<Self> {
        let folder = folder(target);
        take_away_left_parts(folder);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PART.0).suffix(PART.1);
        #[cfg(unix)]
        let anybodys = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(permissions.cloned().unwrap_or(anybodys));
        let mut files = files();
        loop {
            let file = builder.tempfile_in(folder)?;
            let locked = file.as_file().lock().is_ok();
            // Somebody may have taken it for one that was left, before it was locked.
            if !locked || file.path().exists() {
                files.beside.push(file.path().to_owned());
                return Ok(Self { noted: Noted(file.path().to_owned()), file });
            }
        }
    }
}

/// The folder in which a file is.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn take_away_left_parts(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_part = name.starts_with(PART.0) && name.ends_with(PART.1);
        // Nothing else is opened: a pipe would wait for its other end.
        if is_part
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The mark that a file is in use; it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Hold {
    path: PathBuf,
    locked: File,
}

impl Hold {
    /// Marks a file; `None` where another program has.
    ///
    /// # Errors
    /// Why no mark can be made.
    pub(super) fn of(target: &Path) -> io::Result<Option<Self>> {
        let digest = Sha256::digest(target.file_name().unwrap_or_default().as_encoded_bytes());
        let digest: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = folder(target).join(format!(".huiqi-{digest}.lock"));
        loop {
            let mut files = files();
            // One that another user has left may not be written, but held.
            let file = File::open(&path).or_else(|_| File::options().create(true).append(true).open(&path))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                // Where files cannot be locked, the mark alone cannot tell.
                Err(TryLockError::Error(_)) | Ok(()) => {}
            }
            // Whoever held it may have taken it away in between.
            if is_at(&file, &path)? {
                files.beside.push(path.clone());
                return Ok(Some(Self { path, locked: file }));
            }
        }
    }
}

/// Whether this is the file that stands at a path now.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    match same_file::Handle::from_path(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        there => Ok(same_file::Handle::from_file(file.try_clone()?)? == there?),
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut files = files();
        if is_at(&self.locked, &self.path).unwrap_or(false) {
            let _ = fs::remove_file(&self.path);
        }
        files.beside.retain(|path| *path != self.path);
    }
}
