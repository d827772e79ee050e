//! From when and until when something holds, from TOML.

use super::conditions;
use super::fields::{Faults, Fields};
use crate::language::Language;
use crate::problem::{Code, Problem};
use crate::tree::Node;
use crate::validity::Validity;
use jiff::civil::Date;

/// What holds around a clause or a measure.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    /// The days of the whole document.
    pub document: Validity,
    /// The narrower days that the clause states, if any.
    pub clause: Validity,
}

impl Around {
    /// Reads `effective` and `expires`, which must lie within what holds around them; what is not
    /// written is as the clause states it.
    pub(super) fn narrowed(self, fields: &mut Fields<'_, '_>, faults: &mut Faults<'_>) -> Validity {
        let (first, last) = (fields.take("effective"), fields.take("expires"));
        let effective = first.and_then(|node| conditions::date(node, faults));
        let expires = last.and_then(|node| conditions::date(node, faults));
        let around = self.clause.or(self.document);
        let mut outside = false;
        for (node, date) in first.zip(effective).into_iter().chain(last.zip(expires)) {
            if !around.holds_on(date) {
                outside = true;
                let words = |language| around.words(language).unwrap_or_default();
                let (zh, en) = (words(Language::Chinese), words(Language::English));
                let zh = format!("{date} 这天文件或条款不在有效期内({zh})");
                let en = format!("on {date} the document or clause does not hold ({en})");
                let problem = Problem::new(Code::BadValue, faults.place(&node.span), zh, en);
                let mend = ("写有效期以内的日期,或者删去", "give a day on which it holds, or take the line out");
                faults.note(problem.mend(mend.0, mend.1));
            }
        }
        if !outside {
            in_order(effective, expires, last, faults);
        }
        Validity { effective, expires }.or(self.clause)
    }
}

/// The days of a document, which holds from the day of its adoption where it says nothing else.
pub(super) fn of_document(fields: &mut Fields<'_, '_>, adopted: Option<Date>, faults: &mut Faults<'_>) -> Validity {
    let (first, last) = (fields.take("effective"), fields.take("expires"));
    let effective = first.and_then(|node| conditions::date(node, faults)).or(adopted);
    let expires = last.and_then(|node| conditions::date(node, faults));
    in_order(effective, expires, last, faults);
    Validity { effective, expires }
}

fn in_order(effective: Option<Date>, expires: Option<Date>, place: Option<&Node<'_>>, faults: &mut Faults<'_>) {
    if let (Some(first), Some(last), Some(node)) = (effective, expires, place)
        && last < first
    {
        let zh = format!("到期日早于施行日 {first}");
        let en = format!("it expires before it takes effect on {first}");
        let problem = Problem::new(Code::BadValue, faults.place(&node.span), zh, en);
        faults.note(problem.mend("写有效期的最后一天", "give the last day on which it holds"));
    }
}
