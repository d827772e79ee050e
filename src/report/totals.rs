//! What to expect in one class, in words.

use super::{StackingLine, Wording, words};
use crate::assess::{Assessment, Total};
use crate::measure::Class;
use crate::money::Money;

/// What to expect in one class.
#[derive(Debug)]
pub struct TotalLine {
    /// The class.
    pub class: Class,
    /// The range.
    pub range: String,
    /// What is firm in it, what hangs on open questions, and what has no figure.
    pub remarks: Vec<String>,
    /// What is firm; `None` where nothing is.
    pub firm: Option<String>,
    /// The most that is possible.
    pub most: String,
    /// Which measures count together, and why.
    pub stacking: Vec<StackingLine>,
}

impl Wording<'_> {
    /// A class to which nothing belongs is left out, and so is one in which nothing is promised
    /// yet to anybody like this applicant.
    pub(super) fn total(&self, total: &Total, assessment: &Assessment<'_>) -> Option<TotalLine> {
        let language = self.language;
        let zero = Money::ZERO;
        let (nothing, open) = (total.high == Some(zero), total.unstated.saturating_sub(total.settled_unstated));
        if nothing && total.settled_unstated == 0 {
            return None;
        }
        let mut remarks = Vec::new();
        let range = if nothing {
            let count = total.settled_unstated;
            language.pick(format!("{count} 项,金额未载明"), format!("{count} with no amount stated"))
        } else {
            if total.low > zero && total.high.is_some_and(|high| high != total.low) {
                let low = total.low.words(language);
                remarks.push(language.pick(format!("其中确定 {low}"), format!("{low} of it firm")));
            }
            if let Some(settled) =
                total.settled_high.filter(|settled| total.high != Some(*settled) && *settled > total.low)
            {
                let settled = settled.words(language);
                remarks.push(language.pick(
                    format!("不计需补充信息的措施:最高{settled}"),
                    format!("without those that need information: up to {settled}"),
                ));
            }
            if total.settled_unstated > 0 {
                let count = total.settled_unstated;
                remarks.push(
                    language.pick(format!("另有 {count} 项金额未载明"), format!("{count} more with no amount stated")),
                );
            }
            words::span(total.low, total.high, language)
        };
        if open > 0 {
            remarks.push(language.pick(
                format!("{open} 项金额未载明的还需补充信息"),
                format!("{open} with no amount stated still need information"),
            ));
        }
        let firm = (total.low > zero).then(|| total.low.words(language));
        let most = match total.high {
            _ if nothing => range.clone(),
            Some(high) => high.words(language),
            None => language.pick("上限待补充", "top open").to_owned(),
        };
        let stacking = self.effects(assessment, total.class);
        Some(TotalLine { class: total.class, range, remarks, firm, most, stacking })
    }
}
