//! What stands in the brackets of a format: a condition, a currency, or hours beyond a day.

use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What a bracket stands for.
pub(super) enum Bracket {
    /// For which numbers its section is.
    Condition(Condition),
    /// A currency or another text that is shown, if only an empty one.
    Shown(String),
    /// Hours, minutes or seconds that are counted beyond a day.
    Elapsed,
    /// Nothing that is shown, as a colour.
    Idle,
}

impl Bracket {
    /// What this text between brackets stands for.
    pub(super) fn read(bracket: &str) -> Self {
        if let Some(condition) = Condition::read(bracket) {
            return Self::Condition(condition);
        }
        if bracket.starts_with('$') {
            return Self::Shown(currency(bracket));
        }
        let elapsed = |letter: char| bracket.chars().all(|it| it.eq_ignore_ascii_case(&letter));
        if !bracket.is_empty() && ['h', 'm', 's'].into_iter().any(elapsed) { Self::Elapsed } else { Self::Idle }
    }
}

/// Which numbers a section is for, as in `[>=10000]`.
#[derive(Clone, Copy)]
pub(super) struct Condition {
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

    /// Whether the section is for this number.
    pub(super) fn holds(self, number: Decimal) -> bool {
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
