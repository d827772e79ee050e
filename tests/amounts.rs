//! Amounts, worked out by hand over a few facts: what they come to, which facts can still change
//! that, and what keeps them from being told.

#![allow(clippy::unwrap_used)]

use huiqi::amount::{Amount, Range, Size, Support, Unit, Unsound};
use huiqi::catalogue::load_embedded;
use huiqi::condition::{Bounds, Compiled, Compiler, Condition, Requirement};
use huiqi::fact::{Fact, FactId, Kind, SlotId};
use huiqi::interval::Interval;
use huiqi::knowledge::Knowledge;
use huiqi::money::{Money, Rate};
use huiqi::truth::{Formula, Switches};
use jiff::civil::{Date, date};

const AS_OF: Date = date(2021, 6, 30);

/// Two amounts of money, one of two years, a count and a quantity.
const A: FactId = FactId(0);
const B: FactId = FactId(1);
const YEARS: FactId = FactId(2);
const COUNT: FactId = FactId(3);
const QUANTITY: FactId = FactId(4);

/// Money goes to 1000 yuan, counts and quantities to 9.
fn facts() -> Vec<Fact> {
    let shipped = load_embedded(AS_OF).unwrap();
    let like = shipped.facts.first().unwrap();
    let fact = |kind, high, slots| Fact {
        kind,
        domain: Interval { low: 0, high },
        open_above: false,
        unit: None,
        slots,
        ..like.clone()
    };
    vec![
        fact(Kind::Money, 100_000, 0..1),
        fact(Kind::Money, 100_000, 1..2),
        fact(Kind::YearlyMoney { years: 2 }, 100_000, 2..5),
        fact(Kind::Count, 9, 5..6),
        fact(Kind::Quantity, 90_000, 6..7),
    ]
}

/// What an amount comes to over these facts, where some of them are open above or do not always apply.
struct Worked {
    facts: Vec<Fact>,
    ask_when: Vec<Option<Condition>>,
    compiled: Compiled,
}

impl Worked {
    fn new() -> Self {
        Self { facts: facts(), ask_when: vec![None; 5], compiled: Compiled::new(5, 0) }
    }

    fn compiler(&self) -> Compiler<'_> {
        Compiler { facts: &self.facts, ask_when: &self.ask_when, named: &[], as_of: AS_OF, compiled: &self.compiled }
    }

    fn support(&self, amount: &Amount) -> Support {
        Support::new(amount, Unit::Yuan, &Formula::Constant(true), self.compiler())
    }

    /// In yuan, or in whole numbers for the count; a slot with the same number twice is known.
    fn known(&self, numbers: &[(usize, i64, i64)]) -> Knowledge<'_> {
        let mut knowledge = Knowledge::nothing(&self.facts);
        for (slot, low, high) in numbers {
            let unit = if *slot < 5 { 100 } else { 1 };
            knowledge.set(SlotId(*slot), Interval { low: low * unit, high: high * unit });
        }
        knowledge
    }

    fn range(&self, amount: &Amount, numbers: &[(usize, i64, i64)]) -> Option<Range> {
        self.support(amount).range(&self.known(numbers))
    }

    fn open(&self, amount: &Amount, numbers: &[(usize, i64, i64)]) -> Vec<FactId> {
        let switches = Switches::new(&self.facts, |_| None);
        let mut open = self.support(amount).open_facts(&self.known(numbers), &switches);
        open.sort_unstable();
        open.dedup();
        open
    }

    fn prove(&self, amount: &Amount) -> Result<(), Unsound> {
        Support::prove(amount, &Formula::Constant(true), self.compiler())
    }

    fn trials(&self, amount: &Amount, slot: usize, numbers: &[(usize, i64, i64)]) -> Vec<i64> {
        let trials = self.support(amount).trials(SlotId(slot), &self.known(numbers));
        trials.into_iter().map(|trial| trial.low).collect()
    }
}

fn yuan(number: i128) -> Size {
    Size::from(Money::from_fen(number * 100))
}

fn percent(number: i64) -> (Rate, Rate) {
    let rate = Rate::from_percent_in_ten_thousandths(number * 10_000);
    (rate, rate)
}

fn exactly(number: i128) -> Amount {
    Amount::Between(yuan(number), yuan(number))
}

fn share(number: i64, of: FactId) -> Amount {
    Amount::Rate { share: percent(number), of }
}

fn less(of: Amount, less: FactId) -> Amount {
    Amount::Less { of: Box::new(of), less }
}

fn capped(of: Amount, cap: Amount) -> Amount {
    Amount::Clamp { of: Box::new(of), cap: Some(Box::new(cap)), floor: None }
}

fn at_least(of: Amount, floor: i128) -> Amount {
    Amount::Clamp { of: Box::new(of), cap: None, floor: Some(yuan(floor)) }
}

/// A tenth of the first year and a fifth of the second, each at most 50 yuan.
fn yearly() -> Amount {
    let rate = |number| percent(number);
    Amount::Yearly { shares: vec![rate(10), rate(20)], of: YEARS, cap: Some(yuan(50)) }
}

fn stated(low: i128, high: i128) -> Option<Range> {
    Some(Range::Stated { low: Money::from_fen(low * 100), high: Some(Money::from_fen(high * 100)) })
}

#[test]
fn a_year_changes_a_sum_unless_the_sum_is_at_its_cap_already() {
    let worked = Worked::new();
    // The first year gives 50 yuan, the second anything up to 50.
    let first = (2, 1000, 1000);
    assert_eq!(worked.range(&yearly(), &[first]), stated(50, 100));
    assert_eq!(worked.open(&yearly(), &[first]), [YEARS]);
    assert_eq!(worked.open(&yearly(), &[first, (3, 300, 1000)]), []);
    assert_eq!(worked.open(&yearly(), &[first, (3, 200, 1000)]), [YEARS]);
    assert_eq!(worked.open(&capped(yearly(), exactly(50)), &[first]), []);
    assert_eq!(worked.open(&capped(yearly(), exactly(51)), &[first]), [YEARS]);
    assert_eq!(worked.open(&at_least(yearly(), 100), &[first]), []);
    assert_eq!(worked.open(&at_least(yearly(), 99), &[first]), [YEARS]);
}

#[test]
fn what_is_known_changes_nothing_though_a_cap_hangs_on_it() {
    let worked = Worked::new();
    // At most half of 300 yuan.
    assert_eq!(worked.open(&capped(yearly(), share(50, B)), &[(1, 300, 300)]), [YEARS]);
    assert_eq!(worked.open(&capped(share(100, A), share(10, B)), &[(0, 500, 500)]), [B]);
    assert_eq!(worked.open(&capped(share(100, A), share(10, B)), &[(0, 0, 0)]), []);
    assert_eq!(worked.open(&capped(share(100, A), share(10, B)), &[(1, 500, 500)]), [A]);
}

#[test]
fn what_is_taken_off_changes_a_sum_only_where_something_is_left() {
    let worked = Worked::new();
    let rest = less(share(100, A), B);
    assert_eq!(worked.range(&rest, &[(0, 500, 500)]), stated(0, 500));
    assert_eq!(worked.range(&rest, &[(0, 500, 500), (1, 200, 300)]), stated(200, 300));
    assert_eq!(worked.open(&rest, &[(0, 500, 500)]), [B]);
    assert_eq!(worked.open(&rest, &[(0, 0, 0)]), []);
    assert_eq!(worked.open(&rest, &[(1, 1000, 1000)]), []);
    assert_eq!(worked.open(&rest, &[(1, 200, 200)]), [A]);
    assert_eq!(worked.open(&rest, &[]), [A, B]);
    assert_eq!(worked.open(&rest, &[(0, 0, 300), (1, 300, 900)]), []);
    assert_eq!(worked.open(&rest, &[(0, 0, 301), (1, 300, 900)]), [A, B]);
}

#[test]
fn a_floor_a_ceiling_and_a_number_of_times_move_the_ends() {
    let worked = Worked::new();
    assert_eq!(worked.open(&at_least(share(100, A), 300), &[(0, 0, 300)]), []);
    assert_eq!(worked.open(&at_least(share(100, A), 300), &[(0, 0, 301)]), [A]);
    let up_to = Amount::UpTo(Box::new(share(10, A)));
    assert_eq!(worked.range(&up_to, &[(0, 500, 600)]), stated(0, 60));
    assert_eq!(worked.open(&up_to, &[]), [A]);
    assert_eq!(worked.open(&up_to, &[(0, 500, 500)]), []);
    let times = Amount::Times(3, Box::new(share(10, A)));
    assert_eq!(worked.range(&times, &[(0, 500, 600)]), stated(150, 180));
    assert_eq!(worked.open(&capped(times.clone(), exactly(150)), &[(0, 500, 600)]), []);
    assert_eq!(worked.open(&capped(times, exactly(151)), &[(0, 500, 600)]), [A]);
}

#[test]
fn what_is_open_above_has_no_top_until_it_is_known() {
    let mut worked = Worked::new();
    worked.facts.get_mut(0).unwrap().open_above = true;
    let open = Some(Range::Stated { low: Money::ZERO, high: None });
    assert_eq!(worked.range(&share(10, A), &[]), open);
    assert_eq!(worked.range(&share(10, A), &[(0, 0, 500)]), stated(0, 50));
    assert_eq!(worked.range(&share(10, A), &[(0, 1000, 1000)]), stated(100, 100));
    assert_eq!(worked.range(&share(10, B), &[]), stated(0, 100));
    // No share of anything is nothing, and of all there may be something is left.
    assert_eq!(worked.range(&share(0, A), &[]), stated(0, 0));
    assert_eq!(worked.range(&capped(share(10, A), exactly(70)), &[]), stated(0, 70));
    assert_eq!(worked.range(&less(exactly(70), A), &[]), stated(0, 70));
}

#[test]
fn steps_count_when_they_are_full_and_parts_to_the_hundredth() {
    let worked = Worked::new();
    let each = |of, per| Amount::Each { each: (yuan(10), yuan(20)), of, per };
    assert_eq!(worked.range(&each(COUNT, Some(3)), &[(5, 8, 8)]), stated(20, 40));
    assert_eq!(worked.range(&each(COUNT, None), &[(5, 8, 8)]), stated(80, 160));
    // 2.5 times.
    assert_eq!(worked.range(&each(QUANTITY, None), &[(6, 25_000, 25_000)]), stated(25, 50));
    assert_eq!(worked.range(&each(QUANTITY, Some(2)), &[(6, 25_000, 25_000)]), stated(10, 20));
    assert_eq!(worked.open(&each(COUNT, Some(3)), &[(5, 6, 8)]), []);
    assert_eq!(worked.open(&each(COUNT, Some(3)), &[(5, 5, 8)]), [COUNT]);
}

fn money_from(fact: FactId, yuan: i64) -> Condition {
    let lower = Some((yuan * 100, true));
    Condition::Fact(fact, Requirement::Within(Bounds { lower, upper: None }))
}

#[test]
fn of_cases_only_what_makes_a_difference_is_open() {
    let worked = Worked::new();
    let cases = |first, second| Amount::Cases(vec![(Some(money_from(A, 500)), first), (None, second)]);
    assert_eq!(worked.range(&cases(exactly(10), exactly(30)), &[]), stated(10, 30));
    assert_eq!(worked.open(&cases(exactly(10), exactly(30)), &[]), [A]);
    assert_eq!(worked.open(&cases(exactly(10), exactly(10)), &[]), []);
    assert_eq!(worked.range(&cases(exactly(10), exactly(30)), &[(0, 500, 900)]), stated(10, 10));
    // A tenth of what is at least 500 yuan, else nothing.
    assert_eq!(worked.range(&cases(share(10, A), exactly(0)), &[(0, 400, 600)]), stated(0, 60));
    assert_eq!(worked.range(&cases(Amount::Unstated, Amount::Unstated), &[]), Some(Range::Unstated));
    let either = Some(Range::Stated { low: Money::ZERO, high: None });
    assert_eq!(worked.range(&cases(Amount::Unstated, exactly(10)), &[]), either);
}

#[test]
fn whether_it_is_given_is_told_apart_from_how_much_that_is() {
    let worked = Worked::new();
    let given = worked.compiler().compile(&money_from(B, 500));
    let switches = Switches::new(&worked.facts, |_| None);
    let same = Amount::Cases(vec![(Some(money_from(A, 500)), exactly(10)), (None, exactly(10))]);
    let support = Support::new(&same, Unit::Yuan, &given, worked.compiler());
    let (nothing, enough, too_little) =
        (worked.known(&[]), worked.known(&[(1, 500, 500)]), worked.known(&[(1, 0, 499)]));
    assert_eq!(support.open_facts(&nothing, &switches), []);
    assert_eq!([&nothing, &enough, &too_little].map(|known| support.is_possible(known)), [true, true, false]);
    assert_eq!(
        [&nothing, &enough, &too_little].map(|known| support.range(known)),
        [stated(10, 10), stated(10, 10), None]
    );
}

#[test]
fn numbers_tried_are_the_ends_the_middle_and_where_a_sum_turns() {
    let worked = Worked::new();
    // A quarter of 200 yuan is the cap of a year.
    let yearly = Amount::Yearly { shares: vec![percent(25), percent(5)], of: YEARS, cap: Some(yuan(50)) };
    assert_eq!(worked.trials(&yearly, 2, &[]), [0, 20_000, 50_000, 100_000]);
    // A twentieth of 1000 yuan is the cap: that is the end.
    assert_eq!(worked.trials(&yearly, 3, &[]), [0, 50_000, 100_000]);
    let rest = less(exactly(300), B);
    assert_eq!(worked.trials(&rest, 1, &[]), [0, 30_000, 50_000, 100_000]);
    assert_eq!(worked.trials(&rest, 1, &[(1, 400, 1000)]), [40_000, 70_000, 100_000]);
    assert_eq!(worked.trials(&rest, 1, &[(1, 0, 200)]), [0, 10_000, 20_000]);
    assert_eq!(worked.trials(&less(at_least(share(10, A), 80), B), 1, &[]), [0, 8_000, 50_000, 100_000]);
    // A tenth of 800 yuan is the floor.
    assert_eq!(worked.trials(&less(at_least(share(10, A), 80), B), 0, &[]), [0, 50_000, 80_000, 100_000]);
    // From 10 to 20 yuan each come to 25 yuan at the third, at the second; in full steps of two at the sixth, the
    // fourth, which is the middle too; and exactly at 2.5 and 1.25.
    let each = |of, per| at_least(Amount::Each { each: (yuan(10), yuan(20)), of, per }, 25);
    assert_eq!(worked.trials(&each(COUNT, None), 5, &[]), [0, 2, 3, 4, 9]);
    assert_eq!(worked.trials(&each(COUNT, Some(2)), 5, &[]), [0, 4, 6, 9]);
    assert_eq!(worked.trials(&each(QUANTITY, None), 6, &[]), [0, 12_500, 25_000, 45_000, 90_000]);
    // A condition alone cuts, here below 500 yuan.
    let cases = Amount::Cases(vec![(Some(money_from(A, 500)), exactly(1)), (None, exactly(2))]);
    assert_eq!(worked.trials(&cases, 0, &[]), [0, 50_000]);
    assert_eq!(worked.trials(&cases, 1, &[]), [0]);
}

#[test]
fn what_keeps_an_amount_from_being_told_is_a_fault() {
    let mut worked = Worked::new();
    let covered = Amount::Cases(vec![(Some(money_from(A, 500)), exactly(1)), (None, exactly(2))]);
    assert_eq!(worked.prove(&covered), Ok(()));
    let not_covered = Amount::Cases(vec![(Some(money_from(A, 500)), exactly(1))]);
    assert_eq!(worked.prove(&not_covered), Err(Unsound::NotExhaustive));
    assert_eq!(worked.prove(&Amount::Cases(vec![(Some(money_from(A, 0)), exactly(1))])), Ok(()));
    assert_eq!(worked.prove(&less(share(10, A), B)), Ok(()));
    assert_eq!(worked.prove(&less(share(10, A), A)), Err(Unsound::RaisesAndLowers(A)));
    *worked.ask_when.get_mut(0).unwrap() = Some(money_from(B, 500));
    assert_eq!(worked.prove(&share(10, A)), Err(Unsound::MayNotApply(A)));
    assert_eq!(
        worked.prove(&Amount::Cases(vec![(Some(money_from(B, 500)), share(10, A)), (None, exactly(0))])),
        Ok(())
    );
}
