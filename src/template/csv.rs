//! A blank form as CSV that Excel opens as it is.

use super::Form;
use crate::report::formula::guarded;
use std::io;

/// The header row, in UTF-8 with a byte order mark, without which Excel shows garbage.
///
/// # Errors
/// Where it does not fit in memory.
pub fn csv(form: &Form<'_>) -> io::Result<Vec<u8>> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::from("\u{feff}"));
    let headings = form.columns().into_iter().map(|column| form.heading(column));
    writer.write_record(headings.map(|heading| guarded(&heading).into_owned()))?;
    writer.into_inner().map_err(::csv::IntoInnerError::into_error)
}
