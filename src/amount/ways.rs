//! The ways through the cases of an amount.

use super::Amount;
use super::sum::{Step, Sum};
use crate::condition::Compiler;
use crate::fact::{Fact, FactId, Kind, QUANTITY_DECIMALS, SlotId};
use crate::truth::Formula;

/// Every way through the cases of an amount: when it is taken, what it comes to, the facts used.
pub(super) type Way = (Formula, Option<Sum>, Vec<FactId>);

pub(super) fn ways(amount: &Amount, compiler: Compiler<'_>) -> Vec<Way> {
    let always = || Formula::Constant(true);
    let slot_of = |fact: FactId| {
        let fact = compiler.facts.get(fact.0);
        fact.map_or(SlotId(usize::MAX), |fact| fact.sum_slot().unwrap_or(SlotId(fact.slots.start)))
    };
    match amount {
        Amount::Unstated => vec![(always(), Some(Sum::Unstated), Vec::new())],
        Amount::Between(low, high) => vec![(always(), Some(Sum::Between(*low, *high)), Vec::new())],
        Amount::Rate { share, of } => {
            vec![(always(), Some(Sum::Rate { share: *share, slot: slot_of(*of) }), vec![*of])]
        }
        Amount::Yearly { shares, of, cap } => {
            let slots = compiler.facts.get(of.0).map(Fact::given_slots).unwrap_or_default();
            let years = shares.iter().copied().zip(slots.map(SlotId)).collect();
            vec![(always(), Some(Sum::Yearly { years, cap: *cap }), vec![*of])]
        }
        Amount::Each { each, of, per } => {
            let whole = match compiler.facts.get(of.0).map(|fact| fact.kind) {
                Some(Kind::Quantity) => 10_i64.saturating_pow(QUANTITY_DECIMALS),
                _ => 1,
            };
            let step = per.map_or(Step::Part(whole), |per| Step::Full(per.saturating_mul(whole)));
            vec![(always(), Some(Sum::Each { each: *each, slot: slot_of(*of), step }), vec![*of])]
        }
        Amount::UpTo(inner) => wrapped(ways(inner, compiler), |sum| Sum::UpTo(Box::new(sum))),
        Amount::Times(number, inner) => wrapped(ways(inner, compiler), |sum| Sum::Times(*number, Box::new(sum))),
        Amount::Less { of, less } => {
            let slot = slot_of(*less);
            let mut all = wrapped(ways(of, compiler), |sum| Sum::Less { of: Box::new(sum), slot });
            all.iter_mut().for_each(|(.., used)| used.push(*less));
            all
        }
        Amount::Clamp { of, cap, floor } => {
            let no_cap = || vec![(always(), None, Vec::new())];
            let caps = cap.as_ref().map_or_else(no_cap, |cap| ways(cap, compiler));
            let mut all = Vec::new();
            for (guard, sum, used) in ways(of, compiler) {
                for (cap_guard, cap_sum, cap_used) in &caps {
                    let complete = cap.is_none() || cap_sum.is_some();
                    let clamped = sum.clone().filter(|_| complete).map(|sum| Sum::Clamp {
                        of: Box::new(sum),
                        cap: cap_sum.clone().map(Box::new),
                        floor: *floor,
                    });
                    let guard = Formula::all([guard.clone(), cap_guard.clone()]);
                    all.push((guard, clamped, [used.clone(), cap_used.clone()].concat()));
                }
            }
            all
        }
        Amount::Cases(cases) => {
            let mut before = always();
            let mut all = Vec::new();
            for (condition, amount) in cases {
                let holds = condition.as_ref().map_or_else(always, |condition| compiler.compile(condition));
                for (guard, sum, used) in ways(amount, compiler) {
                    all.push((Formula::all([before.clone(), holds.clone(), guard]), sum, used));
                }
                before = Formula::all([before, holds.negated()]);
            }
            all.push((before, None, Vec::new()));
            all
        }
    }
}

fn wrapped(ways: Vec<Way>, wrap: impl Fn(Sum) -> Sum) -> Vec<Way> {
    ways.into_iter().map(|(guard, sum, used)| (guard, sum.map(&wrap), used)).collect()
}
