//! Results for people: what is said, in which order, and how it is worded.

pub mod client;
pub mod csv;
pub mod explain;
pub mod figures;
pub mod json;
pub mod markdown;
pub mod table;
pub mod words;
pub mod workbook;

use crate::assess::{Assessment, Finding, RuledOutBy, Total, Verdict};
use crate::catalogue::Catalogue;
use crate::fact::FactId;
use crate::language::Language;
use crate::measure::{Measure, Note};
use crate::profile::Profile;
use words::harmless;

/// A result in words, ready to be laid out.
#[derive(Debug)]
pub struct Report {
    /// The applicant and the day.
    pub heading: String,
    /// The documents.
    pub policies: Vec<String>,
    /// What support to expect, class by class.
    pub totals: Vec<TotalLine>,
    /// The measures, those that apply first.
    pub groups: Vec<Group>,
    /// Counts of what is not listed.
    pub folded: Vec<String>,
    /// The questions worth answering next.
    pub questions: Vec<String>,
    /// What to mind.
    pub warnings: Vec<String>,
}

/// What to expect in one class.
#[derive(Debug)]
pub struct TotalLine {
    /// The class.
    pub class: &'static str,
    /// The range.
    pub range: String,
    /// What is firm in it, what hangs on open questions, and what has no figure.
    pub remarks: Vec<String>,
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
    /// The measures.
    pub entries: Vec<Entry>,
}

/// One measure.
#[derive(Debug)]
pub struct Entry {
    /// Its code.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is given, in short.
    pub support: String,
    /// What is given, one line each.
    pub details: Vec<String>,
    /// Document and clause.
    pub clause: String,
    /// The office that is named first.
    pub lead: String,
    /// The words of the document.
    pub quote: String,
    /// How ambiguous phrases were read.
    pub readings: Vec<String>,
    /// What is left to implementing rules.
    pub reserved: Option<String>,
    /// Related documents.
    pub notes: Vec<String>,
    /// The facts that still decide.
    pub missing: Vec<String>,
    /// What it would take.
    pub takes: Vec<String>,
    /// Whom to ask.
    pub next_step: String,
}

/// How many measures that do not apply, or not yet, are listed, unless all are wanted.
const LISTED: usize = 12;
/// How many questions are named.
const QUESTIONS_NAMED: usize = 8;

/// Whom to ask about a measure, and what the document does not say.
pub fn next_step(offices: &[String], language: Language) -> String {
    match (offices, language) {
        ([], Language::Chinese) => "本条未写责任单位;申报材料、申报时间本意见未载明".to_owned(),
        ([], Language::English) => "no office is named; papers and dates are not stated in the document".to_owned(),
        ([lead, rest @ ..], Language::Chinese) => {
            let others = if rest.is_empty() { String::new() } else { format!("、{}", rest.join("、")) };
            format!("向责任单位咨询:{lead}{others};申报材料、申报时间本意见未载明")
        }
        ([lead, rest @ ..], Language::English) => {
            let others = if rest.is_empty() { String::new() } else { format!("、{}", rest.join("、")) };
            format!("ask the offices named: {lead}{others}; papers and dates are not stated in the document")
        }
    }
}

/// Puts a result into words.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// The language.
    pub language: Language,
    /// Whether every measure is listed, also where long.
    pub all: bool,
}

impl Wording<'_> {
    /// The whole result in words.
    pub fn report(&self, profile: &Profile, assessment: &Assessment<'_>, warnings: Vec<String>) -> Report {
        let language = self.language;
        let mut groups = Vec::new();
        let mut folded = Vec::new();
        let kinds = [
            (Verdict::Eligible, None),
            (Verdict::Provisional, None),
            (Verdict::Undetermined, None),
            (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
            (Verdict::Ineligible, Some(RuledOutBy::Audience)),
            (Verdict::Ineligible, Some(RuledOutBy::Period)),
        ];
        for (verdict, by) in kinds {
            let heading = words::verdict(verdict, by, language);
            let of_kind = |finding: &&Finding<'_>| finding.verdict == verdict && finding.ruled_out_by == by;
            let mut findings: Vec<&Finding<'_>> = assessment.findings.iter().filter(of_kind).collect();
            let count = findings.len();
            let listed = match (verdict, by) {
                _ if self.all => count,
                (Verdict::Eligible | Verdict::Provisional, _) => count,
                (Verdict::Undetermined, _) | (_, Some(RuledOutBy::Conditions)) => LISTED.min(count),
                _ => 0,
            };
            findings.sort_by_key(|finding| finding.measure.supports.iter().map(|it| it.kind.class()).min());
            findings.truncate(listed);
            let more = count.saturating_sub(listed);
            if more > 0 {
                folded.push(language.pick(
                    format!("{heading}:另有 {more} 项(用 --all 全部列出)"),
                    format!("{heading}: {more} more (--all lists them)"),
                ));
            }
            if listed > 0 {
                let entries = findings.into_iter().map(|finding| self.entry(finding)).collect();
                groups.push(Group { verdict, heading, count, entries });
            }
        }
        let name =
            profile.name.as_deref().map_or_else(|| language.pick("(未写名称)", "(no name)").to_owned(), harmless);
        let mark = profile.id.as_deref().map(|id| format!(" · {}", harmless(id))).unwrap_or_default();
        let as_of = self.catalogue.as_of;
        Report {
            heading: language.pick(format!("{name}{mark} · 截至 {as_of}"), format!("{name}{mark} · as of {as_of}")),
            policies: self.policies(),
            totals: assessment.totals.iter().filter_map(|total| self.total(total)).collect(),
            groups,
            folded,
            questions: self.questions(&assessment.next_facts),
            warnings: warnings.iter().map(|warning| harmless(warning)).collect(),
        }
    }

    fn policies(&self) -> Vec<String> {
        self.catalogue.policies.iter().map(|policy| words::policy(policy, self.language)).collect()
    }

    /// A class to which nothing belongs is left out, and so is one in which nothing is promised
    /// yet to anybody like this applicant.
    fn total(&self, total: &Total) -> Option<TotalLine> {
        let language = self.language;
        let zero = crate::money::Money::ZERO;
        let (nothing, open) = (total.high == Some(zero), total.unstated.saturating_sub(total.settled_unstated));
        if nothing && total.settled_unstated == 0 {
            return None;
        }
        let mut remarks = Vec::new();
        let range = if nothing {
            let count = total.settled_unstated;
            language.pick(format!("{count} 项,金额未载明"), format!("{count} with no amount stated"))
        } else {
            if total.low > zero && total.high.is_some_and(|high| high != total.low) {
                let low = total.low.words(language);
                remarks.push(language.pick(format!("其中确定 {low}"), format!("{low} of it firm")));
            }
            if let Some(settled) =
                total.settled_high.filter(|settled| total.high != Some(*settled) && *settled > total.low)
            {
                let settled = settled.words(language);
                remarks.push(language.pick(
                    format!("不计需补充信息的措施:最高{settled}"),
                    format!("without those that need information: up to {settled}"),
                ));
            }
            if total.settled_unstated > 0 {
                let count = total.settled_unstated;
                remarks.push(
                    language.pick(format!("另有 {count} 项金额未载明"), format!("{count} more with no amount stated")),
                );
            }
            words::span(total.low, total.high, language)
        };
        if open > 0 {
            remarks.push(language.pick(
                format!("{open} 项金额未载明的还需补充信息"),
                format!("{open} with no amount stated still need information"),
            ));
        }
        Some(TotalLine { class: total.class.words(language), range, remarks })
    }

    fn questions(&self, facts: &[FactId]) -> Vec<String> {
        let named = facts.iter().filter_map(|id| self.catalogue.facts.get(id.0)).take(QUESTIONS_NAMED);
        let mut questions: Vec<String> = named.map(|fact| self.question(fact)).collect();
        let more = facts.len().saturating_sub(questions.len());
        if more > 0 {
            questions.push(self.language.pick(format!("……另有 {more} 项"), format!("… and {more} more")));
        }
        questions
    }

    /// A question with what it is called and, in short, what can be chosen.
    fn question(&self, fact: &crate::fact::Fact) -> String {
        let language = self.language;
        let mut names: Vec<&str> = fact.choices.iter().take(4).map(|choice| choice.label.get(language)).collect();
        if fact.choices.len() > names.len() {
            names.push(language.pick("……", "…"));
        }
        let choices = names.join(language.pick("、", ", "));
        let choices =
            if choices.is_empty() { choices } else { language.pick(format!("({choices})"), format!(" ({choices})")) };
        format!("{}{choices} [{}]", fact.question.get(language), fact.id)
    }

    /// One measure in words.
    pub fn entry(&self, finding: &Finding<'_>) -> Entry {
        let language = self.language;
        let measure = finding.measure;
        let place = self.catalogue.place_of(measure);
        let offices = place.map(|(clause, _)| clause.offices.as_slice()).unwrap_or_default();
        let reading = |it: &crate::measure::Reading| {
            format!("{}{}{}", words::quoted(&it.phrase, language), language.pick(":", ": "), it.text.get(language))
        };
        Entry {
            id: measure.id.clone(),
            title: measure.title.get(language).to_owned(),
            support: words::supports_in_short(finding, language),
            details: self.details(finding),
            clause: self.clause(measure),
            lead: match offices {
                [] => "—".to_owned(),
                [only] => only.clone(),
                [first, ..] => language.pick(format!("{first}等"), format!("{first} …")),
            },
            quote: measure.quote.clone(),
            readings: measure.readings.iter().map(reading).collect(),
            reserved: finding.reserved().map(|text| text.get(language).to_owned()),
            notes: measure.notes.iter().map(|note| self.note(note)).collect(),
            missing: words::facts(&finding.missing, self.catalogue, language),
            takes: self.takes(finding),
            next_step: next_step(offices, language),
        }
    }

    /// The clause of a measure, with the document's number where there are several documents.
    pub fn clause(&self, measure: &Measure) -> String {
        let several = self.catalogue.policies.len() > 1;
        self.catalogue.place_of(measure).map_or_else(String::new, |(clause, policy)| {
            if several { format!("{} {}", policy.number, clause.number) } else { clause.number.clone() }
        })
    }

    fn details(&self, finding: &Finding<'_>) -> Vec<String> {
        let language = self.language;
        let mut lines: Vec<String> = Vec::new();
        let mut last_group = None;
        for (support, range) in &finding.supports {
            let words = words::support(support, *range, language);
            let group = support.one_of.map(|alternative| alternative.group);
            match lines.last_mut().filter(|_| group.is_some() && group == last_group) {
                Some(line) => line.push_str(&format!(" {} {words}", language.pick("或", "or"))),
                None => lines.push(words),
            }
            last_group = group;
        }
        lines
    }

    fn note(&self, note: &Note) -> String {
        let title = note.title.as_ref().map(|title| format!("《{title}》"));
        let name: Vec<String> = title.into_iter().chain(note.number.clone()).chain(note.date.clone()).collect();
        let colon = if name.is_empty() { "" } else { self.language.pick(":", ": ") };
        format!("{}{colon}{}", name.join(" "), note.concern.get(self.language))
    }

    fn takes(&self, finding: &Finding<'_>) -> Vec<String> {
        let language = self.language;
        let Some(unmet) = &finding.unmet else {
            return match finding.ruled_out_by {
                Some(RuledOutBy::Conditions) => {
                    let few = "没有一两项改动就能符合;见 huiqi explain";
                    vec![language.pick(few, "no few changes would do; see `huiqi explain`").to_owned()]
                }
                Some(RuledOutBy::Audience) => {
                    let audience = words::condition(&finding.measure.audience, self.catalogue, language);
                    vec![language.pick(format!("只针对 {audience}"), format!("only for {audience}"))]
                }
                Some(RuledOutBy::Period) | None => Vec::new(),
            };
        };
        let set = |changes: &[crate::what_it_takes::Change]| {
            let one = |change: &crate::what_it_takes::Change| {
                let fact = self.catalogue.facts.get(change.fact.0)?;
                Some(words::change(change, fact, language))
            };
            changes.iter().filter_map(one).collect::<Vec<_>>().join(language.pick(";并且 ", "; and "))
        };
        let mut takes = vec![set(&unmet.changes)];
        let or = language.pick("或者 ", "or ");
        takes.extend(unmet.alternatives.iter().map(|changes| format!("{or}{}", set(changes))));
        if !unmet.then_needs.is_empty() {
            let needs = words::facts(&unmet.then_needs, self.catalogue, language).join(language.pick("、", ", "));
            takes.push(language.pick(format!("之后还要补充:{needs}"), format!("then still needed: {needs}")));
        }
        takes
    }
}
