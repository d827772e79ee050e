//! How the interview puts its questions.

use super::screen::{Commands, Input, Screen};
use super::standing::{Stake, Standing};
use super::steps::Steps;
use crate::catalogue::Catalogue;
use crate::fact::{Fact, FactId, Kind, Value};
use crate::harmless::harmless;
use crate::language::Language;
use crate::measure::Measure;
use crate::money::Money;
use crate::profile::Profile;
use crate::report::words::{self, quoted};

/// How many measures an explanation names.
const NAMED: usize = 4;

/// The words of an interview.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording<'c> {
    pub(super) catalogue: &'c Catalogue,
    pub(super) language: Language,
}

/// How far the interview is when a question is put.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    /// How many questions are answered or declined.
    pub(super) answered: usize,
    pub(super) standing: Standing,
    pub(super) stake: Stake,
    /// Whether there is a question before.
    pub(super) back: bool,
}

impl Wording<'_> {
    /// A question as it is put.
    pub(super) fn screen(&self, fact: &Fact, steps: &Steps<'_>, progress: &Progress, notices: Vec<String>) -> Screen {
        let language = self.language;
        let (answered, left) = (progress.answered, progress.standing.questions);
        let topic = self.catalogue.topics.get(fact.topic).map_or("", |topic| topic.label.get(language));
        let mut question = fact.question.get(language).to_owned();
        if let Some((group, number, of)) = steps.group() {
            question = language.pick(
                format!("{question} —— {group}(第 {number} 类,共 {of} 类)"),
                format!("{question} — {group} ({number} of {of})"),
            );
        } else if fact.kind == Kind::Choices {
            question.push_str(language.pick("(可多选)", " (choose all that apply)"));
        }
        let mut hints = vec![self.why(&progress.stake)];
        if steps.group().is_some() {
            hints.push(
                language
                    .pick("在这里选“不清楚”,整个问题都按不清楚处理", "“not sure” here counts for the whole question")
                    .to_owned(),
            );
        }
        hints.extend(self.hint(fact));
        Screen {
            topic: topic.to_owned(),
            progress: language.pick(
                format!("已答 {answered} 题,最多还有 {left} 题"),
                format!("{answered} answered, at most {left} to go"),
            ),
            standing: self.standing(&progress.standing),
            notices,
            question,
            hints,
            explanation: Vec::new(),
            entry: steps.entry(),
            commands: Commands {
                not_sure: true,
                help: true,
                back: progress.back || steps.group().is_some(),
                stop: true,
            },
        }
    }

    /// What hangs on the question.
    fn why(&self, stake: &Stake) -> String {
        let language = self.language;
        let mut why = match (stake.measures, language) {
            (0, Language::Chinese) => return "按现在的其他回答,这一项不影响结论".to_owned(),
            (0, Language::English) => return "with your other answers as they are, this changes nothing".to_owned(),
            (measures, Language::Chinese) => format!("关系到 {measures} 项措施"),
            (1, Language::English) => "it bears on one measure".to_owned(),
            (measures, Language::English) => format!("it bears on {measures} measures"),
        };
        if stake.cash > Money::ZERO {
            let cash = stake.cash.words(language);
            why.push_str(
                &language.pick(format!(",资金合计最高 {cash}"), format!(", with up to {cash} of cash in all")),
            );
        }
        if stake.without_figure > 0 {
            let number = stake.without_figure;
            why.push_str(&language.pick(
                format!(";{number} 项的资金要看具体情况或本意见未载明"),
                format!("; of {number} the amount is open or not stated"),
            ));
        }
        why
    }

    /// How to answer, or what is meant, in short.
    fn hint(&self, fact: &Fact) -> Option<String> {
        let language = self.language;
        let unit = fact.unit.as_ref().map(|unit| unit.get(language));
        let words = match fact.kind {
            Kind::YesNo | Kind::Choice | Kind::Choices => return first_sentence(fact.help.get(language)),
            Kind::Money => language.pick("如 300万元、0.03亿、3,000,000;不写单位按元计", "like 3 million yuan or 3,000,000; without a unit it is yuan").to_owned(),
            Kind::YearlyMoney { years } => language.pick(
                format!("共 {years} 年,用顿号隔开,如 100万元、120万元、不清楚;每年一样只填一个"),
                format!("{years} years with a semicolon between them, like 1 million; 1.2 million; unknown; one amount if all are the same"),
            ),
            Kind::Percent => language.pick("如 25%", "like 25%").to_owned(),
            Kind::Date => language.pick("如 2020-08-20 或 2020年8月20日;只记得月份就填 2020年8月", "like 2020-08-20; 2020-08 if you remember the month only").to_owned(),
            Kind::Count | Kind::Quantity => match (unit, fact.kind) {
                (Some(unit), Kind::Count) => language.pick(format!("填整数,单位:{unit}"), format!("a whole number of {unit}")),
                (Some(unit), _) => language.pick(format!("填数字,单位:{unit}"), format!("a figure in {unit}")),
                (None, Kind::Count) => language.pick("填整数,如 2", "a whole number, like 2").to_owned(),
                (None, _) => language.pick("填数字,如 2.5", "a figure, like 2.5").to_owned(),
            },
        };
        Some(words)
    }

    /// What is settled and what is at stake.
    fn standing(&self, standing: &Standing) -> Vec<String> {
        let language = self.language;
        let Standing { settled, applying, open, unclear, firm, most, without_top, .. } = standing;
        let mut line = match (settled, language) {
            (0, Language::Chinese) => format!("{open} 项措施待定"),
            (0, Language::English) if *open == 1 => "1 measure open".to_owned(),
            (0, Language::English) => format!("{open} measures open"),
            (_, Language::Chinese) => {
                format!("{settled} 项措施已有结论({applying} 项符合或可能符合),{open} 项待定")
            }
            (_, Language::English) => {
                format!("measures settled: {settled} (apply or may apply: {applying}), open: {open}")
            }
        };
        if *unclear > 0 {
            line.push_str(&language.pick(
                format!(",{unclear} 项因“不清楚”定不下来"),
                format!(", {unclear} undecided because of “not sure”"),
            ));
        }
        if *most > Money::ZERO {
            let range = words::span(*firm, Some(*most), language);
            line.push_str(&language.pick(format!(" · 资金 {range}"), format!(" · cash: {range}")));
        }
        if *without_top > 0 {
            line.push_str(&language.pick(
                format!("{}资金上限待定的 {without_top} 项", if *most > Money::ZERO { ",另有" } else { " · " }),
                format!(
                    "{} {without_top} with the amount still open",
                    if *most > Money::ZERO { ", and" } else { " · cash:" }
                ),
            ));
        }
        vec![line]
    }

    /// That an amount typed without a unit was taken in yuan.
    pub(super) fn unit_not_typed(&self, fact: &Fact, said: &Input, value: &Value) -> Option<String> {
        let Input::Line(text) = said else { return None };
        let bare = text.chars().all(|sign| !sign.is_alphabetic());
        let money = matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. });
        (money && bare).then(|| {
            let amount = fact.words(value, self.language);
            self.language.pick(
                format!("{}没有写单位,按元算:{amount};不对就用 < 返回修改", fact.label.zh),
                format!("{}: no unit was typed, so it is {amount}; go back with < if that is wrong", fact.label.en),
            )
        })
    }

    /// An answer, said back as it was understood.
    pub(super) fn echo(&self, fact: &Fact, value: Option<&Value>) -> String {
        let language = self.language;
        let answer = value.map_or_else(|| not_sure(language).to_owned(), |value| fact.words(value, language));
        language.pick(format!("✓ {}:{answer}", fact.label.zh), format!("✓ {}: {answer}", fact.label.en))
    }

    /// What the question means, what its options mean, and where it comes from.
    pub(super) fn explanation(&self, fact: &Fact, steps: &Steps<'_>, measures: &[&Measure]) -> Vec<String> {
        let language = self.language;
        let colon = language.pick(":", ": ");
        let mut paragraphs = vec![format!("{}{colon}{}", fact.label.get(language), fact.help.get(language))];
        for choice in steps.options().iter().filter_map(|at| fact.choices.get(*at)) {
            if let Some(help) = &choice.help {
                paragraphs.push(format!("· {}{colon}{}", choice.label.get(language), help.get(language)));
            }
        }
        paragraphs.push(language.pick("出处:", "Where it comes from:").to_owned());
        for measure in measures.iter().take(NAMED) {
            let clause = self.catalogue.place_of(measure).map_or("", |(clause, _)| clause.number.as_str());
            let (title, quote) = (measure.title.get(language), quoted(&measure.quote, language));
            paragraphs.push(format!("· {clause} {title}{colon}{quote}"));
        }
        let more = measures.len().saturating_sub(NAMED);
        if more > 0 {
            let plural = if more == 1 { "" } else { "s" };
            paragraphs
                .push(language.pick(format!("· 另有 {more} 项措施"), format!("· and {more} more measure{plural}")));
        }
        paragraphs
    }

    /// That answers given later are no longer used.
    pub(super) fn set_aside(&self, facts: &[FactId]) -> Option<String> {
        let language = self.language;
        let labels = words::facts(facts, self.catalogue, language).join(language.pick("、", ", "));
        (!facts.is_empty()).then(|| {
            language.pick(
                format!("这样一改,这些回答目前不再影响结果(已保留,改回来仍然有效):{labels}"),
                format!("with this change these answers do not matter now (they are kept in case you change it back): {labels}"),
            )
        })
    }

    /// All answers, numbered.
    ///
    /// Those set aside are named below; they do not apply as things are.
    pub(super) fn answers(&self, facts: &[FactId], aside: &[FactId], profile: &Profile) -> Vec<String> {
        let language = self.language;
        let mut lines = vec![String::new(), language.pick("您的回答:", "Your answers:").to_owned()];
        for (at, fact) in facts.iter().filter_map(|id| self.catalogue.facts.get(id.0)).enumerate() {
            let answer =
                profile.value(fact).map_or_else(|| not_sure(language).to_owned(), |it| fact.words(&it, language));
            let number = at.saturating_add(1);
            lines.push(language.pick(
                format!("{number}. {}:{answer}", fact.label.zh),
                format!("{number}. {}: {answer}", fact.label.en),
            ));
        }
        if !aside.is_empty() {
            let labels = words::facts(aside, self.catalogue, language).join(language.pick("、", ", "));
            lines.push(
                language.pick(format!("没有用到的回答:{labels}"), format!("answers that do not apply: {labels}")),
            );
        }
        lines
    }

    /// The question whether an answer is to be changed.
    pub(super) fn review(&self, standing: &Standing, notices: Vec<String>) -> Screen {
        let language = self.language;
        Screen {
            topic: language.pick("核对", "Review").to_owned(),
            progress: String::new(),
            standing: self.standing(standing),
            notices,
            question: language.pick("要改哪一项?", "Which answer do you want to change?").to_owned(),
            hints: vec![
                language
                    .pick("输入序号修改;直接回车看结果", "type its number; press Enter alone for the result")
                    .to_owned(),
            ],
            commands: Commands { not_sure: false, help: false, back: true, stop: true },
            ..Screen::default()
        }
    }

    /// That a number in the review is none of the answers.
    pub(super) fn no_such_answer(&self, written: &str, count: usize) -> String {
        let written: String = harmless(written).chars().take(40).collect();
        self.language.pick(
            format!("没有第「{written}」项;输入 1 到 {count},或直接回车看结果"),
            format!("there is no answer `{written}`; type 1 to {count}, or press Enter alone for the result"),
        )
    }

    /// That nothing was typed.
    pub(super) fn nothing_typed(&self) -> String {
        self.language.pick("还没有填写;不清楚就输入 -", "nothing was typed; type - if you do not know").to_owned()
    }
}

fn not_sure(language: Language) -> &'static str {
    language.pick("不清楚", "not sure")
}

fn first_sentence(help: &str) -> Option<String> {
    let sentence = help.split_inclusive(['。', ';']).next()?;
    let sentence = if sentence == help { help.split_inclusive(". ").next()? } else { sentence };
    let sentence = sentence.trim().trim_end_matches(';');
    (!sentence.is_empty()).then(|| sentence.to_owned())
}
