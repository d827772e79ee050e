//! The catalogue inside the program, as the build script leaves it: read, and every fault ruled out.

use super::{Catalogue, Source};
use crate::problem::{Code, File, Problem};
use jiff::civil::Date;

static FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));
static CONTENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.postcard"));

impl Source {
    /// The files of the catalogue inside the program.
    pub fn embedded() -> Self {
        let file = |(path, text): &(&str, &'static str)| File { path: (*path).to_owned(), text: (*text).into() };
        Self { files: FILES.iter().map(file).collect() }
    }
}

/// The catalogue inside the program, ready for one day: the same as [`load`](super::load) makes of
/// [`Source::embedded`], without reading it again.
///
/// # Errors
/// Where the program itself is damaged.
pub fn load_embedded(as_of: Date) -> Result<Catalogue, Vec<Problem>> {
    let content: Result<Catalogue, _> = postcard::from_bytes(CONTENT);
    content.map(|catalogue| Catalogue { as_of, ..catalogue }).map_err(|_| {
        vec![Problem::nowhere(Code::Syntax, "程序里的政策目录已损坏", "the catalogue in the program is damaged")]
    })
}
