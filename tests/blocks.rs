//! Rows and lines that are written for whole blocks say what is said of each client alone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]

mod invariants;
mod random;
mod reference;

use huiqi::assess::{Assessment, RuledOutBy, Verdict, assess};
use huiqi::block::{Block, LANES, only};
use huiqi::bulk::Bulk;
use huiqi::catalogue::{Catalogue, load_embedded};
use huiqi::json_text;
use huiqi::language::Language;
use huiqi::problem::{Code, Problem};
use huiqi::profile::Profile;
use huiqi::report::block::{Brief, Judged, lines::Lines, wide::Rows};
use huiqi::report::client::CellProblem;
use huiqi::report::csv::said;
use huiqi::report::figures::{self, Figure};
use huiqi::report::formula::guarded;
use huiqi::report::json::{Detail, Writer, warnings};
use huiqi::report::words;
use invariants::run::{MOST_FACTS, cases, runner};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use random::catalogues::{AS_OF, catalogues};
use random::marks::Drawn;
use random::profiles::{ProfilePlan, profiles};
use std::borrow::Cow;
use std::ops::ControlFlow;

const NAMES: [&str; 6] = ["甲公司", "=1+1", "乙,丙\"丁\"", "é\u{202e}", "", "（集团）\n有限公司"];
const OTHERS: [&str; 3] = ["", "a,b", "备注"];

/// A client with what its table says besides.
struct Client {
    profile: Profile,
    other: &'static str,
    problems: Vec<CellProblem>,
}

fn clients(catalogue: &Catalogue, plans: &[ProfilePlan]) -> Vec<Client> {
    let drawn = Drawn::new(catalogue);
    let client = |(at, plan): (usize, &ProfilePlan)| {
        let mut profile = drawn.known(plan).profile(catalogue);
        profile.name = (at % 5 != 4).then(|| NAMES[at % NAMES.len()].to_owned());
        profile.id = (at % 3 == 0).then(|| format!("{at}"));
        let problem = || CellProblem {
            place: format!("B{at}"),
            row: at,
            column: Some("实缴资金".to_owned()),
            value: Some("约,1".to_owned()),
            problem: Problem::nowhere(Code::BadValue, "看不懂", "not understood").into(),
        };
        Client { profile, other: OTHERS[at % OTHERS.len()], problems: (0..at % 3).map(|_| problem()).collect() }
    };
    plans.iter().enumerate().map(client).collect()
}

fn written(catalogue: &Catalogue, clients: &[Client], language: Language) -> (String, String) {
    let bulk = Bulk::new(catalogue);
    let mut desk = bulk.desk();
    let mut block = Block::new(&catalogue.facts);
    clients.iter().enumerate().for_each(|(lane, client)| block.put(lane, &client.profile));
    block.sum_up();
    let lanes = (0..clients.len()).fold(0, |lanes, lane| lanes | only(lane));
    let briefs = || {
        clients.iter().enumerate().map(|(lane, client)| Brief {
            lane,
            row: lane + 2,
            name: client.profile.name.as_deref(),
            id: client.profile.id.as_deref(),
            others: [(0, client.other)].into_iter().filter(|(_, text)| !text.is_empty()).collect(),
            problems: &client.problems,
        })
    };
    let mut judged = Judged::new(lanes, &block, &bulk, &mut desk);
    let (rows, lines) =
        (Rows::new(catalogue, &bulk, 1, b',', language), Lines::new(catalogue, &bulk, &["备注".to_owned()], language));
    let (mut table, mut text) = (Vec::new(), Vec::new());
    let _ = rows.write(&mut judged, briefs(), &mut rows.kept(), &mut table, |_| ControlFlow::Continue(()));
    let _ = lines.write(&mut judged, briefs(), &mut lines.kept(), &mut text, |_| ControlFlow::Continue(()));
    (String::from_utf8(table).unwrap(), String::from_utf8(text).unwrap())
}

/// The line of one client, through the document of its result.
fn line(catalogue: &Catalogue, client: &Client, assessment: &Assessment<'_>, language: Language) -> String {
    let mut all: Vec<_> = client.problems.iter().map(|problem| warnings::of_cell(problem, language)).collect();
    all.extend(warnings::of_result(catalogue, &assessment.ignored, language));
    let others = [("备注".to_owned(), client.other.to_owned())].into_iter().filter(|(_, text)| !text.is_empty());
    let writer = Writer { catalogue, language, detail: Detail::Lean };
    String::from_utf8(json_text::line(&writer.document(&client.profile, assessment, all, others))).unwrap()
}

/// The cells of one client.
fn cells(catalogue: &Catalogue, lane: usize, client: &Client, it: &Assessment<'_>, language: Language) -> Vec<String> {
    let (profile, join) = (&client.profile, language.pick(";", "; "));
    let own = |text: &Option<String>| guarded(text.as_deref().unwrap_or_default()).into_owned();
    let mut problems: Vec<String> =
        client.problems.iter().map(|problem| guarded(&said(problem, language)).into_owned()).collect();
    let ignored: Vec<String> = it
        .ignored
        .iter()
        .map(|id| &catalogue.facts[id.0].label)
        .map(|label| language.pick(format!("「{}」", label.zh), format!("`{}`", label.en)))
        .collect();
    problems.extend(match (ignored.as_slice(), language) {
        ([], _) => None,
        (several, Language::Chinese) => Some(format!("{}对这个主体不适用,没有用到", several.join("、"))),
        ([one], Language::English) => Some(format!("{one} does not apply to this applicant and was left aside")),
        (several, Language::English) => {
            Some(format!("{} do not apply to this applicant and were left aside", several.join(", ")))
        }
    });
    let mut cells = vec![(lane + 2).to_string(), own(&profile.name), own(&profile.id)];
    cells.extend([guarded(client.other), guarded(&problems.join(join))].map(Cow::into_owned));
    let conditions = (Verdict::Ineligible, Some(RuledOutBy::Conditions));
    for (verdict, by) in
        [(Verdict::Eligible, None), (Verdict::Provisional, None), (Verdict::Undetermined, None), conditions]
    {
        let counted = it.findings.iter().filter(|it| it.verdict == verdict && it.ruled_out_by == by);
        cells.push(counted.count().to_string());
    }
    for (class, stated) in figures::classes(catalogue) {
        let total = it.totals.iter().find(|total| total.class == class);
        let figure = |figure: Figure| match figure {
            Figure::Amount(money) => money.plain(),
            other => other.words(language).unwrap().to_owned(),
        };
        let three = total.map_or_else(|| vec![String::new(); 3], |it| figures::of_total(it).map(figure).to_vec());
        cells.extend(three.into_iter().filter(|_| stated));
        cells.push(total.map_or_else(String::new, |total| total.unstated.to_string()));
    }
    let next = words::facts(&it.next_facts, catalogue, language);
    cells.push(next.into_iter().take(3).collect::<Vec<_>>().join(join));
    for finding in &it.findings {
        let verdict = words::verdict(finding.verdict, finding.ruled_out_by, language);
        let support = words::supports_in_short(&finding.supports, language);
        cells.push(if support.is_empty() { verdict.to_owned() } else { format!("{verdict}{join}{support}") });
    }
    cells
}

fn rows_and_lines_agree(catalogue: &Catalogue, plans: &[ProfilePlan]) -> Result<(), TestCaseError> {
    let clients = clients(catalogue, plans);
    for language in [Language::Chinese, Language::English] {
        let (table, lines) = written(catalogue, &clients, language);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), clients.len());
        prop_assert_eq!(lines.lines().count(), clients.len());
        for (lane, (client, (row, found))) in clients.iter().zip(rows.iter().zip(lines.lines())).enumerate() {
            let assessment = assess(catalogue, &client.profile);
            prop_assert_eq!(found, line(catalogue, client, &assessment, language));
            prop_assert_eq!(row, &csv::StringRecord::from(cells(catalogue, lane, client, &assessment, language)));
        }
    }
    Ok(())
}

#[test]
fn rows_and_lines_of_a_block_are_those_of_each_client_alone_on_random_catalogues() {
    let strategy = (catalogues(MOST_FACTS), prop::collection::vec(profiles(MOST_FACTS), LANES));
    let outcome = runner(cases().div_ceil(LANES), 400).run(&strategy, |(plan, profiles)| {
        let Ok(catalogue) = plan.load() else { return Err(TestCaseError::reject("it does not load")) };
        rows_and_lines_agree(&catalogue, &profiles)
            .map_err(|why| TestCaseError::fail(format!("{why}\n{}", plan.text())))
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn rows_and_lines_of_a_block_are_those_of_each_client_alone_on_the_shipped_catalogue() {
    let catalogue = load_embedded(AS_OF).unwrap();
    let strategy = prop::collection::vec(profiles(catalogue.facts.len()), LANES);
    let outcome = runner(20, 40).run(&strategy, |plans| rows_and_lines_agree(&catalogue, &plans));
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
