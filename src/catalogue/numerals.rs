//! Numbers as Chinese documents write them: 300万, 1亿5000万, 五百万, 二十.

use crate::figure::{self, half_width};
use rust_decimal::Decimal;
use std::ops::Range;

/// A text letter by letter, full-width ones made half-width, with the place of each.
pub(super) struct Letters {
    letters: Vec<(usize, char)>,
    bytes: usize,
}

impl Letters {
    pub(super) fn new(text: &str) -> Self {
        let letters = text.char_indices().map(|(at, letter)| (at, half_width(letter))).collect();
        Self { letters, bytes: text.len() }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letter at a position; a blank beyond the end.
    pub(super) fn at(&self, at: usize) -> char {
        self.letters.get(at).map_or(' ', |(_, letter)| *letter)
    }

    /// Whether a word begins at a position.
    pub(super) fn follows(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, letter)| self.at(at.saturating_add(offset)) == letter)
    }

    /// Where a word begins that ends before a position.
    pub(super) fn precedes(&self, end: usize, word: &str) -> Option<usize> {
        let start = end.checked_sub(word.chars().count())?;
        self.follows(start, word).then_some(start)
    }

    pub(super) fn skip_spaces(&self, mut at: usize) -> usize {
        while at < self.len() && self.at(at).is_whitespace() {
            at = at.saturating_add(1);
        }
        at
    }

    /// The first letter from a position on that is another.
    pub(super) fn skip(&self, mut at: usize, letter: char) -> usize {
        while at < self.len() && self.at(at) == letter {
            at = at.saturating_add(1);
        }
        at
    }

    /// Some of the letters.
    pub(super) fn text(&self, letters: &Range<usize>) -> String {
        letters.clone().map(|at| self.at(at)).collect()
    }

    /// Letters as bytes of the text.
    pub(super) fn bytes(&self, letters: &Range<usize>) -> Range<usize> {
        let byte = |at: usize| self.letters.get(at).map_or(self.bytes, |(byte, _)| *byte);
        byte(letters.start)..byte(letters.end)
    }
}

/// A number in a text.
pub(super) struct Number {
    /// The number.
    pub value: Decimal,
    /// 万 or 亿, where it ends with one.
    pub scale: Option<Decimal>,
    /// The letter after it.
    pub end: usize,
    /// Whether it is written in Chinese numerals.
    pub han: bool,
}

const DIGITS: &str = "零一二三四五六七八九";
/// As they stand on cheques.
const FORMAL: &str = "壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅";

/// Whether a letter is a part of a number.
pub(super) fn is_numeral(letter: char) -> bool {
    letter.is_ascii_digit() || digit(letter).is_some() || factor(letter).is_some() || FORMAL.contains(letter)
}

fn digit(letter: char) -> Option<Decimal> {
    let letter = match letter {
        '〇' => '零',
        '两' => '二',
        other => other,
    };
    let value = DIGITS.chars().position(|digit| digit == letter)?;
    Some(Decimal::from(value))
}

fn factor(letter: char) -> Option<Decimal> {
    let factor: u32 = match letter {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    Some(Decimal::from(factor))
}

/// The number that begins at a letter.
pub(super) fn number(letters: &Letters, start: usize) -> Option<Number> {
    let first = letters.at(start);
    let han = !first.is_ascii_digit();
    if han && first != '十' && digit(first).is_none_or(|it| it.is_zero()) {
        return None;
    }
    // What stands before 亿, what before 万, and what comes after.
    let (mut whole, mut part) = (Decimal::ZERO, Decimal::ZERO);
    let mut open: Option<Decimal> = None;
    let mut scale = None;
    let mut at = start;
    loop {
        if !han && letters.at(at).is_ascii_digit() && open.is_none() {
            let (value, end) = arabic(letters, at)?;
            // 50 万元, as many set it.
            let spaced = letters.skip_spaces(end);
            let end = if factor(letters.at(spaced)).is_some() { spaced } else { end };
            (open, at, scale) = (Some(value), end, None);
            continue;
        }
        let letter = letters.at(at);
        match (digit(letter), factor(letter)) {
            (Some(value), _) if han => {
                let before = open.unwrap_or_default().saturating_mul(Decimal::TEN);
                (open, scale) = (Some(before.saturating_add(value)), None);
            }
            (_, Some(factor)) if factor >= Decimal::from(10_000) => {
                let below = part.saturating_add(open.take().unwrap_or_default());
                let all = if factor > Decimal::from(10_000) { whole.saturating_add(below) } else { below };
                let kept = if factor > Decimal::from(10_000) { Decimal::ZERO } else { whole };
                whole = kept.saturating_add(all.saturating_mul(factor));
                (part, scale) = (Decimal::ZERO, Some(factor));
            }
            (_, Some(factor)) => {
                let of = open.take().unwrap_or(Decimal::ONE);
                (part, scale) = (part.saturating_add(of.saturating_mul(factor)), None);
            }
            _ => break,
        }
        at = at.saturating_add(1);
    }
    let value = whole.saturating_add(part).saturating_add(open.unwrap_or_default()).normalize();
    // 2亿5千元 and 1.5亿5000万元 are slips.
    if !han && figure::read_compound(&letters.text(&(start..at))).ok()?.normalize() != value {
        return None;
    }
    Some(Number { value, scale, end: at, han })
}

/// Digits with decimals; a comma only before three digits and no fourth.
fn arabic(letters: &Letters, start: usize) -> Option<(Decimal, usize)> {
    let mut text = String::new();
    let mut at = start;
    let is_digit = |at: usize| letters.at(at).is_ascii_digit();
    loop {
        let letter = letters.at(at);
        let next = |offset: usize| is_digit(at.saturating_add(offset));
        let grouped = letter == ',' && !text.contains('.') && next(1) && next(2) && next(3) && !next(4);
        let point = letter == '.' && !text.contains('.') && next(1);
        if letter.is_ascii_digit() || point {
            text.push(letter);
        } else if !grouped {
            break;
        }
        at = at.saturating_add(1);
    }
    Decimal::from_str_exact(&text).ok().map(|value| (value, at))
}
