//! Results on a terminal: a summary first, then each measure that applies with its grounds.

use super::{Entry, Group, Question, Report};
use crate::assess::Verdict;
use crate::language::Language;
use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, ContentArrangement, Table, presets};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Below this width there are blocks, not tables.
const NARROW: usize = 72;
/// The widest text, however wide the terminal is.
const WIDEST: usize = 100;

/// Lays a report out for so many columns. It contains colour; what writes it may take that out.
pub fn layout(report: &Report, language: Language, columns: usize) -> String {
    let mut page = Page { text: String::new(), width: columns.clamp(20, WIDEST), language };
    page.report(report);
    page.text
}

/// The colour of a verdict.
pub fn style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Eligible => AnsiColor::Green,
        Verdict::Provisional => AnsiColor::Cyan,
        Verdict::Undetermined => AnsiColor::Yellow,
        Verdict::Ineligible => AnsiColor::BrightBlack,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

struct Page {
    text: String,
    width: usize,
    language: Language,
}

/// Breaks a text into lines of at most so many columns; Han text breaks between any two signs.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    // Where a text may be broken is not asked where it need not be.
    if !text.contains('\n') && first.width().saturating_add(text.width()) <= width {
        return format!("{first}{}", text.trim_end_matches(' '));
    }
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

impl Page {
    fn line(&mut self, text: &str) {
        let wrapped = wrap(text, self.width, "", "");
        self.push(&wrapped);
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn indented(&mut self, label: &str, text: &str) {
        let colon = self.language.pick(":", ": ");
        let first = format!("   {label}{colon}");
        let wrapped = wrap(text, self.width, &first, "     ");
        self.push(&wrapped);
    }

    fn bold(&mut self, style: Style, text: &str) {
        let wrapped = wrap(text, self.width, "", "");
        let _ = writeln!(self.text, "{style}{wrapped}{style:#}");
    }

    fn report(&mut self, report: &Report) {
        let language = self.language;
        self.bold(Style::new().bold(), &report.heading);
        for policy in &report.policies {
            self.line(policy);
        }
        self.push("");
        self.bold(
            Style::new().bold(),
            language.pick(
                "预计支持(以实施细则和主管部门审核为准)",
                "Support to expect (subject to implementing rules and review)",
            ),
        );
        if report.totals.is_empty() {
            self.line(language.pick("  没有以金额计的支持", "  none that is counted in money"));
        }
        for total in &report.totals {
            let remarks = total.remarks.join(language.pick(";", "; "));
            let remarks = if remarks.is_empty() {
                remarks
            } else {
                language.pick(format!("({remarks})"), format!(" ({remarks})"))
            };
            let colon = language.pick(":", ": ");
            let wrapped = wrap(
                &format!("{}{colon}{}{remarks}", total.class.words(language), total.range),
                self.width,
                "  ",
                "    ",
            );
            self.push(&wrapped);
            for line in &total.stacking {
                let what = wrap(&line.what, self.width, "    · ", "      ");
                let basis = wrap(&line.basis, self.width, "      ", "      ");
                self.push(&format!("{what}\n{basis}"));
            }
        }
        for group in &report.groups {
            self.push("");
            let heading = language
                .pick(format!("{}({} 项)", group.heading, group.count), format!("{} ({})", group.heading, group.count));
            self.bold(style(group.verdict), &heading);
            match group.verdict {
                Verdict::Eligible | Verdict::Provisional => self.applying(group),
                Verdict::Undetermined => self.undetermined(group),
                Verdict::Ineligible => self.near_misses(group),
            }
        }
        for folded in &report.folded {
            let (heading, more) = (folded.heading, folded.titles.len());
            self.push("");
            self.line(&language.pick(
                format!("{heading}:另有 {more} 项(用 --all 全部列出)"),
                format!("{heading}: {more} more (--all lists them)"),
            ));
        }
        let questions: Vec<String> = report.questions.iter().map(Question::with_fact).collect();
        self.list(language.pick("接下来最值得弄清的", "Worth finding out next"), &questions);
        self.list(language.pick("请注意", "Please note"), &report.warnings);
    }

    fn list(&mut self, heading: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.push("");
        self.bold(Style::new().bold(), heading);
        for item in items {
            let wrapped = wrap(item, self.width, "  · ", "    ");
            self.push(&wrapped);
        }
    }

    fn applying(&mut self, group: &Group) {
        let language = self.language;
        if self.width >= NARROW {
            let header =
                language.pick(["措施", "预计支持", "条款", "责任单位"], ["Measure", "Support", "Clause", "Office"]);
            let row =
                |entry: &Entry| [entry.title.clone(), entry.support.clone(), entry.clause.clone(), entry.lead.clone()];
            self.table(&header, group.entries.iter().map(row));
        }
        for (at, entry) in group.entries.iter().enumerate() {
            self.push("");
            let title = format!("{}. {} [{}]", at.saturating_add(1), entry.title, entry.id);
            self.bold(Style::new().bold(), &title);
            for line in &entry.details {
                self.indented(language.pick("支持", "support"), line);
            }
            let quoted = super::words::quoted(&entry.quote, language);
            self.indented(&format!("{} {}", language.pick("原文", "text"), entry.clause), &quoted);
            self.grounds(entry);
            self.indented(language.pick("下一步", "next step"), &entry.next_step);
        }
    }

    fn grounds(&mut self, entry: &Entry) {
        let language = self.language;
        if let Some(reserved) = &entry.reserved {
            self.indented(language.pick("另行规定", "left open"), reserved);
        }
        for reading in &entry.readings {
            self.indented(language.pick("理解", "read as"), reading);
        }
        for obligation in &entry.obligations {
            self.indented(language.pick("须遵守", "to keep to"), obligation);
        }
        if let Some(validity) = &entry.validity {
            self.indented(language.pick("有效期", "in force"), validity);
        }
        for note in &entry.notes {
            self.indented(language.pick("相关文件,请核实", "related document, please check"), note);
        }
    }

    fn undetermined(&mut self, group: &Group) {
        let language = self.language;
        let header = language.pick(
            ["措施", "如果符合", "条款", "还要知道"],
            ["Measure", "If it applies", "Clause", "Still to be known"],
        );
        let needs = |entry: &Entry| {
            let named: Vec<&str> = entry.missing.iter().take(3).map(String::as_str).collect();
            let more = entry.missing.len().saturating_sub(named.len());
            let names = named.join(language.pick("、", ", "));
            match more {
                0 => names,
                more => language.pick(format!("{names}等 {} 项", entry.missing.len()), format!("{names}, {more} more")),
            }
        };
        if self.width >= NARROW {
            let row = |entry: &Entry| [entry.title.clone(), entry.support.clone(), entry.clause.clone(), needs(entry)];
            self.table(&header, group.entries.iter().map(row));
            return;
        }
        for entry in &group.entries {
            self.block(entry, &needs(entry), header);
        }
    }

    fn near_misses(&mut self, group: &Group) {
        let language = self.language;
        let header = language
            .pick(["措施", "要符合,需要", "条款", "责任单位"], ["Measure", "What it would take", "Clause", "Office"]);
        if self.width >= NARROW {
            let row =
                |entry: &Entry| [entry.title.clone(), entry.takes.join("\n"), entry.clause.clone(), entry.lead.clone()];
            self.table(&header, group.entries.iter().map(row));
            return;
        }
        for entry in &group.entries {
            self.block(entry, &entry.takes.join(language.pick(";", "; ")), header);
        }
    }

    fn block(&mut self, entry: &Entry, last: &str, header: [&str; 4]) {
        let [_, second, _, fourth] = header;
        let wrapped = wrap(&format!("{} ({})", entry.title, entry.clause), self.width, " · ", "   ");
        self.push(&wrapped);
        if !entry.support.is_empty() {
            self.indented(second, &entry.support);
        }
        if !last.is_empty() {
            self.indented(if entry.support.is_empty() { second } else { fourth }, last);
        }
    }

    fn table(&mut self, header: &[&str; 4], rows: impl Iterator<Item = [String; 4]>) {
        let text = table(header, rows, self.width);
        self.text.push_str(&text);
    }
}

fn table<const N: usize>(header: &[&str; N], rows: impl Iterator<Item = [String; N]>, width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(header.iter().map(Cell::new));
    for row in rows {
        table.add_row(row.map(Cell::new));
    }
    table.to_string().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A list in columns; on a narrow terminal each row as a block.
pub fn list<const N: usize>(header: &[&str; N], rows: Vec<[String; N]>, language: Language, columns: usize) -> String {
    if columns < NARROW {
        return blocks(header, &rows, language, columns);
    }
    table(header, rows.into_iter(), columns.min(WIDEST.saturating_add(20)))
}

/// A list in which each row is a block of lines.
pub fn blocks<const N: usize>(header: &[&str; N], rows: &[[String; N]], language: Language, columns: usize) -> String {
    let width = columns.clamp(20, WIDEST);
    let mut text = String::new();
    for row in rows {
        for (at, (name, value)) in header.iter().zip(row).enumerate() {
            let first = if at == 0 { "· " } else { "  " };
            let colon = language.pick(":", ": ");
            let line = if at == 0 { value.clone() } else { format!("{name}{colon}{value}") };
            text.push_str(&wrap(&line, width, first, "    "));
            text.push('\n');
        }
    }
    text
}
