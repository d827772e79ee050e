//! The interview with answers that are written down beforehand, without a terminal.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

mod applicants;
mod random;

mod scripted {
    mod shipped;
}

use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::fact::Value;
use huiqi::interview::screen::{Broken, Entry, Face, Input, Screen};
use huiqi::interview::{Keeper, interview};
use huiqi::language::Language;
use huiqi::profile::Profile;
use jiff::civil::date;
use std::collections::VecDeque;

/// One grant that hangs on a fact of each kind of entry, one of them in two steps.
fn catalogue() -> Catalogue {
    let fact = |id: &str, kind: &str, zh: &str, more: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\ntopic = \"topic\"\ntype = \"{kind}\"\nlabel = {{ zh = \"{zh}\", en = \"{id}\" }}\n\
             question = {{ zh = \"{zh}?\", en = \"{id}?\" }}\nhelp = {{ zh = \"{zh}见证明。\", en = \"see {id}.\" }}\n{more}\n"
        )
    };
    let lines = (0..10).map(|at| {
        format!("{{ id = \"line-{at}\", group = \"group-{}\", zh = \"行业{at}\", en = \"line {at}\" }}", at / 5)
    });
    let lines = format!(
        "groups = [{{ id = \"group-0\", zh = \"甲类\", en = \"first\" }}, {{ id = \"group-1\", zh = \"乙类\", en = \"second\" }}]\n\
         choices = [{}]",
        lines.collect::<Vec<_>>().join(", ")
    );
    let kinds = "fixed = true\nchoices = [{ id = \"company\", zh = \"企业\", en = \"company\" }, { id = \"person\", zh = \"个人\", en = \"person\" }]";
    let facts = [
        "[[topic]]\nid = \"topic\"\nlabel = { zh = \"主题\", en = \"topic\" }\n".to_owned(),
        fact("applicant", "choices", "身份", kinds),
        fact("lines", "choices", "行业", &lines),
        fact("listed", "yes-no", "上市", ""),
        fact("capital", "money", "资金", "ask-when = { listed = true }"),
        fact("investment", "yearly-money", "投资", "years = 3"),
    ];
    let name = "{ zh = \"文件\", en = \"document\" }";
    let policy = format!(
        "title = {name}\nnumber = \"一号\"\nissuer = {name}\nadopted = \"2020-01-01\"\npublished = \"2020-01-01\"\n"
    );
    let clause = format!(
        "clause = \"一\"\ntitle = {name}\n[[measure]]\nid = \"grant\"\ntitle = {name}\nquote = \"给予补助\"\n\
         for = {{ applicant = \"company\" }}\nwhen = {{ lines = [\"line-1\", \"line-7\"], listed = true, capital = {{ at-least = \"2亿元\" }} }}\n\
         support = [{{ kind = \"grant\", amount = {{ rate = \"1%\", of = \"investment\" }} }}]\n"
    );
    let files = [("facts.toml", facts.concat()), ("first/policy.toml", policy), ("first/1-clause.toml", clause)];
    let files = files.map(|(path, text)| (path.to_owned(), text)).to_vec();
    load(&Source::of(files), date(2026, 11, 23)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Says what is written down, in order; to a question for which nothing is, that it is enough.
#[derive(Default)]
struct Script {
    says: VecDeque<Input>,
    screens: Vec<Screen>,
    told: Vec<String>,
}

impl Face for Script {
    fn ask(&mut self, screen: &Screen) -> Result<Input, Broken> {
        self.screens.push(screen.clone());
        Ok(self.says.pop_front().unwrap_or(Input::Stop))
    }

    fn tell(&mut self, paragraphs: &[String]) -> Result<(), Broken> {
        self.told.extend_from_slice(paragraphs);
        Ok(())
    }
}

impl Script {
    fn questions(&self) -> Vec<&str> {
        self.screens.iter().map(|screen| screen.question.as_str()).collect()
    }

    fn last(&self) -> &Screen {
        self.screens.last().unwrap()
    }
}

#[derive(Default)]
struct Kept(Vec<Profile>);

impl Keeper for Kept {
    fn keep(&mut self, profile: &Profile) -> Option<String> {
        self.0.push(profile.clone());
        None
    }
}

fn interviewed(catalogue: &Catalogue, says: impl IntoIterator<Item = Input>) -> (Script, Profile, Kept) {
    let mut script = Script { says: says.into_iter().collect(), ..Script::default() };
    let (mut profile, mut kept) = (Profile::default(), Kept::default());
    interview(catalogue, Language::Chinese, &mut profile, &mut script, &mut kept).unwrap();
    (script, profile, kept)
}

fn line(text: &str) -> Input {
    Input::Line(text.to_owned())
}

/// A company of two lines, listed, with enough capital.
fn up_to_the_capital() -> Vec<Input> {
    let lines = [Input::Several(vec![0, 1]), Input::Several(vec![1]), Input::Several(vec![2])];
    [vec![Input::Several(vec![0])], lines.to_vec(), vec![Input::One(0), line("3亿元")]].concat()
}

fn then(says: impl IntoIterator<Item = Input>) -> Vec<Input> {
    up_to_the_capital().into_iter().chain(says).collect()
}

fn value(catalogue: &Catalogue, profile: &Profile, fact: &str) -> Option<Value> {
    profile.value(catalogue.fact(fact).unwrap().1)
}

#[test]
fn a_question_in_two_steps_gives_the_choices_of_all_groups() {
    let catalogue = catalogue();
    let (script, profile, _) = interviewed(&catalogue, up_to_the_capital());
    assert_eq!(value(&catalogue, &profile, "lines"), Some(Value::Choices(vec![1, 7])));
    let steps = ["行业?(可多选)", "行业? —— 甲类(第 1 类,共 2 类)", "行业? —— 乙类(第 2 类,共 2 类)"];
    assert_eq!(script.questions()[1..4], steps);
}

#[test]
fn what_is_not_known_is_declined_and_not_asked_again() {
    let catalogue = catalogue();
    let (script, profile, _) = interviewed(&catalogue, then([Input::NotSure, line("")]));
    let (_, investment) = catalogue.fact("investment").unwrap();
    assert!(profile.is_declined(investment));
    assert_eq!(script.questions()[6..], ["投资?", "要改哪一项?"]);
}

#[test]
fn back_from_a_line_leads_to_the_line_before_with_its_text() {
    let (script, ..) = interviewed(&catalogue(), then([Input::Back]));
    assert_eq!(script.last().question, "资金?");
    assert_eq!(script.last().entry, Entry::Line { initial: "3亿元".into(), stands: true });
}

#[test]
fn back_from_a_line_leads_to_the_option_chosen() {
    let (script, ..) = interviewed(&catalogue(), then([Input::Back, Input::Back]));
    assert_eq!(script.last().entry, Entry::One { options: vec!["是".into(), "否".into()], chosen: Some(0) });
}

#[test]
fn back_from_one_option_leads_to_the_groups_chosen() {
    let (script, ..) = interviewed(&catalogue(), then([Input::Back, Input::Back, Input::Back]));
    let options = vec!["甲类".into(), "乙类".into()];
    assert_eq!(script.last().entry, Entry::Several { options, chosen: Some(vec![0, 1]) });
}

#[test]
fn back_from_several_options_leads_to_the_question_before() {
    let says = [Input::Several(vec![0]), Input::Back];
    let (script, ..) = interviewed(&catalogue(), says);
    let options = vec!["企业".into(), "个人".into()];
    assert_eq!(script.last().entry, Entry::Several { options, chosen: Some(vec![0]) });
}

#[test]
fn back_at_the_first_question_stays_there() {
    let (script, ..) = interviewed(&catalogue(), [Input::Back]);
    assert_eq!(script.questions(), ["身份?(可多选)", "身份?(可多选)"]);
    assert!(!script.screens[0].commands.back);
}

#[test]
fn back_in_the_second_group_leads_to_the_first_and_from_there_to_the_groups() {
    let says = [Input::Several(vec![0]), Input::Several(vec![0, 1]), Input::Several(vec![1]), Input::Back, Input::Back];
    let (script, ..) = interviewed(&catalogue(), says);
    assert_eq!(script.questions()[4..], ["行业? —— 甲类(第 1 类,共 2 类)", "行业?(可多选)"]);
}

#[test]
fn an_answer_changed_says_which_later_ones_do_not_matter_any_more_and_keeps_them() {
    let catalogue = catalogue();
    let (script, profile, _) = interviewed(&catalogue, then([Input::Back, Input::Back, Input::One(1)]));
    assert_eq!(script.last().notices, ["这样一改,这些回答目前不再影响结果(已保留,改回来仍然有效):身份、行业、资金"]);
    assert_eq!(value(&catalogue, &profile, "capital"), Some(Value::Number(30_000_000_000)));
}

#[test]
fn an_answer_changed_back_uses_the_later_ones_again() {
    let says = [Input::Back, Input::Back, Input::One(1), line("3"), Input::One(0)];
    let (script, ..) = interviewed(&catalogue(), then(says));
    assert_eq!(script.last().question, "投资?");
    assert_eq!(script.last().notices, Vec::<String>::new());
}

#[test]
fn an_answer_changed_to_one_that_changes_nothing_later_says_nothing() {
    let (script, ..) = interviewed(&catalogue(), then([Input::Back, line("4亿元")]));
    assert_eq!(script.last().question, "投资?");
    assert_eq!(script.last().notices, Vec::<String>::new());
}

#[test]
fn the_answers_are_kept_after_each_of_them() {
    let catalogue = catalogue();
    let (_, profile, kept) = interviewed(&catalogue, then([Input::NotSure]));
    assert_eq!(kept.0.len(), 5);
    assert_eq!(kept.0.last(), Some(&profile));
    assert_eq!(value(&catalogue, &kept.0[2], "listed"), Some(Value::YesNo(true)));
    assert_eq!(value(&catalogue, &kept.0[2], "capital"), None);
}

#[test]
fn enough_at_any_question_ends_with_what_is_known() {
    let catalogue = catalogue();
    for (says, answers) in [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2), (5, 3), (6, 4)] {
        let (script, profile, kept) = interviewed(&catalogue, up_to_the_capital().into_iter().take(says));
        assert_eq!((script.screens.len(), kept.0.len()), (says + 1, answers));
        let known = catalogue.facts.iter().filter(|fact| profile.value(fact).is_some()).count();
        assert_eq!(known, answers);
    }
}

#[test]
fn help_tells_what_is_meant_and_where_it_stands() {
    let (script, ..) = interviewed(&catalogue(), then([]));
    let explanation = &script.last().explanation;
    assert_eq!(script.last().question, "投资?");
    assert_eq!(explanation[0], "投资:投资见证明。");
    assert!(explanation.last().unwrap().contains("给予补助"), "{explanation:?}");
}

#[test]
fn a_wrong_amount_comes_back_to_be_mended() {
    let says = up_to_the_capital().into_iter().take(5).chain([line("三亿多")]);
    let (script, profile, _) = interviewed(&catalogue(), says);
    assert_eq!(script.last().entry, Entry::Line { initial: "三亿多".into(), stands: false });
    assert!(script.last().notices[0].contains("三亿多"), "{:?}", script.last().notices);
    assert_eq!(value(&catalogue(), &profile, "capital"), None);
}

#[test]
fn years_are_given_one_by_one_and_one_may_be_unknown() {
    let catalogue = catalogue();
    let (script, profile, _) = interviewed(&catalogue, then([line("100万元、120万元、不清楚")]));
    let years = vec![Some(100_000_000), Some(120_000_000), None];
    assert_eq!(value(&catalogue, &profile, "investment"), Some(Value::Years(years)));
    assert_eq!(script.last().question, "要改哪一项?");
}

#[test]
fn the_review_changes_an_answer_and_comes_back() {
    let catalogue = catalogue();
    let says = [line("100万元"), line("4"), line("5亿元"), line("")];
    let (script, profile, _) = interviewed(&catalogue, then(says));
    assert_eq!(script.questions()[7..], ["要改哪一项?", "资金?", "要改哪一项?"]);
    assert_eq!(value(&catalogue, &profile, "capital"), Some(Value::Number(50_000_000_000)));
    assert!(script.told.contains(&"4. 资金:5亿元".to_owned()), "{:?}", script.told);
}

#[test]
fn a_number_without_an_answer_is_named_in_the_review() {
    let (script, ..) = interviewed(&catalogue(), then([line("100万元"), line("9")]));
    assert_eq!(script.last().notices, ["没有第「9」项;输入 1 到 5,或直接回车看结果"]);
}
