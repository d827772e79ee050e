//! What one measure gives of a class, worked out by hand.

#![allow(clippy::unwrap_used)]

use huiqi::amount::Range;
use huiqi::assess::{Given, Verdict};
use huiqi::catalogue::load_embedded;
use huiqi::measure::Class;
use huiqi::money::Money;
use jiff::civil::date;

fn yuan(number: i128) -> Money {
    Money::from_fen(number * 100)
}

#[test]
fn a_figure_counts_in_its_class_and_what_has_none_counts_nowhere() {
    let catalogue = load_embedded(date(2021, 6, 30)).unwrap();
    // It has one support, a grant, which is cash.
    let id = "internet-headquarters-registration-grant";
    let measure = catalogue.measures.iter().find(|measure| measure.id == id).unwrap();
    let given = |range| Given::of(measure, &(Verdict::Eligible, vec![Some(range)]));

    let figure = given(Range::Stated { low: yuan(10), high: Some(yuan(30)) });
    assert_eq!(figure.range(Class::Cash), Some((yuan(10), Some(yuan(30)))));
    assert_eq!(figure.range(Class::Relief), None);
    assert_eq!((figure.most(Class::Cash), figure.most(Class::Relief)), (Some(yuan(30)), Some(Money::ZERO)));

    let open = given(Range::Stated { low: yuan(10), high: None });
    assert_eq!(open.range(Class::Cash), Some((yuan(10), None)));
    assert_eq!(open.most(Class::Cash), None);

    let promised = given(Range::Unstated);
    assert_eq!(promised.range(Class::Cash), None);
    assert_eq!(promised.most(Class::Cash), Some(Money::ZERO));
}
