//! Facts and topics from TOML.

use super::fields::{Faults, Fields};
use crate::day;
use crate::fact::{Choice, Fact, Kind};
use crate::figure;
use crate::interval::Interval;
use crate::language::Text;
use crate::problem::{Code, Problem};
use crate::tree::Node;
use jiff::civil::date;

/// The most choices in one list.
pub const LONGEST_LIST: usize = 9;
/// The greatest amount in fen, count or quantity that can be computed with.
const GREATEST_MONEY: i64 = 10_000_000_000_000_000;
const GREATEST_COUNT: i64 = 1_000_000_000;

/// A fact whose conditions are still to be read.
#[derive(Debug)]
pub(super) struct RawFact<'n, 't> {
    pub fact: Fact,
    pub ask_when: Option<&'n Node<'t>>,
    pub file: usize,
    pub span: std::ops::Range<usize>,
}

/// A topic: what questions belong together.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its code, unique in the catalogue.
    pub id: String,
    /// Its name.
    pub label: Text,
}

/// An id: lower-case words joined by `-`.
pub(super) fn id(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<String> {
    let node = fields.need("id", faults)?;
    let id = faults.text(node)?;
    let word = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    if !id.split('-').all(word) {
        let place = faults.place(&node.span);
        let problem = Problem::new(Code::BadValue, place, format!("「{id}」不能作 id"), format!("`{id}` is no id"));
        faults.note(problem.mend("用小写英文单词,以 - 相连", "use lower-case words joined by `-`"));
        return None;
    }
    Some(id)
}

pub(super) fn topic(mut fields: Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Topic> {
    let id = id(&mut fields, faults);
    let label = fields.need("label", faults).and_then(|node| faults.both(node));
    fields.finish(faults);
    Some(Topic { id: id?, label: label? })
}

pub(super) fn fact<'n, 't>(
    mut fields: Fields<'n, 't>,
    topics: &[Topic],
    first_slot: usize,
    faults: &mut Faults<'_>,
) -> Option<RawFact<'n, 't>> {
    let span = fields.span.clone();
    let id = id(&mut fields, faults);
    let topic = fields.need("topic", faults).and_then(|node| {
        let name = faults.text(node)?;
        let found = topics.iter().position(|topic| topic.id == name);
        if found.is_none() {
            let place = faults.place(&node.span);
            let (zh, en) = (format!("没有「{name}」这个主题"), format!("there is no topic `{name}`"));
            let problem = Problem::new(Code::UnknownTopic, place, zh, en);
            faults.note(problem.suggest(&name, topics.iter().map(|topic| topic.id.as_str())));
        }
        found
    });
    let kind = kind(&mut fields, faults);
    let fixed = fields.take("fixed").is_some_and(|node| faults.boolean(node).unwrap_or_default());
    let label = fields.need("label", faults).and_then(|node| faults.both(node));
    let question = fields.need("question", faults).and_then(|node| faults.both(node));
    let help = fields.need("help", faults).and_then(|node| faults.both(node));
    let aliases = fields.take("aliases").map(|node| faults.texts(node)).unwrap_or_default();
    let unit = fields.take("unit").and_then(|node| faults.both(node));
    let groups: Vec<(String, Text)> =
        fields.tables("groups", faults).into_iter().filter_map(|group| named(group, faults)).collect();
    let choices = choices(&mut fields, kind, &groups, faults);
    let (min, max) = (fields.take("min"), fields.take("max"));
    let ask_when = fields.take("ask-when");
    fields.finish(faults);

    let kind = kind?;
    let (domain, open_above) = domain(kind, choices.len());
    let slots = match kind {
        Kind::Choices => choices.len(),
        Kind::YearlyMoney { years } => years.saturating_add(1),
        _ => 1,
    };
    let mut fact = Fact {
        id: id?,
        topic: topic?,
        kind,
        fixed,
        label: label?,
        question: question?,
        help: help?,
        aliases,
        unit,
        choices,
        groups,
        domain,
        open_above,
        slots: first_slot..first_slot.saturating_add(slots),
    };
    let mut bound = |node: Option<&Node<'_>>| node.and_then(|node| super::conditions::number(node, &fact, faults));
    let (min, max) = (bound(min), bound(max));
    fact.domain = Interval { low: min.unwrap_or(domain.low), high: max.unwrap_or(domain.high) };
    fact.open_above = open_above && max.is_none();
    Some(RawFact { fact, ask_when, file: faults.file, span })
}

fn kind(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Kind> {
    let node = fields.need("type", faults)?;
    let name = faults.text(node)?;
    let kind = match name.as_str() {
        "yes-no" => Kind::YesNo,
        "count" => Kind::Count,
        "quantity" => Kind::Quantity,
        "money" => Kind::Money,
        "percent" => Kind::Percent,
        "date" => Kind::Date,
        "choice" => Kind::Choice,
        "choices" => Kind::Choices,
        "yearly-money" => {
            let years = fields.need("years", faults).and_then(|node| faults.number(node))?;
            Kind::YearlyMoney { years: usize::try_from(years).ok().filter(|years| (1..=30).contains(years))? }
        }
        _ => {
            const NAMES: [&str; 9] =
                ["yes-no", "count", "quantity", "money", "percent", "date", "choice", "choices", "yearly-money"];
            let place = faults.place(&node.span);
            let (zh, en) = (format!("没有「{name}」这种类型"), format!("there is no type `{name}`"));
            let problem = Problem::new(Code::BadValue, place, zh, en);
            let list = NAMES.join(", ");
            faults.note(problem.mend(format!("可用的类型:{list}"), format!("the types are {list}")));
            return None;
        }
    };
    Some(kind)
}

fn domain(kind: Kind, choices: usize) -> (Interval, bool) {
    let below = |high: i64| Interval { low: 0, high };
    match kind {
        Kind::YesNo | Kind::Choices => (below(1), false),
        Kind::Count => (below(GREATEST_COUNT), true),
        Kind::Quantity => {
            (below(GREATEST_COUNT.saturating_mul(10_i64.saturating_pow(crate::fact::QUANTITY_DECIMALS))), true)
        }
        Kind::Money | Kind::YearlyMoney { .. } => (below(GREATEST_MONEY), true),
        Kind::Percent => (below(100_i64.saturating_mul(10_i64.saturating_pow(crate::fact::PERCENT_DECIMALS))), false),
        Kind::Date => {
            let (first, last) = (day::number_of(date(1900, 1, 1)), day::number_of(date(2199, 12, 31)));
            (Interval { low: first, high: last }, false)
        }
        Kind::Choice => (below(i64::try_from(choices).unwrap_or(i64::MAX).saturating_sub(1).max(0)), false),
    }
}

fn named(mut fields: Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<(String, Text)> {
    let id = id(&mut fields, faults);
    let label = fields.both(faults);
    fields.finish(faults);
    Some((id?, label?))
}

fn choices(
    fields: &mut Fields<'_, '_>,
    kind: Option<Kind>,
    groups: &[(String, Text)],
    faults: &mut Faults<'_>,
) -> Vec<Choice> {
    let span = fields.span.clone();
    if !matches!(kind, Some(Kind::Choice | Kind::Choices)) {
        return Vec::new();
    }
    let Some(node) = fields.need("choices", faults) else { return Vec::new() };
    let mut choices: Vec<Choice> = Vec::new();
    for item in faults.list(node) {
        let Some(mut fields) = faults.table(item) else { continue };
        let id = id(&mut fields, faults);
        let label = fields.both(faults);
        let help = fields.take("help").and_then(|node| faults.both(node));
        let group = fields.take("group").and_then(|node| {
            let name = faults.text(node)?;
            let found = groups.iter().position(|(id, _)| *id == name);
            if found.is_none() {
                let (zh, en) = (format!("没有「{name}」这个组"), format!("there is no group `{name}`"));
                faults.at(Code::UnknownTopic, &node.span, zh, en);
            }
            found
        });
        fields.finish(faults);
        let (Some(id), Some(label)) = (id, label) else { continue };
        if choices.iter().any(|other| other.id == id) {
            faults.at(
                Code::Duplicate,
                &item.span,
                format!("选项「{id}」出现了两次"),
                format!("the choice `{id}` stands here twice"),
            );
        }
        choices.push(Choice { id, label, help, group });
    }
    let longest = (0..groups.len())
        .map(|at| choices.iter().filter(|choice| choice.group == Some(at)).count())
        .chain([choices.iter().filter(|choice| choice.group.is_none()).count(), groups.len()])
        .max();
    if longest.is_some_and(|longest| longest > LONGEST_LIST) {
        let place = faults.place(&span);
        let problem = Problem::new(
            Code::TooManyChoices,
            place,
            format!("一个列表最多 {LONGEST_LIST} 个选项"),
            format!("a list has at most {LONGEST_LIST} choices"),
        );
        faults.note(problem.mend("用 groups 分成几组", "part them into `groups`"));
    }
    choices
}

/// An amount of money in fen that stands in the catalogue itself.
pub(super) fn constant_money(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<i64> {
    let written = node.written();
    let fen = written.as_ref().and_then(|text| figure::read_money(text).ok());
    let usable = fen.filter(|fen| (0..=GREATEST_MONEY.saturating_div(100)).contains(fen));
    if usable.is_none() {
        let written = written.unwrap_or_default();
        let place = faults.place(&node.span);
        let problem = Problem::new(
            Code::BadValue,
            place,
            format!("「{written}」不是可用的金额"),
            format!("`{written}` is no usable amount"),
        );
        faults.note(problem.mend("写成 \"2000万元\"", "write \"2000万元\""));
    }
    usable
}
