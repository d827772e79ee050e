//! The files of a catalogue as they lie in a folder.

use super::source::{Role, is_apart};
use crate::language::Text;
use crate::problem::{Code, File, Problem, io_words};
use crate::whole_file;
use std::collections::{BTreeSet, HashSet};
use std::fs::{metadata, read_dir};
use std::io;
use std::path::{Path, PathBuf};

/// The most files and folders in the folder of a catalogue; where there are more, as in `/`, it is none.
const MOST_ENTRIES: usize = 100_000;

/// The files of the catalogue in a folder. What no catalogue reads has no text here.
///
/// # Errors
/// Every file that cannot be read.
pub(super) fn files(root: &Path) -> Result<Vec<File>, Vec<Problem>> {
    let real = root.canonicalize().map_err(|error| vec![unreadable(root, &error)])?;
    let mut walk =
        Walk { root, home: &real, entries: 0, seen: HashSet::new(), links: BTreeSet::new(), found: Found::default() };
    walk.all().map_err(|too_many| vec![*too_many])?;
    let Found { paths, mut problems } = walk.found;
    let mut files = Vec::new();
    for (name, path) in paths {
        let text = if Role::of(&name) == Role::Stray {
            Ok(String::new())
        } else {
            whole_file::read(&path, whole_file::CATALOGUE)
        };
        match text {
            Ok(text) => files.push(File { path: name, text: text.into() }),
            Err(error) => problems.push(unreadable(&path, &error)),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// A walk through the folders of a catalogue, each of which is entered once: links may lead in circles.
struct Walk<'p> {
    root: &'p Path,
    /// The same without links.
    home: &'p Path,
    entries: usize,
    /// The folders entered, without links.
    seen: HashSet<PathBuf>,
    /// The links met. They are followed last, so that a folder keeps its own name where one leads to it.
    links: BTreeSet<PathBuf>,
    found: Found,
}

#[derive(Default)]
struct Found {
    /// The files by their names in the catalogue.
    paths: Vec<(String, PathBuf)>,
    problems: Vec<Problem>,
}

impl Walk<'_> {
    fn all(&mut self) -> Result<(), Box<Problem>> {
        self.enter(self.root.to_owned(), self.home.to_owned())?;
        while let Some(link) = self.links.pop_first() {
            self.follow(link)?;
        }
        Ok(())
    }

    /// Goes through a folder and all in it; second comes its path without links.
    fn enter(&mut self, path: PathBuf, real: PathBuf) -> Result<(), Box<Problem>> {
        let mut folders = vec![(path, real)];
        while let Some((folder, real)) = folders.pop() {
            if !self.seen.insert(real.clone()) {
                continue;
            }
            let entries = match read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.found.problems.push(unreadable(&folder, &error));
                    continue;
                }
            };
            for entry in entries {
                self.entries = self.entries.saturating_add(1);
                if self.entries > MOST_ENTRIES {
                    return Err(Box::new(self.too_many()));
                }
                let kind = entry.and_then(|entry| Ok((entry.file_type()?, entry)));
                match kind {
                    Ok((kind, entry)) if kind.is_symlink() => drop(self.links.insert(entry.path())),
                    Ok((kind, entry)) if kind.is_dir() => {
                        let name = entry.file_name();
                        if !is_apart(&name.to_string_lossy()) {
                            folders.push((entry.path(), real.join(name)));
                        }
                    }
                    Ok((kind, entry)) => self.file(entry.path(), Ok(kind.is_file())),
                    Err(error) => self.found.problems.push(unreadable(&folder, &error)),
                }
            }
        }
        Ok(())
    }

    fn follow(&mut self, link: PathBuf) -> Result<(), Box<Problem>> {
        let target = metadata(&link);
        if !target.as_ref().is_ok_and(|target| target.is_dir()) {
            self.file(link, target.map(|target| target.is_file()));
            return Ok(());
        }
        if link.file_name().is_some_and(|name| is_apart(&name.to_string_lossy())) {
            return Ok(());
        }
        match link.canonicalize() {
            // A folder that holds the catalogue is no part of it.
            Ok(real) if self.home.starts_with(&real) => Ok(()),
            Ok(real) => self.enter(link, real),
            Err(error) => {
                self.found.problems.push(unreadable(&link, &error));
                Ok(())
            }
        }
    }

    /// Notes what is no folder, with whether it is an ordinary file.
    fn file(&mut self, path: PathBuf, is_ordinary: io::Result<bool>) {
        let Ok(relative) = path.strip_prefix(self.root) else { return };
        let name = relative.to_string_lossy().replace('\\', "/");
        let role = Role::of(&name);
        match is_ordinary {
            _ if role == Role::Other => {}
            Ok(is_ordinary) if is_ordinary || role == Role::Stray => self.found.paths.push((name, path)),
            // A pipe would wait for its other end.
            Ok(_) => {
                let why = Text::new("不是普通文件", "it is no ordinary file");
                self.found.problems.push(unread(&path, &why));
            }
            Err(error) => self.found.problems.push(unreadable(&path, &error)),
        }
    }

    fn too_many(&self) -> Problem {
        let zh = format!("里面的文件和文件夹超过 {MOST_ENTRIES} 个,不是政策目录");
        let en = format!("it holds more than {MOST_ENTRIES} files and folders, and is no catalogue");
        unread(self.root, &Text::new(zh, en))
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    unread(path, &io_words(error))
}

fn unread(path: &Path, why: &Text) -> Problem {
    let path = path.display();
    Problem::nowhere(
        Code::MissingFile,
        format!("读不了「{path}」:{}", why.zh),
        format!("cannot read `{path}`: {}", why.en),
    )
}
