//! Conditions from TOML.

use super::fields::Faults;
use super::names::Names;
use crate::condition::{Bounds, Condition, Requirement, Time};
use crate::day::{self, Period};
use crate::fact::{Fact, FactId, Kind, Unusable, Value};
use crate::figure;
use crate::problem::{Code, Problem};
use crate::tree::{Data, Entry, Node};
use jiff::civil::Date;

/// Reads a condition; every line of its table must hold.
pub(super) fn read(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Condition> {
    let lines = match &node.data {
        Data::Table(lines) => lines,
        _ => {
            faults.wrong_type(node, "一个表", "a table");
            return None;
        }
    };
    if lines.is_empty() {
        faults.at(Code::AlwaysHolds, &node.span, "条件是空的,对谁都成立", "the condition is empty and always holds");
    }
    let mut parts: Vec<Condition> = lines.iter().filter_map(|line| read_line(line, names, faults)).collect();
    match (parts.pop(), parts.is_empty()) {
        (None, _) => None,
        (Some(only), true) => Some(only),
        (Some(last), false) => {
            parts.push(last);
            Some(Condition::All(parts))
        }
    }
}

fn read_line(line: &Entry<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Condition> {
    let each = |node: &Node<'_>, faults: &mut Faults<'_>| -> Vec<Condition> {
        faults.list(node).iter().filter_map(|item| read(item, names, faults)).collect()
    };
    match line.key.as_ref() {
        "all-of" => Some(Condition::All(each(&line.node, faults))),
        "any-of" => Some(Condition::Any(each(&line.node, faults))),
        "none-of" => Some(Condition::None(each(&line.node, faults))),
        "at-least-n-of" => {
            let mut fields = faults.table(&line.node)?;
            let number = fields.need("n", faults).and_then(|node| faults.number(node));
            let parts = fields.need("of", faults).map(|node| each(node, faults));
            fields.finish(faults);
            Some(Condition::AtLeast(usize::try_from(number?).ok()?, parts?))
        }
        "is" => {
            let name = faults.text(&line.node)?;
            let found = names.condition(&name);
            if found.is_none() {
                let place = faults.place(&line.node.span);
                let problem = Problem::new(
                    Code::UnknownCondition,
                    place,
                    format!("没有名为「{name}」的条件"),
                    format!("there is no condition named `{name}`"),
                );
                faults.note(problem.suggest(&name, names.condition_names()));
            }
            found.map(Condition::Named)
        }
        key => {
            let id = fact(key, &line.key_span, names, faults)?;
            let requirement = read_requirement(&line.node, names.facts.get(id.0)?, faults)?;
            Some(Condition::Fact(id, requirement))
        }
    }
}

/// The fact with this id; a fault where there is none.
pub(super) fn fact(
    id: &str,
    span: &std::ops::Range<usize>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<FactId> {
    let found = names.fact(id);
    if found.is_none() {
        let place = faults.place(span);
        let problem = Problem::new(
            Code::UnknownFact,
            place,
            format!("没有「{id}」这项申报信息"),
            format!("there is no fact `{id}`"),
        );
        faults.note(problem.suggest(id, names.facts.iter().map(|fact| fact.id.as_str())));
    }
    found
}

fn read_requirement(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<Requirement> {
    match (fact.kind, &node.data) {
        (Kind::YesNo, Data::Boolean(value)) => Some(Requirement::YesNo(*value)),
        (Kind::Choice | Kind::Choices, Data::Text(_)) => {
            choice(node, fact, faults).map(|at| Requirement::OneOf(vec![at]))
        }
        (Kind::Choice | Kind::Choices, Data::List(items)) if !items.is_empty() => {
            let chosen: Option<Vec<usize>> = items.iter().map(|item| choice(item, fact, faults)).collect();
            chosen.map(Requirement::OneOf)
        }
        (Kind::Choices, Data::Table(_)) => {
            let mut fields = faults.table(node)?;
            let inner = fields.need("includes", faults)?;
            fields.finish(faults);
            read_requirement(inner, fact, faults)
        }
        (Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent, Data::Table(_)) => {
            bounds(node, fact, faults).map(Requirement::Within)
        }
        (Kind::Date, Data::Table(_)) => time(node, faults).map(Requirement::During),
        (Kind::YearlyMoney { .. }, Data::Table(_)) => {
            let fields = faults.table(node)?;
            let mut lines = fields.rest();
            let line = lines.next().filter(|_| lines.next().is_none());
            let years = line.and_then(|line| {
                let bounds = bounds(&line.node, fact, faults)?;
                match line.key.as_ref() {
                    "any" => Some(Requirement::AnyYear(bounds)),
                    "every" => Some(Requirement::EveryYear(bounds)),
                    "sum" => Some(Requirement::SumOfYears(bounds)),
                    _ => None,
                }
            });
            if years.is_none() {
                mismatch(node, fact, faults);
            }
            years
        }
        _ => {
            mismatch(node, fact, faults);
            None
        }
    }
}

fn mismatch(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) {
    let (zh, en) = match fact.kind {
        Kind::YesNo => ("true 或 false", "true or false"),
        Kind::Choice | Kind::Choices => ("选项的 id,或 id 的列表", "the id of a choice, or a list of them"),
        Kind::Date => ("{ on-or-after, before, within }", "{ on-or-after, before, within }"),
        Kind::YearlyMoney { .. } => {
            ("{ any | every | sum = { at-least … } }", "{ any | every | sum = { at-least … } }")
        }
        _ => ("{ at-least, more-than, at-most, less-than }", "{ at-least, more-than, at-most, less-than }"),
    };
    let place = faults.place(&node.span);
    let problem = Problem::new(
        Code::RequirementMismatch,
        place,
        format!("这个要求与「{}」的类型不符", fact.id),
        format!("this requirement does not fit the type of `{}`", fact.id),
    );
    faults.note(problem.mend(format!("写成 {zh}"), format!("write {en}")));
}

fn choice(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<usize> {
    let id = faults.text(node)?;
    let found = fact.choices.iter().position(|choice| choice.id == id);
    if found.is_none() {
        let place = faults.place(&node.span);
        let problem = Problem::new(
            Code::UnknownChoice,
            place,
            format!("「{}」没有「{id}」这个选项", fact.id),
            format!("`{}` has no choice `{id}`", fact.id),
        );
        faults.note(problem.suggest(&id, fact.choices.iter().map(|choice| choice.id.as_str())));
    }
    found
}

fn bounds(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<Bounds> {
    let mut fields = faults.table(node)?;
    let mut bounds = Bounds::default();
    let mut found = false;
    for (key, is_lower, included) in
        [("at-least", true, true), ("more-than", true, false), ("at-most", false, true), ("less-than", false, false)]
    {
        let Some(node) = fields.take(key) else { continue };
        let bound = Some((number(node, fact, faults)?, included));
        found = true;
        if is_lower {
            bounds.lower = bound;
        } else {
            bounds.upper = bound;
        }
    }
    fields.finish(faults);
    if !found {
        mismatch(node, fact, faults);
    }
    found.then_some(bounds)
}

/// A number of a fact: of a yearly amount that of one year.
pub(super) fn number(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<i64> {
    let written = node.written()?;
    let read = match fact.kind {
        Kind::YearlyMoney { .. } => figure::read_money(&written).map_err(Unusable::Figure),
        _ => fact.read(&written).and_then(|value| match value {
            Value::Number(number) => Ok(number),
            _ => Err(Unusable::NotADate),
        }),
    };
    if read.is_err() {
        let zh = format!("「{written}」不是「{}」可用的数", fact.id);
        faults.at(Code::BadValue, &node.span, zh, format!("`{written}` is no value of `{}`", fact.id));
    }
    read.ok()
}

fn time(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Time> {
    let mut fields = faults.table(node)?;
    let on_or_after = fields.take("on-or-after");
    let before = fields.take("before");
    let within = fields.take("within");
    fields.finish(faults);
    let mut date = |node: Option<&Node<'_>>| match node {
        Some(node) => self::date(node, faults).map(Some),
        None => Some(None),
    };
    let (on_or_after, before) = (date(on_or_after)?, date(before)?);
    let within = match within {
        Some(node) => {
            let text = faults.text(node)?;
            let period = Period::read(&text);
            if period.is_none() {
                let place = faults.place(&node.span);
                let problem = Problem::new(
                    Code::BadValue,
                    place,
                    format!("「{text}」不是期间"),
                    format!("`{text}` is no length of time"),
                );
                faults.note(problem.mend("写成 \"24 months\"", "write \"24 months\""));
            }
            Some(period?)
        }
        None => None,
    };
    Some(Time { on_or_after, before, within })
}

/// A day.
pub(super) fn date(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Date> {
    let written = node.written().unwrap_or_default();
    let date = day::read(&written).filter(|days| days.is_point()).map(|days| day::from_number(days.low));
    if date.is_none() {
        let place = faults.place(&node.span);
        let problem =
            Problem::new(Code::BadValue, place, format!("「{written}」不是日期"), format!("`{written}` is no date"));
        faults.note(problem.mend("写成 \"2020-08-20\"", "write \"2020-08-20\""));
    }
    date
}
