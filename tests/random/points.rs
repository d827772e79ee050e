//! Random points.

use super::amounts::{fact_of, pair};
use super::conditions::{ConditionPlan, Scope, conditions};
use proptest::prelude::*;
use proptest::sample::Index;

/// What random points are like.
#[derive(Clone, Debug)]
pub struct PointsPlan {
    form: Form,
    years: Option<u8>,
    cap: Option<Index>,
    floor: Option<Index>,
}

#[derive(Clone, Debug)]
enum Form {
    Leaf(Leaf),
    UpTo(Leaf),
    WithElse(ConditionPlan, Leaf, Leaf),
}

#[derive(Clone, Debug)]
enum Leaf {
    Exactly(Index),
    FromTo(Index, Index),
    /// So many for each of something, or for each two.
    Each(Index, Option<Index>, Index, bool),
}

const POINTS: [&str; 4] = ["2分", "0.5", "20", "7.5分"];

pub fn points() -> impl Strategy<Value = PointsPlan> {
    let index = any::<Index>;
    let perhaps = || prop_oneof![2 => Just(None), 1 => any::<Index>().prop_map(Some)];
    let leaf = || {
        prop_oneof![
            1 => index().prop_map(Leaf::Exactly),
            1 => (index(), index()).prop_map(|(one, two)| Leaf::FromTo(one, two)),
            3 => (index(), perhaps(), index(), any::<bool>())
                .prop_map(|(from, to, fact, per)| Leaf::Each(from, to, fact, per)),
        ]
    };
    let form = prop_oneof![
        3 => leaf().prop_map(Form::Leaf),
        1 => leaf().prop_map(Form::UpTo),
        1 => (conditions(1, 3), leaf(), leaf()).prop_map(|(when, one, two)| Form::WithElse(when, one, two)),
    ];
    let years = prop_oneof![4 => Just(None), 1 => (2_u8..4).prop_map(Some)];
    (form, years, perhaps(), perhaps()).prop_map(|(form, years, cap, floor)| PointsPlan { form, years, cap, floor })
}

fn hundredths(points: &str) -> i64 {
    huiqi::figure::read_points(points).unwrap()
}

impl PointsPlan {
    pub fn write(&self, scope: Scope<'_>, used: &mut Vec<usize>) -> String {
        let mut toml = match &self.form {
            Form::Leaf(leaf) => leaf.write(scope, used),
            Form::UpTo(Leaf::Exactly(points)) => format!("up-to = \"{}\"", points.get(&POINTS)),
            Form::UpTo(leaf) => format!("up-to = {{ {} }}", leaf.write(scope, used)),
            Form::WithElse(when, one, two) => {
                let (one, two) = (one.write(scope, used), two.write(scope, used));
                let when = when.write(scope);
                format!("cases = [{{ when = {{ {when} }}, amount = {{ {one} }} }}, {{ else = {{ {two} }} }}]")
            }
        };
        let cap = self.cap.map(|cap| *cap.get(&POINTS));
        // A floor above the cap is a fault.
        let floor = self.floor.map(|floor| *floor.get(&POINTS));
        let floor = floor.filter(|floor| cap.is_none_or(|cap| hundredths(floor) <= hundredths(cap)));
        toml += &self.years.map(|years| format!(", years = {years}")).unwrap_or_default();
        toml += &cap.map(|cap| format!(", cap = \"{cap}\"")).unwrap_or_default();
        toml += &floor.map(|floor| format!(", floor = \"{floor}\"")).unwrap_or_default();
        toml
    }
}

impl Leaf {
    fn write(&self, scope: Scope<'_>, used: &mut Vec<usize>) -> String {
        match self {
            Self::Exactly(points) => format!("exactly = \"{}\"", points.get(&POINTS)),
            Self::FromTo(one, two) => {
                let (one, two) = (one.get(&POINTS), two.get(&POINTS));
                let (low, high) = if hundredths(one) <= hundredths(two) { (one, two) } else { (two, one) };
                format!("from = \"{low}\", to = \"{high}\"")
            }
            Self::Each(from, to, fact, per) => {
                let Some(of) = fact_of(&["count", "quantity"], *fact, scope) else {
                    return Self::Exactly(*from).write(scope, used);
                };
                used.push(of);
                let per = if *per { ", per = 2" } else { "" };
                format!("each = {}, of = \"fact-{of}\"{per}", pair(*from, *to, &POINTS, hundredths))
            }
        }
    }
}
