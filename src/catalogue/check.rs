//! What a catalogue that can be read may still have wrong.

use super::ledger::{Covered, Ledger, Misquote};
use super::load::{Loaded, load_all};
use super::source::{Role, Source};
use crate::amount::Amount;
use crate::catalogue::Catalogue;
use crate::condition::Condition;
use crate::fact::FactId;
use crate::knowledge::Knowledge;
use crate::problem::{Code, Place, Problem};
use crate::truth::{Rule, Truth};
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
    /// How many quotes there are.
    pub quotes: usize,
    /// How many of them are verbatim, and found once.
    pub verbatim: usize,
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
    /// How many measures quote it.
    pub measures: usize,
    /// How many remarks quote it.
    pub remarks: usize,
}

/// Checks a catalogue: everything but its worked cases.
pub fn check(source: &Source, as_of: Date) -> (Loaded, Vec<Problem>) {
    let (loaded, mut problems) = load_all(source, as_of);
    let complete = problems.is_empty();
    let (_, found) = quotes(source, &loaded, complete);
    problems.extend(found);
    if complete {
        audiences(&loaded, &mut problems);
        reach(&loaded, &mut problems);
        uses(&loaded, &mut problems);
        names(&loaded, &mut problems);
    }
    (loaded, problems)
}

/// How much of each document is quoted, and what is wrong with that.
pub fn coverage(source: &Source, as_of: Date) -> (Coverage, Vec<Problem>) {
    let (loaded, mut problems) = load_all(source, as_of);
    let complete = problems.is_empty();
    let (coverage, found) = quotes(source, &loaded, complete);
    problems.extend(found);
    (coverage, problems)
}

fn quotes(source: &Source, loaded: &Loaded, complete: bool) -> (Coverage, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut coverage = Coverage::default();
    for (at, policy) in loaded.catalogue.policies.iter().enumerate() {
        let text =
            source.files.iter().enumerate().find(|(_, file)| Role::of(&file.path) == Role::Text(policy.id.clone()));
        let Some((file, text)) = text else {
            let zh = format!("「{}」里没有 source.txt", policy.id);
            problems.push(Problem::nowhere(Code::MissingFile, zh, format!("`{}` has no source.txt", policy.id)));
            continue;
        };
        let mut quoting =
            Quoting { ledger: Ledger::new(&text.text, policy), loaded, policy: at, problems: &mut problems };
        quoting.run(file, complete, &mut coverage);
    }
    (coverage, problems)
}

struct Quoting<'q> {
    ledger: Ledger,
    loaded: &'q Loaded,
    policy: usize,
    problems: &'q mut Vec<Problem>,
}

impl Quoting<'_> {
    fn run(&mut self, text_file: usize, complete: bool, coverage: &mut Coverage) {
        let catalogue = &self.loaded.catalogue;
        self.heads();
        let (mut measures, mut remarks): (HashMap<&str, usize>, HashMap<&str, usize>) = Default::default();
        for (measure, (file, places)) in catalogue.measures.iter().zip(&self.loaded.measures) {
            let Some(clause) = catalogue.clauses.get(measure.clause).filter(|it| it.policy == self.policy) else {
                continue;
            };
            let place = Place { file: *file, span: places.quote.clone() };
            self.quote(&clause.number, &measure.quote, &place, coverage);
            *measures.entry(&clause.number).or_default() += 1;
            for reading in &measure.readings {
                if self.ledger.find(&clause.number, &reading.phrase) == Err(Misquote::NotFound) {
                    let zh = format!("条款里没有「{}」", reading.phrase);
                    let en = format!("`{}` does not stand in the clause", reading.phrase);
                    self.problems.push(Problem::new(Code::QuoteNotFound, place.clone(), zh, en));
                }
            }
        }
        if let Some(closing) = catalogue.policies.get(self.policy).and_then(|policy| policy.closing.as_ref()) {
            let file = self.loaded.policies.get(self.policy).copied().unwrap_or_default();
            self.quote("", &closing.quote, &Place { file, span: 0..0 }, coverage);
        }
        let mut quoted: Vec<(Covered, &Place)> = Vec::new();
        for (remark, place) in catalogue.remarks.iter().zip(&self.loaded.remarks) {
            if remark.policy != self.policy {
                continue;
            }
            let clause = remark.clause.and_then(|clause| catalogue.clauses.get(clause));
            let number = clause.map_or("", |clause| clause.number.as_str());
            quoted.extend(self.quote(number, &remark.quote, place, coverage).map(|covered| (covered, place)));
            *remarks.entry(number).or_default() += 1;
        }
        for (covered, place) in quoted {
            if !self.ledger.needs(&covered) {
                let (zh, en) = ("这些话已有措施引用,不必再作说明", "measures quote these words already");
                self.problems.push(Problem::new(Code::IdleRemark, place.clone(), zh, en));
            }
        }
        let open = self.ledger.uncovered();
        for section in &self.ledger.sections {
            let uncovered = open.iter().filter(|(other, _)| std::ptr::eq(*other, section)).count();
            coverage.clauses.push(ClauseCoverage {
                policy: catalogue.policies.get(self.policy).map(|policy| policy.id.clone()).unwrap_or_default(),
                clause: section.clause.clone(),
                heading: section.heading.clone(),
                sentences: section.sentences.len(),
                uncovered,
                measures: measures.get(section.clause.as_str()).copied().unwrap_or_default(),
                remarks: remarks.get(section.clause.as_str()).copied().unwrap_or_default(),
            });
        }
        coverage.sentences = coverage.sentences.saturating_add(self.ledger.sentences());
        coverage.uncovered = coverage.uncovered.saturating_add(open.len());
        if complete {
            for (_, span) in open {
                let place = Place { file: text_file, span };
                let (zh, en) = ("这句话没有措施或说明引用", "no measure or remark quotes this");
                let problem = Problem::new(Code::Uncovered, place, zh, en);
                self.problems.push(problem.mend(
                    "在这一条款的文件里为它写一个 [[measure]] 或 [[remark]]",
                    "write a [[measure]] or a [[remark]] for it in the clause's file",
                ));
            }
        }
    }

    fn heads(&mut self) {
        for (clause, (file, number, offices)) in self.loaded.catalogue.clauses.iter().zip(&self.loaded.clauses) {
            if clause.policy != self.policy {
                continue;
            }
            let place = |span: &std::ops::Range<usize>| Place { file: *file, span: span.clone() };
            let Some(section) = self.ledger.sections.iter().find(|section| section.clause == clause.number) else {
                let zh = format!("文件里没有条款「{}」", clause.number);
                let en = format!("the document has no clause `{}`", clause.number);
                self.problems.push(Problem::new(Code::UnknownClause, place(number), zh, en));
                continue;
            };
            if section.heading != clause.title.zh {
                let zh = format!("条款「{}」的标题是「{}」", clause.number, section.heading);
                let en = format!("the heading of `{}` is `{}`", clause.number, section.heading);
                self.problems.push(Problem::new(Code::QuoteNotFound, place(number), zh, en));
            }
            if section.offices != clause.offices {
                let list = section.offices.join("、");
                let (zh, en) = ("责任单位与文件不一致", "these are not the offices that the clause names");
                let problem = Problem::new(Code::WrongOffices, place(offices), zh, en);
                self.problems.push(problem.mend(format!("文件写的是:{list}"), format!("the document names: {list}")));
            }
        }
    }

    fn quote(&mut self, clause: &str, quote: &str, place: &Place, coverage: &mut Coverage) -> Option<Covered> {
        coverage.quotes = coverage.quotes.saturating_add(1);
        if !self.ledger.has_clause(clause) {
            return None;
        }
        match self.ledger.cover(clause, quote) {
            Ok(covered) => {
                coverage.verbatim = coverage.verbatim.saturating_add(1);
                Some(covered)
            }
            Err(Misquote::NotFound) => {
                let (zh, en) = ("条款里没有这句原文", "these words do not stand in the clause");
                let problem = Problem::new(Code::QuoteNotFound, place.clone(), zh, en);
                self.problems.push(problem.mend("从 source.txt 里原样复制", "copy them from source.txt as they stand"));
                None
            }
            Err(Misquote::NotUnique) => {
                let (zh, en) = ("条款里不止一处有这些字", "these words stand in the clause more than once");
                let problem = Problem::new(Code::QuoteNotUnique, place.clone(), zh, en);
                self.problems.push(problem.mend("引得长一些", "quote more of the sentence"));
                None
            }
        }
    }
}

/// An audience uses fixed facts only.
fn audiences(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    for (measure, (file, places)) in catalogue.measures.iter().zip(&loaded.measures) {
        let mut used = BTreeSet::new();
        facts_of(&measure.audience, catalogue, &mut used);
        for fact in used.into_iter().filter_map(|id| catalogue.facts.get(id.0)).filter(|fact| !fact.fixed) {
            let place = Place { file: *file, span: places.audience.clone() };
            let zh = format!("「{}」是可以改变的,不能作支持对象", fact.id);
            let en = format!("`{}` can change and is no part of an audience", fact.id);
            let problem = Problem::new(Code::AudienceNotFixed, place, zh, en);
            problems.push(problem.mend("移到 [measure.when]", "move it to [measure.when]"));
        }
    }
}

/// No condition holds for everybody or for nobody.
fn reach(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    let nothing = Knowledge::nothing(&catalogue.facts);
    for (measure, (file, places)) in catalogue.measures.iter().zip(&loaded.measures) {
        let mut note = |code, span: &std::ops::Range<usize>, zh: &str, en: &str| {
            problems.push(Problem::new(code, Place { file: *file, span: span.clone() }, zh, en));
        };
        if measure.for_whom(catalogue.compiler()).truth(&nothing) == Truth::Holds {
            note(Code::AlwaysHolds, &places.audience, "支持对象对谁都成立", "the audience holds for everybody");
        }
        let conditioned = measure.conditions != Condition::All(Vec::new());
        let conditions = Rule::new(catalogue.compiler().compile(&measure.conditions));
        if conditioned && conditions.truth(&nothing) == Truth::Holds {
            note(Code::AlwaysHolds, &places.conditions, "条件对谁都成立", "the condition holds for everybody");
        }
        if measure.rules(catalogue.compiler()).applies.truth(&nothing) == Truth::Fails {
            note(
                Code::NeverHolds,
                &places.whole,
                "没有申报主体能符合这些条件",
                "no applicant can meet these conditions",
            );
        }
    }
    for (at, place) in loaded.facts.iter().enumerate() {
        let formula = catalogue.compiler().applies(FactId(at));
        if !Rule::can_hold(formula, &catalogue.facts) {
            let (zh, en) = ("这项信息对谁都不适用", "this fact applies to nobody");
            problems.push(Problem::new(Code::NeverHolds, place.clone(), zh, en));
        }
    }
}

/// Every fact serves some measure.
fn uses(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let catalogue = &loaded.catalogue;
    let mut used = BTreeSet::new();
    for measure in &catalogue.measures {
        facts_of(&measure.audience, catalogue, &mut used);
        facts_of(&measure.conditions, catalogue, &mut used);
        if let Some(unless) = measure.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref()) {
            facts_of(unless, catalogue, &mut used);
        }
        for amount in measure.supports.iter().filter_map(|support| support.amount.as_ref()) {
            facts_of_amount(amount, catalogue, &mut used);
        }
    }
    for (at, place) in loaded.facts.iter().enumerate() {
        if !used.contains(&FactId(at)) {
            let (zh, en) = ("没有措施用到这项信息", "no measure uses this fact");
            problems.push(Problem::new(Code::UnusedFact, place.clone(), zh, en));
        }
    }
}

/// No name leads to two facts.
fn names(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for (at, (fact, place)) in loaded.catalogue.facts.iter().zip(&loaded.facts).enumerate() {
        let own = [fact.id.as_str(), fact.label.zh.as_str(), fact.label.en.as_str()];
        for name in own.into_iter().chain(fact.aliases.iter().map(String::as_str)) {
            if *taken.entry(name).or_insert(at) != at {
                let zh = format!("「{name}」已经是另一项信息的名称");
                let en = format!("`{name}` names another fact already");
                problems.push(Problem::new(Code::Duplicate, place.clone(), zh, en));
            }
        }
    }
}

/// The facts on which a condition hangs, those included that decide whether others apply.
fn facts_of(condition: &Condition, catalogue: &Catalogue, found: &mut BTreeSet<FactId>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().for_each(|part| facts_of(part, catalogue, found));
        }
        Condition::Named(id) => {
            catalogue.named.get(id.0).into_iter().for_each(|named| facts_of(&named.when, catalogue, found));
        }
        Condition::Fact(id, _) => use_fact(*id, catalogue, found),
    }
}

fn use_fact(id: FactId, catalogue: &Catalogue, found: &mut BTreeSet<FactId>) {
    if found.insert(id)
        && let Some(Some(ask_when)) = catalogue.ask_when.get(id.0)
    {
        facts_of(ask_when, catalogue, found);
    }
}

fn facts_of_amount(amount: &Amount, catalogue: &Catalogue, found: &mut BTreeSet<FactId>) {
    match amount {
        Amount::Unstated | Amount::Between(..) => {}
        Amount::Rate { of, .. } | Amount::Each { of, .. } => use_fact(*of, catalogue, found),
        Amount::UpTo(inner) | Amount::Times(_, inner) => facts_of_amount(inner, catalogue, found),
        Amount::Clamp { of, cap, .. } => {
            facts_of_amount(of, catalogue, found);
            cap.iter().for_each(|cap| facts_of_amount(cap, catalogue, found));
        }
        Amount::Cases(cases) => {
            for (condition, amount) in cases {
                condition.iter().for_each(|condition| facts_of(condition, catalogue, found));
                facts_of_amount(amount, catalogue, found);
            }
        }
    }
}
