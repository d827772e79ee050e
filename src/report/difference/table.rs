//! The difference laid out for a terminal.

use super::super::table::wrap;
use super::super::words;
use super::{Applicant, Versions};
use crate::assess::{Finding, Total};
use crate::difference::{Pair, Sense, choices, effects, facts, measures, policies, totals};
use crate::fact::Fact;
use crate::language::Language;
use crate::measure::Measure;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Lays the difference out for so many columns. It contains colour; what writes it may take that out.
pub fn layout(versions: &Versions<'_>, columns: usize) -> String {
    let mut page = Page { text: String::new(), width: columns.clamp(20, 100), versions };
    page.policies();
    page.measures();
    page.facts();
    for applicant in &versions.applicants {
        page.applicant(applicant);
    }
    page.text
}

struct Page<'v, 'c> {
    text: String,
    width: usize,
    versions: &'v Versions<'c>,
}

const ADDED: (&str, AnsiColor) = ("+ ", AnsiColor::Green);
const REMOVED: (&str, AnsiColor) = ("- ", AnsiColor::Red);
const CHANGED: (&str, AnsiColor) = ("~ ", AnsiColor::Yellow);

impl Page<'_, '_> {
    fn language(&self) -> Language {
        self.versions.language
    }

    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let bold = Style::new().bold();
        let wrapped = wrap(text, self.width, "", "");
        let _ = writeln!(self.text, "{bold}{wrapped}{bold:#}");
    }

    fn line(&mut self, text: &str, first: &str, rest: &str) {
        let wrapped = wrap(text, self.width, first, rest);
        self.text.push_str(&wrapped);
        self.text.push('\n');
    }

    fn marked(&mut self, (mark, colour): (&str, AnsiColor), text: &str) {
        let style = Style::new().fg_color(Some(colour.into()));
        let wrapped = wrap(text, self.width, &format!("  {mark}"), "    ");
        let _ = writeln!(self.text, "{style}{wrapped}{style:#}");
    }

    /// What stood there and what stands there now.
    fn was_and_is(&mut self, name: &str, was: &str, is: &str) {
        let language = self.language();
        let nothing = language.pick("(没有)", "(nothing)");
        let shown = |text: &str| if text.is_empty() { nothing.to_owned() } else { text.to_owned() };
        self.line(
            &language.pick(format!("{name} 原为:{}", shown(was)), format!("{name}, was: {}", shown(was))),
            "      ",
            "        ",
        );
        self.line(
            &language.pick(format!("{name} 现为:{}", shown(is)), format!("{name}, is: {}", shown(is))),
            "      ",
            "        ",
        );
    }

    /// The documents, where something of them is another; a reader expects them to stay.
    fn policies(&mut self) {
        let language = self.language();
        for Pair { before, after } in policies(self.versions.before, self.versions.after) {
            let (mark, policy, changed) = match (before, after) {
                (Some(before), Some(after)) => (CHANGED, after, self.versions.changed_policy(before, after)),
                (None, Some(after)) => (ADDED, after, Vec::new()),
                (Some(before), None) => (REMOVED, before, Vec::new()),
                (None, None) => continue,
            };
            if mark == CHANGED && changed.is_empty() {
                continue;
            }
            if self.text.is_empty() {
                self.heading(language.pick("文件", "Documents"));
            }
            self.marked(mark, &format!("{} [{}]", policy.title.get(language), policy.id));
            for ((_, name, is), was) in changed {
                self.was_and_is(name, &was, &is);
            }
        }
    }

    fn measures(&mut self) {
        let language = self.language();
        let pairs: Vec<Pair<'_, Measure>> = measures(self.versions.before, self.versions.after);
        self.heading(language.pick("政策措施", "Measures"));
        let mut any = false;
        for Pair { before, after } in pairs {
            match (before, after) {
                (Some(before), Some(after)) => {
                    let changed = self.versions.changed_measure(before, after);
                    if changed.is_empty() {
                        continue;
                    }
                    self.marked(CHANGED, &self.name(after, false));
                    for ((_, name, is), was) in changed {
                        self.was_and_is(name, &was, &is);
                    }
                }
                (None, Some(after)) => self.marked(ADDED, &self.name(after, false)),
                (Some(before), None) => self.marked(REMOVED, &self.name(before, true)),
                (None, None) => continue,
            }
            any = true;
        }
        self.none_unless(any);
    }

    fn none_unless(&mut self, any: bool) {
        if !any {
            let text = self.language().pick("没有变化", "no change");
            self.line(text, "  ", "  ");
        }
    }

    fn name(&self, measure: &Measure, before: bool) -> String {
        let catalogue = if before { self.versions.before } else { self.versions.after };
        let clause = catalogue.place_of(measure).map_or("", |(clause, _)| clause.number.as_str());
        format!("{clause} {} [{}]", measure.title.get(self.language()), measure.id)
    }

    fn facts(&mut self) {
        let language = self.language();
        let pairs: Vec<Pair<'_, Fact>> = facts(self.versions.before, self.versions.after);
        self.heading(language.pick("申报信息", "Facts"));
        let mut any = false;
        let name = |fact: &Fact| format!("{} [{}]", fact.label.get(language), fact.id);
        for Pair { before, after } in pairs {
            match (before, after) {
                (Some(before), Some(after)) => {
                    let changed = self.versions.changed_fact(before, after);
                    let options: Vec<_> = choices(before, after).into_iter().filter(one_sided).collect();
                    if changed.is_empty() && options.is_empty() {
                        continue;
                    }
                    self.marked(CHANGED, &name(after));
                    for ((_, name, is), was) in changed {
                        self.was_and_is(name, &was, &is);
                    }
                    for option in options {
                        let mark = if option.after.is_some() { ADDED.0 } else { REMOVED.0 };
                        let Some(choice) = option.after.or(option.before) else { continue };
                        let text = language.pick(
                            format!("{mark}选项:{} [{}]", choice.label.zh, choice.id),
                            format!("{mark}choice: {} [{}]", choice.label.en, choice.id),
                        );
                        self.line(&text, "      ", "        ");
                    }
                }
                (None, Some(after)) => self.marked(ADDED, &name(after)),
                (Some(before), None) => self.marked(REMOVED, &name(before)),
                (None, None) => continue,
            }
            any = true;
        }
        self.none_unless(any);
    }

    fn applicant(&mut self, applicant: &Applicant<'_>) {
        let language = self.language();
        let Applicant { name, before, after } = applicant;
        self.heading(&crate::harmless::harmless(name));
        for (known, version) in [
            (before, language.pick("按旧目录,档案里读不了", "Not read from the profile by the version before")),
            (after, language.pick("按新目录,档案里读不了", "Not read from the profile by the version after")),
        ] {
            for unread in &known.unread {
                let colon = language.pick(":", ": ");
                self.line(&format!("{version}{colon}{unread}"), "  ! ", "    ");
            }
        }
        let totals = totals(&before.assessment, &after.assessment);
        let effects = effects(&before.assessment, &after.assessment);
        self.none_unless(!(totals.is_empty() && effects.is_empty()));
        for Pair { before, after } in totals {
            let Some(class) = before.or(after).map(|total| total.class) else { continue };
            let colon = language.pick("合计:", ", total: ");
            let (was, is) = (self.total(before), self.total(after));
            self.line(&format!("{}{colon}{was} → {is}", class.words(language)), "  ", "    ");
        }
        for effect in effects {
            let mark = match effect.sense {
                Sense::Gains => ADDED,
                Sense::Loses => REMOVED,
                Sense::Changes => CHANGED,
            };
            let Some(shown) = effect.after.or(effect.before) else { continue };
            self.marked(mark, &self.name(shown.measure, effect.after.is_none()));
            let (was, is) = (self.finding(effect.before), self.finding(effect.after));
            self.line(&format!("{was} → {is}"), "      ", "        ");
        }
    }

    fn total(&self, total: Option<&Total>) -> String {
        let language = self.language();
        let Some(total) = total else { return language.pick("没有", "none").to_owned() };
        let unstated = match (total.unstated, language) {
            (0, _) => String::new(),
            (count, Language::Chinese) => format!("(另有 {count} 项金额未载明)"),
            (count, Language::English) => format!(" ({count} more with no amount stated)"),
        };
        let firm = (total.low, total.high) == (crate::money::Money::ZERO, Some(crate::money::Money::ZERO));
        let range = if firm { total.low.words(language) } else { words::span(total.low, total.high, language) };
        format!("{range}{unstated}")
    }

    fn finding(&self, finding: Option<&Finding<'_>>) -> String {
        let language = self.language();
        let Some(finding) = finding else { return language.pick("没有这一项", "not there").to_owned() };
        let verdict = words::verdict(finding.verdict, finding.ruled_out_by, language);
        let supports = words::supports_in_short(&finding.supports, language);
        let joint = if supports.is_empty() { "" } else { language.pick(",", ", ") };
        format!("{verdict}{joint}{supports}")
    }
}

fn one_sided<T>(pair: &Pair<'_, T>) -> bool {
    pair.before.is_some() != pair.after.is_some()
}
