//! Where each part of each rule stands.
//!
//! Rules themselves know nothing of files. What checks and tests them reads the files anew for the
//! places, so that nobody else pays for them.

use super::source::{Role, Source};
use crate::problem::Place;
use crate::tree::{self, Data, Entry, Node};
use std::collections::HashMap;
use std::ops::Range;

/// Where a condition stands, and where its parts do; it has the shape of the condition.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// The condition: its line, or the table of several lines.
    pub span: Range<usize>,
    /// The fact or operator of its line; empty for several lines.
    pub key: String,
    /// Its parts; of a requirement the choices of its list, or its bounds.
    pub parts: Vec<Outline>,
}

/// Where the rules of a measure stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub audience: Outline,
    pub conditions: Outline,
    /// What the measure leaves open.
    pub reserved: Range<usize>,
    pub unless: Outline,
    /// For each support where its amount stands.
    pub amounts: Vec<Amounts>,
}

/// Where the parts of an amount stand, each in the order in which the amount is walked.
#[derive(Clone, Debug, Default)]
pub(super) struct Amounts {
    /// The conditions of its cases, and the `else` that ends them.
    pub cases: Vec<Outline>,
    /// Its figures.
    pub figures: Vec<Range<usize>>,
    /// The caps and floors in it: each as it is written.
    pub limits: Vec<Range<usize>>,
}

/// Where the rules of a catalogue stand.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    /// Those of a measure, by its file and the place of its table.
    measures: HashMap<(usize, Range<usize>), Rules>,
    /// Ask-whens, by the file and place of the fact.
    ask_when: HashMap<(usize, Range<usize>), Outline>,
    /// Named conditions, by name.
    named: HashMap<String, (usize, Outline)>,
}

impl Outlines {
    /// Reads the places from the files of a catalogue that can be read.
    pub(super) fn of(source: &Source) -> Self {
        let mut outlines = Self::default();
        for (file, text) in source.files.iter().enumerate() {
            let role = Role::of(&text.path);
            if !matches!(role, Role::SharedFacts | Role::Facts(_) | Role::Clause(_)) {
                continue;
            }
            let (node, _) = tree::from_toml(&text.text);
            for measure in items(&node, "measure") {
                outlines.measures.insert((file, measure.span.clone()), Rules::of(measure));
            }
            for fact in items(&node, "fact") {
                let outline = under(fact, "ask-when").map(Outline::of).unwrap_or_default();
                outlines.ask_when.insert((file, fact.span.clone()), outline);
            }
            for condition in items(&node, "condition") {
                if let (Some(id), Some(when)) = (under(condition, "id"), under(condition, "when"))
                    && let Some(id) = id.written()
                {
                    outlines.named.insert(id.into_owned(), (file, Outline::of(when)));
                }
            }
        }
        outlines
    }

    pub(super) fn measure(&self, file: usize, whole: &Range<usize>) -> Rules {
        self.measures.get(&(file, whole.clone())).cloned().unwrap_or_default()
    }

    pub(super) fn ask_when(&self, fact: &Place) -> Outline {
        self.ask_when.get(&(fact.file, fact.span.clone())).cloned().unwrap_or_default()
    }

    pub(super) fn named(&self, id: &str) -> (usize, Outline) {
        self.named.get(id).cloned().unwrap_or_default()
    }
}

impl Rules {
    fn of(measure: &Node<'_>) -> Self {
        let outline = |node: Option<&Node<'_>>| node.map(Outline::of).unwrap_or_default();
        let reserved = under(measure, "reserved");
        let mut amounts = Vec::new();
        for support in items(measure, "support") {
            match under(support, "one-of") {
                Some(Node { data: Data::List(list), .. }) => amounts.extend(list.iter().map(Amounts::of)),
                _ => amounts.push(Amounts::of(support)),
            }
        }
        Self {
            audience: outline(under(measure, "for")),
            conditions: outline(under(measure, "when")),
            reserved: reserved.map_or_else(Range::default, |node| node.span.clone()),
            unless: outline(reserved.and_then(|reserved| under(reserved, "unless"))),
            amounts,
        }
    }
}

impl Amounts {
    fn of(support: &Node<'_>) -> Self {
        let mut amounts = Self::default();
        under(support, "amount").into_iter().for_each(|amount| amounts.read(amount));
        amounts
    }

    fn read(&mut self, amount: &Node<'_>) {
        match (under(amount, "up-to"), under(amount, "cases")) {
            (Some(inner), _) => self.read(inner),
            (_, Some(Node { data: Data::List(cases), .. })) => {
                for case in cases {
                    let when = under(case, "when").map(Outline::of);
                    let other = under(case, "else").map(|it| Outline { span: it.span.clone(), ..Outline::default() });
                    self.cases.extend(when.or(other));
                    let amount = under(case, "amount").or_else(|| under(case, "else"));
                    amount.into_iter().for_each(|amount| self.read(amount));
                }
            }
            _ => self.figures.push(amount.span.clone()),
        }
        let limits = ["cap", "floor"].into_iter().filter_map(|key| line(amount, key));
        self.limits.extend(limits.map(whole_line));
        under(amount, "cap").into_iter().for_each(|cap| self.read(cap));
    }
}

impl Outline {
    /// The outline of a table of which every line must hold.
    fn of(node: &Node<'_>) -> Self {
        match &node.data {
            Data::Table(lines) => match lines.as_slice() {
                [only] => Self::of_line(only),
                several => Self {
                    span: node.span.clone(),
                    key: String::new(),
                    parts: several.iter().map(Self::of_line).collect(),
                },
            },
            _ => Self { span: node.span.clone(), ..Self::default() },
        }
    }

    fn of_line(line: &Entry<'_>) -> Self {
        let list = |node: &Node<'_>| match &node.data {
            Data::List(list) => list.iter().map(Self::of).collect(),
            _ => Vec::new(),
        };
        let parts = match (line.key.as_ref(), &line.node.data) {
            ("at-least-n-of", _) => under(&line.node, "of").map(list).unwrap_or_default(),
            (_, Data::List(_)) => list(&line.node),
            // The bounds of a number, alone or under `any`, `every`, `sum`; choices under `includes`.
            (_, Data::Table(lines)) => match lines.as_slice() {
                [one] if matches!(one.node.data, Data::Table(_) | Data::List(_)) => Self::of_line(one).parts,
                bounds => bounds.iter().map(Self::of_line).collect(),
            },
            _ => Vec::new(),
        };
        Self { span: whole_line(line), key: line.key.to_string(), parts }
    }
}

fn whole_line(line: &Entry<'_>) -> Range<usize> {
    line.key_span.start.min(line.node.span.start)..line.key_span.end.max(line.node.span.end)
}

fn line<'n, 't>(node: &'n Node<'t>, key: &str) -> Option<&'n Entry<'t>> {
    let Data::Table(lines) = &node.data else { return None };
    lines.iter().find(|line| line.key == key)
}

fn under<'n, 't>(node: &'n Node<'t>, key: &str) -> Option<&'n Node<'t>> {
    line(node, key).map(|line| &line.node)
}

fn items<'n, 't>(node: &'n Node<'t>, key: &str) -> &'n [Node<'t>] {
    match under(node, key).map(|node| &node.data) {
        Some(Data::List(items)) => items,
        _ => &[],
    }
}
