//! Names of money: which of it is not yuan, and which words speak of nothing but money.

use super::money_words::{ALONE, ANYWHERE, BESIDE, CODES, MANY, NAMES, SIGNS_BESIDE, WORDS, YUAN};
use crate::figure;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whether a sign stands for other money; the one for the yuan stands for the yen too and is not meant.
pub(super) fn is_foreign_sign(sign: char) -> bool {
    matches!(
        sign,
        '$' | '¢'
            | '£'
            | '¤'
            | '֏'
            | '؋'
            | '৲'
            | '৳'
            | '฿'
            | '៛'
            | '﷼'
            | '﹩'
            | '＄'
            | '￠'
            | '￡'
            | '￦'
            | '\u{20a0}'..='\u{20cf}'
    )
}

/// Whether a text speaks of other money than yuan.
pub(super) fn is_foreign(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    let any = |names: &[&str]| names.iter().any(|name| folded.contains(name));
    // Each of the names holds a sign that is not ASCII.
    folded.chars().any(is_foreign_sign)
        || (!folded.is_ascii() && any(&NAMES))
        || any(&ANYWHERE)
        || folded.split(|letter: char| !letter.is_ascii_alphabetic()).any(is_foreign_word)
        || made_of(&folded).is_some_and(|made| made.alone)
}

/// Whether a word in small letters is a code or name of other money, and nothing else.
fn is_foreign_word(word: &str) -> bool {
    CODES.binary_search(&word).is_ok() || WORDS.binary_search(&word).is_ok()
}

/// Whether a text names the yuan as what it is, not only 元, which other money is called too.
pub(super) fn names_yuan(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    ["人民币", "rmb", "cny", "yuan"].iter().any(|name| folded.contains(name))
}

/// Whether a text names the yuan, be it more than once, and nothing else: 人民币, 元, 人民币(CNY).
pub(super) fn is_yuan(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    let mut rest = folded.as_str();
    let names = || YUAN.iter().chain(&["renminbi", "¥"]);
    while let Some(first) = rest.chars().next() {
        let named = names().find_map(|name| rest.strip_prefix(*name));
        let beside = first.is_whitespace() || SIGNS_BESIDE.contains(&first);
        match named.or_else(|| rest.strip_prefix(first).filter(|_| beside)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    names().any(|name| folded.contains(name))
}

/// Whether a text holds something that units of money are made of, as names of companies do too.
pub(super) fn is_like_money(folded: &str) -> bool {
    let parts = ["元", "币", "圆", "幣", "圓", "yuan", "rmb", "cny", "万", "亿", "million", "billion"];
    parts.iter().any(|part| folded.contains(part))
}

/// Whether a text says how many in a way that only who wrote it knows surely: k, mn, w, '000, 10k,
/// thousands.
pub(super) fn is_short_for_many(text: &str) -> bool {
    const SHORT: [&str; 23] = [
        "k",
        "w",
        "m",
        "kk",
        "mm",
        "mn",
        "mil",
        "mill",
        "mio",
        "mln",
        "bn",
        "bln",
        "bil",
        "tn",
        "mrd",
        "tsd",
        "wan",
        "qian",
        "baiwan",
        "yi",
        "thousands",
        "millions",
        "billions",
    ];
    let folded = figure::fold(text).to_lowercase();
    let quoted = |sign: char| sign.is_whitespace() || matches!(sign, '\'' | '’' | '‘' | '`' | ',' | '.');
    let letters = folded.trim_start_matches(|sign: char| sign.is_ascii_digit() || quoted(sign));
    let digits = || folded.chars().take_while(|sign| !sign.is_ascii_alphabetic()).filter(|sign| !quoted(*sign));
    let are_noughts = digits().count() >= 3 && digits().all(|digit| digit == '0');
    SHORT.contains(&letters.trim_end_matches('.')) || (are_noughts && matches!(letters, "" | "s"))
}

/// Whether a text is made up of units and currencies alone, be they read or not: 万元, RMB'000, 元/万元, 千美元.
pub(super) fn is_all_money(text: &str) -> bool {
    made_of(&figure::fold(text).to_lowercase()).is_some_and(|made| made.named)
}

/// What a text is made of that holds nothing but words for money, and what may stand beside them.
#[derive(Default)]
struct MadeOf {
    /// Whether there is a unit or a currency.
    named: bool,
    /// Whether one of these is other money by a name of [`ALONE`].
    alone: bool,
}

/// What a word for money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// The name of other money.
    Name,
    /// Such a name that is one only where it stands alone.
    Alone,
    /// The yuan, or many of it.
    Yuan,
    /// What stands beside.
    Beside,
}

/// Words for money by the sign with which they begin.
static BY_SIGN: LazyLock<FxHashMap<char, Vec<(&str, Word)>>> = LazyLock::new(|| {
    let lists: [(&[&str], Word); 5] = [
        (&NAMES, Word::Name),
        (&ALONE, Word::Alone),
        (&YUAN, Word::Yuan),
        (&MANY, Word::Yuan),
        (&BESIDE, Word::Beside),
    ];
    let mut words: FxHashMap<char, Vec<(&str, Word)>> = FxHashMap::default();
    for (text, word) in lists.iter().flat_map(|(list, word)| list.iter().map(|text| (*text, *word))) {
        if let Some(first) = text.chars().next() {
            words.entry(first).or_default().push((text, word));
        }
    }
    words
});

/// What a text in small letters is made of; `None` where it holds anything that is not of money.
fn made_of(folded: &str) -> Option<MadeOf> {
    let (mut rest, mut made) = (folded, MadeOf::default());
    while let Some(first) = rest.chars().next() {
        let word = rest.split(|sign: char| !sign.is_ascii_alphabetic()).next().unwrap_or_default();
        let known = BY_SIGN.get(&first).map(Vec::as_slice).unwrap_or_default();
        // A word in letters counts as a whole, one in Chinese wherever it begins.
        let begins = |text: &str| if word.is_empty() { rest.starts_with(text) } else { word == text };
        let length = |wanted: Word| {
            let found = known.iter().filter(|(text, word)| *word == wanted && begins(text));
            found.map(|(text, _)| text.len()).max().unwrap_or_default()
        };
        let alone = length(Word::Alone);
        let coded = if !word.is_empty() && is_foreign_word(word) { word.len() } else { 0 };
        let signed = if is_foreign_sign(first) { first.len_utf8() } else { 0 };
        let money = [length(Word::Name), length(Word::Yuan), coded, signed, alone].into_iter().max()?;
        let idle = first.is_ascii_digit() || first.is_whitespace() || first == '¥' || SIGNS_BESIDE.contains(&first);
        let beside = length(Word::Beside).max(if idle { first.len_utf8() } else { 0 });
        made.named |= money > 0;
        made.alone |= alone > 0 && alone == money;
        rest = rest.get(money.max(beside)..).filter(|after| after.len() < rest.len())?;
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_are_in_order_and_names_in_chinese_so_that_they_are_found() {
        assert!(CODES.is_sorted());
        assert!(WORDS.is_sorted());
        assert!(!NAMES.iter().any(|name| name.is_ascii()));
        assert!(CODES.iter().all(|code| code.len() == 3 && !ALONE.contains(code)));
    }

    #[test]
    fn other_money_is_known_by_its_names_codes_and_signs() {
        for text in [
            "SGD",
            "KRW",
            "AUD",
            "CHF",
            "TWD",
            "泰铢",
            "円",
            "₩",
            "千円",
            "万美元",
            "USD thousand",
            "NT$",
            "日元",
            "韩元",
            "新加坡元",
            "新元",
            "万新元",
            "加元",
            "以加元计",
            "澳门元",
            "越南盾",
            "新台币",
            "新臺幣",
            "卢比",
            "CAD",
            "10,000 TRY",
            "Euros",
            "pounds",
            "￡",
            "￦",
            "฿",
            "原币",
            "MUSD",
        ] {
            assert!(is_foreign(text), "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_no_other_money() {
        for text in [
            "万元",
            "人民币",
            "¥",
            "创新元年",
            "创新币种",
            "新增加元器件",
            "Europe",
            "entrepreneur",
            "all years",
            "top ten",
            "compound",
            "won the bid",
            "增加",
            "矛盾",
            "含CAD软件",
            "截至2020年底",
            "RMB'000",
            "Shanghai SAR office",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }

    #[test]
    fn letters_and_noughts_that_are_short_for_many_are_told_from_numbers_and_labels() {
        for text in
            ["k", "m", "mn", "mn.", "w", "bn", "'000", "’000s", "000", "000s", "10k", "10 k", "'000,000", "thousands"]
        {
            assert!(is_short_for_many(text), "{text}");
        }
        for text in ["", "a", "b", "ks", "100", "1000", "00", "10,000", "2000年", "no", "0", "'"] {
            assert!(!is_short_for_many(text), "{text}");
        }
    }

    #[test]
    fn what_is_all_money_is_told_from_names_that_contain_such_signs() {
        for text in [
            "万元",
            "元",
            "万",
            "人民币万元",
            "RMB 10,000",
            "RMB'000",
            "元/万元",
            "万美元",
            "USD thousand",
            "10,000 yuan",
            "million yuan",
            "千円",
            "¥万元",
            "人民币",
        ] {
            assert!(is_all_money(text), "{text}");
        }
        for text in
            ["人", "亩", "%", "元和科技有限公司", "亿联创投", "元旦版", "万达项目", "为民", "10", "", "美元咨询"]
        {
            assert!(!is_all_money(text), "{text}");
        }
    }
}
