//! What stands above the reports of one or several clients: the cover and the overview.

use super::{Report, Wording, words::clipped};
use crate::assess::{RuledOutBy, Verdict};
use crate::measure::Class;

/// How many letters of a name stand in the overview; where more are cut off there, the number before it leads
/// to the heading with the same number.
const NAME_SHOWN: usize = 40;

/// What stands at the very top.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Whom the page is about.
    pub title: String,
    /// The documents.
    pub policies: Vec<String>,
    /// The day for which all was judged.
    pub as_of: String,
}

/// One client in the overview.
#[derive(Clone, Debug)]
pub struct IndexLine {
    /// Which of the clients it is, counted from 1.
    pub number: usize,
    /// Its name, perhaps cut.
    pub name: String,
    /// How many measures are eligible, provisional, undetermined, and near misses.
    pub counts: [usize; 4],
    /// The money that is firm; `None` where none is.
    pub firm: Option<String>,
    /// The most money that is possible; `None` where none is in sight.
    pub most: Option<String>,
}

/// The line of a client in the overview.
pub fn index_line(report: &Report, number: usize) -> IndexLine {
    let count = |verdict: Verdict, by: Option<RuledOutBy>| {
        let of_kind = report.counts.iter().find(|count| count.verdict == verdict && count.ruled_out_by == by);
        of_kind.map_or(0, |count| count.count)
    };
    let cash = report.totals.iter().find(|total| total.class == Class::Cash);
    IndexLine {
        number,
        name: clipped(&report.name, NAME_SHOWN),
        counts: [
            count(Verdict::Eligible, None),
            count(Verdict::Provisional, None),
            count(Verdict::Undetermined, None),
            count(Verdict::Ineligible, Some(RuledOutBy::Conditions)),
        ],
        firm: cash.and_then(|total| total.firm.clone()),
        most: cash.map(|total| total.most.clone()),
    }
}

impl Cover {
    /// Of one client.
    pub fn of(report: &Report) -> Self {
        Self { title: report.name.clone(), policies: report.policies.clone(), as_of: report.as_of.clone() }
    }
}

impl Wording<'_> {
    /// The cover of so many clients.
    pub fn cover(&self, clients: usize) -> Cover {
        Cover {
            title: self.language.pick(format!("{clients} 个申报主体"), format!("{clients} applicants")),
            policies: self.policies(),
            as_of: self.catalogue.as_of.to_string(),
        }
    }
}
