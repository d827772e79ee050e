//! In which encoding a table of text is written: a byte order mark, else UTF-8, else GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, BufRead, BufReader, Read};

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
        let mut bytes = [std::mem::take(&mut self.begun).as_slice(), bytes].concat();
        loop {
            let (valid, next) = match std::str::from_utf8(&bytes) {
                Ok(text) => (text, None),
                Err(error) => {
                    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                    (std::str::from_utf8(valid).unwrap_or_default(), Some(error))
                }
            };
            let beyond = valid.chars().filter(|letter| !letter.is_ascii()).count();
            self.letters = self.letters.saturating_add(u64::try_from(beyond).unwrap_or(u64::MAX));
            let Some(error) = next else { return };
            let rest = bytes.split_off(error.valid_up_to());
            let Some(length) = error.error_len() else {
                self.begun = rest;
                return;
            };
            self.malformed = self.malformed.saturating_add(1);
            bytes = rest.get(length..).unwrap_or_default().to_vec();
        }
    }

    /// GB18030 read as UTF-8 is malformed nearly everywhere, damaged UTF-8 only here and there.
    fn encoding(&self, whole: bool) -> &'static Encoding {
        // A beginning may end within a letter.
        let cut = whole && !self.begun.is_empty();
        let malformed = self.malformed.saturating_add(u64::from(cut));
        if malformed <= self.letters { UTF_8 } else { GB18030 }
    }
}

/// UTF-16 without a mark: every other byte of what is ASCII is nought.
fn unmarked(start: &[u8]) -> Option<&'static Encoding> {
    let noughts = |odd: usize| start.iter().enumerate().filter(|(at, byte)| at % 2 == odd && **byte == 0).count();
    let (even, odd) = (noughts(0), noughts(1));
    if even.max(odd).saturating_mul(50) < start.len() || start.len() < 4 {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
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

/// The encoding of all that comes from here, which is the whole text or its beginning.
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
    }
}

/// Text in this encoding as UTF-8; what is malformed becomes �.
pub fn decoded(bytes: impl Read + Send + 'static, encoding: &'static Encoding) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(1 << 16, DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(bytes)))
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
}
