//! The files of a catalogue, read: facts, named conditions and documents.

use super::fields::{Faults, Fields};
use super::source::Role;
use super::stacking::RawStacking;
use super::{drafts, facts, measures, obligations};
use crate::measure::{Policy, Remark, Undecided};
use crate::problem::{Code, Place, Problem};
use crate::tree::Node;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Reads the files of a catalogue, one kind of table after the other.
#[derive(Default)]
pub(super) struct Reader {
    /// The faults found so far.
    pub(super) problems: Vec<Problem>,
    /// The files of drafts, each with the number of texts found missing in it.
    pub(super) drafts: HashMap<usize, usize>,
    /// What is not decided yet, with its place.
    pub(super) undecided: Vec<(Undecided, Place)>,
    /// What already has an id: kind of thing and id.
    taken: HashMap<(Named, String), ()>,
    /// Facts with an id and a fault that keeps them from being used.
    pub(super) faulty: HashSet<String>,
}

/// What has an id of its own kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Topic,
    Fact,
    Condition,
    Measure,
    Clause,
}

/// The tables of one file, by what they are.
pub(super) struct Opened<'n, 't> {
    pub(super) file: usize,
    pub(super) role: &'n Role,
    pub(super) fields: Fields<'n, 't>,
}

/// What stands in the files of documents, and what documents and clauses have in common.
#[derive(Default)]
pub(super) struct Documents<'n, 't> {
    pub(super) policies: Vec<Policy>,
    /// For each document, the place of its closing line, or else of its file.
    pub(super) files: Vec<Place>,
    /// Remarks, each with the place of its quote.
    pub(super) remarks: Vec<(Remark, Place)>,
    pub(super) obligations: Vec<obligations::Placed>,
    pub(super) stacking: Vec<RawStacking<'n, 't>>,
}

/// A named condition as it stands in its file.
pub(super) struct RawNamed<'n, 't> {
    pub(super) id: String,
    pub(super) when: Option<&'n Node<'t>>,
    pub(super) file: usize,
    pub(super) place: Place,
}

impl Reader {
    /// One that goes on from these faults.
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::default() }
    }

    pub(super) fn faults(&mut self, file: usize) -> Faults<'_> {
        Faults { file, problems: &mut self.problems, missing: self.drafts.get_mut(&file) }
    }

    /// Whether an id is the first of its kind; a second one is a fault.
    pub(super) fn is_new(&mut self, kind: Named, id: &str, file: usize, span: &Range<usize>) -> bool {
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

    /// The topics.
    pub(super) fn topics(&mut self, opened: &mut [Opened<'_, '_>]) -> Vec<facts::Topic> {
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

    /// The facts.
    pub(super) fn facts<'n, 't>(
        &mut self,
        opened: &mut [Opened<'n, 't>],
        topics: &[facts::Topic],
    ) -> Vec<facts::RawFact<'n, 't>> {
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

    /// The named conditions.
    pub(super) fn named<'n, 't>(&mut self, opened: &mut [Opened<'n, 't>]) -> Vec<RawNamed<'n, 't>> {
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

    /// The documents; what is left are the other files.
    pub(super) fn documents<'n, 't>(&mut self, opened: &mut Vec<Opened<'n, 't>>) -> Documents<'n, 't> {
        let mut folders = BTreeSet::new();
        let Documents { mut policies, mut files, mut remarks, mut obligations, mut stacking } = Documents::default();
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
        Documents { policies, files, remarks, obligations, stacking }
    }

    /// Counts what is open in each document that is a draft.
    pub(super) fn count_open(&self, trees: &[(usize, Role, Node<'_>)], policies: &mut [Policy]) {
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
}
