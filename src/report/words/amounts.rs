//! How amounts, ranges, terms and supports are said.

use crate::amount::{Amount, Range, Size, Term, TermUnit, Unit};
use crate::fact::{Fact, FactId};
use crate::interval::Interval;
use crate::language::Language;
use crate::measure::{Stage, Support};
use crate::money::{Money, Rate};

/// An amount of money between two bounds, the upper one perhaps open.
pub fn span(low: Money, high: Option<Money>, language: Language) -> String {
    between(Size::from(low), high.map(Size::from), Unit::Yuan, language)
}

fn between(low: Size, high: Option<Size>, unit: Unit, language: Language) -> String {
    let words = |size: Size| size.words(unit, language);
    match high {
        Some(high) if low == high => words(high),
        Some(high) if low == Size::ZERO => format!("{}{}", language.pick("最高", "up to "), words(high)),
        Some(high) => format!("{}{}{}", words(low), language.pick(" 至 ", " to "), words(high)),
        None if low == Size::ZERO => language.pick("补充信息后才能测算", "open until more is known").to_owned(),
        None => language.pick(format!("不低于{},上限待补充", words(low)), format!("at least {}, top open", words(low))),
    }
}

/// What the document says is given, in its own terms: 最高2000万元. Nothing for what is not counted.
pub fn basis(support: &Support, facts: &[Fact], language: Language) -> Option<String> {
    let (amount, unit) = support.amount.as_ref().zip(support.kind.class().unit())?;
    Some(Terms { unit, facts, language }.amount(amount))
}

/// A limit on a sum of money, in its own terms.
pub fn limit(amount: &Amount, facts: &[Fact], language: Language) -> String {
    Terms { unit: Unit::Yuan, facts, language }.amount(amount)
}

/// What is needed to say an amount.
struct Terms<'t> {
    unit: Unit,
    facts: &'t [Fact],
    language: Language,
}

impl Terms<'_> {
    fn size(&self, size: Size) -> String {
        size.words(self.unit, self.language)
    }

    fn label(&self, id: FactId) -> &str {
        self.facts.get(id.0).map_or("", |fact| fact.label.get(self.language))
    }

    fn amount(&self, amount: &Amount) -> String {
        let language = self.language;
        match amount {
            Amount::Unstated => unstated(self.unit, language).to_owned(),
            Amount::Between(low, high) => pair(&(*low, *high), |size| self.size(size), language),
            Amount::Rate { share, of } => {
                let (share, label) = (pair(share, Rate::words, language), self.label(*of));
                language.pick(format!("{label}的{share}"), format!("{share} of: {label}"))
            }
            Amount::Yearly { shares, of, cap } => self.yearly(shares, *of, *cap),
            Amount::Each { each, of, per } => self.each(*each, *of, *per),
            Amount::UpTo(inner) => format!("{}{}", language.pick("最高", "up to "), self.amount(inner)),
            Amount::Times(number, inner) => {
                let inner = self.amount(inner);
                language.pick(format!("连续{number}年,每年{inner}"), format!("{inner} a year for {number} years"))
            }
            Amount::Less { of, less } => {
                let (of, less) = (self.amount(of), self.label(*less));
                language.pick(format!("{of}减去{less}后的余额"), format!("what is left of {of} after: {less}"))
            }
            Amount::Clamp { of, cap, floor } => {
                let mut words = self.amount(of);
                if let Some(cap) = cap {
                    let cap = self.amount(cap);
                    words.push_str(&language.pick(format!(",不超过{cap}"), format!(", at most {cap}")));
                }
                if let Some(floor) = floor.map(|floor| self.size(floor)) {
                    words.push_str(&language.pick(format!(",不低于{floor}"), format!(", at least {floor}")));
                }
                words
            }
            Amount::Cases(cases) => {
                let each = cases.iter().map(|(_, amount)| self.amount(amount));
                each.collect::<Vec<_>>().join(language.pick("或", " or "))
            }
        }
    }

    fn each(&self, each: (Size, Size), of: FactId, per: Option<i64>) -> String {
        let language = self.language;
        let each = if each.0 == Size::ZERO && each.1 > Size::ZERO {
            between(each.0, Some(each.1), self.unit, language)
        } else {
            pair(&each, |size| self.size(size), language)
        };
        let label = self.label(of);
        let unit = self.facts.get(of.0).and_then(|fact| fact.unit.as_ref()).map_or("", |unit| unit.get(language));
        match (per, language) {
            (None, Language::Chinese) => format!("每{unit}{each}({label})"),
            (None, Language::English) => format!("{each} for each of: {label}"),
            (Some(per), Language::Chinese) => format!("每满{per}{unit}{each}({label})"),
            (Some(per), Language::English) => format!("{each} for every full {per} of: {label}"),
        }
    }

    /// The shares of the years, years with the same share together.
    fn yearly(&self, shares: &[(Rate, Rate)], of: FactId, cap: Option<Size>) -> String {
        let language = self.language;
        let mut runs: Vec<(usize, usize, &(Rate, Rate))> = Vec::new();
        for (year, share) in (1_usize..).zip(shares) {
            match runs.last_mut() {
                Some((_, last, same)) if *same == share => *last = year,
                _ => runs.push((year, year, share)),
            }
        }
        let run = |(first, last, share): &(usize, usize, &(Rate, Rate))| {
            let share = pair(share, Rate::words, language);
            match (first == last, language) {
                (true, Language::Chinese) => format!("第{first}年{share}"),
                (false, Language::Chinese) => format!("第{first}至{last}年{share}"),
                (true, Language::English) => format!("{share} in year {first}"),
                (false, Language::English) => format!("{share} in years {first} to {last}"),
            }
        };
        let runs = runs.iter().map(run).collect::<Vec<_>>().join(language.pick("、", ", "));
        let label = self.label(of);
        let cap = cap.map(|cap| self.size(cap));
        let cap = cap.map(|cap| language.pick(format!(",每年最高{cap}"), format!(", at most {cap} a year")));
        language.pick(format!("{label}的{runs}"), format!("{runs} of: {label}")) + &cap.unwrap_or_default()
    }
}

/// That the document promises something and states no figure.
fn unstated(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Yuan => language.pick("金额未载明", "no amount stated"),
        Unit::Point => language.pick("分值未载明", "no points stated"),
    }
}

fn pair<T: Copy + PartialEq>(values: &(T, T), words: impl Fn(T) -> String, language: Language) -> String {
    if values.0 == values.1 {
        words(values.0)
    } else {
        format!("{}{}{}", words(values.0), language.pick("至", " to "), words(values.1))
    }
}

/// How long something lasts.
pub fn term(term: Term, language: Language) -> String {
    let Interval { low, high } = term.length;
    let number = if low == high { low.to_string() } else { format!("{low}-{high}") };
    let unit = match term.unit {
        TermUnit::Year => language.pick("年", " years"),
        TermUnit::Month => language.pick("个月", " months"),
        TermUnit::Day => language.pick("天", " days"),
    };
    format!("{number}{unit}")
}

/// When an amount is paid out; nothing where the document does not say.
fn stages(stages: &[Stage], language: Language) -> Option<String> {
    let stage = |stage: &Stage| format!("{} {}", stage.share.words(), stage.text.get(language));
    let list = stages.iter().map(stage).collect::<Vec<_>>().join(language.pick("、", ", "));
    let number = stages.len();
    (number > 0)
        .then(|| language.pick(format!("分{number}期拨付:{list}"), format!("paid out in {number} parts: {list}")))
}

/// What a support comes to, in its unit.
fn given(support: &Support, range: Range, language: Language) -> String {
    match range {
        Range::Unstated => unstated(support.kind.class().unit().unwrap_or(Unit::Yuan), language).to_owned(),
        Range::Stated { low, high } => span(low, high, language),
        Range::Points { low, high } => between(low.into(), high.map(Size::from), Unit::Point, language),
    }
}

/// What one support is and comes to, on one line.
pub fn support(support: &Support, range: Option<Range>, language: Language) -> String {
    let kind = support.kind.words(language);
    let mut parts = Vec::new();
    if let Some(range) = range {
        parts.push(format!("{kind}{}{}", language.pick(" ", ": "), given(support, range, language)));
    }
    if let Some(what) = &support.what {
        parts.push(what.get(language).to_owned());
    }
    if let Some(term) = support.term {
        parts.push(self::term(term, language));
    }
    parts.extend(stages(&support.stages, language));
    parts.join(language.pick(";", "; "))
}

/// What is given, in short, for a table: alternatives joined by “or”.
pub fn supports_in_short(supports: &[(&Support, Option<Range>)], language: Language) -> String {
    let mut text = String::new();
    let mut last_group = None;
    for (support, range) in supports {
        let words = match range {
            Some(range) => format!("{}{}", given(support, *range, language), kind_behind(support, language)),
            None => support.kind.words(language).to_owned(),
        };
        let group = support.one_of.map(|alternative| alternative.group);
        if !text.is_empty() {
            let or = group.is_some() && group == last_group;
            text.push_str(if or { language.pick("或", " or ") } else { language.pick(";", "; ") });
        }
        text.push_str(&words);
        if let Some(term) = support.term {
            text.push_str(
                &language.pick(format!(",{}", self::term(term, language)), format!(", {}", self::term(term, language))),
            );
        }
        if !support.stages.is_empty() {
            let (number, shares) = (support.stages.len(), support.stages.iter().map(|stage| stage.share.words()));
            let shares = shares.collect::<Vec<_>>().join(language.pick("、", ", "));
            text.push_str(&language.pick(format!(",分{number}期拨付{shares}"), format!(", paid out as {shares}")));
        }
        last_group = group;
    }
    text
}

fn kind_behind(support: &Support, language: Language) -> String {
    language.pick(format!("({})", support.kind.words(language)), format!(" ({})", support.kind.words(language)))
}
