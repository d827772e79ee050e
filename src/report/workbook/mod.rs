//! Results of many clients as a workbook, to hand on.
//!
//! Rows are put aside on disk as they come, so that memory hangs on how many different texts there
//! are, not on how many clients.

mod about;
mod cell;
mod details;
mod formats;
mod problems;
mod questions;
mod sheet;
mod sink;
mod summary;

use crate::catalogue::Catalogue;
use crate::language::{Language, Text};
use crate::problem::io_words;
use crate::report::client::{CellProblem, Client};
use cell::Cell;
use formats::Formats;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Xlsx, XlsxError};
use sheet::Sheet;
use sink::Sink;
use std::io::Write;

/// Everything that the workbook says of one client, in words.
#[derive(Debug)]
pub struct ClientRows {
    /// Number, name and id, with which every row begins; put before it only as it is written, since a name
    /// may be long and rows are many.
    who: [Cell; 3],
    others: Vec<(usize, Cell)>,
    results: Vec<Cell>,
    details: Vec<Vec<Cell>>,
    questions: Vec<Vec<Cell>>,
    problems: Vec<Vec<Cell>>,
}

impl ClientRows {
    /// Puts what holds for a client into words.
    pub fn of(catalogue: &Catalogue, language: Language, client: &Client<'_>) -> Self {
        Self {
            who: summary::who(client),
            others: client.others.iter().map(|(at, text)| (*at, Cell::client(text))).collect(),
            results: summary::results(catalogue, language, client),
            details: details::rows(catalogue, language, client),
            questions: questions::rows(catalogue, language, client),
            problems: problems::rows(catalogue, language, client),
        }
    }
}

impl ClientRows {
    /// How many bytes of memory they take, about.
    pub fn weight(&self) -> usize {
        let tables = [&self.details, &self.questions, &self.problems];
        let rows = tables.into_iter().flatten().flatten();
        let others = self.others.iter().map(|(_, cell)| cell);
        rows.chain(self.who.iter().chain(others).chain(&self.results)).map(Cell::weight).sum()
    }
}

/// What stands in place of the number and the name where no client is concerned.
const NOBODY: [Cell; 2] = [Cell::Empty, Cell::Empty];

/// A workbook as it is written: 汇总, 明细, 待问, 问题, 说明.
pub struct Workbook<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    source: String,
    others: usize,
    xlsx: Xlsx,
    formats: Formats,
    summary: Sheet,
    details: Sheet,
    questions: Sheet,
    problems: Sheet,
    clients: usize,
    problems_found: usize,
}

impl<'c> Workbook<'c> {
    /// A workbook without clients. `others` are the headings of the columns that are passed
    /// through, `source` is the name of the file from which the clients come.
    pub fn new(catalogue: &'c Catalogue, language: Language, others: &[String], source: &str) -> Self {
        Self {
            catalogue,
            language,
            source: source.to_owned(),
            others: others.len(),
            xlsx: Xlsx::new(),
            formats: Formats::new(),
            summary: Sheet::new(summary::plan(catalogue, language, others)),
            details: Sheet::new(details::plan(language)),
            questions: Sheet::new(questions::plan(language)),
            problems: Sheet::new(problems::plan(language)),
            clients: 0,
            problems_found: 0,
        }
    }

    /// Adds a client behind the others.
    ///
    /// # Errors
    /// Says why the rows cannot be put aside.
    pub fn add(&mut self, rows: ClientRows) -> Result<(), Text> {
        self.clients = self.clients.saturating_add(1);
        self.problems_found = self.problems_found.saturating_add(rows.problems.len());
        self.write(rows).map_err(|error| words(&error))
    }

    fn write(&mut self, rows: ClientRows) -> Result<(), XlsxError> {
        let Self { xlsx, formats, .. } = self;
        let mut others = vec![Cell::Empty; self.others];
        for (at, cell) in rows.others {
            others.get_mut(at).into_iter().for_each(|place| *place = cell.clone());
        }
        self.summary.push(rows.who.iter().chain(&others).chain(&rows.results), xlsx, formats)?;
        let [number, name, id] = &rows.who;
        let sheets = [
            (&mut self.details, rows.details, &[number, name, id][..]),
            (&mut self.questions, rows.questions, &[number, name, id]),
            (&mut self.problems, rows.problems, &[number, name]),
        ];
        for (sheet, rows, who) in sheets {
            rows.iter().try_for_each(|row| sheet.push(who.iter().copied().chain(row), xlsx, formats))?;
        }
        Ok(())
    }

    /// Adds a problem that belongs to no client, as of a heading or of a row that gives none.
    ///
    /// # Errors
    /// Says why the row cannot be put aside.
    pub fn add_problem(&mut self, problem: &CellProblem) -> Result<(), Text> {
        self.problems_found = self.problems_found.saturating_add(1);
        let row = problems::row(problem, self.language);
        self.problems.push(NOBODY.iter().chain(&row), &mut self.xlsx, &self.formats).map_err(|error| words(&error))
    }

    /// Writes the whole workbook.
    ///
    /// # Errors
    /// Says why it cannot be written.
    pub fn finish(self, to: impl Write + Send) -> Result<(), Text> {
        self.save(to).map_err(|error| words(&error))
    }

    fn save(self, to: impl Write + Send) -> Result<(), XlsxError> {
        let about = about::About {
            catalogue: self.catalogue,
            language: self.language,
            source: &self.source,
            clients: self.clients,
            problems: self.problems_found,
        };
        let (mut xlsx, formats, mut problems) = (self.xlsx, self.formats, self.problems);
        if problems.is_empty() {
            problems.push(NOBODY.iter().chain(&problems::none(self.language)), &mut xlsx, &formats)?;
        }
        for sheet in [self.summary, self.details, self.questions, problems] {
            sheet.finish(&mut xlsx, &formats)?;
        }
        about.write(&mut xlsx, &formats)?;
        xlsx.set_properties(&properties(self.catalogue, self.language)?);
        let mut sink = Sink::new(to);
        xlsx.save_to_writer(&mut sink)?;
        sink.finish().map_err(XlsxError::IoError)
    }
}

/// What the file says of itself. It is dated by the as-of date, so that the same input gives the
/// same bytes.
fn properties(catalogue: &Catalogue, language: Language) -> Result<DocProperties, XlsxError> {
    let day = catalogue.as_of;
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    // Spreadsheets know no day before 1900.
    let year = u16::try_from(day.year()).unwrap_or(1900).max(1900);
    let created = ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))?;
    let title = language.pick("惠企政策测算结果", "Results against policy measures");
    Ok(DocProperties::new().set_title(title).set_author("huiqi").set_creation_datetime(&created))
}

/// Why a workbook cannot be written.
fn words(error: &XlsxError) -> Text {
    match error {
        XlsxError::TempFileError(folder, error) => {
            let (folder, why) = (folder.display(), io_words(error));
            Text::new(
                format!("临时文件夹「{folder}」里写不了文件:{};可用环境变量 TMPDIR 换一个", why.zh),
                format!("cannot write in the folder for temporary files, `{folder}`: {}; TMPDIR names another", why.en),
            )
        }
        XlsxError::IoError(error) => io_words(error),
        XlsxError::RowColumnLimitError => Text::new(
            "列太多,工作簿放不下;请减少原样带出的列",
            "there are too many columns for a workbook; pass fewer columns through",
        ),
        _ => Text::new("工作簿写不出来", "the workbook cannot be written"),
    }
}
