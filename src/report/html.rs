//! Results as a page to print and to hand on: one file, without a script, that asks nobody for
//! anything. Texts are escaped by the templates.
//!
//! A page is [`head`], a [`section`] for each client, and [`foot`], so that a long one can be
//! written piece by piece; where there are several clients, an [`index_line`] for each of them and
//! [`INDEX_END`] stand behind the head.

use super::{Cover, IndexLine, Report, words};
use crate::assess::Verdict;
use crate::language::Language;
use crate::measure::Class;
use askama::Template;

/// The whole page of one client.
pub fn layout(report: &Report, language: Language) -> String {
    let section = Section { report, number: 1, numbered: false, language };
    head(&Cover::of(report), false, language) + &render(&section) + &foot(language)
}

/// The beginning of a page; where there are several clients, with that of the overview of them.
pub fn head(cover: &Cover, several: bool, language: Language) -> String {
    render(&Head { cover, several, names: names(language), language })
}

/// The line of a client in the overview.
pub fn index_line(line: &IndexLine, language: Language) -> String {
    render(&IndexRow { line, names: names(language), language })
}

/// What stands behind the lines of the overview.
pub const INDEX_END: &str = "\n</tbody>\n</table>\n</section>\n";

/// The columns of the overview.
fn names(language: Language) -> [&'static str; 6] {
    language.pick(
        ["符合", "可能符合", "需补充信息", "暂不符合", "确定", "最多可能"],
        ["meets", "may meet", "open", "not now", "firm", "at most"],
    )
}

/// The report of one of several clients, counted from 1.
pub fn section(report: &Report, number: usize, language: Language) -> String {
    render(&Section { report, number, numbered: true, language })
}

/// The end of a page.
pub fn foot(language: Language) -> String {
    render(&Foot { language, version: env!("CARGO_PKG_VERSION") })
}

/// Writing into a text cannot fail.
fn render(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "head.html")]
struct Head<'h> {
    cover: &'h Cover,
    several: bool,
    /// The columns of the overview.
    names: [&'static str; 6],
    language: Language,
}

#[derive(Template)]
#[template(path = "index_line.html")]
struct IndexRow<'l> {
    line: &'l IndexLine,
    names: [&'static str; 6],
    language: Language,
}

impl IndexRow<'_> {
    fn name(&self, column: &usize) -> &'static str {
        self.names.get(*column).copied().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "section.html")]
struct Section<'s> {
    report: &'s Report,
    number: usize,
    /// Whether the number is shown.
    numbered: bool,
    language: Language,
}

#[derive(Template)]
#[template(path = "foot.html")]
struct Foot {
    language: Language,
    version: &'static str,
}

/// Thousandths as per cent, as in `4.5%`.
fn percent(thousandths: &i128) -> String {
    let (whole, tenths) = (thousandths.div_euclid(10), thousandths.rem_euclid(10));
    format!("{whole}.{tenths}%")
}
