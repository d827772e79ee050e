//! From a table to a table, by hand: the columns that `huiqi batch --to csv` writes for the fixed
//! measures, but for the questions worth asking, which stay empty here.

use super::facts::*;
use super::figures::{day, decimal, write_range, write_yuan};
use super::outcome::{Amount, Outcome, Verdict};
use super::rules::{Days, assess};
use super::totals::{TAX_RELIEF, Total, totals};
use csv::{ByteRecord, ReaderBuilder, Terminator, WriterBuilder};
use std::io::{Read, Write};

type Failure = Box<dyn std::error::Error>;

/// Reads rows under these headings and writes their results.
pub fn run(from: impl Read, to: impl Write, days: &Days, headings: &[String]) -> Result<(), Failure> {
    let mut reader = ReaderBuilder::new().from_reader(from);
    if reader.headers()?.iter().ne(headings) {
        return Err("other headings than expected".into());
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(1 << 16).from_writer(to);
    write_headings(&mut writer)?;
    let mut record = ByteRecord::new();
    let mut cell = Vec::new();
    let mut number = 1_u64;
    while reader.read_byte_record(&mut record)? {
        number += 1;
        let facts = read(&record).ok_or_else(|| format!("row {number} cannot be read"))?;
        let outcomes = assess(&facts, days);
        cell.clear();
        write!(cell, "{number}")?;
        writer.write_field(&cell)?;
        writer.write_field(&record[0])?;
        writer.write_field(&record[1])?;
        writer.write_field("")?;
        write_sums(&outcomes, &mut cell, &mut writer)?;
        writer.write_field("")?;
        for (at, outcome) in outcomes.iter().enumerate() {
            cell.clear();
            write_outcome(at, outcome, &mut cell);
            writer.write_field(&cell)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(())
}

/// The cells of a row from the first fact on; `None` where one cannot be read.
fn read(record: &ByteRecord) -> Option<Facts> {
    let mut cells = record.iter().skip(2);
    let mut next = || cells.next();
    Some(Facts {
        applicant: set(next()?, &APPLICANTS)?,
        business: set(next()?, &BUSINESSES)?,
        registered_on: known(next()?, day)?,
        new_economy: known(next()?, yes)?,
        registered_in_qingdao: known(next()?, yes)?,
        plans: set(next()?, &PLANS)?,
        person_status: set(next()?, &STATUSES)?,
        self_employed: known(next()?, yes)?,
        listing: one(next()?, &LISTINGS, &Listing::ALL)?,
        finance_business: set(next()?, &FINANCE_BUSINESSES)?,
        guidance_fund_stake: known(next()?, yes)?,
        fund_size: known(next()?, yuan)?,
        paid_in_capital: known(next()?, ten_thousand_yuan)?,
        new_paid_in_capital: known(next()?, ten_thousand_yuan)?,
        local_industry_investment: known(next()?, yuan)?,
        titles_and_approvals: set(next()?, &TITLES_AND_APPROVALS)?,
        national_platform_approvals: known(next()?, count)?,
        enterprise_technology_centre: one(next()?, &TECHNOLOGY_CENTRES, &Title::ALL)?,
        enterprise_technology_centre_approved_on: known(next()?, day)?,
        start_up_title: one(next()?, &START_UP_TITLES, &Title::ALL)?,
        start_up_titles_held: known(next()?, count)?,
        internet_headquarters: one(next()?, &HEADQUARTERS, &HeadquartersKind::ALL)?,
        arrival_in_qingdao: one(next()?, &ARRIVALS, &Arrival::ALL)?,
        internet_headquarters_recognition: one(next()?, &RECOGNITIONS, &Title::ALL)?,
        local_tax_contribution: [
            known(next()?, ten_thousand_yuan)?,
            known(next()?, ten_thousand_yuan)?,
            known(next()?, ten_thousand_yuan)?,
        ],
        plot_ratio: known(next()?, |text| decimal(text, 4))?,
        talent_work: set(next()?, &TALENT_WORK)?,
        listed_occupation: known(next()?, yes)?,
        trainees: known(next()?, count)?,
        postgraduate_degree: one(next()?, &DEGREES, &Degree::ALL)?,
        came_to_innovate: known(next()?, yes)?,
        first_home: known(next()?, yes)?,
    })
}

/// What a cell says, `Some(None)` where that is not known, `None` where it cannot be read.
fn known<T>(cell: &[u8], read: impl Fn(&[u8]) -> Option<T>) -> Option<Option<T>> {
    if cell.is_empty() || cell == "不清楚".as_bytes() { Some(None) } else { read(cell).map(Some) }
}

fn yes(cell: &[u8]) -> Option<bool> {
    if cell == "是".as_bytes() { Some(true) } else { (cell == "否".as_bytes()).then_some(false) }
}

fn yuan(cell: &[u8]) -> Option<i64> {
    decimal(cell, 2)
}

fn ten_thousand_yuan(cell: &[u8]) -> Option<i64> {
    decimal(cell, 6)
}

fn count(cell: &[u8]) -> Option<i64> {
    decimal(cell, 0)
}

fn place(label: &[u8], choices: &[Choice]) -> Option<usize> {
    choices.iter().position(|choice| choice.1.as_bytes() == label)
}

fn one<T: Copy>(cell: &[u8], choices: &[Choice], all: &[T]) -> Option<Option<T>> {
    known(cell, |cell| all.get(place(cell, choices)?).copied())
}

fn set(cell: &[u8], choices: &[Choice]) -> Option<Option<u32>> {
    known(cell, |cell| {
        if cell == "无".as_bytes() {
            return Some(0);
        }
        cell.split(|byte| *byte == b';').try_fold(0, |set, label| Some(set | 1 << place(label, choices)?))
    })
}

fn write_headings(writer: &mut csv::Writer<impl Write>) -> csv::Result<()> {
    writer.write_record([
        "\u{feff}行",
        "名称",
        "编号",
        "问题",
        "符合本意见所列条件",
        "可能符合",
        "需补充信息",
        "暂不符合",
        "资金:确定(元)",
        "资金:不计需补充信息的,最高(元)",
        "资金:最高(元)",
        "资金:金额未载明(项)",
        "基金投资:确定(元)",
        "基金投资:不计需补充信息的,最高(元)",
        "基金投资:最高(元)",
        "基金投资:金额未载明(项)",
        "税费优惠:金额未载明(项)",
        "最值得弄清的",
        "三(二) 新获批国家级创新平台奖补 [national-research-platform-award]",
        "三(二) 国家企业技术中心奖补 [enterprise-technology-centre-award]",
        "四(一) 创投风投机构实缴资金奖励 [vc-paid-in-capital-award]",
        "四(一) 创投风投机构投资本地产业奖励 [vc-local-investment-award]",
        "四(一) 参股基金单个项目投资上限放宽 [guidance-fund-partner-single-project-limit]",
        "四(一) 新经济企业上市补助 [listing-grant]",
        "四(二) 顶尖人才领衔团队项目综合资助 [top-talent-team-funding]",
        "四(二) 职业技能培训补贴(培训方) [skills-training-subsidy]",
        "四(二) 职业技能培训补贴(参训人员) [skills-trainee-subsidy]",
        "四(二) 博士、硕士研究生安家费 [postgraduate-settling-in-allowance]",
        "五(一) 互联网总部新注册一次性补助 [internet-headquarters-registration-grant]",
        "五(一) 互联网总部连续3年资金补助 [internet-headquarters-tax-grant]",
        "五(一) 互联网总部办公用房或补助 [internet-headquarters-premises]",
        "五(二) 创业项目和创业明星奖励 [start-up-title-award]",
        "五(二) 特殊群体个体经营减免税费 [special-group-tax-relief]",
        "七(二) 新设立企业“包容期” [inclusive-period]",
        "七(三) 新型产业用地(M0)配建设施 [m0-land-supporting-facilities]",
    ])
}

fn write_sums(
    outcomes: &[Outcome; 17],
    cell: &mut Vec<u8>,
    writer: &mut csv::Writer<impl Write>,
) -> Result<(), Failure> {
    for counted in [Verdict::Eligible, Verdict::Provisional, Verdict::Undetermined, Verdict::Conditions] {
        cell.clear();
        write!(cell, "{}", outcomes.iter().filter(|outcome| outcome.verdict == counted).count())?;
        writer.write_field(&cell)?;
    }
    for total in totals(outcomes) {
        let Some(Total { low, high, settled_high }) = total else {
            for _ in 0..4 {
                writer.write_field("")?;
            }
            continue;
        };
        for figure in [Some(low), settled_high, high] {
            cell.clear();
            match figure {
                Some(fen) => write_yuan(fen, cell),
                None => cell.extend_from_slice("待补充".as_bytes()),
            }
            writer.write_field(&cell)?;
        }
        writer.write_field("0")?;
    }
    writer.write_field(if outcomes[TAX_RELIEF].verdict.applies() { "1" } else { "" })?;
    Ok(())
}

/// The kinds of the supports, in the order of the measures.
const KINDS: [&str; 17] = [
    "奖补",
    "奖补",
    "奖励",
    "奖励",
    "股权投资",
    "补助",
    "资助",
    "补贴",
    "补贴",
    "安家费",
    "补助",
    "补助",
    "补助",
    "奖励",
    "税费减免",
    "包容审慎监管,1-2年",
    "用地",
];
const PREMISES: usize = 12;

fn write_outcome(at: usize, outcome: &Outcome, cell: &mut Vec<u8>) {
    let verdict = match outcome.verdict {
        Verdict::Eligible => "符合本意见所列条件",
        Verdict::Provisional => "可能符合",
        Verdict::Undetermined => "需补充信息",
        Verdict::Audience => "不适用",
        Verdict::Conditions => "暂不符合",
    };
    cell.extend_from_slice(verdict.as_bytes());
    if !outcome.verdict.applies() {
        return;
    }
    cell.push(b';');
    if at == PREMISES {
        cell.extend_from_slice("用房与场所或".as_bytes());
    }
    match outcome.amount {
        Amount::Between(low, high) => write_range(low, high, cell),
        Amount::Unstated => cell.extend_from_slice("金额未载明".as_bytes()),
        Amount::Nothing => return cell.extend_from_slice(KINDS[at].as_bytes()),
    }
    cell.push(b'(');
    cell.extend_from_slice(KINDS[at].as_bytes());
    cell.push(b')');
}
