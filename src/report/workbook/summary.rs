//! 汇总: one row for each client, one column for each measure.

use super::cell::{Cell, Look, one_line};
use super::sheet::{Column, MOST_ROWS, Plan};
use crate::assess::{Assessment, Finding, RuledOutBy, Verdict};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::measure::Class;
use crate::report::client::Client;
use crate::report::{Listing, Wording, figures, words};

/// How many questions are named.
const QUESTIONS_NAMED: usize = 3;

/// The sheet, with the headings of the columns that are passed through.
pub(super) fn plan(catalogue: &Catalogue, language: Language, others: &[String]) -> Plan {
    let count = |zh: &str, en: &str| Column::new(language.pick(zh, en), language.pick(8, 10), Look::Count);
    let mut columns = vec![
        Column::new(language.pick("序号", "No."), 6, Look::Count),
        Column::new(language.pick("名称", "Name"), 30, Look::Text),
        Column::new(language.pick("编号", "Id"), 20, Look::Text),
    ];
    columns.extend(others.iter().map(|heading| Column::new(one_line(heading), 12, Look::Text)));
    columns.extend([
        count("问题数", "Problems"),
        count("符合(项)", "Meets"),
        count("可能符合(项)", "May qualify"),
        count("需补充信息(项)", "Needs information"),
        count("暂不符合(项)", "Not now"),
    ]);
    for (class, stated) in figures::classes(catalogue) {
        columns.extend(class_columns(class, stated, language));
    }
    columns.push(Column::new(language.pick("下一步最值得问", "Worth asking next"), 32, Look::Text));
    let printed = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let wording = Wording { catalogue, language, listing: Listing::Every };
    columns.extend(catalogue.measures.iter().map(|measure| Column {
        above: wording.clause(measure),
        heading: measure.title.get(language).to_owned(),
        width: language.pick(11, 15),
        look: Look::Centre,
    }));
    Plan { name: language.pick("汇总", "Summary"), columns, fixed: 2, printed, most_rows: MOST_ROWS }
}

fn class_columns(class: Class, stated: bool, language: Language) -> Vec<Column> {
    let name = class.words(language);
    let amount = |zh: &str, en: &str| {
        let heading = language.pick(format!("{name}:{zh}(元)"), format!("{name}: {en} (yuan)"));
        Column::new(heading, 15, Look::Amount)
    };
    let mut columns = Vec::new();
    if stated {
        columns.push(amount("确定", "firm"));
        columns.push(amount("不计需补充信息的,最高", "most, without those that need information"));
        columns.push(amount("最高", "most"));
    }
    let unstated = language.pick(format!("{name}:金额未载明(项)"), format!("{name}: no amount stated"));
    columns.push(Column::new(unstated, 10, Look::Count));
    columns
}

/// The cells before the columns that are passed through.
pub(super) fn who(client: &Client<'_>) -> [Cell; 3] {
    let profile = &client.profile;
    [
        Cell::Count(client.number),
        Cell::client_or_empty(profile.name.as_deref()),
        Cell::client_or_empty(profile.id.as_deref()),
    ]
}

/// The cells after them.
pub(super) fn results(catalogue: &Catalogue, language: Language, client: &Client<'_>) -> Vec<Cell> {
    let assessment = &client.assessment;
    let count = |verdict: Verdict, by: Option<RuledOutBy>| {
        let of_kind = |it: &&Finding<'_>| it.verdict == verdict && it.ruled_out_by == by;
        Cell::Count(assessment.findings.iter().filter(of_kind).count())
    };
    let mut cells = vec![
        Cell::Count(client.problems.len()),
        count(Verdict::Eligible, None),
        count(Verdict::Provisional, None),
        count(Verdict::Undetermined, None),
        count(Verdict::Ineligible, Some(RuledOutBy::Conditions)),
    ];
    for (class, stated) in figures::classes(catalogue) {
        cells.extend(total(class, stated, assessment, language));
    }
    let next = assessment.next_facts.get(..QUESTIONS_NAMED).unwrap_or(&assessment.next_facts);
    cells.push(Cell::text(words::facts(next, catalogue, language).join(language.pick(";", "; "))));
    cells.extend(
        assessment.findings.iter().map(|finding| Cell::verdict(finding.verdict, finding.ruled_out_by, language)),
    );
    cells
}

/// What a class comes to; nothing where no measure of it may apply.
fn total(class: Class, stated: bool, assessment: &Assessment<'_>, language: Language) -> Vec<Cell> {
    let Some(total) = assessment.totals.iter().find(|total| total.class == class) else {
        return vec![Cell::Empty; if stated { 4 } else { 1 }];
    };
    let unstated = Cell::Count(total.unstated);
    if !stated {
        return vec![unstated];
    }
    let cells = figures::of_total(total).map(|figure| Cell::figure(figure, language));
    cells.into_iter().chain([unstated]).collect()
}
