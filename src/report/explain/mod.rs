//! A measure explained: its text, its conditions with what holds of them, and what it would take.

mod json;

pub use json::document;

use super::table::wrap;
use super::words;
use super::{Entry, StackingLine};
use crate::assess::{Finding, RuledOutBy, Verdict};
use crate::catalogue::Catalogue;
use crate::condition::Condition;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::measure::Measure;
use crate::profile::Profile;
use crate::proof::{Ground, grounds};
use crate::truth::{Rule, Truth};
use anstyle::Style;
use std::fmt::Write;

/// What is needed to explain a measure.
#[derive(Debug)]
pub struct Explaining<'e> {
    /// The catalogue.
    pub catalogue: &'e Catalogue,
    /// The measure.
    pub measure: &'e Measure,
    /// What holds for the applicant, or for one of whom nothing is known.
    pub finding: &'e Finding<'e>,
    /// The applicant, where there is one.
    pub profile: Option<&'e Profile>,
    /// What is known of the applicant.
    pub knowledge: &'e Knowledge<'e>,
    /// The measure in words.
    pub entry: Entry,
    /// The rules on which measures count together that name it.
    pub stacking: Vec<StackingLine>,
    /// The verdict in words, where there is an applicant.
    pub verdict: Option<&'static str>,
    /// The colour of the verdict.
    pub style: Style,
    /// The language.
    pub language: Language,
}

/// Lays the explanation out for so many columns.
pub fn layout(explaining: &Explaining<'_>, columns: usize) -> String {
    let width = columns.clamp(20, 100);
    let mut page = Page { text: String::new(), width, explaining };
    page.write();
    page.text
}

struct Page<'e> {
    text: String,
    width: usize,
    explaining: &'e Explaining<'e>,
}

impl Page<'_> {
    fn push(&mut self, text: &str, first: &str, rest: &str) {
        let wrapped = wrap(text, self.width, first, rest);
        self.text.push_str(&wrapped);
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        let bold = Style::new().bold();
        let _ = writeln!(self.text, "\n{bold}{text}{bold:#}");
    }

    fn section(&mut self, heading: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.heading(heading);
            lines.iter().for_each(|line| self.push(line, "  ", "  "));
        }
    }

    fn write(&mut self) {
        let Explaining { catalogue, measure, finding, entry, verdict, style, language, .. } = self.explaining;
        let language = *language;
        let bold = Style::new().bold();
        let title = wrap(&format!("{} [{}]", entry.title, entry.id), self.width, "", "  ");
        let _ = writeln!(self.text, "{bold}{title}{bold:#}");
        if let Some((clause, policy)) = catalogue.place_of(measure) {
            let line = format!("{} {} {}", policy.number, clause.number, clause.title.get(language));
            self.push(&line, "", "  ");
            if let Some(draft) = &policy.draft {
                let undecided = draft.undecided;
                let text = language.pick(
                    format!("这份文件的目录是草稿,还有 {undecided} 句待定:这项措施可能还不完整"),
                    format!("this document is a draft, undecided: {undecided}; the measure may not be complete yet"),
                );
                self.push(&text, "! ", "  ");
            }
        }
        if let Some(verdict) = verdict {
            let _ = writeln!(self.text, "{style}{}{verdict}{style:#}", language.pick("结论:", "verdict: "));
        }
        self.section(language.pick("原文", "Text"), &[words::quoted(&entry.quote, language)]);
        self.grounds();
        self.heading(language.pick("支持对象", "For whom"));
        self.tree(&measure.audience, 1);
        if measure.conditions != Condition::All(Vec::new()) {
            self.heading(language.pick("申报条件", "Conditions"));
            self.tree(&measure.conditions, 1);
        }
        let validity: Vec<String> = entry.validity.iter().cloned().collect();
        self.section(language.pick("有效期", "In force"), &validity);
        if finding.ruled_out_by == Some(RuledOutBy::Period) {
            // Nothing that the applicant could change.
        } else if finding.verdict == Verdict::Ineligible {
            self.section(language.pick("要符合,需要", "What it would take"), &entry.takes);
        } else {
            let heading = language.pick("支持方式与标准", "Support");
            self.section(heading, &entry.details);
        }
        let basis = |support: &crate::measure::Support| words::basis(support, &catalogue.facts, language);
        let basis: Vec<String> = measure.supports.iter().filter_map(basis).collect();
        self.section(language.pick("文件写的标准", "As the document states it"), &basis);
        if self.explaining.profile.is_some() {
            let join = language.pick("、", ", ");
            let missing = entry.missing.join(join);
            let lines = if missing.is_empty() { Vec::new() } else { vec![missing] };
            self.section(
                language.pick("还可能改变结论或金额的信息", "What may still change verdict or amount"),
                &lines,
            );
        }
        let rules = self.explaining.stacking.iter().flat_map(|line| [line.what.clone(), line.basis.clone()]);
        self.section(language.pick("与其他措施一起算", "Together with other measures"), &rules.collect::<Vec<_>>());
        let reserved: Vec<String> = entry.reserved.iter().cloned().collect();
        self.section(language.pick("另行规定", "Left to implementing rules"), &reserved);
        let for_all = catalogue.place_of(measure).map(|(clause, _)| catalogue.obligations_for_all(clause.policy));
        let obligations = catalogue.obligations_of(measure).chain(for_all.into_iter().flatten());
        let obligations: Vec<String> = obligations.map(|it| words::obligation(it, language)).collect();
        self.section(language.pick("须遵守", "To keep to"), &obligations);
        self.section(language.pick("理解说明", "How it was read"), &entry.readings);
        self.section(language.pick("相关文件,请核实", "Related documents, please check"), &entry.notes);
        self.section(language.pick("下一步", "Next step"), std::slice::from_ref(&entry.next_step));
    }

    /// The answers on which the verdict rests, under the words of the clause that ask for them.
    fn grounds(&mut self) {
        let Explaining { catalogue, measure, finding, knowledge, language, .. } = *self.explaining;
        let grounds = grounds(catalogue, finding, knowledge);
        if self.explaining.profile.is_none() || grounds.is_empty() {
            return;
        }
        self.heading(language.pick("为什么是这个结论", "Why this verdict"));
        let mut last = None;
        for ground in &grounds {
            if last != Some(ground.words) {
                let words = match ground.words {
                    Some(words) if words == measure.quote => language.pick("整段原文", "the whole text").to_owned(),
                    Some(words) => words::quoted(words, language),
                    None => {
                        let text =
                            ("原文没有问,但决定其他信息是否适用", "not in the text, but deciding whether others apply");
                        language.pick(text.0, text.1).to_owned()
                    }
                };
                self.push(&words, "  ", "  ");
                last = Some(ground.words);
            }
            let mark = match ground.met {
                Some(true) => "✓ ",
                Some(false) => "✗ ",
                None => "· ",
            };
            let computes = ground.asked.is_empty() && ground.computes;
            let role =
                if computes { language.pick(",金额据此计算", "; the amount is computed from it") } else { "" };
            let text = format!("{}{}{role}", asked(ground, catalogue, language), self.given(ground.fact.0));
            self.push(&text, &format!("    {mark}"), "      ");
        }
    }

    /// A condition with its parts below each other, each with ✓, ✗ or ?.
    fn tree(&mut self, condition: &Condition, depth: usize) {
        let language = self.explaining.language;
        let catalogue = self.explaining.catalogue;
        let (heading, parts) = match condition {
            Condition::All(parts) => (language.pick("以下都要符合", "all of these").to_owned(), parts),
            Condition::Any(parts) => (language.pick("以下符合一项即可", "any of these").to_owned(), parts),
            Condition::None(parts) => (language.pick("以下都不能有", "none of these").to_owned(), parts),
            Condition::AtLeast(number, parts) => {
                (language.pick(format!("以下至少符合{number}项"), format!("at least {number} of these")), parts)
            }
            Condition::Named(id) => {
                if let Some(named) = catalogue.named.get(id.0) {
                    self.tree(&named.when, depth);
                }
                return;
            }
            Condition::Fact(..) => {
                self.leaf(condition, &words::condition(condition, catalogue, language), depth);
                return;
            }
        };
        if let ([only], Condition::All(_) | Condition::Any(_)) = (parts.as_slice(), condition) {
            self.tree(only, depth);
            return;
        }
        self.leaf(condition, &heading, depth);
        parts.iter().for_each(|part| self.tree(part, depth.saturating_add(1)));
    }

    fn leaf(&mut self, condition: &Condition, text: &str, depth: usize) {
        let indent = "  ".repeat(depth);
        let without = match condition {
            Condition::Fact(id, _) => {
                crate::assess::applies(self.explaining.catalogue, *id, self.explaining.knowledge) == Truth::Fails
            }
            _ => false,
        };
        let mark = if without {
            "— "
        } else if self.explaining.profile.is_some() {
            match Rule::new(self.explaining.catalogue.compiler().compile(condition)).truth(self.explaining.knowledge) {
                Truth::Holds => "✓ ",
                Truth::Fails => "✗ ",
                Truth::Open => "? ",
            }
        } else {
            "· "
        };
        let given = match condition {
            _ if without => self.explaining.language.pick("(不适用)", " (does not apply)").to_owned(),
            Condition::Fact(id, _) => self.given(id.0),
            _ => String::new(),
        };
        self.push(&format!("{text}{given}"), &format!("{indent}{mark}"), &format!("{indent}  "));
    }

    /// What the applicant has, behind the requirement.
    fn given(&self, fact: usize) -> String {
        let Explaining { catalogue, profile, language, .. } = self.explaining;
        let Some((profile, fact)) = profile.zip(catalogue.facts.get(fact)) else { return String::new() };
        let has = match profile.value(fact) {
            Some(value) => fact.words(&value, *language),
            None if profile.is_declined(fact) => language.pick("不清楚", "not known").to_owned(),
            None => language.pick("未填", "not given").to_owned(),
        };
        language.pick(format!("(现为:{has})"), format!(" (has: {has})"))
    }
}

/// What is asked of a fact, on one line.
fn asked(ground: &Ground<'_>, catalogue: &Catalogue, language: Language) -> String {
    let Some(fact) = catalogue.facts.get(ground.fact.0) else { return String::new() };
    let one = |(requirement, negated): &(&crate::condition::Requirement, bool)| {
        let words = requirement.words(fact, language);
        if *negated { language.pick(format!("不能是 {words}"), format!("not {words}")) } else { words }
    };
    let mut asked: Vec<String> = Vec::new();
    for words in ground.asked.iter().map(one) {
        if !asked.contains(&words) {
            asked.push(words);
        }
    }
    let label = fact.label.get(language);
    match asked.as_slice() {
        [] => label.to_owned(),
        asked => format!("{label}{}{}", language.pick(":", ": "), asked.join(language.pick("或", " or "))),
    }
}
