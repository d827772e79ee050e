//! Lines and columns of many places in one text.

use crate::problem::File;
use std::cell::OnceCell;

/// After how many bytes letters are counted anew: a text may be one long line.
const APART: usize = 1 << 10;

/// A text whose lines and letters are counted once, so that a place is found without reading all that
/// stands before it.
#[derive(Debug)]
pub struct TextPlaces<'t> {
    text: &'t str,
    /// Where each line but the first begins.
    lines: Vec<usize>,
    /// How many letters begin before each multiple of [`APART`].
    letters: Vec<usize>,
}

impl<'t> TextPlaces<'t> {
    /// Counts the lines and letters of a text.
    pub fn of(text: &'t str) -> Self {
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at.saturating_add(1)).collect();
        let counts = text.as_bytes().chunks(APART).scan(0_usize, |sum, part| {
            let before = *sum;
            *sum = before.saturating_add(letters_begun(part));
            Some(before)
        });
        Self { text, lines, letters: counts.collect() }
    }

    /// The line and the column, both from 1, of a place; columns count characters.
    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|begin| *begin <= at);
        let begin = line.checked_sub(1).and_then(|before| self.lines.get(before)).copied().unwrap_or_default();
        let column = self.letters_before(at).saturating_sub(self.letters_before(begin));
        (line.saturating_add(1), column.saturating_add(1))
    }

    fn letters_before(&self, at: usize) -> usize {
        let part = at / APART;
        let counted = self.letters.get(part).or(self.letters.last()).copied().unwrap_or_default();
        let from = part.min(self.letters.len().saturating_sub(1)).saturating_mul(APART);
        counted.saturating_add(letters_begun(self.text.as_bytes().get(from..at).unwrap_or_default()))
    }
}

/// The places in several files, each counted once one of its places is asked for.
pub struct FilePlaces<'f> {
    files: Vec<(&'f File, OnceCell<TextPlaces<'f>>)>,
}

impl<'f> FilePlaces<'f> {
    /// Places in these files.
    pub fn of(files: &'f [File]) -> Self {
        Self { files: files.iter().map(|file| (file, OnceCell::new())).collect() }
    }

    /// The path of a file and its text with its places, by its position among them.
    pub fn get(&self, file: usize) -> Option<(&'f str, &TextPlaces<'f>)> {
        let (file, places) = self.files.get(file)?;
        Some((&file.path, places.get_or_init(|| TextPlaces::of(&file.text))))
    }
}

/// How many letters begin in these bytes of UTF-8.
fn letters_begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_as_by_counting_up_to_it() {
        let long = "惠企a".repeat(700);
        for text in ["", "a", "\n", "甲\n乙丙\n", &long, &format!("{long}\n{long}\n\n{long}")] {
            let places = TextPlaces::of(text);
            for (at, _) in text.char_indices().chain([(text.len(), ' '), (text.len() + 9, ' ')]) {
                let before = text.get(..at.min(text.len())).unwrap();
                let line = before.split('\n').count();
                let column = before.split('\n').next_back().unwrap().chars().count() + 1;
                assert_eq!(places.line_and_column(at), (line, column), "{at}");
            }
        }
    }
}
