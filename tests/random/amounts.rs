//! Random amounts and supports.

use super::conditions::{ConditionPlan, Scope, conditions};
use super::points::{PointsPlan, points};
use proptest::prelude::*;
use proptest::sample::Index;

/// What a random amount is like.
#[derive(Clone, Debug)]
pub struct AmountPlan {
    form: Form,
    years: Option<u8>,
    /// What is taken off, and whether it is taken off a figure that is the cap.
    less: Option<(Index, bool)>,
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
    /// A share of each year, a seed for each share, and a cap of each year.
    Rates(Vec<(Index, Option<Index>)>, Option<Index>, Index),
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
    Points(PointsPlan),
    InKind(Index),
    OneOf(Vec<SupportPlan>, Option<bool>),
}

pub const FIGURES: [&str; 7] = ["1万元", "600元", "3万元", "10万元", "33.33元", "0", "2000元"];
const RATES: [&str; 5] = ["20%", "1%", "2.5%", "33.3333%", "100%"];
const STAGES: [&str; 2] = ["30%", "70%"];
const MONEY_KINDS: [&str; 6] = ["award", "grant", "subsidy", "equity-investment", "fee-relief", "credit"];
const KINDS_IN_KIND: [&str; 4] = ["land", "public-service", "recognition", "encouragement"];

pub fn supports() -> impl Strategy<Value = SupportPlan> {
    let one = || {
        prop_oneof![
            4 => (any::<Index>(), amounts()).prop_map(|(kind, amount)| SupportPlan::Money(kind, amount)),
            1 => points().prop_map(SupportPlan::Points),
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
        2 => (prop::collection::vec((index(), perhaps()), 3), perhaps(), index())
            .prop_map(|(shares, cap, fact)| Form::Rates(shares, cap, fact)),
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
    let less = prop_oneof![4 => Just(None), 1 => (any::<Index>(), any::<bool>()).prop_map(Some)];
    (form, years, less, cap, floor).prop_map(|(form, years, less, cap, floor)| AmountPlan {
        form,
        years,
        less,
        cap,
        floor,
    })
}

/// A fact of one of these types, where there is one.
pub fn fact_of(kinds: &[&str], which: Index, scope: Scope<'_>) -> Option<usize> {
    let fitting: Vec<usize> = (0..scope.facts.len()).filter(|at| kinds.contains(&scope.facts[*at].kind)).collect();
    (!fitting.is_empty()).then(|| *which.get(&fitting))
}

fn fen(figure: &str) -> i64 {
    huiqi::figure::read_money(figure).unwrap()
}

/// One size, or from the lesser to the greater.
pub fn pair(from: Index, to: Option<Index>, names: &[&'static str], size: fn(&str) -> i64) -> String {
    let one = from.get(names);
    let Some(two) = to.map(|to| to.get(names)) else { return format!("\"{one}\"") };
    let (low, high) = if size(one) <= size(two) { (one, two) } else { (two, one) };
    format!("{{ from = \"{low}\", to = \"{high}\" }}")
}

impl AmountPlan {
    /// An amount that no fact both raises and lowers.
    pub fn write(&self, scope: Scope<'_>, used: &mut Vec<usize>) -> String {
        let (mut raising, mut lowering) = (Vec::new(), Vec::new());
        let toml = self.pulled(scope, &mut raising, &mut lowering, true);
        let toml = if raising.iter().any(|fact| lowering.contains(fact)) {
            raising.clear();
            lowering.clear();
            self.pulled(scope, &mut raising, &mut lowering, false)
        } else {
            toml
        };
        used.extend(raising.into_iter().chain(lowering));
        toml
    }

    /// The amount, the facts that raise it or decide its cases, and those that lower it where
    /// anything may.
    fn pulled(&self, scope: Scope<'_>, raising: &mut Vec<usize>, lowering: &mut Vec<usize>, may: bool) -> String {
        let mut toml = self.form.write(scope, raising, lowering, may);
        if let Some(years) = self.years {
            toml += &format!(", years = {years}");
        }
        let less = self.less.filter(|_| may);
        let less = less.and_then(|(fact, in_cap)| Some((fact_of(&["money", "yearly-money"], fact, scope)?, in_cap)));
        lowering.extend(less.map(|(fact, _)| fact));
        let taken_off = |in_cap: bool| match less {
            Some((fact, wanted)) if wanted == in_cap => format!(", less = \"fact-{fact}\""),
            _ => String::new(),
        };
        toml += &taken_off(false);
        match &self.cap {
            Some(Cap::Constant(cap)) => match taken_off(true).as_str() {
                "" => toml += &format!(", cap = \"{}\"", cap.get(&FIGURES)),
                less => toml += &format!(", cap = {{ exactly = \"{}\"{less} }}", cap.get(&FIGURES)),
            },
            Some(Cap::Rate(rate, fact)) => {
                let rate = Form::Rate(*rate, None, *fact).write(scope, raising, lowering, may);
                toml += &format!(", cap = {{ {rate}{} }}", taken_off(true));
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
    fn write(&self, scope: Scope<'_>, used: &mut Vec<usize>, lowering: &mut Vec<usize>, may: bool) -> String {
        let case = |when: &str, amount: String| format!("{{ when = {{ {when} }}, amount = {{ {amount} }} }}");
        match self {
            Self::Unstated => "unstated = true".into(),
            Self::Exactly(figure) => format!("exactly = \"{}\"", figure.get(&FIGURES)),
            Self::UpTo(figure) => format!("up-to = \"{}\"", figure.get(&FIGURES)),
            Self::UpToAmount(inner) => format!("up-to = {{ {} }}", inner.pulled(scope, used, lowering, may)),
            Self::FromTo(one, two) => {
                let (one, two) = (one.get(&FIGURES), two.get(&FIGURES));
                let (low, high) = if fen(one) <= fen(two) { (one, two) } else { (two, one) };
                format!("from = \"{low}\", to = \"{high}\"")
            }
            Self::Rate(from, to, fact) => {
                let Some(of) = fact_of(&["money", "yearly-money"], *fact, scope) else {
                    return Self::Exactly(*from).write(scope, used, lowering, may);
                };
                used.push(of);
                let size = |rate: &str| huiqi::figure::read_percent(rate, 4).unwrap();
                format!("rate = {}, of = \"fact-{of}\"", pair(*from, *to, &RATES, size))
            }
            Self::Rates(shares, cap, fact) => {
                let Some(of) = fact_of(&["yearly-money"], *fact, scope) else {
                    return Self::UpTo(shares[0].0).write(scope, used, lowering, may);
                };
                used.push(of);
                let size = |rate: &str| huiqi::figure::read_percent(rate, 4).unwrap();
                let shares = shares.iter().take(scope.facts[of].size).map(|(from, to)| pair(*from, *to, &RATES, size));
                let shares = shares.collect::<Vec<_>>().join(", ");
                let cap = cap.map(|cap| format!(", cap-each-year = \"{}\"", cap.get(&FIGURES)));
                format!("rates = [{shares}], of = \"fact-{of}\"{}", cap.unwrap_or_default())
            }
            Self::Each(from, to, fact, per) => {
                let Some(of) = fact_of(&["count", "quantity"], *fact, scope) else {
                    return Self::UpTo(*from).write(scope, used, lowering, may);
                };
                used.push(of);
                let per =
                    [String::new(), ", per = 2".into(), ", per = 10".into(), String::new()][usize::from(*per)].clone();
                format!("each = {}, of = \"fact-{of}\"{per}", pair(*from, *to, &FIGURES, fen))
            }
            Self::WithElse(cases, other) => {
                let mut list: Vec<String> = cases
                    .iter()
                    .map(|(when, amount)| case(&when.write(scope), amount.pulled(scope, used, lowering, may)))
                    .collect();
                list.push(format!("{{ else = {{ {} }} }}", other.pulled(scope, used, lowering, may)));
                format!("cases = [{}]", list.join(", "))
            }
            Self::OrElse(when, one, two) => {
                let when = when.write(scope);
                let list = [
                    case(&when, one.pulled(scope, used, lowering, may)),
                    case(&format!("none-of = [{{ {when} }}]"), two.pulled(scope, used, lowering, may)),
                ];
                format!("cases = [{}]", list.join(", "))
            }
            Self::Sides(fact, at, one, two) => {
                let Some(of) = fact_of(&["count", "quantity", "money", "percent"], *fact, scope) else {
                    return one.form.write(scope, used, lowering, may);
                };
                used.push(of);
                let number = scope.facts[of].number(*at);
                let list = [
                    case(&format!("fact-{of} = {{ at-least = {number} }}"), one.pulled(scope, used, lowering, may)),
                    case(&format!("fact-{of} = {{ less-than = {number} }}"), two.pulled(scope, used, lowering, may)),
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
            Self::Points(_) | Self::InKind(_) => Vec::new(),
            Self::OneOf(list, _) => list.iter().flat_map(Self::classes).collect(),
        }
    }

    /// The lines of a support table, parted by `separator`.
    pub fn write(&self, scope: Scope<'_>, separator: &str, used: &mut Vec<usize>) -> String {
        match self {
            Self::Money(kind, amount) => {
                let amount = amount.write(scope, used);
                let stage = |share: &&str| format!("{{ share = \"{share}\", zh = \"一期\", en = \"one part\" }}");
                let stages = STAGES.iter().map(stage).collect::<Vec<_>>().join(", ");
                let more = match kind.index(4) {
                    0 => format!("{separator}stages = [{stages}]"),
                    1 => format!("{separator}what = {{ zh = \"支持\", en = \"support\" }}"),
                    2 => format!("{separator}term = {{ from = 1, to = 2, unit = \"year\" }}"),
                    _ => String::new(),
                };
                format!("kind = \"{}\"{separator}amount = {{ {amount} }}{more}", kind.get(&MONEY_KINDS))
            }
            Self::Points(points) => format!("kind = \"points\"{separator}amount = {{ {} }}", points.write(scope, used)),
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
