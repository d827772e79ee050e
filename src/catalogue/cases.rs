//! Worked cases: what must hold for applicants worked out by hand from the document.

use super::fields::{Faults, Fields};
use super::load::{load, syntax};
use super::source::{Role, Source};
use super::{Catalogue, conditions};
use crate::amount::Range;
use crate::assess::{Assessment, Finding, Total, assess};
use crate::fact::{FactId, Kind};
use crate::figure;
use crate::measure::Class;
use crate::money::Money;
use crate::problem::{Code, Problem};
use crate::profile_file;
use crate::tree::{self, Data, Node};
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
    let mut catalogues: HashMap<Date, Catalogue> = HashMap::new();
    catalogues.insert(as_of, load(source, as_of)?);
    let mut problems = Vec::new();
    let mut tested = Tested::default();
    let mut named = BTreeSet::new();
    for (file, text) in
        source.files.iter().enumerate().filter(|(_, file)| matches!(Role::of(&file.path), Role::Cases(_)))
    {
        let (node, errors) = tree::from_toml(&text.text);
        problems.extend(syntax(file, errors));
        let mut faults = Faults { file, problems: &mut problems };
        let Some(mut fields) = faults.table(&node) else { continue };
        let cases = fields.tables("case", &mut faults);
        fields.finish(&mut faults);
        for mut case in cases {
            let day = case.take("as-of").and_then(|node| conditions::date(node, &mut faults)).unwrap_or(as_of);
            let catalogue = match catalogues.entry(day) {
                std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::hash_map::Entry::Vacant(entry) => entry.insert(load(source, day)?),
            };
            tested.cases = tested.cases.saturating_add(1);
            run(case, catalogue, &mut faults, &mut tested, &mut named);
        }
    }
    for measure in catalogues.get(&as_of).into_iter().flat_map(|catalogue| &catalogue.measures) {
        if !named.contains(&measure.id) {
            let zh = format!("没有案例检验「{}」", measure.id);
            problems.push(Problem::nowhere(Code::NoCase, zh, format!("no case looks at `{}`", measure.id)));
        }
    }
    Ok((tested, problems))
}

fn run(
    mut case: Fields<'_, '_>,
    catalogue: &Catalogue,
    faults: &mut Faults<'_>,
    tested: &mut Tested,
    named: &mut BTreeSet<String>,
) {
    let name = case.need("name", faults).and_then(|node| faults.text(node)).unwrap_or_default();
    let given = case.need("given", faults);
    let expect = case.take("expect").and_then(|node| faults.table(node));
    let totals = case.take("totals").and_then(|node| faults.table(node));
    case.finish(faults);
    let Some(Data::Table(facts)) = given.map(|node| &node.data) else { return };
    let (profile, found) = profile_file::read_facts(catalogue, facts, faults.file);
    faults.problems.extend(found);
    let assessment = assess(catalogue, &profile);
    for entry in expect.into_iter().flat_map(|fields| fields.rest()) {
        tested.expectations = tested.expectations.saturating_add(1);
        let Some(finding) = assessment.findings.iter().find(|finding| finding.measure.id == entry.key) else {
            let place = faults.place(&entry.key_span);
            let zh = format!("没有「{}」这项措施", entry.key);
            let problem = Problem::new(Code::UnknownMeasure, place, zh, format!("there is no measure `{}`", entry.key));
            faults.note(problem.suggest(&entry.key, catalogue.measures.iter().map(|measure| measure.id.as_str())));
            continue;
        };
        named.insert(finding.measure.id.clone());
        let mut expecting = Expecting { name: &name, catalogue, faults };
        expecting.finding(&entry.node, finding);
    }
    for entry in totals.into_iter().flat_map(|fields| fields.rest()) {
        tested.expectations = tested.expectations.saturating_add(1);
        let mut expecting = Expecting { name: &name, catalogue, faults };
        expecting.total(&entry.key, &entry.node, &assessment);
    }
}

struct Expecting<'e, 'p> {
    name: &'e str,
    catalogue: &'e Catalogue,
    faults: &'e mut Faults<'p>,
}

impl Expecting<'_, '_> {
    fn compare(&mut self, node: &Node<'_>, key: &str, expected: &str, is: &str) {
        if expected != is {
            let zh = format!("案例「{}」:{key} 应为 {expected},得到 {is}", self.name);
            let en = format!("case `{}`: {key} should be {expected} and is {is}", self.name);
            self.faults.at(Code::CaseFails, &node.span, zh, en);
        }
    }

    fn amount(&mut self, node: Option<&Node<'_>>, key: &str, is: Option<Option<Money>>) {
        let Some(node) = node else { return };
        let written = node.written().unwrap_or_default().into_owned();
        let expected = match figure::read_money(&written) {
            Ok(fen) => Money::from_fen(i128::from(fen)).plain(),
            Err(_) => written,
        };
        let is = match is {
            Some(Some(money)) => money.plain(),
            Some(None) => "open".to_owned(),
            None => "none".to_owned(),
        };
        self.compare(node, key, &expected, &is);
    }

    fn finding(&mut self, node: &Node<'_>, finding: &Finding<'_>) {
        let Some(mut fields) = self.faults.table(node) else { return };
        let id = |fact: &FactId| self.catalogue.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
        let missing: BTreeSet<&str> = finding.missing.iter().map(id).collect();
        if let Some(node) = fields.need("verdict", self.faults) {
            let expected = self.faults.text(node).unwrap_or_default();
            self.compare(node, "verdict", &expected, finding.verdict.code());
        }
        if let Some(node) = fields.take("ruled-out-by") {
            let expected = self.faults.text(node).unwrap_or_default();
            self.compare(node, "ruled-out-by", &expected, finding.ruled_out_by.map_or("null", |by| by.code()));
        }
        let ranges: Vec<Range> = finding.supports.iter().filter_map(|(_, range)| *range).collect();
        let (low, high) = match ranges.as_slice() {
            [Range::Stated { low, high }, ..] => (Some(Some(*low)), Some(*high)),
            _ => (None, None),
        };
        let (low_node, high_node) = (fields.take("low"), fields.take("high"));
        self.amount(low_node, "low", low);
        self.amount(high_node, "high", high);
        if let Some(node) = fields.take("unstated") {
            let expected = self.faults.boolean(node).unwrap_or_default();
            let is = ranges.first() == Some(&Range::Unstated);
            self.compare(node, "unstated", &expected.to_string(), &is.to_string());
        }
        if let Some(node) = fields.take("missing") {
            let expected = self.faults.texts(node);
            let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
            let list = |names: &BTreeSet<&str>| format!("[{}]", names.iter().copied().collect::<Vec<_>>().join(", "));
            self.compare(node, "missing", &list(&expected), &list(&missing));
        }
        if let Some(node) = fields.take("gaps")
            && let Some(gaps) = self.faults.table(node)
        {
            for entry in gaps.rest() {
                self.gap(&entry.key, &entry.node, finding);
            }
        }
        fields.finish(self.faults);
    }

    fn gap(&mut self, key: &str, node: &Node<'_>, finding: &Finding<'_>) {
        let sets = finding.unmet.iter().flat_map(|unmet| std::iter::once(&unmet.changes).chain(&unmet.alternatives));
        let is = sets.flatten().find_map(|change| {
            let fact = self.catalogue.facts.get(change.fact.0).filter(|fact| fact.id == key)?;
            change.gap(fact.kind).map(|gap| fact.number_code(gap))
        });
        let fact = self.catalogue.fact(key).map(|(_, fact)| fact);
        let written = node.written().unwrap_or_default().into_owned();
        let expected = match fact.map(|fact| fact.kind) {
            Some(Kind::Money | Kind::YearlyMoney { .. }) => {
                figure::read_money(&written).map_or(written, |fen| Money::from_fen(i128::from(fen)).plain())
            }
            _ => written,
        };
        self.compare(node, &format!("gaps.{key}"), &expected, is.as_deref().unwrap_or("none"));
    }

    fn total(&mut self, key: &str, node: &Node<'_>, assessment: &Assessment<'_>) {
        let Some(mut fields) = self.faults.table(node) else { return };
        let class = Class::from_code(key);
        let total: Option<&Total> = assessment.totals.iter().find(|total| Some(total.class) == class);
        let of = |amount: fn(&Total) -> Option<Money>| Some(total.map_or(Some(Money::ZERO), amount));
        let (low, high, settled) = (fields.take("low"), fields.take("high"), fields.take("settled-high"));
        self.amount(low, "low", of(|total| Some(total.low)));
        self.amount(high, "high", of(|total| total.high));
        self.amount(settled, "settled-high", of(|total| total.settled_high));
        if let Some(node) = fields.take("unstated") {
            let expected = node.written().unwrap_or_default().into_owned();
            self.compare(node, "unstated", &expected, &total.map_or(0, |total| total.unstated).to_string());
        }
        fields.finish(self.faults);
    }
}
