//! Amounts and terms from TOML.

use super::conditions;
use super::facts::constant_money;
use super::fields::{Faults, Fields};
use super::names::Names;
use crate::amount::{Amount, Term, TermUnit};
use crate::fact::{FactId, Kind, PERCENT_DECIMALS};
use crate::figure;
use crate::interval::Interval;
use crate::money::{Money, Rate};
use crate::problem::{Code, Problem};
use crate::tree::{Data, Node};

/// Reads an amount with its limits.
pub(super) fn read(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    let mut fields = faults.table(node)?;
    let base = base(&mut fields, names, faults);
    let times = fields.take("years").and_then(|node| faults.number(node));
    let cap = fields.take("cap").map(|node| limit(node, names, faults));
    let floor = fields.take("floor").map(|node| constant_money(node, faults));
    fields.finish(faults);
    let mut amount = base?;
    if let Some(times) = times {
        amount = Amount::Times(u32::try_from(times).ok()?, Box::new(amount));
    }
    if cap.is_some() || floor.is_some() {
        let cap = cap.map(|cap| cap.map(Box::new));
        let floor = floor.map(|floor| floor.map(|fen| Money::from_fen(i128::from(fen))));
        let (cap, floor) = (
            match cap {
                Some(cap) => Some(cap?),
                None => None,
            },
            match floor {
                Some(floor) => Some(floor?),
                None => None,
            },
        );
        amount = Amount::Clamp { of: Box::new(amount), cap, floor };
    }
    Some(amount)
}

fn base(fields: &mut Fields<'_, '_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    let forms = ["unstated", "exactly", "up-to", "from", "rate", "each", "cases"];
    let mut found: Vec<(&'static str, &Node<'_>)> = Vec::new();
    for form in forms {
        found.extend(fields.take(form).map(|node| (form, node)));
    }
    let [(form, node)] = found.as_slice() else {
        let place = faults.place(&fields.span);
        let (zh, en) = ("金额要写成一种,而且只写一种", "an amount has one form, and only one");
        let list = forms.join(", ");
        let problem = Problem::new(Code::BadValue, place, zh, en);
        faults.note(problem.mend(format!("可用的写法:{list}"), format!("the forms are {list}")));
        return None;
    };
    match *form {
        "unstated" => Some(Amount::Unstated),
        "exactly" => money(node, faults).map(|money| Amount::Between(money, money)),
        "up-to" => limit(node, names, faults).map(|inner| Amount::UpTo(Box::new(inner))),
        "from" => {
            let low = money(node, faults);
            let high = fields.need("to", faults).and_then(|node| money(node, faults));
            ordered(low?, high?, node, faults).map(|(low, high)| Amount::Between(low, high))
        }
        "rate" => {
            let share = pair(node, faults, rate);
            let of = base_fact(fields, names, faults, |kind| matches!(kind, Kind::Money | Kind::YearlyMoney { .. }));
            Some(Amount::Rate { share: share?, of: of? })
        }
        "each" => {
            let each = pair(node, faults, money);
            let per = fields.take("per").map_or(Some(1), |node| faults.number(node).filter(|per| *per > 0));
            let of = base_fact(fields, names, faults, |kind| matches!(kind, Kind::Count | Kind::Quantity));
            Some(Amount::Each { each: each?, of: of?, per: per? })
        }
        _ => cases(node, names, faults).map(Amount::Cases),
    }
}

/// An amount as a text, or a table with a form of its own.
fn limit(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    match node.data {
        Data::Table(_) => read(node, names, faults),
        _ => money(node, faults).map(|money| Amount::Between(money, money)),
    }
}

fn money(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Money> {
    constant_money(node, faults).map(|fen| Money::from_fen(i128::from(fen)))
}

fn rate(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Rate> {
    let written = node.written().unwrap_or_default();
    let percent = figure::read_percent(&written, PERCENT_DECIMALS).ok().filter(|it| (0..=10_000_000).contains(it));
    if percent.is_none() {
        let place = faults.place(&node.span);
        let (zh, en) = (format!("「{written}」不是可用的比例"), format!("`{written}` is no usable rate"));
        faults.note(Problem::new(Code::BadValue, place, zh, en).mend("写成 \"1%\"", "write \"1%\""));
    }
    percent.map(Rate::from_percent_in_ten_thousandths)
}

/// One value, or `{ from, to }`.
fn pair<T: Copy>(
    node: &Node<'_>,
    faults: &mut Faults<'_>,
    read: impl Fn(&Node<'_>, &mut Faults<'_>) -> Option<T>,
) -> Option<(T, T)> {
    if !matches!(node.data, Data::Table(_)) {
        return read(node, faults).map(|value| (value, value));
    }
    let mut fields = faults.table(node)?;
    let low = fields.need("from", faults).and_then(|node| read(node, faults));
    let high = fields.need("to", faults).and_then(|node| read(node, faults));
    fields.finish(faults);
    Some((low?, high?))
}

fn ordered(low: Money, high: Money, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<(Money, Money)> {
    if low > high {
        faults.at(Code::BadValue, &node.span, "from 比 to 大", "`from` is more than `to`");
        return None;
    }
    Some((low, high))
}

fn base_fact(
    fields: &mut Fields<'_, '_>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
    fits: impl Fn(Kind) -> bool,
) -> Option<FactId> {
    let node = fields.need("of", faults)?;
    let id = faults.text(node)?;
    let found = conditions::fact(&id, &node.span, names, faults)?;
    let fact = names.facts.get(found.0)?;
    if !fits(fact.kind) || fact.domain.low < 0 {
        let zh = format!("金额不能按「{id}」计算");
        faults.at(Code::RequirementMismatch, &node.span, zh, format!("an amount cannot be computed from `{id}`"));
        return None;
    }
    Some(found)
}

fn cases(
    node: &Node<'_>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
) -> Option<Vec<(Option<crate::condition::Condition>, Amount)>> {
    let mut cases = Vec::new();
    for item in faults.list(node) {
        let mut fields = faults.table(item)?;
        let case = match fields.take("else") {
            Some(node) => (None, read(node, names, faults)?),
            None => {
                let when = fields.need("when", faults).and_then(|node| conditions::read(node, names, faults));
                let amount = fields.need("amount", faults).and_then(|node| read(node, names, faults));
                (Some(when?), amount?)
            }
        };
        fields.finish(faults);
        cases.push(case);
    }
    Some(cases)
}

/// Reads a term: `{ from, to, unit }` or `{ exactly, unit }`.
pub(super) fn term(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Term> {
    let mut fields = faults.table(node)?;
    let exactly = fields.take("exactly").and_then(|node| faults.number(node));
    let length = match exactly {
        Some(length) => Some(Interval::point(length)),
        None => {
            let low = fields.need("from", faults).and_then(|node| faults.number(node));
            let high = fields.need("to", faults).and_then(|node| faults.number(node));
            low.zip(high).map(|(low, high)| Interval { low, high })
        }
    };
    let unit = fields.need("unit", faults).and_then(|node| {
        let unit = match faults.text(node)?.as_str() {
            "year" => Some(TermUnit::Year),
            "month" => Some(TermUnit::Month),
            "day" => Some(TermUnit::Day),
            _ => None,
        };
        if unit.is_none() {
            faults.at(Code::BadValue, &node.span, "期限单位是 year、month 或 day", "the unit is year, month or day");
        }
        unit
    });
    fields.finish(faults);
    Some(Term { length: length?, unit: unit? })
}
