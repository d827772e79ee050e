//! Single values as they are written.

use crate::fact::{Fact, Kind};
use crate::language::Language;
use serde_json::{Value, json};

/// How an answer that is not known is written.
pub(super) const UNKNOWN: [&str; 5] = ["?", "不清楚", "不详", "待定", "-"];

const DIGITS: &str = "[0-9０-９][0-9０-９,,.. ]*";
const SCALES: &str = "(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|十|billion|million|thousand)";

/// A text that is not empty.
pub(super) fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

/// An id: lower-case words joined by `-`.
pub(super) fn id() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
}

/// A list of such values, at least so many.
pub(super) fn list(of: Value, least: usize) -> Value {
    json!({ "type": "array", "minItems": least, "items": of })
}

/// One of these texts.
pub(super) fn one_of(texts: &[&str]) -> Value {
    json!({ "type": "string", "enum": texts })
}

/// A small whole number, from 1.
pub(super) fn number() -> Value {
    json!({ "type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]*$" })
}

/// An exact amount of money, as `2000万元`.
pub(super) fn money() -> Value {
    figure(&money_pattern("(元|圆|元整| ?yuan)?"))
}

/// The same, or an amount of points, as `2分`.
pub(super) fn money_or_points() -> Value {
    figure(&money_pattern("(元|圆|元整| ?yuan|分)?"))
}

/// What a case expects of an amount.
pub(super) fn expected_money() -> Value {
    figure(&format!("{}|^open$", money_pattern("(元|圆|元整| ?yuan|分)?")))
}

fn figure(pattern: &str) -> Value {
    json!({ "type": ["number", "string"], "minimum": 0, "pattern": pattern })
}

fn money_pattern(ending: &str) -> String {
    format!("^[¥￥]? ?{DIGITS}({SCALES}({DIGITS})?)*{ending}$")
}

/// A percentage, as `25%`.
pub(super) fn percent() -> Value {
    json!({ "type": "string", "pattern": PERCENT })
}

const PERCENT: &str = "^([0-9０-９]+([..][0-9０-９]+)? ?[%%]|百分之[0-9０-９]+([..][0-9０-９]+)?)$";
/// The years from 1900 to 2199.
const YEAR: &str = "^(19|2[01])[0-9]{2}";
/// What stands behind the year in the spellings of a day.
const MONTH_AND_DAY: &str = "([-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{4})$";
/// The same of a month.
const MONTH: &str = "([-/.][0-9]{1,2}|年[0-9]{1,2}月)$";

/// A day, as `2020-08-20`, from 1900 to 2199.
pub(super) fn day() -> Value {
    json!({ "type": "string", "pattern": format!("{YEAR}{MONTH_AND_DAY}") })
}

/// A day, a month or a year.
pub(super) fn note_date() -> Value {
    json!({ "type": ["string", "integer"], "pattern": format!("^[0-9]{{4}}({MONTH_AND_DAY}|{MONTH}|$)") })
}

/// A length of time before the as-of date.
pub(super) fn period() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{1,5} (day|month|year)s?$" })
}

/// A bound of a fact.
pub(super) fn bound(fact: &Fact) -> Value {
    match fact.kind {
        Kind::Money | Kind::YearlyMoney { .. } => money(),
        Kind::Percent => percent(),
        _ => json!({ "type": ["number", "string"], "pattern": number_pattern(fact) }),
    }
}

fn number_pattern(fact: &Fact) -> String {
    let units = fact.unit.iter().flat_map(|unit| [literal(&unit.zh), literal(&unit.en)]).collect::<Vec<_>>().join("|");
    format!("^-?{DIGITS}{SCALES}? ?({units})?$")
}

/// The choices of a fact by id, each with its label for those who choose.
pub(super) fn choice(fact: &Fact, language: Language) -> Value {
    let ids: Vec<&str> = fact.choices.iter().map(|choice| choice.id.as_str()).collect();
    let labels: Vec<&str> = fact.choices.iter().map(|choice| choice.label.get(language)).collect();
    json!({ "type": "string", "enum": ids, "x-taplo": { "docs": { "enumValues": labels } } })
}

/// What is given of a fact: in a profile also by labels.
pub(super) fn given(fact: &Fact, language: Language, labels: bool) -> Value {
    let unknown = format!("^({})$", UNKNOWN.map(literal).join("|"));
    let or_unknown = |pattern: &str| json!({ "type": ["number", "string"], "pattern": format!("{pattern}|{unknown}") });
    match fact.kind {
        Kind::YesNo if labels => {
            let mut all = vec![json!(true), json!(false)];
            all.extend(["是", "否", "有", "无", "yes", "no"].iter().chain(&UNKNOWN).map(|it| json!(it)));
            json!({ "enum": all })
        }
        Kind::YesNo => json!({ "enum": [true, false, "?"] }),
        Kind::Count | Kind::Quantity => or_unknown(&number_pattern(fact)),
        Kind::Money => or_unknown(&money_pattern("(元|圆|元整| ?yuan)?")),
        Kind::Percent => or_unknown(PERCENT),
        Kind::Date => or_unknown(&format!("{YEAR}({MONTH_AND_DAY}|{MONTH})")),
        Kind::Choice => one_choice(fact, language, labels, true),
        Kind::Choices => json!({
            "anyOf": [
                { "type": "array", "uniqueItems": true, "items": one_choice(fact, language, labels, false) },
                one_choice(fact, language, labels, true),
            ]
        }),
        Kind::YearlyMoney { years } => {
            let mut year = or_unknown(&money_pattern("(元|圆|元整| ?yuan)?"));
            let all = json!({ "type": "array", "minItems": years, "maxItems": years, "items": year_or_not(&year) });
            json!({ "anyOf": [all, year.take()] })
        }
    }
}

/// A year that nobody asked for is null, which JSON can say.
fn year_or_not(year: &Value) -> Value {
    json!({ "anyOf": [year, { "type": "null" }] })
}

fn one_choice(fact: &Fact, language: Language, labels: bool, unknown: bool) -> Value {
    let mut texts: Vec<&str> = fact.choices.iter().map(|choice| choice.id.as_str()).collect();
    let mut shown: Vec<&str> = fact.choices.iter().map(|choice| choice.label.get(language)).collect();
    if labels {
        for choice in fact.choices.iter() {
            for label in [choice.label.zh.as_ref(), choice.label.en.as_ref()] {
                if !texts.contains(&label) {
                    texts.push(label);
                    shown.push(choice.label.get(language));
                }
            }
        }
    }
    if unknown {
        for word in UNKNOWN {
            texts.push(word);
            shown.push(language.pick("不清楚", "not sure"));
        }
    }
    json!({ "type": "string", "enum": texts, "x-taplo": { "docs": { "enumValues": shown } } })
}

/// A text as it stands inside a regular expression.
pub(super) fn literal(text: impl AsRef<str>) -> String {
    let mut escaped = String::new();
    for letter in text.as_ref().chars() {
        if "\\^$.|?*+()[]{}/".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
