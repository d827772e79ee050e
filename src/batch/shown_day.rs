//! Days of spreadsheets as their format shows them.

use super::cell::Cell;
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
    /// What a format shows; only its first section is for days.
    fn of(format: &str) -> Self {
        let letters = letters(format);
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
        shows
    }
}

/// The letters of a format that stand for parts of a day, each with how often it is repeated.
fn letters(format: &str) -> Vec<(char, usize)> {
    let folded = format.to_lowercase().replace("am/pm", "").replace("a/p", "");
    let (mut letters, mut last): (Vec<(char, usize)>, _) = (Vec::new(), None);
    let mut signs = folded.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ';' => break,
            '"' => drop(signs.by_ref().find(|sign| *sign == '"')),
            '[' => drop(signs.by_ref().find(|sign| *sign == ']')),
            '\\' | '!' | '_' | '*' => drop(signs.next()),
            'y' | 'e' | 'b' | 'm' | 'd' | 'h' | 's' => match letters.last_mut() {
                Some((_, count)) if last == Some(sign) => *count = count.saturating_add(1),
                _ => letters.push((sign, 1)),
            },
            _ => {}
        }
        last = Some(sign);
    }
    letters
}

/// A day as its format shows it: a month where that is all there is. Where it shows less, what was meant is not
/// known, and the cell says so.
pub(super) fn day((year, month, day): (u16, u8, u8), format: &str) -> Cell {
    let whole = format!("{year:04}-{month:02}-{day:02}");
    match Shows::of(format) {
        Shows { year: true, month: true, day: true } => Cell::Text(whole),
        Shows { year: true, month: true, day: false } => Cell::Text(format!("{year:04}-{month:02}")),
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
}
