//! Conditions from TOML.

use super::fields::Faults;
use super::names::Names;
use crate::condition::{Bounds, Condition, Requirement, Time};
use crate::day::{self, Period};
use crate::fact::{Fact, FactId, Kind, Unusable, Value};
use crate::figure::{self, Misread};
use crate::language::Text;
use crate::problem::{Code, Problem};
use crate::profile_file;
use crate::tree::{Data, Entry, Node};
use jiff::civil::Date;

/// Reads a condition; every line of its table must hold.
pub(super) fn read(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Condition> {
    let lines = match &node.data {
        Data::Table(lines) => lines,
        _ => {
            faults.no_table(node);
            return None;
        }
    };
    if lines.is_empty() {
        let (zh, en) = ("条件是空的,对谁都成立", "the condition is empty and always holds");
        let problem = Problem::new(Code::AlwaysHolds, faults.place(&node.span), zh, en);
        faults.note(problem.mend("写上要求", "write what is required"));
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
    let each = |key: &str, node: &Node<'_>, faults: &mut Faults<'_>| -> Vec<Condition> {
        if matches!(&node.data, Data::List(items) if items.is_empty()) {
            let code = if key == "any-of" { Code::NeverHolds } else { Code::AlwaysHolds };
            let zh = format!("「{key}」是空的,对谁都{}成立", if key == "any-of" { "不" } else { "" });
            let en = format!("`{key}` is empty and {} holds", if key == "any-of" { "never" } else { "always" });
            let problem = Problem::new(code, faults.place(&node.span), zh, en);
            faults.note(problem.mend("写上要求,或者删去这一行", "write what is required, or take the line out"));
        }
        faults.list(node).iter().filter_map(|item| read(item, names, faults)).collect()
    };
    match line.key.as_ref() {
        key @ "all-of" => Some(Condition::All(each(key, &line.node, faults))),
        key @ "any-of" => Some(Condition::Any(each(key, &line.node, faults))),
        key @ "none-of" => Some(Condition::None(each(key, &line.node, faults))),
        "at-least-n-of" => {
            let mut fields = faults.table(&line.node)?;
            let number_node = fields.need("n", faults);
            let number = number_node.and_then(|node| faults.number(node)).and_then(|n| usize::try_from(n).ok());
            let of = fields.need("of", faults);
            let parts = of.map(|node| (faults.list(node).len(), each("of", node, faults)));
            fields.finish(faults);
            let ((listed, parts), number) = (parts?, number?);
            if let Some(node) = number_node.filter(|_| 0 < listed && listed < number) {
                let zh = format!("「of」里只有 {listed} 项,不会有 {number} 项成立");
                let en = format!("`of` has only {listed}, so {number} can never hold");
                faults.at(Code::NeverHolds, &node.span, zh, en);
            }
            Some(Condition::AtLeast(number, parts))
        }
        "is" => {
            let name = faults.text(&line.node)?;
            let found = names.condition(&name);
            if found.is_none() && !names.is_faulty(&name) {
                let place = faults.place(&line.node.span);
                let problem = Problem::new(
                    Code::UnknownCondition,
                    place,
                    format!("没有名为「{name}」的条件"),
                    format!("there is no condition named `{name}`"),
                )
                .mend("在 facts.toml 里写一个 [[condition]]", "write a [[condition]] in facts.toml");
                faults.note(problem.suggest(&name, names.condition_names()));
            }
            found.map(Condition::Named)
        }
        key => {
            let id = fact_or(&OPERATORS, key, &line.key_span, names, faults)?;
            let requirement = read_requirement(&line.node, names.facts.get(id.0)?, faults)?;
            Some(Condition::Fact(id, requirement))
        }
    }
}

/// What can stand in a condition in place of a fact.
const OPERATORS: [&str; 5] = ["all-of", "any-of", "none-of", "at-least-n-of", "is"];

/// The fact with this id; a fault where there is none.
pub(super) fn fact(
    id: &str,
    span: &std::ops::Range<usize>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<FactId> {
    fact_or(&[], id, span, names, faults)
}

fn fact_or(
    others: &[&str],
    id: &str,
    span: &std::ops::Range<usize>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<FactId> {
    let found = names.fact(id);
    if found.is_none() && !names.is_faulty(id) {
        let place = faults.place(span);
        let problem = Problem::new(
            Code::UnknownFact,
            place,
            format!("没有「{id}」这项申报信息"),
            format!("there is no fact `{id}`"),
        )
        .mend("在 facts.toml 里写一个 [[fact]]", "write a [[fact]] in facts.toml");
        let facts = names.facts.iter().map(|fact| fact.id.as_str());
        faults.note(problem.suggest(id, facts.chain(others.iter().copied())));
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
        (Kind::Date, Data::Table(_)) => time(node, fact, faults).map(Requirement::During),
        (Kind::YearlyMoney { .. }, Data::Table(lines)) => {
            let form: Option<fn(Bounds) -> Requirement> = match lines.as_slice() {
                [line] => match line.key.as_ref() {
                    "any" => Some(Requirement::AnyYear),
                    "every" => Some(Requirement::EveryYear),
                    "sum" => Some(Requirement::SumOfYears),
                    _ => None,
                },
                _ => None,
            };
            let Some((form, line)) = form.zip(lines.first()) else {
                mismatch(node, fact, faults);
                return None;
            };
            bounds(&line.node, fact, faults).map(form)
        }
        _ => {
            mismatch(node, fact, faults);
            None
        }
    }
}

fn mismatch(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) {
    let (zh, en) = match fact.kind {
        Kind::YesNo => ("true 或 false", "`true` or `false`"),
        Kind::Choice | Kind::Choices => ("一个选项的 id,或几个 id 的列表", "the id of a choice, or a list of them"),
        Kind::Date => (
            "{ on-or-after = … }、{ before = … } 或 { within = … }",
            "{ on-or-after = … }, { before = … } or { within = … }",
        ),
        Kind::YearlyMoney { .. } => (
            "{ any = { at-least = … } },any 也可以是 every 或 sum",
            "{ any = { at-least = … } }, with any, every or sum",
        ),
        _ => (
            "{ at-least = … },也可用 more-than、at-most、less-than",
            "{ at-least = … }, or with more-than, at-most, less-than",
        ),
    };
    let place = faults.place(&node.span);
    let problem = Problem::new(
        Code::RequirementMismatch,
        place,
        format!("不能这样要求「{}」", fact.id),
        format!("`{}` cannot be required like this", fact.id),
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
        let ids = || fact.choices.iter().map(|choice| choice.id.as_str());
        let list = ids().collect::<Vec<_>>().join(", ");
        let problem = problem.mend(format!("可选:{list}"), format!("the choices are {list}"));
        faults.note(match fact.choices.named(&id).and_then(|at| fact.choices.get(at)) {
            Some(named) => problem.suggest(&named.id, ids()),
            None => problem.suggest(&id, ids()),
        });
    }
    found
}

fn bounds(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<Bounds> {
    if !matches!(node.data, Data::Table(_)) {
        mismatch(node, fact, faults);
        return None;
    }
    let mut fields = faults.table(node)?;
    let mut side = |keys: [&'static str; 2], faults: &mut Faults<'_>| {
        let given = keys.map(|key| fields.take(key));
        if let ([Some(_), Some(other)], [one, two]) = (given, keys) {
            let zh = format!("「{one}」和「{two}」只能写一个");
            faults.at(Code::BadValue, &other.span, zh, format!("give `{one}` or `{two}`, not both"));
        }
        let [included, excluded] = given.map(|node| node.map(|node| number(node, fact, faults)));
        let included = included.map(|number| number.map(|number| (number, true)));
        included.or(excluded.map(|number| number.map(|number| (number, false))))
    };
    let lower = side(["at-least", "more-than"], faults);
    let upper = side(["at-most", "less-than"], faults);
    let meaningless = lower.is_none() && upper.is_none();
    if meaningless && fields.left().next().is_none() {
        mismatch(node, fact, faults);
    }
    fields.finish(faults);
    if meaningless {
        return None;
    }
    let bounds = Bounds {
        lower: lower.map_or(Some(None), |it| it.map(Some))?,
        upper: upper.map_or(Some(None), |it| it.map(Some))?,
    };
    if let Bounds { lower: Some((low, low_included)), upper: Some((high, high_included)) } = bounds
        && (low > high || low == high && !(low_included && high_included))
    {
        faults.at(Code::NeverHolds, &node.span, "没有数能同时满足这两个界限", "no number lies within both bounds");
    }
    Some(bounds)
}

/// A number of a fact: of a yearly amount that of one year.
pub(super) fn number(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<i64> {
    let written = faults.written(node)?;
    let read = match fact.kind {
        Kind::YearlyMoney { .. } => figure::read_money(&written).map_err(Unusable::Figure),
        _ => fact.read(&written).and_then(|value| match value {
            Value::Number(number) => Ok(number),
            Value::Days(days) if days.is_point() => Ok(days.low),
            _ => Err(Unusable::NotADate),
        }),
    };
    let why = match read {
        Ok(number) => return Some(number),
        Err(why) => why,
    };
    let (mut what, mut mend) = profile_file::words(fact, &written, &why);
    if fact.label.zh.is_empty() || fact.label.en.is_empty() {
        what = Text::new(
            format!("「{written}」不能用在「{}」上", fact.id),
            format!("`{written}` does not fit `{}`", fact.id),
        );
    }
    if why == Unusable::Figure(Misread::Approximate) {
        mend = Text::new("写确切的数", "write the exact figure");
    }
    let place = Some(faults.place(&node.span));
    faults.note(Problem { code: Code::BadValue, place, what, mend: Some(mend), fact: None, also: None });
    None
}

fn time(node: &Node<'_>, fact: &Fact, faults: &mut Faults<'_>) -> Option<Time> {
    let mut fields = faults.table(node)?;
    let on_or_after = fields.take("on-or-after");
    let before = fields.take("before");
    let within = fields.take("within");
    let first = on_or_after.or(before).or(within);
    if first.is_none() && fields.left().next().is_none() {
        mismatch(node, fact, faults);
    }
    fields.finish(faults);
    first?;
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
                    format!("「{text}」不是一段时间"),
                    format!("`{text}` is no length of time"),
                );
                faults.note(
                    problem
                        .mend("写成 \"24 months\" 或 \"90 days\" 这样", "write it like \"24 months\" or \"90 days\""),
                );
            }
            Some(period?)
        }
        None => None,
    };
    if on_or_after.zip(before).is_some_and(|(first, end)| first >= end) {
        faults.at(Code::NeverHolds, &node.span, "没有一天同时满足这两个日期", "no day lies between these dates");
    }
    Some(Time { on_or_after, before, within })
}

/// A day.
pub(super) fn date(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Date> {
    let written = faults.written(node)?;
    let date = day::read_day(&written);
    if date.is_some_and(day::is_known) {
        return date;
    }
    let problem = |zh, en| Problem::new(Code::BadValue, faults.place(&node.span), zh, en);
    let problem = if date.is_some() {
        problem(
            format!("「{written}」应在 {} 与 {} 之间", day::FIRST, day::LAST),
            format!("`{written}` must be from {} to {}", day::FIRST, day::LAST),
        )
    } else {
        let problem = problem(format!("「{written}」不是日期"), format!("`{written}` is no date"));
        problem.mend("写成 \"2020-08-20\" 这样", "write it like \"2020-08-20\"")
    };
    faults.note(problem);
    None
}
