//! Which question comes next, worked out by hand over ten measures.

#![allow(clippy::unwrap_used, clippy::panic)]

use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::fact::{FactId, Value};
use huiqi::interview::plan::Plan;
use huiqi::interview::standing::{Stake, Standing};
use huiqi::money::Money;
use huiqi::profile::Profile;
use huiqi::truth::Truth;
use jiff::civil::date;

/// Each with 1万元, but for the last, and what it hangs on beside that the applicant is a company.
const MEASURES: [(&str, &[&str]); 10] = [
    ("p", &["a", "b"]),
    ("q", &["a", "b"]),
    ("r", &["a", "b"]),
    ("s", &["c"]),
    ("u", &["d", "f"]),
    ("v", &["d", "f"]),
    ("w", &["d", "f"]),
    ("z", &["d", "f"]),
    ("x", &["e"]),
    ("y", &["e"]),
];

/// A count and an amount of money.
const NUMBERS: &str = r#"
[[fact]]
id = "n"
topic = "two"
type = "count"
unit = { zh = "个", en = "pieces" }
label = { zh = "n", en = "n" }
question = { zh = "n?", en = "n?" }
help = { zh = "见n。", en = "see n." }
[[fact]]
id = "m"
topic = "two"
type = "money"
max = "5000元"
label = { zh = "m", en = "m" }
question = { zh = "m?", en = "m?" }
help = { zh = "见m。", en = "see m." }
"#;

/// Three topics: who the applicant is; `a`, `b`, `c`; and `d`, `e`, `f`. The last measure promises
/// something without a figure.
fn catalogue() -> Catalogue {
    with("", &[])
}

/// The same with more facts, and with more measures.
fn with(more_facts: &str, more_measures: &[(&str, &[&str])]) -> Catalogue {
    let fact = |id: &str, topic: &str, kind: &str, more: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\ntopic = \"{topic}\"\ntype = \"{kind}\"\nlabel = {{ zh = \"{id}\", en = \"{id}\" }}\n\
             question = {{ zh = \"{id}?\", en = \"{id}?\" }}\nhelp = {{ zh = \"见{id}。\", en = \"see {id}.\" }}\n{more}\n"
        )
    };
    let topics = ["who", "one", "two"]
        .map(|id| format!("[[topic]]\nid = \"{id}\"\nlabel = {{ zh = \"{id}\", en = \"{id}\" }}\n"));
    let kinds = "fixed = true\nchoices = [{ id = \"company\", zh = \"企业\", en = \"company\" }, { id = \"person\", zh = \"个人\", en = \"person\" }]";
    let mut facts = topics.concat() + &fact("applicant", "who", "choices", kinds);
    for (id, topic) in [("a", "one"), ("b", "one"), ("c", "one"), ("d", "two"), ("e", "two"), ("f", "two")] {
        facts.push_str(&fact(id, topic, "yes-no", ""));
    }
    facts.push_str(more_facts);
    let name = "{ zh = \"文件\", en = \"document\" }";
    let policy = format!(
        "title = {name}\nnumber = \"一号\"\nissuer = {name}\nadopted = \"2020-01-01\"\npublished = \"2020-01-01\"\n"
    );
    let mut clause = format!("clause = \"一\"\ntitle = {name}\n");
    for (id, facts) in MEASURES.iter().chain(more_measures) {
        let when: Vec<String> = facts.iter().map(|fact| format!("{fact} = true")).collect();
        let amount = match *id {
            "y" => "unstated = true",
            "less" => "each = \"1万元\", of = \"n\", years = 3, less = \"m\", cap = \"3万元\"",
            "either" => {
                "cases = [{ when = { d = true }, amount = { up-to = \"1万元\" } },
                 { when = { d = false }, amount = { up-to = { each = \"1万元\", of = \"n\" }, cap = \"1万元\" } }]"
            }
            _ => "exactly = \"1万元\"",
        };
        clause.push_str(&format!(
            "[[measure]]\nid = \"{id}\"\ntitle = {name}\nquote = \"给予补助\"\nfor = {{ applicant = \"company\" }}\n\
             when = {{ {} }}\nsupport = [{{ kind = \"grant\", amount = {{ {amount} }} }}]\n",
            when.join(", ")
        ));
    }
    let files = [("facts.toml", facts), ("first/policy.toml", policy), ("first/1-clause.toml", clause)];
    let files = files.map(|(path, text)| (path.to_owned(), text)).to_vec();
    load(&Source::of(files), date(2026, 11, 23)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

struct Asked<'c> {
    catalogue: &'c Catalogue,
    profile: Profile,
    plan: Plan<'c>,
}

impl<'c> Asked<'c> {
    fn company(catalogue: &'c Catalogue) -> Self {
        let mut profile = Profile::default();
        profile.give(catalogue.fact("applicant").unwrap().1, &Value::Choices(vec![0]));
        Self { catalogue, profile, plan: Plan::new(catalogue) }
    }

    fn id(&self, fact: &str) -> FactId {
        self.catalogue.fact(fact).unwrap().0
    }

    fn give(&mut self, fact: &str, yes: bool) {
        self.profile.give(self.catalogue.fact(fact).unwrap().1, &Value::YesNo(yes));
    }

    fn next(&mut self, topic: Option<usize>) -> &'c str {
        let next = self.plan.next(&self.profile, topic);
        next.map_or("", |fact| self.catalogue.facts.get(fact.0).unwrap().id.as_str())
    }

    fn standing(&mut self) -> Standing {
        self.plan.look_at(&self.profile);
        self.plan.standing()
    }

    fn measures_on(&mut self, fact: &str) -> Vec<&'c str> {
        self.plan.look_at(&self.profile);
        self.plan.measures_on(self.id(fact)).into_iter().map(|measure| measure.id.as_str()).collect()
    }

    fn matters(&mut self, fact: &str) -> bool {
        self.plan.look_at(&self.profile);
        self.plan.matters(self.id(fact))
    }
}

fn wan(number: i128) -> Money {
    Money::from_fen(number * 1_000_000)
}

#[test]
fn who_the_applicant_is_comes_first_whatever_the_topic() {
    let catalogue = catalogue();
    let mut asked = Asked::company(&catalogue);
    asked.profile = Profile::default();
    for topic in [None, Some(0), Some(1), Some(2)] {
        assert_eq!(asked.next(topic), "applicant");
    }
}

#[test]
fn who_the_applicant_is_comes_in_its_topic_where_not_everybody_is_asked() {
    let fact = "[[fact]]\nid = \"g\"\ntopic = \"two\"\ntype = \"yes-no\"\nfixed = true\n\
                label = { zh = \"g\", en = \"g\" }\nquestion = { zh = \"g?\", en = \"g?\" }\n\
                help = { zh = \"见g。\", en = \"see g.\" }\nask-when = { c = true }\n";
    let catalogue = with(fact, &[("t", &["g"])]);
    let mut asked = Asked::company(&catalogue);
    asked.give("c", true);
    assert_eq!(asked.next(Some(1)), "a");
    asked.give("e", true);
    assert_eq!(asked.next(Some(2)), "g");
}

#[test]
fn a_topic_is_kept_and_in_it_what_a_measure_hangs_on_alone_goes_first() {
    let catalogue = catalogue();
    let mut asked = Asked::company(&catalogue);
    // `a` and `b` settle more, but `c` must be asked in any case.
    assert_eq!(asked.next(Some(1)), "c");
    asked.give("c", true);
    assert_eq!(asked.next(Some(1)), "a");
    asked.give("a", true);
    assert_eq!(asked.next(Some(1)), "b");
    asked.give("b", false);
    // Nothing is left of the topic.
    assert_eq!(asked.next(Some(1)), "e");
}

#[test]
fn a_new_topic_is_the_one_where_most_can_be_settled() {
    let catalogue = catalogue();
    let mut asked = Asked::company(&catalogue);
    // Half of four measures with `d` against half of three with `a`; of that topic `e` goes first.
    assert_eq!(asked.next(None), "e");
    assert_eq!(asked.next(Some(0)), "e");
    asked.give("e", true);
    assert_eq!(asked.next(Some(2)), "d");
    asked.give("d", false);
    assert_eq!(asked.next(Some(2)), "c");
    asked.give("c", true);
    asked.give("a", false);
    assert_eq!(asked.next(Some(1)), "");
}

#[test]
fn what_hangs_on_a_question_is_counted() {
    let catalogue = catalogue();
    let mut asked = Asked::company(&catalogue);
    assert_eq!(asked.measures_on("d"), ["u", "v", "w", "z"]);
    assert_eq!(asked.plan.stake(asked.id("d")), Stake { measures: 4, cash: wan(4), without_figure: 0 });
    assert_eq!(asked.measures_on("e"), ["x", "y"]);
    assert_eq!(asked.plan.stake(asked.id("e")), Stake { measures: 2, cash: wan(1), without_figure: 1 });
    assert!(["a", "b", "c", "d", "e", "f"].iter().all(|fact| asked.matters(fact)));
    asked.give("f", false);
    assert_eq!(asked.measures_on("d"), [""; 0]);
    assert_eq!(asked.plan.stake(asked.id("d")), Stake { measures: 0, cash: wan(0), without_figure: 0 });
    assert_eq!(["c", "d", "e"].map(|fact| asked.matters(fact)), [true, false, true]);
    assert_eq!(asked.plan.applies(asked.id("d")), Truth::Holds);
}

#[test]
fn how_far_an_interview_is_follows_every_answer_and_its_change() {
    let catalogue = catalogue();
    let mut asked = Asked::company(&catalogue);
    let begun = Standing {
        settled: 0,
        applying: 0,
        open: 10,
        unclear: 0,
        questions: 6,
        firm: wan(0),
        most: wan(9),
        without_top: 0,
    };
    assert_eq!(asked.standing(), begun);
    asked.give("c", true);
    let applies = Standing { settled: 1, applying: 1, open: 9, questions: 5, firm: wan(1), ..begun.clone() };
    assert_eq!(asked.standing(), applies);
    asked.give("c", false);
    let fails = Standing { applying: 0, firm: wan(0), most: wan(8), ..applies.clone() };
    assert_eq!(asked.standing(), fails);
    asked.give("c", true);
    assert_eq!(asked.standing(), applies);
    // Not known for good.
    asked.profile.decline(catalogue.fact("c").unwrap().1);
    let unclear = Standing { unclear: 1, settled: 0, applying: 0, firm: wan(0), ..applies.clone() };
    assert_eq!(asked.standing(), unclear);
    asked.profile.forget(catalogue.fact("c").unwrap().1);
    assert_eq!(asked.standing(), begun);
    // All four of `d` and `f` fail with one of them.
    asked.give("d", false);
    let four = Standing { settled: 4, open: 6, questions: 4, most: wan(5), ..begun };
    assert_eq!(asked.standing(), four);
}

#[test]
fn what_only_few_numbers_of_another_fact_let_matter_is_asked_though_the_condition_stays_unknown() {
    let catalogue = with(NUMBERS, &[("less", &["a"])]);
    let mut asked = Asked::company(&catalogue);
    asked.profile.decline(catalogue.fact("a").unwrap().1);
    // With n = 1 it is 3万元 where m is nothing, and 2.5万元 where m is 5000元; with n = 2 at least 5.5万元
    // would be given, and the limit of 3万元 is reached whatever m is, as with every greater n.
    assert_eq!(asked.measures_on("m"), ["less"]);
    assert_eq!(asked.measures_on("n"), ["less"]);
}

#[test]
fn which_case_holds_is_not_asked_where_both_come_to_the_same_for_all_that_can_be_known() {
    let catalogue = with(NUMBERS, &[("either", &["b"])]);
    let mut asked = Asked::company(&catalogue);
    assert!(asked.measures_on("d").contains(&"either"), "with n = 0 it is nothing without d");
    asked.profile.decline(catalogue.fact("n").unwrap().1);
    // Up to 1万元 with d; without it up to 1万元 for each of any number of n, and no more than 1万元.
    assert!(!asked.measures_on("d").contains(&"either"));
}
