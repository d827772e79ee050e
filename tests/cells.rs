//! Each shipped measure over all that can be known of an applicant: for each fact that it mentions the
//! cells that its thresholds cut, and for each choice of cells, or of nothing known, what all
//! completions come to, as the reference says. A measure with more cells than `HUIQI_CELLS` says is
//! looked at in parts; `-- --nocapture` prints how many cells each measure has, and in which parts.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "cells/broken.rs"]
mod broken;
#[path = "cells/dimensions.rs"]
mod dimensions;
#[path = "cells/engine.rs"]
mod engine;
#[path = "cells/mentions.rs"]
mod mentions;
#[path = "cells/outcomes.rs"]
mod outcomes;
#[path = "cells/parts.rs"]
mod parts;
mod random;
#[allow(dead_code)]
mod reference;
#[allow(dead_code)]
mod small;
#[path = "cells/space.rs"]
mod space;
mod wanted;

use dimensions::{Cell, Dimension, dimensions};
use engine::{Engine, huiqi, whole_huiqi};
use huiqi::catalogue::{Catalogue, Source, load, load_embedded};
use huiqi::language::Language;
use jiff::civil::date;
use mentions::Mentions;
use parts::Look;
use random::Lot;
use random::catalogues::AS_OF;
use std::path::Path;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| load_embedded(AS_OF).unwrap());

/// With so many cells a measure is looked at everywhere, unless `HUIQI_CELLS` says more.
const MOST: usize = 25_000;
/// The same for an engine that takes longer, and for broken ones.
const FEW: usize = 1_000;

fn most() -> usize {
    wanted::number("HUIQI_CELLS").unwrap_or(MOST).max(MOST)
}

/// Looks at each measure of a catalogue, and says how many are looked at everywhere.
fn comes_out_as_completions_do(catalogue: &Catalogue, most: usize, engine: Engine) -> usize {
    let (mut everywhere, mut profiles) = (0, 0);
    for measure in &catalogue.measures {
        let look = Look::at(catalogue, measure, most);
        println!("{}", look.words());
        look.check(engine).unwrap_or_else(|error| panic!("{error}"));
        everywhere += usize::from(look.is_everywhere());
        profiles += look.profiles();
    }
    println!("{everywhere} of {} measures everywhere, {profiles} partial profiles in all", catalogue.measures.len());
    everywhere
}

#[test]
fn every_partial_profile_comes_out_as_all_its_completions_do() {
    let everywhere = comes_out_as_completions_do(&SHIPPED, most(), huiqi);
    assert!(everywhere + 3 >= SHIPPED.measures.len(), "only {everywhere} measures are looked at everywhere");
}

#[test]
fn it_does_so_for_the_document_of_a_county() {
    let source = Source::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/county")).unwrap();
    let county = load(&source, date(2025, 3, 1)).unwrap();
    let everywhere = comes_out_as_completions_do(&county, most(), huiqi);
    assert!(everywhere + 1 >= county.measures.len(), "only {everywhere} measures are looked at everywhere");
}

#[test]
fn it_does_so_where_reasons_are_given_too() {
    comes_out_as_completions_do(&SHIPPED, FEW, whole_huiqi);
}

/// The facts that decide a measure, each with its cells; of several choices how many are chosen.
fn cells_of(measure: &str) -> Vec<(&str, Vec<String>)> {
    let measure = SHIPPED.measure(measure).unwrap();
    let dimensions = dimensions(&Mentions::of(&SHIPPED, measure), &SHIPPED.facts, &mut Lot::new(0));
    let of = |dimension: Dimension| {
        let fact = &SHIPPED.facts[dimension.fact.0];
        let words = |cell: &Cell| match (cell, dimension.year) {
            (Cell::Number(number), Some(year)) => format!("year {year}: {}", fact.number_code(*number)),
            (Cell::Number(number), None) => fact.number_code(*number),
            (Cell::Choices(chosen), _) => format!("{} chosen", chosen.len()),
            (cell, _) => fact.words(&cell.value(), Language::English),
        };
        (fact.id.as_str(), dimension.cells.iter().map(words).collect())
    };
    dimensions.into_iter().map(of).collect()
}

fn expected<'e>(cells: &[(&'e str, &[&str])]) -> Vec<(&'e str, Vec<String>)> {
    cells.iter().map(|(fact, cells)| (*fact, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect()
}

#[test]
fn an_amount_of_money_is_cut_at_its_threshold_and_has_a_middle_where_more_gives_more() {
    // A company and a sole trader are never told apart here; whoever is neither has no line of business.
    let cells = [
        ("applicant", &["0 chosen", "1 chosen", "1 chosen"][..]),
        ("business", &["0 chosen", "1 chosen", "1 chosen"]),
        ("registered-in-qingdao", &["no", "yes"]),
        ("local-industry-investment", &["0.00", "0.01", "50000000000000.00", "100000000000000.00"]),
    ];
    assert_eq!(cells_of("vc-local-investment-award"), expected(&cells));
}

#[test]
fn days_are_cut_at_both_ends_of_each_time() {
    // On or after 20 August 2020; within 12 and 24 months before 30 June 2021.
    let days = [
        "1900-01-01",
        "2019-06-29",
        "2019-06-30",
        "2020-06-29",
        "2020-06-30",
        "2020-08-19",
        "2020-08-20",
        "2021-06-30",
        "2021-07-01",
        "2199-12-31",
    ];
    let applicant = ("applicant", &["0 chosen", "1 chosen", "1 chosen"][..]);
    let cells = [applicant, ("registered-on", &days), ("new-economy", &["no", "yes"])];
    assert_eq!(cells_of("inclusive-period"), expected(&cells));
}

#[test]
fn each_year_is_known_or_not_by_itself() {
    // Companies and sole traders are named apart: none, each, both, and one that is not named.
    let kinds = ["0 chosen", "1 chosen", "1 chosen", "2 chosen", "1 chosen"];
    let amounts = |year| ["0.00", "50000000000000.00", "100000000000000.00"].map(|fen| format!("year {year}: {fen}"));
    let cells = cells_of("internet-headquarters-tax-grant");
    assert_eq!(cells[0], ("applicant", kinds.map(str::to_owned).to_vec()));
    let years = [1, 2, 3].map(|year| ("local-tax-contribution", amounts(year).to_vec()));
    assert_eq!(cells[5..], years);
}

/// Whether some measure shows it; of the larger ones parts do.
fn is_caught(engine: Engine) -> bool {
    SHIPPED.measures.iter().any(|measure| Look::at(&SHIPPED, measure, FEW).check(engine).is_err())
}

#[test]
fn unknown_read_as_the_least_is_caught() {
    assert!(is_caught(broken::reads_unknown_as_least));
}

#[test]
fn eligible_for_undetermined_is_caught() {
    assert!(is_caught(broken::says_eligible_for_undetermined));
}

#[test]
fn undetermined_for_ineligible_is_caught() {
    assert!(is_caught(broken::says_undetermined_for_ineligible));
}

#[test]
fn the_wrong_reason_is_caught() {
    assert!(is_caught(broken::says_audience_for_conditions));
}

#[test]
fn a_range_that_is_a_fen_too_wide_is_caught() {
    assert!(is_caught(broken::widens_ranges_by_a_fen));
}

#[test]
fn a_range_without_its_top_is_caught() {
    assert!(is_caught(broken::leaves_out_the_top));
}

#[test]
fn a_top_where_there_is_none_is_caught() {
    assert!(is_caught(broken::closes_open_ranges));
}

#[test]
fn a_threshold_that_is_left_out_is_caught() {
    assert!(is_caught(broken::leaves_out_thresholds));
}
