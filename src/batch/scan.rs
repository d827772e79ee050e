//! Plain JSON, read from left to right without a copy: texts without escapes, numbers without an
//! exponent. Whatever is not plain, or no JSON, ends the reading.

/// A plain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A text.
    Text(&'t str),
    /// A number in its digits.
    Number(&'t str),
    Boolean(bool),
    Null,
    /// The beginning of a list.
    List,
    /// The beginning of an object.
    Object,
}

impl<'t> Token<'t> {
    /// A text, number or truth value as it is written.
    pub(super) fn written(self) -> Option<&'t str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Boolean(value) => Some(if value { "true" } else { "false" }),
            Self::Null | Self::List | Self::Object => None,
        }
    }
}

/// A text of JSON, of which some is read.
#[derive(Clone, Debug)]
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

/// What is read is not plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotPlain;

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next value; of a list or object only that it begins.
    pub(super) fn value(&mut self) -> Result<Token<'t>, NotPlain> {
        match self.peek() {
            Some(b'"') => self.string().map(Token::Text),
            Some(b'[') => self.step(Token::List),
            Some(b'{') => self.step(Token::Object),
            Some(b't') => self.word("true", Token::Boolean(true)),
            Some(b'f') => self.word("false", Token::Boolean(false)),
            Some(b'n') => self.word("null", Token::Null),
            Some(b'-' | b'0'..=b'9') => self.number().map(Token::Number),
            _ => Err(NotPlain),
        }
    }

    /// The next key of an object; `None` at its end. `first` where nothing of the object was read.
    pub(super) fn key(&mut self, first: bool) -> Result<Option<&'t str>, NotPlain> {
        if !self.goes_on(b'}', first)? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return Err(NotPlain);
        }
        let key = self.string()?;
        self.sign(b':')?;
        Ok(Some(key))
    }

    /// The next item of a list; `None` at its end. `first` where nothing of the list was read.
    pub(super) fn item(&mut self, first: bool) -> Result<Option<Token<'t>>, NotPlain> {
        if self.goes_on(b']', first)? { self.value().map(Some) } else { Ok(None) }
    }

    /// Nothing may follow.
    pub(super) fn end(&mut self) -> Result<(), NotPlain> {
        if self.peek().is_none() { Ok(()) } else { Err(NotPlain) }
    }

    fn goes_on(&mut self, end: u8, first: bool) -> Result<bool, NotPlain> {
        if self.peek() == Some(end) {
            return self.step(false);
        }
        if !first {
            self.sign(b',')?;
        }
        Ok(true)
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte();
            if !matches!(byte, Some(b' ' | b'\t' | b'\n' | b'\r')) {
                return byte;
            }
            self.at = self.at.saturating_add(1);
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step<T>(&mut self, what: T) -> Result<T, NotPlain> {
        self.at = self.at.saturating_add(1);
        Ok(what)
    }

    fn sign(&mut self, sign: u8) -> Result<(), NotPlain> {
        if self.peek() == Some(sign) { self.step(()) } else { Err(NotPlain) }
    }

    fn word(&mut self, word: &str, what: Token<'t>) -> Result<Token<'t>, NotPlain> {
        let is_it = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at = self.at.saturating_add(word.len());
        if is_it { Ok(what) } else { Err(NotPlain) }
    }

    fn string(&mut self) -> Result<&'t str, NotPlain> {
        let start = self.at.saturating_add(1);
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let odd = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < 0x20;
        let end = start.saturating_add(rest.iter().position(odd).ok_or(NotPlain)?);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return Err(NotPlain);
        }
        self.at = end.saturating_add(1);
        self.text.get(start..end).ok_or(NotPlain)
    }

    fn number(&mut self) -> Result<&'t str, NotPlain> {
        let start = self.at;
        self.at = self.at.saturating_add(usize::from(self.byte() == Some(b'-')));
        let nought = self.byte() == Some(b'0');
        let whole = self.digits();
        let mut sound = whole == 1 || (whole > 1 && !nought);
        if self.byte() == Some(b'.') {
            self.at = self.at.saturating_add(1);
            sound &= self.digits() > 0;
        }
        sound &= !matches!(self.byte(), Some(b'e' | b'E'));
        self.text.get(start..self.at).filter(|_| sound).ok_or(NotPlain)
    }

    fn digits(&mut self) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads anything and drops it.
    fn any(scan: &mut Scan<'_>) -> Result<(), NotPlain> {
        let token = scan.value()?;
        inside(scan, token)
    }

    fn inside(scan: &mut Scan<'_>, token: Token<'_>) -> Result<(), NotPlain> {
        let mut first = true;
        match token {
            Token::List => {
                while let Some(item) = scan.item(std::mem::take(&mut first))? {
                    inside(scan, item)?;
                }
            }
            Token::Object => {
                while scan.key(std::mem::take(&mut first))?.is_some() {
                    any(scan)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_read(text: &str) -> bool {
        let mut scan = Scan::new(text);
        any(&mut scan).and_then(|()| scan.end()).is_ok()
    }

    #[test]
    fn values_are_read_as_they_are_written() {
        let mut scan = Scan::new(" [ \"甲\",-1.50 ,true,null, [ ] ]\r");
        assert_eq!(scan.value(), Ok(Token::List));
        assert_eq!(scan.item(true), Ok(Some(Token::Text("甲"))));
        assert_eq!(scan.item(false), Ok(Some(Token::Number("-1.50"))));
        assert_eq!(scan.item(false), Ok(Some(Token::Boolean(true))));
        assert_eq!(scan.item(false), Ok(Some(Token::Null)));
        assert_eq!(scan.item(false), Ok(Some(Token::List)));
        assert_eq!(scan.item(true), Ok(None));
        assert_eq!(scan.item(false), Ok(None));
        assert_eq!(scan.end(), Ok(()));
    }

    /// Every text of up to five of these pieces.
    #[test]
    fn what_is_read_is_json_and_plain_json_is_read() {
        let pieces = ["{", "}", "[", "]", ",", ":", "\"a\"", "0", "1", "-", ".", "true", " "];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            texts = texts.iter().flat_map(|text| pieces.map(|piece| format!("{text}{piece}"))).collect();
            for text in &texts {
                let json = serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok();
                assert_eq!(is_read(text), json, "{text}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left() {
        for text in ["\"\\n\"", "\"\u{1}\"", "1e3", "\"a", "\u{feff}1", "nul", "01"] {
            assert!(!is_read(text), "{text}");
        }
    }
}
