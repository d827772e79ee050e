//! What one measure gives of a class, worked out by hand.

#![allow(clippy::unwrap_used)]

use huiqi::amount::Range;
use huiqi::assess::{Given, Verdict};
use huiqi::catalogue::load_embedded;
use huiqi::measure::{Alternative, Class, Support};
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

/// One of several things: the group, whether the applicant chooses in it, and the least and the most
/// in yuan, or nothing for premises.
type Thing = (usize, bool, Option<(i128, i128)>);

/// What is given of cash where alternatives of a measure come to these.
fn cash(alternatives: &[Thing]) -> (i128, i128) {
    let catalogue = load_embedded(date(2021, 6, 30)).unwrap();
    // Premises or a grant.
    let id = "internet-headquarters-premises";
    let mut measure = catalogue.measures.iter().find(|measure| measure.id == id).unwrap().clone();
    let [premises, grant] = <[Support; 2]>::try_from(std::mem::take(&mut measure.supports)).unwrap();
    let mut ranges = Vec::new();
    for (group, applicant_chooses, range) in alternatives {
        let one_of = Some(Alternative { group: *group, applicant_chooses: *applicant_chooses });
        let like = if range.is_some() { &grant } else { &premises };
        measure.supports.push(Support { one_of, ..like.clone() });
        ranges.push(range.map(|(low, high)| Range::Stated { low: yuan(low), high: Some(yuan(high)) }));
    }
    let (low, high) = Given::of(&measure, &(Verdict::Eligible, ranges)).sum(Class::Cash);
    (low.fen() / 100, high.unwrap().fen() / 100)
}

#[test]
fn an_applicant_who_chooses_takes_the_better_a_giver_perhaps_the_worse() {
    assert_eq!(cash(&[(1, true, Some((10, 30))), (1, true, Some((20, 25)))]), (20, 30));
    assert_eq!(cash(&[(1, false, Some((10, 30))), (1, false, Some((20, 25)))]), (10, 30));
    // One thing of each group is given.
    let two =
        [(1, true, Some((10, 30))), (1, true, Some((20, 25))), (2, false, Some((5, 5))), (2, false, Some((7, 9)))];
    assert_eq!(cash(&two), (25, 39));
}

#[test]
fn an_applicant_who_may_choose_premises_need_not_take_the_cash() {
    assert_eq!(cash(&[(1, true, Some((10, 30))), (1, true, Some((20, 25))), (1, true, None)]), (0, 30));
    // That another group has premises makes no difference.
    let two = [(1, true, Some((10, 30))), (1, true, Some((20, 25))), (2, true, Some((5, 8))), (2, true, None)];
    assert_eq!(cash(&two), (20, 38));
}
