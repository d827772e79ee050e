//! Random amounts and supports.

use super::conditions::{ConditionPlan, Scope, conditions};
use proptest::prelude::*;
use proptest::sample::Index;

/// What a random amount is like.
#[derive(Clone, Debug)]
pub struct AmountPlan {
    form: Form,
    years: Option<u8>,
    cap: Option<Cap>,
    floor: Option<Index>,
}

#[derive(Clone, Debug)]
enum Form {
    Unstated,
    Exactly(Index),
    UpTo(Index),
    UpToAmount(Box<AmountPlan>),
    FromTo(Index, Index),
    Rate(Index, Option<Index>, Index),
    Each(Index, Option<Index>, Index, u8),
    /// Cases that end with `else`.
    WithElse(Vec<(ConditionPlan, AmountPlan)>, Box<AmountPlan>),
    /// A condition, and none of it.
    OrElse(ConditionPlan, Box<AmountPlan>, Box<AmountPlan>),
    /// A number of a fact on either side of a threshold.
    Sides(Index, Index, Box<AmountPlan>, Box<AmountPlan>),
}

#[derive(Clone, Debug)]
enum Cap {
    Constant(Index),
    Rate(Index, Index),
}

/// What a random support is like.
#[derive(Clone, Debug)]
pub enum SupportPlan {
    Money(Index, AmountPlan),
    InKind(Index),
    OneOf(Vec<SupportPlan>, Option<bool>),
}

/// An amount as it is written, and the facts that it uses.
#[derive(Default)]
pub struct Written {
    pub toml: String,
    pub used: Vec<usize>,
}

pub const FIGURES: [&str; 7] = ["1万元", "600元", "3万元", "10万元", "33.33元", "0", "2000元"];
const RATES: [&str; 5] = ["20%", "1%", "2.5%", "33.3333%", "100%"];
const MONEY_KINDS: [&str; 6] = ["award", "grant", "subsidy", "equity-investment", "fee-relief", "credit"];
const KINDS_IN_KIND: [&str; 4] = ["land", "public-service", "recognition", "encouragement"];

pub fn supports() -> impl Strategy<Value = SupportPlan> {
    let one = || {
        prop_oneof![
            4 => (any::<Index>(), amounts()).prop_map(|(kind, amount)| SupportPlan::Money(kind, amount)),
            1 => any::<Index>().prop_map(SupportPlan::InKind),
        ]
    };
    let chooser = prop_oneof![Just(None), any::<bool>().prop_map(Some)];
    let one_of = (prop::collection::vec(one(), 2..4), chooser).prop_map(|(list, by)| SupportPlan::OneOf(list, by));
    prop_oneof![4 => one(), 1 => one_of]
}

pub fn amounts() -> impl Strategy<Value = AmountPlan> {
    let index = any::<Index>;
    let perhaps = || prop_oneof![Just(None), any::<Index>().prop_map(Some)];
    let leaf = prop_oneof![
        1 => Just(Form::Unstated),
        2 => index().prop_map(Form::Exactly),
        2 => index().prop_map(Form::UpTo),
        2 => (index(), index()).prop_map(|(one, two)| Form::FromTo(one, two)),
        4 => (index(), perhaps(), index()).prop_map(|(from, to, fact)| Form::Rate(from, to, fact)),
        3 => (index(), perhaps(), index(), 0_u8..4).prop_map(|(from, to, fact, per)| Form::Each(from, to, fact, per)),
    ];
    limited(leaf).prop_recursive(2, 4, 2, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let case = (conditions(1, 3), inner.clone());
        limited(prop_oneof![
            boxed().prop_map(Form::UpToAmount),
            (prop::collection::vec(case, 1..3), boxed()).prop_map(|(cases, other)| Form::WithElse(cases, other)),
            (conditions(1, 3), boxed(), boxed()).prop_map(|(when, one, two)| Form::OrElse(when, one, two)),
            (any::<Index>(), any::<Index>(), boxed(), boxed())
                .prop_map(|(fact, at, one, two)| Form::Sides(fact, at, one, two)),
        ])
    })
}

fn limited(form: impl Strategy<Value = Form>) -> impl Strategy<Value = AmountPlan> {
    let years = prop_oneof![5 => Just(None), 1 => (1_u8..4).prop_map(Some)];
    let cap = prop_oneof![
        4 => Just(None),
        2 => any::<Index>().prop_map(|cap| Some(Cap::Constant(cap))),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(rate, fact)| Some(Cap::Rate(rate, fact))),
    ];
    let floor = prop_oneof![5 => Just(None), 1 => any::<Index>().prop_map(Some)];
    (form, years, cap, floor).prop_map(|(form, years, cap, floor)| AmountPlan { form, years, cap, floor })
}

/// A fact of one of these types, where there is one.
fn fact_of(kinds: &[&str], which: Index, scope: Scope<'_>) -> Option<usize> {
    let fitting: Vec<usize> = (0..scope.facts.len()).filter(|at| kinds.contains(&scope.facts[*at].kind)).collect();
    (!fitting.is_empty()).then(|| *which.get(&fitting))
}

fn fen(figure: &str) -> i64 {
    huiqi::figure::read_money(figure).unwrap()
}

fn pair(from: Index, to: Option<Index>, names: &[&'static str], size: fn(&str) -> i64) -> String {
    let one = from.get(names);
    let Some(two) = to.map(|to| to.get(names)) else { return format!("\"{one}\"") };
    let (low, high) = if size(one) <= size(two) { (one, two) } else { (two, one) };
    format!("{{ from = \"{low}\", to = \"{high}\" }}")
}

impl AmountPlan {
    pub fn write(&self, scope: Scope<'_>, used: &mut Vec<usize>) -> String {
        let mut toml = self.form.write(scope, used);
        if let Some(years) = self.years {
            toml += &format!(", years = {years}");
        }
        match &self.cap {
            Some(Cap::Constant(cap)) => toml += &format!(", cap = \"{}\"", cap.get(&FIGURES)),
            Some(Cap::Rate(rate, fact)) => {
                let rate = Form::Rate(*rate, None, *fact).write(scope, used);
                toml += &format!(", cap = {{ {rate} }}");
            }
            None => {}
        }
        let above_cap = |floor: &str| match &self.cap {
            Some(Cap::Constant(cap)) => {
                let cap = *cap.get(FIGURES.as_slice());
                fen(floor) > fen(cap)
            }
            // Where there is no amount to take a share of, the cap is a figure as well.
            Some(Cap::Rate(rate, fact)) if fact_of(&["money", "yearly-money"], *fact, scope).is_none() => {
                fen(floor) > fen(FIGURES[rate.index(FIGURES.len())])
            }
            _ => false,
        };
        if let Some(floor) = self.floor.map(|floor| floor.get(&FIGURES)).filter(|floor| !above_cap(floor)) {
            toml += &format!(", floor = \"{floor}\"");
        }
        toml
    }
}

impl Form {
    fn write(&self, scope: Scope<'_>, used: &mut Vec<usize>) -> String {
        let case = |when: &str, amount: String| format!("{{ when = {{ {when} }}, amount = {{ {amount} }} }}");
        match self {
            Self::Unstated => "unstated = true".into(),
            Self::Exactly(figure) => format!("exactly = \"{}\"", figure.get(&FIGURES)),
            Self::UpTo(figure) => format!("up-to = \"{}\"", figure.get(&FIGURES)),
            Self::UpToAmount(inner) => format!("up-to = {{ {} }}", inner.write(scope, used)),
            Self::FromTo(one, two) => {
                let (one, two) = (one.get(&FIGURES), two.get(&FIGURES));
                let (low, high) = if fen(one) <= fen(two) { (one, two) } else { (two, one) };
                format!("from = \"{low}\", to = \"{high}\"")
            }
            Self::Rate(from, to, fact) => {
                let Some(of) = fact_of(&["money", "yearly-money"], *fact, scope) else {
                    return Self::Exactly(*from).write(scope, used);
                };
                used.push(of);
                let size = |rate: &str| huiqi::figure::read_percent(rate, 4).unwrap();
                format!("rate = {}, of = \"fact-{of}\"", pair(*from, *to, &RATES, size))
            }
            Self::Each(from, to, fact, per) => {
                let Some(of) = fact_of(&["count", "quantity"], *fact, scope) else {
                    return Self::UpTo(*from).write(scope, used);
                };
                used.push(of);
                let per =
                    [String::new(), ", per = 2".into(), ", per = 10".into(), String::new()][usize::from(*per)].clone();
                format!("each = {}, of = \"fact-{of}\"{per}", pair(*from, *to, &FIGURES, fen))
            }
            Self::WithElse(cases, other) => {
                let mut list: Vec<String> =
                    cases.iter().map(|(when, amount)| case(&when.write(scope), amount.write(scope, used))).collect();
                list.push(format!("{{ else = {{ {} }} }}", other.write(scope, used)));
                format!("cases = [{}]", list.join(", "))
            }
            Self::OrElse(when, one, two) => {
                let when = when.write(scope);
                let list = [
                    case(&when, one.write(scope, used)),
                    case(&format!("none-of = [{{ {when} }}]"), two.write(scope, used)),
                ];
                format!("cases = [{}]", list.join(", "))
            }
            Self::Sides(fact, at, one, two) => {
                let Some(of) = fact_of(&["count", "quantity", "money", "percent"], *fact, scope) else {
                    return one.form.write(scope, used);
                };
                used.push(of);
                let number = scope.facts[of].number(*at);
                let list = [
                    case(&format!("fact-{of} = {{ at-least = {number} }}"), one.write(scope, used)),
                    case(&format!("fact-{of} = {{ less-than = {number} }}"), two.write(scope, used)),
                ];
                format!("cases = [{}]", list.join(", "))
            }
        }
    }
}

impl SupportPlan {
    /// The classes of money that it may give.
    pub fn classes(&self) -> Vec<&'static str> {
        match self {
            Self::Money(kind, _) => {
                vec![["cash", "cash", "cash", "investment", "relief", "finance"][kind.index(MONEY_KINDS.len())]]
            }
            Self::InKind(_) => Vec::new(),
            Self::OneOf(list, _) => list.iter().flat_map(Self::classes).collect(),
        }
    }

    /// The lines of a support table, parted by `separator`.
    pub fn write(&self, scope: Scope<'_>, separator: &str, used: &mut Vec<usize>) -> String {
        match self {
            Self::Money(kind, amount) => {
                let amount = amount.write(scope, used);
                format!("kind = \"{}\"{separator}amount = {{ {amount} }}", kind.get(&MONEY_KINDS))
            }
            Self::InKind(kind) => {
                format!(
                    "kind = \"{}\"{separator}what = {{ zh = \"支持\", en = \"support\" }}",
                    kind.get(&KINDS_IN_KIND)
                )
            }
            Self::OneOf(list, applicant) => {
                let list: Vec<String> =
                    list.iter().map(|one| format!("{{ {} }}", one.write(scope, ", ", used))).collect();
                let chooser = match applicant {
                    None => String::new(),
                    Some(true) => format!("{separator}chosen-by = \"applicant\""),
                    Some(false) => format!("{separator}chosen-by = \"giver\""),
                };
                format!("one-of = [{}]{chooser}", list.join(", "))
            }
        }
    }
}
