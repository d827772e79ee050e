//! Days, months and lengths of time.

use huiqi::day::{Period, from_number, number_of, read as read_day, write};
use huiqi::figure::fold;

/// A day is written and read back as the same, and stands in the calendar.
pub fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let days = read_day(&text);
    assert_eq!(read_day(&fold(&text)), days, "{text}");
    if let Some(days) = days {
        assert!(days.low <= days.high && days.high - days.low < 31, "{text}");
        let written = write(days);
        assert_eq!(read_day(&written), Some(days), "{text} is written {written}");
        let first = from_number(days.low);
        assert_eq!(number_of(first), days.low, "{text}");
    }
    if let Some(period) = Period::read(&text) {
        let day = days.map_or(jiff::civil::Date::MIN, |days| from_number(days.low));
        assert!(period.before(day) <= day, "{text}");
        assert!(period.before(jiff::civil::date(2026, 11, 24)) <= jiff::civil::date(2026, 11, 24), "{text}");
    }
}
