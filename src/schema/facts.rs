//! `facts.toml`: facts, topics and named conditions.

use super::table::Table;
use super::{Maker, values};
use serde_json::{Value, json};

const TYPES: [&str; 9] =
    ["yes-no", "count", "quantity", "money", "percent", "date", "choice", "choices", "yearly-money"];

/// A key that only facts of some types have.
fn only_for(key: &str, types: &[&str]) -> Value {
    json!({ "if": { "required": [key] }, "then": { "properties": { "type": { "enum": types } } } })
}

/// A key that facts of some types must have.
fn needed_for(key: &str, types: &[&str]) -> Value {
    let is = json!({ "required": ["type"], "properties": { "type": { "enum": types } } });
    json!({ "if": is, "then": { "required": [key] } })
}

impl Maker<'_> {
    pub(super) fn facts(&mut self) -> Value {
        let condition = self.condition();
        let id = self.say("小写英文单词,以 - 相连", "Lower-case words joined by `-`");
        let topic = Table::new().need("id", values::id(), id).need("label", self.both(), "").done();
        let named = Table::new().need("id", values::id(), id).need("when", condition, "").done();
        let fact = self.fact();
        Table::new()
            .may(
                "topic",
                values::list(topic, 0),
                self.say("主题:一起问的信息", "A topic: facts that are asked together"),
            )
            .may("condition", values::list(named, 0), self.say("有名字的条件", "A condition with a name"))
            .may("fact", values::list(fact, 0), self.say("一项申报信息", "One thing that is known of an applicant"))
            .done()
    }

    fn fact(&mut self) -> Value {
        let topics: Vec<&str> = self.catalogue.topics.iter().map(|topic| topic.id.as_str()).collect();
        let choice = self.choice();
        let group = self.both_in(Table::new().need("id", values::id(), "")).done();
        let ask_when = self.condition();
        let bound = || json!({ "type": ["number", "string"] });
        let bounded = ["count", "quantity", "money", "percent", "date", "yearly-money"];
        Table::new()
            .need("id", values::id(), self.say("小写英文单词,以 - 相连", "Lower-case words joined by `-`"))
            .need("topic", values::one_of(&topics), self.say("主题", "The topic"))
            .need("type", values::one_of(&TYPES), self.say("类型", "The type"))
            .may(
                "fixed",
                json!({ "type": "boolean" }),
                self.say("申报主体是谁,不能改变", "Who or what one is; it cannot change"),
            )
            .need("label", self.both(), self.say("短名称,也作表头", "A short label, also a column heading"))
            .need("question", self.both(), self.say("怎样问", "The question"))
            .need("help", self.both(), self.say("是什么意思,到哪里找", "What it means and where to find it"))
            .may("ask-when", ask_when, self.say("符合这一条件才问", "The fact applies while this holds"))
            .may("aliases", values::list(values::text(), 0), self.say("其他叫法", "Other names"))
            .may("unit", self.both(), self.say("单位", "The unit"))
            .may("years", values::number(), self.say("几年", "How many years"))
            .may("min", bound(), self.say("最小值,含本数", "The least, included"))
            .may("max", bound(), self.say("最大值,含本数", "The most, included"))
            .may("groups", values::list(group, 1), self.say("选项的分组", "Groups of choices"))
            .may("choices", values::list(choice, 1), self.say("选项", "The choices"))
            .rule(needed_for("choices", &["choice", "choices"]))
            .rule(only_for("choices", &["choice", "choices"]))
            .rule(only_for("groups", &["choice", "choices"]))
            .rule(needed_for("years", &["yearly-money"]))
            .rule(only_for("years", &["yearly-money"]))
            .rule(only_for("unit", &["count", "quantity"]))
            .rule(only_for("min", &bounded))
            .rule(only_for("max", &bounded))
            .done()
    }

    fn choice(&mut self) -> Value {
        let table = Table::new()
            .need("id", values::id(), self.say("小写英文单词,以 - 相连", "Lower-case words joined by `-`"))
            .may("help", self.both(), self.say("是什么意思", "What it means"))
            .may("group", values::id(), self.say("在哪一组", "The group it stands in"));
        self.both_in(table).done()
    }
}
