//! A blank form as a workbook: a sheet for the clients, one that explains the columns, and the lists.

mod clients;
mod explanation;
mod lists;

use super::Form;
use crate::heading::EXPLANATION;
use jiff::civil::Date;
use lists::Lists;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// The workbook; the same for the same catalogue, day, kinds and language, byte for byte.
///
/// # Errors
/// Where it would be beyond what a workbook can hold.
pub fn xlsx(form: &Form<'_>) -> Result<Vec<u8>, XlsxError> {
    let say = |zh: &'static str, en: &'static str| form.language.pick(zh, en);
    let columns = form.columns();
    let mut lists = Lists::new(say("选项", "Choices"));
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(say("客户信息表", "Facts about clients"));
    workbook.set_properties(&properties.set_creation_datetime(&midnight(form.catalogue.as_of)?));
    clients::fill(workbook.add_worksheet().set_name(say("客户", "Clients"))?, form, &columns, &mut lists)?;
    let [zh, en] = EXPLANATION;
    explanation::fill(workbook.add_worksheet().set_name(say(zh, en))?, form, &columns)?;
    lists.fill(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn midnight(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), small(day.month()), small(day.day()))
}

/// The format of the row of headings.
fn header() -> Format {
    cell().set_bold().set_background_color(Color::RGB(0xDD_EB_F7)).set_align(FormatAlign::VerticalCenter)
}

/// The format of a framed text of several lines.
fn cell() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xBF_BF_BF))
}

/// How many lines a text takes in a column so wide.
fn lines(text: &str, width: u16) -> u16 {
    let options = textwrap::Options::new(usize::from(width)).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = text.lines().map(|line| textwrap::wrap(line, &options).len()).sum::<usize>();
    u16::try_from(lines).unwrap_or(u16::MAX).max(1)
}

/// The height in points of a row with so many lines; Excel allows 409 at most.
fn height(lines: u16) -> u16 {
    lines.saturating_mul(15).saturating_add(4).min(409)
}
