//! `huiqi batch` as a consultant uses it: tables as they come out of Excel, damaged rows, hostile names.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

#[path = "batch/beside.rs"]
mod beside;
#[path = "batch/clients.rs"]
mod clients;
#[path = "batch/damaged.rs"]
mod damaged;
#[path = "batch/desk.rs"]
mod desk;
#[path = "batch/examples.rs"]
mod examples;
#[path = "batch/files.rs"]
mod files;
#[path = "batch/formats.rs"]
mod formats;
#[path = "batch/forms.rs"]
mod forms;
#[path = "batch/headings.rs"]
mod headings;
#[path = "batch/misread.rs"]
mod misread;
#[path = "batch/names.rs"]
mod names;
#[path = "batch/objects.rs"]
mod objects;
#[path = "batch/plain.rs"]
mod plain;
#[path = "random/mod.rs"]
mod random;
#[path = "batch/rows_twice.rs"]
mod rows_twice;
#[path = "batch/sheets.rs"]
mod sheets;
#[path = "batch/sheets_marked.rs"]
mod sheets_marked;
#[path = "batch/sheets_odd.rs"]
mod sheets_odd;
#[path = "batch/sheets_unread.rs"]
mod sheets_unread;
#[path = "batch/sheets_wide.rs"]
mod sheets_wide;
#[path = "batch/threads.rs"]
mod threads;
#[path = "batch/units.rs"]
mod units;
