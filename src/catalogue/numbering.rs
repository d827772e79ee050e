//! How the clauses of a document are numbered, and what of a line is number and heading.

use super::offices::without_offices;
use crate::figure;

/// How the clauses of a document are numbered at the highest level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// By parts: 一、 (一) 1.
    Parts,
    /// By articles: 第一条 (一) 1., perhaps grouped by 第一章 or 一、.
    Articles {
        /// Whether their numbers are set apart from the words, as nearly always.
        parted: bool,
    },
}

/// What a line begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Begun<'l> {
    /// A chapter, which only groups clauses.
    Group,
    /// A clause.
    Clause {
        /// Its level, from 1.
        level: usize,
        /// Its own part of the number, as in 四, (一), 第五条.
        number: String,
        /// What stands behind the number.
        rest: &'l str,
    },
}

/// The words behind a number, parted into heading and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words<'l> {
    /// A heading, and the text on the same line.
    Headed(&'l str, &'l str),
    /// Words, perhaps with offices, that are the heading if the clause has some text besides, else its text.
    Alone(&'l str),
    /// Words before the first 。, which are a heading only if the author takes them as the title;
    /// then the whole line.
    Perhaps(&'l str, &'l str),
    /// Text without a heading.
    Text(&'l str),
}

/// The longest heading, in characters; what is longer is a sentence.
const LONGEST_HEADING: usize = 30;

const NUMERALS: &str = "零〇一二三四五六七八九十百";

fn is_numeral(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| NUMERALS.contains(letter))
}

/// The value of a number as it stands in a clause: 二十一, 21, (三), 第五条; `None` where it is none.
pub(super) fn value(number: &str) -> Option<u32> {
    let folded = figure::fold(number);
    let bare = folded.trim_start_matches(['第', '(']).trim_end_matches(['条', ')']);
    if bare.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(value) = bare.parse()
    {
        return Some(value);
    }
    if !is_numeral(bare) {
        return None;
    }
    let mut sum = 0_u32;
    let mut digit = 0_u32;
    for letter in bare.chars() {
        match letter {
            '百' | '十' => {
                let unit = if letter == '百' { 100 } else { 10 };
                sum = sum.saturating_add(digit.max(1).saturating_mul(unit));
                digit = 0;
            }
            _ => digit = "一二三四五六七八九".chars().zip(1..).find(|(it, _)| *it == letter).map_or(0, |(_, it)| it),
        }
    }
    Some(sum.saturating_add(digit))
}

impl Numbering {
    /// How the clauses of a text are numbered: by articles where a line begins with one.
    pub(super) fn of(text: &str) -> Self {
        let begins = |parted| move |line: &str| article(unindented(line), parted, 0).is_some();
        match (text.lines().any(begins(true)), text.lines().any(begins(false))) {
            (true, _) => Self::Articles { parted: true },
            (false, true) => Self::Articles { parted: false },
            (false, false) => Self::Parts,
        }
    }

    /// What a line begins; `None` where it only goes on. `last` is the number of the last article.
    pub(super) fn begun<'l>(self, line: &'l str, last: u32) -> Option<Begun<'l>> {
        if let Self::Articles { parted } = self
            && let Some((number, rest)) = article(line, parted, last)
        {
            return Some(Begun::Clause { level: 1, number, rest });
        }
        if is_group(line) {
            return Some(Begun::Group);
        }
        if let Some((number, rest)) = line.split_once('、').filter(|(number, _)| is_numeral(number)) {
            return match self {
                Self::Parts => Some(Begun::Clause { level: 1, number: number.to_owned(), rest }),
                Self::Articles { .. } => is_phrase(rest.trim()).then_some(Begun::Group),
            };
        }
        for (open, close) in [('(', ')'), ('（', '）'), ('(', '）'), ('（', ')')] {
            if let Some((number, rest)) = line.strip_prefix(open).and_then(|rest| rest.split_once(close))
                && is_numeral(number)
            {
                return Some(Begun::Clause { level: 2, number: format!("({number})"), rest });
            }
        }
        let digits = line.find(|letter: char| !figure::half_width(letter).is_ascii_digit()).unwrap_or(0);
        let (number, rest) = line.split_at_checked(digits)?;
        let after = rest.strip_prefix(['.', '．', '、'])?;
        let decimal = after.starts_with(|letter: char| figure::half_width(letter).is_ascii_digit());
        let number = figure::fold(number);
        (!number.is_empty() && !decimal).then(|| Begun::Clause { level: 3, number: number.into_owned(), rest: after })
    }

    /// The words behind a number, parted into heading and text.
    pub(super) fn words(self, rest: &str) -> Words<'_> {
        let rest = rest.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}', ':', '：']).trim_end();
        for (open, close) in [('【', '】'), ('〔', '〕'), ('[', ']'), ('(', ')'), ('（', '）')] {
            if let Some((heading, text)) = rest.strip_prefix(open).and_then(|rest| rest.split_once(close))
                && is_phrase(heading)
                && !is_numeral(heading)
            {
                return Words::Headed(heading.trim(), text);
            }
        }
        let says = |text: &str| without_offices(text).0.contains(char::is_alphanumeric);
        match rest.split_once('。') {
            None if is_phrase(rest) => Words::Alone(rest),
            Some((heading, text)) if is_phrase(heading) => match (self, says(text)) {
                (Self::Parts, true) => Words::Headed(heading.trim(), text),
                (Self::Parts, false) => Words::Alone(rest),
                (Self::Articles { .. }, true) => Words::Perhaps(heading.trim(), text),
                (Self::Articles { .. }, false) => Words::Text(rest),
            },
            _ => Words::Text(rest),
        }
    }
}

/// A line without its indent and bullet.
pub(super) fn unindented(line: &str) -> &str {
    line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .trim_start_matches('•')
        .trim_start()
}

/// Whether words can be a heading: few, and nothing parts them.
pub(super) fn is_phrase(words: &str) -> bool {
    let parted = |letter: char| "。,，;；:：！？!?".contains(letter);
    !words.trim().is_empty() && !words.contains(parted) && words.chars().count() <= LONGEST_HEADING
}

/// The number of an article and what stands behind it.
///
/// A paragraph may begin by naming an article, as in 第五条规定的…: where numbers are not set apart
/// from the words, only the article that comes next begins.
fn article(line: &str, parted: bool, last: u32) -> Option<(String, &str)> {
    let (number, rest) = numbered(line, &['条'])?;
    let apart =
        rest.is_empty() || rest.starts_with(|letter: char| letter.is_whitespace() || "【〔[:：".contains(letter));
    let next = value(number)? == last.saturating_add(1);
    (if parted { apart } else { next }).then(|| (format!("第{number}条"), rest))
}

/// Whether a line is the heading of a chapter: 第一章 总则.
fn is_group(line: &str) -> bool {
    numbered(line, &['章', '节', '编']).is_some_and(|(_, rest)| rest.trim().is_empty() || is_phrase(rest))
}

/// The number between 第 and one of these signs, and what stands behind.
fn numbered<'l>(line: &'l str, signs: &[char]) -> Option<(&'l str, &'l str)> {
    let (number, rest) = line.strip_prefix('第')?.split_once(signs)?;
    let digits = !number.is_empty() && number.chars().all(|it| figure::half_width(it).is_ascii_digit());
    (is_numeral(number) || digits).then_some((number, rest))
}

/// Where in the numbering of its clauses a text has come.
#[derive(Debug, Default)]
pub(super) struct Path {
    numbers: Vec<(usize, String)>,
}

impl Path {
    /// Goes to the clause of this level and number, and returns the whole number.
    pub(super) fn enter(&mut self, level: usize, number: String) -> String {
        self.numbers.retain(|(other, _)| *other < level);
        self.numbers.push((level, number));
        self.numbers.iter().map(|(_, number)| number.as_str()).collect()
    }

    /// The article in which a clause further down stands, as 第五条 for 第五条(一).
    pub(super) fn article(&self) -> Option<&str> {
        let further_down = self.numbers.len() > 1;
        self.numbers
            .first()
            .map(|(_, number)| number.as_str())
            .filter(|number| further_down && number.starts_with('第'))
    }

    /// Leaves the numbered clauses.
    pub(super) fn leave(&mut self) {
        self.numbers.clear();
    }

    /// Whether a clause of the highest level is open.
    pub(super) fn is_within(&self) -> bool {
        !self.numbers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(numbering: Numbering, line: &str, last: u32) -> Option<(usize, String)> {
        match numbering.begun(line, last)? {
            Begun::Clause { level, number, .. } => Some((level, number)),
            Begun::Group => Some((0, String::new())),
        }
    }

    #[test]
    fn numbers_are_read_in_han_and_in_digits() {
        for (text, number) in
            [("一", 1), ("十", 10), ("十八", 18), ("二十", 20), ("第二十一条", 21), ("一百零三", 103), ("１２", 12)]
        {
            assert_eq!(value(text), Some(number), "{text}");
        }
        assert_eq!(value("若干"), None);
    }

    #[test]
    fn an_article_begins_where_its_number_is_set_apart_or_else_comes_next() {
        let begun = |line, last| clause(Numbering::Articles { parted: true }, line, last);
        assert_eq!(begun("第五条 对企业", 1), Some((1, "第五条".to_owned())));
        assert_eq!(begun("第五条\u{3000}【奖励】对企业", 1), Some((1, "第五条".to_owned())));
        assert_eq!(begun("第５条 对企业", 1), Some((1, "第５条".to_owned())));
        assert_eq!(begun("第五条规定的奖励", 4), None);
        let run_on = |line, last| clause(Numbering::Articles { parted: false }, line, last);
        assert_eq!(run_on("第五条对企业", 4), Some((1, "第五条".to_owned())));
        assert_eq!(run_on("第五条、第六条规定的奖励", 7), None);
    }

    #[test]
    fn chapters_and_parts_only_group_articles() {
        assert_eq!(clause(Numbering::Articles { parted: true }, "第二章 奖励", 4), Some((0, String::new())));
        assert_eq!(clause(Numbering::Articles { parted: true }, "二、支持物流", 4), Some((0, String::new())));
        assert_eq!(clause(Numbering::Articles { parted: true }, "二、对企业给予奖励。", 4), None);
        assert_eq!(clause(Numbering::Parts, "二、支持物流", 0), Some((1, "二".to_owned())));
    }

    #[test]
    fn a_decimal_is_no_number_of_a_clause() {
        assert_eq!(clause(Numbering::Parts, "1.5亿元以上的", 0), None);
        assert_eq!(clause(Numbering::Parts, "1.对企业", 0), Some((3, "1".to_owned())));
        assert_eq!(clause(Numbering::Parts, "２．对企业", 0), Some((3, "2".to_owned())));
    }

    #[test]
    fn a_heading_is_told_from_a_sentence() {
        let (parts, articles) = (Numbering::Parts, Numbering::Articles { parted: true });
        assert_eq!(articles.words(" 【仓储奖励】对企业"), Words::Headed("仓储奖励", "对企业"));
        assert_eq!(articles.words("(仓储奖励) 对企业"), Words::Headed("仓储奖励", " 对企业"));
        assert_eq!(articles.words(" 仓储奖励"), Words::Alone("仓储奖励"));
        assert_eq!(articles.words(" 仓储奖励。对企业。"), Words::Perhaps("仓储奖励", "对企业。"));
        assert_eq!(articles.words(" 仓储奖励。”"), Words::Text("仓储奖励。”"));
        assert_eq!(articles.words(" 对企业,给予奖励。"), Words::Text("对企业,给予奖励。"));
        assert_eq!(articles.words(" 本政策由县商务局解释。"), Words::Text("本政策由县商务局解释。"));
        assert_eq!(parts.words("仓储奖励。对企业。"), Words::Headed("仓储奖励", "对企业。"));
        assert_eq!(parts.words("仓储奖励。”"), Words::Alone("仓储奖励。”"));
        assert_eq!(parts.words("对企业,给予奖励。"), Words::Text("对企业,给予奖励。"));
    }
}
