//! Conditions, and what is required of each fact.

use super::table::Table;
use super::{Maker, values};
use crate::condition::Condition;
use crate::fact::{Fact, Kind};
use serde_json::{Value, json};

impl Maker<'_> {
    /// A condition over all facts.
    pub(super) fn condition(&mut self) -> Value {
        self.defined("condition", |it| it.lines("condition", |_| true))
    }

    /// A condition over what one is: facts that cannot change.
    pub(super) fn audience(&mut self) -> Value {
        self.defined("audience", |it| it.lines("audience", |fact| fact.fixed))
    }

    fn lines(&mut self, own: &str, may_stand: fn(&Fact) -> bool) -> Value {
        let list = || values::list(super::reference(own), 1);
        let about_n = self.say("至少几项成立", "How many must hold at least");
        let n_of = Table::new().need("n", values::number(), about_n).need("of", list(), "").done();
        let catalogue = self.catalogue;
        let mut table = Table::new()
            .not_empty()
            .may("all-of", list(), self.say("每一项都成立", "Every one holds"))
            .may("any-of", list(), self.say("有一项成立即可", "One of them holds"))
            .may("none-of", list(), self.say("没有一项成立", "None of them holds"))
            .may("at-least-n-of", n_of, self.say("至少有几项成立", "At least so many hold"));
        let named = catalogue.named.iter().filter(|named| self.all_facts(&named.when, may_stand));
        let named: Vec<&str> = named.map(|named| named.id.as_str()).collect();
        if !named.is_empty() {
            table = table.may("is", values::one_of(&named), self.say("有名字的条件成立", "The named condition holds"));
        }
        for fact in catalogue.facts.iter().filter(|fact| may_stand(fact)) {
            let schema = self.defined(&format!("fact.{}", fact.id), |it| it.requirement(fact));
            table = table.may(&fact.id, schema, "");
        }
        table.done()
    }

    fn all_facts(&self, condition: &Condition, may_stand: fn(&Fact) -> bool) -> bool {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().all(|part| self.all_facts(part, may_stand))
            }
            Condition::Named(id) => {
                self.catalogue.named.get(id.0).is_some_and(|named| self.all_facts(&named.when, may_stand))
            }
            Condition::Fact(id, _) => self.catalogue.facts.get(id.0).is_some_and(may_stand),
        }
    }

    fn requirement(&mut self, fact: &Fact) -> Value {
        let mut schema = match fact.kind {
            Kind::YesNo => json!({ "type": "boolean" }),
            Kind::Choice => self.choices(fact),
            Kind::Choices => {
                let inner = Table::new().need("includes", self.choices(fact), "").done();
                json!({ "anyOf": [self.choices(fact), inner] })
            }
            Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent => self.bounds(fact),
            Kind::Date => self.time(),
            Kind::YearlyMoney { .. } => Table::new()
                .may("any", self.bounds(fact), self.say("某一年的金额", "The amount of some year"))
                .may("every", self.bounds(fact), self.say("每一年的金额", "The amount of every year"))
                .may("sum", self.bounds(fact), self.say("各年合计", "All years together"))
                .exactly_one(&["any", "every", "sum"])
                .done(),
        };
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), json!(self.about(fact)));
        }
        schema
    }

    fn choices(&self, fact: &Fact) -> Value {
        let one = values::choice(fact, self.language);
        json!({ "anyOf": [one, values::list(one.clone(), 1)] })
    }

    fn bounds(&self, fact: &Fact) -> Value {
        let bound = || values::bound(fact);
        Table::new()
            .not_empty()
            .may("at-least", bound(), self.say("以上、不少于:含本数", "This or more"))
            .may("more-than", bound(), self.say("超过:不含本数", "More than this"))
            .may("at-most", bound(), self.say("以下、以内、不超过:含本数", "This or less"))
            .may("less-than", bound(), self.say("不满、不足:不含本数", "Less than this"))
            .apart(&["at-least", "more-than"])
            .apart(&["at-most", "less-than"])
            .done()
    }

    fn time(&self) -> Value {
        let within = self.say("基准日以前这么久以内,含当日", "Not longer than this before the as-of date");
        Table::new()
            .not_empty()
            .may("on-or-after", values::day(), self.say("这一天或以后", "On this day or later"))
            .may("before", values::day(), self.say("早于这一天", "Before this day"))
            .may("within", values::period(), within)
            .done()
    }
}
