//! Worked cases: what must hold for applicants worked out by hand from the document.

use super::fields::{Faults, Fields};
use super::load::{Loaded, load, load_all};
use super::source::{Role, Source};
use super::{Catalogue, conditions};
use crate::amount::{Range, Size, Unit};
use crate::assess::{Assessment, Finding, RuledOutBy, Total, Verdict, assess, assess_some};
use crate::fact::{FactId, Kind};
use crate::figure;
use crate::language::Language;
use crate::measure::{Class, Measure};
use crate::money::Money;
use crate::problem::{Code, Place, Problem};
use crate::profile_file;
use crate::syntax;
use crate::tree::{self, Entry, Node};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// How many cases and expectations were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tested {
    /// Worked cases.
    pub cases: usize,
    /// Measures and totals expected in them.
    pub expectations: usize,
}

/// Runs all worked cases of a catalogue. Cases that name no day are assessed as of the one given.
///
/// # Errors
/// Every fault of the catalogue itself, where it cannot be used at all.
pub fn test(source: &Source, as_of: Date) -> Result<(Tested, Vec<Problem>), Vec<Problem>> {
    let (loaded, found) = load_all(source, as_of);
    if !found.is_empty() {
        return Err(found);
    }
    let Loaded { catalogue, measures: places, .. } = loaded;
    let mut catalogues = HashMap::from([(as_of, catalogue)]);
    let mut problems = Vec::new();
    let mut tested = Tested::default();
    let mut named = BTreeSet::new();
    let mut readable = true;
    for (file, text) in source.files.iter().enumerate() {
        let Role::Cases(folder) = Role::of(&text.path) else { continue };
        let (node, errors) = tree::from_toml(&text.text);
        if !errors.is_empty() {
            problems.extend(syntax::toml(file, &text.text, errors));
            readable = false;
            continue;
        }
        let mut faults = Faults::strict(file, &mut problems);
        let Some(mut fields) = faults.table(&node) else { continue };
        let cases = fields.tables("case", &mut faults);
        fields.finish(&mut faults);
        for mut case in cases {
            let day = match case.take("as-of") {
                Some(node) => conditions::date(node, &mut faults),
                None => Some(as_of),
            };
            let on = day.unwrap_or(as_of);
            let catalogue = match catalogues.entry(on) {
                std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::hash_map::Entry::Vacant(entry) => entry.insert(load(source, on)?),
            };
            tested.cases = tested.cases.saturating_add(1);
            run(case, (catalogue, &folder), day.is_some(), &mut faults, &mut tested, &mut named);
        }
    }
    let measures = catalogues.get(&as_of).into_iter().flat_map(|catalogue| &catalogue.measures);
    for (measure, (file, places)) in measures.zip(places).filter(|_| readable) {
        if !named.contains(&measure.id) {
            let place = Place { file, span: places.id };
            let (zh, en) = (format!("没有案例检验「{}」", measure.id), format!("no case looks at `{}`", measure.id));
            let problem = Problem::new(Code::NoCase, place, zh, en);
            problems.push(problem.mend("在 cases.toml 里为它写一个 [[case]]", "write a [[case]] for it in cases.toml"));
        }
    }
    Ok((tested, problems))
}

/// The documents that the totals of a case are about: its own and those of whose measures it says
/// what to expect, so that no other document beside them changes what must hold. `None` for all.
fn concerned(catalogue: &Catalogue, folder: &str, expected: &[&str]) -> Option<Catalogue> {
    let of = |measure: &Measure| catalogue.place_of(measure).map(|(_, policy)| policy.id.as_str());
    let expected: Vec<&str> = expected.iter().filter_map(|id| of(catalogue.measure(id)?)).collect();
    let is_concerned = |measure: &&Measure| of(measure).is_some_and(|id| id == folder || expected.contains(&id));
    let ids: Vec<&str> = catalogue.measures.iter().filter(is_concerned).map(|measure| measure.id.as_str()).collect();
    (ids.len() < catalogue.measures.len()).then(|| {
        let mut concerned = catalogue.clone();
        concerned.only(&ids);
        concerned
    })
}

/// Runs one case. Where its day or what is given is at fault, nothing is compared.
fn run(
    mut case: Fields<'_, '_>,
    (catalogue, folder): (&Catalogue, &str),
    dated: bool,
    faults: &mut Faults<'_>,
    tested: &mut Tested,
    named: &mut BTreeSet<String>,
) {
    let span = case.span.clone();
    let name = case.need("name", faults).and_then(|node| faults.text(node)).unwrap_or_default();
    let given = case.need("given", faults).and_then(|node| faults.table(node));
    let (expect, totals) = (case.take("expect"), case.take("totals"));
    if expect.or(totals).is_none() && case.left().next().is_none() {
        let place = faults.place(&span);
        let (zh, en) = ("案例没有写应得的结论「expect」", "the case says nothing of what to `expect`");
        let problem = Problem::new(Code::MissingKey, place, zh, en);
        let example = "expect = { measure-id = { verdict = \"eligible\" } }";
        faults.note(problem.mend(format!("写成 {example}"), format!("write {example}")));
    }
    let expect = expect.and_then(|node| faults.table(node));
    let totals = totals.and_then(|node| faults.table(node));
    case.finish(faults);
    let profile = given.and_then(|given| {
        let facts: Vec<_> = given.rest().collect();
        let (profile, found) = profile_file::read_facts(&profile_file::Keys::new(catalogue), facts, faults.file);
        let clean = found.is_empty();
        faults.problems.extend(found);
        (clean && dated).then_some(profile)
    });
    let ids: Vec<&str> = expect.iter().flat_map(Fields::left).collect();
    let findings = profile.as_ref().map(|profile| assess_some(catalogue, profile, &ids)).unwrap_or_default();
    let mut expected = Vec::new();
    for entry in expect.into_iter().flat_map(|fields| fields.rest()) {
        tested.expectations = tested.expectations.saturating_add(1);
        if catalogue.measure(&entry.key).is_none() {
            let place = faults.place(&entry.key_span);
            let zh = format!("没有「{}」这项措施", entry.key);
            let problem = Problem::new(Code::UnknownMeasure, place, zh, format!("there is no measure `{}`", entry.key));
            faults.note(problem.suggest(&entry.key, catalogue.measures.iter().map(|measure| measure.id.as_str())));
            continue;
        }
        named.insert(entry.key.to_string());
        expected.push(entry.key.as_ref());
        let finding = findings.iter().find(|finding| finding.measure.id == entry.key);
        if let Some(finding) = finding {
            Expecting { name: &name, of: &entry.key, catalogue, faults }.finding(&entry.node, finding);
        }
    }
    let concerned = totals.as_ref().and_then(|_| concerned(catalogue, folder, &expected));
    let of = concerned.as_ref().unwrap_or(catalogue);
    let assessment = profile.as_ref().filter(|_| totals.is_some()).map(|profile| assess(of, profile));
    for entry in totals.into_iter().flat_map(|fields| fields.rest()) {
        tested.expectations = tested.expectations.saturating_add(1);
        if let Some(assessment) = &assessment {
            Expecting { name: &name, of: &entry.key, catalogue, faults }.total(entry, assessment);
        }
    }
}

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

struct Expecting<'e, 'p> {
    name: &'e str,
    /// The measure or total in question.
    of: &'e str,
    catalogue: &'e Catalogue,
    faults: &'e mut Faults<'p>,
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
        let zh = format!("案例「{name}」:{of} 的 {key} 应为「{}」,算出「{}」", zh.0, zh.1);
        let en = format!("case `{name}`: {key} of {of} should be `{}` and is `{}`", en.0, en.1);
        let problem = Problem::new(Code::CaseFails, place, zh, en);
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
        let known = self.catalogue.fact(fact).is_some();
        if !known {
            let place = self.faults.place(span);
            let (zh, en) = (format!("没有「{fact}」这项申报信息"), format!("there is no fact `{fact}`"));
            let problem = Problem::new(Code::UnknownFact, place, zh, en);
            self.faults.note(problem.suggest(fact, self.catalogue.facts.iter().map(|fact| fact.id.as_str())));
        }
        known
    }

    fn finding(&mut self, node: &Node<'_>, finding: &Finding<'_>) {
        let Some(mut fields) = self.faults.table(node) else { return };
        let id = |fact: &FactId| self.catalogue.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
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
                expected.iter().map(AsRef::as_ref).filter(|id| self.catalogue.fact(id).is_some()).collect();
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
        let Some((_, fact)) = self.catalogue.fact(key) else { return };
        let sets = finding.unmet.iter().flat_map(|unmet| std::iter::once(&unmet.changes).chain(&unmet.alternatives));
        let mut changes = sets.flatten();
        let change = changes.find(|change| self.catalogue.facts.get(change.fact.0).is_some_and(|it| it.id == key));
        let is = change.and_then(|change| change.gap(fact.kind)).map(|gap| fact.number_code(gap));
        let Some(written) = self.faults.written(node) else { return };
        let expected = match fact.kind {
            Kind::Money | Kind::YearlyMoney { .. } => figure::read_money(&written)
                .map_or(written.into_owned(), |fen| Money::from_fen(i128::from(fen)).plain()),
            _ => written.into_owned(),
        };
        self.compare(node, &format!("gaps.{key}"), &expected, is.as_deref().unwrap_or("none"));
    }

    fn total(&mut self, entry: &Entry<'_>, assessment: &Assessment<'_>) {
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
