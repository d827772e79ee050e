//! What is known of one applicant: each of the 32 facts, or `None`.

/// What is known of one applicant. Sets of choices have a bit for each choice, in the order of the
/// lists below; money is in fen, quantities in ten-thousandths, days are counted from 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub applicant: Option<u32>,
    pub business: Option<u32>,
    pub registered_on: Option<i32>,
    pub new_economy: Option<bool>,
    pub registered_in_qingdao: Option<bool>,
    pub plans: Option<u32>,
    pub person_status: Option<u32>,
    pub self_employed: Option<bool>,
    pub listing: Option<Listing>,
    pub finance_business: Option<u32>,
    pub guidance_fund_stake: Option<bool>,
    pub fund_size: Option<i64>,
    pub paid_in_capital: Option<i64>,
    pub new_paid_in_capital: Option<i64>,
    pub local_industry_investment: Option<i64>,
    pub titles_and_approvals: Option<u32>,
    pub national_platform_approvals: Option<i64>,
    pub enterprise_technology_centre: Option<Title>,
    pub enterprise_technology_centre_approved_on: Option<i32>,
    pub start_up_title: Option<Title>,
    pub start_up_titles_held: Option<i64>,
    pub internet_headquarters: Option<HeadquartersKind>,
    pub arrival_in_qingdao: Option<Arrival>,
    pub internet_headquarters_recognition: Option<Title>,
    pub local_tax_contribution: [Option<i64>; 3],
    pub plot_ratio: Option<i64>,
    pub talent_work: Option<u32>,
    pub listed_occupation: Option<bool>,
    pub trainees: Option<i64>,
    pub postgraduate_degree: Option<Degree>,
    pub came_to_innovate: Option<bool>,
    pub first_home: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    Listed,
    BackdoorMoved,
    BackdoorElsewhere,
    UnderReview,
    Preparing,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    Held,
    UnderReview,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadquartersKind {
    Headquarters,
    FunctionalBranch,
    Neither,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    NewlyRegistered,
    MovedIn,
    Neither,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Degree {
    Doctor,
    Master,
}

impl Listing {
    pub const ALL: [Self; 6] =
        [Self::Listed, Self::BackdoorMoved, Self::BackdoorElsewhere, Self::UnderReview, Self::Preparing, Self::None];
}

impl Title {
    pub const ALL: [Self; 3] = [Self::Held, Self::UnderReview, Self::None];
}

impl HeadquartersKind {
    pub const ALL: [Self; 3] = [Self::Headquarters, Self::FunctionalBranch, Self::Neither];
}

impl Arrival {
    pub const ALL: [Self; 3] = [Self::NewlyRegistered, Self::MovedIn, Self::Neither];
}

impl Degree {
    pub const ALL: [Self; 2] = [Self::Doctor, Self::Master];
}

/// A choice: its code and its Chinese label.
pub type Choice = (&'static str, &'static str);

pub const APPLICANTS: [Choice; 8] = [
    ("company", "企业"),
    ("individual-business", "个体工商户"),
    ("person", "个人"),
    ("university", "普通高校"),
    ("vocational-school", "职业院校"),
    ("research-institute", "科研院所"),
    ("medical-institution", "医疗机构"),
    ("association", "商会、协会或产业联盟"),
];
pub const COMPANY: u32 = 1 << 0;
pub const SOLE_TRADER: u32 = 1 << 1;
pub const PERSON: u32 = 1 << 2;
pub const UNIVERSITY: u32 = 1 << 3;
pub const VOCATIONAL_SCHOOL: u32 = 1 << 4;
pub const RESEARCH_INSTITUTE: u32 = 1 << 5;
pub const MEDICAL_INSTITUTION: u32 = 1 << 6;
pub const ASSOCIATION: u32 = 1 << 7;

pub const BUSINESSES: [Choice; 25] = [
    ("manufacturing", "制造"),
    ("agriculture", "农业生产经营"),
    ("energy", "能源供应、充电加氢"),
    ("trade", "批发零售等商贸流通"),
    ("e-commerce", "电子商务"),
    ("logistics", "物流、仓储、快递配送"),
    ("property-management", "物业管理"),
    ("catering", "餐饮"),
    ("accommodation", "住宿"),
    ("health-care", "医疗健康"),
    ("education", "教育培训"),
    ("mobility", "交通出行"),
    ("culture", "文化娱乐、体育、传媒"),
    ("exhibition", "会议展览"),
    ("venture-capital", "创业投资、风险投资"),
    ("financial-institution", "银行、证券、保险等金融机构"),
    ("guarantee", "融资担保"),
    ("credit-service", "信用评级、征信等信用服务"),
    ("internet", "互联网、软件和信息技术服务"),
    ("platform-operator", "为经营者服务的平台运营"),
    ("telecommunications", "通信网络与数据中心建设运营"),
    ("talent-agency", "人才中介"),
    ("incubator", "创业孵化、园区运营"),
    ("consulting", "战略、管理等咨询服务"),
    ("technical-service", "研发、检测认证、知识产权等服务"),
];
pub const E_COMMERCE: u32 = 1 << 4;
pub const EDUCATION: u32 = 1 << 10;
pub const VENTURE_CAPITAL: u32 = 1 << 14;
pub const FINANCIAL_INSTITUTION: u32 = 1 << 15;
pub const INTERNET: u32 = 1 << 18;
pub const PLATFORM_OPERATOR: u32 = 1 << 19;

pub const PLANS: [Choice; 7] = [
    ("registration", "办理登记、变更或起名"),
    ("financing", "融资、上市、设立创投或产融平台"),
    ("land", "取得新型产业用地(M0)"),
    ("road-testing", "自动驾驶道路测试"),
    ("application-scenes", "提供或寻找新技术应用场景"),
    ("selling-innovation", "向政府销售创新产品或服务"),
    ("association", "发起或参加商协会、联盟、俱乐部"),
];
pub const FINANCING: u32 = 1 << 1;
pub const LAND: u32 = 1 << 2;

pub const STATUSES: [Choice; 9] = [
    ("student", "在校大学生"),
    ("postgraduate", "已毕业的博士、硕士研究生"),
    ("registered-unemployed", "登记失业人员"),
    ("registered-poor", "建档立卡贫困(脱贫)人口"),
    ("demobilised-soldier", "自主就业退役士兵"),
    ("freelancer", "自由职业者"),
    ("high-end-talent", "顶尖人才或新经济高端人才"),
    ("association-leader", "商协会负责人"),
    ("skills-trainee", "参加职业技能培训的人员"),
];
pub const POSTGRADUATE: u32 = 1 << 1;
pub const UNEMPLOYED_POOR_OR_SOLDIER: u32 = 0b11100;
pub const HIGH_END_TALENT: u32 = 1 << 6;
pub const SKILLS_TRAINEE: u32 = 1 << 8;

pub const LISTINGS: [Choice; 6] = [
    ("listed", "已上市,不是“买壳”"),
    ("backdoor-moved", "已“买壳”,注册地已迁青岛"),
    ("backdoor-elsewhere", "已“买壳”,注册地未迁青岛"),
    ("under-review", "上市申请正在审核"),
    ("preparing", "正在筹备上市"),
    ("none", "没有上市,也没有筹备"),
];

pub const FINANCE_BUSINESSES: [Choice; 5] = [
    ("new-economy-investment", "投资新经济项目或企业"),
    ("joint-lending", "参与“投保贷”联合业务"),
    ("evaluation-methods", "创新新经济企业的评价方式"),
    ("new-organisation", "金融组织机构创新"),
    ("new-products", "用新技术做金融新产品、新业态"),
];
pub const NEW_ECONOMY_INVESTMENT: u32 = 1 << 0;

pub const TITLES_AND_APPROVALS: [Choice; 4] = [
    ("national-research-platform", "国家重点实验室等国家级平台"),
    ("national-enterprise-technology-centre", "国家企业技术中心"),
    ("national-small-business-base", "国家级小微企业双创示范基地"),
    ("start-up-title", "优秀创业项目、创业明星等称号"),
];
pub const RESEARCH_PLATFORM: u32 = 1 << 0;
pub const TECHNOLOGY_CENTRE: u32 = 1 << 1;
pub const START_UP_TITLE: u32 = 1 << 3;

pub const TECHNOLOGY_CENTRES: [Choice; 3] = [("held", "已获批"), ("under-review", "正在评审"), ("none", "没有")];
pub const START_UP_TITLES: [Choice; 3] = [("held", "已获评"), ("under-review", "正在评审"), ("none", "没有")];
pub const HEADQUARTERS: [Choice; 3] =
    [("headquarters", "是总部企业"), ("functional-branch", "是功能性分支机构"), ("neither", "都不是")];
pub const ARRIVALS: [Choice; 3] =
    [("newly-registered", "在青岛新注册设立"), ("moved-in", "从外地引进或迁入"), ("neither", "都不是")];
pub const RECOGNITIONS: [Choice; 3] = [("held", "已认定"), ("under-review", "正在认定"), ("none", "没有")];

pub const TALENT_WORK: [Choice; 3] = [
    ("top-talent-team", "顶尖人才领衔的科技创新团队"),
    ("new-economy-talent", "新经济领域高端人才或其项目"),
    ("skills-training", "开展职业技能提升培训"),
];
pub const TOP_TALENT_TEAM: u32 = 1 << 0;
pub const SKILLS_TRAINING: u32 = 1 << 2;

pub const DEGREES: [Choice; 2] = [("doctor", "博士研究生"), ("master", "硕士研究生")];
