//! Random catalogues.

use super::amounts::{SupportPlan, supports};
use super::conditions::{ConditionPlan, FactPlan, Scope, conditions, facts};
use super::stacking::{self, StackingPlan};
use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::problem::Problem;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The day for which random catalogues are made ready.
pub const AS_OF: Date = date(2021, 6, 30);

/// What stands in every document and decides nothing.
const CLOSING: &str = "source = \"原文网址\"\n[closing]\nquote = \"原文\"\nzh = \"结语\"\nen = \"closing\"\n\
    [[reading]]\nphrase = \"原文\"\nzh = \"理解\"\nen = \"reading\"\n\
    [[remark]]\nquote = \"原文\"\nreason = \"background\"\nnote = { zh = \"说明\", en = \"note\" }\n";
/// What stands in the clause of the first document: an obligation of one measure, and one of all.
const OBLIGATIONS: &str = "[[obligation]]\nquote = \"原文\"\nzh = \"退还\"\nen = \"repay\"\nof = [\"measure-0\"]\n\
    [[obligation]]\nquote = \"原文\"\nzh = \"留存\"\nen = \"keep\"\nterm = { exactly = 10, unit = \"year\" }\n";
/// What stands in every measure and decides nothing.
const TEXTS: &str = "[[measure.reading]]\nphrase = \"原文\"\nzh = \"理解\"\nen = \"reading\"\n\
    [measure.words]\nfact-0 = \"原文\"\n\
    [[measure.note]]\ntitle = \"文件\"\nnumber = \"二号\"\ndate = \"2021-05\"\nconcern = { zh = \"后来\", en = \"later\" }\n";

/// What a random catalogue is like: two documents over the same facts.
#[derive(Clone, Debug)]
pub struct CataloguePlan {
    facts: Vec<FactPlan>,
    named: Vec<ConditionPlan>,
    measures: Vec<MeasurePlan>,
    stacking: Vec<StackingPlan>,
    documents: [DocumentPlan; 2],
}

/// What is stated of a whole document.
#[derive(Clone, Debug)]
struct DocumentPlan {
    /// The days on which it holds, if it says so; then no measure of it has days of its own.
    days: &'static str,
    /// Whether its clause says so, not the document.
    in_clause: bool,
    /// Whether a sentence of it is undecided.
    draft: bool,
}

#[derive(Clone, Debug)]
struct MeasurePlan {
    audience: ConditionPlan,
    when: Option<ConditionPlan>,
    reserved: Option<Option<ConditionPlan>>,
    supports: Vec<SupportPlan>,
    /// Whether the conditions state that every fact of the amounts applies.
    sound: bool,
    /// The days on which it holds, if not as long as its document.
    days: &'static str,
}

/// Catalogues with up to so many facts.
pub fn catalogues(most_facts: usize) -> impl Strategy<Value = CataloguePlan> {
    let named = prop::collection::vec(conditions(1, 3), 0..3);
    let measures = prop::collection::vec(measures(), 1..5);
    let facts = prop::collection::vec(facts(), 2..=most_facts);
    (facts, named, measures, [documents(), documents()], stacking::rules()).prop_map(
        |(facts, named, measures, documents, stacking)| CataloguePlan { facts, named, measures, stacking, documents },
    )
}

fn documents() -> impl Strategy<Value = DocumentPlan> {
    (days(28), any::<bool>(), prop::bool::weighted(0.2)).prop_map(|(days, in_clause, draft)| DocumentPlan {
        days,
        in_clause,
        draft,
    })
}

/// None, so many times as often as each other; else up to the day before the as-of date or that day, or
/// from that day or the one after.
fn days(none: u32) -> impl Strategy<Value = &'static str> {
    prop_oneof![
        none => Just(""),
        1 => Just("expires = \"2021-06-29\"\n"),
        1 => Just("expires = \"2021-06-30\"\n"),
        1 => Just("effective = \"2021-06-30\"\n"),
        1 => Just("effective = \"2021-07-01\"\n"),
    ]
}

fn measures() -> impl Strategy<Value = MeasurePlan> {
    let when = prop_oneof![1 => Just(None), 4 => conditions(3, 6).prop_map(Some)];
    let unless = prop_oneof![Just(None), conditions(1, 3).prop_map(Some)];
    let reserved = prop_oneof![2 => Just(None), 1 => unless.prop_map(Some)];
    let supports = prop::collection::vec(supports(), 1..3);
    (conditions(1, 3), when, reserved, supports, prop::bool::weighted(0.95), days(12)).prop_map(
        |(audience, when, reserved, supports, sound, days)| MeasurePlan {
            audience,
            when,
            reserved,
            supports,
            sound,
            days,
        },
    )
}

impl CataloguePlan {
    /// The catalogue, unless it has a fault.
    pub fn load(&self) -> Result<Catalogue, Vec<Problem>> {
        load(&Source::of(self.files()), AS_OF)
    }

    /// The files of the catalogue as one text.
    pub fn text(&self) -> String {
        self.files().into_iter().map(|(path, text)| format!("# {path}\n{text}\n")).collect()
    }

    /// The named conditions use the first half of the facts only, so that no fact's ask-when leads
    /// back to the fact.
    fn files(&self) -> Vec<(String, String)> {
        let half = self.facts.len().div_ceil(2);
        let all = Scope { facts: &self.facts, named: self.named.len(), fixed_only: false };
        let mut facts = String::from("[[topic]]\nid = \"topic\"\nlabel = { zh = \"主题\", en = \"topic\" }\n");
        for (at, named) in self.named.iter().enumerate() {
            let scope = Scope { facts: &self.facts[..half], named: at, fixed_only: false };
            facts += &format!("[[condition]]\nid = \"named-{at}\"\nwhen = {{ {} }}\n", named.write(scope));
        }
        let mut ask_when: Vec<Option<String>> = Vec::new();
        for (at, fact) in self.facts.iter().enumerate() {
            let named = if at >= half { self.named.len() } else { 0 };
            let scope = Scope { facts: &self.facts[..at], named, fixed_only: false };
            let condition = fact.ask_when.as_ref().filter(|_| at > 0).map(|condition| condition.write(scope));
            facts += &fact.write(at, condition.as_deref());
            ask_when.push(condition);
        }
        let mut files = vec![("facts.toml".to_owned(), facts)];
        let supports: Vec<&[SupportPlan]> = self.measures.iter().map(|measure| measure.supports.as_slice()).collect();
        let rules = stacking::write(&self.stacking, &supports, all);
        let of = |document: usize, in_clause: bool| -> String {
            let own = rules.iter().filter(|(plan, _)| (plan.document, plan.in_clause) == (document, in_clause));
            own.map(|(_, toml)| toml.as_str()).collect()
        };
        for (document, folder) in ["first", "second"].into_iter().enumerate() {
            let name = "{ zh = \"文件\", en = \"document\" }";
            let mut policy = format!(
                "title = {name}\nnumber = \"一号\"\nissuer = {name}\nadopted = \"2020-01-01\"\npublished = \"2020-01-01\"\n"
            );
            let mut clause = format!("clause = \"一\"\ntitle = {name}\noffices = [\"一局\"]\n");
            let DocumentPlan { days, in_clause, draft } = self.documents[document];
            if in_clause { &mut clause } else { &mut policy }.push_str(days);
            policy += CLOSING;
            policy += &of(document, false);
            clause += if draft { "[[undecided]]\nquote = \"原文\"\n" } else { "" };
            for (at, measure) in self.measures.iter().enumerate().filter(|(at, _)| at % 2 == document) {
                let own_days = if days.is_empty() { measure.days } else { "" };
                clause += &measure.write(at, all, &ask_when, own_days);
            }
            if document == 0 {
                clause += OBLIGATIONS;
            }
            clause += &of(document, true);
            files.push((format!("{folder}/policy.toml"), policy));
            files.push((format!("{folder}/1-clause.toml"), clause));
        }
        files
    }
}

impl MeasurePlan {
    fn write(&self, at: usize, scope: Scope<'_>, ask_when: &[Option<String>], days: &str) -> String {
        let audience = self.audience.write(Scope { fixed_only: true, ..scope });
        let mut used = Vec::new();
        let supports: String = self
            .supports
            .iter()
            .map(|support| format!("[[measure.support]]\n{}\n", support.write(scope, "\n", &mut used)))
            .collect();
        let mut when: Vec<String> = self.when.iter().map(|when| when.write(scope)).collect();
        used.sort_unstable();
        used.dedup();
        when.extend(used.into_iter().filter(|_| self.sound).filter_map(|fact| ask_when[fact].clone()));
        let when = match when.as_slice() {
            [] => String::new(),
            [only] => format!("when = {{ {only} }}\n"),
            several => {
                let list: Vec<String> = several.iter().map(|when| format!("{{ {when} }}")).collect();
                format!("when = {{ all-of = [{}] }}\n", list.join(", "))
            }
        };
        let reserved = match &self.reserved {
            None => String::new(),
            Some(None) => "reserved = { zh = \"另行规定\", en = \"left open\" }\n".to_owned(),
            Some(Some(unless)) => {
                let unless = unless.write(scope);
                format!("reserved = {{ zh = \"另行规定\", en = \"left open\", unless = {{ {unless} }} }}\n")
            }
        };
        format!(
            "[[measure]]\nid = \"measure-{at}\"\ntitle = {{ zh = \"措施{at}\", en = \"measure {at}\" }}\n\
             quote = \"原文\"\n{days}{reserved}for = {{ {audience} }}\n{when}{supports}{TEXTS}"
        )
    }
}
