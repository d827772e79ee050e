//! A second document, that of a county, is TOML only: complete alone and beside the shipped one.

#![allow(clippy::unwrap_used)]

use huiqi::assess::{Assessment, RuledOutBy, Verdict, assess};
use huiqi::catalogue::drafting::draft;
use huiqi::catalogue::{Catalogue, Source, check, coverage, load, test};
use huiqi::language::Language;
use huiqi::measure::Class;
use huiqi::problem::{Problem, render};
use huiqi::profile_file::{self, Format};
use jiff::civil::{Date, date};
use std::path::Path;

const AS_OF: Date = date(2025, 3, 1);

fn files(folder: &str) -> Vec<(String, String)> {
    let source = Source::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    source.files.into_iter().map(|file| (file.path, file.text.into_owned())).collect()
}

fn alone() -> Source {
    Source::of(files("tests/county"))
}

/// Both documents; the facts that any document may ask are those of the shipped catalogue.
fn together() -> Source {
    let county = files("tests/county").into_iter().filter(|(path, _)| path != "facts.toml");
    Source::of(files("policies").into_iter().chain(county))
}

fn said(problems: &[Problem], source: &Source) -> String {
    render(problems, &source.files, Language::English, false)
}

fn is_green(source: &Source) {
    let (_, problems) = check(source, AS_OF);
    assert!(problems.is_empty(), "{}", said(&problems, source));
    let (coverage, problems) = coverage(source, AS_OF);
    assert!(problems.is_empty(), "{}", said(&problems, source));
    assert_eq!((coverage.uncovered, coverage.verbatim), (0, coverage.quotes));
    let (_, problems) = test(source, AS_OF).unwrap();
    assert!(problems.is_empty(), "{}", said(&problems, source));
}

fn assessed<'c>(catalogue: &'c Catalogue, facts: &str) -> Assessment<'c> {
    let text = format!("[facts]\n{facts}");
    let (profile, problems) = profile_file::read(catalogue, &text, Format::Toml, 0).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    assess(catalogue, &profile)
}

fn cash(assessment: &Assessment<'_>) -> (String, Option<String>) {
    let total = assessment.totals.iter().find(|total| total.class == Class::Cash).unwrap();
    (total.low.plain(), total.high.map(huiqi::money::Money::plain))
}

/// The county's measures that are not ruled out, by id.
fn found(assessment: &Assessment<'_>) -> Vec<String> {
    let county = assessment.findings.iter().filter(|it| it.measure.id.starts_with("yunling-"));
    let mut ids: Vec<String> =
        county.filter(|it| it.verdict != Verdict::Ineligible).map(|it| it.measure.id.to_string()).collect();
    ids.sort();
    ids
}

/// The same catalogue with the county's measures only.
fn county_only(catalogue: &Catalogue) -> Catalogue {
    let ids: Vec<&str> =
        catalogue.measures.iter().map(|it| it.id.as_str()).filter(|id| id.starts_with("yunling-")).collect();
    let mut county = catalogue.clone();
    county.only(&ids);
    county
}

#[test]
fn the_document_is_complete_alone() {
    is_green(&alone());
}

#[test]
fn the_document_is_complete_beside_the_shipped_one() {
    is_green(&together());
}

/// The facts cut out for the document alone are word for word those of the shipped catalogue.
#[test]
fn the_shared_facts_are_those_of_the_shipped_catalogue() {
    let shared = |folder| files(folder).into_iter().find(|(path, _)| path == "facts.toml").unwrap().1;
    let (cut, whole) = (shared("tests/county"), shared("policies"));
    let tables = |text: &str| {
        text.split("\n\n").filter(|part| part.starts_with("[[")).map(str::trim).map(String::from).collect::<Vec<_>>()
    };
    let whole = tables(&whole);
    assert!(tables(&cut).iter().all(|table| whole.contains(table)));
}

/// Drafted from its text alone, the document has the clauses and the offices of the finished one.
#[test]
fn the_document_is_drafted_as_it_was_finished() {
    let text = files("tests/county").into_iter().find(|(path, _)| path.ends_with("source.txt")).unwrap().1;
    let drafted = draft(&text).unwrap().files.into_iter().map(|(name, text)| (format!("drafted/{name}"), text));
    let clauses = |source| {
        let clauses = load(&source, AS_OF).unwrap().clauses.into_iter();
        clauses.map(|it| (it.number, it.offices)).collect::<Vec<_>>()
    };
    assert_eq!(clauses(Source::of(drafted)), clauses(alone()));
}

/// 1.2 million for the project or 1 to 1.5 million for the equipment, whichever is higher
/// (article 18), and 0.3 + 1 million for land and rating, below the limit of 1.5 (article 21):
/// 2.5 to 2.8 million. Everything else of the county, and of the shipped document, is ruled out or
/// gives this company no cash.
#[test]
fn a_logistics_company_is_assessed_against_both_documents() {
    let source = together();
    let catalogue = load(&source, AS_OF).unwrap();
    let facts = r#"
        applicant = ["company"]
        business = ["logistics"]
        registered-in-yunling = true
        listed-as-dishonest = false
        logistics-project = true
        new-logistics-project = true
        project-fixed-investment = "5000万元"
        equipment-purchases = "1000万元"
        county-headquarters = "none"
        storage-land = "10"
        rents-standard-warehouse = false
        logistics-rating = "5a"
        higher-level-rating-award = "0"
        tourism-business = []
        investment-agency = false
    "#;
    let assessment = assessed(&catalogue, facts);
    let county = county_only(&catalogue);
    assert_eq!(cash(&assessed(&county, facts)), ("2500000.00".to_owned(), Some("2800000.00".to_owned())));
    // What the city's document leaves open can only add to it.
    assert_eq!(cash(&assessment).0, "2500000.00");
    let measures = ["yunling-equipment-grant", "yunling-land-grant", "yunling-project-award", "yunling-rating-award"];
    assert_eq!(found(&assessment), measures);
}

/// 12,345 nights at 10 yuan and 11 full steps of visits at 20,000 yuan: 123,450 + 220,000.
#[test]
fn a_tourism_company_is_assessed_against_both_documents() {
    let source = together();
    let catalogue = load(&source, AS_OF).unwrap();
    let facts = r#"
        applicant = ["company"]
        listed-as-dishonest = false
        business = ["culture"]
        tourism-business = ["travel-agency", "scenic-site"]
        guest-nights = 12345
        yearly-visitors = 119999
        logistics-project = false
        investment-agency = false
    "#;
    let county = county_only(&catalogue);
    assert_eq!(cash(&assessed(&county, facts)), ("343450.00".to_owned(), Some("343450.00".to_owned())));
    let assessment = assessed(&catalogue, facts);
    assert_eq!(cash(&assessment).0, "343450.00");
    assert_eq!(found(&assessment), ["yunling-guest-award", "yunling-visitor-award"]);
}

#[test]
fn an_article_that_has_expired_is_ruled_out_by_its_period() {
    let facts =
        "applicant = [\"company\"]\nbusiness = [\"catering\"]\nlisted-as-dishonest = false\nlate-opening = true\n";
    let source = together();
    let verdict = |day| {
        let catalogue = load(&source, day).unwrap();
        let assessment = assessed(&catalogue, facts);
        let finding = assessment.findings.iter().find(|it| it.measure.id == "yunling-late-opening-award").unwrap();
        (finding.verdict, finding.ruled_out_by)
    };
    assert_eq!(verdict(date(2024, 12, 31)), (Verdict::Eligible, None));
    assert_eq!(verdict(date(2025, 1, 1)), (Verdict::Ineligible, Some(RuledOutBy::Period)));
}

/// Each command in the guide for authors prints what stands below it there; … stands for what is left out.
#[test]
fn the_guide_shows_what_the_program_prints() {
    let guide = std::fs::read_to_string("policies/README.md").unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("policies")).unwrap();
    std::fs::copy("tests/county/yunling-logistics-2024/source.txt", folder.path().join("yunling.txt")).unwrap();
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/county");
    let blocks = guide.split("```console\n").skip(1).map(|block| block.split("```").next().unwrap());
    let commands: Vec<(&str, &str)> =
        blocks.flat_map(|block| block.split("$ huiqi ").skip(1)).map(|it| it.split_once('\n').unwrap()).collect();
    assert_eq!(commands.len(), 5);
    for (command, shown) in commands {
        let command = command.replace("tests/county", county.to_str().unwrap());
        let mut huiqi = std::process::Command::new(env!("CARGO_BIN_EXE_huiqi"));
        huiqi.args(command.split(' ')).current_dir(folder.path());
        let output = huiqi.env_remove("HUIQI_LANG").env_remove("HUIQI_CATALOGUE").output().unwrap();
        let printed = String::from_utf8([output.stderr, output.stdout].concat()).unwrap();
        let end = shown.strip_prefix("…\n").unwrap_or(shown);
        assert!(printed.ends_with(end) && (end != shown || printed == shown), "{command}\n{printed}");
    }
}
