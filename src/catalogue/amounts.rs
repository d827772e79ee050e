//! Amounts and terms from TOML.

use super::conditions;
use super::facts::constant_money;
use super::fields::{Faults, Fields};
use super::names::Names;
use crate::amount::{Amount, Term, TermUnit};
use crate::condition::Condition;
use crate::fact::{FactId, Kind, PERCENT_DECIMALS};
use crate::figure::{self, Misread};
use crate::interval::Interval;
use crate::money::{Money, Rate};
use crate::problem::{Code, Problem, nearest};
use crate::tree::{Data, Node};

/// Reads an amount with its limits.
pub(super) fn read(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    let mut fields = faults.table(node)?;
    let base = base(&mut fields, names, faults);
    let times = fields.take("years").map(|node| faults.number(node));
    let cap = fields.take("cap").map(|node| limit(node, names, faults));
    let floor_node = fields.take("floor");
    let floor = floor_node.map(|node| constant_money(node, faults));
    fields.finish(faults);
    let mut amount = base?;
    if let Some(times) = times {
        amount = Amount::Times(u32::try_from(times?).unwrap_or(u32::MAX), Box::new(amount));
    }
    if cap.is_some() || floor.is_some() {
        let cap = match cap {
            Some(cap) => Some(Box::new(cap?)),
            None => None,
        };
        let floor = match floor {
            Some(floor) => Some(Money::from_fen(i128::from(floor?))),
            None => None,
        };
        if let (Some(Amount::Between(_, most)), Some(least), Some(node)) = (cap.as_deref(), floor, floor_node)
            && *most < least
        {
            faults.at(Code::BadValue, &node.span, "「floor」比「cap」大", "`floor` is more than `cap`");
        }
        amount = Amount::Clamp { of: Box::new(amount), cap, floor };
    }
    Some(amount)
}

const FORMS: [&str; 7] = ["unstated", "exactly", "up-to", "from", "rate", "each", "cases"];

fn base(fields: &mut Fields<'_, '_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    let mut found: Vec<(&'static str, &Node<'_>)> = Vec::new();
    for form in FORMS {
        found.extend(fields.take(form).map(|node| (form, node)));
    }
    let [(form, node)] = found.as_slice() else {
        one_form(fields, &found, faults);
        return None;
    };
    match *form {
        "unstated" => match faults.boolean(node)? {
            true => Some(Amount::Unstated),
            false => {
                let place = faults.place(&node.span);
                let (zh, en) = ("「unstated」只能是 true", "`unstated` can only be true");
                let mend = ("文件写了数额,就写上数额", "where a figure is stated, write the figure");
                faults.note(Problem::new(Code::BadValue, place, zh, en).mend(mend.0, mend.1));
                None
            }
        },
        "exactly" => money(node, faults).map(|money| Amount::Between(money, money)),
        "up-to" => limit(node, names, faults).map(|inner| Amount::UpTo(Box::new(inner))),
        "from" => {
            let low = money(node, faults);
            let high = fields.need("to", faults).and_then(|node| money(node, faults));
            ordered(low?, high?, node, faults).map(|(low, high)| Amount::Between(low, high))
        }
        "rate" => {
            let share = pair(node, faults, rate);
            let fits = |kind| matches!(kind, Kind::Money | Kind::YearlyMoney { .. });
            let of = base_fact(fields, names, faults, fits, ("金额(money 或 yearly-money)", "an amount of money"));
            let share = share.map(|(low, high)| {
                (Rate::from_percent_in_ten_thousandths(low), Rate::from_percent_in_ten_thousandths(high))
            });
            Some(Amount::Rate { share: share?, of: of? })
        }
        "each" => {
            let each = pair(node, faults, money);
            let per = fields.take("per").map_or(Some(1), |node| faults.number(node));
            let fits = |kind| matches!(kind, Kind::Count | Kind::Quantity);
            let of = base_fact(fields, names, faults, fits, ("数量(count 或 quantity)", "a count or quantity"));
            Some(Amount::Each { each: each?, of: of?, per: per? })
        }
        _ => cases(node, names, faults).map(Amount::Cases),
    }
}

/// Reports that an amount has no form, or several; a form that is misspelt is an unknown key.
fn one_form(fields: &mut Fields<'_, '_>, found: &[(&'static str, &Node<'_>)], faults: &mut Faults<'_>) {
    let misspelt = fields.left().any(|key| nearest(key, FORMS).is_some());
    if found.is_empty() && misspelt {
        for key in ["to", "of", "per"] {
            fields.take(key);
        }
        return;
    }
    fields.forgive();
    let list = FORMS.join(", ");
    let (span, zh, en) = match found {
        [(one, _), (two, node), ..] => {
            (&node.span, format!("「{one}」和「{two}」只能写一种"), format!("give `{one}` or `{two}`, not both"))
        }
        _ => (&fields.span, "没有写金额是多少".to_owned(), "the amount is not given".to_owned()),
    };
    let problem = Problem::new(Code::BadValue, faults.place(span), zh, en);
    faults.note(problem.mend(format!("写下面一种:{list}"), format!("give one of {list}")));
}

/// An amount as a text, or a table with a form of its own.
pub(super) fn limit(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    match node.data {
        Data::Table(_) => read(node, names, faults),
        _ => money(node, faults).map(|money| Amount::Between(money, money)),
    }
}

fn money(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Money> {
    constant_money(node, faults).map(|fen| Money::from_fen(i128::from(fen)))
}

/// A share in ten-thousandths of a per cent.
fn rate(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<i64> {
    let written = faults.written(node)?;
    let read = figure::read_percent(&written, PERCENT_DECIMALS);
    let unsigned = read == Err(Misread::NoPercentSign);
    let percent = read.ok().filter(|it| (0..=10_000_000).contains(it));
    if percent.is_none() {
        let place = faults.place(&node.span);
        let why = if unsigned {
            ("没有写 %", "has no % sign")
        } else {
            ("不是可用的比例", "is no usable percentage")
        };
        let (zh, en) = (format!("「{written}」{}", why.0), format!("`{written}` {}", why.1));
        faults.note(Problem::new(Code::BadValue, place, zh, en).mend("写成 \"1%\" 这样", "write it like \"1%\""));
    }
    percent
}

/// One value, or `{ from, to }`.
fn pair<T: Copy + PartialOrd>(
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
    ordered(low?, high?, node, faults)
}

fn ordered<T: PartialOrd>(low: T, high: T, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<(T, T)> {
    if low > high {
        faults.at(Code::BadValue, &node.span, "「from」比「to」大", "`from` is more than `to`");
        return None;
    }
    Some((low, high))
}

fn base_fact(
    fields: &mut Fields<'_, '_>,
    names: &Names<'_>,
    faults: &mut Faults<'_>,
    fits: impl Fn(Kind) -> bool,
    needed: (&str, &str),
) -> Option<FactId> {
    let node = fields.need("of", faults)?;
    let id = faults.text(node)?;
    let found = conditions::fact(&id, &node.span, names, faults)?;
    let fact = names.facts.get(found.0)?;
    if !fits(fact.kind) || fact.domain.low < 0 {
        let place = faults.place(&node.span);
        let (zh, en) = (format!("金额不能按「{id}」计算"), format!("the amount cannot be computed from `{id}`"));
        let problem = Problem::new(Code::RequirementMismatch, place, zh, en);
        let mend = (format!("「of」要是{}类的信息", needed.0), format!("`of` needs a fact that is {}", needed.1));
        faults.note(problem.mend(mend.0, mend.1));
        return None;
    }
    Some(found)
}

/// When an amount is taken, `None` for `else`, and the amount.
type Case = (Option<Condition>, Amount);

fn cases(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Vec<Case>> {
    let mut cases = Some(Vec::new());
    let items = faults.list(node);
    for (at, item) in items.iter().enumerate() {
        let case = case(item, names, faults);
        if let (Some((None, _)), true) = (&case, at.saturating_add(1) < items.len()) {
            let place = faults.place(&item.span);
            let (zh, en) = ("「else」后面的情形永远轮不到", "the cases after `else` are never reached");
            faults.note(Problem::new(Code::BadValue, place, zh, en).mend("把「else」放到最后", "put `else` last"));
        }
        cases = cases.zip(case).map(|(mut cases, case)| {
            cases.push(case);
            cases
        });
    }
    cases
}

fn case(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Case> {
    let mut fields = faults.table(node)?;
    let case = match fields.take("else") {
        Some(node) => read(node, names, faults).map(|amount| (None, amount)),
        None => {
            let when = fields.need("when", faults).and_then(|node| conditions::read(node, names, faults));
            let amount = fields.need("amount", faults).and_then(|node| read(node, names, faults));
            when.zip(amount).map(|(when, amount)| (Some(when), amount))
        }
    };
    fields.finish(faults);
    case
}

/// Reads a term: `{ from, to, unit }` or `{ exactly, unit }`.
pub(super) fn term(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Term> {
    let mut fields = faults.table(node)?;
    let length = match fields.take("exactly") {
        Some(node) => faults.number(node).map(Interval::point),
        None => {
            let low = fields.need("from", faults).and_then(|node| faults.number(node));
            let high = fields.need("to", faults).and_then(|node| faults.number(node));
            low.zip(high)
                .and_then(|(low, high)| ordered(low, high, node, faults).map(|(low, high)| Interval { low, high }))
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
            let place = faults.place(&node.span);
            let (zh, en) = ("不认识这个期限单位", "there is no such unit of time");
            let problem = Problem::new(Code::BadValue, place, zh, en);
            faults.note(problem.mend("写 year、month 或 day", "write `year`, `month` or `day`"));
        }
        unit
    });
    fields.finish(faults);
    Some(Term { length: length?, unit: unit? })
}
