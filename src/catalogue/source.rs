//! The files of a catalogue.

use crate::problem::{File, Problem};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The files of a catalogue.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The files that hold for all documents, and those of each document, in their order.
    pub files: Vec<File>,
}

/// What a file of a catalogue is, by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Facts of all documents.
    SharedFacts,
    /// The document itself.
    Policy(String),
    /// Facts of one document.
    Facts(String),
    /// The text of a document.
    Text(String),
    /// Worked cases of a document.
    Cases(String),
    /// A clause of a document.
    Clause(String),
    /// TOML at a place where no file is read.
    Stray,
    /// Something else, as a README.
    Other,
}

impl Role {
    pub(super) fn of(path: &str) -> Self {
        let Some((folder, name)) = path.split_once('/') else {
            return if path == "facts.toml" { Self::SharedFacts } else { Self::unread(path) };
        };
        if is_apart(folder) {
            return Self::Other;
        }
        let folder = folder.to_owned();
        match name {
            "policy.toml" => Self::Policy(folder),
            "facts.toml" => Self::Facts(folder),
            "cases.toml" => Self::Cases(folder),
            "source.txt" => Self::Text(folder),
            clause if clause.ends_with(".toml") && !clause.contains('/') => Self::Clause(folder),
            _ => Self::unread(path),
        }
    }

    /// The folder of the document to which it belongs.
    pub(super) fn folder(&self) -> Option<&String> {
        match self {
            Self::Policy(folder) | Self::Facts(folder) | Self::Text(folder) | Self::Cases(folder) => Some(folder),
            Self::Clause(folder) => Some(folder),
            Self::SharedFacts | Self::Stray | Self::Other => None,
        }
    }

    fn unread(path: &str) -> Self {
        let apart = path.split('/').any(is_apart);
        if path.ends_with(".toml") && !apart { Self::Stray } else { Self::Other }
    }

    /// What decides the order: shared facts first; then each document: itself, its facts, its
    /// clauses by the numbers in their names.
    fn order(&self) -> (u8, &str, u8) {
        match self {
            Self::SharedFacts => (0, "", 0),
            Self::Policy(folder) => (1, folder, 0),
            Self::Facts(folder) => (1, folder, 1),
            Self::Clause(folder) => (1, folder, 2),
            Self::Cases(folder) => (1, folder, 3),
            Self::Text(folder) => (1, folder, 4),
            Self::Stray | Self::Other => (2, "", 0),
        }
    }
}

/// Whether a folder of this name holds nothing of a catalogue, such as `.git` and `examples`.
pub(super) fn is_apart(name: &str) -> bool {
    name.starts_with('.') || name == "examples"
}

impl Source {
    /// The catalogue in a folder.
    ///
    /// # Errors
    /// Every file that cannot be read.
    pub fn folder(path: &Path) -> Result<Self, Vec<Problem>> {
        super::folder::files(path).map(Self::sorted)
    }

    /// A catalogue of these files, by path and text.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::sorted(files.into_iter().map(|(path, text)| File { path, text: text.into() }).collect())
    }

    fn sorted(mut files: Vec<File>) -> Self {
        files.sort_by_cached_key(|file| rank(&file.path));
        Self { files }
    }

    /// The text of a document, by its folder, with its position among the files.
    pub(super) fn text_of(&self, folder: &str) -> Option<(usize, &File)> {
        let is_text = |file: &File| file.path.strip_suffix("/source.txt") == Some(folder);
        self.files.iter().enumerate().find(|(_, file)| is_text(file))
    }

    /// What names the content of the catalogue: the SHA-256 of all that decides results, in
    /// hexadecimal digits.
    pub fn digest(&self) -> String {
        let decides =
            |file: &&File| !matches!(Role::of(&file.path), Role::Cases(_) | Role::Text(_) | Role::Stray | Role::Other);
        let mut files: Vec<&File> = self.files.iter().filter(decides).collect();
        files.sort_by(|one, two| one.path.cmp(&two.path));
        let mut digest = Sha256::new();
        for file in files {
            digest.update(file.path.as_bytes());
            digest.update([0]);
            digest.update(file.text.as_bytes());
            digest.update([0]);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What decides the order of files.
fn rank(path: &str) -> impl Ord + use<> {
    let role = Role::of(path);
    let (part, folder, rank) = role.order();
    (part, folder.to_owned(), rank, numbers(path), path.to_owned())
}

/// The numbers with which a file's name begins: `2-1-3-supply-chain.toml` has 2, 1, 3, `21.toml` has 21.
fn numbers(path: &str) -> Vec<u32> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".toml").unwrap_or(name);
    name.split('-').map_while(|part| part.parse().ok()).collect()
}
