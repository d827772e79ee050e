//! What a form says about each of its columns.

use super::{Column, Form};
use crate::fact::{Fact, FactId, Kind, Value};
use crate::heading::Own;
use crate::language::Language;
use crate::report::words;

/// The most that Excel shows of the title and of the text of a hint, in its UTF-16 units.
const LONGEST_TITLE: usize = 32;
const LONGEST_HINT: usize = 255;

impl Form<'_> {
    /// The documents for which the form asks, each with its number.
    pub(super) fn policies(&self) -> Vec<String> {
        self.catalogue.policies.iter().map(|policy| words::policy(policy, self.language)).collect()
    }

    /// When and from what the form was made, and for whom.
    pub(super) fn origin(&self) -> String {
        let (day, digest) = (self.catalogue.as_of, self.catalogue.digest.chars().take(12).collect::<String>());
        let kinds = self.kinds.labels(self.catalogue, self.language).join(" + ");
        match (kinds.is_empty(), self.language) {
            (true, Language::Chinese) => format!("制表日期:{day} · 政策目录:{digest}"),
            (true, Language::English) => format!("made on {day} · catalogue {digest}"),
            (false, Language::Chinese) => {
                format!("制表日期:{day} · 政策目录:{digest} · 只列与这类申报主体有关的信息:{kinds}")
            }
            (false, Language::English) => format!("made on {day} · catalogue {digest} · only what concerns: {kinds}"),
        }
    }

    /// What a column asks.
    pub(super) fn question(&self, column: Column<'_>) -> String {
        let words = match column {
            Column::Fact { fact, year, .. } => {
                let question = fact.question.get(self.language);
                return match year {
                    Some(year) => {
                        self.language.pick(format!("{question}(第{year}年)"), format!("{question} (year {year})"))
                    }
                    None => question.to_owned(),
                };
            }
            Column::Own(Own::Name) => self.language.pick("客户的名称", "The client's name"),
            Column::Own(Own::CreditCode) => self.language.pick("统一社会信用代码", "Unified social credit code"),
            Column::Own(Own::Id) => self.language.pick("您自己给客户编的号", "Your own reference for the client"),
        };
        words.to_owned()
    }

    /// What the words of a column mean, and those of its choices that need saying, each on a line.
    pub(super) fn meaning(&self, column: Column<'_>) -> Vec<String> {
        let language = self.language;
        let words = match column {
            Column::Fact { fact, .. } => {
                let choices = fact.choices.iter().filter_map(|choice| {
                    let (label, help) = (choice.label.get(language), choice.help.as_ref()?.get(language));
                    Some(language.pick(format!("{label}:{help}"), format!("{label}: {help}")))
                });
                return std::iter::once(fact.help.get(language).to_owned()).chain(choices).collect();
            }
            Column::Own(Own::Name) => language.pick("结果里用它称呼客户。", "Results call the client by it."),
            Column::Own(Own::CreditCode) => language.pick(
                "营业执照或登记证书上有;个人没有,空着。不用它推断在哪里登记。",
                "It stands on the business licence or certificate; persons have none. It is not used to tell where somebody is registered.",
            ),
            Column::Own(Own::Id) => {
                language.pick("方便和您的档案对照,可以空着。", "To find the client again in your files; may be left empty.")
            }
        };
        vec![words.to_owned()]
    }

    /// How a column is filled in.
    pub(super) fn how(&self, column: Column<'_>) -> String {
        let language = self.language;
        let fact = match column {
            Column::Fact { fact, .. } => fact,
            Column::Own(Own::Name) => {
                return language
                    .pick("单位写全称,个人写姓名。", "The full name of the organisation or person.")
                    .to_owned();
            }
            Column::Own(Own::CreditCode) => {
                return language.pick("18位数字和字母,写全。", "All 18 digits and letters.").to_owned();
            }
            Column::Own(Own::Id) => return language.pick("怎么编都可以。", "Whatever you use.").to_owned(),
        };
        let unit = fact.unit.as_ref().map(|unit| unit.get(language));
        match (fact.kind, unit) {
            (Kind::YesNo, _) => language.pick("填“是”或“否”。", "“yes” or “no”.").to_owned(),
            (Kind::Choice, _) => language.pick("从列表里选一项。", "One item of the list.").to_owned(),
            (Kind::Choices, _) => language
                .pick(
                    "从列表里选一项;有几项就自己填,用“、”隔开;都不是选“以上都不是”。",
                    "Choose from the list; type several with semicolons between them; “none of these” if none holds.",
                )
                .to_owned(),
            (Kind::Money | Kind::YearlyMoney { .. }, _) => language
                .pick(
                    "填金额,如 2.5亿元;只写数字按万元算,25000 就是 2.5亿元。",
                    "An amount like 250 million yuan or 2.5亿元; a bare figure counts in yuan.",
                )
                .to_owned(),
            (Kind::Percent, _) => language.pick("填百分数,如 25%。", "A percentage like 25%.").to_owned(),
            (Kind::Date, _) => language
                .pick(
                    "如 2020-08-20 或 2020年8月20日;只记得月份就填 2020年8月。",
                    "Like 2020-08-20; 2020-08 if only the month is known.",
                )
                .to_owned(),
            (Kind::Count, Some(unit)) => {
                language.pick(format!("填整数,单位:{unit}。"), format!("A whole number of {unit}."))
            }
            (Kind::Count, None) => language.pick("填整数,如 2。", "A whole number like 2.").to_owned(),
            (Kind::Quantity, Some(unit)) => {
                language.pick(format!("填数字,单位:{unit}。"), format!("A figure in {unit}."))
            }
            (Kind::Quantity, None) => language.pick("填数字,如 2.5。", "A figure like 2.5.").to_owned(),
        }
    }

    /// The choices of a column, one line for each of their groups.
    pub(super) fn choices(&self, column: Column<'_>) -> Vec<String> {
        let Column::Fact { fact, .. } = column else { return Vec::new() };
        let of_group = |group: Option<usize>| {
            let choices = fact.choices.iter().filter(|choice| choice.group == group);
            let labels: Vec<&str> = choices.map(|choice| choice.label.get(self.language)).collect();
            labels.join(self.language.pick(";", "; "))
        };
        let groups = fact.groups.iter().enumerate().map(|(at, (_, label))| {
            let (label, choices) = (label.get(self.language), of_group(Some(at)));
            self.language.pick(format!("{label}:{choices}"), format!("{label}: {choices}"))
        });
        groups.chain([of_group(None)]).filter(|line| !line.is_empty()).collect()
    }

    /// What can be picked from the list of a column; nothing where it has none.
    pub(super) fn entries(&self, column: Column<'_>) -> Vec<String> {
        let Column::Fact { fact, .. } = column else { return Vec::new() };
        let unknown = self.language.pick("不清楚", "not sure").to_owned();
        let mut entries: Vec<String> = match fact.kind {
            Kind::YesNo => [true, false].map(|yes| fact.words(&Value::YesNo(yes), self.language)).into(),
            Kind::Choice | Kind::Choices => {
                fact.choices.iter().map(|choice| choice.label.get(self.language).to_owned()).collect()
            }
            _ => return Vec::new(),
        };
        if fact.kind == Kind::Choices {
            entries.push(fact.words(&Value::Choices(Vec::new()), self.language));
        }
        entries.push(unknown);
        entries
    }

    /// For whom a column matters.
    pub(super) fn when(&self, column: Column<'_>) -> String {
        let condition = match column {
            Column::Fact { id, .. } => self.condition(id),
            Column::Own(_) => None,
        };
        match (condition, self.language) {
            (Some(condition), Language::Chinese) => format!("只在符合这个条件时填:{condition}"),
            (Some(condition), Language::English) => format!("Only if this holds: {condition}"),
            (None, Language::Chinese) => "每个客户都填".to_owned(),
            (None, Language::English) => "For every client".to_owned(),
        }
    }

    /// When a fact matters; `None` where it always does.
    pub(super) fn condition(&self, id: FactId) -> Option<String> {
        let condition = self.catalogue.ask_when.get(id.0)?.as_ref()?;
        Some(words::condition(condition, self.catalogue, self.language))
    }

    /// The choices of a column for which the form was made, in words.
    fn chosen(&self, column: Column<'_>) -> Option<String> {
        let Column::Fact { id, fact, .. } = column else { return None };
        let chosen = self.kinds.of(id);
        (!chosen.is_empty()).then(|| fact.words(&Value::Choices(chosen.to_vec()), self.language))
    }

    /// The title of the hint that Excel shows at a column.
    pub(super) fn hint_title(&self, column: Column<'_>) -> String {
        match column {
            Column::Own(own) => own.label(self.language).to_owned(),
            Column::Fact { fact, .. } => cut(fact.label.get(self.language), LONGEST_TITLE),
        }
    }

    /// The hint that Excel shows at a column: what it asks, how to fill it in, and as much of what it
    /// means as there is room for.
    pub(super) fn hint(&self, column: Column<'_>) -> String {
        let chosen = self.chosen(column).map(|chosen| {
            self.language.pick(format!("本表为这类客户而做:{chosen}"), format!("This form is for: {chosen}"))
        });
        let meaning = self.meaning(column).into_iter().take(1);
        let parts = [self.question(column), self.how(column)].into_iter().chain(chosen).chain(meaning);
        cut(&parts.collect::<Vec<_>>().join("\n"), LONGEST_HINT)
    }
}

/// An example of a value, as it is written in the language.
pub(super) fn example(fact: &Fact, language: Language) -> String {
    let usual = match fact.kind {
        Kind::YesNo => language.pick("是", "yes"),
        Kind::Money | Kind::YearlyMoney { .. } => language.pick("2.5亿元", "250 million yuan"),
        Kind::Percent => "25%",
        Kind::Date => "2020-08-20",
        Kind::Count => "12",
        Kind::Quantity => "2.5",
        Kind::Choice | Kind::Choices => fact.choices.first().map_or("", |choice| &choice.id),
    };
    if fact.read(usual).is_ok() { usual.to_owned() } else { fact.number_code(fact.domain.low) }
}

/// The text in at most so many UTF-16 units: whole sentences and an ellipsis, or as many words or
/// signs of the first one as there is room for.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let ends = text.char_indices().scan(0_usize, |units, (at, sign)| {
        *units = units.saturating_add(sign.len_utf16());
        Some((*units, at.saturating_add(sign.len_utf8())))
    });
    let whole = ends.take_while(|(units, _)| *units < most).last().map_or(0, |(_, end)| end);
    let head = text.get(..whole).unwrap_or_default();
    let after = |ends: &[&str]| {
        let last = |end: &&str| head.rfind(*end).map(|at| at.saturating_add(end.trim_end().len()));
        // What leaves half of the room empty says too little.
        ends.iter().filter_map(last).max().filter(|end| end.saturating_mul(2) > whole)
    };
    let end = after(&["。", "?", "!", ";", ". ", "\n"]).or_else(|| after(&[" "])).unwrap_or(whole);
    format!("{}…", text.get(..end).unwrap_or_default().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_stays() {
        assert_eq!(cut("一二三", 3), "一二三");
        assert_eq!(cut("", 3), "");
    }

    #[test]
    fn a_text_that_is_too_long_ends_after_a_sentence_that_fills_more_than_half() {
        assert_eq!(cut("一二三四。五六七", 7), "一二三四。…");
        assert_eq!(cut("One two. Three four", 14), "One two.…");
    }

    #[test]
    fn else_it_ends_after_a_word_or_a_sign() {
        assert_eq!(cut("一。二三四五六七八", 8), "一。二三四五六…");
        assert_eq!(cut("Three four five six", 16), "Three four…");
    }

    #[test]
    fn signs_beyond_the_first_plane_count_twice_as_in_excel() {
        assert_eq!(cut("𠀀𠀁", 4), "𠀀𠀁");
        assert_eq!(cut("𠀀𠀁𠀂", 4), "𠀀…");
    }
}
