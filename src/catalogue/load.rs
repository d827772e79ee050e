//! From files to a valid catalogue, or every fault at once.

use super::fields::{Faults, Fields};
use super::leads::Leads;
use super::measures::Places;
use super::names::Names;
use super::source::{Role, Source};
use super::stacking::{self, RawStacking, StackingPlaces};
use super::validity::Around;
use super::{Catalogue, conditions, drafts, facts, measures, obligations, prove};
use crate::condition::{Compiled, Compiler, Condition, NamedCondition};
use crate::measure::{Clause, Measure, Policy, Remark, Undecided};
use crate::problem::{Code, Place, Problem};
use crate::syntax;
use crate::tree::{self, Node};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap, HashSet};
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
                trees.push((at, role, node));
            }
        }
    }
    let mut reader = Reader { problems, ..Reader::default() };
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

#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
    /// The files of drafts, each with the number of texts found missing in it.
    drafts: HashMap<usize, usize>,
    /// What is not decided yet, with its place.
    undecided: Vec<(Undecided, Place)>,
    /// What already has an id: kind of thing and id.
    taken: HashMap<(Named, String), ()>,
    /// Facts with an id and a fault that keeps them from being used.
    faulty: HashSet<String>,
}

/// What has an id of its own kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Named {
    Topic,
    Fact,
    Condition,
    Measure,
    Clause,
}

/// The tables of one file, by what they are.
struct Opened<'n, 't> {
    file: usize,
    role: &'n Role,
    fields: Fields<'n, 't>,
}

impl Reader {
    fn faults(&mut self, file: usize) -> Faults<'_> {
        Faults { file, problems: &mut self.problems, missing: self.drafts.get_mut(&file) }
    }

    fn is_new(&mut self, kind: Named, id: &str, file: usize, span: &Range<usize>) -> bool {
        let new = self.taken.insert((kind, id.to_owned()), ()).is_none();
        if !new {
            let (zh, en) = match kind {
                Named::Topic => ("主题", "topic"),
                Named::Fact => ("信息", "fact"),
                Named::Condition => ("条件", "condition"),
                Named::Measure => ("措施", "measure"),
                Named::Clause => ("条款", "clause"),
            };
            let shown = id.rsplit('/').next().unwrap_or(id);
            let place = Place { file, span: span.clone() };
            let (zh, en) = (format!("已经有{zh}「{shown}」"), format!("there is a {en} `{shown}` already"));
            let problem = Problem::new(Code::Duplicate, place, zh, en);
            self.problems.push(match kind {
                Named::Clause => problem.mend("并到一个文件里", "put both into one file"),
                _ => problem.mend("换一个 id", "give it another id"),
            });
        }
        new
    }

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

        let (mut policies, policy_files, mut remarks, mut obligations, mut raw_stacking) = self.policies(&mut opened);
        let mut remark_places = remarks.iter().map(|(_, place)| place.clone()).collect::<Vec<_>>();
        let mut clauses = Vec::new();
        let mut clause_places = Vec::new();
        let mut measures: Vec<Measure> = Vec::new();
        let mut measure_places = Vec::new();
        let mut sound = Vec::new();
        // Measures with faults too, so that what names them is not at fault as well.
        let mut measure_ids: Vec<String> = Vec::new();
        let folders: HashMap<String, usize> =
            policies.iter().enumerate().map(|(at, policy)| (policy.id.clone(), at)).collect();
        for Opened { file, role, mut fields } in opened {
            let Role::Clause(folder) = role else {
                fields.finish(&mut self.faults(file));
                continue;
            };
            let head = measures::head(&mut fields, &mut self.faults(file));
            let policy = folders.get(folder).copied().unwrap_or(usize::MAX);
            let clause = clauses.len();
            let document = policies.get(policy).map(Policy::validity).unwrap_or_default();
            let around = Around { document, ..Around::default() };
            let around = Around { clause: around.narrowed(&mut fields, &mut self.faults(file)), document };
            let placed = obligations::read(&mut fields, policy, Some(clause), &mut self.faults(file));
            obligations.extend(placed.into_iter().filter(|_| head.is_some()));
            let found = measures::remarks(&mut fields, policy, Some(clause), &mut self.faults(file));
            for (remark, span) in found.into_iter().filter(|_| head.is_some()) {
                remark_places.push(Place { file, span: span.clone() });
                remarks.push((remark, Place { file, span }));
            }
            let open = drafts::undecided(&mut fields, policy, Some(clause), &mut self.faults(file));
            let open = open.into_iter().filter(|_| head.is_some());
            self.undecided.extend(open.map(|(undecided, span)| (undecided, Place { file, span })));
            for fields in fields.tables("stacking", &mut self.faults(file)).into_iter().filter(|_| head.is_some()) {
                raw_stacking.push(RawStacking { file, policy, clause: Some(clause), fields });
            }
            for table in fields.tables("measure", &mut self.faults(file)) {
                let before = self.problems.len();
                measure_ids.extend(table.written("id"));
                let read = measures::measure(table, (clause, around), &names, &mut self.faults(file));
                let Some((measure, places)) = read else { continue };
                if self.is_new(Named::Measure, &measure.id, file, &places.id) && head.is_some() {
                    measures.push(measure);
                    measure_places.push((file, places));
                    sound.push(before == self.problems.len());
                }
            }
            fields.finish(&mut self.faults(file));
            let Some(head) = head else { continue };
            self.is_new(Named::Clause, &format!("{folder}/{}", head.number), file, &head.number_place);
            clause_places.push(ClausePlaces {
                file,
                number: head.number_place,
                title: head.title_place,
                offices: head.offices_place,
            });
            clauses.push(Clause { policy, number: head.number, title: head.title, offices: head.offices });
        }

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
            remarks: remarks.into_iter().map(|(remark, _)| remark).collect(),
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

    /// Counts what is open in each document that is a draft.
    fn count_open(&self, trees: &[(usize, Role, Node<'_>)], policies: &mut [Policy]) {
        for (undecided, _) in &self.undecided {
            if let Some(draft) = policies.get_mut(undecided.policy).and_then(|policy| policy.draft.as_mut()) {
                draft.undecided = draft.undecided.saturating_add(1);
            }
        }
        let mut texts: HashMap<&String, usize> = HashMap::new();
        for (file, role, _) in trees {
            if let Some((folder, missing)) = role.folder().zip(self.drafts.get(file)) {
                let sum = texts.entry(folder).or_default();
                *sum = sum.saturating_add(*missing);
            }
        }
        for policy in policies {
            if let Some(draft) = &mut policy.draft {
                draft.texts = texts.get(&policy.id).copied().unwrap_or_default();
            }
        }
    }

    fn topics(&mut self, opened: &mut [Opened<'_, '_>]) -> Vec<facts::Topic> {
        let mut topics: Vec<facts::Topic> = Vec::new();
        for open in opened.iter_mut().filter(|open| matches!(open.role, Role::SharedFacts | Role::Facts(_))) {
            for table in open.fields.tables("topic", &mut self.faults(open.file)) {
                let span = table.span_of("id");
                let topic = facts::topic(table, &mut self.faults(open.file));
                topics.extend(topic.filter(|topic| self.is_new(Named::Topic, &topic.id, open.file, &span)));
            }
        }
        topics
    }

    fn facts<'n, 't>(&mut self, opened: &mut [Opened<'n, 't>], topics: &[facts::Topic]) -> Vec<facts::RawFact<'n, 't>> {
        let topics = facts::Topics::new(topics);
        let mut found: Vec<facts::RawFact<'n, 't>> = Vec::new();
        for open in opened.iter_mut().filter(|open| matches!(open.role, Role::SharedFacts | Role::Facts(_))) {
            for table in open.fields.tables("fact", &mut self.faults(open.file)) {
                let first_slot = found.last().map_or(0, |raw| raw.fact.slots.end);
                match facts::fact(table, &topics, first_slot, &mut self.faults(open.file)) {
                    Ok(raw) if self.is_new(Named::Fact, &raw.fact.id, open.file, &raw.id_span) => found.push(raw),
                    Ok(_) => {}
                    Err(id) => self.faulty.extend(id),
                }
            }
        }
        found
    }

    fn named<'n, 't>(&mut self, opened: &mut [Opened<'n, 't>]) -> Vec<RawNamed<'n, 't>> {
        let mut found = Vec::new();
        for open in opened.iter_mut().filter(|open| matches!(open.role, Role::SharedFacts | Role::Facts(_))) {
            for mut table in open.fields.tables("condition", &mut self.faults(open.file)) {
                let span = table.span_of("id");
                let place = Place { file: open.file, span: table.span.clone() };
                let id = facts::id(&mut table, &mut self.faults(open.file));
                let when = table.need("when", &mut self.faults(open.file));
                table.finish(&mut self.faults(open.file));
                let Some(id) = id else { continue };
                if self.is_new(Named::Condition, &id, open.file, &span) {
                    found.push(RawNamed { id, when, file: open.file, place });
                }
            }
        }
        found
    }

    fn policies<'n, 't>(&mut self, opened: &mut Vec<Opened<'n, 't>>) -> Policies<'n, 't> {
        let mut folders = BTreeSet::new();
        let mut policies = Vec::new();
        let mut files = Vec::new();
        let mut remarks = Vec::new();
        let mut stacking = Vec::new();
        let mut obligations = Vec::new();
        let mut others = Vec::new();
        for open in opened.drain(..) {
            let Role::Policy(folder) = open.role else {
                others.push(open);
                continue;
            };
            folders.insert(folder.as_str());
            let (file, policy, mut fields) = (open.file, policies.len(), open.fields);
            let undecided = drafts::undecided(&mut fields, policy, None, &mut self.faults(file));
            self.undecided.extend(undecided.into_iter().map(|(it, span)| (it, Place { file, span })));
            let tables = fields.tables("stacking", &mut self.faults(file));
            stacking.extend(tables.into_iter().map(|fields| RawStacking { file, policy, clause: None, fields }));
            let read = measures::policy(folder, policy, fields, &mut self.faults(file));
            let (policy, closing, found, placed) = read;
            obligations.extend(placed);
            remarks.extend(found.into_iter().map(|(remark, span)| (remark, Place { file: open.file, span })));
            if let Some(policy) = policy {
                policies.push(policy);
                files.push(Place { file: open.file, span: closing });
            }
        }
        for open in &others {
            let (Role::Facts(folder) | Role::Clause(folder)) = open.role else { continue };
            if folders.insert(folder) {
                let zh = format!("「{folder}」里没有 policy.toml");
                let problem = Problem::nowhere(Code::MissingFile, zh, format!("`{folder}` has no policy.toml"));
                self.problems.push(problem.mend(
                    "写上文件的标题、文号、发文单位和日期",
                    "write one with the document's title, number, issuer and dates",
                ));
            }
        }
        *opened = others;
        (policies, files, remarks, obligations, stacking)
    }
}

/// The documents, the places of their closing lines, their remarks, obligations and rules on stacking.
type Policies<'n, 't> =
    (Vec<Policy>, Vec<Place>, Vec<(Remark, Place)>, Vec<obligations::Placed>, Vec<RawStacking<'n, 't>>);

struct RawNamed<'n, 't> {
    id: String,
    when: Option<&'n Node<'t>>,
    file: usize,
    place: Place,
}
