//! What is named by a code: why a sentence gives nothing, classes and kinds of support.

use crate::amount::Unit;
use crate::language::Language;
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident $code:literal $zh:literal $en:literal)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
