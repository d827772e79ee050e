//! Amounts from TOML.

use super::conditions;
use super::fields::{Faults, Fields};
use super::names::Names;
use super::sizes::{ordered, pair, rate, size};
use crate::amount::{Amount, Unit};
use crate::condition::Condition;
use crate::fact::{FactId, Kind};
use crate::nearest::nearest;
use crate::problem::{Code, Problem};
use crate::tree::{Data, Node};

/// Reads an amount with its limits, in the unit of its support; in any where that is not known.
pub(super) fn read(node: &Node<'_>, unit: Option<Unit>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    Reader { unit, names }.read(node, faults)
}

/// Reads a limit in money: an amount as a text, or a table with a form of its own.
pub(super) fn limit(node: &Node<'_>, names: &Names<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    Reader { unit: Some(Unit::Yuan), names }.limit(node, faults)
}

const FORMS: [&str; 8] = ["unstated", "exactly", "up-to", "from", "rate", "rates", "each", "cases"];

/// Reads amounts of one unit.
#[derive(Clone, Copy)]
struct Reader<'r, 'c> {
    unit: Option<Unit>,
    names: &'r Names<'c>,
}

impl Reader<'_, '_> {
    fn read(self, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
        let mut fields = faults.table(node)?;
        let base = self.base(&mut fields, faults);
        let times = fields.take("years").map(|node| faults.number(node));
        let less = fields.take("less").map(|node| self.less(node, faults));
        let cap = fields.take("cap").map(|node| self.limit(node, faults));
        let floor_node = fields.take("floor");
        let floor = floor_node.map(|node| size(node, self.unit, faults));
        fields.finish(faults);
        let mut amount = base?;
        if let Some(times) = times {
            amount = Amount::Times(u32::try_from(times?).unwrap_or(u32::MAX), Box::new(amount));
        }
        if let Some(less) = less {
            amount = Amount::Less { of: Box::new(amount), less: less? };
        }
        if cap.is_some() || floor.is_some() {
            let cap = match cap {
                Some(cap) => Some(Box::new(cap?)),
                None => None,
            };
            let floor = match floor {
                Some(floor) => Some(floor?),
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

    fn base(self, fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Option<Amount> {
        let mut found: Vec<(&'static str, &Node<'_>)> = Vec::new();
        for form in FORMS {
            found.extend(fields.take(form).map(|node| (form, node)));
        }
        let [(form, node)] = found.as_slice() else {
            one_form(fields, &found, faults);
            return None;
        };
        let exactly = |node: &Node<'_>, faults: &mut Faults<'_>| size(node, self.unit, faults);
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
            "exactly" => exactly(node, faults).map(|size| Amount::Between(size, size)),
            "up-to" => self.limit(node, faults).map(|inner| Amount::UpTo(Box::new(inner))),
            "from" => {
                let low = exactly(node, faults);
                let high = fields.need("to", faults).and_then(|node| exactly(node, faults));
                ordered(low?, high?, node, faults).map(|(low, high)| Amount::Between(low, high))
            }
            "rate" => {
                let share = pair(node, faults, rate);
                let of = self.base_fact(fields, &MONEY, faults);
                self.in_money("rate", node, faults)?;
                Some(Amount::Rate { share: share?, of: of? })
            }
            "rates" => {
                let items = faults.list(node);
                let shares: Vec<_> = items.iter().map(|item| pair(item, faults, rate)).collect();
                let of = self.base_fact(fields, &YEARS, faults);
                let cap = fields.take("cap-each-year").map(|node| size(node, self.unit, faults));
                self.in_money("rates", node, faults)?;
                let (of, shares) = (of?, shares.into_iter().collect::<Option<Vec<_>>>()?);
                self.as_many_as_years(of, shares.len(), node, faults)?;
                let cap = match cap {
                    Some(cap) => Some(cap?),
                    None => None,
                };
                Some(Amount::Yearly { shares, of, cap })
            }
            "each" => {
                let each = pair(node, faults, exactly);
                let per = fields.take("per").map(|node| faults.number(node));
                let of = self.base_fact(fields, &NUMBER, faults)?;
                let per = match per {
                    Some(per) => Some(per?),
                    None => None,
                };
                // A count has no parts, so that each one is a full step.
                let is_count = self.names.facts.get(of.0).is_some_and(|fact| fact.kind == Kind::Count);
                Some(Amount::Each { each: each?, of, per: per.filter(|per| !(is_count && *per == 1)) })
            }
            _ => self.cases(node, faults).map(Amount::Cases),
        }
    }

    /// An amount as a text, or a table with a form of its own.
    fn limit(self, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
        match node.data {
            Data::Table(_) => self.read(node, faults),
            _ => size(node, self.unit, faults).map(|size| Amount::Between(size, size)),
        }
    }

    /// A fault where a form that counts in money stands in a support that is counted in points.
    fn in_money(self, form: &str, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<()> {
        if self.unit != Some(Unit::Point) {
            return Some(());
        }
        let place = faults.place(&node.span);
        let zh = format!("「{form}」按金额计算,积分不能这样写");
        let en = format!("`{form}` computes with money, and this support is counted in points");
        let problem = Problem::new(Code::RequirementMismatch, place, zh, en);
        let mend = ("积分用 exactly、up-to、from、each 或 cases", "use `exactly`, `up-to`, `from`, `each` or `cases`");
        faults.note(problem.mend(mend.0, mend.1));
        None
    }

    fn as_many_as_years(self, of: FactId, rates: usize, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<()> {
        let fact = self.names.facts.get(of.0)?;
        let years = fact.given_slots().len();
        if rates == years {
            return Some(());
        }
        let place = faults.place(&node.span);
        let (zh, en) = (
            format!("「{}」有 {years} 年,这里写了 {rates} 个比例", fact.id),
            format!("`{}` has {years} years, and there are {rates} rates", fact.id),
        );
        let problem = Problem::new(Code::BadValue, place, zh, en);
        faults.note(problem.mend("每年写一个比例,从第一年起", "give one rate for each year, from the first on"));
        None
    }

    fn base_fact(self, fields: &mut Fields<'_, '_>, needed: &Needed, faults: &mut Faults<'_>) -> Option<FactId> {
        let node = fields.need("of", faults)?;
        self.fact(node, "of", needed, faults)
    }

    fn less(self, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<FactId> {
        let less = self.fact(node, "less", &MONEY, faults);
        self.in_money("less", node, faults)?;
        less
    }

    fn fact(self, node: &Node<'_>, key: &str, needed: &Needed, faults: &mut Faults<'_>) -> Option<FactId> {
        let id = faults.text(node)?;
        let found = conditions::fact(&id, &node.span, self.names, faults)?;
        let fact = self.names.facts.get(found.0)?;
        if !(needed.fits)(fact.kind) || fact.domain.low < 0 {
            let place = faults.place(&node.span);
            let (zh, en) = (format!("金额不能按「{id}」计算"), format!("the amount cannot be computed from `{id}`"));
            let problem = Problem::new(Code::RequirementMismatch, place, zh, en);
            faults.note(problem.mend(
                format!("「{key}」要是{}类的信息", needed.zh),
                format!("`{key}` needs a fact that is {}", needed.en),
            ));
            return None;
        }
        Some(found)
    }

    fn cases(self, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Vec<Case>> {
        let mut cases = Some(Vec::new());
        let items = faults.list(node);
        for (at, item) in items.iter().enumerate() {
            let case = self.case(item, faults);
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

    fn case(self, node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Case> {
        let mut fields = faults.table(node)?;
        let case = match fields.take("else") {
            Some(node) => self.read(node, faults).map(|amount| (None, amount)),
            None => {
                let when = fields.need("when", faults).and_then(|node| conditions::read(node, self.names, faults));
                let amount = fields.need("amount", faults).and_then(|node| self.read(node, faults));
                when.zip(amount).map(|(when, amount)| (Some(when), amount))
            }
        };
        fields.finish(faults);
        case
    }
}

/// When an amount is taken, `None` for `else`, and the amount.
type Case = (Option<Condition>, Amount);

/// What kinds of facts an amount can be computed from, and how they are called.
struct Needed {
    fits: fn(Kind) -> bool,
    zh: &'static str,
    en: &'static str,
}

const MONEY: Needed = Needed {
    fits: |kind| matches!(kind, Kind::Money | Kind::YearlyMoney { .. }),
    zh: "金额(money 或 yearly-money)",
    en: "an amount of money",
};
const YEARS: Needed = Needed {
    fits: |kind| matches!(kind, Kind::YearlyMoney { .. }),
    zh: "逐年金额(yearly-money)",
    en: "an amount of money for each year",
};
const NUMBER: Needed = Needed {
    fits: |kind| matches!(kind, Kind::Count | Kind::Quantity),
    zh: "数量(count 或 quantity)",
    en: "a count or quantity",
};

/// Reports that an amount has no form, or several; a form that is misspelt is an unknown key.
fn one_form(fields: &mut Fields<'_, '_>, found: &[(&'static str, &Node<'_>)], faults: &mut Faults<'_>) {
    let misspelt = fields.left().any(|key| nearest(key, FORMS).is_some());
    if found.is_empty() && misspelt {
        for key in ["to", "of", "per", "cap-each-year"] {
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
