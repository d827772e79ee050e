//! Figures and days as they are read and written.

use std::io::Write;

/// A decimal in units of its last of `decimals` places; `None` where the text is none.
pub fn decimal(text: &[u8], decimals: usize) -> Option<i64> {
    let mut number = 0_i64;
    let mut places = None;
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                places = places.map(|places: usize| places + 1);
            }
            b'.' if places.is_none() => places = Some(0),
            _ => return None,
        }
    }
    let missing = decimals.checked_sub(places.unwrap_or(0))?;
    (!text.is_empty()).then(|| number * 10_i64.pow(missing as u32))
}

/// The number of a day written as in 2020-08-20, counted from 1970.
pub fn day(text: &[u8]) -> Option<i32> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    let number = |digits: &[u8]| decimal(digits, 0).map(|number| number as i32);
    let (year, month, day) = (number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?);
    // Years that begin in March, so that a leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let century = year / 100;
    Some(365 * year + year / 4 - century + century / 4 + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// Yuan with two decimals.
pub fn write_yuan(fen: i64, to: &mut Vec<u8>) {
    write!(to, "{}.{:02}", fen / 100, fen % 100).unwrap();
}

/// An amount for people: in 元, 万元 or 亿元, a larger unit only where four decimals suffice.
fn write_words(fen: i64, to: &mut Vec<u8>) {
    let (whole, unit) = if fen >= 10_000_000_000 && fen % 1_000_000 == 0 {
        (10_000_000_000, "亿元")
    } else if fen >= 1_000_000 && fen % 100 == 0 {
        (1_000_000, "万元")
    } else {
        (100, "元")
    };
    write!(to, "{}", fen / whole).unwrap();
    let (mut rest, mut part) = (fen % whole, whole);
    if rest > 0 {
        to.push(b'.');
    }
    while rest > 0 {
        part /= 10;
        to.push(b'0' + (rest / part) as u8);
        rest %= part;
    }
    to.extend_from_slice(unit.as_bytes());
}

/// A range for people.
pub fn write_range(low: i64, high: Option<i64>, to: &mut Vec<u8>) {
    match high {
        Some(high) if low == high => write_words(high, to),
        Some(high) if low == 0 => {
            to.extend_from_slice("最高".as_bytes());
            write_words(high, to);
        }
        Some(high) => {
            write_words(low, to);
            to.extend_from_slice(" 至 ".as_bytes());
            write_words(high, to);
        }
        None if low == 0 => to.extend_from_slice("补充信息后才能测算".as_bytes()),
        None => {
            to.extend_from_slice("不低于".as_bytes());
            write_words(low, to);
            to.extend_from_slice(",上限待补充".as_bytes());
        }
    }
}
