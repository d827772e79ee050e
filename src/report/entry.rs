//! One measure in words.

use super::{Wording, words};
use crate::assess::{Finding, RuledOutBy, Verdict};
use crate::language::Language;
use crate::measure::Note;

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
    /// All offices that are named.
    pub offices: Vec<String>,
    /// The words of the document.
    pub quote: String,
    /// How ambiguous phrases were read.
    pub readings: Vec<String>,
    /// What is left to implementing rules.
    pub reserved: Option<String>,
    /// What to keep to for this measure by itself, once it is given.
    pub obligations: Vec<String>,
    /// On which days it holds, where it differs from its document or rules the measure out.
    pub validity: Option<String>,
    /// Related documents.
    pub notes: Vec<String>,
    /// The facts that still decide.
    pub missing: Vec<String>,
    /// What it would take.
    pub takes: Vec<String>,
    /// Whom to ask.
    pub next_step: String,
    /// Whom to ask first, where all offices are named already.
    pub first_step: String,
}

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

/// The same where all offices stand beside it.
fn first_step(offices: &[String], language: Language) -> String {
    match offices {
        [] | [_] => next_step(offices, language),
        [lead, ..] => language.pick(
            format!("先向列在首位的{lead}咨询;申报材料、申报时间本意见未载明"),
            format!("begin with {lead}, the office named first; papers and dates are not stated in the document"),
        ),
    }
}

impl Wording<'_> {
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
            support: words::supports_in_short(&finding.supports, language),
            details: self.details(finding),
            clause: self.clause(measure),
            lead: match offices {
                [] => "—".to_owned(),
                [only] => only.clone(),
                [first, ..] => language.pick(format!("{first}等"), format!("{first} …")),
            },
            offices: offices.to_vec(),
            quote: measure.quote.clone(),
            readings: measure.readings.iter().map(reading).collect(),
            reserved: finding.reserved().map(|text| text.get(language).to_owned()),
            obligations: self.obligations(finding),
            validity: self.validity(finding),
            notes: measure.notes.iter().map(|note| self.note(note)).collect(),
            missing: words::facts(&finding.missing, self.catalogue, language),
            takes: self.takes(finding),
            next_step: next_step(offices, language),
            first_step: first_step(offices, language),
        }
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

    fn obligations(&self, finding: &Finding<'_>) -> Vec<String> {
        if finding.verdict == Verdict::Ineligible {
            return Vec::new();
        }
        let own = self.catalogue.obligations_of(finding.measure);
        own.map(|obligation| words::obligation(obligation, self.language)).collect()
    }

    /// The days of the measure, where it or its clause states them; those of its document, where
    /// these rule it out.
    fn validity(&self, finding: &Finding<'_>) -> Option<String> {
        let language = self.language;
        let as_of = self.catalogue.as_of;
        let own = finding.measure.validity.words(language);
        let (_, policy) = self.catalogue.place_of(finding.measure)?;
        if finding.ruled_out_by == Some(RuledOutBy::Period) && !policy.validity().holds_on(as_of) {
            let words = policy.validity().words(language)?;
            return Some(language.pick(format!("文件{words}"), format!("the document is {words}")));
        }
        own.map(|words| language.pick(format!("本条{words}"), format!("this measure is {words}")))
    }

    fn note(&self, note: &Note) -> String {
        let title = note.title.as_ref().map(|title| format!("《{title}》"));
        let name: Vec<String> = title.into_iter().chain(note.number.clone()).chain(note.date.clone()).collect();
        let colon = if name.is_empty() { "" } else { self.language.pick(":", ": ") };
        format!("{}{colon}{}", name.join(" "), note.concern.get(self.language))
    }

    /// Why no change would do.
    fn in_the_way(&self, finding: &Finding<'_>) -> String {
        let language = self.language;
        let facts = words::facts(&finding.in_the_way, self.catalogue, language);
        let facts = facts.join(language.pick("”“", "” and “"));
        language.pick(
            format!("改变其他信息也不能符合:取决于不能改变的“{facts}”"),
            format!("no change of other facts would do: “{facts}” cannot change and rules it out"),
        )
    }

    fn takes(&self, finding: &Finding<'_>) -> Vec<String> {
        let language = self.language;
        let Some(unmet) = &finding.unmet else {
            return match finding.ruled_out_by {
                Some(RuledOutBy::Conditions) => vec![self.in_the_way(finding)],
                Some(RuledOutBy::Audience) => {
                    let audience = words::condition(&finding.measure.audience, self.catalogue, language);
                    vec![language.pick(format!("只针对 {audience}"), format!("only for {audience}"))]
                }
                Some(RuledOutBy::Period) => {
                    let outside =
                        |words| language.pick(format!("{words},当日不在其内"), format!("{words}, not on that day"));
                    self.validity(finding).map(outside).into_iter().collect()
                }
                None => Vec::new(),
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
