//! Faults of catalogues and profiles: where they are, what is wrong, and how to mend it.

mod code;
mod io_words;
mod render;

pub use code::Code;
pub use io_words::{io_words, temporary_folder_words};
pub use render::{in_order, line_and_column, render};

use crate::language::Text;
use crate::nearest::nearest;
use std::borrow::Cow;
use std::ops::Range;

/// One text file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path as people know it.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// A place in a file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, by position among those read.
    pub file: usize,
    /// The bytes concerned.
    pub span: Range<usize>,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of fault it is.
    pub code: Code,
    /// Where it is; `None` for what is nowhere, as a file that is missing.
    pub place: Option<Place>,
    /// What is wrong.
    pub what: Text,
    /// What to do about it.
    pub mend: Option<Text>,
    /// The fact that became unknown by it, by id.
    pub fact: Option<String>,
    /// Another place that has to do with it, and what it has.
    pub also: Option<(Place, Text)>,
}

impl Problem {
    /// A fault with what is wrong in Chinese and in English.
    pub fn new(code: Code, place: Place, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { code, place: Some(place), what: Text::new(zh, en), mend: None, fact: None, also: None }
    }

    /// A fault that is at no place in a file.
    pub fn nowhere(code: Code, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { code, place: None, what: Text::new(zh, en), mend: None, fact: None, also: None }
    }

    /// The fault with what to do about it.
    pub fn mend(mut self, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.mend = Some(Text::new(zh, en));
        self
    }

    /// The fault with another place that has to do with it, and what it has.
    pub fn also(mut self, place: Place, zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.also = Some((place, Text::new(zh, en)));
        self
    }

    /// The fault with the name that was probably meant, where one is near.
    pub fn suggest<'n>(self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        match nearest(written, names) {
            Some(name) => self.mend(format!("是不是「{name}」?"), format!("did you mean `{name}`?")),
            None => self,
        }
    }
}
