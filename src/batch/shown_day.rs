//! Days of spreadsheets as their format shows them.

use super::bracket::Bracket;
use super::cell::Cell;
use super::section::up_to;
use calamine::NumberFormat;

/// The code of a format. Formats that every program in Chinese has built in have no code in the file.
pub(super) fn code(format: &NumberFormat) -> &str {
    let built_in = format.format_id.filter(|_| format.format_code == "General");
    match built_in {
        Some(27 | 36 | 50 | 52 | 57) => "yyyy\"年\"m\"月\"",
        Some(28 | 29 | 51 | 53 | 54 | 58) => "m\"月\"d\"日\"",
        Some(30) => "m-d-yy",
        Some(31) => "yyyy\"年\"m\"月\"d\"日\"",
        Some(32..=35 | 55 | 56) => "h\"时\"mm\"分\"",
        _ => &format.format_code,
    }
}

/// What a format shows of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shows {
    year: bool,
    month: bool,
    day: bool,
}

impl Shows {
    /// What a format shows of every day; `None` where it also shows words, or other things of other days.
    fn of(format: &str) -> Option<Self> {
        let (letters, words) = letters_and_words(format)?;
        let mut shows = Self::default();
        for (at, (letter, count)) in letters.iter().enumerate() {
            let is = |at: Option<usize>, wanted| at.and_then(|at| letters.get(at)).is_some_and(|(it, _)| *it == wanted);
            match letter {
                'y' | 'e' | 'b' => shows.year = true,
                // More letters stand for the day of the week.
                'd' => shows.day |= *count <= 2,
                // Behind hours and before seconds it stands for minutes.
                'm' if *count > 2 => shows.month = true,
                'm' => shows.month |= !is(at.checked_sub(1), 'h') && !is(at.checked_add(1), 's'),
                _ => {}
            }
        }
        are_usual(&words).then_some(shows)
    }
}

/// Words that stand around the parts of a day and change nothing.
const USUAL_WORDS: [&str; 6] = ["上午", "下午", "星期", "周", "週", "月份"];
/// Signs of the same kind.
const USUAL_SIGNS: &str = "-/.,:()'·年月日号號时時点點分秒－／．、，：（）tz";

/// Whether words in a format are those that stand around any day; 约 or 以前 are not.
fn are_usual(words: &str) -> bool {
    let rest = USUAL_WORDS.into_iter().fold(words.to_lowercase(), |rest, word| rest.replace(word, ""));
    rest.chars().all(|sign| sign.is_whitespace() || USUAL_SIGNS.contains(sign))
}

/// The letters of the first section of a format, which is for days, that stand for parts of one, each with how often
/// it is repeated; and all else that it shows. `None` where a section is only for some days.
fn letters_and_words(format: &str) -> Option<(Vec<(char, usize)>, String)> {
    let folded = format.to_lowercase().replace("am/pm", "").replace("a/p", "");
    let (mut letters, mut last): (Vec<(char, usize)>, _) = (Vec::new(), None);
    let (mut words, mut is_first) = (String::new(), true);
    let mut signs = folded.chars();
    while let Some(sign) = signs.next() {
        let shown: String = match sign {
            '"' => up_to(&mut signs, '"').to_owned(),
            '\\' | '!' => signs.next().into_iter().collect(),
            '[' => match Bracket::read(up_to(&mut signs, ']')) {
                Bracket::Condition(_) => return None,
                Bracket::Shown(text) => text,
                Bracket::Elapsed | Bracket::Idle => String::new(),
            },
            ';' => {
                is_first = false;
                String::new()
            }
            '_' | '*' => {
                signs.next();
                String::new()
            }
            _ if !is_first => String::new(),
            'y' | 'e' | 'b' | 'm' | 'd' | 'h' | 's' => {
                match letters.last_mut() {
                    Some((_, count)) if last == Some(sign) => *count = count.saturating_add(1),
                    _ => letters.push((sign, 1)),
                }
                // Words do not go on across a part of a day.
                " ".to_owned()
            }
            // The day of the week, an era, and parts of a second.
            'a' | 'g' => String::new(),
            '0' if letters.last().is_some_and(|(letter, _)| *letter == 's') => String::new(),
            other => other.to_string(),
        };
        if is_first {
            words.push_str(&shown);
        }
        last = Some(sign);
    }
    Some((letters, words))
}

/// A day as its format shows it: a month where that is all there is. Where it shows less, what was meant is not
/// known, and the cell says so.
pub(super) fn day((year, month, day): (u16, u8, u8), format: &str) -> Cell {
    let whole = format!("{year:04}-{month:02}-{day:02}");
    match Shows::of(format) {
        Some(Shows { year: true, month: true, day: true }) => Cell::Text(whole),
        Some(Shows { year: true, month: true, day: false }) => Cell::Text(format!("{year:04}-{month:02}")),
        _ => Cell::ShownOtherwise { holds: whole, format: format.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_far_as_its_format_shows_it() {
        for format in [
            "yyyy-mm-dd",
            "m/d/yy h:mm",
            "mm-dd-yy",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-F800]dddd, mmmm dd, yyyy",
            "d-mmm-yy",
            "yyyy/m/d h:mm:ss",
            "[$-404]e/m/d",
            "yyyy\\-mm\\-dd",
            "YYYY/M/D",
            "m/d/yy h:mm AM/PM",
        ] {
            assert_eq!(day((2020, 8, 1), format), Cell::Text("2020-08-01".to_owned()), "{format}");
        }
        for format in ["yyyy\"年\"m\"月\"", "mmm-yy", "yyyy-mm", "yyyy/m;@", "yyyy\\.m", "yyyy年m月"] {
            assert_eq!(day((2020, 8, 1), format), Cell::Text("2020-08".to_owned()), "{format}");
        }
        for format in ["yyyy", "m\"月\"d\"日\"", "d-mmm", "h:mm", "h:mm:ss", "mm:ss", "dddd", "yyyy h:mm", "\"ymd\"d"]
        {
            let told = Cell::ShownOtherwise { holds: "2020-08-01".to_owned(), format: format.to_owned() };
            assert_eq!(day((2020, 8, 1), format), told, "{format}");
        }
    }

    #[test]
    fn words_that_stand_around_any_day_change_none_and_others_belie_it() {
        for format in [
            "yyyy年m月d日 上午/下午h时mm分",
            "yyyy\"年\"m\"月\"d\"日\"\\ [$-804]aaaa",
            "yyyy\"-\"mm\"-\"dd\"T\"hh:mm:ss.000\"Z\"",
            "[Red](yyyy/m/d)",
            "[$-411]ggge\"年\"m\"月\"d\"日\"",
            "yyyy-mm-dd\"星期\"aaa;\"约\"0",
            "_(yyyy!.mm!.dd_)",
        ] {
            assert_eq!(day((2020, 8, 1), format), Cell::Text("2020-08-01".to_owned()), "{format}");
        }
        assert_eq!(day((2020, 8, 1), "yyyy\"年\"m\"月份\""), Cell::Text("2020-08".to_owned()));
        for format in [
            "\"约\"yyyy\"年\"m\"月\"",
            "yyyy\"年\"m\"月\"d\"日以前\"",
            "yyyy年m月底",
            "yyyy-mm-dd\\?",
            "[$约-804]yyyy-mm-dd",
            "~yyyy-mm-dd",
            "yyyy-mm\"-01\"",
            "[<40000]yyyy-mm-dd;\"待定\"",
            "yyyy-mm-dd;[>40000]\"待定\"",
        ] {
            let told = Cell::ShownOtherwise { holds: "2020-08-01".to_owned(), format: format.to_owned() };
            assert_eq!(day((2020, 8, 1), format), told, "{format}");
        }
    }
}
