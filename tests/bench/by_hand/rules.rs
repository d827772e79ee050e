//! The rules, one after the other, in the order of the catalogue.

use super::facts::*;
use super::outcome::{Amount, Outcome, Verdict};
use super::truth::Truth;
use jiff::civil::Date;

/// The days against which others are held, counted from 1970.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    as_of: i32,
    twelve_months_before: i32,
    twenty_four_months_before: i32,
}

/// 20 August 2020.
const SINCE: i32 = 18_494;
const TWO_HUNDRED_MILLION_YUAN: i64 = 200_000_000 * YUAN;
const YUAN: i64 = 100;
const TEN_THOUSAND_YUAN: i64 = 10_000 * YUAN;
/// A plot ratio of 2.0.
const PLOT_RATIO: i64 = 20_000;

impl Days {
    pub fn of(as_of: Date) -> Self {
        let before = |months: i64| as_of.saturating_sub(jiff::Span::new().months(months));
        Self {
            as_of: number(as_of),
            twelve_months_before: number(before(12)),
            twenty_four_months_before: number(before(24)),
        }
    }
}

fn number(date: Date) -> i32 {
    i32::try_from(date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24).unwrap()
}

/// What a measure leaves to implementing rules.
enum Reserved {
    Nothing,
    Always,
    Unless(Truth),
}

#[inline]
fn decide(audience: Truth, conditions: Truth, reserved: Reserved) -> Verdict {
    let applies = audience & conditions;
    if !audience.may() {
        Verdict::Audience
    } else if !applies.may() {
        Verdict::Conditions
    } else if !applies.must() {
        Verdict::Undetermined
    } else {
        match reserved {
            Reserved::Nothing => Verdict::Eligible,
            Reserved::Always => Verdict::Provisional,
            Reserved::Unless(unless) if unless.must() => Verdict::Eligible,
            Reserved::Unless(unless) if unless.may() => Verdict::Undetermined,
            Reserved::Unless(_) => Verdict::Provisional,
        }
    }
}

#[inline]
fn outcome(verdict: Verdict, amount: impl FnOnce() -> Amount) -> Outcome {
    Outcome { verdict, amount: if verdict.applies() { amount() } else { Amount::Nothing } }
}

#[inline]
fn nothing() -> Amount {
    Amount::Nothing
}

fn up_to(most: i64) -> impl FnOnce() -> Amount {
    move || Amount::Between(0, Some(most))
}

/// What every measure comes to.
pub fn assess(facts: &Facts, days: &Days) -> [Outcome; 17] {
    let is = |kind: u32| Truth::any(facts.applicant, kind);
    let company = is(COMPANY);
    let sole_trader = is(SOLE_TRADER);
    let entity = is(COMPANY | SOLE_TRADER);
    let natural = is(PERSON | SOLE_TRADER);
    let in_business = |lines: u32| entity & Truth::any(facts.business, lines);
    let plans = |plans: u32| entity & Truth::any(facts.plans, plans);
    let status = |statuses: u32| natural & Truth::any(facts.person_status, statuses);
    let titled = |titles: u32| company & Truth::any(facts.titles_and_approvals, titles);
    let new_economy = entity & Truth::yes(facts.new_economy);
    let in_qingdao = entity & Truth::yes(facts.registered_in_qingdao);

    let approvals = (titled(RESEARCH_PLATFORM) | is(UNIVERSITY | RESEARCH_INSTITUTE | MEDICAL_INSTITUTION))
        & Truth::test(facts.national_platform_approvals, |number| number >= 1);
    let research_platform = outcome(
        decide(is(COMPANY | UNIVERSITY | RESEARCH_INSTITUTE | MEDICAL_INSTITUTION), approvals, Reserved::Nothing),
        || match facts.national_platform_approvals {
            Some(number) => exactly(number * 1000 * TEN_THOUSAND_YUAN),
            None => Amount::Between(1000 * TEN_THOUSAND_YUAN, None),
        },
    );

    let centre_held =
        titled(TECHNOLOGY_CENTRE) & Truth::test(facts.enterprise_technology_centre, |title| title == Title::Held);
    let centre_since = centre_held & Truth::test(facts.enterprise_technology_centre_approved_on, |day| day >= SINCE);
    let technology_centre =
        outcome(decide(company, centre_held, Reserved::Unless(centre_since)), || exactly(500 * TEN_THOUSAND_YUAN));

    let venture_capital = in_business(VENTURE_CAPITAL);
    let enough = |capital: Option<i64>| Truth::test(capital, |fen| fen >= TWO_HUNDRED_MILLION_YUAN);
    let paid_in = venture_capital & (enough(facts.paid_in_capital) | enough(facts.new_paid_in_capital));
    let paid_in_capital = outcome(decide(venture_capital, paid_in, Reserved::Always), up_to(2000 * TEN_THOUSAND_YUAN));

    let invested = venture_capital & Truth::test(facts.local_industry_investment, |fen| fen > 0);
    let local_investment = outcome(decide(venture_capital, in_qingdao & invested, Reserved::Nothing), || {
        match facts.local_industry_investment {
            Some(fen) => exactly((fen + 50) / 100),
            None => Amount::Between(0, None),
        }
    });

    let fund_manager = in_business(VENTURE_CAPITAL | FINANCIAL_INSTITUTION);
    let partner = fund_manager
        & Truth::yes(facts.guidance_fund_stake)
        & Truth::any(facts.finance_business, NEW_ECONOMY_INVESTMENT);
    let single_project = outcome(decide(fund_manager, partner, Reserved::Nothing), || {
        Amount::Between(0, facts.fund_size.map(|fen| (fen + 2) / 5))
    });

    let asked_of_listing = company & (new_economy | plans(FINANCING));
    let listed = asked_of_listing
        & Truth::test(facts.listing, |listing| matches!(listing, Listing::Listed | Listing::BackdoorMoved));
    let moved = asked_of_listing & Truth::test(facts.listing, |listing| listing == Listing::BackdoorMoved);
    let listing = outcome(
        decide(company & new_economy, listed, Reserved::Unless(moved | in_qingdao)),
        up_to(300 * TEN_THOUSAND_YUAN),
    );

    let talent_applicant =
        is(COMPANY | UNIVERSITY | VOCATIONAL_SCHOOL | RESEARCH_INSTITUTE | MEDICAL_INSTITUTION | ASSOCIATION)
            | in_business(EDUCATION)
            | status(HIGH_END_TALENT);
    let talent = |work: u32| talent_applicant & Truth::any(facts.talent_work, work);
    let top_talent = outcome(decide(talent_applicant, talent(TOP_TALENT_TEAM), Reserved::Always), || {
        Amount::Between(1000 * TEN_THOUSAND_YUAN, Some(10_000 * TEN_THOUSAND_YUAN))
    });

    let trainee = status(SKILLS_TRAINEE);
    let training = talent(SKILLS_TRAINING);
    let listed_occupation = (training | trainee) & Truth::yes(facts.listed_occupation);
    let skills_training = outcome(decide(talent_applicant, training & listed_occupation, Reserved::Always), || {
        Amount::Between(facts.trainees.unwrap_or(0) * 600 * YUAN, facts.trainees.map(|number| number * 12_000 * YUAN))
    });
    let skills_trainee = outcome(decide(trainee, listed_occupation, Reserved::Always), || {
        Amount::Between(600 * YUAN, Some(12_000 * YUAN))
    });

    let postgraduate = status(POSTGRADUATE);
    let settled = postgraduate & Truth::yes(facts.came_to_innovate) & Truth::yes(facts.first_home);
    let settling_in = outcome(decide(postgraduate, settled, Reserved::Nothing), || match facts.postgraduate_degree {
        Some(Degree::Doctor) => exactly(15 * TEN_THOUSAND_YUAN),
        Some(Degree::Master) => exactly(10 * TEN_THOUSAND_YUAN),
        None => Amount::Between(10 * TEN_THOUSAND_YUAN, Some(15 * TEN_THOUSAND_YUAN)),
    });

    let online = company & in_business(INTERNET | PLATFORM_OPERATOR | E_COMMERCE);
    let headquarters = online & Truth::test(facts.internet_headquarters, |it| it == HeadquartersKind::Headquarters);
    let headquarters_or_branch =
        online & Truth::test(facts.internet_headquarters, |it| it != HeadquartersKind::Neither);
    let new = headquarters_or_branch & Truth::test(facts.arrival_in_qingdao, |it| it == Arrival::NewlyRegistered);
    let arrived = headquarters_or_branch & Truth::test(facts.arrival_in_qingdao, |it| it != Arrival::Neither);
    let recognised = arrived & Truth::test(facts.internet_headquarters_recognition, |title| title == Title::Held);
    let registration =
        outcome(decide(headquarters, new, Reserved::Unless(recognised)), up_to(4000 * TEN_THOUSAND_YUAN));
    let tax = outcome(decide(headquarters_or_branch, recognised, Reserved::Nothing), || {
        let [first, second, third] = facts.local_tax_contribution;
        let known = first.unwrap_or(0) + second.unwrap_or(0) + third.unwrap_or(0);
        let all = first.is_some() && second.is_some() && third.is_some();
        Amount::Between((known + 2) / 4, all.then_some((known + 1) / 2))
    });
    let premises = outcome(decide(headquarters, arrived, Reserved::Unless(recognised)), up_to(500 * TEN_THOUSAND_YUAN));

    let titled_start_up =
        (natural | titled(START_UP_TITLE)) & Truth::test(facts.start_up_title, |title| title == Title::Held);
    let start_up = outcome(decide(is(COMPANY | SOLE_TRADER | PERSON), titled_start_up, Reserved::Nothing), || {
        Amount::Between(0, facts.start_up_titles_held.map(|number| number * 10 * TEN_THOUSAND_YUAN))
    });

    let special_group = status(UNEMPLOYED_POOR_OR_SOLDIER);
    let trading = sole_trader | (special_group & !sole_trader & Truth::yes(facts.self_employed));
    let tax_relief = outcome(decide(special_group, trading, Reserved::Always), || Amount::Unstated);

    let registered = |from: i32| entity & Truth::test(facts.registered_on, |day| from <= day && day <= days.as_of);
    let since = entity & Truth::test(facts.registered_on, |day| day >= SINCE);
    let inclusive = outcome(
        decide(
            new_economy,
            since & registered(days.twenty_four_months_before),
            Reserved::Unless(registered(days.twelve_months_before)),
        ),
        nothing,
    );

    let dense = plans(LAND) & Truth::test(facts.plot_ratio, |ratio| ratio >= PLOT_RATIO);
    let land = outcome(decide(entity, dense, Reserved::Nothing), nothing);

    [
        research_platform,
        technology_centre,
        paid_in_capital,
        local_investment,
        single_project,
        listing,
        top_talent,
        skills_training,
        skills_trainee,
        settling_in,
        registration,
        tax,
        premises,
        start_up,
        tax_relief,
        inclusive,
        land,
    ]
}

#[inline]
fn exactly(fen: i64) -> Amount {
    Amount::Between(fen, Some(fen))
}
