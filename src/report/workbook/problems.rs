//! 问题: what was wrong with the table that came in, cell by cell.

use super::cell::{Cell, Look};
use super::sheet::{Column, MOST_ROWS, Plan};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::report::client::{CellProblem, Client, UseMade};
use crate::report::json::warnings;

/// The sheet.
pub(super) fn plan(language: Language) -> Plan {
    let text = |zh: &str, en: &str, width| Column::new(language.pick(zh, en), width, Look::Text);
    let columns = vec![
        Column::new(language.pick("序号", "No."), 6, Look::Count),
        text("名称", "Name", 18),
        Column::new(language.pick("行", "Row"), 7, Look::Count),
        text("位置", "Place", 9),
        text("列", "Column", 20),
        text("填写的内容", "What stands there", 24),
        text("问题", "What is wrong", 44),
        text("怎样改", "What to do", 44),
        text("怎样处理的", "What was done", 20),
    ];
    let printed = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    Plan { name: language.pick("问题", "Problems"), columns, fixed: 2, printed, most_rows: MOST_ROWS }
}

/// The rows of a client, behind its number and its name: what was wrong with its cells, and which facts given
/// do not apply to it.
pub(super) fn rows(catalogue: &Catalogue, language: Language, client: &Client<'_>) -> Vec<Vec<Cell>> {
    let of_cells = client.problems.iter().map(|problem| row(problem, language));
    let ignored = client.assessment.ignored.iter().filter_map(|id| catalogue.facts.get(id.0));
    let not_applying = ignored.map(|fact| {
        let words = warnings::do_not_apply(&[fact]);
        vec![
            Cell::Count(client.row),
            Cell::Empty,
            Cell::text(fact.label.get(language)),
            Cell::Empty,
            Cell::text(words.get(language)),
            Cell::Empty,
            Cell::text(language.pick("没有用到,请核对", "left aside, please check")),
        ]
    });
    of_cells.chain(not_applying).collect()
}

/// The row that says that there are none, behind those cells.
pub(super) fn none(language: Language) -> Vec<Cell> {
    let words = language.pick("没有发现问题", "no problems were found");
    [vec![Cell::Empty; 4], vec![Cell::text(words)]].concat()
}

/// The row of a problem, behind the number and the name of its client.
pub(super) fn row(found: &CellProblem, language: Language) -> Vec<Cell> {
    let problem = &found.problem;
    let done = match found.use_made() {
        UseMade::Everything => language.pick("提醒,请核对", "a warning, please check"),
        UseMade::Unknown => language.pick("没有采用,按未知处理", "left aside, taken as unknown"),
        UseMade::Nothing => language.pick("没有采用,请核对", "left aside, please check"),
    };
    vec![
        if found.row == 0 { Cell::Empty } else { Cell::Count(found.row) },
        Cell::client(&found.place),
        Cell::client_or_empty(found.column.as_deref()),
        Cell::client_or_empty(found.value.as_deref()),
        Cell::client(problem.what.get(language)),
        Cell::client_or_empty(problem.mend.as_ref().map(|mend| mend.get(language))),
        Cell::text(done),
    ]
}
