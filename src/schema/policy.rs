//! `policy.toml`: the document itself.

use super::table::Table;
use super::{Maker, values};
use serde_json::Value;

impl Maker<'_> {
    pub(super) fn policy(&mut self) -> Value {
        let reading = self.reading();
        let quote = self.say("原文,一字不改", "The words of the document, verbatim");
        let closing = self.both_in(Table::new().need("quote", values::text(), quote)).done();
        let table = Table::new()
            .need("title", self.both(), self.say("文件标题", "The title of the document"))
            .need("number", values::text(), self.say("文号", "Its number"))
            .need("issuer", self.both(), self.say("发文机关", "Who issued it"))
            .need("adopted", values::day(), self.say("成文日期", "The day it was signed"))
            .need("published", values::day(), self.say("发布日期", "The day it was published"))
            .may("source", values::text(), self.say("原文网址", "Where the text stands"))
            .may("closing", closing, self.say("对每项措施都适用的末句", "The line that holds for every measure"))
            .may("reading", values::list(reading, 0), self.say("整份文件怎样理解", "How the whole was read"));
        let table = self.period_in(table);
        self.sentences_in(table).done()
    }
}
