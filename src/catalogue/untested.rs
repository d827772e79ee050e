//! What no worked case would notice if it were wrong.

use super::Catalogue;
use super::outline::Rules;
use super::parts::{self, Deciding, Part};
use super::slips::{Change, slips};
use super::witness::{OUTCOMES, Outcome, applicant, witness};
use crate::amount::{Amount, Range, Size};
use crate::assess::{RuledOutBy, Verdict, outcome, verdict};
use crate::knowledge::Knowledge;
use crate::language::Text;
use crate::measure::{Measure, Ready};
use crate::problem::{Code, Place, Problem};
use crate::profile::Profile;
use crate::truth::Formula;
use jiff::civil::Date;
use std::collections::HashMap;

/// The bytes of a file.
type Span = std::ops::Range<usize>;

/// A worked case: the applicant, and what is expected of which measures.
#[derive(Debug)]
pub(super) struct Worked {
    pub day: Date,
    /// `None` where what is given is at fault.
    pub profile: Option<Profile>,
    pub stated: Vec<Stated>,
}

/// What a case states of one measure.
#[derive(Debug)]
pub(super) struct Stated {
    /// The measure, by position.
    pub measure: usize,
    pub expected: Vec<Expected>,
}

/// One thing that is stated.
#[derive(Debug)]
pub(super) struct Expected {
    pub key: String,
    /// The value in one form, in fen where it is money.
    pub value: String,
    pub place: Place,
}

impl Stated {
    fn states(&self, key: &str) -> bool {
        self.expected.iter().any(|expected| expected.key == key)
    }
}

/// A catalogue on the days that cases name.
pub(super) struct Days<'d> {
    pub today: &'d Catalogue,
    pub others: &'d HashMap<Date, Catalogue>,
}

impl<'d> Days<'d> {
    fn on(&self, day: Date) -> &'d Catalogue {
        self.others.get(&day).unwrap_or(self.today)
    }
}

/// What worked cases must tell of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Each settled outcome that applicants can come to.
    Outcome,
    /// That it is undetermined while an answer is missing.
    Open,
    /// Each part of a condition: a case that it decides by holding, and one by failing.
    Condition,
    /// Each number: a case exactly at it, and one just beside it on its other side.
    Number,
    /// Each figure of the amount that a case can state.
    Amount,
}

impl Criterion {
    /// Every criterion.
    pub const ALL: [Self; 5] = [Self::Outcome, Self::Open, Self::Condition, Self::Number, Self::Amount];

    /// The code as it is printed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Open => "open",
            Self::Condition => "condition",
            Self::Number => "number",
            Self::Amount => "amount",
        }
    }
}

/// Something that no worked case would notice if it were wrong.
#[derive(Clone, Debug)]
pub struct Untested {
    /// What the cases do not tell.
    pub criterion: Criterion,
    /// Where it stands in the measure's file; `None` for the measure as a whole.
    pub span: Option<Span>,
    /// What is not told.
    pub what: Text,
    /// An applicant who would tell it.
    pub applicant: Profile,
}

impl Untested {
    /// As a fault; what the measure as a whole lacks stands at its id.
    pub fn problem(self, file: usize, id: &Span) -> Problem {
        let place = Place { file, span: self.span.unwrap_or_else(|| id.clone()) };
        let mend = (
            "补一个案例;huiqi catalogue test --drafts 文件 会写出草稿",
            "add a case; `huiqi catalogue test --drafts FILE` writes a draft",
        );
        Problem::new(Code::Untested, place, self.what.zh, self.what.en).mend(mend.0, mend.1)
    }
}

/// What the worked cases tell of one measure.
#[derive(Clone, Debug, Default)]
pub struct CaseCoverage {
    /// For each criterion how much there is to tell, and how much of it is told.
    pub counts: [(usize, usize); 5],
    /// What is not told.
    pub untested: Vec<Untested>,
}

impl CaseCoverage {
    /// What cases must tell and do not, without what only follows from something else here.
    ///
    /// That a missing answer leaves a verdict open is how every rule is read, so no document needs
    /// a case for it.
    pub(super) fn required(&self) -> Vec<Untested> {
        let conditions = || self.untested.iter().filter(|it| it.criterion == Criterion::Condition);
        let lies_in_another = |it: &Untested| {
            let within = |inner: &Span, outer: &Span| outer.start <= inner.start && inner.end <= outer.end;
            let in_it =
                |outer: &Untested| it.span.as_ref().zip(outer.span.as_ref()).is_some_and(|(one, two)| within(one, two));
            conditions().any(in_it)
        };
        let needed = |it: &&Untested| match it.criterion {
            Criterion::Open => false,
            // A case that tells the condition comes to the outcome.
            Criterion::Outcome => conditions().next().is_none(),
            Criterion::Condition | Criterion::Amount => true,
            Criterion::Number => !lies_in_another(it),
        };
        self.untested.iter().filter(needed).cloned().collect()
    }
}

/// What the cases tell of a measure, on their days.
pub(super) fn coverage(at: usize, rules: &Rules, days: &Days<'_>, worked: &[Worked]) -> CaseCoverage {
    let catalogue = days.today;
    let Some(measure) = catalogue.measures.get(at) else { return CaseCoverage::default() };
    let mut told = Telling { at, days, catalogue, cases: Vec::new(), coverage: CaseCoverage::default() };
    told.cases = worked.iter().filter_map(|case| told.told(case)).collect();
    told.outcomes(measure);
    let (parts, _) = parts::of(measure, rules, catalogue.compiler());
    for (place, part) in parts.iter().enumerate() {
        told.part(measure, rules, place, part);
    }
    told.figures(measure, rules);
    told.coverage
}

/// What a case tells of the measure.
struct Told<'w> {
    day: Date,
    knowledge: Knowledge<'w>,
    stated: &'w Stated,
    is: Seen,
}

/// The outcome as far as a case can state it.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    outcome: Outcome,
    range: Option<Range>,
}

impl Seen {
    fn of(catalogue: &Catalogue, measure: &Measure, knowledge: &Knowledge<'_>) -> Self {
        let (_, ranges) = outcome(catalogue, measure, knowledge);
        Self { outcome: verdict(catalogue, measure, knowledge), range: ranges.into_iter().flatten().next() }
    }

    fn is_told_from(&self, other: &Self, stated: &Stated) -> bool {
        let bounds = |seen: &Self| match seen.range {
            Some(Range::Stated { low, high }) => (Some(Size::from(low)), Some(high.map(Size::from))),
            Some(Range::Points { low, high }) => (Some(Size::from(low)), Some(high.map(Size::from))),
            Some(Range::Unstated) | None => (None, None),
        };
        let (one, two) = (bounds(self), bounds(other));
        let unstated = |seen: &Self| seen.range == Some(Range::Unstated);
        self.outcome.0 != other.outcome.0
            || stated.states("ruled-out-by") && self.outcome.1 != other.outcome.1
            || stated.states("low") && one.0 != two.0
            || stated.states("high") && one.1 != two.1
            || stated.states("unstated") && unstated(self) != unstated(other)
    }
}

struct Telling<'t> {
    at: usize,
    days: &'t Days<'t>,
    catalogue: &'t Catalogue,
    cases: Vec<Told<'t>>,
    coverage: CaseCoverage,
}

impl<'t> Telling<'t> {
    fn told(&self, case: &'t Worked) -> Option<Told<'t>> {
        let stated = case.stated.iter().find(|stated| stated.measure == self.at)?;
        let catalogue = self.days.on(case.day);
        let knowledge = Knowledge::of(&catalogue.facts, case.profile.as_ref()?);
        let is = Seen::of(catalogue, catalogue.measures.get(self.at)?, &knowledge);
        Some(Told { day: case.day, knowledge, stated, is })
    }

    /// Whether some case tells the measure from the one that `change` makes of it.
    fn is_noticed(&self, change: &impl Fn(&Catalogue, &Measure) -> Option<Measure>) -> bool {
        let mut changed: HashMap<Date, Option<Measure>> = HashMap::new();
        self.cases.iter().any(|case| {
            let catalogue = self.days.on(case.day);
            let make = || change(catalogue, catalogue.measures.get(self.at)?);
            let changed = changed.entry(case.day).or_insert_with(make);
            changed.as_ref().is_some_and(|changed| {
                let seen = Seen::of(catalogue, changed, &case.knowledge);
                case.is.is_told_from(&seen, case.stated)
            })
        })
    }

    fn count(&mut self, criterion: Criterion, noticed: bool) {
        for (other, count) in Criterion::ALL.iter().zip(&mut self.coverage.counts) {
            if *other == criterion {
                count.0 = count.0.saturating_add(1);
                count.1 = count.1.saturating_add(usize::from(noticed));
            }
        }
    }

    /// Counts something, and finds an applicant who tells it where no case does. What nobody can
    /// tell is not counted.
    fn look(
        &mut self,
        criterion: Criterion,
        noticed: bool,
        span: Option<Span>,
        what: Text,
        applicant: impl FnOnce(&Catalogue) -> Option<Profile>,
    ) {
        if noticed {
            self.count(criterion, true);
        } else if let Some(applicant) = applicant(self.catalogue) {
            self.count(criterion, false);
            self.coverage.untested.push(Untested { criterion, span, what, applicant });
        }
    }

    fn outcomes(&mut self, measure: &Measure) {
        for outcome in OUTCOMES {
            let noticed = self.cases.iter().any(|case| case.is.outcome == outcome);
            let (zh, en) = match outcome {
                (Verdict::Eligible, _) => ("符合", "eligible"),
                (Verdict::Provisional, _) => ("可能符合", "provisional"),
                (Verdict::Undetermined, _) => ("需补充信息", "undetermined"),
                (Verdict::Ineligible, Some(RuledOutBy::Audience)) => ("不适用", "ineligible by its audience"),
                (Verdict::Ineligible, _) => ("暂不符合", "ineligible by its conditions"),
            };
            let what = Text::new(format!("没有案例的结论是「{zh}」"), format!("no case is {en}"));
            let open = outcome.0 == Verdict::Undetermined;
            let criterion = if open { Criterion::Open } else { Criterion::Outcome };
            self.look(criterion, noticed, None, what, |catalogue| witness(catalogue, measure, outcome));
        }
    }

    fn part(&mut self, measure: &Measure, rules: &Rules, place: usize, deciding: &Deciding) {
        let Deciding { part, context, condition, outline } = deciding;
        for slip in slips(condition, outline, &self.catalogue.facts) {
            let change = |catalogue: &Catalogue, measure: &Measure| {
                let compiler = catalogue.compiler();
                let (parts, _) = parts::of(measure, rules, compiler);
                let condition = slip.made_in(&parts.get(place)?.condition, compiler);
                Some(parts::with(measure, *part, condition))
            };
            let noticed = self.is_noticed(&change);
            let (criterion, zh, en) = match slip.change {
                Change::Holds => (Criterion::Condition, "没有案例只差这一项", "no case falls short of this alone"),
                Change::Fails => (Criterion::Condition, "没有案例要靠这一项", "no case needs this"),
                Change::Without(_) => (Criterion::Condition, "没有案例要靠这个选项", "no case needs this choice"),
                Change::Unbounded { .. } => {
                    (Criterion::Condition, "没有案例只差这个界限", "no case is kept out by this bound alone")
                }
                Change::AtNumber { .. } => {
                    (Criterion::Number, "没有案例恰好在这个数上", "no case lies exactly at this number")
                }
                Change::BesideNumber { .. } => (
                    Criterion::Number,
                    "没有案例紧挨这个数的另一侧",
                    "no case lies just on the other side of this number",
                ),
            };
            let told = |catalogue: &Catalogue| {
                let compiler = catalogue.compiler();
                let changed = slip.made_in(condition, compiler);
                let told = slip.told_by(&compiler.compile(condition), &compiler.compile(&changed));
                let told = Formula::all([context.clone(), told]);
                let others = match part {
                    Part::For => compiler.compile(&measure.conditions),
                    Part::When | Part::Unless | Part::Case { .. } => Formula::Constant(true),
                };
                let both = Formula::all([told.clone(), others]);
                applicant(catalogue, &both).or_else(|| applicant(catalogue, &told))
            };
            self.look(criterion, noticed, Some(slip.span.clone()), Text::new(zh, en), told);
        }
    }

    /// The figures of the first support that has an amount: that one cases can state.
    fn figures(&mut self, measure: &Measure, rules: &Rules) {
        let first = measure.supports.iter().position(|support| support.amount.is_some());
        let Some((support, places)) = first.and_then(|at| rules.amounts.get(at).map(|places| (at, places))) else {
            return;
        };
        for (figure, span) in places.figures.iter().enumerate() {
            let change = |_: &Catalogue, measure: &Measure| another_figure(measure, support, figure);
            let noticed = self.is_noticed(&change);
            let what = Text::new("没有案例检验这个金额", "no case tells this figure from another");
            self.look(Criterion::Amount, noticed, Some(span.clone()), what, |catalogue| {
                let compiler = catalogue.compiler();
                another_figure(measure, support, figure)?;
                let amount = measure.supports.get(support)?.amount.as_ref()?;
                let mut reached = Vec::new();
                let applies = measure.rules(compiler).applies.formula();
                parts::figures(amount, applies, compiler, &mut reached);
                applicant(catalogue, &reached.into_iter().nth(figure)?)
            });
        }
    }
}

/// The measure with one figure doubled, or given where none is stated.
fn another_figure(measure: &Measure, support: usize, figure: usize) -> Option<Measure> {
    let mut changed = Measure { ready: Ready::default(), ..measure.clone() };
    let amount = changed.supports.get_mut(support)?.amount.as_mut()?;
    let mut figures = Vec::new();
    parts::figures_in(amount, &mut figures);
    let place = figures.into_iter().nth(figure)?;
    let doubled = match &*place {
        Amount::Unstated => Amount::Between(Size::ZERO, Size::ZERO),
        stated => Amount::Times(2, Box::new(stated.clone())),
    };
    *place = doubled;
    Some(changed)
}
