//! Sizes, shares and terms from TOML.

use super::facts::constant_money;
use super::fields::Faults;
use crate::amount::{Size, Term, TermUnit, Unit};
use crate::fact::PERCENT_DECIMALS;
use crate::figure::{self, Misread};
use crate::interval::Interval;
use crate::money::Rate;
use crate::problem::{Code, Problem};
use crate::tree::{Data, Node};

/// So much of a unit: an amount of money, or points; either where the unit is not known.
pub(super) fn size(node: &Node<'_>, unit: Option<Unit>, faults: &mut Faults<'_>) -> Option<Size> {
    let written = faults.written(node)?;
    let points = figure::read_points(&written);
    let in_points = points.is_ok() && figure::fold(&written).ends_with('分');
    let why = match (unit, points) {
        (Some(Unit::Point), Ok(hundredths)) => return Some(Size::from_hundredths(i128::from(hundredths))),
        (None, Ok(hundredths)) if in_points => return Some(Size::from_hundredths(i128::from(hundredths))),
        (Some(Unit::Yuan), _) if in_points => ("是分值,这项支持以金额计", "is points, and this support is money"),
        (Some(Unit::Yuan) | None, _) => return money(node, faults),
        (Some(Unit::Point), Err(_)) if figure::read_money(&written).is_ok() => {
            ("是金额,这项支持以积分计", "is money, and this support is counted in points")
        }
        (Some(Unit::Point), Err(_)) => ("不是分值", "is no number of points"),
    };
    let place = faults.place(&node.span);
    let (zh, en) = (format!("「{written}」{}", why.0), format!("`{written}` {}", why.1));
    let problem = Problem::new(Code::BadValue, place, zh, en);
    faults.note(match unit {
        Some(Unit::Point) => problem.mend("写成 \"2分\" 或 \"2.5分\" 这样", "write it like \"2分\" or \"2.5分\""),
        _ => problem.mend(
            "写成 \"2000万元\" 这样;积分的 kind 是 points",
            "write it like \"2000万元\"; points have `kind = \"points\"`",
        ),
    });
    None
}

fn money(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Size> {
    constant_money(node, faults).map(|fen| Size::from_hundredths(i128::from(fen)))
}

/// A share from nothing to ten times the whole.
pub(super) fn rate(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Rate> {
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
    percent.map(Rate::from_percent_in_ten_thousandths)
}

/// One value, or `{ from, to }`.
pub(super) fn pair<T: Copy + PartialOrd>(
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

pub(super) fn ordered<T: PartialOrd>(low: T, high: T, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<(T, T)> {
    if low > high {
        faults.at(Code::BadValue, &node.span, "「from」比「to」大", "`from` is more than `to`");
        return None;
    }
    Some((low, high))
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
