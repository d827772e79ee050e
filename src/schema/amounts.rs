//! Amounts and terms.

use super::table::Table;
use super::{Maker, reference, values};
use crate::fact::{Fact, Kind};
use serde_json::{Value, json};

fn is_money(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Money | Kind::YearlyMoney { .. })
}

fn is_yearly(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::YearlyMoney { .. })
}

fn is_number(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Count | Kind::Quantity)
}

const FORMS: [&str; 8] = ["unstated", "exactly", "up-to", "from", "rate", "rates", "each", "cases"];

impl Maker<'_> {
    pub(super) fn amount(&mut self) -> Value {
        self.defined("amount", Self::amount_table)
    }

    fn amount_table(&mut self) -> Value {
        let limit = json!({ "anyOf": [values::money_or_points(), reference("amount")] });
        let rate = one_or_range(values::percent());
        let of = self.ids(|fact| is_money(fact) || is_number(fact));
        let rate_of = json!({ "properties": { "of": self.ids(is_money) } });
        let rates_of = json!({ "properties": { "of": self.ids(is_yearly) } });
        let each_of = json!({ "properties": { "of": self.ids(is_number) } });
        let mut forms = Vec::new();
        forms.extend([("rate", rate_of), ("rates", rates_of), ("each", each_of)].map(
            |(form, rest)| json!({ "if": { "required": [form] }, "then": { "required": ["of"], "allOf": [rest] } }),
        ));
        let of_form =
            json!({ "anyOf": [{ "required": ["rate"] }, { "required": ["rates"] }, { "required": ["each"] }] });
        let unstated = json!({ "const": true });
        let case = self.case();
        let table = Table::new()
            .may("exactly", values::money_or_points(), self.say("正好这些", "Exactly this"))
            .may("up-to", limit.clone(), self.say("最高这些", "At most this"))
            .may("from", values::money_or_points(), self.say("从这些起,与 to 一起", "From this, with `to`"))
            .may("to", values::money_or_points(), self.say("到这些为止", "To this"))
            .may("rate", rate.clone(), self.say("按 of 的比例", "A share of `of`"))
            .may("rates", values::list(rate, 1), self.say("of 每一年的比例", "A share of each year of `of`"))
            .may(
                "each",
                one_or_range(values::money_or_points()),
                self.say("of 每一个给这些", "So much for each of `of`"),
            )
            .may("of", of, self.say("按哪项申报信息计算", "The fact from which it is computed"))
            .may("per", values::number(), self.say("每满多少", "For each full so many"))
            .may("unstated", unstated, self.say("文件没有写数额", "The document states no figure"))
            .may("cases", values::list(case, 1), self.say("分情形,取第一个成立的", "The first case that holds"))
            .may("years", values::number(), self.say("连续几年,每年都给", "For so many years, each year anew"))
            .may("cap", limit.clone(), self.say("最高不超过", "Never more than"))
            .may("cap-each-year", limit, self.say("每年最高不超过", "Never more in one year than"))
            .may("floor", values::money_or_points(), self.say("不低于", "Never less than"))
            .may("less", self.ids(is_money), self.say("减去这项信息的金额", "Less the amount of this fact"))
            .exactly_one(&FORMS)
            .beside("from", "to")
            .beside("to", "from")
            .beside("per", "each")
            .beside("cap-each-year", "rates")
            .rule(json!({ "if": { "required": ["of"] }, "then": of_form }));
        forms.into_iter().fold(table, Table::rule).done()
    }

    fn case(&mut self) -> Value {
        let when = self.condition();
        let amount = || reference("amount");
        Table::new()
            .may("when", when, self.say("在这种情形下", "In this case"))
            .may("amount", amount(), self.say("给这些", "So much is given"))
            .may("else", amount(), self.say("其余情形", "In all other cases"))
            .rule(json!({ "oneOf": [{ "required": ["when", "amount"] }, { "required": ["else"] }] }))
            .apart(&["else", "when"])
            .apart(&["else", "amount"])
            .done()
    }

    pub(super) fn term(&self) -> Value {
        Table::new()
            .may("exactly", values::number(), self.say("正好这么久", "Exactly so long"))
            .may("from", values::number(), self.say("至少", "From"))
            .may("to", values::number(), self.say("至多", "To"))
            .need("unit", values::one_of(&["year", "month", "day"]), self.say("年、月、日", "The unit of time"))
            .exactly_one(&["exactly", "from"])
            .beside("from", "to")
            .beside("to", "from")
            .done()
    }
}

/// One value, or `{ from, to }`.
fn one_or_range(value: Value) -> Value {
    let range = Table::new().need("from", value.clone(), "").need("to", value.clone(), "").done();
    json!({ "anyOf": [value, range] })
}
