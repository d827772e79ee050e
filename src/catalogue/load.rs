//! From files to a valid catalogue, or every fault at once.

use super::fields::{Faults, Fields};
use super::measures::Places;
use super::names::Names;
use super::source::{Role, Source};
use super::{Catalogue, conditions, facts, measures, source};
use crate::amount::{Support as Ready, Unsound};
use crate::condition::{Compiler, Condition, ConditionId, NamedCondition};
use crate::fact::FactId;
use crate::measure::{Clause, Measure, Policy, Remark};
use crate::problem::{Code, Place, Problem};
use crate::tree::{self, Node};
use crate::truth::MOST_CELLS;
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// A catalogue and where its parts stand in its files.
#[derive(Debug)]
pub struct Loaded {
    /// The catalogue: what could be read of it.
    pub catalogue: Catalogue,
    /// For each fact, its place.
    pub facts: Vec<Place>,
    /// For each clause, the file and the places of its number and offices.
    pub clauses: Vec<(usize, Range<usize>, Range<usize>)>,
    /// For each measure, its file and places.
    pub measures: Vec<(usize, Places)>,
    /// For each remark, the place of its quote.
    pub remarks: Vec<Place>,
    /// For each policy, its file.
    pub policies: Vec<usize>,
}

/// Reads a catalogue and makes it ready for one day. What cannot be read is left out.
pub fn load_all(source: &Source, as_of: Date) -> (Loaded, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut trees = Vec::new();
    for (at, file) in source.files.iter().enumerate() {
        let role = Role::of(&file.path);
        if matches!(role, Role::Cases(_) | Role::Text(_) | Role::Other) {
            continue;
        }
        let (node, errors) = tree::from_toml(&file.text);
        problems.extend(syntax(at, errors));
        trees.push((at, role, node));
    }
    finish(&trees, as_of, Reader { problems, ..Reader::default() }, source.digest())
}

/// The faults of a TOML file that is none.
pub(crate) fn syntax(file: usize, errors: Vec<(Range<usize>, String)>) -> impl Iterator<Item = Problem> {
    errors.into_iter().map(move |(span, message)| {
        let place = Place { file, span };
        Problem::new(Code::Syntax, place, "这里不符合 TOML 的写法", format!("this is not TOML: {message}"))
    })
}

fn finish(
    trees: &[(usize, Role, Node<'_>)],
    as_of: Date,
    mut reader: Reader,
    digest: String,
) -> (Loaded, Vec<Problem>) {
    let loaded = reader.read(trees, as_of, digest);
    if reader.problems.is_empty() && loaded.catalogue.policies.is_empty() {
        reader.problems.push(
            Problem::nowhere(Code::MissingFile, "目录里没有政策文件", "the catalogue holds no document")
                .mend("每份文件一个文件夹,里面要有 policy.toml", "each document has a folder with a policy.toml"),
        );
    }
    (loaded, reader.problems)
}

/// Reads a catalogue and makes it ready for one day.
///
/// # Errors
/// Every fault that keeps it from being used.
pub fn load(source: &Source, as_of: Date) -> Result<Catalogue, Vec<Problem>> {
    let (loaded, problems) = load_all(source, as_of);
    if problems.is_empty() { Ok(loaded.catalogue) } else { Err(problems) }
}

/// The catalogue inside the binary, ready for one day, from the trees that the build script left.
///
/// # Errors
/// Never, for a catalogue that passed its tests; otherwise as for [`load`].
pub fn load_embedded(as_of: Date) -> Result<Catalogue, Vec<Problem>> {
    static SNAPSHOT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.postcard"));
    let (digest, files): (&str, Vec<(&str, Node<'_>)>) = postcard::from_bytes(SNAPSHOT).map_err(|_| {
        vec![Problem::nowhere(Code::Syntax, "程序里的政策目录已损坏", "the catalogue in the program is damaged")]
    })?;
    let mut trees: Vec<(usize, Role, Node<'_>)> = Vec::with_capacity(files.len());
    let mut ordered: Vec<(&str, Node<'_>)> = files;
    ordered.sort_by_cached_key(|(path, _)| source::rank(path));
    trees.extend(ordered.into_iter().enumerate().map(|(at, (path, node))| (at, Role::of(path), node)));
    let (loaded, problems) = finish(&trees, as_of, Reader { proved: true, ..Reader::default() }, digest.to_owned());
    std::mem::forget(trees);
    if problems.is_empty() { Ok(loaded.catalogue) } else { Err(problems) }
}

#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
    /// Whether the proofs of the catalogue were made when the program was tested.
    proved: bool,
    /// What already has an id: kind of thing and id.
    taken: HashMap<(&'static str, String), ()>,
}

/// The tables of one file, by what they are.
struct Opened<'n, 't> {
    file: usize,
    role: &'n Role,
    fields: Fields<'n, 't>,
}

impl Reader {
    fn faults(&mut self, file: usize) -> Faults<'_> {
        Faults { file, problems: &mut self.problems }
    }

    fn is_new(&mut self, kind: &'static str, id: &str, file: usize, span: &Range<usize>) -> bool {
        let new = self.taken.insert((kind, id.to_owned()), ()).is_none();
        if !new {
            let zh = format!("「{id}」已经用过");
            self.faults(file).at(Code::Duplicate, span, zh, format!("`{id}` is taken already"));
        }
        new
    }

    fn read(&mut self, trees: &[(usize, Role, Node<'_>)], as_of: Date, digest: String) -> Loaded {
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
        for raw in raw_facts {
            fact_places.push(Place { file: raw.file, span: raw.span });
            raw_ask_when.push((raw.file, raw.ask_when));
            facts.push(raw.fact);
        }
        let ids: Vec<String> = raw_named.iter().map(|raw| raw.id.clone()).collect();
        let names = Names::new(&facts, &ids);
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
        let ask_when = self.without_circles(ask_when, &named, &fact_places);

        let (policies, policy_files, mut remarks) = self.policies(&mut opened);
        let mut remark_places = remarks.iter().map(|(_, place)| place.clone()).collect::<Vec<_>>();
        let mut clauses = Vec::new();
        let mut clause_places = Vec::new();
        let mut measures: Vec<Measure> = Vec::new();
        let mut measure_places = Vec::new();
        for Opened { file, role, mut fields } in opened {
            let Role::Clause(folder) = role else {
                fields.finish(&mut self.faults(file));
                continue;
            };
            let head = measures::head(&mut fields, &mut self.faults(file));
            let policy = policies.iter().position(|policy| policy.id == *folder).unwrap_or_default();
            let clause = clauses.len();
            for (remark, span) in measures::remarks(&mut fields, policy, Some(clause), &mut self.faults(file)) {
                remark_places.push(Place { file, span: span.clone() });
                remarks.push((remark, Place { file, span }));
            }
            for table in fields.tables("measure", &mut self.faults(file)) {
                let read = measures::measure(table, clause, &names, &mut self.faults(file));
                let Some((measure, places)) = read else { continue };
                if self.is_new("measure", &measure.id, file, &places.whole) {
                    measures.push(measure);
                    measure_places.push((file, places));
                }
            }
            fields.finish(&mut self.faults(file));
            let Some(head) = head else { continue };
            self.is_new("clause", &format!("{folder}/{}", head.number), file, &head.number_place);
            clause_places.push((file, head.number_place, head.offices_place));
            clauses.push(Clause { policy, number: head.number, title: head.title, offices: head.offices });
        }

        let slots = facts.last().map_or(0, |fact| fact.slots.end);
        let compiler = Compiler { facts: &facts, ask_when: &ask_when, named: &named, as_of };
        let circles = self.problems.iter().any(|problem| problem.code == Code::Circle);
        if !self.proved && !circles {
            for (measure, (file, places)) in measures.iter().zip(&measure_places) {
                self.prove(measure, *file, places, compiler);
            }
        }
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
            slots,
        };
        Loaded {
            catalogue,
            facts: fact_places,
            clauses: clause_places,
            measures: measure_places,
            remarks: remark_places,
            policies: policy_files,
        }
    }

    fn topics(&mut self, opened: &mut [Opened<'_, '_>]) -> Vec<facts::Topic> {
        let mut topics: Vec<facts::Topic> = Vec::new();
        for open in opened.iter_mut().filter(|open| matches!(open.role, Role::SharedFacts | Role::Facts(_))) {
            for table in open.fields.tables("topic", &mut self.faults(open.file)) {
                let span = table.span.clone();
                let topic = facts::topic(table, &mut self.faults(open.file));
                topics.extend(topic.filter(|topic| self.is_new("topic", &topic.id, open.file, &span)));
            }
        }
        topics
    }

    fn facts<'n, 't>(&mut self, opened: &mut [Opened<'n, 't>], topics: &[facts::Topic]) -> Vec<facts::RawFact<'n, 't>> {
        let mut found: Vec<facts::RawFact<'n, 't>> = Vec::new();
        for open in opened.iter_mut().filter(|open| matches!(open.role, Role::SharedFacts | Role::Facts(_))) {
            for table in open.fields.tables("fact", &mut self.faults(open.file)) {
                let first_slot = found.last().map_or(0, |raw| raw.fact.slots.end);
                let raw = facts::fact(table, topics, first_slot, &mut self.faults(open.file));
                found.extend(raw.filter(|raw| self.is_new("fact", &raw.fact.id, open.file, &raw.span)));
            }
        }
        found
    }

    fn named<'n, 't>(&mut self, opened: &mut [Opened<'n, 't>]) -> Vec<RawNamed<'n, 't>> {
        let mut found = Vec::new();
        for open in opened.iter_mut().filter(|open| matches!(open.role, Role::SharedFacts | Role::Facts(_))) {
            for mut table in open.fields.tables("condition", &mut self.faults(open.file)) {
                let span = table.span.clone();
                let id = facts::id(&mut table, &mut self.faults(open.file));
                let when = table.need("when", &mut self.faults(open.file));
                table.finish(&mut self.faults(open.file));
                let Some(id) = id else { continue };
                if self.is_new("condition", &id, open.file, &span) {
                    found.push(RawNamed { id, when, file: open.file });
                }
            }
        }
        found
    }

    fn policies(&mut self, opened: &mut Vec<Opened<'_, '_>>) -> (Vec<Policy>, Vec<usize>, Vec<(Remark, Place)>) {
        let mut policies = Vec::new();
        let mut files = Vec::new();
        let mut remarks = Vec::new();
        let mut others = Vec::new();
        for open in opened.drain(..) {
            let Role::Policy(folder) = open.role else {
                others.push(open);
                continue;
            };
            let (policy, found) = measures::policy(folder, policies.len(), open.fields, &mut self.faults(open.file));
            remarks.extend(found.into_iter().map(|(remark, span)| (remark, Place { file: open.file, span })));
            if let Some(policy) = policy {
                policies.push(policy);
                files.push(open.file);
            }
        }
        for open in &others {
            let (Role::Facts(folder) | Role::Clause(folder)) = open.role else { continue };
            if self.problems.is_empty() && !policies.iter().any(|policy| policy.id == *folder) {
                let zh = format!("「{folder}」里没有 policy.toml");
                self.problems.push(Problem::nowhere(Code::MissingFile, zh, format!("`{folder}` has no policy.toml")));
            }
        }
        *opened = others;
        (policies, files, remarks)
    }

    /// Drops the ask-whens that lead back to themselves and reports them.
    fn without_circles(
        &mut self,
        mut ask_when: Vec<Option<Condition>>,
        named: &[NamedCondition],
        places: &[Place],
    ) -> Vec<Option<Condition>> {
        let mut state = vec![Visit::New; ask_when.len()];
        let mut name_state = vec![Visit::New; named.len()];
        let mut circle = None;
        for at in 0..ask_when.len() {
            let mut walk = Walk { ask_when: &ask_when, named, facts: &mut state, names: &mut name_state };
            if walk.fact(FactId(at)) {
                circle = circle.or(Some(at));
            }
        }
        for at in 0..named.len() {
            let mut walk = Walk { ask_when: &ask_when, named, facts: &mut state, names: &mut name_state };
            if walk.name(ConditionId(at)) && circle.is_none() {
                let id = named.get(at).map_or("", |named| named.id.as_str());
                let zh = format!("条件「{id}」绕了一圈又用到自己");
                self.problems.push(Problem::nowhere(
                    Code::Circle,
                    zh,
                    format!("the condition `{id}` leads back to itself"),
                ));
            }
        }
        if let Some(place) = circle.and_then(|at| places.get(at)) {
            self.problems.push(Problem::new(
                Code::Circle,
                place.clone(),
                "这项信息何时询问,绕了一圈又取决于它自己",
                "when this fact is asked leads back to the fact itself",
            ));
            ask_when.iter_mut().for_each(|condition| *condition = None);
        }
        ask_when
    }

    /// Proves that the rules of a measure can be evaluated for every applicant.
    fn prove(&mut self, measure: &Measure, file: usize, places: &Places, compiler: Compiler<'_>) {
        let mut faults = Faults { file, problems: &mut self.problems };
        let rules = measure.rules(compiler);
        for (support, span) in measure.supports.iter().zip(&places.supports) {
            let context = rules.applies.formula();
            let proof = support.amount.as_ref().map_or(Ok(()), |amount| Ready::prove(amount, context, compiler));
            if let Err(why) = proof {
                unsound(why, span, compiler, &mut faults);
            }
        }
        let cells =
            std::iter::once(&rules.applies).chain(&rules.unreserved).map(|rule| rule.cells(compiler.facts)).max();
        if let Some(cells) = cells.filter(|cells| *cells > MOST_CELLS) {
            unsound(Unsound::TooManyCells(cells), &places.conditions, compiler, &mut faults);
        }
    }
}

struct RawNamed<'n, 't> {
    id: String,
    when: Option<&'n Node<'t>>,
    file: usize,
}

fn unsound(why: Unsound, span: &Range<usize>, compiler: Compiler<'_>, faults: &mut Faults<'_>) {
    match why {
        Unsound::TooManyCells(cells) => {
            let zh = format!("条件太复杂,要分成 {cells} 种情形才能判断准确");
            let en = format!("the condition falls into {cells} cases, too many to be decided exactly");
            faults.at(Code::TooManyCells, span, zh, en);
        }
        Unsound::NotExhaustive => {
            let place = faults.place(span);
            let (zh, en) = ("有的申报主体哪一种情形都不符合", "an applicant may fall under none of the cases");
            let problem = Problem::new(Code::NotExhaustive, place, zh, en);
            faults.note(problem.mend("补上缺的情形,或以 { else = … } 结尾", "add the case, or end with { else = … }"));
        }
        Unsound::MayNotApply(fact) => {
            let id = compiler.facts.get(fact.0).map_or("", |fact| fact.id.as_str());
            let place = faults.place(span);
            let problem = Problem::new(
                Code::MayNotApply,
                place,
                format!("金额用到「{id}」,但有的申报主体没有这项信息"),
                format!("the amount uses `{id}`, which may not apply to an applicant"),
            );
            faults.note(
                problem.mend("在 for 或 when 里写明它适用的条件", "state in `for` or `when` what makes it apply"),
            );
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// A walk along what conditions refer to; it finds its way back only in a circle.
struct Walk<'w> {
    ask_when: &'w [Option<Condition>],
    named: &'w [NamedCondition],
    facts: &'w mut [Visit],
    names: &'w mut [Visit],
}

impl Walk<'_> {
    fn fact(&mut self, id: FactId) -> bool {
        match self.facts.get(id.0) {
            Some(Visit::New) => {}
            Some(Visit::Open) => return true,
            Some(Visit::Done) | None => return false,
        }
        self.mark_fact(id, Visit::Open);
        let condition = self.ask_when.get(id.0).and_then(Option::as_ref);
        let found = condition.is_some_and(|condition| self.condition(condition));
        self.mark_fact(id, Visit::Done);
        found
    }

    fn name(&mut self, id: ConditionId) -> bool {
        match self.names.get(id.0) {
            Some(Visit::New) => {}
            Some(Visit::Open) => return true,
            Some(Visit::Done) | None => return false,
        }
        self.mark_name(id, Visit::Open);
        let found = self.named.get(id.0).is_some_and(|named| self.condition(&named.when));
        self.mark_name(id, Visit::Done);
        found
    }

    fn mark_fact(&mut self, id: FactId, visit: Visit) {
        if let Some(place) = self.facts.get_mut(id.0) {
            *place = visit;
        }
    }

    fn mark_name(&mut self, id: ConditionId, visit: Visit) {
        if let Some(place) = self.names.get_mut(id.0) {
            *place = visit;
        }
    }

    fn condition(&mut self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().any(|part| self.condition(part))
            }
            Condition::Named(id) => self.name(*id),
            Condition::Fact(id, _) => self.fact(*id),
        }
    }
}
