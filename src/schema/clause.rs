//! Files of clauses: measures and remarks.

use super::table::Table;
use super::{Maker, values};
use crate::measure::{Reason, SupportKind};
use serde_json::{Value, json};

impl Maker<'_> {
    pub(super) fn clause(&mut self) -> Value {
        let offices = json!({ "type": "array", "uniqueItems": true, "items": values::text() });
        let measure = self.measure();
        let number = self.say(
            "标题序号连写,如 四(一)、二(一)3、第五条(一)",
            "The numbers of the headings joined, as 四(一), 二(一)3 or 第五条(一)",
        );
        let table = Table::new()
            .need("clause", values::text(), number)
            .need("title", self.both(), self.say("条款标题", "The heading of the clause"))
            .may(
                "offices",
                offices,
                self.say("本条责任单位,按原文顺序", "The offices named by the clause, in its order"),
            )
            .may("measure", values::list(measure, 0), self.say("一项政策措施", "One thing that the document gives"));
        let table = self.period_in(table);
        self.sentences_in(table).done()
    }

    /// What clause files and policies have in common: sentences that are no measures.
    pub(super) fn sentences_in(&mut self, table: Table) -> Table {
        let remark = self.remark();
        let stacking = self.stacking();
        let obligation = self.obligation();
        table
            .may(
                "remark",
                values::list(remark, 0),
                self.say("不给申报主体什么的句子", "A sentence that gives no applicant anything"),
            )
            .may(
                "stacking",
                values::list(stacking, 0),
                self.say("几项措施能否同时享有、合计最高多少", "How measures add up"),
            )
            .may(
                "obligation",
                values::list(obligation, 0),
                self.say("申报主体须遵守什么", "What the applicant must keep to"),
            )
    }

    /// The days within which something holds.
    pub(super) fn period_in(&self, table: Table) -> Table {
        table.may("effective", values::day(), self.say("施行日期", "The first day on which it holds")).may(
            "expires",
            values::day(),
            self.say("有效期最后一天", "The last day on which it holds"),
        )
    }

    fn remark(&mut self) -> Value {
        let reasons: Vec<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        let names: Vec<&str> = Reason::ALL.iter().map(|reason| reason.words(self.language)).collect();
        let mut reason = values::one_of(&reasons);
        if let Some(reason) = reason.as_object_mut() {
            reason.insert("x-taplo".to_owned(), json!({ "docs": { "enumValues": names } }));
        }
        Table::new()
            .need("quote", values::text(), self.quote_words())
            .need("reason", reason, self.say("为什么不给申报主体什么", "Why it gives no applicant anything"))
            .may("note", self.both(), self.say("说明", "More on that"))
            .done()
    }

    fn stacking(&mut self) -> Value {
        let measures = || values::list(self.measure_ids(), 2);
        let limit = json!({ "anyOf": [values::money(), super::reference("amount")] });
        let chooser = values::one_of(&["applicant", "giver"]);
        let table = Table::new()
            .need("quote", values::text(), self.quote_words())
            .may("highest-of", measures(), self.say("就高不重复", "Only the highest of these is given"))
            .may("one-of", measures(), self.say("只能择一", "Only one of these is given"))
            .may("chosen-by", chooser, self.say("由谁选择", "Who chooses"))
            .may("total-at-most", limit, self.say("合计最高", "Together at most"))
            .may("of", measures(), self.say("合计的措施", "The measures that count together"))
            .exactly_one(&["highest-of", "one-of", "total-at-most"])
            .beside("chosen-by", "one-of")
            .beside("total-at-most", "of")
            .beside("of", "total-at-most");
        self.amount();
        self.both_in(table).done()
    }

    fn obligation(&mut self) -> Value {
        let term = self.term();
        let table = Table::new()
            .need("quote", values::text(), self.quote_words())
            .may("term", term, self.say("多长时间内", "For how long"))
            .may(
                "of",
                values::list(self.measure_ids(), 1),
                self.say("对哪些措施;不写为全部", "For which measures; all of them if not said"),
            );
        self.both_in(table).done()
    }

    fn quote_words(&self) -> &'static str {
        self.say("原文,一字不改", "The words of the document, verbatim")
    }

    fn measure(&mut self) -> Value {
        let (condition, audience) = (self.condition(), self.audience());
        let unless = self.say("符合这一条件的,没有什么另行规定", "While this holds, nothing is reserved");
        let reserved = self.both_in(Table::new().may("unless", condition.clone(), unless)).done();
        let support = self.support();
        let reading = self.reading();
        let note = self.note();
        let words = self.words();
        let table = Table::new()
            .need("id", values::id(), self.say("小写英文单词,以 - 相连", "Lower-case words joined by `-`"))
            .need("title", self.both(), self.say("短标题", "A short title"))
            .need("quote", values::text(), self.quote_words())
            .may("reserved", reserved, self.say("另由实施细则规定的事项", "What is left to implementing rules"))
            .need("for", audience, self.say("支持对象:申报主体是谁", "Audience: who or what one is"))
            .may("when", condition, self.say("申报条件:每一行都要符合", "Conditions: every line must hold"))
            .may("words", words, self.say("原文中提出各项要求的词句", "The words of the clause that ask for each fact"))
            .need("support", values::list(support, 1), self.say("支持方式与标准", "What is given"))
            .may(
                "reading",
                values::list(reading, 0),
                self.say("有歧义的词怎样理解", "How an ambiguous phrase was read"),
            )
            .may("note", values::list(note, 0), self.say("相关文件", "A related document"));
        self.period_in(table).done()
    }

    fn words(&mut self) -> Value {
        let table = self.catalogue.facts.iter().fold(Table::new().not_empty(), |table, fact| {
            table.may(&fact.id, values::text(), fact.label.get(self.language))
        });
        table.done()
    }

    pub(super) fn reading(&mut self) -> Value {
        self.both_in(Table::new().need("phrase", values::text(), self.quote_words())).done()
    }

    fn note(&mut self) -> Value {
        Table::new()
            .may("title", values::text(), self.say("标题", "Its title"))
            .may("number", values::text(), self.say("文号", "Its number"))
            .may("date", values::note_date(), self.say("日期、月份或年份", "A day, a month or a year"))
            .need("concern", self.both(), self.say("与这项措施有什么关系", "What it has to do with the measure"))
            .done()
    }

    fn support(&mut self) -> Value {
        let gift = self.gift_in(Table::new().need("kind", self.kind(), self.kind_words())).done();
        self.definitions.insert("gift".to_owned(), gift);
        let gifts = values::list(super::reference("gift"), 2);
        let chooser = values::one_of(&["applicant", "giver"]);
        let table = Table::new()
            .may("kind", self.kind(), self.kind_words())
            .may("one-of", gifts, self.say("其中一项", "One of these"))
            .may("chosen-by", chooser, self.say("由谁选择;不写为给予的一方", "Who chooses; the giver if not said"))
            .exactly_one(&["kind", "one-of"])
            .beside("chosen-by", "one-of");
        let alone = ["amount", "what", "term", "stages"].map(|key| ["one-of", key]);
        let table = alone.iter().fold(table, |table, keys| table.apart(keys));
        self.gift_in(table).done()
    }

    fn kind(&self) -> Value {
        let codes: Vec<&str> = SupportKind::ALL.iter().map(|kind| kind.code()).collect();
        let names: Vec<&str> = SupportKind::ALL.iter().map(|kind| kind.words(self.language)).collect();
        json!({ "type": "string", "enum": codes, "x-taplo": { "docs": { "enumValues": names } } })
    }

    fn kind_words(&self) -> &'static str {
        self.say("原文用的词", "The document's own word")
    }

    /// One thing that is given. Whether it has an amount hangs on its kind.
    fn gift_in(&mut self, table: Table) -> Table {
        let amount = self.amount();
        let term = self.term();
        let share = self.say("占多少", "Which share");
        let stage = self.both_in(Table::new().need("share", values::percent(), share)).done();
        let kinds = |money: bool| {
            let kinds = SupportKind::ALL.iter().filter(|kind| kind.class().is_money() == money);
            kinds.map(|kind| kind.code()).collect::<Vec<_>>()
        };
        let is = |kinds: Vec<&str>| json!({ "required": ["kind"], "properties": { "kind": { "enum": kinds } } });
        let in_kind = json!({ "required": ["what"], "not": { "required": ["amount"] } });
        table
            .may("amount", amount, self.say("多少", "How much"))
            .may("what", self.both(), self.say("给什么", "What is given, in words"))
            .may("term", term, self.say("持续多久", "How long it lasts"))
            .may("stages", values::list(stage, 1), self.say("分期兑现", "When it is paid out"))
            .rule(json!({ "if": is(kinds(true)), "then": { "required": ["amount"] } }))
            .rule(json!({ "if": is(kinds(false)), "then": in_kind }))
    }
}
