//! The sheet that explains each column.

use super::{cell, header, height, lines};
use crate::heading::EXPLANATION;
use crate::template::{Column, Form};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// The widths of the sheet's columns, which fit one page across.
const WIDTHS: [u16; 7] = [5, 20, 26, 38, 22, 34, 28];

/// What the frame of a cell takes of its width.
const FRAME: u16 = 2;

pub(super) fn fill(sheet: &mut Worksheet, form: &Form<'_>, columns: &[Column<'_>]) -> Result<(), XlsxError> {
    let say = |zh: &'static str, en: &'static str| form.language.pick(zh, en);
    let whole = WIDTHS.iter().sum::<u16>().saturating_sub(FRAME);
    let last = u16::try_from(WIDTHS.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let title = plain.clone().set_bold().set_font_size(14);
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
    }
    let mut row = 0;
    let [zh, en] = EXPLANATION;
    let general = general(form);
    for (format, line) in
        std::iter::once((&title, say(zh, en).to_owned())).chain(general.into_iter().map(|line| (&plain, line)))
    {
        sheet.merge_range(row, 0, row, last, &line, format)?;
        let room = if row == 0 { 2 } else { lines(&line, whole) };
        sheet.set_row_height(row, height(room))?;
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    let headings = [
        say("列", "Col."),
        say("列名", "Heading"),
        say("问什么", "What it asks"),
        say("什么意思", "What it means"),
        say("怎么填", "How to write it"),
        say("可选的内容", "Choices"),
        say("什么时候填", "When it is needed"),
    ];
    for (at, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(row, at, heading, &header())?;
    }
    sheet.set_repeat_rows(row, row)?.set_freeze_panes(row.saturating_add(1), 2)?;
    for (at, column) in (0_u16..).zip(columns) {
        row = row.saturating_add(1);
        let texts = [
            column_number_to_name(at),
            form.heading(*column),
            form.question(*column),
            form.meaning(*column).join("\n"),
            form.how(*column),
            form.choices(*column).join("\n"),
            form.when(*column),
        ];
        let most = texts.iter().zip(WIDTHS).map(|(text, width)| lines(text, width.saturating_sub(FRAME))).max();
        sheet.set_row_height(row, height(most.unwrap_or(1)))?;
        for (at, text) in (0..).zip(&texts) {
            sheet.write_string_with_format(row, at, text, &cell())?;
        }
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    Ok(())
}

/// What holds for every column.
fn general(form: &Form<'_>) -> Vec<String> {
    let say = |zh: &'static str, en: &'static str| form.language.pick(zh, en).to_owned();
    let mut lines: Vec<String> = form
        .policies()
        .into_iter()
        .map(|policy| form.language.pick(format!("政策文件:{policy}"), format!("Document: {policy}")))
        .collect();
    lines.push(form.origin());
    lines.extend([
        say(
            "每个客户填一行。空着表示还没有问;填“不清楚”表示问过但不知道。两种都按未知处理,不会当成“否”,也不会当成0。",
            "One client a row. An empty cell means: not asked. “not sure” means: asked, and not known. Both count as unknown, never as no and never as 0.",
        ),
        say(
            "只写数字时,按列名括号里的单位算;也可以连单位一起写,如 2.5亿元、300万元。",
            "A bare figure counts in the unit of its heading; a unit can be written too, as in 250 million yuan.",
        ),
        say(
            "列名请不要改。用不到的列可以删掉,您自己的列可以加在后面。",
            "Please leave the headings as they are. Columns that you do not need may be deleted, and your own may be added behind.",
        ),
        say("填好以后运行:huiqi batch 本文件 -o 结果.xlsx", "Then run: huiqi batch THIS-FILE -o results.xlsx"),
    ]);
    lines
}
