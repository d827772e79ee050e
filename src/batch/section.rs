//! The sections of the format of a number: for which numbers each is, and what it shows of one.

use super::currency::is_foreign_sign;
use rust_decimal::Decimal;
use std::cmp::Ordering;

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

/// Built-in formats whose `$` stands for the currency of whoever opens the file.
const LOCAL_CURRENCY: [&str; 2] =
    ["_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)", "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)"];

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

/// A section of a format.
#[derive(Default)]
pub(super) struct Section {
    /// Which numbers the section is for, where it says so.
    condition: Option<Condition>,
    before: String,
    behind: String,
    percents: usize,
    /// How many digits follow a decimal point that was put in as a mere sign.
    decimals: Option<usize>,
    /// How many commas follow the last digit, each of which hides three digits.
    commas: usize,
    /// Whether a place for a digit was met.
    digits: bool,
    /// How many places before the decimal point show a nought where the number has no digit.
    noughts: usize,
    /// Whether a real decimal point was met, or an exponent.
    point: bool,
}

impl Section {
    /// What a number is shown as; `None` where no section of the format is for it.
    pub(super) fn show(number: Decimal, format: &str) -> Option<Shows> {
        let mut sections = Self::of(format);
        if sections.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &Self| section.condition.is_none_or(|condition| condition.holds(number));
            return sections.into_iter().find(holds).map(|section| section.shows());
        }
        let negative = number.is_sign_negative() && !number.is_zero();
        if negative && sections.len() > 1 {
            let mut section = sections.swap_remove(1);
            // The sign of the number is written already.
            let is_sign = |sign: char| STROKES.contains(&sign) || matches!(sign, '(' | ')' | '（' | '）');
            (section.before, section.behind) =
                (section.before.replace(is_sign, ""), section.behind.replace(is_sign, ""));
            return Some(section.shows());
        }
        if number.is_zero() && sections.len() > 2 {
            let section = sections.swap_remove(2);
            // A stroke, or a place left free, is a nought; a word such as 不详 is none.
            if section.noughts > 0 || !section.is_stroke() {
                return Some(section.shows());
            }
        }
        sections.into_iter().next().map(|section| section.shows())
    }

    /// Whether it shows no more than a stroke, a currency and a unit.
    fn is_stroke(&self) -> bool {
        let idle = |sign: char| {
            STROKES.contains(&sign)
                || sign.is_whitespace()
                || is_foreign_sign(sign)
                || matches!(sign, '¥' | '￥' | '元' | '万' | '亿' | '千' | '百')
        };
        self.before.chars().chain(self.behind.chars()).all(idle)
    }

    fn shows(&self) -> Shows {
        if !self.digits {
            let words = format!("{}{}", self.before, self.behind).trim().to_owned();
            // Digits among the words are another number than that of the cell.
            let belies = self.is_stroke() || words.contains(char::is_numeric);
            return if belies { Shows::Otherwise } else { Shows::Words(words) };
        }
        let Some(behind) = self.unit() else { return Shows::Otherwise };
        let before = self.before.trim().to_owned();
        let least = if self.point || self.hidden() > 0 || self.percents > 0 { 0 } else { self.noughts };
        Shows::Digits { before, percents: self.percents, behind, least }
    }

    /// The sections of a format, at least one.
    fn of(format: &str) -> Vec<Self> {
        let local = LOCAL_CURRENCY.contains(&format);
        let format = format.replace("G/通用格式", "General");
        let (mut sections, mut section) = (Vec::new(), Self::default());
        let mut signs = format.chars();
        while let Some(sign) = signs.next() {
            match sign {
                ';' => sections.push(std::mem::take(&mut section)),
                '"' => section.literal(&signs.by_ref().take_while(|sign| *sign != '"').collect::<String>()),
                '\\' | '!' => section.literal(&signs.next().map(String::from).unwrap_or_default()),
                '[' => {
                    let bracket: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    section.condition = section.condition.or_else(|| Condition::read(&bracket));
                    section.literal(&currency(&bracket));
                }
                // The width of a sign is left free, or filled with it.
                '_' | '*' => drop(signs.next()),
                '%' => section.percents = section.percents.saturating_add(1),
                '0' | '#' | '?' | 'G' | 'g' | '@' => section.digit(sign),
                ',' if section.digits => section.commas = section.commas.saturating_add(1),
                '.' | 'E' => section.point = true,
                '$' if local => {}
                '$' => section.literal("$"),
                // Han and signs of currencies stand for themselves.
                sign if !sign.is_ascii() => section.literal(&sign.to_string()),
                _ => {}
            }
        }
        sections.push(section);
        sections
    }

    fn literal(&mut self, text: &str) {
        let side = if self.digits { &mut self.behind } else { &mut self.before };
        side.push_str(text);
    }

    fn digit(&mut self, sign: char) {
        // What stands among the digits does not change them, unless it looks like a decimal point.
        if std::mem::take(&mut self.behind).contains('.') {
            self.decimals = Some(0);
        }
        if !self.point {
            self.decimals = self.decimals.map(|count| count.saturating_add(1));
            self.noughts = self.noughts.saturating_add(usize::from(sign == '0'));
        }
        (self.digits, self.commas) = (true, 0);
    }

    /// How many digits of the number stand behind the decimal point that is shown, or are not shown at all.
    fn hidden(&self) -> usize {
        self.commas.saturating_mul(3).saturating_add(self.decimals.unwrap_or_default())
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

/// Which numbers a section is for, as in `[>=10000]`.
#[derive(Clone, Copy)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    bound: Decimal,
}

impl Condition {
    /// The condition in a bracket; `None` where it holds something else.
    fn read(bracket: &str) -> Option<Self> {
        let (signs, bound) = bracket.split_at_checked(bracket.find(|sign| !matches!(sign, '<' | '=' | '>'))?)?;
        let has = |sign| signs.contains(sign);
        let bound = Decimal::from_str_exact(bound.trim()).ok().filter(|_| !signs.is_empty())?;
        Some(Self { less: has('<'), equal: has('='), greater: has('>'), bound })
    }

    fn holds(self, number: Decimal) -> bool {
        match number.cmp(&self.bound) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

/// Languages of places where ¥ is the yuan, as formats name them: by number, of which the last four digits count, or
/// by name.
const OF_YUAN: [&str; 10] = ["804", "0804", "1004", "4", "0004", "7804", "451", "478", "480", "850"];

/// The currency in `[$¥-804]`; colours, conditions and languages name none. ¥ of a place where it is not the yuan
/// stays in its brackets, which no amount of yuan has.
fn currency(bracket: &str) -> String {
    let named = bracket.strip_prefix('$').unwrap_or_default();
    let Some((currency, language)) = named.rsplit_once('-') else { return named.to_owned() };
    // A language may be of two parts itself, as in zh-CN.
    let (currency, language) = match currency.rsplit_once('-') {
        Some((before, part)) if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => (before, part),
        _ => (currency, language),
    };
    let number = language.char_indices().nth_back(3).and_then(|(at, _)| language.get(at..)).unwrap_or(language);
    let of_yuan = OF_YUAN.contains(&number.to_uppercase().as_str()) || language.eq_ignore_ascii_case("zh");
    if currency.contains(['¥', '￥']) && !of_yuan { format!("[{bracket}]") } else { currency.to_owned() }
}
