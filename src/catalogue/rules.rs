//! The figures that the rules of a measure use, each with its place and its operator.

use super::Catalogue;
use super::figures::{Unit, Value, percent};
use crate::day;
use crate::fact::{Kind, PERCENT_DECIMALS};
use crate::figure;
use crate::problem::Place;
use crate::tree::{Data, Entry, Node};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What a rule says of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// `at-least`
    AtLeast,
    /// `more-than`
    MoreThan,
    /// `at-most`
    AtMost,
    /// `less-than`
    LessThan,
    /// This much is given.
    Exactly,
    /// Up to so much is given.
    UpTo,
    /// The lower end of what is given.
    From,
    /// The upper end of it.
    To,
    /// A part that is paid out at a time of its own.
    Stage,
    /// Something of which the words beside the figure say nothing.
    Other,
}

/// A figure that a rule uses.
#[derive(Clone, Debug)]
pub(super) struct Used {
    /// What it says.
    pub value: Value,
    /// As what it is used.
    pub as_what: Use,
    /// Where it stands.
    pub place: Place,
    /// Where its operator stands.
    pub operator: Place,
}

/// What finds the figures of rules.
pub(super) struct Rules<'r, 't> {
    /// The catalogue.
    pub catalogue: &'r Catalogue,
    /// The named conditions: the file and the condition of each.
    pub named: HashMap<&'r str, (usize, &'r Node<'t>)>,
}

/// The value under a key of a table.
pub(super) fn under<'n, 't>(node: &'n Node<'t>, key: &str) -> Option<&'n Node<'t>> {
    lines(node).iter().find(|line| line.key == key).map(|line| &line.node)
}

/// The lines of a table; none of anything else.
pub(super) fn lines<'n, 't>(node: &'n Node<'t>) -> &'n [Entry<'t>] {
    match &node.data {
        Data::Table(lines) => lines,
        _ => &[],
    }
}

/// The items of a list; a table that stands alone is one.
pub(super) fn items<'n, 't>(node: &'n Node<'t>) -> &'n [Node<'t>] {
    match &node.data {
        Data::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

impl Rules<'_, '_> {
    /// The figures of a measure's rules.
    pub(super) fn of_measure(&self, file: usize, measure: &Node<'_>) -> Vec<Used> {
        let mut found = Vec::new();
        let unless = under(measure, "reserved").and_then(|reserved| under(reserved, "unless"));
        for condition in ["for", "when"].into_iter().filter_map(|key| under(measure, key)).chain(unless) {
            self.condition(file, condition, false, &mut found);
        }
        let supports = under(measure, "support").into_iter().flat_map(items);
        for support in
            supports.flat_map(|support| under(support, "one-of").map_or(std::slice::from_ref(support), items))
        {
            if let Some(amount) = under(support, "amount") {
                self.amount(file, amount, Use::Exactly, &mut found);
            }
            if let Some(term) = under(support, "term") {
                term_figures(file, term, &mut found);
            }
            for share in under(support, "stages").into_iter().flat_map(items).filter_map(|stage| under(stage, "share"))
            {
                found.extend(constant(share).map(|value| used(file, value, Use::Stage, share, share)));
            }
        }
        found
    }

    /// The figures of a rule of stacking or of an obligation.
    pub(super) fn of_provision(&self, file: usize, provision: &Node<'_>) -> Vec<Used> {
        let mut found = Vec::new();
        if let Some(limit) = under(provision, "total-at-most") {
            self.amount(file, limit, Use::Other, &mut found);
        }
        if let Some(term) = under(provision, "term") {
            term_figures(file, term, &mut found);
        }
        found
    }

    /// The figures of a condition; where none of several may hold, each operator is turned round.
    fn condition(&self, file: usize, node: &Node<'_>, negated: bool, found: &mut Vec<Used>) {
        for line in lines(node) {
            match line.key.as_ref() {
                "all-of" | "any-of" => {
                    items(&line.node).iter().for_each(|part| self.condition(file, part, negated, found));
                }
                "none-of" => items(&line.node).iter().for_each(|part| self.condition(file, part, !negated, found)),
                "at-least-n-of" => {
                    let parts = under(&line.node, "of").into_iter().flat_map(items);
                    parts.for_each(|part| self.condition(file, part, negated, found));
                }
                "is" => {
                    let named = line.node.written().and_then(|name| self.named.get(name.as_ref()));
                    if let Some((file, node)) = named {
                        self.condition(*file, node, negated, found);
                    }
                }
                id => {
                    if let Some((_, fact)) = self.catalogue.fact(id) {
                        self.requirement(file, fact.kind, &line.node, negated, found);
                    }
                }
            }
        }
    }

    fn requirement(&self, file: usize, kind: Kind, node: &Node<'_>, negated: bool, found: &mut Vec<Used>) {
        for line in lines(node) {
            let (yes, no) = match line.key.as_ref() {
                "any" | "every" | "sum" => {
                    self.requirement(file, kind, &line.node, negated, found);
                    continue;
                }
                "at-least" => (Use::AtLeast, Use::LessThan),
                "more-than" => (Use::MoreThan, Use::AtMost),
                "at-most" => (Use::AtMost, Use::MoreThan),
                "less-than" => (Use::LessThan, Use::AtLeast),
                _ => (Use::Other, Use::Other),
            };
            let as_what = if negated { no } else { yes };
            let Some(value) = threshold(kind, &line.node) else { continue };
            // More than nothing, or one at least, is how rules say that there is any.
            let any = matches!((yes, value), (Use::MoreThan, value) if is_number(value, 0))
                || matches!((yes, value), (Use::AtLeast, value) if is_number(value, 0) || is_number(value, 1));
            if !any {
                let mut used = used(file, value, as_what, &line.node, &line.node);
                used.operator.span = line.key_span.clone();
                found.push(used);
            }
        }
    }

    /// The figures of an amount; `plain` is what a figure without a form of its own is used as.
    fn amount(&self, file: usize, node: &Node<'_>, plain: Use, found: &mut Vec<Used>) {
        if let Some(value) = constant(node) {
            // That nothing is given is what a text says without a figure.
            if !(is_number(value, 0) && plain == Use::Exactly) {
                found.push(used(file, value, plain, node, node));
            }
            return;
        }
        let none = under(node, "from").and_then(constant).is_some_and(|value| is_number(value, 0));
        for line in lines(node) {
            let start = found.len();
            match line.key.as_ref() {
                "exactly" | "rate" | "each" => self.amount(file, &line.node, plain, found),
                "up-to" => self.amount(file, &line.node, Use::UpTo, found),
                "cap" | "cap-each-year" | "floor" => self.amount(file, &line.node, Use::Other, found),
                "rates" => items(&line.node).iter().for_each(|rate| self.amount(file, rate, plain, found)),
                "from" if none => {}
                "to" if none => self.amount(file, &line.node, Use::UpTo, found),
                "from" => self.amount(file, &line.node, Use::From, found),
                "to" => self.amount(file, &line.node, Use::To, found),
                "per" | "years" => {
                    let number = line.node.written().and_then(|text| figure::read_count(&text, &[]).ok());
                    let number = number.filter(|number| *number != 1).map(|number| Value::Number(number.into()));
                    found.extend(number.map(|value| used(file, value, Use::Other, &line.node, &line.node)));
                }
                "cases" => {
                    for case in items(&line.node) {
                        if let Some(when) = under(case, "when") {
                            self.condition(file, when, false, found);
                        }
                        let amount = under(case, "amount").or_else(|| under(case, "else"));
                        amount.into_iter().for_each(|amount| self.amount(file, amount, plain, found));
                    }
                }
                _ => {}
            }
            // The operator of a figure that stands under it at once.
            if constant(&line.node).is_some() {
                for used in found.iter_mut().skip(start) {
                    used.operator.span = line.key_span.clone();
                }
            }
        }
    }
}

fn used(file: usize, value: Value, as_what: Use, value_node: &Node<'_>, operator: &Node<'_>) -> Used {
    let place = |node: &Node<'_>| Place { file, span: node.span.clone() };
    Used { value, as_what, place: place(value_node), operator: place(operator) }
}

pub(super) fn is_number(value: Value, number: i64) -> bool {
    let number = Decimal::from(number);
    matches!(value, Value::Yuan(it) | Value::Percent(it) | Value::Number(it) if it == number)
}

fn yuan(text: &str) -> Option<Value> {
    let fen = figure::read_money(text).ok()?;
    Decimal::try_from_i128_with_scale(i128::from(fen), 2).ok().map(|yuan| Value::Yuan(yuan.normalize()))
}

/// An amount of money or a percentage, where one stands here.
fn constant(node: &Node<'_>) -> Option<Value> {
    let text = node.written()?;
    let share = figure::read_percent(&text, PERCENT_DECIMALS).ok().map(percent);
    share.or_else(|| yuan(&text)).or_else(|| leading_number(&text))
}

/// The number with which a text such as `24 months` or `2分` begins.
fn leading_number(text: &str) -> Option<Value> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    Decimal::from_str_exact(text.get(..end)?).ok().map(|number| Value::Number(number.normalize()))
}

/// The figure with which a fact of this kind is compared.
fn threshold(kind: Kind, node: &Node<'_>) -> Option<Value> {
    let text = node.written()?;
    match kind {
        Kind::Money | Kind::YearlyMoney { .. } => yuan(&text),
        Kind::Percent => figure::read_percent(&text, PERCENT_DECIMALS).ok().map(percent),
        Kind::Count | Kind::Quantity => {
            let whole = figure::read_count(&text, &[]).ok().map(|number| Value::Number(number.into()));
            whole.or_else(|| leading_number(&text))
        }
        Kind::Date => {
            let days = day::read(&text).map(|days| Value::Day(day::from_number(days.low)));
            days.or_else(|| match (leading_number(&text)?, text.contains("day"), text.contains("year")) {
                (Value::Number(number), true, _) => Some(Value::Time(number, Unit::Day)),
                (Value::Number(number), _, true) => Some(Value::Time(number, Unit::Year)),
                (Value::Number(number), ..) => Some(Value::Time(number, Unit::Month)),
                _ => None,
            })
        }
        Kind::YesNo | Kind::Choice | Kind::Choices => None,
    }
}

fn term_figures(file: usize, term: &Node<'_>, found: &mut Vec<Used>) {
    let unit = match under(term, "unit").and_then(Node::written).as_deref() {
        Some("month") => Unit::Month,
        Some("day") => Unit::Day,
        _ => Unit::Year,
    };
    for (key, node) in ["from", "to", "exactly"].into_iter().filter_map(|key| Some((key, under(term, key)?))) {
        let number = node.written().and_then(|text| leading_number(&text));
        // From nothing is no more than a way to write up to.
        if let Some(Value::Number(number)) = number.filter(|number| key != "from" || !is_number(*number, 0)) {
            found.push(used(file, Value::Time(number, unit), Use::Other, node, node));
        }
    }
}
