//! How formulas are put together, and what is seen of them, worked out by hand over counts from 0 to 9.

#![allow(clippy::unwrap_used)]

#[path = "small/mod.rs"]
#[allow(dead_code)]
mod small;

use huiqi::fact::{FactId, Kind, SlotId};
use huiqi::interval::Interval;
use huiqi::knowledge::Knowledge;
use huiqi::truth::{Formula, Rule, Switches, Truth};
use small::{at_least, at_most, facts, known, within};

/// The first slot, the second, the third: each at least 5.
fn three() -> [Formula; 3] {
    [0, 1, 2].map(|slot| at_least(slot, 5))
}

#[test]
fn parts_of_the_same_kind_are_joined_and_what_decides_nothing_is_left_out() {
    let [p, q, r] = three();
    let (yes, no) = (Formula::Constant(true), Formula::Constant(false));
    let all = |parts: &[&Formula]| Formula::All(parts.iter().map(|part| (*part).clone()).collect());
    let any = |parts: &[&Formula]| Formula::Any(parts.iter().map(|part| (*part).clone()).collect());
    assert_eq!(Formula::all([all(&[&p, &q]), r.clone()]), all(&[&p, &q, &r]));
    assert_eq!(Formula::any([any(&[&p, &q]), r.clone()]), any(&[&p, &q, &r]));
    assert_eq!(Formula::all([any(&[&p, &q]), r.clone()]), all(&[&any(&[&p, &q]), &r]));
    assert_eq!(Formula::any([all(&[&p, &q]), r.clone()]), any(&[&all(&[&p, &q]), &r]));
    assert_eq!(Formula::all([p.clone(), yes.clone()]), p);
    assert_eq!(Formula::all([p.clone(), no.clone()]), no);
    assert_eq!(Formula::any([p.clone(), yes.clone()]), yes);
    assert_eq!(Formula::any([p.clone(), no.clone()]), p);
    assert_eq!((Formula::all([]), Formula::any([])), (yes, no));
}

#[test]
fn a_formula_states_what_is_among_its_parts_word_for_word() {
    let [p, q, r] = three();
    let both = Formula::all([p.clone(), q.clone()]);
    assert!(both.states(&p) && both.states(&q) && !both.states(&r));
    assert!(both.states(&both) && both.states(&Formula::Constant(true)) && p.states(&Formula::Constant(true)));
    assert!(!both.states(&Formula::all([p.clone(), r.clone()])));
    assert!(Formula::all([p.clone(), r.clone(), q.clone()]).states(&both));
    assert!(p.states(&p) && !p.states(&q) && !p.states(&both));
    assert!(!Formula::any([p.clone(), q]).states(&p));
}

#[test]
fn a_formula_negated_holds_exactly_where_it_fails() {
    let facts = facts(3, Kind::Count);
    let [p, q, r] = three();
    for number in 0..=4 {
        let some = Formula::AtLeast(number, vec![p.clone(), q.clone(), r.clone()]);
        for holding in 0..8_i64 {
            let numbers = [0, 1, 2].map(|slot| (slot, if holding >> slot & 1 == 1 { 7 } else { 2 }));
            let knowledge = known(&facts, &numbers);
            let expected = usize::try_from(holding.count_ones()).unwrap() >= number;
            assert_eq!(Rule::new(some.clone()).at_once(&knowledge), Some(expected), "{number} of {holding:b}");
            assert_eq!(Rule::new(some.negated()).at_once(&knowledge), Some(!expected), "{number} of {holding:b}");
        }
    }
}

#[test]
fn of_a_number_of_parts_those_turn_it_that_are_open_while_it_is() {
    let facts = facts(3, Kind::Count);
    let switches = Switches::new(&facts, |_| None);
    let two = Rule::new(Formula::AtLeast(2, three().to_vec()));
    let seen = |numbers: &[(usize, i64)]| {
        let knowledge = known(&facts, numbers);
        let slots = [0, 1, 2].map(|slot| two.may_hang_on(&knowledge, |it| it == SlotId(slot)));
        (two.truth(&knowledge), two.turned_by(&knowledge, &switches), slots)
    };
    assert_eq!(seen(&[]), (Truth::Open, vec![FactId(0), FactId(1), FactId(2)], [true; 3]));
    assert_eq!(seen(&[(0, 7)]), (Truth::Open, vec![FactId(1), FactId(2)], [false, true, true]));
    assert_eq!(seen(&[(0, 2)]), (Truth::Open, vec![FactId(1), FactId(2)], [false, true, true]));
    assert_eq!(seen(&[(0, 7), (1, 7)]), (Truth::Holds, vec![], [false; 3]));
    assert_eq!(seen(&[(0, 2), (1, 2)]), (Truth::Fails, vec![], [false; 3]));
}

#[test]
fn a_test_beside_another_of_its_slot_is_decided_by_it() {
    let facts = facts(2, Kind::Count);
    let nothing = Knowledge::nothing(&facts);
    let hangs_on_second = |formula: Formula| Rule::new(formula).may_hang_on(&nothing, |slot| slot == SlotId(1));
    let second = || at_least(1, 5);
    // Below 5 it is not 7 either, so the second makes no difference.
    let below = Formula::all([at_least(0, 7), second()]);
    assert!(!hangs_on_second(Formula::any([at_least(0, 5), below.clone()])));
    assert!(hangs_on_second(Formula::any([at_least(0, 8), below.clone()])));
    // From 7 on it is 5 already.
    let above = Formula::any([at_least(0, 5), second()]);
    assert!(!hangs_on_second(Formula::all([at_least(0, 7), above.clone()])));
    assert!(hangs_on_second(Formula::all([at_least(0, 3), above])));
    // The order makes no difference.
    assert!(!hangs_on_second(Formula::any([below, at_least(0, 5)])));
}

#[test]
fn a_day_known_in_part_may_hold_where_each_test_alone_is_open() {
    // From 2 to 6, or at least 4.
    let either = || Formula::AtLeast(1, vec![within(0, 2, 6), at_least(0, 4)]);
    let truth = |kind, low, high| {
        let facts = facts(1, kind);
        let mut knowledge = Knowledge::nothing(&facts);
        knowledge.set(SlotId(0), Interval { low, high });
        Rule::new(either()).truth(&knowledge)
    };
    assert_eq!(truth(Kind::Date, 2, 9), Truth::Holds);
    assert_eq!(truth(Kind::Date, 1, 9), Truth::Open);
    assert_eq!(truth(Kind::Date, 0, 9), Truth::Open);
    assert_eq!(truth(Kind::Date, 0, 1), Truth::Fails);
    let split = |kind, formula: Formula| Rule::new(formula).split_slots(&facts(1, kind)).collect::<Vec<_>>();
    assert_eq!(split(Kind::Date, either()), [(SlotId(0), false)]);
    assert_eq!(split(Kind::Count, either()), []);
    // Lower bounds alone, or upper ones, are told by each alone.
    assert_eq!(split(Kind::Date, Formula::AtLeast(1, vec![at_least(0, 2), at_least(0, 4)])), []);
    assert_eq!(split(Kind::Date, Formula::AtLeast(1, vec![at_most(0, 2), at_most(0, 4)])), []);
    assert_eq!(split(Kind::Count, Formula::AtLeast(1, vec![at_least(0, 5), at_most(0, 4)])), [(SlotId(0), true)]);
    assert_eq!(split(Kind::Date, at_least(0, 5)), []);
}

#[test]
fn what_must_change_is_named_of_parts_that_must_all_hold_for_the_first_that_fails() {
    let facts = facts(3, Kind::Count);
    let [p, q, r] = three();
    let blockers = |formula: &Formula, numbers: &[(usize, i64)]| {
        let slots = Rule::new(formula.clone()).blockers(&known(&facts, numbers));
        slots.into_iter().map(|slot| slot.0).collect::<Vec<_>>()
    };
    let both = Formula::all([p.clone(), q.clone()]);
    assert_eq!(blockers(&both, &[(0, 0), (1, 0)]), [0]);
    assert_eq!(blockers(&both, &[(0, 7), (1, 0)]), [1]);
    assert_eq!(blockers(&Formula::any([both.clone(), r.clone()]), &[(0, 7), (1, 0), (2, 0)]), [1, 2]);
    assert_eq!(blockers(&Formula::AtLeast(2, vec![p.clone(), q, r]), &[(0, 0), (1, 0), (2, 7)]), [0, 1]);
    assert_eq!(blockers(&Formula::any([p, at_least(0, 7)]), &[(0, 0)]), [0]);
    // Each alone may hold, both never do.
    assert_eq!(blockers(&Formula::all([at_least(0, 5), at_most(0, 4), at_least(1, 2)]), &[(1, 3)]), [0, 0, 1]);
}

#[test]
fn the_facts_and_slots_tested_are_named_once_in_their_order() {
    let facts = facts(3, Kind::Count);
    let rule = Rule::new(Formula::any([Formula::all([at_least(2, 5), at_least(0, 5)]), at_most(2, 2)]));
    assert_eq!(rule.slots().collect::<Vec<_>>(), [SlotId(2), SlotId(0)]);
    assert_eq!(rule.facts_tested(&facts).collect::<Vec<_>>(), [FactId(2), FactId(0)]);
    // A slot that is not tested is any number while the formula can hold.
    assert_eq!(rule.feasible(SlotId(1), &known(&facts, &[(2, 7)])), Some(Interval { low: 0, high: 9 }));
    assert_eq!(rule.feasible(SlotId(1), &known(&facts, &[(2, 7), (0, 3)])), None);
}

#[test]
fn a_witness_knows_no_more_than_it_must_and_that_what_it_knows_applies() {
    let facts = facts(2, Kind::Count);
    let always = |_: FactId| Formula::Constant(true);
    let behind_the_first = |fact: FactId| if fact == FactId(1) { at_least(0, 5) } else { Formula::Constant(true) };
    let ends = |knowledge: Option<Knowledge<'_>>| {
        knowledge.map(|it| [0, 1].map(|slot| it.get(SlotId(slot))).map(|it| (it.low, it.high)))
    };
    let either =
        Formula::any([Formula::all([at_least(0, 5), at_least(1, 5)]), Formula::all([at_most(0, 4), at_least(1, 3)])]);
    // From 5 on the second is enough by itself.
    assert_eq!(ends(Rule::witness(&either, &facts, &always)), Some([(0, 9), (5, 9)]));
    assert_eq!(ends(Rule::witness(&at_least(1, 5), &facts, &always)), Some([(0, 9), (5, 9)]));
    assert_eq!(ends(Rule::witness(&at_least(1, 5), &facts, &behind_the_first)), Some([(5, 9), (5, 9)]));
    // The third is asked behind the second, and that behind the first.
    let three = crate::facts(3, Kind::Count);
    let chain = |fact: FactId| fact.0.checked_sub(1).map_or(Formula::Constant(true), |before| at_least(before, 5));
    let witness = Rule::witness(&at_least(2, 5), &three, &chain).unwrap();
    assert!([0, 1, 2].iter().all(|slot| witness.get(SlotId(*slot)) == Interval { low: 5, high: 9 }));
    let never = Formula::all([either, at_most(1, 2)]);
    assert_eq!(ends(Rule::witness(&never, &facts, &always)), None);
}
