//! Truth, worked out by hand for small formulas over counts from 0 to 9.

#![allow(clippy::unwrap_used)]

#[path = "small/mod.rs"]
#[allow(dead_code)]
mod small;

use huiqi::fact::{FactId, Kind, SlotId};
use huiqi::interval::Interval;
use huiqi::knowledge::Knowledge;
use huiqi::truth::{Formula, MOST_CELLS, Rule, Switches, Truth};
use small::{at_least, at_most, facts, known, within};

/// Whatever the first slot is, this tests it twice, so that parts of it alone tell too little.
fn one_or_the_other() -> Formula {
    Formula::any([Formula::all([at_least(0, 5), at_least(1, 5)]), Formula::all([at_most(0, 4), at_least(1, 3)])])
}

#[test]
fn what_stays_unknown_for_good_counts_as_whatever_is_worst_or_best() {
    let facts = facts(2, Kind::Count);
    let rule = Rule::new(Formula::any([at_least(0, 5), at_least(1, 5)]));
    let (first, nobody) = (|slot| slot == SlotId(0), |_| false);
    let seen = |numbers: &[(usize, i64)]| {
        let knowledge = known(&facts, numbers);
        (rule.surely_at_once(&knowledge, &first), rule.perhaps_at_once(&knowledge, &first))
    };
    assert_eq!(seen(&[(1, 7)]), (Some(true), Some(true)));
    assert_eq!(seen(&[(1, 2)]), (Some(false), Some(true)));
    // The second may still be answered: then it holds surely, or not.
    assert_eq!(seen(&[]), (None, Some(true)));
    // What is known does not stay unknown.
    assert_eq!(seen(&[(0, 2), (1, 2)]), (Some(false), Some(false)));
    let nothing = Knowledge::nothing(&facts);
    assert_eq!(rule.surely_at_once(&nothing, &nobody), None);
    assert_eq!(rule.perhaps_at_once(&nothing, &nobody), None);
}

#[test]
fn of_a_slot_tested_twice_nothing_is_seen_at_once_where_it_stays_unknown() {
    let facts = facts(2, Kind::Count);
    let rule = Rule::new(Formula::any([at_least(1, 5), Formula::all([at_least(0, 5), at_most(0, 4)])]));
    let knowledge = known(&facts, &[(1, 7)]);
    assert_eq!(rule.surely_at_once(&knowledge, &|slot| slot == SlotId(0)), None);
    assert_eq!(rule.surely_at_once(&knowledge, &|_| false), Some(true));
    assert_eq!(rule.perhaps_at_once(&knowledge, &|_| false), Some(true));
}

#[test]
fn what_holds_whatever_stays_unknown_is_a_formula_of_the_other_slots() {
    let facts = facts(2, Kind::Count);
    let nothing = Knowledge::nothing(&facts);
    let surely = |formula, slot, knowledge: &Knowledge<'_>| {
        Rule::new(formula).surely(knowledge, &|other| other == SlotId(slot)).unwrap()
    };
    let either = || Formula::any([at_least(0, 5), at_least(1, 5)]);
    assert_eq!(surely(either(), 0, &nothing), at_least(1, 5));
    // What is known does not stay unknown.
    assert_eq!(surely(either(), 0, &known(&facts, &[(0, 7)])), either());
    // From 0 to 4 the second must be at least 3, from 5 on at least 5.
    assert_eq!(surely(one_or_the_other(), 0, &nothing), Formula::all([at_least(1, 3), at_least(1, 5)]));
    // Below 3 it holds nowhere.
    assert_eq!(surely(one_or_the_other(), 1, &nothing), Formula::Constant(false));
}

#[test]
fn what_stays_unknown_falls_into_so_many_cells_and_no_more() {
    // Each slot falls into two cells, from 0 to 4 and from 5 to 9: twelve slots into 4096.
    let surely = |slots: usize| {
        let facts = facts(slots, Kind::Count);
        let formula = Formula::all((0..slots).map(|slot| Formula::any([at_least(slot, 5), at_most(slot, 4)])));
        Rule::new(formula).surely(&Knowledge::nothing(&facts), &|_| true)
    };
    assert_eq!(1 << 12, MOST_CELLS);
    assert_eq!(surely(12), Some(Formula::Constant(true)));
    assert_eq!(surely(13), None);
}

#[test]
fn a_formula_with_too_many_cells_says_how_many() {
    let cells = |slots: usize, more: Option<Formula>| {
        let facts = facts(slots + 1, Kind::Count);
        let tests = (0..slots).map(|slot| Formula::any([at_least(slot, 5), at_most(slot, 4)]));
        Rule::too_many_cells(&Formula::all(tests.chain(more)), &facts)
    };
    assert_eq!(cells(12, None), None);
    assert_eq!(cells(13, None), Some(8192));
    // A slot that is tested once need not be split.
    assert_eq!(cells(12, Some(at_least(12, 5))), None);
    assert_eq!(cells(13, Some(at_least(13, 5))), Some(8192));
}

#[test]
fn a_slot_tested_twice_is_told_exactly() {
    let facts = facts(2, Kind::Count);
    let truth = |numbers: &[(usize, i64)]| Rule::new(one_or_the_other()).truth(&known(&facts, numbers));
    assert_eq!(truth(&[(1, 5)]), Truth::Holds);
    assert_eq!(truth(&[(1, 2)]), Truth::Fails);
    assert_eq!(truth(&[(1, 4)]), Truth::Open);
    assert_eq!(truth(&[(0, 9)]), Truth::Open);
    assert_eq!(truth(&[(0, 4), (1, 3)]), Truth::Holds);
    assert_eq!(truth(&[(0, 5), (1, 3)]), Truth::Fails);
}

#[test]
fn only_what_can_turn_a_formula_turns_it() {
    let facts = facts(2, Kind::Count);
    let switches = Switches::new(&facts, |_| None);
    let turned = |numbers: &[(usize, i64)]| {
        let mut facts = Rule::new(one_or_the_other()).turned_by(&known(&facts, numbers), &switches);
        facts.sort_unstable();
        facts
    };
    assert_eq!(turned(&[]), [FactId(0), FactId(1)]);
    assert_eq!(turned(&[(1, 4)]), [FactId(0)]);
    assert_eq!(turned(&[(1, 5)]), []);
    assert_eq!(turned(&[(0, 9)]), [FactId(1)]);
}

#[test]
fn what_can_never_hold_is_turned_by_nothing() {
    let facts = facts(2, Kind::Count);
    let switches = Switches::new(&facts, |_| None);
    // From 7 on the first part holds, and then the second never does.
    let first = Formula::AtLeast(1, vec![at_least(0, 7), at_least(0, 8)]);
    let second = Formula::AtLeast(1, vec![at_most(0, 2), Formula::all([at_most(0, 6), at_least(1, 5)])]);
    let rule = Rule::new(Formula::all([first, second]));
    assert_eq!(rule.turned_by(&Knowledge::nothing(&facts), &switches), []);
    assert_eq!(rule.truth(&Knowledge::nothing(&facts)), Truth::Fails);
}

#[test]
fn what_switches_a_fact_on_turns_what_the_fact_turns() {
    // The second applies where the first is at least 5.
    let facts = facts(2, Kind::Count);
    let gate = at_least(0, 5);
    let switches = Switches::new(&facts, |fact| (fact == FactId(1)).then_some(&gate));
    let rule = Rule::new(Formula::all([at_least(0, 5), at_least(1, 5)]));
    let turned = |numbers: &[(usize, i64)]| {
        let mut facts = rule.turned_by(&known(&facts, numbers), &switches);
        facts.sort_unstable();
        facts
    };
    assert_eq!(turned(&[]), [FactId(0), FactId(1)]);
    assert_eq!(turned(&[(0, 6)]), [FactId(1)]);
    assert_eq!(turned(&[(0, 4)]), []);
}

#[test]
fn whether_any_applicant_meets_a_tangled_formula_is_found_out() {
    let facts = facts(3, Kind::Count);
    let can_hold = |parts: Vec<Formula>| Rule::can_hold(Formula::all(parts), &facts);
    assert!(can_hold(vec![one_or_the_other(), at_most(1, 3)]));
    assert!(!can_hold(vec![one_or_the_other(), at_most(1, 2)]));
    assert!(!can_hold(vec![one_or_the_other(), at_most(1, 4), at_least(0, 5)]));
    // Two of three, of which two exclude each other.
    let two = |third| Formula::AtLeast(2, vec![at_least(0, 5), at_most(0, 4), third]);
    assert!(can_hold(vec![two(at_least(2, 5))]));
    assert!(!can_hold(vec![two(at_least(2, 5)), at_most(2, 4)]));
}

#[test]
fn the_numbers_of_a_slot_while_a_formula_holds_are_told_exactly() {
    let facts = facts(2, Kind::Count);
    let rule = Rule::new(one_or_the_other());
    let feasible = |slot, numbers: &[(usize, i64)]| rule.feasible(SlotId(slot), &known(&facts, numbers));
    assert_eq!(feasible(1, &[]), Some(Interval { low: 3, high: 9 }));
    assert_eq!(feasible(1, &[(0, 7)]), Some(Interval { low: 5, high: 9 }));
    assert_eq!(feasible(0, &[(1, 4)]), Some(Interval { low: 0, high: 4 }));
    assert_eq!(feasible(0, &[(1, 2)]), None);
    let cells = rule.cells_of(SlotId(1), &Knowledge::nothing(&facts));
    let ends: Vec<(i64, i64)> = cells.iter().map(|cell| (cell.low, cell.high)).collect();
    assert_eq!(ends, [(0, 2), (3, 4), (5, 9)]);
}

#[test]
fn the_fewest_changes_count_slots_that_parts_share_once() {
    let facts = facts(3, Kind::Count);
    let fewest = |formula: Formula, fixed: Option<usize>| {
        let knowledge = known(&facts, &[(0, 0), (1, 0), (2, 0)]);
        Rule::new(formula).fewest_changes(&knowledge, &|slot| Some(slot.0) != fixed)
    };
    let both = || Formula::all([at_least(0, 5), at_least(1, 5)]);
    assert_eq!(fewest(at_most(0, 4), None), Some(0));
    assert_eq!(fewest(both(), None), Some(2));
    assert_eq!(fewest(both(), Some(1)), None);
    assert_eq!(fewest(Formula::any([both(), at_least(2, 5)]), None), Some(1));
    assert_eq!(fewest(Formula::any([both(), at_least(2, 5)]), Some(2)), Some(2));
    let some = |number| Formula::AtLeast(number, vec![both(), at_least(2, 5), at_least(0, 5)]);
    assert_eq!(fewest(some(0), None), Some(0));
    assert_eq!(fewest(some(2), None), Some(1));
    assert_eq!(fewest(some(3), None), Some(2));
    assert_eq!(fewest(some(3), Some(2)), None);
    // A part that holds keeps nothing from being counted.
    let low = Formula::any([at_most(0, 4), at_most(1, 4), at_most(2, 4)]);
    assert_eq!(fewest(Formula::all([low, at_least(0, 5), at_least(1, 5)]), None), Some(2));
    // Both parts test the first slot, which is changed once.
    let sharing = Formula::all([Formula::any([at_least(0, 5), at_least(1, 5)]), within(0, 3, 8)]);
    assert_eq!(fewest(sharing, None), Some(1));
}

#[test]
fn parts_that_are_the_same_are_kept_once_however_many_there_are() {
    let parts = || (0..20).map(|low| at_least(0, low));
    let joined = Formula::all(parts().chain(parts()).chain([at_least(0, 19)]));
    assert_eq!(joined, Formula::All(parts().collect()));
    assert_eq!(Formula::any([at_least(0, 1), at_least(0, 1)]), at_least(0, 1));
}
