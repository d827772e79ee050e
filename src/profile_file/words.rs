//! What is wrong with a value, and how to mend it.

use crate::beginning::beginning;
use crate::fact::{Fact, Kind, Unusable};
use crate::figure::{self, Misread};
use crate::language::{Language, Text};

/// How many choices are named where a text is none of them.
const MOST_NAMED: usize = 12;

/// What is wrong with a value and how to mend it.
pub fn words(fact: &Fact, written: &str, why: &Unusable) -> (Text, Text) {
    let written = if *why == Unusable::NotAChoice { fact.not_a_choice(written) } else { written };
    let shown = beginning(written);
    let label = &fact.label;
    let what = |zh: &str, en: &str| {
        Text::new([&label.zh, ":「", &shown, "」", zh].concat(), [&label.en, ": `", &shown, "` ", en].concat())
    };
    let (example, example_en) = match fact.kind {
        Kind::Money | Kind::YearlyMoney { .. } => ("2.5亿元", "250 million yuan"),
        Kind::Percent => ("25%", "25%"),
        Kind::Count => ("12", "12"),
        _ => ("2.5", "2.5"),
    };
    let write = || Text::new(format!("写成「{example}」这样"), format!("write it like `{example_en}`"));
    if written.is_empty() && *why != Unusable::WrongNumberOfYears {
        let what = Text::new(format!("{}:没有值", label.zh), format!("{}: there is no value", label.en));
        return (what, Text::new("填一个值;不清楚就填「不清楚」", "give one value, or `unknown`"));
    }
    match why {
        Unusable::Figure(Misread::Approximate) => (
            what("不是确切的数", "is not an exact figure"),
            Text::new(
                format!("填确切的数,如「{example}」;不清楚就填「不清楚」"),
                format!("give the exact figure, like `{example_en}`, or `unknown`"),
            ),
        ),
        Unusable::Figure(Misread::Exponent) => (
            what("是科学记数法,位数可能已经丢失", "is in exponent form; digits may be lost"),
            Text::new(format!("把数字写全,如「{example}」"), format!("write the digits out, like `{example_en}`")),
        ),
        Unusable::Figure(Misread::TooPrecise { decimals: 0 }) => (what("应是整数", "must be a whole number"), write()),
        Unusable::Figure(Misread::TooPrecise { decimals }) => (
            what(&format!("小数超过 {decimals} 位"), &format!("has more than {decimals} decimals")),
            Text::new(format!("最多写 {decimals} 位小数"), format!("write at most {decimals} decimals")),
        ),
        Unusable::Figure(Misread::LeadingNought) => (
            what(
                "以 0 开头,可能是从千位逗号处断开的后半截",
                "begins with 0 and may be the rest of a number cut at its comma",
            ),
            Text::new(
                "去掉开头的 0;如果是表格里的「3,000」从逗号处断开了,给整个数加上英文双引号",
                "drop the 0, or, where a comma has cut a number like 3,000 in two cells, put all of it in double quotes",
            ),
        ),
        Unusable::Figure(Misread::NoPercentSign) => (what("没有写 %", "has no % sign"), write()),
        Unusable::Figure(Misread::NotAFigure) => (what("看不出是多少", "is no figure"), write()),
        Unusable::OutOfBounds if fact.open_above && figure::fold(written).starts_with('-') => {
            let least = |language| fact.number_words(fact.domain.low, language);
            let (zh, en) = (least(Language::Chinese), least(Language::English));
            (what("太小", "is too small"), Text::new(format!("应不低于 {zh}"), format!("it must be at least {en}")))
        }
        Unusable::Figure(Misread::TooLarge) | Unusable::OutOfBounds => {
            let number = |value, language| fact.number_words(value, language);
            let (low, high) = (fact.domain.low, fact.domain.high);
            let range = |language: Language| (number(low, language), number(high, language));
            let ((low_zh, high_zh), (low_en, high_en)) = (range(Language::Chinese), range(Language::English));
            (
                what("超出范围", "is out of bounds"),
                Text::new(format!("应在 {low_zh} 与 {high_zh} 之间"), format!("it must be from {low_en} to {high_en}")),
            )
        }
        Unusable::NotYesNo => (
            what("不是「是」或「否」", "is neither yes nor no"),
            Text::new("填「是」「否」或「不清楚」", "give `yes`, `no` or `unknown`"),
        ),
        Unusable::NotADate => (
            what("不是日期", "is no date"),
            Text::new("写成「2020-08-20」或「2020年8月20日」", "write it like `2020-08-20`"),
        ),
        Unusable::NotAChoice => {
            let mend = match fact.choices.nearest(written) {
                Some(name) => Text::new(format!("是不是「{name}」?"), format!("did you mean `{name}`?")),
                None if fact.choices.len() > MOST_NAMED => Text::new(
                    format!("可选的 {} 项见 huiqi facts {}", fact.choices.len(), fact.id),
                    format!("see `huiqi facts {}` for the {} choices", fact.id, fact.choices.len()),
                ),
                None => fact.choices.listed().clone(),
            };
            (what("不在选项里", "is none of the choices"), mend)
        }
        Unusable::NotOne => (
            what("不止一个值", "is more than one value"),
            Text::new("只填一个;不清楚就填「不清楚」", "give one value, or `unknown`"),
        ),
        Unusable::WrongNumberOfYears => {
            let years = fact.given_slots().len();
            (
                what(&format!("不是 {years} 年的数"), &format!("is not {years} years")),
                Text::new(
                    format!("写 {years} 个数,不清楚的年份写「不清楚」;每年相同就只写一个数"),
                    format!("give {years} amounts, `?` for a year not known, or one amount for every year"),
                ),
            )
        }
    }
}
