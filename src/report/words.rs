//! How amounts, ranges, verdicts and conditions are said.

mod amounts;

pub use amounts::{basis, limit, span, support, supports_in_short, term};

use crate::assess::{RuledOutBy, Verdict};
use crate::catalogue::Catalogue;
use crate::condition::Condition;
use crate::fact::{Fact, FactId};
use crate::interval::Interval;
use crate::language::Language;
use crate::measure::Policy;
use crate::obligation::Obligation;
use crate::what_it_takes::Change;
use jiff::civil::Date;

/// A verdict for people; a measure for another kind of applicant has a word of its own.
pub fn verdict(verdict: Verdict, ruled_out_by: Option<RuledOutBy>, language: Language) -> &'static str {
    match (verdict, ruled_out_by) {
        (Verdict::Eligible, _) => language.pick("符合本意见所列条件", "meets the conditions listed"),
        (Verdict::Provisional, _) => language.pick("可能符合", "may qualify"),
        (Verdict::Undetermined, _) => language.pick("需补充信息", "more information needed"),
        (Verdict::Ineligible, Some(RuledOutBy::Audience)) => language.pick("不适用", "for other applicants"),
        (Verdict::Ineligible, Some(RuledOutBy::Period)) => {
            language.pick("当日不在有效期内", "not in force on that day")
        }
        (Verdict::Ineligible, _) => language.pick("暂不符合", "does not qualify now"),
    }
}

/// A verdict in the fewest words, for a narrow cell.
pub fn verdict_in_short(verdict: Verdict, ruled_out_by: Option<RuledOutBy>, language: Language) -> &'static str {
    match (verdict, ruled_out_by) {
        (Verdict::Eligible, _) => language.pick("符合", "meets"),
        (Verdict::Provisional, _) => language.pick("可能符合", "may qualify"),
        (Verdict::Undetermined, _) => language.pick("需补充", "needs info"),
        (Verdict::Ineligible, Some(RuledOutBy::Audience)) => language.pick("不适用", "others"),
        (Verdict::Ineligible, Some(RuledOutBy::Period)) => language.pick("不在期内", "not in force"),
        (Verdict::Ineligible, _) => language.pick("暂不符合", "not now"),
    }
}

/// The sign that stands beside the words of a verdict, so that no colour is needed to tell it.
pub const fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "●",
        Verdict::Provisional => "◎",
        Verdict::Undetermined => "?",
        Verdict::Ineligible => "○",
    }
}

/// One change that it would take: what is there, what it needs, and the difference.
pub fn change(change: &Change, fact: &Fact, language: Language) -> String {
    let label = fact.label.get(language);
    let option = change.slot.0.checked_sub(fact.slots.start).and_then(|at| fact.choices.get(at));
    if let (crate::fact::Kind::Choices, Some(option)) = (fact.kind, option) {
        let option = option.label.get(language);
        return match (change.needs.low, language) {
            (0, Language::Chinese) => format!("{label}:不选“{option}”"),
            (0, Language::English) => format!("{label}: without “{option}”"),
            (_, Language::Chinese) => format!("{label}:要有“{option}”"),
            (_, Language::English) => format!("{label}: “{option}” is needed"),
        };
    }
    let number = |value| fact.number_words(value, language);
    let has = fact_interval(fact, change.has, language);
    let later = change.needs.low > change.has.high;
    let needs = if !change.choices.is_empty() {
        change.choices.iter().map(|choice| number(*choice)).collect::<Vec<_>>().join(language.pick("或", " or "))
    } else if change.needs.is_point() {
        number(change.needs.low)
    } else if fact.kind == crate::fact::Kind::Date {
        let (day_zh, day_en) = if later { ("及以后", "or later") } else { ("及以前", "or earlier") };
        let day = number(if later { change.needs.low } else { change.needs.high });
        language.pick(format!("{day}{day_zh}"), format!("{day} {day_en}"))
    } else if later {
        language.pick(format!("不低于{}", number(change.needs.low)), format!("at least {}", number(change.needs.low)))
    } else {
        language.pick(format!("不超过{}", number(change.needs.high)), format!("at most {}", number(change.needs.high)))
    };
    let gap = change.gap(fact.kind).map_or(String::new(), |gap| {
        let size = number(gap.saturating_abs());
        match (gap > 0, language) {
            (true, Language::Chinese) => format!(",还差{size}"),
            (false, Language::Chinese) => format!(",多出{size}"),
            (true, Language::English) => format!(", {size} short"),
            (false, Language::English) => format!(", {size} too much"),
        }
    });
    language.pick(format!("{label}:现为{has},需{needs}{gap}"), format!("{label}: {has} now, {needs} needed{gap}"))
}

fn fact_interval(fact: &Fact, interval: Interval, language: Language) -> String {
    if fact.kind == crate::fact::Kind::Date {
        crate::day::write(interval)
    } else {
        fact.number_words(interval.low, language)
    }
}

/// A condition on one line.
pub fn condition(condition: &Condition, catalogue: &Catalogue, language: Language) -> String {
    let list = |parts: &[Condition], joint: &str| {
        let part = |part: &Condition| match part {
            Condition::All(inner) | Condition::Any(inner) if inner.len() > 1 => {
                format!("({})", self::condition(part, catalogue, language))
            }
            _ => self::condition(part, catalogue, language),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(joint)
    };
    match condition {
        Condition::All(parts) => list(parts, language.pick(",并且", " and ")),
        Condition::Any(parts) => list(parts, language.pick(",或者", " or ")),
        Condition::None(parts) => language
            .pick(format!("没有以下任何一种情形:{}", list(parts, ";")), format!("none of: {}", list(parts, "; "))),
        Condition::AtLeast(number, parts) => language.pick(
            format!("以下至少{number}项:{}", list(parts, ";")),
            format!("at least {number} of: {}", list(parts, "; ")),
        ),
        Condition::Named(id) => catalogue
            .named
            .get(id.0)
            .map_or_else(String::new, |named| self::condition(&named.when, catalogue, language)),
        Condition::Fact(id, requirement) => catalogue.facts.get(id.0).map_or_else(String::new, |fact| {
            let words = requirement.words(fact, language);
            language.pick(format!("{}:{words}", fact.label.zh), format!("{}: {words}", fact.label.en))
        }),
    }
}

/// A document by its title and number.
pub fn policy(policy: &Policy, language: Language) -> String {
    let (title, number) = (policy.title.get(language), &policy.number);
    language.pick(format!("《{title}》({number})"), format!("{title} ({number})"))
}

/// A document by its title and number, and that it does not hold on this day, where it does not.
pub fn policy_on(policy: &Policy, date: Date, language: Language) -> String {
    let name = self::policy(policy, language);
    let first = policy.effective;
    match policy.expires.filter(|last| *last < date) {
        Some(last) => language.pick(format!("{name},有效期已于{last}届满"), format!("{name}, expired on {last}")),
        None if date < first => {
            language.pick(format!("{name},自{first}起施行,尚未施行"), format!("{name}, not in force before {first}"))
        }
        None => name,
    }
}

/// What to keep to: the words of the document, what they mean, and for how long.
pub fn obligation(obligation: &Obligation, language: Language) -> String {
    let quote = quoted(&obligation.quote, language);
    let text = obligation.text.get(language);
    let term = obligation.term.map(|term| self::term(term, language));
    let term = term.map(|term| language.pick(format!("({term})"), format!(" ({term})"))).unwrap_or_default();
    language.pick(format!("{quote}:{text}{term}"), format!("{quote}: {text}{term}"))
}

/// Facts by their labels.
pub fn facts(ids: &[FactId], catalogue: &Catalogue, language: Language) -> Vec<String> {
    ids.iter().filter_map(|id| catalogue.facts.get(id.0)).map(|fact| fact.label.get(language).to_owned()).collect()
}

/// Words of the document in the marks of the language.
pub fn quoted(words: &str, language: Language) -> String {
    let bare = words.strip_prefix('“').and_then(|rest| rest.strip_suffix('”')).filter(|rest| !rest.contains('”'));
    let words = bare.unwrap_or(words);
    language.pick(format!("「{words}」"), format!("“{words}”"))
}

/// The text, cut where it has more than so many letters.
pub fn clipped(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{}……", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
