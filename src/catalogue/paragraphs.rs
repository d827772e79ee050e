//! From the lines of a document to what stands under each of its headings.

use super::ledger::{Ledger, Particulars};
use super::numbering::{Begun, Numbering, Path, Words, unindented, value};
use super::offices::without_offices;
use super::section::{Section, first_sentence, folded};
use crate::day;
use crate::figure;

/// The particulars that stand in a table above a document on government pages.
pub(super) const PARTICULARS: [&str; 20] = [
    "索引号",
    "主题分类",
    "主题词",
    "分类",
    "成文日期",
    "发布日期",
    "公开日期",
    "公布日期",
    "生效日期",
    "失效日期",
    "发文字号",
    "文号",
    "发文单位",
    "发文机关",
    "发布机构",
    "标题",
    "有效性",
    "公文时效",
    "规范性文件登记号",
    "统一编号",
];

/// The name and the value of a particular; `None` for any other line.
pub(super) fn particular(line: &str) -> Option<(&'static str, &str)> {
    PARTICULARS.iter().find_map(|name| {
        let mut rest = line;
        for (at, letter) in name.chars().enumerate() {
            // 索 引 号 is set wide; before the name nothing stands.
            rest = if at == 0 { rest } else { rest.trim_start() };
            rest = rest.strip_prefix(letter)?;
        }
        let parted = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '：' | '|');
        (rest.is_empty() || rest.starts_with(parted)).then(|| (*name, rest.trim_matches(parted)))
    })
}

/// The letters of a line that tell it from another, whatever its spaces and the width of its signs.
pub(super) fn plain(text: &str) -> String {
    folded(text).map(|(_, letter)| letter).collect()
}

/// A day as documents are signed: 2020年8月20日, 二〇二〇年八月二十日.
pub(super) fn signed_day(line: &str) -> Option<jiff::civil::Date> {
    let compact: String = figure::fold(line).chars().filter(|letter| !letter.is_whitespace()).collect();
    let (year, rest) = compact.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let figure = |letter: char| "〇一二三四五六七八九".chars().zip('0'..='9').find(|(it, _)| *it == letter);
    let digit = |letter: char| figure(letter).map_or(letter, |(_, digit)| digit);
    let year: String = year.replace(['零', '○', 'O'], "〇").chars().map(digit).collect();
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = year.parse().ok().filter(|_| is_year)?;
    let part = |text: &str| value(text).and_then(|value| i8::try_from(value).ok());
    jiff::civil::Date::new(year, part(month)?, part(day)?).ok().filter(|day| day::is_known(*day))
}

/// Reads the lines of one document.
pub(super) struct Reader<'p> {
    numbering: Numbering,
    particulars: &'p Particulars,
    title: String,
    closing: Option<String>,
    sections: Vec<Section>,
    path: Path,
    /// The number of the last article.
    last: u32,
    /// Whether the first clause has begun: what stands above it may be form.
    begun: bool,
    /// Whether the document is signed, so that what follows is outside its clauses.
    ended: bool,
    /// Whether what follows is an appendix, whose numbers are none of the document's.
    appended: bool,
    /// The words behind the number of the last section, which are its heading if more follows.
    alone: Option<(usize, String, usize)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(text: &str, particulars: &'p Particulars) -> Self {
        Self {
            numbering: Numbering::of(text),
            particulars,
            title: plain(&particulars.title),
            closing: particulars.closing.as_deref().map(plain),
            sections: vec![Section::default()],
            path: Path::default(),
            last: 0,
            begun: false,
            ended: false,
            appended: false,
            alone: None,
        }
    }

    pub(super) fn read(mut self, text: &str) -> Ledger {
        let mut start = 0_usize;
        for line in text.split_inclusive('\n') {
            let body = unindented(line);
            let at = start.saturating_add(line.len()).saturating_sub(body.len());
            start = start.saturating_add(line.len());
            self.line(body.trim_end(), at);
        }
        self.settle(0);
        Ledger::of(self.sections)
    }

    fn line(&mut self, body: &str, at: usize) {
        if body.is_empty() || self.is_form(body) {
            return;
        }
        if self.begun && is_appendix(body) {
            self.appended = true;
        }
        let begun = if self.appended { None } else { self.numbering.begun(body, self.last) };
        match begun {
            Some(Begun::Group) => {
                self.settle(0);
                self.leave();
            }
            Some(Begun::Clause { level, number, rest })
                if self.numbering == Numbering::Parts || level == 1 || self.path.is_within() =>
            {
                self.settle(level);
                self.clause(level, number, rest, at.saturating_add(body.len()));
            }
            _ => {
                if self.ended || self.appended || self.closes(body) {
                    self.settle(0);
                    self.leave();
                }
                if !without_offices(body).0.trim().is_empty() {
                    self.keep_heading();
                }
                if let Some(section) = self.sections.last_mut() {
                    section.add(body, at);
                }
                self.share_offices(body);
            }
        }
    }

    /// Begins a clause; `end` is where its line ends.
    fn clause(&mut self, level: usize, number: String, rest: &str, end: usize) {
        if level == 1 {
            self.last = value(&number).unwrap_or(self.last);
        }
        self.begun = true;
        let number = self.path.enter(level, number);
        let mut section = Section::new(number, end);
        let at = |text: &str| end.saturating_sub(text.len());
        match self.numbering.words(rest) {
            Words::Headed(heading, text) => {
                section.heading = heading.to_owned();
                section.add(text, at(text));
            }
            Words::Alone(words) => self.alone = Some((level, words.to_owned(), at(words))),
            Words::Perhaps(heading, text) => {
                let taken = self.particulars.titles.get(&section.clause).is_some_and(|title| title == heading);
                section.perhaps = Some(heading.to_owned());
                if taken {
                    section.heading = heading.to_owned();
                    section.add(text, at(text));
                } else {
                    let whole =
                        rest.trim_start_matches(|letter: char| letter.is_whitespace() || ":：".contains(letter));
                    section.add(whole, at(whole));
                }
            }
            Words::Text(text) => section.add(text, at(text)),
        }
        self.sections.push(section);
    }

    /// Everything that follows is outside the numbered clauses, until the next one.
    fn leave(&mut self) {
        if self.sections.last().is_none_or(|section| !section.clause.is_empty()) {
            self.sections.push(Section::default());
        }
        self.path.leave();
    }

    /// Words that stood alone behind a number are the heading of what follows.
    fn keep_heading(&mut self) {
        if let (Some((_, words, _)), Some(section)) = (self.alone.take(), self.sections.last_mut()) {
            section.take_heading(&words);
        }
    }

    /// Before a section of this level begins: words that stood alone are a heading where the new
    /// section is part of theirs, and else all the text there is. 0 is no part of anything.
    fn settle(&mut self, level: usize) {
        let Some((own, words, at)) = self.alone.take() else { return };
        let Some(section) = self.sections.last_mut() else { return };
        if level > own {
            section.take_heading(&words);
        } else {
            let (first, behind) = first_sentence(&words);
            section.add(first, at);
            section.add(behind, at.saturating_add(first.len()));
        }
    }

    /// Offices on a line of their own below the items of an article are those of all its items.
    fn share_offices(&mut self, body: &str) {
        let (text, offices) = without_offices(body);
        let Some(article) = self.path.article().filter(|_| text.trim().is_empty()) else { return };
        let items = self.sections.iter_mut().rev().take_while(|section| section.clause.starts_with(article));
        items.filter(|section| section.offices.is_empty()).for_each(|section| section.offices.clone_from(&offices));
    }

    fn is_form(&mut self, body: &str) -> bool {
        let folded = plain(body);
        let particulars = self.particulars;
        let is = |text: &str| !text.is_empty() && folded == plain(text);
        if particulars.adopted.is_some() && signed_day(body) == particulars.adopted {
            return true;
        }
        if !self.begun {
            // The title may be set on several lines, and stand there again below a covering note.
            let whole = !body.contains(['。', ';', '；', ':', '：']) && folded.chars().count() >= 4;
            let of_title = whole && self.title.contains(&folded);
            return particular(body).is_some() || of_title || is(&particulars.issuer) || is(&particulars.number);
        }
        if is(&particulars.issuer) {
            self.ended = true;
            return true;
        }
        is(&particulars.title)
    }

    fn closes(&self, body: &str) -> bool {
        self.closing.as_ref().is_some_and(|closing| plain(body).starts_with(closing.as_str()))
    }
}

/// Whether an appendix, or the list of them, begins here: 附件, 附件1, 附件:1.申请表.
fn is_appendix(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("附件").or_else(|| line.strip_prefix("附表")) else { return false };
    let after = rest.trim_start_matches(|letter: char| value(&letter.to_string()).is_some());
    after.is_empty() || after.starts_with(|letter: char| letter.is_whitespace() || ":：.．-".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_signed_day_has_a_year_of_four_figures() {
        let day = Some(date(2020, 8, 20));
        for line in ["2020年8月20日", "２０２０年 8月 20日", "二〇二〇年八月二十日", "二零二零年08月20日"]
        {
            assert_eq!(signed_day(line), day, "{line}");
        }
        for line in
            ["–020年8月20日", "-2020年8月20日", "+202年8月20日", "20年8月20日", "2020年+8月20日", "1020年8月20日"]
        {
            assert_eq!(signed_day(line), None, "{line}");
        }
    }
}
