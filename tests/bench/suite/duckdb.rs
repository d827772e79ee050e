//! DuckDB over the same table, where it is installed.

use super::by_hand::measures::MEASURES;
use super::processes::{Folder, Run, huiqi, there};
use serde_json::Value;

const SQL: &str = include_str!("../duckdb.sql");
const PYTHON: &str = "import sys, duckdb; duckdb.execute(open(sys.argv[1], encoding='utf-8').read())";

/// How DuckDB is called.
pub enum DuckDb {
    Program,
    Python(String),
}

impl DuckDb {
    /// The program, or else a Python that has the module.
    pub fn found() -> Option<Self> {
        if there("duckdb", &["--version"]) {
            return Some(Self::Program);
        }
        let python = std::env::var("HUIQI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        there(&python, &["-c", "import duckdb"]).then_some(Self::Python(python))
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Program => "DuckDB",
            Self::Python(_) => "DuckDB in Python",
        }
    }

    /// The fixed measures over a table, with so many threads; the results go to the file `duckdb.csv`.
    pub fn run(&self, folder: &Folder, input: &str, threads: usize) -> Run {
        let output = folder.path("duckdb.csv");
        let sql = SQL.replace("{input}", input).replace("{output}", &output);
        let script = folder.path(&format!("{threads}.sql"));
        std::fs::write(&script, sql.replace("{threads}", &threads.to_string())).expect("the script can be written");
        let out = folder.path("out");
        match self {
            Self::Program => Run::new("duckdb".to_owned(), &["-bail", "-f", &script], out),
            Self::Python(python) => Run::new(python.clone(), &["-c", PYTHON, &script], out),
        }
    }
}

/// Where DuckDB says something else than `huiqi batch`, the first few.
pub fn differences(duckdb: &DuckDb, folder: &Folder, input: &str) -> Vec<String> {
    let fixed: Vec<&str> = MEASURES.iter().flat_map(|id| ["--measure", *id]).collect();
    huiqi(input, "ndjson", 2, &fixed, folder.path("ours")).finish();
    duckdb.run(folder, input, 2).finish();
    let ours = std::fs::read_to_string(folder.path("ours")).expect("results were written");
    let mut theirs = csv::Reader::from_path(folder.path("duckdb.csv")).expect("results were written");
    let headings = theirs.headers().expect("there are headings").clone();
    let mut faults = Vec::new();
    let mut lines = ours.lines();
    for row in theirs.records() {
        let row = row.expect("a row can be read");
        let Some(line) = lines.next() else {
            faults.push("DuckDB gives more rows".to_owned());
            break;
        };
        let line: Value = serde_json::from_str(line).expect("a result is JSON");
        let cell = |name: String| headings.iter().position(|it| it == name).and_then(|at| row.get(at));
        for (at, measure) in line["measures"].as_array().into_iter().flatten().enumerate() {
            let verdict = measure["ruled_out_by"].as_str().or(measure["verdict"].as_str()).map(str::to_owned);
            let support = measure["support"].as_array().and_then(|all| all.iter().find(|it| it["low"].is_string()));
            let figure = |key: &str| support.and_then(|it| it[key].as_str()).and_then(yuan);
            let ours = (verdict, figure("low"), figure("high"));
            let theirs = |name: &str| cell(format!("{name}{at}")).and_then(yuan);
            let theirs = (cell(format!("v{at}")).map(str::to_owned), theirs("low"), theirs("high"));
            if ours != theirs && faults.len() < 10 {
                faults.push(format!("{} of {}: {ours:?}, DuckDB {theirs:?}", measure["id"], line["applicant"]));
            }
        }
    }
    if lines.next().is_some() {
        faults.push("DuckDB gives fewer rows".to_owned());
    }
    faults
}

/// An amount in yuan, equal however many decimals it is written with.
fn yuan(text: &str) -> Option<rust_decimal::Decimal> {
    text.parse().ok()
}
