//! A file of clients, opened: which kind it is, in which encoding, and what its columns hold.

use super::cell::address;
use super::csv_rows::CsvRows;
use super::faults::{damaged, sheet_unread, unread_remark};
use super::header::{self, Layout, MOST_ROWS_ABOVE};
use super::headings::{Column, Headings, Role};
use super::json_rows::{ObjectLines, ObjectList};
use super::kind::Kind;
use super::object_form::Objects;
use super::on_its_side::on_its_side;
use super::place::{Aside, Place, lines_of_objects, lines_of_table};
use super::row::{Said, Table};
use super::rows::{Content, Row, Rows};
use super::rows_hidden::RowsHidden;
use super::sheet_rows::SheetRows;
use super::unpacked;
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::language::Text;
use crate::profile::Profile;
use crate::report::client::CellProblem;
use crate::whole_file;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io;
use std::path::Path;

/// How rows are read.
#[derive(Debug)]
pub enum Form<'c> {
    /// As a table, with what headings mean.
    Table(Table<'c>, Headings<'c>),
    /// As objects in JSON.
    Objects(Objects<'c>),
}

impl<'c> Form<'c> {
    /// The catalogue whose facts are read.
    pub fn catalogue(&self) -> &'c Catalogue {
        match self {
            Self::Table(table, _) => table.catalogue(),
            Self::Objects(objects) => objects.catalogue(),
        }
    }

    /// The headings of what passes through.
    pub fn others(&self) -> Vec<String> {
        match self {
            Self::Table(table, _) => table.others(),
            Self::Objects(objects) => objects.others().to_vec(),
        }
    }

    /// The heading of one of what passes through, by its place among them.
    pub fn other(&self, at: usize) -> Option<&str> {
        match self {
            Self::Table(table, _) => table.other(at),
            Self::Objects(objects) => objects.others().get(at).map(String::as_str),
        }
    }

    /// The columns, where there are any.
    pub fn columns(&self) -> &[Column] {
        match self {
            Self::Table(table, _) => table.columns(),
            Self::Objects(_) => &[],
        }
    }

    /// The keys of objects that pass through.
    pub fn keys(&self) -> &[String] {
        match self {
            Self::Table(..) => &[],
            Self::Objects(objects) => objects.others(),
        }
    }

    /// The heading of ours that was perhaps meant by one that is not.
    pub fn nearest(&self, heading: &str) -> Option<&str> {
        match self {
            Self::Table(_, headings) => headings.nearest(heading),
            Self::Objects(_) => None,
        }
    }

    /// What the row of a client says.
    pub fn read(&self, row: Row) -> Said {
        let nothing_known = |problems| Said { profile: Profile::default(), others: Vec::new(), problems };
        match (self, row.content) {
            (Self::Table(table, _), Content::Cells(cells)) => table.read(row.number, &cells),
            (Self::Objects(objects), Content::Object(object)) => objects.read(row.number, &object),
            (_, Content::Damaged { shown, problem }) => nothing_known(vec![damaged(row.number, shown, problem)]),
            (_, Content::Object(_) | Content::Cells(_)) => nothing_known(Vec::new()),
        }
    }
}

/// A file of clients, ready to be read row by row.
pub struct Opened<'c> {
    /// Its rows; those of a table begin below the headings.
    pub rows: Box<dyn Rows>,
    /// How they are read.
    pub form: Form<'c>,
    /// What is to be known of it.
    pub origin: Origin,
}

/// What is to be known of a file of clients.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The encoding, of a text that had to be decoded.
    pub encoding: Option<&'static str>,
    /// The sheet, of a spreadsheet.
    pub sheet: Option<String>,
    /// What has to be minded and belongs to no client.
    pub minded: Vec<CellProblem>,
    /// How many rows are hidden, of a spreadsheet, as far as it is read.
    pub hidden: RowsHidden,
}

/// How a file is to be read.
#[derive(Debug)]
pub struct Reading<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// What headings mean.
    pub headings: Headings<'c>,
    /// The kind of the file.
    pub kind: Kind,
    /// The sheet, of a spreadsheet with several.
    pub sheet: Option<String>,
}

/// How many columns a table may have: as many as a sheet.
const MOST_COLUMNS: usize = 1 << 14;

/// How many keys are shown where none is known.
const MOST_SHOWN: usize = 8;

/// How many objects are looked at for keys that pass through.
const MOST_OBJECTS: usize = 100;

impl<'c> Reading<'c> {
    /// Opens a file of clients.
    ///
    /// # Errors
    /// Why it cannot be read, or that no heading in it is one of ours.
    pub fn open(self, place: &Place) -> Result<Opened<'c>, Text> {
        let failed = |error: io::Error| crate::problem::io_words(&error);
        match self.kind {
            Kind::Csv | Kind::Tsv => {
                // What comes slowly may not be read twice.
                if let Place::File(path) = place
                    && !place.may_come_slowly()
                    && unpacked::is_archive(path).map_err(failed)?
                {
                    return Err(Text::new(
                        "这是表格软件的文件,不是 CSV;是 XLSX 的,文件名以 .xlsx 结尾,或加 --from xlsx",
                        "it is the file of a spreadsheet program, no CSV; if it is XLSX, let its name end in .xlsx, or add --from xlsx",
                    ));
                }
                let (lines, encoding) = lines_of_table(place).map_err(failed)?;
                let mut rows = CsvRows::new(lines, b'\t');
                if self.kind == Kind::Csv {
                    self.choose_delimiter(&mut rows)?;
                }
                let mut opened = self.table(Box::new(rows))?;
                opened.origin.encoding = Some(encoding);
                Ok(opened)
            }
            Kind::Spreadsheet => match place {
                Place::File(path) => self.sheet(path),
                Place::Stdin => self.sheet(Aside::of_stdin()?.path()),
            },
            Kind::Ndjson => {
                let most = if place.may_come_slowly() { 1 } else { MOST_OBJECTS };
                let (lines, encoding) = lines_of_objects(place).map_err(failed)?;
                let mut opened = self.objects(Box::new(ObjectLines::new(lines)), most)?;
                // JSON is written in UTF-8, which goes without saying.
                opened.origin.encoding = Some(encoding).filter(|encoding| *encoding != "UTF-8");
                Ok(opened)
            }
            Kind::Json => {
                let text = match place {
                    Place::File(path) => whole_file::read(path, whole_file::LIST),
                    Place::Stdin => whole_file::read_from(io::stdin().lock(), whole_file::LIST),
                };
                let rows = ObjectList::new(&text.map_err(failed)?)?;
                self.objects(Box::new(rows), MOST_OBJECTS)
            }
        }
    }

    /// A sheet of a workbook. Other sheets that may hold clients are named.
    fn sheet(self, path: &Path) -> Result<Opened<'c>, Text> {
        let Some(unpacked) = unpacked::bearable_size(path).map_err(|error| crate::problem::io_words(&error))? else {
            return Err(Text::new(
                "解开的内容(或文件自称的内容)比文件大太多,不像一张表;用表格软件打开,只留要用的内容,另存后再试",
                "what it holds, or says that it holds, is far larger than the file, unlike any table; open it in a spreadsheet program, keep what is needed, and save it anew",
            ));
        };
        let (rows, sheet) = SheetRows::open(path, self.sheet.as_deref(), unpacked)?;
        let named = rows.unread.iter().filter(|sheet| sheet.may_hold_clients(|row| self.headings.known(row)));
        let unread: Vec<CellProblem> = named.map(|unread| sheet_unread(&unread.name, unread.is_hidden)).collect();
        let hidden = rows.hidden.clone();
        let mut opened = self.table(Box::new(rows))?;
        opened.origin.hidden = hidden;
        opened.origin.minded.extend(unread);
        opened.origin.sheet = Some(sheet);
        Ok(opened)
    }

    fn objects(self, mut rows: Box<dyn Rows>, most: usize) -> Result<Opened<'c>, Text> {
        let first = rows.look(most, most)?;
        let texts = first.iter().filter_map(|row| {
            if let Content::Object(object) = &row.content { Some(object.text.as_str()) } else { None }
        });
        let objects = Objects::new(self.catalogue, self.headings, texts);
        if objects.are_foreign() {
            let keys: Vec<Cow<'_, str>> = objects.others().iter().take(MOST_SHOWN).map(|key| beginning(key)).collect();
            return Err(Text::new(
                format!(
                    "没有一个键认识。看到的是「{}」;应是客户的列表 [{{…}}, …],或者一行一个客户;键可以用 --map 键=信息 对应",
                    keys.join("」「")
                ),
                format!(
                    "no key is one of ours. There are `{}`; give a list of clients, [{{…}}, …], or a client a line; name keys with --map",
                    keys.join("`, `")
                ),
            ));
        }
        Ok(Opened { rows, form: Form::Objects(objects), origin: Origin::default() })
    }

    /// A table: its headings are found below titles and notes, and all rows up to them taken.
    fn table(self, mut rows: Box<dyn Rows>) -> Result<Opened<'c>, Text> {
        let first = self.first_rows(rows.as_mut())?;
        let texts: Vec<Vec<String>> = first.iter().map(texts).collect();
        if texts.iter().any(|row| row.len() > MOST_COLUMNS) {
            return Err(Text::new(
                format!("列太多,超过 {MOST_COLUMNS} 列"),
                format!("it has more than {MOST_COLUMNS} columns"),
            ));
        }
        let layout = |row: &Row| Layout { joined: rows.joined(row.number), filled: row.filled() };
        let layouts: Vec<Layout> = first.iter().map(layout).collect();
        let found = header::find(&self.headings, &texts, &layouts);
        let above = found.as_ref().map_or(first.len(), |header| header.rows_above);
        if let Some(why) = first.iter().take(above).find_map(header::refused) {
            return Err(why);
        }
        let Some(header) = found else {
            return Err(header::not_found(&self.headings, &first, &texts));
        };
        if let Some(what) = header.in_one_cell(&self.headings).filter(|_| rows.is_strict()) {
            return Err(what);
        }
        if let Some(what) = on_its_side(&self.headings, &texts) {
            return Err(what);
        }
        let last = header.headings.iter().rposition(|(text, _)| !text.trim().is_empty());
        let last = last.map_or(0, |last| last.saturating_add(1));
        // To the right of the last heading of a spreadsheet something may stand that has none; in a text it has moved.
        let width = if rows.is_strict() { last } else { last.max(header.filled) };
        let columns = self.headings.columns(header.headings.get(..width).unwrap_or(&header.headings));
        for _ in 0..header.rows_above {
            rows.next()?;
        }
        rows.set_width(header.width);
        let strict = rows.is_strict();
        let table = Table::new(self.catalogue, columns, strict);
        let row = first.get(header.last).map_or(0, |row| row.number);
        let minded = table.columns().iter().enumerate().filter_map(|(at, column)| {
            let address = address(row, at.saturating_add(1));
            (!column.unread.is_empty()).then(|| unread_remark(&address, row, column))
        });
        let numbering = header.numbering.and_then(|at| first.get(at)).map(Row::numbering);
        let origin = Origin { minded: minded.chain(numbering).collect(), ..Origin::default() };
        Ok(Opened { rows, form: Form::Table(table, self.headings), origin })
    }

    /// The first rows: as many as may hold the headings. Of a stream they may be fewer, where headings
    /// of ours are there with a row below them and nothing more comes for a while.
    fn first_rows(&self, rows: &mut dyn Rows) -> Result<Vec<Row>, Text> {
        let mut least = 2;
        loop {
            let first = rows.look(least, MOST_ROWS_ABOVE)?;
            if self.suffices(&first, least) {
                return Ok(first);
            }
            least = first.len().saturating_add(1);
        }
    }

    /// Whether no more rows than these have to be seen, of which at least so many were asked for.
    fn suffices(&self, first: &[Row], least: usize) -> bool {
        let (ended, all) = (first.len() < least, first.len() >= MOST_ROWS_ABOVE);
        let found = || header::find(&self.headings, &first.iter().map(texts).collect::<Vec<_>>(), &[]);
        ended || all || found().is_some_and(|header| first.len() > header.rows_above)
    }

    /// The sign with which most headings are known, else that with which a row is damaged, of several the
    /// first. A row that is damaged with one sign may be a single cell with another, and is no heading then.
    fn best(&self, tried: &[(u8, Vec<Row>)]) -> u8 {
        let damaged = |row: &&Row| matches!(row.content, Content::Damaged { .. });
        let rows = || tried.iter().flat_map(|(_, rows)| rows);
        let doubtful: HashSet<usize> = rows().filter(damaged).map(|row| row.number).collect();
        let known = |row: &Row| {
            let texts = texts(row);
            if texts.len() < 2 && doubtful.contains(&row.number) { 0 } else { self.headings.known(&texts) }
        };
        let known = |rows: &[Row]| rows.iter().map(known).max().unwrap_or_default();
        let counts = tried.iter().map(|(delimiter, rows)| (*delimiter, known(rows)));
        let best = counts.rev().max_by_key(|(_, known)| *known).filter(|(_, known)| *known > 0);
        let damaged = || tried.iter().find(|(_, rows)| rows.iter().any(|row| damaged(&row)));
        let or_else = || damaged().or(tried.first()).map_or(b',', |(delimiter, _)| *delimiter);
        best.map_or_else(or_else, |(delimiter, _)| delimiter)
    }

    /// What parts the cells: the sign with which most headings are known, of several the first.
    fn choose_delimiter(&self, rows: &mut CsvRows) -> Result<(), Text> {
        let mut least = 2;
        loop {
            let mut tried = Vec::new();
            for delimiter in [b',', b'\t', b';'] {
                rows.try_delimiter(delimiter);
                tried.push((delimiter, rows.look(least, MOST_ROWS_ABOVE)?));
            }
            rows.try_delimiter(self.best(&tried));
            let first = rows.look(least, MOST_ROWS_ABOVE)?;
            if self.suffices(&first, least) {
                return Ok(());
            }
            least = first.len().saturating_add(1);
        }
    }
}

/// The columns that pass through.
pub fn unknown<'f>(form: &'f Form<'_>) -> impl Iterator<Item = &'f Column> {
    form.columns().iter().filter(|column| column.role == Role::Other)
}

/// The texts of a row, of which no more are looked at than tell that there are too many.
fn texts(row: &Row) -> Vec<String> {
    match &row.content {
        Content::Cells(cells) => {
            cells.iter().take(MOST_COLUMNS.saturating_add(1)).map(|cell| cell.shown().to_owned()).collect()
        }
        Content::Object(_) | Content::Damaged { .. } => Vec::new(),
    }
}
