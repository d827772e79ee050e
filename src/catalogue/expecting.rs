//! What a worked case expects of a measure or total, against what comes out.

use super::deciding::Deciding;
use super::fields::Faults;
use crate::amount::{Range, Size, Unit};
use crate::assess::{Assessment, Finding, RuledOutBy, Total, Verdict};
use crate::fact::{FactId, Kind};
use crate::figure;
use crate::language::Language;
use crate::measure::Class;
use crate::money::Money;
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use crate::tree::{Entry, Node};
use std::collections::BTreeSet;

/// What an amount is: known, open at the top, or not there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figure {
    Known(Size, Unit),
    Open,
    None,
}

impl Figure {
    fn of(size: Option<impl Into<Size>>, unit: Unit) -> Self {
        size.map_or(Self::Open, |size| Self::Known(size.into(), unit))
    }

    /// The figure that is written, in the unit of what it is compared with.
    fn read(written: &str, is: Self) -> Option<Self> {
        if written == "open" {
            return Some(Self::Open);
        }
        let unit = if matches!(is, Self::Known(_, Unit::Point)) { Unit::Point } else { Unit::Yuan };
        let hundredths = match unit {
            Unit::Yuan => figure::read_money(written),
            Unit::Point => figure::read_points(written),
        };
        hundredths.ok().map(|hundredths| Self::Known(Size::from_hundredths(i128::from(hundredths)), unit))
    }

    fn words(self, language: Language) -> String {
        match self {
            Self::Known(size, unit) => size.words(unit, language),
            Self::Open => "open".to_owned(),
            Self::None => language.pick("没有金额", "no amount").to_owned(),
        }
    }
}

pub(super) struct Expecting<'e, 'p> {
    pub name: &'e str,
    /// The measure or total in question.
    pub of: &'e str,
    pub rules: &'e Deciding<'e>,
    /// What was found of the measure.
    pub finding: Option<(&'e Finding<'e>, &'e Profile)>,
    pub faults: &'e mut Faults<'p>,
}

impl Expecting<'_, '_> {
    fn compare(&mut self, node: &Node<'_>, key: &str, expected: &str, is: &str) {
        if expected != is {
            self.fails(node, key, (expected, is), (expected, is));
        }
    }

    fn fails(&mut self, node: &Node<'_>, key: &str, zh: (&str, &str), en: (&str, &str)) {
        let place = self.faults.place(&node.span);
        let (name, of) = (self.name, self.of);
        let expected = zh.0;
        let zh = format!("案例「{name}」:{of} 的 {key} 应为「{}」,算出「{}」", zh.0, zh.1);
        let en = format!("case `{name}`: {key} of {of} should be `{}` and is `{}`", en.0, en.1);
        let problem = Problem::new(Code::CaseFails, place, zh, en);
        let problem =
            match self.finding.and_then(|(finding, profile)| self.rules.place(finding, profile, key, expected)) {
                Some((place, words)) => problem.also(place, words.zh, words.en),
                None => problem,
            };
        let mend = ("改正案例,或改正措施的条件与金额", "mend the case, or the measure's conditions and amounts");
        self.faults.note(problem.mend(mend.0, mend.1));
    }

    /// A code that is expected; a fault where there is no such code.
    fn code(&mut self, node: Option<&Node<'_>>, key: &str, codes: &[&str], is: &str) {
        let Some(node) = node else { return };
        let Some(expected) = self.faults.text(node) else { return };
        if codes.contains(&expected.as_str()) {
            self.compare(node, key, &expected, is);
        } else {
            let place = self.faults.place(&node.span);
            let list = codes.join(", ");
            let (zh, en) = (format!("这里不能写「{expected}」"), format!("`{expected}` cannot stand here"));
            let problem = Problem::new(Code::BadValue, place, zh, en);
            let problem = problem.mend(format!("可以写:{list}"), format!("write one of {list}"));
            self.faults.note(problem.suggest(&expected, codes.iter().copied()));
        }
    }

    fn amount(&mut self, node: Option<&Node<'_>>, key: &str, is: Figure) {
        let Some(node) = node else { return };
        let Some(written) = self.faults.written(node) else { return };
        let Some(expected) = Figure::read(&written, is) else {
            let place = self.faults.place(&node.span);
            let zh = format!("「{written}」不是金额");
            let problem = Problem::new(Code::BadValue, place, zh, format!("`{written}` is no amount of money"));
            let mend = (
                "写成 \"2000万元\" 这样;没有上限写 \"open\"",
                "write it like \"2000万元\", or \"open\" where there is no top",
            );
            self.faults.note(problem.mend(mend.0, mend.1));
            return;
        };
        if expected != is {
            let words = |language| (expected.words(language), is.words(language));
            let (zh, en) = (words(Language::Chinese), words(Language::English));
            self.fails(node, key, (&zh.0, &zh.1), (&en.0, &en.1));
        }
    }

    /// Whether there is this fact; a fault where not.
    fn knows(&mut self, fact: &str, span: &std::ops::Range<usize>) -> bool {
        let known = self.rules.catalogue.fact(fact).is_some();
        if !known {
            let place = self.faults.place(span);
            let (zh, en) = (format!("没有「{fact}」这项申报信息"), format!("there is no fact `{fact}`"));
            let problem = Problem::new(Code::UnknownFact, place, zh, en);
            self.faults.note(problem.suggest(fact, self.rules.catalogue.facts.iter().map(|fact| fact.id.as_str())));
        }
        known
    }

    pub(super) fn finding(&mut self, node: &Node<'_>) {
        let Some((finding, _)) = self.finding else { return };
        let Some(mut fields) = self.faults.table(node) else { return };
        let id = |fact: &FactId| self.rules.catalogue.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
        let missing: BTreeSet<&str> = finding.missing.iter().map(id).collect();
        let verdicts = [Verdict::Eligible, Verdict::Provisional, Verdict::Undetermined, Verdict::Ineligible];
        let node = fields.need("verdict", self.faults);
        self.code(node, "verdict", &verdicts.map(Verdict::code), finding.verdict.code());
        let reasons = [RuledOutBy::Period, RuledOutBy::Audience, RuledOutBy::Conditions].map(RuledOutBy::code);
        let is = finding.ruled_out_by.map_or("null", RuledOutBy::code);
        self.code(fields.take("ruled-out-by"), "ruled-out-by", &reasons, is);
        let ranges: Vec<Range> = finding.supports.iter().filter_map(|(_, range)| *range).collect();
        let (low, high) = match ranges.as_slice() {
            [Range::Stated { low, high }, ..] => (Figure::of(Some(*low), Unit::Yuan), Figure::of(*high, Unit::Yuan)),
            [Range::Points { low, high }, ..] => (Figure::of(Some(*low), Unit::Point), Figure::of(*high, Unit::Point)),
            _ => (Figure::None, Figure::None),
        };
        let (low_node, high_node) = (fields.take("low"), fields.take("high"));
        self.amount(low_node, "low", low);
        self.amount(high_node, "high", high);
        if let Some(node) = fields.take("unstated")
            && let Some(expected) = self.faults.boolean(node)
        {
            let is = ranges.first() == Some(&Range::Unstated);
            self.compare(node, "unstated", &expected.to_string(), &is.to_string());
        }
        if let Some(node) = fields.take("missing") {
            for item in self.faults.list(node) {
                if let Some(fact) = self.faults.text(item) {
                    self.knows(&fact, &item.span);
                }
            }
            let expected: Vec<_> = self.faults.list(node).iter().filter_map(Node::written).collect();
            let expected: BTreeSet<&str> =
                expected.iter().map(AsRef::as_ref).filter(|id| self.rules.catalogue.fact(id).is_some()).collect();
            let list = |names: &BTreeSet<&str>| format!("[{}]", names.iter().copied().collect::<Vec<_>>().join(", "));
            self.compare(node, "missing", &list(&expected), &list(&missing));
        }
        if let Some(node) = fields.take("gaps")
            && let Some(gaps) = self.faults.table(node)
        {
            for entry in gaps.rest() {
                if self.knows(&entry.key, &entry.key_span) {
                    self.gap(&entry.key, &entry.node, finding);
                }
            }
        }
        fields.finish(self.faults);
    }

    fn gap(&mut self, key: &str, node: &Node<'_>, finding: &Finding<'_>) {
        let Some((_, fact)) = self.rules.catalogue.fact(key) else { return };
        let sets = finding.unmet.iter().flat_map(|unmet| std::iter::once(&unmet.changes).chain(&unmet.alternatives));
        let mut changes = sets.flatten();
        let change =
            changes.find(|change| self.rules.catalogue.facts.get(change.fact.0).is_some_and(|it| it.id == key));
        let is = change.and_then(|change| change.gap(fact.kind)).map(|gap| fact.number_code(gap));
        let Some(written) = self.faults.written(node) else { return };
        let expected = match fact.kind {
            Kind::Money | Kind::YearlyMoney { .. } => figure::read_money(&written)
                .map_or(written.into_owned(), |fen| Money::from_fen(i128::from(fen)).plain()),
            _ => written.into_owned(),
        };
        self.compare(node, &format!("gaps.{key}"), &expected, is.as_deref().unwrap_or("none"));
    }

    pub(super) fn total(&mut self, entry: &Entry<'_>, assessment: &Assessment<'_>) {
        let Some(class) = Class::from_code(&entry.key) else {
            let place = self.faults.place(&entry.key_span);
            let zh = format!("没有「{}」这一类支持", entry.key);
            let problem =
                Problem::new(Code::UnknownKey, place, zh, format!("there is no class of support `{}`", entry.key));
            self.faults.note(problem.suggest(&entry.key, Class::ALL.iter().map(|class| class.code())));
            return;
        };
        let Some(mut fields) = self.faults.table(&entry.node) else { return };
        let total: Option<&Total> = assessment.totals.iter().find(|total| total.class == class);
        let of = |amount: fn(&Total) -> Option<Money>| Figure::of(total.map_or(Some(Money::ZERO), amount), Unit::Yuan);
        let (low, high, settled) = (fields.take("low"), fields.take("high"), fields.take("settled-high"));
        self.amount(low, "low", of(|total| Some(total.low)));
        self.amount(high, "high", of(|total| total.high));
        self.amount(settled, "settled-high", of(|total| total.settled_high));
        if let Some(node) = fields.take("unstated") {
            let expected = self.faults.written(node).unwrap_or_default();
            self.compare(node, "unstated", &expected, &total.map_or(0, |total| total.unstated).to_string());
        }
        fields.finish(self.faults);
    }
}
