//! A section of the format of a cell: what it shows of a number or a text.

use super::bracket::{Bracket, Condition};
use super::currency::is_foreign_sign;
use rust_decimal::Decimal;
use std::str::Chars;

/// Units that stand behind numbers, the longer before those they begin with, with their zeros.
const UNITS: [(&str, usize); 10] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
];

/// The signs that stand for a number that is negative, or for none.
const STROKES: [char; 5] = ['-', '−', '–', '—', '－'];

/// What a number is shown as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// Its digits, with what stands around them; at least so many before the decimal point.
    Digits {
        /// What stands before them.
        before: String,
        /// How many percent signs there are, each of which shows the number a hundred times as large.
        percents: usize,
        /// What stands behind the number itself, which may be shown divided.
        behind: String,
        /// How many digits there are at least, noughts before the others.
        least: usize,
    },
    /// Words without any digit.
    Words(String),
    /// Nothing, or something that the number is not.
    Otherwise,
}

/// What a section has a place for.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// Neither a number nor a text.
    #[default]
    Nothing,
    /// Digits, each in its place.
    Digits,
    /// Whatever the cell holds, as it is: `General`.
    General,
    /// A text: `@`.
    Text,
}

/// A section of a format.
#[derive(Default)]
pub(super) struct Section {
    /// Which numbers the section is for, where it says so.
    condition: Option<Condition>,
    place: Place,
    before: String,
    behind: String,
    percents: usize,
    /// How many digits follow a decimal point that was put in as a mere sign.
    decimals: Option<usize>,
    /// How many commas follow the last digit, each of which hides three digits.
    commas: usize,
    /// How many did so before the decimal point.
    commas_before_point: usize,
    /// How many places for digits follow a mere sign that parts thousands.
    group: Option<usize>,
    /// How many places before the decimal point show a nought where the number has no digit.
    noughts: usize,
    /// Whether a real decimal point was met, or an exponent.
    point: bool,
    /// Whether it shows the number in parts, as a fraction or a time, or shows it twice.
    is_torn: bool,
}

impl Section {
    /// Reads the signs of a section up to its end, and whether another follows. `$` may stand for the currency of
    /// whoever opens the file.
    pub(super) fn read(signs: &mut Chars<'_>, local_currency: bool) -> (Self, bool) {
        let mut section = Self::default();
        let mut more = false;
        while let Some(sign) = signs.next() {
            match sign {
                ';' => {
                    more = true;
                    break;
                }
                '"' => section.literal(up_to(signs, '"')),
                '\\' | '!' => signs.next().into_iter().for_each(|sign| section.sign(sign)),
                '[' => section.bracket(up_to(signs, ']')),
                // The width of a sign is left free, or filled with it.
                '_' | '*' => drop(signs.next()),
                '%' if section.place != Place::Text => section.percents = section.percents.saturating_add(1),
                '0' | '#' | '?' => section.digit(sign),
                '@' => section.takes(Place::Text),
                'G' | 'g' if passed(signs, "eneral") => section.takes(Place::General),
                ',' if section.place == Place::Digits => section.commas = section.commas.saturating_add(1),
                '.' if matches!(section.place, Place::Nothing | Place::Digits) => section.point(),
                'E' | 'e' if section.place == Place::Digits && (passed(signs, "+") || passed(signs, "-")) => {
                    section.close_group();
                    section.point = true;
                }
                '$' if local_currency => {}
                // Bare letters stand for parts of a day.
                'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'b' | 'Y' | 'M' | 'D' | 'H' | 'S' | 'E' | 'B' => {
                    section.is_torn = true;
                }
                // Whatever else is bare stands for itself.
                sign => section.sign(sign),
            }
        }
        section.close_group();
        (section, more)
    }

    /// Which numbers the section is for, where it says so.
    pub(super) fn condition(&self) -> Option<Condition> {
        self.condition
    }

    /// Whether it has a place for a text.
    pub(super) fn is_for_text(&self) -> bool {
        self.place == Place::Text
    }

    /// Whether it shows a number of zero otherwise than the section for numbers above does: a stroke, or a place left
    /// free, is a nought where that one shows digits; a word such as 不详 is none.
    pub(super) fn is_for_zero(&self, above: &Self) -> bool {
        self.noughts > 0 || self.is_torn || !self.is_stroke() || matches!(above.place, Place::Nothing | Place::Text)
    }

    /// What it shows of a number; of one below zero the sign is written already, where the section is not for all.
    pub(super) fn shows(mut self, number: Decimal, for_all: bool) -> Shows {
        let is_negative = number.is_sign_negative() && !number.is_zero();
        if is_negative && !for_all {
            let is_sign = |sign: char| STROKES.contains(&sign) || matches!(sign, '(' | ')' | '（' | '）');
            (self.before, self.behind) = (self.before.replace(is_sign, ""), self.behind.replace(is_sign, ""));
        }
        let (before, around) = (self.before.trim(), format!("{}{}", self.before, self.behind));
        if self.is_torn {
            return Shows::Otherwise;
        }
        match self.place {
            Place::Nothing => {
                // Digits among the words are another number than that of the cell.
                let belies = is_idle(&around) || around.contains(char::is_numeric) || self.percents > 0 || self.point;
                return if belies { Shows::Otherwise } else { Shows::Words(around.trim().to_owned()) };
            }
            // Whether a number stands there like a text, not all programs agree.
            Place::Text if !around.trim().is_empty() || self.percents > 0 => return Shows::Otherwise,
            Place::Digits | Place::General | Place::Text => {}
        }
        // A number that is not negative is shown as if it were.
        if !is_negative && before.contains(STROKES) && is_idle(before) {
            return Shows::Otherwise;
        }
        let Some(behind) = self.unit() else { return Shows::Otherwise };
        let least = if self.point || self.hidden() > 0 || self.percents > 0 { 0 } else { self.noughts };
        Shows::Digits { before: before.to_owned(), percents: self.percents, behind, least }
    }

    /// What it shows of a text; `None` where that is not the text with something around it.
    pub(super) fn shows_text(&self, text: &str) -> Option<String> {
        let has_place = matches!(self.place, Place::Text | Place::General) && self.percents == 0 && !self.is_torn;
        has_place.then(|| format!("{}{text}{}", self.before.trim_start(), self.behind.trim_end()))
    }

    /// Whether it shows no more than a stroke, a currency and a unit.
    fn is_stroke(&self) -> bool {
        is_idle(&self.before) && is_idle(&self.behind)
    }

    fn bracket(&mut self, bracket: &str) {
        match Bracket::read(bracket) {
            Bracket::Condition(condition) => self.condition = self.condition.or(Some(condition)),
            Bracket::Shown(text) => self.literal(&text),
            Bracket::Elapsed => self.is_torn = true,
            Bracket::Idle => {}
        }
    }

    fn literal(&mut self, text: &str) {
        let side = if self.place == Place::Nothing { &mut self.before } else { &mut self.behind };
        side.push_str(text);
    }

    fn sign(&mut self, sign: char) {
        self.literal(sign.encode_utf8(&mut [0; 4]));
    }

    /// Has a place for what was not there before.
    fn takes(&mut self, place: Place) {
        self.is_torn |= self.place != Place::Nothing;
        self.place = place;
    }

    fn digit(&mut self, sign: char) {
        if self.place == Place::Digits {
            self.is_torn |= self.percents > 0;
            self.between();
        } else {
            self.takes(Place::Digits);
        }
        if !self.point {
            self.decimals = self.decimals.map(|count| count.saturating_add(1));
            self.noughts = self.noughts.saturating_add(usize::from(sign == '0'));
            self.group = self.group.map(|count| count.saturating_add(1));
        }
        self.commas = 0;
    }

    /// What stands between places for digits: a sign that looks like a decimal point shows the number divided, one
    /// that parts thousands as it is; any other tears it apart.
    fn between(&mut self) {
        let whole = !self.point && self.decimals.is_none();
        match std::mem::take(&mut self.behind).as_str() {
            "" => {}
            "." if whole => {
                self.close_group();
                self.decimals = Some(0);
            }
            "," | " " | "'" | "\u{a0}" | "\u{202f}" if whole => {
                self.close_group();
                self.group = Some(0);
            }
            _ => self.is_torn = true,
        }
    }

    /// Ends a group of digits, which is of thousands.
    fn close_group(&mut self) {
        self.is_torn |= self.group.take().is_some_and(|places| places != 3);
    }

    fn point(&mut self) {
        self.is_torn |= self.point || self.decimals.is_some() || !self.behind.is_empty();
        self.close_group();
        self.point = true;
        self.commas_before_point = std::mem::take(&mut self.commas);
    }

    /// How many digits of the number stand behind the decimal point that is shown, or are not shown at all.
    fn hidden(&self) -> usize {
        let commas = self.commas.saturating_add(self.commas_before_point);
        commas.saturating_mul(3).saturating_add(self.decimals.unwrap_or_default())
    }

    /// What stands behind the digits of the number itself, which may be shown divided; `None` where it is divided by
    /// anything but what its unit says.
    fn unit(&self) -> Option<String> {
        let behind = self.behind.trim();
        let hidden = self.hidden();
        if hidden == 0 {
            return Some(behind.to_owned());
        }
        if behind.is_empty() {
            return Some("元".to_owned());
        }
        let (zeros, rest) = UNITS.into_iter().find_map(|(unit, zeros)| Some((zeros, behind.strip_prefix(unit)?)))?;
        let rest = if rest.is_empty() { "元" } else { rest };
        match zeros.checked_sub(hidden)? {
            0 => Some(rest.to_owned()),
            // What is kept in 万 is shown in 亿 by the same means.
            4 => Some(format!("万{rest}")),
            _ => None,
        }
    }
}

/// Whether a text holds no more than strokes, a currency and a unit.
fn is_idle(text: &str) -> bool {
    let idle = |sign: char| {
        STROKES.contains(&sign)
            || sign.is_whitespace()
            || is_foreign_sign(sign)
            || matches!(sign, '¥' | '￥' | '元' | '万' | '亿' | '千' | '百')
    };
    text.chars().all(idle)
}

/// What stands before the next such sign, or all that is left; both are passed.
pub(super) fn up_to<'t>(signs: &mut Chars<'t>, end: char) -> &'t str {
    let (before, after) = signs.as_str().split_once(end).unwrap_or((signs.as_str(), ""));
    *signs = after.chars();
    before
}

/// Whether these letters follow, which are passed then.
fn passed(signs: &mut Chars<'_>, letters: &str) -> bool {
    let rest = signs.as_str();
    let Some((found, after)) = rest.split_at_checked(letters.len()) else { return false };
    let follow = found.eq_ignore_ascii_case(letters);
    if follow {
        *signs = after.chars();
    }
    follow
}
