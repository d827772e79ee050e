//! The mistakes, and every place where each can be made.

use crate::spots::{Mutant, Page, entry, items, lines, tables, under};
use huiqi::catalogue::{Catalogue, Source, load};
use huiqi::fact::Kind;
use huiqi::tree::{Data, Node, from_toml};
use std::ops::Range;

/// All defects of a catalogue.
pub fn all(source: &Source) -> Vec<Mutant> {
    let catalogue = load(source, crate::AS_OF).unwrap();
    let mut found = Vec::new();
    let files = || source.files.iter().enumerate().filter(|(_, file)| file.path.ends_with(".toml"));
    let clauses: Vec<String> = catalogue.clauses.iter().map(|clause| clause.number.clone()).collect();
    for (at, file) in files() {
        let text: &str = &file.text;
        let (root, _) = from_toml(text);
        let page = Page { file: at, text };
        let mut seeding = Seeding { page, catalogue: &catalogue, source, found: &mut found };
        seeding.head(&root, &clauses);
        seeding.measures(&root);
        seeding.facts(&root);
        seeding.cases(&root);
        seeding.translations(&root, &(0..0));
    }
    found
}

struct Seeding<'s> {
    page: Page<'s>,
    catalogue: &'s Catalogue,
    source: &'s Source,
    found: &'s mut Vec<Mutant>,
}

/// What each word of a catalogue may be confused with.
const FLIPPED: [(&str, &str); 6] = [
    ("at-least", "at-most"),
    ("at-most", "at-least"),
    ("more-than", "less-than"),
    ("less-than", "more-than"),
    ("on-or-after", "before"),
    ("before", "on-or-after"),
];
const SHIFTED: [(&str, &str); 4] =
    [("at-least", "more-than"), ("more-than", "at-least"), ("at-most", "less-than"), ("less-than", "at-most")];
const FORMS: [(&str, &str); 2] = [("up-to", "exactly"), ("exactly", "up-to")];
const KINDS: [&[&str]; 5] = [
    &["award", "grant", "award-grant", "subsidy", "funding", "settling-in-allowance"],
    &["equity-investment", "profit-concession"],
    &["tax-relief", "tax-deferral", "fee-relief"],
    &["credit", "guarantee"],
    &[
        "land",
        "premises",
        "data",
        "test-road",
        "market",
        "registration",
        "residence",
        "application-scene",
        "supervision",
    ],
];

fn other<'o>(pairs: &[(&str, &'o str)], key: &str) -> Option<&'o str> {
    pairs.iter().find(|(word, _)| *word == key).map(|(_, other)| *other)
}

impl Seeding<'_> {
    fn add(&mut self, operator: &'static str, span: Range<usize>, text: impl Into<String>, part: &Range<usize>) {
        self.found.push(self.page.mutant(operator, span, text, part.clone()));
    }

    /// Something dropped is missed in its measure, or at its words in the document.
    fn drop(&mut self, operator: &'static str, span: Range<usize>, part: &Range<usize>, quote: Option<&Node<'_>>) {
        let mut mutant = self.page.mutant(operator, span, "", part.clone());
        let quote = quote.and_then(|node| node.written());
        for (at, file) in self.source.files.iter().enumerate().filter(|(_, file)| file.path.ends_with("source.txt")) {
            let start = quote.as_ref().and_then(|quote| file.text.find(quote.as_ref()));
            mutant.areas.extend(start.map(|start| (at, start..start + quote.as_ref().unwrap().len())));
        }
        self.found.push(mutant);
    }

    fn head(&mut self, root: &Node<'_>, clauses: &[String]) {
        let whole = 0..self.page.text.find("\n[").unwrap_or(self.page.text.len());
        if let Some(clause) = under(root, "clause") {
            let at = clauses.iter().position(|it| *it == clause.written().unwrap()).unwrap();
            let next = &clauses[(at + 1) % clauses.len()];
            self.add("wrong clause", clause.span.clone(), format!("\"{next}\""), &whole);
            let heading = under(root, "title").and_then(|title| under(title, "zh")).unwrap();
            self.add("wrong heading", misspelt(heading), misspelling(), &whole);
        }
        let offices = under(root, "offices").map_or(&[][..], items);
        for (at, office) in offices.iter().enumerate() {
            self.add("wrong office", misspelt(office), misspelling(), &whole);
            if offices.len() > 1 {
                self.add("dropped office", self.page.cut(office.span.clone()), "", &whole);
            }
            if let Some(next) = offices.get(at + 1) {
                let between = &self.page.text[office.span.end..next.span.start];
                let swapped = format!("\"{}\"{between}\"{}\"", next.written().unwrap(), office.written().unwrap());
                self.add("offices swapped", office.span.start..next.span.end, swapped, &whole);
            }
        }
        for key in ["adopted", "published"] {
            if let Some(date) = under(root, key) {
                let wrong = self.page.text[date.span.clone()].replacen("2020", "2021", 1);
                self.add("wrong date", date.span.clone(), wrong, &whole);
            }
        }
        for remark in tables(root, "remark") {
            let block = self.page.block(remark);
            let quote = under(remark, "quote").unwrap();
            self.drop("dropped remark", block.clone(), &(block.start..block.start), Some(quote));
            self.add("misquote", misspelt(quote), misspelling(), &quote.span);
        }
    }

    fn measures(&mut self, root: &Node<'_>) {
        let measures = tables(root, "measure");
        for (at, measure) in measures.iter().enumerate() {
            let block = self.page.block(measure);
            let quote = under(measure, "quote").unwrap();
            let id = under(measure, "id").unwrap();
            self.drop("dropped measure", block.clone(), &(block.start..block.start), Some(quote));
            let found = self.found.last_mut().unwrap();
            // A case that names the measure misses it, too.
            let id_text = id.written().unwrap();
            for (file, cases) in self.source.files.iter().enumerate().filter(|(_, it)| it.path.ends_with("cases.toml"))
            {
                let uses = cases.text.match_indices(id_text.as_ref());
                found.areas.extend(uses.map(|(at, word)| (file, at..at + word.len())));
            }
            self.add("misquote", misspelt(quote), misspelling(), &quote.span);
            if let Some(before) = at.checked_sub(1).and_then(|at| measures.get(at)) {
                let same = under(before, "id").unwrap().written().unwrap().into_owned();
                self.add("duplicate id", id.span.clone(), format!("\"{same}\""), &id.span);
            }
            for key in ["for", "when"] {
                let Some(table) = under(measure, key) else { continue };
                let part = self.page.part(table);
                if key == "when" && lines(table).len() == 1 {
                    self.drop("dropped condition", part.clone(), &block, None);
                } else {
                    for line in lines(table) {
                        self.drop("dropped condition", self.page.cut(entry(line)), &block, None);
                    }
                }
                self.condition(table, &part, if key == "for" { "wrong audience" } else { "wrong choice" });
            }
            if let Some(line) = lines(measure).iter().find(|line| line.key == "reserved") {
                self.drop("dropped reserved", self.page.cut(entry(line)), &block, None);
                if let Some(unless) = lines(&line.node).iter().find(|line| line.key == "unless") {
                    self.drop("dropped unless", self.page.cut(entry(unless)), &block, None);
                    self.condition(&unless.node, &line.node.span, "wrong choice");
                }
            }
            let supports = tables(measure, "support");
            for support in supports {
                let part = self.page.part(support);
                self.drop("dropped support", part.clone(), &block, None);
                for one in under(support, "one-of").map_or(std::slice::from_ref(support), items) {
                    self.support(one, &part);
                }
            }
        }
    }

    fn support(&mut self, support: &Node<'_>, part: &Range<usize>) {
        if let Some(kind) = under(support, "kind") {
            let name = kind.written().unwrap();
            let class = KINDS.iter().find(|class| class.contains(&name.as_ref()));
            if let Some(class) = class {
                let at = class.iter().position(|it| *it == name).unwrap();
                self.add("wrong kind", kind.span.clone(), format!("\"{}\"", class[(at + 1) % class.len()]), part);
            }
        }
        under(support, "amount").into_iter().for_each(|amount| self.amount(amount, part));
        for line in under(support, "term").map_or(&[][..], lines).iter().filter(|line| line.key != "unit") {
            self.number("wrong number", &line.node, part);
        }
        if let Some(unit) = under(support, "term").and_then(|term| under(term, "unit")) {
            self.add("wrong unit", unit.span.clone(), "\"month\"", part);
        }
    }

    fn amount(&mut self, amount: &Node<'_>, part: &Range<usize>) {
        for line in lines(amount) {
            if let Some(form) = other(&FORMS, &line.key) {
                self.add("up-to and exactly swapped", line.key_span.clone(), form, part);
            }
            match line.key.as_ref() {
                "rate" => self.figures("rate changed", &line.node, part),
                "cases" => {
                    let cases = items(&line.node);
                    for pair in cases.windows(2) {
                        let [one, two] = pair else { continue };
                        if let (Some(one), Some(two)) = (under(one, "amount"), under(two, "amount")) {
                            let text = |span: Range<usize>| self.page.text[span].to_owned();
                            let between = text(one.span.end..two.span.start);
                            let swapped = format!("{}{between}{}", text(two.span.clone()), text(one.span.clone()));
                            self.add("cases of an amount swapped", one.span.start..two.span.end, swapped, part);
                        }
                    }
                    for case in cases {
                        self.drop("dropped case of an amount", self.page.cut(case.span.clone()), part, None);
                        under(case, "when").into_iter().for_each(|when| self.condition(when, part, "wrong choice"));
                        under(case, "amount").into_iter().for_each(|amount| self.amount(amount, part));
                    }
                }
                "of" | "unstated" => {}
                _ if lines(&line.node).iter().any(|line| line.key == "rate") => self.amount(&line.node, part),
                _ => self.figures("wrong number", &line.node, part),
            }
        }
    }

    /// The figures under a key: one, or those of a range.
    fn figures(&mut self, operator: &'static str, node: &Node<'_>, part: &Range<usize>) {
        if lines(node).is_empty() {
            return self.number(operator, node, part);
        }
        lines(node).iter().for_each(|line| self.number(operator, &line.node, part));
    }

    /// Another number, and another unit.
    fn number(&mut self, operator: &'static str, node: &Node<'_>, part: &Range<usize>) {
        let text = &self.page.text[node.span.clone()];
        let Some(at) = text.find(|letter: char| letter.is_ascii_digit()) else { return };
        let digit = text.as_bytes()[at] - b'0';
        let wrong = if digit == 9 { 8 } else { digit + 1 };
        let span = node.span.start + at..node.span.start + at + 1;
        self.add(operator, span, wrong.to_string(), part);
        for (unit, wrong) in [("万", ""), ("亿", "万")] {
            if let Some(at) = text.find(unit) {
                self.add("wrong unit", node.span.start + at..node.span.start + at + unit.len(), wrong, part);
            }
        }
    }

    fn condition(&mut self, node: &Node<'_>, part: &Range<usize>, choice: &'static str) {
        for line in lines(node) {
            match line.key.as_ref() {
                key @ ("all-of" | "any-of" | "none-of") => {
                    let swapped = if key == "any-of" { "all-of" } else { "any-of" };
                    let operator = if key == "none-of" { "none-of and any-of swapped" } else { "and and or swapped" };
                    self.add(operator, line.key_span.clone(), swapped, part);
                    if key == "any-of" {
                        self.add("none-of and any-of swapped", line.key_span.clone(), "none-of", part);
                    }
                    let parts = items(&line.node);
                    for item in parts {
                        if key == "any-of" && parts.len() > 1 {
                            self.drop("dropped alternative", self.page.cut(item.span.clone()), part, None);
                        }
                        self.condition(item, part, choice);
                    }
                    if let (Some(first), "any-of") = (parts.first(), key) {
                        // A branch that is reached only where the first one holds already.
                        let again = format!("{}, ", &self.page.text[first.span.clone()]);
                        self.add("dead branch", first.span.start..first.span.start, again, part);
                    }
                }
                "is" => {}
                id => {
                    let Some((_, fact)) = self.catalogue.fact(id) else { continue };
                    self.requirement(&line.node, fact.kind, id, part, choice);
                }
            }
        }
    }

    fn requirement(&mut self, node: &Node<'_>, kind: Kind, id: &str, part: &Range<usize>, choice: &'static str) {
        match &node.data {
            Data::Boolean(value) => self.add("true and false swapped", node.span.clone(), (!value).to_string(), part),
            Data::Text(chosen) => {
                let choices = &self.catalogue.fact(id).unwrap().1.choices;
                let at = choices.iter().position(|it| it.id == *chosen).unwrap();
                let next = &choices[(at + 1) % choices.len()].id;
                self.add(choice, node.span.clone(), format!("\"{next}\""), part);
            }
            Data::List(listed) => {
                for item in listed {
                    if listed.len() > 1 {
                        self.add("choice dropped from a list", self.page.cut(item.span.clone()), "", part);
                    }
                    let choices = &self.catalogue.fact(id).unwrap().1.choices;
                    let taken = |id: &str| listed.iter().any(|item| item.written().is_some_and(|it| it == id));
                    if let Some(next) = choices.iter().find(|it| !taken(&it.id)) {
                        self.add(choice, item.span.clone(), format!("\"{}\"", next.id), part);
                    }
                }
            }
            Data::Table(bounds) => {
                for line in bounds {
                    if matches!(line.node.data, Data::Table(_)) {
                        self.requirement(&line.node, kind, id, part, choice);
                        continue;
                    }
                    if let Some(flipped) = other(&FLIPPED, &line.key) {
                        self.add("comparison flipped", line.key_span.clone(), flipped, part);
                    }
                    if let Some(shifted) = other(&SHIFTED, &line.key) {
                        self.add("comparison shifted", line.key_span.clone(), shifted, part);
                    }
                    if kind == Kind::Date && line.key != "within" {
                        let wrong = self.page.text[line.node.span.clone()].replacen("2020", "2021", 1);
                        self.add("wrong date", line.node.span.clone(), wrong, part);
                    } else {
                        self.number("wrong number", &line.node, part);
                    }
                }
            }
            _ => {}
        }
    }

    fn facts(&mut self, root: &Node<'_>) {
        let facts = tables(root, "fact");
        for (at, fact) in facts.iter().enumerate() {
            let block = self.page.block(fact);
            let id = under(fact, "id").unwrap();
            let (name, topic) = (id.written().unwrap(), under(fact, "topic").unwrap().written().unwrap());
            if let Some(before) = at.checked_sub(1).and_then(|at| facts.get(at)) {
                let same = under(before, "id").unwrap().written().unwrap().into_owned();
                self.add("duplicate id", id.span.clone(), format!("\"{same}\""), &id.span);
            }
            let idle = format!(
                "[[fact]]\nid = \"{name}-too\"\ntopic = \"{topic}\"\ntype = \"yes-no\"\nlabel = {{ zh = \"另一项{at}\", en = \"Another {at}\" }}\nquestion = {{ zh = \"是吗?\", en = \"Is it?\" }}\nhelp = {{ zh = \"没有说明。\", en = \"None.\" }}\n\n"
            );
            self.add("unused fact", block.start..block.start, idle, &(block.start..block.start));
            let Some(ask_when) = under(fact, "ask-when") else { continue };
            let own = self.catalogue.fact(&name).unwrap().1;
            let required = match own.kind {
                Kind::YesNo => "true".to_owned(),
                Kind::Choice | Kind::Choices => format!("\"{}\"", own.choices[0].id),
                Kind::Date => "{ before = \"2030-01-01\" }".to_owned(),
                Kind::YearlyMoney { .. } => "{ any = { at-least = \"1元\" } }".to_owned(),
                Kind::Percent => "{ at-least = \"1%\" }".to_owned(),
                Kind::Money => "{ at-least = \"1元\" }".to_owned(),
                Kind::Count | Kind::Quantity => "{ at-least = 1 }".to_owned(),
            };
            self.add("ask-when circle", ask_when.span.clone(), format!("{{ {name} = {required} }}"), &block);
            self.condition(ask_when, &block, "wrong choice in an ask-when");
        }
        for condition in tables(root, "condition") {
            let block = self.page.block(condition);
            under(condition, "when").into_iter().for_each(|when| self.condition(when, &block, "wrong choice"));
        }
    }

    fn cases(&mut self, root: &Node<'_>) {
        for case in tables(root, "case") {
            let block = self.page.block(case);
            let expect = under(case, "expect").map_or(&[][..], lines);
            let mut mutant = self.page.mutant("dropped case", block.clone(), "", block.start..block.start);
            // It is missed where its measures are, and where the cases are counted.
            if let Some(count) = under(root, "count") {
                mutant.areas.push((self.page.file, count.span.clone()));
            }
            for (file, clause) in self.source.files.iter().enumerate().filter(|(_, it)| it.path.ends_with(".toml")) {
                let (root, _) = from_toml(&clause.text);
                let page = Page { file, text: &clause.text };
                for measure in tables(&root, "measure") {
                    let id = under(measure, "id").unwrap().written().unwrap();
                    if expect.iter().any(|line| line.key == id) {
                        mutant.areas.push((file, page.block(measure)));
                    }
                }
            }
            self.found.push(mutant);
            for line in expect {
                for stated in lines(&line.node) {
                    match (stated.key.as_ref(), stated.node.written().as_deref()) {
                        ("verdict", Some(verdict)) => {
                            let wrong = match verdict {
                                "eligible" => "provisional",
                                "provisional" => "undetermined",
                                "undetermined" => "eligible",
                                _ => "undetermined",
                            };
                            self.add(
                                "wrong expectation: verdict",
                                stated.node.span.clone(),
                                format!("\"{wrong}\""),
                                &block,
                            );
                        }
                        ("low" | "high", Some(_)) => self.number("wrong expectation: amount", &stated.node, &block),
                        _ => {}
                    }
                }
            }
        }
    }

    fn translations(&mut self, node: &Node<'_>, part: &Range<usize>) {
        match &node.data {
            Data::List(items) => items.iter().for_each(|item| self.translations(item, &item.span)),
            Data::Table(entries) => {
                entries.iter().for_each(|line| self.translations(&line.node, &line.node.span));
                if let (Some(zh), Some(line)) = (under(node, "zh"), entries.iter().find(|line| line.key == "en")) {
                    self.add("missing translation", self.page.cut(entry(line)), "", part);
                    let chinese = self.page.text[zh.span.clone()].to_owned();
                    self.add("not translated", line.node.span.clone(), chinese, part);
                }
            }
            _ => {}
        }
    }
}

fn misspelling() -> &'static str {
    "某"
}

/// A Han letter in the middle of a text, to be replaced.
fn misspelt(node: &Node<'_>) -> Range<usize> {
    let text = node.written().unwrap();
    let han = |letter: &char| ('\u{4e00}'..='\u{9fff}').contains(letter) && *letter != '某';
    let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, letter)| han(letter)).collect();
    let (at, letter) = letters[letters.len() / 2];
    let start = node.span.start + 1 + at;
    start..start + letter.len_utf8()
}
