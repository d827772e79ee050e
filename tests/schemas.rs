//! The schemas with which an editor completes and checks what people write.
//!
//! `SCHEMA=write cargo test --test schemas` writes those that are kept in `policies/schema` anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::language::Language;
use huiqi::schema::{Form, of};
use huiqi::tree::{Data, Node, from_toml};
use jiff::civil::date;
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

const POLICIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/base");
const FORMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/forms");
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/catalogue");

fn catalogue(folder: &str) -> Catalogue {
    load(&Source::folder(Path::new(folder)).unwrap(), date(2026, 11, 23)).unwrap()
}

/// The file as JSON, as an editor sees it.
fn as_json(node: &Node<'_>) -> Value {
    match &node.data {
        Data::Table(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.to_string(), as_json(&entry.node)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Data::List(items) => items.iter().map(as_json).collect(),
        Data::Text(text) => json!(text),
        Data::Boolean(value) => json!(value),
        Data::Bare(text) => text.parse::<i64>().map_or_else(|_| bare(text), |number| json!(number)),
        Data::Null => Value::Null,
    }
}

/// A decimal, or else a date, which JSON has as a text.
fn bare(text: &str) -> Value {
    text.parse::<f64>().map_or_else(|_| json!(text), |number| json!(number))
}

fn read(text: &str) -> Value {
    let (node, errors) = from_toml(text);
    assert!(errors.is_empty(), "{errors:?}");
    as_json(&node)
}

fn form_of(path: &Path) -> Form {
    if path.parent().is_some_and(|folder| folder.ends_with("examples")) {
        return Form::Profile;
    }
    match path.file_name().unwrap().to_str().unwrap() {
        "policy.toml" => Form::Policy,
        "facts.toml" => Form::Facts,
        "cases.toml" => Form::Cases,
        _ => Form::Clause,
    }
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(toml_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path);
        }
    }
    found
}

/// A validator for each form of file.
struct Validators([(Form, Validator); 5]);

impl Validators {
    fn new(catalogue: &Catalogue) -> Self {
        Self(Form::ALL.map(|form| {
            let schema = of(form, catalogue, Language::English);
            (form, jsonschema::draft7::new(&schema).unwrap())
        }))
    }

    /// What is wrong with a file, and where.
    fn faults(&self, form: Form, file: &Value) -> Vec<String> {
        let (_, validator) = self.0.iter().find(|(other, _)| *other == form).unwrap();
        validator.iter_errors(file).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
    }
}

#[test]
fn the_schemas_that_are_kept_are_those_of_the_catalogue() {
    let catalogue = catalogue(POLICIES);
    for form in Form::ALL {
        let path = Path::new(POLICIES).join("schema").join(format!("{}.json", form.code()));
        let schema = serde_json::to_string_pretty(&of(form, &catalogue, Language::Chinese)).unwrap() + "\n";
        if std::env::var_os("SCHEMA").is_some_and(|wish| wish == "write") {
            std::fs::write(&path, &schema).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert!(kept == schema, "{} is old: SCHEMA=write cargo test --test schemas", path.display());
    }
}

#[test]
fn every_shipped_file_names_its_schema_and_fits_it() {
    let validators = Validators::new(&catalogue(POLICIES));
    let files = toml_files(Path::new(POLICIES));
    assert!(files.len() > 40);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let form = form_of(&path);
        let named = text.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
        let schema = path.parent().unwrap().join(named).canonicalize().unwrap();
        assert_eq!(schema, Path::new(POLICIES).join("schema").join(format!("{}.json", form.code())));
        let faults = validators.faults(form, &read(&text));
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
}

/// Codes of faults that lie in one value alone, so that a schema can see them; of a code of which it sees only
/// some faults, the name of the example.
const SEEN: [&str; 10] = [
    "bad-value-date-of-another-age",
    "unknown-fact",
    "unknown-choice",
    "unknown-key",
    "unknown-condition",
    "unknown-measure",
    "missing-key",
    "missing-translation",
    "requirement-mismatch",
    "wrong-type",
];

/// Examples of these codes whose fault hangs on another file, on an order, or on what a text means.
const UNSEEN: [&str; 3] = ["unknown-condition", "missing-translation-chinese", "missing-translation-english"];

#[test]
fn what_the_check_refuses_in_one_value_the_schema_refuses_too() {
    let validators = Validators::new(&catalogue(BASE));
    let mut tried = 0;
    for entry in std::fs::read_dir(EXAMPLES).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !SEEN.iter().any(|code| name.starts_with(code)) || UNSEEN.contains(&name.as_str()) {
            continue;
        }
        let text = format!("\n{}", std::fs::read_to_string(&path).unwrap());
        let mut faults = Vec::new();
        for section in text.split("\n--- ").skip(1) {
            let (file, body) = section.split_once('\n').unwrap();
            if file.ends_with(".toml") {
                faults.extend(validators.faults(form_of(Path::new(file)), &read(body)));
            }
        }
        assert!(!faults.is_empty(), "{name}: the schema takes it");
        tried += 1;
    }
    assert!(tried >= 35, "only {tried} examples were tried");
}

#[test]
fn the_smallest_catalogue_and_that_of_every_form_fit_their_own_schemas() {
    for folder in [BASE, FORMS] {
        let validators = Validators::new(&catalogue(folder));
        for path in toml_files(Path::new(folder)) {
            let faults = validators.faults(form_of(&path), &read(&std::fs::read_to_string(&path).unwrap()));
            assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        }
    }
}

/// A measure of the smallest catalogue with one line put in the place of another.
fn with(line: &str, other: &str) -> Value {
    let text = std::fs::read_to_string(Path::new(BASE).join("demo/2-investment.toml")).unwrap();
    assert!(text.contains(line), "{line}");
    read(&text.replace(line, other))
}

#[test]
fn each_mistake_is_refused_where_it_stands() {
    let validators = Validators::new(&catalogue(BASE));
    let amount = r#"amount = { rate = "1%", of = "investment" }"#;
    let mistakes = [
        (r#"listed        = true"#, r#"listd = true"#, "/measure/0/when", "listd"),
        (r#"laboratory    = "held""#, r#"laboratory = "got""#, "/measure/0/when/laboratory", "got"),
        (r#"listed        = true"#, r#"listed = { at-least = 1 }"#, "/measure/0/when/listed", "boolean"),
        (r#"{ at-least = "2亿元" }"#, r#"{ on-or-after = "2020-01-01" }"#, "/measure/0/when/capital", "on-or-after"),
        (r#"{ at-least = "2亿元" }"#, r#"{ at-least = "许多" }"#, "/measure/0/when/capital/at-least", "许多"),
        (r#"{ at-least = 10 }"#, r#"{ at-least = 10, more-than = 9 }"#, "/measure/0/when/staff", "more-than"),
        (r#"{ at-most = "25%" }"#, r#"{ at-most = "25" }"#, "/measure/0/when/foreign-share/at-most", "25"),
        (r#"for   = { applicant = "company" }"#, r#"for = { staff = { at-least = 1 } }"#, "/measure/0/for", "staff"),
        (r#"kind   = "grant""#, r#"kind = "gift""#, "/measure/0/support/0/kind", "gift"),
        (r#"kind   = "grant""#, r#"kind = "land""#, "/measure/0/support/0", "what"),
        (
            r#"kind   = "grant""#,
            r#"kind = "grant"
        sort = 1"#,
            "/measure/0/support/0",
            "sort",
        ),
        (amount, "", "/measure/0/support/0", "amount"),
        (amount, r#"amount = { rate = "1%", of = "staff" }"#, "/measure/0/support/0/amount/of", "staff"),
        (amount, r#"amount = { rate = "1%" }"#, "/measure/0/support/0/amount", "of"),
        (amount, r#"amount = { exactly = "1元", up-to = "2元" }"#, "/measure/0/support/0/amount", "exactly"),
        (r#"id    = "investment-grant""#, "", "/measure/0", "id"),
        (r#"en = "Grant for investment""#, "", "/measure/0/title", "en"),
        (r#"zh = "投资补助""#, r#"zh = "可享受补助""#, "/measure/0/title/zh", "可享受"),
    ];
    for (line, other, place, named) in mistakes {
        let faults = validators.faults(Form::Clause, &with(line, other));
        assert!(
            faults.iter().any(|fault| fault.starts_with(&format!("{place}:")) && fault.contains(named)),
            "{other} is not refused at {place} for `{named}`: {faults:#?}"
        );
    }
}

#[test]
fn cases_and_profiles_take_only_facts_measures_and_answers_that_there_are() {
    let validators = Validators::new(&catalogue(BASE));
    let case = |given: &str, expect: &str| {
        read(&format!("[[case]]\nname = \"x\"\ngiven = {{ {given} }}\nexpect = {{ {expect} }}\n"))
    };
    let eligible = r#"company-award = { verdict = "eligible" }"#;
    for (given, expect) in [
        ("listd = true", eligible),
        (r#"applicant = ["city"]"#, eligible),
        (r#"investment = ["1元", "2元"]"#, eligible),
        ("listed = true", r#"company-awrd = { verdict = "eligible" }"#),
        ("listed = true", r#"company-award = { verdict = "sure" }"#),
        ("listed = true", r#"company-award = { verdict = "ineligible", ruled-out-by = "law" }"#),
        ("listed = true", r#"company-award = { verdict = "eligible", missing = ["staf"] }"#),
        ("listed = true", r#"company-award = { high = "10万元" }"#),
    ] {
        let faults = validators.faults(Form::Cases, &case(given, expect));
        assert!(!faults.is_empty(), "{given} {expect} is taken");
    }
    let right = case(r#"listed = true, investment = ["1元", "?", "2万元"], staff = "?""#, eligible);
    assert_eq!(validators.faults(Form::Cases, &right), Vec::<String>::new());
    let profile = |facts: Value| validators.faults(Form::Profile, &json!({ "name": "x", "facts": facts }));
    let both = json!({ "实缴资金": "2.5亿元", "Listed": "是", "applicant": ["企业", "person"], "年度投资额/2": "3万" });
    assert_eq!(profile(both), Vec::<String>::new());
    for wrong in [
        json!({ "资金": 1 }),
        json!({ "listed": "大概" }),
        json!({ "capital": "约3亿" }),
        json!({ "applicant": ["市"] }),
    ] {
        assert!(!profile(wrong.clone()).is_empty(), "{wrong} is taken");
    }
}

#[test]
fn an_editor_shows_what_a_fact_means_in_the_language_asked_for() {
    let catalogue = catalogue(BASE);
    for (language, label, question, help, choice) in [
        (Language::Chinese, "重点实验室", "是重点实验室吗?", "见认定文件。", "已获批"),
        (Language::English, "Key laboratory", "Is it a key laboratory?", "See the letter of recognition.", "Held"),
    ] {
        let clause = of(Form::Clause, &catalogue, language);
        let shown = clause["definitions"]["fact.laboratory"]["description"].as_str().unwrap();
        for words in [label, question, help, "`held`", choice] {
            assert!(shown.contains(words), "{shown}");
        }
    }
}
