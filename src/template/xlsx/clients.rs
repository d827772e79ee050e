//! The sheet that is filled in: one client a row.

use super::lists::Lists;
use super::{header, height, lines};
use crate::fact::Kind;
use crate::heading::Own;
use crate::template::{Column, Form};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// The last row of a sheet, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// The number that the format @ has in every workbook.
const TEXT: u8 = 49;

/// The rows that the filter reaches.
const FILTERED_ROWS: u32 = 2000;

/// The least and greatest width of a column. The width of a Han sign is that of two digits.
const WIDTHS: (u16, u16) = (11, 30);

/// The width of a heading that stays on one line.
const ONE_LINE: usize = 24;

/// What the frame of a cell and the button of the filter take of its width.
const BUTTON: u16 = 3;

pub(super) fn fill(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    columns: &[Column<'_>],
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format_index(TEXT);
    let mut most_lines = 1;
    for (at, column) in (0_u16..).zip(columns) {
        let (heading, entries) = (form.heading(*column), form.entries(*column));
        let width = width(&heading, &entries, *column);
        sheet.set_column_width(at, width)?;
        if is_text(*column) {
            sheet.set_column_format(at, &text)?;
        }
        sheet.write_string_with_format(0, at, &heading, &header())?;
        most_lines = lines(&heading, width.saturating_sub(BUTTON)).max(most_lines);
        sheet.add_data_validation(1, at, LAST_ROW, at, &validation(form, *column, entries, lists)?)?;
    }
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.set_row_height(0, height(most_lines))?;
    sheet.autofilter(0, 0, FILTERED_ROWS, last)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9);
    sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    Ok(())
}

/// Whether what is typed stays as it is. Excel would take digits from a code of 18, the per cent sign
/// from a percentage, and make the first day of a month out of the month.
fn is_text(column: Column<'_>) -> bool {
    match column {
        Column::Own(_) => true,
        Column::Fact { fact, .. } => matches!(fact.kind, Kind::Date | Kind::Percent),
    }
}

/// As wide as the longest entry and the heading need, a long heading on two lines, within bounds.
fn width(heading: &str, entries: &[String], column: Column<'_>) -> u16 {
    let own = match column {
        Column::Own(Own::Name) => usize::from(WIDTHS.1),
        Column::Own(Own::CreditCode) => 20,
        Column::Own(Own::Id) | Column::Fact { .. } => 0,
    };
    let heading = heading.width();
    // Two signs more, as no line starts with a bracket that closes.
    let heading = if heading <= ONE_LINE { heading } else { heading.div_ceil(2).saturating_add(4) };
    let needed = entries.iter().map(|entry| entry.width()).chain([own, heading]).max().unwrap_or_default();
    u16::try_from(needed).unwrap_or(u16::MAX).saturating_add(BUTTON).clamp(WIDTHS.0, WIDTHS.1)
}

fn validation(
    form: &Form<'_>,
    column: Column<'_>,
    entries: Vec<String>,
    lists: &mut Lists,
) -> Result<DataValidation, XlsxError> {
    let hinted =
        DataValidation::new().set_input_title(form.hint_title(column))?.set_input_message(form.hint(column))?;
    if entries.is_empty() {
        return Ok(hinted.allow_any_value());
    }
    let hinted = hinted.allow_list_formula(lists.place(entries));
    let several = matches!(column, Column::Fact { fact, .. } if fact.kind == Kind::Choices);
    if several {
        return Ok(hinted.show_error_message(false));
    }
    let say = |zh: &'static str, en: &'static str| form.language.pick(zh, en);
    hinted
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(say("不在列表里", "Not in the list"))?
        .set_error_message(say(
            "请从列表里选一项;不清楚就选“不清楚”。",
            "Please choose from the list; “not sure” if it is not known.",
        ))
}
