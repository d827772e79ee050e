//! Where requirements and amounts of a catalogue change.

use huiqi::amount::Amount;
use huiqi::catalogue::Catalogue;
use huiqi::condition::{Bounds, Condition, Requirement};
use huiqi::day;
use huiqi::fact::Kind;
use huiqi::stacking::Rule;

/// The numbers at which a requirement or an amount changes.
#[derive(Clone, Debug, Default)]
pub struct FactMarks {
    pub numbers: Vec<i64>,
    /// For the sum of years.
    pub sums: Vec<i64>,
    /// Whether some requirement looks at single years.
    pub by_year: bool,
    /// Whether a requirement or amount looks at the sum of years.
    pub by_sum: bool,
}

/// A catalogue with the marks of each of its facts.
pub struct Drawn<'c> {
    pub catalogue: &'c Catalogue,
    pub marks: Vec<FactMarks>,
}

impl<'c> Drawn<'c> {
    pub fn new(catalogue: &'c Catalogue) -> Self {
        let mut drawn = Self { catalogue, marks: vec![FactMarks::default(); catalogue.facts.len()] };
        for condition in catalogue.ask_when.iter().flatten().chain(catalogue.named.iter().map(|named| &named.when)) {
            drawn.mark(condition);
        }
        for measure in &catalogue.measures {
            drawn.mark(&measure.audience);
            drawn.mark(&measure.conditions);
            measure.reserved.iter().filter_map(|it| it.unless.as_ref()).for_each(|unless| drawn.mark(unless));
            measure.supports.iter().filter_map(|it| it.amount.as_ref()).for_each(|amount| drawn.mark_amount(amount));
        }
        for rule in &catalogue.stacking {
            if let Rule::TotalAtMost(limit) = &rule.rule {
                drawn.mark_amount(limit);
            }
        }
        for marks in &mut drawn.marks {
            for numbers in [&mut marks.numbers, &mut marks.sums] {
                numbers.sort_unstable();
                numbers.dedup();
            }
        }
        drawn
    }

    fn mark(&mut self, condition: &Condition) {
        let (fact, requirement) = match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) | Condition::AtLeast(_, parts) => {
                return parts.iter().for_each(|part| self.mark(part));
            }
            Condition::Named(_) => return,
            Condition::Fact(fact, requirement) => (fact.0, requirement),
        };
        let as_of = self.catalogue.as_of;
        let marks = &mut self.marks[fact];
        let of = |bounds: &Bounds| bounds.lower.into_iter().chain(bounds.upper).map(|(number, _)| number);
        match requirement {
            Requirement::YesNo(_) | Requirement::OneOf(_) => {}
            Requirement::Within(bounds) => marks.numbers.extend(of(bounds)),
            Requirement::AnyYear(bounds) | Requirement::EveryYear(bounds) => {
                marks.numbers.extend(of(bounds));
                marks.by_year = true;
            }
            Requirement::SumOfYears(bounds) => {
                marks.sums.extend(of(bounds));
                marks.by_sum = true;
            }
            Requirement::During(time) => {
                marks.numbers.extend(time.on_or_after.into_iter().chain(time.before).map(day::number_of));
                if let Some(period) = time.within {
                    marks.numbers.extend([day::number_of(period.before(as_of)), day::number_of(as_of)]);
                }
            }
        }
    }

    fn mark_amount(&mut self, amount: &Amount) {
        match amount {
            Amount::Unstated | Amount::Between(..) => {}
            Amount::Rate { of, .. } => self.marks[of.0].by_sum = true,
            Amount::Yearly { shares, of, cap } => {
                let marks = &mut self.marks[of.0];
                marks.by_year = true;
                // Where a year's part reaches the cap.
                for (cap, (_, share)) in cap.iter().flat_map(|cap| shares.iter().map(move |share| (cap, share))) {
                    let reached = share.base_of(cap.money()).and_then(|base| i64::try_from(base.fen()).ok());
                    marks.numbers.extend(reached);
                }
            }
            Amount::Each { of, per, .. } => {
                let whole = if self.catalogue.facts[of.0].kind == Kind::Quantity { 10_000 } else { 1 };
                self.marks[of.0].numbers.push(per.unwrap_or(1) * whole);
            }
            Amount::Less { of, less } => {
                self.marks[less.0].by_sum = true;
                if let Amount::Between(low, high) = **of {
                    let sizes = [low, high].map(|size| i64::try_from(size.hundredths()).unwrap());
                    match self.catalogue.facts[less.0].kind {
                        Kind::Money => self.marks[less.0].numbers.extend(sizes),
                        _ => self.marks[less.0].sums.extend(sizes),
                    }
                }
                self.mark_amount(of);
            }
            Amount::UpTo(inner) | Amount::Times(_, inner) => self.mark_amount(inner),
            Amount::Clamp { of, cap, .. } => {
                self.mark_amount(of);
                cap.iter().for_each(|cap| self.mark_amount(cap));
            }
            Amount::Cases(cases) => {
                for (when, amount) in cases {
                    when.iter().for_each(|when| self.mark(when));
                    self.mark_amount(amount);
                }
            }
        }
    }

    /// Whether a requirement looks at single years and something else at the sum of the same years.
    pub fn ties_years_to_sums(&self) -> bool {
        self.marks.iter().any(|marks| marks.by_year && marks.by_sum)
    }
}
