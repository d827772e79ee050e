//! Numbers of spreadsheets as their format shows them.

use super::cell::Cell;
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

/// A number with what its format adds: a percent sign, a unit such as 万元, a currency.
///
/// A format may also show a number in 万 without changing it: then the number is in 元. One to
/// which nothing is added stays a number; one that no section of its format shows is `####` in the cell.
pub fn number(value: f64, format: &str) -> Cell {
    let bare = Cell::number(value);
    let Cell::Number(digits) = &bare else { return bare };
    let Ok(number) = Decimal::from_str_exact(digits) else { return bare };
    let Some(added) = Added::to(number, format) else { return Cell::Fault("####".to_owned()) };
    let shown = (0..added.percents).try_fold(number, |number, _| number.checked_mul(Decimal::ONE_HUNDRED));
    let Some(shown) = shown.map(|number| number.normalize()) else { return bare };
    let percent = "%".repeat(added.percents);
    let (before, behind) = (added.before.trim(), added.unit());
    if before.is_empty() && percent.is_empty() && behind.is_empty() {
        return bare;
    }
    Cell::Text(format!("{before}{shown}{percent}{behind}"))
}

/// What a section of a format adds to the digits.
#[derive(Default)]
struct Added {
    /// Which numbers the section is for, where it says so.
    condition: Option<Condition>,
    before: String,
    behind: String,
    /// How many percent signs there are, each of which shows the number a hundred times as large.
    percents: usize,
    /// How many digits follow a decimal point that was put in as a mere sign.
    decimals: Option<usize>,
    /// How many commas follow the last digit, each of which hides three digits.
    commas: usize,
    /// Whether a place for a digit was met.
    digits: bool,
    /// Whether a real decimal point was met.
    point: bool,
}

impl Added {
    /// What is added to a number; `None` where no section of the format is for it.
    fn to(number: Decimal, format: &str) -> Option<Self> {
        let sections = Self::of(format);
        if sections.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &Self| section.condition.is_none_or(|condition| condition.holds(number));
            return sections.into_iter().find(holds);
        }
        // Of a zero, which some formats show as a stroke, it makes no difference what it is one of.
        let at = usize::from(number.is_sign_negative() && !number.is_zero() && sections.len() > 1);
        let mut added = sections.into_iter().nth(at).unwrap_or_default();
        if at > 0 {
            // The sign of the number is written already.
            let signs = ['-', '−', '(', ')', '（', '）'];
            (added.before, added.behind) = (added.before.replace(signs, ""), added.behind.replace(signs, ""));
        }
        Some(added)
    }

    /// The sections of a format, at least one.
    fn of(format: &str) -> Vec<Self> {
        let local = LOCAL_CURRENCY.contains(&format);
        let format = format.replace("G/通用格式", "General");
        let (mut sections, mut added) = (Vec::new(), Self::default());
        let mut signs = format.chars();
        while let Some(sign) = signs.next() {
            match sign {
                ';' => sections.push(std::mem::take(&mut added)),
                '"' => added.literal(&signs.by_ref().take_while(|sign| *sign != '"').collect::<String>()),
                '\\' | '!' => added.literal(&signs.next().map(String::from).unwrap_or_default()),
                '[' => {
                    let bracket: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    added.condition = added.condition.or_else(|| Condition::read(&bracket));
                    added.literal(currency(&bracket));
                }
                // The width of a sign is left free, or filled with it.
                '_' | '*' => drop(signs.next()),
                '%' => added.percents = added.percents.saturating_add(1),
                '0' | '#' | '?' | 'G' => added.digit(),
                ',' if added.digits => added.commas = added.commas.saturating_add(1),
                '.' => added.point = true,
                '$' if local => {}
                '$' | '¥' | '￥' | '€' | '£' => added.literal(&sign.to_string()),
                sign if is_han(sign) => added.literal(&sign.to_string()),
                _ => {}
            }
        }
        sections.push(added);
        sections
    }

    fn literal(&mut self, text: &str) {
        let side = if self.digits { &mut self.behind } else { &mut self.before };
        side.push_str(text);
    }

    fn digit(&mut self) {
        // What stands among the digits does not change them, unless it looks like a decimal point.
        if std::mem::take(&mut self.behind).contains('.') {
            self.decimals = Some(0);
        }
        if !self.point {
            self.decimals = self.decimals.map(|count| count.saturating_add(1));
        }
        (self.digits, self.commas) = (true, 0);
    }

    /// What stands behind the digits of the number itself, which may be shown divided.
    fn unit(&self) -> String {
        let behind = self.behind.trim();
        let hidden = self.commas.saturating_mul(3).saturating_add(self.decimals.unwrap_or_default());
        if hidden == 0 {
            return behind.to_owned();
        }
        let found = UNITS.into_iter().find_map(|(unit, zeros)| Some((zeros, behind.strip_prefix(unit)?)));
        let (zeros, rest) = found.unwrap_or((hidden, behind));
        let rest = if rest.is_empty() { "元" } else { rest };
        // What is kept in 万 is shown in 亿 by the same means.
        let unit = if zeros.checked_sub(hidden) == Some(4) { "万" } else { "" };
        format!("{unit}{rest}")
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

/// The currency in `[$¥-804]`; colours, conditions and languages name none.
fn currency(bracket: &str) -> &str {
    let named = bracket.strip_prefix('$').unwrap_or_default();
    named.rsplit_once('-').map_or(named, |(currency, _)| currency)
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, format: &str) -> String {
        match number(value, format) {
            Cell::Text(text) => text,
            other => panic!("{format} adds nothing: {other:?}"),
        }
    }

    #[test]
    fn a_number_is_read_as_its_format_shows_it() {
        for (value, format, text) in [
            (0.25, "0%", "25%"),
            (0.255, "0.00%", "25.5%"),
            (0.07, "0%", "7%"),
            (2500.0, "0.00\"%\"", "2500%"),
            (300.0, "#,##0\"万元\"", "300万元"),
            (300.0, "General\"万元\"", "300万元"),
            (300.0, "G/通用格式\"万元\"", "300万元"),
            (2500.0, "#,##0万元", "2500万元"),
            (2500.0, "0\\万\\元", "2500万元"),
            (2500.0, "0!万!元", "2500万元"),
            (2500.0, "#,##0\"元\"", "2500元"),
            (2500.0, "0\"百万\"", "2500百万"),
            (2500.0, "0\"百万元\"", "2500百万元"),
            (2500.0, "0\"千万元\"", "2500千万元"),
            (2500.0, "0\"十亿\"", "2500十亿"),
            (2500.0, "0.00 \" 万元\" ;[Red]0\"美元\"", "2500万元"),
            (2500.0, "[>100]0\"万元\";0", "2500万元"),
        ] {
            assert_eq!(shown(value, format), text, "{format}");
        }
    }

    #[test]
    fn a_number_that_is_shown_divided_is_in_yuan() {
        for (format, text) in [
            ("0!.0,\"万\"", "2500元"),
            ("0\".\"#,\"万\"", "2500元"),
            ("0.00,\"万元\"", "2500元"),
            ("0.0,,\"百万\"", "2500元"),
            ("0.00,,\\百\\万\\元", "2500元"),
            ("0\\.0000\"万元\"", "2500元"),
            ("0!.0000\"万元\"", "2500元"),
            ("0!.00,,\"亿元\"", "2500元"),
            ("#,##0,", "2500元"),
            ("0!.0000\"亿元\"", "2500万元"),
            ("0!.0000\"万美元\"", "2500美元"),
        ] {
            assert_eq!(shown(2500.0, format), text, "{format}");
        }
    }

    #[test]
    fn a_currency_stays_with_its_number() {
        for (format, text) in [
            ("#,##0\"万美元\"", "2500万美元"),
            ("0\"美元\"", "2500美元"),
            ("[$$-409]#,##0", "$2500"),
            ("[$$-409]#,##0;[Red]-[$$-409]#,##0", "$2500"),
            ("\"US$\"0", "US$2500"),
            ("$#,##0.00", "$2500"),
            ("[$€-2]0", "€2500"),
            ("[$USD]0", "USD2500"),
            ("#,##0\\ [$EUR]", "2500EUR"),
            ("[$¥-804]#,##0", "¥2500"),
            ("[$￥-804]#,##0", "￥2500"),
            ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ", "¥2500"),
        ] {
            assert_eq!(shown(2500.0, format), text, "{format}");
        }
    }

    #[test]
    fn of_several_sections_the_one_that_is_for_the_number_counts() {
        let by_size = "[>=100000000]0!.00,,\"亿\";[>=10000]0!.0,\"万\";0\"元\"";
        for (value, format, text) in [
            (300.0, "[>=10000]0\"元\";0\"万元\"", "300万元"),
            (10000.0, "[>=10000]0\"元\";0\"万元\"", "10000元"),
            (3.0, "[>100]0\"亿\";0\"万\"", "3万"),
            (100.0, "[>100]0\"亿\";0\"万\"", "100万"),
            (101.0, "[Red][>100]0\"亿\";0\"万\"", "101亿"),
            (7.0, "[<>7]0\"万\";[=7]0\"亿\"", "7亿"),
            (-3.0, "[<-2.5]0\"万\";[<0]0\"亿\";0", "-3万"),
            (-2.5, "[<-2.5]0\"万\";[<0]0\"亿\";0", "-2.5亿"),
            (250000000.0, by_size, "250000000元"),
            (25000.0, by_size, "25000元"),
            (300.0, by_size, "300元"),
            (-5.0, "0\"万元\"", "-5万元"),
            (-5.0, "0\"万元\";-0\"元\"", "-5元"),
            (-5.0, "#,##0\"万元\";[Red]\"(\"#,##0\"万元)\"", "-5万元"),
            (0.0, "0\"万元\";-0\"万元\";\"-\"", "0万元"),
        ] {
            assert_eq!(shown(value, format), text, "{value} in {format}");
        }
        assert_eq!(number(50.0, "[>100]0\"万元\";0"), Cell::Number("50".to_owned()));
        assert_eq!(number(150.0, "[<100]0\"元\";[>=200]0\"万元\""), Cell::Fault("####".to_owned()));
    }

    #[test]
    fn a_number_to_which_nothing_is_added_stays_one() {
        for format in [
            "",
            "General",
            "@",
            "0.00",
            "#,##0.00",
            "#,##0.00_);[Red](#,##0.00)",
            "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            "[$-804]0",
            "[Red]0",
            "0.00E+00",
            "0 ",
            "0;\"万元\"",
            "#\\,##0",
        ] {
            assert_eq!(number(2500.0, format), Cell::Number("2500".to_owned()), "{format}");
        }
    }
}
