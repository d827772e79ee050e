//! What is written in a cell, made ready for the fact or the mark that it stands for.

use super::cell::{Cell, Epoch, date_of_serial};
use super::credit_code;
use super::faults::{cell_fault, garbled, lost_digits, wrong_code};
use super::unit::{Unit, bare_amount, bare_number, is_money, is_partial};
use crate::beginning::beginning;
use crate::fact::{Fact, Kind, Unusable};
use crate::figure::{self, Misread};
use crate::heading::Own;
use crate::language::Text;
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use crate::profile_file;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The text of a cell without the apostrophe that spreadsheets put before text.
pub(super) fn plain_text(cell: &Cell) -> &str {
    let text = cell.shown().trim();
    let guarded = |rest: &&str| rest.starts_with(|letter: char| letter.is_ascii_digit() || "=+-@".contains(letter));
    text.strip_prefix('\'').filter(guarded).unwrap_or(text)
}

/// Why a cell cannot be taken.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It holds nothing that could be a value.
    Unread(Box<Problem>),
    /// What it holds is no value of the fact.
    Unusable(Unusable),
}

impl Refusal {
    /// The same in words.
    pub(super) fn problem(self, cell: &Cell, fact: &Fact, unit: &Unit) -> Problem {
        let problem = match self {
            Self::Unread(problem) => *problem,
            Self::Unusable(why) => {
                let code = if why == Unusable::NotAChoice { Code::UnknownChoice } else { Code::BadValue };
                let (what, mend) = words(fact, unit, plain_text(cell), &why);
                Problem::nowhere(code, what.zh, what.en).mend(mend.zh, mend.en)
            }
        };
        Problem { fact: Some(fact.id.clone()), ..problem }
    }
}

/// Takes what is written of a fact, or of one of its years, into a profile, and gives it as it was read with the unit
/// of the heading; 不清楚 declines it.
///
/// # Errors
/// Why the cell cannot be taken; nothing of it is.
pub(super) fn take<'t>(
    profile: &mut Profile,
    cell: &'t Cell,
    fact: &Fact,
    year: Option<usize>,
    unit: &Unit,
) -> Result<Cow<'t, str>, Refusal> {
    let text = written(cell, fact, year, unit).map_err(Refusal::Unread)?;
    profile_file::take(profile, fact, year, &text).map_err(Refusal::Unusable)?;
    Ok(text)
}

/// What is written of a fact, or of one of its years, with the unit of the heading.
pub(super) fn written<'t>(
    cell: &'t Cell,
    fact: &Fact,
    year: Option<usize>,
    unit: &Unit,
) -> Result<Cow<'t, str>, Box<Problem>> {
    let text = match cell {
        Cell::Text(_) | Cell::Number(_) | Cell::NumberSince1904(_) => plain_text(cell),
        Cell::LostDigits(_) => return Err(Box::new(lost_digits(cell.shown()))),
        Cell::Fault(_) | Cell::ShownOtherwise { .. } | Cell::Marked { .. } | Cell::Uncomputed | Cell::Refused(_) => {
            return Err(Box::new(cell_fault(cell)));
        }
    };
    if text.contains('\u{fffd}') {
        return Err(Box::new(garbled()));
    }
    if figure::says_unknown(text) {
        return Ok(Cow::Borrowed(text));
    }
    if let (Kind::YearlyMoney { years }, None) = (fact.kind, year) {
        return Err(Box::new(needs_years(fact, years)));
    }
    if let Some(problem) = no_yuan(fact, unit, text) {
        return Err(Box::new(problem));
    }
    if matches!(unit, Unit::Of(factor) if *factor > Decimal::ONE) && is_partial(text) {
        return Err(Box::new(partial(fact, text)));
    }
    if fact.kind == Kind::Date {
        if is_cut_month(text) {
            return Err(Box::new(cut_month(fact, text)));
        }
        // 2020.10 typed in a spreadsheet has become the number 2020.1, which is no January.
        let (is_number, epoch) = match cell {
            Cell::NumberSince1904(_) => (true, Epoch::Of1904),
            other => (matches!(other, Cell::Number(_)), Epoch::Of1900),
        };
        let serial = date_of_serial(text, epoch);
        if is_number && serial.is_none() {
            let (what, mend) = profile_file::words(fact, text, &Unusable::NotADate);
            return Err(Box::new(Problem { mend: Some(mend), ..Problem::nowhere(Code::BadValue, what.zh, what.en) }));
        }
        return Ok(serial.map_or_else(|| Cow::Borrowed(without_time(text)), Cow::Owned));
    }
    Ok(unit.applied(fact, text).map_or(Cow::Borrowed(text), Cow::Owned))
}

/// Whether a text is a month of which spreadsheets cut a nought: 2020.10 becomes 2020.1, which is no January.
fn is_cut_month(text: &str) -> bool {
    figure::fold(text)
        .strip_suffix(".1")
        .is_some_and(|year| year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit()))
}

fn cut_month(fact: &Fact, text: &str) -> Problem {
    let (label, shown) = (&fact.label, beginning(text));
    Problem::nowhere(
        Code::BadValue,
        format!("{}:「{shown}」可能是 1 月,也可能是 10 月(表格软件会去掉小数末尾的 0)", label.zh),
        format!("{}: `{shown}` may be January or October, as spreadsheets drop the last 0 of a decimal", label.en),
    )
    .mend("写成「2020年1月」或「2020年10月」这样", "write it like `2020-01` or `2020-10`")
}

/// What is wrong with a value, and how to mend it, by what is written under a heading with this unit.
fn words(fact: &Fact, unit: &Unit, text: &str, why: &Unusable) -> (Text, Text) {
    // In 万元 there may be more decimals than in yuan.
    let more = |decimals: u32| match unit {
        Unit::Of(factor) if unit.applied(fact, text).is_some() => {
            let zeros =
                (0..=12).find(|zeros| 10_i64.checked_pow(*zeros).map(Decimal::from) == Some(factor.normalize()));
            decimals.saturating_add(zeros.unwrap_or_default())
        }
        _ => decimals,
    };
    match why {
        Unusable::Figure(Misread::TooPrecise { decimals }) => {
            profile_file::words(fact, text, &Unusable::Figure(Misread::TooPrecise { decimals: more(*decimals) }))
        }
        _ => profile_file::words(fact, text, why),
    }
}

/// Why no amount can be taken under this heading, if so.
fn no_yuan(fact: &Fact, unit: &Unit, text: &str) -> Option<Problem> {
    let (zh, en) = match unit {
        Unit::Foreign(currency) => (
            format!("{}:这一列以「{}」计,不是人民币", fact.label.zh, beginning(currency)),
            format!("{}: this column is in `{}`, not in yuan", fact.label.en, beginning(currency)),
        ),
        // What has a unit of its own needs none of the column.
        Unit::Unreadable(_) if bare_amount(text).is_none() && !is_partial(text) => return None,
        Unit::Unreadable(unit) => (
            format!("{}:看不懂这一列的单位「{}」", fact.label.zh, beginning(unit)),
            format!("{}: the unit `{}` of this column cannot be read", fact.label.en, beginning(unit)),
        ),
        Unit::Unstated | Unit::Of(_) | Unit::Percent => return None,
    };
    let mend = match unit {
        Unit::Unreadable(_) => {
            ("在表头或格里写明单位,如 (万元)", "state the unit in the heading or the cell, as in (yuan)")
        }
        _ => (
            "换算成人民币,并在表头写明,如 (人民币万元)",
            "convert it to yuan, and state the unit in the heading, as in (yuan)",
        ),
    };
    Some(Problem::nowhere(Code::BadValue, zh, en).mend(mend.0, mend.1))
}

/// So many of what may be the unit of the column or that of the fact.
fn partial(fact: &Fact, text: &str) -> Problem {
    let shown = beginning(text);
    let unit =
        fact.unit.as_ref().map_or(("元", " yuan".to_owned()), |unit| (unit.zh.as_ref(), format!(" {}", unit.en)));
    Problem::nowhere(
        Code::BadValue,
        format!("{}:「{shown}」还要不要乘上这一列的单位,看不出来", fact.label.zh),
        format!("{}: `{shown}` may or may not be in the unit of this column", fact.label.en),
    )
    .mend(
        format!("把单位写全,如「{shown}{}」「{shown}万{}」", unit.0, unit.0),
        format!("write it out with its unit, as in `{shown}{}`", unit.1),
    )
}

/// One number under a heading without a year may be a year's or the sum.
fn needs_years(fact: &Fact, years: usize) -> Problem {
    let (label, id) = (&fact.label, &fact.id);
    Problem::nowhere(
        Code::BadValue,
        format!("{}:要分年填,看不出这是哪一年的", label.zh),
        format!("{}: this is given year by year, and no year is named", label.en),
    )
    .mend(
        format!("一年一列,列名写「{}(第1年)」到「{}(第{years}年)」", label.zh, label.zh),
        format!("use a column a year, `{id}/1` to `{id}/{years}`"),
    )
}

/// Whether an amount states no unit of its own.
pub(super) fn is_bare_amount(fact: &Fact, text: &str) -> bool {
    is_money(fact) && bare_number(text).is_some_and(|number| !number.is_zero())
}

/// A date without the time of day that spreadsheets add.
fn without_time(text: &str) -> &str {
    let time = |end: &str| {
        let mut parts = end.split(':');
        let two = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        (2..=3).contains(&end.split(':').count()) && parts.all(two)
    };
    text.rsplit_once([' ', 'T']).filter(|(_, end)| time(end)).map_or(text, |(day, _)| day.trim_end())
}

/// A name or mark, with what has to be minded about it.
pub(super) fn mark(own: Own, cell: &Cell) -> Result<(String, Option<Problem>), Box<Problem>> {
    match cell {
        Cell::LostDigits(_) => return Err(Box::new(lost_digits(cell.shown()))),
        Cell::Fault(_) | Cell::ShownOtherwise { .. } | Cell::Marked { .. } | Cell::Uncomputed | Cell::Refused(_) => {
            return Err(Box::new(cell_fault(cell)));
        }
        Cell::Text(text) | Cell::Number(text) | Cell::NumberSince1904(text)
            if own != Own::Name && has_exponent(text) =>
        {
            return Err(Box::new(lost_digits(text.trim())));
        }
        Cell::Text(_) | Cell::Number(_) | Cell::NumberSince1904(_) => {}
    }
    let text = plain_text(cell);
    if text.contains('\u{fffd}') {
        return Ok((text.to_owned(), Some(garbled())));
    }
    let code = credit_code::plain(text);
    let text = if own == Own::CreditCode { code.clone() } else { text.to_owned() };
    let is_code = own == Own::CreditCode || (own == Own::Id && credit_code::looks_like_one(&code));
    let wrong = (is_code && !credit_code::is_valid(&code)).then(|| wrong_code(&text));
    Ok((text, wrong))
}

/// Whether a text is a number in the form in which spreadsheets write those that they cut: 9.137E+17.
fn has_exponent(text: &str) -> bool {
    let folded = figure::fold(text).to_lowercase();
    let Some((number, power)) = folded.split_once('e') else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    digits(number) && digits(power) && number.contains('.')
}

/// A cell without the noughts before its number, where it is one of an amount.
pub(super) fn without_noughts<'t>(cell: &'t Cell, fact: &Fact) -> Cow<'t, Cell> {
    let counts = !matches!(fact.kind, Kind::YesNo | Kind::Date | Kind::Choice | Kind::Choices);
    let Cell::Text(text) = cell else { return Cow::Borrowed(cell) };
    let mut bare = text.trim();
    let before = |rest: &&str| rest.starts_with(|letter: char| letter.is_ascii_digit());
    while let Some(rest) = bare.strip_prefix('0').filter(before) {
        bare = rest;
    }
    if counts && bare.len() < text.trim().len() { Cow::Owned(Cell::Text(bare.to_owned())) } else { Cow::Borrowed(cell) }
}
