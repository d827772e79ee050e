//! 说明: the documents, this run, and how to read the sheets.

use super::cell::{Cell, Look};
use super::formats::Formats;
use super::sheet::{set_height, set_up_for_print, write};
use crate::assess::{RuledOutBy, Verdict};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::measure::Policy;
use crate::report::stacking;
use crate::report::words::{self, quoted, verdict};
use jiff::civil::Date;
use rust_xlsxwriter::{Workbook as Xlsx, XlsxError};

/// What the sheet is about.
pub(super) struct About<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) language: Language,
    /// The name of the file from which the clients come.
    pub(super) source: &'a str,
    pub(super) clients: usize,
    pub(super) problems: usize,
}

/// What a line is about, and what it says.
type Line = [Cell; 2];

impl About<'_> {
    /// Adds the sheet.
    pub(super) fn write(&self, xlsx: &mut Xlsx, formats: &Formats) -> Result<(), XlsxError> {
        let page = xlsx.add_worksheet();
        page.set_name(self.language.pick("说明", "About"))?;
        set_up_for_print(page)?;
        page.set_print_gridlines(false).set_screen_gridlines(false);
        let columns = [(self.language.pick(20, 24), Look::Label), (110, Look::Text)];
        for ((width, look), column) in columns.into_iter().zip(0..) {
            page.set_column_width(column, width)?;
            if let Some(format) = formats.of(look) {
                page.set_column_format(column, format)?;
            }
        }
        for (line, row) in self.lines().iter().zip(0..) {
            set_height(page, row, line.iter(), columns.into_iter())?;
            for (cell, column) in line.iter().zip(0..) {
                write(page, row, column, cell, formats)?;
            }
        }
        Ok(())
    }

    fn lines(&self) -> Vec<Line> {
        let language = self.language;
        let title = language.pick("惠企政策测算结果", "Results against policy measures");
        let caution = language.pick(
            "结果仅供参考,以主管部门最新政策和审核为准。",
            "For orientation only; the latest policy and the review of the authority in charge decide.",
        );
        let mut lines = vec![
            [Cell::Marked(Look::Title, title.to_owned()), Cell::Empty],
            [Cell::Marked(Look::Line, caution.to_owned()), Cell::Empty],
        ];
        lines.extend(self.section("本次测算", "This run", self.run()));
        for (at, policy) in self.catalogue.policies.iter().enumerate() {
            let mut document = self.policy(policy);
            let for_all = self.catalogue.obligations_for_all(at);
            document.extend(for_all.map(|it| self.line("须遵守", "To keep to", words::obligation(it, self.language))));
            lines.extend(self.section("政策文件", "The document", document));
        }
        lines.extend(self.section("各工作表", "The sheets", self.sheets()));
        lines.extend(self.section("结论", "Verdicts", self.verdicts()));
        lines.extend(self.section("金额", "Amounts", self.amounts()));
        lines
    }

    fn section(&self, zh: &str, en: &str, lines: Vec<Line>) -> Vec<Line> {
        let heading = Cell::Marked(Look::Section, self.language.pick(zh, en).to_owned());
        let mut all = vec![[Cell::Empty, Cell::Empty], [heading, Cell::Blank(Look::Section)]];
        all.extend(lines);
        all
    }

    fn line(&self, zh: &str, en: &str, text: impl Into<String>) -> Line {
        [Cell::text(self.language.pick(zh, en)), Cell::text(text)]
    }

    fn run(&self) -> Vec<Line> {
        let catalogue = self.catalogue;
        vec![
            [Cell::text(self.language.pick("数据来源", "Clients from")), Cell::client(self.source)],
            self.line("主体数", "Clients", self.clients.to_string()),
            self.line("表中的问题", "Problems found", self.problems.to_string()),
            self.line("截至日期", "As of", catalogue.as_of.to_string()),
            self.line("政策库摘要", "Catalogue digest", format!("sha256:{}", catalogue.digest)),
            self.line("程序", "Program", format!("huiqi {}", env!("CARGO_PKG_VERSION"))),
        ]
    }

    fn policy(&self, policy: &Policy) -> Vec<Line> {
        let language = self.language;
        let title = policy.title.get(language);
        let name = language.pick(format!("《{title}》({})", policy.number), format!("{title} ({})", policy.number));
        let validity = match policy.expires {
            Some(last) => {
                language.pick(format!("{} 至 {last}", policy.effective), format!("{} to {last}", policy.effective))
            }
            None => language
                .pick(
                    "文件没有写有效期,是否仍然有效请向责任单位核实",
                    "the document states no expiry; ask an office in charge whether it still holds",
                )
                .to_owned(),
        };
        let mut lines =
            vec![self.line("文件", "Title", name), self.line("发文机关", "Issued by", policy.issuer.get(language))];
        let day = |zh, en, day: Option<Date>| day.map(|day| self.line(zh, en, day.to_string()));
        lines.extend(day("成文日期", "Adopted", policy.adopted));
        lines.extend(day("公布日期", "Published", policy.published));
        lines.push(self.line("有效期", "In force", validity));
        lines.extend(policy.source.as_ref().map(|source| self.line("原文地址", "Text at", source.as_str())));
        if let Some(closing) = &policy.closing {
            let quote = quoted(&closing.quote, language);
            let text = format!("{quote}{}{}", language.pick(":", ": "), closing.meaning.get(language));
            lines.push(self.line("适用于全部措施", "Holds for every measure", text));
        }
        for reading in &policy.readings {
            let phrase = quoted(&reading.phrase, language);
            let text = format!("{phrase}{}{}", language.pick(":", ": "), reading.text.get(language));
            lines.push(self.line("理解说明", "How it was read", text));
        }
        let of_policy = |rule: &&crate::stacking::Stacking| {
            self.catalogue.policies.get(rule.policy).is_some_and(|other| other.id == policy.id)
        };
        for rule in self.catalogue.stacking.iter().filter(of_policy) {
            let what = stacking::rule(rule, self.catalogue, language);
            let basis = stacking::basis(rule, self.catalogue, language);
            let text = language.pick(format!("{what}。{basis}"), format!("{what}. {basis}"));
            lines.push(self.line("一起算的规则", "What counts together", text));
        }
        lines
    }

    fn sheets(&self) -> Vec<Line> {
        let sheet = |zh: [&str; 2], en: [&str; 2]| {
            let [name, text] = self.language.pick(zh, en);
            self.line(name, name, text)
        };
        vec![
            sheet(
                [
                    "汇总",
                    "每个主体一行,每项措施一列;措施名称上面是条款。不适用和不在有效期内的措施不计入项数。打印到“下一步最值得问”为止。",
                ],
                [
                    "Summary",
                    "One row for each client, one column for each measure, with its clause above. Measures for other applicants or not in force are not counted. Printed up to “Worth asking next”.",
                ],
            ),
            sheet(
                [
                    "明细",
                    "每个主体的每项措施一行;不适用的(针对其他类型主体的)不列。行数超过一张表的上限时,接着写在“明细(2)”等表里。打印时不含最后三列。",
                ],
                [
                    "Details",
                    "One row for each client and measure; measures for other applicants are left out. Where one sheet is full, the rows go on on “Details(2)” and so on. The last three columns are not printed.",
                ],
            ),
            sheet(
                [
                    "待问",
                    "每个主体还值得问的问题,关系到措施最多的在前;“回答”一列可在沟通时填写。没有列出的问题不影响结论和金额,或者主体已表示不清楚。",
                ],
                [
                    "To ask",
                    "The questions still worth asking each client, those on which most measures hang first; note the answers in the column for them. What is not listed changes neither verdict nor amount, or the client does not know it.",
                ],
            ),
            sheet(
                [
                    "问题",
                    "数据来源里哪些格子有问题,怎样改。“提醒”不影响测算,请核对;“没有采用”的格子按未知处理,同一行其余内容照常测算。",
                ],
                [
                    "Problems",
                    "What is wrong with the table that came in and how to mend it. A warning leaves the results as they are; a cell that was left aside counts as unknown, and the rest of its row was used.",
                ],
            ),
        ]
    }

    fn verdicts(&self) -> Vec<Line> {
        let language = self.language;
        let conditions = Some(RuledOutBy::Conditions);
        let line = |kind: Verdict, by: Option<RuledOutBy>, zh: &str, en: &str| {
            let words = verdict(kind, by, language);
            let text = language.pick(format!("{words}:{zh}"), format!("{words}: {en}"));
            [Cell::verdict(kind, by, language), Cell::text(text)]
        };
        vec![
            line(
                Verdict::Eligible,
                None,
                "文件写明的条件都满足,仍以实施细则和主管部门审核为准。",
                "every condition that the document states is met; implementing rules and the authority in charge still decide.",
            ),
            line(
                Verdict::Provisional,
                None,
                "文件写明的条件都满足,但还有认定、评审或另行规定的事项。",
                "every condition that the document states is met, but recognition, review or other rules are left open.",
            ),
            line(
                Verdict::Undetermined,
                None,
                "还缺信息,补充后才有结论;缺什么见“明细”和“待问”。",
                "something that decides is not known yet; Details and To ask name it.",
            ),
            line(
                Verdict::Ineligible,
                conditions,
                "有条件不满足;差什么见“明细”的“要符合,需要”。",
                "a condition is not met; Details says what it would take.",
            ),
            line(
                Verdict::Ineligible,
                Some(RuledOutBy::Audience),
                "措施针对其他类型的主体。",
                "the measure is for another kind of applicant.",
            ),
            line(
                Verdict::Ineligible,
                Some(RuledOutBy::Period),
                "截至日期不在文件有效期内。",
                "the document does not hold on the as-of date.",
            ),
        ]
    }

    fn amounts(&self) -> Vec<Line> {
        vec![
            self.line("单位", "Unit", self.language.pick("元,精确到分。", "Yuan, exact to the fen.")),
            self.line(
                "确定",
                "Firm",
                self.language.pick(
                    "结论为“符合”的措施至少给多少,合计。",
                    "The least that measures with the verdict “meets” give, added up.",
                ),
            ),
            self.line(
                "最高",
                "Most",
                self.language.pick(
                    "“符合”“可能符合”“需补充”的措施最多给多少,合计;是上限,不是预计能拿到的数。“不计需补充信息的,最高”是其中去掉“需补充”以后的上限。",
                    "The most that measures not ruled out give, added up: a ceiling, not what to expect. The column without those that need information leaves the undetermined ones out.",
                ),
            ),
            self.line(
                "待补充",
                "open",
                self.language.pick(
                    "还缺信息,上限现在算不出来。",
                    "A fact that is not known leaves the top of the range open.",
                ),
            ),
            self.line(
                "金额未载明",
                "not stated",
                self.language.pick(
                    "文件写了要给,没有写金额;只计项数,不当作 0,也不计入合计。",
                    "The document promises it without a figure: counted beside the total, never as 0.",
                ),
            ),
            self.line(
                "空白",
                "Empty",
                self.language.pick("没有这一类支持,或不以金额计。", "There is no such support, or it is not counted in money."),
            ),
            self.line(
                "不同类别",
                "Classes",
                self.language.pick(
                    "资金、基金投资、税费优惠、融资性质不同,分开合计,从不相加。同一措施几项支持任选其一的,只计一项。文件写明就高不重复、择一或合计上限的,按能一起算的最好组合合计。",
                    "Cash, fund investment, relief and finance are different things and never added together. Of alternatives in a measure only one is counted. Where the document lets only some measures count together, or limits their sum, totals are the best that it allows.",
                ),
            ),
        ]
    }
}
