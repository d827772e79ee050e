//! From lines of NDJSON to lines of NDJSON, by hand: verdicts, ranges and totals of the fixed measures
//! in codes, as `huiqi batch --to ndjson` writes them, without what is missing.

use super::facts::*;
use super::figures::{day, decimal};
use super::measures::MEASURES;
use super::outcome::{Amount, Outcome, Verdict};
use super::rules::{Days, assess};
use super::totals::{Total, totals};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::io::{BufRead, Write};

type Failure = Box<dyn std::error::Error>;

/// Reads profiles as the program writes them and writes their results.
pub fn run(mut from: impl BufRead, mut to: impl Write, days: &Days) -> Result<(), Failure> {
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        let applicant: Applicant<'_> = serde_json::from_slice(&line)?;
        let outcomes = assess(&applicant.facts.into(), days);
        serde_json::to_writer(&mut to, &result(&applicant.name, &applicant.id, &outcomes))?;
        to.write_all(b"\n")?;
        line.clear();
    }
    to.flush()?;
    Ok(())
}

#[derive(Deserialize)]
struct Applicant<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow)]
    id: Cow<'l, str>,
    facts: Said,
}

/// The facts as they stand in a line.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Said {
    #[serde(deserialize_with = "applicant")]
    applicant: Option<u32>,
    #[serde(deserialize_with = "business")]
    business: Option<u32>,
    #[serde(deserialize_with = "of_day")]
    registered_on: Option<i32>,
    new_economy: Option<bool>,
    registered_in_qingdao: Option<bool>,
    #[serde(deserialize_with = "plans")]
    plans: Option<u32>,
    #[serde(deserialize_with = "status")]
    person_status: Option<u32>,
    self_employed: Option<bool>,
    #[serde(deserialize_with = "listing")]
    listing: Option<Listing>,
    #[serde(deserialize_with = "finance_business")]
    finance_business: Option<u32>,
    guidance_fund_stake: Option<bool>,
    #[serde(deserialize_with = "money")]
    fund_size: Option<i64>,
    #[serde(deserialize_with = "money")]
    paid_in_capital: Option<i64>,
    #[serde(deserialize_with = "money")]
    new_paid_in_capital: Option<i64>,
    #[serde(deserialize_with = "money")]
    local_industry_investment: Option<i64>,
    #[serde(deserialize_with = "titles")]
    titles_and_approvals: Option<u32>,
    national_platform_approvals: Option<i64>,
    #[serde(deserialize_with = "technology_centre")]
    enterprise_technology_centre: Option<Title>,
    #[serde(deserialize_with = "of_day")]
    enterprise_technology_centre_approved_on: Option<i32>,
    #[serde(deserialize_with = "start_up_title")]
    start_up_title: Option<Title>,
    start_up_titles_held: Option<i64>,
    #[serde(deserialize_with = "headquarters")]
    internet_headquarters: Option<HeadquartersKind>,
    #[serde(deserialize_with = "arrival")]
    arrival_in_qingdao: Option<Arrival>,
    #[serde(deserialize_with = "recognition")]
    internet_headquarters_recognition: Option<Title>,
    local_tax_contribution: [Year; 3],
    #[serde(deserialize_with = "quantity")]
    plot_ratio: Option<i64>,
    #[serde(deserialize_with = "talent_work")]
    talent_work: Option<u32>,
    listed_occupation: Option<bool>,
    trainees: Option<i64>,
    #[serde(deserialize_with = "degree")]
    postgraduate_degree: Option<Degree>,
    came_to_innovate: Option<bool>,
    first_home: Option<bool>,
}

/// The amount of a year, or null.
#[derive(Clone, Copy, Default)]
struct Year(Option<i64>);

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Option::<&str>::deserialize(from)?;
        text.map(|text| figure(text, 2)).transpose().map(Self)
    }
}

impl From<Said> for Facts {
    fn from(it: Said) -> Self {
        Self {
            applicant: it.applicant,
            business: it.business,
            registered_on: it.registered_on,
            new_economy: it.new_economy,
            registered_in_qingdao: it.registered_in_qingdao,
            plans: it.plans,
            person_status: it.person_status,
            self_employed: it.self_employed,
            listing: it.listing,
            finance_business: it.finance_business,
            guidance_fund_stake: it.guidance_fund_stake,
            fund_size: it.fund_size,
            paid_in_capital: it.paid_in_capital,
            new_paid_in_capital: it.new_paid_in_capital,
            local_industry_investment: it.local_industry_investment,
            titles_and_approvals: it.titles_and_approvals,
            national_platform_approvals: it.national_platform_approvals,
            enterprise_technology_centre: it.enterprise_technology_centre,
            enterprise_technology_centre_approved_on: it.enterprise_technology_centre_approved_on,
            start_up_title: it.start_up_title,
            start_up_titles_held: it.start_up_titles_held,
            internet_headquarters: it.internet_headquarters,
            arrival_in_qingdao: it.arrival_in_qingdao,
            internet_headquarters_recognition: it.internet_headquarters_recognition,
            local_tax_contribution: it.local_tax_contribution.map(|year| year.0),
            plot_ratio: it.plot_ratio,
            talent_work: it.talent_work,
            listed_occupation: it.listed_occupation,
            trainees: it.trainees,
            postgraduate_degree: it.postgraduate_degree,
            came_to_innovate: it.came_to_innovate,
            first_home: it.first_home,
        }
    }
}

fn figure<E: Error>(text: &str, decimals: usize) -> Result<i64, E> {
    decimal(text.as_bytes(), decimals).ok_or_else(|| E::custom("no figure"))
}

fn money<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    figure(<&str>::deserialize(from)?, 2).map(Some)
}

fn quantity<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    figure(<&str>::deserialize(from)?, 4).map(Some)
}

fn of_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i32>, D::Error> {
    day(<&str>::deserialize(from)?.as_bytes()).map(Some).ok_or_else(|| D::Error::custom("no day"))
}

fn place<E: Error>(code: &str, choices: &[Choice]) -> Result<usize, E> {
    choices.iter().position(|choice| choice.0 == code).ok_or_else(|| E::custom("no choice"))
}

/// A set of choices without a list in between.
struct Set(&'static [Choice]);

impl<'de> Visitor<'de> for Set {
    type Value = Option<u32>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("choices")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut codes: A) -> Result<Self::Value, A::Error> {
        let mut set = 0;
        while let Some(code) = codes.next_element::<&str>()? {
            set |= 1 << place::<A::Error>(code, self.0)?;
        }
        Ok(Some(set))
    }
}

macro_rules! sets {
    ($($name:ident $choices:ident)*) => {
        $(fn $name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
            from.deserialize_seq(Set(&$choices))
        })*
    };
}

macro_rules! choices {
    ($($name:ident $choices:ident $kind:ident)*) => {
        $(fn $name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$kind>, D::Error> {
            place(<&str>::deserialize(from)?, &$choices).map(|at| Some($kind::ALL[at]))
        })*
    };
}

sets!(applicant APPLICANTS business BUSINESSES plans PLANS status STATUSES finance_business FINANCE_BUSINESSES);
sets!(titles TITLES_AND_APPROVALS talent_work TALENT_WORK);
choices!(listing LISTINGS Listing technology_centre TECHNOLOGY_CENTRES Title start_up_title START_UP_TITLES Title);
choices!(headquarters HEADQUARTERS HeadquartersKind arrival ARRIVALS Arrival recognition RECOGNITIONS Title);
choices!(degree DEGREES Degree);

#[derive(Serialize)]
struct ResultLine<'r> {
    applicant: Named<'r>,
    measures: [MeasureResult; 17],
    totals: Totals,
}

#[derive(Serialize)]
struct Named<'r> {
    name: &'r str,
    id: &'r str,
}

#[derive(Serialize)]
struct MeasureResult {
    id: &'static str,
    verdict: &'static str,
    ruled_out_by: Option<&'static str>,
    stated: bool,
    low: Option<Yuan>,
    high: Option<Yuan>,
}

#[derive(Serialize)]
struct Totals {
    #[serde(skip_serializing_if = "Option::is_none")]
    cash: Option<TotalResult>,
    #[serde(skip_serializing_if = "Option::is_none")]
    investment: Option<TotalResult>,
}

#[derive(Serialize)]
struct TotalResult {
    low: Yuan,
    high: Option<Yuan>,
    settled_high: Option<Yuan>,
}

/// An amount in fen, written in yuan with two decimals.
#[derive(Clone, Copy)]
struct Yuan(i64);

impl Serialize for Yuan {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

fn result<'r>(name: &'r str, id: &'r str, outcomes: &[Outcome; 17]) -> ResultLine<'r> {
    let total = |total: Total| TotalResult {
        low: Yuan(total.low),
        high: total.high.map(Yuan),
        settled_high: total.settled_high.map(Yuan),
    };
    let [cash, investment] = totals(outcomes).map(|it| it.map(total));
    let measures = std::array::from_fn(|at| {
        let outcome = &outcomes[at];
        let (verdict, ruled_out_by) = match outcome.verdict {
            Verdict::Eligible => ("eligible", None),
            Verdict::Provisional => ("provisional", None),
            Verdict::Undetermined => ("undetermined", None),
            Verdict::Audience => ("ineligible", Some("audience")),
            Verdict::Conditions => ("ineligible", Some("conditions")),
        };
        let (low, high) = match outcome.amount {
            Amount::Between(low, high) => (Some(Yuan(low)), high.map(Yuan)),
            Amount::Unstated | Amount::Nothing => (None, None),
        };
        MeasureResult { id: MEASURES[at], verdict, ruled_out_by, stated: low.is_some(), low, high }
    });
    ResultLine { applicant: Named { name, id }, measures, totals: Totals { cash, investment } }
}
