//! Results of many clients as rows of text: one for each client, or one for each measure of each.

use super::cells::Cells;
use super::client::{CellProblem, Client, UseMade};
use super::figures::{self, Bounds, Figure};
use super::formula::guarded;
use super::words;
use super::{Listing, Wording};
use crate::assess::{Finding, RuledOutBy, Verdict};
use crate::beginning::beginning;
use crate::catalogue::Catalogue;
use crate::language::Language;
use std::ops::ControlFlow;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A client.
    Wide,
    /// A measure for a client.
    Long,
}

/// Lays clients out as rows.
#[derive(Clone, Debug)]
pub struct Rows<'c> {
    /// The catalogue.
    pub catalogue: &'c Catalogue,
    /// The language.
    pub language: Language,
    /// What a row is about.
    pub shape: Shape,
    /// The headings of what passes through.
    pub others: Vec<String>,
}

/// How many questions are named in the row of a client.
pub(super) const QUESTIONS: usize = 3;

/// The verdicts that are counted, in their order.
pub(super) const COUNTED: [(Verdict, Option<RuledOutBy>); 4] = [
    (Verdict::Eligible, None),
    (Verdict::Provisional, None),
    (Verdict::Undetermined, None),
    (Verdict::Ineligible, Some(RuledOutBy::Conditions)),
];

/// A text for each of so many columns, those without one included; what stands in some is given in order.
pub(super) fn one_each<'t>(
    columns: usize,
    given: impl Iterator<Item = (usize, &'t str)>,
) -> impl Iterator<Item = &'t str> {
    let mut given = given.peekable();
    (0..columns).map(move |column| given.next_if(|(at, _)| *at == column).map_or("", |(_, text)| text))
}

impl Rows<'_> {
    fn say(&self, zh: &str, en: &str) -> String {
        self.language.pick(zh, en).to_owned()
    }

    /// The headings.
    pub fn headings(&self) -> Vec<String> {
        let say = |zh: &str, en: &str| self.say(zh, en);
        let mut headings = vec![say("行", "Row"), say("名称", "Name"), say("编号", "Id")];
        headings.extend(self.others.iter().map(|heading| guarded(heading).into_owned()));
        match self.shape {
            Shape::Wide => {
                headings.push(say("问题", "Problems"));
                headings.extend(COUNTED.map(|(verdict, by)| words::verdict(verdict, by, self.language).to_owned()));
                for (class, stated) in figures::classes(self.catalogue) {
                    let class = class.words(self.language);
                    let amounts = self.language.pick(
                        ["确定(元)", "不计需补充信息的,最高(元)", "最高(元)"],
                        ["firm (yuan)", "most, without those that need information (yuan)", "most (yuan)"],
                    );
                    let colon = self.language.pick(":", ": ");
                    headings.extend(amounts.iter().filter(|_| stated).map(|part| format!("{class}{colon}{part}")));
                    let unstated = self.language.pick("金额未载明(项)", "no amount stated");
                    headings.push(format!("{class}{colon}{unstated}"));
                }
                headings.push(say("最值得弄清的", "Worth finding out"));
                headings.extend(self.catalogue.measures.iter().map(|measure| {
                    let clause = self.catalogue.place_of(measure).map_or("", |(clause, _)| clause.number.as_str());
                    format!("{clause} {} [{}]", measure.title.get(self.language), measure.id)
                }));
            }
            Shape::Long => headings.extend([
                say("文件", "Document"),
                say("条款", "Clause"),
                say("措施", "Measure"),
                say("措施id", "Measure id"),
                say("结论代码", "Verdict code"),
                say("结论", "Verdict"),
                say("支持", "Support"),
                say("类别", "Class"),
                say("不低于(元)", "At least (yuan)"),
                say("最高(元)", "At most (yuan)"),
                say("还需补充", "Still to be known"),
                say("要符合,需要", "What it would take"),
                say("责任单位", "Offices"),
                say("须遵守", "To keep to"),
            ]),
        }
        headings
    }

    /// Appends the rows of a client, one for each measure, with this sign between the cells; after each,
    /// whoever asked for them may take away what is written so far, or break off. What the client brings
    /// along stands in every one of them, so that all of them together may take a hundred times its row.
    pub fn write(
        &self,
        client: &Client<'_>,
        delimiter: u8,
        rows: &mut Vec<u8>,
        mut written: impl FnMut(&mut Vec<u8>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let cells = Cells::new(delimiter);
        let mut own = Vec::new();
        cells.number(&mut own, client.row);
        let name_and_id = [&client.profile.name, &client.profile.id].map(|text| text.as_deref().unwrap_or_default());
        let others = client.others.iter().map(|(at, text)| (*at, text.as_str()));
        for text in name_and_id.into_iter().chain(one_each(self.others.len(), others)) {
            cells.next(&mut own);
            cells.foreign(&mut own, text);
        }
        for finding in &client.assessment.findings {
            rows.extend_from_slice(&own);
            for text in self.long(finding) {
                cells.next(rows);
                cells.text(rows, &text);
            }
            cells.end(rows);
            written(rows)?;
        }
        ControlFlow::Continue(())
    }

    fn long(&self, finding: &Finding<'_>) -> Vec<String> {
        let language = self.language;
        let join = language.pick(";", "; ");
        let entry = Wording { catalogue: self.catalogue, language, listing: Listing::Every }.entry(finding);
        let place = self.catalogue.place_of(finding.measure);
        let classes = figures::classes_of(finding).into_iter().map(|class| class.words(language));
        let (low, high) = match figures::bounds(finding) {
            Bounds::Nothing => Default::default(),
            Bounds::Several => (self.say("见“支持”", "see Support"), self.say("见“支持”", "see Support")),
            Bounds::Between(low, high) => (self.figure(low), self.figure(high)),
        };
        vec![
            place.map(|(_, policy)| policy.number.clone()).unwrap_or_default(),
            place.map(|(clause, _)| clause.number.clone()).unwrap_or_default(),
            entry.title,
            entry.id,
            finding.verdict.code().to_owned(),
            words::verdict(finding.verdict, finding.ruled_out_by, language).to_owned(),
            entry.support,
            classes.collect::<Vec<_>>().join(language.pick("、", ", ")),
            low,
            high,
            entry.missing.join(language.pick("、", ", ")),
            if finding.unmet.is_some() { entry.takes.join(join) } else { String::new() },
            place.map(|(clause, _)| clause.offices.join("、")).unwrap_or_default(),
            entry.obligations.join(join),
        ]
    }

    fn figure(&self, figure: Figure) -> String {
        match (figure, figure.words(self.language)) {
            (Figure::Amount(amount), _) => amount.plain(),
            (_, words) => words.unwrap_or_default().to_owned(),
        }
    }
}

/// A row of texts, with this sign between the cells.
pub fn row(texts: &[String], delimiter: u8) -> Vec<u8> {
    let (cells, mut row) = (Cells::new(delimiter), Vec::new());
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            cells.next(&mut row);
        }
        cells.text(&mut row, text);
    }
    cells.end(&mut row);
    row
}

/// A problem on one line: where, what, and what to do.
pub fn said(problem: &CellProblem, language: Language) -> String {
    let CellProblem { place, column, row, problem, .. } = problem;
    let column = column.as_deref().map(beginning);
    let place = match (column, language) {
        (Some(column), Language::Chinese) => format!("{place}「{column}」:"),
        (Some(column), Language::English) => format!("{place} `{column}`: "),
        (None, _) if *row == 0 => String::new(),
        // A place within a line says itself what it is.
        (None, _) if place.contains(':') => format!("{place}{}", language.pick(":", ": ")),
        (None, Language::Chinese) => format!("第 {place} 行:"),
        (None, Language::English) => format!("row {place}: "),
    };
    let mend = problem.mend.as_ref().map(|mend| language.pick(format!("({})", mend.zh), format!(" ({})", mend.en)));
    format!("{place}{}{}", problem.what.get(language), mend.unwrap_or_default())
}

/// Headings and rows of what was wrong.
pub fn problem_headings(language: Language) -> Vec<String> {
    let headings = language.pick(
        ["行", "单元格", "列", "值", "信息", "代码", "问题", "怎样改", "是否已采用"],
        ["Row", "Cell", "Column", "Value", "Fact", "Code", "Problem", "What to do", "Used nevertheless"],
    );
    headings.map(str::to_owned).to_vec()
}

/// What was wrong, as a row.
pub fn problem_row(problem: &CellProblem, language: Language) -> Vec<String> {
    let used = match problem.use_made() {
        UseMade::Everything => language.pick("是", "yes"),
        UseMade::Unknown | UseMade::Nothing => language.pick("否", "no"),
    };
    vec![
        if problem.row == 0 { String::new() } else { problem.row.to_string() },
        guarded(&problem.place).into_owned(),
        guarded(problem.column.as_deref().unwrap_or_default()).into_owned(),
        guarded(problem.value.as_deref().unwrap_or_default()).into_owned(),
        problem.problem.fact.clone().unwrap_or_default(),
        problem.problem.code.code().to_owned(),
        guarded(problem.problem.what.get(language)).into_owned(),
        problem.problem.mend.as_ref().map(|mend| guarded(mend.get(language)).into_owned()).unwrap_or_default(),
        used.to_owned(),
    ]
}
