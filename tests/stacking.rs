//! Rules on which measures count together: cases worked by hand over a small catalogue under
//! `tests/stacking`, and what is said of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use huiqi::catalogue::{Source, check, load, test};
use huiqi::fact::Value;
use huiqi::interview::plan::Plan;
use huiqi::language::Language;
use huiqi::money::Money;
use huiqi::problem::{Code, Problem, render};
use huiqi::profile::Profile;
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const AS_OF: Date = date(2021, 6, 30);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stacking")
}

fn shown(problems: &[Problem], source: &Source) -> String {
    render(problems, &source.files, Language::English, false)
}

/// What becomes of the program for one profile of the small catalogue.
fn run(arguments: &[&str], profile: &str) -> Output {
    let folder_of_profile = tempfile::tempdir().unwrap();
    let path = folder_of_profile.path().join("p.toml");
    std::fs::write(&path, format!("[facts]\napplicant = [\"company\"]\n{profile}\n")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .args(arguments)
        .arg(&path)
        .args(["--as-of", "2021-06-30", "--catalogue"])
        .arg(folder())
        .env_remove("HUIQI_LANG")
        .output()
        .unwrap()
}

/// What it prints.
fn huiqi(arguments: &[&str], profile: &str) -> String {
    let output = run(arguments, profile);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json(profile: &str) -> serde_json::Value {
    serde_json::from_str(&huiqi(&["assess", "--format", "json"], profile)).unwrap()
}

#[test]
fn the_catalogue_has_no_fault_and_every_word_of_it_is_quoted() {
    let source = Source::folder(&folder()).unwrap();
    let (_, problems) = check(&source, AS_OF);
    assert!(problems.is_empty(), "{}", shown(&problems, &source));
}

#[test]
fn every_case_worked_by_hand_holds() {
    let source = Source::folder(&folder()).unwrap();
    let (tested, mut problems) = test(&source, AS_OF).unwrap();
    // These cases are about sums; of the conditions they need not tell everything.
    problems.retain(|problem| problem.code != Code::Untested);
    assert!(problems.is_empty(), "{}", shown(&problems, &source));
    assert_eq!(tested.cases, 22);
}

#[test]
fn a_screen_says_which_measure_counts_in_the_words_of_the_document() {
    let text = huiqi(&["assess"], "first = [\"b\", \"c\"]\nsecond = []\nthird = []");
    let lines = "  资金:60万元\n    · 就高不重复:乙奖励、丙奖励只计最高的一项;计「丙奖励」\n      \
                 三项奖励只给最高的一项(一「以上奖励就高不重复」)\n";
    assert!(text.contains(lines), "{text}");
}

#[test]
fn a_screen_says_that_the_giver_chooses() {
    let text = huiqi(&["assess", "--lang", "en"], "first = []\nsecond = [\"i\", \"j\"]\nthird = []");
    let words = "the authority gives only one of: subsidy I, subsidy J; until it is settled which one counts, the sum spans the least \
                 to the most the authority gives one of the three subsidies";
    assert!(on_one_line(&text).contains("cash: 50,000 yuan to 400,000 yuan"), "{text}");
    assert!(on_one_line(&text).contains(words), "{text}");
}

#[test]
fn a_screen_says_to_what_a_limit_lowers_the_sum() {
    let text = huiqi(&["assess"], "first = []\nsecond = [\"k\", \"l\"]\nthird = []");
    let words = "合计上限:子资助、丑资助合起来不超过50万元;不限时最高70万元,按上限计为最高";
    assert!(text.contains(words), "{text}");
}

#[test]
fn a_rule_with_one_measure_left_is_not_mentioned() {
    let text = huiqi(&["assess"], "first = [\"c\"]\nsecond = []\nthird = []");
    assert!(!text.contains("就高不重复"), "{text}");
}

#[test]
fn a_page_and_a_text_to_hand_on_give_the_reason_too() {
    let profile = "first = [\"b\", \"c\"]\nsecond = []\nthird = []";
    for format in ["markdown", "html"] {
        let text = huiqi(&["assess", "--format", format], profile);
        assert!(text.contains("乙奖励、丙奖励只计最高的一项;计「丙奖励」"), "{format}: {text}");
        assert!(text.contains("以上奖励就高不重复"), "{format}: {text}");
    }
}

#[test]
fn a_measure_explained_names_the_rules_that_it_is_under() {
    let text = huiqi(&["explain", "q", "--lang", "en"], "first = []\nsecond = []\nthird = [\"p\", \"q\", \"r\"]");
    let words = "Together with other measures only the highest counts of: award P, award Q; with the other rules the \
                 sum is then highest: “award P” counts";
    assert!(on_one_line(&text).contains(words), "{text}");
}

#[test]
fn a_result_names_the_measures_that_count() {
    let result = json("first = [\"b\", \"c\"]\nsecond = []\nthird = []");
    let rule = &result["totals"]["cash"]["stacking"][0];
    assert_eq!(rule["rule"], "highest-of");
    assert_eq!(rule["measures"], serde_json::json!(["b", "c"]));
    assert_eq!(rule["counted"], serde_json::json!(["c"]));
    assert_eq!(rule["quote"], "以上奖励就高不重复");
}

#[test]
fn a_result_leaves_open_which_measure_counts_while_ranges_overlap() {
    let result = json("first = [\"a\", \"b\"]\nsecond = []\nthird = []");
    assert_eq!(result["totals"]["cash"]["stacking"][0]["counted"], serde_json::Value::Null);
}

#[test]
fn a_limit_that_hangs_on_a_fact_asks_for_it() {
    let result = json("first = []\nsecond = []\nthird = [\"w\", \"x\"]\nequipment = \"0\"");
    let rule = &result["totals"]["cash"]["stacking"][0];
    assert_eq!(
        rule["limit"],
        serde_json::json!({ "low": "0.00", "high": null, "without": "800000.00", "lowers": null })
    );
    assert_eq!(rule["missing"], serde_json::json!(["investment"]));
    assert_eq!(result["next_facts"], serde_json::json!(["investment"]));
}

#[test]
fn a_result_whose_only_open_thing_is_a_limit_is_not_complete() {
    let profile = "first = []\nsecond = []\nthird = [\"w\", \"x\"]\nequipment = \"0\"";
    let code = |profile: &str| run(&["assess", "--complete"], profile).status.code();
    assert_eq!(code(profile), Some(5));
    assert_eq!(code(&format!("{profile}\ninvestment = \"100万元\"")), Some(0));
}

#[test]
fn an_interview_counts_as_the_result_does_and_asks_for_the_limit_last() {
    let catalogue = load(&Source::folder(&folder()).unwrap(), AS_OF).unwrap();
    let mut profile = Profile::default();
    let mut give = |fact: &str, choices: &[&str]| {
        let (_, fact) = catalogue.fact(fact).unwrap();
        let at = |id: &&str| fact.choices.iter().position(|choice| choice.id == *id).unwrap();
        profile.give(fact, &Value::Choices(choices.iter().map(at).collect()));
    };
    give("applicant", &["company"]);
    give("first", &["b", "c"]);
    give("second", &["k", "l"]);
    give("third", &["w", "x"]);
    let mut plan = Plan::new(&catalogue);
    let next = plan.next(&profile, None).and_then(|fact| catalogue.facts.get(fact.0));
    assert_eq!(next.map(|fact| fact.id.as_str()), Some("investment"));
    let standing = plan.standing();
    // 60 + 30 to 60 + 50 + 80, in 万元.
    assert_eq!((standing.firm, standing.most), (wan(90), wan(190)));
    assert_eq!((standing.without_top, standing.questions), (0, 1));
}

#[test]
fn what_hangs_on_a_question_is_summed_up_under_the_rules() {
    let catalogue = load(&Source::folder(&folder()).unwrap(), AS_OF).unwrap();
    let mut profile = Profile::default();
    for (fact, choices) in [("applicant", vec![0]), ("second", vec![]), ("third", vec![])] {
        profile.give(catalogue.fact(fact).unwrap().1, &Value::Choices(choices));
    }
    let mut plan = Plan::new(&catalogue);
    plan.look_at(&profile);
    let stake = plan.stake(catalogue.fact("first").unwrap().0);
    // The highest of 30, 50 and 60; 25 rather than 10; 30 rather than premises; in 万元.
    assert_eq!((stake.measures, stake.cash, stake.without_figure), (7, wan(115), 0));
}

#[test]
fn on_a_question_hang_the_measures_of_a_limit_and_others_in_their_order() {
    let mut source = Source::folder(&folder()).unwrap();
    let last = source.files.iter_mut().find(|file| file.path.ends_with("9-clause.toml")).unwrap();
    last.text.to_mut().push_str(
        "\n[[measure]]\nid = \"later\"\ntitle = { zh = \"后\", en = \"later\" }\nquote = \"对西给予50万元奖励\"\n\
         for = { applicant = \"company\" }\n\
         support = [{ kind = \"grant\", amount = { rate = \"10%\", of = \"investment\" } }]\n",
    );
    let catalogue = load(&source, AS_OF).unwrap();
    let mut profile = Profile::default();
    let (_, third) = catalogue.fact("third").unwrap();
    let at = |id: &str| third.choices.iter().position(|choice| choice.id == id).unwrap();
    let chosen = vec![at("w"), at("x")];
    for (fact, choices) in [("applicant", vec![0]), ("first", vec![]), ("second", vec![]), ("third", chosen)] {
        profile.give(catalogue.fact(fact).unwrap().1, &Value::Choices(choices));
    }
    let mut plan = Plan::new(&catalogue);
    plan.look_at(&profile);
    let [investment, equipment] = ["investment", "equipment"].map(|fact| catalogue.fact(fact).unwrap().0);
    let ids = |fact| plan.measures_on(fact).into_iter().map(|measure| measure.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids(investment), ["w", "x", "later"]);
    assert_eq!(ids(equipment), [""; 0]);
    assert!(plan.matters(investment) && !plan.matters(equipment));
    assert_eq!(plan.stake(investment).measures, 3);
}

fn wan(number: i128) -> Money {
    Money::from_fen(number * 1_000_000)
}

#[test]
fn a_limit_out_of_reach_asks_for_nothing() {
    let result = json("first = []\nsecond = []\nthird = []\nequipment = \"0\"");
    assert_eq!(result["next_facts"], serde_json::json!([]));
}
