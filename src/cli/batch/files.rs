//! The files of a batch: what is read and what is written, each another.

use crate::batch::Kind;
use crate::batch::Place;
use crate::cli::output::Undelivered;
use crate::cli::place::{self, Existing, Placing};
use crate::cli::{Exit, Stop};
use crate::json_text;
use crate::language::{Language, Text};
use crate::report::client::{CellProblem, UseMade};
use crate::report::csv::{self, problem_headings, problem_row};
use clap::ArgMatches;
use std::borrow::Cow;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputKind {
    Csv,
    Tsv,
    Xlsx,
    Ndjson,
    Json,
    Html,
    Markdown,
}

impl OutputKind {
    fn named(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "xlsx" => Some(Self::Xlsx),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            "markdown" | "md" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// What is read and what is written.
#[derive(Debug)]
pub(super) struct Files {
    pub input: Place,
    pub kind: Kind,
    /// Where results go; standard output where there is none.
    pub output: Option<PathBuf>,
    pub output_kind: OutputKind,
    pub errors: Option<PathBuf>,
    /// The saved map of columns that is read.
    pub map_file: Option<PathBuf>,
    /// Where the map of columns goes.
    pub save_map: Option<PathBuf>,
    pub existing: Existing,
}

fn usage(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Stop {
    Stop::Message(Exit::Usage, Text::new(zh, en))
}

impl Files {
    /// The files that the command line names.
    ///
    /// # Errors
    /// Where the form of one is not known, one is named twice, or an output is there already.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, Stop> {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let named = |name: &str| matches.get_one::<PathBuf>(name);
        let path = |name: &str| named(name).filter(|path| path.as_os_str() != "-").cloned();
        for option in ["errors", "map-file", "save-map"] {
            if named(option).is_some_and(|path| path.as_os_str() == "-") {
                return Err(usage(
                    format!("--{option} 不能写 -;写一个文件名"),
                    format!("--{option} cannot be -; name a file"),
                ));
            }
        }
        let input = path("input").map_or(Place::Stdin, Place::File);
        let of_name = match &input {
            Place::File(path) => Kind::of(path),
            Place::Stdin => None,
        };
        let Some(kind) = text("from").and_then(Kind::named).or(of_name) else {
            let shown = input_shown(&input);
            return Err(usage(
                format!("看不出「{shown}」是什么格式;加上 --from csv、tsv、xlsx、ndjson 或 json"),
                format!("the form of `{shown}` is not known; add --from csv, tsv, xlsx, ndjson or json"),
            ));
        };
        let output = path("output");
        let output_kind = match (text("to").and_then(OutputKind::named), &output) {
            (Some(kind), _) => kind,
            (None, None) => OutputKind::Ndjson,
            (None, Some(path)) => {
                let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
                ending.and_then(|ending| OutputKind::named(&ending)).ok_or_else(|| {
                    let path = path.display();
                    usage(
                        format!("看不出「{path}」要写成什么格式;文件名用 .xlsx、.csv、.tsv、.ndjson、.json、.html 或 .md 结尾,或加 --to"),
                        format!("the form of `{path}` is not known; let it end in .xlsx, .csv, .tsv, .ndjson, .json, .html or .md, or add --to"),
                    )
                })?
            }
        };
        if output_kind == OutputKind::Xlsx && output.is_none() && std::io::stdout().is_terminal() {
            return Err(usage(
                "工作簿不能输出到屏幕;用 -o 写到文件",
                "a workbook cannot be shown here; write it to a file with -o",
            ));
        }
        let existing = if matches.get_flag("force") { Existing::Replaced } else { Existing::Kept };
        let (errors, map_file, save_map) = (path("errors"), path("map-file"), path("save-map"));
        let files = Self { input, kind, output, output_kind, errors, map_file, save_map, existing };
        files.fit(text("sheet").is_some(), text("shape").is_some())?;
        files.are_apart()?;
        Ok(files)
    }

    /// Whether clients stand in rows below headings.
    pub(super) fn has_columns(&self) -> bool {
        matches!(self.kind, Kind::Csv | Kind::Tsv | Kind::Spreadsheet)
    }

    /// No option may be given that means nothing for these forms.
    fn fit(&self, sheet: bool, shape: bool) -> Result<(), Stop> {
        if sheet && self.kind != Kind::Spreadsheet {
            return Err(usage(
                "--sheet 只用于工作簿;这个输入没有工作表",
                "--sheet is for workbooks; this input has no sheets",
            ));
        }
        if shape && !matches!(self.output_kind, OutputKind::Csv | OutputKind::Tsv) {
            return Err(usage("--shape 只用于 CSV 和 TSV 输出", "--shape is for output in CSV or TSV"));
        }
        if self.save_map.is_some() && !self.has_columns() {
            return Err(usage(
                "--save-map 只用于表格;NDJSON 和 JSON 没有列",
                "--save-map is for tables; there are no columns in NDJSON or JSON",
            ));
        }
        Ok(())
    }

    /// No file may be read and written, or written twice.
    fn are_apart(&self) -> Result<(), Stop> {
        let input = if let Place::File(path) = &self.input { Some(path) } else { None };
        let read: Vec<&Path> = [input, self.map_file.as_ref()].into_iter().flatten().map(PathBuf::as_path).collect();
        let written = [&self.output, &self.errors, &self.save_map];
        let written: Vec<&Path> = written.into_iter().flatten().map(PathBuf::as_path).collect();
        place::apart(&read, &written).map_err(|what| Stop::Message(Exit::Usage, what))?;
        let refused = written.iter().try_for_each(|path| place::refuse(path, self.existing));
        refused.map_err(|what| Stop::Message(Exit::Failed, what))
    }

    /// The input as people know it.
    pub(super) fn input_shown(&self) -> String {
        input_shown(&self.input)
    }

    /// Why the input cannot be read.
    pub(super) fn unreadable(&self, why: &Text) -> Text {
        let input = self.input_shown();
        Text::new(format!("读不了「{input}」:{}", why.zh), format!("cannot read `{input}`: {}", why.en))
    }

    /// Begins the file of what was wrong, where one is wanted.
    pub(super) fn begin_errors(&self, language: Language) -> Result<ErrorsFile, Stop> {
        let Some(path) = &self.errors else { return Ok(ErrorsFile { rows: None }) };
        let failed = |what| Stop::Message(Exit::Failed, what);
        let lines = path.extension().is_some_and(|ending| ending == "ndjson" || ending == "jsonl");
        let placing = Placing::begin(path, self.existing).map_err(failed)?;
        let mut rows = ErrorRows { lines, language, file: BufWriter::new(placing) };
        if !lines {
            let start = [BYTE_ORDER_MARK.as_bytes(), &csv::row(&problem_headings(language), b',')].concat();
            rows.write(&start)?;
        }
        Ok(ErrorsFile { rows: Some(rows) })
    }
}

/// What tells Excel that a text is UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The file of what was wrong, or none.
pub(super) struct ErrorsFile {
    rows: Option<ErrorRows>,
}

struct ErrorRows {
    /// Whether each problem is an object in JSON, not a row of CSV.
    lines: bool,
    language: Language,
    file: BufWriter<Placing>,
}

impl ErrorRows {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Undelivered> {
        self.file.write_all(bytes).map_err(|error| Undelivered::Failed(self.file.get_ref().words(&error)))
    }

    fn problem(&mut self, problem: &CellProblem) -> Result<(), Undelivered> {
        let bytes = if self.lines {
            let language = self.language;
            let mut line = json_text::line(&serde_json::json!({
                "row": problem.row,
                "place": problem.place,
                "column": problem.column,
                "value": problem.value,
                "fact": problem.problem.fact,
                "code": problem.problem.code.code(),
                "what": problem.problem.what.get(language),
                "mend": problem.problem.mend.as_ref().map(|mend| mend.get(language)),
                "used": problem.use_made() == UseMade::Everything,
            }));
            line.push(b'\n');
            line
        } else {
            csv::row(&problem_row(problem, self.language), b',')
        };
        self.write(&bytes)
    }
}

impl ErrorsFile {
    pub(super) fn take(&mut self, problems: &[CellProblem]) -> Result<(), Undelivered> {
        let Some(rows) = &mut self.rows else { return Ok(()) };
        problems.iter().try_for_each(|problem| rows.problem(problem))
    }

    /// The file, to be put in its place.
    pub(super) fn finish(self) -> Result<Option<Placing>, Undelivered> {
        self.rows.map(|rows| written(rows.file)).transpose()
    }
}

/// A file with all that was to be written into it.
pub(super) fn written(file: BufWriter<Placing>) -> Result<Placing, Undelivered> {
    file.into_inner().map_err(|error| {
        let (error, file) = error.into_parts();
        Undelivered::Failed(file.get_ref().words(&error))
    })
}

fn input_shown(input: &Place) -> String {
    match input {
        Place::File(path) => path.display().to_string(),
        Place::Stdin => "-".to_owned(),
    }
}

/// Where a path leads, for messages.
pub(super) fn shown(path: Option<&Path>) -> String {
    path.map_or_else(|| "-".to_owned(), |path| path.display().to_string())
}
