//! Results for people: what is said, in which order, and how it is worded.

mod bars;
pub mod block;
mod cells;
pub mod client;
pub mod csv;
pub mod difference;
mod entry;
pub mod explain;
pub mod figures;
pub mod formula;
pub mod html;
mod index;
pub mod json;
pub mod markdown;
pub mod stacking;
pub mod table;
mod totals;
pub mod words;
pub mod workbook;

pub use bars::{Bar, Chart};
pub use entry::{Entry, next_step};
pub use index::{Cover, IndexLine, index_line};
pub use stacking::StackingLine;
pub use totals::TotalLine;

use crate::assess::{Assessment, Finding, RuledOutBy, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::harmless::harmless;
use crate::language::Language;
use crate::measure::Measure;
use crate::profile::Profile;
use words::clipped;

/// A result in words, ready to be laid out.
#[derive(Debug)]
pub struct Report {
    /// The applicant and the day.
    pub heading: String,
    /// The applicant's name, cut where it is very long, or words that it has none.
    pub name: String,
    /// The applicant's mark, if it has one.
    pub mark: Option<String>,
    /// The day for which it was judged.
    pub as_of: String,
    /// The documents.
    pub policies: Vec<String>,
    /// What support to expect, class by class.
    pub totals: Vec<TotalLine>,
    /// What each measure with a figure gives, class by class.
    pub charts: Vec<Chart>,
    /// How many measures have each verdict, whether listed or not; only those that some have.
    pub counts: Vec<Count>,
    /// The measures, those that apply first.
    pub groups: Vec<Group>,
    /// What is not listed.
    pub folded: Vec<Folded>,
    /// The questions worth answering next.
    pub questions: Vec<Question>,
    /// What to mind.
    pub warnings: Vec<String>,
}

/// How many measures have a verdict.
#[derive(Debug)]
pub struct Count {
    /// The verdict.
    pub verdict: Verdict,
    /// What rules them out, where something does.
    pub ruled_out_by: Option<RuledOutBy>,
    /// Its words.
    pub heading: &'static str,
    /// How many.
    pub count: usize,
}

/// Measures that are counted, not listed.
#[derive(Debug)]
pub struct Folded {
    /// Their verdict in words.
    pub heading: &'static str,
    /// Their titles.
    pub titles: Vec<String>,
    /// Whether others with the same verdict are listed.
    pub others_listed: bool,
}

/// A question worth answering, or how many more there are.
#[derive(Debug)]
pub struct Question {
    /// The question.
    pub text: String,
    /// The fact for which it asks; `None` where more are counted only.
    pub fact: Option<String>,
}

impl Question {
    /// The question with the name under which its answer is given.
    pub fn with_fact(&self) -> String {
        self.fact.as_ref().map_or_else(|| self.text.clone(), |fact| format!("{} [{fact}]", self.text))
    }
}

/// Measures with one verdict.
#[derive(Debug)]
pub struct Group {
    /// The verdict.
    pub verdict: Verdict,
    /// Its words.
    pub heading: &'static str,
    /// How many measures have it, those not listed included.
    pub count: usize,
    /// How many measures stand before it, which are numbered through.
    pub before: usize,
    /// The measures.
    pub entries: Vec<Entry>,
}

/// How much is listed of the measures that do not apply, or not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The first that need information and the first near misses: for a screen.
    First,
    /// All of these; those for other applicants are counted: to hand on.
    Near,
    /// Every measure.
    Every,
}

/// How many of one kind are listed on a screen.
const LISTED: usize = 12;
/// How many letters of a name and of a mark are shown: more than anyone has, so that two that differ are told
/// apart, and few enough that a whole file in one cell makes no page unreadable.
const NAME_SHOWN: usize = 1_000;
/// The verdicts in the order of a report, with what rules measures out.
const KINDS: [(Verdict, Option<RuledOutBy>); 6] = [
    (Verdict::Eligible, None),
    (Verdict::Provisional, None),
    (Verdict::Undetermined, None),
    (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
    (Verdict::Ineligible, Some(RuledOutBy::Audience)),
    (Verdict::Ineligible, Some(RuledOutBy::Period)),
];
/// How many questions are named.
const QUESTIONS_NAMED: usize = 8;

/// Puts a result into words.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// The language.
    pub language: Language,
    /// How much is listed.
    pub listing: Listing,
}

impl Wording<'_> {
    /// The whole result in words.
    pub fn report(&self, profile: &Profile, assessment: &Assessment<'_>, warnings: Vec<String>) -> Report {
        let language = self.language;
        let (mut counts, mut groups, mut folded) = (Vec::new(), Vec::new(), Vec::new());
        let mut numbered: Vec<(usize, &Finding<'_>)> = Vec::new();
        for (verdict, by) in KINDS {
            let heading = words::verdict(verdict, by, language);
            let of_kind = |finding: &&Finding<'_>| finding.verdict == verdict && finding.ruled_out_by == by;
            let mut findings: Vec<&Finding<'_>> = assessment.findings.iter().filter(of_kind).collect();
            let (count, before) = (findings.len(), numbered.len());
            if count == 0 {
                continue;
            }
            findings.sort_by_key(|finding| finding.measure.supports.iter().map(|it| it.kind.class()).min());
            numbered.extend(
                findings
                    .iter()
                    .enumerate()
                    .map(|(at, finding)| (before.saturating_add(at).saturating_add(1), *finding)),
            );
            counts.push(Count { verdict, ruled_out_by: by, heading, count });
            let more = findings.split_off(self.listed(verdict, by, count));
            if !more.is_empty() {
                let titles = more.iter().map(|finding| finding.measure.title.get(language).to_owned()).collect();
                folded.push(Folded { heading, titles, others_listed: !findings.is_empty() });
            }
            if !findings.is_empty() {
                let entries = findings.into_iter().map(|finding| self.entry(finding)).collect();
                groups.push(Group { verdict, heading, count, before, entries });
            }
        }
        let name = profile.name.as_deref().map_or_else(
            || language.pick("(未写名称)", "(no name)").to_owned(),
            |name| clipped(&harmless(name), NAME_SHOWN),
        );
        let mark = profile.id.as_deref().map(|id| clipped(&harmless(id), NAME_SHOWN));
        let marked = mark.as_ref().map(|mark| format!(" · {mark}")).unwrap_or_default();
        let as_of = self.catalogue.as_of.to_string();
        Report {
            heading: language.pick(format!("{name}{marked} · 截至 {as_of}"), format!("{name}{marked} · as of {as_of}")),
            name,
            mark,
            as_of,
            policies: self.policies(),
            totals: assessment.totals.iter().filter_map(|total| self.total(total, assessment)).collect(),
            charts: bars::charts(&numbered, language),
            counts,
            groups,
            folded,
            questions: self.questions(&assessment.next_facts),
            warnings: warnings.iter().map(|warning| harmless(warning)).collect(),
        }
    }

    /// How many of so many measures of one kind are listed. Those that apply always are.
    fn listed(&self, verdict: Verdict, by: Option<RuledOutBy>, count: usize) -> usize {
        let near = verdict == Verdict::Undetermined || by == Some(RuledOutBy::Conditions);
        match self.listing {
            _ if verdict < Verdict::Undetermined => count,
            Listing::Every => count,
            Listing::Near if near => count,
            Listing::First if near => LISTED.min(count),
            Listing::Near | Listing::First => 0,
        }
    }

    fn policies(&self) -> Vec<String> {
        let as_of = self.catalogue.as_of;
        self.catalogue.policies.iter().map(|policy| words::policy_on(policy, as_of, self.language)).collect()
    }

    fn questions(&self, facts: &[FactId]) -> Vec<Question> {
        let named = facts.iter().filter_map(|id| self.catalogue.facts.get(id.0)).take(QUESTIONS_NAMED);
        let mut questions: Vec<Question> = named.map(|fact| self.question(fact)).collect();
        let more = facts.len().saturating_sub(questions.len());
        if more > 0 {
            let text = self.language.pick(format!("……另有 {more} 项"), format!("… and {more} more"));
            questions.push(Question { text, fact: None });
        }
        questions
    }

    /// A question with what it is called and, in short, what can be chosen.
    fn question(&self, fact: &crate::fact::Fact) -> Question {
        let language = self.language;
        let mut names: Vec<&str> = fact.choices.iter().take(4).map(|choice| choice.label.get(language)).collect();
        if fact.choices.len() > names.len() {
            names.push(language.pick("……", "…"));
        }
        let choices = names.join(language.pick("、", ", "));
        let choices =
            if choices.is_empty() { choices } else { language.pick(format!("({choices})"), format!(" ({choices})")) };
        Question { text: format!("{}{choices}", fact.question.get(language)), fact: Some(fact.id.clone()) }
    }

    /// The clause of a measure, with the document's number where there are several documents.
    pub fn clause(&self, measure: &Measure) -> String {
        let several = self.catalogue.policies.len() > 1;
        self.catalogue.place_of(measure).map_or_else(String::new, |(clause, policy)| {
            if several { format!("{} {}", policy.number, clause.number) } else { clause.number.clone() }
        })
    }
}
