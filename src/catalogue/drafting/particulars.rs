//! What a text states of itself: title, number, issuer and dates. What it does not state is left open.

use crate::catalogue::numbering::{Begun, Numbering, is_phrase, unindented};
use crate::catalogue::paragraphs::{particular, plain, signed_day};
use crate::{day, figure};
use jiff::ToSpan;
use jiff::civil::Date;

/// A day, and the words from which it was worked out where the text does not state it as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::catalogue) struct Dated {
    pub day: Date,
    pub basis: Option<String>,
}

/// What was found; `None` is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::catalogue) struct Found {
    pub title: Option<String>,
    pub number: Option<String>,
    pub issuer: Option<String>,
    pub adopted: Option<Date>,
    pub published: Option<Date>,
    pub effective: Option<Dated>,
    pub expires: Option<Dated>,
    /// Whether the text says how long it holds.
    pub says_validity: bool,
}

/// A row of the table of particulars above the first clause.
pub(in crate::catalogue) struct Row<'t> {
    pub name: &'static str,
    pub value: &'t str,
    /// Where the value begins in the text, in bytes.
    pub at: usize,
}

/// What the rows with the number of a document are called.
pub(in crate::catalogue) const NUMBER: &[&str] = &["发文字号", "文号"];
/// What those with the day on which it was signed are called.
pub(in crate::catalogue) const ADOPTED: &[&str] = &["成文日期"];
/// What those with the day on which it was published are called, the usual name first.
pub(in crate::catalogue) const PUBLISHED: &[&str] = &["发布日期", "公开日期", "公布日期"];

/// How titles of documents end.
const TITLE_ENDS: [&str; 16] = [
    "意见", "办法", "通知", "政策", "措施", "规定", "细则", "方案", "规划", "条例", "公告", "通告", "决定", "指南",
    "计划", "规则",
];
/// The longest title, in characters.
const LONGEST_TITLE: usize = 90;

/// The lines of a text that hold anything, without indent, and where they begin, in bytes.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut start = 0_usize;
    let placed = text.split_inclusive('\n').map(move |line| {
        let bare = unindented(line);
        let at = start.saturating_add(line.len()).saturating_sub(bare.len());
        start = start.saturating_add(line.len());
        (bare.trim_end(), at)
    });
    placed.filter(|(line, _)| !line.is_empty())
}

/// Those above the first clause.
fn head(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let numbering = Numbering::of(text);
    lines(text).take_while(move |(line, _)| !matches!(numbering.begun(line, 0), Some(Begun::Clause { .. })))
}

/// The table of particulars.
pub(in crate::catalogue) fn table(text: &str) -> Vec<Row<'_>> {
    let row = |(line, at): (&'_ str, usize)| {
        let (name, value) = particular(line).filter(|(_, value)| !value.is_empty())?;
        Some((name, at.saturating_add(line.rfind(value)?), value.len()))
    };
    let rows = head(text).filter_map(row);
    rows.filter_map(|(name, at, length)| Some(Row { name, value: text.get(at..at.saturating_add(length))?, at }))
        .collect()
}

/// The day that a value of the table states.
pub(in crate::catalogue) fn day_of(value: &str) -> Option<Date> {
    day::read_day(value).filter(|day| day::is_known(*day))
}

/// What the rows of the first of these names that there is state; nothing where they differ.
fn stated<'t, T: PartialEq>(table: &[Row<'t>], names: &[&str], read: impl Fn(&'t str) -> T) -> Option<Option<T>> {
    let name = names.iter().find(|name| table.iter().any(|row| row.name == **name))?;
    let mut values = table.iter().filter(|row| row.name == *name).map(|row| read(row.value));
    let first = values.next()?;
    Some(values.all(|value| value == first).then_some(first))
}

/// Reads what a text states of itself.
pub(in crate::catalogue) fn find(text: &str) -> Found {
    let all: Vec<&str> = lines(text).map(|(line, _)| line).collect();
    let head: Vec<&str> = head(text).map(|(line, _)| line).collect();
    let table = table(text);
    let stated_text = |names: &[&str]| stated(&table, names, str::to_owned);
    let stated_day = |names: &[&str]| stated(&table, names, day_of).map(Option::flatten);
    let signature = signature(&all);
    let mut found = Found {
        title: stated_text(&["标题"]).flatten().or_else(|| title(&head)),
        number: stated_text(NUMBER).unwrap_or_else(|| number(&head)),
        issuer: stated_text(&["发文单位", "发文机关", "发布机构"]).flatten(),
        adopted: stated_day(ADOPTED).unwrap_or_else(|| signature.map(|(_, day)| day)),
        published: stated_day(PUBLISHED).flatten(),
        ..Found::default()
    };
    found.issuer = found.issuer.or_else(|| signature.map(|(issuer, _)| issuer.to_owned()));
    let whole = plain(text);
    found.effective = stated_day(&["生效日期"]).flatten().map(|day| Dated { day, basis: None });
    found.effective = found.effective.take().or_else(|| effective(&whole, found.published));
    found.says_validity = whole.contains("有效期");
    found.expires = stated_day(&["失效日期"]).flatten().map(|day| Dated { day, basis: None });
    found.expires = found.expires.take().or_else(|| expires(&whole, found.effective.as_ref()));
    found.says_validity |= found.expires.is_some();
    let begins = found.effective.as_ref().map(|it| it.day).or(found.adopted);
    if found.expires.as_ref().zip(begins).is_some_and(|(last, first)| last.day < first) {
        // One of the two is said of something else, and which is not known.
        (found.effective, found.expires) = (None, None);
    }
    found
}

/// The first lines that end as titles do; one that begins with 关于 goes on from the line before.
fn title(head: &[&str]) -> Option<String> {
    let ends = |line: &str| {
        let bare = line.split(['(', '（']).next().unwrap_or(line).trim_end();
        TITLE_ENDS.iter().any(|end| bare.ends_with(end))
    };
    let part = |line: &str| !line.contains(['。', ';', '；', ':', '：', ',', '，']) && particular(line).is_none();
    let mut before: Option<&str> = None;
    for line in head {
        if !part(line) {
            before = None;
            continue;
        }
        let whole = match before {
            Some(before) if line.starts_with("关于") => format!("{before}{line}"),
            _ => (*line).to_owned(),
        };
        if ends(line) && (6..=LONGEST_TITLE).contains(&whole.chars().count()) {
            return Some(whole);
        }
        before = Some(line);
    }
    None
}

/// A line that is a number of documents and nothing else: 云政办发〔2024〕12号.
fn number(head: &[&str]) -> Option<String> {
    let is_number = |line: &&&str| {
        let folded = figure::fold(line);
        let Some((_, rest)) = folded.split_once(['〔', '[', '(']) else { return false };
        let Some((year, rest)) = rest.split_once(['〕', ']', ')']) else { return false };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let serial = rest.trim().trim_start_matches('第').strip_suffix('号');
        digits(year.trim()) && serial.is_some_and(|serial| digits(serial.trim())) && folded.chars().count() <= 30
    };
    head.iter().find(is_number).map(|line| (*line).to_owned())
}

/// Who signed and when: a line of few words above a day.
fn signature<'l>(lines: &[&'l str]) -> Option<(&'l str, Date)> {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs.filter(|(name, _)| is_phrase(name) && particular(name).is_none()).find_map(|(name, date)| {
        let named = !name.chars().any(|letter| figure::half_width(letter).is_ascii_digit());
        Some((*name, signed_day(date).filter(|_| named)?))
    })
}

/// The day that these words begin with, and what follows it.
fn day_first(text: &str) -> Option<(Date, &str)> {
    let (day, rest) = text.split_once('日')?;
    let words = text.get(..day.len().saturating_add("日".len()))?;
    Some((signed_day(words)?, rest))
}

fn comes_into_force(text: &str) -> bool {
    ["起施行", "起实施", "起执行", "起生效", "起正式施行", "起正式实施"].iter().any(|words| text.starts_with(words))
}

/// From when it holds, where the text says so of one day only.
fn effective(text: &str, published: Option<Date>) -> Option<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    for (at, word) in text.match_indices('自') {
        let Some(rest) = text.get(at.saturating_add(word.len())..) else { continue };
        let dated = match (day_first(rest), published) {
            (Some((day, after)), _) if comes_into_force(after) => Dated { day, basis: None },
            (None, Some(day)) => {
                let words = ["发布之日", "公布之日"]
                    .into_iter()
                    .find(|words| rest.strip_prefix(words).is_some_and(comes_into_force));
                let Some(words) = words else { continue };
                Dated { day, basis: Some(format!("自{words}起施行")) }
            }
            _ => continue,
        };
        if !found.iter().any(|other| other.day == dated.day) {
            found.push(dated);
        }
    }
    let only = found.pop();
    only.filter(|_| found.is_empty())
}

/// Until when it holds: a day that the text states, or so many years from the day it comes into force.
fn expires(text: &str, effective: Option<&Dated>) -> Option<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    for (at, word) in text.match_indices("有效期") {
        let Some(rest) = text.get(at.saturating_add(word.len())..) else { continue };
        let rest = rest.trim_start_matches(['为', '是', '截', '暂', '定', '限']);
        let dated = match rest.strip_prefix(['至', '止', '到']) {
            Some(rest) => day_first(rest).map(|(day, _)| Dated { day, basis: None }),
            None => years(rest).zip(effective).and_then(|(years, from)| {
                let end = from.day.checked_add(years.years()).ok()?.yesterday().ok()?;
                Some(Dated { day: end, basis: Some(format!("{}起施行,有效期{years}年", from.day)) })
            }),
        };
        let new = |dated: &Dated| day::is_known(dated.day) && !found.iter().any(|other| other.day == dated.day);
        let dated = dated.filter(new);
        found.extend(dated);
    }
    let only = found.pop();
    only.filter(|_| found.is_empty())
}

fn years(text: &str) -> Option<i16> {
    let (number, _) = text.split_once('年')?;
    let years = crate::catalogue::numbering::value(number)?;
    i16::try_from(years).ok().filter(|years| (1..=50).contains(years))
}
