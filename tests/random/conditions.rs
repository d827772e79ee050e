//! Random facts and conditions.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What a random fact is like, its id being its position: `fact-0`, `fact-1` …
#[derive(Clone, Debug)]
pub struct FactPlan {
    pub kind: &'static str,
    pub fixed: bool,
    /// How many choices or years.
    pub size: usize,
    pub bounds: u8,
    pub ask_when: Option<ConditionPlan>,
}

/// What a random condition is like; its facts are chosen among those in scope when it is written.
#[derive(Clone, Debug)]
pub enum ConditionPlan {
    Fact { fact: Index, operator: u8, one: Index, two: Index },
    All(Vec<ConditionPlan>),
    Any(Vec<ConditionPlan>),
    None(Vec<ConditionPlan>),
    AtLeast(usize, Vec<ConditionPlan>),
    Named(Index),
}

/// The facts and named conditions that a condition may use.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    pub facts: &'s [FactPlan],
    pub named: usize,
    pub fixed_only: bool,
}

pub const KINDS: [&str; 9] =
    ["yes-no", "count", "quantity", "money", "percent", "date", "choice", "choices", "yearly-money"];

pub fn facts() -> impl Strategy<Value = FactPlan> {
    let ask_when = prop_oneof![3 => Just(None), 2 => conditions(1, 3).prop_map(Some)];
    (select(&KINDS[..]), any::<bool>(), 2_usize..4, 0_u8..6, ask_when)
        .prop_map(|(kind, fixed, size, bounds, ask_when)| FactPlan { kind, fixed, size, bounds, ask_when })
}

pub fn conditions(depth: u32, size: u32) -> impl Strategy<Value = ConditionPlan> {
    let fact = (any::<Index>(), any::<u8>(), any::<Index>(), any::<Index>())
        .prop_map(|(fact, operator, one, two)| ConditionPlan::Fact { fact, operator, one, two });
    let leaf = prop_oneof![9 => fact, 1 => any::<Index>().prop_map(ConditionPlan::Named)];
    leaf.prop_recursive(depth, size, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts().prop_map(ConditionPlan::All),
            parts().prop_map(ConditionPlan::Any),
            parts().prop_map(ConditionPlan::None),
            (0_usize..4, parts()).prop_map(|(number, parts)| ConditionPlan::AtLeast(number, parts)),
        ]
    })
}

impl FactPlan {
    pub fn write(&self, at: usize, ask_when: Option<&str>) -> String {
        let text = format!("{{ zh = \"信息{at}\", en = \"fact {at}\" }}");
        let mut toml = format!(
            "[[fact]]\nid = \"fact-{at}\"\ntopic = \"topic\"\ntype = \"{}\"\nfixed = {}\n\
             label = {text}\nquestion = {text}\nhelp = {text}\naliases = [\"又名{at}\"]\n",
            self.kind, self.fixed
        );
        match self.kind {
            "choice" | "choices" => {
                // Three choices stand in two groups.
                let more = |at: usize| match self.size {
                    3 => format!(", group = \"group-{}\", help = {text}", at / 2),
                    _ => String::new(),
                };
                let choice =
                    |at| format!("{{ id = \"choice-{at}\", zh = \"选项{at}\", en = \"choice {at}\"{} }}", more(at));
                toml += &format!("choices = [{}]\n", (0..self.size).map(choice).collect::<Vec<_>>().join(", "));
                if self.size == 3 {
                    let group = |at| format!("{{ id = \"group-{at}\", zh = \"组{at}\", en = \"group {at}\" }}");
                    toml += &format!("groups = [{}, {}]\n", group(0), group(1));
                }
            }
            "count" | "quantity" => toml += "unit = { zh = \"个\", en = \"pieces\" }\n",
            "yearly-money" => toml += &format!("years = {}\n", self.size),
            _ => {}
        }
        let limits = match self.kind {
            "count" => [Some("1"), Some("20")],
            "quantity" => [Some("0.5"), Some("50")],
            "money" | "yearly-money" => [Some("1元"), Some("200万元")],
            "percent" => [Some("10%"), Some("100%")],
            _ => [None, None],
        };
        if let (4.., [_, Some(max)]) = (self.bounds, limits) {
            toml += &format!("max = \"{max}\"\n");
        }
        if let (5, [Some(min), _]) = (self.bounds, limits) {
            toml += &format!("min = \"{min}\"\n");
        }
        if let Some(ask_when) = ask_when {
            toml += &format!("ask-when = {{ {ask_when} }}\n");
        }
        toml
    }

    pub fn number(&self, which: Index) -> &'static str {
        self.numbers()[which.index(self.numbers().len())]
    }

    /// Two numbers, the lesser first.
    fn two_numbers(&self, one: Index, two: Index) -> (&'static str, &'static str) {
        let numbers = self.numbers();
        let low = one.index(numbers.len() - 1);
        let high = low + 1 + two.index(numbers.len() - 1 - low);
        (numbers[low], numbers[high])
    }

    /// Values of the kind, rising.
    fn numbers(&self) -> &'static [&'static str] {
        match self.kind {
            "count" => &["\"1\"", "2", "\"3\"", "\"5\"", "\"10\""],
            "quantity" => &["\"0.5\"", "\"1\"", "\"1.5\"", "\"2\"", "\"10.25\""],
            "money" | "yearly-money" => &["\"1万元\"", "\"1.9999万元\"", "\"2万元\"", "\"5万元\"", "\"100万元\""],
            "percent" => &["\"10%\"", "\"25%\"", "\"33.3333%\"", "\"50%\"", "\"100%\""],
            _ => &["\"2019-12-31\"", "\"2020-06-30\"", "\"2020-08-20\"", "\"2021-03-15\"", "\"2021-06-30\""],
        }
    }

    /// The requirement of one of the operators that the kind knows.
    pub fn requirement(&self, operator: u8, one: Index, two: Index) -> String {
        let choice = |which: Index| format!("\"choice-{}\"", which.index(self.size));
        match self.kind {
            "yes-no" => (operator.is_multiple_of(2)).to_string(),
            "choice" | "choices" => match operator % 4 {
                0 | 1 => choice(one),
                2 if self.kind == "choices" => format!("{{ includes = {} }}", choice(one)),
                _ => format!("[{}, {}]", choice(one), choice(two)),
            },
            "date" => {
                let period = two.get(&["12 months", "24 months", "90 days", "1 year"]);
                let (low, high) = self.two_numbers(one, two);
                let one = self.number(one);
                match operator % 6 {
                    0 => format!("{{ on-or-after = {one} }}"),
                    1 => format!("{{ before = {one} }}"),
                    2 => format!("{{ within = \"{period}\" }}"),
                    3 => format!("{{ on-or-after = {low}, before = {high} }}"),
                    4 => format!("{{ on-or-after = {one}, within = \"{period}\" }}"),
                    _ => format!("{{ before = {one}, within = \"{period}\" }}"),
                }
            }
            "yearly-money" => {
                let key = ["any", "every", "sum"][usize::from(operator % 3)];
                format!("{{ {key} = {} }}", self.bounds_of(operator / 3, one, two))
            }
            _ => self.bounds_of(operator, one, two),
        }
    }

    fn bounds_of(&self, operator: u8, one: Index, two: Index) -> String {
        let (low, high) = self.two_numbers(one, two);
        let one = self.number(one);
        match operator % 6 {
            0 => format!("{{ at-least = {one} }}"),
            1 => format!("{{ more-than = {one} }}"),
            2 => format!("{{ at-most = {one} }}"),
            3 => format!("{{ less-than = {one} }}"),
            4 => format!("{{ at-least = {low}, less-than = {high} }}"),
            _ => format!("{{ more-than = {low}, at-most = {high} }}"),
        }
    }
}

impl Scope<'_> {
    fn fact(&self, which: Index) -> Option<usize> {
        let all: Vec<usize> = (0..self.facts.len()).collect();
        let fixed: Vec<usize> = all.iter().copied().filter(|at| self.facts[*at].fixed).collect();
        let from = if self.fixed_only && !fixed.is_empty() { fixed } else { all };
        (!from.is_empty()).then(|| *which.get(&from))
    }
}

impl ConditionPlan {
    /// The condition as the lines of a table, without its braces.
    pub fn write(&self, scope: Scope<'_>) -> String {
        self.lines(scope).into_iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
    }

    fn lines(&self, scope: Scope<'_>) -> Vec<(String, String)> {
        let list = |parts: &[Self]| {
            let each: Vec<String> = parts.iter().map(|part| format!("{{ {} }}", part.write(scope))).collect();
            format!("[{}]", each.join(", "))
        };
        match self {
            Self::Fact { fact, operator, one, two } => match scope.fact(*fact) {
                Some(at) => {
                    vec![(format!("fact-{at}"), scope.facts[at].requirement(*operator, *one, *two))]
                }
                None => vec![("is".into(), format!("\"named-{}\"", fact.index(scope.named.max(1))))],
            },
            Self::Named(which) if scope.named > 0 => {
                vec![("is".into(), format!("\"named-{}\"", which.index(scope.named)))]
            }
            Self::Named(which) => {
                let operator = which.index(6) as u8;
                Self::Fact { fact: *which, operator, one: *which, two: *which }.lines(scope)
            }
            Self::All(parts) => {
                // Lines with keys of their own need no `all-of`.
                let lines: Vec<(String, String)> = parts.iter().flat_map(|part| part.lines(scope)).collect();
                let mut keys: Vec<&String> = lines.iter().map(|(key, _)| key).collect();
                keys.sort();
                keys.dedup();
                if keys.len() == lines.len() && keys.len().is_multiple_of(2) {
                    return lines;
                }
                vec![("all-of".into(), list(parts))]
            }
            Self::Any(parts) => vec![("any-of".into(), list(parts))],
            Self::None(parts) => vec![("none-of".into(), list(parts))],
            Self::AtLeast(number, parts) => {
                let number = (*number).clamp(1, parts.len().max(1));
                vec![("at-least-n-of".into(), format!("{{ n = {number}, of = {} }}", list(parts)))]
            }
        }
    }
}
