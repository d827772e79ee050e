//! Amounts, counts, quantities, percentages and points.

use huiqi::figure::{fold, read_count, read_money, read_percent, read_points, read_quantity};
use huiqi::language::Language;
use huiqi::money::{Money, Rate};

/// What is read is written and read back as the same number, in each form in which it is written.
pub fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let money = read_money(&text);
    assert_eq!(read_money(&fold(&text)), money, "{text}");
    if let Ok(fen) = money {
        let money = Money::from_fen(i128::from(fen));
        for written in [money.plain(), money.words(Language::Chinese), money.words(Language::English)] {
            assert_eq!(read_money(&written), Ok(fen), "{text} is written {written}");
        }
    }
    if let Ok(people) = read_count(&text, &["人", "people"]) {
        assert_eq!(read_count(&people.to_string(), &[]), Ok(people), "{text}");
        assert_eq!(read_count(&format!("{people}人"), &["人"]), Ok(people), "{text}");
    }
    if let Ok(mu) = read_quantity(&text, &["亩", "mu"], 4) {
        // Four decimals of a quantity and two of an amount are written by the same rules.
        let written = Rate::from_percent_in_ten_thousandths(mu).words();
        let written = written.strip_suffix('%').unwrap();
        assert_eq!(read_quantity(written, &[], 4), Ok(mu), "{text} is written {written}");
    }
    if let Ok(share) = read_percent(&text, 4) {
        let written = Rate::from_percent_in_ten_thousandths(share).words();
        assert_eq!(read_percent(&written, 4), Ok(share), "{text} is written {written}");
    }
    if let Ok(hundredths) = read_points(&text) {
        assert!(hundredths >= 0, "{text}");
        let tenths = hundredths / 10;
        assert_eq!(read_points(&format!("{}.{}分", tenths / 10, tenths % 10)), Ok(hundredths), "{text}");
    }
}
