//! Results as scripts rely on them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

const EXAMPLES: &str = "policies/qingdao-new-economy-2020/examples";

fn huiqi(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .env_remove("HUIQI_LANG")
        .env_remove("HUIQI_CATALOGUE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn example(name: &str) -> String {
    format!("{EXAMPLES}/{name}.toml")
}

fn json(arguments: &[&str]) -> Value {
    let (code, out, err) = huiqi(arguments);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn results_fit_their_schema_for_one_and_for_several_and_in_lines() {
    let schema = json(&["schema", "result"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (investor, shop) = (example("venture-investor"), example("noodle-shop"));
    for arguments in
        [vec!["assess", &investor], vec!["assess", &investor, &shop], vec!["assess", &shop, "--lang", "en"]]
    {
        let result = json(&[arguments, vec!["--format", "json"]].concat());
        let faults: Vec<String> = validator.iter_errors(&result).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    for (more, reasons) in [(vec![], false), (vec!["--reasons"], true), (vec!["--texts"], true)] {
        let (_, lines, _) = huiqi(&[vec!["assess", &investor, &shop, "--format", "ndjson"], more].concat());
        assert_eq!(lines.lines().count(), 2);
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert!(validator.is_valid(&line));
            for field in ["rests_on", "unmet", "in_the_way"] {
                assert_eq!(line["measures"][0].get(field).is_some(), reasons, "{field}");
            }
        }
    }
    let whole = json(&["assess", &investor, "--format", "json"]);
    for field in ["schema", "tool", "catalogue", "as_of", "applicant", "measures", "totals", "next_facts", "warnings"] {
        let mut lacking = whole.clone();
        lacking.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&lacking), "{field} may be left out");
    }
    for field in ["id", "verdict", "ruled_out_by", "missing", "support"] {
        let mut lacking = whole.clone();
        lacking["measures"][0].as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&lacking), "{field} may be left out");
    }
    let mut wrong = whole;
    wrong["measures"][0]["verdict"] = "banana".into();
    assert!(!validator.is_valid(&wrong));
}

/// Takes out every text for people.
fn without_texts(value: &mut Value) {
    const TEXTS: [&str; 10] =
        ["title", "reserved", "quote", "basis", "what", "text", "concern", "next_step", "phrase", "holds_for_all"];
    match value {
        Value::Object(entries) => {
            entries.retain(|key, _| !TEXTS.contains(&key.as_str()));
            entries.values_mut().for_each(without_texts);
        }
        Value::Array(items) => items.iter_mut().for_each(without_texts),
        _ => {}
    }
}

#[test]
fn chinese_and_english_results_differ_in_texts_only() {
    let investor = example("venture-investor");
    let mut results = ["zh", "en"].map(|language| json(&["assess", &investor, "--format", "json", "--lang", language]));
    assert_ne!(results[0], results[1]);
    results.iter_mut().for_each(without_texts);
    assert_eq!(results[0], results[1]);
}

fn total(result: &Value, class: &str, bound: &str) -> Option<String> {
    result["totals"][class][bound].as_str().map(str::to_owned)
}

#[test]
fn a_venture_investor_gets_the_range_worked_out_by_hand() {
    // 1% of 8000万元 is firm; the award for 2.5亿元 paid in is at most 2000万元 and reserved.
    let result = json(&["assess", &example("venture-investor"), "--format", "json"]);
    assert_eq!(total(&result, "cash", "low").as_deref(), Some("800000.00"));
    assert_eq!(total(&result, "cash", "high").as_deref(), Some("20800000.00"));
    assert_eq!(total(&result, "cash", "settled_high").as_deref(), Some("20800000.00"));
}

#[test]
fn an_internet_headquarters_gets_the_range_worked_out_by_hand() {
    // 25% to 50% of 2000万元 for 3 years is 1500万元 to 3000万元; up to 4000万元 and up to 500万元 come on top.
    let result = json(&["assess", &example("internet-headquarters"), "--format", "json"]);
    assert_eq!(total(&result, "cash", "low").as_deref(), Some("15000000.00"));
    assert_eq!(total(&result, "cash", "high").as_deref(), Some("75000000.00"));
    let premises =
        result["measures"].as_array().unwrap().iter().find(|it| it["id"] == "internet-headquarters-premises");
    let support = premises.unwrap()["support"].as_array().unwrap().clone();
    let kinds: Vec<&str> = support.iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["premises", "grant"]);
    assert!(support.iter().all(|it| it["one_of"] == 1 && it["chosen_by"] == "giver"));
}

#[test]
fn what_is_left_to_rules_is_said_unless_nothing_of_it_is_left_for_the_applicant() {
    let headquarters = example("internet-headquarters");
    let grant = |recognition: &str| {
        let set = format!("internet-headquarters-recognition={recognition}");
        let result = json(&["assess", &headquarters, "--set", &set, "--format", "json", "--lang", "en"]);
        let measures = result["measures"].as_array().unwrap().clone();
        let found = measures.into_iter().find(|it| it["id"] == "internet-headquarters-registration-grant").unwrap();
        (found["verdict"].clone(), found["reserved"].clone())
    };
    assert_eq!(grant("held"), ("eligible".into(), Value::Null));
    let left = "“internet headquarters” is not defined; the office in charge decides who is one";
    assert_eq!(grant("under-review"), ("provisional".into(), left.into()));
}

#[test]
fn short_by_the_difference_to_the_fen() {
    let investor = example("venture-investor");
    let set = ["--set", "paid-in-capital=199999999.99"];
    let result = json(&[vec!["assess", &investor, "--format", "json"], set.to_vec()].concat());
    let award =
        result["measures"].as_array().unwrap().iter().find(|it| it["id"] == "vc-paid-in-capital-award").unwrap();
    assert_eq!(award["verdict"], "ineligible");
    assert_eq!(award["unmet"]["changes"][0]["gap"], "0.01");
    assert_eq!(award["support"].as_array().unwrap().len(), 0);
}

fn support(result: &Value, measure: &str) -> Vec<Value> {
    let measures = result["measures"].as_array().unwrap();
    measures.iter().find(|it| it["id"] == measure).unwrap()["support"].as_array().unwrap().clone()
}

#[test]
fn premises_are_no_money_and_an_amount_not_stated_is_never_zero() {
    let headquarters = json(&["assess", &example("internet-headquarters"), "--format", "json"]);
    let premises = &support(&headquarters, "internet-headquarters-premises")[0];
    assert_eq!(
        (&premises["stated"], &premises["low"], &premises["high"]),
        (&Value::Bool(false), &Value::Null, &Value::Null)
    );

    let rating = r#"{"facts": {"applicant": ["company"], "business": ["credit-service"], "credit-service-plans": ["new-economy-rating"]}}"#;
    let (_, out, err) = with_input(&["assess", "-", "--format", "json"], rating);
    assert_eq!(err, "");
    let subsidy = &support(&serde_json::from_str(&out).unwrap(), "credit-rating-subsidy")[0];
    assert_eq!(
        (&subsidy["stated"], &subsidy["low"], &subsidy["high"]),
        (&Value::Bool(false), &Value::Null, &Value::Null)
    );
    let (_, table, _) = with_input(&["assess", "-"], rating);
    assert!(table.contains("金额未载明") && !table.contains("0元"), "{table}");
}

#[test]
fn an_investment_ceiling_is_never_in_the_cash_total() {
    let fund = r#"{"facts": {"applicant": ["company"], "business": ["venture-capital"], "guidance-fund-stake": true,
        "finance-business": ["new-economy-investment"], "fund-size": "10亿元"}}"#;
    let (_, out, _) = with_input(&["assess", "-", "--format", "json"], fund);
    let result: Value = serde_json::from_str(&out).unwrap();
    let ceiling = &support(&result, "guidance-fund-partner-single-project-limit")[0];
    assert_eq!((&ceiling["class"], &ceiling["high"]), (&"investment".into(), &"200000000.00".into()));
    let cash: Vec<&Value> = result["measures"].as_array().unwrap().iter().collect();
    let in_cash = cash.iter().flat_map(|it| it["support"].as_array().unwrap()).filter(|it| it["class"] == "cash");
    assert!(in_cash.clone().count() > 0 && in_cash.clone().all(|it| it["kind"] != "equity-investment"));
    assert_eq!(total(&result, "cash", "low").as_deref(), Some("0.00"));
}

fn with_input(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .env_remove("HUIQI_LANG")
        .env_remove("HUIQI_CATALOGUE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn toml_and_json_in_chinese_and_english_say_the_same() {
    let profiles = [
        "[facts]\napplicant = [\"company\"]\nbusiness = [\"venture-capital\"]\npaid-in-capital = \"2.5亿元\"\n",
        "[facts]\n申报主体类型 = \"企业\"\n主营业务 = [\"创业投资、风险投资\"]\n实缴资金 = \"２５,０００万\"\n",
        "{\"facts\": {\"applicant\": [\"company\"], \"business\": [\"venture-capital\"], \"paid-in-capital\": 250000000}}",
        "{\"facts\": {\"Kind of applicant\": \"company\", \"主营业务\": \"venture-capital\", \"实收资本\": \"250,000,000.00元\"}}",
    ];
    let results = profiles.map(|profile| {
        let (code, out, err) = with_input(&["assess", "-", "--format", "ndjson"], profile);
        assert_eq!((code, err.as_str()), (0, ""), "{profile}");
        out
    });
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn a_bad_value_makes_its_fact_unknown_and_the_rest_is_delivered() {
    let profile = "[facts]\napplicant = [\"company\"]\nbusiness = [\"venture-capital\"]\npaid-in-capital = \"约2亿\"\n";
    let (code, out, err) = with_input(&["assess", "-", "--format", "json"], profile);
    let result: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 4);
    assert!(err.contains("「约2亿」"), "{err}");
    assert_eq!(result["warnings"][0]["code"], "bad-value");
    assert_eq!(result["warnings"][0]["place"], "-:4:19");
    assert!(result["applicant"]["facts"].get("paid-in-capital").is_none());
}

#[test]
fn a_language_that_is_none_of_ours_is_refused_also_where_the_environment_names_it() {
    let with = |variable: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
        let output = command.args(arguments).env("HUIQI_LANG", variable).stdin(Stdio::null()).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    for (variable, arguments) in [("xx", &["measures"][..]), ("zh_CN", &["--help"]), ("EN", &[])] {
        let said = format!("错误: 环境变量「HUIQI_LANG」不能是「{variable}」\n建议: 可用:zh、en\n");
        assert_eq!(with(variable, arguments), (2, said));
    }
    // The command line goes before the variable, whatever that says; one that is empty says nothing.
    for (variable, arguments) in [("xx", ["measures", "--lang", "en"]), ("en", ["measures", "--lang", "zh"])] {
        assert_eq!(with(variable, &arguments), (0, String::new()));
    }
    assert_eq!(with("", &["measures"]).0, 0);
    let (code, said) = with("xx", &["measures", "--lang", "fr"]);
    assert_eq!((code, said.lines().next()), (2, Some("错误: 「--lang <zh|en>」不能是「fr」")));
}

#[test]
fn a_number_that_cannot_be_is_refused_with_those_that_can() {
    for (language, words) in [("zh", "可用:1–1024"), ("en", "known here: 1–1024")] {
        let (code, out, err) = huiqi(&["batch", "clients.csv", "--jobs", "0", "--lang", language]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(words), "{err}");
    }
}

#[test]
fn exit_codes_are_kept() {
    let investor = example("venture-investor");
    assert_eq!(huiqi(&["assess", &investor]).0, 0);
    assert_eq!(huiqi(&["assess", "no-such-file.toml"]).0, 1);
    assert_eq!(huiqi(&[]).0, 2);
    assert_eq!(huiqi(&["assess", &investor, "--no-such-option"]).0, 2);
    assert_eq!(huiqi(&["explain", "no-such-measure"]).0, 2);
    assert_eq!(huiqi(&["assess", &investor, "--set", "no-such-fact=1"]).0, 2);
    assert_eq!(with_input(&["assess", "-"], "[facts\n").0, 4);
    assert_eq!(huiqi(&["assess", &investor, "--set", "paid-in-capital=?", "--complete"]).0, 5);
    assert_eq!(huiqi(&["assess", &investor, "--complete"]).0, 0);
    assert_eq!(huiqi(&["catalogue", "check"]).0, 0);
}

#[test]
fn without_a_profile_what_is_set_is_assessed() {
    let set = ["assess", "--set", "applicant=company", "--set", "business=venture-capital", "--format", "ndjson"];
    let (code, from_set, err) = huiqi(&set);
    assert_eq!((code, err.as_str()), (0, ""));
    let profile = r#"{"facts": {"applicant": ["company"], "business": ["venture-capital"]}}"#;
    assert_eq!(from_set, with_input(&["assess", "-", "--format", "ndjson"], profile).1);
    let (code, _, err) = huiqi(&["assess"]);
    assert_eq!(code, 2);
    assert!(err.contains("缺少 <档案>") && err.contains("或用 --set fact=value"), "{err}");
    let (_, _, err) = huiqi(&["assess", "--lang", "en"]);
    assert!(err.contains("missing: <PROFILE>") && err.contains("or use --set fact=value"), "{err}");
}

#[test]
fn only_the_measures_named_are_judged() {
    let investor = example("venture-investor");
    let ids = ["vc-local-investment-award", "digital-credit-assets"];
    let result = json(&["assess", &investor, "--measure", ids[0], "--measure", ids[1], "--format", "json"]);
    let mut judged: Vec<&str> =
        result["measures"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    judged.sort_unstable();
    assert_eq!(judged, ["digital-credit-assets", "vc-local-investment-award"]);
    assert_eq!(total(&result, "cash", "high").as_deref(), Some("800000.00"));
    let (code, _, err) = huiqi(&["assess", &investor, "--measure", "vc-local-investment-awrd", "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `vc-local-investment-award`?"), "{err}");
}

#[test]
fn an_output_file_is_whole_and_is_not_overwritten_without_force() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.json");
    let (investor, file) = (example("venture-investor"), path.to_str().unwrap());
    let arguments = ["assess", &investor, "--format", "json", "-o", file];
    assert_eq!(huiqi(&arguments).0, 0);
    let first = std::fs::read_to_string(&path).unwrap();
    assert!(serde_json::from_str::<Value>(&first).is_ok());
    let (code, _, err) = huiqi(&arguments);
    assert_eq!(code, 1);
    assert!(err.contains("--force"), "{err}");
    assert_eq!(huiqi(&[arguments.as_slice(), &["--force"]].concat()).0, 0);
}

#[test]
fn hostile_text_is_harmless_on_the_terminal_and_in_markdown() {
    let profile = r#"{"name": "\u001b[2J<script>\n# 假标题 | *x*", "id": "\u001b]0;a\u0007",
        "facts": {"\u001b[2Jkey": 1, "paid-in-capital": "\u001b]0;b\u0007\u202e"}}"#;
    let (_, table, messages) = with_input(&["assess", "-", "--color", "always"], profile);
    for text in [&table, &messages] {
        assert!(!text.contains("\u{1b}]") && !text.contains("\u{1b}[2J") && !text.contains('\u{202e}'), "{text:?}");
    }
    let (_, markdown, _) = with_input(&["assess", "-", "--format", "markdown"], profile);
    let heading = markdown.lines().next().unwrap();
    assert!(heading.contains("\\<script\\>") && heading.contains("\\# 假标题 \\|"), "{heading}");
    assert!(!markdown.contains('\u{1b}'));
}

/// The text without quotes and without names of offices and numbers of documents.
fn without_quotes_and_names(text: &str, names: &[String]) -> String {
    let mut rest = String::new();
    let mut depth = 0;
    for letter in text.chars() {
        match letter {
            '“' | '《' => depth += 1,
            '”' | '》' => depth -= 1,
            _ if depth == 0 && !letter.is_whitespace() => rest.push(letter),
            _ => {}
        }
    }
    names.iter().fold(rest, |rest, name| rest.replace(name.as_str(), ""))
}

#[test]
fn nothing_chinese_is_said_in_english_but_quotes_and_names() {
    let catalogue = huiqi::catalogue::load_embedded(huiqi::day::today()).unwrap();
    let mut names: Vec<String> = catalogue.clauses.iter().flat_map(|clause| clause.offices.clone()).collect();
    names.extend(catalogue.clauses.iter().map(|clause| clause.number.clone()));
    names.extend(["青岛某面馆", "青政发〔2020〕9号", "(个体工商户)", "个体工商户"].map(str::to_owned));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let (_, out, _) = huiqi(&["assess", &example("noodle-shop"), "--lang", "en"]);
    let rest = without_quotes_and_names(&out, &names);
    let han: String = rest.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).collect();
    assert_eq!(han, "", "{out}");
}

#[test]
fn a_table_of_clients_is_no_profile_and_the_way_to_batch_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients.csv");
    std::fs::write(&path, "名称\n甲\n").unwrap();
    let (code, out, err) = huiqi(&["assess", path.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("是一张表,不是档案;用 huiqi batch") && err.lines().count() == 1, "{err}");
}

#[test]
fn hostile_words_of_the_command_line_and_of_files_steer_no_terminal() {
    let hostile = "a\u{1b}]0;evil\u{7}\u{1b}[2J\u{1b}[8m\u{202e}\rb";
    let folder = tempfile::tempdir().unwrap();
    let inside = |name: &str| folder.path().join(format!("{hostile}{name}")).to_str().unwrap().to_owned();
    let [profile, table, absent] = ["p.toml", "t.csv", "no.toml"].map(inside);
    let escaped = "a\\u001b]0;evil\\u0007\\u001b[2J\\u202e\\rb";
    std::fs::write(&profile, format!("name = \"{escaped}\"\n[facts]\n\"{escaped}\" = 1\n")).unwrap();
    std::fs::write(&table, format!("名称,申报主体类型,{hostile}\n\"{hostile}\",{hostile},{hostile}\n")).unwrap();
    let (set, value) = (format!("{hostile}=1"), format!("paid-in-capital={hostile}"));
    let option = format!("--{hostile}");
    let out = format!("{absent}/out.html");
    let commands: [&[&str]; 15] = [
        &["assess", &profile],
        &["assess", &absent],
        &["assess", "--set", &set],
        &["assess", "--set", &value],
        &["assess", "--as-of", hostile],
        &["assess", &profile, "--format", "html", "-o", &out],
        &["assess", &option],
        &["batch", &table, "--to", "csv"],
        &["batch", &absent],
        &["batch", &table, "--map", &set],
        &["explain", hostile],
        &["measures", "--catalogue", &absent],
        &["catalogue", "check", "--catalogue", &absent],
        &["catalogue", "new", &table, "-o", &absent],
        &[hostile],
    ];
    for command in commands {
        for language in ["zh", "en"] {
            let mut run = Command::new(env!("CARGO_BIN_EXE_huiqi"));
            let ran = run.args(command).args(["--lang", language, "--color", "always"]).output().unwrap();
            for said in [&ran.stdout, &ran.stderr] {
                let said = String::from_utf8_lossy(said);
                for sequence in ["\u{1b}]", "\u{1b}[2J", "\u{1b}[8m", "\u{7}", "\u{202e}", "\rb"] {
                    assert!(!said.contains(sequence), "{command:?} lets {sequence:?} through:\n{said:?}");
                }
            }
        }
    }
}
