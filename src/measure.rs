//! Policies, their measures and remarks, as a catalogue holds them.

use crate::amount::{Amount, Term, Unit};
use crate::condition::{Compiler, Condition};
use crate::language::{Language, Text};
use crate::money::Rate;
use crate::truth::{Formula, Rule};
use crate::validity::Validity;
use jiff::civil::Date;
use std::sync::OnceLock;

/// One policy document.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its folder's name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its number, as in 青政发〔2020〕9号.
    pub number: String,
    /// Who issued it.
    pub issuer: Text,
    /// The day it was signed; `None` only in a draft.
    pub adopted: Option<Date>,
    /// The day it was published; `None` only in a draft.
    pub published: Option<Date>,
    /// The first day on which it holds; where the document does not say, the day it was adopted, and
    /// in a draft that names neither the first of the calendar.
    pub effective: Date,
    /// The last day on which it holds; `None` where the document states no expiry.
    pub expires: Option<Date>,
    /// Where the text stands, if known.
    pub source: Option<String>,
    /// The line that holds for every measure.
    pub closing: Option<Closing>,
    /// How the whole was read where it is ambiguous.
    pub readings: Vec<Reading>,
    /// What is still open, where the catalogue of the document is a draft.
    pub draft: Option<Draft>,
}

/// What is still open in a document of which some sentence is undecided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// How many quotes are still to be decided on.
    pub undecided: usize,
    /// How many texts are missing: titles of clauses, and the English of any text.
    pub texts: usize,
    /// What policy.toml does not say yet, by the names of its lines.
    pub particulars: Vec<&'static str>,
}

/// Words of a document on which the author has not decided yet.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The policy, by position.
    pub policy: usize,
    /// The clause, by position; `None` outside the numbered ones.
    pub clause: Option<usize>,
    /// The words of the document.
    pub quote: String,
}

impl Policy {
    /// On which days the document holds.
    pub fn validity(&self) -> Validity {
        Validity { effective: Some(self.effective), expires: self.expires }
    }
}

/// A line of a document that holds for every measure, and what it means.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The words of the document.
    pub quote: String,
    /// What they mean for an applicant.
    pub meaning: Text,
}

/// One clause of a document.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The policy, by position.
    pub policy: usize,
    /// Its number, as in 四(一).
    pub number: String,
    /// Its heading.
    pub title: Text,
    /// The offices that the clause names, in its order.
    pub offices: Vec<String>,
}

/// One thing the document gives, allows or encourages, for one kind of applicant.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its code, unique in the catalogue.
    pub id: String,
    /// The clause, by position.
    pub clause: usize,
    /// A short title.
    pub title: Text,
    /// The words of the document.
    pub quote: String,
    /// On which days it holds, where it or its clause says so; otherwise as long as the document.
    pub validity: Validity,
    /// For whom: who or what the applicant is.
    pub audience: Condition,
    /// What else must hold.
    pub conditions: Condition,
    /// What the document leaves to implementing rules.
    pub reserved: Option<Reserved>,
    /// What is given.
    pub supports: Vec<Support>,
    /// How ambiguous phrases were read.
    pub readings: Vec<Reading>,
    /// Related documents.
    pub notes: Vec<Note>,
    /// The conditions ready to be evaluated.
    pub ready: Ready,
}

/// The conditions of a measure, ready to be evaluated; made when first needed, as most
/// measures are for other applicants.
#[derive(Clone, Debug, Default)]
pub struct Ready {
    audience: OnceLock<Rule>,
    rules: OnceLock<Rules>,
}

/// What decides a measure for which an applicant is of the right kind.
#[derive(Clone, Debug)]
pub struct Rules {
    /// For whom and what else must hold, together.
    pub applies: Rule,
    /// The same, and nothing is reserved; `None` where that does not hang on facts.
    pub unreserved: Option<Rule>,
    /// What each support comes to; `None` for what is not counted.
    pub supports: Vec<Option<crate::amount::Support>>,
}

impl Measure {
    /// The rule that says for whom it is.
    pub fn for_whom(&self, compiler: Compiler<'_>) -> &Rule {
        self.ready.audience.get_or_init(|| Rule::new(compiler.compile(&self.audience)))
    }

    /// Everything else that decides it.
    pub fn rules(&self, compiler: Compiler<'_>) -> &Rules {
        self.ready.rules.get_or_init(|| {
            let both = Formula::all([compiler.compile(&self.audience), compiler.compile(&self.conditions)]);
            let unless = self.reserved.as_ref().and_then(|reserved| reserved.unless.as_ref());
            let unreserved = unless.map(|unless| Rule::new(Formula::all([both.clone(), compiler.compile(unless)])));
            let ready = |support: &Support| {
                let (amount, unit) = support.amount.as_ref().zip(support.kind.class().unit())?;
                Some(crate::amount::Support::new(amount, unit, &both, compiler))
            };
            let supports = self.supports.iter().map(ready).collect();
            Rules { applies: Rule::new(both), unreserved, supports }
        })
    }
}

/// What a document leaves open for implementing rules, and nobody can answer.
#[derive(Clone, Debug)]
pub struct Reserved {
    /// What is left open.
    pub text: Text,
    /// While this holds, nothing is.
    pub unless: Option<Condition>,
}

/// One thing that a measure gives.
#[derive(Clone, Debug)]
pub struct Support {
    /// The document's own word for it.
    pub kind: SupportKind,
    /// What is given, in words.
    pub what: Option<Text>,
    /// How much, in the unit of its class; `None` for what is not counted.
    pub amount: Option<Amount>,
    /// How long it lasts.
    pub term: Option<Term>,
    /// When it is paid out, in this order; together all of it. Empty where the document does not say.
    pub stages: Vec<Stage>,
    /// Which of several things, one of which is given: the number of the group in the measure.
    pub one_of: Option<Alternative>,
}

/// A part of an amount that is paid out by itself.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its share of the amount.
    pub share: Rate,
    /// When it is paid out.
    pub text: Text,
}

/// A place among things of which one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The number of the group in the measure, from 1.
    pub group: usize,
    /// Whether the applicant chooses, not the giver.
    pub applicant_chooses: bool,
}

/// How an ambiguous phrase was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The phrase, in the document's words.
    pub phrase: String,
    /// How it was read.
    pub text: Text,
}

/// A later or related document. It never changes a figure.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its title, if known.
    pub title: Option<String>,
    /// Its number, if known.
    pub number: Option<String>,
    /// Its date, if known; a year or month suffices.
    pub date: Option<String>,
    /// What it has to do with the measure.
    pub concern: Text,
}

/// A sentence that gives no applicant anything, and why.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The policy, by position.
    pub policy: usize,
    /// The clause, by position; `None` outside the numbered clauses.
    pub clause: Option<usize>,
    /// The words of the document.
    pub quote: String,
    /// Why they give nothing.
    pub reason: Reason,
    /// More on that, where a reader could doubt it.
    pub note: Option<Text>,
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident $code:literal $zh:literal $en:literal)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$item),*];

            /// Its code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$item => $code,)* }
            }

            /// Its name for people.
            pub fn words(self, language: Language) -> &'static str {
                match self { $(Self::$item => language.pick($zh, $en),)* }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.code() == code)
            }
        }
    };
}

codes! {
    /// Why a sentence gives no applicant anything.
    Reason {
        /// Why the document was made.
        Background "background" "制定背景" "background"
        /// What is to be reached.
        Goal "goal" "发展目标" "goal"
        /// A principle of the work.
        Principle "principle" "工作原则" "principle"
        /// What government itself will do.
        TaskOfGovernment "task-of-government" "政府自身任务" "task of government"
        /// To whom the document is sent.
        Addressees "addressees" "主送机关" "addressees"
        /// How measures are carried out.
        Procedure "procedure" "办理程序" "procedure"
        /// Not part of the document, but of the page it stands on.
        PageFurniture "page-furniture" "网页附注" "page furniture"
    }
}

codes! {
    /// A class of support. Sums are made inside one class only.
    Class {
        /// Money.
        Cash "cash" "资金" "cash"
        /// A fund's stake, or its terms.
        Investment "investment" "基金投资" "investment"
        /// Less tax or fees, or later.
        Relief "relief" "税费优惠" "relief"
        /// Loans and guarantees.
        Finance "finance" "融资" "finance"
        /// Points of a list that counts them. There is no sum of them: each list has its own.
        Points "points" "积分" "points"
        /// Land, premises, data, roads, markets, registration.
        Access "access" "准入与要素" "access"
        /// Services.
        Service "service" "服务" "service"
        /// Titles, recommendation, a seat at the table.
        Recognition "recognition" "荣誉与参与" "recognition"
        /// A direction that the document promotes.
        Encouragement "encouragement" "鼓励方向" "encouragement"
    }
}

impl Class {
    /// Whether what is given is counted in money.
    pub const fn is_money(self) -> bool {
        matches!(self.unit(), Some(Unit::Yuan))
    }

    /// What it is counted in; `None` for what is not counted.
    pub const fn unit(self) -> Option<Unit> {
        match self {
            Self::Cash | Self::Investment | Self::Relief | Self::Finance => Some(Unit::Yuan),
            Self::Points => Some(Unit::Point),
            Self::Access | Self::Service | Self::Recognition | Self::Encouragement => None,
        }
    }
}

codes! {
    /// The document's own word for a support.
    SupportKind {
        /// 奖励
        Award "award" "奖励" "award"
        /// 补助
        Grant "grant" "补助" "grant"
        /// 奖补
        AwardGrant "award-grant" "奖补" "award and grant"
        /// 补贴
        Subsidy "subsidy" "补贴" "subsidy"
        /// 资助
        Funding "funding" "资助" "funding"
        /// 安家费
        SettlingInAllowance "settling-in-allowance" "安家费" "settling-in allowance"
        /// 股权投资
        EquityInvestment "equity-investment" "股权投资" "equity investment"
        /// 让利
        ProfitConcession "profit-concession" "让利" "profit concession"
        /// 税费减免
        TaxRelief "tax-relief" "税费减免" "tax and fee relief"
        /// 递延纳税
        TaxDeferral "tax-deferral" "递延纳税" "tax deferral"
        /// 费用减免
        FeeRelief "fee-relief" "费用减免" "fee relief"
        /// 贷款融资
        Credit "credit" "贷款融资" "credit"
        /// 担保增信
        Guarantee "guarantee" "担保增信" "guarantee"
        /// 积分
        Points "points" "积分" "points"
        /// 用地
        Land "land" "用地" "land"
        /// 办公或经营场所
        Premises "premises" "用房与场所" "premises"
        /// 数据
        Data "data" "数据" "data"
        /// 道路测试
        TestRoad "test-road" "道路测试" "test road"
        /// 市场与采购
        Market "market" "市场与采购" "market access"
        /// 登记便利
        Registration "registration" "登记便利" "registration"
        /// 落户
        Residence "residence" "落户" "residence"
        /// 应用场景
        ApplicationScene "application-scene" "应用场景" "application scene"
        /// 包容审慎监管
        Supervision "supervision" "包容审慎监管" "lenient supervision"
        /// 服务
        PublicService "public-service" "服务" "service"
        /// 推荐与参与
        Recognition "recognition" "推荐与参与" "recognition"
        /// 鼓励发展
        Encouragement "encouragement" "鼓励发展" "encouragement"
    }
}

impl SupportKind {
    /// The class it belongs to.
    pub const fn class(self) -> Class {
        match self {
            Self::Award
            | Self::Grant
            | Self::AwardGrant
            | Self::Subsidy
            | Self::Funding
            | Self::SettlingInAllowance => Class::Cash,
            Self::EquityInvestment | Self::ProfitConcession => Class::Investment,
            Self::TaxRelief | Self::TaxDeferral | Self::FeeRelief => Class::Relief,
            Self::Credit | Self::Guarantee => Class::Finance,
            Self::Points => Class::Points,
            Self::Land
            | Self::Premises
            | Self::Data
            | Self::TestRoad
            | Self::Market
            | Self::Registration
            | Self::Residence
            | Self::ApplicationScene
            | Self::Supervision => Class::Access,
            Self::PublicService => Class::Service,
            Self::Recognition => Class::Recognition,
            Self::Encouragement => Class::Encouragement,
        }
    }
}
