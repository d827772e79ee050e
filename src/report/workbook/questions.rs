//! 待问: the questions still worth asking, client by client, with room for the answers.

use super::cell::{Cell, Look};
use super::sheet::{Column, MOST_ROWS, Plan};
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind};
use crate::language::Language;
use crate::report::client::Client;

/// How many choices are named before the rest is only counted.
const CHOICES_NAMED: usize = 12;

/// The sheet.
pub(super) fn plan(language: Language) -> Plan {
    let text = |zh: &str, en: &str, width| Column::new(language.pick(zh, en), width, Look::Text);
    let columns = vec![
        Column::new(language.pick("序号", "No."), 6, Look::Count),
        text("名称", "Name", 18),
        text("编号", "Id", 20),
        Column::new(language.pick("第几问", "Order"), 8, Look::Count),
        text("问题", "Question", 40),
        text("怎样填", "How to answer", 40),
        Column::new(language.pick("回答", "Answer"), 28, Look::Answer),
        text("说明", "Explanation", 48),
        Column::new(language.pick("关系到几项措施", "Measures that hang on it"), 10, Look::Count),
        text("信息 id", "Fact id", 28),
    ];
    let printed = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    Plan { name: language.pick("待问", "To ask"), columns, fixed: 2, printed, most_rows: MOST_ROWS }
}

/// The rows of a client, behind the cells that say who it is; the most worthwhile question first.
pub(super) fn rows(catalogue: &Catalogue, language: Language, client: &Client<'_>) -> Vec<Vec<Cell>> {
    let facts = client.assessment.next_facts.iter().filter_map(|id| Some((*id, catalogue.facts.get(id.0)?)));
    let row = |(order, (id, fact)): (usize, (FactId, &Fact))| {
        let hanging = client.assessment.findings.iter().filter(|finding| finding.missing.contains(&id)).count();
        vec![
            Cell::Count(order),
            Cell::text(fact.question.get(language)),
            Cell::text(how_to_answer(fact, language)),
            Cell::Blank(Look::Answer),
            Cell::text(fact.help.get(language)),
            Cell::Count(hanging),
            Cell::text(fact.id.as_str()),
        ]
    };
    (1..).zip(facts).map(row).collect()
}

/// What an answer looks like, in short.
fn how_to_answer(fact: &Fact, language: Language) -> String {
    let unit = fact.unit.as_ref().map_or("", |unit| unit.get(language));
    let with_unit = |zh: &str, en: &str| match unit {
        "" => language.pick(zh, en).to_owned(),
        unit => language.pick(format!("{zh},单位:{unit}"), format!("{en}, in {unit}")),
    };
    match fact.kind {
        Kind::YesNo => language.pick("是 / 否", "yes / no").to_owned(),
        Kind::Count => with_unit("整数", "a whole number"),
        Kind::Quantity => with_unit("数字,可带小数", "a number, decimals allowed"),
        Kind::Money => {
            language.pick("金额,写明单位,如 2.5亿元、300万元", "an amount with its unit, like 2.5亿元").to_owned()
        }
        Kind::Percent => language.pick("比例,如 25%", "a percentage, like 25%").to_owned(),
        Kind::Date => language
            .pick("日期,如 2020-08-20;不知道日可只写年月", "a date, like 2020-08-20; or the month only")
            .to_owned(),
        Kind::Choice => {
            let choices = choices(fact, language);
            language.pick(format!("选一项:{choices}"), format!("one of: {choices}"))
        }
        Kind::Choices => {
            let choices = choices(fact, language);
            language.pick(
                format!("可选几项:{choices};一项也没有就写“以上都不是”"),
                format!("any of: {choices}; or “none of these”"),
            )
        }
        Kind::YearlyMoney { years } => {
            language.pick(format!("共 {years} 年,每年一个金额"), format!("one amount for each of {years} years"))
        }
    }
}

fn choices(fact: &Fact, language: Language) -> String {
    let named = fact.choices.iter().take(CHOICES_NAMED).map(|choice| choice.label.get(language));
    let mut text = named.collect::<Vec<_>>().join(language.pick(";", "; "));
    if fact.choices.len() > CHOICES_NAMED {
        let (all, id) = (fact.choices.len(), &fact.id);
        text.push_str(&language.pick(
            format!("……共 {all} 项,全部见 huiqi facts {id}"),
            format!(" … {all} in all, see `huiqi facts {id}`"),
        ));
    }
    text
}
