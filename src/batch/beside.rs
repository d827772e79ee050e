//! Columns that say in what money, or in how many of it, the amounts of the same row are: 币种, 计量单位.

use super::currency::{is_all_money, is_foreign, is_short_for_many, is_yuan, names_yuan};
use super::unit::{self, Remark, Unit, is_partial};
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId};
use crate::figure;
use crate::problem::{Code, Problem};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What the cells of a column say of amounts beside them, and of which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tells {
    /// What they say.
    pub what: What,
    /// The only fact of which they say it, where it is one.
    pub of: Option<FactId>,
}

/// What the cells of such a column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// In what money amounts are.
    Currency,
    /// In how many of it.
    Unit,
}

/// How headings of currencies and of units end, in small letters and without spaces; the longer first.
const ENDINGS: [(&str, What); 9] = [
    ("货币种类", What::Currency),
    ("货币名称", What::Currency),
    ("币种", What::Currency),
    ("币别", What::Currency),
    ("货币", What::Currency),
    ("currency", What::Currency),
    ("单位", What::Unit),
    ("units", What::Unit),
    ("unit", What::Unit),
];
/// Of what such a heading is that is of all amounts.
const OF_ALL: [&str; 12] =
    ["", "金额", "货币", "资金", "计价", "计量", "结算", "记账", "数额", "amount", "amounts", "reporting"];

/// What a heading, squeezed, says it is: before what it stands, as far as that is not all amounts, and what its
/// cells say.
pub(super) fn of_heading(squeezed: &str) -> Option<(&str, What)> {
    let (before, what) = ENDINGS.iter().find_map(|(end, what)| Some((squeezed.strip_suffix(end)?, *what)))?;
    Some((if OF_ALL.contains(&before) { "" } else { before }, what))
}

/// Whether a heading, squeezed, is of money whatever stands before it: 出资币种.
pub(super) fn is_of_any_money(squeezed: &str) -> bool {
    let asks = ["是否", "有无", "多"].iter().any(|word| squeezed.starts_with(word));
    !asks && ["币种", "币别"].iter().any(|end| squeezed.ends_with(end))
}

/// How a heading, squeezed, ends where it is of a currency or unit.
pub(super) fn ending(squeezed: &str) -> Option<&'static str> {
    ENDINGS.iter().map(|(end, _)| *end).find(|end| squeezed.ends_with(end))
}

impl Tells {
    /// Whether a cell with this text, which is not empty, changes nothing.
    pub(super) fn is_silent(self, text: &str) -> bool {
        match self.what {
            What::Currency => is_yuan(text),
            // A name of an organisation (单位) is none of money.
            What::Unit => !is_all_money(text) && !is_short_for_many(text),
        }
    }

    /// Whether a cell with this text, which is not empty, changes nothing of amounts in columns of these units,
    /// however they are written.
    pub(super) fn agrees(self, catalogue: &Catalogue, amounts: &[(FactId, Unit)], text: &str) -> bool {
        let Some(says) = money_of(catalogue).and_then(|fact| self.says(fact, text)) else { return true };
        let of_it = || amounts.iter().filter(|(id, _)| self.of.is_none_or(|of| of == *id));
        self.what == What::Unit && matches!(says, Unit::Of(_)) && of_it().all(|(_, unit)| is_same(&says, unit))
    }

    /// What a cell with this text says of the unit of amounts, of which this fact is one; `None` where that changes
    /// nothing.
    fn says(self, fact: &Fact, text: &str) -> Option<Unit> {
        if self.is_silent(text) {
            return None;
        }
        if is_foreign(text) {
            return Some(Unit::Foreign(text.to_owned()));
        }
        // A unit is one remark; what is parted into several cannot be read.
        let remark = if self.what == What::Unit { unit::remark(fact, text) } else { Remark::Unread };
        match remark {
            Remark::Unit(unit) => Some(unit),
            Remark::Idle => None,
            Remark::Year(_) | Remark::Unread => Some(Unit::Unreadable(text.to_owned())),
        }
    }
}

/// A fact that is an amount of money; all of them have units alike.
fn money_of(catalogue: &Catalogue) -> Option<&Fact> {
    catalogue.facts.iter().find(|fact| unit::is_money(fact))
}

/// Whether a unit is that of a column; a column without one is in yuan.
fn is_same(says: &Unit, unit: &Unit) -> bool {
    says == unit || (*unit == Unit::Unstated && *says == Unit::Of(Decimal::ONE))
}

/// What stands in a cell that says something of the amounts beside it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    tells: Tells,
    heading: String,
    text: String,
    says: Unit,
}

/// Of how many cells that say different things of the same amounts all is kept that matters: one of two different
/// units is not that of a column.
const MOST_DIFFERENT: usize = 2;

/// What cells say of the amounts beside them, each with the heading and the text of one. Of many that say the same,
/// or all refuse the same, the first ones are kept.
pub(super) fn told<'r>(
    catalogue: &Catalogue,
    cells: impl Iterator<Item = (Tells, &'r str, Cow<'r, str>)>,
) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::new();
    for (tells, heading, text) in cells {
        let Some(says) = money_of(catalogue).and_then(|fact| tells.says(fact, text.trim())) else { continue };
        let alike =
            |told: &&Told| told.tells == tells && std::mem::discriminant(&told.says) == std::mem::discriminant(&says);
        let known = kept.iter().filter(alike).any(|told| told.says == says);
        if !known && kept.iter().filter(alike).count() < MOST_DIFFERENT {
            kept.push(Told { tells, heading: heading.to_owned(), text: text.trim().to_owned(), says });
        }
    }
    kept
}

/// Why an amount, which is written like this in a column of this unit, cannot be taken beside such cells.
pub(super) fn against(told: &[Told], (id, fact): (FactId, &Fact), unit: &Unit, text: &str) -> Option<Problem> {
    if told.is_empty() || !unit::is_money(fact) || figure::says_unknown(text) {
        return None;
    }
    let (in_yuan, in_some_yuan) = (names_yuan(text), figure::fold(text).ends_with(['元', '圆']));
    let has_unit = unit::bare_amount(text).is_none() && !is_partial(text);
    let agrees = |told: &Told| match (&told.says, told.tells.what) {
        // 500万元 beside 美元 may be 万美元.
        (Unit::Foreign(_), _) => in_yuan,
        (_, What::Currency) => in_yuan || in_some_yuan,
        (says, What::Unit) => has_unit || is_same(says, unit),
    };
    let of_it = told.iter().filter(|told| told.tells.of.is_none_or(|of| of == id));
    of_it.into_iter().find(|told| !agrees(told)).map(|told| problem(told, fact, unit))
}

fn problem(told: &Told, fact: &Fact, unit: &Unit) -> Problem {
    let (heading, cell) = (beginning(&told.heading), beginning(&told.text));
    let (zh, en) = match (&told.says, told.tells.what, unit) {
        (Unit::Foreign(_), ..) => ("不是人民币", "which is not yuan"),
        (_, What::Currency, _) => ("看不懂是什么货币", "which is no money that is known"),
        (_, What::Unit, Unit::Unstated) => ("而这一格没有写单位", "and this cell has no unit of its own"),
        (_, What::Unit, _) => ("和表头的单位不一样", "and the heading states another unit"),
    };
    let mend = match &told.says {
        Unit::Foreign(_) => (
            "换算成人民币,在格里写明,如「人民币500万元」",
            "convert it to yuan and say so in the cell, as in `5 million yuan`",
        ),
        _ if told.tells.what == What::Currency => (
            "币种写「人民币」,或在格里写明,如「500万元」",
            "name the currency, as in `CNY`, or write `5 million yuan` in the cell",
        ),
        _ => (
            "把单位写进金额的表头,如 (万元),或写在格里,如「500万元」",
            "write the unit into the heading of the amount, as in (yuan), or into the cell, as in `5 million yuan`",
        ),
    };
    Problem::nowhere(
        Code::BadValue,
        format!("{}:「{heading}」写的是「{cell}」,{zh}", fact.label.zh),
        format!("{}: `{heading}` says `{cell}`, {en}", fact.label.en),
    )
    .mend(mend.0, mend.1)
}
