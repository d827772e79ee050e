//! `cases.toml`: worked cases.

use super::table::Table;
use super::{Maker, values};
use crate::assess::{RuledOutBy, Verdict};
use crate::fact::Kind;
use crate::measure::Class;
use serde_json::{Value, json};

impl Maker<'_> {
    pub(super) fn cases(&mut self) -> Value {
        let given = self.given_facts(false);
        let expected = self.defined("expected", |it| it.expected());
        let expect = self.catalogue.measures.iter().fold(Table::new().not_empty(), |table, measure| {
            table.may(&measure.id, expected.clone(), measure.title.get(self.language))
        });
        let total = self.total();
        let totals = Class::ALL
            .iter()
            .fold(Table::new(), |table, class| table.may(class.code(), total.clone(), class.words(self.language)));
        let one = json!({ "anyOf": [{ "required": ["expect"] }, { "required": ["totals"] }] });
        let case = Table::new()
            .need("name", values::text(), self.say("必须成立的是什么", "What must hold"))
            .need("given", given, self.say("给出的申报信息", "The facts given"))
            .may("as-of", values::day(), self.say("基准日", "The day as of which it is assessed"))
            .may("expect", expect.done(), self.say("应得的结论", "What is expected of measures"))
            .may("totals", totals.done(), self.say("应得的合计", "What is expected of totals"))
            .rule(one)
            .done();
        let count = json!({ "type": "integer", "minimum": 1 });
        let about = self.say("有多少个案例;少了会报告", "How many cases there are; one that is lost is reported");
        Table::new()
            .may("count", count, about)
            .may("case", values::list(case, 0), self.say("一个案例", "One case"))
            .done()
    }

    fn expected(&mut self) -> Value {
        let verdicts = [Verdict::Eligible, Verdict::Provisional, Verdict::Undetermined, Verdict::Ineligible];
        let reasons = [RuledOutBy::Period, RuledOutBy::Audience, RuledOutBy::Conditions].map(RuledOutBy::code);
        let facts = self.catalogue.facts.iter().filter(|fact| {
            matches!(fact.kind, Kind::Count | Kind::Quantity | Kind::Money | Kind::Percent | Kind::YearlyMoney { .. })
        });
        let gaps = facts.fold(Table::new().not_empty(), |table, fact| {
            table.may(&fact.id, json!({ "type": ["number", "string"] }), fact.label.get(self.language))
        });
        let missing = json!({ "type": "array", "uniqueItems": true, "items": self.ids(|_| true) });
        Table::new()
            .need("verdict", values::one_of(&verdicts.map(Verdict::code)), self.say("结论", "The verdict"))
            .may("ruled-out-by", values::one_of(&reasons), self.say("因什么不适用", "What rules it out"))
            .may("low", values::expected_money(), self.say("至少", "The least"))
            .may("high", values::expected_money(), self.say("至多,没有上限写 open", "The most, or `open`"))
            .may("unstated", json!({ "type": "boolean" }), self.say("金额未载明", "No figure is stated"))
            .may("missing", missing, self.say("还缺的信息,不多不少", "Exactly the facts still missing"))
            .may("gaps", gaps.done(), self.say("还差多少", "How much is lacking"))
            .done()
    }

    fn total(&self) -> Value {
        Table::new()
            .not_empty()
            .may("low", values::expected_money(), self.say("至少", "The least"))
            .may("high", values::expected_money(), self.say("至多", "The most"))
            .may("settled-high", values::expected_money(), self.say("已有结论的至多", "The most of what is settled"))
            .may(
                "unstated",
                json!({ "type": ["integer", "string"] }),
                self.say("几项没有写数额", "How many state no figure"),
            )
            .done()
    }
}
