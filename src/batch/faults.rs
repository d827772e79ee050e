//! What can be wrong with a row or a cell of a table, in words.

use super::cell::{Cell, Lettering, Refusal};
use super::headings::Column;
use crate::beginning::beginning;
use crate::language::Text;
use crate::problem::{Code, Problem};
use crate::report::client::CellProblem;
use crate::shell::shell_word;
use std::sync::Arc;

/// How many remarks of a heading are named that are not understood.
const MOST_REMARKS: usize = 3;

/// A credit code with a wrong check digit.
pub(super) fn wrong_code(code: &str) -> Problem {
    let code = beginning(code);
    Problem::nowhere(
        Code::CreditCode,
        format!("统一社会信用代码「{code}」的校验位不对"),
        format!("the check digit of the credit code `{code}` is wrong"),
    )
    .mend("对照营业执照核对", "compare it with the business licence")
}

/// A number of which digits are lost.
pub(super) fn lost_digits(text: &str) -> Problem {
    let text = beginning(text);
    Problem::nowhere(
        Code::LostDigits,
        format!("「{text}」是表格软件改写过的数,后面的位数已经丢失"),
        format!("`{text}` is a number that the spreadsheet has rewritten; its last digits are lost"),
    )
    .mend("把单元格设为“文本”,重新输入完整号码", "format the cell as text and enter all digits again")
}

/// Signs that are none.
pub(super) fn garbled() -> Problem {
    Problem::nowhere(Code::GarbledText, "这一格有乱码", "some signs of this cell are garbled")
        .mend("重新输入,或另存为 UTF-8 后再试", "enter it again, or save the file as UTF-8")
}

/// An error of a spreadsheet, a formula never computed, a number that is shown as something else, or what is not
/// taken whatever it is.
pub(super) fn cell_fault(cell: &Cell) -> Problem {
    let shown = beginning(cell.shown());
    if let Cell::Refused(why) = cell {
        return refused(*why);
    }
    if let Cell::Marked { lettering, .. } = cell {
        return marked(&shown, *lettering);
    }
    if let Cell::ShownOtherwise { format, .. } = cell {
        let format = beginning(format);
        return Problem::nowhere(
            Code::CellFault,
            format!("这一格存的是「{shown}」,按数字格式「{format}」显示出来的却不是它,看不出以哪个为准"),
            format!("this cell holds `{shown}`, which its format `{format}` shows as something else or not at all"),
        )
        .mend(
            "换一种能完整显示的数字格式(如“常规”或“日期”),核对后再保存",
            "choose a format that shows all of it, such as General or Date, and check it",
        );
    }
    if *cell == Cell::Uncomputed {
        return Problem::nowhere(
            Code::CellFault,
            "这一格是公式,还没有算出结果",
            "this cell is a formula that was never computed",
        )
        .mend("用表格软件打开并保存一次", "open the file in a spreadsheet program and save it");
    }
    Problem::nowhere(
        Code::CellFault,
        format!("这一格是错误值「{shown}」"),
        format!("this cell holds the error `{shown}`"),
    )
    .mend("改正公式,或直接填值", "mend the formula, or enter the value")
}

/// A cell of which letters say something else when they stand there like the others.
fn marked(shown: &str, lettering: Lettering) -> Problem {
    match lettering {
        Lettering::Raised => Problem::nowhere(
            Code::CellFault,
            format!("这一格是「{shown}」,其中有上标或下标,不能当普通字读"),
            format!("this cell holds `{shown}`, some of it raised or lowered, which cannot be read like the rest"),
        )
        .mend("去掉上标、下标,只留要填的内容", "remove what is raised or lowered, and keep what is meant"),
        Lettering::Struck => Problem::nowhere(
            Code::CellFault,
            format!("这一格是「{shown}」,有删除线,看不出哪些还算数"),
            format!("this cell holds `{shown}`, of which all or some is struck out, so it is not clear what holds"),
        )
        .mend("删掉作废的字,去掉删除线", "delete what no longer holds, and take the line away"),
    }
}

/// Why a cell is not taken.
fn refused(why: Refusal) -> Problem {
    let (what, mend) = match why {
        Refusal::TooLong => (
            Text::new(
                "这一格的文字超过 32,767 个字,没有读",
                "this cell holds more than 32,767 letters and was not read",
            ),
            Text::new("只留要用的内容", "keep only what is needed"),
        ),
        Refusal::RowTooLong => (
            Text::new(
                "这一行的文字超过 1 MiB,这一格没有读",
                "the texts of this row come to more than 1 MiB, so this cell was not read",
            ),
            Text::new("只留要用的内容", "keep only what is needed"),
        ),
        Refusal::Otherwise => (
            Text::new(
                "这一格在文件里写得不合常规,读不准",
                "this cell is written in the file in an unusual way and cannot be read for sure",
            ),
            Text::new(
                "用表格软件打开,另存为 XLSX 后再试",
                "open the file in a spreadsheet program and save it as XLSX",
            ),
        ),
    };
    Problem { code: Code::CellFault, place: None, what, mend: Some(mend), fact: None, also: None }
}

/// Something to the right of the last heading, where none of the first rows has anything.
pub(super) fn without_heading() -> Problem {
    Problem::nowhere(
        Code::UnknownColumn,
        "这一格和右边的没有表头,没有用到",
        "this cell and what stands to its right have no heading and were not used",
    )
    .mend("给这一列写上表头", "give the column a heading")
}

/// An amount for which nothing states a unit.
pub(super) fn unit_unstated(text: &str) -> Problem {
    let shown = beginning(text);
    Problem::nowhere(
        Code::UnitUnstated,
        format!("「{shown}」没有写单位,按元处理"),
        format!("`{shown}` has no unit and was taken in yuan"),
    )
    .mend("在表头或格里写明单位,如 (万元)", "state the unit in the heading or the cell, as in (yuan)")
}

/// What is wrong with a row that could not be told apart into cells.
pub(super) fn damaged(number: usize, shown: String, problem: Arc<Problem>) -> CellProblem {
    let value = Some(shown).filter(|shown| !shown.is_empty());
    CellProblem { place: number.to_string(), row: number, column: None, value, problem }
}

/// A row that is no client.
pub(super) fn aside(row: usize, shown: &str) -> CellProblem {
    let problem = Problem::nowhere(
        Code::NotAClient,
        "这一行是合计、备注或重复的表头,没有当作客户",
        "this row sums up, remarks or repeats the headings; it was not taken for a client",
    )
    .mend("如果是客户,请写明名称并补全信息", "if it is a client, give its name and fill in the rest");
    CellProblem { place: row.to_string(), row, column: None, value: Some(shown.to_owned()), problem: problem.into() }
}

/// A row below the headings that only numbers the columns.
pub(super) fn numbering(row: usize, shown: &str) -> CellProblem {
    let problem = Problem::nowhere(
        Code::NotAClient,
        "这一行只给各列编号,没有当作客户",
        "this row only numbers the columns; it was not taken for a client",
    )
    .mend("如果是客户,请写明名称", "if it is a client, give its name");
    CellProblem { place: row.to_string(), row, column: None, value: Some(shown.to_owned()), problem: problem.into() }
}

/// A sheet that was not read.
pub(super) fn sheet_unread(name: &str, hidden: bool) -> CellProblem {
    let (shown, word) = (beginning(name), shell_word(name));
    let (zh, en) = if hidden { ("隐藏的", "hidden ") } else { ("", "") };
    let problem = Problem::nowhere(
        Code::SheetUnread,
        format!("{zh}工作表「{shown}」没有读"),
        format!("{en}sheet `{shown}` was not read"),
    )
    .mend(
        format!("里面有客户的,用 --sheet {word} 另读一次"),
        format!("if it holds clients, read it with --sheet {word}"),
    );
    CellProblem { place: name.to_owned(), row: 0, column: None, value: None, problem: problem.into() }
}

/// Remarks in a heading that are not understood.
pub(super) fn unread_remark(address: &str, row: usize, column: &Column) -> CellProblem {
    let unread: Vec<_> = column.unread.iter().take(MOST_REMARKS).map(|remark| beginning(remark)).collect();
    let (more_zh, more_en) = if column.unread.len() > MOST_REMARKS { ("等", " and others") } else { ("", "") };
    let (zh, en) = (unread.join("」「"), unread.join("`, `"));
    let problem = Problem::nowhere(
        Code::UnreadRemark,
        format!("表头里的「{zh}」{more_zh}没有用到"),
        format!("`{en}`{more_en} in the heading was not used"),
    )
    .mend("确认这一列就是要填的信息", "make sure that the column is what it seems");
    let heading = Some(column.heading.clone());
    CellProblem { place: address.to_owned(), row, column: heading.clone(), value: heading, problem: problem.into() }
}
