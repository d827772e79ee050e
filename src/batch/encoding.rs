//! In which encoding a table of text is written: a byte order mark, else UTF-8, else GB18030.

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Bytes as they come.
pub(super) trait Bytes: Send {
    /// Waits for some bytes and appends them; how many, none at the end.
    fn more(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize>;

    /// Whether they may come slowly, so that none waits for the next.
    fn may_come_slowly(&self) -> bool {
        false
    }

    /// Whether none come for a while.
    fn is_silent(&mut self) -> bool {
        false
    }
}

/// How many letters and malformed places suffice, where there are far more of the one than of the other.
const ENOUGH: u64 = 1 << 12;

/// What speaks for and against UTF-8, counted while the bytes go by.
#[derive(Debug, Default)]
struct Evidence {
    /// Letters beyond ASCII that are well formed.
    letters: u64,
    /// Places that are not.
    malformed: u64,
    /// The beginning of a letter whose end has not come yet.
    begun: Vec<u8>,
}

impl Evidence {
    fn take(&mut self, bytes: &[u8]) {
        let whole = [std::mem::take(&mut self.begun).as_slice(), bytes].concat();
        let mut rest = whole.as_slice();
        loop {
            let Err(error) = std::str::from_utf8(rest) else { return self.count(rest) };
            let (valid, after) = rest.split_at_checked(error.valid_up_to()).unwrap_or((rest, &[]));
            self.count(valid);
            let Some(length) = error.error_len() else {
                self.begun = after.to_vec();
                return;
            };
            self.malformed = self.malformed.saturating_add(1);
            rest = after.get(length..).unwrap_or_default();
        }
    }

    /// Counts the letters beyond ASCII by their first bytes.
    fn count(&mut self, valid: &[u8]) {
        let letters = valid.iter().filter(|byte| **byte >= 0xc0).count();
        self.letters = self.letters.saturating_add(u64::try_from(letters).unwrap_or(u64::MAX));
    }

    /// Whether what follows will hardly change the answer.
    fn is_plain(&self) -> bool {
        let (less, more) = (self.letters.min(self.malformed), self.letters.max(self.malformed));
        more >= ENOUGH && more > less.saturating_mul(2)
    }

    /// GB18030 read as UTF-8 is malformed nearly everywhere, damaged UTF-8 only here and there.
    fn encoding(&self, whole: bool) -> &'static Encoding {
        // A beginning may end within a letter.
        let cut = whole && !self.begun.is_empty();
        let malformed = self.malformed.saturating_add(u64::from(cut));
        if malformed <= self.letters { UTF_8 } else { GB18030 }
    }
}

/// UTF-16 without a mark: every other byte of what is ASCII is nought. Han text in UTF-16 is no UTF-8, so
/// what is UTF-8 and has letters beyond ASCII has stray noughts only; and where all is ASCII, every other
/// byte has to be one, or nearly so.
fn unmarked(start: &[u8]) -> Option<&'static Encoding> {
    let is_utf_8 = simdutf8::compat::from_utf8(start).map_or_else(|error| error.error_len().is_none(), |_| true);
    if start.len() < 4 || (is_utf_8 && !start.is_ascii()) {
        return None;
    }
    let noughts = |odd: usize| start.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0).count();
    let (even, odd) = (noughts(0), noughts(1));
    let (more, less) = (even.max(odd), even.min(odd));
    let is_utf_16 = if is_utf_8 {
        more.saturating_mul(3) >= start.len() && less.saturating_mul(4) <= more
    } else {
        more.saturating_mul(50) >= start.len()
    };
    is_utf_16.then_some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// The encoding that a byte order mark names.
fn marked(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xef, 0xbb, 0xbf, ..] => Some(UTF_8),
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of all that comes from here, which is the whole text or its beginning; no more of it is
/// read than is needed.
///
/// # Errors
/// Where it cannot be read.
pub fn of(mut bytes: impl Read, whole: bool) -> io::Result<&'static Encoding> {
    let mut evidence = Evidence::default();
    let mut buffer = vec![0; 1 << 16];
    let mut first = true;
    loop {
        let length = bytes.read(&mut buffer)?;
        let part = buffer.get(..length).unwrap_or_default();
        if part.is_empty() {
            return Ok(evidence.encoding(whole));
        }
        if first && let Some(encoding) = marked(part).or_else(|| unmarked(part)) {
            return Ok(encoding);
        }
        first = false;
        evidence.take(part);
        if evidence.is_plain() {
            return Ok(evidence.encoding(false));
        }
    }
}

/// Text in any encoding as UTF-8, decoded as it comes; what is malformed becomes �.
pub struct Decoded {
    bytes: Box<dyn Bytes>,
    /// What decodes any encoding but UTF-8.
    decoder: Option<Decoder>,
    /// Bytes of UTF-8 that are not taken yet: the beginning of a letter.
    begun: Vec<u8>,
    /// Whether a mark of the byte order may still come.
    fresh: bool,
    ended: bool,
}

impl Decoded {
    /// The text that these bytes are in this encoding, without a mark of the byte order.
    pub(super) fn new(bytes: Box<dyn Bytes>, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Self { bytes, decoder, begun: Vec::new(), fresh: true, ended: false }
    }

    /// Waits for more and appends it; `false` at the end.
    pub(super) fn more(&mut self, text: &mut String) -> io::Result<bool> {
        let before = text.len();
        while !self.ended && text.len() == before {
            self.ended = self.bytes.more(&mut self.begun)? == 0;
            match &mut self.decoder {
                Some(decoder) => {
                    let bytes = std::mem::take(&mut self.begun);
                    text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
                    let _ = decoder.decode_to_string(&bytes, text, self.ended);
                }
                None => self.take_utf_8(text),
            }
        }
        Ok(text.len() > before)
    }

    /// Whether it may come slowly, so that no part of it waits for the next.
    pub(super) fn may_come_slowly(&self) -> bool {
        self.bytes.may_come_slowly()
    }

    /// Whether nothing comes for a while.
    pub(super) fn is_silent(&mut self) -> bool {
        self.bytes.is_silent()
    }

    fn take_utf_8(&mut self, text: &mut String) {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        let mut bytes = self.begun.as_slice();
        if self.fresh {
            if bytes.len() < MARK.len() && MARK.starts_with(bytes) && !self.ended {
                return;
            }
            bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
            self.fresh = false;
        }
        let (whole, rest) = bytes.split_at_checked(whole_letters(bytes)).unwrap_or((bytes, &[]));
        if let Ok(sound) = simdutf8::basic::from_utf8(whole)
            && !self.ended
        {
            text.push_str(sound);
            let begun = rest.len();
            self.begun.drain(..self.begun.len().saturating_sub(begun));
            return;
        }
        let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let (sound, rest) = bytes.split_at_checked(valid).unwrap_or((bytes, &[]));
        text.push_str(std::str::from_utf8(sound).unwrap_or_default());
        let mut taken = 0_usize;
        for chunk in rest.utf8_chunks() {
            let end = taken.saturating_add(chunk.valid().len()).saturating_add(chunk.invalid().len());
            text.push_str(chunk.valid());
            if end == rest.len() && !self.ended {
                // It may be the beginning of a letter.
                taken = taken.saturating_add(chunk.valid().len());
                break;
            }
            if !chunk.invalid().is_empty() {
                text.push('\u{fffd}');
            }
            taken = end;
        }
        let begun = rest.len().saturating_sub(taken);
        self.begun.drain(..self.begun.len().saturating_sub(begun));
    }
}

/// How many bytes stand before a letter of UTF-8 that is begun at the end and is not whole.
fn whole_letters(bytes: &[u8]) -> usize {
    let begun = bytes.iter().rev().take(3).position(|byte| *byte >= 0xc0);
    let start = begun.and_then(|after| bytes.len().checked_sub(after.saturating_add(1)));
    let needs = |first: u8| {
        if first >= 0xf0 {
            4
        } else if first >= 0xe0 {
            3
        } else {
            2
        }
    };
    let cut =
        start.filter(|start| bytes.get(*start).is_some_and(|first| bytes.len().saturating_sub(*start) < needs(*first)));
    cut.unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8]) -> &'static Encoding {
        of(bytes, true).unwrap()
    }

    #[test]
    fn each_encoding_that_excel_writes_is_told_apart() {
        let text = "名称,实缴资金\n联通,2亿\n";
        assert_eq!(encoding(text.as_bytes()), UTF_8);
        assert_eq!(encoding(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), UTF_8);
        assert_eq!(encoding(&GB18030.encode(text).0), GB18030);
        assert_eq!(encoding(b"\xff\xfe\x0d\x54"), UTF_16LE);
        assert_eq!(encoding(b"name,id\n"), UTF_8);
    }

    #[test]
    fn one_damaged_letter_does_not_turn_a_whole_file_into_another_encoding() {
        let mut bytes = "某某创业投资有限公司,实缴资金".as_bytes().to_vec();
        bytes.extend([0xe9, b',']);
        assert_eq!(encoding(&bytes), UTF_8);
    }

    #[test]
    fn a_beginning_that_ends_within_a_letter_is_not_malformed() {
        let bytes = "name,实".as_bytes();
        let cut = bytes.get(..bytes.len() - 1).unwrap();
        assert_eq!(of(cut, false).unwrap(), UTF_8);
    }

    #[test]
    fn stray_noughts_make_no_utf_16_of_utf_8() {
        for text in ["名称,备注\n甲,\0\0\0\0\n", "name,note\nA,\0\n", "id\0,名\0\n", "a,b\n\0,1\n", "a\n\0\0\0\0\0\0\n"]
        {
            assert_eq!(of(text.as_bytes(), true).unwrap(), UTF_8, "{text:?}");
        }
    }

    #[test]
    fn utf_16_is_known_without_its_mark() {
        let units: Vec<u8> = "名称,id\n甲,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(encoding(&units), UTF_16LE);
    }

    #[test]
    fn a_letter_over_the_edge_of_two_parts_is_one_letter() {
        let text = "实缴资金".repeat(3);
        let mut evidence = Evidence::default();
        text.as_bytes().chunks(5).for_each(|part| evidence.take(part));
        assert_eq!((evidence.letters, evidence.malformed), (12, 0));
    }

    /// Hands the bytes over in such parts.
    struct InParts(Vec<Vec<u8>>);

    impl Bytes for InParts {
        fn more(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let part = self.0.remove(0);
            bytes.extend(&part);
            Ok(part.len())
        }
    }

    #[test]
    fn in_whatever_parts_it_comes_a_text_is_decoded_the_same() {
        let utf_8 =
            [b"\xef\xbb\xbf\xef\xbb\xbf".as_slice(), "甲,a\n".as_bytes(), b"\xff\xe4\xb8,\xf0\x9f\n\xe4"].concat();
        let gb18030 = GB18030.encode("名称,实缴资金\n甲,€\n").0.into_owned();
        for (bytes, encoding, text) in [
            (utf_8, UTF_8, "\u{feff}甲,a\n\u{fffd}\u{fffd},\u{fffd}\n\u{fffd}"),
            (gb18030, GB18030, "名称,实缴资金\n甲,€\n"),
        ] {
            for size in 1..=bytes.len() {
                let parts = bytes.chunks(size).map(<[u8]>::to_vec).collect();
                let (mut decoded, mut read) = (Decoded::new(Box::new(InParts(parts)), encoding), String::new());
                while decoded.more(&mut read).unwrap() {}
                assert_eq!(read, text, "{size}");
            }
        }
    }
}
