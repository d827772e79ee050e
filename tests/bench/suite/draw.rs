//! How an applicant is drawn: first all there is to know, then about one fact in five forgotten.

use super::by_hand::facts::*;
use super::lot::Lot;

/// An applicant: its number, what is known of it, and what it said not to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    pub number: u64,
    pub facts: Facts,
    /// A bit for each fact that is declined, in the order of [`super::values::FACTS`].
    pub declined: u64,
}

/// The first day that is drawn, 1 January 2005, and the as-of date, counted from 1970.
const FIRST: i32 = 12_784;
const LAST: i32 = 20_780;
/// 20 August 2020, and two years and one year before the as-of date.
const MARKS: [i32; 3] = [18_494, 20_050, 20_415];

/// The applicants with the numbers from `first` on.
pub fn applicants(first: u64, number: u64) -> impl Iterator<Item = Applicant> {
    (first..first + number).map(draw)
}

/// The applicant with this number; always the same.
pub fn draw(number: u64) -> Applicant {
    let mut lot = Lot::new(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let mut facts = whole(&mut lot);
    let declined = forget(&mut facts, &mut lot);
    Applicant { number, facts, declined }
}

fn day(lot: &mut Lot, first: i32) -> i32 {
    match lot.below(10) {
        0 => MARKS[lot.below(3)].max(first),
        1 => (MARKS[lot.below(3)] - 1).max(first),
        _ => first + lot.below((LAST - first + 1) as usize) as i32,
    }
}

/// All that applies, and now and then something that does not, as people fill in what they need not.
fn whole(lot: &mut Lot) -> Facts {
    let mut it = Facts::default();
    let kind = lot.by_share(&[
        (COMPANY, 550),
        (SOLE_TRADER, 140),
        (PERSON, 150),
        (UNIVERSITY, 20),
        (VOCATIONAL_SCHOOL, 15),
        (RESEARCH_INSTITUTE, 20),
        (MEDICAL_INSTITUTION, 20),
        (ASSOCIATION, 25),
        (COMPANY | PERSON, 35),
        (SOLE_TRADER | PERSON, 15),
        (COMPANY | RESEARCH_INSTITUTE, 10),
    ]);
    it.applicant = Some(kind);
    let over = |lot: &mut Lot| lot.chance(5);
    let (company, entity) = (kind & COMPANY != 0, kind & (COMPANY | SOLE_TRADER) != 0);
    let mut lines = 0;
    if entity {
        lines = business(lot, company);
        it.business = Some(lines);
        it.registered_on = Some(day(lot, FIRST));
        it.new_economy = Some(lot.chance(if company { 25 } else { 5 }));
        it.registered_in_qingdao = Some(lot.chance(85));
        it.plans = Some(lot.set(PLANS.len(), 45, 25));
    }
    let natural = kind & (PERSON | SOLE_TRADER) != 0;
    let status = if natural { lot.set(STATUSES.len(), 30, 16) } else { 0 };
    it.person_status = natural.then_some(status);
    let apart = status & UNEMPLOYED_POOR_OR_SOLDIER != 0 && kind & SOLE_TRADER == 0;
    it.self_employed = (apart || over(lot)).then(|| lot.chance(40));
    let plans = it.plans.unwrap_or(0);
    let asked = company && (it.new_economy == Some(true) || plans & FINANCING != 0);
    it.listing =
        (asked || over(lot)).then(|| Listing::ALL[lot.by_share(&[(0, 6), (1, 3), (2, 2), (3, 5), (4, 20), (5, 64)])]);
    finance(&mut it, lines, lot);
    titles(&mut it, kind, lot);
    headquarters(&mut it, company && lines & (INTERNET | PLATFORM_OPERATOR | E_COMMERCE) != 0, lot);
    it.plot_ratio = (plans & LAND != 0).then(|| [20_000, 19_900, 5000 + lot.below(400) as i64 * 100][lot.below(3)]);
    let institutions =
        COMPANY | UNIVERSITY | VOCATIONAL_SCHOOL | RESEARCH_INSTITUTE | MEDICAL_INSTITUTION | ASSOCIATION;
    let talent = kind & institutions != 0 || lines & EDUCATION != 0 || status & HIGH_END_TALENT != 0;
    it.talent_work = talent.then(|| lot.set(3, 60, 35));
    let trains = it.talent_work.is_some_and(|work| work & SKILLS_TRAINING != 0);
    it.listed_occupation = (trains || status & SKILLS_TRAINEE != 0).then(|| lot.chance(50));
    it.trainees = (trains && it.listed_occupation == Some(true)).then(|| lot.below(500) as i64);
    if status & POSTGRADUATE != 0 {
        it.postgraduate_degree = Some(Degree::ALL[lot.by_share(&[(0, 25), (1, 75)])]);
        it.came_to_innovate = Some(lot.chance(55));
        it.first_home = Some(lot.chance(45));
    }
    it
}

fn business(lot: &mut Lot, company: bool) -> u32 {
    const COMPANIES: [usize; 25] =
        [160, 30, 15, 140, 60, 50, 20, 60, 25, 30, 35, 20, 40, 20, 35, 20, 12, 12, 85, 25, 20, 12, 15, 30, 55];
    const TRADERS: [usize; 25] =
        [40, 45, 0, 330, 80, 25, 0, 280, 60, 15, 40, 20, 45, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0];
    let shares = if company { COMPANIES } else { TRADERS };
    let shares: Vec<(u32, usize)> = (0..25).map(|line| (1 << line, shares[line as usize])).collect();
    let first = lot.by_share(&shares);
    if lot.chance(20) { first | lot.by_share(&shares) } else { first }
}

fn finance(it: &mut Facts, lines: u32, lot: &mut Lot) {
    if lines & (VENTURE_CAPITAL | FINANCIAL_INSTITUTION) != 0 {
        it.finance_business = Some(lot.set(FINANCE_BUSINESSES.len(), 20, 40));
        it.guidance_fund_stake = Some(lot.chance(30));
        it.fund_size = (it.guidance_fund_stake == Some(true)).then(|| lot.money(1_000_000_000));
    }
    let venture = lines & VENTURE_CAPITAL != 0;
    it.paid_in_capital = (venture || lot.chance(5)).then(|| lot.money(200_000_000));
    it.new_paid_in_capital = venture.then(|| lot.money(200_000_000));
    it.local_industry_investment = venture.then(|| lot.money(0).max(0));
}

fn titles(it: &mut Facts, kind: u32, lot: &mut Lot) {
    let company = kind & COMPANY != 0;
    let held = if company { lot.set(TITLES_AND_APPROVALS.len(), 70, 30) } else { 0 };
    it.titles_and_approvals = company.then_some(held);
    let title = |lot: &mut Lot| Title::ALL[lot.by_share(&[(0, 40), (1, 20), (2, 40)])];
    if held & RESEARCH_PLATFORM != 0 || kind & (UNIVERSITY | RESEARCH_INSTITUTE | MEDICAL_INSTITUTION) != 0 {
        it.national_platform_approvals = Some(lot.below(4) as i64);
    }
    if held & TECHNOLOGY_CENTRE != 0 {
        it.enterprise_technology_centre = Some(title(lot));
        let since = it.registered_on.unwrap_or(FIRST);
        it.enterprise_technology_centre_approved_on =
            (it.enterprise_technology_centre == Some(Title::Held)).then(|| day(lot, since));
    }
    if held & START_UP_TITLE != 0 || kind & (PERSON | SOLE_TRADER) != 0 {
        let rare = kind & COMPANY == 0 && lot.chance(85);
        it.start_up_title = Some(if rare { Title::None } else { title(lot) });
        it.start_up_titles_held = (it.start_up_title == Some(Title::Held)).then(|| 1 + lot.below(3) as i64);
    }
}

fn headquarters(it: &mut Facts, online: bool, lot: &mut Lot) {
    if !online {
        return;
    }
    it.internet_headquarters = Some(HeadquartersKind::ALL[lot.by_share(&[(0, 20), (1, 12), (2, 68)])]);
    if it.internet_headquarters == Some(HeadquartersKind::Neither) {
        return;
    }
    it.arrival_in_qingdao = Some(Arrival::ALL[lot.by_share(&[(0, 50), (1, 25), (2, 25)])]);
    if it.arrival_in_qingdao == Some(Arrival::Neither) {
        return;
    }
    it.internet_headquarters_recognition = Some(Title::ALL[lot.by_share(&[(0, 50), (1, 20), (2, 30)])]);
    if it.internet_headquarters_recognition == Some(Title::Held) {
        it.local_tax_contribution = [(); 3].map(|()| Some(lot.money(1_000_000)));
    }
}

/// Forgets about one fact in five of those known, and returns which of them the applicant said not to
/// know.
fn forget(facts: &mut Facts, lot: &mut Lot) -> u64 {
    let mut declined = 0;
    let mut at = 0;
    let mut forgets = |known: bool| {
        let (forgets, asked) = (lot.chance(20), lot.chance(30));
        declined |= u64::from(known && forgets && asked) << at;
        at += 1;
        known && forgets
    };
    macro_rules! each {
        ($($fact:ident)*) => {
            $(if forgets(facts.$fact.is_some()) {
                facts.$fact = None;
            })*
        };
    }
    each!(applicant business registered_on new_economy registered_in_qingdao plans person_status self_employed);
    each!(listing finance_business guidance_fund_stake fund_size paid_in_capital new_paid_in_capital);
    each!(local_industry_investment titles_and_approvals national_platform_approvals);
    each!(enterprise_technology_centre enterprise_technology_centre_approved_on start_up_title);
    each!(start_up_titles_held internet_headquarters arrival_in_qingdao internet_headquarters_recognition);
    if forgets(facts.local_tax_contribution[0].is_some()) {
        facts.local_tax_contribution = [None; 3];
    }
    each!(plot_ratio talent_work listed_occupation trainees postgraduate_degree came_to_innovate first_home);
    // Of a yearly amount, single years are missing too.
    for year in &mut facts.local_tax_contribution {
        if lot.chance(10) {
            *year = None;
        }
    }
    declined
}
