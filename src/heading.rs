//! The headings of columns in tables of clients, as they are written and read back.

use crate::fact::{Fact, Kind};
use crate::language::Language;

/// How the sheet of a blank form is called that explains its columns, in Chinese and in English; it begins with
/// the same words.
pub const EXPLANATION: [&str; 2] = ["填写说明", "How to fill in"];

/// A column that says who a client is and asks for no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Own {
    /// The client's name.
    Name,
    /// Its unified social credit code (统一社会信用代码), 18 digits and letters.
    CreditCode,
    /// The consultant's own mark for it.
    Id,
}

impl Own {
    /// Every one, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Name, Self::CreditCode, Self::Id];

    /// Its code.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CreditCode => "credit-code",
            Self::Id => "id",
        }
    }

    /// The heading that a form has.
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Name, Language::Chinese) => "名称",
            (Self::Name, Language::English) => "Name",
            (Self::CreditCode, Language::Chinese) => "统一社会信用代码",
            (Self::CreditCode, Language::English) => "Credit code",
            (Self::Id, Language::Chinese) => "编号",
            (Self::Id, Language::English) => "Your reference",
        }
    }

    /// Other headings under which it stands in people's tables, in both languages; English ones in
    /// small letters.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "企业名称",
                "公司名称",
                "单位名称",
                "机构名称",
                "组织名称",
                "客户名称",
                "主体名称",
                "申报主体名称",
                "申报单位",
                "姓名",
                "company name",
                "client name",
                "organisation name",
                "organization name",
                "company",
                "client",
                "applicant name",
            ],
            Self::CreditCode => &[
                "社会信用代码",
                "信用代码",
                "统一信用代码",
                "统一代码",
                "信用代码证号",
                "unified social credit code",
                "social credit code",
                "uscc",
            ],
            Self::Id => &["客户编号", "档案编号", "档案号", "企业编号", "代号", "reference", "client id", "client no"],
        }
    }
}

impl Own {
    /// Every name under which it is known.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let labels = [self.label(Language::Chinese), self.label(Language::English), self.id()];
        labels.into_iter().chain(self.aliases().iter().copied())
    }
}

/// The heading of a fact, with what its column counts in: `实缴资金(万元)`.
///
/// A yearly amount has one column for each year, counted from 1. Amounts without a unit of their own
/// are 万元 under a Chinese heading and yuan under an English one.
pub fn written(fact: &Fact, year: Option<usize>, language: Language) -> String {
    let in_brackets = |words: &str| language.pick(format!("({words})"), format!(" ({words})"));
    let mut heading = fact.label.get(language).to_owned();
    if let Some(year) = year {
        heading.push_str(&in_brackets(&language.pick(format!("第{year}年"), format!("year {year}"))));
    }
    let unit = match fact.kind {
        Kind::Money | Kind::YearlyMoney { .. } => Some(language.pick("万元", "yuan")),
        Kind::Count | Kind::Quantity => fact.unit.as_ref().map(|unit| unit.get(language)),
        Kind::YesNo => Some(language.pick("是/否", "yes/no")),
        Kind::Percent => Some("%"),
        Kind::Date | Kind::Choice | Kind::Choices => None,
    };
    heading.push_str(&unit.map(in_brackets).unwrap_or_default());
    heading
}
