//! The facts one after the other, each with its id, its heading in a table and its value.

use super::by_hand::facts::*;

/// What is known of a fact.
pub enum Known<'f> {
    Yes(Option<bool>),
    Set(Option<u32>, &'static [Choice]),
    One(Option<usize>, &'static [Choice]),
    Day(Option<i32>),
    Money(Option<i64>),
    Years(&'f [Option<i64>; 3]),
    Count(Option<i64>),
    Quantity(Option<i64>),
}

impl Known<'_> {
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::Yes(it) => it.is_none(),
            Self::Set(it, _) => it.is_none(),
            Self::One(it, _) => it.is_none(),
            Self::Day(it) => it.is_none(),
            Self::Money(it) | Self::Count(it) | Self::Quantity(it) => it.is_none(),
            Self::Years(years) => years.iter().all(Option::is_none),
        }
    }
}

/// How many yuan one stands for in a column of money.
pub const NO_UNIT: i64 = 1;
pub const TEN_THOUSAND: i64 = 10_000;

/// The facts with their headings in a table, and how many yuan a figure below stands for.
pub const FACTS: [(&str, &str, i64); 32] = [
    ("applicant", "申报主体类型", NO_UNIT),
    ("business", "主营业务", NO_UNIT),
    ("registered-on", "登记日期", NO_UNIT),
    ("new-economy", "新经济企业", NO_UNIT),
    ("registered-in-qingdao", "在青岛登记注册", NO_UNIT),
    ("plans", "正在做或打算做的事", NO_UNIT),
    ("person-status", "个人身份", NO_UNIT),
    ("self-employed", "登记为个体工商户", NO_UNIT),
    ("listing", "上市情况", NO_UNIT),
    ("finance-business", "投融资与信用业务", NO_UNIT),
    ("guidance-fund-stake", "政府引导基金参股", NO_UNIT),
    ("fund-size", "参股基金规模(元)", NO_UNIT),
    ("paid-in-capital", "实缴资金(万元)", TEN_THOUSAND),
    ("new-paid-in-capital", "新增实缴资金(万元)", TEN_THOUSAND),
    ("local-industry-investment", "投资本地实体产业的到位额(元)", NO_UNIT),
    ("titles-and-approvals", "称号与批准", NO_UNIT),
    ("national-platform-approvals", "新获批国家级平台数", NO_UNIT),
    ("enterprise-technology-centre", "国家企业技术中心", NO_UNIT),
    ("enterprise-technology-centre-approved-on", "国家企业技术中心获批日期", NO_UNIT),
    ("start-up-title", "创业称号", NO_UNIT),
    ("start-up-titles-held", "创业称号个数", NO_UNIT),
    ("internet-headquarters", "互联网总部企业", NO_UNIT),
    ("arrival-in-qingdao", "落户青岛的方式", NO_UNIT),
    ("internet-headquarters-recognition", "互联网总部认定", NO_UNIT),
    ("local-tax-contribution", "地方税收贡献", TEN_THOUSAND),
    ("plot-ratio", "地上建筑容积率", NO_UNIT),
    ("talent-work", "人才项目与培训", NO_UNIT),
    ("listed-occupation", "属于100个骨干职业(工种)", NO_UNIT),
    ("trainees", "培养人数", NO_UNIT),
    ("postgraduate-degree", "研究生学历层次", NO_UNIT),
    ("came-to-innovate", "来青创新创业", NO_UNIT),
    ("first-home", "购买首套商品住房", NO_UNIT),
];

/// What is known of each fact, in the order of [`FACTS`].
pub fn values(facts: &Facts) -> [Known<'_>; 32] {
    use Known::{Count, Day, Money, One, Quantity, Set, Years, Yes};
    let title = |title: Option<Title>| title.map(|it| it as usize);
    [
        Set(facts.applicant, &APPLICANTS),
        Set(facts.business, &BUSINESSES),
        Day(facts.registered_on),
        Yes(facts.new_economy),
        Yes(facts.registered_in_qingdao),
        Set(facts.plans, &PLANS),
        Set(facts.person_status, &STATUSES),
        Yes(facts.self_employed),
        One(facts.listing.map(|it| it as usize), &LISTINGS),
        Set(facts.finance_business, &FINANCE_BUSINESSES),
        Yes(facts.guidance_fund_stake),
        Money(facts.fund_size),
        Money(facts.paid_in_capital),
        Money(facts.new_paid_in_capital),
        Money(facts.local_industry_investment),
        Set(facts.titles_and_approvals, &TITLES_AND_APPROVALS),
        Count(facts.national_platform_approvals),
        One(title(facts.enterprise_technology_centre), &TECHNOLOGY_CENTRES),
        Day(facts.enterprise_technology_centre_approved_on),
        One(title(facts.start_up_title), &START_UP_TITLES),
        Count(facts.start_up_titles_held),
        One(facts.internet_headquarters.map(|it| it as usize), &HEADQUARTERS),
        One(facts.arrival_in_qingdao.map(|it| it as usize), &ARRIVALS),
        One(title(facts.internet_headquarters_recognition), &RECOGNITIONS),
        Years(&facts.local_tax_contribution),
        Quantity(facts.plot_ratio),
        Set(facts.talent_work, &TALENT_WORK),
        Yes(facts.listed_occupation),
        Count(facts.trainees),
        One(facts.postgraduate_degree.map(|it| it as usize), &DEGREES),
        Yes(facts.came_to_innovate),
        Yes(facts.first_home),
    ]
}
