//! Worked cases: what must hold for applicants worked out by hand from the document.

use super::deciding::Deciding;
use super::expecting::Expecting;
use super::fields::{Faults, Fields};
use super::load::{Loaded, load, load_all};
use super::measures::Places;
use super::outline::Outlines;
use super::source::{Role, Source};
use super::untested::{self, CaseCoverage, Days, Expected, Stated, Worked};
use super::{Catalogue, conditions};
use crate::assess::{assess, assess_some, ignored};
use crate::figure;
use crate::knowledge::Knowledge;
use crate::language::Text;
use crate::measure::Measure;
use crate::problem::{Code, Place, Problem};
use crate::profile::Profile;
use crate::profile_file;
use crate::syntax;
use crate::tree::{self, Data, Entry, Node};
use jiff::civil::Date;
use std::collections::HashMap;

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
    let ran = Ran::of(source, as_of)?;
    let mut problems = ran.problems.clone();
    if problems.is_empty() {
        for (coverage, (file, places)) in ran.coverage(source).into_iter().zip(&ran.loaded.measures) {
            let required = coverage.required();
            problems.extend(required.into_iter().map(|untested| untested.problem(*file, &places.id)));
        }
    }
    Ok((ran.tested, problems))
}

/// What the worked cases tell of each measure of a catalogue, and what is wrong with the cases.
///
/// # Errors
/// Every fault of the catalogue itself, where it cannot be used at all.
pub fn case_coverage(source: &Source, as_of: Date) -> Result<(Loaded, Vec<CaseCoverage>, Vec<Problem>), Vec<Problem>> {
    let ran = Ran::of(source, as_of)?;
    let coverage = ran.coverage(source);
    Ok((ran.loaded, coverage, ran.problems))
}

/// The worked cases of a catalogue, run.
struct Ran {
    /// The catalogue on the day given.
    loaded: Loaded,
    /// The catalogue on other days that cases name.
    other_days: HashMap<Date, Catalogue>,
    worked: Vec<Worked>,
    tested: Tested,
    problems: Vec<Problem>,
}

impl Ran {
    fn of(source: &Source, as_of: Date) -> Result<Self, Vec<Problem>> {
        let (loaded, found) = load_all(source, as_of);
        if !found.is_empty() {
            return Err(found);
        }
        let (mut ran, outlines) = (
            Self {
                loaded,
                other_days: HashMap::new(),
                worked: Vec::new(),
                tested: Tested::default(),
                problems: Vec::new(),
            },
            Outlines::of(source),
        );
        let mut readable = true;
        for (file, text) in
            source.files.iter().enumerate().filter(|(_, file)| matches!(Role::of(&file.path), Role::Cases(_)))
        {
            let (node, errors) = tree::from_toml(&text.text);
            if errors.is_empty() {
                ran.file(source, file, &node, &outlines)?;
            } else {
                ran.problems.extend(syntax::toml(file, &text.text, errors));
                readable = false;
            }
        }
        contradictions(&ran.worked, &mut ran.problems);
        if readable {
            ran.without_case();
        }
        Ok(ran)
    }

    fn file(&mut self, source: &Source, file: usize, node: &Node<'_>, outlines: &Outlines) -> Result<(), Vec<Problem>> {
        let folder = source.files.get(file).and_then(|file| file.path.split('/').next()).unwrap_or_default();
        let as_of = self.loaded.catalogue.as_of;
        let mut faults = Faults::strict(file, &mut self.problems);
        let Some(mut fields) = faults.table(node) else { return Ok(()) };
        let count = fields.take("count");
        let cases = fields.tables("case", &mut faults);
        fields.finish(&mut faults);
        if let Some(node) = count {
            count_of(node, cases.len(), &mut faults);
        }
        for mut case in cases {
            let day = match case.take("as-of") {
                Some(node) => conditions::date(node, &mut faults),
                None => Some(as_of),
            };
            let on = day.unwrap_or(as_of);
            if on != as_of && !self.other_days.contains_key(&on) {
                self.other_days.insert(on, load(source, on)?);
            }
            let catalogue = self.other_days.get(&on).unwrap_or(&self.loaded.catalogue);
            self.tested.cases = self.tested.cases.saturating_add(1);
            let rules = Deciding { catalogue, loaded: &self.loaded, outlines };
            let worked = run(case, (&rules, folder), day.is_some(), &mut faults, &mut self.tested);
            self.worked.push(worked);
        }
        Ok(())
    }

    fn without_case(&mut self) {
        let named = |at: usize| self.worked.iter().flat_map(|case| &case.stated).any(|stated| stated.measure == at);
        for (at, (measure, (file, places))) in
            self.loaded.catalogue.measures.iter().zip(&self.loaded.measures).enumerate()
        {
            if !named(at) {
                let place = Place { file: *file, span: places.id.clone() };
                let (zh, en) =
                    (format!("没有案例检验「{}」", measure.id), format!("no case looks at `{}`", measure.id));
                let problem = Problem::new(Code::NoCase, place, zh, en);
                self.problems
                    .push(problem.mend("在 cases.toml 里为它写一个 [[case]]", "write a [[case]] for it in cases.toml"));
            }
        }
    }

    /// What the cases tell of each measure.
    fn coverage(&self, source: &Source) -> Vec<CaseCoverage> {
        let outlines = Outlines::of(source);
        let days = Days { today: &self.loaded.catalogue, others: &self.other_days };
        let measures = self.loaded.measures.iter().enumerate();
        let of_measure = |(at, (file, places)): (usize, &(usize, Places))| {
            untested::coverage(at, &outlines.measure(*file, &places.whole), &days, &self.worked)
        };
        measures.map(of_measure).collect()
    }
}

/// Compares how many cases there are with how many the file says there should be.
fn count_of(node: &Node<'_>, cases: usize, faults: &mut Faults<'_>) {
    let Some(stated) = faults.number(node).and_then(|number| usize::try_from(number).ok()) else { return };
    if stated != cases {
        let place = faults.place(&node.span);
        let (zh, en) = (
            format!("写着有 {stated} 个案例,实际有 {cases} 个"),
            format!("{stated} cases should stand here, and there are {cases}"),
        );
        let problem = Problem::new(Code::CaseLost, place, zh, en);
        faults
            .note(problem.mend("找回丢失的案例,或改正这个数", "bring back the case that was lost, or mend the number"));
    }
}

/// Adds the cases that expect different things of the same applicant on the same day. That one of
/// them fails only follows from that.
fn contradictions(worked: &[Worked], problems: &mut Vec<Problem>) {
    let mut found = Vec::new();
    // What was stated first of each thing, and of each applicant and day.
    let mut stated_first: HashMap<(Date, &Profile, usize, &str), (usize, &Expected)> = HashMap::new();
    for (at, case) in worked.iter().enumerate() {
        let Some(profile) = &case.profile else { continue };
        for stated in &case.stated {
            for expected in &stated.expected {
                let key = (case.day, profile, stated.measure, expected.key.as_str());
                let (earlier, first) = *stated_first.entry(key).or_insert((at, expected));
                if earlier != at && first.value != expected.value {
                    found.push((expected, first));
                }
            }
        }
    }
    problems.retain(|problem| {
        let at = |place: &Place| problem.place.as_ref() == Some(place);
        problem.code != Code::CaseFails || !found.iter().any(|(one, two)| at(&one.place) || at(&two.place))
    });
    for (later, earlier) in found {
        let (zh, en) = ("同样的申报信息,两个案例的预期不同", "two cases expect different things of the same applicant");
        let problem = Problem::new(Code::CasesContradict, later.place.clone(), zh, en);
        let problem = problem.also(earlier.place.clone(), "这里写的不同", "it is expected otherwise here");
        problems.push(problem.mend("对照原文,改正其中一个", "mend one of them by the document"));
    }
}

/// The documents that the totals of a case are about: its own and those of whose measures it says
/// what to expect, so that no other document beside them changes what must hold. `None` for all.
fn concerned(catalogue: &Catalogue, folder: &str, stated: &[Stated]) -> Option<Catalogue> {
    let of = |measure: &Measure| catalogue.place_of(measure).map(|(_, policy)| policy.id.as_str());
    let expected: Vec<&str> = stated.iter().filter_map(|it| of(catalogue.measures.get(it.measure)?)).collect();
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
    (rules, folder): (&Deciding<'_>, &str),
    dated: bool,
    faults: &mut Faults<'_>,
    tested: &mut Tested,
) -> Worked {
    let catalogue = rules.catalogue;
    let before = faults.problems.len();
    let mut worked = Worked { day: catalogue.as_of, profile: None, stated: Vec::new() };
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
    worked.profile = profile;
    for entry in expect.into_iter().flat_map(|fields| fields.rest()) {
        tested.expectations = tested.expectations.saturating_add(1);
        if catalogue.measure(&entry.key).is_none() {
            let place = faults.place(&entry.key_span);
            let zh = format!("没有「{}」这项措施", entry.key);
            let problem = Problem::new(Code::UnknownMeasure, place, zh, format!("there is no measure `{}`", entry.key));
            faults.note(problem.suggest(&entry.key, catalogue.measures.iter().map(|measure| measure.id.as_str())));
            continue;
        }
        worked.stated.extend(
            catalogue
                .measures
                .iter()
                .position(|it| it.id == entry.key)
                .map(|measure| Stated { measure, expected: expected(&entry.node, faults) }),
        );
        let finding = findings.iter().find(|finding| finding.measure.id == entry.key);
        if let Some(found) = finding.zip(worked.profile.as_ref()) {
            Expecting { name: &name, of: &entry.key, rules, finding: Some(found), faults }.finding(&entry.node);
        }
    }
    let concerned = totals.as_ref().and_then(|_| concerned(catalogue, folder, &worked.stated));
    let of = concerned.as_ref().unwrap_or(catalogue);
    let assessment = worked.profile.as_ref().filter(|_| totals.is_some()).map(|profile| assess(of, profile));
    for entry in totals.into_iter().flat_map(|fields| fields.rest()) {
        tested.expectations = tested.expectations.saturating_add(1);
        if let Some(assessment) = &assessment {
            Expecting { name: &name, of: &entry.key, rules, finding: None, faults }.total(entry, assessment);
        }
    }
    if let Some(profile) = &worked.profile {
        point_at_ignored(rules, profile, faults.problems.get_mut(before..).unwrap_or_default());
    }
    worked
}

/// A case that fails, and gives a fact that does not apply to its applicant, fails by the ask-when.
fn point_at_ignored(rules: &Deciding<'_>, profile: &Profile, problems: &mut [Problem]) {
    let mut failing = problems.iter_mut().filter(|problem| problem.code == Code::CaseFails).peekable();
    if failing.peek().is_none() {
        return;
    }
    let knowledge = Knowledge::of(&rules.catalogue.facts, profile);
    let ignored = ignored(rules.catalogue, profile, &knowledge);
    let Some(place) = ignored.first().and_then(|fact| rules.loaded.facts.get(fact.0)) else { return };
    for problem in failing {
        let (zh, en) = ("这项信息对案例里的申报主体不适用", "this fact does not apply to the applicant of the case");
        problem.also = Some((place.clone(), Text::new(zh, en)));
    }
}

/// What is expected of a measure: the keys, and their values in one form each.
fn expected(node: &Node<'_>, faults: &Faults<'_>) -> Vec<Expected> {
    let Data::Table(lines) = &node.data else { return Vec::new() };
    let value = |node: &Node<'_>| {
        let written = node.written()?;
        let figure = figure::read_money(&written).or_else(|_| figure::read_points(&written));
        Some(figure.map_or(written.into_owned(), |hundredths| hundredths.to_string()))
    };
    let line = |line: &Entry<'_>| {
        let place = faults.place(&line.node.span);
        Some(Expected { key: line.key.to_string(), value: value(&line.node)?, place })
    };
    lines.iter().filter_map(line).collect()
}
