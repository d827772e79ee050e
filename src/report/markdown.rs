//! Results as Markdown, to hand on.
//!
//! A text about several clients is [`head`], an [`index_line`] and then a [`section`] for each of them,
//! and [`foot`], so that a long one can be written piece by piece.

use super::words::{mark, verdict};
use super::{Bar, Chart, Cover, Entry, Group, IndexLine, Report};
use crate::assess::Verdict;
use crate::language::Language;
use crate::measure::Class;
use std::fmt::Write;

/// Lays the report of one client out.
pub fn layout(report: &Report, language: Language) -> String {
    let mut page = Page { text: String::new(), language, depth: 1 };
    page.heading(0, &plain(&report.heading));
    page.report(report);
    page.text + &foot(language)
}

/// The beginning of a text; where there are several clients, with that of the overview of them.
pub fn head(cover: &Cover, several: bool, language: Language) -> String {
    let mut page = Page { text: String::new(), language, depth: 1 };
    let as_of = language.pick("截至", "as of");
    page.heading(0, &format!("{} · {as_of} {}", plain(&cover.title), cover.as_of));
    for policy in &cover.policies {
        page.line(&format!("{}\n", plain(policy)));
    }
    if several {
        let cash = Class::Cash.words(language);
        let header = language.pick(
            ["申报主体", "符合", "可能符合", "需补充信息", "暂不符合"],
            ["Applicant", "Meets", "May meet", "Open", "Not now"],
        );
        let (firm, most) = language.pick(
            (format!("{cash}:确定"), format!("{cash}:最多可能")),
            (format!("{cash}: firm"), format!("{cash}: at most")),
        );
        page.line(&format!("| {} | {firm} | {most} |\n|---|--:|--:|--:|--:|--:|--:|", header.join(" | ")));
    }
    page.text
}

/// The line of a client in the overview.
pub fn index_line(line: &IndexLine) -> String {
    let counts = line.counts.map(|count| count.to_string()).join(" | ");
    let sum = |sum: &Option<String>| sum.as_deref().map_or_else(|| "—".to_owned(), plain);
    let (firm, most) = (sum(&line.firm), sum(&line.most));
    format!("| {}. {} | {counts} | {firm} | {most} |\n", line.number, plain(&line.name))
}

/// The report of one of several clients, counted from 1.
pub fn section(report: &Report, number: usize, language: Language) -> String {
    let mut page = Page { text: String::from("\n"), language, depth: 2 };
    page.heading(0, &format!("{number}. {}", plain(&report.heading)));
    page.report(report);
    page.text
}

/// The end of a text.
pub fn foot(language: Language) -> String {
    let words = language.pick(
        "自测结果仅供参考,以主管部门最新政策和审核为准。",
        "For orientation only; the latest policy and the review by the authority in charge decide.",
    );
    format!("\n---\n\n{words}\n")
}

struct Page {
    text: String,
    language: Language,
    /// How deep the heading of the client stands, from 1.
    depth: usize,
}

impl Page {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{text}");
    }

    /// A heading so many steps below that of the client.
    fn heading(&mut self, below: usize, text: &str) {
        let signs = "#".repeat(self.depth.saturating_add(below));
        self.line(&format!("{signs} {text}\n"));
    }

    fn report(&mut self, report: &Report) {
        let language = self.language;
        for policy in &report.policies {
            self.line(&format!("{}\n", plain(policy)));
        }
        self.answer(report);
        report.charts.iter().for_each(|chart| self.chart(chart));
        for group in &report.groups {
            self.text.push('\n');
            self.heading(1, &format!("{} ({})", group.heading, group.count));
            match group.verdict {
                Verdict::Ineligible => self.near_misses(group),
                _ => self.measures(group),
            }
        }
        for folded in &report.folded {
            let (heading, count) = (folded.heading, folded.titles.len());
            let more = if folded.others_listed { language.pick("另有 ", "another ") } else { "" };
            self.line(&language.pick(format!("\n{heading}:{more}{count} 项"), format!("\n{heading}: {more}{count}")));
        }
        let questions: Vec<String> = report.questions.iter().map(super::Question::with_fact).collect();
        self.list(language.pick("接下来最值得弄清的", "Worth finding out next"), &questions);
        self.list(language.pick("请注意", "Please note"), &report.warnings);
    }

    fn answer(&mut self, report: &Report) {
        let language = self.language;
        let colon = language.pick(":", ": ");
        self.heading(1, language.pick("预计支持", "Support to expect"));
        self.line(language.pick("以实施细则和主管部门审核为准。\n", "Subject to implementing rules and review.\n"));
        if report.totals.is_empty() {
            self.line(language.pick("没有以金额计的支持。", "None that is counted in money."));
        }
        for total in &report.totals {
            let mut remarks = total.remarks.join(language.pick(";", "; "));
            if !remarks.is_empty() {
                remarks = language.pick(format!("({remarks})"), format!(" ({remarks})"));
            }
            let class = total.class.words(language);
            self.line(&format!("- **{class}**{colon}{}{}", plain(&total.range), plain(&remarks)));
            for line in &total.stacking {
                self.line(&format!("  - {}{}{}", plain(&line.what), language.pick("。", ". "), plain(&line.basis)));
            }
        }
        let count = |count: &super::Count| format!("{} {}", count.heading, count.count);
        let counts: Vec<String> = report.counts.iter().map(count).collect();
        let label = language.pick("政策措施(项)", "Measures");
        self.line(&format!("- **{label}**{colon}{}", counts.join(language.pick("、", ", "))));
    }

    fn chart(&mut self, chart: &Chart) {
        let language = self.language;
        let class = chart.class.words(language);
        self.text.push('\n');
        self.heading(
            1,
            &language.pick(format!("{class}:每项措施的金额"), format!("{class}: the amount of each measure")),
        );
        let header = language.pick(["措施", "金额", "结论", "图示"], ["Measure", "Amount", "Verdict", "Bar"]);
        let row = |bar: &Bar| {
            let standing = format!("{} {}", mark(bar.verdict), verdict(bar.verdict, None, language));
            [format!("{}. {}", bar.number, bar.title), bar.words.clone(), standing, cells(bar)]
        };
        self.table(header, chart.bars.iter().map(row));
        let full =
            chart.full.as_ref().map(|full| language.pick(format!("满格 {full};"), format!("full width {full}; ")));
        let key = language.pick(
            "█ 确定,░ 可能,? 上限待补充;每部分至少画一格",
            "█ firm, ░ possible, ? top open; each part has one sign at least",
        );
        self.line(&format!("\n{}{key}", full.unwrap_or_default()));
    }

    fn measures(&mut self, group: &Group) {
        for (at, entry) in group.entries.iter().enumerate() {
            let number = group.before.saturating_add(at).saturating_add(1);
            self.heading(2, &format!("{number}. {}", plain(&entry.title)));
            self.measure(entry);
        }
    }

    fn measure(&mut self, entry: &Entry) {
        let language = self.language;
        let colon = language.pick(":", ": ");
        let comma = language.pick("、", ", ");
        let mut line = |label: &str, value: &str| {
            let _ = writeln!(self.text, "- {label}{colon}{}", plain(value));
        };
        entry.details.iter().for_each(|detail| line(language.pick("支持", "Support"), detail));
        if !entry.missing.is_empty() {
            line(language.pick("还要知道", "Still to be known"), &entry.missing.join(comma));
        }
        line(language.pick("条款", "Clause"), &entry.clause);
        if !entry.offices.is_empty() {
            line(language.pick("责任单位", "Offices"), &entry.offices.join("、"));
        }
        entry.reserved.iter().for_each(|reserved| line(language.pick("另行规定", "Left open"), reserved));
        entry.readings.iter().for_each(|reading| line(language.pick("理解", "Read as"), reading));
        entry.obligations.iter().for_each(|it| line(language.pick("须遵守", "To keep to"), it));
        entry.validity.iter().for_each(|validity| line(language.pick("有效期", "In force"), validity));
        let related = language.pick("相关文件,请核实", "Related document, please check");
        entry.notes.iter().for_each(|note| line(related, note));
        line(language.pick("下一步", "Next step"), &entry.first_step);
        self.line(&format!("\n> {}\n", plain(&entry.quote)));
    }

    fn near_misses(&mut self, group: &Group) {
        let language = self.language;
        let header = language
            .pick(["措施", "要符合,需要", "条款", "责任单位"], ["Measure", "What it would take", "Clause", "Offices"]);
        let row = |entry: &Entry| {
            let takes = entry.takes.join(language.pick(";", "; "));
            [entry.title.clone(), takes, entry.clause.clone(), entry.offices.join("、")]
        };
        self.table(header, group.entries.iter().map(row));
    }

    fn table(&mut self, header: [&str; 4], rows: impl Iterator<Item = [String; 4]>) {
        self.line(&format!("| {} |\n|---|---|---|---|", header.join(" | ")));
        rows.for_each(|row| self.line(&format!("| {} |", row.map(|cell| plain(&cell)).join(" | "))));
    }

    fn list(&mut self, heading: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.text.push('\n');
        self.heading(1, heading);
        items.iter().for_each(|item| self.line(&format!("- {}", plain(item))));
    }
}

/// A bar of twenty signs. Each part that is there has one at least.
fn cells(bar: &Bar) -> String {
    const CELLS: i128 = 20;
    let of = |thousandths: i128| thousandths.saturating_mul(CELLS).saturating_add(999).div_euclid(1000);
    let rest_wanted = bar.reach.is_none_or(|reach| reach > bar.firm);
    let firm = of(bar.firm).min(if rest_wanted { CELLS.saturating_sub(1) } else { CELLS });
    let rest = match bar.reach {
        Some(_) if !rest_wanted => 0,
        Some(reach) => of(reach).saturating_sub(firm).max(1),
        None => CELLS.saturating_sub(firm),
    };
    let times = |sign: &str, number: i128| sign.repeat(usize::try_from(number).unwrap_or_default());
    times("█", firm) + &times(if bar.reach.is_none() { "?" } else { "░" }, rest)
}

/// The text on one line, with every sign that Markdown or HTML would take for its own escaped. Addresses in
/// it, which GitHub and others make links of, stay texts.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let (before, from) = text.split_at_checked(at).unwrap_or_default();
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // At the beginning these would make a list or a rule.
            '-' | '+' | '=' if at == 0 => {
                escaped.push('\\');
                escaped.push(letter);
            }
            ':' if from.starts_with("://") => escaped.push_str("\\:"),
            '.' if ends_with_www(before) => escaped.push_str("\\."),
            // They look for it when escapes have become texts already; only what is no text parts it.
            '@' if before.ends_with(|letter: char| letter.is_ascii_graphic()) => escaped.push_str("<!-- -->@"),
            '&' => escaped.push_str("&amp;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn ends_with_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn an_address_in_a_text_becomes_no_link() {
        for (text, written) in [
            ("甲 http://evil.com/", "甲 http\\://evil.com/"),
            ("FTP://evil.com", "FTP\\://evil.com"),
            ("www.evil.com", "www\\.evil.com"),
            ("(WWW.evil.com)", "(WWW\\.evil.com)"),
            ("a.b@evil.com", "a.b<!-- -->@evil.com"),
            ("mailto:a_@evil.com", "mailto:a\\_<!-- -->@evil.com"),
            // Nothing that anybody makes a link of.
            ("比例 1:2、3.5", "比例 1:2、3.5"),
            ("甲@乙", "甲@乙"),
            ("ww.", "ww."),
        ] {
            assert_eq!(plain(text), written);
        }
    }
}
