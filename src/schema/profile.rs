//! A profile of one applicant.

use super::table::Table;
use super::{Maker, values};
use crate::fact::{Fact, Kind};
use serde_json::{Value, json};

impl Maker<'_> {
    pub(super) fn profile(&mut self) -> Value {
        let facts = self.given_facts(true);
        let names = self.catalogue.facts.iter().flat_map(names);
        let names: Vec<String> = names.map(values::literal).collect();
        let declined = json!({ "type": "string", "pattern": format!("^({})(/[0-9]+)?$", names.join("|")) });
        let id = json!({ "type": ["string", "integer"] });
        let unknown = self.say("不清楚的信息", "Facts that are not known");
        let schema = self.say("本格式的网址", "Where this form is described");
        Table::new()
            .may("$schema", json!({ "type": "string" }), schema)
            .may("name", json!({ "type": ["string", "integer"] }), self.say("名称", "The name of the applicant"))
            .may("id", id, self.say("您自己的编号", "A number of your own"))
            .may("declined", values::list(declined, 0), unknown)
            .may("facts", facts, self.say("已知的申报信息", "What is known"))
            .done()
    }

    /// The facts given, under their ids, and in a profile under their other names too.
    pub(super) fn given_facts(&mut self, by_names: bool) -> Value {
        let catalogue = self.catalogue;
        catalogue.facts.iter().fold(Table::new(), |table, fact| self.given_in(table, fact, by_names)).done()
    }

    fn given_in(&mut self, table: Table, fact: &Fact, by_names: bool) -> Table {
        let value = self.defined(&format!("given.{}", fact.id), |it| {
            let mut value = values::given(fact, it.language, by_names);
            if let Some(value) = value.as_object_mut() {
                value.insert("description".to_owned(), json!(it.about(fact)));
            }
            value
        });
        let table = table.may(&fact.id, value.clone(), "");
        let others: Vec<String> = names(fact).skip(1).map(values::literal).collect();
        let table = if by_names { table.like(format!("^({})$", others.join("|")), value.clone()) } else { table };
        let Kind::YearlyMoney { years } = fact.kind else { return table };
        let all = names(fact).take(if by_names { usize::MAX } else { 1 }).map(values::literal);
        let each: Vec<String> = (1..=years).map(|year| year.to_string()).collect();
        table.like(format!("^({})/({})$", all.collect::<Vec<_>>().join("|"), each.join("|")), value)
    }
}

/// The names under which a fact can be given, its id first.
fn names(fact: &Fact) -> impl Iterator<Item = &str> {
    let own = [fact.id.as_str(), fact.label.zh.as_ref(), fact.label.en.as_ref()];
    own.into_iter().chain(fact.aliases.iter().map(String::as_str))
}
