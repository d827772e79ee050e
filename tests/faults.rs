//! Every fault has its smallest failing example, with the text that people read.
//!
//! An example under `faults/catalogue` or `faults/profile` is named `<code>.txt` or
//! `<code>-<what>.txt`. It holds the files that it puts in place of those of `faults/base`, or adds
//! to them, each under a line `--- path`; a profile stands under `--- profile.toml` or
//! `--- profile.json`, a table of clients under `faults/table` under `--- table.csv` or
//! `--- table.ndjson`. `--- path gone` leaves a file of the base out. Then follow the texts under
//! `--- zh` and `--- en`. `FAULTS=write cargo test --test faults` writes the texts anew, to be read
//! before they are kept.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use huiqi::batch;
use huiqi::batch::standing::Standing;
use huiqi::catalogue::{Catalogue, Source, check, load, test};
use huiqi::language::Language;
use huiqi::problem::{Code, File, Problem, render};
use huiqi::profile_file::{self, Format};
use huiqi::report::csv::said;
use huiqi::tree::{Data, Node};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const AS_OF: Date = date(2026, 11, 23);

/// What no example of text can show; tested with the command that says it, and in `tests/batch`.
const TESTED_ELSEWHERE: [Code; 5] =
    [Code::DoesNotApply, Code::CellFault, Code::UnknownColumn, Code::SheetUnread, Code::Unlisted];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Catalogue,
    Profile,
    Table,
}

/// One example: its files, and the texts in Chinese and in English.
struct Example {
    path: PathBuf,
    kind: Kind,
    code: Code,
    files: Vec<(String, Option<String>)>,
    zh: String,
    en: String,
}

impl Example {
    fn read(path: PathBuf, kind: Kind) -> Self {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let named = |code: &&&Code| stem == code.code() || stem.starts_with(&format!("{}-", code.code()));
        let code = Code::ALL.iter().filter(|code| named(&code)).max_by_key(|code| code.code().len());
        let code = *code.unwrap_or_else(|| panic!("{}: there is no such code", path.display()));
        let text = std::fs::read_to_string(&path).unwrap();
        let (mut files, mut zh, mut en) = (Vec::new(), String::new(), String::new());
        for section in format!("\n{text}").split("\n--- ").skip(1) {
            let (name, body) = section.split_once('\n').unwrap_or((section, ""));
            let body = format!("{}\n", body.trim_end_matches('\n'));
            match (name, name.strip_suffix(" gone")) {
                ("zh", _) => zh = body,
                ("en", _) => en = body,
                (_, Some(gone)) => files.push((gone.to_owned(), None)),
                _ => files.push((name.to_owned(), Some(body))),
            }
        }
        Self { path, kind, code, files, zh, en }
    }

    /// The codes of the faults, and their texts in Chinese and in English.
    fn run(&self) -> (Vec<&'static str>, [String; 2]) {
        if self.kind == Kind::Table {
            return self.table();
        }
        let (problems, files) = self.problems();
        let text = |language| format!("{}\n", render(&problems, &files, language, false).trim_end());
        let codes = problems.iter().map(|problem| problem.code.code()).collect();
        (codes, [Language::Chinese, Language::English].map(text))
    }

    fn table(&self) -> (Vec<&'static str>, [String; 2]) {
        let [(name, Some(text))] = self.files.as_slice() else { panic!("{}: one table", self.path.display()) };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text.trim_end_matches('\n')).unwrap();
        let catalogue = base_catalogue();
        let kind = batch::Kind::of(&path).unwrap();
        let headings = batch::headings::Headings::new(&catalogue);
        let reading = batch::input::Reading { catalogue: &catalogue, headings, kind, sheet: None };
        let mut opened = reading.open(&batch::Place::File(path)).unwrap();
        let mut problems = std::mem::take(&mut opened.origin.minded);
        let headings: Vec<String> = opened.form.columns().iter().map(|column| column.heading.clone()).collect();
        while let Some(row) = opened.rows.next().unwrap() {
            problems.extend(match row.standing(&headings) {
                Standing::Client => opened.form.read(row).problems,
                Standing::Aside => vec![row.aside()],
                Standing::Blank => Vec::new(),
            });
        }
        let text = |language| problems.iter().map(|problem| said(problem, language) + "\n").collect::<String>();
        let codes = problems.iter().map(|problem| problem.problem.code.code()).collect();
        (codes, [Language::Chinese, Language::English].map(text))
    }

    fn problems(&self) -> (Vec<Problem>, Vec<File>) {
        match self.kind {
            Kind::Table => panic!("a table has no lines to point at"),
            Kind::Catalogue => {
                let mut files = base();
                for (path, text) in &self.files {
                    match text {
                        Some(text) => files.insert(path.clone(), text.clone()),
                        None => files.remove(path),
                    };
                }
                let source = Source::of(files);
                (faults_of(&source), source.files)
            }
            Kind::Profile => {
                let [(path, Some(text))] = self.files.as_slice() else {
                    panic!("{}: one profile", self.path.display())
                };
                let text = text.trim_end_matches('\n');
                let read = profile_file::read(&base_catalogue(), text, Format::of(path, text), 0);
                let problems = read.map_or_else(|problems| problems, |(_, problems)| problems);
                (problems, vec![File { path: path.clone(), text: text.to_owned().into() }])
            }
        }
    }

    fn write(&self, zh: &str, en: &str) {
        let mut text = String::new();
        for (path, body) in &self.files {
            match body {
                Some(body) => text.push_str(&format!("--- {path}\n{body}\n")),
                None => text.push_str(&format!("--- {path} gone\n\n")),
            }
        }
        std::fs::write(&self.path, format!("{text}--- zh\n{zh}\n--- en\n{en}")).unwrap();
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults").join(name)
}

fn base() -> BTreeMap<String, String> {
    let source = Source::folder(&folder("base")).unwrap();
    source.files.into_iter().map(|file| (file.path, file.text.into_owned())).collect()
}

fn base_catalogue() -> Catalogue {
    load(&Source::of(base()), AS_OF).unwrap()
}

/// The faults of a catalogue, and where it has none, those of its worked cases.
fn faults_of(source: &Source) -> Vec<Problem> {
    let (_, problems) = check(source, AS_OF);
    if problems.is_empty() { test(source, AS_OF).unwrap().1 } else { problems }
}

fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for (name, kind) in [("catalogue", Kind::Catalogue), ("profile", Kind::Profile), ("table", Kind::Table)] {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        examples.extend(paths.into_iter().map(|path| Example::read(path, kind)));
    }
    examples
}

#[test]
fn the_base_has_no_fault() {
    let source = Source::of(base());
    let problems = faults_of(&source);
    assert!(problems.is_empty(), "{}", render(&problems, &source.files, Language::English, false));
}

#[test]
fn each_example_is_reported_in_these_words() {
    let write = std::env::var("FAULTS").is_ok_and(|value| value == "write");
    let mut wrong = String::new();
    for example in examples() {
        let (codes, [zh, en]) = example.run();
        if write {
            example.write(&zh, &en);
        }
        if codes != [example.code.code()] {
            wrong.push_str(&format!("{}: faults {codes:?}\n{en}\n", example.path.display()));
        } else if !write && (zh != example.zh || en != example.en) {
            wrong.push_str(&format!(
                "{}: expected\n{}{}but was\n{zh}{en}\n",
                example.path.display(),
                example.zh,
                example.en
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_code_has_an_example() {
    let examples = examples();
    for code in Code::ALL {
        let found = examples.iter().any(|example| example.code == *code);
        assert_ne!(found, TESTED_ELSEWHERE.contains(code), "`{}`", code.code());
    }
}

/// Everything that is wrong is said at once, and nothing that only follows from something else.
#[test]
fn several_faults_are_said_at_once_without_echoes() {
    let mut files = base();
    let facts = files.remove("facts.toml").unwrap();
    let facts =
        facts.replace("\"money\"", "\"mony\"").replace(", en = \"Held\"", "").replace("years    = 3", "years    = 0");
    files.insert("facts.toml".to_owned(), facts);
    let clause = files.remove("demo/1-companies.toml").unwrap();
    files.insert(
        "demo/1-companies.toml".to_owned(),
        clause.replace("title   =", "titel   =").replace("10万元\" }", "很多\" }"),
    );
    let source = Source::of(files);
    let found: Vec<(&str, &str)> = faults_of(&source)
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().unwrap();
            (problem.code.code(), source.files[place.file].text.get(place.span.clone()).unwrap())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("bad-value", "\"mony\""),
            ("missing-translation", "{ id = \"held\",         zh = \"已获批\" }"),
            ("bad-value", "0"),
            ("bad-value", "\"很多\""),
            ("unknown-key", "titel"),
            ("unknown-key", "titel"),
        ]
    );
}

/// A value that makes no sense is reported wherever it stands in a catalogue.
#[test]
fn no_nonsense_is_swallowed() {
    for (path, text) in base().iter().filter(|(path, _)| path.ends_with(".toml")) {
        let mut spans = Vec::new();
        places(&huiqi::tree::from_toml(text).0, &mut spans);
        // The table of a `[header]` stands at its header, and is no value of its own.
        let values = spans.iter().filter(|span| {
            span.start > 0 && !text[..span.end].ends_with("]]") && !text[span.start..].starts_with("[measure")
        });
        for span in values {
            for nonsense in ["[[]]", "{ nonsense = 1 }", "-1"] {
                let wrong = format!("{}{nonsense}{}", &text[..span.start], &text[span.end..]);
                let files = base().into_iter().chain([(path.clone(), wrong)]).collect::<BTreeMap<_, _>>();
                assert!(!faults_of(&Source::of(files)).is_empty(), "{path}: {nonsense} for {}", &text[span.clone()]);
            }
        }
    }
}

fn places(node: &Node<'_>, found: &mut Vec<std::ops::Range<usize>>) {
    found.push(node.span.clone());
    match &node.data {
        Data::List(items) => items.iter().for_each(|item| places(item, found)),
        Data::Table(lines) => lines.iter().for_each(|line| places(&line.node, found)),
        _ => {}
    }
}
