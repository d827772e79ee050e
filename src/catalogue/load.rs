//! From files to a valid catalogue, or every fault at once.

use super::clauses::Clauses;
use super::leads::Leads;
use super::measures::Places;
use super::names::Names;
use super::reader::{Documents, Opened, Reader};
use super::signs::signs;
use super::source::{Role, Source};
use super::stacking::{self, StackingPlaces};
use super::{Catalogue, conditions, drafts, obligations, prove};
use crate::condition::{Compiled, Compiler, Condition, NamedCondition};
use crate::problem::{Code, Place, Problem};
use crate::syntax;
use crate::tree::{self, Node};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// A catalogue and where its parts stand in its files.
#[derive(Debug)]
pub struct Loaded {
    /// The catalogue: what could be read of it.
    pub catalogue: Catalogue,
    /// For each fact, its place.
    pub facts: Vec<Place>,
    /// For each clause, its places.
    pub clauses: Vec<ClausePlaces>,
    /// For each measure, its file and places.
    pub measures: Vec<(usize, Places)>,
    /// For each remark, the place of its quote.
    pub remarks: Vec<Place>,
    /// For each quote that is undecided, its place.
    pub undecided: Vec<Place>,
    /// For each rule on which measures count together, its places.
    pub stacking: Vec<StackingPlaces>,
    /// For each obligation, the place of its quote.
    pub obligations: Vec<Place>,
    /// For each policy, the place of its closing line, or else of its file.
    pub policies: Vec<Place>,
}

/// Where the head of a clause stands.
#[derive(Clone, Debug)]
pub struct ClausePlaces {
    /// The file.
    pub file: usize,
    /// The clause's number.
    pub number: Range<usize>,
    /// Its title.
    pub title: Range<usize>,
    /// Its offices, or else its number.
    pub offices: Range<usize>,
}

/// Reads a catalogue and makes it ready for one day. What cannot be read is left out.
pub fn load_all(source: &Source, as_of: Date) -> (Loaded, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut trees = Vec::new();
    for (at, file) in source.files.iter().enumerate() {
        let role = Role::of(&file.path);
        match role {
            Role::Cases(_) | Role::Text(_) | Role::Other => {}
            Role::Stray => problems.push(stray(&file.path)),
            _ => {
                let (node, errors) = tree::from_toml(&file.text);
                problems.extend(syntax::toml(at, &file.text, errors));
                signs(at, &node, &mut problems);
                trees.push((at, role, node));
            }
        }
    }
    let mut reader = Reader::new(problems);
    let loaded = reader.read(&trees, as_of, source.digest());
    let mut problems = reader.problems;
    if problems.is_empty() && loaded.catalogue.policies.is_empty() {
        problems.push(
            Problem::nowhere(Code::MissingFile, "目录里没有政策文件", "the catalogue holds no document")
                .mend("每份文件一个文件夹,里面要有 policy.toml", "each document has a folder with a policy.toml"),
        );
    }
    without_echoes(&mut problems, source);
    (loaded, problems)
}

fn stray(path: &str) -> Problem {
    let zh = format!("「{path}」不在会读取的位置");
    Problem::nowhere(Code::StrayFile, zh, format!("`{path}` stands where no file is read")).mend(
        "共用的信息放在 facts.toml,其余放在「文件夹/*.toml」",
        "shared facts go into facts.toml, everything else into `folder/*.toml`",
    )
}

/// Leaves out what only follows from files that are no TOML, and from offices that are no list.
pub(super) fn without_echoes(problems: &mut Vec<Problem>, source: &Source) {
    let file = |problem: &Problem| problem.place.as_ref().map(|place| place.file);
    let broken: BTreeSet<usize> =
        problems.iter().filter(|problem| problem.code == Code::Syntax).filter_map(file).collect();
    let is_facts = |at: &usize| {
        let role = source.files.get(*at).map(|file| Role::of(&file.path));
        matches!(role, Some(Role::SharedFacts | Role::Facts(_)))
    };
    let facts_broken = broken.iter().any(is_facts);
    let places: Vec<Place> =
        problems.iter().filter(|it| it.code != Code::WrongOffices).filter_map(|it| it.place.clone()).collect();
    let within = |place: &Place, outer: &Place| {
        place.file == outer.file && outer.span.start <= place.span.start && place.span.end <= outer.span.end
    };
    problems.retain(|problem| {
        let unread = |outer: &Place| places.iter().any(|place| within(place, outer));
        if problem.code == Code::WrongOffices && problem.place.as_ref().is_some_and(unread) {
            return false;
        }
        let names_fact = matches!(problem.code, Code::UnknownFact | Code::UnknownCondition | Code::UnknownTopic);
        let names_measure = problem.code == Code::UnknownMeasure && !broken.is_empty();
        problem.code == Code::Syntax
            || !(names_measure
                || file(problem).is_some_and(|file| broken.contains(&file))
                || facts_broken && names_fact)
    });
}

/// Reads a catalogue and makes it ready for one day.
///
/// # Errors
/// Every fault that keeps it from being used.
pub fn load(source: &Source, as_of: Date) -> Result<Catalogue, Vec<Problem>> {
    let (loaded, problems) = load_all(source, as_of);
    if problems.is_empty() { Ok(loaded.catalogue) } else { Err(problems) }
}

impl Reader {
    /// Everything, in the order in which one thing names another.
    fn read(&mut self, trees: &[(usize, Role, Node<'_>)], as_of: Date, digest: String) -> Loaded {
        self.drafts = drafts::files(trees);
        let mut opened: Vec<Opened<'_, '_>> = Vec::new();
        for (file, role, node) in trees {
            let fields = self.faults(*file).table(node);
            opened.extend(fields.map(|fields| Opened { file: *file, role, fields }));
        }
        let topics = self.topics(&mut opened);
        let raw_facts = self.facts(&mut opened, &topics);
        let raw_named = self.named(&mut opened);

        let mut facts = Vec::new();
        let mut fact_places = Vec::new();
        let mut raw_ask_when = Vec::new();
        let mut ask_places = Vec::new();
        for raw in raw_facts {
            fact_places.push(Place { file: raw.file, span: raw.span.clone() });
            ask_places.push(raw.ask_when.map_or(raw.span, |node| node.span.clone()));
            raw_ask_when.push((raw.file, raw.ask_when));
            facts.push(raw.fact);
        }
        let ids: Vec<String> = raw_named.iter().map(|raw| raw.id.clone()).collect();
        let faulty = std::mem::take(&mut self.faulty);
        let names = Names::new(&facts, &ids, &faulty);
        let ask_when: Vec<Option<Condition>> = raw_ask_when
            .iter()
            .map(|(file, node)| node.and_then(|node| conditions::read(node, &names, &mut self.faults(*file))))
            .collect();
        let named: Vec<NamedCondition> = raw_named
            .iter()
            .map(|raw| {
                let when = raw.when.and_then(|node| conditions::read(node, &names, &mut self.faults(raw.file)));
                NamedCondition { id: raw.id.clone(), when: when.unwrap_or(Condition::All(Vec::new())) }
            })
            .collect();
        let places = fact_places.iter().zip(ask_places).map(|(fact, span)| Place { file: fact.file, span }).collect();
        let named_places = raw_named.iter().map(|raw| raw.place.clone()).collect();
        let leads = Leads::of(&ask_when, &named);
        self.problems.extend(leads.problems(&facts, &named, (places, named_places)));
        let (ask_when, named) = if leads.are_sound() {
            (ask_when, named)
        } else {
            let empty = |it: NamedCondition| NamedCondition { when: Condition::All(Vec::new()), ..it };
            (vec![None; facts.len()], named.into_iter().map(empty).collect())
        };
        let sound_facts = self.problems.is_empty();

        let mut documents = self.documents(&mut opened);
        let clauses = self.clauses(opened, &mut documents, &names);
        let Documents { mut policies, files: policy_files, remarks, obligations, stacking: raw_stacking } = documents;
        let Clauses { clauses, places: clause_places, measures, measure_places, measure_ids, sound } = clauses;
        let (remarks, remark_places) = remarks.into_iter().unzip();
        self.count_open(trees, &mut policies);
        let (undecided, undecided_places) = std::mem::take(&mut self.undecided).into_iter().unzip();
        let known = stacking::Measures::new(&measures, &measure_ids);
        obligations::check(&obligations, &known, &mut self.problems);
        let (stacking, stacking_places): (Vec<_>, Vec<_>) = raw_stacking
            .into_iter()
            .filter_map(|raw| {
                let mut faults = self.faults(raw.file);
                stacking::read(raw, &known, &names, &mut faults)
            })
            .unzip();
        let compiled = Compiled::new(facts.len(), named.len());
        let compiler = Compiler { facts: &facts, ask_when: &ask_when, named: &named, as_of, compiled: &compiled };
        if sound_facts {
            let sound_measures = sound.iter().all(|sound| *sound);
            let prover = prove::Prover::new(compiler, &leads);
            for ((measure, (file, places)), _) in measures.iter().zip(&measure_places).zip(sound).filter(|it| it.1) {
                prover.prove(&mut self.problems, measure, *file, places);
            }
            if sound_measures {
                stacking::prove(&mut self.problems, &stacking, &stacking_places, &measures, compiler);
            }
        }
        let obligation_places = obligations.iter().map(obligations::Placed::place).collect();
        let catalogue = Catalogue {
            digest,
            as_of,
            topics,
            facts,
            ask_when,
            named,
            policies,
            clauses,
            measures,
            remarks,
            undecided,
            stacking,
            obligations: obligations.into_iter().map(|placed| placed.obligation).collect(),
            fact_of: OnceLock::new(),
            compiled: OnceLock::from(compiled),
            switches: OnceLock::new(),
            knots: OnceLock::new(),
        };
        Loaded {
            catalogue,
            facts: fact_places,
            clauses: clause_places,
            measures: measure_places,
            remarks: remark_places,
            undecided: undecided_places,
            stacking: stacking_places,
            obligations: obligation_places,
            policies: policy_files,
        }
    }
}
