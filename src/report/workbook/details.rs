//! 明细: one row for each client and each measure that is for applicants like it.

use super::cell::{Cell, Look};
use super::sheet::{Column, MOST_ROWS, Plan};
use crate::assess::{Finding, RuledOutBy};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::report::client::Client;
use crate::report::figures::{self, Bounds};
use crate::report::{Listing, Wording, words};

/// How many columns are printed; those after are for looking up.
const PRINTED: u16 = 14;

/// The sheet.
pub(super) fn plan(language: Language) -> Plan {
    let text = |zh: &str, en: &str, width| Column::new(language.pick(zh, en), width, Look::Text);
    let columns = vec![
        Column::new(language.pick("序号", "No."), 6, Look::Count),
        text("名称", "Name", 18),
        text("编号", "Id", 20),
        text("条款", "Clause", 9),
        text("措施", "Measure", 20),
        Column::new(language.pick("结论", "Verdict"), 12, Look::Centre),
        text("支持", "Support", 18),
        text("类别", "Class", 10),
        Column::new(language.pick("如符合,不低于(元)", "If it applies, at least (yuan)"), 14, Look::Amount),
        Column::new(language.pick("如符合,最高(元)", "If it applies, at most (yuan)"), 14, Look::Amount),
        text("还需补充", "Still to be known", 24),
        text("要符合,需要", "What it would take", 26),
        text("另行规定", "Left to implementing rules", 20),
        text("责任单位", "Offices", 28),
        text("原文", "Words of the document", 60),
        text("理解说明", "How it was read", 90),
        text("须遵守", "To keep to", 40),
        text("措施 id", "Measure id", 30),
    ];
    let name = language.pick("明细", "Details");
    Plan { name, columns, fixed: 2, printed: PRINTED, most_rows: MOST_ROWS }
}

/// The rows of a client, behind the cells that say who it is.
pub(super) fn rows(catalogue: &Catalogue, language: Language, client: &Client<'_>) -> Vec<Vec<Cell>> {
    let wording = Wording { catalogue, language, listing: Listing::Every };
    let for_it = |finding: &&Finding<'_>| finding.ruled_out_by != Some(RuledOutBy::Audience);
    let findings = client.assessment.findings.iter().filter(for_it);
    findings.map(|finding| row(&wording, finding)).collect()
}

fn row(wording: &Wording<'_>, finding: &Finding<'_>) -> Vec<Cell> {
    let language = wording.language;
    let entry = wording.entry(finding);
    let place = wording.catalogue.place_of(finding.measure);
    let offices = place.map(|(clause, _)| clause.offices.join("、")).unwrap_or_default();
    let look = Look::of_verdict(finding.verdict, finding.ruled_out_by);
    let verdict = words::verdict(finding.verdict, finding.ruled_out_by, language).to_owned();
    let (low, high) = bounds(finding, language);
    let classes: Vec<&str> = figures::classes_of(finding).into_iter().map(|class| class.words(language)).collect();
    vec![
        Cell::text(entry.clause),
        Cell::text(entry.title),
        Cell::Marked(look, verdict),
        Cell::text(entry.support),
        Cell::text(classes.join(language.pick("、", ", "))),
        low,
        high,
        Cell::text(entry.missing.join(language.pick("、", ", "))),
        Cell::text(entry.takes.join("\n")),
        Cell::text(entry.reserved.unwrap_or_default()),
        Cell::text(offices),
        Cell::text(entry.quote),
        Cell::text(entry.readings.join("\n")),
        Cell::text(entry.obligations.join("\n")),
        Cell::text(entry.id),
    ]
}

/// What the measure comes to if it applies. Classes are never added: where there are several, the
/// supports say it one by one.
fn bounds(finding: &Finding<'_>, language: Language) -> (Cell, Cell) {
    match figures::bounds(finding) {
        Bounds::Nothing => (Cell::Empty, Cell::Empty),
        Bounds::Several => {
            let several = Cell::Marked(Look::NoFigure, language.pick("见“支持”", "see Support").to_owned());
            (several.clone(), several)
        }
        Bounds::Between(low, high) => (Cell::figure(low, language), Cell::figure(high, language)),
    }
}
