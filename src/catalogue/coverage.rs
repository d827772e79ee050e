//! How much of a document is quoted, and whether the quotes are verbatim.

use super::ledger::{Covered, Ledger, Misquote, Particulars};
use super::load::{ClausePlaces, Loaded, load_all, without_echoes};
use super::section::Section;
use super::source::Source;
use crate::measure::Draft;
use crate::problem::{Code, Place, Problem};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// How much of the documents is accounted for.
#[derive(Debug, Default)]
pub struct Coverage {
    /// One for each clause.
    pub clauses: Vec<ClauseCoverage>,
    /// How many sentences there are.
    pub sentences: usize,
    /// How many of them have a word that nothing quotes.
    pub uncovered: usize,
    /// How many of them have a word that is still to be decided on.
    pub undecided: usize,
    /// How many quotes there are.
    pub quotes: usize,
    /// How many of them are verbatim, and found once.
    pub verbatim: usize,
    /// What is open in the documents that are drafts, by their ids.
    pub drafts: Vec<(String, Draft)>,
}

/// How much of one clause is accounted for.
#[derive(Debug)]
pub struct ClauseCoverage {
    /// The policy's id.
    pub policy: String,
    /// The number of the clause; empty outside the numbered ones.
    pub clause: String,
    /// Its heading.
    pub heading: String,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many of them have a word that nothing quotes.
    pub uncovered: usize,
    /// How many of them have a word that is still to be decided on.
    pub undecided: usize,
    /// How many measures quote it.
    pub measures: usize,
    /// How many rules on stacking quote it.
    pub rules: usize,
    /// How many remarks quote it.
    pub remarks: usize,
}

/// How much of each document is quoted, and what is wrong with that.
pub fn coverage(source: &Source, as_of: Date) -> (Coverage, Vec<Problem>) {
    let (loaded, mut problems) = load_all(source, as_of);
    let complete = problems.is_empty();
    let (coverage, found) = quotes(source, &loaded, complete);
    problems.extend(found);
    without_echoes(&mut problems, source);
    (coverage, problems)
}

pub(super) fn quotes(source: &Source, loaded: &Loaded, complete: bool) -> (Coverage, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut coverage = Coverage::default();
    for (at, policy) in loaded.catalogue.policies.iter().enumerate() {
        let Some((file, text)) = source.text_of(&policy.id) else {
            let zh = format!("「{}」里没有 source.txt", policy.id);
            let problem = Problem::nowhere(Code::MissingFile, zh, format!("`{}` has no source.txt", policy.id));
            problems.push(
                problem.mend("把文件全文原样放进去", "put the whole text of the document into one, as it stands"),
            );
            continue;
        };
        let particulars = Particulars::of(policy, loaded.catalogue.clauses.iter().filter(|it| it.policy == at));
        let ledger = Ledger::new(&text.text, &particulars);
        coverage.drafts.extend(policy.draft.clone().map(|draft| (policy.id.clone(), draft)));
        let mut quoting = Quoting { ledger, loaded, policy: at, problems: &mut problems, misquoted: BTreeSet::new() };
        quoting.run(file, complete, &mut coverage);
    }
    (coverage, problems)
}

/// How many of these sentences stand in each section.
fn in_sections(sentences: &[(&Section, std::ops::Range<usize>)]) -> HashMap<*const Section, usize> {
    let mut sections = HashMap::new();
    sentences.iter().for_each(|(section, _)| count(sections.entry(std::ptr::from_ref(*section)).or_default()));
    sections
}

struct Quoting<'q> {
    ledger: Ledger,
    loaded: &'q Loaded,
    policy: usize,
    problems: &'q mut Vec<Problem>,
    /// The clauses in which something is misquoted: that their sentences are not covered follows.
    misquoted: BTreeSet<String>,
}

impl Quoting<'_> {
    fn run(&mut self, text_file: usize, complete: bool, coverage: &mut Coverage) {
        let catalogue = &self.loaded.catalogue;
        self.heads();
        let [mut measures, mut rules, mut remarks]: [HashMap<&str, usize>; 3] = Default::default();
        for (measure, (file, places)) in catalogue.measures.iter().zip(&self.loaded.measures) {
            let Some(clause) = catalogue.clauses.get(measure.clause).filter(|it| it.policy == self.policy) else {
                continue;
            };
            let place = Place { file: *file, span: places.quote.clone() };
            let covered = self.quote(&clause.number, &measure.quote, &place, coverage);
            count(measures.entry(&clause.number).or_default());
            let readings = measure.readings.iter().map(|reading| reading.phrase.as_ref()).zip(&places.readings);
            let words = measure.words.iter().map(|(_, phrase)| phrase.as_str()).zip(&places.words);
            for (phrase, span) in readings.chain(words) {
                let astray = covered.as_ref().is_some_and(|covered| !self.ledger.stands_near(covered, phrase));
                if astray {
                    let place = Place { file: *file, span: span.clone() };
                    let zh = format!("引文所在的句子里没有「{phrase}」");
                    let en = format!("`{phrase}` does not stand in the sentence of the quote");
                    let problem = Problem::new(Code::QuoteNotFound, place, zh, en);
                    self.problems
                        .push(problem.mend("从 source.txt 里原样复制", "copy the words from source.txt as they stand"));
                }
            }
        }
        if let Some(closing) = catalogue.policies.get(self.policy).and_then(|policy| policy.closing.as_ref())
            && let Some(place) = self.loaded.policies.get(self.policy)
        {
            self.quote("", &closing.quote, place, coverage);
        }
        for (rule, places) in catalogue.stacking.iter().zip(&self.loaded.stacking) {
            if rule.policy == self.policy {
                let clause = rule.clause.and_then(|clause| catalogue.clauses.get(clause));
                let number = clause.map_or("", |clause| clause.number.as_str());
                let place = Place { file: places.file, span: places.quote.clone() };
                self.quote(number, &rule.quote, &place, coverage);
                count(rules.entry(number).or_default());
            }
        }
        for (obligation, place) in catalogue.obligations.iter().zip(&self.loaded.obligations) {
            if obligation.policy == self.policy {
                let clause = obligation.clause.and_then(|clause| catalogue.clauses.get(clause));
                let number = clause.map_or("", |clause| clause.number.as_str());
                self.quote(number, &obligation.quote, place, coverage);
            }
        }
        let mut quoted: Vec<(Covered, &Place)> = Vec::new();
        for (remark, place) in catalogue.remarks.iter().zip(&self.loaded.remarks) {
            if remark.policy != self.policy {
                continue;
            }
            let clause = remark.clause.and_then(|clause| catalogue.clauses.get(clause));
            let number = clause.map_or("", |clause| clause.number.as_str());
            quoted.extend(self.quote(number, &remark.quote, place, coverage).map(|covered| (covered, place)));
            count(remarks.entry(number).or_default());
        }
        self.put_off(coverage);
        for (covered, place) in quoted {
            if !self.ledger.needs(&covered) {
                let (zh, en) = ("这些话已有别处引用,不必再作说明", "these words are quoted already");
                let problem = Problem::new(Code::IdleRemark, place.clone(), zh, en);
                self.problems.push(problem.mend("删去这条说明", "take this remark out"));
            }
        }
        let open = self.ledger.uncovered();
        let undecided = self.ledger.undecided();
        let (of_open, of_undecided) = (in_sections(&open), in_sections(&undecided));
        for section in &self.ledger.sections {
            let here = |rows: &HashMap<*const Section, usize>| rows.get(&std::ptr::from_ref(section)).copied();
            let (uncovered, undecided) = (here(&of_open).unwrap_or_default(), here(&of_undecided).unwrap_or_default());
            // What stands outside the clauses, at either end of the text, is one row.
            let outside = section.clause.is_empty();
            let same = outside.then(|| coverage.clauses.iter_mut().find(|row| row.clause.is_empty())).flatten();
            if let Some(row) = same {
                row.sentences = row.sentences.saturating_add(section.sentences.len());
                row.uncovered = row.uncovered.saturating_add(uncovered);
                row.undecided = row.undecided.saturating_add(undecided);
                continue;
            }
            coverage.clauses.push(ClauseCoverage {
                policy: catalogue.policies.get(self.policy).map(|policy| policy.id.clone()).unwrap_or_default(),
                clause: section.clause.clone(),
                heading: section.heading.clone(),
                sentences: section.sentences.len(),
                uncovered,
                undecided,
                measures: measures.get(section.clause.as_str()).copied().unwrap_or_default(),
                rules: rules.get(section.clause.as_str()).copied().unwrap_or_default(),
                remarks: remarks.get(section.clause.as_str()).copied().unwrap_or_default(),
            });
        }
        coverage.sentences = coverage.sentences.saturating_add(self.ledger.sentences());
        coverage.uncovered = coverage.uncovered.saturating_add(open.len());
        coverage.undecided = coverage.undecided.saturating_add(undecided.len());
        if complete {
            for (_, span) in open.into_iter().filter(|(section, _)| !self.misquoted.contains(&section.clause)) {
                let place = Place { file: text_file, span };
                let (zh, en) = ("这句话没有措施或说明引用", "no measure or remark quotes this");
                let problem = Problem::new(Code::Uncovered, place, zh, en);
                self.problems.push(problem.mend(
                    "在这一条款的文件里为它写一个 [[measure]]、[[obligation]] 或 [[remark]]",
                    "write a [[measure]], an [[obligation]] or a [[remark]] for it in the clause's file",
                ));
            }
        }
    }

    fn heads(&mut self) {
        for (clause, places) in self.loaded.catalogue.clauses.iter().zip(&self.loaded.clauses) {
            if clause.policy != self.policy {
                continue;
            }
            let ClausePlaces { file, number, title, offices } = places;
            let place = |span: &std::ops::Range<usize>| Place { file: *file, span: span.clone() };
            let mut sections = self.ledger.sections.iter().filter(|section| section.clause == clause.number);
            let first = sections.clone().next();
            // Its heading alone may stand in a table of contents too.
            let Some(section) = sections.find(|section| section.says_anything()).or(first) else {
                let zh = format!("文件里没有条款「{}」", clause.number);
                let en = format!("the document has no clause `{}`", clause.number);
                let problem = Problem::new(Code::UnknownClause, place(number), zh, en);
                let known: Vec<&str> = self
                    .ledger
                    .sections
                    .iter()
                    .map(|section| section.clause.as_str())
                    .filter(|it| !it.is_empty())
                    .collect();
                let problem = problem
                    .mend(format!("文件里有:{}", known.join("、")), format!("the document has {}", known.join(", ")));
                self.problems.push(problem.suggest(&clause.number, known.iter().copied()));
                self.misquoted.extend(known.into_iter().map(str::to_owned));
                continue;
            };
            if !section.heading.is_empty() && section.heading != clause.title.zh {
                let zh = format!("文件里条款「{}」的标题是「{}」", clause.number, section.heading);
                let en = format!("in the document the heading of clause `{}` is `{}`", clause.number, section.heading);
                let problem = Problem::new(Code::QuoteNotFound, place(title), zh, en);
                self.problems.push(problem.mend("照抄文件的标题", "copy the heading as it stands"));
            }
            if section.offices != clause.offices {
                let quoted: Vec<String> = section.offices.iter().map(|office| format!("\"{office}\"")).collect();
                let list = quoted.join(", ");
                let (zh, en) = ("责任单位与文件不一致", "these are not the offices that the clause names");
                let problem = Problem::new(Code::WrongOffices, place(offices), zh, en);
                self.problems.push(if quoted.is_empty() {
                    problem.mend("文件没有写责任单位,删去 offices", "the clause names none: take `offices` out")
                } else {
                    problem.mend(format!("写成 offices = [{list}]"), format!("write offices = [{list}]"))
                });
            }
        }
    }

    /// What is still to be decided on; nothing else may quote it.
    fn put_off(&mut self, coverage: &mut Coverage) {
        let catalogue = &self.loaded.catalogue;
        for (undecided, place) in catalogue.undecided.iter().zip(&self.loaded.undecided) {
            if undecided.policy != self.policy {
                continue;
            }
            let clause = undecided.clause.and_then(|clause| catalogue.clauses.get(clause));
            let number = clause.map_or("", |clause| clause.number.as_str());
            let find = |ledger: &mut Ledger| ledger.put_off(number, &undecided.quote);
            let found = self.find(number, place, coverage, find);
            if found.is_some_and(|covered| !self.ledger.is_open(&covered)) {
                let (zh, en) = ("这些话已经有着落,不再待定", "these words are accounted for and no longer open");
                let problem = Problem::new(Code::IdleRemark, place.clone(), zh, en);
                self.problems.push(problem.mend("删去这个 [[undecided]]", "take this [[undecided]] out"));
            }
        }
    }

    fn quote(&mut self, clause: &str, quote: &str, place: &Place, coverage: &mut Coverage) -> Option<Covered> {
        self.find(clause, place, coverage, |ledger| ledger.cover(clause, quote))
    }

    /// Looks words up in the text, and says where they do not stand there as they should.
    fn find(
        &mut self,
        clause: &str,
        place: &Place,
        coverage: &mut Coverage,
        look: impl FnOnce(&mut Ledger) -> Result<Covered, Misquote>,
    ) -> Option<Covered> {
        coverage.quotes = coverage.quotes.saturating_add(1);
        if !self.ledger.has_clause(clause) {
            return None;
        }
        let covered = look(&mut self.ledger);
        if covered.is_err() {
            self.misquoted.insert(clause.to_owned());
        }
        let (clause_zh, clause_en) = match clause {
            "" => ("各条款之外".to_owned(), "outside the clauses".to_owned()),
            _ => (format!("条款「{clause}」里"), format!("in clause `{clause}`")),
        };
        match covered {
            Ok(covered) => {
                coverage.verbatim = coverage.verbatim.saturating_add(1);
                Some(covered)
            }
            Err(Misquote::NotFound) => {
                let (zh, en) = (format!("{clause_zh}没有这句原文"), format!("these words do not stand {clause_en}"));
                let problem = Problem::new(Code::QuoteNotFound, place.clone(), zh, en);
                self.problems.push(problem.mend("从 source.txt 里原样复制", "copy them from source.txt as they stand"));
                None
            }
            Err(Misquote::NotUnique) => {
                let (zh, en) =
                    (format!("{clause_zh}不止一处有这些字"), format!("these words stand more than once {clause_en}"));
                let problem = Problem::new(Code::QuoteNotUnique, place.clone(), zh, en);
                self.problems.push(problem.mend("引得长一些", "quote more of the sentence"));
                None
            }
        }
    }
}

fn count(number: &mut usize) {
    *number = number.saturating_add(1);
}
