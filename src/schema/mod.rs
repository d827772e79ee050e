//! JSON Schemas of the files that people write, made from the facts of one catalogue, so that an
//! editor completes names, refuses what cannot stand there, and shows what each fact means.
//!
//! They keep to draft 7 of JSON Schema, which every editor for TOML knows.

mod amounts;
mod cases;
mod clause;
mod conditions;
mod facts;
mod policy;
mod profile;
mod table;
mod values;

use crate::catalogue::Catalogue;
use crate::fact::Fact;
use crate::language::Language;
use serde_json::{Map, Value, json};
use table::Table;

/// A file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `policy.toml`: the document itself.
    Policy,
    /// `facts.toml`: facts, topics and named conditions.
    Facts,
    /// A file of one clause.
    Clause,
    /// `cases.toml`: worked cases.
    Cases,
    /// A profile of one applicant.
    Profile,
}

impl Form {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Policy, Self::Facts, Self::Clause, Self::Cases, Self::Profile];

    /// Its code, which is the name of its schema too.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Facts => "facts",
            Self::Clause => "clause",
            Self::Cases => "cases",
            Self::Profile => "profile",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }

    fn title(self, language: Language) -> &'static str {
        match self {
            Self::Policy => language.pick("政策文件 policy.toml", "A policy document, policy.toml"),
            Self::Facts => language.pick("申报信息 facts.toml", "Facts, facts.toml"),
            Self::Clause => language.pick("一个条款的文件", "A file of one clause"),
            Self::Cases => language.pick("案例 cases.toml", "Worked cases, cases.toml"),
            Self::Profile => language.pick("申报主体档案", "The profile of an applicant"),
        }
    }
}

/// The schema of a form of file, for the facts and measures of a catalogue.
pub fn of(form: Form, catalogue: &Catalogue, language: Language) -> Value {
    let mut maker = Maker { catalogue, language, definitions: Map::new() };
    let root = match form {
        Form::Policy => maker.policy(),
        Form::Facts => maker.facts(),
        Form::Clause => maker.clause(),
        Form::Cases => maker.cases(),
        Form::Profile => maker.profile(),
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(form.title(language)));
    if let Value::Object(root) = root {
        schema.extend(root);
    }
    if !maker.definitions.is_empty() {
        schema.insert("definitions".to_owned(), Value::Object(maker.definitions));
    }
    Value::Object(schema)
}

/// Makes the parts of one schema.
struct Maker<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    /// What several places refer to, by name.
    definitions: Map<String, Value>,
}

impl Maker<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.language.pick(zh, en)
    }

    /// A reference to what is made under this name when it is first needed.
    fn defined(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            // The place is taken first, so that what contains itself ends.
            self.definitions.insert(name.to_owned(), Value::Null);
            let made = make(self);
            self.definitions.insert(name.to_owned(), made);
        }
        reference(name)
    }

    /// A text in both languages.
    fn both(&mut self) -> Value {
        self.defined("both", |it| it.both_in(Table::new()).done())
    }

    /// The two texts `zh` and `en` of a table that has more.
    fn both_in(&self, table: Table) -> Table {
        let promises = json!({ "pattern": crate::catalogue::PROMISES.join("|") });
        let mut zh = values::text();
        if let Some(zh) = zh.as_object_mut() {
            zh.insert("not".to_owned(), promises);
        }
        table.need("zh", zh, self.say("中文", "Chinese")).need("en", values::text(), self.say("英文", "English"))
    }

    /// The ids of facts that fulfil a test.
    fn ids(&self, fits: impl Fn(&Fact) -> bool) -> Value {
        let ids: Vec<&str> = self.catalogue.facts.iter().filter(|fact| fits(fact)).map(|it| it.id.as_str()).collect();
        values::one_of(&ids)
    }

    fn measure_ids(&self) -> Value {
        let ids: Vec<&str> = self.catalogue.measures.iter().map(|measure| measure.id.as_str()).collect();
        values::one_of(&ids)
    }

    /// What a fact is, as an editor shows it.
    fn about(&self, fact: &Fact) -> String {
        let language = self.language;
        let mut text =
            format!("{}\n\n{}\n\n{}", fact.label.get(language), fact.question.get(language), fact.help.get(language));
        for choice in fact.choices.iter() {
            let start = if text.contains("\n- ") { "\n" } else { "\n\n" };
            text.push_str(&format!("{start}- `{}` {}", choice.id, choice.label.get(language)));
        }
        text
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
