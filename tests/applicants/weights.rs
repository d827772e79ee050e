//! The weights of `weights.toml`, checked against the facts and choices of a catalogue.

use huiqi::catalogue::Catalogue;
use huiqi::day;
use huiqi::fact::{Fact, FactId, Kind, Value};
use huiqi::tree::{Data, Entry, Node, from_toml};

/// How often what occurs.
pub struct Weights {
    /// Of a hundred numbers with thresholds, how many stand at one.
    pub at_thresholds: usize,
    /// And how many just below one.
    pub below_thresholds: usize,
    /// For each fact its blocks; the last one fits always.
    pub facts: Vec<Vec<Block>>,
}

/// How a fact is drawn where all of `fits` is so.
pub struct Block {
    pub fits: Vec<(FactId, Fits)>,
    pub draw: Draw,
}

/// What an earlier fact must be.
pub enum Fits {
    /// One of these choices, or this answer as 0 or 1.
    Has(Vec<usize>),
    /// A day before this one.
    Before(i64),
}

/// How a value is drawn.
pub enum Draw {
    /// Yes so many times of a hundred.
    Yes(usize),
    /// One choice, by shares.
    One(Vec<usize>),
    /// Nothing so many times of a hundred, else each choice by its chance.
    Each { none: usize, chances: Vec<usize> },
    /// As many different choices as the shares of one, two, three … say, each by its share.
    Several { numbers: Vec<usize>, shares: Vec<usize> },
    /// One of these sets of choices, by shares.
    Sets(Vec<(Vec<usize>, usize)>),
    /// A number, amount or day: nothing so many times of a hundred, else between two numbers.
    Number { zero: usize, low: i64, high: i64, not_above: Option<FactId>, not_before: Option<FactId> },
}

type Faults = Vec<String>;

impl Weights {
    /// Reads weights; every name that the catalogue does not have is a fault.
    pub fn read(text: &str, catalogue: &Catalogue) -> Result<Self, Faults> {
        let (node, errors) = from_toml(text);
        let mut reader = Reader { catalogue, faults: errors.into_iter().map(|(_, error)| error).collect() };
        let weights = reader.weights(&node);
        if reader.faults.is_empty() { Ok(weights) } else { Err(reader.faults) }
    }
}

struct Reader<'c> {
    catalogue: &'c Catalogue,
    faults: Faults,
}

impl Reader<'_> {
    fn weights(&mut self, node: &Node<'_>) -> Weights {
        self.only(node, &["thresholds", "default", "fact"]);
        let empty = Node { span: 0..0, data: Data::Table(Vec::new()) };
        let defaults = get(node, "default").unwrap_or(&empty);
        let mut facts: Vec<Vec<Block>> = self.catalogue.facts.iter().map(|_| Vec::new()).collect();
        for block in items(get(node, "fact")) {
            if let Some(id) = get(block, "id").and_then(|id| self.fact(&text(id))) {
                let fits = entries(get(block, "if")).iter().filter_map(|entry| self.fits(entry)).collect();
                if let Some(draw) = self.draw(&self.catalogue.facts[id.0], block) {
                    facts[id.0].push(Block { fits, draw });
                }
            }
        }
        for (fact, blocks) in self.catalogue.facts.iter().zip(&mut facts) {
            if blocks.last().is_none_or(|last| !last.fits.is_empty()) {
                match get(defaults, type_of(fact.kind)) {
                    Some(default) => {
                        blocks.extend(self.draw(fact, default).map(|draw| Block { fits: Vec::new(), draw }));
                    }
                    None => self.faults.push(format!("no default for {}", type_of(fact.kind))),
                }
            }
        }
        let thresholds = get(node, "thresholds").unwrap_or(&empty);
        let of = |key: &str| get(thresholds, key).and_then(whole).unwrap_or(0);
        Weights { at_thresholds: of("at"), below_thresholds: of("below"), facts }
    }

    fn fact(&mut self, id: &str) -> Option<FactId> {
        let found = self.catalogue.fact(id).map(|(id, _)| id);
        if found.is_none() {
            self.faults.push(format!("there is no fact {id}"));
        }
        found
    }

    fn choice(&mut self, fact: &Fact, id: &str) -> Option<usize> {
        let found = fact.choices.iter().position(|choice| choice.id == id);
        if found.is_none() {
            self.faults.push(format!("{} has no choice {id}", fact.id));
        }
        found
    }

    fn only(&mut self, table: &Node<'_>, keys: &[&str]) {
        for entry in entries(Some(table)).iter().filter(|entry| !keys.contains(&entry.key.as_ref())) {
            self.faults.push(format!("unknown key {}", entry.key));
        }
    }

    fn fits(&mut self, entry: &Entry<'_>) -> Option<(FactId, Fits)> {
        let id = self.fact(&entry.key)?;
        let fact = &self.catalogue.facts[id.0];
        let fits = match &entry.node.data {
            Data::Boolean(yes) => Fits::Has(vec![usize::from(*yes)]),
            Data::Table(_) => Fits::Before(day::read(&text(get(&entry.node, "before")?))?.low),
            Data::List(_) => {
                Fits::Has(items(Some(&entry.node)).iter().filter_map(|it| self.choice(fact, &text(it))).collect())
            }
            _ => Fits::Has(vec![self.choice(fact, &text(&entry.node))?]),
        };
        Some((id, fits))
    }

    fn draw(&mut self, fact: &Fact, block: &Node<'_>) -> Option<Draw> {
        let number = |key: &str| get(block, key).and_then(whole);
        let ordinary = get(block, "id").is_none();
        match fact.kind {
            Kind::YesNo => {
                self.only(block, &["id", "if", "yes"]);
                number("yes").map(Draw::Yes)
            }
            Kind::Choice => {
                self.only(block, &["id", "if", "shares"]);
                let known = entries(get(block, "shares")).iter().all(|it| fact.choices.iter().any(|c| c.id == it.key));
                // The default speaks of titles; other choices have equal shares.
                let equal = ordinary && !known;
                Some(Draw::One(if equal { vec![1; fact.choices.len()] } else { self.by_choice(fact, block, "shares") }))
            }
            Kind::Choices => {
                self.only(block, &["id", "if", "none", "each", "chances", "several", "shares", "sets"]);
                if get(block, "sets").is_some() {
                    let set = |reader: &mut Self, set: &Node<'_>| {
                        let of = items(get(set, "of")).iter().filter_map(|it| reader.choice(fact, &text(it)));
                        Some((of.collect(), get(set, "share").and_then(whole)?))
                    };
                    return Some(Draw::Sets(items(get(block, "sets")).iter().filter_map(|it| set(self, it)).collect()));
                }
                if get(block, "several").is_some() {
                    let numbers = items(get(block, "several")).iter().filter_map(whole).collect();
                    return Some(Draw::Several { numbers, shares: self.by_choice(fact, block, "shares") });
                }
                let none = number("none").unwrap_or(0);
                let chances = match number("each") {
                    Some(each) => vec![each; fact.choices.len()],
                    None => self.by_choice(fact, block, "chances"),
                };
                Some(Draw::Each { none, chances })
            }
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent | Kind::Date | Kind::YearlyMoney { .. } => {
                self.only(block, &["id", "if", "zero", "from", "to", "not-above", "not-before"]);
                let as_of = day::number_of(self.catalogue.as_of);
                let low = get(block, "from").and_then(|it| self.limit(fact, &text(it)))?;
                let high = get(block, "to").map_or(Some(as_of), |it| self.limit(fact, &text(it)))?;
                let other = |reader: &mut Self, key| get(block, key).and_then(|it| reader.fact(&text(it)));
                let (not_above, not_before) = (other(self, "not-above"), other(self, "not-before"));
                Some(Draw::Number { zero: number("zero").unwrap_or(0), low, high, not_above, not_before })
            }
        }
    }

    fn by_choice(&mut self, fact: &Fact, block: &Node<'_>, key: &str) -> Vec<usize> {
        let mut shares = vec![0; fact.choices.len()];
        for entry in entries(get(block, key)) {
            if let (Some(at), Some(share)) = (self.choice(fact, &entry.key), whole(&entry.node)) {
                shares[at] = share;
            }
        }
        shares
    }

    fn limit(&mut self, fact: &Fact, written: &str) -> Option<i64> {
        match fact.read(written) {
            Ok(Value::Number(number)) => Some(number),
            Ok(Value::Days(days)) => Some(days.low),
            Ok(Value::Years(years)) => years[0],
            _ => {
                self.faults.push(format!("{}: {written} is no value of it", fact.id));
                None
            }
        }
    }
}

/// A kind of value as catalogues call it.
fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::YesNo => "yes-no",
        Kind::Count => "count",
        Kind::Quantity => "quantity",
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Date => "date",
        Kind::Choice => "choice",
        Kind::Choices => "choices",
        Kind::YearlyMoney { .. } => "yearly-money",
    }
}

fn entries<'n, 't>(node: Option<&'n Node<'t>>) -> &'n [Entry<'t>] {
    match node.map(|node| &node.data) {
        Some(Data::Table(entries)) => entries,
        _ => &[],
    }
}

fn items<'n, 't>(node: Option<&'n Node<'t>>) -> &'n [Node<'t>] {
    match node.map(|node| &node.data) {
        Some(Data::List(items)) => items,
        _ => &[],
    }
}

fn get<'n, 't>(table: &'n Node<'t>, key: &str) -> Option<&'n Node<'t>> {
    entries(Some(table)).iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

fn text(node: &Node<'_>) -> String {
    node.written().unwrap_or_default().into_owned()
}

fn whole(node: &Node<'_>) -> Option<usize> {
    text(node).parse().ok()
}
