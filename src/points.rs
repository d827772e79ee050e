//! Points to the hundredth, exactly, and how they are written for people.

use crate::language::Language;
use rust_decimal::Decimal;

/// So many points of a list that counts them (积分), kept as whole hundredths.
///
/// Points are no money and there is no way from one to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points {
    hundredths: i128,
}

impl Points {
    /// So many hundredths of a point.
    pub const fn from_hundredths(hundredths: i128) -> Self {
        Self { hundredths }
    }

    /// The points in hundredths.
    pub const fn hundredths(self) -> i128 {
        self.hundredths
    }

    /// The points as a plain decimal, as in `20` or `2.5`.
    pub fn plain(self) -> String {
        Decimal::try_from_i128_with_scale(self.hundredths, 2)
            .map_or_else(|_| self.hundredths.to_string(), |points| points.normalize().to_string())
    }

    /// The points for people, as in `20分`.
    pub fn words(self, language: Language) -> String {
        let plain = self.plain();
        let unit = if plain == "1" { "point" } else { "points" };
        language.pick(format!("{plain}分"), format!("{plain} {unit}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_without_needless_decimals() {
        let zh = |hundredths| Points::from_hundredths(hundredths).words(Language::Chinese);
        assert_eq!((zh(2000), zh(250), zh(0)), ("20分".to_owned(), "2.5分".to_owned(), "0分".to_owned()));
        let en = |hundredths| Points::from_hundredths(hundredths).words(Language::English);
        assert_eq!((en(100), en(150)), ("1 point".to_owned(), "1.5 points".to_owned()));
    }
}
