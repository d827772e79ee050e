//! `huiqi facts`

use super::{Context, Exit, Stop};
use crate::catalogue::Catalogue;
use crate::fact::{Fact, Kind};
use crate::language::Language;
use crate::report::table::blocks;
use crate::report::words;
use clap::ArgMatches;
use serde_json::{Value, json};

/// Lists the facts that fit.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let catalogue = context.catalogue()?;
    let search = matches.get_one::<String>("search").map(|search| search.to_lowercase());
    let topic = matches.get_one::<String>("topic");
    let fits = |(_, fact): &(usize, &Fact)| {
        let texts = [fact.id.as_str(), &fact.label.zh, &fact.label.en, &fact.question.zh, &fact.question.en];
        let choices =
            || fact.choices.iter().flat_map(|choice| [choice.id.as_str(), &choice.label.zh, &choice.label.en]);
        let found = |part: &String| {
            texts
                .into_iter()
                .chain(fact.aliases.iter().map(String::as_str))
                .chain(choices())
                .any(|text| text.to_lowercase().contains(part))
        };
        let in_topic = |wanted: &String| {
            catalogue
                .topics
                .get(fact.topic)
                .is_some_and(|it| it.id == *wanted || it.label.zh == *wanted || it.label.en == *wanted)
        };
        search.as_ref().is_none_or(found) && topic.is_none_or(in_topic)
    };
    let found: Vec<(usize, &Fact)> = catalogue.facts.iter().enumerate().filter(fits).collect();
    let language = context.language();
    if matches.get_one::<String>("format").is_some_and(|format| format == "json") {
        let list: Vec<Value> = found.iter().map(|(at, fact)| as_json(*at, fact, catalogue, language)).collect();
        return context.deliver_json(&list);
    }
    let header = language.pick(
        ["id", "名称", "问题", "说明", "怎样填", "何时需要"],
        ["id", "Label", "Question", "Explanation", "Value", "When it applies"],
    );
    let rows: Vec<[String; 6]> = found
        .iter()
        .map(|(at, fact)| {
            [
                fact.id.clone(),
                fact.label.get(language).to_owned(),
                fact.question.get(language).to_owned(),
                fact.help.get(language).to_owned(),
                value_words(fact, language),
                applies(*at, catalogue, language),
            ]
        })
        .collect();
    let mut text = blocks(&header, &rows, language, context.output.columns());
    let (found, all) = (found.len(), catalogue.facts.len());
    text.push_str(&language.pick(format!("共 {found} 项(全部 {all} 项)\n"), format!("{found} of {all} facts\n")));
    context.deliver(&text)
}

fn applies(at: usize, catalogue: &Catalogue, language: Language) -> String {
    match catalogue.ask_when.get(at) {
        Some(Some(condition)) => words::condition(condition, catalogue, language),
        _ => language.pick("总是", "always").to_owned(),
    }
}

fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::YesNo => "yes-no",
        Kind::Count => "count",
        Kind::Quantity => "quantity",
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Date => "date",
        Kind::Choice => "choice",
        Kind::Choices => "choices",
        Kind::YearlyMoney { .. } => "yearly-money",
    }
}

/// How a value is written.
fn value_words(fact: &Fact, language: Language) -> String {
    let choices = || {
        fact.choices
            .iter()
            .map(|it| format!("{} {}", it.id, it.label.get(language)))
            .collect::<Vec<_>>()
            .join(language.pick("、", ", "))
    };
    match fact.kind {
        Kind::YesNo => language.pick("是 / 否", "yes / no").to_owned(),
        Kind::Count => language.pick("整数,如 12", "a whole number, like 12").to_owned(),
        Kind::Quantity => language.pick("数,如 2.5", "a number, like 2.5").to_owned(),
        Kind::Money => language.pick("金额,如 2.5亿元", "an amount, like 2.5亿元").to_owned(),
        Kind::Percent => language.pick("比例,如 25%", "a percentage, like 25%").to_owned(),
        Kind::Date => language.pick("日期,如 2020-08-20", "a date, like 2020-08-20").to_owned(),
        Kind::Choice => language.pick(format!("选一项:{}", choices()), format!("one of: {}", choices())),
        Kind::Choices => language.pick(format!("可选几项:{}", choices()), format!("any of: {}", choices())),
        Kind::YearlyMoney { years } => language.pick(
            format!("{years} 年各一个金额,如 [\"1000万元\", \"?\", \"3000万元\"];每年相同可只写一个"),
            format!("an amount for each of {years} years, like [\"1000万元\", \"?\", \"3000万元\"], or one for all"),
        ),
    }
}

fn as_json(at: usize, fact: &Fact, catalogue: &Catalogue, language: Language) -> Value {
    let choice = |choice: &crate::fact::Choice| {
        json!({
            "id": choice.id,
            "label": choice.label.get(language),
            "help": choice.help.as_ref().map(|help| help.get(language)),
        })
    };
    json!({
        "id": fact.id,
        "topic": catalogue.topics.get(fact.topic).map(|topic| &topic.id),
        "type": kind_code(fact.kind),
        "fixed": fact.fixed,
        "label": fact.label.get(language),
        "question": fact.question.get(language),
        "help": fact.help.get(language),
        "unit": fact.unit.as_ref().map(|unit| unit.get(language)),
        "choices": fact.choices.iter().map(choice).collect::<Vec<_>>(),
        "aliases": fact.aliases,
        "applies_when": catalogue.ask_when.get(at).and_then(Option::as_ref).map(|it| words::condition(it, catalogue, language)),
    })
}
