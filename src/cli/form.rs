//! The forms of a result.

use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Tables and lines for a terminal.
    Table,
    /// One document for programs.
    Json,
    /// A lean document on each line.
    Ndjson,
    /// Formatted text.
    Markdown,
    /// A page to print.
    Html,
}

impl Form {
    pub(super) const ALL: [Self; 5] = [Self::Table, Self::Json, Self::Ndjson, Self::Markdown, Self::Html];

    /// Its name on the command line.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// What `--format` names; where nothing, what the ending of the output file says.
    pub(super) fn wanted(matches: &ArgMatches) -> Self {
        let named = matches.get_one::<String>("format");
        let named = named.and_then(|name| Self::ALL.into_iter().find(|form| form.code() == name));
        let file = matches.get_one::<PathBuf>("output");
        named.or_else(|| file.map(|file| Self::of_file(file))).unwrap_or(Self::Table)
    }

    /// What the ending of a file says; tables where it says nothing.
    pub(super) fn of_file(file: &Path) -> Self {
        let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("html" | "htm") => Self::Html,
            Some("md" | "markdown") => Self::Markdown,
            Some("json") => Self::Json,
            Some("ndjson" | "jsonl") => Self::Ndjson,
            _ => Self::Table,
        }
    }
}
