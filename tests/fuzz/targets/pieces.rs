//! Mutations by lines and words: what texts are made of, put together anew. Mutations by bytes alone hardly
//! ever make one sound table out of two.

use fastrand::Rng;
use libfuzzer_sys::fuzzer_mutate;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// Lines and words that may be put anywhere.
struct Stock {
    lines: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

/// The longest piece that is kept, in bytes.
const LONGEST: usize = 300;

/// What ends a word.
fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || b"\"',;:=<>()[]{}/|\\".contains(&byte)
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

fn words(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| ends_word(*byte)).collect()
}

/// The file, or every file below the folder, in one order.
fn files(path: &Path, found: &mut Vec<Vec<u8>>) {
    if !path.is_dir() {
        return found.push(fs::read(path).unwrap());
    }
    let mut paths: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().for_each(|path| files(path, found));
}

impl Stock {
    /// From these files and those below these folders, as seen from `tests/`.
    fn read(paths: &[&str]) -> Self {
        let mut texts = Vec::new();
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        paths.iter().for_each(|path| files(&tests.join(path), &mut texts));
        let distinct = |split: fn(&[u8]) -> Vec<&[u8]>| {
            let pieces = texts.iter().flat_map(|text| split(text)).filter(|piece| piece.len() <= LONGEST);
            pieces.map(<[u8]>::to_vec).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Self { lines: distinct(lines), words: distinct(words) }
    }
}

/// Changes the first bytes, `size` of them, into at most `most` others: how many. Two in three times by lines
/// or words, else as libFuzzer does.
pub fn mutate(bytes: &mut [u8], size: usize, most: usize, seed: u32, paths: &[&str]) -> usize {
    static STOCK: OnceLock<Stock> = OnceLock::new();
    let stock = STOCK.get_or_init(|| Stock::read(paths));
    let mut rng = Rng::with_seed(seed.into());
    if rng.u8(..3) == 0 {
        return fuzzer_mutate(bytes, size, most);
    }
    let (split, stock): (fn(&[u8]) -> Vec<&[u8]>, _) =
        if rng.bool() { (lines, &stock.lines) } else { (words, &stock.words) };
    let mut pieces = split(&bytes[..size]);
    for _ in 0..rng.usize(1..=4) {
        change(&mut pieces, stock, &mut rng);
    }
    let mut text = pieces.concat();
    text.truncate(most);
    bytes[..text.len()].copy_from_slice(&text);
    text.len()
}

fn change<'p>(pieces: &mut Vec<&'p [u8]>, stock: &'p [Vec<u8>], rng: &mut Rng) {
    let strange = rng.choice(stock).map_or(&[][..], Vec::as_slice);
    let (place, count) = (rng.usize(..=pieces.len()), rng.usize(1..=6));
    let end = pieces.len().min(place + count);
    match rng.u8(..6) {
        0 => drop(pieces.drain(place..end)),
        1 => pieces.insert(place, strange),
        2 if place < pieces.len() => pieces[place] = strange,
        3 if pieces.len() > 1 => {
            let (one, other) = (rng.usize(..pieces.len()), rng.usize(..pieces.len()));
            pieces.swap(one, other);
        }
        4 => {
            let copied = pieces[place..end].to_vec();
            let to = rng.usize(..=pieces.len());
            pieces.splice(to..to, copied);
        }
        _ => {
            let moved: Vec<_> = pieces.drain(place..end).collect();
            let to = rng.usize(..=pieces.len());
            pieces.splice(to..to, moved);
        }
    }
}
