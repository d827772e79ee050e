//! Results as Markdown, to hand on.

use super::{Entry, Report};
use crate::assess::Verdict;
use crate::language::Language;
use std::fmt::Write;

/// Lays a report out as Markdown.
pub fn layout(report: &Report, language: Language) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# {}\n", plain(&report.heading));
    for policy in &report.policies {
        let _ = writeln!(text, "{}\n", plain(policy));
    }
    let _ = writeln!(text, "## {}\n", language.pick("预计支持", "Support to expect"));
    let _ = writeln!(
        text,
        "{}\n",
        language.pick("以实施细则和主管部门审核为准。", "Subject to implementing rules and review.")
    );
    if report.totals.is_empty() {
        let _ = writeln!(text, "{}", language.pick("没有以金额计的支持。", "None that is counted in money."));
    }
    for total in &report.totals {
        let remarks = total.remarks.join(language.pick(";", "; "));
        let remarks =
            if remarks.is_empty() { remarks } else { language.pick(format!("({remarks})"), format!(" ({remarks})")) };
        let colon = language.pick(":", ": ");
        let _ = writeln!(text, "- **{}**{colon}{}{}", total.class, plain(&total.range), plain(&remarks));
    }
    for group in &report.groups {
        let _ = writeln!(text, "\n## {} ({})\n", group.heading, group.count);
        match group.verdict {
            Verdict::Eligible | Verdict::Provisional => {
                for (at, entry) in group.entries.iter().enumerate() {
                    applying(&mut text, at.saturating_add(1), entry, language);
                }
            }
            Verdict::Undetermined => table(
                &mut text,
                language.pick(
                    ["措施", "如果符合", "条款", "还要知道"],
                    ["Measure", "If it applies", "Clause", "Still to be known"],
                ),
                group.entries.iter().map(|entry| {
                    let missing = entry.missing.join(language.pick("、", ", "));
                    [entry.title.clone(), entry.support.clone(), entry.clause.clone(), missing]
                }),
            ),
            Verdict::Ineligible => table(
                &mut text,
                language.pick(
                    ["措施", "要符合,需要", "条款", "责任单位"],
                    ["Measure", "What it would take", "Clause", "Office"],
                ),
                group.entries.iter().map(|entry| {
                    let takes = entry.takes.join(language.pick(";", "; "));
                    [entry.title.clone(), takes, entry.clause.clone(), entry.lead.clone()]
                }),
            ),
        }
    }
    for folded in &report.folded {
        let _ = writeln!(text, "\n{}", plain(folded));
    }
    list(&mut text, language.pick("接下来最值得弄清的", "Worth finding out next"), &report.questions);
    list(&mut text, language.pick("请注意", "Please note"), &report.warnings);
    text
}

fn applying(text: &mut String, at: usize, entry: &Entry, language: Language) {
    let _ = writeln!(text, "### {at}. {}\n", plain(&entry.title));
    let mut line = |label: &str, value: &str| {
        let colon = language.pick(":", ": ");
        let _ = writeln!(text, "- {label}{colon}{}", plain(value));
    };
    entry.details.iter().for_each(|detail| line(language.pick("支持", "Support"), detail));
    line(language.pick("条款", "Clause"), &entry.clause);
    entry.reserved.iter().for_each(|reserved| line(language.pick("另行规定", "Left open"), reserved));
    entry.readings.iter().for_each(|reading| line(language.pick("理解", "Read as"), reading));
    entry.notes.iter().for_each(|note| line(language.pick("相关文件,请核实", "Related document, please check"), note));
    line(language.pick("下一步", "Next step"), &entry.next_step);
    let _ = writeln!(text, "\n> {}\n", plain(&entry.quote));
}

fn table(text: &mut String, header: [&str; 4], rows: impl Iterator<Item = [String; 4]>) {
    let _ = writeln!(text, "| {} |\n|---|---|---|---|", header.join(" | "));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.map(|cell| plain(&cell)).join(" | "));
    }
}

fn list(text: &mut String, heading: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n## {heading}\n");
    for item in items {
        let _ = writeln!(text, "- {}", plain(item));
    }
}

/// The text on one line, with every sign that Markdown or HTML would take for its own escaped.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '&' => escaped.push_str("&amp;"),
            other => escaped.push(other),
        }
    }
    escaped
}
