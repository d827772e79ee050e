//! The kinds of files of clients.

use std::path::Path;

/// The kinds of files of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// CSV, parted by commas, or by what the first rows show.
    Csv,
    /// CSV parted by tabs.
    Tsv,
    /// A workbook: XLSX. One of another kind is told to be saved as XLSX when it is opened.
    Spreadsheet,
    /// An object in JSON a line.
    Ndjson,
    /// A list in JSON.
    Json,
}

impl Kind {
    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "xlsx" => Some(Self::Spreadsheet),
            "ndjson" => Some(Self::Ndjson),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The kind of a file by the ending of its name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" | "txt" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "xlsx" | "xlsm" | "xls" | "xlsb" | "ods" | "et" => Some(Self::Spreadsheet),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
