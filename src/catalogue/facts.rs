//! Facts and topics from TOML.

use super::fields::{Faults, Fields};
use crate::day;
use crate::fact::{Choice, Fact, Kind};
use crate::figure::{self, Misread};
use crate::interval::Interval;
use crate::language::Text;
use crate::problem::{Code, Problem};
use crate::tree::{Data, Node};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The most choices in one list.
pub const LONGEST_LIST: usize = 9;
/// The most choices of a fact, in groups; where there are more, some list is too long.
const MOST_CHOICES: usize = LONGEST_LIST * LONGEST_LIST;
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
    pub id_span: std::ops::Range<usize>,
}

/// A topic: what questions belong together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Topic {
    /// Its code, unique in the catalogue.
    pub id: String,
    /// Its name.
    pub label: Text,
}

/// The topics by their ids.
pub(super) struct Topics<'t> {
    all: &'t [Topic],
    positions: HashMap<&'t str, usize>,
}

impl<'t> Topics<'t> {
    pub(super) fn new(all: &'t [Topic]) -> Self {
        Self { all, positions: all.iter().enumerate().map(|(at, topic)| (topic.id.as_str(), at)).collect() }
    }
}

/// An id: lower-case words joined by `-`.
pub(super) fn id(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<String> {
    let node = fields.need("id", faults)?;
    let id = faults.text(node)?;
    let word = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    if !id.split('-').all(word) {
        let place = faults.place(&node.span);
        let problem =
            Problem::new(Code::BadValue, place, format!("「{id}」不能作 id"), format!("`{id}` cannot be an id"));
        faults.note(problem.mend("用小写英文单词,以 - 相连", "use lower-case words joined by `-`"));
        return None;
    }
    Some(id)
}

/// A topic; one whose label is at fault is kept, so that what belongs to it is not at fault too.
pub(super) fn topic(mut fields: Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Topic> {
    let id = id(&mut fields, faults);
    let label = fields.need("label", faults).and_then(|node| faults.both(node));
    fields.finish(faults);
    Some(Topic { id: id?, label: label.unwrap_or_default() })
}

/// Reads a fact. What is at fault in it is left empty, so that what uses it is not at fault too.
///
/// # Errors
/// Its id, where it has one but no type.
pub(super) fn fact<'n, 't>(
    mut fields: Fields<'n, 't>,
    topics: &Topics<'_>,
    first_slot: usize,
    faults: &mut Faults<'_>,
) -> Result<RawFact<'n, 't>, Option<String>> {
    let span = fields.span.clone();
    let id_span = fields.span_of("id");
    let id = id(&mut fields, faults);
    let topic = fields.need("topic", faults).and_then(|node| {
        let name = faults.text(node)?;
        let found = topics.positions.get(name.as_str()).copied();
        if found.is_none() {
            let place = faults.place(&node.span);
            let (zh, en) = (format!("没有「{name}」这个主题"), format!("there is no topic `{name}`"));
            let problem = Problem::new(Code::UnknownTopic, place, zh, en)
                .mend("在 facts.toml 里写一个 [[topic]]", "write a [[topic]] in facts.toml");
            faults.note(problem.suggest(&name, topics.all.iter().map(|topic| topic.id.as_str())));
        }
        found
    });
    let kind = kind(&mut fields, faults);
    let fixed = fields.take("fixed").is_some_and(|node| faults.boolean(node).unwrap_or_default());
    let label = fields.need("label", faults).and_then(|node| faults.both(node));
    let question = fields.need("question", faults).and_then(|node| faults.both(node));
    let help = fields.need("help", faults).and_then(|node| faults.both(node));
    let aliases = fields.take("aliases").map(|node| faults.texts(node)).unwrap_or_default();
    let mut unit = None;
    if matches!(kind, None | Some(Kind::Count | Kind::Quantity)) {
        unit = fields.take("unit").and_then(|node| faults.both(node));
    }
    let (choices, groups) = choices(&mut fields, kind, faults);
    let bounded = !matches!(kind, Some(Kind::YesNo | Kind::Choice | Kind::Choices));
    let (min, max) = if bounded { (fields.take("min"), fields.take("max")) } else { (None, None) };
    let ask_when = fields.take("ask-when");
    fields.finish(faults);

    let Some((id, kind)) = id.clone().zip(kind) else { return Err(id) };
    let (domain, open_above) = domain(kind, choices.len());
    let slots = match kind {
        Kind::Choices => choices.len(),
        Kind::YearlyMoney { years } => years.saturating_add(1),
        _ => 1,
    };
    let mut fact = Fact {
        id,
        topic: topic.unwrap_or_default(),
        kind,
        fixed,
        label: label.unwrap_or_default(),
        question: question.unwrap_or_default(),
        help: help.unwrap_or_default(),
        aliases,
        unit,
        choices: choices.into_iter().collect(),
        groups,
        domain,
        open_above,
        slots: first_slot..first_slot.saturating_add(slots),
    };
    let mut bound = |node: Option<&Node<'_>>| node.and_then(|node| super::conditions::number(node, &fact, faults));
    let (low, high) = (bound(min), bound(max));
    if let (Some(low), Some(high), Some(node)) = (low, high, max)
        && low > high
    {
        faults.at(Code::BadValue, &node.span, "「max」比「min」小", "`max` is less than `min`");
    }
    fact.domain = Interval { low: low.unwrap_or(domain.low), high: high.unwrap_or(domain.high) };
    fact.open_above = open_above && max.is_none();
    Ok(RawFact { fact, ask_when, file: faults.file, span, id_span })
}

/// The most years of a yearly amount.
const MOST_YEARS: usize = 30;

fn kind(fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Kind> {
    const NAMES: [&str; 9] =
        ["yes-no", "count", "quantity", "money", "percent", "date", "choice", "choices", "yearly-money"];
    let kind = fields.need("type", faults).and_then(|node| {
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
            "yearly-money" => Kind::YearlyMoney { years: 1 },
            _ => {
                let place = faults.place(&node.span);
                let (zh, en) = (format!("没有「{name}」这种类型"), format!("there is no type `{name}`"));
                let problem = Problem::new(Code::BadValue, place, zh, en);
                let list = NAMES.join(", ");
                faults.note(problem.mend(format!("可用的类型:{list}"), format!("the types are {list}")));
                return None;
            }
        };
        Some(kind)
    });
    match kind {
        Some(Kind::YearlyMoney { .. }) => {
            let node = fields.need("years", faults)?;
            let years = usize::try_from(faults.number(node)?).unwrap_or(usize::MAX);
            if years > MOST_YEARS {
                let (zh, en) = (format!("最多 {MOST_YEARS} 年"), format!("there are at most {MOST_YEARS} years"));
                faults.at(Code::BadValue, &node.span, zh, en);
                return None;
            }
            Some(Kind::YearlyMoney { years })
        }
        None => {
            fields.take("years");
            None
        }
        kind => kind,
    }
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
        Kind::Date => (Interval { low: day::number_of(day::FIRST), high: day::number_of(day::LAST) }, false),
        Kind::Choice => (below(i64::try_from(choices).unwrap_or(i64::MAX).saturating_sub(1).max(0)), false),
    }
}

/// A group of choices; one whose label is at fault is kept, so that its choices are not at fault too.
fn group(mut fields: Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<(String, Text)> {
    let id = id(&mut fields, faults);
    let label = fields.both(faults);
    fields.finish(faults);
    Some((id?, label.unwrap_or_default()))
}

/// What can be chosen, and the groups it stands in.
fn choices(
    fields: &mut Fields<'_, '_>,
    kind: Option<Kind>,
    faults: &mut Faults<'_>,
) -> (Vec<Choice>, Vec<(String, Text)>) {
    match kind {
        Some(Kind::Choice | Kind::Choices) => {}
        Some(_) => return Default::default(),
        None => {
            fields.take("choices");
            fields.take("groups");
            return Default::default();
        }
    }
    let tables = fields.tables("groups", faults);
    let groups: Vec<(String, Text)> = tables.into_iter().filter_map(|table| group(table, faults)).collect();
    let Some(node) = fields.need("choices", faults) else { return (Vec::new(), groups) };
    let mut choices: Vec<Choice> = Vec::new();
    let items = faults.list(node);
    if matches!(&node.data, Data::List(items) if items.is_empty()) {
        faults.at(Code::BadValue, &node.span, "没有可选的项", "there is nothing to choose");
    }
    for item in items {
        let Some(choice) = choice(item, &groups, faults) else { continue };
        let compared = || choices.iter().take(MOST_CHOICES);
        if compared().any(|other| other.id == choice.id) {
            let (zh, en) =
                (format!("选项「{}」出现了两次", choice.id), format!("the choice `{}` stands here twice", choice.id));
            let problem = Problem::new(Code::Duplicate, faults.place(&item.span), zh, en);
            faults.note(problem.mend("换一个 id", "give it another id"));
        } else if let Some(other) = compared().find(|other| same_label(&other.label, &choice.label)) {
            let zh = format!("选项「{}」与「{}」的名称相同", choice.id, other.id);
            let en = format!("`{}` has the same label as `{}`", choice.id, other.id);
            let problem = Problem::new(Code::Duplicate, faults.place(&item.span), zh, en);
            faults.note(problem.mend("换一个名称", "give it another label"));
        }
        choices.push(choice);
    }
    let longest = (0..groups.len())
        .map(|at| choices.iter().filter(|choice| choice.group == Some(at)).count())
        .chain([choices.iter().filter(|choice| choice.group.is_none()).count(), groups.len()])
        .max();
    if let Some(longest) = longest.filter(|longest| *longest > LONGEST_LIST) {
        let place = faults.place(&node.span);
        let problem = Problem::new(
            Code::TooManyChoices,
            place,
            format!("一个列表最多 {LONGEST_LIST} 项,这里有 {longest} 项"),
            format!("a list has at most {LONGEST_LIST} choices, and this has {longest}"),
        );
        faults.note(problem.mend("用 groups 分成几组", "part them into `groups`"));
    }
    (choices, groups)
}

fn same_label(one: &Text, other: &Text) -> bool {
    let same = |one: &str, other: &str| !one.is_empty() && one.trim() == other.trim();
    same(&one.zh, &other.zh) || same(&one.en, &other.en)
}

/// A choice; one whose label is at fault is kept, so that conditions on it are not at fault too.
fn choice(node: &Node<'_>, groups: &[(String, Text)], faults: &mut Faults<'_>) -> Option<Choice> {
    let mut fields = faults.table(node)?;
    let id = id(&mut fields, faults);
    let label = fields.both(faults);
    let help = fields.take("help").and_then(|node| faults.both(node));
    let group = fields.take("group").and_then(|node| {
        let name = faults.text(node)?;
        let found = groups.iter().position(|(id, _)| *id == name);
        if found.is_none() {
            let place = faults.place(&node.span);
            let (zh, en) = (format!("没有「{name}」这个组"), format!("there is no group `{name}`"));
            let problem = Problem::new(Code::UnknownTopic, place, zh, en);
            faults.note(problem.suggest(&name, groups.iter().map(|(id, _)| id.as_str())));
        }
        found
    });
    fields.finish(faults);
    Some(Choice { id: id?, label: label.unwrap_or_default(), help, group })
}

/// An amount of money in fen that stands in the catalogue itself.
pub(super) fn constant_money(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<i64> {
    let written = faults.written(node)?;
    let why = match figure::read_money(&written) {
        Ok(fen) if fen < 0 => ("是负数", "is less than nothing"),
        Ok(fen) if fen > GREATEST_MONEY.saturating_div(100) => ("太大了", "is too much"),
        Ok(fen) => return Some(fen),
        Err(Misread::Approximate) => ("不是确切的金额", "is no exact amount"),
        Err(Misread::TooPrecise { .. }) => ("比分还小", "is finer than a fen"),
        Err(_) => ("不是金额", "is no amount of money"),
    };
    let place = faults.place(&node.span);
    let (zh, en) = (format!("「{written}」{}", why.0), format!("`{written}` {}", why.1));
    faults
        .note(Problem::new(Code::BadValue, place, zh, en).mend("写成 \"2000万元\" 这样", "write it like \"2000万元\""));
    None
}
