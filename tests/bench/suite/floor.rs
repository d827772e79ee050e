//! The floor of any program that reads rows and writes results: the input parsed, and as many bytes
//! written for each row, with nothing in between.

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::hint::black_box;
use std::io::{BufRead, Read, Write};

type Failure = Box<dyn std::error::Error>;

/// Parses a table and writes so many bytes for each row.
pub fn csv(from: impl Read, mut to: impl Write, bytes: usize) -> Result<(), Failure> {
    let filler = vec![b'0'; bytes];
    let mut reader = csv::ReaderBuilder::new().from_reader(from);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        black_box(&record);
        to.write_all(&filler)?;
    }
    Ok(to.flush()?)
}

/// Parses profiles, one a line, and writes so many bytes for each.
pub fn ndjson(mut from: impl BufRead, mut to: impl Write, bytes: usize) -> Result<(), Failure> {
    let filler = vec![b'0'; bytes];
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        black_box(serde_json::from_slice::<Applicant<'_>>(&line)?);
        to.write_all(&filler)?;
        line.clear();
    }
    Ok(to.flush()?)
}

#[derive(Deserialize)]
struct Applicant<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow)]
    id: Cow<'l, str>,
    #[serde(borrow)]
    facts: Facts<'l>,
    declined: Texts,
}

/// The facts, each as the text or number that it is written as.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Facts<'l> {
    applicant: Texts,
    business: Texts,
    #[serde(borrow)]
    registered_on: Option<&'l str>,
    new_economy: Option<bool>,
    registered_in_qingdao: Option<bool>,
    plans: Texts,
    person_status: Texts,
    self_employed: Option<bool>,
    listing: Option<&'l str>,
    finance_business: Texts,
    guidance_fund_stake: Option<bool>,
    fund_size: Option<&'l str>,
    paid_in_capital: Option<&'l str>,
    new_paid_in_capital: Option<&'l str>,
    local_industry_investment: Option<&'l str>,
    titles_and_approvals: Texts,
    national_platform_approvals: Option<i64>,
    enterprise_technology_centre: Option<&'l str>,
    enterprise_technology_centre_approved_on: Option<&'l str>,
    start_up_title: Option<&'l str>,
    start_up_titles_held: Option<i64>,
    internet_headquarters: Option<&'l str>,
    arrival_in_qingdao: Option<&'l str>,
    internet_headquarters_recognition: Option<&'l str>,
    local_tax_contribution: Option<[Option<&'l str>; 3]>,
    plot_ratio: Option<&'l str>,
    talent_work: Texts,
    listed_occupation: Option<bool>,
    trainees: Option<i64>,
    postgraduate_degree: Option<&'l str>,
    came_to_innovate: Option<bool>,
    first_home: Option<bool>,
}

/// A list of texts that are parsed and not kept, so that nothing is allocated.
#[derive(Default)]
struct Texts;

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Texts;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("texts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<Texts, A::Error> {
                while let Some(text) = texts.next_element::<&str>()? {
                    black_box(text);
                }
                Ok(Texts)
            }
        }
        from.deserialize_seq(Each)
    }
}
